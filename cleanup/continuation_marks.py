"""Marks at the foot of a page that say that the message goes on: MORE, -- CONTINUED --.

      ... SAID THAT KENYA COULD
                                    MORE
                 CONFIDENTIAL

The same words end sentences. As a mark they stand below all text of the page, and between
dashes or brackets, or to the right of the row above them, without a full stop.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from cleanup.model import Placed, Role
from cleanup.spelling import FIGURES
from ocr.page import Page

WORDS = re.compile(
    r"^\W*(?:MORE|CONT'?D|CONTINUED?(?: (?:ON|OVER)(?: (?:THE )?(?:NEXT|FOLLOWING) PAGE)?)?)\W*$"
)
BETWEEN_SIGNS = re.compile(r"^[-–—~(*.=\s]*[-–—~(*=]\s*\w[\w' ]*\w\s*[-–—~)*=]+[.\s]*$")
# Inches that a mark stands to the right of where the row above it begins.
ASIDE = 1.0
# How certain it is (0-1), as in `cleanup.evidence`: set by hand.
CERTAIN = 0.85


def with_continuation_marks(placed: Sequence[Placed], pages: Sequence[Page]) -> tuple[Placed, ...]:
    """`placed` with the marks that a message goes on as furniture; lines in reading order."""
    dpi = {page.number: page.dpi for page in pages}
    out: list[Placed] = []
    for number, group in groupby(placed, key=lambda line: line.page):
        own = list(group)
        text = [line for line in own if line.role is Role.BODY]
        low = max(text, key=lambda line: line.box.middle, default=None)
        out += [_marked(line, text, dpi[number]) if line is low else line for line in own]
    return tuple(out)


def _marked(low: Placed, text: Sequence[Placed], dpi: int) -> Placed:
    said = low.text.upper().translate(FIGURES)
    if not WORDS.match(said) or low.text.islower():
        return low
    aside = _is_aside(low, text, dpi) and not _goes_on(low, text) and not low.text.endswith(".")
    if not aside and not BETWEEN_SIGNS.match(low.text):
        return low
    return low.as_role(Role.RUNNING_HEAD, "continuation-mark", CERTAIN)


def _is_aside(low: Placed, text: Sequence[Placed], dpi: int) -> bool:
    """Whether a line stands to the right of where the row above it begins, in any column."""
    above = [line for line in text if line is not low and line.box.bottom <= low.box.middle]
    last = max((line.box.middle for line in above), default=0.0)
    row = [line.box.left for line in above if line.box.bottom > last]
    return all(low.box.left - left > ASIDE * dpi for left in row) and bool(row)


def _goes_on(low: Placed, text: Sequence[Placed]) -> bool:
    """Whether a line of text stands on its row, so that it may be the end of that."""
    return any(line is not low and line.box.rows_shared(low.box) > 0 for line in text)
