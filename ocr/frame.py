"""The way back from the reading frame to the page as it was rendered.

A page is turned by quarter turns until it is upright, then rotated by a small
angle until its lines are level. Stages see only the result; this module takes
their boxes back to the scan, so that anyone can check a word against it.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.model import Box

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Frame:
    """How a rendered page was turned to be read.

    width, height  pixels of the page as rendered
    rotation       degrees clockwise, 0, 90, 180 or 270, that made it upright
    skew           degrees that the lines of the upright page climb to the right
    """

    width: int
    height: int
    rotation: int = 0
    skew: float = 0.0

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height of the page once it is upright."""
        if self.rotation in (90, 270):
            return self.height, self.width
        return self.width, self.height

    def to_rendered(self, points: tuple[tuple[int, int], ...]) -> Box:
        """The box around `points` of the reading frame, on the page as rendered."""
        turned = [self._quarter_back(*self._level_back(x, y)) for x, y in points]
        xs = [min(max(x, 0.0), float(self.width)) for x, _ in turned]
        ys = [min(max(y, 0.0), float(self.height)) for _, y in turned]
        left, top = math.floor(min(xs) + 0.01), math.floor(min(ys) + 0.01)
        # A box pushed over the edge by rounding still has to have an area.
        left, top = min(left, self.width - 1), min(top, self.height - 1)
        right = max(math.ceil(max(xs) - 0.01), left + 1)
        bottom = max(math.ceil(max(ys) - 0.01), top + 1)
        return Box(left, top, right, bottom)

    def box_to_rendered(self, box: Box) -> Box:
        """Where `box` of the reading frame lies on the page as rendered."""
        inside = box.left >= 0 and box.top >= 0
        inside = inside and box.right <= self.width and box.bottom <= self.height
        if inside and not self.rotation and not self.skew:
            return box  # as most words of most releases
        return self.to_rendered(corners(box))

    def level(self, x: float, y: float) -> tuple[int, int]:
        """Where a point of the upright page lies in the reading frame."""
        if not self.skew:
            return round(x), round(y)
        across, down = levelling(*self.upright, self.skew) @ np.array([x, y, 1.0])
        return round(float(across)), round(float(down))

    def to_reading(self, x: float, y: float) -> tuple[int, int]:
        """Where a point of the page as rendered lies in the reading frame."""
        match self.rotation:
            case 90:
                return self.level(self.height - y, x)
            case 180:
                return self.level(self.width - x, self.height - y)
            case 270:
                return self.level(y, self.width - x)
            case _:
                return self.level(x, y)

    def _level_back(self, x: float, y: float) -> tuple[float, float]:
        if not self.skew:
            return x, y
        back = _levelling_back(*self.upright, self.skew) @ np.array([x, y, 1.0])
        return float(back[0]), float(back[1])

    def _quarter_back(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation:
            case 90:
                return y, self.height - x
            case 180:
                return self.width - x, self.height - y
            case 270:
                return self.width - y, x
            case _:
                return x, y


def corners(box: Box) -> tuple[tuple[int, int], ...]:
    """The four corners of `box`, clockwise from the top left."""
    return (
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    )


def levelling(width: int, height: int, skew: float) -> NDArray[np.float64]:
    """The 2x3 matrix that turns an upright page by `skew` degrees about its middle."""
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
    return np.asarray(matrix, dtype=np.float64)


@lru_cache(maxsize=64)
def _levelling_back(width: int, height: int, skew: float) -> NDArray[np.float64]:
    """The 2x3 matrix that undoes `levelling`; asked for once for each corner of each word."""
    inverse = cv2.invertAffineTransform(levelling(width, height, skew))
    return np.asarray(inverse, dtype=np.float64)
