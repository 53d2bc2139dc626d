"""The file of a SQLite search index: opened, made, made anew, or only read.

An index of another version, or made by a Python that takes other letters for one, is
made anew; a file that is not ours is left alone.
"""

import os
import sqlite3
import unicodedata
import zlib
from contextlib import suppress
from pathlib import Path

from flows.errors import IndexUnusable
from flows.search_index import Index
from flows.search_sqlite import SqliteStore

VERSION = 4
OURS = 0x52525831  # marks the file as this program's; `flows.output` knows it by this, too
# What was made of the words depends on Unicode's tables too; 31 bits, as SQLite wants them.
MADE_BY = zlib.crc32(f"{VERSION} {unicodedata.unidata_version}".encode()) & 0x7FFFFFFF
# Pages of a transaction that are kept in memory before they go to the file, in KiB.
CACHE = 64 * 1024
# Bytes of a page of the file. A page of a release takes one and a half thousand, of which
# two fit into SQLite's usual four thousand with a quarter left over.
FILE_PAGE = 16384

SCHEMA = """
CREATE TABLE release (id INTEGER PRIMARY KEY, folder TEXT UNIQUE, stamp TEXT, name TEXT);
CREATE TABLE document (id INTEGER PRIMARY KEY, release INTEGER, post TEXT, year INTEGER,
    sender TEXT, classification TEXT, tags TEXT, dtg TEXT, subject TEXT);
CREATE TABLE page (id INTEGER PRIMARY KEY, release INTEGER, number INTEGER,
    codes TEXT, redactions INTEGER, lines BLOB);
CREATE TABLE document_page (page INTEGER, document INTEGER, PRIMARY KEY (page, document))
    WITHOUT ROWID;
CREATE INDEX page_release ON page (release);
CREATE INDEX document_release ON document (release);
CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT UNIQUE, pages INTEGER);
CREATE VIRTUAL TABLE word_trigram USING fts5
    (text, content='', tokenize='trigram', detail='none', columnsize=0);
CREATE VIRTUAL TABLE page_word USING fts5
    (text, content='', tokenize='ascii', detail='none');
"""


def opened(path: Path) -> Index:
    """The index at `path`, made if there is none or if it is of another version.

    Where it cannot be written it is `only_read`. Raises IndexUnusable.
    """
    writable = path if path.exists() else path.parent
    if not all(os.access(each, os.W_OK) for each in (writable, path.parent)):
        return only_read(path)
    try:
        return Index(SqliteStore(_connected(path), path, writable=True))
    except sqlite3.Error as reason:
        raise IndexUnusable(path) from reason


def only_read(path: Path) -> Index:
    """An index that cannot be written: as it is when it is whole, else made in memory.

    `Index.notes` says which.
    """
    waiting = path.with_name(f"{path.name}-wal")
    # What a process that died left in there would be passed over.
    if path.exists() and not (waiting.exists() and waiting.stat().st_size):
        base = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        with suppress(sqlite3.Error):
            if _is_current(base):
                note = "the index cannot be written, so it is searched as it is"
                return Index(SqliteStore(base, path, writable=False), [note])
        base.close()
    base = sqlite3.connect(":memory:", isolation_level=None)
    _prepare(base, path)
    note = "there is no index that can be used or written; it is made in memory, each time"
    return Index(SqliteStore(base, path, writable=True), [note])


def _connected(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=60, isolation_level=None)
    try:
        _prepare(base, path)
    except BaseException:
        base.close()
        raise
    return base


def _prepare(base: sqlite3.Connection, path: Path) -> None:
    """Make the tables where there are none, or anew where they are of another version."""
    base.execute(f"PRAGMA cache_size = -{CACHE}")
    if not _is_current(base):
        base.execute(f"PRAGMA page_size = {FILE_PAGE}")  # of a file that is empty yet
        base.execute("BEGIN EXCLUSIVE")
        try:
            _make(base, path)
        except BaseException:
            base.rollback()
            raise
        base.execute("COMMIT")
    # Whoever searches does not wait for whoever takes in. A power cut may cost the last
    # releases, which the next search takes in again.
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = NORMAL")


def _make(base: sqlite3.Connection, path: Path) -> None:
    if _is_current(base):  # another process has just made it
        return
    tables = _tables(base)
    if tables and _told(base, "application_id") != OURS:
        raise IndexUnusable(path)
    for table in tables:
        base.execute(f'DROP TABLE IF EXISTS "{table}"')
    for statement in SCHEMA.split(";"):
        base.execute(statement)
    base.execute(f"PRAGMA application_id = {OURS}")
    base.execute(f"PRAGMA user_version = {MADE_BY}")


def _is_current(base: sqlite3.Connection) -> bool:
    told = (_told(base, "application_id"), _told(base, "user_version"))
    return told == (OURS, MADE_BY)


def _told(base: sqlite3.Connection, pragma: str) -> int:
    return int(base.execute(f"PRAGMA {pragma}").fetchone()[0])


def _tables(base: sqlite3.Connection) -> list[str]:
    """All tables but those that go with another; virtual ones first, which take theirs along."""
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    return [name for (name,) in base.execute(asked)]
