"""Pages as the search index keeps them: their lines, squeezed, and what they are found by."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.search_words import indexed, words_of


@dataclass(frozen=True, slots=True)
class IndexedLine:
    """A line as the index keeps it; `box` in pixels of the page as rendered."""

    id: str
    text: str
    box: tuple[int, int, int, int]
    confidence: float


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """A page that may hold what is searched for."""

    release: str
    folder: str
    number: int
    lines: tuple[IndexedLine, ...]
    document: Mapping[str, Any]


def kept(page: Mapping[str, Any]) -> tuple[IndexedLine, ...]:
    """The lines of a recorded page that are text."""
    return tuple(
        IndexedLine(line["id"], line["text"], tuple(line["box"]), line["confidence"])
        for line in page["lines"]
        if line["role"] == "body"
    )


def searched(lines: Sequence[IndexedLine]) -> str:
    """What a page is found by."""
    return " ".join(indexed([word for line in lines for word in words_of(line.text)]))


def packed(lines: Sequence[IndexedLine]) -> bytes:
    """Lines as few bytes."""
    told = [[line.id, line.text, line.box, line.confidence] for line in lines]
    return zlib.compress(json.dumps(told, ensure_ascii=False).encode())


def unpacked(lines: bytes) -> tuple[IndexedLine, ...]:
    """Lines that were packed."""
    told = json.loads(zlib.decompress(lines))
    return tuple(IndexedLine(name, text, tuple(box), sure) for name, text, box, sure in told)
