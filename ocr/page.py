"""A page as it was read, and how a page that cannot be read is told from a blank one.

A page that cannot be read comes back as FAILED with its reason; one that holds nothing to
read (`ocr.blanks`) is BLANK. They are never the same value.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import cv2

from ocr import tesseract
from ocr.condition import Condition
from ocr.errors import PageFailed, first_line
from ocr.frame import Frame, Image
from ocr.model import Line, Redaction, Sheet, Status, Word
from ocr.source import Source, rasterize

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What reading a page depends on.

    language    Tesseract's names joined by +
    max_pixels  a page with more is not rasterized
    timeout     seconds for each program on one page
    text_layer  "use": pages that were born digital are read from the file's own text
                where that can be believed (`ocr.text_layer`); "ignore": none is
    """

    language: str = "eng"
    max_pixels: int = 120_000_000
    timeout: float = 300.0
    text_layer: str = "ignore"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read; boxes are in the reading frame of `frame`.

    dirt     words in no line: one reader saw them faintly and the other not at all, or
             a sign that is no letter stood alone on its line and was not seen surely, or
             they are a line in doubt that was missed at first, or were read at the place
             of surer ones, or the page holds nothing to read
    reason   why a FAILED page failed, with the exit code of the error; else ""
    """

    number: int
    dpi: int
    frame: Frame
    status: Status
    lines: tuple[Line, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    dirt: tuple[Word, ...] = ()
    reason: str = ""
    exit_code: int = 0
    condition: Condition = field(default_factory=Condition)

    @property
    def height(self) -> int:
        """Pixels from top to bottom in the reading frame."""
        return self.frame.upright[1]

    @property
    def width(self) -> int:
        """Pixels from left to right in the reading frame."""
        return self.frame.upright[0]


# What may be wrong with a page and not with the machine.
TROUBLE = (PageFailed, tesseract.ReadingFailed, cv2.error, MemoryError)

Look = Callable[[Sequence[Image], Sequence[Sheet]], Sequence[Page]]


def look_at(
    source: Source, sheets: Sequence[Sheet], settings: ReadSettings, look: Look
) -> tuple[Page, ...]:
    """What `look` makes of the images of pages; a FAILED page says why there is nothing.

    When anything is wrong with pages taken together, each is looked at by itself. One
    that failed is tried once more: a program that was killed from outside, for want of
    memory or by hand, leaves no mark on the page. Raises MissingTool, OSError.
    """
    if len(sheets) > 1:
        try:
            return _look(source, sheets, settings, look)
        except TROUBLE as reason:
            log.info("pages are looked at one by one: %s", reason)
    return tuple(_look_at_one(source, sheet, settings, look) for sheet in sheets)


def _look(
    source: Source, sheets: Sequence[Sheet], settings: ReadSettings, look: Look
) -> tuple[Page, ...]:
    rendered = rasterize(source, sheets, max_pixels=settings.max_pixels, timeout=settings.timeout)
    return tuple(look(rendered, sheets))


def _look_at_one(source: Source, sheet: Sheet, settings: ReadSettings, look: Look) -> Page:
    page = _look_once(source, sheet, settings, look)
    if page.status is Status.FAILED and page.exit_code == PageFailed.exit_code:
        log.info("page %d is tried once more", sheet.number)
        page = _look_once(source, sheet, settings, look)
    return page


def _look_once(source: Source, sheet: Sheet, settings: ReadSettings, look: Look) -> Page:
    try:
        return _look(source, [sheet], settings, look)[0]
    except PageFailed as reason:
        return failed(sheet, reason.why, reason.exit_code)
    except tesseract.ReadingFailed as reason:
        return failed(sheet, str(reason))
    except (cv2.error, MemoryError) as reason:
        return failed(sheet, f"its image could not be worked on: {first_line(reason)}")


def failed(sheet: Sheet, why: str, exit_code: int = PageFailed.exit_code) -> Page:
    """The page that stands for one that could not be read."""
    log.warning("page %d failed: %s", sheet.number, why)
    frame = Frame(round(sheet.width * sheet.dpi), round(sheet.height * sheet.dpi))
    return Page(sheet.number, sheet.dpi, frame, Status.FAILED, reason=why, exit_code=exit_code)
