"""The ledger: which file was seen, who is converting what, and what is done.

    waiting ──claim──► running ──finish──► done
       ▲                 │  │
       │◄───put_back─────┘  ├──fail──► failed ──(after a while) claim──► running
       │                    └──quarantine──► quarantined ──retry──► waiting
       └── a lease that has run out is claimed by whoever comes next

Every change is one transaction that checks who owns the release, so two workers
never both finish one: the one whose lease was taken over is told so (LeaseLost).

SQLite in WAL mode for one machine, PostgreSQL for several, through SQLAlchemy.
Seconds are those of the ledger's own clock: PostgreSQL's, or this machine's.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from flows.inbox import Found
from flows.ledger_apart import Apart
from flows.ledger_database import Database, batches
from flows.ledger_entry import Entry, State, as_claimed, entry_of, is_due, is_row_of, waiting_row
from flows.ledger_sightings import Sightings
from flows.ledger_tables import releases
from flows.names import encoded


class LeaseLost(Exception):
    """Another worker has taken the release over; what we made of it is not wanted."""


class Ledger:
    """The record of a library; safe to use from several processes and threads."""

    def __init__(self, url: str) -> None:
        """Open the ledger and bring its tables up to date; raises LedgerUnusable."""
        self._database = self.database = Database(url)
        self._begin = self._database.begin
        self._now = self._database.now
        self.sightings = Sightings(self._database)
        self.apart = Apart(self._database)

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    def now(self) -> float:
        """Seconds of the ledger's clock."""
        with self._begin() as connection:
            return self._now(connection)

    def settle(self, arrived: Sequence[tuple[Found, str]], fingerprint: str) -> None:
        """Files that have arrived whole, each with its sha256, begin to wait.

        Content that is in the ledger already, under any name or fingerprint, is not
        entered again.
        """
        with self._begin() as connection:
            now = self._now(connection)
            for found, sha256 in arrived:
                self.sightings.summed(connection, found, sha256)
                path = Path("inbox") / found.path
                here = sa.and_(releases.c.sha256 == sha256, ~releases.c.apart)
                # Dropped again, it is to be tried again.
                given_up = sa.and_(here, releases.c.state == State.QUARANTINED)
                connection.execute(sa.delete(releases).where(given_up))
                if not connection.execute(sa.select(releases.c.sha256).where(here)).first():
                    connection.execute(
                        self._database.insert_new(releases),
                        waiting_row(sha256, fingerprint, path.name, path, now),
                    )

    def enter(
        self,
        sha256: str,
        fingerprint: str,
        name: str,
        path: Path,
        *,
        asked: str = "",
        grace: float = 0.0,
    ) -> None:
        """Let a release wait for a conversion under `fingerprint`; one that is done stays so.

        asked   settings of its own, as JSON: it does not count as the library's conversion
        grace   seconds in which it is left to whoever enters it
        """
        with self._begin() as connection:
            now = self._now(connection)
            row = waiting_row(sha256, fingerprint, name, path, now)
            row |= {"apart": bool(asked), "asked": asked, "next_try": now + grace}
            connection.execute(self._database.insert_new(releases), row)
            if asked:
                self.apart.lies_at(connection, sha256, fingerprint, path)

    def claim(
        self,
        owner: str,
        lease: float,
        fingerprint: str,
        *,
        sha256: str = "",
        at_once: bool = False,
    ) -> Entry | None:
        """Take the next release that waits, may be tried again or was abandoned; None if none.

        lease    seconds until others may take it, unless `extend` is called in time
        sha256   take this one only
        at_once  also before its next try is due: somebody asks for it now, and what it failed
                 for before is not held against it
        """
        with self._begin() as connection:
            now = self._now(connection)
            idle = releases.c.state.in_((State.WAITING, State.FAILED))
            ready = is_due(now) | idle if at_once else is_due(now)
            wanted = sa.and_(releases.c.fingerprint == fingerprint, ready)
            if sha256:
                wanted = sa.and_(wanted, releases.c.sha256 == sha256)
            row = connection.execute(
                sa.select(releases)
                .where(wanted)
                # One that was tried before must not delay the others.
                .order_by(
                    releases.c.tries + releases.c.broken_off, releases.c.seen_at, releases.c.path
                )
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            if row is None:
                return None
            claimed = as_claimed(row, owner, now, lease, asked_again=at_once)
            connection.execute(sa.update(releases).where(is_row_of(entry_of(row))).values(claimed))
            return entry_of(row, **claimed)

    def extend(self, entry: Entry, lease: float) -> None:
        """Keep a release for `lease` more seconds; raises LeaseLost."""
        with self._begin() as connection:
            self._change(connection, entry, lease_until=self._now(connection) + lease)

    def got_further(self, entry: Entry, pages_kept: int) -> None:
        """Pages were read before it was broken off, so that does not count; raises LeaseLost."""
        with self._begin() as connection:
            self._change(connection, entry, pages_kept=pages_kept, broken_off=0)

    def finish(
        self,
        entry: Entry,
        *,
        folder: str,
        pages: int,
        failed_pages: int,
        also: Callable[[Connection], None] | None = None,
    ) -> None:
        """The outputs stand in `folder`; raises LeaseLost.

        also   written in the same transaction: done with the release, or not at all
        """
        with self._begin() as connection:
            if also:
                also(connection)
            self._change(
                connection,
                entry,
                state=State.DONE,
                owner="",
                folder=folder,
                pages=pages,
                failed_pages=failed_pages,
                reason="",
            )

    def fail(self, entry: Entry, reason: str, *, wait: float, counts: bool = True) -> None:
        """It did not work and may later; not `counts`: for no fault of the file."""
        with self._begin() as connection:
            self._change(
                connection,
                entry,
                state=State.FAILED,
                owner="",
                reason=reason,
                next_try=self._now(connection) + wait,
                tries=entry.tries if counts else max(entry.tries - 1, 0),
            )

    def put_back(self, entry: Entry, grace: float = 0.0) -> None:
        """Stop working on a release; whoever comes next after `grace` seconds goes on with it."""
        with self._begin() as connection:
            due, tries = self._now(connection) + grace, max(entry.tries - 1, 0)
            waits = {"state": State.WAITING, "owner": "", "next_try": due}
            self._change(connection, entry, **waits, tries=tries)

    def drop(self, entry: Entry) -> None:
        """Forget a release whose file changed before it was read; it will settle anew."""
        with self._begin() as connection:
            self._change(connection, entry, state=State.WAITING)
            connection.execute(sa.delete(releases).where(is_row_of(entry)))
            # Another file may hold the same bytes; it has to settle again to be seen.
            self.sightings.unsettle(connection, entry.sha256)

    def quarantine(self, entry: Entry, reason: str, path: Path) -> None:
        """It cannot be converted; its file lies at `path` now. Raises LeaseLost."""
        with self._begin() as connection:
            where = encoded(path)
            self._change(
                connection, entry, state=State.QUARANTINED, owner="", reason=reason, path=where
            )

    def retry(self, entry: Entry, path: Path, under: str) -> None:
        """Let a failed or quarantined release, now at `path`, wait again with a clean slate."""
        under = entry.fingerprint if entry.apart else under  # its settings are its own
        with self._begin() as connection:
            connection.execute(sa.delete(releases).where(is_row_of(entry)))
            row = waiting_row(entry.sha256, under, entry.name, path, self._now(connection))
            row |= {"apart": entry.apart, "asked": entry.asked}
            connection.execute(self._database.insert_new(releases), row)

    def adopt(self, under: str) -> None:
        """Releases that wait under an older fingerprint wait under this one from now on."""
        other = sa.alias(releases)
        # Of several rows of one content one is adopted, and none where one is there.
        taken = sa.exists().where(
            other.c.sha256 == releases.c.sha256,
            sa.or_(
                other.c.fingerprint == under,
                sa.and_(
                    ~other.c.apart,
                    other.c.fingerprint < releases.c.fingerprint,
                    other.c.state.in_((State.WAITING, State.RUNNING, State.FAILED)),
                ),
            ),
        )
        with self._begin() as connection:
            connection.execute(
                sa.update(releases)
                .where(
                    releases.c.fingerprint != under,
                    ~releases.c.apart,
                    sa.or_(
                        releases.c.state.in_((State.WAITING, State.FAILED)),
                        sa.and_(
                            releases.c.state == State.RUNNING,
                            releases.c.lease_until < self._now(connection),
                        ),
                    ),
                    ~taken,
                )
                .values(fingerprint=under, pages_kept=0)
            )

    def entries(self, *states: State) -> list[Entry]:
        """Releases in these states, or all, in the order they came."""
        asked = sa.select(releases).order_by(releases.c.seen_at, releases.c.path)
        if states:
            asked = asked.where(releases.c.state.in_(states))
        with self._begin() as connection:
            return [entry_of(row) for row in connection.execute(asked)]

    def entry(self, sha256: str, fingerprint: str) -> Entry:
        """One release that was entered."""
        asked = sa.select(releases).where(
            releases.c.sha256 == sha256, releases.c.fingerprint == fingerprint
        )
        with self._begin() as connection:
            return entry_of(connection.execute(asked).one())

    def counts(self) -> dict[State, int]:
        """How many releases stand in each state."""
        asked = sa.select(releases.c.state, sa.func.count()).group_by(releases.c.state)
        with self._begin() as connection:
            found: dict[str, int] = {str(state): n for state, n in connection.execute(asked)}
        return {state: found.get(state, 0) for state in State}

    def done_under_any(self, sha256s: Iterable[str]) -> dict[str, Entry]:
        """The latest finished conversion of each of these contents."""
        found: dict[str, Entry] = {}
        with self._begin() as connection:
            for some in batches(sorted(set(sha256s))):
                asked = sa.select(releases).where(
                    releases.c.sha256.in_(some), releases.c.state == State.DONE, ~releases.c.apart
                )
                for row in connection.execute(asked.order_by(releases.c.changed_at)):
                    found[row.sha256] = entry_of(row)
        return found

    def _change(self, connection: Connection, entry: Entry, **values: Any) -> None:
        values["changed_at"] = self._now(connection)
        ours = sa.and_(
            is_row_of(entry), releases.c.owner == entry.owner, releases.c.state == State.RUNNING
        )
        if connection.execute(sa.update(releases).where(ours).values(values)).rowcount != 1:
            raise LeaseLost(entry.name)
