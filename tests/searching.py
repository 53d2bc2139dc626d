"""How well and how fast damaged words are found: python -m tests.searching [--pages N].

Pages of invented words are indexed, 3 % of their words damaged as OCR damages them. On one
page in fifty stands a name that stands nowhere else, damaged in one of the ways of
`DAMAGES`; names are searched for as they should be. With --url the index is in PostgreSQL.
"""

import itertools
import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import click

from flows.search import parse, search
from flows.search_file import opened
from flows.search_index import Filters, Index
from flows.search_pages import IndexedLine, NewRelease, new_page

# Of such as these English syllables are made, so that trigrams are as common as in English.
BEGINNINGS = (*"bcdfghjklmnprstvw", "br", "ch", "cl", "cr", "fr", "gr", "pl", "pr", "sh", "st")
BEGINNINGS += ("th", "tr", "", "", "")
MIDDLES = ("a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "ea", "ee", "ie", "ou")
ENDS = ("", "", "", "", "", "n", "n", "r", "l", "s", "t", "m", "d", "ck", "nd", "ng", "nt", "rt")
VOCABULARY, LINES, WORDS = 60_000, 35, 10
PAGES_A_RELEASE = 200
SHOWN, MANY = 20, 200  # hits
LONG = 10  # letters: from there on, names are counted together
DAMAGED = 0.03  # of all words
PLANTED = 0.02  # of the pages
LETTERS = "abcdefghijklmnopqrstuvwxyz01568"
AS_READ = {"o": "0", "l": "1", "i": "l", "e": "c", "c": "e", "s": "5", "n": "ri", "m": "rn"}
# Letters a name has at least, so that so many errors leave it recognisable.
DAMAGES = {
    "none": 4,
    "one letter": 4,
    "two letters": 7,
    "cut in two": 4,
    "cut, one letter": 7,
    "run together": 5,
    "run together, one letter": 7,
}


@dataclass
class Library:
    """What has been made: letters of text, and where each planted name stands."""

    chance: random.Random
    letters: int = 0
    planted: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    def __post_init__(self):
        words = {self._word() for _ in range(3 * VOCABULARY)}
        # What is said most is short.
        ranked = sorted(sorted(words), key=lambda word: len(word) + 6 * self.chance.random())
        self.words = ranked[:VOCABULARY]
        weights = (1 / (n + 2) ** 0.95 for n in range(len(self.words)))
        self.weights = list(itertools.accumulate(weights))
        self.known = set(self.words)

    def _word(self):
        count = self.chance.choices((1, 2, 3, 4, 5), (2, 5, 5, 3, 1))[0]
        return "".join(self.chance.choice(part) for _ in range(count) for part in SYLLABLE)

    def name(self, least):
        while True:
            name = self._word() + self.chance.choice(("", "", self._word()))
            if least <= len(name) <= 14 and name not in self.known:
                self.known.add(name)
                return name

    def damaged(self, word):
        """A word with one letter wrong, missing or too many."""
        at = self.chance.randrange(len(word))
        how = self.chance.random()
        if how < 0.5:
            said = AS_READ.get(word[at], self.chance.choice(LETTERS))[:1]
            return word[:at] + said + word[at + 1 :]
        if how < 0.75:
            return word[:at] + word[at + 1 :]
        return word[:at] + self.chance.choice(LETTERS) + word[at:]

    def _said(self, name, how):
        """What OCR made of a name."""
        if "letter" in how:
            name = self._changed(name, 2 if "two letters" in how else 1)
        if "cut" in how:
            at = self.chance.randint(1, len(name) - 1)
            return f"{name[:at]} {name[at:]}"
        if "run" in how:
            return self.chance.choice((f"{self._other()}{name}", f"{name}{self._other()}"))
        return name

    def _changed(self, name, times):
        said = name
        while said == name:
            said = name
            for _ in range(times):
                said = self.damaged(said)
        return said

    def _other(self):
        return self.chance.choices(self.words, cum_weights=self.weights)[0]

    def page(self, release, number):
        rows = [self._row() for _ in range(LINES)]
        if self.chance.random() < PLANTED:
            how = list(DAMAGES)[len(self.planted) % len(DAMAGES)]
            name = self.name(DAMAGES[how])
            rows[self.chance.randrange(LINES)][self.chance.randrange(WORDS)] = self._said(name, how)
            self.planted[name] = (how, release, number)
        texts = [" ".join(row).upper() for row in rows]
        self.letters += sum(len(text) + 1 for text in texts)
        return new_page(number, (), 0, [self._line(number, n, t) for n, t in enumerate(texts)])

    def _line(self, page, number, text):
        left, top = self.chance.randint(190, 210), 60 * number + self.chance.randint(0, 6)
        wide, high = self.chance.randint(1300, 1900), self.chance.randint(28, 40)
        sure = round(self.chance.uniform(0.6, 0.99), 2)
        return IndexedLine(f"p{page}-l{number}", text, (left, top, left + wide, top + high), sure)

    def _row(self):
        words = self.chance.choices(self.words, cum_weights=self.weights, k=WORDS)
        return [
            self.damaged(word) if len(word) > 3 and self.chance.random() < DAMAGED else word
            for word in words
        ]


SYLLABLE = (BEGINNINGS, MIDDLES, ENDS)


def made(library: Library, pages: int) -> Iterator[NewRelease]:
    """So many pages, in releases of 200."""
    for number in range(-(-pages // PAGES_A_RELEASE)):
        name = f"r{number}"
        some = tuple(library.page(name, n) for n in range(1, PAGES_A_RELEASE + 1))
        yield NewRelease(name, "", name, (), some)


@dataclass
class Asking:
    """Queries that were asked: how long they took, and how many found what they should."""

    index: Index
    library: Library
    times: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    further: Counter[str] = field(default_factory=Counter)
    by_length: dict[str, list[int]] = field(default_factory=dict)

    def ask(self, query, how, *wanted):
        began, used = time.perf_counter(), time.process_time()
        hits = search(self.index, parse(query), Filters(), most=SHOWN).hits
        self.times.append(1000 * (time.perf_counter() - began))
        self.used.append(1000 * (time.process_time() - used))
        self.asked[how] += 1
        shown = set(wanted) <= _places(hits)
        length = str(len(query)) if len(query) < LONG else f"{LONG} and more"
        found, asked = self.by_length.get(length, (0, 0))
        self.by_length[length] = [found + shown, asked + 1]
        if shown:
            self.found[how] += 1
        elif set(wanted) <= _places(search(self.index, parse(query), Filters(), most=MANY).hits):
            self.further[how] += 1

    def names(self, most):
        for how in DAMAGES:
            some = sorted(name for name, told in self.library.planted.items() if told[0] == how)
            for name in self.library.chance.sample(some, min(most, len(some))):
                self.ask(name, how, self.library.planted[name][1:])

    def share(self):
        """Of all queries, those that found all they should among the hits shown."""
        return self.found.total() / max(self.asked.total(), 1)

    def told(self):
        share = {"all": f"{self.share():.3f}"} | {
            how: f"{self.found[how]} of {asked}, {self.further[how]} more among {MANY}"
            for how, asked in self.asked.items()
        }
        cpu = (round(value) for value in (median(self.used), quantiles(self.used, n=20)[-1]))
        clock = (round(value) for value in (median(self.times), quantiles(self.times, n=20)[-1]))
        both = ("median", "19 of 20 under")
        lengths = {length: self.by_length[length] for length in sorted(self.by_length, key=_number)}
        return {
            "found": share,
            "found of asked, by letters": lengths,
            "cpu_ms": dict(zip(both, cpu, strict=True)),
            "clock_ms": dict(zip(both, clock, strict=True)),
        }


def _number(length):
    return int(length.split()[0])


def _places(hits):
    return {(hit.page.folder, hit.page.number) for hit in hits}


def ordinary(asking: Asking, most: int) -> None:
    """Queries of words that stand on many pages: two of them, and two in quotes."""
    words = asking.library.words
    for _ in range(most):
        some = [words[asking.library.chance.randrange(20, 3000)] for _ in range(2)]
        asking.ask(" ".join(some), "two words")
        asking.ask('"{} {}"'.format(*some), "phrase")


def measure(pages: int, queries: int, seed: int = 5, url: str = "") -> dict[str, Any]:
    """What share of damaged names is found, how fast, and how large the index is."""
    library = Library(random.Random(seed))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.db"
        used = time.process_time()
        with _opened(path, url) as index:
            for release in made(library, pages):
                index.store.put([release])
        told: dict[str, Any] = {"pages": pages, "text_mb": round(library.letters / 1e6, 1)}
        told["made_and_indexed_cpu_s"] = round(time.process_time() - used)
        if not url:
            told["index_to_text"] = round(path.stat().st_size / library.letters, 3)
            told["parts"] = _parts(path, library.letters)
        with _opened(path, url) as index:
            asking = Asking(index, library)
            asking.names(queries)
            told["damaged names"] = asking.told()
            asking = Asking(index, library)
            ordinary(asking, queries)
            told["ordinary"] = asking.told()
    told["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return told


@click.command()
@click.option("--pages", default=4000, show_default=True)
@click.option("--queries", default=30, show_default=True, help="Of each kind of damage.")
@click.option("--seed", default=5, show_default=True)
@click.option("--url", default="", help="Of an empty PostgreSQL database.")
def main(pages: int, queries: int, seed: int, url: str) -> None:
    """Measure from the command line."""
    click.echo(json.dumps(measure(pages, queries, seed, url), indent=1))


def _opened(path: Path, url: str) -> Index:
    if not url:
        return opened(path)
    from flows.search_postgres import opened as opened_in_ledger

    return opened_in_ledger(url)


def _parts(path: Path, letters: int) -> dict[str, float]:
    """What the tables of an index take, as shares of the text."""
    import sqlite3

    asked = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 8"
    with closing(sqlite3.connect(path)) as base:
        try:
            return {name: round(size / letters, 3) for name, size in base.execute(asked)}
        except sqlite3.OperationalError:  # a SQLite without dbstat
            return {}


if __name__ == "__main__":
    main()
