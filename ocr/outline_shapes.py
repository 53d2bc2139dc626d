"""What shape a piece of paper has that may lie in an outline, and the limits of outlines."""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.model import Box
from ocr.regions import corners, straightness


@dataclass(frozen=True, slots=True)
class OutlineLimits:
    """What counts as an outlined redaction; lengths in inches."""

    # The narrowest word worth hiding, and half the height of a line of type.
    least_width: float = 0.12
    least_height: float = 0.075
    # Paper inside a letter or a check box is about square and no larger than this.
    check_box: float = 0.3
    # Paper in the loop of a signature is narrower than this, and higher than wide.
    loop: float = 0.2
    # Share of the inside's contour that is straight; text that touches an outline from
    # outside leaves it straight within.
    straight: float = 0.85
    lean: float = 5.0  # degrees
    # A box's contour, steps and all, is about as long as its box is round; a page's is not.
    rough: float = 1.4
    # Share of its box that an inside fills: stepped and slanted ones fill less.
    filled: float = 0.45
    # A box so low may be notched by the letters of its label; its hull fills this share of it.
    notched: float = 0.3
    rectangle: float = 0.94
    # An outline is a hair line: drawing programs use one point, 0.014, or less. Frames
    # of maps and pictures, and the borders of a microfilm, are thicker.
    thick: float = 0.026
    # Share of ink right outside an outline: type that touches it, never all black.
    outside: float = 0.6
    # The same of a hair of paper between two boxes.
    hair: float = 0.3
    # A line printed over a box goes on within this reach beside it.
    crosses: float = 0.3
    # Type in a frame about it begins so near its sides.
    framed: float = 0.1
    # Such a frame is no more times as high as its letters.
    frame_high: float = 2.5
    # Share of the page from which a box is the page's own frame.
    frame: float = 0.92
    # Cells of one network whose few letters are worth reading, for they may be labels; and of
    # those no higher than a line: of a list of addressees three lines have as many.
    stacked: int = 12
    listed: int = 18
    line: float = 0.22
    # A rule that goes on beyond a corner by this much belongs to a table.
    beyond: float = 0.06
    # The same of a box by itself: the strokes of a box drawn by hand cross at its corners.
    far_beyond: float = 0.15


DEFAULT_LIMITS = OutlineLimits()


def is_a_shape(contour: cv2.typing.MatLike, box: Box, dpi: float, limits: OutlineLimits) -> bool:
    """Whether paper has straight edges, and is no check box and no counter of a letter."""
    if max(box.width, box.height) < limits.check_box * dpi and box.width < 1.4 * box.height:
        return False
    rough = cv2.arcLength(contour, True) > limits.rough * 2 * (box.width + box.height)
    if rough or cv2.contourArea(contour) < limits.filled * box.area:
        return False
    return straightness(contour, round(dpi), limits.lean) >= limits.straight or _is_slanted(
        contour, dpi
    )


def is_notched(contour: cv2.typing.MatLike, box: Box, dpi: float, limits: OutlineLimits) -> bool:
    """Whether a box is a rectangle but for letters that touch its lines from within."""
    if box.height > limits.notched * dpi or box.width < 1.4 * box.height:
        return False
    hull = cv2.convexHull(contour)
    return (
        cv2.contourArea(hull) >= limits.rectangle * (box.width - 1) * (box.height - 1)
        and cv2.contourArea(contour) >= limits.filled * box.area
        and straightness(hull, round(dpi), limits.lean) >= limits.straight
    )


def _is_slanted(contour: cv2.typing.MatLike, dpi: float) -> bool:
    """Whether four long edges make it, whatever their slope."""
    points = corners(contour, round(dpi))
    if not 4 <= len(points) <= 6 or not cv2.isContourConvex(points.astype(np.int32)):
        return False
    steps = np.roll(points, -1, axis=0) - points
    lengths = np.sort(np.hypot(steps[:, 0], steps[:, 1]))
    return bool(lengths[-4] >= 0.1 * dpi and lengths[:-4].sum() < 0.1 * lengths.sum())
