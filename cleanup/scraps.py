"""Letters read into what is none: told by where such scraps stand, one after the other.

    punch hole    C             above the text of three pages, at the same place
    ruled line    1 i P 1       one above the other, at the edge of a form
    pen           L0            in the margin that the rows beside it leave
    edge          rye T 72 SS   the dirt of the scanner's glass, along the edge of each page
    release line  TUF CRE 770   what is left of a banner under it, or of its own end

Nothing goes for being short or faint alone: a portion mark, the number of a list and the
figures of a table come again at a place as well, and are read surely or stand in a row.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cleanup import vocabulary
from cleanup.damaged_furniture import (
    TEXT_THERE,
    is_text,
    letters_of,
    share_in_words,
    words_of_text,
)
from cleanup.hyphens import is_cut
from cleanup.model import Placed, Role
from cleanup.surroundings import FAR_OFF
from ocr.page import Page

# Letters of a scrap; the confidence, as the reader gave it, from which it is surely typed.
SCRAP, TYPED = 2, 0.9
# The outer seventh of the page; inches by which the same hole is off on two pages: sheets
# are fed aslant, and the sides of a release line are cut off with it.
EDGE, HOLE_DOWN, HOLE_ACROSS = 0.14, 0.2, 0.6
# Other pages that must have such a scrap there.
PAGES = 2
# Inches about the middle of a ruled line in which its pieces are, how many there must be, and
# how many of them that nobody could read.
RULED, PIECES, UNREAD = 0.1, 4, 2
# Inches up and down of the rows whose margin a scrap stands in, how many they must be, and how
# far off them: a word that was typed follows its row by a tenth.
NEAR, ROWS, OFF = 1.0, 4, 0.15
# Inches of the page's end that only its scan has, the confidence of dirt, and the share of its
# letters that may be in words of the text.
GLASS, FAINT, KNOWN = 0.3, 0.7, 0.3
# Inches about a release line and about a height on other pages, and letters of what is left of
# something there.
ABOUT, HEIGHT, REST = 0.3, 0.15, 12
# How certain each is (0-1), as in `cleanup.evidence`: set by hand.
CERTAIN = {
    "punch-hole": 0.8,
    "ruled-line": 0.8,
    "margin-scrap": 0.7,
    "edge-dirt": 0.8,
    "beside-release-line": 0.7,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and where it is, in inches from the top, the left, and its own end of the page."""

    placed: Placed
    down: float
    across: float
    end: float
    edge: str


def without_scraps(placed: Sequence[Placed], pages: Sequence[Page]) -> tuple[Placed, ...]:
    """`placed` with the scraps that are no letters given their role."""
    known = {page.number: page for page in pages}
    own = {
        number: [_mark(line, known[number]) for line in lines]
        for number, lines in groupby(placed, lambda line: line.page)
    }
    words = words_of_text(placed)
    found = {
        **_holes(own),
        **_dirt(own, words),
        **_beside_release_lines(own, words),
        **{key: rule for marks in own.values() for key, rule in _ruled(marks).items()},
        **{
            key: rule
            for number, marks in own.items()
            for key, rule in _beside_rows(marks, known[number]).items()
        },
    }
    return tuple(
        line.as_role(Role.NOISE, rule, CERTAIN[rule]) if (rule := found.get(id(line))) else line
        for line in placed
    )


def _mark(line: Placed, page: Page) -> Mark:
    middle = line.box.middle
    share = middle / page.height
    edge = "top" if share < EDGE else "bottom" if share > 1 - EDGE else ""
    end = min(middle, page.height - middle)
    return Mark(line, middle / page.dpi, line.box.centre / page.dpi, end / page.dpi, edge)


def _is_scrap(line: Placed) -> bool:
    """A letter or two that were not read surely, and that are no portion mark."""
    few = _is_short(line) and letters_of(line.text) != ""
    return few and line.line.confidence < TYPED and line.role in (Role.BODY, Role.NOISE)


def _holes(own: Mapping[int, Sequence[Mark]]) -> dict[int, str]:
    """Scraps outside of the text, where two other pages have one: no figures, which may count."""
    scraps = {
        number: [mark for mark in marks if mark.edge and _is_scrap(mark.placed)]
        for number, marks in own.items()
    }
    found = {}
    for mark in (mark for marks in scraps.values() for mark in marks):
        line = mark.placed
        if line.rule != "text" or _may_count(line.text) or not _stands_alone(mark, own[line.page]):
            continue
        near = range(line.page - FAR_OFF, line.page + FAR_OFF + 1)
        others = (other for number in near for other in scraps.get(number, ()))
        if len({o.placed.page for o in others if _same_hole(mark, o)} - {line.page}) >= PAGES:
            found[id(line)] = "punch-hole"
    return found


def _may_count(text: str) -> bool:
    return text.isdigit() or bool(vocabulary.ROMAN.match(text))


def _stands_alone(mark: Mark, own: Sequence[Mark]) -> bool:
    """Whether no text is on its row, or between it and its end of the page."""
    top = mark.edge == "top"
    for other in own:
        if other is mark or other.placed.rule != "text":
            continue
        beyond = other.down < mark.down if top else other.down > mark.down
        beside = other.placed.box.rows_shared(mark.placed.box) > 0
        if (beyond and is_text(other.placed)) or (beside and not _is_scrap(other.placed)):
            return False
    return True


def _same_hole(mark: Mark, other: Mark) -> bool:
    down, across = abs(mark.end - other.end), abs(mark.across - other.across)
    return mark.edge == other.edge and down <= HOLE_DOWN and across <= HOLE_ACROSS


