"""Small pieces of a page, read together from one sheet at the size a reader likes.

    page                         sheet
      ██ b6 ██                   ┌──────────────┐
              b1-1               │  b6          │   every crop a row of its own,
      ████ 10.2.e                │  b1-1        │   black on white, letters equally
                                 │  10.2.e      │   high, paper all around
                                 └──────────────┘

A sheet costs one call of the reader, whatever is on it; what was read is mapped
back to the crops and to the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from ocr.frame import Image
from ocr.model import Box, Word

# Pixels of a capital letter on the sheet. Tesseract's networks were trained on lines of
# about this size and read capitals of 25 to 40 px best (its FAQ).
CAPITAL = 32
SHEET_DPI = 300  # where a capital of 32 px is 10-point type
PAPER = 255
GAP = CAPITAL  # of paper between rows, so that no row reaches into the next
ROWS = 60  # of one sheet; longer ones are cut in two
WIDEST = 3000  # pixels; a crop that would be wider is no label


class Reader(Protocol):
    """Whatever turns an image into words."""

    def read(self, page: Image, *, dpi: int) -> tuple[Word, ...]: ...


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of the page.

    image    (height, width) uint8, 0 is ink and 255 paper
    box      where it stands on the page
    capital  height of its letters in pixels of the page
    """

    image: Image
    box: Box
    capital: float


def read_crops(
    crops: Sequence[Crop], reader: Reader, *, size: float = 1.0
) -> list[tuple[Word, ...]]:
    """The words of each crop, boxes on the page, row by row and left to right.

    size   of the letters on the sheet, as a multiple of `CAPITAL`

    Raises what the reader raises.
    """
    found: list[tuple[Word, ...]] = []
    for first in range(0, len(crops), ROWS):
        found += _read_sheet(crops[first : first + ROWS], reader, size)
    return found


def _read_sheet(crops: Sequence[Crop], reader: Reader, size: float) -> list[tuple[Word, ...]]:
    scales = [_scale(crop, size) for crop in crops]
    rows = [_enlarged(crop.image, scale) for crop, scale in zip(crops, scales, strict=True)]
    tops, height = [], GAP
    for row in rows:
        tops.append(height)
        height += row.shape[0] + GAP
    sheet = np.full((height, max(row.shape[1] for row in rows) + 2 * GAP), PAPER, np.uint8)
    for top, row in zip(tops, rows, strict=True):
        sheet[top : top + row.shape[0], GAP : GAP + row.shape[1]] = row
    words = reader.read(sheet, dpi=SHEET_DPI)
    return [
        _on_page(words, top, row.shape[0], crop, scale)
        for crop, row, top, scale in zip(crops, rows, tops, scales, strict=True)
    ]


def _scale(crop: Crop, size: float) -> float:
    return float(min(size * CAPITAL / crop.capital, WIDEST / crop.image.shape[1]))


def _enlarged(image: Image, scale: float) -> Image:
    large = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.GaussianBlur(large, (0, 0), max(0.6, 0.35 * scale)), np.uint8)


def _on_page(
    words: Sequence[Word], top: int, height: int, crop: Crop, scale: float
) -> tuple[Word, ...]:
    """The words of one row of the sheet, in reading order, with their boxes on the page."""
    own = [word for word in words if top - GAP / 2 <= word.box.middle < top + height + GAP / 2]
    line = CAPITAL / 2
    own.sort(key=lambda word: (round((word.box.middle - top) / (2 * line)), word.box.left))
    return tuple(
        Word(word.text, _back(word.box, top, crop, scale), word.confidence) for word in own
    )


def _back(box: Box, top: int, crop: Crop, scale: float) -> Box:
    left = crop.box.left + round((box.left - GAP) / scale)
    upper = crop.box.top + round((box.top - top) / scale)
    return Box(
        left,
        upper,
        max(left + 1, crop.box.left + round((box.right - GAP) / scale)),
        max(upper + 1, crop.box.top + round((box.bottom - top) / scale)),
    )
