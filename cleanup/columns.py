"""Columns of text beside each other, told by the blank that runs down between them.

    HEADING THAT SPANS BOTH               one stretch
    this column is read     and then      two columns: each is read
    from top to bottom      this one      to its end

A table, a form and an address block have blanks one below the other too, and are read row
by row. What tells columns is that both hold running text: several words on a line, and
lines that fill the column. The blank is sought between words, not lines, because a line
may have been read across it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from statistics import median, quantiles
from typing import TypeVar

from ocr.lines import rows_of
from ocr.model import Box, Line

Part = TypeVar("Part")

# All lengths are in heights of the type, as median of the lines of a page.

# A blank as narrow as this may be the one between columns: typists leave two letters there
# at least, and a sentence no more than two.
GUTTER = 1.0
# Lines of a column begin so near to one place: dirt and levelling move them.
EDGE = 1.5
# A column of text is as wide as this: some fifteen typed letters.
NARROWEST = 10.0
# The narrower of two neighbours has so much of the other's width; of three columns, two
# are taken together at first.
LEAST_RATIO = 0.4
# Rows that have text on both sides of the blank. An address block beside a stamp has fewer.
LEAST_ROWS = 5
# Of the rows of the shorter column, those with text beside them.
BESIDE = 0.5  # share, 0-1
# Running text has as many words on a line; cells of a table have fewer.
LEAST_WORDS = 3
# A line is full when it takes so much of its column, and so many lines are; the others are
# the ends of paragraphs. Entries of lists and forms end where they like.
FULL = 0.75
FULL_LINES = 0.6
# In pitches from row to row: a line between two rows of the columns; one right above or below
# them, where a heading leaves more paper; one that goes on below, a new paragraph perhaps; and
# the blank behind which other columns begin.
IN_STEP = 1.6
NEXT = 1.3
GOES_ON = 2.5
APART = 6.0
# A line that runs over the blank by less is no heading, but a line with dirt at its end.
JUTS_OUT = 3.0
# Rows in whose blank dirt was read as words, for each that shows the blank.
DIRTY = 0.25


@dataclass(frozen=True, slots=True)
class Columns:
    """A stretch of a page in columns: its edges, and the middles of the blanks, in pixels."""

    top: int
    bottom: int
    gutters: tuple[int, ...]

    def holds(self, box: Box) -> bool:
        return self.top <= box.middle <= self.bottom

    def column(self, box: Box) -> int:
        """The number of the column that a box stands in, from 0."""
        return sum(box.centre >= gutter for gutter in self.gutters)


def find_columns(lines: Sequence[Line]) -> tuple[Columns, ...]:
    """Where the lines of one page stand in columns, from top to bottom; mostly nowhere."""
    if len(lines) < LEAST_ROWS:
        return ()
    height = median(line.box.height for line in lines)
    pieces = [piece for line in lines for piece in _pieces(line, GUTTER * height)]
    found: list[Columns] = []
    for gaps in _shared_edges(_gaps(pieces), EDGE * height):
        sought = _Gutter(gaps, lines, height)
        found += (
            columns for columns in sought.columns() if not any(_meet(columns, o) for o in found)
        )
    return tuple(sorted(found, key=lambda columns: columns.top))


def part_at_gutters(line: Line, columns: Iterable[Columns]) -> list[Line]:
    """A line that was read across columns as one line for each; every word is in one."""
    own = next((each for each in columns if each.holds(line.box)), None)
    if own is None:
        return [line]
    parts = [
        tuple(word for word in line.words if own.column(word.box) == number)
        for number in range(len(own.gutters) + 1)
    ]
    return [Line(words) for words in parts if words]


def stretches(
    parts: Iterable[Part], columns: Sequence[Columns], box: Callable[[Part], Box]
) -> list[tuple[int, list[Part]]]:
    """Parts of one page by the stretches they are read in, each with its column's number.

    Numbers of columns count from 1 over the whole page; 0 is what stands in none. Within a
    stretch the parts keep their order.
    """
    by_place: dict[tuple[int, int], list[Part]] = {}
    for part in parts:
        by_place.setdefault(_place(box(part), columns), []).append(part)
    numbers = count(1)
    return [(next(numbers) if place[0] % 2 else 0, by_place[place]) for place in sorted(by_place)]


def _place(box: Box, columns: Sequence[Columns]) -> tuple[int, int]:
    """Even numbers are the stretches between columns, from the top; odd ones are columns."""
    for number, each in enumerate(columns):
        if each.holds(box):
            return 2 * number + 1, each.column(box)
        if box.middle < each.top:
            return 2 * number, 0
    return 2 * len(columns), 0


@dataclass(frozen=True, slots=True)
class _Gap:
    """A blank in a row: the end of what is left of it, and what is right of it."""

    end: int
    right: Line

    @property
    def start(self) -> int:
        return self.right.box.left

    @property
    def middle(self) -> float:
        return self.right.box.middle


def _pieces(line: Line, wide: float) -> list[Line]:
    """A line cut at its wide blanks."""
    cuts = [
        at
        for at, (one, other) in enumerate(pairwise(line.words), 1)
        if other.box.left - one.box.right >= wide
    ]
    edges = pairwise((0, *cuts, len(line.words)))
    return [Line(line.words[start:end]) for start, end in edges]


def _gaps(pieces: Sequence[Line]) -> list[_Gap]:
    """The blank left of each piece that has another beside it."""
    ordered = sorted((piece.box for piece in pieces), key=lambda box: box.top)
    found = []
    for piece in pieces:
        own = piece.box
        ends = []
        for box in ordered:
            if box.top >= own.bottom:
                break
            if box.bottom > own.top and box.right <= own.left and own.rows_shared(box) > 0.3:
                ends.append(box.right)
        if ends:
            found.append(_Gap(max(ends), piece))
    return found


def _shared_edges(gaps: Sequence[_Gap], near: float) -> list[list[_Gap]]:
    """Gaps that end one below the other, where there are rows enough; most of them first."""
    left = sorted(gaps, key=lambda gap: gap.start)
    found = []
    while left:
        runs = [[gap for gap in left if 0 <= gap.start - first.start <= near] for first in left]
        longest = max(runs, key=len)
        if len(longest) < LEAST_ROWS:
            break
        found.append(longest)
        taken = {id(gap) for gap in longest}
        left = [gap for gap in left if id(gap) not in taken]
    return found


class _Gutter:
    """A blank that may run down between columns, and the lines of the page around it."""

    def __init__(self, gaps: Sequence[_Gap], lines: Sequence[Line], height: float):
        self._gaps = sorted(gaps, key=lambda gap: gap.middle)
        # The right column begins at one place, and most lines of the left one end before here.
        self._start = median(gap.start for gap in gaps)
        self._end = min(quantiles([gap.end for gap in gaps], n=5)[-1], self._start)
        self._place = round((self._end + self._start) / 2)
        self._height = height
        self._across, self._beside = self._told_apart(lines)
        steps = [b.middle - a.middle for a, b in pairwise(self._gaps)]
        self._pitch = median([step for step in steps if step > height / 2] or [height])
        in_step = [line for line in self._across if self._is_in_step(line)]
        if len(in_step) > DIRTY * len(self._gaps):  # as in any text that has gaps by chance
            in_step = []
        dirty = {id(line) for line in in_step}
        self._spans = [line for line in self._across if id(line) not in dirty]
        self._beside += [part for line in in_step for part in self._parted(line)]

    def columns(self) -> list[Columns]:
        """The stretches of the page that this blank parts into columns of text."""
        found = []
        for rows in self._runs():
            if len(rows) < LEAST_ROWS:
                continue
            top, bottom = self._reach(rows)
            own = [line for line in self._beside if top <= line.box.middle <= bottom]
            left = [line for line in own if line.box.centre < self._place]
            right = [line for line in own if line.box.centre >= self._place]
            if self._hold_text(left, right):
                more = (_within(left, top, bottom), (self._place,), _within(right, top, bottom))
                found.append(Columns(top, bottom, tuple(x for part in more for x in part)))
        return found

    def _told_apart(self, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
        """Lines that run over the blank, and those on one side or with a blank there."""
        across: list[Line] = []
        beside: list[Line] = []
        for line in lines:
            parts = self._parted(line)
            blank = parts[-1].box.left - parts[0].box.right
            over = min(self._place - line.box.left, line.box.right - self._place)
            if (
                len(parts) == 2
                and blank < GUTTER * self._height
                and over >= JUTS_OUT * self._height
            ):
                across.append(line)
            else:
                beside += parts
        return across, beside

    def _parted(self, line: Line) -> list[Line]:
        return part_at_gutters(line, [Columns(line.box.top, line.box.bottom, (self._place,))])

    def _is_in_step(self, line: Line) -> bool:
        """Whether a line stands between two rows of the columns as one of their rows.

        Then dirt in the blank was read as words. A heading has more paper around it. The
        first and last rows have another on one side only, and a word that begins at the blank.
        """
        steps = [(gap.middle - line.box.middle) / self._pitch for gap in self._gaps]
        above = min((-step for step in steps if step < 0), default=APART)
        below = min((step for step in steps if step > 0), default=APART)
        last = self._start + EDGE * self._height / 2
        begins = any(self._end <= word.box.left <= last for word in line.words)
        return max(above, below) < IN_STEP or (begins and min(above, below) < NEXT)

    def _runs(self) -> list[list[_Gap]]:
        """Rows with text on both sides, parted where a line spans both and at wide blanks."""
        runs: list[list[_Gap]] = [self._gaps[:1]]
        for above, below in pairwise(self._gaps):
            spanned = any(above.middle < s.box.middle < below.middle for s in self._spans)
            if spanned or below.middle - above.middle > APART * self._pitch:
                runs.append([])
            runs[-1].append(below)
        return runs

    def _reach(self, rows: Sequence[_Gap]) -> tuple[int, int]:
        """Top and bottom of columns: text of one of them goes on beyond the last row of both."""
        spans = [line.box.middle for line in self._spans]
        top, bottom = rows[0].right.box.top, rows[-1].right.box.bottom
        ceiling = max((y for y in spans if y < rows[0].middle), default=-1.0)
        floor = min((y for y in spans if y > rows[-1].middle), default=float("inf"))
        first, last = rows[0].middle, rows[-1].middle
        boxes = sorted((line.box for line in self._beside), key=lambda box: box.middle)
        for box in boxes:
            if last <= box.middle < min(floor, last + GOES_ON * self._pitch):
                last, bottom = box.middle, max(bottom, box.bottom)
        for box in reversed(boxes):
            if max(ceiling, first - NEXT * self._pitch) < box.middle <= first:
                first, top = box.middle, min(top, box.top)
        return top, bottom

    def _hold_text(self, left: Sequence[Line], right: Sequence[Line]) -> bool:
        if not left or not right:
            return False
        sides = _Side.of(left), _Side.of(right)
        narrow, wide = sorted(side.width for side in sides)
        both = sum(any(one.rows_shared(b) > 0 for b in sides[1].texts) for one in sides[0].texts)
        return (
            narrow >= max(NARROWEST * self._height, LEAST_RATIO * wide)
            and both >= max(LEAST_ROWS, BESIDE * min(side.rows for side in sides))
            and all(side.words >= LEAST_WORDS and side.full >= FULL_LINES for side in sides)
        )


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two columns: its rows, width, words on a row, and share of rows that are full.

    texts   the boxes of rows that have words enough for text
    """

    rows: int
    texts: tuple[Box, ...]
    width: float
    words: float
    full: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Side":
        rows = rows_of(lines)
        boxes = [Box.around(line.box for line in row) for row in rows]
        words = [sum(len(line.text.split()) for line in row) for row in rows]
        texts = tuple(b for b, said in zip(boxes, words, strict=True) if said >= LEAST_WORDS)
        left = sorted(box.left for box in boxes)[len(boxes) // 10]
        right = sorted(box.right for box in boxes)[(len(boxes) * 9) // 10]
        full = sum(box.right - left >= FULL * (right - left) for box in boxes)
        return cls(len(rows), texts, right - left, median(words), full / len(rows))


def _within(lines: Sequence[Line], top: int, bottom: int) -> tuple[int, ...]:
    """Blanks between further columns on one side, where they run down most of it."""
    found = find_columns(lines)
    return next((each.gutters for each in found if 2 * (each.bottom - each.top) > bottom - top), ())


def _meet(one: Columns, other: Columns) -> bool:
    return one.top < other.bottom and other.top < one.bottom
