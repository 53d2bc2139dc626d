"""Ink on clean pages, with the exact box of everything that was put down.

Redactions are not drawn here. The agency blacks out the scan, not the paper, so
they stay level when the page is skewed; `samples.damage` paints them last.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from samples import fonts
from samples.layout import Group, Layout, Piece, Strip
from samples.looks import Look
from samples.script import AGENCY_ROLES, BODY, Stamp

Rect = tuple[float, float, float, float]  # left, top, right, bottom in pixels

AGENCY_SIZE = 10.0  # points
CODE_SIZE = 10.0  # points
CODE_ROW = 0.16  # inches from code to code
CODE_GAP = 0.25  # inches from the last column to the codes
# A bar covers the tallest letter and the longest tail, and no part of the next row.
BAR_ABOVE, BAR_BELOW = 0.112, 0.040  # inches from the baseline
STRIKE = 0.022  # inches thick
DARKEST = 255


@dataclass(frozen=True, slots=True)
class Mark:
    """Words on the page and where; `row` keeps the words of one typed line together."""

    text: str
    box: Rect
    role: str
    row: int = -1


@dataclass(slots=True)
class Sheet:
    """A page as typed: black on white, `L`, with what stands on it.

    bars      for each cut its boxes, from row to row
    tips      printed codes of each cut, by cut number
    kinds     how each cut was made
    pictures  what was drawn that is no redaction, and where
    """

    image: Image.Image
    marks: list[Mark] = field(default_factory=list)
    bars: dict[int, list[Rect]] = field(default_factory=dict)
    tips: dict[int, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    pictures: list[tuple[str, Rect]] = field(default_factory=list)


def typeset(layout: Layout, stamps: Iterable[Stamp], look: Look, rng: np.random.Generator) -> Sheet:
    """Put a page down at the look's resolution. Raises MissingFontError."""
    size = round(look.width * look.dpi), round(look.height * look.dpi)
    sheet = Sheet(Image.new("L", size, 255), tips=dict(layout.codes), kinds=dict(layout.kinds))
    for piece in layout.pieces:
        sheet.marks.append(_type(sheet.image, piece, look, rng))
    for strip in layout.strips:
        sheet.bars.setdefault(strip.cut, []).append(_bar(strip, look))
    for group in layout.groups:
        sheet.marks += _codes(sheet.image, group, look)
    for stamp in stamps:
        sheet.marks.append(_stamp(sheet.image, stamp, look.dpi))
    return sheet


def _type(page: Image.Image, piece: Piece, look: Look, rng: np.random.Generator) -> Mark:
    """Strike the letters of a piece one by one, as unsteadily as the look asks."""
    x, y = look.x(piece.column), look.baseline(piece.row)
    if piece.role in AGENCY_ROLES:
        font = fonts.load("sans-bold", AGENCY_SIZE / 72 * look.dpi)
        return Mark(piece.text, _draw(page, piece.text, x, y, font), piece.role, piece.row)
    font = fonts.monospaced(look.font, look.cell)
    boxes = []
    for n, letter in enumerate(piece.text):
        off = rng.normal(0, look.wear.unsteady * look.dpi, 2)
        ink = round(DARKEST * (1 - abs(rng.normal(0, look.wear.uneven / 4))))
        if letter != " ":
            at = x + n * look.cell + off[0], y + off[1]
            boxes.append(_draw(page, letter, *at, font, max(ink, 90)))
    return Mark(piece.text, around(boxes), piece.role, piece.row)


def _bar(strip: Strip, look: Look) -> Rect:
    y = look.baseline(strip.row)
    above, below = BAR_ABOVE * look.dpi, BAR_BELOW * look.dpi
    return look.x(strip.column), y - above, look.x(strip.column + strip.cells), y + below


def _codes(page: Image.Image, group: Group, look: Look) -> list[Mark]:
    """The first code's top is level with the top of a bar on the same row."""
    font = fonts.load("sans", CODE_SIZE / 72 * look.dpi)
    x = look.x(look.columns) + CODE_GAP * look.dpi
    rise = -ink_box("B", font)[1]
    y = look.baseline(group.row) - BAR_ABOVE * look.dpi + rise
    step = CODE_ROW * look.dpi
    return [
        Mark(code, _draw(page, code, x, y + n * step, font), "code")
        for n, code in enumerate(group.codes)
    ]


def _stamp(page: Image.Image, stamp: Stamp, dpi: int) -> Mark:
    font = fonts.load(stamp.font, stamp.size / 72 * dpi)
    x = stamp.x * dpi - (font.getlength(stamp.text) / 2 if stamp.centred else 0)
    box = _draw(page, stamp.text, x, stamp.y * dpi, font)
    if stamp.struck:
        _strike(page, box, dpi)
    return Mark(stamp.text, box, stamp.role)


def _strike(page: Image.Image, box: Rect, dpi: int) -> None:
    left, top, right, bottom = box
    overhang = 0.06 * dpi
    middle = (top + bottom) / 2
    ends = (left - overhang, middle + 1, right + overhang, middle - 1)
    ImageDraw.Draw(page).line(ends, fill=0, width=round(STRIKE * dpi))


def _draw(
    page: Image.Image, text: str, x: float, y: float, font: ImageFont.FreeTypeFont, ink: int = 255
) -> Rect:
    """Ink on paper; whole pixels, so that the box of the ink is known beforehand."""
    x, y = round(x), round(y)
    ImageDraw.Draw(page).text((x, y), text, font=font, anchor="ls", fill=255 - ink)
    left, top, right, bottom = ink_box(text, font)
    return x + left, y + top, x + right, y + bottom


@cache
def ink_box(text: str, font: ImageFont.FreeTypeFont) -> tuple[int, int, int, int]:
    """The box of the ink about the start of the baseline; getbbox counts blank bearings too."""
    room = round(font.size * 2)
    paper = Image.new("L", (round(font.getlength(text)) + 2 * room, 2 * room), 255)
    ImageDraw.Draw(paper).text((room, room), text, font=font, anchor="ls", fill=0)
    found = ImageChops.invert(paper).getbbox()
    if found is None:
        raise ValueError(f"{text!r} leaves no ink")
    return found[0] - room, found[1] - room, found[2] - room, found[3] - room


def around(boxes: Iterable[Rect]) -> Rect:
    """The smallest box that holds all of `boxes`."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def body_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Kept words, one mark for each typed row: what stands beside a cut is one line with it."""
    rows: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.role == BODY:
            rows.setdefault(mark.row, []).append(mark)
    return [
        Mark(" ".join(m.text for m in row), around(m.box for m in row), BODY, n)
        for n, row in sorted(rows.items())
    ]
