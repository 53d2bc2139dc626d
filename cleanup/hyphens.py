"""Texts joined with one space, and words that a hyphen cut at a line's end put together."""

import re
from collections.abc import Iterable, Sequence

from cleanup.model import Part, Row


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
    return _hyphenated(before, after, vocabulary) or f"{before} {after}".strip()


def words_of(rows: Sequence[Row]) -> frozenset[str]:
    """The words of a release, as evidence for words that were cut at a line end."""
    return words_in(row.typed for row in rows)


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, as `words_of` has them."""
    words = re.compile(r"[A-Za-z]+-[A-Za-z]+(?!-?[A-Za-z])|[A-Za-z]{4,}")
    return frozenset(w.lower() for text in texts for w in words.findall(text))


def _hyphenated(before: str, after: str, vocabulary: frozenset[str]) -> str:
    cut = re.search(r"([A-Za-z]+)-$", before)
    tail = re.match(r"[A-Za-z]+", after)
    if not cut or not tail:
        return ""
    first, rest = cut.group(1).lower(), tail.group(0).lower()
    shown = first + rest in vocabulary and f"{first}-{rest}" not in vocabulary
    return (before[:-1] if shown else before) + after
