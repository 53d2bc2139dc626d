"""The pages of a release as they were read, kept beside its record.

`release.json` says what became of a page, for people: boxes on the scan, what a word is
worth, lines cut in two. The way back from that to what the readers said is not exact, and
a release that is cleaned again for one corrected word must change in nothing else. So the
pages themselves are kept: JSON, a line for what they are of and a line a page, gzipped.
"""

import gzip
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleanup.paragraphs import Layout
from flows.errors import NoPagesKept
from flows.journal import as_page, page_values
from ocr.page import Page

SCHEMA = "readingroom/pages/1"
# Beyond this, gzip takes twice the time for a hundredth of the size.
LEVEL = 6
# What reading a file that is damaged, or none of ours, can end in.
DAMAGE = (
    OSError,
    EOFError,
    zlib.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class KeptPages:
    """A release as it was read.

    source    its name, sha256 and number of pages, as in its record
    made_by   what read it, as in its record
    code      checksum of the code that read it
    """

    source: Mapping[str, Any]
    made_by: Mapping[str, Any]
    code: str
    layout: Layout
    pages: tuple[Page, ...]


def as_bytes(kept: KeptPages) -> bytes:
    """The bytes of the file; the same pages give the same."""
    head = {
        "schema": SCHEMA,
        "source": kept.source,
        "made_by": kept.made_by,
        "code": kept.code,
        "layout": kept.layout,
    }
    lines = [head, *(page_values(page) for page in kept.pages)]
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    return gzip.compress(text.encode(), LEVEL, mtime=0)


def read_kept(path: Path) -> KeptPages:
    """The pages that `as_bytes` wrote down; raises NoPagesKept."""
    try:
        lines = gzip.decompress(path.read_bytes()).splitlines()
        return _kept(json.loads(lines[0]), [json.loads(line) for line in lines[1:]])
    except DAMAGE as reason:
        raise NoPagesKept(path.parent) from reason


def _kept(head: dict[str, Any], pages: Sequence[dict[str, Any]]) -> KeptPages:
    if head["schema"] != SCHEMA:
        raise ValueError(head["schema"])
    return KeptPages(
        head["source"],
        head["made_by"],
        head["code"],
        head["layout"],
        tuple(as_page(page) for page in pages),
    )
