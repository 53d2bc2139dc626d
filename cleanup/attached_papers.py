"""Papers that say nothing of what they are, told by those before them.

┌ DISPATCH ┐  ┌ SUBJECT: ... ┐      a memo that a dispatch says is attached, and has no head of
│ attached │  │ We have no   │      its own but its subject
└──────────┘  └──────────────┘
┌ DISPATCH ┐  ┌ SUBJECT: ... ┐      both once more: copies that were released otherwise
└──────────┘  └──────────────┘
"""

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from cleanup.model import Row

# Not `attached to the consulate`.
ANNOUNCED = re.compile(r"\bTHE ATTACHED\b|\bATTACHED MEMO", re.IGNORECASE)
LISTED = re.compile(r"^\W*(?:ATTACHMENTS?|ENCLOSURES?)\b", re.IGNORECASE)
SUBJECT = re.compile(r"^\W*(?:SUBJECT|SUBJ)\s?[:;]\s*(\S.*)$")
# The subject of a paper that a page may go on with, however it is labelled.
ITS_SUBJECT = re.compile(r"^\W*(?:SUBJECT|SUBJ|RE)\b\W*(\S.*)$", re.IGNORECASE)
SUBJECT_ROWS = 3  # of one paper
CONTINUED = re.compile(r"\bCONT(?:\W?D|INUED)?\b", re.IGNORECASE)
ENDED = re.compile(r"[.!?][\"')]?$")
STATES = re.compile(r"[a-z]\.$")  # what is said under the name SUBJECT, in an interview
SIGNED = 4  # words of a name, an office or a list of what is attached, at the end of a paper
# Typed rows of a page that are compared, by their letters: shorter ones are print and stamps.
LONG_ROW = 25
# Rows of a page that stand on another too, from which one is a copy of the other, and what share
# they are of the rows of the page that has fewer, and of the one that has more: specks make rows.
COPIED_ROWS, OF_FEWER, OF_MORE = 3, 0.7, 0.6
SAME_ROW = 80  # 0-100
# Letters that a line has at least: above SUBJECT stand the archive's marks and specks.
FEWEST_LETTERS = 5


def is_attached(before: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether a page begins with a subject, and what stands before it says that it is attached.

    A second page of the same paper may begin with the subject of the first, and go on with its
    sentence; and in an interview SUBJECT is who speaks.
    """
    lines = _lines(rows)
    found = SUBJECT.match(next(iter(lines), ""))
    if not found or CONTINUED.search(found.group(1)) or STATES.search(found.group(1)):
        return False
    announced = any(LISTED.match(r.typed) or ANNOUNCED.search(r.typed) for r in before)
    if not announced or _goes_on(before, lines[1:]):
        return False
    again = any(SUBJECT.match(text) for text in lines[1:])
    return not again and not any(_has(own, found.group(1)) for own in _subjects(before))


def _goes_on(before: Sequence[Row], below: Sequence[str]) -> bool:
    """Whether a sentence runs over to what stands below a page's subject."""
    above = next(iter(_lines(before[::-1])), "")
    ended = ENDED.search(above) or len(above.split()) <= SIGNED or LISTED.match(above)
    return not ended or not below or below[0][:1].islower()


def _subjects(before: Sequence[Row]) -> list[str]:
    """What follows each label of a subject, with the rows that it may go on in."""
    texts = [row.typed for row in before]
    found = ((n, ITS_SUBJECT.match(text)) for n, text in enumerate(texts))
    return [" ".join([m.group(1), *texts[n + 1 : n + SUBJECT_ROWS]]) for n, m in found if m]


def _has(own: str, subject: str) -> bool:
    return fuzz.partial_ratio(subject.upper(), own.upper()) >= SAME_ROW


def is_copy(first: Sequence[str], own: Sequence[str], beside: Sequence[Sequence[str]]) -> bool:
    """Whether a page has the typed rows of another paper's first page once more.

    All are the long rows of pages. What stands on a third page as well, before or after it, is
    print of a form, whose sheets are no copies of each other.
    """
    if not _is_copied(own, first):
        return False
    third = [row for page in beside if page is not own and page is not first for row in page]
    return _is_copied(_not_on(third, own), _not_on(third, first))


def _is_copied(own: Sequence[str], first: Sequence[str]) -> bool:
    fewer, more = sorted((len(own), len(first)))
    wanted = max(COPIED_ROWS, OF_FEWER * fewer, OF_MORE * more)
    return fewer >= wanted and len(own) - len(_not_on(first, own)) >= wanted


def _not_on(page: Sequence[str], rows: Sequence[str]) -> list[str]:
    """The rows that do not stand on a page."""
    if not page or not rows:
        return list(rows)
    alike = process.cdist(rows, page, scorer=fuzz.ratio, score_cutoff=SAME_ROW, dtype=np.uint8)
    return [row for row, on in zip(rows, alike.max(axis=1), strict=True) if not on]


def _lines(rows: Sequence[Row]) -> list[str]:
    return [row.typed for row in rows if len(re.findall(r"[A-Za-z]", row.typed)) >= FEWEST_LETTERS]


def long_rows(rows: Sequence[Row]) -> tuple[str, ...]:
    """The typed rows of a page by which it is told whether it is a copy of another."""
    return tuple(text for text in _lines(rows) if len(text) >= LONG_ROW)
