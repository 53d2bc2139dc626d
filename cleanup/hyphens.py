"""Texts joined with one space, and words that a hyphen cut at a line's end put together."""

import re
from collections.abc import Iterable, Sequence

from cleanup.model import Part, Row
from cleanup.spelling import FUNCTION_WORDS, alike
from ocr.known_words import COMMON

LETTER = r"[^\W\d_]"
WORDS = re.compile(rf"{LETTER}+-{LETTER}+(?!-?{LETTER})|{LETTER}{{4,}}")
# A hyphen is read as a wave too; letters of the word before or after it as figures.
CUT = re.compile(r"(?<!\w)(?=\w*[A-Za-z])(\w+)[-~¬]$")
LAST_WORD = re.compile(r"(?<![\w'-])[A-Za-z]+$")
REST = re.compile(r"(?=\w*[A-Za-z])\w+")
# Letters from which on a word with a misread one is told by another, and to how many one may be.
TELLING, LETTERS_TO_ONE = 6, 3


def join_parts(parts: Sequence[Part], vocabulary: frozenset[str]) -> str:
    """Texts with one space between them; a word cut by a hyphen is put together.

    The hyphen goes only when the whole word stands elsewhere in the release, and never
    with the hyphen; otherwise it stays, without a space: nobody knows that it was not
    typed so.
    """
    text = ""
    for part in parts:
        text = join_texts(text, part.text, vocabulary)
    return text


def join_texts(before: str, after: str, vocabulary: frozenset[str]) -> str:
    """What `join_parts` does, for two texts; one that begins with a bracket is no word."""
    joined = _hyphenated(before, after, vocabulary)
    if not joined and _lost_its_hyphen(before, after, vocabulary):
        joined = before + after
    return joined or f"{before} {after}".strip()


def words_of(rows: Sequence[Row]) -> frozenset[str]:
    """The words of a release, as evidence for words that were cut at a line end."""
    return words_in(row.typed for row in rows)


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, as `words_of` has them."""
    return frozenset(w.lower() for text in texts for w in WORDS.findall(text))


def is_cut(before: str, after: str) -> bool:
    """Whether a text ends with a word cut by a hyphen, and the next begins with its rest."""
    return bool(CUT.search(before) and REST.match(after))


def _hyphenated(before: str, after: str, vocabulary: frozenset[str]) -> str:
    cut, tail = CUT.search(before), REST.match(after)
    if not cut or not tail:
        return ""
    first, rest = cut.group(1).lower(), tail.group().lower()
    whole = _is_whole(first + rest, f"{first}-{rest}", vocabulary)
    if not whole and not before.endswith("-"):
        return ""
    return (before[:-1] if whole else before) + after


def _lost_its_hyphen(before: str, after: str, vocabulary: frozenset[str]) -> bool:
    """Whether a word was cut by a hyphen that no reader saw: `MINI` `STRY`.

    It stands whole elsewhere, and one of its halves is no word.
    """
    cut, tail = LAST_WORD.search(before), REST.match(after)
    if not cut or not tail:
        return False
    halves = [cut.group().lower(), tail.group().lower()]
    whole = "".join(halves)
    known = all(half in COMMON or half.upper() in FUNCTION_WORDS for half in halves)
    return len(whole) >= TELLING and min(map(len, halves)) > 1 and not known and whole in vocabulary


def _is_whole(whole: str, written: str, vocabulary: frozenset[str]) -> bool:
    """Whether a word stands elsewhere whole and not with its hyphen.

    A half that was misread, `SER-VIGE`, is told by the word that it is but for a letter.
    """
    if whole in vocabulary or written in vocabulary:
        return written not in vocabulary
    return _is_like_one(whole, vocabulary) and not _is_like_one(written, vocabulary)


def _is_like_one(word: str, vocabulary: frozenset[str]) -> bool:
    return len(word) >= TELLING and any(
        len(known) == len(word) and _misread(word, known) for known in vocabulary
    )


def _misread(word: str, known: str) -> bool:
    off = [(a, b) for a, b in zip(word, known.upper(), strict=True) if a.upper() != b]
    return len(off) <= len(word) // LETTERS_TO_ONE and all(alike(a.upper(), b) for a, b in off)
