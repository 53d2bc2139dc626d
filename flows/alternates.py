"""Alternate releases in a whole library or output folder: which documents came more than once."""

import shlex
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleanup.families import Family, Judge, Known, Member, Place, Tie, families, tied
from cleanup.likeness import signature
from cleanup.pairing import judged
from cleanup.versions import Version
from flows.catalogue import release_folders
from flows.errors import NoReleases, NotARecord
from flows.library import shown
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

    Of a document only its signature stays in memory, and what is told of it when it has
    others like it; what may be one document is read again.
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
        except InputMissing:  # renamed or deleted since it was listed
            continue
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

    def version(place: Place) -> Version | None:
        """None for what is no longer there: converted anew, or gone, since it was first read."""
        try:
            documents = release(place[0]).documents
        except (InputMissing, InputUnreadable, NotARecord):
            return None
        return next((each for each in documents if each.place == place), None)

    def judge(one: Place, other: Place, alike: float) -> Tie | None:
        a, b = version(one), version(other)
        pair = judged(a, b, alike) if a and b else None
        return tied(pair) if pair else None

    return judge


def as_json(found: Alternates) -> dict[str, Any]:
    """One object; places are folder, name and sha256 of the release, and the document in it."""
    return {
        "schema": "readingroom/alternates/1",
        "documents": found.documents,
        "families": [
            {
                "releases": [_release(member, found) for member in family.members],
                "pairs": [
                    {
                        "a": list(tie.a.place),
                        "b": list(tie.b.place),
                        "by": tie.by,
                        "likeness": round(tie.likeness, 3),
                        "doubt": tie.doubt,
                    }
                    for tie in family.ties
                ],
            }
            for family in found.families
        ],
        "damaged": [str(path) for path in found.damaged],
    }


def _release(member: Member, found: Alternates) -> dict[str, Any]:
    sha256, number = member.place
    return {
        "folder": str(found.folders[sha256]),
        "name": member.name,
        "sha256": sha256,
        "document": number,
        "pages": list(member.pages),
        "mrn": list(member.mrn) if member.mrn else None,
        "title": member.title,
        "redactions": member.redactions,
    }


def as_text(found: Alternates) -> str:
    """A paragraph for each document, with the command that tells its releases apart."""
    lines = [f"{found.documents} documents, {len(found.families)} of them in more than one release"]
    for family in found.families:
        lines += ["", shown(next((m.title for m in family.members if m.title), "(no title)"))]
        lines += [f"  {_told(member)}" for member in family.members]
        lines += [f"  {_tie(tie)}" for tie in family.ties]
        folders = dict.fromkeys(str(found.folders[sha256]) for sha256, _ in family.places)
        lines.append(f"  readingroom compare {' '.join(map(_quoted, folders))}")
    return "\n".join(lines) + "\n"


def _told(member: Member) -> str:
    pages = f"pages {member.pages[0]}-{member.pages[-1]}" if member.pages else "no pages"
    return f"{_named(member)}, {pages}: {member.redactions} redactions"


def _tie(tie: Tie) -> str:
    likeness = "same number" if tie.by == "mrn" else f"likeness {tie.likeness:.2f}"
    doubt = f"; {tie.doubt}" if tie.doubt else ""
    return f"{_named(tie.a)} and {_named(tie.b)}: {likeness}{doubt}"


def _named(member: Member) -> str:
    return shown(f"{member.name} document {member.place[1]}")


def _quoted(path: str) -> str:
    return shlex.quote(shown(path))
