"""Lines of type that the first reader walked past, read by themselves.

Tesseract takes a line for a picture or for dirt when something large and black stands near
it, a bracket drawn by hand or a stamp, and says nothing of it. Letters that stand in a row
and are in no word tell where that happened:

    ▛▀▀        ▀▀▜
    ▙▄▄        ▄▄▟        ─►      REFERRED UPON COMPLETION
    REFERRED UPON COMPLETION      on a page of its own, and read again

What is read there is believed only when it is read well, because most of what a reader
walks past is dirt; and the rest is kept as that.
"""

from collections.abc import Sequence

import numpy as np

from ocr.blanks import letters_in_rows
from ocr.condition import Condition
from ocr.frame import Image
from ocr.image import PAPER
from ocr.lines import assemble_lines, rows_of
from ocr.model import Box, Line, Word

# A row that is looked at is as wide as five typed letters, which may run together; less is a
# speck beside a speck.
WIDE = 0.5  # inches
# Paper left around a row.
AROUND = 0.04  # inches
# Mean confidence from which a line that was missed is text.
BELIEVED = 0.6  # 0-1
# A page of whose letters so many were read has no line missing: marks of letters that run
# together make one, and specks as large as letters are few on clean pages.
READ = 0.9  # signs for each letter


def may_miss_lines(words: Sequence[Word], condition: Condition) -> bool:
    """Whether a page has letters that few enough signs were read of to look for them."""
    return sum(len(word.text) for word in words) < READ * condition.letters


def left_over(page: Image, words: Sequence[Word], *, dpi: int) -> Image | None:
    """A page (height, width) with those rows of letters alone that no word holds.

    None when there is no such row. Of words beside them nothing is left, to be read twice.
    """
    rows = _missed_rows(page, words, dpi)
    if not rows:
        return None
    seen = np.full_like(page, PAPER)
    margin = round(AROUND * dpi)
    for box in rows:
        part = (
            slice(max(0, box.top - margin), box.bottom + margin),
            slice(max(0, box.left - margin), box.right + margin),
        )
        seen[part] = page[part]
    return without_words(seen, words)


def without_words(page: Image, words: Sequence[Word]) -> Image:
    """A page (height, width) with the boxes of words painted as paper, that none is read twice."""
    bare = page.copy()
    for box in (word.box for word in words):
        bare[max(0, box.top) : box.bottom, max(0, box.left) : box.right] = PAPER
    return bare


def _missed_rows(page: Image, words: Sequence[Word], dpi: int) -> list[Box]:
    read = [word.box for word in words]
    missed = [
        Word("?", mark, 0.0)  # so that letters are put in rows as words are
        for mark in letters_in_rows(page, dpi=dpi)
        if not _touched(mark, read)
    ]
    found = [line for line in assemble_lines(missed) if line.box.width >= WIDE * dpi]
    return [box for row in rows_of(found) for box in _whole(row, read)]


def _whole(row: Sequence[Line], read: Sequence[Box]) -> list[Box]:
    """A row with what stands in its gaps, a broken word perhaps; in parts around words read."""
    whole = Box.around(line.box for line in row)
    return [line.box for line in row] if _touched(whole, read) else [whole]


def _touched(box: Box, read: Sequence[Box]) -> bool:
    return any(other.overlaps(box) for other in read)


def parted(lines: Sequence[Line]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of lines that were read well, and those of the others, which are dirt."""
    well, badly = (
        tuple(
            word for line in lines if (line.confidence >= BELIEVED) is wanted for word in line.words
        )
        for wanted in (True, False)
    )
    return well, badly
