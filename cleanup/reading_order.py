"""The lines of a release in the order a person reads them.

    SOURCE   A HIGH-LEVEL DIPLOMAT     what was typed beside a printed word sits a hair
    PLACE    16 DECEMBER 1963          higher, and is still read after it

By the tops of their boxes alone, a comma or a capital decides which of two lines in one
row comes first.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from cleanup.model import Placed
from ocr.lines import rows_of


def in_reading_order(lines: Iterable[Placed]) -> tuple[Placed, ...]:
    """Page by page, rows from top to bottom, and from left to right within a row."""
    by_page = groupby(sorted(lines, key=_place), key=attrgetter("page"))
    return tuple(line for _, own in by_page for line in _on_a_page([*own]))


def _on_a_page(lines: list[Placed]) -> list[Placed]:
    placed = {id(line.line): line for line in lines}
    if len(placed) < len(lines):  # one line with two roles has no place of its own
        return lines
    return [placed[id(line)] for row in rows_of([each.line for each in lines]) for line in row]


def _place(line: Placed) -> tuple[int, int, int, str]:
    return line.page, line.box.top, line.box.left, line.text
