"""Words that the first reader read twice at one place, of which one is let stand.

    agreement last month on a formula which would    both lie on one line of type; the
    cprement  lat  month on   Seem          reas     second is a line found askew

Tesseract finds a line a second time where a neighbour leans into it. Put in one line, the
words of both stand between each other. Less sure words under surer ones, and the less sure
of two that say the same, are no text. But boxes err too: one of a word in wide type may
reach over the next word, and then says nothing of it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

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
    ordered = sorted(range(len(words)), key=lambda at: words[at].box.top)
    tops = [words[at].box.top for at in ordered]
    tallest = max(word.box.height for word in words)
    found = set()
    for at, word in enumerate(words):
        box = word.box
        near = ordered[bisect_left(tops, box.top - tallest) : bisect_left(tops, box.bottom)]
        own = (word.confidence, -at)
        surer = [
            words[other]
            for other in near
            if (words[other].confidence, -other) > own and words[other].box.overlaps(box)
        ]
        if surer and (_is_covered(word, surer, letter) or _is_said(word, surer)):
            found.add(at)
    return found


def _is_covered(word: Word, surer: Sequence[Word], letter: float) -> bool:
    """Whether an unsure word lies under sure ones whose boxes can be believed."""
    over = [
        other.box
        for other in surer
        if other.confidence >= SURE and other.box.width <= WIDE * letter * len(other.text)
    ]
    return word.confidence < UNSURE and _share(word.box, over) >= COVERED


def _share(box: Box, over: Sequence[Box]) -> float:
    return sum(other.area_shared(box) for other in over) / box.area


def _is_said(word: Word, surer: Sequence[Word]) -> bool:
    """Whether a surer word at the same place says the same; single letters say too little."""
    return len(word.text) > 1 and any(
        other.box.shared(word.box) >= SAME_PLACE
        and fuzz.ratio(word.text.lower(), other.text.lower()) >= ALIKE
        for other in surer
    )
