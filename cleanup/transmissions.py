"""The rows of a release cut into transmissions; `cleanup.gathering` makes cables of them.

    VZCZ... / PAGE 01 / ENVELOPE         a transmission begins with its envelope, or with
    ...                                  a classification line that names section or number
    C O N F I D E N T I A L SECTION 01 OF 03 KARVALA 002317
    ...
    BT / #2317 / NNNN                    and ends here, if that could be read

One cable is one or more transmissions, those of one number and date; they may lie
between those of other cables, and pages of two that were mixed are told apart by their
running lines. Pages before, between and after that belong to none stay by themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz import fuzz

from cleanup import cable, envelope, heading, levels, running_lines, section_numbers
from cleanup.captions import is_caption
from cleanup.labels import form_label, is_plain_mrn
from cleanup.model import Row
from cleanup.mrn import same_post
from cleanup.one_message import identify
from cleanup.paragraph_marks import starts_paragraph

BEGINNINGS = ("start", "called", "calling", "security", "dtg", "from", "page", "classification")
ENVELOPE = (*BEGINNINGS, "to", "info", "bt", "offices", "counter", "order", "subject", "mrn")
# Rows below the first one of an envelope in which others of its lines are looked for.
REACH = 14
# What is cited whole in a message has an envelope too, and belongs to the text.
QUOTED, UNQUOTED = re.compile(r"\b(QTE|QUOTE)\b"), re.compile(r"\bUNQ(UO)?TE\b")
ANNOUNCED = re.compile(r"\b(REPEATED|FOLLOWING|READS)\b")
ATTRIBUTES = re.compile(r"^(Message Attributes|Automatic Decaptioning|Capture Date)\b")
FORM_HEADS = ("DEPARTMENTOFSTATE", "TELEGRAM", "INCOMINGTELEGRAM", "OUTGOINGTELEGRAM")
SAME_HEAD = 80  # 0-100
TOP_ROWS = 3  # of a page, where its running line stands


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that belong together: those of a transmission, or of no cable."""

    rows: tuple[Row, ...]
    is_cable: bool


def cut(rows: Sequence[Row]) -> tuple[Stretch, ...]:
    """Every row in one stretch, in the order of the rows but for pages put back."""
    owners = _owners(rows)
    parts = [
        Stretch(tuple(row for row, _ in run), owner >= 0)
        for owner, run in groupby(zip(rows, owners, strict=True), lambda pair: pair[1])
    ]
    return _with_pages_put_back(parts)


def _owners(rows: Sequence[Row]) -> list[int]:
    """For each row the number of its transmission, -1 for none.

    Rows above a transmission's first and below its last on their own pages are its own:
    the head of a form, a filing mark.
    """
    kinds = [heading.kind_of(row.typed) for row in rows]
    owners: list[int] = []
    current, state = -1, "outside"
    reached = 0  # rows of the present transmission's envelope end at BT
    for at, row in enumerate(rows):
        if _begins(rows, kinds, at, state):
            current, state, reached = current + 1, "heading", 0
            _take_above(owners, rows, at, current)
        state, reached = _after(state, reached, kinds, rows, at)
        # The last sign of a message may have gone over to another page.
        here = row.page == rows[at - 1].page or kinds[at] == "end"
        stays = state != "ended" or here or _is_attribute(rows, at)
        if state == "ended" and not stays:
            state = "outside"
        owners.append(-1 if state == "outside" else current)
    return owners


def _is_attribute(rows: Sequence[Row], at: int) -> bool:
    """The archive of 1973-79 prints its own description below each message."""
    return any(ATTRIBUTES.match(row.typed) for row in rows[at : at + TOP_ROWS])


def _after(
    state: str, reached: int, kinds: Sequence[str], rows: Sequence[Row], at: int
) -> tuple[str, int]:
    """The state below a row, and whether the envelope's BT was read."""
    kind = kinds[at]
    if state == "heading":
        reached = reached or int(kind == "bt")
        unlabelled = reached and kind == "" and not is_caption(rows[at].typed)
        text = kind in ("classification", *heading.LOWER) or starts_paragraph(rows[at].typed)
        return ("text" if text or unlabelled else state), reached
    if state == "text" and (kind == "end" or _bt_and_serial(rows, at)):
        return "ended", reached
    return state, reached


def _bt_and_serial(rows: Sequence[Row], at: int) -> bool:
    above = rows[at - 1].typed if at else ""
    return bool(envelope.BT.match(above) and envelope.SERIAL.match(rows[at].typed))


def _begins(rows: Sequence[Row], kinds: Sequence[str], at: int, state: str) -> bool:
    kind = kinds[at]
    if state == "heading" or kind == "":
        return False
    ahead = range(at, min(at + REACH, len(rows)))
    near = {kinds[n] for n in ahead if kinds[n] in ENVELOPE}
    here = {kinds[n] for n in ahead if kinds[n] in cable.SIGNS and rows[n].page == rows[at].page}
    text = rows[at].typed
    if kind == "part":
        return text.strip(" .:") == "ENVELOPE" and len(near) >= 2
    if state == "text":
        return _begins_again(rows, kinds, at)
    if kind == "dtg" and form_label(text):
        return len(near) >= 2
    strong = kind in (*BEGINNINGS, "mrn") and len(near) >= 2
    whole = section_numbers.is_whole(text)
    return strong or whole or (kind in cable.SIGNS and len(here) >= 2)


