"""The rows of a heading as labelled entries: the kind of each, and what it says.

    TO SECSTATE WASHDC IMMEDIATE 5120
    TREASURY DEPT WASHDC                 goes on with the entry above: it has no label
    CONFIDENTIAL                         a bare level below the addressees, where BT was not read

Which rows are heading is told by `cleanup.heading`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleanup import envelope
from cleanup.captions import is_caption
from cleanup.heading import (
    ADDRESS,
    CITATIONS,
    LOWER,
    NUMBER,
    REFERENCE,
    SUBJECT,
    TAGS,
    closes_address,
    kind_of,
)
from cleanup.labels import LABEL, UNMARKED_LABEL, authority, form_label, is_cut_label, unmarked

# A row of codes, and perhaps names of persons behind them.
CODES = re.compile(r"^\W{0,2}[A-Z0-9]{2,5}(?:\s?[,.;]\s?[A-Z0-9]{2,5})*\W{0,2}(?:\(.*)?$")
PASSING = re.compile(r"\b(FOR|PASS|PLS|PLEASE|ATTN|ALSO)\b")
# A row may begin with the dash between two parts of a subject: no speck has blanks around it.
DASHED = re.compile(r"^--?\s+[A-Z0-9]")
# These go on over rows without a label; the others are one row.
RUN_ON = ("to", "info", "exempt", "tags", "subject", "reference", "authority", "order", "offices")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a heading: its kind, and its text without the label."""

    kind: str
    text: str
    form: bool = False


def entries_of(texts: Sequence[str]) -> tuple[Entry, ...]:
    """The rows of a heading as entries, continuation rows joined to theirs."""
    found: list[Entry] = []
    inside = below = False  # where captions and passing lines are; where no address is
    plain = [unmarked(text) for text in texts]
    for at, text in enumerate(plain):
        entry = _entry(text, inside=inside, above=found[-1].kind if found else "")
        if not entry.kind and found and found[-1].kind in ADDRESS and closes_address(plain, at):
            entry = Entry("classification", text)
        if below and entry.kind in ADDRESS and not entry.form:
            entry = Entry("", text)
        inside = (inside or entry.kind in ("classification", "mrn")) and entry.kind != "order"
        below = below or (not entry.form and entry.kind in ("classification", *LOWER))
        if entry.kind:
            found.append(entry)
        elif found and found[-1].kind == "subject" and CITATIONS.search(text):
            found.append(Entry("reference", text))
        elif found and _runs_on(found[-1].kind, text):
            own = texts[at] if DASHED.match(texts[at]) else text
            found[-1] = replace(found[-1], text=f"{found[-1].text} {_row_mark(found[-1])}{own}")
    return tuple(found)


def _runs_on(kind: str, text: str) -> bool:
    """Whether a row without a label goes on with an entry above it."""
    return kind in RUN_ON and (kind != "tags" or bool(CODES.match(text) and not is_caption(text)))


# Addressees stand one on a row, and a name may hold any mark but this.
ROW = "\n"


def _row_mark(entry: Entry) -> str:
    return ROW if entry.kind in ("to", "info", "exempt") else ""


def _entry(text: str, *, inside: bool, above: str) -> Entry:
    form = form_label(text)
    kind = kind_of(text)
    if form and kind == form[0]:
        return Entry(kind, form[1], form=True)
    if not kind and inside:
        kind = _below_classification(text, above)
    elif not kind and above not in (*RUN_ON, "dtg", "from") and NUMBER.match(text):
        kind = "mrn"
    return Entry(kind, _without_label(kind, text))


def _below_classification(text: str, above: str) -> str:
    """Captions, passing lines and the message number, told by what they say and where."""
    if NUMBER.match(text):
        return "mrn"
    if is_caption(text):
        return "caption"
    # A passing line may go on over the next row.
    return "passing" if PASSING.search(text) or above == "passing" else ""


def _without_label(kind: str, text: str) -> str:
    shapes = {
        "from": envelope.FROM,
        "to": envelope.TO,
        "info": envelope.INFO,
        "exempt": envelope.EXEMPT,
        "tags": TAGS,
        "subject": SUBJECT,
    }
    if kind == "reference":
        return LABEL.sub("", REFERENCE.sub("", text)).strip()
    if kind == "authority" and (said := authority(text)) is not None:
        return said
    if kind == "subject" and is_cut_label(text):
        return ""
    found = shapes[kind].match(text) if kind in shapes else None
    if not found and kind in ("from", "to", "info"):
        return text.partition(" ")[2]
    if not found and kind in LOWER:
        return (LABEL if LABEL.match(text) else UNMARKED_LABEL).sub("", text).strip()
    return found.group(1).strip() if found else text


def subject_of(text: str) -> str:
    """What a SUBJECT entry says, without its label."""
    plain = unmarked(text)
    form = form_label(plain)
    return form[1] if form and form[0] == "subject" else _without_label("subject", plain)
