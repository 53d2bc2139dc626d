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
