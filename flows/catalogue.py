"""What a library, or a folder that was converted to, holds: its releases and cables.

Taken from the records as they lie there, so that it needs no ledger and nothing it could
write to: a library that may only be read can be looked at all the same.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from flows.cables import CABLE
from flows.errors import NoReleases, NotARecord
from flows.output import CABLES, RECORD, REVIEW, TEXT
from flows.redactions import load_record
from ocr.errors import InputMissing, InputUnreadable

# The longest subject that is shown whole.
LONGEST = 160  # characters


@dataclass(frozen=True, slots=True)
class Held:
    """A release and where its files are; `review` and `text` are None when there is none.

    kinds        of its documents, and how many of each
    dates        of its documents, ISO 8601, in order
    confidence   mean of its pages' (0-1); None without words
    share        of its text that is withheld, as estimated (0-1)
    by_code      redactions by the year of the document they are in ("" when it has no
                 date) and by code
    """

    name: str
    sha256: str
    review: Path | None
    text: Path | None
    kinds: tuple[tuple[str, int], ...]
    dates: tuple[str, ...]
    subjects: tuple[str, ...]
    pages: int
    failed: int
    confidence: float | None
    redactions: int
    share: float
    hidden: int
    visible: int
    withheld_pages: int
    corrections: int
    warnings: int
    by_code: Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class HeldCable:
    """A cable, put together from all releases or as the one that has it.

    total      sections it says it has; None when it does not
    share      of its text that is withheld, as estimated (0-1)
    sources    the releases it is in: sha256 and first page
    """

    number: str
    dtg: str
    sender: str
    subject: str
    classification: str
    tags: tuple[str, ...]
    present: tuple[int, ...]
    missing: tuple[int, ...]
    total: int | None
    share: float
    withheld_paragraphs: int
    text: Path | None
    sources: tuple[tuple[str, int], ...]

    @property
    def complete(self) -> bool:
        return self.total is not None and not self.missing


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that is held, and files that could not be used."""

    releases: tuple[Held, ...]
    cables: tuple[HeldCable, ...]
    damaged: tuple[Path, ...]


