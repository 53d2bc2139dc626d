"""What a cable says of itself: whether rows are one, and the fields of its headings.

The formats are ACP 127 and JANAP 128 (`cleanup.envelope`), the State Department's own
(`cleanup.heading`) and its numbering of sections (`cleanup.section_numbers`). A message says
most of its fields more than once; `cleanup.repairs` makes them agree.
"""

import re
from collections.abc import Sequence

from cleanup import envelope, heading, levels, running_lines, section_numbers
from cleanup.date_time_groups import Sent, read_sent
from cleanup.entries import ROW, Entry, entries_of
from cleanup.fields import Fields as Fields
from cleanup.fields import Reading
from cleanup.mrn import LOOSE, LOOSE_DIGITS, D, digits, post_of_sender, same_post
from cleanup.mrn import Mrn as Mrn
from cleanup.references import cited
from cleanup.tags import split_tags

# Of these no letter or memo has one; of the others a memo may have two.
STRONG = ("start", "called", "calling", "security", "dtg", "classification", "end", "page", "mrn")
SIGNS = (*STRONG, "from", "tags", "subject", "bt", "order")
OF_MEMOS = ("from", "subject", "mrn")  # signs that may be a memo's own, or a number it cites
KEPT_MARKS = ("-", "--", "/")  # that may stand by themselves between words
SIGNS_MEANT = "&$%£§#+="  # no specks, wherever they stand: `$5 MILLION`, `CUT BY 5 %`
MEANT = re.compile(rf"\w|^[{SIGNS_MEANT}]$")
ENDS = re.compile(rf"^[^\w(\"'{SIGNS_MEANT}]+|[^\w)\"'.?!{SIGNS_MEANT}]+$")
CITED_MRN = re.compile(
    rf"^\W?({LOOSE}{{2}}|{LOOSE}{{4}})\s+([A-Z][A-Z0-9' .\-]*?)\s+({LOOSE}{{1,6}})\W*$"
)

FILLED = re.compile(rf"^[0O]{D}{{5}}$")  # a message number, filled to six places
NUMBER_ALONE = re.compile(rf"^\W{{0,2}}{LOOSE}{{3,8}}\W{{0,2}}$")


def signs(texts: Sequence[str]) -> tuple[str, ...]:
    """The different signs of a cable among rows, each named once."""
    kinds = {kind for text in texts for kind in (heading.kind_of(text),) if kind in SIGNS}
    marked = any(section_numbers.find_marker(text) for text in texts)
    return (*sorted(kinds), "marker") if marked else tuple(sorted(kinds))


def is_cable(texts: Sequence[str]) -> bool:
    """Whether rows are those of a cable: three different signs, or two that name one number.

    These are its classification line and a page line; a memo cites neither. Nor has it a whole
    classification line, with section, total, post and number: beside that any one is enough.
    """
    return len(signs(texts)) >= 3 or _is_named_twice(texts) or _is_named_whole(texts)


def _is_named_whole(texts: Sequence[str]) -> bool:
    """Whether one other sign stands beside a whole classification line, which a memo may cite.

    A memo has addressees, a subject and a reference of its own: those count right below it only.
    """
    whole = [at for at, text in enumerate(texts) if section_numbers.is_whole(text)]
    kinds = {heading.kind_of(text) for text in texts}
    below = {heading.kind_of(text) for at in whole for text in texts[at + 1 : at + 2]}
    own = kinds & {*SIGNS, "tags", "order", "offices"} - {"classification", *OF_MEMOS}
    return bool(whole and (own or below & {*heading.LOWER, *heading.UPPER}))


def _is_named_twice(texts: Sequence[str]) -> bool:
    headed = (section_numbers.class_line(text) for text in texts)
    paged = (running_lines.running(text) for text in texts)
    numbers = {line.number for line in headed if line and line.section and line.number}
    return any(line.number in numbers for line in paged if line)


def read_fields(texts: Sequence[str], subject: str = "") -> Fields:
    """The fields of one heading, row by row; `subject` instead of the rows' own if given."""
    return read_heading(texts, subject).fields


def read_heading(texts: Sequence[str], subject: str = "", section: int = 1) -> Reading:
    """What one heading says, with the year of a date that cannot be read whole."""
    entries = _below_time(entries_of(texts))
    sent = _sent(entries)
    line = _class_line(texts)
    year = sent.year if sent else None
    mrn = _mrn(entries, line, year)
    prosigns = sent.precedence if sent else ()
    order = next((f for e in entries if (f := _order(e))), ("", ""))
    fields = Fields(
        mrn=mrn,
        dtg=sent.iso if sent else "",
        precedence=envelope.PRECEDENCE.get(prosigns[0], "") if prosigns else "",
        sender=plain(_first(entries, "from")),
        to=_rows_of(entries, "to"),
        info=_rows_of(entries, "info"),
        classification=(line.level if line else "") or _level(texts),
        tags=split_tags(_first(entries, "tags")),
        subject=plain(subject or _first(entries, "subject")),
        references=cited(_first(entries, "reference"), (mrn and mrn.year) or year),
        captions=tuple(c for e in entries if e.kind == "caption" for c in _captions(e.text)),
        passing=tuple(e.text for e in entries if e.kind == "passing"),
        declassify=order[1],
        classified_by=_authority(entries),
        executive_order=order[0],
        info_precedence=envelope.PRECEDENCE.get(prosigns[1], "") if len(prosigns) > 1 else "",
        distribution=tuple(e.text for e in entries if e.kind == "offices"),
        drafted_by=_drafting(entries, "DRAFTED"),
        approved_by=_drafting(entries, "APPROVED"),
    )
    return Reading(section, fields, year, _first(entries, "dtg"))


