"""Paragraphs whose first rows stand beside a label, a source or a redaction.

    |████████|  The harbor master of Port Elma is
    |████████|  urging the pilots to be patient in
    |████████|  the matter of lamps, which he hopes
    to settle after the meetings of the keepers.

In bulletins each item opens so. The rows beside it begin far in, as an address does, but they are
running text: each fills its row, and the last goes on at the margin. A list that stands far in over
a paragraph has the same shape, so the rows must also read on: names of it begin with capitals.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from cleanup.measures import GAP, LEFT_OVER, Measure, Measures, height_of
from cleanup.model import Marked, Placed, Row, words_of

NEAR = 0.1  # inches between the beginnings of such rows, at most
FURTHER_IN = 0.5  # inches from the margin where the paragraph goes on to them, at least
LEAST = 2  # rows; one is an indented paragraph
WORDS = 3  # on such a row, at least
SURE = 3  # rows that all begin with small letters: of as many items one would begin otherwise
# What stands beside the text is this many heights of the type off it, or a redaction.
OFF = 1.2
# A row that begins so is another entry: `SOURCE` `APPR:`.
LABEL = re.compile(r"\w+:")
# With these no sentence or item ends.
OPEN = re.compile(
    r"(?:[,\-–—]|\b(?:an?|the|of|to|in|on|at|by|for|from|with|into|and|or|but|that|which|who|"
    r"whose|is|are|was|were|has|have|had|be|been|will|would|may|his|its|their|between))$",
    re.IGNORECASE,
)


def inset(rows: Sequence[Row], measures: Measures) -> frozenset[int]:
    """The identities of rows that go on beside something, each with the row above.

    The first of them is the second of its paragraph, and the last one stands at the margin, unless
    the paragraph ends before.
    """
    found: set[int] = set()
    run: list[Row] = []
    for above, row in pairwise(rows):
        size = measures[row.place]
        if LABEL.match(row.typed) or not (_runs_on(row) and _follows(above, row, size)):
            found |= _ending(run)
            run = []
            continue
        run = run or [above]
        edge = _text_left(run[-1])
        further_in = len(run) >= LEAST and edge - row.box.left >= FURTHER_IN * size.dpi
        if further_in and _are_one((*run, row)):
            found |= {id(each) for each in (*run[1:], row)}
        run = [*run, row] if abs(_text_left(row) - edge) <= NEAR * size.dpi else [row]
    return frozenset(found | _ending(run))


def _are_one(rows: Sequence[Row]) -> bool:
    """Whether rows, the last at the margin, are one paragraph and no list over another one.

    Half of them read on. The last may begin a sentence where the first stands beside something,
    or where rows enough have shown that they are no items.
    """
    small = [row.typed[:1].islower() for row in rows[1:]]
    on = [_reads_on(above, row) for above, row in pairwise(rows)]
    beside = _text_left(rows[0]) > rows[0].box.left
    sure = beside or on[-1] or (len(small) > SURE and all(small[:-1]))
    return sure and any(small) and 2 * sum(on) >= len(on)


def _reads_on(above: Row, row: Row) -> bool:
    """Whether a row goes on in a sentence, by its first letter or what stands above."""
    return row.typed[:1].islower() or OPEN.search(above.typed) is not None


def _ending(run: Sequence[Row]) -> set[int]:
    """The rows that go on in a paragraph which ends far in: most begin with a small letter."""
    small = sum(row.typed[:1].islower() for row in run[1:])
    return {id(row) for row in run[1:]} if len(run) > LEAST and 2 * small >= len(run) - 1 else set()


def _runs_on(row: Row) -> bool:
    """Whether a row is of running text; it may have a redaction at either end."""
    return len(row.typed.split()) >= WORDS and any(
        isinstance(part, Placed) and len(part.line.words) >= WORDS for part in row.parts
    )


def _follows(above: Row, row: Row, size: Measure) -> bool:
    """Whether a row stands right below one that has no room for its first word."""
    if above.place != row.place or row.joint != "auto":
        return False
    close = height_of(row) - height_of(above) <= GAP * size.pitch
    first = words_of(row.parts)[0]
    room = above.box.right + first.box.width + (1 + LEFT_OVER) * size.letter < size.right
    return close and (isinstance(above.parts[-1], Marked) or not room)


def _text_left(row: Row) -> int:
    """Where the running text of a row begins: behind a redaction or label that stands off it."""
    first, *more = row.parts
    if more and isinstance(more[0], Placed):
        off = more[0].box.left - first.box.right
        if isinstance(first, Marked) or off >= OFF * more[0].box.height:
            return more[0].box.left
    return row.box.left
