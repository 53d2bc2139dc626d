"""The blank that runs down a page between two columns of text.

    gutter                             no gutter
    within a week after   program was  SOURCE  a high-level       NAME     DUTY
    the committee met,    presented    PLACE   Karvala            A. Penn  driver of a lorry

A table, a form and an address block have blanks one below the other too, and are read row
by row. What tells columns is that both hold running text: several words on a line, and
lines that fill the column. The blank is sought between words, not lines, because a line
may have been read across it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from cleanup.on_the_line import usual_blank
from ocr.lines import rows_of
from ocr.model import Box, Line

# Lengths are in heights of the type, as median of the lines of a page.

# A blank as narrow as this may be the one between columns: typists leave two letters there
# at least, and a sentence no more than two.
GUTTER = 1.0
# Times the usual blank between two words: a wide face of few words to the inch leaves more than
# its height between any two, and rows of it may do so at one place by chance.
ORDINARY = 1.5
# The same of a row among those with a blank: by chance a typewriter leaves one at that place too.
NO_WORDS_BLANK = 1.2
# Lines of a column begin so near to one place: dirt and levelling move them.
EDGE = 1.5
# A column of text is as wide as this: some fifteen typed letters.
NARROWEST = 10.0
# A line that runs over the blank by less is no heading, but a line with dirt at its end.
JUTS_OUT = 3.0
# The narrower of two neighbours has so much of the other's width; of three columns, two
# are taken together at first.
LEAST_RATIO = 0.4
# Rows that have text on both sides of the blank. An address block beside a stamp has fewer.
LEAST_ROWS = 5
# Of the rows of the shorter column, those with text beside them.
BESIDE = 0.5  # share, 0-1
# Running text has as many words on a line; cells of a table have fewer.
LEAST_WORDS = 3
# A line begins with as many before its next wide blank; a number of a page or table is one.
LEAST_FIRST = 2
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
# Rows in whose blank dirt was read as words, for each that shows the blank.
DIRTY = 0.25
# Places tried on a page, those with most rows first: one in columns has few, dirt many.
TRIED = 8


@dataclass(frozen=True, slots=True)
class Sides:
    """Text beside text: edges of the stretch, middle of the blank (pixels), lines of each."""

    top: int
    bottom: int
    gutter: int
    left: tuple[Line, ...]
    right: tuple[Line, ...]

    def meets(self, other: "Sides") -> bool:
        return self.top < other.bottom and other.top < self.bottom


def find_sides(lines: Sequence[Line], redacted: Sequence[Box] = ()) -> list[Sides]:
    """The stretches of one page, from the top, where text stands beside text.

    redacted   bands of its redactions: the blank that one fills is none
    """
    if len(lines) < LEAST_ROWS:
        return []
    height = median(line.box.height for line in lines)
    usual = usual_blank(lines)
    wide = max(GUTTER * height, ORDINARY * usual)
    pieces = [piece for line in lines for piece in _pieces(line, wide)]
    found: list[Sides] = []
    open_gaps = [gap for gap in _gaps(pieces) if not any(map(gap.is_filled, redacted))]
    for gaps in _shared_edges(open_gaps, EDGE * height):
        for sides in _Gutter(gaps, lines, height, usual).sides():
            if not any(sides.meets(other) for other in found):
                found.append(sides)
    return sorted(found, key=lambda sides: sides.top)


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

    def is_filled(self, redacted: Box) -> bool:
        """Whether a redaction stands in the blank, perhaps over letters beside it."""
        inside = self.end < redacted.centre < self.start
        return inside and redacted.rows_shared(self.right.box) > 0


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
    """The blank left of each piece that has another beside it, from left to right."""
    boxes = sorted((piece.box for piece in pieces), key=lambda box: box.top)
    tops = [box.top for box in boxes]
    tallest = max(box.height for box in boxes)
    found = []
    for piece in pieces:
        own = piece.box
        near = boxes[bisect_left(tops, own.top - tallest) : bisect_left(tops, own.bottom)]
        ends = [
            box.right
            for box in near
            if box.right <= own.left and box.bottom > own.top and own.rows_shared(box) > 0.3
        ]
        if ends:
            found.append(_Gap(max(ends), piece))
    return sorted(found, key=lambda gap: gap.start)


def _shared_edges(gaps: Sequence[_Gap], near: float) -> list[list[_Gap]]:
    """Gaps that end one below the other, most of them first, each in one group."""
    left = list(gaps)
    found: list[list[_Gap]] = []
    while left and len(found) < TRIED:
        starts = [gap.start for gap in left]
        ends = [bisect_right(starts, start + near) for start in starts]
        first = max(range(len(left)), key=lambda at: ends[at] - at)
        group = left[first : ends[first]]
        if len(group) < LEAST_ROWS:
            break
        found.append(group)
        del left[first : ends[first]]
    words = [median(len(gap.right.text.split()) for gap in group) for group in found]
    return [group for group, first in zip(found, words, strict=True) if first >= LEAST_FIRST]


class _Gutter:
    """A blank that may run down between columns, and the lines of the page around it."""

    def __init__(self, gaps: Sequence[_Gap], lines: Sequence[Line], height: float, usual: float):
        self._least = max(GUTTER * height, NO_WORDS_BLANK * usual)
        self._gaps = sorted(gaps, key=lambda gap: gap.middle)
        # The right column begins at one place, and most lines of the left one end before here.
        self._start = median(gap.start for gap in gaps)
        self._end = min(quantiles([gap.end for gap in gaps], n=5)[-1], self._start)
        self._place = round((self._end + self._start) / 2)
        self._height = height
        steps = [b.middle - a.middle for a, b in pairwise(self._gaps)]
        self._pitch = median([step for step in steps if step > height / 2] or [height])
        across = [line for line in lines if self._is_across(line)]
        in_step = [line for line in across if self._is_in_step(line)]
        if len(in_step) > DIRTY * len(gaps):  # as in any text that has gaps by chance
            in_step = []
        spans = {id(line) for line in across} - {id(line) for line in in_step}
        self._spans = [line.box.middle for line in across if id(line) in spans]
        self._beside = [
            part for line in lines if id(line) not in spans for part in self._parted(line)
        ]

    def sides(self) -> list[Sides]:
        """The stretches of the page in which this blank has text on both sides."""
        found = []
        for rows in self._runs():
            top, bottom = self._reach(rows)
            own = [line for line in self._beside if top <= line.box.middle <= bottom]
            left = tuple(line for line in own if line.box.centre < self._place)
            right = tuple(line for line in own if line.box.centre >= self._place)
            if len(rows) >= LEAST_ROWS and left and right and self._are_text(left, right):
                found.append(Sides(top, bottom, self._place, left, right))
        return found

    def _parted(self, line: Line) -> list[Line]:
        left = tuple(word for word in line.words if word.box.centre < self._place)
        right = tuple(word for word in line.words if word.box.centre >= self._place)
        return [Line(words) for words in (left, right) if words]

    def _is_across(self, line: Line) -> bool:
        """Whether a line runs over the blank, as a heading does."""
        left, *right = (part.box for part in self._parted(line))
        # Rows of a typewriter have a blank at one place by chance, as wide as all of theirs.
        if not right or right[0].left - left.right >= self._least:
            return False
        over = min(self._place - line.box.left, line.box.right - self._place)
        return over >= JUTS_OUT * self._height

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
            spanned = any(above.middle < span < below.middle for span in self._spans)
            if spanned or below.middle - above.middle > APART * self._pitch:
                runs.append([])
            runs[-1].append(below)
        return runs

    def _reach(self, rows: Sequence[_Gap]) -> tuple[int, int]:
        """Top and bottom of columns: text of one goes on beyond the last row of both."""
        first, last = rows[0].middle, rows[-1].middle
        ceiling = max((span for span in self._spans if span < first), default=first - 1e6)
        floor = min((span for span in self._spans if span > last), default=last + 1e6)
        top, bottom = rows[0].right.box.top, rows[-1].right.box.bottom
        lines = sorted(self._beside, key=lambda line: line.box.middle)
        for line in lines:
            if last <= line.box.middle < min(floor, last + GOES_ON * self._pitch):
                last, bottom = line.box.middle, max(bottom, line.box.bottom)
        for line in reversed(lines):  # specks lead up to a heading
            near = max(ceiling, first - NEXT * self._pitch) < line.box.middle <= first
            if near and len(line.text.split()) >= LEAST_FIRST:
                first, top = line.box.middle, min(top, line.box.top)
        return top, bottom

    def _are_text(self, left: Sequence[Line], right: Sequence[Line]) -> bool:
        sides = one, other = _Side.of(left), _Side.of(right)
        narrow, wide = sorted(side.width for side in sides)
        beside = sum(any(a.rows_shared(b) > 0 for b in other.texts) for a in one.texts)
        return (
            narrow >= max(NARROWEST * self._height, LEAST_RATIO * wide)
            and beside >= max(LEAST_ROWS, BESIDE * min(one.rows, other.rows))
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
