"""Felt-tip that follows no row of type: over initials, a stamp or a number in a margin.

         ▞▞▞         the pen follows what is written, not the rows of the type;
      ▞▞▞            its stroke is a straight solid bar all the same, and several that
                     cover a stamp are a blot without any shape

By itself such a bar may be part of an emblem or of a map. It is felt-tip on a copy whose
other words were blacked out as well, and a blot is on one where some were by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.bar_surroundings import DEFAULT_LIMITS as BAR_LIMITS
from ocr.bars import solid_parts
from ocr.certainties import FREE
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.regions import box_of, filled, leans_on_the_edge, region, ring_about

SPECK = 5  # pixels of a stroke's rim that are left out when its ink is counted


@dataclass(frozen=True, slots=True)
class FreeStrokeLimits:
    """In inches, and in shares. Set on FBI's copies and on the dark parts of CIA's maps.

    high    of the stroke, across it; the stripes of a border are .2 at most
    long    of the stroke, along it
    fills   the least rectangle about it: of maps' parts .82 at most
    hull    its convex hull
    ink     inside of its rim
    others  bars and felt-tip that the page must have besides
    """

    high: tuple[float, float] = (0.25, 0.45)
    long: tuple[float, float] = (0.35, 2.0)
    fills: float = 0.83
    hull: float = 0.92
    ink: float = 0.99
    others: int = 2


@dataclass(frozen=True, slots=True)
class BlotLimits(FreeStrokeLimits):
    """The same of blots, set on FBI's copies; there is no other felt-tip at hand.

    round    4 pi times its area by the square of its outline's length: 1 of a circle, and of
             holes nearly so
    around   ink right about it, within `ring` inches: a dark part of a copy has it all about
    others   bars and felt-tip besides, felt-tip or a free stroke among them
    """

    high: tuple[float, float] = (0.32, 1.2)
    long: tuple[float, float] = (0.35, 2.0)
    fills: float = 0.6
    hull: float = 0.83
    ink: float = 0.995
    round: tuple[float, float] = (0.38, 0.86)
    ring: tuple[float, float] = (0.02, 0.06)
    around: float = 0.4
    others: int = 3


DEFAULT_LIMITS = FreeStrokeLimits()
BLOT_LIMITS = BlotLimits()


def find_free_strokes(ink: Image, found: Sequence[Redaction], *, dpi: int) -> list[Redaction]:
    """Such strokes and blots on a 1-bit page of ink (255 where there is any) with these bars."""
    bars = [one for one in found if one.kind in (Kind.BLACK, Kind.MARKER)]
    if len(bars) < DEFAULT_LIMITS.others:
        return []
    solid = solid_parts(ink, dpi)
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    free = [each for each in contours if _is_free(box_of(each), found, ink, dpi)]
    drawn = [each for each in free if _is_stroke(each, ink, dpi)]
    by_hand = bool(drawn) or any(one.kind is Kind.MARKER for one in bars)
    if by_hand and len(bars) >= BLOT_LIMITS.others:
        drawn = [each for each in free if _is_stroke(each, ink, dpi) or _is_blot(each, ink, dpi)]
    return [region(Kind.MARKER, contour, dpi=dpi, certainty=FREE) for contour in drawn]


def _is_free(box: Box, found: Sequence[Redaction], ink: Image, dpi: int) -> bool:
    return not leans_on_the_edge(box, ink.shape, BAR_LIMITS.edge * dpi) and not any(
        one.box.overlaps(box) for one in found
    )


def _is_blot(contour: cv2.typing.MatLike, ink: Image, dpi: int) -> bool:
    limits = BLOT_LIMITS
    if not _is_stroke(contour, ink, dpi, limits):
        return False
    length = cv2.arcLength(contour, closed=True)
    roundness = 4 * np.pi * cv2.contourArea(contour) / length**2
    near, far = (round(reach * dpi) for reach in limits.ring)
    around = ink[ring_about(contour, near, far, ink.shape)]
    return bool(
        limits.round[0] <= roundness <= limits.round[1] and np.mean(around > 0) <= limits.around
    )


def _is_stroke(
    contour: cv2.typing.MatLike,
    ink: Image,
    dpi: int,
    limits: FreeStrokeLimits = DEFAULT_LIMITS,
) -> bool:
    _, (one, other), _ = cv2.minAreaRect(contour)
    high, long = min(one, other) / dpi, max(one, other) / dpi
    if not limits.high[0] <= high <= limits.high[1] or not limits.long[0] <= long <= limits.long[1]:
        return False
    area = cv2.contourArea(contour)
    return (
        area >= limits.fills * high * long * dpi**2
        and area >= limits.hull * cv2.contourArea(cv2.convexHull(contour))
        and _inked(contour, ink) >= limits.ink
    )


def _inked(contour: cv2.typing.MatLike, ink: Image) -> float:
    """The share of a part that is ink (0-1), without its rim."""
    box = box_of(contour)
    rim = np.ones((SPECK, SPECK), np.uint8)
    inside = np.asarray(cv2.erode(filled(contour, box), rim), np.uint8)
    own = ink[box.top : box.bottom, box.left : box.right]
    return float(np.count_nonzero(inside & own)) / max(1, int(np.count_nonzero(inside)))
