"""One release from file to result: pages read in parallel, then cleaned together.

Plain Python: the command line and Prefect call the same function. Pages are read
in processes of their own, because Tesseract's time-outs, a crash in a native
library or a page that eats memory must not take the other pages along.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2

from cleanup.documents import Release, clean_release
from flows.settings import Settings
from ocr import tesseract
from ocr.model import Sheet
from ocr.page import Page, ReadSettings, failed, read_page
from ocr.source import Source, list_sheets, open_source

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Converted:
    """A release as it was read and cleaned."""

    source: Source
    pages: tuple[Page, ...]
    release: Release


def convert(
    path: Path, settings: Settings, *, on_page: Callable[[Page, int], None] | None = None
) -> Converted:
    """Read and clean the release at `path`.

    on_page   called with each page as it is done, and the number of pages

    Raises ReadingRoomError for what concerns the whole file or the machine; a page
    that fails is in the result with its reason.
    """
    source = open_source(path)
    tesseract.require_languages(settings.language)
    sheets = list_sheets(source, dpi=settings.dpi, max_pages=settings.max_pages)
    pages = []
    for page in _read_pages(source, sheets, settings):
        pages.append(page)
        if on_page:
            on_page(page, len(sheets))
    pages.sort(key=lambda page: page.number)
    return Converted(source, tuple(pages), clean_release(pages))


def _read_pages(source: Source, sheets: Sequence[Sheet], settings: Settings) -> Iterator[Page]:
    """Pages as they are done; those left when a worker died are tried again alone."""
    left = {sheet.number: sheet for sheet in sheets}
    if settings.jobs == 1 or len(sheets) == 1:
        yield from (read_page(source, sheet, settings.reading) for sheet in sheets)
        return
    for page in _read_together(source, sheets, settings):
        del left[page.number]
        yield page
    for sheet in left.values():
        yield _read_alone(source, sheet, settings.reading)


def _read_together(source: Source, sheets: Sequence[Sheet], settings: Settings) -> Iterator[Page]:
    with _workers(min(settings.jobs, len(sheets))) as pool:
        waiting: list[Future[Page]] = [
            pool.submit(read_page, source, sheet, settings.reading) for sheet in sheets
        ]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BrokenProcessPool:
            log.warning("a worker died; the pages that are left are read one by one")
        finally:
            pool.shutdown(cancel_futures=True)


def _read_alone(source: Source, sheet: Sheet, reading: ReadSettings) -> Page:
    """One page in a process of its own: if it kills the process, only it has failed."""
    try:
        with _workers(1) as pool:
            return pool.submit(read_page, source, sheet, reading).result()
    except BrokenProcessPool:
        return failed(sheet, "its worker process died")


def _workers(count: int) -> ProcessPoolExecutor:
    # Spawned, not forked: OpenCV keeps threads a fork would lose. One thread each,
    # because the other cores have pages of their own.
    return ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=cv2.setNumThreads, initargs=(1,)
    )
