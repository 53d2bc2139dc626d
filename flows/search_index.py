"""The search index of a folder of releases: SQLite FTS5, kept beside them.

    release ─┬─ document   fields of a cable, to filter by
             └─ page       its lines, squeezed; its codes and redactions
    word ─── word_trigram  every word that was read, by its trigrams
    page_word              which words stand on which page

The index follows the folder: before each search, records that are new or changed are
taken in and those that are gone are dropped. An index of another version is made anew.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.output import RECORD
from flows.redactions import load_record
from flows.search_pages import IndexedPage, kept, packed, searched, unpacked
from flows.search_words import framed_word, likeliest, trigrams
from ocr.errors import IndexUnusable, ReadingRoomError

VERSION = 1
OURS = 0x52525831  # marks the file as this program's
# Words that share trigrams with one that is searched for and are compared with it.
MOST_ALIKE = 60_000

SCHEMA = """
CREATE TABLE release (id INTEGER PRIMARY KEY, folder TEXT UNIQUE, stamp TEXT, name TEXT);
CREATE TABLE document (id INTEGER PRIMARY KEY, release INTEGER, post TEXT, year INTEGER,
    sender TEXT, classification TEXT, tags TEXT, dtg TEXT, subject TEXT);
CREATE TABLE page (id INTEGER PRIMARY KEY, release INTEGER, document INTEGER, number INTEGER,
    codes TEXT, redactions INTEGER, lines BLOB);
CREATE INDEX page_release ON page (release);
CREATE INDEX document_release ON document (release);
CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE VIRTUAL TABLE word_trigram USING fts5
    (text, content='', tokenize='trigram', detail='none', columnsize=0);
