"""Corrections put into a release that was converted, and all of its outputs made anew.

    pages as read + corrections kept + new ones ─► cleaned ─► files ─► cables

Nothing is read again. The folder is replaced whole or not at all; what is not ours in it
stays.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cleanup.corrections import Correction, Unapplied, hidden_under
from flows.cables import put_together
from flows.convert import Converted, cleaned
from flows.corrections_file import merged, read_corrections
from flows.errors import NoLibrary, UnderRedaction
from flows.holdings import Holdings, held_by
from flows.kept_pages import KeptPages, read_kept
from flows.ledger_database import Database
from flows.library import Library, open_library
from flows.originals import carry_over
from flows.output import (
    CABLES,
    LEDGER,
    PAGES,
    PDF,
    REVIEW,
    Contents,
    being_made,
    disk_errors,
    replace_folder,
    sync_folder,
    write_files,
)
from flows.release_files import corrections_in, release_files
from flows.release_formats import formats_in
from flows.review import Picture
from flows.review_kept import pictures_kept
from flows.rules_folder import read_rules
from flows.settings import Settings, read_library_settings
from ocr.source import Source

LONGEST_NAME = 255  # bytes, on most file systems


def correct_release(
    folder: Path, asked: Path | None, settings: Settings, *, by: str = ""
) -> Converted:
    """Put the corrections of a file into the release in `folder`; None: those it keeps.

    by   who made the corrections that do not say who

    Raises NoPagesKept, BadCorrections, CorrectionsOfAnother, UnderRedaction, BadSetting,
    OutputNotWritable, DiskFull, LedgerUnusable; nothing was applied then.
    """
    folder = folder.resolve()  # the ledger is beside what a link leads to
    kept = read_kept(folder / PAGES)
    new = read_corrections(asked, kept.source, by) if asked else ()
    _refuse_hidden(asked, new, kept)
    before = tuple(corrections_in(folder, kept.source))
    done = _cleaned(kept, merged(before, new), settings)
    # The PDF needs the release itself, which may be away.
    others = tuple(each for each in formats_in(folder) if each != PDF)
    files = release_files(
        done, settings, pictures=_pictures_in(folder), read_by=kept, formats=others
    )
    with disk_errors(folder), being_made(folder) as made:
        _build(made, folder, files)
        if not _stands(folder, kept, before):  # it was converted or corrected meanwhile
            return correct_release(folder, asked, settings, by=by)
        replace_folder(made, folder, aside=_aside(folder, made))
    _file(folder, done)
    return done


def _aside(folder: Path, made: Path) -> Path:
    """Where the old folder is kept meanwhile: in a library, where a sweep puts it back from.

    What a process that died left there goes: the folder itself stands.
    """
    aside = folder.with_name(f".old-correct~{folder.name}")
    if len(os.fsencode(aside.name)) > LONGEST_NAME:
        return made.with_name(made.name + "-old")
    shutil.rmtree(aside, ignore_errors=True)
    return aside


def told(left: Unapplied) -> str:
    """A correction that was left out, in words: its place and the reason."""
    return f"page {left.correction.page} ({left.correction.line}): {left.why}"


def _cleaned(kept: KeptPages, corrections: Sequence[Correction], settings: Settings) -> Converted:
    name, sha256, count = (kept.source[key] for key in ("name", "sha256", "pages"))
    source = Source(Path(name), "", sha256)
    rules = read_rules(settings.rules)
    return cleaned(source, count, kept.pages, corrections, rules, kept.layout)


def _refuse_hidden(asked: Path | None, new: Sequence[Correction], kept: KeptPages) -> None:
    pages = {page.number: page for page in kept.pages}
    for number, each in enumerate(new, start=1):
        if asked and each.page in pages and hidden_under(each, pages[each.page]):
            raise UnderRedaction(asked, number, each.page)


def _pictures_in(folder: Path) -> Picture | None:
    """The pictures of the review page that stands there: the release itself may be away."""
    if not (folder / REVIEW).is_file():
        return None
    return pictures_kept((folder / REVIEW).read_text("utf-8", "replace"))


def _build(made: Path, folder: Path, files: Contents) -> None:
    """The new folder, with all in it that is not ours in the old one."""
    write_files(made, files)
    carry_over(folder, made)
    made.chmod(0o755)
    sync_folder(made)


def _stands(folder: Path, kept: KeptPages, before: Sequence[Correction]) -> bool:
    """Whether the folder is as it was when we began."""
    return read_kept(folder / PAGES) == kept and (
        tuple(corrections_in(folder, kept.source)) == tuple(before)
    )


def _file(folder: Path, done: Converted) -> None:
    """Write down what the release holds of cables now, and put those together anew."""
    with _ledger_about(folder, done.source) as (database, cables):
        if database:
            held = held_by(done)
            with database.begin() as connection:
                Holdings(database).put(connection, held)
            put_together(database, cables)


@contextmanager
def _ledger_about(folder: Path, source: Source) -> Iterator[tuple[Database | None, Path]]:
    """The ledger of the library or of the output folder that a release's folder is in."""
    out = folder.parent
    url = f"sqlite:///{out / LEDGER}" if (out / LEDGER).is_file() else ""
    library = _library_about(folder, source)
    if library:
        rules = read_library_settings(home=library.home)
        url, out = rules.ledger_url or library.ledger_url, library.home
    database = Database(url) if url else None
    try:
        yield database, out / CABLES
    finally:
        if database:
            database.close()


def _library_about(folder: Path, source: Source) -> Library | None:
    """The library that counts a folder among its releases; one converted apart is not."""
    try:
        library = open_library(folder.parent.parent)
    except NoLibrary:
        return None
    usual = library.release_folders(source.path.name, source.sha256)
    return library if folder in usual else None
