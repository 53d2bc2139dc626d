"""A desk: where releases are taken in, and everything that whoever sits there needs."""

import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flows.fingerprint import fingerprint
from flows.journal import Pages
from flows.ledger import Ledger
from flows.library import Library, open_library
from flows.settings import LibrarySettings, Settings
from flows.storage import Storage


@dataclass(frozen=True)
class Desk:
    """Where releases are taken in: whose ledger, under which settings, read by what.

    owner         tells this worker from all others
    fingerprint   of the conversions made here
    stop          set it, and the release under way is put back at its next page
    storage       what else is an inbox, beside the folder
    """

    library: Library
    ledger: Ledger
    settings: Settings
    rules: LibrarySettings
    readers: Pages
    owner: str
    fingerprint: str
    stop: threading.Event
    storage: Storage | None = None


@contextmanager
def desk_for(
    settings: Settings, rules: LibrarySettings, readers: Pages, *, stop: threading.Event
) -> Iterator[Desk]:
    """A desk at the library of `rules`.

    Raises NoLibrary, BadSetting, LedgerUnusable, MissingTool.
    """
    library = open_library(rules.home)
    storage = Storage(rules.inbox_url) if rules.inbox_url else None
    made_here = fingerprint(settings)
    ledger = Ledger(rules.ledger_url or library.ledger_url)
    owner = f"{socket.gethostname()[:24]}-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        yield Desk(library, ledger, settings, rules, readers, owner, made_here, stop, storage)
    finally:
        ledger.close()
