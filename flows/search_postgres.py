"""The search index in the PostgreSQL that holds the ledger: its own text search.

    search_release ─┬─ search_document   fields of a cable or letter, to filter by
                    └─ search_page       its lines, squeezed; its words as a tsvector
    search_document_page                 which documents a page is of
    search_word                          every word that was read, on how many pages; its trigrams

No extension is needed, and so no rights beyond those of the ledger: trigrams are an array
with PostgreSQL's own index for arrays, made by `flows.search_words` as in SQLite. What is
found is the same, but which of very many pages are looked at first is not.

Several libraries may share a ledger: each finds its own releases, told apart by where its
folder is. The words, and on how many pages each stands, are of all of them: what is in doubt,
and so the order of hits, can be otherwise than for a library alone.
"""

import unicodedata
import zlib
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from flows.ledger_database import Database
from flows.search_filters import FIELDS, SHOWN, conditions, listed, shown, values
from flows.search_index import Asked, Index
from flows.search_language import TSQUERY
from flows.search_pages import IndexedPage, NewDocument, NewPage, NewRelease
from flows.search_words import LONGEST, Sought, framed, trigrams

VERSION = 3
MADE_BY = zlib.crc32(f"{VERSION} {unicodedata.unidata_version}".encode())
# Of no meaning: whoever takes in, or makes the tables, holds this lock.
TAKING_IN = 0x5EA2C4
IN_TURN = {"yield_per": 100}  # pages that are fetched together
# Bytes of the words of one page; a tsvector holds a million, with what it needs beside them.
MOST_OF_A_PAGE = 400_000

TABLES = (
    "search_document_page",
    "search_page",
    "search_document",
    "search_release",
    "search_word",
    "search_about",
)
SCHEMA = (
    "CREATE TABLE search_about (made_by BIGINT NOT NULL)",
    "CREATE TABLE search_release (id BIGSERIAL PRIMARY KEY, library TEXT NOT NULL,"
    " folder TEXT NOT NULL, stamp TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (library, folder))",
    "CREATE TABLE search_document (id BIGSERIAL PRIMARY KEY, release BIGINT NOT NULL"
    " REFERENCES search_release ON DELETE CASCADE, post TEXT, year INTEGER, sender TEXT,"
    " classification TEXT, tags TEXT, dtg TEXT, subject TEXT)",
    "CREATE TABLE search_page (id BIGSERIAL PRIMARY KEY, release BIGINT NOT NULL"
    " REFERENCES search_release ON DELETE CASCADE, number INTEGER NOT NULL, codes TEXT NOT NULL,"
    " redactions INTEGER NOT NULL, lines BYTEA NOT NULL, words TSVECTOR NOT NULL)",
    "CREATE TABLE search_document_page (page BIGINT REFERENCES search_page ON DELETE CASCADE,"
    " document BIGINT REFERENCES search_document ON DELETE CASCADE, PRIMARY KEY (page, document))",
    # With room to count up in: a word that moves has its trigrams listed anew.
    "CREATE TABLE search_word (text TEXT PRIMARY KEY, pages INTEGER NOT NULL,"
    " grams TEXT[] NOT NULL) WITH (fillfactor = 80)",
    "CREATE INDEX search_document_release ON search_document (release)",
    "CREATE INDEX search_page_release ON search_page (release)",
    "CREATE INDEX search_document_page_document ON search_document_page (document)",
    "CREATE INDEX search_page_words ON search_page USING gin (words)",
    "CREATE INDEX search_word_grams ON search_word USING gin (grams)",
)


