"""One sweep: look at the inbox, let what has arrived wait its turn, convert what waits.

`readingroom watch` and the Prefect deployment call this same function.
"""

import logging
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.accession import Outcome, PageSeen, accession, assemble_cables
from flows.asked import taken_up
from flows.delivery import deliver
from flows.desk import Desk
from flows.errors import NothingToRetry
from flows.inbox import Found, StillChanging, checksum, list_inbox
from flows.ledger import Ledger
from flows.ledger_entry import Entry, State
from flows.ledger_sightings import Sighting, compare
from flows.library import Library, shown
from flows.originals import ORIGINALS, move_to_originals
from flows.places import Place
from flows.quarantine import take_out
from flows.scratch import clear_away_what_was_left
from flows.shelving import clear_away_old_folders, put_back_what_was_aside
from flows.storage import PREFIX

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look at the inbox found, in files.

    settling   seen, and waited for until they stop changing
    arrived    whole, and waiting to be converted from now on
    passed     no files to convert, each with the reason
    """

    settling: int = 0
    arrived: int = 0
    passed: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Swept:
    """A survey and what came of the releases that were claimed after it."""

    survey: Survey
    outcomes: Counter[Outcome] = field(default_factory=Counter)


def sweep(
    desk: Desk,
    *,
    on_entry: Callable[[Entry], PageSeen] | None = None,
    on_outcome: Callable[[Entry, Outcome], None] | None = None,
    assemble: Callable[[Desk], None] = assemble_cables,
) -> Swept:
    """Survey the inbox and convert what is ready, in the order it came.

    on_entry     called with each release that is begun; what it returns is called
                 with each page that is done and the number of pages
    on_outcome   called with each release and what came of it
    assemble     puts the cables together that have changed

    Raises one of `flows.accession.MACHINE` when the machine cannot go on.
    """
    deliver(desk)
    surveyed = survey(desk)
    clear_away(desk)
    assemble(desk)  # what a process that died left
    outcomes: Counter[Outcome] = Counter()
    for at, entry in _claimed(desk):
        outcome = accession(at, entry, on_page=on_entry(entry) if on_entry else None)
        outcomes[outcome] += 1
        if outcome is Outcome.DONE:
            assemble(desk)
        if on_outcome:
            on_outcome(entry, outcome)
    return Swept(surveyed, outcomes)


def _claimed(desk: Desk) -> Iterator[tuple[Desk, Entry]]:
    """One release after the other, each with a desk that has the settings for it."""
    while not desk.stop.is_set():
        entry = desk.ledger.claim(desk.owner, desk.rules.lease, desk.fingerprint)
        if entry is None:
            break
        yield desk, entry
    yield from taken_up(desk)


def survey(desk: Desk) -> Survey:
    """Compare the inbox with how it was last listed, and let what has arrived wait."""
    found = list(list_inbox(desk.library.inbox))
    same, changed, gone = compare(desk.ledger.sightings.known(), found)
    desk.ledger.sightings.saw(changed)
    desk.ledger.sightings.forget(gone)
    now = desk.ledger.now()
    old = [sighting for sighting in same if not sighting.passed]
    settled = [s for s in old if not s.sha256 and now - s.since >= desk.rules.settle]
    arrived = _checked(desk, settled)
    desk.ledger.settle(arrived, desk.fingerprint)
    if not desk.rules.keep_in_inbox:
        _take_away_what_is_done(desk, arrived, old)
    passed = tuple(each for each in found if each.passed)
    settling = sum(not s.sha256 for s in old) + len(changed) - len(arrived)
    return Survey(max(settling, 0), len(arrived), passed)


def clear_away(desk: Desk) -> None:
    """Finish what a crash left between a release's end and its tidying; adopt old waiters."""
    desk.ledger.adopt(desk.fingerprint)
    put_back_what_was_aside(desk.library)
    clear_away_old_folders(desk.library)
    clear_away_what_was_left()
    folders = list(desk.library.work.iterdir())
    if not folders:
        return
    # Asked after the listing: a folder is made only for a release that is running.
    open_entries = desk.ledger.entries(State.WAITING, State.RUNNING, State.FAILED)
    wanted = {entry.sha256[:16] for entry in open_entries}
    for folder in folders:
        if folder.name[:16] not in wanted and not folder.name.startswith(PREFIX):
            shutil.rmtree(folder, ignore_errors=True)


def _checked(desk: Desk, settled: Sequence[Sighting]) -> list[tuple[Found, str]]:
    """The files that could be read as they were listed, with their sha256."""
    arrived = []
    for sighting in settled:
        found = sighting.found
        try:
            arrived.append((found, checksum(Place(desk.library.inbox, found.path), found)))
        except StillChanging:
            desk.ledger.sightings.saw([found])
        except OSError as reason:
            log.warning("%s cannot be read: %s", shown(found.path), reason.strerror)
            desk.ledger.sightings.saw([replace(found, passed=f"cannot be read: {reason.strerror}")])
    return arrived


def _take_away_what_is_done(
    desk: Desk, arrived: Sequence[tuple[Found, str]], old: Sequence[Sighting]
) -> None:
    """Move files out of the inbox whose content is converted already.

    They are second copies of a release, and what a crash left there.
    """
    here = [*arrived, *((s.found, s.sha256) for s in old if s.sha256)]
    done = desk.ledger.done_under_any(sha256 for _, sha256 in here)
    for found, sha256 in here:
        if sha256 in done:
            originals = desk.library.home / done[sha256].folder / ORIGINALS
            with suppress(StillChanging, OSError):
                move_to_originals(Place(desk.library.inbox, found.path), sha256, originals)
                desk.ledger.sightings.forget([found.path])
                log.info("%s is converted already", shown(found.path))


def retry(library: Library, ledger: Ledger, name: str, under: str) -> list[Entry]:
    """Let failed and quarantined releases called `name` wait again, and return them.

    name    a file's name, or the first six or more digits of its sha256
    under   the fingerprint to convert it under; one with settings of its own keeps them
    """
    asked = [
        entry
        for entry in ledger.entries(State.FAILED, State.QUARANTINED)
        if name in (entry.name, shown(entry.name), entry.path.name)
        or (len(name) >= 6 and entry.sha256.startswith(name))
    ]
    if not asked:
        raise NothingToRetry(name)
    for entry in asked:
        quarantined = entry.state is State.QUARANTINED
        path = take_out(library, entry) if quarantined else entry.path
        ledger.retry(entry, path, under)
    return asked


def reenter(ledger: Ledger, under: str) -> int:
    """Let everything that is done under another fingerprint wait again; how many."""
    entries = [entry for entry in ledger.entries(State.DONE) if not entry.apart]
    current = {entry.sha256 for entry in entries if entry.fingerprint == under}
    older = {entry.sha256: entry for entry in entries if entry.sha256 not in current}
    for entry in older.values():
        original = Path(entry.folder) / ORIGINALS / entry.name
        ledger.enter(entry.sha256, under, entry.name, original)
    return len(older)
