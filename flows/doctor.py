"""`readingroom doctor`: is everything here that a conversion needs, and what to do if not."""

import base64
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import version
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import UUID

from flows.deployments import POOL, SWEEP
from flows.ledger import Ledger
from flows.library import Library, open_library
from flows.search_places import index_of_library
from flows.settings import LibrarySettings, Settings
from ocr import poppler, tesseract
from ocr.errors import ReadingRoomError
from ocr.limits import network_is_dropped

NETWORK = "outside programs keep it: this kernel lets no unprivileged user drop it"
LEAST_ROOM = 1 << 30  # bytes; a long release with its pages kept takes a tenth of that
MOST_SKEW = 5.0  # seconds between this machine's clock and the ledger's
ANSWERS = 3.0  # seconds a Prefect server may take to say that it is well


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `remedy` is "" when it is as it should be."""

    name: str
    said: str
    remedy: str = ""


def examine(settings: Settings, rules: LibrarySettings) -> list[Check]:
    """Look at everything; nothing is changed but a file that is made and removed again."""
    return [
        _tried("readingroom", lambda: version("readingroom")),
        _tried("tesseract", tesseract.version),
        _tried("languages", lambda: _languages(settings)),
        _tried("poppler", poppler.version),
        Check("network", "dropped for outside programs" if network_is_dropped() else NETWORK),
        _memory_folder(),
        *_of_the_library(rules),
        *examine_server(),
    ]


def _of_the_library(rules: LibrarySettings) -> Iterator[Check]:
    try:
        library = open_library(rules.home)
    except ReadingRoomError as reason:
        yield Check("library", str(reason), "readingroom init")
        return
    yield Check("library", str(library.home.absolute()))
    yield from (_writable(library, name) for name in ("inbox", "releases", "quarantine", "work"))
    yield _room(library)
    yield _ledger(library, rules)
    yield search_index(library, rules)


def _tried(name: str, ask: Callable[[], str]) -> Check:
    try:
        return Check(name, ask())
    except ReadingRoomError as reason:
        said, _, remedy = str(reason).partition("; ")
        return Check(name, said, remedy or said)


def _languages(settings: Settings) -> str:
    tesseract.require_languages(settings.language)
    return f"{settings.language}, data {tesseract.data_fingerprint(settings.language)}"


def _memory_folder() -> Check:
    """Page images pass through the temporary folder."""
    folder = os.environ.get("TMPDIR", "/tmp")  # noqa: S108 - looked at, not written to
    free = shutil.disk_usage(folder).free
    low = f"make room in {folder} or set TMPDIR" if free < LEAST_ROOM else ""
    return Check("temporary folder", f"{folder}, {free / 1e9:.1f} GB free", low)


def _writable(library: Library, name: str) -> Check:
    probe = library.home / name / f".doctor-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as reason:
        return Check(name, f"cannot be written: {reason.strerror}", f"chown or chmod u+w {name}")
    return Check(name, "can be written")


def _room(library: Library) -> Check:
    free = shutil.disk_usage(library.home).free
    low = "make room; nothing is lost meanwhile" if free < LEAST_ROOM else ""
    return Check("disk", f"{free / 1e9:.1f} GB free", low)


def _ledger(library: Library, rules: LibrarySettings) -> Check:
    try:
        ledger = Ledger(rules.ledger_url or library.ledger_url)
        skew = time.time() - ledger.now()
        counts = ", ".join(f"{n} {state}" for state, n in ledger.counts().items() if n)
        ledger.close()
    except ReadingRoomError as reason:
        return Check("ledger", str(reason), "see READINGROOM_LEDGER_URL")
    late = "set this machine's clock (NTP)" if abs(skew) > MOST_SKEW else ""
    return Check("ledger", f"{counts or 'empty'}; its clock differs by {skew:.1f} s", late)


def search_index(library: Library, rules: LibrarySettings) -> Check:
    """How many releases the index of a library holds, or why it cannot be used."""
    if not rules.ledger_url and not library.index.exists():
        return Check("search index", "none yet; the first release or search makes it")
    try:
        with index_of_library(rules) as index:
            said = "; ".join([f"{len(index.store.known())} releases", *index.notes])
    except ReadingRoomError as reason:
        trouble, _, remedy = str(reason).partition("; ")
        return Check("search index", trouble, remedy or "see READINGROOM_LEDGER_URL")
    return Check("search index", said)


def examine_server() -> Iterator[Check]:
    """Only where one is configured: none is needed for `convert` and `watch`."""
    url = os.environ.get("PREFECT_API_URL", "").rstrip("/")
    if not url.startswith(("http://", "https://")):
        return
    try:
        _asked(f"{url}/health")
    except (OSError, ValueError, HTTPException) as reason:
        yield Check(
            "Prefect server", f"{url}: {reason}", "readingroom serve, or see PREFECT_API_URL"
        )
        return
    yield Check("Prefect server", f"{url} answers")
    yield _of_the_server("work pool", f"{url}/work_pools/{POOL}", _pool)
    yield _of_the_server("deployments", f"{url}/deployments/name/{SWEEP}/{SWEEP}", _schedule)


def _pool(told: dict[str, Any]) -> tuple[str, str]:
    said = f"{POOL}: {str(told.get('status', 'of no status')).lower().replace('_', ' ')}"
    if told.get("is_paused"):
        return said, f"prefect work-pool resume {POOL}"
    if told.get("status") == "READY":
        return said, ""
    return said, f"no worker tells of itself: prefect worker start --pool {POOL} --type process"


def _schedule(told: dict[str, Any]) -> tuple[str, str]:
    if told.get("paused"):
        return f"{SWEEP} is paused", "readingroom deploy"
    schedules = told.get("schedules") or ()
    if any(each["active"] for each in schedules):
        return f"{SWEEP} is on schedule", ""
    for each in schedules:
        resume = f"prefect deployment schedule resume {SWEEP}/{SWEEP} {UUID(each['id'])}"
        return f"the schedule of {SWEEP} is paused", resume
    return f"{SWEEP} has no schedule", "readingroom deploy"


def _of_the_server(
    name: str, url: str, judged: Callable[[dict[str, Any]], tuple[str, str]]
) -> Check:
    try:
        return Check(name, *judged(_asked(url)))
    except HTTPError as reason:
        remedy = {401: "set PREFECT_API_AUTH_STRING", 404: "readingroom deploy"}
        return Check(name, f"{reason.code} {reason.reason}", remedy.get(reason.code, url))
    except (OSError, ValueError, HTTPException) as reason:
        return Check(name, str(reason), url)
    except (KeyError, TypeError, AttributeError):
        return Check(name, "not what a Prefect server answers", url)


def _asked(url: str) -> Any:
    """What the server says at `url`, with our login if there is one.

    Raises OSError, ValueError, HTTPException.
    """
    asked = Request(url)  # noqa: S310 - scheme checked
    if login := os.environ.get("PREFECT_API_AUTH_STRING", ""):
        told = base64.b64encode(login.encode()).decode()
        # Not to where we are sent on to, which may be another server.
        asked.add_unredirected_header("Authorization", f"Basic {told}")
    with urlopen(asked, timeout=ANSWERS) as answer:  # noqa: S310 - scheme checked
        return json.load(answer)
