"""Titles of reports and of periodicals."""

import re
from collections.abc import Sequence

# A periodical's SUMMARY stands on its second page, and `SUMMARY OF FINDINGS` in a report.
_OF_A_SORT = (
    r"(?:(?:INTELLIGENCE|INFORMATION|INVESTIGATIVE|PROGRESS|ANNUAL|FINAL|INTERIM|STATUS)\s+)"
)
REPORT_TITLE = re.compile(
    rf"^\W*(?:{_OF_A_SORT}*(?:REPORT|BULLETIN|ESTIMATE|STUDY|SURVEY)|{_OF_A_SORT}+SUMMARY)"
    r"(?:\s+(?:OF|ON|BY|NO|TO)\b.*|\W*)$"
)
# Periodicals print their title in the foot of every page, beside the date.
PERIODICAL = re.compile(
    r"\bINTELLIGENCE\s+(?:(?:DAILY|WEEKLY|MONTHLY)\s+)?"
    r"(?:BULLETIN|REVIEW|ESTIMATE|SUMMARY|BRIEF|DIGEST)\b"
)
# Rows from the top in which a title stands. A page with few rows is a title page: stamps stand
# above the title there.
TOP_ROWS, TITLE_PAGE_ROWS, TITLE_PAGE = 4, 8, 12
LONGEST = 60  # letters of a periodical's title with its date


def has_report_title(texts: Sequence[str]) -> bool:
    """Whether the title of a report stands among the first rows of a page."""
    top = TITLE_PAGE_ROWS if len(texts) <= TITLE_PAGE else TOP_ROWS
    return any(REPORT_TITLE.match(text) for text in texts[:top])


def names_periodical(text: str) -> bool:
    """Whether a row is the title of a periodical, perhaps with its date."""
    return PERIODICAL.search(text) is not None and len(text) <= LONGEST
