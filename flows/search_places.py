"""Which index goes with which releases, and how it is kept up to date by itself."""

import logging
from pathlib import Path

from flows.library import Library, open_library, shown
from flows.output import INDEX
from flows.search_file import opened
from flows.search_index import Index
from flows.settings import LibrarySettings, read_library_settings
from ocr.errors import ReadingRoomError

log = logging.getLogger(__name__)

POSTGRES = "postgresql"


def index_of_folder(folder: Path) -> Index:
    """The index beside the releases of a folder that `convert` wrote to; raises IndexUnusable."""
    return opened(folder / INDEX)


def index_of_library(rules: LibrarySettings | None = None) -> Index:
    """The index of a library: a file of its own, or in the ledger if that is in PostgreSQL.

    Raises NoLibrary, IndexUnusable, LedgerUnusable.
    """
    rules = rules or read_library_settings()
    library = open_library(rules.home)
    if rules.ledger_url.startswith(POSTGRES):
        # Brings SQLAlchemy along, which takes as long as a search.
        from flows.search_postgres import opened as opened_in_ledger

        return opened_in_ledger(rules.ledger_url)
    return opened(library.index)


def where_releases_are() -> Path:
    """The folder with the releases of the library; raises NoLibrary."""
    return open_library(read_library_settings().home).releases


def take_into_index(library: Library, rules: LibrarySettings, folder: str) -> None:
    """Take in a release that has just been written; what fails is left to the next search.

    The release is done and its record stands: an index that cannot be written must not
    make it a failure. A search looks for what is missing before it answers.
    """
    try:
        with index_of_library(rules) as index:
            followed = index.follow(library.releases, only=folder)
    except ReadingRoomError as reason:
        log.warning("%s is not in the search index yet: %s", shown(folder), reason)
        return
    for trouble in followed.troubles:
        log.warning("%s", trouble)
