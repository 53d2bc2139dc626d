"""The originals of a library's releases, and a release's folder built around them."""

import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from flows.errors import OriginalMissing, OtherRelease
from flows.inbox import StillChanging, fetch, remove_if_same
from flows.output import Contents, sync_folder, write_files
from flows.places import Place
from ocr.errors import ReadingRoomError
from ocr.source import Source, open_source

ORIGINALS = "original"


def build(made: Path, files: Contents, originals: Collection[Path]) -> None:
    """A release's folder, complete, at `made`, where nobody looks for it. Raises OSError."""
    shutil.rmtree(made, ignore_errors=True)
    (made / ORIGINALS).mkdir(parents=True)
    write_files(made, files)
    for original in originals:
        link(original, made / ORIGINALS / original.name)
    sync_folder(made / ORIGINALS)
    sync_folder(made)


def link(source: Path, target: Path) -> None:
    """The same bytes under another name; a copy where the disk has no links."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return
    except OSError:
        fetch(Place(source.parent, source.name), target)


def move_to_originals(dropped: Place, sha256: str, originals: Path) -> None:
    """Move a file to the originals of its release; one that holds other bytes stays.

    Raises StillChanging, OSError.
    """
    made = originals / f".{sha256[:8]}.part"
    try:
        if fetch(dropped, made) != sha256:
            raise StillChanging(dropped.inside)
        made.rename(originals / dropped.name)
        sync_folder(originals)
    finally:
        made.unlink(missing_ok=True)
    remove_if_same(dropped, sha256)


def find_original(folder: Path, named: Path | None, told: Mapping[str, Any]) -> Source:
    """The release that is named, or that a library keeps beside its record.

    told   what the record says of its source

    Raises OriginalMissing, OtherRelease, and what `open_source` does of the one named.
    """
    if named:
        source = open_source(named)
        if source.sha256 != told["sha256"]:
            raise OtherRelease(named, told["name"])
        return source
    for path in sorted((folder / ORIGINALS).glob("*")):
        with suppress(ReadingRoomError):  # what someone put there, or a copy that was broken off
            source = open_source(path)
            if source.sha256 == told["sha256"]:
                return source
    raise OriginalMissing(folder)
