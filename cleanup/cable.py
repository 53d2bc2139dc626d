"""The grammar of a cable's heading, and its fields.

Lines are told by shape and by the letters OCR leaves of their labels. The formats
are ACP 127 (envelope), JANAP 128 (routing line) and the State Department's own
(classification and section line, E.O., TAGS, SUBJECT); docs/cables.md draws them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rapidfuzz import fuzz

from cleanup import vocabulary

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
PRECEDENCE = {"Z": "flash", "O": "immediate", "P": "priority", "R": "routine"}

DTG = re.compile(
    r"^\W?([ZOPR0])(?:\s[ZOPR])?\s?(\d{2})(\d{2})(\d{2})\s?[Z2]\s+([A-Z0-9]{3})\s+(\d{4}|\d{2})\b"
)
FROM = re.compile(r"^F[MH]\s+(\S.*)$")
TO = re.compile(r"^T[O0]\s+(\S.*)$")
INFO = re.compile(r"^[I1l]NF[O0]\s+(\S.*)$")
BT = re.compile(r"^\W*BT\W*$")
SERIAL = re.compile(r"^[#4H]\s?(\d{3,6})(/\d+)?\W*$")
END = re.compile(r"^\W*N{3,5}\W*$")
ORDER = re.compile(r"^E\.?\s?[O0Q]\.?[:,; ]*\d{5}")
TAGS = re.compile(r"^[T7I]A[G6C][S5]\b[:;.,]?\s*(.*)$")
SUBJECT = re.compile(r"^SUB[JI](?:ECT)?\s?[:;.,]\s*(.*)$")
REFERENCE = re.compile(r"^REF(?:S|TEL)?\s?[:;.]")
CLASSIFIED = re.compile(r"^(?:\(U\) )?CLASSIFIED BY\b", re.IGNORECASE)
ENVELOPE = re.compile(
    r"^(V?ZCZC\w*|VZ\w{4,}|[ZOPR]{2} RU.*|DE RU.*|ZN[YR] .*|[ZOPR]{1,2}[A-Z]{4,7} RU.*)"
)
NUMBER = re.compile(r"^([A-Z][A-Z' .]+?)\s+(\d{3,8})$")
SECTION = re.compile(
    r"S[EF]CT[I1l][O0]N\W+([0-9OIl]{1,2}|[A-Z]{3,5})\W+[O0][FP]\W+([0-9OIl]{1,2}|[A-Z]{3,5})",
)
FINAL = re.compile(r"FINAL SECTION\s+[O0]F\s+([0-9OIl]{1,2}|[A-Z]{3,5})")
# A row of asterisks reads as x, k, e or %, and may come out as a line of its own.
_STARS = r"[*xXkKeE%'\".]{2,10}"
STARS = re.compile(rf"^{_STARS}$")
MARKER = re.compile(
    rf"(?:{_STARS}\s+)?START\s+[O0]F\s+S[EF]CT[I1l][O0]N\W{{0,2}}\s*([0-9OIl]{{1,2}})\b\W?"
    rf"(?:\s*{_STARS}(?!\S))?"
)
RUNNING = re.compile(
    r"^([A-Z][A-Z .]+?)\s+[0-9OIl]{5,8}\s+[0-9OIl]{2,3}(\.\d)? [O0]F [0-9OIl]{2,3}\W*$"
)
PAGE_LINE = re.compile(r"^PAGE\s+\d{1,3}\s+[A-Z]{3,}\s+\d{3,6}\b")
WORDS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")


@dataclass(frozen=True, slots=True)
class Mrn:
    """Message reference number: a post's serial in a year."""

    year: int | None
    post: str
    number: int


@dataclass(frozen=True, slots=True)
class Fields:
    """What the heading says; empty where it says nothing that could be read.

    references     cables cited in REF
    """

    mrn: Mrn | None
    dtg: str
    precedence: str
    sender: str
    to: tuple[str, ...]
    info: tuple[str, ...]
    classification: str
    tags: tuple[str, ...]
    subject: str
    references: tuple[Mrn, ...] = ()


def number(printed: str) -> int | None:
    """A section number in digits, in digits misread as letters, or as a word."""
    if printed.upper() in WORDS:
        return WORDS.index(printed.upper()) + 1
    digits = printed.upper().translate(str.maketrans("OIL", "011"))
    return int(digits) if digits.isdigit() else None


