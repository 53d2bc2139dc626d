"""The search index as a file beside the releases: SQLite FTS5.

    release ─┬─ document   fields of a cable or letter, to filter by
             └─ page       its lines, squeezed; its codes and redactions
    document_page          which documents a page is of
    word ─── word_trigram  every word that was read, on how many pages; by its trigrams
    page_word              which words stand on which page

The tables are made by `flows.search_file`.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.errors import IndexUnusable
from flows.search_filters import FIELDS, SHOWN, conditions, listed, shown, values
from flows.search_index import Asked
from flows.search_language import FTS5
from flows.search_pages import (
    IndexedPage,
    NewDocument,
    NewPage,
    NewRelease,
    texts_of,
    words_on,
)
from flows.search_words import LONGEST, Sought, framed


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
        words: Counter[str] = Counter()
        with self._writing():
            for release in releases:
                self._drop(release.folder)
                words += self._add(release)
            self._learn(words)

    def words(self, wanted: Sought) -> dict[str, int]:
        """The words that look like this, with how many pages each stands on."""
        match = " OR ".join(
            "(" + " AND ".join(f'"{each}"' for each in group) + ")" for group in wanted.any_of
        )
        asked = (
            "SELECT word.text, word.pages FROM word_trigram"
            " JOIN word ON word.id = word_trigram.rowid"
            " WHERE word_trigram MATCH ? AND length(word.text) >= ?"
        )
        with self._telling():
            return dict(self._base.execute(asked, (match, wanted.shortest)))

    def read(self, words: Sequence[str]) -> dict[str, int]:
        """Those of some words that were read, with how many pages each stands on."""
        asked = "SELECT text, pages FROM word WHERE text IN (SELECT value FROM json_each(?))"
        with self._telling():
            return dict(self._base.execute(asked, (json.dumps(words),)))

    def pages(self, asked: Asked, most: int) -> Generator[IndexedPage]:
        """Pages that hold what is asked, the likeliest first."""
        # Ordered by rank alone: FTS5 then sorts its own rows, and only those are joined
        # that are wanted.
        rows = (
            f"SELECT release.name, release.folder, page.number, page.lines, {SHOWN} FROM page_word"  # noqa: S608
            " JOIN page ON page.id = page_word.rowid JOIN release ON release.id = page.release"
            f"{shown(asked.filters, 'document_page', 'document')}"
            f" WHERE page_word MATCH :match{conditions(asked.filters)}"
            " ORDER BY page_word.rank LIMIT :most"
        )
        given = {"match": FTS5.query(asked), "most": most} | values(asked.filters)
        with self._telling():
            for name, folder, number, lines, *fields in self._base.execute(rows, given):
                document = dict(zip(FIELDS, fields, strict=True))
                yield IndexedPage(name, folder, number, lines, document)

    def _drop(self, folder: str) -> None:
        known = self._base.execute("SELECT id FROM release WHERE folder = ?", (folder,)).fetchone()
        if known is None:
            return
        pages = self._base.execute("SELECT id, lines FROM page WHERE release = ?", known).fetchall()
        words = [(page, words_on(texts_of(lines))) for page, lines in pages]
        # An FTS table without content is told what it is to forget.
        self._base.executemany(
            "INSERT INTO page_word (page_word, rowid, text) VALUES ('delete', ?, ?)",
            [(page, " ".join(each)) for page, each in words],
        )
        self._base.executemany(
            "UPDATE word SET pages = pages - 1 WHERE text = ?",
            [(word,) for _, each in words for word in set(each)],
        )
        self._base.execute(
            "DELETE FROM document_page WHERE page IN (SELECT id FROM page WHERE release = ?)", known
        )
        for table, column in (("page", "release"), ("document", "release"), ("release", "id")):
            self._base.execute(f"DELETE FROM {table} WHERE {column} = ?", known)  # noqa: S608

    def _add(self, release: NewRelease) -> Counter[str]:
        """The words it holds, and on how many pages each."""
        words: Counter[str] = Counter()
        added = self._base.execute(
            "INSERT INTO release (folder, stamp, name) VALUES (?, ?, ?)",
            (release.folder, release.stamp, release.name),
        ).lastrowid
        documents = [(self._document(added, each), each.pages) for each in release.documents]
        for page in release.pages:
            words.update(set(page.words))
            row = self._page(added, page)
            of = [(row, document) for document, pages in documents if page.number in pages]
            self._base.executemany("INSERT INTO document_page VALUES (?, ?)", of)
        return words

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
            (release, page.number, listed(page.codes), page.redactions, page.packed),
        ).lastrowid
        told = (row, " ".join(page.words))
        self._base.execute("INSERT INTO page_word (rowid, text) VALUES (?, ?)", told)
        return row

    def _learn(self, words: Mapping[str, int]) -> None:
        for word, pages in sorted(words.items()):
            if len(word) > LONGEST:
                continue
            known = "UPDATE word SET pages = pages + ? WHERE text = ?"
            if not self._base.execute(known, (pages, word)).rowcount:
                told = "INSERT INTO word (pages, text) VALUES (?, ?)"
                row = self._base.execute(told, (pages, word)).lastrowid
                self._base.execute(
                    "INSERT INTO word_trigram (rowid, text) VALUES (?, ?)", (row, framed(word))
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
