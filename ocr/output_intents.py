"""A PDF without what it says of the press its colours were made for.

PDF/A files, as office scanners make them, name an output intent with a colour profile.
Poppler works the profile out anew for every page it opens, also of a black and white scan
which no profile changes: 14 ms a page, which is as long as it takes to look for colour and
seven times as long as to list the pictures. So it is given a copy in which the catalogue's
entry has a name of the same length that nobody knows; all else in it stays in its place.

    /OutputIntents 10 0 R   →   /OutputIntentz 10 0 R
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The entry, which is an array or refers to one. What is compressed is not found, and a page
# of such a file takes those 14 ms longer.
ENTRY = re.compile(rb"/OutputIntents(?=\s*(?:\[|\d+\s+\d+\s+R\b))")
NOBODY_KNOWS = b"/OutputIntentz"
# To copy a larger file takes as long as one page gains.
LARGEST = 16 << 20  # bytes


@contextmanager
def without_intents(pdf: Path) -> Iterator[Path]:
    """A path with the pages of `pdf`, for as long as the context lasts: a copy, or `pdf` itself."""
    held = _held(pdf)
    if not ENTRY.search(held):
        yield pdf
        return
    with tempfile.TemporaryDirectory(prefix="readingroom-") as folder:
        copy = Path(folder) / "pages.pdf"
        copy.write_bytes(ENTRY.sub(NOBODY_KNOWS, held))
        yield copy


def _held(pdf: Path) -> bytes:
    """The bytes of a file that is small enough; what is wrong with one poppler will say."""
    try:
        return pdf.read_bytes() if pdf.stat().st_size <= LARGEST else b""
    except OSError:
        return b""
