"""Taking one release of the ledger into the library, whatever dies on the way.

    claim ─► copy to work/ ─► read pages, each kept ─► clean ─► write ─► rename ─► finish ─► tidy

What it holds of cables is recorded with the finish; `assemble_cables` comes after it.

A process may be killed between any two of these. Whoever claims the release next
finds the copy and the pages that were read, does the rest, and writes the same
bytes: up to the rename nothing is visible, and after it nothing is done twice that
could be seen.
"""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from flows.cables import put_together
from flows.convert import Converted, convert
from flows.holdings import Holdings, held_by
from flows.inbox import StillChanging, fetch, remove_if_same
from flows.journal import Journal, Pages
from flows.ledger import Entry, LeaseLost, Ledger
from flows.library import Library, shown
from flows.output import RECORD, TEXT, no_space, replace_folder, sync_folder, write_files
from flows.quarantine import put_in_quarantine
from flows.record import as_json, record
from flows.search_places import take_into_index
from flows.settings import LibrarySettings, Settings
from ocr.errors import (
    BadRules,
    BadSetting,
    DiskFull,
    KeepsBreakingOff,
    LedgerUnusable,
    MissingLanguage,
    MissingModel,
    MissingTool,
    OutputNotWritable,
    ReadingRoomError,
)
from ocr.page import Page

log = logging.getLogger(__name__)

# What is wrong with the machine: no release is to blame, and none can be converted.
MACHINE = (
    BadRules,
    BadSetting,
    DiskFull,
    LedgerUnusable,
    MissingLanguage,
    MissingModel,
    MissingTool,
    OutputNotWritable,
)
PageSeen = Callable[[Page, int], None]
LONGEST_WAIT = 3600.0  # seconds between two tries


class Stopped(Exception):
    """Whoever runs us wants to stop; what was read is kept."""


class Outcome(StrEnum):
    """What came of a release that was claimed."""

    DONE = "done"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    STOPPED = "stopped"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True)
class Desk:
    """Where releases are taken in: whose ledger, under which settings, read by what.

    owner         tells this worker from all others
    fingerprint   of the conversions made here
    stop          set it, and the release under way is put back at its next page
    """

    library: Library
    ledger: Ledger
    settings: Settings
    rules: LibrarySettings
    readers: Pages
    owner: str
    fingerprint: str
    stop: threading.Event


def accession(desk: Desk, entry: Entry, *, on_page: PageSeen | None = None) -> Outcome:
    """Convert a claimed release and record what came of it.

    Raises one of MACHINE when the machine is at fault; the release waits then.
    """
    try:
        return _accession(desk, entry, _work_folder(desk, entry), on_page)
    except LeaseLost:
        log.warning("%s: another worker has taken it over", shown(entry.name))
        return Outcome.LOST


def _accession(desk: Desk, entry: Entry, work: Path, on_page: PageSeen | None) -> Outcome:
    try:
        with _lease(desk, entry) as lost:
            return _convert(desk, entry, work, lost, on_page)
    except LeaseLost:
        raise
    except Stopped:
        desk.ledger.put_back(entry)
        return Outcome.STOPPED
    except StillChanging:
        log.info("%s changed before it was read", shown(entry.name))
        desk.ledger.drop(entry)
        desk.ledger.forget([entry.dropped])
        shutil.rmtree(work, ignore_errors=True)
        return Outcome.CHANGED
    except MACHINE as reason:
        _put_off(desk, entry, str(reason))
        raise
    except ReadingRoomError as reason:
        return _give_up(desk, entry, work, str(reason))
    except Exception as reason:
        return _blame(desk, entry, work, reason)


def _convert(
    desk: Desk, entry: Entry, work: Path, lost: threading.Event, on_page: PageSeen | None
) -> Outcome:
    (work / "pages").mkdir(parents=True, exist_ok=True)
    copy = _own_copy(desk.library, entry, work)
    journal = Journal(work / "pages", desk.readers)
    _require_progress(desk, entry, journal.kept())

    def seen(page: Page, total: int) -> None:
        if lost.is_set():
            raise LeaseLost(entry.name)
        if desk.stop.is_set():
            raise Stopped
        if on_page:
            on_page(page, total)

    done = convert(copy, desk.settings, journal, on_page=seen)
    apart = entry.fingerprint if entry.apart else ""
    folder = desk.library.release_folder(entry.name, entry.sha256, apart)
    made = _made(desk, done, work, copy, folder)
    # Asked last: from here to the rename a takeover would have to happen within
    # milliseconds of a lease that was just renewed.
    desk.ledger.extend(entry, desk.rules.lease)
    replace_folder(made, folder, aside=folder.with_name(f".old-{desk.owner}~{folder.name}"))
    held = held_by(done)
    holdings = Holdings(desk.ledger.database)
    desk.ledger.finish(
        entry,
        folder=folder.relative_to(desk.library.home).as_posix(),
        pages=len(done.pages),
        failed_pages=sum(bool(page.exit_code) for page in done.pages),
        # With settings of its own it is none of the library's conversions.
        also=None if entry.apart else partial(holdings.put, held=held),
    )
    tidy(desk, entry, folder)
    take_into_index(desk.library, desk.rules, folder.name)
    return Outcome.DONE


