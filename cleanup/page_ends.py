"""What goes with the furniture at the ends of a page, told when the rest of it is known.

    level below     S-E-C-R-E-T                 where the head of the page has the same one
    controls        NO FOREIGN DISSEM           beside such a level
    rest of a foot  24 Jan 59  DAILY BRIEF  ii  of which other pages have the date and words

A level inside the page is text wherever one of these signs is wanting: a list may have a
column of levels, and a message begins with its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cleanup import vocabulary
from cleanup.damaged_furniture import is_text, letters_of
from cleanup.evidence import repetition, together
from cleanup.model import Placed, Role
from cleanup.surroundings import FAR_OFF
from ocr.page import Page

# Share of the height below which a page's lower mark and its foot stand, as forms print under
# the mark; the upper mark stands above the same share.
LOWER, UPPER = 0.75, 0.25
# Likeness (0-1) of a banner that can be read.
LEGIBLE = 0.8
# Inches: how far apart the middles of the upper and lower mark may be, how far off the words
# beside it on a form a mark stands, and what counts as the same height on two pages.
SAME_MIDDLE, OFF_ITS_ROW, SAME_HEIGHT = 0.5, 0.4, 0.2
# Other pages that must have it, where the page does not say so itself.
PAGES = 2
# Letters of a whole foot, and of what a number is misread as.
FOOT, NUMBER = 60, 4
# Likeness (0-1) of the words of two feet.
SAME_FOOT = 0.9
# Share of a line's height that two in one row have in common.
IN_ROW = 0.5
# How certain each is (0-1), as in `cleanup.evidence`: set by hand.
AGAIN_BELOW, BESIDE, REST = 0.9, 0.8, 0.8
# A date as a foot begins with it, whatever follows: `2 Mar 61`, read `2Mar61`.
DATE = re.compile(r"^\W*(\d{1,2} ?[A-Z][a-z]{2,8}\.? ?(?:19|20)?\d\d)\b")

# A role, the rule that gave it, and how certain it is.
Verdict = tuple[Role, str, float]


@dataclass(frozen=True, slots=True)
class Standing:
    """A line with its place: share of the height, and inches from the top and the left."""

    placed: Placed
    share: float
    down: float
    across: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands in a foot of a page: the date it begins with, or "", and its letters."""

    page: int
    date: str
    words: str


def with_page_ends(placed: Sequence[Placed], pages: Sequence[Page]) -> tuple[Placed, ...]:
    """`placed` with the lower marks of classification and the rest of running feet."""
    known = {page.number: page for page in pages}
    out = _with_levels(placed, known)
    out = _with_controls(out, known)
    return tuple(_with_feet(out, known))


def _by_page(placed: Iterable[Placed], known: Mapping[int, Page]) -> dict[int, list[Standing]]:
    standing: dict[int, list[Standing]] = {}
    for line in placed:
        page, box = known[line.page], line.box
        at = (box.middle / page.dpi, box.centre / page.dpi, box.left / page.dpi)
        share = box.middle / page.height
        stands = Standing(line, share, *at, box.right / page.dpi)
        standing.setdefault(line.page, []).append(stands)
    return standing


def _given(placed: Sequence[Placed], roles: Mapping[int, Verdict]) -> list[Placed]:
    """`placed` with roles by the ids of its lines."""
    return [line.as_role(*roles[id(line)]) if id(line) in roles else line for line in placed]


def _with_levels(placed: Sequence[Placed], known: Mapping[int, Page]) -> list[Placed]:
    """The level at the foot of a page: of the mark at its head, or where other pages have it."""
    found: dict[int, Verdict] = {}
    sure: list[Standing] = []
    maybe: list[Standing] = []
    for own in _by_page(placed, known).values():
        heads = _heads(own)
        for low in own:
            if low.share < LOWER or not vocabulary.names_a_level(low.placed.text):
                continue
            marked = low.placed.role is Role.BANNER
            if not marked and not _may_be_mark(low, own):
                continue
            above = [head for head in heads if _same_mark(low, head)]
            (sure if marked or above else maybe).append(low)
            pair = (one.placed for one in (low, *above) if above and one.placed.rule == "text")
            found |= {id(line): (Role.BANNER, "level-below", AGAIN_BELOW) for line in pair}
    return _given(placed, found | _levels_elsewhere(maybe, sure))


def _heads(own: Sequence[Standing]) -> list[Standing]:
    """Banners at the head of a page, and levels left as text beside them in the box of a form."""
    upper = [one for one in own if one.share < UPPER]
    banners = [one.placed for one in upper if one.placed.role is Role.BANNER]
    return [one for one in upper if one.placed in banners or _in_box(one.placed, banners)]


def _in_box(line: Placed, banners: Sequence[Placed]) -> bool:
    level = line.rule == "text" and vocabulary.names_a_level(line.text)
    return level and any(_gap(line, banner) < 0 for banner in banners)


def _levels_elsewhere(maybe: Sequence[Standing], sure: Sequence[Standing]) -> dict[int, Verdict]:
    """Those whose upper mark was not read, and which stand where other pages have theirs."""
    found: dict[int, Verdict] = {}
    for low in maybe:
        there = (one for one in sure if _same_mark(low, one))
        pages = {one.placed.page for one in there if abs(low.down - one.down) <= SAME_HEIGHT}
        if len(pages - {low.placed.page}) >= PAGES:
            certain = together(BESIDE, repetition(len(pages)))
            found[id(low.placed)] = Role.BANNER, "level-below", certain
    return found


