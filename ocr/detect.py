"""Pages, from the file to their redactions, without reading a word.

    rasterize → redactions → their labels

For whoever wants the redactions of ten thousand pages and not their text. A page
that lies on its side stays so: which way is up is told from words. A page that
cannot be looked at comes back as FAILED with its reason, like in `ocr.reading.read_pages`.
"""

from collections.abc import Sequence

from ocr.frame import Frame, Image
from ocr.labels import read_labels
from ocr.model import Sheet, Status
from ocr.page import Page, ReadSettings, look_at
from ocr.readers import CropReader
from ocr.reading import readers
from ocr.redactions import find_redactions
from ocr.source import Source


def detect_pages(
    source: Source, sheets: Sequence[Sheet], settings: ReadSettings
) -> tuple[Page, ...]:
    """Find the redactions of pages; their lines stay empty. Raises MissingTool, OSError."""
    reader = readers(settings).crops

    def look(rendered: Sequence[Image], sheets: Sequence[Sheet]) -> list[Page]:
        return [detect(page, sheet, reader) for page, sheet in zip(rendered, sheets, strict=True)]

    return look_at(source, sheets, settings, look)


def detect(rendered: Image, sheet: Sheet, reader: CropReader) -> Page:
    """Redactions with their labels of a page image, (h, w) or (h, w, 3) RGB uint8, 0 is black."""
    height, width = rendered.shape[:2]
    found = find_redactions(rendered, dpi=sheet.dpi)
    redactions = read_labels(rendered, found, reader, dpi=sheet.dpi)
    status = Status.READ if redactions else Status.BLANK
    return Page(sheet.number, sheet.dpi, Frame(width, height), status, redactions=redactions)
