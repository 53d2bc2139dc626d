"""Words as they are searched for: what OCR made of them, and what was meant.

A word that was read with one or two letters wrong, cut in two or run into the next is
found by three likenesses: its letters (Levenshtein), its neighbours joined to one word,
and its being part of a longer one.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

WORD = re.compile(r"[^\W_]+")
# Letters from which a word may have one or two of them wrong, and be found inside another.
ONE_WRONG, TWO_WRONG, INSIDE = 4, 7, 5
# A scrap of a word that OCR cut in two; longer neighbours are words of their own.
SCRAP = 5
LONGEST_JOINED = 24
EDGE = "|"  # of a word, among its trigrams
# What a term stands for, at most: the likeliest of what is in the index.
MOST_FORMS = 120


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without accents; digits are letters."""
    small = text.casefold()
    if small.isascii():
        return WORD.findall(small)
    plain = unicodedata.normalize("NFKD", small)
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def indexed(words: Sequence[str]) -> list[str]:
    """What a line's words are found by: themselves, and scraps joined to their neighbours."""
    joined = [
        left + right
        for left, right in zip(words, words[1:], strict=False)
        if min(len(left), len(right)) <= SCRAP and ONE_WRONG <= len(left + right) <= LONGEST_JOINED
    ]
    return [*words, *joined]


def wrong(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 2 if len(word) >= TWO_WRONG else 1 if len(word) >= ONE_WRONG else 0


def distance(wanted: str, found: str) -> int | None:
    """How far a word is from what is wanted, None when it is another word.

    0 is the word itself; one that holds it, run together with others, counts as one off.
    """
    if wanted == found:
        return 0
    allowed = wrong(wanted)
    away = Levenshtein.distance(wanted, found, score_cutoff=allowed)
    if allowed and away <= allowed:
        return away
    return 1 if len(wanted) >= INSIDE and wanted in found else None


def trigrams(word: str) -> list[str]:
    """Three letters each, the edges of the word among them."""
    framed = framed_word(word)
    return [framed[n : n + 3] for n in range(len(framed) - 2)]


def framed_word(word: str) -> str:
    """A word with its edges, so that a short one has trigrams that survive a mistake."""
    return f"{EDGE}{word}{EDGE}"


def likeliest(wanted: str, found: Iterable[str]) -> dict[str, int]:
    """What of `found` the wanted word may have been read as, with how far it is from it."""
    near = [(away, word) for word in found if (away := distance(wanted, word)) is not None]
    return {word: away for away, word in sorted(near)[:MOST_FORMS]}
