"""The flows: a thin shell around the functions that the command line calls.

convert-release   one release of the library, from a form
sweep-inbox       what `readingroom watch` does, on a schedule
reconvert         everything that an older version converted
convert-file      `readingroom convert --track`
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.context import SyncClientContext
from prefect.exceptions import TerminationSignal

from flows.accession import Outcome, PageSeen, accession, assemble_cables
from flows.added_formats import add_formats
from flows.cables import file_beside
from flows.confinement import confined
from flows.convert import convert
from flows.deployments import CONVERT, RECONVERT, SWEEP
from flows.desk import Desk, desk_for
from flows.errors import LedgerUnusable
from flows.fingerprint import fingerprint
from flows.inbox import checksum
from flows.ledger import LeaseLost
from flows.ledger_entry import Entry, State
from flows.library import shown
from flows.notices import Notices, notices
from flows.output import RECORD
from flows.places import strictly
from flows.prefect_artifacts import Progress, show
from flows.prefect_form import Conversion
from flows.prefect_own_run import Tags, was_cancelled
from flows.prefect_pages import page_tasks, task_runner
from flows.release_files import corrections_below, write_converted
from flows.settings import Settings, read_library_settings, read_settings
from flows.sweep import reenter, sweep
from flows.workers import Workers

# By its name: a worker loads this file from its path, as a module of another name.
log = logging.getLogger("flows.prefect_flows")

AGAIN = 2.0  # seconds between two looks at a release that another run has

LOGGED = (
    "flows",
    "cleanup",
    "ocr",
)  # what the logs of a run in the web page hold, beside Prefect's


def _named_for_the_release() -> str:
    asked = runtime.flow_run.parameters.get("conversion") or {}
    release = asked["release"] if isinstance(asked, dict) else asked.release
    return f"convert {shown(Path(release).name)}"


@flow(
    name=CONVERT,
    flow_run_name=_named_for_the_release,
    task_runner=task_runner(read_settings().jobs),
)
def convert_release(conversion: Conversion) -> str:
    """Convert one release into the library and return the folder of its outputs.

    With settings of its own it stands beside the library's conversion; a sweep goes on with it
    when its run is killed.
    """
    with _desk(conversion.settings) as desk, notices() as told:
        path = confined(conversion.release, desk.library, desk.rules)
        Tags(told).add(path.name)
        sha256 = checksum(strictly(path))
        home = desk.library.home.resolve()
        where = path.relative_to(home) if path.is_relative_to(home) else path
        apart = desk.fingerprint != fingerprint(read_settings())
        asked = json.dumps(conversion.asked) if apart else ""
        grace = desk.rules.lease  # else a sweep might take it first
        desk.ledger.enter(sha256, desk.fingerprint, path.name, where, asked=asked, grace=grace)
        entry = _claimed(desk, sha256)
        if entry:
            _convert(desk, entry, told)
        assembled(desk)
        add_formats(_folder_of(desk, sha256), conversion.outputs, desk.settings)
        return _shown_as_done(desk, sha256, told)


@flow(
    name=SWEEP,
    flow_run_name="sweep the inbox",
    task_runner=task_runner(read_settings().jobs),
)
def sweep_inbox() -> dict[str, int]:
    """Convert what has arrived in the inbox; how many releases came to which end."""
    with _desk(read_settings()) as desk, notices() as told:
        return _swept(desk, told)


@flow(name=RECONVERT, flow_run_name="reconvert", task_runner=task_runner(read_settings().jobs))
def reconvert() -> dict[str, int]:
    """Convert everything again that is done under an older fingerprint."""
    with _desk(read_settings()) as desk, notices() as told:
        log.info("%d releases wait to be converted anew", reenter(desk.ledger, desk.fingerprint))
        return _swept(desk, told)


# Workers that `flows.prefect_track` started before Prefect was imported.
early_workers: list[Workers] = []


@flow(
    name="convert-file",
    flow_run_name="convert {path.name}",
    task_runner=task_runner(read_settings().jobs),
)
async def convert_file(path: Path, out: Path, settings: Settings) -> Path:
    """Convert one file into `out`, outside any library; the folder that was written.

    Nothing in it is awaited: it holds up its event loop, which nobody else uses. It is async
    because Prefect ends other runs a second late, waiting for the thread of their heartbeat.
    """
    # One client for all that is said on the way, as other flows have of themselves.
    with SyncClientContext.get_or_create():
        return _convert_file(path, out, settings)


def _convert_file(path: Path, out: Path, settings: Settings) -> Path:
    workers = early_workers.pop() if early_workers else None
    with notices() as told:
        Tags(told).add(path.name)
        with page_tasks(workers or Workers(settings.jobs, apart=True)) as readers:
            done = convert(
                path,
                settings,
                readers,
                on_page=Progress(shown(path.name), told),
                corrections=corrections_below(out),
            )
        done, where = write_converted(done, settings, out)
        _in_a_task(lambda: file_beside(done, out))
        _show(where, told)
    return where


@contextmanager
def _desk(settings: Settings) -> Iterator[Desk]:
    # Prefect gives its extra loggers a handler and no level, and INFO would be lost.
    for name in LOGGED:
        logging.getLogger(name).setLevel(logging.INFO)
    with (
        page_tasks(Workers(settings.jobs, apart=True)) as readers,
        desk_for(settings, read_library_settings(), readers, stop=threading.Event()) as desk,
    ):
        yield desk


def _swept(desk: Desk, told: Notices) -> dict[str, int]:
    tags = Tags(told)

    def ended(entry: Entry, outcome: Outcome) -> None:
        log.info("%s: %s", shown(entry.name), outcome)
        if outcome is Outcome.DONE:
            _shown_as_done(desk, entry.sha256, told, entry.fingerprint)

    def begun(entry: Entry) -> PageSeen:
        tags.add(entry.name)
        return Progress(shown(entry.name), told)

    outcomes = sweep(desk, on_entry=begun, on_outcome=ended, assemble=assembled).outcomes
    return {str(outcome): count for outcome, count in outcomes.items()}


def assembled(desk: Desk) -> None:
    """The cables that changed, put together in a task of this run."""
    _in_a_task(lambda: assemble_cables(desk))


def _in_a_task(assemble: Callable[[], None]) -> None:
    # Nothing is passed to the task: what it needs lives in this process.
    task(name="assemble-cables", persist_result=False, cache_policy=NO_CACHE)(assemble)()


def _claimed(desk: Desk, sha256: str) -> Entry | None:
    """The release, for this run to convert; None when it is done, or is in quarantine.

    One that is being converted is waited for: by whoever has it, or until the lease of a run
    that was killed has run out.
    """
    said = False
    while True:
        entry = desk.ledger.claim(
            desk.owner, desk.rules.lease, desk.fingerprint, sha256=sha256, at_once=True
        )
        here = desk.ledger.entry(sha256, desk.fingerprint)
        if entry or here.state is not State.RUNNING:
            return entry
        if not said:
            log.info("%s is with %s: waiting for its end", shown(here.name), here.owner)
        said = True
        time.sleep(AGAIN)


def _convert(desk: Desk, entry: Entry, told: Notices) -> None:
    """Convert a claimed release; a run that is cancelled puts it back for the next one."""
    try:
        outcome = accession(desk, entry, on_page=Progress(shown(entry.name), told))
    except TerminationSignal:
        # It may be done already, or with another worker: the run ends by its signal all the same.
        with suppress(LeaseLost, LedgerUnusable):
            _put_back(desk, entry)
        raise
    if outcome is Outcome.LOST:
        raise LeaseLost(shown(entry.name))


def _put_back(desk: Desk, entry: Entry) -> None:
    """Let the next one go on with it; raises LeaseLost, LedgerUnusable.

    With settings of its own it is left when its run was cancelled, and a sweep must not take it
    while the server is asked for that. It is put back before: we may be killed meanwhile.
    """
    desk.ledger.put_back(entry, grace=desk.rules.lease if entry.apart else 0.0)
    if entry.apart and was_cancelled():
        desk.ledger.apart.leave(entry, "its run was cancelled; start one again, or retry it")
    elif entry.apart:
        desk.ledger.apart.hand_on(entry)


def _shown_as_done(desk: Desk, sha256: str, told: Notices, under: str = "") -> str:
    """Publish what a finished release holds; raises RuntimeError when it is not finished.

    under   the fingerprint it was converted under; that of `desk` when ""
    """
    folder = _folder_of(desk, sha256, under)
    inside = folder.relative_to(desk.library.home).as_posix()
    web = desk.rules.web and f"{desk.rules.web.rstrip('/')}/{quote(inside)}"
    _show(folder, told, web)
    return str(folder)


def _folder_of(desk: Desk, sha256: str, under: str = "") -> Path:
    """Where a finished release stands; raises RuntimeError when it is not finished."""
    here = desk.ledger.entry(sha256, under or desk.fingerprint)
    if here.state is not State.DONE:
        raise RuntimeError(f"{shown(here.name)} is {here.state}: {here.reason or here.owner}")
    return desk.library.home / here.folder


def _show(folder: Path, told: Notices, web: str = "") -> None:
    told.put_up(lambda: show(json.loads((folder / RECORD).read_text("utf-8")), folder, web))
