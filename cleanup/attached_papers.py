"""Papers that say nothing of what they are, told by those before them.

┌ DISPATCH ┐  ┌ SUBJECT: ... ┐      a memo that a dispatch says is attached, and has no head of
│ attached │  │ We have no   │      its own but its subject
└──────────┘  └──────────────┘
┌ DISPATCH ┐  ┌ SUBJECT: ... ┐      both once more: copies that were released otherwise
└──────────┘  └──────────────┘
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from cleanup.model import Row

ANNOUNCED = re.compile(r"\b(ATTACH(ED|MENTS?)|ENCLOS(ED|URES?))\b", re.IGNORECASE)
SUBJECT = re.compile(r"^\W*(?:SUBJECT|SUBJ)\s?[:;]\s*(\S.*)$")
# Typed rows of a page that are compared, by their letters: shorter ones are print and stamps.
LONG_ROW = 25
# Rows of a page that stand on another too, from which one is a copy of the other, and what share
# they are of the rows of the page that has fewer, and of the one that has more: specks make rows.
COPIED_ROWS, OF_FEWER, OF_MORE = 3, 0.7, 0.6
SAME_ROW = 80  # 0-100
# Letters that a line has at least: above SUBJECT stand the archive's marks and specks.
LETTERS = 5


def is_attached(before: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether a page begins with a subject, and what stands before it says that it is attached.

    A second page of the same paper may begin with the subject of the first.
    """
    found = SUBJECT.match(next(iter(_lines(rows)), ""))
    if not found or not any(ANNOUNCED.search(row.typed) for row in before):
        return False
    own = (SUBJECT.match(row.typed) for row in before)
    return all(fuzz.ratio(each.group(1), found.group(1)) < SAME_ROW for each in own if each)


def is_copy(first: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether a page has the typed rows of another paper's first page once more."""
    own, theirs = _long(rows), _long(first)
    fewer, more = sorted((len(own), len(theirs)))
    same = sum(any(fuzz.ratio(text, other) >= SAME_ROW for other in theirs) for text in own)
    return same >= max(COPIED_ROWS, OF_FEWER * fewer, OF_MORE * more)


def _lines(rows: Sequence[Row]) -> list[str]:
    return [row.typed for row in rows if len(re.findall(r"[A-Za-z]", row.typed)) >= LETTERS]


def _long(rows: Sequence[Row]) -> list[str]:
    return [text for text in _lines(rows) if len(text) >= LONG_ROW]
