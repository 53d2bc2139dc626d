"""Felt-tip that follows no row of type: over initials, a stamp or a number in a margin.

         ▞▞▞         the pen follows what is written, not the rows of the type;
      ▞▞▞            its stroke is a straight solid bar all the same

By itself such a bar may be part of an emblem or of a map. It is felt-tip on a copy whose
other words were blacked out as well.
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
from ocr.regions import box_of, filled, leans_on_the_edge, region

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


DEFAULT_LIMITS = FreeStrokeLimits()


def find_free_strokes(
    ink: Image, found: Sequence[Redaction], *, dpi: int, limits: FreeStrokeLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Such strokes on a 1-bit page of ink (255 where there is any) that has these bars."""
    bars = [one for one in found if one.kind in (Kind.BLACK, Kind.MARKER)]
    if len(bars) < limits.others:
        return []
    solid = solid_parts(ink, dpi)
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return [
        region(Kind.MARKER, contour, dpi=dpi, certainty=FREE)
        for contour, box in ((each, box_of(each)) for each in contours)
        if _is_stroke(contour, box, ink, dpi, limits)
        and not any(one.box.overlaps(box) for one in found)
    ]


def _is_stroke(
    contour: cv2.typing.MatLike, box: Box, ink: Image, dpi: int, limits: FreeStrokeLimits
) -> bool:
    _, (one, other), _ = cv2.minAreaRect(contour)
    high, long = min(one, other) / dpi, max(one, other) / dpi
    if not limits.high[0] <= high <= limits.high[1] or not limits.long[0] <= long <= limits.long[1]:
        return False
    area = cv2.contourArea(contour)
    return (
        area >= limits.fills * high * long * dpi**2
        and area >= limits.hull * cv2.contourArea(cv2.convexHull(contour))
        and _inked(contour, box, ink) >= limits.ink
        and not leans_on_the_edge(box, ink.shape, BAR_LIMITS.edge * dpi)
    )


def _inked(contour: cv2.typing.MatLike, box: Box, ink: Image) -> float:
    """The share of a part that is ink (0-1), without its rim."""
    rim = np.ones((SPECK, SPECK), np.uint8)
    inside = np.asarray(cv2.erode(filled(contour, box), rim), np.uint8)
    own = ink[box.top : box.bottom, box.left : box.right]
    return float(np.count_nonzero(inside & own)) / max(1, int(np.count_nonzero(inside)))
