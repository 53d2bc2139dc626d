"""Pictures of a release's pages for its review page, made from the release itself.

A few pages at a time: poppler takes as long to start as to draw a page this small.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from flows.review import Picture
from flows.settings import Settings
from ocr.errors import PageFailed
from ocr.model import Sheet
from ocr.source import Source, list_sheets, rasterize
from ocr.thumbnails import HEIGHT, data_url

log = logging.getLogger(__name__)

AT_ONCE = 8  # pages
# Of a longer release the page would have 120 MB and more; `readingroom review` makes it.
MOST_PAGES = 1000


def pictures_unasked(
    source: Source,
    page_count: int,
    settings: Settings,
    *,
    on_page: Callable[[int], None] | None = None,
) -> Picture | None:
    """`pictures_of` for a page that is made with each conversion; None of a release too long.

    page_count   pages that the page would have
    """
    if page_count > MOST_PAGES:
        log.warning("no review page of %d pages is made by itself", page_count)
        return None
    return pictures_of(source, settings, on_page=on_page)


def pictures_of(
    source: Source, settings: Settings, *, on_page: Callable[[int], None] | None = None
) -> Picture:
    """What makes the picture of a page by its number; "" of one that cannot be rendered.

    on_page   called with each number before its picture is given; what it raises ends all

    It is quick when pages are asked for in order, each once.
    """
    listed = list_sheets(source, dpi=None, max_pages=settings.max_pages)
    small = {sheet.number: _made_small(sheet) for sheet in listed}
    drawn: dict[int, str] = {}

    def picture(number: int) -> str:
        if on_page:
            on_page(number)
        if number not in drawn:
            drawn.clear()
            some = [small[n] for n in range(number, number + AT_ONCE) if n in small]
            drawn.update(_drawn(source, some, settings))
        return drawn.pop(number, "")

    return picture


def _made_small(sheet: Sheet) -> Sheet:
    return replace(sheet, dpi=max(1, min(sheet.dpi, round(HEIGHT / max(sheet.height, 0.1)))))


def _drawn(source: Source, sheets: Sequence[Sheet], settings: Settings) -> dict[int, str]:
    try:
        pages = rasterize(source, sheets, max_pixels=settings.max_pixels, timeout=settings.timeout)
        return {sheet.number: data_url(page) for sheet, page in zip(sheets, pages, strict=True)}
    except PageFailed:
        if len(sheets) == 1:
            return {}  # the record says why
        each = [_drawn(source, [sheet], settings) for sheet in sheets]
        return {number: url for one in each for number, url in one.items()}
