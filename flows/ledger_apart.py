"""Conversions with settings of their own, which somebody asked for: beside the library's.

They carry what was asked for with them, so that a sweep, whose settings are the library's, can go
on with one whose run was killed. One that was cancelled, or that failed for good, is left as it
is until somebody asks for it again.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from flows.ledger_database import Database
from flows.ledger_entry import NEVER, Entry, State, entry_of, is_due, is_row_of
from flows.ledger_tables import releases
from flows.names import encoded

IDLE = releases.c.state.in_((State.WAITING, State.FAILED))


class Apart:
    """Those conversions of a ledger."""

    def __init__(self, database: Database) -> None:
        self._begin, self._now = database.begin, database.now
        self._insert_new = database.insert_new

    def due(self) -> list[Entry]:
        """Those that wait or may be tried again, and that nobody is at any more."""
        asked = sa.select(releases).order_by(releases.c.seen_at, releases.c.path)
        with self._begin() as connection:
            found = connection.execute(asked.where(self._due(connection)))
            return [entry_of(row) for row in found]

    def lies_at(self, connection: Connection, sha256: str, fingerprint: str, path: Path) -> None:
        """One that is asked for again, and that nobody is at, is read from where it lies now."""
        this = sa.and_(releases.c.sha256 == sha256, releases.c.fingerprint == fingerprint)
        here = sa.and_(this, releases.c.apart, IDLE)
        connection.execute(sa.update(releases).where(here).values(path=encoded(path)))

    def move(self, entry: Entry, under: str, *, apart: bool) -> None:
        """Let one that is due wait under the fingerprint that its settings have now.

        apart   whether they are others than the library's still
        """
        with self._begin() as connection:
            here = sa.and_(is_row_of(entry), self._due(connection))
            locked = sa.select(releases).where(here).with_for_update(skip_locked=True)
            row = connection.execute(locked).first()
            if row:  # else somebody has claimed it
                connection.execute(sa.delete(releases).where(is_row_of(entry)))
                moved = dict(row._mapping) | {
                    "fingerprint": under,
                    "apart": apart,
                    "asked": row.asked if apart else "",
                    "state": State.WAITING,
                    "owner": "",
                    "pages_kept": 0,
                }
                connection.execute(self._insert_new(releases), moved)

    def leave(self, entry: Entry, reason: str) -> None:
        """Let one that nobody is at be, until somebody asks for it again."""
        with self._begin() as connection:
            left = {"state": State.FAILED, "owner": "", "reason": reason, "next_try": NEVER}
            left["changed_at"] = self._now(connection)
            # One that runs again, or is done, is not touched.
            here = sa.and_(is_row_of(entry), releases.c.apart, IDLE | self._due(connection))
            connection.execute(sa.update(releases).where(here).values(left))

    def hand_on(self, entry: Entry) -> None:
        """Let one that was put back for a while be gone on with at once."""
        with self._begin() as connection:
            waits = sa.and_(is_row_of(entry), releases.c.apart, releases.c.state == State.WAITING)
            connection.execute(sa.update(releases).where(waits).values(next_try=0.0))

    def _due(self, connection: Connection) -> sa.ColumnElement[bool]:
        return sa.and_(releases.c.apart, is_due(self._now(connection)))
