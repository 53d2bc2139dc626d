"""Hatched redactions: slanted lines drawn evenly over a straight-edged region.

    text ╱╱╱╱╱╱╱╱╱╱ text      The strokes of type run level and upright for the most part,
    text ╱╱╱╱╱╱╱╱╱╱ text      those of hatching, single or crossed, never.

The share of slanted edges near each point tells the two apart: it is 1 in hatching,
0.64 where edges run every way, as in a photograph, and under a half in type.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.regions import box_of, leans_on_the_edge, region, straightness

SEEK_DPI = 100


@dataclass(frozen=True, slots=True)
class HatchLimits:
    """What counts as a hatched redaction; lengths in inches."""

    # Hatching has a line every tenth of an inch or closer.
    between: float = 0.1
    # Share of slanted edges within that reach, and the least of any edges: a line in
    # a tenth of an inch, in squared grey levels a pixel.
    slanted: float = 0.76
    edges: float = 900.0
    least_width: float = 0.3
    least_height: float = 0.1
    straight: float = 0.7
    lean: float = 8.0  # degrees
    filled: float = 0.7
    # Share of ink in hatching.
    ink: tuple[float, float] = (0.05, 0.75)
    edge: float = 0.06


DEFAULT_LIMITS = HatchLimits()


def find_hatched(dark: Image, *, dpi: int, limits: HatchLimits = DEFAULT_LIMITS) -> list[Redaction]:
    """Hatched redactions on a page (height, width), 0 is black."""
    scale = SEEK_DPI / dpi
    small = np.asarray(
        cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )
    slanted = np.where(_slanted(small, limits), np.uint8(255), np.uint8(0))
    side = round(limits.between * SEEK_DPI / 2)
    slanted = np.asarray(cv2.morphologyEx(slanted, cv2.MORPH_OPEN, np.ones((side, side))), np.uint8)
    contours, _ = cv2.findContours(slanted, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    paper = float(np.percentile(small[::4, ::4], 85))
    found = []
    for contour in contours:
        box = box_of(contour)
        if _is_hatched(contour, box, small, paper, limits):
            fine = _exact(box, dark, scale, dpi)
            found.append(region(Kind.HATCHED, fine, dpi=dpi, certainty=0.8))
    return found


def _slanted(small: Image, limits: HatchLimits) -> NDArray[np.bool_]:
    """Where nearly all edges are slanted."""
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0, scale=0.25)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1, scale=0.25)
    side = round(limits.between * SEEK_DPI)
    strength = cv2.blur(across * across + down * down, (side, side))
    slanted = cv2.blur(2 * np.abs(across * down), (side, side))
    return np.asarray((slanted > limits.slanted * strength) & (strength > limits.edges))


def _is_hatched(
    contour: cv2.typing.MatLike, box: Box, small: Image, paper: float, limits: HatchLimits
) -> bool:
    if box.width < limits.least_width * SEEK_DPI or box.height < limits.least_height * SEEK_DPI:
        return False
    if leans_on_the_edge(box, small.shape, limits.edge * SEEK_DPI):
        return False
    share = 1 - float(small[box.top : box.bottom, box.left : box.right].mean()) / max(paper, 1)
    return (
        limits.ink[0] <= share <= limits.ink[1]
        and cv2.contourArea(contour) >= limits.filled * (box.width - 1) * (box.height - 1)
        and straightness(contour, SEEK_DPI, limits.lean) >= limits.straight
    )


def _exact(box: Box, dark: Image, scale: float, dpi: int) -> cv2.typing.MatLike:
    """The contour of the ink about a hatched box, on the page itself."""
    reach = round(0.04 * dpi)
    left, top, right, bottom = (round(edge / scale) for edge in box.as_list())
    left, top = max(left - reach, 0), max(top - reach, 0)
    window = dark[top : bottom + reach, left : right + reach]
    inked = window < 0.75 * float(np.percentile(dark[::16, ::16], 85))
    rows, columns = inked.mean(axis=1) > 0.04, inked.mean(axis=0) > 0.04
    if not rows.any() or not columns.any():
        rows[:], columns[:] = True, True
    y, x = np.nonzero(rows)[0], np.nonzero(columns)[0]
    corners = [(x[0], y[0]), (x[-1], y[0]), (x[-1], y[-1]), (x[0], y[-1])]
    return np.asarray(np.array(corners) + np.array([left, top]), np.int32).reshape(-1, 1, 2)
