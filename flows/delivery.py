"""Deliveries: what has arrived in the storage is brought into the inbox folder."""

import logging
from dataclasses import replace
from pathlib import Path

from flows.desk import Desk
from flows.errors import DiskFull
from flows.inbox import Found, StillChanging
from flows.ledger_entry import State
from flows.ledger_sightings import compare
from flows.library import shown
from flows.output import no_space
from flows.storage import Storage, bringing, put_into
from ocr.errors import ReadingRoomError

log = logging.getLogger(__name__)

# Files brought before others are, so that the disk need not hold all of the storage.
MOST_WAITING = 100


def deliver(desk: Desk) -> int:
    """Bring what has stopped changing in the storage into the inbox; how many files.

    A storage that does not answer is said in the log and holds up nothing else. Raises
    DiskFull, LedgerUnusable.
    """
    if desk.storage is None:
        return 0
    try:
        settled = _look(desk, desk.storage)
        return _bring(desk, desk.storage, settled) if settled else 0
    except ReadingRoomError:
        raise
    except Exception as reason:  # drivers have errors of their own kinds
        log.error("the storage of READINGROOM_INBOX_URL cannot be read: %s", reason)
    return 0


def _look(desk: Desk, storage: Storage) -> list[Found]:
    """The files that are still as they were at the last look and were not brought yet."""
    sightings = desk.ledger.sightings
    same, changed, gone = compare(sightings.stored(), list(storage.list()))
    sightings.saw(changed)
    sightings.forget(gone)
    now = desk.ledger.now()
    old = (seen for seen in same if not seen.passed and not seen.sha256)
    return [seen.found for seen in old if now - seen.since >= desk.rules.settle]


def _bring(desk: Desk, storage: Storage, settled: list[Found]) -> int:
    room = MOST_WAITING - desk.ledger.counts()[State.WAITING]
    brought = 0
    with bringing(desk.library.work, desk.owner) as folder:
        for found in settled[: max(room, 0)]:
            if desk.stop.is_set():
                break
            brought += _bring_one(desk, storage, found, folder / "copy")
    return brought


def _bring_one(desk: Desk, storage: Storage, found: Found, made: Path) -> bool:
    """Whether a file stands in the inbox now. Killed before that is on record, it is brought
    again, and the second copy is known by its sha256.
    """
    sightings = desk.ledger.sightings
    try:
        sha256 = storage.fetch(found, made)
    except StillChanging:
        sightings.saw([found])
        return False
    except PermissionError as reason:
        sightings.saw([replace(found, passed=f"cannot be read: {reason.strerror or reason}")])
        return False
    except (OSError, ValueError) as reason:
        return _left(desk, found, reason)
    try:
        put_into(desk.library.inbox, made, found.path, sha256)
    except (OSError, ValueError) as reason:
        return _left(desk, found, reason)
    with desk.ledger.database.begin() as connection:
        sightings.summed(connection, found, sha256)
    log.info("%s was brought", shown(found.path))
    return True


def _left(desk: Desk, found: Found, reason: Exception) -> bool:
    """A file that cannot be brought now: the others go on. Raises DiskFull."""
    if isinstance(reason, OSError) and no_space(reason):
        raise DiskFull(desk.library.home) from reason
    log.error("%s cannot be brought: %s", shown(found.path), reason)
    return False
