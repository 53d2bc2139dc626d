"""What is usual on a page, or in one of its columns: the spacing, edges and letters of its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from cleanup.model import Placed, Row

# A line of an address or a signature block takes less than this share of the column.
SHORT = 0.6
# Rows that fill their column, to tell its spacing by what follows them alone; the share of those
# with the usual step that must be in the midst of a sentence; and how near to it a step is.
FULL_ROWS, GOING_ON, NEAR = 6, 0.6, 0.2
# A word is left over when this many letters more would have fitted: typists stop
# within the bell's five to eight letters of the margin.
LEFT_OVER = 8
GAP = 1.35  # times the usual distance from row to row
TALL = 3.0  # times the height of its row: no words of it
# The end of a row with which a sentence ends.
ENDED = re.compile(r"""[.!?:;)\]]["']*$""")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual on a page, or in one of its columns.

    Pixels from row to row, edges of the text, width of a letter.
    """

    pitch: float
    left: float
    right: float
    letter: float
    dpi: int


Measures = dict[tuple[int, int], Measure]  # by `Row.place`


def measure(rows: Sequence[Row], dpi: int) -> Measure:
    """Take the measure of the rows of one page or column."""
    typed = [row for row in rows if row.typed]
    lefts = sorted(row.box.left for row in typed) or [0]
    rights = sorted(row.box.right for row in rows) or [0]
    left, right = lefts[len(lefts) // 10], rights[(len(rights) * 9) // 10]
    words = [w for row in typed for p in row.parts if isinstance(p, Placed) for w in p.line.words]
    letters = sum(len(word.text) for word in words)
    letter = sum(word.box.width for word in words) / letters if letters else dpi / 10
    return Measure(_pitch(typed, right - left, dpi), left, right, letter, dpi)


def _pitch(typed: Sequence[Row], column: int, dpi: int) -> float:
    """Pixels from row to row where text goes on; the rest are blank lines between paragraphs.

    Told by what follows the rows that fill their column: the boxes of a form are single-spaced
    also over a text that is double-spaced. But where most of those rows end a sentence they
    stand above blank lines, and the lower third of all steps is the spacing.
    """
    ordered = sorted(typed, key=height_of)
    steps = [
        (height_of(below) - height_of(above), above)
        for above, below in zip(ordered, ordered[1:], strict=False)
    ]
    steps = [(step, above) for step, above in steps if step > 0.05 * dpi]
    if len(steps) < 3:
        return dpi / 6
    low = quantiles([step for step, _ in steps], n=3)[0]
    full = [(step, above) for step, above in steps if _filled(above) > SHORT * column]
    if len(full) < FULL_ROWS:
        return low
    usual = median(step for step, _ in full)
    so_far = [above for step, above in full if abs(step - usual) <= NEAR * usual]
    going_on = sum(not ENDED.search(above.text) for above in so_far)
    return usual if usual <= GAP * low or going_on >= GOING_ON * len(so_far) else low


def _filled(row: Row) -> int:
    return sum(part.box.width for part in row.parts)


def height_of(row: Row) -> float:
    """Pixels from the top of the page to the middle of a row's first words.

    A stroke of the pen beside them, as tall as several rows, is not what tells the row's place.
    """
    typed = [part.box for part in row.parts if isinstance(part, Placed)]
    words = [box for box in typed if box.height <= TALL * min(other.height for other in typed)]
    return words[0].middle if words else row.box.top + row.box.height / 2
