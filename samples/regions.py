"""Where redactions sit: over words, part lines, whole lines, steps and blocks of rows.

A region is made of bands, one box for each row it runs over. Bands of a stepped
region close up, so that it is one shape; bands of neighbours keep a hair of
paper, or they would be one region to any eye.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from samples.canvas import Point
from samples.rows import Row
from samples.typeset import Rect, around

Place = tuple[int, int]  # row, word


@dataclass(frozen=True, slots=True)
class Region:
    """bands   boxes from row to row, in pixels
    hidden  the words it was made to hide
    anchor  the point about which it moves and leans; neighbours share one, or bars
            of unlike length would run into each other. Its own middle where there is none.
    """

    bands: tuple[Rect, ...]
    hidden: frozenset[Place] = frozenset()
    anchor: Point | None = None

    @property
    def box(self) -> Rect:
        return around(self.bands)

    @property
    def pivot(self) -> Point:
        left, top, right, bottom = self.box
        return self.anchor or ((left + right) / 2, (top + bottom) / 2)

    def outline(self) -> list[Point]:
        """The corners of the stepped shape, clockwise."""
        right = [p for _, t, r, b in self.bands for p in ((r, t), (r, b))]
        left = [p for x, t, _, b in reversed(self.bands) for p in ((x, b), (x, t))]
        return _without_repeats(right + left)

    def moved(self, dx: float, dy: float) -> "Region":
        bands = tuple((x + dx, t + dy, r + dx, b + dy) for x, t, r, b in self.bands)
        x, y = self.pivot
        return Region(bands, self.hidden, (x + dx, y + dy))


def _without_repeats(points: list[Point]) -> list[Point]:
    return [a for a, b in pairwise([*points, points[0]]) if a != b]


def _slimmer(box: Rect) -> Rect:
    """A bar that leaves its neighbours a hair of paper even when its edges are ragged."""
    left, top, right, bottom = box
    trim = 0.05 * (bottom - top)
    return left, top + trim, right, bottom - trim


@dataclass(slots=True)
class Aim:
    """Chooses words to hide on a page and never the same ones twice.

    pad    pixels that a bar reaches past its words
    grow   pixels that it reaches above and below its row; negative on tight rows
    """

    rows: Sequence[Row]
    rng: np.random.Generator
    pad: float
    grow: float
    taken: set[Place]

    def words(self, most: int = 4) -> Region | None:
        """A few words inside one row."""
        row = self._row()
        count = len(self.rows[row].words)
        first = int(self.rng.integers(0, count))
        return self.span(row, first, min(count, first + int(self.rng.integers(1, most + 1))))

    def short_word(self) -> Region | None:
        """One word of two to four letters."""
        row = self._row()
        short = [n for n, w in enumerate(self.rows[row].words) if 2 <= len(w.text) <= 4]
        if not short:
            return None
        first = int(self.rng.choice(short))
        return self.span(row, first, first + 1)

    def part_line(self) -> Region | None:
        """From a word to the end of its row, or from the start to a word."""
        row = self._row()
        count = len(self.rows[row].words)
        cut = int(self.rng.integers(0, count))
        return self.span(row, *((cut, count) if self.rng.random() < 0.6 else (0, cut + 1)))

    def line(self) -> Region | None:
        row = self._row()
        return self.span(row, 0, len(self.rows[row].words))

    def steps(self) -> Region | None:
        """From a word of one row to a word of a row below, as one region."""
        run = self._run(2, 6)
        if run is None:
            return None
        first = int(self.rng.integers(0, len(self.rows[run[0]].words)))
        last = int(self.rng.integers(1, len(self.rows[run[-1]].words) + 1))
        return self._stepped(run, first, last)

    def block(self, most: int = 9) -> Region | None:
        """Several rows under one plain box."""
        run = self._run(2, most)
        if run is None or not self._take(self._all_words(run)):
            return None
        held = [self.rows[n] for n in run]
        left = min(r.left for r in held) - self.pad
        right = max(r.right for r in held) + self.pad
        box = left, held[0].top - self.grow, right, held[-1].bottom + self.grow
        return Region((box,), frozenset(self._all_words(run)))

    def neighbours(self) -> list[Region]:
        """Bars on rows one below the other, each a redaction of its own."""
        run = self._run(2, 4) or []
        if any(abs(n - row) <= 1 for n, _ in self.taken for row in run):
            return []  # bars of another group would move apart from these when levelled
        spans = (self.span(n, 0, len(self.rows[n].words), beside=True) for n in run)
        found = [region for region in spans if region]
        if not found:
            return []
        left, top, right, bottom = around(region.box for region in found)
        middle = (left + right) / 2, (top + bottom) / 2
        return [Region((_slimmer(r.box),), r.hidden, middle) for r in found]

    def everything(self) -> Region | None:
        """The whole text as one box."""
        run = list(range(len(self.rows)))
        if not run or not self._take(self._all_words(run)):
            return None
        left = min(r.left for r in self.rows) - self.pad
        right = max(r.right for r in self.rows) + self.pad
        box = left, self.rows[0].top - self.grow, right, self.rows[-1].bottom + self.grow
        return Region((box,), frozenset(self._all_words(run)))

    def _row(self) -> int:
        return int(self.rng.integers(0, len(self.rows)))

    def _run(self, least: int, most: int) -> list[int] | None:
        """Rows of one paragraph (or two) that follow each other on the page."""
        first = self._row()
        rows = [first]
        wanted = int(self.rng.integers(least, most + 1))
        for n in range(first + 1, len(self.rows)):
            pitch = self.rows[n].top - self.rows[n - 1].top
            near = pitch < 2.2 * (self.rows[n].bottom - self.rows[n].top)
            if len(rows) == wanted or not near:
                break
            rows.append(n)
        return rows if len(rows) >= least else None

    def _stepped(self, run: list[int], first: int, last: int) -> Region | None:
        rows = [self.rows[n] for n in run]
        hidden = set(self._all_words(run))
        hidden -= {(run[0], n) for n in range(first)}
        hidden -= {(run[-1], n) for n in range(last, len(rows[-1].words))}
        left = min(r.left for r in rows) - self.pad
        right = max(r.right for r in rows) + self.pad
        starts = [rows[0].words[first].left - self.pad, *([left] * (len(rows) - 1))]
        ends = [*([right] * (len(rows) - 1)), rows[-1].words[last - 1].right + self.pad]
        # The two steps must share columns, or the shape falls apart.
        if ends[-1] - starts[0] < 3 * self.pad and len(rows) == 2:
            return None
        if not self._take(hidden):
            return None
        edges = [r.top - self.grow for r in rows] + [rows[-1].bottom + self.grow]
        bands = tuple(zip(starts, edges, ends, edges[1:], strict=False))
        return Region(bands, frozenset(hidden))

    def span(self, row: int, first: int, end: int, beside: bool = False) -> Region | None:
        """Words `first` to before `end` of a row; `beside` allows bars on the next rows."""
        at = self.rows[row]
        places = {(row, n) for n in range(first, end)}
        if end <= first or not self._take(places, beside=beside):
            return None
        left, right = at.words[first].left - self.pad, at.words[end - 1].right + self.pad
        return Region(
            ((left, at.top - self.grow, right, at.bottom + self.grow),), frozenset(places)
        )

    def _all_words(self, run: Sequence[int]) -> list[Place]:
        return [(n, w) for n in run for w in range(len(self.rows[n].words))]

    def _take(self, places: "set[Place] | list[Place]", beside: bool = False) -> bool:
        """Claim words; refused when they or what touches them are claimed."""
        near = {around for place in places for around in self._around(place, beside)}
        if near & self.taken:
            return False
        self.taken |= set(places)
        return True

    def _around(self, place: Place, beside: bool) -> Iterator[Place]:
        """The word, its neighbours on the row, and the rows above and below."""
        row, word = place
        yield place
        yield row, word - 1
        yield row, word + 1
        if beside:
            return
        for other in (row - 1, row + 1):
            if 0 <= other < len(self.rows):
                yield from ((other, n) for n in range(len(self.rows[other].words)))