def assemble_cables(desk: Desk) -> None:
    """Put together the cables that finished releases have touched, in this process or before.

    Raises LedgerUnusable, OutputNotWritable, DiskFull.
    """
    put_together(desk.ledger.database, desk.library.cables, stopped=desk.stop.is_set)


def tidy(desk: Desk, entry: Entry, folder: Path) -> None:
    """After a release is done: its file goes out of the inbox, its work folder goes.

    The file is moved: it is taken away once a copy of the very same bytes lies under
    `folder`/original, and only then. Safe to do again after a crash.
    """
    if entry.dropped and not (desk.rules.keep_in_inbox or entry.apart):
        with suppress(StillChanging, OSError):
            dropped = desk.library.home / entry.path
            move_to_originals(dropped, entry.sha256, folder / "original")
            desk.ledger.forget([entry.dropped])
    shutil.rmtree(_work_folder(desk, entry), ignore_errors=True)


def move_to_originals(dropped: Path, sha256: str, originals: Path) -> None:
    """Move a file to the originals of its release; one that holds other bytes stays.

    Raises StillChanging, OSError.
    """
    made = originals / f".{sha256[:8]}.part"
    try:
        if fetch(dropped, made) != sha256:
            raise StillChanging(dropped)
        made.rename(originals / dropped.name)
        sync_folder(originals)
    finally:
        made.unlink(missing_ok=True)
    remove_if_same(dropped, sha256)


def _work_folder(desk: Desk, entry: Entry) -> Path:
    return desk.library.work / f"{entry.sha256[:16]}-{entry.fingerprint}"


def _own_copy(library: Library, entry: Entry, work: Path) -> Path:
    """The release's bytes where nobody else writes; raises StillChanging, OSError."""
    copy = work / "original" / Path(entry.name).name
    if copy.exists():
        return copy
    copy.parent.mkdir(exist_ok=True)
    made = work / f"copy-{threading.get_native_id()}.part"
    if fetch(library.home / entry.path, made) != entry.sha256:
        raise StillChanging(entry.path)
    made.rename(copy)
    return copy


def _require_progress(desk: Desk, entry: Entry, kept: int) -> None:
    """A release that was broken off too often without getting a page further is poison."""
    if kept > entry.pages_kept:
        desk.ledger.got_further(entry, kept)
    elif entry.broken_off >= desk.rules.broken_off:
        raise KeepsBreakingOff(Path(shown(str(entry.path))), entry.broken_off)


def _made(desk: Desk, done: Converted, work: Path, copy: Path, folder: Path) -> Path:
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
        fetch(source, target)


@contextmanager
def _lease(desk: Desk, entry: Entry) -> Iterator[threading.Event]:
    """Renew the lease while the body runs; the event is set once it is lost."""
    lost, over = threading.Event(), threading.Event()

    def renew() -> None:
        while not over.wait(desk.rules.lease / 4):
            try:
                desk.ledger.extend(entry, desk.rules.lease)
            except LeaseLost:
                lost.set()
                return
            except LedgerUnusable as reason:
                log.warning("%s: the lease could not be renewed: %s", shown(entry.name), reason)

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        over.set()
        thread.join()


def _put_off(desk: Desk, entry: Entry, reason: str) -> None:
    # The ledger may be what is broken; then the lease runs out by itself.
    with suppress(LedgerUnusable, LeaseLost):
        desk.ledger.fail(entry, reason, wait=0.0, counts=False)


def _give_up(desk: Desk, entry: Entry, work: Path, reason: str) -> Outcome:
    copy = work / "original" / Path(entry.name).name
    # People know the file by where they put it, not by where we copied it.
    reason = reason.replace(str(copy), shown(str(entry.path)))
    try:
        where = put_in_quarantine(desk.library, entry, copy, reason)
    except (OSError, StillChanging) as trouble:
        log.error("%s cannot be put into quarantine: %s", shown(entry.name), trouble)
        desk.ledger.fail(entry, reason, wait=desk.rules.backoff)
        return Outcome.FAILED
    desk.ledger.quarantine(entry, reason, where)
    desk.ledger.forget([entry.dropped])
    shutil.rmtree(work, ignore_errors=True)
    log.warning("%s", reason)
    return Outcome.QUARANTINED


def _blame(desk: Desk, entry: Entry, work: Path, reason: Exception) -> Outcome:
    """An error nobody foresaw: tried again a few times, unless the disk is full."""
    if isinstance(reason, OSError) and no_space(reason):
        full = DiskFull(desk.library.home)
        _put_off(desk, entry, str(full))
        raise full from reason
    log.error("%s could not be converted", shown(entry.name), exc_info=reason)
    said = f"{shown(str(entry.path))}: {type(reason).__name__}: {reason}"
    if entry.tries >= desk.rules.tries and (work / "original").exists():
        return _give_up(desk, entry, work, f"{said}; tried {entry.tries} times")
    wait = min(desk.rules.backoff * 2 ** (entry.tries - 1), LONGEST_WAIT)
    desk.ledger.fail(entry, said, wait=wait)
    return Outcome.FAILED
