"""The ledger's database: opened, migrated, one transaction at a time, one clock.

The one module that knows what SQLite and PostgreSQL do differently.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from flows.errors import LedgerUnusable
from ocr.errors import first_line

T = TypeVar("T")

BATCH = 500  # rows a statement: SQLite takes at most 32,766 values

# Of no meaning; all workers use the same one.
MIGRATING = 0x5EAD


class Database:
    """A database with the ledger's tables; safe to use from several threads."""

    def __init__(self, url: str) -> None:
        """Open it and bring its tables up to date; raises LedgerUnusable."""
        # For messages, without the password.
        self._shown = url.partition("://")[0]
        try:
            self._shown = sa.make_url(url).render_as_string(hide_password=True)
            self._engine = _engine(url)
            with self._engine.begin() as connection:
                _migrate(connection)
        except (SQLAlchemyError, ImportError) as reason:
            raise LedgerUnusable(self._shown, first_line(reason)) from reason

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction, committed when the block ends well; raises LedgerUnusable."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as reason:
            raise LedgerUnusable(self._shown, first_line(reason)) from reason

    def now(self, connection: Connection) -> float:
        """Seconds of the database's clock: this machine's for SQLite."""
        if self._engine.dialect.name != "postgresql":
            return time.time()
        # clock_timestamp, not now(): a transaction that waited for a lock has aged.
        seconds = sa.func.extract("epoch", sa.func.clock_timestamp())
        return float(connection.execute(sa.select(seconds)).scalar_one())

    def insert_new(self, table: sa.Table) -> Any:
        """An INSERT that leaves a row that is there alone."""
        return self._insert(table).on_conflict_do_nothing()

    def upsert(self, table: sa.Table, key: str, changed: Sequence[str]) -> Any:
        """An INSERT that changes the columns `changed` of a row whose `key` is there."""
        insert = self._insert(table)
        values = {name: insert.excluded[name] for name in changed}
        return insert.on_conflict_do_update(index_elements=[key], set_=values)

    def insert_or_add(self, table: sa.Table, key: str, count: str) -> Any:
        """An INSERT that adds one to the column `count` of a row whose `key` is there."""
        added = {count: table.c[count] + 1}
        return self._insert(table).on_conflict_do_update(index_elements=[key], set_=added)

    def _insert(self, table: sa.Table) -> Any:
        dialect: Any = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)


def _engine(url: str) -> Engine:
    engine = sa.create_engine(url, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _open_sqlite)
        sa.event.listen(engine, "begin", _begin_immediate)
    return engine


def _open_sqlite(connection: Any, _: Any) -> None:
    # The driver's own BEGIN comes too late and takes no lock; ours is below.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "busy_timeout=60000", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock first: a reader that wants to write later is refused, not queued."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":
        # Several workers may start at once; one of them makes the tables.
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATING)))
    command.upgrade(config, "head")


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Some of the rows at a time, as many as a statement may hold."""
    for first in range(0, len(items), BATCH):
        yield items[first : first + BATCH]
