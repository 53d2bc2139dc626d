"""Words that end in a stop and were read as if they ended in something else.

    enclosed herewith●  A copy        read surely as "herewithe", "memberse", "gone,"
                     ~ round, at the feet of the letters, half as high as they are

A typewriter's stop is a dot that may be half as high as a small letter. Tesseract takes it for an e
or a comma and has no doubt, so nobody would look again. Whether the last mark of a word can be what
was read there is told by its shape; the second reader then says what it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from ocr.frame import Image
from ocr.image import INK, darker_than
from ocr.known_words import bare
from ocr.model import Line, Reading, Word


@dataclass(frozen=True, slots=True)
class StopLimits:
    """The shape of a stop, in heights of the letters before it unless said otherwise.

    high      at most; an e is as high as the others, a stop of 15 pixels stood by letters of 23
    below     its foot is no further below theirs, and no further above; a comma's tail is
    slim      its height for its width or its width for its height, at most; two commas whose tails
              were hardly printed had 1.21 and 1.23
    """

    high: float = 0.75
    below: float = 0.18
    slim: float = 1.2


DEFAULT_LIMITS = StopLimits()
STOP, COMMA = ".", ","
# What the second reader was as sure of as this, 0-1: the first had no doubt.
SEEN = 0.9
# Behind their stops a sentence goes on. None is a word: `Mao,` and `But,` are as short.
_ABBREVIATIONS = """
adm amb ave bros capt cdr cmdr co col corp dept dr esq fr ft gen gov hon inc jr lt ltd maj messrs
mme mr mrs ms mt nr prof rep rev sen sgt sr sra st supt vol
jan feb mar apr aug sept sep oct nov dec
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# Before a year a comma that has lost its tail stays: `28, 1923`, `August, 1951`.
YEAR = re.compile(r"\d{4}\b")


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands between two blank columns of a word, in pixels."""

    wide: int
    top: int
    bottom: int

    @property
    def high(self) -> int:
        return self.bottom - self.top


def ending_in_a_stop(
    line: Line, page: Image, limits: StopLimits = DEFAULT_LIMITS
) -> frozenset[Word]:
    """The words of a line whose last mark is a stop, and was read as a small letter or a comma.

    page   (height, width) uint8, 0 is black
    """
    asked = [word for word in line.words if word.text[-1].islower() or word.text[-1] == COMMA]
    marked = [(word, _marks(word, page)) for word in asked]
    ends = [(word, marks) for word, marks in marked if _ends_in_a_stop(marks, 0, limits)]
    if not ends:
        return frozenset()
    # Of the whole line: a word like "the" may have no other letter as low as its last.
    high = median(mark.high for word in line.words for mark in _marks(word, page))
    return frozenset(word for word, marks in ends if _ends_in_a_stop(marks, high, limits))


def mended(word: Word, second: Reading, following: Word | None, typed: str | None = None) -> Word:
    """The word with the stop that the second reader surely saw at its end; else as it is.

    following   the next word on its line
    typed       the second reading in the capitals of its line; as it was seen when None
    """
    text = second.text if typed is None else typed
    if text != word.text[:-1] + STOP or second.confidence < SEEN:
        return word
    if word.text.endswith(COMMA) and following and _goes_on(word, following):
        return word
    readings = (Reading(word.text, word.confidence, word.reader), second)
    return Word(text, word.box, second.confidence, second.reader, readings)


def _goes_on(word: Word, following: Word) -> bool:
    """Whether the sentence goes on behind a word, so that no stop ends it: `addition, we`.

    Behind the stop of an abbreviation it does as well: `Co. is`, `Mr. d'Or`.
    """
    if word.text[0].isupper() and bare(word.text) in ABBREVIATIONS:
        return False
    return following.text[0].islower() or bool(YEAR.match(following.text))


def _ends_in_a_stop(marks: Sequence[_Mark], high: float, limits: StopLimits) -> bool:
    """Whether the last of a word's marks is a stop beside letters so high.

    high   in pixels; that of the word's own letters when 0
    """
    if len(marks) < 2:
        return False
    *letters, last = marks
    high = high or median(letter.high for letter in letters)
    off = abs(last.bottom - median(letter.bottom for letter in letters))
    low = last.high <= limits.high * high and off <= limits.below * high
    return low and max(last.high, last.wide) <= limits.slim * min(last.high, last.wide)


def _marks(word: Word, page: Image) -> list[_Mark]:
    """The marks of a word from left to right, parted by blank columns."""
    box = word.box
    dark = darker_than(page[box.top : box.bottom, box.left : box.right], INK)
    inked = np.flatnonzero(np.diff(np.concatenate(([False], dark.any(axis=0), [False]))))
    return [_mark(dark[:, left:right]) for left, right in zip(inked[::2], inked[1::2], strict=True)]


def _mark(dark: Image) -> _Mark:
    rows = np.flatnonzero(dark.any(axis=1))
    return _Mark(dark.shape[1], int(rows[0]), int(rows[-1]) + 1)
