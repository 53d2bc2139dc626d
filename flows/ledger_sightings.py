"""The files of the inbox as they were last listed, as the ledger remembers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from flows.inbox import Found
from flows.ledger_database import Database, batches
from flows.ledger_tables import sightings
from flows.names import decoded, encoded

SIGHTED = tuple(
    sightings.c[name] for name in ("path", "size", "mtime_ns", "note", "since", "sha256")
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file of the inbox as it was last listed; `sha256` is "" while it settles.

    path, size, mtime_ns, passed   as in `flows.inbox.Found`
    """

    path: str
    size: int
    mtime_ns: int
    passed: str
    since: float
    sha256: str = ""

    @property
    def found(self) -> Found:
        return Found(self.path, self.size, self.mtime_ns, self.passed)

    def is_still(self, found: Found) -> bool:
        """Whether `found` was listed just like this."""
        return (
            self.size == found.size
            and self.mtime_ns == found.mtime_ns
            and self.passed == found.passed
        )


def compare(
    known: Mapping[str, Sighting], found: Sequence[Found]
) -> tuple[list[Sighting], list[Found], list[str]]:
    """What is as it was, what is new or has changed, and the paths of what has gone."""
    same, changed = [], []
    for each in found:
        before = known.get(each.path)
        if before and before.is_still(each):
            same.append(before)
        else:
            changed.append(each)
    return same, changed, sorted(known.keys() - {each.path for each in found})


class Sightings:
    """What a ledger knows of the inbox; safe to use from several processes and threads."""

    def __init__(self, database: Database) -> None:
        """As rows of `database`."""
        self._database, self._begin = database, database.begin

    def known(self) -> dict[str, Sighting]:
        """Every file of the inbox folder as it was last listed, by its path."""
        return self._where(~sightings.c.path.startswith("/"))

    def stored(self) -> dict[str, Sighting]:
        """Every file of the storage (`flows.storage`), whose paths begin with "/"."""
        return self._where(sightings.c.path.startswith("/"))

    def _where(self, wanted: sa.ColumnElement[bool]) -> dict[str, Sighting]:
        with self._begin() as connection:
            rows = connection.execute(sa.select(*SIGHTED).where(wanted))
            seen = (
                Sighting(decoded(path), size, mtime_ns, note, since, sha256 or "")
                for path, size, mtime_ns, note, since, sha256 in rows
            )
            return {sighting.path: sighting for sighting in seen}

    def saw(self, found: Sequence[Found]) -> None:
        """Note files that are new or have changed; they start to settle now."""
        with self._begin() as connection:
            since = self._database.now(connection)
            for some in batches(found):
                rows = [
                    {
                        "path": encoded(each.path),
                        "size": each.size,
                        "mtime_ns": each.mtime_ns,
                        "since": since,
                        "sha256": None,
                        "note": each.passed,
                    }
                    for each in some
                ]
                changed = ("size", "mtime_ns", "since", "sha256", "note")
                connection.execute(self._database.upsert(sightings, "path", changed), rows)

    def forget(self, paths: Sequence[str]) -> None:
        """Drop the sightings of files that are no longer in the inbox."""
        with self._begin() as connection:
            for some in batches(paths):
                names = [encoded(path) for path in some]
                connection.execute(sa.delete(sightings).where(sightings.c.path.in_(names)))

    def summed(self, connection: Connection, found: Found, sha256: str) -> None:
        """Within a transaction: a file that is still as it was listed has this checksum."""
        as_listed = sa.and_(
            sightings.c.path == encoded(found.path),
            sightings.c.size == found.size,
            sightings.c.mtime_ns == found.mtime_ns,
        )
        connection.execute(sa.update(sightings).where(as_listed).values(sha256=sha256))

    def unsettle(self, connection: Connection, sha256: str) -> None:
        """Within a transaction: files of this checksum have to settle again to be seen."""
        same = sightings.c.sha256 == sha256
        connection.execute(sa.update(sightings).where(same).values(sha256=None))
