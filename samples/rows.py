"""Paragraphs into rows of words on a page, each word with its place.

The rows are what redactions are aimed at: a word's box here is its ink, but a
bar covers the row from above the tallest letter to below the longest tail.
"""

from dataclasses import dataclass

from PIL import ImageFont

from samples.typeset import Rect, ink_box

# Parts of the distance between baselines that a row's letters reach.
ABOVE, BELOW = 0.62, 0.20


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word and where its letters start, stop and stand, in pixels."""

    text: str
    left: float
    right: float
    baseline: float

    def ink(self, font: ImageFont.FreeTypeFont) -> Rect:
        left, top, right, bottom = ink_box(self.text, font)
        x, y = round(self.left), round(self.baseline)
        return x + left, y + top, x + right, y + bottom


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a paragraph; `top` and `bottom` hold its letters."""

    words: tuple[TypedWord, ...]
    paragraph: int
    top: float
    bottom: float

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right


@dataclass(frozen=True, slots=True)
class Setting:
    """The type and the column: pixels throughout.

    pitch   from baseline to baseline
    indent  of the first row of a paragraph
    """

    font: ImageFont.FreeTypeFont
    pitch: float
    left: float
    right: float
    indent: float = 0.0


def set_rows(text: str, setting: Setting, top: float, floor: float, paragraph: int) -> list[Row]:
    """The rows of a paragraph from `top` down; what does not fit above `floor` is left out."""
    rows: list[Row] = []
    line: list[TypedWord] = []
    space = setting.font.getlength(" ")
    baseline = top + ABOVE * setting.pitch
    x = setting.left + setting.indent
    for word in text.split():
        wide = setting.font.getlength(word)
        if line and x + wide > setting.right:
            rows.append(_row(line, paragraph, baseline, setting))
            line, x, baseline = [], setting.left, baseline + setting.pitch
        if baseline + BELOW * setting.pitch > floor:
            return rows
        line.append(TypedWord(word, x, x + wide, baseline))
        x += wide + space
    return [*rows, _row(line, paragraph, baseline, setting)] if line else rows


def _row(line: list[TypedWord], paragraph: int, baseline: float, setting: Setting) -> Row:
    up, down = ABOVE * setting.pitch, BELOW * setting.pitch
    return Row(tuple(line), paragraph, baseline - up, baseline + down)
