"""The heading of a message as labelled entries, down to where its text starts.

    P 121530Z MAR 85                     dtg
    TO RUEHC/SECSTATE WASHDC             to
    C O N F I D E N T I A L LIMA 001234  classification
    NODIS                                caption
    STATE FOR ARA                        passing
    E.O. 12356: DECL: OADR               order
    TAGS: PREL, PE                       tags
    SUBJECT: ...                         subject, over more than one row
    REF: A. STATE 12345  B. LIMA 1100    reference
    CLASSIFIED BY: ...                   authority

A row without a label goes on with the entry above it. The form that SMART prints has
labels of its own (`MRN:`, `Date/DTG:`, `Pass Line:`), which are the same entries.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from rapidfuzz import fuzz

from cleanup import envelope, levels, running_lines, section_numbers
from cleanup.captions import is_caption, is_word
from cleanup.labels import authority, damaged_label, form_label, unmarked
from cleanup.model import Row
from cleanup.mrn import LOOSE
from cleanup.paragraph_marks import starts_paragraph
from cleanup.references import MOST_REFERENCES, is_listed

ORDER = re.compile(r"^E\.?\s?[O0Q]\.?[:,; ]*(?:1[0-9OIl]{4}\b)")
ORDER_PARTS = re.compile(r"^E\.?\s?[O0Q]\.?[:,; ]*(1[0-9OIl]{4})\W*(.*)$", re.IGNORECASE)
TAGS = re.compile(r"^[T7I]A[G6C][S5]?\b\s?[:;.,]?\s*(.*)$")
SUBJECT = re.compile(r"^[S5]U[B8][JI1](?:[EF][CG]T)?\s?[:;.,]\s*(.*)$", re.IGNORECASE)
REFERENCE = re.compile(r"^REF(?:S|TELS?|ERENCES?)?\s?[:;.]{1,2}(?:\s|$)", re.IGNORECASE)
LABELS = (("order", ORDER), ("tags", TAGS), ("subject", SUBJECT), ("reference", REFERENCE))
LOWER = ("order", "tags", "subject", "reference", "authority")
DRAFTING = re.compile(r"^(DRAFTED|APPROVED|CLEARED|RELEASED) BY\s?[:;]?\s*(\S.*)$", re.IGNORECASE)
PARTS = ("ENVELOPE", "HEADER", "CONTROLS", "BODY", "ADMIN", "MESSAGE TEXT")
NUMBER = re.compile(
    rf"^((?:[A-Z0-9]?[A-Z][A-Z0-9'.\-]* ?){{1,4}}?)\s+((?=\w*\d\w*\d){LOOSE}{{3,8}})\W*$"
)
# A passing line by itself, where no E.O. line follows: its whole row, as sentences begin so too.
PASSED = re.compile(
    r"^(?:STATE|DEP(?:ARTMEN)?T|TREASURY|COMMERCE|DEFENSE|OSD|NSC|A?ID|USTR|USDA|USIA|CUSTOMS|DEA)"
    r" (?:(?:PLEASE |PLS )?PASS (?:TO )?\w+(?: FOR \w+)?|(?:ALSO )?FOR [A-Z]{1,5}/[A-Z/]+)$"
)
COMBINED = re.compile(r"COMBINED\s+MESS", re.IGNORECASE)
NOTICE = re.compile(r"COMBINED\s+MESSAGE|^\W*NOTE BY OC/?T", re.IGNORECASE)
FORM_END = re.compile(
    r"^(Signature|Drafted By|Cleared By|Approved By|Released By|Dissemination Rule|Action Post"
    r"|Attachments)\s?:"
)
# Above the classification only: below it a row may well begin with `TO`.
ADDRESS = ("from", "to", "info", "exempt")
# A blank line doubles the distance; a page that is warped, or read badly, adds a third.
PITCHES = 1.6
ENTRY_ROWS = 4  # rows a subject may take; references and authorities take few more
# Rows that no entry goes on with: the summary, whose number was not read.
BELOW_SUBJECT = re.compile(r"^(?:\d{0,2}[.,]?\s?(?:[(/]\w{1,3}[)/])?\s?)?(?:BEGIN )?SUMMARY\s?[:.]")
# Two cables cited, below a label REF that was not read.
CITATIONS = re.compile(r"\b[A-Z]{3,} \d{2,6}\b.{0,3}\b[B-H][.)]\s?[A-Z]{3,}[A-Z ]* \d{2,6}\b")
# A heading is looked for no further down than this, in rows: long lists of addressees.
LONGEST = 60
UPPER = ("classification", "bt", "mrn", "from", "dtg", "passing", "caption", "corrected", "part")
# Rows without a label, misread or a caption, that may stand before the next label.
LOST_LABELS = 12


def is_corrected(text: str) -> bool:
    """Whether a row says `C O R R E C T E D  C O P Y`, and perhaps what was changed."""
    letters = re.sub(r"[^A-Z]", "", text.upper())
    return fuzz.ratio(letters[:13], "CORRECTEDCOPY") >= 85 and len(letters) < 80


@lru_cache(maxsize=section_numbers.ROWS_IN_MIND)
def kind_of(text: str) -> str:
    """What a row of a heading is by its own shape; "" when it says nothing of it."""
    text = unmarked(text)
    if running_lines.running(text):
        return "page"
    if kind := envelope.kind_of_format_line(text):
        return kind
    if section_numbers.class_line(text):
        return "classification"
    if text.strip(" .:") in PARTS:
        return "part"
    return _labelled(text)


def _labelled(text: str) -> str:
    if kind := next((kind for kind, shape in LABELS if shape.match(text)), ""):
        return kind
    if kind := damaged_label(text):
        return kind
    if authority(text) is not None:
        return "authority"
    if found := form_label(text):
        return found[0]
    if is_corrected(text):
        return "corrected"
    if NOTICE.search(text):
        return "notice"
    return "drafting" if DRAFTING.match(text) else ""


def is_label(text: str) -> bool:
    """Whether a row begins an entry of the lower heading: E.O., TAGS, SUBJECT, REF, CLASSIFIED."""
    return kind_of(text) in LOWER


def end_of_heading(rows: Sequence[Row]) -> int:
    """How many rows from the start are heading.

    It ends at the first paragraph number, or after the last of E.O., TAGS, SUBJECT, REF
    and CLASSIFIED BY with the rows that go on with it; without any of them after the
    last line of the envelope.
    """
    upper = _end_of_upper(rows)
    end = at = upper
    while at < min(len(rows), end + LOST_LABELS):
        text = rows[at].typed
        if starts_paragraph(text):
            break
        labelled = kind_of(text) in LOWER
        at = _end_of_entry(rows, at) if labelled else at + 1
        end = at if labelled else end
    return end


def _end_of_upper(rows: Sequence[Row]) -> int:
    """The row after the envelope, the classification line and what is right below it."""
    end = 0
    seen: set[str] = set()
    texts = [row.typed for row in rows[:LONGEST]]
    for at, row in enumerate(rows[:LONGEST]):
        kind = kind_of(row.typed)
        if kind in LOWER or (starts_paragraph(row.typed) and not kind):
            break
        if kind in UPPER and not (kind == "bt" and seen & {"bt", "classification"}):
            end = at + 1
            seen.add(kind)
        elif kind == "bt":
            break
        elif at == end and "classification" in seen and _goes_below_level(rows, at):
            end = at + 1
        elif "from" in seen and "classification" not in seen and closes_address(texts, at):
            end = at + 1
            seen.add("classification")
    return end


def is_handling(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is captions or a passing line, whatever stands beside it.

    `SENSITIVE` is a word of a sentence too: right above a line of text it is one.
    """
    text = rows[at].typed
    if PASSED.match(text):
        return True
    return is_caption(text) and not (is_word(text) and _goes_on_below(rows, at))


