"""How what stands right of a column stands to the rows of its text.

    THE DELEGATION LEFT ███████████████████ HIM.     behind a redaction: the end of its row
    Brisa                1952                 900    on a row: a cell of a table, perhaps
    town and the roads around it. Fourteen    ok     off it: a note, when it is short

What begins beyond the column and on no row is told by `cleanup.marginalia` alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cleanup.model import Placed
from cleanup.on_the_line import is_of_the_type, is_off, type_height
from ocr.lines import WIDE_GAP
from ocr.model import Box, Line


class Rows:
    """The lines of text of a page and its redactions, to be asked for what is left of a line."""

    def __init__(self, text: Sequence[Placed], redacted: Sequence[Box]) -> None:
        """Take the lines of one page, and the bands of its redactions."""
        self._high = type_height([line.line for line in text])
        self._lines = sorted(((p.box, p.line) for p in text), key=lambda each: each[0].top)
        self._tops = [box.top for box, _ in self._lines]
        self._tallest = max((box.height for box, _ in self._lines), default=0)
        self._redacted = redacted

    def hold(self, line: Placed) -> bool:
        """Whether a line keeps to a line of text left of it."""
        return any(self._keeps_to(line, other) for _, other in self._left_of(line.box))

    def are_left_by(self, line: Placed) -> bool:
        """Whether there are lines of text left of a line, and it keeps to none of them."""
        return bool(self._left_of(line.box)) and not self.hold(line)

    def end_in(self, line: Placed) -> bool:
        """Whether it is type that goes on behind a redaction, or right behind text it keeps to."""
        own, near = line.box, WIDE_GAP * self._high
        # A code that a hand wrote beside a redaction is higher than type.
        if is_of_the_type(line.line.words, self._high) and any(
            _is_left(band, own) and own.left - band.right <= near for band in self._redacted
        ):
            return True
        return any(
            own.left - box.right <= near and self._keeps_to(line, other)
            for box, other in self._left_of(own)
        )

    def _keeps_to(self, line: Placed, other: Line) -> bool:
        return not is_off(line.line.words, other.words, self._high)

    def _left_of(self, box: Box) -> list[tuple[Box, Line]]:
        """The lines left of a box that share a row with it, and their boxes."""
        first = bisect_left(self._tops, box.top - self._tallest)
        near = self._lines[first : bisect_right(self._tops, box.bottom)]
        return [each for each in near if _is_left(each[0], box)]


def _is_left(other: Box, box: Box) -> bool:
    return other.centre < box.left and other.rows_shared(box) > 0