def _may_be_mark(low: Standing, own: Sequence[Standing]) -> bool:
    """A line left as text that ends no sentence, stands off its row and is in no column.

    One in brackets is the mark of its paragraph.
    """
    if low.placed.rule != "text" or re.search(r"\w\.$|[()]", low.placed.text):
        return False
    others = [one for one in own if one is not low and re.search(r"\w\w", one.placed.text)]
    return not any(_in_column(low, one) or _beside(low, one) for one in others)


def _in_column(low: Standing, one: Standing) -> bool:
    text = one.placed.rule == "text" and vocabulary.names_a_level(one.placed.text)
    return text and abs(low.across - one.across) <= SAME_MIDDLE


def _beside(low: Standing, one: Standing) -> bool:
    off = max(one.left - low.right, low.left - one.right)
    return _in_row(low, one) and off < OFF_ITS_ROW


def _same_mark(low: Standing, other: Standing) -> bool:
    level, likeness = vocabulary.level_of(other.placed.text)
    own, _ = vocabulary.level_of(low.placed.text)
    beneath = abs(low.across - other.across) <= SAME_MIDDLE
    return beneath and likeness >= LEGIBLE and own == level


def _in_row(one: Standing, other: Standing) -> bool:
    return one.placed.box.rows_shared(other.placed.box) >= IN_ROW


def _with_controls(placed: Sequence[Placed], known: Mapping[int, Page]) -> list[Placed]:
    """What a form prints beside the level at its foot, of which the box may have two rows."""
    found: dict[int, Verdict] = {}
    for own in _by_page(placed, known).values():
        marks = [one.placed for one in own if one.placed.rule == "level-below"]
        for line in (one.placed for one in own if one.placed.rule == "text" and marks):
            near = any(_gap(line, mark) < min(line.box.height, mark.box.height) for mark in marks)
            if near and (likeness := vocabulary.banner_likeness(line.text)) >= LEGIBLE:
                certain = together(likeness * BESIDE, BESIDE)
                found[id(line)] = Role.BANNER, "banner-continued", certain
    return _given(placed, found)


def _gap(one: Placed, other: Placed) -> float:
    """Pixels between the rows of two lines; below 0 where they overlap."""
    return max(one.box.top, other.box.top) - min(one.box.bottom, other.box.bottom)


def _with_feet(placed: Sequence[Placed], known: Mapping[int, Page]) -> list[Placed]:
    """The lines of a foot's row that were left as text, where all else of it is furniture.

    A row is one of a foot when a running head or page number is in it, or its words are those
    of the feet of other pages, and no text stands below it.
    """
    standing = _by_page(placed, known)
    feet = {
        number: [
            Foot(number, _date_of(one.placed.text), _words_of(one.placed.text))
            for one in own
            if one.share >= LOWER and one.placed.role is Role.RUNNING_HEAD
        ]
        for number, own in standing.items()
    }
    found: dict[int, Verdict] = {}
    for number, own in standing.items():
        others = [foot for near in _near(number) for foot in feet.get(near, ())]
        for low in own:
            if low.placed.rule != "text" or low.share < LOWER or id(low.placed) in found:
                continue
            row = [one.placed for one in own if one is low or _in_row(low, one)]
            if not _text_below(low, own) and _is_foot(row, others):
                left = (line for line in row if line.rule == "text")
                found |= {id(line): (Role.RUNNING_HEAD, "rest-of-foot", REST) for line in left}
    return _given(placed, found)


def _near(number: int) -> list[int]:
    """The numbers of the other pages that are not far off."""
    around = range(number - FAR_OFF, number + FAR_OFF + 1)
    return [other for other in around if other != number]


def _text_below(low: Standing, own: Sequence[Standing]) -> bool:
    return any(is_text(one.placed) for one in own if one.down > low.down and not _in_row(low, one))


def _is_foot(row: Sequence[Placed], feet: Sequence[Foot]) -> bool:
    left = [line for line in row if line.rule == "text"]
    if sum(len(line.text) for line in left) > FOOT:
        return False
    ruled = any(line.role in (Role.RUNNING_HEAD, Role.PAGE_NUMBER) for line in row)
    said = [_is_said(line, feet) for line in left]
    if not ruled and sum(said) < 2:
        return False
    numbers = (_is_number(line.text, misread=not ruled) for line in left)
    return all(words or number for words, number in zip(said, numbers, strict=True))


def _is_number(text: str, *, misread: bool) -> bool:
    """Whether a piece of a foot is a page's number; small Roman ones are misread as capitals."""
    number = vocabulary.foot_number(text.lower() if misread else text)
    return number and len(letters_of(text)) <= NUMBER


def _is_said(line: Placed, feet: Sequence[Foot]) -> bool:
    """Whether the feet of two other pages say it, or begin with the date that it begins with."""
    date, words = _date_of(line.text), _words_of(line.text)
    pages = {
        foot.page for foot in feet if (date and date == foot.date) or _same_words(words, foot.words)
    }
    return len(pages) >= PAGES


def _date_of(text: str) -> str:
    found = DATE.match(text)
    return re.sub(r"\W", "", found.group(1)).upper() if found else ""


def _words_of(text: str) -> str:
    return re.sub(r"[^A-Z]", "", text.upper())


def _same_words(words: str, other: str) -> bool:
    return len(words) > NUMBER and fuzz.ratio(words, other) >= 100 * SAME_FOOT
