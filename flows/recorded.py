"""Documents out of a `release.json`, as values that can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleanup.versions import ShownWord, Token, Version, Withheld
from flows.errors import NotARecord

TITLE = 100  # characters of a document's first paragraph that stand for a title


@dataclass(frozen=True, slots=True)
class Recorded:
    """A release as its record has it."""

    name: str
    sha256: str
    documents: tuple[Version, ...]
    warnings: tuple[str, ...]


def read_recorded(path: Path, recorded: dict[str, Any]) -> Recorded:
    """The documents of a record; raises NotARecord for one that is damaged.

    recorded   as `flows.redactions.load_record` gives it: of this version
    """
    try:
        source = recorded["source"]
        lines = {line["id"]: (page, line) for page, line in _of_pages(recorded, "lines")}
        cuts = {
            each["id"]: _withheld(page, each) for page, each in _of_pages(recorded, "redactions")
        }
        documents = tuple(
            _version(source, number, document, lines, cuts)
            for number, document in enumerate(recorded["documents"], start=1)
        )
        warnings = tuple(str(each) for each in recorded["warnings"])
        return Recorded(str(source["name"]), str(source["sha256"]), documents, warnings)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as reason:
        raise NotARecord(path) from reason


def _of_pages(recorded: dict[str, Any], what: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for page in recorded["pages"]:
        for each in page[what]:
            yield int(page["number"]), each


def _withheld(page: int, each: dict[str, Any]) -> Withheld:
    codes = tuple(str(code) for code in each["codes"])
    return Withheld(str(each["id"]), page, codes, int(each["hidden"]["characters"]))


def _version(
    source: dict[str, Any],
    number: int,
    document: dict[str, Any],
    lines: dict[str, tuple[int, dict[str, Any]]],
    cuts: dict[str, Withheld],
) -> Version:
    tokens: list[Token] = []
    for at, block in enumerate(document["blocks"]):
        tokens += _tokens(at, block, lines, cuts)
    pages = tuple(int(page) for page in document["pages"])
    placed = {token.id for token in tokens if isinstance(token, Withheld)}
    unplaced = (cut for cut in cuts.values() if cut.page in pages and cut.id not in placed)
    return Version(
        str(source["sha256"]),
        str(source["name"]),
        number,
        pages,
        tuple(tokens),
        _mrn(document["cable"]),
        _title(document),
        tuple(unplaced),
    )


def _tokens(
    at: int,
    block: dict[str, Any],
    lines: dict[str, tuple[int, dict[str, Any]]],
    cuts: dict[str, Withheld],
) -> list[Token]:
    """Words and redactions of a paragraph; a word that its line broke is one again."""
    printed = frozenset(str(block["text"]).split())
    tokens: list[Token] = []
    for name in block["from"]:
        if name in cuts:
            cut = cuts[name]
            tokens.append(Withheld(cut.id, cut.page, cut.codes, cut.characters, at))
            continue
        page, line = lines[name]
        words = [
            ShownWord(str(word["text"]), page, str(name), float(word["confidence"]), at)
            for word in line["words"]
        ]
        joined = _joined(tokens[-1], words[0], printed) if tokens and words else None
        if joined:
            tokens[-1:], words = [joined], words[1:]
        tokens += words
    return tokens


def _joined(above: Token, below: ShownWord, printed: frozenset[str]) -> ShownWord | None:
    """A word broken at the end of a line, when the paragraph prints it as one."""
    if not isinstance(above, ShownWord) or not above.text.endswith("-"):
        return None
    for text in (above.text[:-1] + below.text, above.text + below.text):
        if text in printed:
            doubted = min(above.confidence, below.confidence)
            return ShownWord(text, above.page, above.line, doubted, above.block)
    return None


def _mrn(cable: dict[str, Any] | None) -> tuple[int | None, str, int] | None:
    mrn = cable["mrn"] if cable else None
    if mrn is None:
        return None
    year = None if mrn["year"] is None else int(mrn["year"])
    return year, str(mrn["post"]), int(mrn["number"])


def _title(document: dict[str, Any]) -> str:
    if document["cable"] and document["cable"]["subject"]:
        return str(document["cable"]["subject"])
    return next((str(block["text"])[:TITLE] for block in document["blocks"]), "")