class PostgresStore:
    """The index of a library in a PostgreSQL database that other libraries may share."""

    writable = True

    def __init__(self, database: Database, library: str) -> None:
        self._database, self._library = database, library

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    def known(self) -> dict[str, str]:
        """The stamp of each folder that is in it."""
        with self._database.begin() as connection:
            asked = "SELECT folder, stamp FROM search_release WHERE library = :library"
            rows = connection.execute(sa.text(asked), {"library": self._library})
            return {row.folder: row.stamp for row in rows}

    def drop(self, folders: Collection[str]) -> None:
        """Forget folders."""
        with self._database.begin() as connection:
            _alone(connection)
            _drop(connection, self._library, folders)

    def put(self, releases: Sequence[NewRelease]) -> None:
        """Take releases in, in the place of what was there: all of them or none."""
        with self._database.begin() as connection:
            _alone(connection)
            _drop(connection, self._library, [release.folder for release in releases])
            for release in releases:
                _add(connection, self._library, release)
            pages = (page for release in releases for page in release.pages)
            _learn(connection, Counter(word for page in pages for word in _fitting(page.words)))

    def words(self, wanted: Sought) -> dict[str, int]:
        """The words that look like this, with how many pages each stands on."""
        groups = {f"g{n}": list(group) for n, group in enumerate(wanted.any_of)}
        held = " OR ".join(f"grams @> CAST(:{name} AS TEXT[])" for name in groups)
        asked = f"SELECT text, pages FROM search_word WHERE ({held}) AND length(text) >= :shortest"  # noqa: S608
        with self._database.begin() as connection:
            given = {**groups, "shortest": wanted.shortest}
            return _counted(connection.execute(sa.text(asked), given))

    def read(self, words: Sequence[str]) -> dict[str, int]:
        """Those of some words that were read, with how many pages each stands on."""
        asked = sa.text("SELECT text, pages FROM search_word WHERE text = ANY(:words)")
        with self._database.begin() as connection:
            return _counted(connection.execute(asked, {"words": list(words)}))

    def pages(self, asked: Asked, most: int) -> Generator[IndexedPage]:
        """Pages that hold what is asked, those that hold more of it first."""
        rows = sa.text(
            f"SELECT release.name, release.folder, page.number, page.lines, {SHOWN}"  # noqa: S608
            " FROM search_page AS page JOIN search_release AS release ON release.id = page.release"
            f"{shown(asked.filters, 'search_document_page', 'search_document')}"
            " WHERE release.library = :library"
            f" AND page.words @@ CAST(:match AS tsquery){conditions(asked.filters)}"
            " ORDER BY ts_rank(page.words, CAST(:match AS tsquery)) DESC, page.id LIMIT :most"
        )
        given = {"match": TSQUERY.query(asked), "most": most, "library": self._library}
        given |= values(asked.filters)
        # Whoever looks stops when it has enough: what the server still holds is let go then.
        with (
            self._database.begin() as connection,
            closing(connection.execute(rows, given, execution_options=IN_TURN)) as found,
        ):
            for name, folder, number, lines, *fields in found:
                document = dict(zip(FIELDS, fields, strict=True))
                yield IndexedPage(name, folder, number, bytes(lines), document)


def opened(url: str, library: str = "") -> Index:
    """The index in the ledger at `url`, made if there is none or if it is of another version.

    library   what its releases are told from those of others by

    Raises LedgerUnusable.
    """
    database = Database(url)
    try:
        with database.begin() as connection:
            _alone(connection)
            if not _is_current(connection):
                _make(connection)
    except BaseException:
        database.close()
        raise
    return Index(PostgresStore(database, library))


def _counted(rows: Iterable[Any]) -> dict[str, int]:
    return {row.text: row.pages for row in rows}


