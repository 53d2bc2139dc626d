"""One text for a word that two readers have read.

Neither reader is simply better, and their scores are not on one scale: taking the higher
one lost a third of the gain. Fitted on 22 pages, the same that the figures come from, a
word counting as right when it is among the words of the page's transcription: where
Tesseract doubts and the readers see differently, the second alone is right 261 times and
the first alone 35 (298 times neither); where Tesseract is sure, 54 and 35, and reading
those words costs most of the time.

Which of two readings is a word that is known breaks the tie (`ocr.known_words`): the second
reader sees F as P in heavy type, and "PROM" is none.

Nothing is invented: the text is one of the readings, the second in the capitals of its line
(`ocr.capitals`), and a word that both have read keeps the two as they were seen, the loser
too. What a vote is worth is told afterwards (`ocr.confidence`).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import fmean

from ocr.known_words import Known, bare, never
from ocr.model import Reading, Word
from ocr.recognizer import NAME, Letters

# Tesseract's own confidence from which its word stands unread by anyone else. On a page
# of clean type 2 to 9 words of 100 are below, on a bad teletype page 60.
SURE = 0.9  # 0-1
# On a page with fewer of them than this, Tesseract has met no trouble, and words above
# SURE_ON_CLEAN stand too: half the cost there, for .0007 of CER (ten such pages).
CLEAN = 0.1  # share of the words
SURE_ON_CLEAN = 0.8  # 0-1
# A word below this of which the second reader sees no letter is dirt: 4 of 78 such words
# were in the text perhaps, "a", "a", "." and "*".
FAINT = 0.7  # 0-1
# What two readers see alike is right this often where Tesseract doubts it (355 of 444).
AGREED = 0.8  # 0-1

# Signs that no speck is taken for, and that stand alone as words. All others that are faint
# and have no letter beside them are dirt: on one bad page 30 of 520 words were such marks.
STAND_ALONE = "&$%£§#"

# The second reader takes l and I between small letters for figures, as in "sma11".
_FIGURE_IN_WORD = re.compile(r"[a-z][0156]|[0156][a-z]")


def doubted_words(words: Sequence[Word]) -> Callable[[Word], bool]:
    """Which of a page's words a second reading may change: a test for each.

    One in Cyrillic or Greek, say, may not: the second reader is held to Latin letters. A
    stop gains nothing from it.
    """
    unsure = sum(word.confidence < SURE for word in words)
    sure = SURE_ON_CLEAN if unsure < CLEAN * len(words) else SURE

    def doubted(word: Word) -> bool:
        return (
            word.confidence < sure
            and any(sign.isalnum() for sign in word.text)
            and not any(_foreign(sign) for sign in word.text)
        )

    return doubted


def second_reading(letters: Letters) -> Reading:
    """What the second reader saw of one word: its letters, without spaces."""
    seen = [letter for letter in letters if not letter.text.isspace()]
    score = fmean(letter.confidence for letter in seen) if seen else 0.0
    return Reading("".join(letter.text for letter in seen), score, NAME)


def vote(word: Word, second: Reading, known: Known = never, typed: str | None = None) -> Word:
    """The word with the better text of the two; `readings` keeps both as they were seen.

    known   whether a reading is a word that is known on the page
    typed   the second reading in the capitals of its line; as it was seen when None
    """
    readings = (Reading(word.text, word.confidence, word.reader), second)
    text = second.text if typed is None else typed
    if text == word.text:
        return replace(word, confidence=max(word.confidence, AGREED), readings=readings)
    if (
        not text
        or _spoilt(text, word.text)
        or _adds_signs(text, word.text)
        or (known(word.text) and not known(text))
    ):
        return replace(word, readings=readings)
    return Word(text, word.box, second.confidence, second.reader, readings)


def is_dirt(word: Word) -> bool:
    """Whether a word was seen faintly by one reader, and not at all by the other or as a mark."""
    if word.confidence >= FAINT:
        return False
    speck = not any(sign.isalnum() or sign in STAND_ALONE for sign in word.text)
    return speck or any(not reading.text for reading in word.readings)


def _foreign(sign: str) -> bool:
    return sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN ")


def _spoilt(second: str, first: str) -> bool:
    """Whether the second reading is the first with a mistake its reader is known for.

    Specks above a letter become accents; letters among small letters become figures.
    """
    if _without_accents(second) == first:
        return True
    return bool(_FIGURE_IN_WORD.search(second)) and not any(sign.isdigit() for sign in first)


def _adds_signs(second: str, first: str) -> bool:
    """Whether the second reading is the first with a speck beside it, as in ".THE." for "THE"."""
    return len(second) > len(first) and bare(second) == bare(first)


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))
