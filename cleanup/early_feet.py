"""The foot of a page that ends early: printers put it right below the last line of the text.

      NNNN

                         Page 4
                      CONFIDENTIAL               far above where other pages have theirs

A level that closes a list or a sentence is text. As a foot it stands below all text of the page
and off it, and other pages have the same words with the same middle. A page with a banner below
its text has its foot.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise, takewhile
from math import inf
from operator import itemgetter
from statistics import median

from cleanup import envelope, vocabulary
from cleanup.model import Placed, Role
from cleanup.page_ends import LEGIBLE, SAME_MIDDLE
from ocr.page import Page

# Pitches of the page from the last line of its text to the foot. Below a message's last sign
# nothing is text, however near it stands.
OFF = 1.6
# Line heights: lines nearer than this stand on one row, as the cells of a table do.
ON_A_ROW = 0.5
# Rows of a foot: a page number, a level, a control.
MOST_ROWS = 3
# How certain it is (0-1), as in `cleanup.evidence`: set by hand.
CERTAIN = 0.85


# By what marks say, a level or that they count pages, the middle of each in inches and its page,
# from left to right.
Marks = Mapping[str, Sequence[tuple[float, int]]]
COUNTED = "page"


def with_early_feet(placed: Sequence[Placed], pages: Sequence[Page]) -> tuple[Placed, ...]:
    """`placed` with the feet of pages that end early as furniture."""
    dpi = {page.number: page.dpi for page in pages}
    marks = _marks(placed, dpi)
    found: dict[int, Role] = {}
    for number, group in groupby(placed, key=lambda line: line.page):
        found |= _foot(list(group), marks, dpi[number])
    return tuple(
        line.as_role(found[id(line)], "early-foot", CERTAIN) if id(line) in found else line
        for line in placed
    )


def _marks(placed: Sequence[Placed], dpi: Mapping[int, int]) -> Marks:
    """The marks of all pages that can be read."""
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for mark in placed:
        said = ""
        if mark.role is Role.PAGE_NUMBER and vocabulary.counted_page(mark.text):
            said = COUNTED
        elif mark.role is Role.BANNER:
            level, likeness = vocabulary.level_of(mark.text)
            said = level if likeness >= LEGIBLE else ""
        if said:
            found[said].append((mark.box.centre / dpi[mark.page], mark.page))
    return {said: sorted(same) for said, same in found.items()}


def _foot(page: Sequence[Placed], marks: Marks, dpi: int) -> dict[int, Role]:
    """The roles of the lines at the end of a page that other pages have as marks, by their id."""
    text = [line for line in page if line.role is Role.BODY]
    rows = sorted(text, key=lambda line: line.box.middle)
    if not rows or _has_foot(page, rows[-1]):
        return {}
    foot: dict[int, Role] = {}
    at = len(rows)
    while at and len(rows) - at < MOST_ROWS and (role := _mark(rows[at - 1], marks, dpi)):
        at -= 1
        foot[id(rows[at])] = role
    if not foot or not at:
        return {}
    off = rows[at].box.middle - rows[at - 1].box.middle >= OFF * _pitch(rows)
    return foot if off or envelope.is_end(rows[at - 1].text) else {}


def _has_foot(page: Sequence[Placed], last: Placed) -> bool:
    """Whether a banner stands below the last line of text."""
    return any(p.role is Role.BANNER and p.box.middle > last.box.middle for p in page)


def _pitch(rows: Sequence[Placed]) -> float:
    """The usual distance from row to row, in pixels; no distance is as great where all are one."""
    steps = [
        step
        for a, b in pairwise(rows)
        if (step := b.box.middle - a.box.middle) >= ON_A_ROW * max(a.box.height, b.box.height)
    ]
    return median(steps) if steps else inf


def _mark(line: Placed, marks: Marks, dpi: int) -> Role | None:
    """What a line is if other pages have the same at their edge; None for text."""
    if vocabulary.counted_page(line.text):
        role, said = Role.PAGE_NUMBER, COUNTED
    elif vocabulary.names_a_level(line.text) and not line.text.rstrip().endswith("."):
        role, said = Role.BANNER, vocabulary.level_of(line.text)[0]
    else:
        return None
    return role if _elsewhere(marks.get(said, ()), line.page, line.box.centre / dpi) else None


def _elsewhere(same: Sequence[tuple[float, int]], page: int, middle: float) -> bool:
    """Whether one of some marks, on another page, has that middle, in inches."""
    first = bisect_left(same, middle - SAME_MIDDLE, key=itemgetter(0))
    near = takewhile(
        lambda mark: mark[0] <= middle + SAME_MIDDLE, (same[n] for n in range(first, len(same)))
    )
    return any(number != page for _, number in near)
