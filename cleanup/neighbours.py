"""Furniture that only the furniture around it gives away.

    below      the second line of a stamp, under its first
    beside     a number between banners, a banner that goes on over the next line
    printed    the classification box of a form, which has it at its head, once more
    dated      the date of a letter, again at the head of its later pages

What stands at the place of furniture on other pages: `cleanup.damaged_furniture`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from cleanup import vocabulary
from cleanup.damaged_furniture import at_the_place_of_furniture, letters_of, outside_of_text
from cleanup.evidence import together
from cleanup.model import Placed, Role
from cleanup.rule_sets import RuleSets
from cleanup.surroundings import Places, Seen
from ocr.exemptions import read_codes

# Likeness to the vocabulary of a banner that goes on over the next line.
LEGIBLE = 0.8
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
    out = at_the_place_of_furniture(out, seen, places)
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


def _dated_heads(placed: Sequence[Placed], seen: Sequence[Seen]) -> list[Placed]:
    """A date alone at the head of a page, when the page before has it too on a line.

    The first page of a letter keeps its date.
    """
    dates: dict[int, list[str]] = {}
    for line in placed:
        if vocabulary.is_date(line.text):
            dates.setdefault(line.page, []).append(line.text)
    outside = outside_of_text(placed)
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
            at_head.setdefault(line.page, set()).add(letters_of(line.text))
    out = list(placed)
    for index, line in enumerate(placed):
        boxes = at_head.get(line.page) if line.rule == "text" else None
        if boxes and _is_like_one(letters_of(line.text), boxes):
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
