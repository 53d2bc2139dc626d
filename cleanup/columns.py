"""Columns of text beside each other: where they are, and what is read one after the other.

    HEADING THAT SPANS BOTH               one stretch
    this column is read     and then      two columns: each is read
    from top to bottom      this one      to its end

Most pages have none, and are read row by row (`cleanup.gutters` tells the two apart).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from cleanup.asides import find_asides
from cleanup.gutters import Sides, find_sides
from ocr.model import Box, Line

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Columns:
    """A stretch of a page in columns: its edges, and the middles of the blanks, in pixels.

    aside   its left column is a label, and the other goes on below
    """

    top: int
    bottom: int
    gutters: tuple[int, ...]
    aside: bool = False

    def holds(self, box: Box) -> bool:
        return self.top <= box.middle <= self.bottom

    def column(self, box: Box) -> int:
        """The number of the column that a box stands in, from 0."""
        return sum(box.centre >= gutter for gutter in self.gutters)


def find_columns(lines: Sequence[Line], redacted: Sequence[Box] = ()) -> tuple[Columns, ...]:
    """Where the lines of one page stand in columns, from top to bottom; mostly nowhere.

    redacted   bands of its redactions: what stands before and after one is one line
    """
    found = [_with_more(sides, redacted) for sides in find_sides(lines, redacted)]
    asides = [
        Columns(each.top, each.bottom, (each.gutter,), aside=True)
        for each in (() if found else find_asides(lines, redacted))
    ]
    return (*found, *asides)


def _with_more(sides: Sides, redacted: Sequence[Box]) -> Columns:
    """Two sides as columns, and as three or more where a side is in columns itself."""
    left, right = (_within(lines, sides, redacted) for lines in (sides.left, sides.right))
    return Columns(sides.top, sides.bottom, (*left, sides.gutter, *right))


def _within(lines: Sequence[Line], sides: Sides, redacted: Sequence[Box]) -> tuple[int, ...]:
    """Blanks between further columns on one side, where they run down most of it."""
    most = (sides.bottom - sides.top) / 2
    inner = [_with_more(each, redacted) for each in find_sides(lines, redacted)]
    return next((each.gutters for each in inner if each.bottom - each.top > most), ())


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

    Numbers of columns count from 1 over the whole page; 0 is what stands in none, or beside a
    label. Within a stretch the parts keep their order.
    """
    by_place: dict[tuple[int, int], list[Part]] = {}
    for part in parts:
        by_place.setdefault(_place(box(part), columns), []).append(part)
    numbers = count(1)
    return [
        (next(numbers) if _is_a_column(place, columns) else 0, by_place[place])
        for place in sorted(by_place)
    ]


def _is_a_column(place: tuple[int, int], columns: Sequence[Columns]) -> bool:
    """Whether what stands at a place is read by itself: of a label and its text, the label."""
    stretch, column = place
    return stretch % 2 == 1 and not (columns[stretch // 2].aside and column > 0)


def _place(box: Box, columns: Sequence[Columns]) -> tuple[int, int]:
    """Even numbers are the stretches between columns, from the top; odd ones are columns."""
    for number, each in enumerate(columns):
        if each.holds(box):
            return 2 * number + 1, each.column(box)
        if box.middle < each.top:
            return 2 * number, 0
    return 2 * len(columns), 0
