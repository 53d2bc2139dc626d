"""Furniture too damaged for any words, told by its place on other pages.

    damaged    `1Ap oV*bdM1o?OFte a 320M%7/27` where others have `Approved For Release`
    scraps     `C`, `1`, `w`: what is left of a banner that is struck through

Such a line must stand outside of the text, where two other pages have furniture and hardly one
has text, and be no more unlike than damage makes it.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby
from math import inf

from rapidfuzz import fuzz

from cleanup import vocabulary
from cleanup.evidence import repetition, together
from cleanup.model import Placed, Role
from cleanup.surroundings import Places, Seen

# Likeness of one that is struck through but stands where others stand. Words of the trade
# come near it by chance: `IDENTIFICATION FORM` has 0.63.
STRUCK = 0.65
# Other pages that must have furniture at the place of a damaged line.
PLACES = 2
# Likeness (0-1) of a damaged line to furniture at its place. The damaged CREST lines that
# are known are like their neighbours by 0.33 and more; text is by 0.3 to 0.45, and is held
# off by its place first.
DAMAGED = {Role.RELEASE_HEADER: 0.32, Role.BANNER: 0.45, Role.RUNNING_HEAD: 0.55}
# Likeness (0-1) of what reads as text, to be furniture all the same: one letter in seven off.
LIKE_IN_SPITE_OF_WORDS = 0.85
# Shares of a line's letters: in words of the release's text, and small ones of a banner.
WORDS_OF_TEXT, SMALL = 0.4, 0.4
# Share of the pages with furniture at a place that may have text there as well.
TEXT_THERE = 0.1
# Letters of a line that is text for sure, when what stands outside of the text is sought.
TEXT = 15
# Letters of a scrap; other pages with one; inches between "the same places" of scraps.
SCRAP, SCRAPS, SCRAP_PLACE = 3, 2, 0.15


def at_the_place_of_furniture(
    placed: Sequence[Placed], seen: Sequence[Seen], places: Places
) -> list[Placed]:
    """`placed` with the lines that are furniture by their place; `seen` in the same order."""
    decided = {id(look): line for look, line in zip(seen, placed, strict=True)}
    outside, words = outside_of_text(placed), words_of_text(placed)
    out = list(placed)
    for index, (line, look) in enumerate(zip(placed, seen, strict=True)):
        if line.rule != "text" or not look.edge:
            continue
        there = [decided[id(other)] for other in places.overlapping(look)]
        found = _as_struck(line, there, words)
        if not found and id(line) in outside:
            found = _as_damaged(line, there, words) or _as_scrap(line, look, places, decided)
        out[index] = found or line
    return out


def outside_of_text(placed: Sequence[Placed]) -> set[int]:
    """The ids of lines with no line of text above them, or none below."""
    outside: set[int] = set()
    for _, page in groupby(placed, lambda line: line.page):
        own = list(page)
        text = [line.box.middle for line in own if is_text(line)]
        first, last = min(text, default=inf), max(text, default=-inf)
        outside |= {id(line) for line in own if not first < line.box.middle < last}
    return outside


def is_text(line: Placed) -> bool:
    """Whether a line that was left as text has letters enough to be some for sure."""
    return line.rule == "text" and len(letters_of(line.text)) >= TEXT


def words_of_text(placed: Sequence[Placed]) -> frozenset[str]:
    """Words that stand on two lines of the text or more: rubbish does not come twice."""
    lines = (set(_words(line.text)) for line in placed if is_text(line))
    counted = Counter(word for words in lines for word in words)
    return frozenset(word for word, count in counted.items() if count >= 2)


def _words(text: str) -> list[str]:
    return re.findall(r"\b[A-Z]{4,}\b", text.upper())


def _as_struck(line: Placed, there: Sequence[Placed], words: frozenset[str]) -> Placed | None:
    """A banner read through its strike, where two other pages have one."""
    likeness = vocabulary.banner_likeness(line.text)
    pages = {p.page for p in there if p.role is Role.BANNER}
    if likeness < STRUCK or len(pages) < PLACES or not _is_rubbish(line.text, Role.BANNER, words):
        return None
    return line.as_role(
        Role.BANNER, "struck-banner", together(likeness, repetition(len(pages)) / 2)
    )


def _as_damaged(line: Placed, there: Sequence[Placed], words: frozenset[str]) -> Placed | None:
    """A line where other pages have furniture that it looks like, in spite of the damage."""
    letters = letters_of(line.text)
    if len(letters) <= 2 or vocabulary.is_date(line.text):
        return None
    for role, least in DAMAGED.items():
        same = [p for p in there if p.role is role]
        pages = _kept_for(role, there)
        if not pages:
            continue
        like = max(_likeness(letters, letters_of(p.text)) for p in same)
        if like >= (least if _is_rubbish(line.text, role, words) else LIKE_IN_SPITE_OF_WORDS):
            rule = "struck-banner" if role is Role.BANNER else "damaged-repeat"
            return line.as_role(role, rule, together(like, repetition(len(pages)) / 2))
    return None


def _is_rubbish(text: str, role: Role, words: frozenset[str]) -> bool:
    """Whether it does not read as text: it has few of its words, and a banner no small letters."""
    small = sum(letter.islower() for letter in text) / max(len(letters_of(text)), 1)
    few = share_in_words(text, words) < WORDS_OF_TEXT
    return few and (role is not Role.BANNER or small < SMALL)


def share_in_words(text: str, words: Collection[str]) -> float:
    """The share (0-1) of a line's letters that are in words of the release's text."""
    letters = max(len(letters_of(text)), 1)
    return sum(len(word) for word in _words(text) if word in words) / letters


def _kept_for(role: Role, there: Sequence[Placed]) -> set[int]:
    """The pages that have furniture of this role at a place, when the place is kept for it."""
    pages = {p.page for p in there if p.role is role}
    text = {p.page for p in there if is_text(p)} - pages
    return pages if len(pages) >= PLACES and len(text) <= TEXT_THERE * len(pages) else set()


def _likeness(letters: str, other: str) -> float:
    """Likeness of what may be a piece of the other, 0-1; a short piece is like anything."""
    whole = fuzz.ratio(letters, other)
    piece = fuzz.partial_ratio(letters, other) if len(letters) >= 8 else 0
    return max(whole, 0.7 * piece) / 100


def letters_of(text: str) -> str:
    return re.sub(r"\d", "0", re.sub(r"[^A-Z0-9]", "", text.upper()))


def _as_scrap(
    line: Placed, look: Seen, places: Places, decided: dict[int, Placed]
) -> Placed | None:
    """A letter or two in the row of other pages' banners: within one, or where they have scraps.

    A portion mark in brackets comes again at an indent, and is text.
    """
    if not _is_scrap(look.text):
        return None
    there = places.overlapping(look)
    within = _kept_for(Role.BANNER, [decided[id(other)] for other in there])
    again = [other for other in there if _is_scrap(other.text) and _at_one_place(look, other)]
    pages = {other.page for other in again}
    row = [decided[id(other)] for other in places.at_height(look)]
    repeated = len(pages) >= SCRAPS and _kept_for(Role.BANNER, row)
    # What could be a page number is none where others have letters.
    lettered = any(not vocabulary.page_number(text) for text in (o.text for o in (look, *again)))
    if not lettered or not (within or repeated):
        return None
    return line.as_role(
        Role.NOISE, "scrap-of-banner", together(0.5, repetition(max(len(pages), len(within))))
    )


def _at_one_place(look: Seen, other: Seen) -> bool:
    down, across = abs(other.height - look.height), abs(other.centre - look.centre)
    return max(down, across) <= SCRAP_PLACE


def _is_scrap(text: str) -> bool:
    return len(letters_of(text)) <= SCRAP and "(" not in text and ")" not in text
