"""What a page shows of the kind of document it belongs to, and whether one begins on it.

Two things are weighed apart: `kind`, how much a sign speaks for a kind of document, and
`opens`, how much it speaks for a first page. A letterhead stands on first pages; `Very
truly yours` is as sure a sign of a letter and stands on its last. Vocabulary alone does
not split a release: `cleanup.splitting` weighs it with page numbers and document numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cleanup import cable, envelope, running_lines
from cleanup.correspondence import (
    CLOSING,
    SALUTATION,
    is_memorandum_for,
    labels_of,
)
from cleanup.dates import find_date
from cleanup.model import Placed, Row
from cleanup.report_titles import has_report_title, names_periodical
from cleanup.statements import is_statement

CABLE, MEMORANDUM, LETTER, EMAIL = "cable", "memorandum", "letter", "e-mail"
REPORT, FORM, COVER = "report", "form", "cover sheet"
WITHDRAWAL, OTHER = "withdrawal sheet", "other"
KINDS = (CABLE, MEMORANDUM, LETTER, EMAIL, REPORT, FORM, COVER, WITHDRAWAL, OTHER)

# Labels printed on the identification forms of the JFK Act collection.
IDENTIFICATION = (
    *("AGENCY", "RECORD NUMBER", "RECORD SERIES", "AGENCY FILE NUMBER", "ORIGINATOR"),
    *("DOCUMENT TYPE", "CURRENT STATUS", "DATE OF LAST REVIEW", "OPENING CRITERIA"),
    *("IDENTIFICATION FORM", "AGENCY INFORMATION", "DOCUMENT INFORMATION", "RESTRICTIONS"),
)
# Labels printed on forms for intelligence and investigative reports.
REPORT_LABELS = (
    *("COUNTRY", "REPORT NO", "DATE DISTR", "DATE OF INFO", "PLACE ACQ", "APPRAISAL"),
    *("FIELD REPORT NO", "REPORT MADE AT", "REPORT MADE BY", "CHARACTER OF CASE"),
    *("SYNOPSIS OF FACTS", "THIS CASE ORIGINATED AT", "TITLE OF CASE", "REPORTING OFFICE"),
)
# Boxes of forms of any kind.
FORM_LABELS = (
    *("ACTION REQUIRED", "MARKED FOR INDEXING", "NO INDEXING REQUIRED", "ROUTING AND INITIALS"),
    *("SIGNATURE OF APPLICANT", "DATE OF BIRTH", "PLACE OF BIRTH", "TELEPHONE NUMBER"),
    *("PREVIOUS EDITIONS", "FOR OFFICE USE", "ROOM NO", "DATE RECEIVED", "DATE FORWARDED"),
)
COVER_TITLES = (
    *("COVER SHEET", "FAX COVER SHEET", "DOCUMENT COVER SHEET", "TOP SECRET COVER SHEET"),
    *("ROUTING AND RECORD SHEET", "ROUTING SLIP", "OFFICIAL ROUTING SLIP", "TRANSMITTAL SLIP"),
    *("FACSIMILE TRANSMITTAL", "FACSIMILE COVER SHEET", "FILE COVER SHEET"),
)
TELEGRAM_TITLES = (
    *("INCOMING TELEGRAM", "OUTGOING TELEGRAM", "CLASSIFIED MESSAGE", "TELEGRAM", "TELETYPE"),
    *("INCOMING MESSAGE", "OUTGOING MESSAGE", "DECODED COPY", "CABLEGRAM", "AIRGRAM"),
)
# An office's room for messages, on blanks that say no more of what they are.
COMMUNICATIONS = ("COMMUNICATIONS SECTION", "COMMUNICATIONS CENTER", "MESSAGE CENTER")
# The number of a printed form; `FD-302a` is that of the sheets that go on.
FORM_NUMBER = re.compile(
    r"^\W*(?:(?:STANDARD|OPTIONAL) FORM (?:NO\W*)?\d{1,3}|(?:FD|SF|DS|DD|OF)-\d{1,4})\W*$",
    re.IGNORECASE,
)
# What a form says of itself, in the capitals of its print, and what it is one for.
THIS_FORM = re.compile(
    r"^\W*(?:SUBMIT|PREPARE|COMPLETE|FILL (?:IN|OUT)|EXECUTE|FORWARD|RETURN|DETACH) THIS FORM\b"
)
FORM_TITLE = re.compile(r"^\W*(?:REQUEST|APPLICATION|CLAIM|CERTIFICATE|NOTICE|RECORD) (?:FOR|OF)\b")
OFFICE = re.compile(
    r"\b(?:DEPARTMENT OF|DEPT\W? OF|FEDERAL BUREAU|CENTRAL INTELLIGENCE AGENCY|WHITE HOUSE"
    r"|UNITED STATES|EMBASSY OF|AMERICAN EMBASSY|HEADQUARTERS|OFFICE OF THE|BUREAU OF"
    r"|NATIONAL SECURITY|COMMITTEE|COMMISSION|HOUSE OF REPRESENTATIVES|SENATE|ATTORNEYS? AT LAW)\b",
    re.IGNORECASE,
)
COURT = re.compile(r"^[A-Z .,]*\bCOURT\b[A-Z .,]*$")
CAPTION = re.compile(
    r"\bUNITED STATES\b|\bDISTRICT OF\b|\bIN RE\b|\bIN THE MATTER OF\b|\bSTATE OF\b"
)
# `FBI SEATTLE 8-6-47 7-13 PM`: office, day and minute of a teletype.
WIRED = re.compile(
    r"^\W*FBI\W{1,3}[A-Z. ]{4,30}\W+\d{1,2}[-/]\d{1,2}[-/]\d{2}\W+\d{1,2}[-:]\d{2}\s?[AP]M\b"
)
MEMO_TITLE = re.compile(r"^\W*(?:\w+\s+){0,2}?(\w{8,11})\W*$")
ORIGINAL = re.compile(r"^\W*-+\s*Original Message\s*-+", re.IGNORECASE)
ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.\w+|<[^>]*@")
SENT = re.compile(r"^\W*Sent\s*:", re.IGNORECASE)

# Likeness (0-100) of a row, or of the piece of it that fits, to a printed phrase.
SAME_PRINT = 88
# A form's own print is there when this many of its labels are.
LABELS_OF_FORM = 3
# Rows from the top in which a heading's first line stands, specks and stamps above it.
TOP_ROWS = 8
# Rows in which the labels of a heading stand.
HEAD_ROWS = 18


@dataclass(frozen=True, slots=True)
class Sign:
    """Something on a page that speaks for a kind of document.

    kind    which
    speaks  how much for the kind, 0-1
    opens   how much for a document that begins here, 0-1
    """

    name: str
    kind: str
    speaks: float
    opens: float


TELETYPE, BLANK = "heading of a teletype", "telegram blank"
STATEMENT = Sign("affidavit or statement", OTHER, 0.6, 0.65)


def signs_of(
    rows: Sequence[Row], furniture: Sequence[str] = (), foot: Sequence[str] = ()
) -> tuple[Sign, ...]:
    """The signs on one page, or on what follows the end of a telegram on it.

    rows       of the page, from the top
    furniture  texts in the head of the page that are not in the rows
    foot       such texts below the head
    """
    texts = [row.typed for row in rows if len(re.findall(r"[A-Za-z]", row.typed)) >= 2]
    printed = [*furniture, *texts]
    found = [
        _identification(printed),
        _cable(texts, furniture),
        _report_form(printed),
        _report_title(texts),
        _periodical([*furniture, *foot, *texts[:TOP_ROWS]]),
        _memo(rows, texts, furniture),
        _email(rows, texts),
        *_letter(rows, texts, furniture),
        _caption([*furniture, *_pieces(rows[: TOP_ROWS + 4])]),
        STATEMENT if is_statement(texts[: TOP_ROWS * 2]) else None,
        _cover(printed[: TOP_ROWS + len(furniture)]),
        _form(printed, [*furniture, *_pieces(rows[: TOP_ROWS + 4])]),
    ]
    return tuple(sign for sign in found if sign)


def _identification(printed: Sequence[str]) -> Sign | None:
    count = _labels_there(printed, IDENTIFICATION)
    return Sign("identification form", COVER, 0.95, 0.95) if count >= 4 else None


def _cable(texts: Sequence[str], furniture: Sequence[str]) -> Sign | None:
    """An envelope, heading or telegram blank; a form's TO and FROM alone are no cable."""
    head = [text for text in texts[:HEAD_ROWS] if running_lines.running(text) is None]
    if cable.is_cable(texts):
        begins = any(envelope.is_opening(text) for text in head)
        return Sign("cable heading", CABLE, 0.9, 0.8 if begins else 0.5)
    if teletype_heading(texts):
        return Sign(TELETYPE, CABLE, 0.7, 0.6)
    above = [*furniture, *texts[:TOP_ROWS]]
    received = any(_is_print(text, COMMUNICATIONS) for text in above) and any(
        OFFICE.search(text) for text in above
    )
    if received or any(_is_print(text, TELEGRAM_TITLES) for text in above):
        return Sign(BLANK, CABLE, 0.7, 0.6)
    return None


