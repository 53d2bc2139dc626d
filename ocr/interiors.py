"""The inside of a redaction, and how its pixels differ from its fill."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box, Redaction

# Most that the hull of an outline has over the outline itself, when only letters have cut into it.
NOTCHED = 1.15


def on_the_page(box: Box, page: Image) -> Box | None:
    """What of a box is on the page; None when nothing is."""
    height, width = page.shape[:2]
    left, top = max(box.left, 0), max(box.top, 0)
    right, bottom = min(box.right, width), min(box.bottom, height)
    return Box(left, top, right, bottom) if right > left and bottom > top else None


def interior(redaction: Redaction, box: Box) -> Image:
    """255 inside the redaction's outline, without its outermost pixels; else 0.

    box   of the redaction, on the page
    """
    inside = np.zeros((box.height, box.width), np.uint8)
    points = (np.array(redaction.outline, np.int32) - (box.left, box.top)).astype(np.int32)
    hull = cv2.convexHull(points)
    # A label near the edge can notch the outline as it was found; a step is no notch.
    notched = len(redaction.bands) == 1 or (
        cv2.contourArea(hull) <= NOTCHED * cv2.contourArea(points)
    )
    cv2.fillPoly(inside, [hull if notched else points], 255)
    inside[0, :] = inside[-1, :] = inside[:, 0] = inside[:, -1] = 0
    return np.asarray(cv2.erode(inside, np.ones((3, 3), np.uint8)), np.uint8)


def fill_of(window: Image, inside: Image) -> NDArray[np.uint8] | None:
    """The tone of what is inside, of each channel; None when nothing is."""
    held = window[inside > 0]
    if not len(held):
        return None
    # Of a large box every 16th pixel tells its fill as well as all.
    return np.asarray(np.median(held[:: max(1, len(held) // 20_000)], axis=0), np.uint8)


def apart_from(window: Image, fill: NDArray[np.uint8]) -> Image:
    """How much each pixel differs from the fill (0-255), in the channel that tells most."""
    apart = cv2.absdiff(window, np.full_like(window, fill))
    return np.asarray(np.maximum.reduce(cv2.split(apart)) if apart.ndim == 3 else apart, np.uint8)
