"""Bars too narrow to be told from a stroke, but for the bars that stand in their row or elsewhere.

    ▌  ██████████████████        the number of an item, and the item
    ▌  ███████████ ▌             a word of one letter, or what stands behind the last
    dated 10 ▌ 2016

A bar of a letter's width is as high as the bars of its row, which no letter is, and as solid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.bar_surroundings import DEFAULT_LIMITS as BAR_LIMITS
from ocr.certainties import ALONE, SMALL
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.regions import box_of, contour_around, leans_on_the_edge, region, ring_about

# About a bar alone, beyond the dirt at its edges, inches; and how much of that may be ink.
RING = (0.015, 0.025)
PAPER = 0.2


@dataclass(frozen=True, slots=True)
class SmallBarLimits:
    """In inches, and in shares of the bar beside it. Seen on FISA's pages 51, 72 to 74.

    reach     it stands no further from the other bar
    narrow    its least width: a stroke of the boldest type is half of that
    high      its least height: capitals of 14 points are lower
    as_high   of the height of the other bar, its own at least and at most
    level     of the same height, its ends differ from the other's by no more
    solid     of its box, so much at least is ink (0-1): dirt at its edges is in the box
    alone     its least width and height where no bar is in its row: no stroke is as wide
    others    bars of its height that the page then has
    same      their heights differ by no more of it
    column    two that begin within this of each other are bullets, inches
    """

    reach: float = 1.2
    narrow: float = 0.06
    high: float = 0.16
    as_high: tuple[float, float] = (0.8, 1.2)
    level: float = 0.2
    solid: float = 0.86
    alone: tuple[float, float] = (0.11, 0.16)
    others: int = 2
    same: float = 0.08
    column: float = 0.05


DEFAULT_LIMITS = SmallBarLimits()


def find_small_bars(
    ink: Image, bars: Sequence[Redaction], *, dpi: int, limits: SmallBarLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Narrow bars in a row with one of `bars`, or as high as two of them.

    ink   of a page, 255 where there is any
    """
    black = [bar for bar in bars if bar.kind is Kind.BLACK]
    held = [bar.box for bar in bars]
    found: list[Box] = []
    for band in (band for bar in black for band in bar.bands):
        for box in _beside(ink, band, dpi, limits):
            free = not any(box.overlaps(other) for other in (*held, *found))
            if free and not leans_on_the_edge(box, ink.shape, BAR_LIMITS.edge * dpi):
                found.append(box)
    alone = _alone(ink, black, [*held, *found], dpi, limits)
    return [
        region(Kind.BLACK, contour_around(box), dpi=dpi, certainty=certainty)
        for boxes, certainty in ((found, SMALL), (alone, ALONE))
        for box in boxes
    ]


def _alone(
    ink: Image, black: Sequence[Redaction], held: Sequence[Box], dpi: int, limits: SmallBarLimits
) -> list[Box]:
    """Solid pieces that none of `held` has, upright and as high as several bars of the page."""
    heights = [bar.box.height for bar in black if len(bar.bands) == 1]
    if len(heights) < limits.others:
        return []
    wide, high = (max(3, round(size * dpi)) for size in limits.alone)
    cores = cv2.erode(ink, np.ones((high, wide), np.uint8))
    contours, _ = cv2.findContours(cores, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [_with_rim(box_of(contour), wide, high) for contour in contours]
    alone = [
        box
        for box in boxes
        if box.width <= box.height
        and sum(abs(box.height - each) <= limits.same * each for each in heights) >= limits.others
        and not any(box.overlaps(other) for other in held)
        and not leans_on_the_edge(box, ink.shape, BAR_LIMITS.edge * dpi)
        and _is_square(box, ink, limits)
        and _is_on_paper(box, ink, dpi)
    ]
    # Bullets and ticked boxes stand below one another.
    return [
        box
        for box in alone
        if not any(abs(box.left - o.left) <= limits.column * dpi for o in alone if o is not box)
    ]


def _is_square(box: Box, ink: Image, limits: SmallBarLimits) -> bool:
    """Whether a box is ink to its corners, as no punch hole is."""
    own = ink[box.top : box.bottom, box.left : box.right]
    return bool(np.count_nonzero(own) >= limits.solid * own.size)


def _with_rim(core: Box, wide: int, high: int) -> Box:
    """What an erosion by so many pixels has left this of."""
    left, top = core.left - wide // 2, core.top - high // 2
    return Box(left, top, left + core.width + wide - 1, top + core.height + high - 1)


def _is_on_paper(box: Box, ink: Image, dpi: int) -> bool:
    """Whether nearly nothing is right about a box, as about no part of a picture."""
    near, far = (max(n, round(reach * dpi)) for n, reach in zip((2, 4), RING, strict=True))
    around = ring_about(contour_around(box), near, far, ink.shape)
    return float(np.mean(ink[around] > 0)) <= PAPER


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
