"""Searching releases for words that OCR may have damaged.

    karvala ferry          pages with both words
    "night ferry"          the words next to one another, over the end of a line too
    ferry -rail            without a word

Anything else is text. What is found exactly comes first, then the least damaged.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.search_index import Filters, Index
from flows.search_pages import IndexedLine, IndexedPage
from flows.search_words import indexed, words_of
from ocr.errors import BadQuery

PART = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')
MOST_TERMS = 32
# Pages that are looked at, for each that is wanted; the best of them are shown.
LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: words that stand together, and words that must not stand."""

    phrases: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where it was found; `away` counts letters that differ, 0 is exact."""

    page: IndexedPage
    line: IndexedLine
    snippet: str
    away: int


def parse(text: str) -> Query:
    """A query from what was typed; raises BadQuery when it holds no word to look for."""
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    for found in PART.finditer(text):
        words = tuple(words_of(found[2] if found[2] is not None else found[4]))
        if found[1] or found[3]:
            without += words
        elif words:
            phrases.append(words)
    if not phrases:
        raise BadQuery(text, "it has no word to look for")
    if sum(map(len, phrases)) + len(without) > MOST_TERMS:
        raise BadQuery(text, f"it has more than {MOST_TERMS} words")
    return Query(tuple(phrases), tuple(without))


# For each word of a query, what it may have been read as and how far that is from it.
Forms = Mapping[str, Mapping[str, int]]


def search(index: Index, query: Query, filters: Filters, *, most: int) -> list[Hit]:
    """The best `most` pages, each with the line that fits best."""
    words = list(dict.fromkeys(word for phrase in query.phrases for word in phrase))
    itself: Forms = {word: {word: 0} for word in words}
    hits = _found(index, query, itself, filters, most)
    if len(hits) < most:
        forms = {word: index.forms(word) | {word: 0} for word in words}
        hits = _found(index, query, forms, filters, most) | hits if forms != itself else hits
    return sorted(hits.values(), key=lambda hit: hit.away)[:most]


def _found(
    index: Index, query: Query, forms: Forms, filters: Filters, most: int
) -> dict[tuple[str, int], Hit]:
    pages = index.pages([list(each) for each in forms.values()], filters, most * LOOKED_AT)
    return {(hit.page.folder, hit.page.number): hit for hit in _hits(pages, query, forms)}


def _hits(pages: Iterable[IndexedPage], query: Query, forms: Forms) -> Iterator[Hit]:
    for page in pages:
        placed = [(word, n) for n, line in enumerate(page.lines) for word in words_of(line.text)]
        words = [word for word, _ in placed]
        if not set(words).isdisjoint(query.without):
            continue
        found = [_nearest(words, phrase, forms) for phrase in query.phrases]
        if all(found):
            away = sum(each[0] for each in found if each)
            at = next(placed[each[1]][1] for each in found if each)
            yield Hit(page, page.lines[at], _snippet(page.lines, at), away)


def _nearest(words: Sequence[str], phrase: Sequence[str], forms: Forms) -> tuple[int, int] | None:
    """How far the nearest place is from a phrase, and where it begins; None when nowhere."""
    tries = [
        (away, start)
        for start in range(len(words))
        if (away := _away(words, start, phrase, forms)) is not None
    ]
    return min(tries, default=None)


def _away(words: Sequence[str], at: int, phrase: Sequence[str], forms: Forms) -> int | None:
    """How far words from `at` on are from a phrase; None when they are something else.

    A word of the phrase may be two scraps, or be run together with the one after it.
    """
    if not phrase:
        return 0
    if at >= len(words):
        return None
    known, tries = forms[phrase[0]], []
    for scraps in (1, 2):
        said = "".join(words[at : at + scraps])
        if said not in known or (scraps == 2 and said not in indexed(words[at : at + 2])):
            continue
        ends = [at + scraps]
        ends += [at] if len(said) > len(phrase[0]) and phrase[0] in said else []
        for end in ends:
            rest = _away(words, end, phrase[1:], forms)
            tries += [known[said] + scraps - 1 + rest] if rest is not None else []
    return min(tries, default=None)


def _snippet(lines: Sequence[IndexedLine], at: int) -> str:
    return " ".join(line.text for line in lines[max(at - 1, 0) : at + 2])
