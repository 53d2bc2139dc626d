"""Earlier versions that a PDF still holds: editors add what they change to the end of the file.

Whoever cuts the file off before that has the version before, with all that was taken out of it.
Counts come out of here, never a word.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ocr import poppler
from ocr.errors import ReadingRoomError
from ocr.leaks import says_nothing
from ocr.poppler_text import text_layer

# The end of a version. A file that is laid out for the web has one more, which leads nowhere (0).
END = re.compile(rb"startxref\s+([1-9]\d*)\s+%%EOF\r?\n?")
# Of many, so many of the newest are looked at: forms that were filled in have dozens.
MOST = 5
DPI = 72


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many earlier versions there are, and letters of them that the newest has no more.

    characters   of the version that has the most of them
    """

    versions: int
    characters: int


def earlier_versions(pdf: Path, folder: Path, *, max_pages: int, timeout: float) -> Earlier:
    """What earlier versions hold; they are written to `folder` one by one, to be read.

    timeout is in seconds, for each program.
    """
    content = pdf.read_bytes()
    ends = [found.end() for found in END.finditer(content)][:-1]
    if not ends:
        return Earlier(0, 0)
    now = _words(pdf, max_pages, timeout)
    gone = [0]
    for end in ends[-MOST:]:
        before = folder / "earlier.pdf"
        before.write_bytes(content[:end])
        lost = _words(before, max_pages, timeout) - now
        gone.append(sum(_letters(word) * count for word, count in lost.items()))
    return Earlier(len(ends), max(gone))


def _letters(word: str) -> int:
    return 0 if says_nothing(word) else sum(character.isalnum() for character in word)


def _words(pdf: Path, max_pages: int, timeout: float) -> Counter[str]:
    """How often each word stands in a version; none in one that does not open."""
    try:
        sheets = poppler.list_sheets(pdf, dpi=DPI, max_pages=max_pages)
    except ReadingRoomError:
        return Counter()
    pages = text_layer(pdf, sheets, timeout=timeout)
    return Counter(word.text for page in pages for word in page)
