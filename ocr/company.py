"""What a box is told by from what stands beside it: the parts of a design come in sets.

    ▁ ▃ █ ▅       bars of a chart stand on one line        a redaction hides words, and
    ▒ Roads       swatches of a legend stand one below     words come in no such order
    ▦ Marsh       the other, alike in size

What may as well be the shaded cell of a table, a letterhead or a logo is doubted: it is a
redaction only when a label can be read in it (`ocr.labels`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr.certainties import BROKEN_OPEN, DOUBTED, SURE
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.outlines import free_corners
from ocr.paper import Paper

INKED = frozenset((Kind.BLACK, Kind.MARKER))
FILLS = (Kind.GREY, Kind.COLOURED)
PLAIN = 0.95  # certainty (0-1) from which a black bar has no marks in it


@dataclass(frozen=True, slots=True)
class CompanyLimits:
    """What makes a set; lengths in inches."""

    # Edges and sizes that are meant to be the same.
    alike: float = 0.03
    # Swatches of a legend are no larger.
    swatch: tuple[float, float] = (0.4, 0.3)
    # A striped border begins within this of the head of the page, and of its foot.
    border: float = 0.5
    # A chart has so many bars or more, and they differ by this much in length.
    bars: int = 3
    differ: float = 0.1
    # Share of the gaps between lying bars along which their axis runs.
    axis: float = 0.9
    # A box over one line of type is lower, a cell to write in higher.
    cell: float = 0.22
    # A band across the page, as a share of its width, so near its head or its foot.
    band: float = 0.6
    head: float = 1.0
    foot: float = 1.0
    # A logo or a page number in a square: so high, and no wider than high by this factor.
    square: tuple[float, float] = (0.18, 0.9)
    squat: float = 1.5


DEFAULT_LIMITS = CompanyLimits()


def without_sets(
    found: Sequence[Redaction], ink: Image, dpi: int, limits: CompanyLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Redactions that are no part of a legend, a chart or a striped border.

    ink   (height, width) uint8, 255 where there is ink

    Felt-tip stays, however it stands: letters may show through it, and what is left out here is
    not covered when the page is read.
    """
    kept = [
        one
        for one in found
        if one.kind is Kind.MARKER
        or not any(
            _are_swatches(one, o, dpi, limits) or _are_borders(one, o, ink.shape, dpi, limits)
            for o in found
            if o is not one
        )
    ]
    return _without_charts(kept, ink, dpi, limits)


def _are_swatches(one: Redaction, other: Redaction, dpi: int, limits: CompanyLimits) -> bool:
    wide, high = (length * dpi for length in limits.swatch)
    small = all(r.box.width <= wide and r.box.height <= high for r in (one, other))
    a, b, near = one.box, other.box, limits.alike * dpi
    return (
        small
        and one.kind is not other.kind
        # Two bars of ink alike are two words; a legend has a fill of another make as well.
        and not {one.kind, other.kind} <= INKED
        and abs(a.left - b.left) <= near
        and abs(a.width - b.width) <= near
        and abs(a.height - b.height) <= near
        and abs(a.top - b.top) <= 5 * a.height
    )


def _are_borders(
    one: Redaction, other: Redaction, page: tuple[int, ...], dpi: int, limits: CompanyLimits
) -> bool:
    """Whether one is the head of a striped border and one its foot: both cross the page alike.

    Redacted words in the first line of a page and in its last stand anywhere.
    """
    if not one.kind is other.kind is Kind.HATCHED:
        return False
    high, low = sorted((one.box, other.box), key=lambda box: box.top)
    reach, near = limits.border * dpi, limits.alike * dpi
    return (
        high.top <= reach
        and low.bottom >= page[0] - reach
        and min(high.width, low.width) >= limits.band * page[1]
        and abs(high.left - low.left) <= near
        and abs(high.right - low.right) <= near
        and max(high.height, low.height) <= 1.5 * min(high.height, low.height)
    )


