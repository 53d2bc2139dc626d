"""Fills that were found only up to their own label.

    s.19(1) ██████████████       letters nearly as high as the fill part its end from it, and
            ██████████████       what was found begins where they end; the tone goes on over,
                                 under and between them

How far such a fill goes is told by its tone. It counts only when a label is read there: the
same is true of a table's shaded head and of a highlighted line.
"""

from dataclasses import replace

import cv2
import numpy as np

from ocr.frame import Image
from ocr.image import is_bilevel
from ocr.interiors import apart_from, fill_of, interior, on_the_page
from ocr.model import Box, Kind, Redaction
from ocr.regions import region

# A pixel of the fill is within so much of its tone (0-255): the dirt of a JPEG beside letters, less
# than the palest labels have (40).
LIKE = 32
# Inches that a label takes at an end: "Outside the scope of the request" in 11 points.
REACH = 2.6
# Inches across a letter and what is between letters, which are filled.
ACROSS = 0.19
# Inches: what was lost at an end is a label's letter at least.
LOST = 0.1


def with_its_ends(fill: Redaction, page: Image, *, dpi: int) -> Redaction | None:
    """The fill as far as its tone goes about letters, or None when it goes no further.

    page   (height, width) or (height, width, 3) uint8, 0 black
    """
    if fill.kind not in (Kind.GREY, Kind.COLOURED):
        return None
    around = on_the_page(_widened(fill.box, round(REACH * dpi)), page)
    own = on_the_page(fill.box, page)
    if (
        around is None
        or own is None
        or is_bilevel(page[own.top : own.bottom, own.left : own.right])
    ):
        return None
    inside = _placed(interior(fill, own), own, around)
    whole = _grown(page[around.top : around.bottom, around.left : around.right], inside, dpi)
    if whole is None:
        return None
    contours, _ = cv2.findContours(
        whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE, offset=(around.left, around.top)
    )
    grown = region(fill.kind, max(contours, key=cv2.contourArea), dpi=dpi, certainty=fill.certainty)
    return replace(grown, label=fill.label)


def _widened(box: Box, by: int) -> Box:
    return Box(box.left - by, box.top, box.right + by, box.bottom)


def _placed(inside: Image, own: Box, around: Box) -> Image:
    """The mask of a box in a window around it."""
    left, top = own.left - around.left, own.top - around.top
    placed = np.zeros((around.height, around.width), np.uint8)
    placed[top : top + own.height, left : left + own.width] = inside
    return placed


def _grown(window: Image, inside: Image, dpi: int) -> Image | None:
    """The fill's tone as far as it hangs together with what is inside, letters on it filled.

    None when it ends nowhere in the window or no later than what was found.
    """
    fill = fill_of(window, inside)
    if fill is None:
        return None
    like = np.where(apart_from(window, fill) < LIKE, np.uint8(255), np.uint8(0)) | inside
    _, parts = cv2.connectedComponents(like, connectivity=4)
    held = np.bincount(parts[inside > 0])
    component = np.where(parts == int(held.argmax()), np.uint8(255), np.uint8(0))
    if component[:, 0].any() or component[:, -1].any():
        return None
    whole = _filled(component, round(ACROSS * dpi))
    new = np.where(inside > 0, np.uint8(0), whole)
    lost = np.count_nonzero(new.any(axis=0)) >= LOST * dpi and _as_wide(new, LOST * dpi)
    return whole if lost else None


def _filled(component: Image, side: int) -> Image:
    """A region with the gaps between its pieces filled where they are no wider than a letter."""
    room = cv2.copyMakeBorder(component, side, side, side, side, cv2.BORDER_CONSTANT, value=(0,))
    closed = cv2.morphologyEx(room, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return np.asarray(closed[side:-side, side:-side], np.uint8)


def _as_wide(new: Image, side: float) -> bool:
    """Whether what is new is as wide and high as a letter somewhere, and no mere edge."""
    square = np.ones((round(side / 2), round(side / 2)), np.uint8)
    return bool(cv2.erode(new, square, borderValue=(0,)).any())
