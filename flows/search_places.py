"""Which index goes with which releases, and how it is kept up to date by itself."""

import logging
from pathlib import Path

from flows.errors import OneRelease
from flows.library import Library, open_library, shown
from flows.names import encoded
from flows.output import INDEX, RECORD
from flows.search_file import opened
from flows.search_index import Index
from flows.settings import LibrarySettings, read_library_settings
from ocr.errors import InputMissing, ReadingRoomError

log = logging.getLogger(__name__)

POSTGRES = "postgresql"


def releases_and_index(place: Path | None = None) -> tuple[Path, Index]:
    """The folder of the releases at `place` and the index that goes with it.

    place   a library, or a folder that `convert` wrote to; READINGROOM_HOME when None

    Raises InputMissing, OneRelease, NoLibrary, BadSetting, IndexUnusable, LedgerUnusable.
    """
    if place is None or _is_library(place):
        rules = read_library_settings(home=place)
        return open_library(rules.home).releases, index_of_library(rules)
    if not place.is_dir():
        raise InputMissing(place)
    if (place / RECORD).is_file():
        raise OneRelease(place)
    return place, opened(place / INDEX)


def _is_library(place: Path) -> bool:
    releases = Library(place).releases
    # What `convert` makes of a releases.pdf is called that, too.
    return releases.is_dir() and not (releases / RECORD).exists()


def index_of_library(rules: LibrarySettings) -> Index:
    """The index of a library: a file of its own, or in the ledger if that is in PostgreSQL.

    Raises NoLibrary, IndexUnusable, LedgerUnusable.
    """
    library = open_library(rules.home)
    if rules.ledger_url.startswith(POSTGRES):
        # Brings SQLAlchemy along, which takes as long as a search.
        from flows.search_postgres import opened as opened_in_ledger

        return opened_in_ledger(rules.ledger_url, encoded(str(library.releases.resolve())))
    return opened(library.index)


def take_into_index(library: Library, rules: LibrarySettings, folder: str) -> None:
    """Take in a release that has just been written; what fails is left to the next search.

    The release is done and its record stands: whatever is wrong with the index, foreseen
    or not, must not make it a failure. A search looks for what is missing before it answers.
    """
    try:
        with index_of_library(rules) as index:
            followed = index.follow(library.releases, only=folder)
    except ReadingRoomError as reason:
        log.warning("%s is not in the search index yet: %s", shown(folder), reason)
        return
    except Exception:
        log.exception("%s is not in the search index yet", shown(folder))
        return
    for trouble in followed.troubles:
        log.warning("%s", trouble)
