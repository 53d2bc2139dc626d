"""The files of a release on their way: from the inbox to work/, from work/ to its shelf.

    inbox/x.pdf ─► work/<digits>/original/x.pdf     our own copy, read from
    work/<digits>/out-<owner>/ ─► releases/x-<sha8>/     outputs and originals, by one rename

Whoever is killed between any two steps leaves what the next one finds or clears away.
"""

import shutil
import threading
from contextlib import suppress
from pathlib import Path

from flows.convert import Converted
from flows.desk import Desk
from flows.inbox import StillChanging, fetch, remove_if_same
from flows.ledger_entry import Entry
from flows.library import Library
from flows.output import RECORD, TEXT, sync_folder, write_files
from flows.places import Place
from flows.record import as_json, record


def work_folder(desk: Desk, entry: Entry) -> Path:
    return desk.library.work / f"{entry.sha256[:16]}-{entry.fingerprint}"


def own_copy(library: Library, entry: Entry, work: Path) -> Path:
    """The release's bytes where nobody else writes; raises StillChanging, OSError."""
    copy = work / "original" / Path(entry.name).name
    if copy.exists():
        return copy
    copy.parent.mkdir(exist_ok=True)
    made = work / f"copy-{threading.get_native_id()}.part"
    if fetch(library.place(entry.path), made) != entry.sha256:
        raise StillChanging(entry.path)
    made.rename(copy)
    return copy


def made_whole(desk: Desk, done: Converted, work: Path, copy: Path, folder: Path) -> Path:
    """The release's folder, complete, where it is not seen yet."""
    made = work / f"out-{desk.owner}"
    shutil.rmtree(made, ignore_errors=True)
    (made / "original").mkdir(parents=True)
    recorded = as_json(record(done, desk.settings))
    write_files(made, {TEXT: done.release.text, RECORD: recorded})
    for original in {copy, *(folder / "original").glob("*")}:
        _link(original, made / "original" / original.name)
    sync_folder(made / "original")
    sync_folder(made)
    return made


def _link(source: Path, target: Path) -> None:
    """The same bytes under another name; a copy where the disk has no links."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return
    except OSError:
        fetch(Place(source.parent, source.name), target)


def tidy(desk: Desk, entry: Entry, folder: Path) -> None:
    """After a release is done: its file goes out of the inbox, its work folder goes.

    The file is moved: it is taken away once a copy of the very same bytes lies under
    `folder`/original, and only then. Safe to do again after a crash.
    """
    if entry.dropped and not (desk.rules.keep_in_inbox or entry.apart):
        with suppress(StillChanging, OSError):
            dropped = desk.library.place(entry.path)
            move_to_originals(dropped, entry.sha256, folder / "original")
            desk.ledger.sightings.forget([entry.dropped])
    shutil.rmtree(work_folder(desk, entry), ignore_errors=True)


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
