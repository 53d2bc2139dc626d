"""Where the column of text of a page begins and ends, told by its long lines.

What is narrower is a list, which may have more than one column, and a page of such has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from ocr.model import Box
from ocr.page import Page

# A column is told by this many lines that are wider than half the text, and than this share
# of the page.
LINES, COLUMN = 8, 0.3
# A note stands off the column by so much, in inches: type juts out less.
OFF = 0.06


@dataclass(frozen=True, slots=True)
class Edges:
    """Beyond which nothing is typed, in pixels: left and right of a column."""

    left: float
    right: float


def column_edges(boxes: Sequence[Box], page: Page) -> Edges | None:
    """The edges of the column that lines stand in; None where too few are long.

    boxes   of the lines of the page
    """
    widest = max((box.width for box in boxes), default=0)
    least = max(widest / 2, COLUMN * page.width)
    long = [box for box in boxes if box.width > least]
    if len(long) < LINES:
        return None
    # A long line in ten may have been read together with a note.
    left = quantiles((box.left for box in long), n=10)[0]
    right = quantiles((box.right for box in long), n=10)[-1]
    return Edges(left - OFF * page.dpi, right + OFF * page.dpi)