def _alone(connection: Connection) -> None:
    """Wait for whoever else takes in: two that bring the same release would collide."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(TAKING_IN)))


def _is_current(connection: Connection) -> bool:
    there = connection.execute(sa.text("SELECT to_regclass('search_about')")).scalar()
    if there is None:
        return False
    return connection.execute(sa.text("SELECT made_by FROM search_about")).scalar() == MADE_BY


def _make(connection: Connection) -> None:
    for table in TABLES:
        connection.execute(sa.text(f"DROP TABLE IF EXISTS {table} CASCADE"))
    for statement in SCHEMA:
        connection.execute(sa.text(statement))
    connection.execute(sa.text("INSERT INTO search_about VALUES (:made_by)"), {"made_by": MADE_BY})


def _drop(connection: Connection, library: str, folders: Collection[str]) -> None:
    given = {"library": library, "folders": list(folders)}
    of_these = "library = :library AND folder = ANY(:folders)"
    connection.execute(
        sa.text(
            "UPDATE search_word AS word SET pages = word.pages - gone.pages FROM ("  # noqa: S608
            "SELECT unnest(tsvector_to_array(page.words)) AS text, count(*) AS pages"
            " FROM search_page AS page JOIN search_release AS release"
            f" ON release.id = page.release WHERE {of_these} GROUP BY 1"
            ") AS gone WHERE word.text = gone.text"
        ),
        given,
    )
    connection.execute(sa.text(f"DELETE FROM search_release WHERE {of_these}"), given)  # noqa: S608


def _add(connection: Connection, library: str, release: NewRelease) -> None:
    told = {
        "library": library,
        "folder": release.folder,
        "stamp": release.stamp,
        "name": release.name,
    }
    added = _insert(connection, "search_release", told)
    documents = [(_document(connection, added, each), each.pages) for each in release.documents]
    for page in release.pages:
        row = _page(connection, added, page)
        for document in (document for document, pages in documents if page.number in pages):
            connection.execute(
                sa.text("INSERT INTO search_document_page VALUES (:page, :document)"),
                {"page": row, "document": document},
            )


def _document(connection: Connection, release: int, document: NewDocument) -> int:
    told = {
        "release": release,
        "post": document.post,
        "year": document.year,
        "sender": (document.sender or "").casefold(),
        "classification": (document.classification or "").casefold(),
        "tags": listed(document.tags),
        "dtg": document.dtg,
        "subject": document.subject,
    }
    return _insert(connection, "search_document", told)


def _page(connection: Connection, release: int, page: NewPage) -> int:
    told = {
        "release": release,
        "number": page.number,
        "codes": listed(page.codes),
        "redactions": page.redactions,
        "lines": page.packed,
        "words": list(_fitting(page.words)),
    }
    return _insert(connection, "search_page", told, words="array_to_tsvector(:words)")


def _fitting(words: Iterable[str]) -> Iterable[str]:
    """The different words of a page; of one that no typewriter could write, the first."""
    room = MOST_OF_A_PAGE
    for word in dict.fromkeys(words):
        room -= len(word.encode())
        if room < 0:
            return
        yield word


def _insert(connection: Connection, table: str, told: dict[str, Any], **made: str) -> int:
    """Add a row and return its id; `made` says how a column is made of its value."""
    said = ", ".join(made.get(name, f":{name}") for name in told)
    asked = f"INSERT INTO {table} ({', '.join(told)}) VALUES ({said}) RETURNING id"  # noqa: S608
    return int(connection.execute(sa.text(asked), told).scalar_one())


def _learn(connection: Connection, words: Mapping[str, int]) -> None:
    known = {word: words[word] for word in sorted(words) if len(word) <= LONGEST}
    # One statement for all: a batch has some twenty thousand words. No trigram has a space.
    asked = (
        "INSERT INTO search_word AS word (text, pages, grams)"
        " SELECT text, pages, string_to_array(grams, ' ') FROM unnest("
        "CAST(:words AS TEXT[]), CAST(:pages AS INTEGER[]), CAST(:grams AS TEXT[])"
        ") AS new (text, pages, grams)"
        " ON CONFLICT (text) DO UPDATE SET pages = word.pages + excluded.pages"
    )
    given = {
        "words": list(known),
        "pages": list(known.values()),
        "grams": [" ".join(trigrams(framed(word))) for word in known],
    }
    connection.execute(sa.text(asked), given)
