"""Furniture that only the furniture around it gives away.

    below      the second line of a stamp, under its first
    beside     a number between banners, a banner that goes on over the next line
    printed    the classification box of a form, which has it at its head, once more
    at the place of furniture on other pages:
        damaged    `1Ap oV*bdM1o?OFte a 320M%7/27` where others have `Approved For Release`
        scraps     `C`, `1`, `w`: what is left of a banner that is struck through
    dated      the date of a letter, again at the head of its later pages

No words are asked of a damaged line: it must stand outside of the text, where two other
pages have furniture and hardly one has text, and be no more unlike than damage makes it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from math import inf

from rapidfuzz import fuzz

from cleanup import vocabulary
from cleanup.evidence import repetition, together
from cleanup.model import Placed, Role
from cleanup.rule_sets import RuleSets
from cleanup.surroundings import Places, Seen
from ocr.exemptions import read_codes

# Likeness to the vocabulary of a banner that goes on over the next line.
LEGIBLE = 0.8
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
# Likeness (0-1) of two dates: one misread letter.
SAME_DATE = 0.9
# The rule that a form's classification box goes by (`cleanup.furniture`), and the likeness
# (0-1) of one box's print to another's: print differs by reading errors alone.
FORM_CONTROL, PRINTED_AGAIN = "form-control", 0.9
# Lines before and after one in which its neighbours are looked for: specks stand between.
NEIGHBOURS = 4
# How much each of these signs says by itself (0-1).
BELOW, BESIDE, DATED = 0.9, 0.8, 0.8


def with_neighbours(
    placed: Sequence[Placed], seen: Sequence[Seen], places: Places, rules: RuleSets
) -> tuple[Placed, ...]:
    """`placed` with the furniture that its neighbours give away; `seen` in the same order."""
    out = _below_stamps(list(placed), rules)
    out = _at_the_place_of_furniture(out, seen, places)
    out = _printed_again(_dated_heads(out, seen))
    return tuple(_next_to_banners(_between_banners(out, seen)))


def _below_stamps(placed: list[Placed], rules: RuleSets) -> list[Placed]:
    """Take in the second lines of stamps, and the third: the list of codes, the authority."""
    out = list(placed)
    stamps = [line for line in out if line.role in (Role.STAMP, Role.RELEASE_HEADER)]
    for index, line in enumerate(placed):
        if line.role not in (Role.BODY, Role.CODE):
            continue
        for stamp in stamps:
            if _right_below(stamp, line):
                out[index] = _as_second_line(stamp, line, rules)
                if out[index] is not line:
                    stamps.append(out[index])
                    break
    return out


def _as_second_line(stamp: Placed, line: Placed, rules: RuleSets) -> Placed:
    if stamp.rule == "decision" and read_codes(line.text):
        return line.as_role(Role.STAMP, "release-codes", BELOW)
    if rule := rules.fitting_below(stamp.rule, line.text):
        return line.as_role(rule.role, rule.name, together(BELOW, rule.certainty))
    return line


def _right_below(stamp: Placed, line: Placed) -> bool:
    """Whether a line is the next one under a stamp, in its own columns."""
    if stamp.page != line.page:
        return False
    gap = line.box.top - stamp.box.bottom
    near = -0.5 * stamp.box.height < gap < 2 * stamp.box.height
    return near and stamp.box.columns_shared(line.box) > 0


def _at_the_place_of_furniture(
    placed: Sequence[Placed], seen: Sequence[Seen], places: Places
) -> list[Placed]:
    decided = {id(look): line for look, line in zip(seen, placed, strict=True)}
    outside, words = _outside_of_text(placed), _words_of_text(placed)
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


def _outside_of_text(placed: Sequence[Placed]) -> set[int]:
    """The ids of lines with no line of text above them, or none below."""
    outside: set[int] = set()
    for _, page in groupby(placed, lambda line: line.page):
        own = list(page)
        text = [line.box.middle for line in own if _is_text(line)]
        first, last = min(text, default=inf), max(text, default=-inf)
        outside |= {id(line) for line in own if not first < line.box.middle < last}
    return outside


def _is_text(line: Placed) -> bool:
    return line.rule == "text" and len(_letters(line.text)) >= TEXT


def _words_of_text(placed: Sequence[Placed]) -> frozenset[str]:
    """Words that stand on two lines of the text or more: rubbish does not come twice."""
    lines = (set(_words(line.text)) for line in placed if _is_text(line))
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
    letters = _letters(line.text)
    if len(letters) <= 2 or vocabulary.is_date(line.text):
        return None
    for role, least in DAMAGED.items():
        same = [p for p in there if p.role is role]
        pages = _kept_for(role, there)
        if not pages:
            continue
        like = max(_likeness(letters, _letters(p.text)) for p in same)
        if like >= (least if _is_rubbish(line.text, role, words) else LIKE_IN_SPITE_OF_WORDS):
            rule = "struck-banner" if role is Role.BANNER else "damaged-repeat"
            return line.as_role(role, rule, together(like, repetition(len(pages)) / 2))
    return None


def _is_rubbish(text: str, role: Role, words: frozenset[str]) -> bool:
    """Whether it does not read as text: it has few of its words, and a banner no small letters."""
    letters = max(len(_letters(text)), 1)
    small = sum(letter.islower() for letter in text) / letters
    known = sum(len(word) for word in _words(text) if word in words) / letters
    return known < WORDS_OF_TEXT and (role is not Role.BANNER or small < SMALL)


def _kept_for(role: Role, there: Sequence[Placed]) -> set[int]:
    """The pages that have furniture of this role at a place, when the place is kept for it."""
    pages = {p.page for p in there if p.role is role}
    text = {p.page for p in there if _is_text(p)} - pages
    return pages if len(pages) >= PLACES and len(text) <= TEXT_THERE * len(pages) else set()


def _likeness(letters: str, other: str) -> float:
    """Likeness of what may be a piece of the other, 0-1; a short piece is like anything."""
    whole = fuzz.ratio(letters, other)
    piece = fuzz.partial_ratio(letters, other) if len(letters) >= 8 else 0
    return max(whole, 0.7 * piece) / 100


def _letters(text: str) -> str:
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
    return len(_letters(text)) <= SCRAP and "(" not in text and ")" not in text


def _dated_heads(placed: Sequence[Placed], seen: Sequence[Seen]) -> list[Placed]:
    """A date alone at the head of a page, when the page before has it too on a line.

    The first page of a letter keeps its date.
    """
    dates: dict[int, list[str]] = {}
    for line in placed:
        if vocabulary.is_date(line.text):
            dates.setdefault(line.page, []).append(line.text)
    outside = _outside_of_text(placed)
    out = list(placed)
    for index, (line, look) in enumerate(zip(placed, seen, strict=True)):
        if line.rule != "text" or id(line) not in outside or not vocabulary.is_date(line.text):
            continue
        before = dates.get(line.page - 1, ())
        alone = look.alone or not any(
            _in_one_row(line, other)
            for other in placed[max(index - NEIGHBOURS, 0) : index + NEIGHBOURS + 1]
        )
        if look.in_head and alone and any(_same_date(line.text, text) for text in before):
            out[index] = line.as_role(Role.RUNNING_HEAD, "dated-head", DATED)
    return out


def _in_one_row(line: Placed, other: Placed) -> bool:
    """Whether text stands beside a line; on a page that leans, boxes of rows overlap."""
    level = abs(line.box.middle - other.box.middle) < line.box.height / 2
    return other is not line and other.page == line.page and other.role is Role.BODY and level


def _same_date(text: str, other: str) -> bool:
    return fuzz.ratio(text.upper(), other.upper()) >= 100 * SAME_DATE


def _between_banners(placed: Sequence[Placed], seen: Sequence[Seen]) -> list[Placed]:
    """A bare number next to furniture is a page number, even a little inside the page."""
    out = list(placed)
    for index, line in enumerate(placed):
        near = [p for p in placed[max(index - 1, 0) : index + 2] if p.page == line.page]
        framed = any(p.role in (Role.BANNER, Role.STAMP, Role.RELEASE_HEADER) for p in near)
        looked = seen[index]
        if line.role is Role.BODY and looked.alone and framed and looked.apart:
            if re.fullmatch(r"[-–— ]*\d{1,3}[-–— ]*", line.text):
                out[index] = line.as_role(Role.PAGE_NUMBER, "page-number", BESIDE)
    return out


def _printed_again(placed: Sequence[Placed]) -> list[Placed]:
    """A form's classification box, wherever it stands, on a page that has it at its head."""
    at_head: dict[int, set[str]] = {}
    for line in placed:
        if line.rule == FORM_CONTROL:
            at_head.setdefault(line.page, set()).add(_letters(line.text))
    out = list(placed)
    for index, line in enumerate(placed):
        boxes = at_head.get(line.page) if line.rule == "text" else None
        if boxes and _is_like_one(_letters(line.text), boxes):
            certain = vocabulary.form_likeness(line.text)
            out[index] = line.as_role(Role.BANNER, FORM_CONTROL, certain)
    return out


