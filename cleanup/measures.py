"""What is usual on a page, or in one of its columns: the spacing, edges and letters of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from cleanup.model import Placed, Row

# A line of an address or a signature block takes less than this share of the column.
SHORT = 0.6
# Rows that fill their column, to tell its spacing by what follows them alone.
FULL_ROWS = 6


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

    Told by what follows the rows that fill their column, where there are enough: the boxes of
    a form are single-spaced also over a text that is double-spaced.
    """
    ordered = sorted(typed, key=height_of)
    steps = [
        (height_of(below) - height_of(above), _filled(above) > SHORT * column)
        for above, below in zip(ordered, ordered[1:], strict=False)
    ]
    steps = [(step, full) for step, full in steps if step > 0.05 * dpi]
    after_full = [step for step, full in steps if full]
    if len(after_full) >= FULL_ROWS:
        return median(after_full)
    # Single spacing is the lower third of the steps.
    return quantiles([step for step, _ in steps], n=3)[0] if len(steps) >= 3 else dpi / 6


def _filled(row: Row) -> int:
    return sum(part.box.width for part in row.parts)


def height_of(row: Row) -> float:
    """Pixels from the top of the page to the middle of a row's first words."""
    typed = [part.box.middle for part in row.parts if isinstance(part, Placed)]
    return typed[0] if typed else row.box.top + row.box.height / 2
