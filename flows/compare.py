"""Releases beside each other: what each withholds that another shows, and their composite."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from cleanup.alternates import Differences, differences
from cleanup.composite import CompositeBlock, base_of, composite
from cleanup.pairing import Pair, pair
from cleanup.versions import Version
from flows.convert import convert
from flows.errors import NoReleases, OutputNotWritable
from flows.journal import Pages
from flows.output import RECORD, TEXT, disk_errors, write_folder
from flows.record import record
from flows.recorded import Recorded, read_recorded
from flows.redactions import is_record, load_record
from flows.settings import Settings

COMPOSITE = "composite.json"
SCHEMA = "readingroom/composite/1"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two releases: documents that are the same with their differences, and the others."""

    a: Recorded
    b: Recorded
    pairs: tuple[tuple[Pair, Differences], ...]

    @property
    def alone_a(self) -> tuple[Version, ...]:
        paired = {each.a.number for each, _ in self.pairs}
        return tuple(each for each in self.a.documents if each.number not in paired)

    @property
    def alone_b(self) -> tuple[Version, ...]:
        paired = {each.b.number for each, _ in self.pairs}
        return tuple(each for each in self.b.documents if each.number not in paired)


@dataclass(frozen=True, slots=True)
class Composed:
    """The composite of one document; `versions` sorted, that of the base first."""

    versions: tuple[Version, ...]
    blocks: tuple[CompositeBlock, ...]


def load(path: Path, settings: Settings, readers: Pages, on_page: Any = None) -> Recorded:
    """A release for comparison: a record, a folder with one, or a scan, converted now.

    Raises ReadingRoomError: NotARecord, NoReleases and those of `flows.convert.convert`.
    """
    if path.is_dir():
        if not (path / RECORD).exists():
            raise NoReleases(path)
        path = path / RECORD
    if is_record(path):
        return read_recorded(path, load_record(path))
    return read_recorded(path, record(convert(path, settings, readers, on_page=on_page), settings))


def compare(a: Recorded, b: Recorded) -> Compared:
    """Pair the documents of two releases and tell their differences."""
    pairs = pair(a.documents, b.documents)
    return Compared(a, b, tuple((each, differences(each.a, each.b)) for each in pairs))


def compose(releases: Sequence[Recorded]) -> tuple[Composed, ...]:
    """A composite of every document, also of those that only one release has.

    The order of `releases` and a release named twice change nothing.
    """
    distinct = sorted({each.sha256: each for each in releases}.values(), key=lambda r: r.sha256)
    groups: dict[tuple[str, int], list[Version]] = {
        version.place: [version] for release in distinct for version in release.documents
    }
    for a, b in combinations(distinct, 2):
        for each in pair(a.documents, b.documents):
            ours, theirs = groups[each.a.place], groups[each.b.place]
            if ours is not theirs:
                ours += theirs
                groups |= {version.place: ours for version in theirs}
    made = {id(group): _composed(group) for group in groups.values()}
    return tuple(sorted(made.values(), key=lambda each: each.versions[0].place))


def _composed(group: Sequence[Version]) -> Composed:
    base = base_of(group)
    others = sorted((each for each in group if each is not base), key=lambda each: each.place)
    return Composed((base, *others), composite(group))


def source_names(composed: Sequence[Composed]) -> dict[str, str]:
    """Name of each release by its sha256; part of that is added where names are the same."""
    names = {version.release: version.name for each in composed for version in each.versions}
    every = list(names.values())
    return {
        sha256: name if every.count(name) == 1 else f"{name} ({sha256[:8]})"
        for sha256, name in names.items()
    }


def write_composite(composed: Sequence[Composed], out: Path) -> None:
    """Write text.txt and composite.json as the folder `out`, whole or not at all.

    A folder that holds anything else is left alone. Raises OutputNotWritable, DiskFull.
    """
    names = source_names(composed)
    text = "\n".join(
        "".join(f"{block.text(names)}\n\n" for block in each.blocks) for each in composed
    )
    told = json.dumps(composite_as_json(composed, names), ensure_ascii=False, indent=1) + "\n"
    contents = {TEXT: text, COMPOSITE: told}
    with disk_errors(out):
        if out.exists() and (
            not out.is_dir() or {entry.name for entry in out.iterdir()} - set(contents)
        ):
            raise OutputNotWritable(out, "it exists and holds other things than a composite")
        target = out.absolute()
        target.parent.mkdir(parents=True, exist_ok=True)
        write_folder(target, contents)


def composite_as_json(composed: Sequence[Composed], names: dict[str, str]) -> dict[str, Any]:
    """What composite.json holds; docs/compare.md explains it."""
    return {
        "schema": SCHEMA,
        "sources": [{"sha256": sha256, "name": names[sha256]} for sha256 in sorted(names)],
        "documents": [_document(each) for each in composed],
    }


def _document(composed: Composed) -> dict[str, Any]:
    base, *others = ({"release": v.release, "document": v.number} for v in composed.versions)
    return {
        "base": base,
        "others": others,
        "blocks": [
            {
                "spans": [
                    {
                        "text": span.text,
                        "release": span.release,
                        "page": span.page,
                        "redaction" if span.redacted else "line": span.source,
                        "taken": span.taken,
                        "fills": list(span.fills),
                        "certainty": span.certainty,
                    }
                    for span in block.spans
                ]
            }
            for block in composed.blocks
        ],
    }