def _below_time(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Entries without addressees above the date-time group: a form's head, `INFO SERVICE CENTER`.

    All that the format lines address stands below it, or below FROM where they come before it.
    """
    lines = [entry.kind if not entry.form else "" for entry in entries]
    if "dtg" not in lines or "from" not in lines:
        return entries
    first = min(lines.index("dtg"), lines.index("from"))
    head = [entry for entry in entries[:first] if entry.kind not in ("to", "info")]
    return (*head, *entries[first:])


def _class_line(texts: Sequence[str]) -> section_numbers.ClassLine | None:
    """The first classification line, with its number where that went over to the next row."""
    for text, below in zip(texts, (*texts[1:], ""), strict=False):
        if found := section_numbers.class_line(text):
            cut = found.section and not found.number and NUMBER_ALONE.match(below)
            return section_numbers.class_line(f"{text} {below}") if cut else found
    return None


def plain(text: str) -> str:
    """A text without specks that were read as words, and without marks at its ends.

    Signs that mean something stay, and small letters among capitals: what readers see wrong
    is put right on record (`cleanup.repairs`) or not at all.
    """
    words = [word for word in text.split() if MEANT.search(word) or word in KEPT_MARKS]
    return ENDS.sub("", " ".join(words))


def _first(entries: Sequence[Entry], kind: str) -> str:
    return next((entry.text for entry in entries if entry.kind == kind and entry.text), "")


def _rows_of(entries: Sequence[Entry], kind: str) -> tuple[str, ...]:
    """Addressees, one on a row; a label that is repeated goes on with them."""
    texts = (entry.text for entry in entries if entry.kind == kind)
    rows = (plain(row) for text in texts for row in text.split(ROW))
    return tuple(row for row in rows if row)


def _sent(entries: Sequence[Entry]) -> Sent | None:
    """The lowest date-time group above the text: a message sent on keeps its own below."""
    groups = [
        sent
        for entry in entries
        if entry.kind == "dtg" and (sent := read_sent(entry.text, form=entry.form))
    ]
    return groups[-1] if groups else None


def _mrn(
    entries: Sequence[Entry], line: section_numbers.ClassLine | None, year: int | None
) -> Mrn | None:
    """Behind the classification, on a line of its own, or on a form with its year."""
    if line and line.post:
        return Mrn(year, line.post, line.number)
    sender = post_of_sender(_first(entries, "from"))
    below = False  # the classification line, where the number stands
    for entry in entries:
        below = below or entry.kind == "classification"
        if entry.kind == "mrn" and entry.form and (found := CITED_MRN.match(entry.text)):
            printed, number = (int(found.group(n).translate(LOOSE_DIGITS)) for n in (1, 3))
            full = printed if printed > 99 else printed + (1900 if printed >= 60 else 2000)
            return Mrn(full, found.group(2).strip(), number)
        own = heading.NUMBER.match(entry.text) if entry.kind == "mrn" else None
        # Elsewhere it may be what is left of an addressee's row: it is filled with noughts, or
        # the sender's, or none.
        if own and (below or FILLED.match(own.group(2)) or same_post(own.group(1), sender)):
            return Mrn(year, own.group(1).strip(), int(own.group(2).translate(LOOSE_DIGITS)))
    return None


def _level(texts: Sequence[str]) -> str:
    """The level on a row of its own: OCR closes up letters that were typed apart."""
    return next((level for text in texts if (level := levels.level_of(text))), "")


def _order(entry: Entry) -> tuple[str, str] | None:
    if entry.kind != "order":
        return None
    found = heading.ORDER_PARTS.match(entry.text) or re.match(r"^(\d{5})\W*(.*)$", entry.text)
    if not found:
        return None
    return str(digits(found.group(1)) or ""), found.group(2).strip()


def _captions(text: str) -> list[str]:
    return [piece for piece in re.split(r"\s*[,/;]\s*", text.strip(" .")) if piece]


def _authority(entries: Sequence[Entry]) -> str:
    """The drafter's line; the reviewers' stamp of later years has tildes in it."""
    lines = (entry.text for entry in entries if entry.kind == "authority")
    return next((text for text in lines if "~" not in text), "")


def _drafting(entries: Sequence[Entry], label: str) -> str:
    texts = (heading.DRAFTING.match(e.text) for e in entries if e.kind == "drafting")
    return next((f.group(2).strip() for f in texts if f and f.group(1).upper() == label), "")