def _begins_again(rows: Sequence[Row], kinds: Sequence[str], at: int) -> bool:
    """Whether a new envelope stands in the text, without an end of the message before."""
    kind, text = kinds[at], rows[at].typed
    if _is_cited(rows, at) or kind not in BEGINNINGS:
        addressed = kind in ("to", "info") and envelope.is_addressed(text)
        below = range(at, min(at + REACH, len(rows)))
        named = any(kinds[n] == "classification" and _is_named(rows[n].typed) for n in below)
        begins = addressed and named and any(kinds[n] == "bt" for n in below)
        return begins or (kind == "mrn" and is_plain_mrn(text) and bool(form_label(text)))
    if kind == "page":
        line = running_lines.running(text)
        if line is None:
            return False
        if line.page != 1 or not running_lines.PAGE_LINE.match(text):
            return _is_opened(rows, at)
    if kind == "classification":
        return _is_named(text)
    near = {k for k in kinds[at : at + REACH] if k in (*BEGINNINGS, "to", "info", "bt")}
    return len(near) >= 2


def _is_opened(rows: Sequence[Row], at: int) -> bool:
    """Whether a page line's section stands again below it, where the classification line is.

    `MARSHK 04769 04 OF 04 241212Z` and `A L SECTION 4 OF 4`: what else stands between them
    was not read.
    """
    line = running_lines.running(rows[at].typed)
    if line is None or not (line.section and line.total):
        return False
    below = (row.typed for row in rows[at + 1 : at + REACH] if row.page == rows[at].page)
    said = (section_numbers.says_section(text) for text in below if not starts_paragraph(text))
    return (line.section, line.total) in said


def _is_named(text: str) -> bool:
    """Whether a classification line names a section or the number of the cable."""
    line = section_numbers.class_line(text)
    return bool(line and (line.section or line.number))


def _is_cited(rows: Sequence[Row], at: int) -> bool:
    """Whether a message cited whole begins here, or began above and has not ended."""
    for row in reversed(rows[max(0, at - REACH) : at]):
        if UNQUOTED.search(row.typed):
            return False
        if QUOTED.search(row.typed):
            return True
    return bool(at and ANNOUNCED.search(rows[at - 1].typed))


def _take_above(owners: list[int], rows: Sequence[Row], at: int, current: int) -> None:
    """Give the rows above on the page that are no other transmission's, the head of its form,
    and a bare level.
    """
    above = at - 1
    while (
        above >= 0
        and rows[above].page == rows[at].page
        and (owners[above] == -1 or _is_form_head(rows[above].typed))
    ):
        owners[above] = current
        above -= 1
    if above == at - 1 and above >= 0 and levels.level_of(rows[above].typed):
        owners[above] = current


def _is_form_head(text: str) -> bool:
    """Whether a row is what a telegram form prints at its head, or the offices stamped there."""
    if heading.kind_of(text) == "offices":
        return True
    letters = re.sub(r"[^A-Z]", "", text.upper())
    return any(fuzz.ratio(letters, head) >= SAME_HEAD for head in FORM_HEADS)


def _with_pages_put_back(parts: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Pages that name another message in their running line go back to it."""
    messages = [_message(part) for part in parts]
    names = [number for number, _ in messages]
    rows: list[list[Row]] = [[] for _ in parts]
    for at, part in enumerate(parts):
        owner = at
        for _, page in groupby(part.rows, lambda row: row.page):
            own = list(page)
            named, post = _named_at_top(own) if part.is_cable else (0, "")
            if named and named != names[at] and (rows[at] or not names[at]):
                # Two posts may have messages of one number.
                same = [n for n in range(at) if names[n] == named]
                before = [n for n in same if _agree(messages[n][1], post)]
                owner = before[-1] if before else at
            elif named == names[at]:
                owner = at
            rows[owner] += own
    return tuple(
        replace(part, rows=tuple(own)) for part, own in zip(parts, rows, strict=True) if own
    )


def _agree(one: str, other: str) -> bool:
    """Whether two posts are one, as far as both were read."""
    return not (one and other) or same_post(one, other)


def _message(part: Stretch) -> tuple[int, str]:
    """The message number in a part's heading and its post; 0 and "" when it has none: a page
    that goes on.
    """
    rows = part.rows[:REACH]
    kinds = {heading.kind_of(row.typed) for row in rows}
    begun = kinds & {*BEGINNINGS} - {"page"} or any(_is_opened(rows, at) for at in range(len(rows)))
    if not part.is_cable or not begun:
        return 0, ""
    own = identify(part.rows[: REACH * 3])
    return (own.mrn.number, own.mrn.post) if own.mrn else (0, "")


def _named_at_top(rows: Sequence[Row]) -> tuple[int, str]:
    lines = [running_lines.running(row.typed) for row in rows[:TOP_ROWS]]
    return next(((line.number, line.post) for line in lines if line and line.number), (0, ""))
