"""Small print cut out of a page and read row by row.

    page                         rows
      ██ b6 ██                   b6          each crop is parted into its rows of
              b1-1               b1-1        letters, and each row is read by itself,
      ████ 10.2.e                10.2.e      with a little paper above and below

What was read is put back on the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.frame import Image
from ocr.model import Box, Word
from ocr.readers import CropReader
from ocr.recognizer import NAME, Letters

# A pixel darker than this is ink: crops are black on white.
INK = 140  # of 255
# Of a letter's height: a row is no lower, and has so much paper around it.
LOWEST, ROOM = 0.35, 0.25


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of the page.

    image    (height, width) uint8, 0 is ink and 255 paper
    box      where it stands on the page
    capital  height of its letters in pixels
    """

    image: Image
    box: Box
    capital: float


def cut_out(page: Image, box: Box, around: int) -> Crop:
    """A row of letters in `box` with so many pixels of a page (height, width) around it."""
    left, top = max(0, box.left - around), max(0, box.top - around)
    right, bottom = min(box.right + around, page.shape[1]), min(box.bottom + around, page.shape[0])
    return Crop(page[top:bottom, left:right], Box(left, top, right, bottom), float(box.height))


def read_crops(crops: Sequence[Crop], reader: CropReader) -> list[tuple[Word, ...]]:
    """The words of each crop, boxes on the page, row by row and left to right.

    Raises what the reader raises.
    """
    parted = [tuple(_rows(crop)) for crop in crops]
    rows = [row for rows in parted for row in rows]
    letters = iter(reader.read([row.image for row in rows])) if rows else iter(())
    return [
        tuple(word for row in rows for word in words_of(next(letters), row.box)) for rows in parted
    ]


def _rows(crop: Crop) -> Iterator[Crop]:
    """The rows of letters of a crop, top to bottom; all of it when there is but one."""
    inked = np.any(crop.image < INK, axis=1)
    edges = np.flatnonzero(np.diff(inked, prepend=False, append=False))
    high = [(a, b) for a, b in edges.reshape(-1, 2).tolist() if b - a >= LOWEST * crop.capital]
    if len(high) < 2:
        yield crop
        return
    room = max(2, round(ROOM * crop.capital))
    for top, bottom in high:
        top, bottom = max(top - room, 0), min(bottom + room, crop.image.shape[0])
        box = Box(crop.box.left, crop.box.top + top, crop.box.right, crop.box.top + bottom)
        yield Crop(crop.image[top:bottom], box, crop.capital)


def words_of(letters: Letters, box: Box) -> Iterator[Word]:
    """The words among letters read in `box`; a word reaches from its first to its last letter."""
    start = 0
    for end in (*(n for n, each in enumerate(letters) if each.text == " "), len(letters)):
        if own := letters[start:end]:
            yield _word(own, box)
        start = end + 1


def _word(letters: Letters, box: Box) -> Word:
    places = [letter.place for letter in letters]
    # A place is the middle of its letter.
    half = (places[-1] - places[0]) / max(len(places) - 1, 1) / 2 or 0.02
    left = box.left + round(box.width * max(places[0] - half, 0.0))
    right = box.left + round(box.width * min(places[-1] + half, 1.0))
    text = "".join(letter.text for letter in letters)
    confidence = sum(letter.confidence for letter in letters) / len(letters)
    return Word(text, Box(left, box.top, max(right, left + 1), box.bottom), confidence, NAME)
