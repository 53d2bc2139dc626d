"""Labels that run up or down a redaction higher than wide, as in the margin of a form."""

from dataclasses import replace

import numpy as np

from ocr.crops import Crop
from ocr.frame import Image
from ocr.interiors import on_the_page
from ocr.label_marks import find_label_marks
from ocr.model import Box, Redaction

# Quarters of a turn, against the clock, that make a label level: most run upwards.
UP, DOWN = 3, 1
# How many times as high as wide a redaction with such a label is, at least.
HIGHER = 1.3


def is_upright(redaction: Redaction) -> bool:
    """Whether a label may run up or down a redaction."""
    return redaction.box.height >= HIGHER * redaction.box.width


def find_turned_marks(
    page: Image, redaction: Redaction, quarters: int, *, dpi: int
) -> tuple[Crop, ...]:
    """Pieces of a redaction whose marks stand as a label's do once it is turned.

    page       (height, width) or (height, width, 3) uint8, 0 black
    quarters   UP or DOWN

    The pieces are level; their boxes are where they stand on the page.
    """
    box = on_the_page(redaction.box, page)
    if box is None:
        return ()
    window = np.ascontiguousarray(
        np.rot90(page[box.top : box.bottom, box.left : box.right], quarters)
    )
    outline = tuple(_turned(x - box.left, y - box.top, box, quarters) for x, y in redaction.outline)
    whole = Box(0, 0, window.shape[1], window.shape[0])
    level = replace(redaction, bands=(whole,), outline=outline)
    marks = find_label_marks(window, level, dpi=dpi)
    return tuple(replace(crop, box=_on_page(crop.box, box, quarters)) for crop in marks)


def _turned(x: int, y: int, box: Box, quarters: int) -> tuple[int, int]:
    return (y, box.width - x) if quarters == DOWN else (box.height - y, x)


def _on_page(turned: Box, box: Box, quarters: int) -> Box:
    """Where a box of the turned window stands on the page."""
    if quarters == DOWN:
        left, top = box.right - turned.bottom, box.top + turned.left
    else:
        left, top = box.left + turned.top, box.bottom - turned.right
    return Box(left, top, left + turned.height, top + turned.width)
