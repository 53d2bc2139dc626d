"""The search index of a folder of releases: what is asked of it, wherever it is kept.

It follows the folder: before each search, records that are new or changed are taken in
and those that are gone are dropped. `flows.search_sqlite` keeps it in a file beside the
releases, `flows.search_postgres` in the database of the ledger.
"""

from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from flows.names import decoded, encoded
from flows.output import RECORD
from flows.redactions import load_record
from flows.search_forms import Forms, forms, only_itself, parts_of
from flows.search_pages import DAMAGED, IndexedPage, NewRelease, new_release
from flows.search_words import Sought, sought
from ocr.errors import ReadingRoomError

# Pages taken in with one transaction: fewer take longer, more are lost when it is killed.
TOGETHER = 400

# Words of which one stands on a page; of which each does; and those of one term of a query.
AnyOf = tuple[str, ...]
Way = tuple[AnyOf, ...]
Term = tuple[Way, ...]


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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page must hold: one way of each term, and none of the words `without`."""

    terms: tuple[Term, ...]
    without: AnyOf
    filters: Filters


@dataclass(frozen=True, slots=True)
class Followed:
    """What bringing the index up to date came to.

    behind     records that are new, changed or gone and could not be told to the index
    troubles   records that cannot be read, each with the reason
    """

    taken_in: int = 0
    dropped: int = 0
    behind: int = 0
    troubles: tuple[str, ...] = ()


class Store(Protocol):
    """Where an index is kept."""

    @property
    def writable(self) -> bool:
        """Whether it can be brought up to date."""
        ...

    def known(self) -> dict[str, str]:
        """The stamp of each folder that is in it."""
        ...

    def put(self, releases: Sequence[NewRelease]) -> None:
        """Take releases in, in the place of what was there: all of them or none."""
        ...

    def drop(self, folders: Collection[str]) -> None:
        """Forget folders."""
        ...

    def words(self, wanted: Sought) -> dict[str, int]:
        """The words that look like this, with how many pages each stands on."""
        ...

    def read(self, words: Sequence[str]) -> dict[str, int]:
        """Those of some words that were read, with how many pages each stands on."""
        ...

    def pages(self, asked: Asked, most: int) -> Generator[IndexedPage]:
        """Pages that hold what is asked, the likeliest first."""
        ...

    def close(self) -> None:
        """Give the connection back."""
        ...


@dataclass
class Index:
    """An open index; a context manager, which closes it.

    notes   what whoever searches should know of it
    """

    store: Store
    notes: list[str] = field(default_factory=list)

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def follow(
        self,
        folder: Path,
        only: str | None = None,
        *,
        on_start: Callable[[int], None] = lambda new: None,
    ) -> Followed:
        """Take in what is new or changed below `folder`, drop what is gone.

        only       look at this release alone
        on_start   called with how many there are to take in, before they are

        Each release goes in whole or not at all; one whose record cannot be read is told.
        """
        there = {encoded(path.parent.name): _stamp(path) for path in _records(folder, only)}
        known = self.store.known()
        if only is not None:
            known = {name: stamp for name, stamp in known.items() if name == encoded(only)}
        gone = known.keys() - there.keys()
        new = [name for name, stamp in sorted(there.items()) if known.get(name) != stamp]
        if not self.store.writable:
            return Followed(behind=len(gone) + len(new))
        if gone:
            self.store.drop(gone)
        on_start(len(new))
        troubles: list[str] = []
        taken = self._take_in(folder, {name: there[name] for name in new}, troubles)
        return Followed(taken, len(gone), 0, tuple(troubles))

    def _take_in(self, folder: Path, stamps: dict[str, str], troubles: list[str]) -> int:
        waiting: list[NewRelease] = []
        taken = 0
        for name, stamp in stamps.items():
            try:
                recorded = load_record(folder / decoded(name) / RECORD)
                waiting.append(new_release(name, stamp, recorded))
            except (ReadingRoomError, *DAMAGED) as reason:
                troubles.append(f"{decoded(name)} is not in the index: {reason}")
                # What it was before is not what it is now.
                self.store.drop([name])
            if sum(len(release.pages) for release in waiting) >= TOGETHER:
                self.store.put(waiting)
                taken, waiting = taken + len(waiting), []
        if waiting:
            self.store.put(waiting)
        return taken + len(waiting)

    def forms(self, word: str) -> Forms:
        """The words of the index that `word` may have been read as, and how far they are."""
        wanted = sought(word)
        if not wanted:
            return only_itself(word)
        return forms(word, self.store.words(wanted), self.store.read(parts_of(word)))


def as_term(found: Forms) -> Term:
    """The ways to hold a word on a page: as one word, or cut into two."""
    ways: list[Way] = [(tuple(found.whole),)] if found.whole else []
    by_left: dict[str, list[str]] = {}
    for left, right in found.pairs:
        by_left.setdefault(left, []).append(right)
    return (*ways, *(((left,), tuple(rights)) for left, rights in by_left.items()))


def _records(folder: Path, only: str | None) -> list[Path]:
    if only is None:
        # Folders with a dot are releases on their way in or out.
        return list(folder.glob(f"[!.]*/{RECORD}"))
    return [path for path in (folder / only / RECORD,) if path.is_file()]


def _stamp(record: Path) -> str:
    told = record.stat()
    return f"{told.st_size} {told.st_mtime_ns} {told.st_ino}"