def section_line(text: str) -> tuple[int, int] | None:
    """(number, total) of a classification line that names a section, or None."""
    if not vocabulary.message_classification(text):
        return None
    if found := FINAL.search(text):
        total = number(found.group(1))
        return (total, total) if total else None
    found = SECTION.search(text)
    if not found:
        return None
    part, total = number(found.group(1)), number(found.group(2))
    return (part, total) if part and total else None


def is_envelope(text: str) -> bool:
    """Whether a row is of the part of a message above its text."""
    shapes = (ENVELOPE, DTG, FROM, TO, INFO, BT)
    return any(shape.match(text) for shape in shapes)


def is_cable(texts: Sequence[str]) -> bool:
    """Whether rows are those of a cable: three different signs, not one alone."""
    signs = (DTG, FROM, TAGS, SUBJECT, BT, END, ENVELOPE, ORDER)
    seen = sum(any(sign.match(text) for text in texts) for sign in signs)
    seen += any(vocabulary.message_classification(text) for text in texts)
    seen += any(MARKER.search(text) for text in texts)
    return seen >= 3


def read_fields(heading: Sequence[str], subject: str) -> Fields:
    """The fields of a heading, given row by row down to the SUBJECT line."""
    sent = next((f for t in heading if (f := DTG.match(t))), None)
    dtg = _date_time(sent) if sent else ""
    named = [t for t in heading if vocabulary.message_classification(t)]
    # Tesseract closes up letters that were typed apart: then it is a bare level.
    named += [t for t in heading if vocabulary.names_a_level(t)]
    classification = named[0] if named else ""
    tags = next((f.group(1) for t in heading if (f := TAGS.match(t))), "")
    return Fields(
        mrn=_mrn(heading, int(dtg[:4]) if dtg else None),
        dtg=dtg,
        precedence=PRECEDENCE.get(sent.group(1).replace("0", "O"), "") if sent else "",
        sender=next((f.group(1) for t in heading if (f := FROM.match(t))), ""),
        to=_addressees(heading, TO),
        info=_addressees(heading, INFO),
        classification=_level(classification),
        tags=tuple(re.findall(r"[A-Z][A-Z0-9]+(?: \([^)]*\))?", tags)),
        subject=subject,
    )


def _date_time(found: re.Match[str]) -> str:
    """ISO 8601 of a date-time group; "" when it names no date.

    Two-digit years from 60 are of the last century: no cable is older than that.
    """
    day, hour, minute = (int(found.group(n)) for n in (2, 3, 4))
    month = max(MONTHS, key=lambda name: fuzz.ratio(name, found.group(5)))
    year = int(found.group(6))
    year += 0 if year > 99 else 1900 if year >= 60 else 2000
    # Cables with a date-time group are of the last hundred years; OCR makes 0985 of 1985.
    if fuzz.ratio(month, found.group(5)) < 60 or not 1900 <= year < 2100:
        return ""
    try:
        sent = datetime(year, MONTHS.index(month) + 1, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return ""
    return sent.strftime("%Y-%m-%dT%H:%M:%SZ")


def _mrn(heading: Sequence[str], year: int | None) -> Mrn | None:
    """`MEXICO 000535` on a line of its own, or behind the classification and section."""
    for text in heading:
        tail = text
        if vocabulary.message_classification(text):
            tail = re.split(r"[O0]F\s+[0-9OIl]{1,2}\s+", text)[-1]
            tail = re.sub(r"^\W*(?:[A-Z]\s){4,}[A-Z]?\b", "", tail).strip()
        found = NUMBER.match(tail)
        if found and not TO.match(text) and not INFO.match(text) and not FROM.match(text):
            return Mrn(year, found.group(1).strip(), int(found.group(2)))
    return None


def _addressees(heading: Sequence[str], label: re.Pattern[str]) -> tuple[str, ...]:
    """The labelled line and the lines below it, down to the next label."""
    found: list[str] = []
    for text in heading:
        if match := label.match(text):
            found.append(match.group(1))
        elif found and (is_envelope(text) or ORDER.match(text)):
            break
        elif found:
            found.append(text)
    return tuple(found)


def _level(text: str) -> str:
    """The level a classification line names, in plain letters."""
    letters = re.sub(r"[^A-Z]", "", re.split(r"\bSECT|\bFINAL|\d", text)[0])
    if not letters:
        return ""
    scores = {level: fuzz.partial_ratio(re.sub(" ", "", level), letters) for level in LEVELS}
    # "SECRET" is part of "TOP SECRET": of levels that fit alike the longer one is meant.
    best = max(scores, key=lambda level: (round(scores[level]), len(level)))
    return best if scores[best] >= 80 else ""


LEVELS = (*vocabulary.LEVELS, "UNCLAS")
