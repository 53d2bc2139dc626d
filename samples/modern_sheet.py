"""A modern page being set: passages of text that may be redacted, and what only looks so.

Letters, e-mails, forms and tables made on a computer have colours of their own. All of
it is drawn first; redactions are laid over it, as redaction software does.
"""

import colorsys
from dataclasses import dataclass, field

import numpy as np

from samples import fonts
from samples.canvas import BLACK, Canvas, Colour
from samples.prose import dutch, english
from samples.rows import Row, Setting, set_rows
from samples.typeset import Rect

NAMES = (
    "Edwina Sallow",
    "Tobias Wren",
    "M. van der Oste",
    "J. Quillfeather",
    "Dr Ada Pelt",
    "Harbor Office",
    "Ilse Karvala",
    "P. Tarnby",
)
ENTRIES = (
    "Lamp oil, 40 l",
    "Night ferry",
    "12,400.00",
    "7",
    "n/a",
    "1 March",
    "Harbor dues",
    "Nil",
    "44.5 %",
    "Zandeinde",
    "Approved by the board",
    "lighthouse@solvania.example",
    "see annex 3",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Rows that belong together, and the column (or the cell) in which they stand.

    what   paragraph, field (of a header) or cell
    """

    rows: tuple[Row, ...]
    column: Rect
    what: str


@dataclass(slots=True)
class ModernSheet:
    """The page so far; lengths in pixels.

    accent   the colour of the office that made the document
    size     em of its type
    spacing  from baseline to baseline, in ems
    """

    canvas: Canvas
    family: str
    accent: Colour
    size: float
    spacing: float
    left: float
    right: float
    y: float
    floor: float
    is_dutch: bool
    passages: list[Passage] = field(default_factory=list)
    look_alikes: list[tuple[str, Rect]] = field(default_factory=list)

    @property
    def dpi(self) -> int:
        return self.canvas.dpi

    @property
    def rng(self) -> np.random.Generator:
        return self.canvas.rng

    def inches(self, low: float, high: float | None = None) -> float:
        """A length in pixels, anywhere between two in inches."""
        return self.dpi * (low if high is None else float(self.rng.uniform(low, high)))

    def has_room(self, inches: float) -> bool:
        return self.y + inches * self.dpi < self.floor

    def tempt(self, what: str, box: Rect) -> None:
        self.look_alikes.append((what, box))

    def a_text(self) -> str:
        return str(self.rng.choice(dutch() if self.is_dutch else english()))

    def set_text(
        self,
        text: str,
        column: Rect,
        what: str,
        *,
        size: float = 1.0,
        bold: bool = False,
        colour: Colour = BLACK,
    ) -> float:
        """Set text from the top of a column down, as a passage; yields where it ends."""
        family = "sans-bold" if bold else self.family
        font = fonts.load(family, self.size * size)
        left, top, right, bottom = column
        setting = Setting(font, self.size * size * self.spacing, left, right)
        rows = set_rows(text, setting, top, bottom, len(self.passages))
        for row in rows:
            for word in row.words:
                self.canvas.text(word.text, (word.left, word.baseline), font, colour)
        if rows:
            self.passages.append(Passage(tuple(rows), column, what))
        return rows[-1].bottom if rows else top


def tint(rng: np.random.Generator, low: float = 0.8, high: float = 0.95) -> Colour:
    """A pale colour or a light grey, as of a table's head."""
    if rng.random() < 0.35:
        level = round(255 * rng.uniform(low, high))
        return level, level, level
    return colour_of(rng.random(), rng.uniform(low, high), rng.uniform(0.3, 0.9))


def strong(rng: np.random.Generator) -> Colour:
    """A colour that white letters can be read on."""
    return colour_of(rng.random(), rng.uniform(0.2, 0.42), rng.uniform(0.3, 0.9))


def colour_of(hue: float, light: float, strength: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(hue, light, strength)
    return round(255 * red), round(255 * green), round(255 * blue)
