"""Pages, from the file to their lines and redactions.

    rasterize → upright → redactions, their labels → level → cover them → erase rules → read
    → lines → margin codes again

Everything pages need happens in one call, in one process, so that no image ever
travels. A few are taken together, because a program takes as long to start as a third
of a page takes to read. A page that cannot be read comes back as FAILED with its reason;
one that holds nothing to read is BLANK (`ocr.blanks`). They are never the same value.
"""

import itertools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np

from ocr import blanks, image, tesseract
from ocr.crops import Reader
from ocr.errors import PageFailed, first_line
from ocr.exemptions import LETTERS
from ocr.frame import Frame, Image
from ocr.labels import read_labels
from ocr.lines import assemble_lines
from ocr.margins import reread_codes
from ocr.model import Line, Redaction, Sheet, Status, Word
from ocr.redactions import cover, find_redactions
from ocr.regions import levelled
from ocr.rules import erase_rules
from ocr.source import Source, rasterize

log = logging.getLogger(__name__)


class PageReader(Protocol):
    """Whatever reads whole pages."""

    def read_all(self, pages: Sequence[Image], *, dpi: int) -> list[tuple[Word, ...]]: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """One reader for the page, two for the small print.

    labels   reads any letters: what is in a box may be a phrase, or no label at all
    codes    reads only what codes are printed in, so that a 1 is no l
    """

    text: PageReader
    labels: Reader
    codes: Reader


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What reading a page depends on.

    language    Tesseract's names joined by +
    max_pixels  a page with more is not rasterized
    timeout     seconds for each program on one page
    """

    language: str = "eng"
    max_pixels: int = 120_000_000
    timeout: float = 300.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read; boxes are in the reading frame of `frame`.

    reason   why a FAILED page failed, with the exit code of the error; else ""
    noise    lines that were read in dirt, on a page that holds nothing to read
    """

    number: int
    dpi: int
    frame: Frame
    status: Status
    lines: tuple[Line, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    reason: str = ""
    exit_code: int = 0
    noise: tuple[Line, ...] = ()

    @property
    def height(self) -> int:
        """Pixels from top to bottom in the reading frame."""
        return self.frame.upright[1]

    @property
    def width(self) -> int:
        """Pixels from left to right in the reading frame."""
        return self.frame.upright[0]


# A page whose words come out below this mean confidence may be lying on its side
# or upside down; worth a second look. Upright pages of dirty photocopies stay
# above .45, pages read upside down fall below .40 (samples turned by the tests).
DOUBTFUL = 0.5  # 0-1
# Fewer letters than this say nothing about which way is up.
ENOUGH_LETTERS = 40


# What may be wrong with a page and not with the machine.
TROUBLE = (PageFailed, tesseract.ReadingFailed, cv2.error, MemoryError)

Look = Callable[[Sequence[Image], Sequence[Sheet]], Sequence[Page]]


def read_pages(source: Source, sheets: Sequence[Sheet], settings: ReadSettings) -> tuple[Page, ...]:
    """Rasterize and read pages; never raises for what is wrong with a page alone.

    Raises MissingTool, OSError.
    """

    def look(rendered: Sequence[Image], sheets: Sequence[Sheet]) -> Sequence[Page]:
        return read_images(rendered, sheets, readers(settings), timeout=settings.timeout)

    return look_at(source, sheets, settings, look)


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


def readers(settings: ReadSettings) -> Readers:
    """Tesseract for the text; and for labels and codes, which are in English letters."""
    text = tesseract.Tesseract(settings.language, settings.timeout)
    labels = tesseract.Tesseract("eng", settings.timeout, layout=6)
    return Readers(text, labels, replace(labels, letters=LETTERS))


def failed(sheet: Sheet, why: str, exit_code: int = PageFailed.exit_code) -> Page:
    """The page that stands for one that could not be read."""
    log.warning("page %d failed: %s", sheet.number, why)
    frame = Frame(round(sheet.width * sheet.dpi), round(sheet.height * sheet.dpi))
    return Page(sheet.number, sheet.dpi, frame, Status.FAILED, reason=why, exit_code=exit_code)


def read_images(
    rendered: Sequence[Image], sheets: Sequence[Sheet], readers: Readers, *, timeout: float
) -> tuple[Page, ...]:
    """Read (height, width) or (height, width, 3) uint8 page images rendered for `sheets`.

    Raises what the readers raise.
    """
    seen = [_see(image, sheet, readers, 0) for image, sheet in zip(rendered, sheets, strict=True)]
    return tuple(
        _settled(each, _read(each, words, readers), image, sheet, readers, timeout)
        for each, words, image, sheet in zip(
            seen, _words(seen, readers.text), rendered, sheets, strict=True
        )
    )


def _settled(
    seen: "_Seen", page: Page, rendered: Image, sheet: Sheet, readers: Readers, timeout: float
) -> Page:
    """The page the right way up; without what was read on it when it holds nothing to read."""
    if _is_back_side(seen, page, readers):
        return _emptied(page)
    upright = _set_upright(page, rendered, sheet, readers, timeout)
    if upright is page and blanks.nothing_to_read(page.lines, seen.legible, dpi=page.dpi):
        return _emptied(page)
    return upright


def _is_back_side(seen: "_Seen", page: Page, readers: Readers) -> bool:
    words = [word for line in page.lines for word in line.words]
    if not blanks.is_doubtful(words):
        return False
    mirrored = np.ascontiguousarray(seen.legible[:, ::-1])
    return blanks.shows_through(words, readers.text.read_all([mirrored], dpi=page.dpi)[0])


def _emptied(page: Page) -> Page:
    """The page with its lines set aside as noise."""
    if page.lines:
        log.info("page %d holds nothing to read", page.number)
    status = Status.READ if page.redactions else Status.BLANK
    return replace(page, status=status, lines=(), noise=page.lines)


def _set_upright(
    page: Page, rendered: Image, sheet: Sheet, readers: Readers, timeout: float
) -> Page:
    """The page, or what it is when it is turned: some were scanned on their side."""
    if not _doubtful(page):
        return page
    rotation = tesseract.quarter_turn(image.grey(rendered), dpi=sheet.dpi, timeout=timeout)
    if not rotation:
        return page
    seen = _see(rendered, sheet, readers, rotation)
    turned = _read(seen, _words([seen], readers.text)[0], readers)
    log.info("page %d turned by %d degrees", sheet.number, rotation)
    # The better reading decides, not the orientation detector, which errs on
    # pages with little type.
    return max(page, turned, key=_evidence)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page before it is read: all but its lines, and the image for the readers."""

    page: Page
    legible: Image


def _see(rendered: Image, sheet: Sheet, readers: Readers, rotation: int) -> _Seen:
    height, width = rendered.shape[:2]
    upright = image.turn(rendered, rotation)
    grey = image.grey(upright)
    skew = image.find_skew(image.ink(grey, dpi=sheet.dpi), dpi=sheet.dpi)
    frame = Frame(width, height, rotation, skew)
    # Sought before the page is levelled: what software drew is level on the scan, and
    # a hair line does not survive a small turn.
    found = find_redactions(upright, dpi=sheet.dpi)
    found = read_labels(upright, found, readers.labels, second=readers.codes, dpi=sheet.dpi)
    redactions = levelled(found, frame, sheet.dpi)
    level = image.level(grey, skew)
    legible = _legible(level, redactions, sheet.dpi, turned=bool(skew))
    page = Page(sheet.number, sheet.dpi, frame, Status.BLANK, redactions=redactions)
    return _Seen(page, legible)


def _words(seen: Sequence[_Seen], reader: PageReader) -> list[tuple[Word, ...]]:
    """The words of pages, in one run of the reader for each resolution in a row."""
    runs = itertools.groupby(seen, lambda each: each.page.dpi)
    return [words for dpi, run in runs for words in _words_at([*run], reader, dpi)]


def _words_at(seen: Sequence[_Seen], reader: PageReader, dpi: int) -> list[tuple[Word, ...]]:
    """The words of pages at one resolution; one without a mark like a letter is not read."""
    worth = [blanks.may_hold_letters(each.legible, dpi=dpi) for each in seen]
    pages = [each.legible for each, reads in zip(seen, worth, strict=True) if reads]
    found = iter(reader.read_all(pages, dpi=dpi) if pages else ())
    return [next(found) if reads else () for reads in worth]


def _read(seen: _Seen, words: Sequence[Word], readers: Readers) -> Page:
    """The page with its words as lines, margin codes read again."""
    redactions = seen.page.redactions
    words = [word for word in words if not _under(word, redactions)]
    bands = [band for redaction in redactions for band in redaction.bands]
    lines = reread_codes(seen.legible, assemble_lines(words, bands), readers.codes)
    status = Status.READ if lines or redactions else Status.BLANK
    return replace(seen.page, status=status, lines=lines)


def _legible(level: Image, redactions: tuple[Redaction, ...], dpi: int, *, turned: bool) -> Image:
    """The page as it is handed to a reader: redactions covered, paper white, no rules."""
    if not image.is_bilevel(level):
        return cover(image.flatten(level, dpi=dpi), redactions, dpi=dpi)
    # The grey edges of a page turned by a few degrees keep its strokes smooth.
    crisp = level if turned else image.black_and_white(level)
    # Covered first: the rim of a bar is thin and long, and no rule.
    return erase_rules(cover(crisp, redactions, dpi=dpi), dpi=dpi)


def _under(word: Word, redactions: tuple[Redaction, ...]) -> bool:
    """Whether the middle of a word lies in a redaction: then it is no word."""
    return any(
        band.left <= word.box.centre < band.right and band.top <= word.box.middle < band.bottom
        for redaction in redactions
        for band in redaction.bands
    )


def _letters(page: Page) -> int:
    return sum(len(word.text) for line in page.lines for word in line.words)


def _evidence(page: Page) -> float:
    """Letters, each counted by the confidence it was read with."""
    return sum(len(word.text) * word.confidence for line in page.lines for word in line.words)


def _doubtful(page: Page) -> bool:
    letters = _letters(page)
    return letters >= ENOUGH_LETTERS and _evidence(page) / letters < DOUBTFUL
