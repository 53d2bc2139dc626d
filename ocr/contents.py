"""What stands inside a box that may be a redaction: nothing, a label, or text.

Told by shape alone, so that nothing under a redaction is read to find that it is one.
"""

from dataclasses import dataclass
from enum import Enum, auto

import cv2
import numpy as np

from ocr.frame import Image


class Contents(Enum):
    """What a box holds."""

    NOTHING = auto()
    LABEL = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class ContentLimits:
    """Where a label ends and text begins; lengths in inches."""

    # Specks of the scan in an empty box, as a share of its inside.
    specks: float = 0.004
    # What is lower than this is a speck, a stop or a hyphen.
    letter: float = 0.04
    # Capitals of 14-point type are 0.14 high; what is taller is no label.
    tallest: float = 0.17
    # A label is a code or a short phrase.
    letters: int = 16
    rows: int = 3
    # Rows of type are farther apart than this.
    apart: float = 0.08


DEFAULT_LIMITS = ContentLimits()


def look_inside(
    letters: Image, area: int, dpi: float, limits: ContentLimits = DEFAULT_LIMITS
) -> Contents:
    """What marks inside a box amount to.

    letters  uint8, 255 where a mark is, without the box's own outline
    area     pixels of the inside
    """
    share = np.count_nonzero(letters) / max(area, 1)
    if not area or share <= limits.specks:
        return Contents.NOTHING
    heights, middles = marks(letters, dpi, limits)
    if not heights:
        return Contents.NOTHING if share < 10 * limits.specks else Contents.TEXT
    short = len(heights) <= limits.letters and rows(middles, limits.apart * dpi) <= limits.rows
    small = max(heights) <= limits.tallest * dpi
    return Contents.LABEL if short and small else Contents.TEXT


def marks(
    letters: Image, dpi: float, limits: ContentLimits = DEFAULT_LIMITS
) -> tuple[list[int], list[float]]:
    """Heights and middles, in pixels, of marks that may be letters."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(letters, connectivity=8)
    tall = [
        n
        for n in range(1, count)
        if stats[n, cv2.CC_STAT_HEIGHT] >= limits.letter * dpi and stats[n, cv2.CC_STAT_AREA] >= 4
    ]
    heights = [int(stats[n, cv2.CC_STAT_HEIGHT]) for n in tall]
    return heights, [float(centres[n][1]) for n in tall]


def rows(middles: list[float], apart: float) -> int:
    """How many rows letters stand in, from the heights of their middles."""
    ordered = sorted(middles)
    return 1 + sum(b - a > apart for a, b in zip(ordered, ordered[1:], strict=False))
