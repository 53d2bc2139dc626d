"""Felt-tip: what a wide pen drawn along a line of type leaves on a photocopy.

A stroke is as high as a line or two and longer than high. A blot, drawn to and fro over
one word, is neither long nor straight, but it is solid, and its edges run level and
upright more than those of a picture's or a map's dark parts do.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box
from ocr.regions import filled, straightness


@dataclass(frozen=True, slots=True)
class StrokeLimits:
    """What counts as felt-tip; lengths in inches."""

    # A stroke runs along the line within a hand's tilt, and fills the leaning box about it.
    height: tuple[float, float] = (0.12, 0.45)
    length: float = 1.6  # times its height
    tilt: float = 7.0  # degrees
    fill: float = 0.75
    # A blot covers a word or a few, over one line or two.
    blot_height: tuple[float, float] = (0.2, 0.5)
    blot_width: float = 0.4
    # Shares: of its box, of its convex hull, of its rows from end to end, and of ink in it.
    # Felt-tip is solid; photographs are dithered.
    blot_fill: float = 0.6
    blot_hull: float = 0.74
    blot_rows: float = 0.84
    blot_ink: float = 0.985
    # Share of the outline that is level or upright within `tilt`: 0.69 at most on maps.
    blot_straight: float = 0.7
    # A stripe's ends run this far to the side for each row, and differ by no more. A pen
    # is lifted where it stops: its ends are round or ragged.
    leans: float = 0.4
    alike: float = 0.35


DEFAULT_LIMITS = StrokeLimits()


def is_felt_tip(
    contour: cv2.typing.MatLike,
    box: Box,
    ink: Image,
    *,
    dpi: int,
    limits: StrokeLimits = DEFAULT_LIMITS,
) -> bool:
    """Whether a solid part of a page of ink (255 where there is ink) is felt-tip."""
    area = cv2.contourArea(contour)
    inked = _is_a_stroke(contour, area, dpi, limits) or _is_a_blot(
        contour, box, area, ink, dpi, limits
    )
    return inked and not _is_a_stripe(filled(contour, box) > 0, limits)


def _is_a_stripe(part: NDArray[np.bool_], limits: StrokeLimits) -> bool:
    """Whether both ends lean alike and far, as those of the stripes of a border: ▰ ▰ ▰."""
    inside = np.flatnonzero(part.any(axis=1))
    rows = inside[len(inside) // 5 : -len(inside) // 5]  # corners are worn
    if len(rows) < 4:
        return False
    left, right = (
        np.polyfit(rows, side[rows], 1)[0]
        for side in (part.argmax(axis=1), part.shape[1] - part[:, ::-1].argmax(axis=1))
    )
    return bool(min(abs(left), abs(right)) >= limits.leans and abs(left - right) <= limits.alike)


def _is_a_stroke(contour: cv2.typing.MatLike, area: float, dpi: int, limits: StrokeLimits) -> bool:
    _, sides, angle = cv2.minAreaRect(contour)
    length, height = max(sides), min(sides)
    # OpenCV counts the angle from whichever side it met first.
    tilt = abs((angle + 45) % 90 - 45)
    upright = (sides[0] >= sides[1]) != (abs(angle) <= 45)
    low, high = limits.height
    return (
        low * dpi <= height <= high * dpi
        and not upright
        and length >= limits.length * height
        and tilt <= limits.tilt
        and area >= limits.fill * length * height
    )


def _is_a_blot(
    contour: cv2.typing.MatLike, box: Box, area: float, ink: Image, dpi: int, limits: StrokeLimits
) -> bool:
    low, high = limits.blot_height
    return (
        low * dpi <= box.height <= high * dpi
        and box.width >= max(limits.blot_width * dpi, box.height)
        and area >= limits.blot_fill * box.area
        and area >= limits.blot_hull * cv2.contourArea(cv2.convexHull(contour))
        and straightness(contour, dpi, limits.tilt) >= limits.blot_straight
        and _is_solid(filled(contour, box) > 0, box, ink, limits)
    )


def _is_solid(part: NDArray[np.bool_], box: Box, ink: Image, limits: StrokeLimits) -> bool:
    """Whether rows run from end to end without a break, and nearly all of it is ink."""
    inside = np.flatnonzero(part.any(axis=1))
    rows = part[inside]
    spans = rows.shape[1] - rows[:, ::-1].argmax(axis=1) - rows.argmax(axis=1)
    held = ink[box.top : box.bottom, box.left : box.right][part]
    return bool(
        rows.sum() >= limits.blot_rows * spans.sum() and np.mean(held > 0) >= limits.blot_ink
    )
