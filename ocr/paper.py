"""Paper that ink cuts off from the rest of the page.

The inside of an outlined box and a white letter in a black bar are the same thing at
different sizes: paper with ink all around. Both are found here, once for a page, at a
resolution that keeps a hair line whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box

# A hair line of one pixel at 300 dpi is one pixel at this resolution too, because any
# ink in a square makes it ink; gaps of a pixel close.
SEEK_DPI = 150


@dataclass(frozen=True, slots=True)
class Paper:
    """The pieces of paper on a page, in coarse pixels.

    coarse  page pixels to a coarse one, either way
    dpi     coarse pixels to the inch
    ink     (height, width) uint8, 255 where any of the page's ink is
    rims    for each piece: the ink, or the page's edge, around it, (n, 1, 2)
    stats   for each piece: left, top, width, height
    """

    coarse: int
    dpi: float
    ink: Image
    rims: Sequence[cv2.typing.MatLike]
    stats: NDArray[np.int32]

    def box(self, piece: int) -> Box:
        left, top, width, height = self.stats[piece].tolist()
        return Box(left, top, left + width, top + height)

    def first(self, piece: int) -> tuple[int, int]:
        """The leftmost pixel in the top row of a piece, (x, y)."""
        rim = self.rims[piece][:, 0]
        over = int(rim[:, 1].min())
        return int(rim[rim[:, 1] == over, 0].min()), over + 1

    def mask(self, piece: int) -> Image:
        """One piece, 255 inside, the size of its box."""
        box, (x, y) = self.box(piece), self.first(piece)
        window = self.ink[box.top : box.bottom, box.left : box.right]
        return _flooded(window, (x - box.left, y - box.top))

    def mask_of(self, pieces: NDArray[np.bool_], shape: tuple[int, ...]) -> Image:
        """Some pieces, 255 inside, on a page of `shape` in page pixels."""
        mask = np.zeros(shape, np.uint8)
        if pieces.any():
            # Twelve times faster than to flood each; paper in ink in a piece goes with it.
            coarse = np.zeros_like(self.ink)
            rims = [self.rims[n] for n in np.flatnonzero(pieces).tolist()]
            cv2.drawContours(coarse, rims, -1, (255,), cv2.FILLED)
            coarse &= ~self.ink
            size = (coarse.shape[1] * self.coarse, coarse.shape[0] * self.coarse)
            mask[: size[1], : size[0]] = cv2.resize(coarse, size, interpolation=cv2.INTER_NEAREST)
        return mask

    def ink_around(self, reach: int) -> NDArray[np.float64]:
        """Share (0-1) of ink in a rim of `reach` coarse pixels about each piece."""
        sums = np.asarray(cv2.integral(self.ink // 255), np.int32)
        left, top, wide, high = (self.stats[:, n] for n in range(4))
        inner = _sums(sums, left, top, left + wide, top + high)
        low_x, low_y = np.maximum(left - reach, 0), np.maximum(top - reach, 0)
        high_x = np.minimum(left + wide + reach, sums.shape[1] - 1)
        high_y = np.minimum(top + high + reach, sums.shape[0] - 1)
        outer = _sums(sums, low_x, low_y, high_x, high_y)
        rim = (high_x - low_x) * (high_y - low_y) - wide * high
        return np.asarray((outer - inner) / np.maximum(rim, 1), np.float64)


def find_paper(ink: Image, dpi: int) -> Paper:
    """The pieces of paper between the ink of a page (255 where there is ink)."""
    coarse = max(1, round(dpi / SEEK_DPI))
    seen = pooled(ink, coarse)
    # With the page's edge inked every piece is a hole, and holes are found five times
    # faster than pieces are counted pixel by pixel.
    framed = cv2.copyMakeBorder(seen, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(255,))
    rims, tree = cv2.findContours(framed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE, offset=(-1, -1))
    holes = [rim for rim, (*_, parent) in zip(rims, tree[0].tolist(), strict=True) if parent >= 0]
    around = np.array([cv2.boundingRect(rim) for rim in holes], np.int32).reshape(-1, 4)
    return Paper(coarse, dpi / coarse, seen, holes, around + np.array([1, 1, -2, -2], np.int32))


def _flooded(ink: Image, start: tuple[int, int]) -> Image:
    """255 on all paper that hangs together with a pixel (x, y), else 0."""
    height, width = ink.shape
    flooded = np.zeros((height + 2, width + 2), np.uint8)
    cv2.floodFill(ink, flooded, start, (0,), flags=4 | cv2.FLOODFILL_MASK_ONLY | 255 << 8)
    return flooded[1:-1, 1:-1]


def pooled(ink: Image, side: int) -> Image:
    """The ink at a fraction of its resolution; any ink in a square makes it ink."""
    if side == 1:
        return ink
    height, width = (length // side * side for length in ink.shape)
    # Of each pixel and those right of it and below.
    inked = cv2.dilate(ink, np.ones((side, side), np.uint8), anchor=(0, 0))
    return np.asarray(inked[:height:side, :width:side].copy(), np.uint8)


def _sums(
    sums: NDArray[np.int32],
    left: NDArray[np.int32],
    top: NDArray[np.int32],
    right: NDArray[np.int32],
    bottom: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Ink in each of many boxes, from the running sums of a page's ink."""
    total = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return np.asarray(total, np.int32)
