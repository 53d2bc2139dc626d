"""Grey outlines on pages that are white and black else.

A page made on a computer is as white as a 1-bit scan, and the outlines on it may be grey. On a
1-bit page only what is nearer to black than to white is ink.
"""

import cv2
import numpy as np

from ocr.frame import Image
from ocr.image import TRACE, darker_than

# Grey that goes on in one row or column of pixels for so long is no edge of a letter.
RUN = 0.1  # inches
# In a line that JPEG has made ink of here and there grey goes on for this at least.
GLIMPSE = 0.05  # inches
# Within so many pixels a line that was drawn varies by no more than this (of 255), JPEG and all;
# the rim of a stroke on a photocopy goes from black to white there.
WITHIN, VARIES = 5, 40


def with_pale_rules(page: Image, ink: Image, dpi: int) -> Image:
    """The ink of a black and white page, with grey lines that run level or upright.

    page   (height, width) uint8, 0 is black
    ink    255 where it is nearer to black; the same array comes back when nothing is added

    Rendering puts grey on the edges of ink as well: what runs along ink is no line.
    """
    seen = darker_than(page, TRACE)
    if not _may_have_rules(seen, ink, dpi):
        return ink
    level, upright = (_runs(page, seen, run, dpi) for run in ((1, 0), (0, 1)))
    inked = _long(ink, (1, 0), dpi) | _long(ink, (0, 1), dpi)
    about = cv2.dilate(inked, np.ones((3, 3), np.uint8))
    rules = cv2.subtract(level | upright, np.asarray(about, np.uint8))
    return ink | np.asarray(rules, np.uint8) if np.any(rules) else ink


def _may_have_rules(seen: Image, ink: Image, dpi: int) -> bool:
    """Whether grey runs anywhere with no ink beside it; on most pages it is the rim of letters."""
    if cv2.countNonZero(seen) == cv2.countNonZero(ink):
        return False
    free = cv2.subtract(seen, cv2.dilate(ink, np.ones((3, 3), np.uint8)))
    run = max(3, round(GLIMPSE * dpi))
    return any(cv2.countNonZero(cv2.erode(free, np.ones(way))) for way in ((1, run), (run, 1)))


def _runs(page: Image, seen: Image, way: tuple[int, int], dpi: int) -> Image:
    """What of `seen` runs on `way` (across, down) in one tone."""
    across, down = way
    about = np.ones((1 + (WITHIN - 1) * down, 1 + (WITHIN - 1) * across), np.uint8)
    varies = cv2.morphologyEx(page, cv2.MORPH_GRADIENT, about)
    even = np.where(np.asarray(varies) <= VARIES, seen, np.uint8(0)).astype(np.uint8)
    # The ends of a line are seen beside what it ends at.
    grown = cv2.dilate(_long(even, way, dpi), about)
    return np.asarray(grown, np.uint8) & seen


def _long(mask: Image, way: tuple[int, int], dpi: int) -> Image:
    across, down = way
    run = max(3, round(RUN * dpi)) - 1
    size = np.ones((1 + run * down, 1 + run * across), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, size), np.uint8)