def read_catalogue(home: Path) -> Catalogue:
    """What the library or the output folder at `home` holds.

    Raises InputMissing, InputUnreadable, NoReleases.
    """
    if not home.is_dir():
        raise InputMissing(home)
    releases: list[Held] = []
    cables: list[HeldCable] = []
    damaged: list[Path] = []
    for folder in release_folders(home):
        try:
            held, own = _release(folder)
            releases.append(held)
            cables += own
        except InputMissing:  # renamed or deleted since it was listed
            continue
        except (NotARecord, InputUnreadable):
            damaged.append(folder / RECORD)
    for path in _listed(home / CABLES):
        try:
            cables += _assembled(path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            damaged.append(path / CABLE)
    if not releases and not damaged:
        raise NoReleases(home)
    ordered = sorted(cables, key=lambda each: (each.dtg or "~", each.number))
    return Catalogue(tuple(releases), tuple(ordered), tuple(damaged))


def release_folders(home: Path) -> Iterator[Path]:
    """Folders of releases: of a library, of an output folder, or the one that `home` is.

    Those that may not be entered are among them: what is there is not passed over in silence.
    Raises InputUnreadable when `home` itself cannot be listed or entered.
    """
    try:
        alone = (home / RECORD).is_file()
    except PermissionError as reason:
        raise InputUnreadable(home) from reason
    if alone:
        yield home
        return
    shelf = home / "releases"
    for path in _listed(shelf if shelf.is_dir() else home):
        if not path.name.startswith(".") and _may_hold_a_record(path):
            yield path


def _may_hold_a_record(folder: Path) -> bool:
    try:
        return (folder / RECORD).is_file()
    except PermissionError:
        return True


def _listed(folder: Path) -> list[Path]:
    """What lies in a folder, in the order of names; nothing when there is none."""
    try:
        return sorted(folder.iterdir(), key=os.fsencode)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except PermissionError as reason:
        raise InputUnreadable(folder) from reason


def _release(folder: Path) -> tuple[Held, list[HeldCable]]:
    """A release, and its cables that have no number, as those are in no folder of theirs."""
    recorded = load_record(folder / RECORD)
    try:
        return _held(folder, recorded), list(_unnumbered(recorded))
    except (KeyError, TypeError, ValueError, AttributeError) as reason:
        raise NotARecord(folder / RECORD) from reason


def _held(folder: Path, recorded: Mapping[str, Any]) -> Held:
    told, pages, documents = recorded["statistics"], recorded["pages"], recorded["documents"]
    confidences = [page["confidence"] for page in pages if page.get("confidence") is not None]
    return Held(
        name=str(recorded["source"]["name"]),
        sha256=str(recorded["source"]["sha256"]),
        review=_if_there(folder / REVIEW),
        text=_if_there(folder / TEXT),
        kinds=tuple(Counter(str(document["kind"]) for document in documents).most_common()),
        dates=tuple(sorted({date for document in documents if (date := _date(document))})),
        subjects=tuple(dict.fromkeys(s for document in documents if (s := _subject(document)))),
        pages=len(pages),
        failed=sum(page["status"] == "failed" for page in pages),
        confidence=fmean(confidences) if confidences else None,
        redactions=int(told["redactions"]),
        share=float(told["text_share"]),
        hidden=int(told["hidden_characters"]),
        visible=int(told["visible_characters"]),
        withheld_pages=int(told["withheld_pages"]),
        corrections=int(recorded.get("corrections", {}).get("applied", 0)),
        warnings=len(recorded["warnings"]),
        by_code=_by_code(pages, documents),
    )


def _if_there(path: Path) -> Path | None:
    return path if path.is_file() else None


def _date(document: Mapping[str, Any]) -> str:
    """The day of a document, ISO 8601, "" when it does not say."""
    said = document["cable"]["dtg"] if document["cable"] else None
    if document["correspondence"]:
        said = said or document["correspondence"]["date"]
    return str(said or "")[:10]


def _subject(document: Mapping[str, Any]) -> str:
    said = document["cable"]["subject"] if document["cable"] else None
    if document["correspondence"]:
        said = said or document["correspondence"]["subject"]
    return str(said or "")[:LONGEST]


def _by_code(pages: Any, documents: Any) -> dict[str, Counter[str]]:
    """Each redaction once, under the year of the first dated document on its page."""
    years: dict[int, str] = {}
    for document in documents:
        for number in document["pages"]:
            years[number] = years.get(number) or _date(document)[:4]
    counted: dict[str, Counter[str]] = {}
    for page in pages:
        for cut in page["redactions"]:
            year = counted.setdefault(years.get(page["number"], ""), Counter())
            year.update(map(str, cut["codes"] or ("no code",)))
    return counted


def _unnumbered(recorded: Mapping[str, Any]) -> Iterator[HeldCable]:
    for document in recorded["documents"]:
        if document["cable"] and not document["cable"]["mrn"]:
            first = min(document["pages"], default=1)
            source = (str(recorded["source"]["sha256"]), int(first))
            told = document["statistics"]
            yield _cable(document["cable"], None, float(told["text_share"]), (source,))


def _assembled(folder: Path) -> Iterator[HeldCable]:
    """The cable in a folder of `cables/`; folders that are none give nothing."""
    if folder.name.startswith(".") or not (folder / CABLE).is_file():
        return
    told = json.loads((folder / CABLE).read_bytes())
    copies = told["sections"]["sources"]
    sources = {str(each["sha256"]): min(each["pages"], default=1) for each in reversed(copies)}
    hidden = sum(each["hidden_characters"] for each in copies)
    visible = sum(not sign.isspace() for sign in told["text"])
    share = hidden / (hidden + visible) if hidden else 0.0
    in_order = tuple(reversed(sources.items()))
    yield _cable(told, _if_there(folder / TEXT), share, in_order)


def _cable(
    told: Mapping[str, Any],
    text: Path | None,
    share: float,
    sources: tuple[tuple[str, int], ...],
) -> HeldCable:
    mrn, sections = told["mrn"], told["sections"]
    parts = (mrn["year"], mrn["post"], mrn["number"]) if mrn else ()
    return HeldCable(
        number=" ".join(str(part) for part in parts if part is not None),
        dtg=str(told["dtg"] or ""),
        sender=str(told["from"] or ""),
        subject=str(told["subject"] or "")[:LONGEST],
        classification=str(told["classification"] or ""),
        tags=tuple(map(str, told["tags"])),
        present=tuple(map(int, sections["present"])),
        missing=tuple(map(int, sections["missing"])),
        total=None if sections["total"] is None else int(sections["total"]),
        share=share,
        withheld_paragraphs=len(told["withheld_paragraphs"]),
        text=text,
        sources=sources,
    )
