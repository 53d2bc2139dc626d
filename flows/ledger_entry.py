"""A release in the ledger, as a value and as a row."""

import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from flows.ledger_tables import releases
from flows.names import decoded, encoded

NEVER = math.inf  # seconds


class State(StrEnum):
    """Where a release stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Entry:
    """A release in the ledger.

    path         where its bytes are, relative to the library
    apart        converted with settings of its own, beside the library's conversion
    asked        those settings, as JSON; else ""
    tries        how often it was begun after waiting
    broken_off   how often it was taken over from a worker that went silent without
                 having read another page
    next_try     earliest second of the next try; NEVER until somebody asks for it
    pages_kept   pages that were already read when it was last looked at
    """

    sha256: str
    fingerprint: str
    name: str
    path: Path
    state: State
    seen_at: float
    changed_at: float
    apart: bool
    asked: str
    tries: int
    broken_off: int
    next_try: float
    owner: str
    lease_until: float
    pages_kept: int
    pages: int
    failed_pages: int
    folder: str
    reason: str

    @property
    def dropped(self) -> str:
        """Its path as the inbox lists it; "" when it was not taken from there."""
        return str(Path(*self.path.parts[1:])) if self.path.parts[0] == "inbox" else ""


def waiting_row(sha256: str, fingerprint: str, name: str, path: Path, now: float) -> dict[str, Any]:
    return {
        "sha256": sha256,
        "fingerprint": fingerprint,
        "name": encoded(name),
        "path": encoded(path),
        "state": State.WAITING,
        "seen_at": now,
        "changed_at": now,
        "apart": False,
        "asked": "",
        "tries": 0,
        "broken_off": 0,
        "next_try": 0.0,
        "owner": "",
        "lease_until": 0.0,
        "pages_kept": 0,
        "pages": 0,
        "failed_pages": 0,
        "folder": "",
        "reason": "",
    }


def as_claimed(
    row: sa.Row[Any], owner: str, now: float, lease: float, *, asked_again: bool
) -> dict[str, Any]:
    """What changes in a row that is claimed.

    asked_again   one that failed begins anew, with a clean slate
    """
    values = {
        "state": State.RUNNING,
        "owner": owner,
        "lease_until": now + lease,
        "changed_at": now,
    }
    if asked_again and row.state == State.FAILED:
        return values | {"tries": 1, "broken_off": 0, "pages_kept": 0}
    count = "broken_off" if row.state == State.RUNNING else "tries"
    return values | {count: getattr(row, count) + 1}


def is_row_of(entry: Entry) -> sa.ColumnElement[bool]:
    return sa.and_(releases.c.sha256 == entry.sha256, releases.c.fingerprint == entry.fingerprint)


def is_due(now: float) -> sa.ColumnElement[bool]:
    """What waits or may be tried again, and what was abandoned by whoever had it."""
    return sa.or_(
        sa.and_(releases.c.state.in_((State.WAITING, State.FAILED)), releases.c.next_try <= now),
        sa.and_(releases.c.state == State.RUNNING, releases.c.lease_until < now),
    )


def entry_of(row: sa.Row[Any], **changed: Any) -> Entry:
    values = dict(row._mapping) | changed
    values |= {
        "path": Path(decoded(values["path"])),
        "name": decoded(values["name"]),
        "state": State(values["state"]),
    }
    return Entry(**values)