def _goes_on_below(rows: Sequence[Row], at: int) -> bool:
    """Whether the very next line of typing is of no heading, and begins no paragraph."""
    if at + 1 >= len(rows):
        return False
    below = rows[at + 1].typed
    headed = kind_of(below) or is_caption(below) or PASSED.match(below) or NUMBER.match(below)
    step = PITCHES * _pitch(rows[at : at + ENTRY_ROWS * 3])
    return not (headed or starts_paragraph(below)) and _next_line(rows[at], rows[at + 1], step)


def _goes_below_level(rows: Sequence[Row], at: int) -> bool:
    """Whether a row below the classification line is captions, a passing line, or its number."""
    if is_handling(rows, at):
        return True
    lines = (section_numbers.class_line(row.typed) for row in rows[:at])
    numbered = any(line and line.number for line in lines)
    return NUMBER.match(rows[at].typed) is not None and not numbered


def closes_address(texts: Sequence[str], at: int) -> bool:
    """Whether a bare level stands below all addressees: `UNCLAS`, where BT was not read.

    A banner that was left as text may stand between them, where they go over to another page.
    """
    if not levels.level_of(texts[at]):
        return False
    below = takewhile(lambda text: kind_of(text) not in LOWER, texts[at + 1 : at + LOST_LABELS])
    return not any(kind_of(text) in (*ADDRESS, "bt") or _is_address(text) for text in below)


