"""One release from file to result: pages read in parallel, then cleaned together.

Plain Python: the command line and Prefect call the same function.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleanup.corrections import Correction, Unapplied, correct
from cleanup.documents import Release, clean_release
from cleanup.paragraphs import Layout
from cleanup.rule_sets import RuleSets
from cleanup.struck_marks import with_struck_marks
from flows.errors import NoSuchPage
from flows.journal import Pages
from flows.rules_folder import read_rules
from flows.settings import Settings
from ocr import tesseract
from ocr.model import Sheet
from ocr.page import Page
from ocr.source import Source, list_sheets, open_source


@dataclass(frozen=True, slots=True)
class Converted:
    """A release as it was read and cleaned.

    page_count    pages that the source has; `pages` may be some of them
    pages         with the corrections in them that found their word
    as_read       the same pages without
    corrections   all there are, also those of `unapplied`
    """

    source: Source
    page_count: int
    pages: tuple[Page, ...]
    release: Release
    as_read: tuple[Page, ...]
    corrections: tuple[Correction, ...] = ()
    unapplied: tuple[Unapplied, ...] = ()


# What gives the corrections that there are of a release.
Corrections = Callable[[Source], Sequence[Correction]]


def convert(
    path: Path,
    settings: Settings,
    readers: Pages,
    *,
    on_page: Callable[[Page, int], None] | None = None,
    corrections: Corrections | None = None,
) -> Converted:
    """Read and clean the release at `path`.

    readers       what reads the pages: worker processes, or tasks on a cluster
    on_page       called with each page as it is done, and the number of pages
    corrections   asked, once the pages are read, for what people have put right; also before

    Raises ReadingRoomError for what concerns the whole file or the machine; a page
    that fails is in the result with its reason.
    """
    rules = read_rules(settings.rules)  # first: a bad rule must not cost an hour of reading
    source = open_source(path)
    tesseract.require_languages(settings.language)
    if corrections:
        corrections(source)  # damaged ones must not cost that hour either
    readers.warm()
    count, wanted = wanted_sheets(source, settings)
    pages = []
    for page in readers.read(source, wanted, settings.reading):
        pages.append(page)
        if on_page:
            on_page(page, len(wanted))
    pages.sort(key=lambda page: page.number)
    asked = corrections(source) if corrections else ()
    return cleaned(source, count, pages, asked, rules, settings.layout)


def cleaned(
    source: Source,
    page_count: int,
    pages: Sequence[Page],
    corrections: Sequence[Correction] = (),
    rules: RuleSets | None = None,
    layout: Layout = "paragraphs",
) -> Converted:
    """A release out of its pages as they were read and the corrections of it."""
    # First, because people correct what they were shown.
    corrected = correct(with_struck_marks(pages), corrections)
    release = clean_release(corrected.pages, rules, layout=layout)
    return Converted(
        source,
        page_count,
        corrected.pages,
        release,
        tuple(pages),
        tuple(corrections),
        corrected.unapplied,
    )


def wanted_sheets(source: Source, settings: Settings) -> tuple[int, list[Sheet]]:
    """How many pages the release has, and those to convert; raises NoSuchPage."""
    sheets = list_sheets(source, dpi=settings.dpi, max_pages=settings.max_pages)
    wanted = [sheet for sheet in sheets if settings.wants(sheet.number)]
    if not wanted and settings.pages:
        raise NoSuchPage(source.path, first_wanted(settings), len(sheets))
    return len(sheets), wanted


def first_wanted(settings: Settings) -> int:
    """The first page number that the settings name."""
    return int(re.findall(r"\d+", settings.pages)[0])