def _is_like_one(letters: str, boxes: set[str]) -> bool:
    return any(fuzz.ratio(letters, box) >= 100 * PRINTED_AGAIN for box in boxes)


def _next_to_banners(placed: Sequence[Placed]) -> list[Placed]:
    """A banner goes on over the next line: `SECRET/NO FOREIGN DISSEM/`, `BACKGROUND USE ONLY`."""
    out = list(placed)
    for index, line in enumerate(out):
        near = out[max(index - NEIGHBOURS, 0) : index + NEIGHBOURS + 1]
        beside = any(p.role is Role.BANNER and _on_the_next_row(p, line) for p in near)
        likeness = vocabulary.banner_likeness(line.text) if line.rule == "text" and beside else 0.0
        if likeness >= LEGIBLE:
            certain = together(likeness * BESIDE, BESIDE)
            out[index] = replace(line, role=Role.BANNER, rule="banner-continued", certainty=certain)
    return out


def _on_the_next_row(one: Placed, other: Placed) -> bool:
    """Whether one stands right above or below the other, in its columns."""
    upper, lower = sorted((one.box, other.box), key=lambda box: box.middle)
    near = lower.top - upper.bottom < min(upper.height, lower.height)
    return one.page == other.page and near and upper.columns_shared(lower) > 0