def _without_charts(
    found: Sequence[Redaction], ink: Image, dpi: int, limits: CompanyLimits
) -> list[Redaction]:
    # Of a 1-bit page the tones of a chart are dots and lines.
    fills = [r for r in found if r.kind in (*FILLS, Kind.HATCHED)]
    charted: set[int] = set()
    for one in fills:
        for alike, is_a_chart in ((_stand_with, _is_standing), (_lie_with, _is_lying)):
            own = [other for other in fills if alike(one.box, other.box, limits.alike * dpi)]
            if len(own) >= limits.bars and is_a_chart([r.box for r in own], ink, dpi, limits):
                charted |= {id(r) for r in own}
    return [r for r in found if id(r) not in charted]


def _stand_with(one: Box, other: Box, near: float) -> bool:
    return abs(one.bottom - other.bottom) <= near and abs(one.width - other.width) <= near


def _lie_with(one: Box, other: Box, near: float) -> bool:
    return abs(one.left - other.left) <= near and abs(one.height - other.height) <= near


def _is_standing(bars: Sequence[Box], _ink: Image, dpi: int, limits: CompanyLimits) -> bool:
    """Whether bars on one line differ in height, as words never do."""
    heights = [bar.height for bar in bars]
    return max(heights) - min(heights) >= limits.differ * dpi


def _is_lying(bars: Sequence[Box], ink: Image, dpi: int, limits: CompanyLimits) -> bool:
    """Whether bars start from an axis: redacted names in a column start beside its rule."""
    widths = [bar.width for bar in bars]
    if max(widths) - min(widths) < limits.differ * dpi:
        return False
    rows = np.zeros(ink.shape[0], bool)
    rows[min(bar.top for bar in bars) : max(bar.bottom for bar in bars)] = True
    for bar in bars:
        rows[max(bar.top - 2, 0) : bar.bottom + 2] = False
    lefts, near = [bar.left for bar in bars], max(2, round(0.012 * dpi))
    strip = ink[rows, max(min(lefts) - near, 0) : max(lefts) + near]  # an axis may lean
    return bool(strip.size and float(np.mean(strip.any(axis=1))) >= limits.axis)


def with_doubts(
    found: Sequence[Redaction],
    traces: Paper,
    page: tuple[int, ...],
    dpi: int,
    limits: CompanyLimits = DEFAULT_LIMITS,
) -> list[Redaction]:
    """Redactions, those with `DOUBTED` certainty that may be parts of a design.

    traces   the paper between the page's ink and hair lines
    page     its height and width
    """

    def is_doubtful(one: Redaction) -> bool:
        if one.kind is Kind.BLACK:
            return one.certainty < PLAIN and _is_a_square(one.box, dpi, limits)
        return one.kind in FILLS and (
            _is_a_band(one.box, page, dpi, limits)
            or _is_a_square(one.box, dpi, limits)
            or _is_a_cell(one, found, traces, limits.alike * dpi)
        )

    return [replace(r, certainty=DOUBTED) if is_doubtful(r) else r for r in found]


def _is_a_band(box: Box, page: tuple[int, ...], dpi: int, limits: CompanyLimits) -> bool:
    at_an_end = box.top < limits.head * dpi or box.bottom > page[0] - limits.foot * dpi
    return at_an_end and box.width >= limits.band * page[1]


def _is_a_square(box: Box, dpi: int, limits: CompanyLimits) -> bool:
    low, high = (length * dpi for length in limits.square)
    return low <= box.height <= high and box.width <= limits.squat * box.height


def _is_a_cell(one: Redaction, found: Sequence[Redaction], traces: Paper, near: float) -> bool:
    """Whether the rules of a table go on beyond the corners of a fill.

    So do the outlines of redactions that adjoin each other; but those are alike.
    """
    if any(o.kind is one.kind and o is not one and _adjoin(one.box, o.box, near) for o in found):
        return False
    box = one.box
    coarse = Box(*(round(edge / traces.coarse) for edge in box.as_list()))
    return free_corners(coarse, traces.ink, traces.dpi) < 3


def _adjoin(one: Box, other: Box, near: float) -> bool:
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across <= near and down <= near


def is_sure(redaction: Redaction) -> bool:
    """Whether a redaction is known by its shape alone, whatever stands in it or beside it."""
    least = BROKEN_OPEN if redaction.kind is Kind.OUTLINED else SURE
    return redaction.certainty >= least
