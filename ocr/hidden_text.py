"""Redactions that failed: characters of a PDF's text layer under what was to hide them.

    THE VISITOR SAID          the layer holds both rows; whoever copies the second one
    ███████████████           out of the file can read it

Every layer is looked at, an agency's OCR over a scan too, whatever the settings. What can
be seen there is no failed redaction: a label, or a box that was drawn around text. The
number of characters goes on record; no caller gets the words.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ocr import image
from ocr.frame import Frame, Image
from ocr.model import Box, Kind, Redaction, Word

# Redactions that leave the paper as it is. A frame may stand around text as well, and
# detection is not always sure that it does not.
ON_PAPER = (Kind.OUTLINED, Kind.WHITED_OUT)
SURE = 0.9  # certainty, 0-1
# Redactions whose own lines look like type.
DRAWN = (Kind.HATCHED,)
STRETCH = 4  # letters that are taken for words where part of a word shows
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
    redactions: Sequence[Redaction], words: Sequence[Word], frame: Frame, page: Image
) -> tuple[Redaction, ...]:
    """Redactions with the number of the layer's characters that each hides.

    words   of the layer, on the page as rendered; page, that page, (h, w) or (h, w, 3) uint8

    What can be seen there is no failed redaction: a label, or an agency's reading of it.
    """
    if not words or not redactions:
        return tuple(redactions)
    grey = image.grey(page)
    return tuple(
        replace(redaction, text_layer_characters=_hidden(redaction, words, frame, grey))
        for redaction in redactions
    )


def _hidden(redaction: Redaction, words: Sequence[Word], frame: Frame, grey: Image) -> int:
    on_paper = redaction.kind in ON_PAPER
    if on_paper and redaction.certainty < SURE:
        return 0
    hides = _in_a_frame if on_paper else _in_a_pattern if redaction.kind in DRAWN else _on_a_fill
    hidden = [
        word.text[n]
        for word in words
        if (covered := under(word, redaction, frame))
        for n in hides(word, covered, redaction, frame, grey)
    ]
    letters = sum(character.isalnum() for character in hidden)
    least = LEAST_ON_FILL if hides is _on_a_fill else LEAST_ON_PAPER
    return len(hidden) if letters >= least else 0


def under(word: Word, redaction: Redaction, frame: Frame) -> list[int]:
    """Which characters of a word have their middle in a redaction."""
    around = _around(redaction.box, frame)
    if word.box.right <= around.left or word.box.left >= around.right:
        return []
    if word.box.bottom <= around.top or word.box.top >= around.bottom:
        return []
    return [
        n
        for n, (x, y) in enumerate(_middles(word))
        if any(band.holds(*frame.to_reading(x, y)) for band in redaction.bands)
    ]


@lru_cache(1024)
def _around(box: Box, frame: Frame) -> Box:
    """A box of the reading frame on the page as rendered; asked for once a word."""
    return frame.box_to_rendered(box)


def _middles(word: Word) -> NDArray[np.float64]:
    """The middle of each character, (x, y), as if all were equally wide."""
    box, count = word.box, len(word.text)
    steps = (np.arange(count) + 0.5) / count
    if stands_on_end(word):
        return np.stack([np.full(count, box.centre), box.top + steps * box.height], axis=1)
    return np.stack([box.left + steps * box.width, np.full(count, box.middle)], axis=1)


def stands_on_end(word: Word) -> bool:
    """Whether a word runs up or down the page."""
    return len(word.text) > 2 and word.box.height > 1.5 * word.box.width


def _on_a_fill(
    word: Word, covered: list[int], redaction: Redaction, frame: Frame, grey: Image
) -> list[int]:
    """Which of the covered characters of a word have nothing but the fill where they stand.

    A label may be printed over a part of the word: what is left of it has to be a few
    letters long, as its own type has gaps too.
    """
    plain = [n for n in covered if _rarer_tone(grey[_span(word, [n], 1 / 4)]) <= RARER_ON_FILL]
    stretches = [
        [n for _, n in stretch]
        for _, stretch in groupby(enumerate(plain), lambda numbered: numbered[1] - numbered[0])
    ]
    return [
        n for each in stretches if len(each) >= STRETCH or len(each) == len(covered) for n in each
    ]


def _in_a_frame(
    word: Word, covered: list[int], redaction: Redaction, frame: Frame, grey: Image
) -> list[int]:
    """The covered characters of a word when there is bare paper all around where they stand.

    An agency's OCR may have the word a little off: its whole height tells, and more.
    """
    rows, columns = _span(word, covered, 3 / 4)
    inside = frame.box_to_rendered(redaction.box)
    rim = inside.height // 8
    rows = slice(max(rows.start, inside.top + rim), min(rows.stop, inside.bottom - rim))
    columns = slice(max(columns.start, inside.left + rim), min(columns.stop, inside.right - rim))
    return covered if _rarer_tone(grey[rows, columns]) <= RARER_ON_PAPER else []


def _in_a_pattern(
    word: Word, covered: list[int], redaction: Redaction, frame: Frame, grey: Image
) -> list[int]:
    """The covered characters of a word of letters that is no label: nothing shows for sure."""
    label = "".join(each.text for each in redaction.label)
    plain = "".join(character for character in word.text if character.isalnum())
    return covered if len(plain) >= STRETCH and plain not in label else []


def _span(word: Word, characters: Sequence[int], aside: float) -> tuple[slice, slice]:
    """Rows and columns about the middles of some characters of a word.

    aside   how far to either side of the middle of the word, in heights of its letters
    """
    middles = _middles(word)[list(characters)]
    (left, top), (right, bottom) = middles.min(axis=0), middles.max(axis=0)
    # Along the word without the outer halves of the first and the last letter.
    along = max(word.box.width, word.box.height) / len(word.text) / 4
    across = aside * min(word.box.width, word.box.height)
    x, y = (across, along) if stands_on_end(word) else (along, across)
    rows = slice(max(0, round(top - y)), max(0, round(bottom + y)) + 1)
    return rows, slice(max(0, round(left - x)), max(0, round(right + x)) + 1)


def _rarer_tone(part: Image) -> float:
    """Share of the rarer of two tones, 0-1; 0 where there is one tone only."""
    if not part.size or int(part.max()) - int(part.min()) < APART:
        return 0.0
    dark = np.count_nonzero(part < (int(part.max()) + int(part.min())) / 2) / part.size
    return min(dark, 1 - dark)
