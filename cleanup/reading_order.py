"""The lines of a release in the order a person reads them.

    SOURCE   A HIGH-LEVEL DIPLOMAT     what was typed beside a printed word sits a hair
    PLACE    16 DECEMBER 1963          higher, and is still read after it

By the tops of their boxes alone, a comma or a capital decides which of two lines in one
row comes first. Columns of text are read one after the other (`cleanup.columns`).
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from cleanup.columns import find_columns, stretches
from cleanup.model import Marked, Placed
from cleanup.rows import bands_of
from ocr.lines import rows_of
from ocr.model import Box


def in_reading_order(lines: Iterable[Placed], marks: Sequence[Marked] = ()) -> tuple[Placed, ...]:
    """Page by page and column by column, rows from the top, and each from left to right.

    marks   the redactions of the pages, which stand in rows of text
    """
    by_page = groupby(sorted(lines, key=_place), key=attrgetter("page"))
    return tuple(
        line
        for page, own in by_page
        for line in _on_a_page([*own], bands_of([m for m in marks if m.page == page]))
    )


def _on_a_page(lines: list[Placed], redacted: Sequence[Box]) -> list[Placed]:
    placed = {id(line.line): line for line in lines}
    if len(placed) < len(lines):  # one line with two roles has no place of its own
        return lines
    own = [each.line for each in lines]
    told = stretches(own, find_columns(own, redacted), attrgetter("box"))
    return [placed[id(line)] for _, part in told for row in rows_of(part) for line in row]


def _place(line: Placed) -> tuple[int, int, int, str]:
    return line.page, line.box.top, line.box.left, line.text
