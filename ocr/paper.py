"""Paper that ink cuts off from the rest of the page.

The inside of an outlined box and a white letter in a black bar are the same thing at
different sizes: paper with ink all around. Both are found here, once for a page, at a
resolution that keeps a hair line whole.
"""

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
    labels  (height, width), which piece of paper each pixel is of; 0 is ink
    stats   for each piece: left, top, width, height, area
    """

    coarse: int
    dpi: float
    ink: Image
    labels: NDArray[np.int32]
    stats: NDArray[np.int32]

    def box(self, piece: int) -> Box:
        left, top, width, height, _ = self.stats[piece].tolist()
        return Box(left, top, left + width, top + height)

    def mask(self, piece: int) -> Image:
        """One piece, 255 inside, the size of its box."""
        box = self.box(piece)
        window = self.labels[box.top : box.bottom, box.left : box.right]
        return np.where(window == piece, np.uint8(255), np.uint8(0))

    def mask_of(self, pieces: NDArray[np.bool_], shape: tuple[int, ...]) -> Image:
        """Some pieces, 255 inside, on a page of `shape` in page pixels."""
        mask = np.zeros(shape, np.uint8)
        if pieces.any():
            coarse = np.where(pieces, np.uint8(255), np.uint8(0))[self.labels]
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
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.bitwise_not(seen), connectivity=4, ltype=cv2.CV_32S
    )
    stats[0] = 0  # of the ink; of a page without any it would be nonsense
    return Paper(
        coarse, dpi / coarse, seen, np.asarray(labels, np.int32), np.asarray(stats, np.int32)
    )


def pooled(ink: Image, side: int) -> Image:
    """The ink at a fraction of its resolution; any ink in a square makes it ink."""
    if side == 1:
        return ink
    height, width = (length // side * side for length in ink.shape)
    parts = [ink[y:height:side, x:width:side] for y in range(side) for x in range(side)]
    return np.asarray(np.maximum.reduce(parts), np.uint8)


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
