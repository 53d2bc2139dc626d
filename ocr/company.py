"""What a box is told by from what stands beside it: the parts of a design come in sets.

    ▒ Roads       swatches of a legend stand one below     a redaction hides words, and
    ▦ Marsh       the other, alike in size                 words come in no such order

What may as well be the shaded cell of a table, a letterhead or a logo is doubted: it is a
redaction only when a label can be read in it (`ocr.labels`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.certainties import BROKEN_OPEN, DOUBTED, SURE
from ocr.grids import free_corners
from ocr.model import Box, Kind, Redaction
from ocr.paper import Paper
from ocr.regions import contour_of

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
    # A box over one line of type is lower, a cell to write in higher.
    cell: float = 0.22
    # Type stands so far from the left edge of its cell. A cell that is shaded is so high, and
    # in the next row, so far away, stands type as well.
    pad: tuple[float, float] = (0.038, 0.09)
    padded: float = 0.18
    next_row: tuple[float, float] = (0.02, 0.3)
    # So many other cells as large are a form.
    cells: int = 2
    # A band across the page, as a share of its width, so near its head or its foot.
    band: float = 0.6
    head: float = 1.0
    foot: float = 1.0
    # Type that touches the edge of a shaded row cuts so many corners out of it, and leaves less
    # of its hull than this; a label cuts less, and steps have fewer corners.
    row: float = 0.4
    corners: int = 20
    hull: float = 0.87
    # A bar there that is no higher than this, and reaches so far beyond all else on the page on
    # both sides, is a stripe: a line of text ends where others do.
    stripe: float = 0.12
    beyond: float = 0.1
    # A logo or a page number in a square: so high, and no wider than high by this factor.
    square: tuple[float, float] = (0.18, 0.9)
    squat: float = 1.5


DEFAULT_LIMITS = CompanyLimits()


def without_sets(
    found: Sequence[Redaction],
    page: tuple[int, ...],
    dpi: int,
    limits: CompanyLimits = DEFAULT_LIMITS,
) -> list[Redaction]:
    """Redactions that are no part of a legend or a striped border.

    page   its height and width

    Felt-tip stays, however it stands: letters may show through it, and what is left out here is
    not covered when the page is read.
    """
    return [
        one
        for one in found
        if one.kind is Kind.MARKER
        or not any(
            _are_swatches(one, o, dpi, limits) or _are_borders(one, o, page, dpi, limits)
            for o in found
            if o is not one
        )
    ]


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
            return (one.certainty < PLAIN and _is_a_square(one.box, dpi, limits)) or (
                one.box.height <= limits.stripe * dpi
                and _is_a_band(one.box, page, dpi, limits)
                and _is_beyond_all(one.box, traces, dpi, limits)
            )
        if one.kind is Kind.OUTLINED:
            return _is_one_of_many(one, found, dpi, limits)
        return one.kind in FILLS and (
            _is_a_band(one.box, page, dpi, limits)
            or _is_a_square(one.box, dpi, limits)
            or _is_a_cell(one, found, traces, limits.alike * dpi)
            or _is_padded(one.box, traces, dpi, limits)
            or _is_notched_by_type(one, dpi, limits)
        )

    return [replace(r, certainty=min(r.certainty, DOUBTED)) if is_doubtful(r) else r for r in found]


def _is_a_band(box: Box, page: tuple[int, ...], dpi: int, limits: CompanyLimits) -> bool:
    at_an_end = box.top < limits.head * dpi or box.bottom > page[0] - limits.foot * dpi
    return at_an_end and box.width >= limits.band * page[1]


def _is_beyond_all(box: Box, traces: Paper, dpi: int, limits: CompanyLimits) -> bool:
    """Whether nothing on the page reaches as far to the left or the right as a bar."""
    scale, rim = traces.dpi / dpi, limits.alike * traces.dpi
    rows = slice(max(round(box.top * scale - rim), 0), round(box.bottom * scale + rim))
    others = np.flatnonzero(np.delete(traces.ink, rows, axis=0).any(axis=0))
    if not others.size:
        return True
    by = limits.beyond * traces.dpi
    return bool(box.left * scale <= others[0] - by and box.right * scale >= others[-1] + by)


def _is_a_square(box: Box, dpi: int, limits: CompanyLimits) -> bool:
    low, high = (length * dpi for length in limits.square)
    return low <= box.height <= high and box.width <= limits.squat * box.height


def _is_one_of_many(
    one: Redaction, found: Sequence[Redaction], dpi: int, limits: CompanyLimits
) -> bool:
    """Whether two boxes and more are as large as one higher than a line, and in line with it.

    Those are cells to write in: redactions are as long as what they hide.
    """
    if one.box.height < limits.cell * dpi:
        return False
    near = limits.alike * dpi
    others = [o.box for o in found if o.kind is Kind.OUTLINED and o is not one]
    return (
        sum(
            abs(box.width - one.box.width) <= near
            and abs(box.height - one.box.height) <= near
            and min(abs(box.left - one.box.left), abs(box.top - one.box.top)) <= near
            for box in others
        )
        >= limits.cells
    )


def _is_a_cell(one: Redaction, found: Sequence[Redaction], traces: Paper, near: float) -> bool:
    """Whether the rules of a table go on beyond the corners of a fill.

    So do the outlines of redactions that adjoin each other; but those are alike, or black.
    """
    makes = (one.kind, Kind.BLACK)
    if any(o.kind in makes and o is not one and _adjoin(one.box, o.box, near) for o in found):
        return False
    box = one.box
    coarse = Box(*(round(edge / traces.coarse) for edge in box.as_list()))
    return free_corners(coarse, traces.ink, traces.dpi) < 3


def _is_padded(box: Box, traces: Paper, dpi: int, limits: CompanyLimits) -> bool:
    """Whether type over or under a fill starts farther in, as in the cells of its column.

    A box over words starts where they start, or a hair before.
    """
    if box.height < limits.padded * dpi:
        return False
    scale = traces.dpi / dpi
    left, (low, high) = box.left * scale, (pad * traces.dpi for pad in limits.pad)
    near, far = limits.next_row[0] * traces.dpi, limits.next_row[1] * traces.dpi
    for top, foot in (
        (box.bottom * scale + near, box.bottom * scale + far),
        (box.top * scale - far, box.top * scale - near),
    ):
        first = max(round(left - high), 0)
        rows = slice(max(round(top), 0), max(round(foot), 0))
        inked = traces.ink[rows, first : round(left + 2 * high)].any(axis=0)
        starts = np.flatnonzero(inked)
        if starts.size and low <= first + int(starts[0]) - left <= high:
            return True
    return False


def _is_notched_by_type(one: Redaction, dpi: int, limits: CompanyLimits) -> bool:
    """Whether letters of a row of text have cut into the outline of a fill about it."""
    if one.box.height > limits.row * dpi or len(one.outline) <= limits.corners:
        return False
    contour = contour_of(one.outline)
    return cv2.contourArea(contour) < limits.hull * cv2.contourArea(cv2.convexHull(contour))


def _adjoin(one: Box, other: Box, near: float) -> bool:
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across <= near and down <= near


def is_sure(redaction: Redaction) -> bool:
    """Whether a redaction is known by its shape alone, whatever stands in it or beside it."""
    least = BROKEN_OPEN if redaction.kind is Kind.OUTLINED else SURE
    return redaction.certainty >= least