def teletype_heading(texts: Sequence[str]) -> str:
    """The letters and figures of a teletype's heading among the first rows; "" for none."""
    found = (WIRED.match(text) for text in texts[:TOP_ROWS])
    return next((re.sub(r"\W", "", each.group()) for each in found if each), "")


def _report_form(printed: Sequence[str]) -> Sign | None:
    count = _labels_there(printed, REPORT_LABELS)
    return Sign("report form", REPORT, 0.9, 0.85) if count >= LABELS_OF_FORM else None


def _report_title(texts: Sequence[str]) -> Sign | None:
    if has_report_title(texts):
        return Sign("report title", REPORT, 0.7, 0.6)
    return None


def _periodical(printed: Sequence[str]) -> Sign | None:
    """Its title speaks for a periodical, and not for the first page of one."""
    if any(map(names_periodical, printed)):
        return Sign("title of a periodical", REPORT, 0.8, 0.0)
    return None


def _memo(rows: Sequence[Row], texts: Sequence[str], furniture: Sequence[str]) -> Sign | None:
    head = rows[:HEAD_ROWS]
    if any(is_memorandum_for(row.typed) for row in head):
        return Sign("MEMORANDUM FOR", MEMORANDUM, 0.9, 0.8)
    fields = {each.field for each in labels_of(head)}
    named = len(fields & {"to", "from", "subject"})
    titled = any(_is_memo_title(text) for text in [*furniture, *texts[:TOP_ROWS]])
    if titled:
        return Sign("memorandum title", MEMORANDUM, 0.85 if fields else 0.7, 0.75)
    if named == 3:
        return Sign("TO, FROM and SUBJECT", MEMORANDUM, 0.75, 0.7)
    if named == 2 and "date" in fields:
        return Sign("TO, FROM or SUBJECT and DATE", MEMORANDUM, 0.6, 0.5)
    return None


