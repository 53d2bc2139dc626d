"""How what stands right of a column stands to the rows of its text.

THE DELEGATION LEFT ███████████████████ HIM.     behind a redaction: the end of its row
Brisa                1952                 900    on a row: a cell of a table, perhaps
town and the roads around it. Fourteen    ok     off it: a note, when it is short

What begins beyond the column and on no row is told by `cleanup.marginalia` alone.
"""

from collections.abc import Sequence

from cleanup.model import Placed
from cleanup.on_the_line import is_of_the_type, is_off
from ocr.lines import WIDE_GAP
from ocr.model import Box


def is_on_a_row(line: Placed, text: Sequence[Placed], high: float) -> bool:
    """Whether a line keeps to a line of text left of it.

    text   the lines of its page
    high   the height of the page's type, in pixels
    """
    left = (other for other in text if _is_left(other.box, line.box))
    return any(not is_off(line.line.words, other.line.words, high) for other in left)


def is_off_its_rows(line: Placed, text: Sequence[Placed], high: float) -> bool:
    """Whether there are lines of text left of a line, and it keeps to none of them."""
    beside = any(_is_left(other.box, line.box) for other in text)
    return beside and not is_on_a_row(line, text, high)


def ends_a_row(line: Placed, text: Sequence[Placed], redacted: Sequence[Box], high: float) -> bool:
    """Whether a line is type that goes on behind a redaction, or right behind text it keeps to.

    redacted   bands of the redactions of its page
    """
    near = WIDE_GAP * high
    right_behind = [other for other in text if line.box.left - other.box.right <= near]
    # A code that a hand wrote beside a redaction is higher than type.
    behind_redacted = is_of_the_type(line.line.words, high) and any(
        _is_left(band, line.box) and line.box.left - band.right <= near for band in redacted
    )
    return behind_redacted or is_on_a_row(line, right_behind, high)


def _is_left(other: Box, box: Box) -> bool:
    return other.centre < box.left and other.rows_shared(box) > 0
