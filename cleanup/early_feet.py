"""The foot of a page that ends early: printers put it right below the last line of the text.

      NNNN

                         Page 4
                      CONFIDENTIAL               far above where other pages have theirs

A level that closes a list or a sentence is text. As a foot it stands below all text of the page
and off it, and other pages have the same words with the same middle.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from statistics import median

from cleanup import envelope, vocabulary
from cleanup.model import Placed, Role
from ocr.page import Page

# Likeness (0-1) of a banner that can be read.
LEGIBLE = 0.8
# Inches: how far apart the middles of one mark on two pages may be.
SAME_MIDDLE = 0.5
# Pitches of the page from the last line of its text to the foot. Below a message's last sign
# nothing is text, however near it stands.
OFF = 1.6
# Rows of a foot: a page number, a level, a control.
MOST_ROWS = 3
# How certain it is (0-1), as in `cleanup.evidence`: set by hand.
CERTAIN = 0.85


def with_early_feet(placed: Sequence[Placed], pages: Sequence[Page]) -> tuple[Placed, ...]:
    """`placed` with the feet of pages that end early as furniture."""
    dpi = {page.number: page.dpi for page in pages}
    marks = [p for p in placed if p.role in (Role.BANNER, Role.PAGE_NUMBER)]
    found: dict[int, Role] = {}
    for number, group in groupby(placed, key=lambda line: line.page):
        own = [line for line in group if line.role is Role.BODY]
        found |= _foot(own, [m for m in marks if m.page != number], dpi)
    return tuple(
        line.as_role(found[id(line)], "early-foot", CERTAIN) if id(line) in found else line
        for line in placed
    )


def _foot(
    own: Sequence[Placed], elsewhere: Sequence[Placed], dpi: Mapping[int, int]
) -> dict[int, Role]:
    """The roles of the lines at the end of a page that other pages have as marks, by their id."""
    rows = sorted(own, key=lambda line: line.box.middle)
    foot: dict[int, Role] = {}
    at = len(rows)
    while at and len(rows) - at < MOST_ROWS and (role := _mark(rows[at - 1], elsewhere, dpi)):
        at -= 1
        foot[id(rows[at])] = role
    if not foot or not at:
        return {}
    steps = [b.box.middle - a.box.middle for a, b in zip(rows, rows[1:], strict=False)]
    off = rows[at].box.middle - rows[at - 1].box.middle >= OFF * median(steps)
    return foot if off or envelope.is_end(rows[at - 1].text) else {}


def _mark(line: Placed, elsewhere: Sequence[Placed], dpi: Mapping[int, int]) -> Role | None:
    """What a line is if other pages have the same at their edge; None for text."""
    if vocabulary.counted_page(line.text):
        role = Role.PAGE_NUMBER
    elif vocabulary.names_a_level(line.text) and not line.text.rstrip().endswith("."):
        role = Role.BANNER
    else:
        return None
    same = (m for m in elsewhere if m.role is role and _same(line, m))
    middle = line.box.centre / dpi[line.page]
    there = any(abs(m.box.centre / dpi[m.page] - middle) <= SAME_MIDDLE for m in same)
    return role if there else None


def _same(line: Placed, mark: Placed) -> bool:
    """Whether two marks say the same level; of page numbers the figures differ."""
    if mark.role is Role.PAGE_NUMBER:
        return vocabulary.counted_page(mark.text)
    level, likeness = vocabulary.level_of(mark.text)
    return likeness >= LEGIBLE and level == vocabulary.level_of(line.text)[0]