def _is_address(text: str) -> bool:
    """Whether a row is an addressee, perhaps with the station before it."""
    name = re.sub(rf"^{envelope.STATION}\s?[/I1l|]\s?", "", text)
    return envelope.is_addressee(name.partition(" ")[0])


def subject_rows(rows: Sequence[Row]) -> tuple[int, int]:
    """Where the SUBJECT entry starts and ends; (0, 0) without one."""
    first = next((n for n, row in enumerate(rows) if kind_of(row.typed) == "subject"), None)
    if first is None:
        return 0, 0
    end = _end_of_entry(rows, first)
    cited = (n for n in range(first + 1, end) if CITATIONS.search(rows[n].typed))
    return first, next(cited, end)


def _end_of_entry(rows: Sequence[Row], start: int) -> int:
    """The row after a labelled entry and its continuation lines.

    A redaction may stand on a row of its own between two of them.
    """
    step = PITCHES * _pitch(rows[max(0, start - ENTRY_ROWS * 3) : start + ENTRY_ROWS * 3])
    listed = kind_of(rows[start].typed) == "reference"
    last = start
    for at in range(start + 1, len(rows)):
        item = listed and is_listed(unmarked(rows[at].typed))
        if at - start >= (MOST_REFERENCES if item else ENTRY_ROWS):
            break
        if item:
            last = at
        if item or not rows[at].typed:
            continue
        if not _continues(rows[at].typed) or not _next_line(rows[last], rows[at], step):
            break
        last = at
    return last + 1


def _continues(text: str) -> bool:
    """Whether a row may go on with the entry above it: it has no label or number of its own."""
    plain = kind_of(text) in ("", *ADDRESS) and not starts_paragraph(text)
    return plain and not BELOW_SUBJECT.match(unmarked(text))


def _pitch(rows: Sequence[Row]) -> float:
    """The usual distance from row to row, in pixels; 0 where too few tell."""
    pairs = zip(rows, rows[1:], strict=False)
    steps = sorted(b.box.middle - a.box.middle for a, b in pairs if a.page == b.page)
    return steps[len(steps) // 2] if len(steps) >= ENTRY_ROWS else 0.0


def _next_line(above: Row, below: Row, most: float) -> bool:
    """Whether a row is the very next line of typing, with no blank line between.

    most  pixels from one to the other; 0 where that is not known
    """
    step = below.box.middle - above.box.middle
    tall = 2.1 * max(above.box.height, below.box.height)
    return above.page == below.page and step < (min(tall, most) if most > 0 else tall)