CREATE VIRTUAL TABLE page_word USING fts5
    (text, content='', tokenize='ascii', detail='none');
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a page must be of; "" and None do not matter.

    withheld   whether something is redacted on the page
    """

    post: str = ""
    year: int | None = None
    tag: str = ""
    sender: str = ""
    classification: str = ""
    code: str = ""
    withheld: bool = False

    def where(self) -> tuple[str, list[Any]]:
        """Conditions in SQL, and their values."""
        asked: list[tuple[str, Any]] = []
        asked += [("document.post = ?", self.post.upper())] if self.post else []
        asked += [("document.year = ?", self.year)] if self.year is not None else []
        asked += [("document.tags LIKE ?", f"%,{_plain(self.tag)},%")] if self.tag else []
        asked += [("document.sender LIKE ?", f"%{_plain(self.sender)}%")] if self.sender else []
        if self.classification:
            asked.append(("document.classification = ?", self.classification.upper()))
        asked += [("page.codes LIKE ?", f"%,{_plain(self.code)},%")] if self.code else []
        asked += [("page.redactions > ?", 0)] if self.withheld else []
        return " AND ".join(["1", *(said for said, _ in asked)]), [value for _, value in asked]


def _plain(text: str) -> str:
    """Text without what LIKE takes for any letter."""
    return text.replace("%", "").replace("_", "")


class Index:
    """An open index; use `opened`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._base = connection

    def follow(self, folder: Path) -> list[str]:
        """Take in what is new or changed below `folder`, drop what is gone.

        What comes back says which records could not be read.
        """
        there = {path.parent.name: _stamp(path) for path in sorted(folder.glob(f"*/{RECORD}"))}
        known = dict(self._base.execute("SELECT folder, stamp FROM release"))
        for gone in [name for name, stamp in known.items() if there.get(name) != stamp]:
            self._drop(gone)
        troubles = []
        for name, stamp in there.items():
            if known.get(name) == stamp:
                continue
            try:
                self.take_in(name, stamp, load_record(folder / name / RECORD))
            except sqlite3.IntegrityError:
                continue  # another search has just taken it in
            except (ReadingRoomError, KeyError, TypeError, ValueError) as reason:
                troubles.append(f"{name} is not in the index: {reason}")
        return troubles

    def forms(self, wanted: str) -> dict[str, int]:
        """The words of the index that `wanted` may have been read as, and how far they are."""
        alike = " OR ".join(f'"{each}"' for each in dict.fromkeys(trigrams(wanted)))
        found = self._base.execute(
            "SELECT word.text FROM word_trigram JOIN word ON word.id = word_trigram.rowid"
            " WHERE word_trigram MATCH ? AND length(word.text) >= ? LIMIT ?",
            (alike, len(wanted) - 2, MOST_ALIKE),
        )
        return likeliest(wanted, (text for (text,) in found))

    def pages(
        self, terms: Sequence[Sequence[str]], filters: Filters, most: int
    ) -> Iterator[IndexedPage]:
        """Pages that hold one form of each term, those that hold them more often first."""
        said, values = filters.where()
        match = " AND ".join(
            "(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in terms
        )
        rows = self._base.execute(
            "SELECT release.name, release.folder, page.number, page.lines, document.post,"  # noqa: S608
            " document.year, document.dtg, document.subject FROM page_word"
            " JOIN page ON page.id = page_word.rowid JOIN release ON release.id = page.release"
            " LEFT JOIN document ON document.id = page.document"
            f" WHERE page_word MATCH ? AND {said} ORDER BY page_word.rank, page.id LIMIT ?",
            (match, *values, most),
        )
        for name, folder, number, lines, *fields in rows:
            document = dict(zip(("post", "year", "dtg", "subject"), fields, strict=True))
            yield IndexedPage(name, folder, number, unpacked(lines), document)

    def _drop(self, folder: str) -> None:
        with self._base:
            [(release,)] = self._base.execute("SELECT id FROM release WHERE folder = ?", (folder,))
            pages = self._base.execute("SELECT id, lines FROM page WHERE release = ?", (release,))
            # An FTS table without content is told what it is to forget.
            self._base.executemany(
                "INSERT INTO page_word (page_word, rowid, text) VALUES ('delete', ?, ?)",
                [(page, searched(unpacked(lines))) for page, lines in pages.fetchall()],
            )
            for table, column in (("page", "release"), ("document", "release"), ("release", "id")):
                self._base.execute(f"DELETE FROM {table} WHERE {column} = ?", (release,))  # noqa: S608

    def take_in(self, folder: str, stamp: str, recorded: Mapping[str, Any]) -> None:
        """Index a record, whole or not at all; `stamp` tells when it has changed."""
        with self._base:
            self._take_in(folder, stamp, recorded)

    def _take_in(self, folder: str, stamp: str, recorded: Mapping[str, Any]) -> None:
        release = self._base.execute(
            "INSERT INTO release (folder, stamp, name) VALUES (?, ?, ?)",
            (folder, stamp, recorded["source"]["name"]),
        ).lastrowid
        documents: dict[int, int | None] = {}
        for document in recorded["documents"]:
            if document["cable"]:
                of = self._document(release, document["cable"])
                documents |= dict.fromkeys(document["pages"], of)
        for page in recorded["pages"]:
            self._page(release, documents.get(page["number"]), page)

    def _document(self, release: int | None, cable: Mapping[str, Any]) -> int | None:
        mrn = cable["mrn"] or {}
        return self._base.execute(
            "INSERT INTO document (release, post, year, sender, classification, tags, dtg, subject)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                release,
                mrn.get("post"),
                mrn.get("year"),
                cable["from"],
                cable["classification"],
                f",{','.join(cable['tags'])},",
                cable["dtg"],
                cable["subject"],
            ),
        ).lastrowid

    def _page(self, release: int | None, document: int | None, page: Mapping[str, Any]) -> None:
        lines = kept(page)
        codes = {code for cut in page["redactions"] for code in cut["codes"]}
        row = self._base.execute(
            "INSERT INTO page (release, document, number, codes, redactions, lines)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                release,
                document,
                page["number"],
                f",{','.join(sorted(codes))},",
                len(page["redactions"]),
                packed(lines),
            ),
        ).lastrowid
        words = searched(lines)
        self._base.execute("INSERT INTO page_word (rowid, text) VALUES (?, ?)", (row, words))
        self._learn(set(words.split()))

    def _learn(self, words: set[str]) -> None:
        for word in sorted(words):
            new = self._base.execute("INSERT OR IGNORE INTO word (text) VALUES (?)", (word,))
            if new.rowcount:
                self._base.execute(
                    "INSERT INTO word_trigram (rowid, text) VALUES (?, ?)",
                    (new.lastrowid, framed_word(word)),
                )


def _stamp(record: Path) -> str:
    told = record.stat()
    return f"{told.st_size} {told.st_mtime_ns} {told.st_ino}"


def opened(path: Path) -> "closing[Connected]":
    """The index at `path`, made if there is none or if it is of another version.

    Where the folder cannot be written the index is made in memory. Raises IndexUnusable.
    """
    return closing(Connected(path))


class Connected(Index):
    """An index with its connection."""

    def __init__(self, path: Path) -> None:
        try:
            base = _connected(path)
        except sqlite3.Error as reason:
            raise IndexUnusable(path) from reason
        super().__init__(base)
        self._connection = base

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    try:
        base = sqlite3.connect(path, timeout=30)
        version, ours = (
            base.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("user_version", "application_id")
        )
        if (version, ours) == (VERSION, OURS):
            return base
        if ours == OURS:  # of another version
            base.close()
            path.unlink()
            base = sqlite3.connect(path, timeout=30)
        elif base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise IndexUnusable(path)
        _make(base)
    except sqlite3.OperationalError:
        # A library that may only be read can be searched all the same.
        base = sqlite3.connect(":memory:")
        _make(base)
    return base


def _make(base: sqlite3.Connection) -> None:
    about = f"PRAGMA user_version = {VERSION}; PRAGMA application_id = {OURS};"
    base.executescript(SCHEMA + about + "PRAGMA journal_mode = WAL;")
