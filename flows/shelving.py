"""The files of a release on their way: from the inbox to work/, from work/ to its shelf.

    inbox/x.pdf ─► work/<digits>/original/x.pdf     our own copy, read from
    work/<digits>/out-<owner>/ ─► releases/x-<sha8>/     outputs and originals, by one rename

Whoever is killed between any two steps leaves what the next one finds or clears away.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from flows.desk import Desk
from flows.inbox import StillChanging, fetch
from flows.ledger_entry import Entry, State
from flows.library import Library
from flows.originals import ORIGINALS, move_to_originals
from flows.output import MAKING, left_for_good, recorded_sha256, replace_folder, sync_folder
from flows.places import Place


def work_folder(desk: Desk, entry: Entry) -> Path:
    return desk.library.work / f"{entry.sha256[:16]}-{entry.fingerprint}"


def own_copy(desk: Desk, entry: Entry, work: Path) -> Path:
    """The release's bytes where nobody else writes; raises StillChanging, OSError."""
    copy = work / ORIGINALS / Path(entry.name).name
    if copy.exists():
        return copy
    copy.parent.mkdir(exist_ok=True)
    made = work / f"copy-{threading.get_native_id()}.part"
    for place in _places(desk, entry):
        with suppress(StillChanging):
            if fetch(place, made) == entry.sha256:
                made.rename(copy)
                return copy
    raise StillChanging(entry.path)


def _places(desk: Desk, entry: Entry) -> Iterator[Place]:
    """Where its bytes may lie: where they were seen, or where another conversion took them."""
    library = desk.library
    yield library.place(entry.path)
    for done in desk.ledger.done_under_any([entry.sha256]).values():
        yield library.place(Path(done.folder) / ORIGINALS / done.name)
    for given_up in desk.ledger.entries(State.QUARANTINED):
        if given_up.sha256 == entry.sha256:
            yield library.place(given_up.path)
    # A run that was killed copied them, before its fingerprint changed with the code.
    for copy in library.work.glob(f"{entry.sha256[:16]}-*/{ORIGINALS}/*"):
        yield Place(library.work, copy.relative_to(library.work).as_posix())


def shelf_for(library: Library, entry: Entry) -> Path:
    """The folder of a release's outputs: its own, or one that no other release has taken."""
    put_back_what_was_aside(library)
    apart = entry.fingerprint if entry.apart else ""
    folders = list(library.release_folders(entry.name, entry.sha256, apart))
    free = (f for f in folders if not f.exists() or recorded_sha256(f) == entry.sha256)
    # What stands under all 64 digits is ours, whatever became of its record.
    return next(free, folders[-1])


def put_on_shelf(made: Path, folder: Path, sha256: str, owner: str) -> None:
    """Make `made` the folder of its release, in the place of what it was before.

    Raises OSError also when another release has taken the name a moment ago.
    """
    if recorded_sha256(folder) == sha256 or sha256 in folder.name:
        replace_folder(made, folder, aside=folder.with_name(f".old-{owner}~{folder.name}"))
    else:
        made.rename(folder)  # which fails where a folder stands that is not empty
        sync_folder(folder.parent)


def put_back_what_was_aside(library: Library) -> None:
    """Old outputs that a crash left aside: back in their place, or gone if the new ones stand."""
    for aside in library.releases.glob(".old-*~*"):
        place = library.releases / aside.name.partition("~")[2]
        if not place.exists():
            with suppress(OSError):
                aside.rename(place)
        elif recorded_sha256(place) == recorded_sha256(aside):
            shutil.rmtree(aside, ignore_errors=True)


def clear_away_old_folders(library: Library) -> None:
    """Remove folders that `correct` made beside releases, or took away, and was killed.

    What may be the only one of its release stays.
    """
    for left in library.releases.glob(f"{MAKING}*"):
        with suppress(OSError):
            if left_for_good(left) and _stands_besides(left, library):
                shutil.rmtree(left)


def _stands_besides(left: Path, library: Library) -> bool:
    if left.name.endswith("-old"):  # a kernel that cannot exchange folders, and a long name
        return False
    sha256 = recorded_sha256(left)  # written before anything is carried over
    shelves = library.releases.glob("[!.]*")
    return sha256 is None or any(recorded_sha256(folder) == sha256 for folder in shelves)


def tidy(desk: Desk, entry: Entry, folder: Path) -> None:
    """After a release is done: its file goes out of the inbox, its work folder goes.

    The file is moved: it is taken away once a copy of the very same bytes lies under
    `folder`/original, and only then. Safe to do again after a crash.
    """
    if entry.dropped and not (desk.rules.keep_in_inbox or entry.apart):
        with suppress(StillChanging, OSError):
            dropped = desk.library.place(entry.path)
            move_to_originals(dropped, entry.sha256, folder / ORIGINALS)
            desk.ledger.sightings.forget([entry.dropped])
    shutil.rmtree(work_folder(desk, entry), ignore_errors=True)