def _ruled(own: Sequence[Mark]) -> dict[int, str]:
    """Pieces of a ruled line that stand one above the other, at the left of all text."""
    scraps = [mark for mark in own if _is_short(mark.placed)]
    left = min((mark.placed.box.left for mark in own if is_text(mark.placed)), default=0)
    found = {}
    for mark in scraps:
        line = [other for other in scraps if abs(other.across - mark.across) <= RULED]
        unread = sum(other.placed.role is not Role.BODY for other in line)
        typed = any(other.placed.line.confidence >= TYPED for other in line)
        outside = mark.placed.box.right < left
        if outside and len(line) >= PIECES and unread >= UNREAD and not typed:
            if mark.placed.rule == "text":
                found[id(mark.placed)] = "ruled-line"
    return found


def _is_short(line: Placed) -> bool:
    return len(letters_of(line.text)) <= SCRAP and not re.search(r"[()]", line.text)


def _beside_rows(own: Sequence[Mark], page: Page) -> dict[int, str]:
    """Scraps right of all rows about them, which are the text of a column: no figures."""
    found = {}
    rows = [mark for mark in own if is_text(mark.placed)]
    for mark in own:
        line = mark.placed
        if line.rule != "text" or not _is_scrap(line) or line.text.isdigit():
            continue
        near = [row for row in rows if abs(row.down - mark.down) <= NEAR]
        above = sum(row.down < mark.down for row in near)
        if min(above, len(near) - above) < ROWS:
            continue
        edge = max(row.placed.box.right for row in near)
        if line.box.left - edge >= OFF * page.dpi:
            found[id(line)] = "margin-scrap"
    return found


def _dirt(own: Mapping[int, Sequence[Mark]], words: frozenset[str]) -> dict[int, str]:
    """Faint lines at the very end of the page, as two other pages have them at the same end."""
    glass = [m for marks in own.values() for m in marks if m.edge and m.end <= GLASS]
    faint = [
        m
        for m in glass
        if m.placed.line.confidence < FAINT and share_in_words(m.placed.text, words) < KNOWN
    ]
    ends = {end: {m.placed.page for m in faint if m.edge == end} for end in ("top", "bottom")}
    return {
        id(m.placed): "edge-dirt"
        for m in faint
        if m.placed.rule == "text" and len(ends[m.edge] - {m.placed.page}) >= PAGES
    }


def _beside_release_lines(
    own: Mapping[int, Sequence[Mark]], words: frozenset[str]
) -> dict[int, str]:
    """Short lines of no words about a release line, where other pages have furniture and no text.

    Where the release line was printed over a banner each page has other pieces of it. What was
    read surely is none, `ANNEX C`, unless it is a piece of furniture to the letter.
    """
    found = {}
    ends = {number: [mark for mark in marks if mark.edge] for number, marks in own.items()}
    for number, marks in ends.items():
        printed = [mark for mark in marks if mark.placed.role is Role.RELEASE_HEADER]
        for mark in marks:
            about = any(_is_about(mark, line, ABOUT) for line in printed)
            if not about or not _is_rest(mark.placed, words) or not _ends_the_page(mark, marks):
                continue
            near = set(range(number - FAR_OFF, number + FAR_OFF + 1)) - {number}
            others = [m for n in near for m in ends.get(n, ()) if _is_about(m, mark, HEIGHT)]
            kept = [m for m in others if m.placed.role is not Role.BODY]
            if not _is_a_place_of_furniture(others) or _goes_on(mark, own.get(number - 1, ())):
                continue
            if mark.placed.line.confidence < TYPED or _is_piece(mark, [*printed, *kept]):
                found[id(mark.placed)] = "beside-release-line"
    return found


def _is_a_place_of_furniture(there: Sequence[Mark]) -> bool:
    """Whether pages have furniture at a place, and hardly one has text."""
    kept = {mark.placed.page for mark in there if mark.placed.role is not Role.BODY}
    text = {mark.placed.page for mark in there if is_text(mark.placed)}
    return len(kept) >= PAGES and len(text) <= TEXT_THERE * len(kept)


def _goes_on(mark: Mark, before: Sequence[Mark]) -> bool:
    """Whether a line at the top of a page is the rest of the last word of the page before."""
    text = sorted((m for m in before if is_text(m.placed)), key=lambda other: other.down)
    return mark.edge == "top" and any(is_cut(m.placed.text, mark.placed.text) for m in text[-1:])


def _is_piece(mark: Mark, furniture: Sequence[Mark]) -> bool:
    """Whether a line is a part of furniture, `3770` of `C02063770`, with its very figures."""
    piece, *whole = (re.sub(r"\W", "", each.placed.text).upper() for each in (mark, *furniture))
    return len(piece) > SCRAP and any(piece in each for each in whole)


def _is_about(mark: Mark, other: Mark, reach: float) -> bool:
    return mark.edge == other.edge and abs(mark.end - other.end) <= reach


def _is_rest(line: Placed, words: frozenset[str]) -> bool:
    """Whether a line has few letters, none in brackets, and they are in no words of the text."""
    few = 0 < len(letters_of(line.text)) <= REST and not re.search(r"[()]", line.text)
    return few and line.rule == "text" and share_in_words(line.text, words) < KNOWN


def _ends_the_page(mark: Mark, own: Sequence[Mark]) -> bool:
    """Whether no text is on its row, nor between it and its end of the page."""
    text = [other for other in own if is_text(other.placed) and other.edge == mark.edge]
    return all(
        other.end > mark.end and other.placed.box.rows_shared(mark.placed.box) <= 0
        for other in text
    )
