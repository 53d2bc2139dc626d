"""Titles of reports and of periodicals."""

import re
from collections.abc import Sequence

from cleanup.correspondence import CLOSING

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
TITLE_ROWS, TITLE_PAGE_ROWS, TITLE_PAGE = 4, 8, 12
ENCLOSED = re.compile(r"^\W*(?:ATTACHMENTS?|ENCLOSURES?|ENCLS?|COPIES? TO|CC)\b", re.IGNORECASE)
PROSE = 4  # words in small letters on a row of running text: a stamp has fewer
LONGEST = 60  # letters of a periodical's title with its date


def has_report_title(texts: Sequence[str]) -> bool:
    """Whether the title of a report stands among the first rows of a page.

    Below running text or the closing of a letter it is in a list of what is enclosed.
    """
    top = TITLE_PAGE_ROWS if len(texts) <= TITLE_PAGE else TITLE_ROWS
    title = next((n for n, text in enumerate(texts[:top]) if REPORT_TITLE.match(text)), None)
    return title is not None and not any(map(_ends_paper, texts[:title]))


def _ends_paper(text: str) -> bool:
    """Whether a row is running text, a letter's closing, or the head of a list of enclosures."""
    small = re.findall(r"\b[a-z]{3,}", text)
    return len(small) >= PROSE or bool(CLOSING.match(text) or ENCLOSED.match(text))


def names_periodical(text: str) -> bool:
    """Whether a row is the title of a periodical, perhaps with its date."""
    return PERIODICAL.search(text) is not None and len(text) <= LONGEST
