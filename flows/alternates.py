"""Alternate releases in a whole library or output folder: which documents came more than once."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleanup.families import Family, Judge, Known, Place, families
from cleanup.likeness import signature
from cleanup.pairing import Pair, judged
from cleanup.versions import Version, Withheld
from flows.catalogue import release_folders
from flows.errors import NoReleases, NotARecord
from flows.output import RECORD
from flows.recorded import Recorded, read_recorded
from flows.redactions import load_record
from ocr.errors import InputMissing, InputUnreadable

# Printed forms, which are alike whatever they are about.
SHEETS = ("cover sheet", "withdrawal sheet", "form")
# Records kept at hand while pairs are looked at: pairs come in the order of their places.
AT_HAND = 32


@dataclass(frozen=True, slots=True)
class Alternates:
    """What was found: families, where their releases are, and records that cannot be used."""

    families: tuple[Family, ...]
    folders: dict[str, Path]
    documents: int
    damaged: tuple[Path, ...]


def find_alternates(home: Path) -> Alternates:
    """Documents that more than one release in `home` holds.

    Of a release only its signature stays in memory; what may be one document is read again.
    Raises InputMissing, InputUnreadable, NoReleases.
    """
    if not home.is_dir():
        raise InputMissing(home)
    folders: dict[str, Path] = {}
    damaged: list[Path] = []
    known: list[Known] = []
    for folder in release_folders(home):
        try:
            release, sheets = _recorded(folder)
        except (NotARecord, InputUnreadable):
            damaged.append(folder / RECORD)
            continue
        if release.sha256 not in folders:  # under two names it is one release
            folders[release.sha256] = folder
            known += [_known(each) for each in release.documents if each.number not in sheets]
    if not folders and not damaged:
        raise NoReleases(home)
    found = families(known, _judge(folders))
    return Alternates(tuple(found), folders, len(known), tuple(damaged))


def _recorded(folder: Path) -> tuple[Recorded, set[int]]:
    """A release, and which of its documents are printed sheets."""
    written = load_record(folder / RECORD)
    release = read_recorded(folder / RECORD, written)
    kinds = [document.get("kind") for document in written["documents"]]
    return release, {n for n, kind in enumerate(kinds, start=1) if kind in SHEETS}


def _known(document: Version) -> Known:
    return Known(document.place, document.mrn, signature(document.text))


def _judge(folders: dict[str, Path]) -> Judge:
    @lru_cache(maxsize=AT_HAND)
    def release(sha256: str) -> Recorded:
        return _recorded(folders[sha256])[0]

    def version(place: Place) -> Version:
        return next(each for each in release(place[0]).documents if each.place == place)

    def judge(one: Place, other: Place, alike: float) -> Pair | None:
        return judged(version(one), version(other), alike)

    return judge


def as_json(found: Alternates) -> dict[str, Any]:
    """One object; places are folder, name and sha256 of the release, and the document in it."""
    return {
        "schema": "readingroom/alternates/1",
        "documents": found.documents,
        "families": [
            {
                "releases": [_release(version, found) for version in _versions(family)],
                "pairs": [
                    {
                        "a": list(pair.a.place),
                        "b": list(pair.b.place),
                        "by": pair.by,
                        "likeness": round(pair.likeness, 3),
                        "doubt": pair.doubt,
                    }
                    for pair in family.pairs
                ],
            }
            for family in found.families
        ],
        "damaged": [str(path) for path in found.damaged],
    }


def _release(version: Version, found: Alternates) -> dict[str, Any]:
    return {
        "folder": str(found.folders[version.release]),
        "name": version.name,
        "sha256": version.release,
        "document": version.number,
        "pages": list(version.pages),
        "mrn": list(version.mrn) if version.mrn else None,
        "title": version.title,
        "redactions": sum(isinstance(token, Withheld) for token in version.tokens),
    }


def _versions(family: Family) -> list[Version]:
    by_place = {v.place: v for pair in family.pairs for v in (pair.a, pair.b)}
    return [by_place[place] for place in family.places]


def as_text(found: Alternates) -> str:
    """A paragraph for each document, with the command that tells its releases apart."""
    lines = [f"{found.documents} documents, {len(found.families)} of them in more than one release"]
    for family in found.families:
        versions = _versions(family)
        lines += ["", _printable(next((v.title for v in versions if v.title), "(no title)"))]
        for each in _release_lines(versions, found):
            lines.append(f"  {each}")
        for pair in family.pairs:
            likeness = "same number" if pair.by == "mrn" else f"likeness {pair.likeness:.2f}"
            doubt = f"; {pair.doubt}" if pair.doubt else ""
            lines.append(f"  {_named(pair.a)} and {_named(pair.b)}: {likeness}{doubt}")
        folders = dict.fromkeys(str(found.folders[v.release]) for v in versions)
        lines.append(f"  readingroom compare {' '.join(map(_quoted, folders))}")
    return "\n".join(lines) + "\n"


def _release_lines(versions: list[Version], found: Alternates) -> Iterator[str]:
    for each in versions:
        told = _release(each, found)
        pages = f"pages {each.pages[0]}-{each.pages[-1]}" if each.pages else "no pages"
        yield f"{_named(each)}, {pages}: {told['redactions']} redactions"


def _named(version: Version) -> str:
    return _printable(f"{version.name} document {version.number}")


def _printable(text: str) -> str:
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def _quoted(path: str) -> str:
    return shlex.quote(_printable(path))
