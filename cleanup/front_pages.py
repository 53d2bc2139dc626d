"""Numbers of front pages: Roman numerals in small letters, each alone below the text of its page.

    iii      alone, well below the last row, at the foot of the page, where `iv` stands on the next

One by itself is believed at the very end of a page only: it may be a letter of a list, or the
mark of a pen.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median

from cleanup.model import Placed, Role
from cleanup.surroundings import EDGE, FAR_OFF
from ocr.lines import rows_of
from ocr.page import Page

NUMERAL = re.compile(r"[ivx]{1,4}")
# Share of the page from its end in which a number stands: a page that ends early has it higher.
FOOT = 0.25
# Times the usual step that it stands below the last row: a letter of a list is nearer.
FAR = 2.0
# Confidence (0-1) of what is read at all, and of a number: a speck is read as `i` with less.
LEGIBLE, SURE = 0.5, 0.8
# What a numeral that was told already is, beside a date and title.
NUMBERED = (Role.RUNNING_HEAD, Role.PAGE_NUMBER)
CERTAIN = 0.8  # 0-1, as in `cleanup.evidence`: set by hand


def without_front_page_numbers(
    placed: Sequence[Placed], pages: Sequence[Page]
) -> tuple[Placed, ...]:
    """The lines with the numbers of front pages given their role."""
    heights = {page.number: page.height for page in pages}
    lone = {
        id(numeral)
        for _, own in groupby(placed, lambda line: line.page)
        if (numeral := _lone_numeral(list(own)))
    }
    feet = [
        line
        for line in placed
        if (id(line) in lone or line.role in NUMBERED)
        and NUMERAL.fullmatch(line.text)
        and _from_the_end(line, heights) < FOOT
    ]
    said: dict[int, set[str]] = {}
    for line in feet:
        said.setdefault(line.page, set()).add(line.text)
    numbers = {
        id(line) for line in feet if _from_the_end(line, heights) < EDGE or _goes_on(line, said)
    } & lone
    return tuple(_as_number(line) if id(line) in numbers else line for line in placed)


def _as_number(line: Placed) -> Placed:
    return line.as_role(Role.RUNNING_HEAD, "foot-with-number", CERTAIN)


def _from_the_end(line: Placed, heights: Mapping[int, int]) -> float:
    """How far from the end of its page a line stands, as a share of the height."""
    return 1 - line.box.middle / heights[line.page]


def _lone_numeral(own: Sequence[Placed]) -> Placed | None:
    """The last row of a page's text when it is a numeral, well below the others."""
    text = {id(p.line): p for p in own if p.rule == "text" and p.line.confidence >= LEGIBLE}
    rows = rows_of([line.line for line in text.values()])
    if len(rows) < 3 or len(rows[-1]) > 1:
        return None
    last = text[id(rows[-1][0])]
    steps = [below[0].box.middle - above[0].box.middle for above, below in pairwise(rows)]
    read = NUMERAL.fullmatch(last.text) and last.line.confidence >= SURE
    return last if read and steps[-1] >= FAR * median(steps[:-1]) else None


def _goes_on(line: Placed, said: Mapping[int, set[str]]) -> bool:
    """Whether another page near by has another numeral at its foot, by itself or with a title."""
    near = range(line.page - FAR_OFF, line.page + FAR_OFF + 1)
    return any(said.get(page, set()) - {line.text} for page in near if page != line.page)
