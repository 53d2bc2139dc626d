"""Page numbers and document numbers printed at the edges of a page.

Only what cannot be a speck or a misreading counts: a page number has its `PAGE` or its
dashes, a document number was read more than once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from cleanup import section_numbers
from cleanup.model import Placed, Role

# Two documents' numbers, and not one misread, when each was read at least this often.
READ_TWICE = 2

DOCUMENT_NUMBERS = tuple(
    re.compile(shape)
    for shape in (
        r"\bDoc(?:ument)?\s*(?:No|ID|Id|1d|ld)\W{0,3}([A-Z]?[0-9]{6,9})\b",
        r"\b(C0[0-9]{7})\b",
        r"\bCIA-?\s?(RDP[0-9]{2}[A-Z]?-?[0-9A-Z]{8,16})\b",
        r"\bDocument\s+([0-9]+(?:-[0-9]+)?)\s+Filed\b",
    )
)
# Marked as a page number by what stands around it: a bare one may be a speck.
COUNTED = re.compile(r"^\W*PAGE\s*(\d{1,3}|[A-Z]{3,6})\b(?:\s*OF\s*(\d{1,3}))?\W*$", re.IGNORECASE)
DASHED = re.compile(r"^[.=~\s]*[-–—=~]\s*(\d{1,3})\s*[-–—=~][.=~\s]*$")


def page_number(lines: Iterable[Placed]) -> int | None:
    """The page number that lines give with `PAGE` or dashes around it."""
    for line in lines:
        if found := DASHED.match(line.text):
            return int(found.group(1))
        if found := COUNTED.match(line.text):
            return _in_figures(found.group(1))
    return None


def _in_figures(printed: str) -> int | None:
    """`7` or `SEVEN` as a number; a preface's `iii` is none."""
    if printed.isdecimal() or printed.upper() in section_numbers.WORDS:
        return section_numbers.number(printed)
    return None


def document_numbers(placed: Sequence[Placed]) -> dict[int, str]:
    """The releasing agency's document number on each page, where it was read for sure.

    Numbers in a row differ by one figure, and so does a misread one: what was read but
    once in the whole release is not believed.
    """
    read: dict[int, list[str]] = {}
    for line in placed:
        if line.role is Role.BODY:
            continue
        told = {number for shape in DOCUMENT_NUMBERS for number in shape.findall(line.text)}
        read.setdefault(line.page, []).extend(sorted(told))
    often = Counter(number for found in read.values() for number in found)
    sure = {
        page: [number for number in found if often[number] >= READ_TWICE]
        for page, found in read.items()
    }
    return {page: Counter(found).most_common(1)[0][0] for page, found in sure.items() if found}
