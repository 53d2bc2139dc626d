"""Black bars on a dark ground: in a chat's bubble, the head of a window, the title of a slide.

▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒      Ink is what is much darker than the paper about it, and so is a ground of a
▒▒ Dear ████, ▒▒▒      strong colour: what is on it is one with it. Here only what is black counts,
▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒      straight and on all four sides on one even tone, as no part of a picture is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.bar_surroundings import DEFAULT_LIMITS as BAR_LIMITS
from ocr.bars import solid_parts
from ocr.claims import DOUBLE
from ocr.frame import Image
from ocr.image import darker_than
from ocr.model import Box, Kind, Redaction
from ocr.regions import box_of, leans_on_the_edge, region, straightness
from ocr.sides import evenness, sides_of


@dataclass(frozen=True, slots=True)
class DarkGroundLimits:
    """What a black bar on a dark ground is; tones 0-255, lengths in inches.

    black    ink on a scan is darker than this
    lighter  the ground is lighter than the bar by this, and darker than paper by as much
    ground   of a ground a piece of the page so large has neither ink nor paper in it
    even     share (0-1) of each side of a bar that has one tone, give or take `varies`: words
             of the same line stand left and right of it
    fill     share of its box that a bar fills
    """

    black: int = 64
    lighter: float = 35
    ground: float = 0.12
    even: float = 0.6
    varies: float = 16
    fill: float = 0.93


DEFAULT_LIMITS = DarkGroundLimits()
CERTAINTY = 0.9  # (0-1): there is less to see of it than of a bar on paper


def find_on_dark(
    dark: Image, found: Sequence[Redaction], dpi: int, limits: DarkGroundLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Black bars on a dark ground, but for those that were found.

    dark   the darkest channel of a page that has tones, (height, width) uint8
    """
    paper = float(np.percentile(dark[::16, ::16], 85))
    if not _has_a_ground(dark, paper, dpi, limits):
        return []
    black = _without_holes(darker_than(dark, limits.black))
    contours, _ = cv2.findContours(
        solid_parts(black, dpi), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    return [
        region(Kind.BLACK, contour, dpi=dpi, certainty=CERTAINTY)
        for contour in contours
        if _is_a_bar(contour, dpi, limits)
        and not leans_on_the_edge(box_of(contour), dark.shape, BAR_LIMITS.edge * dpi)
        and not any(r.box.shared_of_smaller(box_of(contour)) > DOUBLE for r in found)
        and _is_on_ground(box_of(contour), dark, paper, dpi, limits)
    ]


def _has_a_ground(dark: Image, paper: float, dpi: int, limits: DarkGroundLimits) -> bool:
    """Whether there is anything on a page that is neither ink nor paper; on most is nothing."""
    small = dark[::4, ::4]
    toned = (small > limits.black) & (small < paper - limits.lighter)
    side = max(3, round(limits.ground * dpi / 4))
    return bool(cv2.erode(toned.astype(np.uint8), np.ones((side, side), np.uint8)).any())


def _without_holes(black: Image) -> Image:
    """What is black, with the letters of a label in it."""
    contours, _ = cv2.findContours(black, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    whole = np.zeros_like(black)
    cv2.drawContours(whole, contours, -1, 255, cv2.FILLED)
    return whole


def _is_a_bar(contour: cv2.typing.MatLike, dpi: int, limits: DarkGroundLimits) -> bool:
    box = box_of(contour)
    large = box.height >= BAR_LIMITS.least_height * dpi and box.width >= BAR_LIMITS.small * dpi
    return (
        large
        and cv2.contourArea(cv2.boxPoints(cv2.minAreaRect(contour))) * limits.fill
        <= cv2.contourArea(contour)
        and straightness(contour, dpi, BAR_LIMITS.lean) >= BAR_LIMITS.straight
    )


def _is_on_ground(box: Box, dark: Image, paper: float, dpi: int, limits: DarkGroundLimits) -> bool:
    """Whether one tone between a bar's and the paper's is on all four sides of it."""
    own = float(np.median(dark[box.top : box.bottom, box.left : box.right]))
    sides = sides_of(box, dark, dpi).all()
    if not all(side.size and evenness(side, limits.varies) >= limits.even for side in sides):
        return False
    tones = [float(np.median(side)) for side in sides]
    return (
        min(tones) >= own + limits.lighter
        and max(tones) <= paper - limits.lighter
        and max(tones) - min(tones) <= limits.varies
    )
