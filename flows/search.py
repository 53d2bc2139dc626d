"""Searching releases for words that OCR may have damaged.

    karvala ferry          pages with both words
    "night ferry"          the words next to one another, over the end of a line too
    ferry -rail            without a word

Anything else is text. What is found exactly comes first, then what is least in doubt, and of
that the least damaged.
"""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from flows.errors import BadQuery
from flows.search_forms import SAME, Far, Forms, only_itself, unlikely
from flows.search_index import Asked, Filters, Index, as_term
from flows.search_pages import IndexedLine, IndexedPage
from flows.search_words import words_of

PART = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')
MOST_TERMS = 32
# Pages that are looked at, at most: the words of a phrase can stand on all of them, and
# next to one another on none. Each takes half a millisecond.
MOST_LOOKED_AT = 2000
# Of hits that are as good, this many times as many as wanted are compared.
ENOUGH = 10
# What is looked for after what is exact, the likeliest first.
FURTHER = (Far(0, 1), Far(0, 2), Far(1, 2), Far(2, 2))


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: words that stand together, and words that must not stand."""

    phrases: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]

    @property
    def length(self) -> int:
        """Words that are to be found."""
        return sum(map(len, self.phrases))


@dataclass(frozen=True, slots=True)
class Hit:
    """Where it was found.

    far        how far it is from what was meant; SAME is exact
    unlikely   of the letters that differ, those that do not look like what was meant
    said       what stands there
    places     on the page
    """

    page: IndexedPage
    line: IndexedLine
    snippet: str
    far: Far
    unlikely: int
    said: str
    places: int

    @property
    def away(self) -> int:
        """Letters that differ."""
        return self.far.away


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first.

    complete   whether all pages that may be a hit were looked at
    """

    hits: tuple[Hit, ...]
    complete: bool


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
    query = Query(tuple(phrases), tuple(without))
    if query.length + len(without) > MOST_TERMS:
        raise BadQuery(text, f"it has more than {MOST_TERMS} words")
    return query


def search(index: Index, query: Query, filters: Filters, *, most: int) -> Found:
    """The best `most` pages, each with the line that fits best."""
    words = list(dict.fromkeys(word for phrase in query.phrases for word in phrase))
    forms = {word: only_itself(word) for word in words}
    hits, complete = _look(index, query, forms, filters, most)
    if len(hits) < most:
        every = {word: index.forms(word) for word in words}
        for far in FURTHER:
            before, forms = forms, {word: found.within(far) for word, found in every.items()}
            if len(hits) < most and forms != before:
                new = forms if query.length > 1 else _new(before, forms)
                more, all_of_them = _look(index, query, new, filters, most)
                hits, complete = more | hits, complete and all_of_them
    return Found(tuple(_ordered(hits.values())[:most]), complete)


def _new(before: Mapping[str, Forms], forms: Mapping[str, Forms]) -> dict[str, Forms]:
    """What of one word was not looked for yet; of several, some may be as before."""
    return {word: found.without(before[word]) for word, found in forms.items()}


def _ordered(hits: Collection[Hit]) -> list[Hit]:
    """What is exact first, then the likeliest: the least in doubt, the least damaged, the rare."""
    times = Counter(hit.said for hit in hits)

    def order(hit: Hit) -> tuple[Far, int, int, int, str, int]:
        rare = times[hit.said]
        return hit.far, hit.unlikely, rare, -hit.places, hit.page.folder, hit.page.number

    return sorted(hits, key=order)


def _look(
    index: Index, query: Query, forms: Mapping[str, Forms], filters: Filters, most: int
) -> tuple[dict[tuple[str, int], Hit], bool]:
    """Hits by folder and page, and whether all pages that may be one were looked at."""
    asked = Asked(tuple(as_term(each) for each in forms.values()), query.without, filters)
    beginnings = [forms[phrase[0]].beginnings() for phrase in query.phrases]
    hits: dict[tuple[str, int], Hit] = {}
    looked_at = 0
    with closing(index.store.pages(asked, MOST_LOOKED_AT)) as pages:
        for page in pages:
            looked_at += 1
            hit = _hit(page, query, forms, beginnings)
            if hit:
                hits[page.folder, page.number] = hit
            if len(hits) >= most * ENOUGH:
                break
    return hits, looked_at < MOST_LOOKED_AT or len(hits) >= most


def _hit(
    page: IndexedPage,
    query: Query,
    forms: Mapping[str, Forms],
    beginnings: Sequence[frozenset[str]],
) -> Hit | None:
    texts = page.texts
    words = words_of("\n".join(texts))
    found = [
        _places(words, phrase, forms, first)
        for phrase, first in zip(query.phrases, beginnings, strict=True)
    ]
    if not all(found):
        return None
    nearest = [min(places) for places in found]
    far = _together(each for each, _ in nearest)
    wanted = [phrase[0] for phrase in query.phrases]
    said = [
        _said(words, start, forms[word]) for word, (_, start) in zip(wanted, nearest, strict=True)
    ]
    doubt = sum(map(unlikely, wanted, said))
    at = _line_of(nearest[0][1], texts)
    lines = page.lines
    return Hit(
        page, lines[at], _snippet(lines, at), far, doubt, " ".join(said), sum(map(len, found))
    )


def _line_of(word: int, texts: Sequence[str]) -> int:
    """The line that a word of a page is in, by its number among all of them."""
    ends = itertools.accumulate(len(words_of(text)) for text in texts)
    return next(line for line, end in enumerate(ends) if word < end)


def _said(words: Sequence[str], start: int, known: Forms) -> str:
    """What stands at a place: a word, or the two it was cut into as one."""
    return words[start] if words[start] in known.whole else "".join(words[start : start + 2])


def _places(
    words: Sequence[str],
    phrase: Sequence[str],
    forms: Mapping[str, Forms],
    beginnings: frozenset[str],
) -> list[tuple[Far, int]]:
    """Where a phrase begins on a page, each with how far it is from what is there."""
    return [
        (far, start)
        for start, word in enumerate(words)
        if word in beginnings and (far := _far(words, start, phrase, forms)) is not None
    ]


def _far(
    words: Sequence[str], at: int, phrase: Sequence[str], forms: Mapping[str, Forms]
) -> Far | None:
    """How far words from `at` on are from a phrase; None when they are something else.

    A word of the phrase may be two scraps, or be run together with the one after it.
    """
    if not phrase:
        return SAME
    known, tries = forms[phrase[0]], []
    for far, end in _ends(words, at, phrase[0], known):
        rest = _far(words, end, phrase[1:], forms)
        if rest is not None:
            tries.append(_together((far, rest)))
    return min(tries, default=None)


def _together(several: Iterable[Far]) -> Far:
    doubts, away = zip(*several, strict=True)
    return Far(sum(doubts), sum(away))


def _ends(words: Sequence[str], at: int, wanted: str, known: Forms) -> Iterator[tuple[Far, int]]:
    """How far what stands at a place is from a word, and where the next one would stand."""
    said = words[at] if at < len(words) else ""
    if said in known.whole:
        yield known.whole[said], at + 1
        if len(said) > len(wanted) and wanted in said:
            yield known.whole[said], at
    pair = (said, words[at + 1] if at + 1 < len(words) else "")
    if pair in known.pairs:
        yield known.pairs[pair], at + 2


def _snippet(lines: Sequence[IndexedLine], at: int) -> str:
    return " ".join(line.text for line in lines[max(at - 1, 0) : at + 2])
