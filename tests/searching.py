"""How well and how fast damaged words are found: python -m tests.searching [--pages N].

Pages of invented words are indexed, 3 % of their words damaged. On some pages stands a
name with one or two letters wrong; each such name is searched for as it should be.
"""

import itertools
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import click

from flows.search import parse, search
from flows.search_index import Connected, Filters, opened

SYLLABLES = [
    "ka",
    "ro",
    "mi",
    "ten",
    "sel",
    "dor",
    "va",
    "li",
    "nor",
    "pe",
    "gu",
    "hal",
    "bri",
    "so",
    "tan",
    "wex",
    "ul",
    "fi",
    "gra",
    "mon",
]
VOCABULARY, LINES, WORDS = 60_000, 35, 10
PAGES_A_RELEASE = 200
DAMAGED = 0.03  # of all words
PLANTED = 0.02  # of the pages
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Library:
    """What has been made: letters of text, and on which pages each planted name stands."""

    chance: random.Random
    letters: int = 0
    planted: dict[str, set[tuple[str, int]]] = field(default_factory=dict)

    def __post_init__(self):
        words = {self._word() for _ in range(2 * VOCABULARY)}
        self.words = sorted(words)[:VOCABULARY]
        self.chance.shuffle(self.words)
        weights = (1 / (n + 1) ** 0.9 for n in range(len(self.words)))
        self.weights = list(itertools.accumulate(weights))

    def _word(self):
        count = self.chance.choice((1, 2, 2, 3, 3, 4, 5))
        return "".join(self.chance.choice(SYLLABLES) for _ in range(count))

    def damaged(self, word):
        at = self.chance.randrange(len(word))
        return word[:at] + self.chance.choice("1l0ecorn") + word[at + 1 :]

    def page(self, release, number):
        rows = [self._row() for _ in range(LINES)]
        if self.chance.random() < PLANTED:
            name = "".join(self.chance.choices(LETTERS, k=self.chance.randint(6, 11)))
            times = 1 if len(name) < 7 else self.chance.choice((1, 2))
            said = name
            for _ in range(times):
                said = self.damaged(said)
            rows[self.chance.randrange(LINES)][3] = said
            self.planted[name] = {(release, number)}
        texts = [" ".join(row) for row in rows]
        self.letters += sum(len(text) + 1 for text in texts)
        lines = [
            {"id": f"l{n}", "text": text, "box": [100, n, 900, n + 30], "confidence": 0.9}
            | {"role": "body"}
            for n, text in enumerate(texts)
        ]
        return {"number": number, "lines": lines, "redactions": []}

    def _row(self):
        words = self.chance.choices(self.words, cum_weights=self.weights, k=WORDS)
        return [
            self.damaged(word) if len(word) > 3 and self.chance.random() < DAMAGED else word
            for word in words
        ]


def fill(index: Connected, library: Library, pages: int) -> None:
    """Take in so many pages, in releases of 200."""
    for number in range(-(-pages // PAGES_A_RELEASE)):
        name = f"r{number}"
        made = [library.page(name, n) for n in range(1, PAGES_A_RELEASE + 1)]
        recorded = {"source": {"name": name}, "documents": [], "pages": made}
        index.take_in(name, "", recorded)


@click.command()
@click.option("--pages", default=4000, show_default=True)
@click.option("--queries", default=60, show_default=True)
@click.option("--seed", default=5, show_default=True)
def measure(pages: int, queries: int, seed: int) -> None:
    """Say what share of damaged names is found, how fast, and how large the index is."""
    library = Library(random.Random(seed))
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "index.db") as index:
        began = time.perf_counter()
        fill(index, library, pages)
        took = time.perf_counter() - began
        names = library.chance.sample(sorted(library.planted), min(queries, len(library.planted)))
        times, found = [], 0
        for name in names:
            began = time.perf_counter()
            hits = search(index, parse(name), Filters(), most=20)
            times.append(time.perf_counter() - began)
            places = {(hit.page.folder, hit.page.number) for hit in hits}
            found += library.planted[name] <= places
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    click.echo(f"{pages} pages, {library.letters / 1e6:.1f} MB of text, indexed in {took:.0f} s")
    click.echo(f"index {size / library.letters:.2f} times the text")
    click.echo(f"found {found} of {len(names)} damaged names")
    slowest = quantiles(times, n=20)[-1]
    click.echo(f"a query takes {median(times) * 1000:.0f} ms, 19 of 20 under {slowest * 1000:.0f}")


if __name__ == "__main__":
    measure()
