"""Bars too narrow to be told from a stroke, but for the bar that they stand in a row with.

    ▌  ██████████████████        the number of an item, and the item
    ▌  ███████████ ▌             a word of one letter, or what stands behind the last

A bar of a letter's width is as high as the bars of its row, which no letter is, and as solid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.bar_surroundings import DEFAULT_LIMITS as BAR_LIMITS
from ocr.certainties import SMALL
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.regions import contour_around, leans_on_the_edge, region


@dataclass(frozen=True, slots=True)
class SmallBarLimits:
    """In inches, and in shares of the bar beside it. Seen on FISA's pages 51, 72 to 74.

    reach     it stands no further from the other bar
    narrow    its least width: a stroke of the boldest type is half of that
    high      its least height: capitals of 14 points are lower
    as_high   of the height of the other bar, its own at least and at most
    level     of the same height, its ends differ from the other's by no more
    solid     of its box, so much at least is ink (0-1)
    """

    reach: float = 1.2
    narrow: float = 0.06
    high: float = 0.16
    as_high: tuple[float, float] = (0.8, 1.2)
    level: float = 0.2
    solid: float = 0.94


DEFAULT_LIMITS = SmallBarLimits()


def find_small_bars(
    ink: Image, bars: Sequence[Redaction], *, dpi: int, limits: SmallBarLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Narrow bars in a row with one of `bars`, on a page of ink (255 where there is any)."""
    black = [bar for bar in bars if bar.kind is Kind.BLACK]
    held = [bar.box for bar in bars]
    found: list[Box] = []
    for band in (band for bar in black for band in bar.bands):
        for box in _beside(ink, band, dpi, limits):
            free = not any(box.overlaps(other) for other in (*held, *found))
            if free and not leans_on_the_edge(box, ink.shape, BAR_LIMITS.edge * dpi):
                found.append(box)
    return [region(Kind.BLACK, contour_around(box), dpi=dpi, certainty=SMALL) for box in found]


def _beside(ink: Image, band: Box, dpi: int, limits: SmallBarLimits) -> Iterator[Box]:
    """Upright solid pieces before and behind one row of a bar, in the rows of pixels it has."""
    # What is cut off where the strip ends is wider than a bar that may be one.
    reach = round(limits.reach * dpi) + round(limits.as_high[1] * band.height) + 1
    above = round(limits.level * band.height)
    top = max(0, band.top - above)
    for left, right in ((max(0, band.left - reach), band.left), (band.right, band.right + reach)):
        strip = ink[top : band.bottom + above, left : max(left, right)]
        # Columns that are ink from end to end of a bar's least height; most strips have none.
        deep = np.count_nonzero(strip, axis=0) >= limits.as_high[0] * band.height
        if not deep.any():
            continue
        count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(strip))
        for x, y, width, height, area in stats[1:count].tolist():
            box = Box(left + x, top + y, left + x + width, top + y + height)
            near = max(band.left - box.right, box.left - band.right) <= limits.reach * dpi
            solid = area >= limits.solid * box.area
            if near and solid and _is_as_high(box, band, dpi, limits):
                yield box


def _is_as_high(box: Box, band: Box, dpi: int, limits: SmallBarLimits) -> bool:
    least, most = (share * band.height for share in limits.as_high)
    return (
        limits.narrow * dpi <= box.width <= box.height
        and max(least, limits.high * dpi) <= box.height <= most
        and abs(box.top - band.top) <= limits.level * band.height
        and abs(box.bottom - band.bottom) <= limits.level * band.height
    )
