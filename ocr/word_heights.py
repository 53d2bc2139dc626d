"""Boxes of words that reach into the lines above and below, fitted to their own letters.

On a rough page Tesseract now and then gives every word of a line a box as high as two
lines. Two rows of type are then taken for one, and a piece cut from it for the second
reader shows the feet of other letters.

    ┌──────┐ feet of the line above              ─ ─ ─ ─
    │ VOTE │ the rows that hold most ink   ─►   [ VOTE ]
    └──────┘ heads of the line below             ─ ─ ─ ─
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.frame import Image
from ocr.image import INK, darker_than
from ocr.model import Box, Word

# A box higher than this many letters of the page is too high: a p below and an l above
# the small letters make 2.
TALL = 2.4
# A row has letters when it has this share of the ink of a row amid them. Tails of letters
# have .1; in the gap between lines there are specks.
LETTERED = 0.08


def fitted(words: Sequence[Word], page: Image, letter_height: float) -> tuple[Word, ...]:
    """The words in their order, boxes that are too high as high as their letters.

    page            (height, width) uint8, 0 is black; the one that was read
    letter_height   of the page, in pixels; 0 when it is not known
    """
    core = round(letter_height)
    if core < 1:
        return tuple(words)
    # Words of one line that Tesseract was wrong about have one height: what is common to
    # all of them tells more than a short one does by itself.
    alike: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        if word.box.height > TALL * letter_height:
            alike[word.box.top, word.box.bottom].append(word)
    bands = {rows: _band(group, page, core) for rows, group in alike.items()}
    return tuple(replace(word, box=Box(word.box.left, *_rows(word, bands))) for word in words)


def _rows(word: Word, bands: dict[tuple[int, int], tuple[int, int]]) -> tuple[int, int, int]:
    top, bottom = bands.get((word.box.top, word.box.bottom), (word.box.top, word.box.bottom))
    return top, word.box.right, bottom


def _band(words: Sequence[Word], page: Image, core: int) -> tuple[int, int]:
    """The rows that the letters of words of one height stand on: first, and one past the last."""
    box = words[0].box
    ink = sum(
        np.count_nonzero(darker_than(page[box.top : box.bottom, w.box.left : w.box.right], INK), 1)
        for w in words
    )
    rows = np.asarray(ink, np.float64)
    within = np.convolve(rows, np.ones(core), "valid") / core
    if within.size == 0 or within.max() == 0:
        return box.top, box.bottom
    first = int(within.argmax())
    least, end = LETTERED * within[first], first + core
    while first > 0 and rows[first - 1] >= least:
        first -= 1
    while end < rows.size and rows[end] >= least:
        end += 1
    return box.top + first, box.top + end
