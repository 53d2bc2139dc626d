"""How likely a word is to be right, told from what its readers said of it.

A reader's own confidence is none: where Tesseract says .95, words are right 99 times in
100 on a clean page and 9 in 10 on a bad one, and what the second reader says is on another
scale. Four kinds of words have a curve each:

    alone     Tesseract was sure of it, and nobody else was asked
    agreed    both readers saw the same
    differ    they saw different things, and one of the two was taken
    mark      no letter and no figure in it: a stop, a dash, often a speck

A curve is a logistic one over the log odds of what the readers said, and never falls when
they say more. The newcomer's mistake is to calibrate before the vote or before a
threshold: those were fitted to what the readers say, and stay with it. Only what leaves
the program is calibrated.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from math import exp, log
from statistics import fmean

from ocr import tesseract
from ocr.capitals import as_typed
from ocr.model import Word
from ocr.voting import SURE


class Vote(StrEnum):
    """How a word came by its text."""

    ALONE = "alone"
    AGREED = "agreed"
    DIFFER = "differ"
    MARK = "mark"


# The reader of a word that a person put right.
PERSON = "person"
# What their word is worth. Set, not measured: people who type off a page without a second
# pair of eyes get about one word in a hundred wrong, and 1 would say that none is.
PERSON_IS_RIGHT = 0.99  # 0-1
# The reader of a mark that was struck out, which its repeats tell (`cleanup.struck_marks`).
REPEATS = "repeats"
REPEATS_ARE_RIGHT = 0.9  # 0-1


@dataclass(frozen=True, slots=True)
class Curve:
    """What each piece of evidence adds to the log odds of a word.

    own       the log odds of the confidence of the reader whose text it is; at least 0
    other     those of the second reader, where it saw the same; at least 0
    trouble   the log odds of the share of the page's words that Tesseract doubted
    sign      a sign before its first letter or after its last: often a speck
    """

    base: float
    own: float
    other: float = 0.0
    trouble: float = 0.0
    sign: float = 0.0


# Fitted by `python -m tests.calibrating fit` on generated typescript, 18 pages of each of
# the three levels of seeds 501 and 503. The checks in docs/reading.md are on others.
CURVES = {
    Vote.ALONE: Curve(-5.63, 2.86, trouble=-0.58, sign=-0.84),
    Vote.AGREED: Curve(-0.5, 0.22, other=0.44, sign=-0.34),
    Vote.DIFFER: Curve(-0.77, 0.37, sign=-0.68),
    Vote.MARK: Curve(-3.45, 0.0, trouble=-1.42),
}
_WEIGHTS = {vote: astuple(curve) for vote, curve in CURVES.items()}  # taken apart once
# Confidences nearer to 0 and 1 say no more than these: a reader that says 1 can be wrong.
NEAREST = 0.02
# Of a page of few words that were all read well, not more can be said than of 100 words.
LEAST_TROUBLE = 0.01


def worth(words: Sequence[Word]) -> Callable[[Word], float]:
    """How likely words of a page are to be right, to the letter (0-1): a function for each.

    words   all of the page's lines

    A word that was not put to this vote keeps its reader's confidence: one of the file's
    own text, a code of the margin, a label, and what a person put right.
    """
    trouble = trouble_of(words)

    def likely(word: Word) -> float:
        vote = vote_of(word)
        if vote is None:
            return word.confidence
        told = zip(_WEIGHTS[vote], evidence(word, vote, trouble), strict=True)
        return 1 / (1 + exp(-sum(weight * piece for weight, piece in told)))

    return likely


def share_right(words: Iterable[Word], likely: Callable[[Word], float]) -> float | None:
    """The share of words that is expected to be right: the mean; None without words."""
    each = [likely(word) for word in words]
    return fmean(each) if each else None


def vote_of(word: Word) -> Vote | None:
    """How the word came by its text; None when it was not read for the text of a page."""
    mended = len(word.readings) == 1  # by rule, as codes of the margin are
    if word.reader in (PERSON, REPEATS) or mended or not _voted(word):
        return None
    if not any(sign.isalnum() for sign in word.text):
        return Vote.MARK
    if not word.readings:
        return Vote.ALONE
    return Vote.AGREED if _seen_alike(word) else Vote.DIFFER


def _seen_alike(word: Word) -> bool:
    """Whether both readers saw the word's text, the second perhaps in small letters."""
    first, second = (reading.text for reading in word.readings)
    # What both saw may have been mended since, as a written 7 is.
    return word.text == first and (first == second or first == as_typed(second, first))


def evidence(word: Word, vote: Vote, trouble: float) -> tuple[float, float, float, float, float]:
    """What speaks for a word, in the order of `Curve`; 1 is there for every word."""
    both = vote is Vote.AGREED
    # The vote lifts the confidence of a word that both have seen; this is about what was said.
    own = word.readings[0].confidence if both else word.confidence
    other = _log_odds(word.readings[1].confidence, NEAREST) if both else 0.0
    # Where both have read a word, how its page was read says nothing more.
    alone = vote in (Vote.ALONE, Vote.MARK)
    signed = vote is not Vote.MARK and not (word.text[0].isalnum() and word.text[-1].isalnum())
    return 1.0, _log_odds(own, NEAREST), other, trouble if alone else 0.0, float(signed)


def trouble_of(words: Sequence[Word]) -> float:
    """The log odds of the share of a page's words that Tesseract doubted, of those it read."""
    said = [
        word.readings[0].confidence if word.readings else word.confidence
        for word in words
        if _voted(word)  # a correction does not change how its page was read
    ]
    return _log_odds(sum(each < SURE for each in said) / max(len(said), 1), LEAST_TROUBLE)


def _voted(word: Word) -> bool:
    """Whether Tesseract was the first to read the word."""
    first = word.readings[0].reader if word.readings else word.reader
    return first == tesseract.NAME


def _log_odds(share: float, nearest: float) -> float:
    """log(p / (1 - p)) of a share that is kept so far from 0 and 1."""
    kept = min(max(share, nearest), 1 - nearest)
    return log(kept / (1 - kept))
