"""The line of the archive that names page, message and section, where it was read in pieces.

    PAGE 02        KARVAL  02317        01 OF 03  221652Z
    PAGE 02        CABLE NO. 4471                            a report's: no section, no time

Its blanks are wide, so the reader makes lines of its pieces, and each comes again at the edge
of the next pages: a page number, a running head. Together they say which message a page
belongs to and where a section begins, and are read by `cleanup.running_lines`.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from cleanup import running_lines
from cleanup.model import Placed, Role
from cleanup.mrn import D
from cleanup.page_ends import IN_ROW

FIRST_PIECE = re.compile(r"^\W{0,2}[A-Z]?[A4][GC6][EFB]\s+\S{1,3}\b")
TIME = re.compile(rf"\b{D}{{6}}Z\b")
MAY_BE_PIECES = (Role.BODY, Role.PAGE_NUMBER, Role.RUNNING_HEAD)
# How certain it is (0-1), as in `cleanup.evidence`: set by hand.
CERTAIN = 0.9


def with_page_lines(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """`placed` with the pieces of page lines as lines of their message."""
    found: set[int] = set()
    for _, group in groupby(placed, key=lambda line: line.page):
        own = [line for line in group if line.role in MAY_BE_PIECES]
        for first in own:
            if FIRST_PIECE.match(first.text):
                found |= {id(line) for line in _pieces(first, own)}
    return tuple(
        line.as_role(Role.BODY, "message-line", CERTAIN) if id(line) in found else line
        for line in placed
    )


def _pieces(first: Placed, own: Sequence[Placed]) -> list[Placed]:
    """The pieces of a page line from its first one, all that stand on its row; none, or two."""
    beside = [
        line
        for line in own
        if line.box.left > first.box.left and line.box.rows_shared(first.box) >= IN_ROW
    ]
    row = [first, *sorted(beside, key=lambda line: line.box.left)]
    text = " ".join(line.text for line in row)
    said = running_lines.running(text)
    # A post and a number alone are the foot of a report, or a table's row: `AGE 14` `BOYS 1200`.
    named = said and said.number and (said.section or TIME.search(text))
    return row if len(row) > 1 and named else []
