"""Redactions that failed: characters of a PDF's text layer under what was to hide them.

    THE VISITOR SAID          the layer holds both rows; whoever copies the second one
    ███████████████           out of the file can read it

Every layer is looked at, an agency's OCR over a scan too, whatever the settings. What can
be seen there is no failed redaction: a label, or a box that was drawn around text. The
number of characters goes on record; no caller gets the words.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocr.frame import Frame, Image
from ocr.model import Box, Kind, Redaction, Word

# Redactions that leave the paper as it is. A frame may stand around text as well, and
# detection is not always sure that it does not.
ON_PAPER = (Kind.OUTLINED, Kind.WHITED_OUT)
SURE = 0.9  # certainty, 0-1
# Two tones are this far apart, of 255, where there is type on its ground.
APART = 64
# Type covers a tenth to a half of the middle of a row. On a fill, less is dirt in it; on
# paper, the wide surroundings count, and a fiftieth of them is type.
RARER_ON_FILL = 0.08
RARER_ON_PAPER = 0.02
# Fewer letters under a redaction are what an agency's OCR makes of frames and edges. On
# 140 pages of JFK and CIB releases with such layers, the 257 redactions have no letter
# under a fill and at most five in a frame.
LEAST_ON_FILL = 4
LEAST_ON_PAPER = 6


def count_hidden(
    redactions: Sequence[Redaction], words: Sequence[Word], frame: Frame, grey: Image
) -> tuple[Redaction, ...]:
    """Redactions with the number of the layer's characters that each hides.

    words   of the layer, on the page as rendered; grey, (height, width) uint8, that page

    What can be seen there is no failed redaction: a label, or an agency's reading of it.
    """
    return tuple(
        replace(redaction, text_layer_characters=_hidden(redaction, words, frame, grey))
        for redaction in redactions
    )


def _hidden(redaction: Redaction, words: Sequence[Word], frame: Frame, grey: Image) -> int:
    on_paper = redaction.kind in ON_PAPER
    if on_paper and redaction.certainty < SURE:
        return 0
    count = letters = 0
    for word in words:
        covered = under(word, redaction, frame)
        if covered and not _can_be_seen(word, covered, redaction, frame, grey):
            count += len(covered)
            letters += sum(word.text[n].isalnum() for n in covered)
    return count if letters >= (LEAST_ON_PAPER if on_paper else LEAST_ON_FILL) else 0


def under(word: Word, redaction: Redaction, frame: Frame) -> list[int]:
    """Which characters of a word have their middle in a redaction."""
    around = frame.box_to_rendered(redaction.box)
    if word.box.right <= around.left or word.box.left >= around.right:
        return []
    if word.box.bottom <= around.top or word.box.top >= around.bottom:
        return []
    return [
        n
        for n, (x, y) in enumerate(_middles(word))
        if any(_holds(band, *frame.to_reading(x, y)) for band in redaction.bands)
    ]


def _holds(band: Box, x: int, y: int) -> bool:
    return band.left <= x < band.right and band.top <= y < band.bottom


def _middles(word: Word) -> NDArray[np.float64]:
    """The middle of each character, (x, y), as if all were equally wide."""
    box, count = word.box, len(word.text)
    steps = (np.arange(count) + 0.5) / count
    if _stands_on_end(word):
        return np.stack([np.full(count, box.centre), box.top + steps * box.height], axis=1)
    return np.stack([box.left + steps * box.width, np.full(count, box.middle)], axis=1)


def _stands_on_end(word: Word) -> bool:
    """Whether a word runs up or down the page."""
    return len(word.text) > 2 and word.box.height > 1.5 * word.box.width


def _can_be_seen(
    word: Word, characters: Sequence[int], redaction: Redaction, frame: Frame, grey: Image
) -> bool:
    """Whether there is type where some characters of a word are said to stand."""
    if redaction.kind not in ON_PAPER:
        return _rarer_tone(grey[_span(word, characters, 1 / 4)]) > RARER_ON_FILL
    # An agency's OCR may have the word a little off: its whole height tells, and more.
    rows, columns = _span(word, characters, 3 / 4)
    inside = frame.box_to_rendered(redaction.box)
    rim = inside.height // 8
    rows = slice(max(rows.start, inside.top + rim), min(rows.stop, inside.bottom - rim))
    columns = slice(max(columns.start, inside.left + rim), min(columns.stop, inside.right - rim))
    return _rarer_tone(grey[rows, columns]) > RARER_ON_PAPER


def _span(word: Word, characters: Sequence[int], aside: float) -> tuple[slice, slice]:
    """Rows and columns about the middles of some characters of a word.

    aside   how far to either side of the middle of the word, in heights of its letters
    """
    middles = _middles(word)[list(characters)]
    (left, top), (right, bottom) = middles.min(axis=0), middles.max(axis=0)
    # Along the word without the outer halves of the first and the last letter.
    along = max(word.box.width, word.box.height) / len(word.text) / 4
    across = aside * min(word.box.width, word.box.height)
    x, y = (across, along) if _stands_on_end(word) else (along, across)
    rows = slice(max(0, round(top - y)), max(0, round(bottom + y)) + 1)
    return rows, slice(max(0, round(left - x)), max(0, round(right + x)) + 1)


def _rarer_tone(part: Image) -> float:
    """Share of the rarer of two tones, 0-1; 0 where there is one tone only."""
    if not part.size or int(part.max()) - int(part.min()) < APART:
        return 0.0
    dark = np.count_nonzero(part < (int(part.max()) + int(part.min())) / 2) / part.size
    return min(dark, 1 - dark)
