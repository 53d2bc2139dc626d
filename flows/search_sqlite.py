"""The search index as a file beside the releases: SQLite FTS5.

    release ─┬─ document   fields of a cable or letter, to filter by
             └─ page       its lines, squeezed; its codes and redactions
    document_page          which documents a page is of
    word ─── word_trigram  every word that was read, by its trigrams
    page_word              which words stand on which page

An index of another version, or made by a Python that takes other letters for one, is
made anew.
"""

import os
import sqlite3
import unicodedata
import zlib
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.search_filters import DOCUMENT_OF, FIELDS, listed, of_document, of_page, values
from flows.search_index import Asked, Index, Term
from flows.search_pages import (
    IndexedPage,
    NewDocument,
    NewPage,
    NewRelease,
    packed,
    texts_of,
    words_on,
)
from flows.search_words import LONGEST, Sought, framed
from ocr.errors import IndexUnusable

VERSION = 2
OURS = 0x52525831  # marks the file as this program's
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
CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE VIRTUAL TABLE word_trigram USING fts5
    (text, content='', tokenize='trigram', detail='none', columnsize=0);
CREATE VIRTUAL TABLE page_word USING fts5
    (text, content='', tokenize='ascii', detail='none');
"""
NO_FIELDS = (None,) * len(FIELDS)


class SqliteStore:
    """An index in a SQLite file."""

    def __init__(self, base: sqlite3.Connection, path: Path, *, writable: bool) -> None:
        self._base, self._path, self._writable = base, path, writable

    @property
    def writable(self) -> bool:
        """Whether it can be brought up to date."""
        return self._writable

    def close(self) -> None:
        """Give the file back."""
        self._base.close()

    def known(self) -> dict[str, str]:
        """The stamp of each folder that is in it."""
        with self._telling():
            return dict(self._base.execute("SELECT folder, stamp FROM release"))

    def drop(self, folders: Collection[str]) -> None:
        """Forget folders."""
        with self._writing():
            for folder in folders:
                self._drop(folder)

    def put(self, releases: Sequence[NewRelease]) -> None:
        """Take releases in, in the place of what was there: all of them or none."""
        with self._writing():
            for release in releases:
                self._drop(release.folder)
                self._add(release)
            pages = (page for release in releases for page in release.pages)
            self._learn({word for page in pages for word in page.words})

    def words(self, wanted: Sought) -> list[str]:
        """The words that look like this."""
        match = " OR ".join(
            "(" + " AND ".join(f'"{each}"' for each in group) + ")" for group in wanted.any_of
        )
        asked = (
            "SELECT word.text FROM word_trigram JOIN word ON word.id = word_trigram.rowid"
            " WHERE word_trigram MATCH ? AND length(word.text) >= ?"
        )
        with self._telling():
            return [text for (text,) in self._base.execute(asked, (match, wanted.shortest))]

    def pages(self, asked: Asked, most: int) -> Generator[IndexedPage]:
        """Pages that hold what is asked, the likeliest first."""
        # Ordered by rank alone: FTS5 then sorts its own rows, and only those are joined
        # that are wanted.
        rows = (
            "SELECT release.name, release.folder, page.id, page.number, page.lines FROM page_word"  # noqa: S608
            " JOIN page ON page.id = page_word.rowid JOIN release ON release.id = page.release"
            f" WHERE page_word MATCH :match{of_page(asked.filters, 'document_page', 'document')}"
            " ORDER BY page_word.rank LIMIT :most"
        )
        given = {"match": _match(asked), "most": most} | values(asked.filters)
        where = of_document(asked.filters)
        document = DOCUMENT_OF.format(link="document_page", document="document", where=where)
        with self._telling():
            for name, folder, page, number, lines in self._base.execute(rows, given):
                found = self._base.execute(document, given | {"page": page}).fetchone()
                fields = dict(zip(FIELDS, found or NO_FIELDS, strict=True))
                yield IndexedPage(name, folder, number, lines, fields)

    def _drop(self, folder: str) -> None:
        known = self._base.execute("SELECT id FROM release WHERE folder = ?", (folder,)).fetchone()
        if known is None:
            return
        pages = self._base.execute("SELECT id, lines FROM page WHERE release = ?", known).fetchall()
        # An FTS table without content is told what it is to forget.
        self._base.executemany(
            "INSERT INTO page_word (page_word, rowid, text) VALUES ('delete', ?, ?)",
            [(page, " ".join(words_on(texts_of(lines)))) for page, lines in pages],
        )
        self._base.execute(
            "DELETE FROM document_page WHERE page IN (SELECT id FROM page WHERE release = ?)", known
        )
        for table, column in (("page", "release"), ("document", "release"), ("release", "id")):
            self._base.execute(f"DELETE FROM {table} WHERE {column} = ?", known)  # noqa: S608

    def _add(self, release: NewRelease) -> None:
        added = self._base.execute(
            "INSERT INTO release (folder, stamp, name) VALUES (?, ?, ?)",
            (release.folder, release.stamp, release.name),
        ).lastrowid
        documents = [(self._document(added, each), each.pages) for each in release.documents]
        for page in release.pages:
            row = self._page(added, page)
            of = [(row, document) for document, pages in documents if page.number in pages]
            self._base.executemany("INSERT INTO document_page VALUES (?, ?)", of)

    def _document(self, release: int | None, document: NewDocument) -> int | None:
        told = (
            document.post,
            document.year,
            (document.sender or "").casefold(),
            (document.classification or "").casefold(),
            listed(document.tags),
            document.dtg,
            document.subject,
        )
        return self._base.execute(
            "INSERT INTO document (release, post, year, sender, classification, tags, dtg, subject)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (release, *told),
        ).lastrowid

    def _page(self, release: int | None, page: NewPage) -> int | None:
        row = self._base.execute(
            "INSERT INTO page (release, number, codes, redactions, lines) VALUES (?, ?, ?, ?, ?)",
            (release, page.number, listed(page.codes), page.redactions, packed(page.lines)),
        ).lastrowid
        # As a page that is dropped will be told.
        words = " ".join(page.words)
        self._base.execute("INSERT INTO page_word (rowid, text) VALUES (?, ?)", (row, words))
        return row

    def _learn(self, words: Iterable[str]) -> None:
        for word in sorted(words):
            if len(word) > LONGEST:
                continue
            new = self._base.execute("INSERT OR IGNORE INTO word (text) VALUES (?)", (word,))
            if new.rowcount:
                self._base.execute(
                    "INSERT INTO word_trigram (rowid, text) VALUES (?, ?)",
                    (new.lastrowid, framed(word)),
                )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._telling():
            # The lock first: what another search has just taken in is seen, not taken in twice.
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.rollback()
                raise
            self._base.execute("COMMIT")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as reason:
            raise IndexUnusable(self._path) from reason


def _match(asked: Asked) -> str:
    """The query in FTS5's language; the words are letters and digits alone."""
    held = " AND ".join(f"({_of_term(term)})" for term in asked.terms)
    return f"({held}) NOT ({_any(asked.without)})" if asked.without else held


def _of_term(term: Term) -> str:
    return " OR ".join("(" + " AND ".join(f"({_any(each)})" for each in way) + ")" for way in term)


def _any(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


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
