"""Cells that show grades by their colours, as of a risk matrix: they hide nothing.

▒▒▒ ▓▓▓ ███      Cells of other colours lie beside them and over or under them, or there
░░░ ▒▒▒ ▓▓▓      are several that are alike in size and unlike in colour. Redactions of a
░░░ ░░░ ▒▒▒      page are of one colour, and are as long as what they hide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr.frame import Image
from ocr.model import Box, Redaction
from ocr.sides import apart, evenness, sides_of, tone_of


@dataclass(frozen=True, slots=True)
class GradeLimits:
    """What makes a matrix; lengths in inches, tones 0-255."""

    # Edges and sizes that are meant to be the same.
    alike: float = 0.03
    # A tone beside a box is paper when no farther from it than this.
    tone: float = 18
    # Share of what is beside a box that is of one tone, give or take so much.
    even: float = 0.8
    varies: float = 14
    # Colours of a matrix differ by this much.
    graded: float = 30
    # So many cells alike in size, no lower than a line of type, are a matrix.
    cells: int = 3
    high: float = 0.18
    # Swatches of a legend are squares no larger than this, so many or more of unlike colour.
    swatch: float = 0.2
    swatches: int = 2
    square: float = 0.15


DEFAULT_LIMITS = GradeLimits()

Toned = Mapping[int, tuple[Box, tuple[float, ...]]]


def graded(
    bars: Sequence[Redaction],
    page: Image,
    paper: tuple[float, ...],
    dpi: int,
    limits: GradeLimits = DEFAULT_LIMITS,
) -> list[Redaction]:
    """Those of some fills and bars that are the cells of a matrix.

    page    (height, width) or (height, width, 3) uint8
    paper   its colour (`ocr.sides.paper_of`)
    """
    near = limits.alike * dpi
    sure = [r for r in bars if _is_a_grade(r.box, page, paper, dpi, limits)]
    # Tones once for each: of a calendar hundreds of cells are alike, and all are compared with all.
    high = _with_tones([r for r in bars if r.box.height >= limits.high * dpi], page)
    small = _with_tones([r for r in bars if _is_a_swatch(r.box, dpi, limits)], page)
    return [
        r
        for r in bars
        if _is_in_a_grid(r, sure, near)
        or _is_of_many_colours(r, high, limits.cells, near, limits)
        or _is_of_many_colours(r, small, limits.swatches, near, limits)
    ]


def _with_tones(some: Sequence[Redaction], page: Image) -> Toned:
    """Boxes with their tones, by their identity."""
    return {
        id(r): (r.box, tone_of(page[r.box.top : r.box.bottom, r.box.left : r.box.right]))
        for r in some
    }


def _is_a_swatch(box: Box, dpi: int, limits: GradeLimits) -> bool:
    short, long = sorted((box.width, box.height))
    return long <= limits.swatch * dpi and long - short <= limits.square * long


def _is_a_grade(
    box: Box, page: Image, paper: tuple[float, ...], dpi: int, limits: GradeLimits
) -> bool:
    """Whether cells of other colours lie beside a cell and over or under it.

    Round a redaction on a shaded ground there is one tone.
    """
    strips = sides_of(box, page, dpi).all()
    if any(evenness(strip, limits.varies) < limits.even for strip in strips):
        return False
    own, tones = (
        tone_of(page[box.top : box.bottom, box.left : box.right]),
        list(map(tone_of, strips)),
    )
    shaded = [min(apart(tone, paper), apart(tone, own)) > limits.tone for tone in tones]
    if not any(shaded[::2]) or not any(shaded[1::2]):
        return False
    beside = [tone for tone, is_shaded in zip(tones, shaded, strict=True) if is_shaded]
    differ = any(apart(a, b) > limits.graded for a in beside for b in beside)
    return differ or len(beside) == 2


def _is_in_a_grid(one: Redaction, graded: Sequence[Redaction], near: float) -> bool:
    """Whether a cell is as large as one that is surely a grade, and in line with it."""
    return any(
        _is_as_large(one.box, other.box, near)
        and min(abs(one.box.left - other.box.left), abs(one.box.top - other.box.top)) <= near
        for other in graded
    )


def _is_of_many_colours(
    one: Redaction, toned: Toned, least: int, near: float, limits: GradeLimits
) -> bool:
    """Whether a box is one of `least` or more that are alike in size and unlike in colour."""
    if id(one) not in toned:
        return False
    alike = [tone for box, tone in toned.values() if _is_as_large(box, one.box, near)]
    if len(alike) < least:
        return False
    return any(max(channel) - min(channel) > limits.graded for channel in zip(*alike, strict=True))


def _is_as_large(one: Box, other: Box, near: float) -> bool:
    return abs(one.width - other.width) <= near and abs(one.height - other.height) <= near
