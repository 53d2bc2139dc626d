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
    if cv2.countNonZero(seen) == cv2.countNonZero(ink):
        return ink
    level, upright = (_runs(page, seen, run, dpi) for run in ((1, 0), (0, 1)))
    inked = _long(ink, (1, 0), dpi) | _long(ink, (0, 1), dpi)
    about = cv2.dilate(inked, np.ones((3, 3), np.uint8))
    rules = cv2.subtract(level | upright, np.asarray(about, np.uint8))
    return ink | np.asarray(rules, np.uint8) if np.any(rules) else ink


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