def _is_memo_title(text: str) -> bool:
    found = MEMO_TITLE.match(text)
    return bool(
        found
        and text[:1].isupper()
        and fuzz.ratio(found.group(1).upper(), "MEMORANDUM") >= SAME_PRINT
    )


def _email(rows: Sequence[Row], texts: Sequence[str]) -> Sign | None:
    head = texts[:HEAD_ROWS]
    labels = labels_of(rows[:HEAD_ROWS])
    fields = {each.field for each in labels}
    mailed = any(SENT.match(text) or ORIGINAL.match(text) or ADDRESS.search(text) for text in head)
    if mailed and {"from", "to"} <= fields and fields & {"subject", "date"}:
        top = min(each.row for each in labels) < TOP_ROWS
        return Sign("From, To and Sent", EMAIL, 0.95, 0.75 if top else 0.4)
    return None


def _letter(
    rows: Sequence[Row], texts: Sequence[str], furniture: Sequence[str]
) -> list[Sign | None]:
    head = [row.typed for row in rows[:HEAD_ROWS]]
    greeted = next((n for n, text in enumerate(head) if SALUTATION.match(text)), None)
    dated = any(find_date([text]) and len(text.split()) <= 7 for text in head[:greeted])
    offices = [t for t in [*furniture, *texts[:TOP_ROWS]] if OFFICE.search(t) and len(t) <= 60]
    closed = any(CLOSING.match(row.typed) for row in rows)
    return [
        Sign("salutation", LETTER, 0.7, 0.5) if greeted is not None else None,
        Sign("date above it", LETTER, 0.3, 0.4) if greeted is not None and dated else None,
        # Any first page may have a letterhead, also a memo's.
        Sign("letterhead", LETTER, 0.3, 0.5) if len(offices) >= 2 and dated else None,
        # Pleadings and memos close like letters.
        Sign("closing", LETTER, 0.4, 0.0) if closed else None,
    ]


