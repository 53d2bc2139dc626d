"""Pictures of a release's pages for its review page, made from the release itself."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.review import Picture
from flows.settings import Settings
from ocr.errors import OtherRelease, PageFailed
from ocr.model import Sheet
from ocr.source import Source, list_sheets, open_source, rasterize
from ocr.thumbnails import HEIGHT, data_url


def pictures_of(path: Path, recorded: Mapping[str, Any], settings: Settings) -> Picture:
    """What makes the picture of a page by its number; "" of one that cannot be rendered.

    Raises OtherRelease when the file at `path` is not the one the record is of.
    """
    source = open_source(path)
    if source.sha256 != recorded["source"]["sha256"]:
        raise OtherRelease(path, recorded["source"]["name"])
    listed = list_sheets(source, dpi=None, max_pages=settings.max_pages)
    sheets = {sheet.number: sheet for sheet in listed}

    def picture(number: int) -> str:
        sheet = sheets[number]
        small = replace(sheet, dpi=max(1, min(sheet.dpi, round(HEIGHT / max(sheet.height, 0.1)))))
        return _drawn(source, small, settings)

    return picture


def _drawn(source: Source, sheet: Sheet, settings: Settings) -> str:
    try:
        [page] = rasterize(
            source, [sheet], max_pixels=settings.max_pixels, timeout=settings.timeout
        )
        return data_url(page)
    except PageFailed:
        return ""  # the record says why
