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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import partial
from pathlib import Path

from cleanup.corrections import Correction
from flows.cables import put_together
from flows.convert import Converted, convert
from flows.desk import Desk
from flows.errors import (
    BadRules,
    BadSetting,
    DiskFull,
    KeepsBreakingOff,
    LedgerUnusable,
    OutputNotWritable,
)
from flows.holdings import Holdings, held_by
from flows.inbox import StillChanging
from flows.journal import Journal
from flows.ledger import LeaseLost
from flows.ledger_entry import NEVER, Entry
from flows.library import shown
from flows.originals import ORIGINALS, build
from flows.output import PDF, no_space
from flows.quarantine import put_in_quarantine
from flows.release_files import corrections_in, release_files
from flows.release_formats import formats_in
from flows.review_pictures import pictures_unasked
from flows.search_places import take_into_index
from flows.shelving import own_copy, put_on_shelf, shelf_for, tidy, work_folder
from ocr.errors import MissingLanguage, MissingModel, MissingTool, ReadingRoomError
from ocr.page import Page
from ocr.source import Source

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


def accession(desk: Desk, entry: Entry, *, on_page: PageSeen | None = None) -> Outcome:
    """Convert a claimed release and record what came of it.

    Raises one of MACHINE when the machine is at fault; the release waits then. A language that
    is missing is the fault of a conversion with settings of its own.
    """
    try:
        return _accession(desk, entry, work_folder(desk, entry), on_page)
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
        if entry.apart:  # somebody asked for it and is to be told
            gone = f"{shown(str(entry.path))}: it was changed or taken away before it was read"
            return _give_up(desk, entry, work, gone)
        log.info("%s changed before it was read", shown(entry.name))
        desk.ledger.drop(entry)
        desk.ledger.sightings.forget([entry.dropped])
        shutil.rmtree(work, ignore_errors=True)
        return Outcome.CHANGED
    except MACHINE as reason:
        if entry.apart and isinstance(reason, MissingLanguage):
            # Whoever asked for the language is at fault, and a sweep has others to convert.
            return _give_up(desk, entry, work, str(reason))
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
    copy = own_copy(desk, entry, work)
    journal = Journal(work / "pages", desk.readers)
    _require_progress(desk, entry, journal.kept())

    def still_ours(_: object = None) -> None:
        if lost.is_set():
            raise LeaseLost(entry.name)
        if desk.stop.is_set():
            raise Stopped

    def seen(page: Page, total: int) -> None:
        still_ours()
        if on_page:
            on_page(page, total)

    folder = shelf_for(desk.library, entry)

    def kept(source: Source) -> Sequence[Correction]:
        return corrections_in(folder, {"sha256": source.sha256})

    done = convert(copy, desk.settings, journal, on_page=seen, corrections=kept)
    pictures = None
    if desk.rules.review:
        count = len(done.pages)
        pictures = pictures_unasked(done.source, count, desk.settings, on_page=still_ours)
    # What somebody had it written in stands for as long as it does; the PDF can be too much.
    formats = [each for each in formats_in(folder) if each != PDF]
    files = release_files(done, desk.settings, pictures=pictures, formats=formats)
    made = work / f"out-{desk.owner}"
    build(made, files, copy, folder)
    if tuple(kept(done.source)) != done.corrections:
        # Someone has corrected it meanwhile; its pages are all kept, so this is quick.
        return _convert(desk, entry, work, lost, on_page)
    # Asked last: from here to the rename a takeover would have to happen within
    # milliseconds of a lease that was just renewed.
    desk.ledger.extend(entry, desk.rules.lease)
    put_on_shelf(made, folder, entry.sha256, desk.owner)
    _finish(desk, entry, done, folder)
    return Outcome.DONE


def _finish(desk: Desk, entry: Entry, done: Converted, folder: Path) -> None:
    """Record a release that stands on its shelf, with what it holds of cables; then tidy up."""
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


def assemble_cables(desk: Desk) -> None:
    """Put together the cables that finished releases have touched, in this process or before.

    Raises LedgerUnusable, OutputNotWritable, DiskFull.
    """
    put_together(desk.ledger.database, desk.library.cables, stopped=desk.stop.is_set)


def _require_progress(desk: Desk, entry: Entry, kept: int) -> None:
    """A release that was broken off too often without getting a page further is poison."""
    if kept > entry.pages_kept:
        desk.ledger.got_further(entry, kept)
    elif entry.broken_off >= desk.rules.broken_off:
        raise KeepsBreakingOff(Path(shown(str(entry.path))), entry.broken_off)


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
    copy = work / ORIGINALS / Path(entry.name).name
    # People know the file by where they put it, not by where we copied it.
    reason = reason.replace(str(copy), shown(str(entry.path)))
    if entry.apart:
        # What was asked for may be at fault, such as a page it does not have: the file stays.
        desk.ledger.fail(entry, reason, wait=NEVER)
        shutil.rmtree(work, ignore_errors=True)
        log.warning("%s", reason)
        return Outcome.FAILED
    try:
        where = put_in_quarantine(desk.library, entry, copy, reason)
    except (OSError, StillChanging) as trouble:
        log.error("%s cannot be put into quarantine: %s", shown(entry.name), trouble)
        desk.ledger.fail(entry, reason, wait=desk.rules.backoff)
        return Outcome.FAILED
    desk.ledger.quarantine(entry, reason, where)
    desk.ledger.sightings.forget([entry.dropped])
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
    if entry.tries >= desk.rules.tries and (work / ORIGINALS).exists():
        return _give_up(desk, entry, work, f"{said}; tried {entry.tries} times")
    wait = min(desk.rules.backoff * 2 ** (entry.tries - 1), LONGEST_WAIT)
    desk.ledger.fail(entry, said, wait=wait)
    return Outcome.FAILED
