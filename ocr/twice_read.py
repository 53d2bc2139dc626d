"""Words that the first reader read twice at one place, of which one is let stand.

    agreement last month on a formula which would    both lie on one line of type; the
    cprement  lat  month on   Seem          reas     second is a line found askew

Tesseract finds a line a second time where a neighbour leans into it. Put in one line, the
words of both stand between each other. Less sure words under surer ones, and the less sure
of two that say the same, are no text. But boxes err too: one of a word in wide type may
reach over the next word, and then says nothing of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np
from rapidfuzz import fuzz

from ocr.model import Box, Word

# Of a word's box, what surer words cover; a box that is set a little low or high covers less.
COVERED = 0.7  # share, 0-1
# Confidence below which a covered word is believed no more, and from which others are over it.
UNSURE = 0.5  # 0-1
SURE = 0.8  # 0-1
# Two that say the same stand at one place when they share so much of what both cover.
SAME_PLACE = 0.5  # share, 0-1
ALIKE = 75  # per cent of the letters, as `rapidfuzz.fuzz.ratio` counts
# A box wider than its letters by so much holds more than its word.
WIDE = 1.5  # times the letters at the page's usual width


def read_once(
    words: Sequence[Word], dirt: Sequence[Word] = ()
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a page (as one reader saw them) without those read twice, and its dirt.

    Those read twice come after the `dirt` there was; each word is in one of the two.
    """
    twice = _read_twice(words)
    kept = tuple(word for at, word in enumerate(words) if at not in twice)
    return kept, (*dirt, *(word for at, word in enumerate(words) if at in twice))


def _read_twice(words: Sequence[Word]) -> set[int]:
    if not words:
        return set()
    letter = median(word.box.width / len(word.text) for word in words)
    kept = _Kept(max(1, round(median(word.box.height for word in words))))
    found = set()
    # From the surest on: one that was read twice itself speaks against none.
    for at in sorted(range(len(words)), key=lambda at: (-words[at].confidence, at)):
        word = words[at]
        surer = [other for other in kept.about(word.box) if other.box.overlaps(word.box)]
        if surer and (_is_covered(word, surer, letter) or _is_said(word, surer)):
            found.add(at)
        else:
            kept.add(word)
    return found


class _Kept:
    """Words by the rows of a grid they stand in; a rule read as a letter stands in many."""

    def __init__(self, high: int) -> None:
        self._high = high
        self._rows: dict[int, list[Word]] = defaultdict(list)

    def add(self, word: Word) -> None:
        for row in self._rows_of(word.box):
            self._rows[row].append(word)

    def about(self, box: Box) -> Iterator[Word]:
        """Those in the rows of a box, each once."""
        found = {id(word): word for row in self._rows_of(box) for word in self._rows.get(row, ())}
        return iter(found.values())

    def _rows_of(self, box: Box) -> range:
        return range(box.top // self._high, box.bottom // self._high + 1)


def _is_covered(word: Word, surer: Sequence[Word], letter: float) -> bool:
    """Whether an unsure word lies under sure ones whose boxes can be believed."""
    over = [
        other.box
        for other in surer
        if other.confidence >= SURE and other.box.width <= WIDE * letter * len(other.text)
    ]
    return word.confidence < UNSURE and bool(over) and _share(word.box, over) >= COVERED


def _share(box: Box, over: Sequence[Box]) -> float:
    """The share of a box that others cover together, what two of them cover counted once."""
    seen = np.zeros((box.height, box.width), bool)
    for other in over:
        down = slice(max(other.top - box.top, 0), max(other.bottom - box.top, 0))
        seen[down, max(other.left - box.left, 0) : max(other.right - box.left, 0)] = True
    return float(seen.mean())


def _is_said(word: Word, surer: Sequence[Word]) -> bool:
    """Whether a surer word at the same place says the same; single letters say too little."""
    return len(word.text) > 1 and any(
        other.box.shared(word.box) >= SAME_PLACE
        and fuzz.ratio(word.text.lower(), other.text.lower()) >= ALIKE
        for other in surer
    )