def _caption(printed: Sequence[str]) -> Sign | None:
    """The caption of a pleading or an order: the court's name, and whose court or which case."""
    court = any(COURT.match(text) and len(text) <= 60 for text in printed)
    if court and any(CAPTION.search(text) for text in printed):
        return Sign("caption of a court", OTHER, 0.6, 0.65)
    return None


def _pieces(rows: Sequence[Row]) -> list[str]:
    """The lines of rows by themselves: stamps stand beside a caption on its rows."""
    return [part.text for row in rows for part in row.parts if isinstance(part, Placed)]


def _cover(printed: Sequence[str]) -> Sign | None:
    if any(_is_print(text, COVER_TITLES) for text in printed):
        return Sign("cover or routing sheet", COVER, 0.8, 0.7)
    return None


def _form(printed: Sequence[str], head: Sequence[str]) -> Sign | None:
    """Boxes of a form, at its head its number and whose it is, or what to do with it."""
    if any(map(FORM_NUMBER.match, head)) and any(map(OFFICE.search, head)):
        return Sign("number of a form", FORM, 0.6, 0.6)
    # Without a title of its own it may be the end of a sentence: `POSTS SHOULD` `RETURN THIS FORM`.
    if any(text.isupper() and THIS_FORM.match(text) for text in head):
        titled = any(text.isupper() and FORM_TITLE.match(text) for text in head)
        return Sign("what to do with a form", FORM, 0.6, 0.6 if titled else 0.4)
    count = _labels_there(printed, FORM_LABELS)
    return Sign("boxes of a form", FORM, 0.65, 0.6) if count >= LABELS_OF_FORM else None


def _is_print(text: str, titles: Sequence[str]) -> bool:
    """Whether a whole row is one of the printed titles, in capitals, give or take a letter."""
    plain = re.sub(r"[^A-Za-z ]", "", text).strip()
    if not plain.isupper():
        return False
    return any(fuzz.ratio(plain, title) >= SAME_PRINT for title in titles)


def _labels_there(printed: Sequence[str], labels: Sequence[str]) -> int:
    """How many of the labels stand on the page, in the capitals that forms print."""
    plain = [re.sub(r"[^A-Za-z ]", "", text) for text in printed]
    capitals = [" ".join(w for w in text.split() if w.isupper() or w.istitle()) for text in plain]
    upper = [text.upper() for text in capitals if text]
    return sum(any(_holds(text, label) for text in upper) for label in labels)


def _holds(text: str, label: str) -> bool:
    if len(text) < len(label):
        return fuzz.ratio(text, label) >= SAME_PRINT
    return fuzz.partial_ratio(label, text) >= SAME_PRINT
