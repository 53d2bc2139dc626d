"""Pages as the search index keeps them: their lines, squeezed, and what they are found by."""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.search_words import words_of

# What a record that no conversion wrote raises when it is taken apart.
DAMAGED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
HEAD = struct.Struct("<II")  # lines, and bytes of their ids and texts
BOX = struct.calcsize("<4i")  # bytes; a sheet of 1 m at 1200 dpi is 47,000 px wide
LARGEST = 2**31  # of the numbers of a column


@dataclass(frozen=True, slots=True)
class IndexedLine:
    """A line as the index keeps it.

    box          left, top, right, bottom in pixels of the page as rendered
    confidence   0-1, to the hundredth
    """

    id: str
    text: str
    box: tuple[int, int, int, int]
    confidence: float


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """A page that may hold what is searched for, with the fields of its cable or letter.

    packed   its lines, squeezed; most pages that are looked at are not shown
    """

    release: str
    folder: str
    number: int
    packed: bytes
    document: Mapping[str, Any]

    @property
    def lines(self) -> tuple[IndexedLine, ...]:
        """Its lines."""
        return unpacked(self.packed)

    @property
    def texts(self) -> list[str]:
        """The texts of its lines."""
        return texts_of(self.packed)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What a cable or a letter can be filtered by; what is not known is None or empty."""

    pages: tuple[int, ...]
    post: str | None
    year: int | None
    sender: str | None
    classification: str | None
    tags: tuple[str, ...]
    dtg: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that goes into the index.

    packed   its lines, squeezed; done before a store sees it, so that no store has to do
             with a line that cannot be
    words    what it is found by, in order
    """

    number: int
    codes: tuple[str, ...]
    redactions: int
    packed: bytes
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A release that goes into the index; `stamp` tells when its record has changed."""

    folder: str
    stamp: str
    name: str
    documents: tuple[NewDocument, ...]
    pages: tuple[NewPage, ...]


def new_release(folder: str, stamp: str, recorded: Mapping[str, Any]) -> NewRelease:
    """What the index takes of a record; raises one of DAMAGED if it is."""
    return NewRelease(
        folder,
        stamp,
        _text(recorded["source"]["name"]) or "",
        tuple(_documents(recorded["documents"])),
        tuple(_page(page) for page in recorded["pages"]),
    )


def _documents(recorded: Iterable[Mapping[str, Any]]) -> Iterator[NewDocument]:
    for document in recorded:
        cable, letter = document["cable"], document.get("correspondence")
        if cable:
            mrn = cable["mrn"] or {}
            yield NewDocument(
                tuple(document["pages"]),
                _text(mrn.get("post")),
                _year(mrn.get("year")),
                _text(cable["from"]),
                _text(cable["classification"]),
                tuple(_text(tag) or "" for tag in cable["tags"]),
                _text(cable["dtg"]),
                _text(cable["subject"]),
            )
        elif letter:
            year = int(letter["date"][:4]) if letter["date"] else None
            sender, date, subject = (_text(letter[name]) for name in ("from", "date", "subject"))
            pages = tuple(document["pages"])
            yield NewDocument(pages, None, year, sender, None, (), date, subject)


def _text(said: str | None) -> str | None:
    """Text that any database takes; raises ValueError for what is no text, as half a letter."""
    if said is None:
        return None
    said.encode()
    return said.replace("\0", "")


def _number(said: Any) -> int:
    """A number that any database takes."""
    if not isinstance(said, int) or not 0 <= said < LARGEST:
        raise ValueError(f"a number that cannot be: {said!r:.40}")
    return int(said)


def _year(said: Any) -> int | None:
    return _number(said) if said is not None else None


def _page(page: Mapping[str, Any]) -> NewPage:
    codes = {_text(code) or "" for cut in page["redactions"] for code in cut["codes"]}
    lines = tuple(
        IndexedLine(line["id"], line["text"], _box(line["box"]), line["confidence"])
        for line in page["lines"]
        if line["role"] == "body"
    )
    number, cuts = _number(page["number"]), len(page["redactions"])
    return new_page(number, tuple(sorted(codes)), cuts, lines)


def new_page(
    number: int, codes: tuple[str, ...], redactions: int, lines: Sequence[IndexedLine]
) -> NewPage:
    """A page with these lines; raises one of DAMAGED for lines that cannot be."""
    words = words_on(line.text for line in lines)
    return NewPage(number, codes, redactions, packed(lines), tuple(words))


def _box(told: Iterable[Any]) -> tuple[int, int, int, int]:
    left, top, right, bottom = map(int, told)
    return left, top, right, bottom


def words_on(texts: Iterable[str]) -> list[str]:
    """The words of a page, in order."""
    return [word for text in texts for word in words_of(text)]


def packed(lines: Sequence[IndexedLine]) -> bytes:
    """Lines as few bytes: ids, texts, then boxes and confidences, each as what it adds to the last.

    Raises OverflowError, ValueError for numbers that no page has and text that is none.
    """
    ids = (line.id.replace("\n", " ") for line in lines)
    texts = (line.text.replace("\n", " ") for line in lines)
    told = "\n".join([*_shortened(ids), *texts]).encode()
    return zlib.compress(HEAD.pack(len(lines), len(told)) + told + _numbers(lines), 9)


def unpacked(page: bytes) -> tuple[IndexedLine, ...]:
    """Lines that were packed."""
    many, rows, numbers = _opened(page)
    steps = zip(*[iter(struct.unpack(f"<{4 * many}i", numbers[: BOX * many]))] * 4, strict=True)
    ids, texts, sure = _lengthened(rows[:many]), rows[many:], numbers[BOX * many :]
    return tuple(
        IndexedLine(name, text, box, percent / 100)
        for name, text, box, percent in zip(ids, texts, _boxes(steps), sure, strict=True)
    )


def texts_of(page: bytes) -> list[str]:
    """The texts alone of lines that were packed."""
    many, rows, _ = _opened(page)
    return rows[many:]


def _opened(page: bytes) -> tuple[int, list[str], bytes]:
    """How many lines there are; their ids and then their texts; boxes and confidences."""
    plain = zlib.decompress(page)
    many, length = HEAD.unpack_from(plain)
    told, numbers = plain[HEAD.size : HEAD.size + length], plain[HEAD.size + length :]
    return many, told.decode().split("\n") if many else [], numbers


def _shortened(ids: Iterable[str]) -> Iterator[str]:
    """Nothing for an id that counts one on from the last."""
    expected = None
    for name in ids:
        yield "" if name == expected else name
        expected = _next(name)


def _lengthened(rows: Iterable[str]) -> Iterator[str]:
    expected = None
    for row in rows:
        name = row or expected or ""
        yield name
        expected = _next(name)


def _next(name: str) -> str | None:
    start, _, count = name.rpartition("l")
    return f"{start}l{int(count) + 1}" if count.isascii() and count.isdigit() else None


def _numbers(lines: Sequence[IndexedLine]) -> bytes:
    steps: list[int] = []
    above = (0, 0, 0, 0)
    for line in lines:
        left, top, right, bottom = line.box
        steps += (left - above[0], top - above[3], right - above[2], bottom - top)
        above = line.box
    try:
        boxes = struct.pack(f"<{len(steps)}i", *steps)
    except struct.error as reason:
        raise ValueError(f"a box that is on no page: {reason}") from reason
    return boxes + bytes(round(100 * line.confidence) for line in lines)


def _boxes(steps: Iterable[tuple[int, ...]]) -> Iterator[tuple[int, int, int, int]]:
    above = (0, 0, 0, 0)
    for left, down, right, high in steps:
        top = above[3] + down
        above = (above[0] + left, top, above[2] + right, top + high)
        yield above
