"""Kept lines and redactions as rows in reading order, over all pages.

Where a page is in columns, the rows of one come before those of the next.

A redaction is one part of one row: the row at whose height its first band lies.
A region that follows the text over several lines starts where its first band
starts, and the text after it comes on later rows by itself.
"""

from collections.abc import Sequence
from operator import attrgetter

from cleanup.columns import Columns, find_columns, stretches
from cleanup.model import Marked, Part, Placed, Role, Row
from ocr.model import Box
from ocr.page import Page

# A part belongs to a row when it shares this much of the lower one's height (0-1).
ON_THE_ROW = 0.5


def lay_rows(
    pages: Sequence[Page], placed: Sequence[Placed], marks: Sequence[Marked]
) -> tuple[Row, ...]:
    """Body lines and redactions of `pages` as rows; every one of them is in one row."""
    rows: list[Row] = []
    for page in pages:
        every = [p for p in placed if p.page == page.number]
        lines = [p for p in every if p.role is Role.BODY]
        own = [m for m in marks if m.page == page.number]
        columns = find_columns([p.line for p in every], bands_of(own))
        rows += lay_page(page.number, lines, own, columns)
    return tuple(rows)


def bands_of(marks: Sequence[Marked]) -> list[Box]:
    """The boxes that redactions cover."""
    return [band for mark in marks for band in mark.redaction.bands]


def lay_page(
    number: int,
    lines: Sequence[Placed],
    marks: Sequence[Marked],
    columns: Sequence[Columns] = (),
) -> list[Row]:
    """The rows of one page from these lines, whatever their roles, and these redactions.

    columns   where the page is in columns, each of which is read to its end
    """
    parts: list[Part] = [*lines, *marks]
    return [
        row
        for column, own in stretches(parts, columns, attrgetter("box"))
        for row in _lay(number, own, column)
    ]


def _lay(number: int, parts: Sequence[Part], column: int) -> list[Row]:
    lines = [part for part in parts if isinstance(part, Placed)]
    marks = [part for part in parts if isinstance(part, Marked)]
    rows: list[list[Part]] = []
    # The longest text of a row decides what else is on it; redactions come last,
    # because a tall one touches many rows.
    ordered: list[Part] = [*sorted(lines, key=_by_length), *sorted(marks, key=_place)]
    for part in ordered:
        fits = [row for row in rows if _beside(row, part)]
        if fits:
            max(fits, key=lambda row: row[0].box.rows_shared(_reach(part, row[0]))).append(part)
        else:
            rows.append([part])
    laid = [Row(number, tuple(sorted(row, key=_across)), column=column) for row in rows]
    return sorted(laid, key=_reading_height)


def _reach(part: Part, row: Part) -> Box:
    """The piece of a part that can share a row with text: the first line of a tall band."""
    box = part.box
    if isinstance(part, Placed) or box.height <= 1.8 * row.box.height:
        return box
    return Box(box.left, box.top, box.right, box.top + round(1.4 * row.box.height))


def _beside(row: list[Part], part: Part) -> bool:
    reach = _reach(part, row[0])
    return reach.rows_shared(row[0].box) >= ON_THE_ROW and all(
        other.box.columns_shared(part.box) <= 0.2 for other in row
    )


def _reading_height(row: Row) -> tuple[float, int]:
    """Where the longest text of a row stands; a tall stroke beside it may reach past others."""
    typed = [part.box for part in row.parts if isinstance(part, Placed)]
    if typed:
        return max(typed, key=lambda box: box.width).middle, row.box.left
    box = row.parts[0].box
    return box.top + min(box.height / 2, 0.7 * min(box.height, 60)), box.left


def _by_length(part: Placed) -> tuple[int, int, int]:
    return -part.box.width, part.box.top, part.box.left


def _place(part: Part) -> tuple[int, int]:
    return part.box.top, part.box.left


def _across(part: Part) -> tuple[int, int]:
    return part.box.left, part.box.top
