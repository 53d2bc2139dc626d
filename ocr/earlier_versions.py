"""Earlier versions that a PDF still holds: editors add what they change to the end of the file.

Whoever cuts the file off before that has the version before, with all that was taken out of it.
Counts come out of here, never a word.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ocr import poppler
from ocr.errors import MissingTool, NoPages, ReadingRoomError
from ocr.leaks import says_nothing
from ocr.poppler_text import text_if_had

# The end of a version. A file that is laid out for the web has one more, which leads nowhere (0).
END = re.compile(rb"startxref\s+([1-9]\d*)\s+%%EOF\r?\n?")
# Of many, so many of the newest are looked at: forms that were filled in have dozens.
MOST = 5
DPI = 72


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many earlier versions there are, and letters of them that the newest has no more.

    characters   of the version that has the most of them
    unread       versions that were looked at and could not be read, or be compared with the newest
    """

    versions: int
    characters: int
    unread: int = 0


def earlier_versions(pdf: Path, folder: Path, *, max_pages: int, timeout: float) -> Earlier:
    """What earlier versions hold; they are written to `folder` one by one, to be read.

    timeout is in seconds, for each program. Raises MissingTool.
    """
    content = pdf.read_bytes()
    ends = [found.end() for found in END.finditer(content)][:-1]
    if not ends:
        return Earlier(0, 0)
    now = _words(pdf, max_pages, timeout)
    gone = []
    for end in ends[-MOST:]:
        before = folder / "earlier.pdf"
        before.write_bytes(content[:end])
        gone.append(_gone(_words(before, max_pages, timeout), now))
    told = [characters for characters in gone if characters is not None]
    return Earlier(len(ends), max(told, default=0), len(gone) - len(told))


def _gone(before: Counter[str] | None, now: Counter[str] | None) -> int | None:
    """Letters of a version that the newest has no more; None when either was not read."""
    if before is None or now is None:
        return None
    return sum(_letters(word) * count for word, count in (before - now).items())


def _letters(word: str) -> int:
    return 0 if says_nothing(word) else sum(character.isalnum() for character in word)


def _words(pdf: Path, max_pages: int, timeout: float) -> Counter[str] | None:
    """How often each word stands in a version; None when that cannot be found out."""
    try:
        sheets = poppler.list_sheets(pdf, dpi=DPI, max_pages=max_pages)
    except NoPages:
        return Counter()
    except MissingTool:
        raise
    except ReadingRoomError:
        return None
    pages = text_if_had(pdf, sheets, timeout=timeout)
    if None in pages:
        return None
    return Counter(word.text for page in pages for word in page or ())
