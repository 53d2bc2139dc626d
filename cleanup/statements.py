"""Whether a page begins an affidavit or a signed statement."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup.dates import find_date

# Where an affidavit is sworn, and that it is.
VENUE = re.compile(r"^\W*(STATE|COUNTY|DISTRICT|CITY) OF [A-Z]{3,}", re.MULTILINE)
SWORN = re.compile(r"\bDULY SWORN\b")
# What a statement given to an agent begins with.
VOLUNTARY = re.compile(r"\bTHE FOLLOWING (?:FREE AND )?VOLUNTARY STATEMENT\b")
VOLUNTARY_STATEMENT = "THE FOLLOWING VOLUNTARY STATEMENT"
DAMAGED = 85  # likeness (0-100) of a row that holds these words with letters lost
LETTERS_OFF = 1  # in VOLUNTARY
FIRST_ROWS = 8


def is_statement(head: Sequence[str]) -> bool:
    """Whether the first rows of a page are an affidavit's, by its venue and oath, or a statement's.

    A statement is told by its first words and a date.
    """
    text = "\n".join(head).upper()
    sworn = len(VENUE.findall(text)) >= 2 and SWORN.search(text)
    plainly = VOLUNTARY.search(re.sub(r"\s+", " ", text)) is not None
    said = plainly or any(map(_says_voluntary, head[:FIRST_ROWS]))
    return bool(sworn or (said and find_date(head[:FIRST_ROWS])))


def _says_voluntary(row: str) -> bool:
    """Whether a row holds these words with letters lost, but VOLUNTARY: it is no `involuntary`."""
    words = re.findall(r"[^\W_]+", row.upper())
    if not any(Levenshtein.distance(word, "VOLUNTARY") <= LETTERS_OFF for word in words):
        return False
    long = len(row) >= len(VOLUNTARY_STATEMENT)
    return long and fuzz.partial_ratio(VOLUNTARY_STATEMENT, row.upper()) >= DAMAGED
