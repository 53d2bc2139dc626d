"""The originals of a library's releases, and a release's folder built around them."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import Any

from flows.errors import OriginalMissing, OtherRelease
from flows.inbox import StillChanging, fetch, remove_if_same
from flows.output import OURS, Contents, is_output, sync_folder, write_files
from flows.places import Place
from ocr.errors import ReadingRoomError
from ocr.source import Source, open_source

ORIGINALS = "original"


def build(made: Path, files: Contents, original: Path, before: Path) -> None:
    """A release's folder, complete, at `made`, where nobody looks for it.

    before   the folder that it takes the place of, if that stands: its originals, and what
             people have put there, are carried over

    Raises OSError.
    """
    shutil.rmtree(made, ignore_errors=True)
    (made / ORIGINALS).mkdir(parents=True)
    write_files(made, files)
    link(original, made / ORIGINALS / original.name)
    if before.is_dir():
        carry_over(before, made)
    sync_folder(made / ORIGINALS)
    sync_folder(made)


def carry_over(before: Path, made: Path) -> None:
    """What is not ours in a release's folder, also in the one to take its place.

    What stands in `made` already goes before; but someone's own file that has the name of one
    of ours stays under another. Raises OSError.
    """
    for other in sorted(before.iterdir()):
        if not is_output(other):
            _carry(other, _place_for(other.name, made))


def _place_for(name: str, made: Path) -> Path:
    names = chain([name], (f"own-{n}-{name}" for n in count(1)))
    return next(
        made / each for each in names if name not in OURS or not os.path.lexists(made / each)
    )


def _carry(source: Path, target: Path) -> None:
    folder = source.is_dir() and not source.is_symlink()
    if os.path.lexists(target) and not (folder and target.is_dir()):
        return
    if folder:
        target.mkdir(exist_ok=True)
        for each in source.iterdir():
            _carry(each, target / each.name)
    elif source.is_symlink():
        target.symlink_to(source.readlink())
    else:
        link(source, target)


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
