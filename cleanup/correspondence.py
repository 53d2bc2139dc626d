"""Memos, letters and e-mails: their date, who wrote them, to whom, and about what.

    memorandum                                  letter

    MEMORANDUM FOR: Chief, Surveys                          4 March 1961
                    Chief, Harbors
    FROM          : Office of Tides             Mr. A. Penn
    SUBJECT       : The Elma Bar                12 Quay Street
                                                Dear Mr. Penn:
    12 June 1964

                                                Sincerely yours,
                                                R. Vale

Labels are told by their letters and what stands around them, because forms and
typists put anything between a label and its value, and OCR spoils both. A date is
given as ISO 8601 only where it can mean one day: `9/3/47` is the third of September
in one office and the ninth of March in another.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cleanup.dates import find_date
from cleanup.model import Row

LABELS = {
    "TO": "to",
    "FROM": "from",
    "SUBJECT": "subject",
    "SUBJ": "subject",
    "RE": "subject",
    "DATE": "date",
    "SENT": "date",
    "VIA": "via",
    "THRU": "via",
    "THROUGH": "via",
    "ATTENTION": "via",
    "CC": "copies",
    "INFO": "copies",
    "REFERENCE": "reference",
    "REF": "reference",
}
# A label with a letter wrong is still itself from five letters on; shorter ones are as
# near to other words as to themselves.
SAME_LABEL = 80  # of 100
LABELLED = re.compile(r"^\W{0,3}([A-Za-z0]{2,9})\b\s*(\W{0,8})(.*)$")
MEMORANDUM = re.compile(r"^\W{0,3}(\w{8,11})\b\s*(?:N[Oo]\S*\s+\S+\s+)?(?:F[O0]R|T[O0])\b\W*(.*)$")
SALUTATION = re.compile(
    r"^\W{0,2}(?:My )?[DO]ear\.?\s+(?!\W)(.{2,40}?)\s*[:,;.\-—]*$", re.IGNORECASE
)
CLOSING = re.compile(
    r"^\W*(?:(?:I am|I remain),?\s+)?(?:(?:Very|Most)\s+)?"
    r"(?:Sincerely|Truly|Respectfully|Cordially|Faithfully|Yours)"
    r"(?:\s+(?:yours|truly|sincerely|submitted|and\s+\w+))*\W*$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"^\W{0,2}\d{1,2}[.,)]\s")
# Lines of a value, or of an address, follow each other closer than this many heights of
# their type; double spacing is about three.
NEXT_LINE = 2.2
# A value goes on below itself, to the right of its label by this many heights of type.
BELOW_VALUE = 2.0
# Labels of one heading begin this near to one column, in heights of their type.
LINED_UP = 2.0
TO_ROWS, SUBJECT_ROWS, ADDRESS_ROWS, SIGNED_WITHIN = 12, 5, 6, 4
HEAD_ROWS = 25  # rows in which a heading stands


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What a memo's or letter's heading says; empty where it says nothing that was read.

    date      ISO 8601, where the printed date can mean one day only; else ""
    printed   the date as it stands on the page
    sender    as it stands there, so a title as well as a name
    to        an entry for each line of addressees
    """

    date: str
    printed: str
    sender: str
    to: tuple[str, ...]
    subject: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row that begins with a label; `field` is its plain name, `value` what follows it."""

    row: int
    field: str
    value: str


def read(rows: Sequence[Row], kind: str) -> Correspondence | None:
    """What the heading of a memorandum, letter or e-mail says; None for other kinds."""
    if kind not in ("memorandum", "letter", "e-mail"):
        return None
    labels = labels_of(rows[:HEAD_ROWS])
    values = {
        field: _values(rows, labels, field, most)
        for field, most in (("to", TO_ROWS), ("from", 2), ("subject", SUBJECT_ROWS), ("date", 1))
    }
    written = _letter_ends(rows) if kind == "letter" else ((), "")
    found = find_date(values["date"]) or find_date(row.typed for row in rows[:HEAD_ROWS])
    found = found or (
        find_date(row.typed for row in rows[-HEAD_ROWS:]) if kind != "letter" else None
    )
    iso, printed = found or ("", "")
    to = () if kind == "letter" and written[0] else values["to"]
    return Correspondence(
        date=iso,
        printed=printed,
        sender=" ".join(values["from"]) or written[1],
        to=to or written[0],
        subject=" ".join(values["subject"]),
    )


def labels_of(rows: Sequence[Row]) -> tuple[Labelled, ...]:
    """The rows that begin with a label of a heading, with what follows it on the row."""
    found: list[Labelled] = []
    bare: list[Labelled] = []
    for index, row in enumerate(rows):
        if memo := _memorandum(row.typed):
            found.append(Labelled(index, "to", memo))
        elif (label := LABELLED.match(row.typed)) and (field := _field(*label.groups())):
            marked = ":" in label.group(2) or ";" in label.group(2)
            each = Labelled(index, field, label.group(3).strip())
            (found if marked else bare).append(each)
    # Without a colon it may be any line of capitals, unless it stands below or above another.
    found += [each for each in bare if _lined_up(rows, each, [*found, *bare])]
    return tuple(sorted(found, key=lambda each: each.row))


def _lined_up(rows: Sequence[Row], bare: Labelled, others: Sequence[Labelled]) -> bool:
    left, height = rows[bare.row].box.left, _type_height(rows[bare.row])
    return any(
        other is not bare
        and rows[other.row].page == rows[bare.row].page
        and abs(rows[other.row].box.left - left) <= LINED_UP * height
        for other in others
    )


def is_memorandum_for(text: str) -> bool:
    """Whether a row reads `MEMORANDUM FOR …` or `MEMORANDUM TO …`, give or take letters."""
    return bool(_memorandum(text))


def _memorandum(text: str) -> str:
    """Whom a row `MEMORANDUM FOR …` names; "" when it is no such row."""
    found = MEMORANDUM.match(text)
    if not found or fuzz.ratio(found.group(1).upper(), "MEMORANDUM") < SAME_LABEL:
        return ""
    # `Memorandum for` in a sentence goes on in small letters.
    return found.group(2).strip() if found.group(2)[:1].isupper() else ""


def _field(word: str, mark: str, value: str) -> str:
    """The plain name of a label; "" when the row is a sentence that begins like one."""
    plain = word.upper().replace("0", "O")
    field = LABELS.get(plain, "")
    if not field and len(plain) >= 4:
        best = max(LABELS, key=lambda label: fuzz.ratio(label, plain))
        near = len(best) >= 5 and fuzz.ratio(best, plain) >= SAME_LABEL
        field = LABELS[best] if near else ""
    marked = ":" in mark or ";" in mark
    # Without its colon a label is in capitals and what follows it is no small letter.
    bare = word.isupper() and len(word) > 2 and not value[:1].islower()
    return field if marked or bare else ""


def _values(
    rows: Sequence[Row], labels: Sequence[Labelled], field: str, most: int
) -> tuple[str, ...]:
    """The value behind the first such label and the rows it goes on over."""
    first = next((each for each in labels if each.field == field), None)
    if first is None:
        return ()
    taken = [first.value] if first.value else []
    others = {each.row for each in labels}
    height = _type_height(rows[first.row])
    for index in range(first.row + 1, min(first.row + most, len(rows))):
        row, above = rows[index], rows[index - 1]
        near = row.page == above.page and row.box.top - above.box.top < NEXT_LINE * height
        below = row.box.left - rows[first.row].box.left > BELOW_VALUE * height
        if index in others or not near or not below or NUMBERED.match(row.typed):
            break
        taken += [row.typed] if row.typed else []
    return tuple(taken)


def _type_height(row: Row) -> int:
    return min(part.box.height for part in row.parts)


def _letter_ends(rows: Sequence[Row]) -> tuple[tuple[str, ...], str]:
    """Whom a letter is addressed to, and who signed it."""
    greeted = next((n for n, row in enumerate(rows) if SALUTATION.match(row.typed)), None)
    to: tuple[str, ...] = ()
    if greeted is not None:
        to = _address(rows, greeted)
        named = SALUTATION.match(rows[greeted].typed)
        to = to or ((named.group(1),) if named else ())
    closed = [n for n, row in enumerate(rows) if CLOSING.match(row.typed)]
    below = rows[closed[-1] + 1 :][:SIGNED_WITHIN] if closed else ()
    signed = next((row.typed for row in below if _is_name(row.typed)), "")
    return to, signed


def _address(rows: Sequence[Row], greeted: int) -> tuple[str, ...]:
    """The lines of an address right above the salutation, without the date above it."""
    block: list[Row] = []
    labelled = {id(rows[each.row]) for each in labels_of(rows[:greeted])}
    for row in reversed(rows[max(greeted - ADDRESS_ROWS - 1, 0) : greeted]):
        below = block[0] if block else rows[greeted]
        # A blank line or two part the address from the salutation.
        reach = NEXT_LINE * (1 if block else 2) * _type_height(row)
        near = row.page == below.page and below.box.top - row.box.top < reach
        if not near or not row.typed or find_date([row.typed]):
            break
        # `RE: …` stands between the address and the salutation.
        block = [] if id(row) in labelled else [row, *block]
    return tuple(row.typed for row in block)


def _is_name(text: str) -> bool:
    """Two to six words in capitals: initials of typists and marks of pens are not."""
    words = text.split()
    capital = all(word[:1].isupper() for word in words if len(word) > 3)
    return 2 <= len(words) <= 6 and capital and len(max(words, key=len)) > 3 and ":" not in text
