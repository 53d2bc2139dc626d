"""Lines of a paragraph that begin late or end early, and rows that are missing from it.

    was seen on the quay and                     the rows over it and under it begin at the
                   in one afternoon.             margin, and run on past the blank

    told at noon that the                        a row that ends amid a sentence
    visitor
    had come again to the quay

The last row of a paragraph, a heading, the items of a list and the blank between sections look
like this. So a row counts only between two rows of its paragraph, and what is before a blank must
not end as they do, nor what is behind it begin as they do.
"""

from collections.abc import Iterator, Sequence

from cleanup.gap_labels import SAME_MARGIN, is_a_code
from cleanup.hidden import TypeGrid
from ocr.model import Box, Word

LEAST_WORDS = 2  # in a row that is cut short, or it is a name
# An indent is five letters, and in letters ten.
LATE = 12.0  # letters
# Rows between which at least two are missing; paragraphs are two apart.
MISSING = 2.75  # line pitches
PROSE = 3  # words in such a row
# What a sentence, or an item of a list, ends with: a line that ends so may be the last of either.
ENDS = (".", ":", ";", "!", "?", '"', ")", ",")


def cut_short(
    row: Sequence[Word], above: Sequence[Word], below: Sequence[Word], grid: TypeGrid
) -> list[Box]:
    """The blanks before and behind a row, between two that are next to it in its paragraph."""
    return [*_late(row, above, below, grid), *_early(row, above, below, grid)]


def _late(
    row: Sequence[Word], above: Sequence[Word], below: Sequence[Word], grid: TypeGrid
) -> Iterator[Box]:
    """The gap before a row that begins far from the margin of its paragraph."""
    left, first = above[0].box.left, row[0].box
    wide = (first.left - left) / grid.letter
    # A row that ends as far from the other margin is a heading in the middle.
    right = max(above[-1].box.right, below[-1].box.right)
    short = (right - row[-1].box.right) / grid.letter
    if wide >= LATE > short and len(row) >= LEAST_WORDS:
        yield Box(left, first.top, first.left - round(grid.letter / 2), first.bottom)


def _early(
    row: Sequence[Word], above: Sequence[Word], below: Sequence[Word], grid: TypeGrid
) -> Iterator[Box]:
    """The gap behind a row that ends amid a sentence, far from the margin of its paragraph."""
    last, right = row[-1], max(above[-1].box.right, below[-1].box.right)
    wide = (right - last.box.right) / grid.letter
    at_the_margin = abs(row[0].box.left - above[0].box.left) <= SAME_MARGIN * grid.letter
    amid = at_the_margin and _goes_on(row, below) and not is_a_code(last.text)
    if amid and wide >= LATE and len(row) >= LEAST_WORDS:
        yield Box(last.box.right + round(grid.letter / 2), last.box.top, right, last.box.bottom)


def blank_rows(rows: Sequence[Sequence[Word]], at: int, grid: TypeGrid) -> Box | None:
    """The rows that are missing between two of one sentence, by the pitch of rows beside them.

    Sections and the items of a list are as far apart: they end with a stop or begin anew.
    """
    above, below = rows[at], rows[at + 1]
    same = abs(above[0].box.left - below[0].box.left) <= SAME_MARGIN * grid.letter
    if not same or min(len(above), len(below)) < PROSE or not _goes_on(above, below):
        return None
    pairs = (rows[max(at - 1, 0) : at + 1], rows[at + 1 : at + 3])
    pitches = [pair[1][0].box.middle - pair[0][0].box.middle for pair in pairs if len(pair) > 1]
    apart = below[0].box.middle - above[0].box.middle
    if not pitches or apart < MISSING * max(min(pitches), grid.line):
        return None
    left = min(above[0].box.left, below[0].box.left)
    right = max(above[-1].box.right, below[-1].box.right)
    half = grid.line / 2
    top, bottom = round(above[0].box.middle + half), round(below[0].box.middle - half)
    return Box(left, top, right, bottom)


def _goes_on(above: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether a sentence may go on from one row to the next: no stop, comma or capital."""
    return not above[-1].text.endswith(ENDS) and below[0].text[0].islower()
