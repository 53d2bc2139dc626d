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
END = re.compile(rb"startxref\s+([1-9]\d{0,14})\s+%%EOF\r?\n?")
# Where a version's table of objects begins: a plain one, with its trailer behind it, or one in a
# stream, with its trailer before its bytes; and the table of the version before.
TABLE = re.compile(rb"\s*xref\s.*?trailer(.*?)startxref|\s*\d+\s+\d+\s+obj(.*?)stream", re.DOTALL)
BEFORE = re.compile(rb"/Prev\s+(\d{1,15})")
# Tables that are followed from one to the next; only a file made to take long has more.
MOST_TABLES = 1000
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
    ends = _ends(content)[:-1]
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


def _ends(content: bytes) -> list[int]:
    """Where versions end, the newest last; a PDF that is attached has an end that is none.

    Where the way from table to table breaks off, every end counts: better a false alarm.
    """
    ends = list(END.finditer(content))
    tables = _tables(content, int(ends[-1][1])) if ends else None
    return [end.end() for end in ends if tables is None or int(end[1]) in tables]


def _tables(content: bytes, newest: int) -> set[int] | None:
    """Places of the tables of objects of all versions; None when they cannot be followed."""
    # Places are told from the head of the file, before which a mail program may have written.
    head = max(content.find(b"%PDF-"), 0)
    tables: set[int] = set()
    place: int | None = newest
    while place is not None and place not in tables:
        tables.add(place)
        table = TABLE.match(content, place + head) or TABLE.match(content, place)
        if table is None or len(tables) > MOST_TABLES:
            return None
        before = BEFORE.search(table[1] or table[2] or b"")
        place = int(before[1]) if before else None
    return tables


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
