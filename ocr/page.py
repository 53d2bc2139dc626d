"""One page, from the file to its lines and redactions.

    rasterize → upright → redactions, their labels → level → cover them → erase rules → read
    → lines → words in doubt, read again → margin codes again

Everything a page needs happens in one call, in one process, so that no image
ever travels. A page that cannot be read comes back as FAILED with its reason;
one that was read and holds nothing is BLANK. They are never the same value.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2

from ocr import image, tesseract
from ocr.crops import Reader
from ocr.errors import PageFailed, first_line
from ocr.exemptions import LETTERS
from ocr.frame import Frame, Image
from ocr.labels import read_labels
from ocr.lines import assemble_lines
from ocr.margins import reread_codes
from ocr.model import Line, Redaction, Sheet, Status, Word
from ocr.recognizer import Recognizer
from ocr.redactions import cover, find_redactions
from ocr.regions import levelled
from ocr.rereading import PieceReader, read_again
from ocr.rules import erase_rules
from ocr.source import Source, rasterize
from ocr.voting import first_confidence

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readers:
    """One reader for the page, one for its words in doubt, two for the small print.

    second   reads pieces of lines
    labels   reads any letters: what is in a box may be a phrase, or no label at all
    codes    reads only what codes are printed in, so that a 1 is no l
    """

    text: Reader
    labels: Reader
    codes: Reader
    second: PieceReader


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

    dirt     words that one reader saw faintly and the other not at all; in no line
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


def read_page(source: Source, sheet: Sheet, settings: ReadSettings) -> Page:
    """Rasterize and read one page; never raises for what is wrong with the page alone.

    Raises MissingTool, OSError.
    """

    def look(rendered: Image) -> Page:
        return read_image(rendered, sheet, readers(settings), timeout=settings.timeout)

    return look_at(source, sheet, settings, look)


def look_at(
    source: Source, sheet: Sheet, settings: ReadSettings, look: Callable[[Image], Page]
) -> Page:
    """What `look` makes of a page's image, or the FAILED page that says why there is nothing.

    A page that failed is tried once more: a program that was killed from outside, for
    want of memory or by hand, leaves no mark on the page. Raises MissingTool, OSError.
    """
    page = _look_once(source, sheet, settings, look)
    if page.status is Status.FAILED and page.exit_code == PageFailed.exit_code:
        log.info("page %d is tried once more", sheet.number)
        page = _look_once(source, sheet, settings, look)
    return page


def _look_once(
    source: Source, sheet: Sheet, settings: ReadSettings, look: Callable[[Image], Page]
) -> Page:
    try:
        return look(
            rasterize(source, sheet, max_pixels=settings.max_pixels, timeout=settings.timeout)
        )
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
    return Readers(text, labels, replace(labels, letters=LETTERS), Recognizer())


def failed(sheet: Sheet, why: str, exit_code: int = PageFailed.exit_code) -> Page:
    """The page that stands for one that could not be read."""
    log.warning("page %d failed: %s", sheet.number, why)
    frame = Frame(round(sheet.width * sheet.dpi), round(sheet.height * sheet.dpi))
    return Page(sheet.number, sheet.dpi, frame, Status.FAILED, reason=why, exit_code=exit_code)


def read_image(rendered: Image, sheet: Sheet, readers: Readers, *, timeout: float) -> Page:
    """Read a (height, width) or (height, width, 3) uint8 page image rendered for `sheet`.

    Raises what the readers raise.
    """
    page = _read_turned(rendered, sheet, readers, 0)
    if not _doubtful(page):
        return page
    rotation = tesseract.quarter_turn(image.grey(rendered), dpi=sheet.dpi, timeout=timeout)
    if not rotation:
        return page
    turned = _read_turned(rendered, sheet, readers, rotation)
    log.info("page %d turned by %d degrees", sheet.number, rotation)
    # The better reading decides, not the orientation detector, which errs on
    # pages with little type.
    return max(page, turned, key=_evidence)


def _read_turned(rendered: Image, sheet: Sheet, readers: Readers, rotation: int) -> Page:
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
    words = readers.text.read(legible, dpi=sheet.dpi)
    words = tuple(word for word in words if not _under(word, redactions))
    bands = [band for redaction in redactions for band in redaction.bands]
    lines, dirt = read_again(legible, assemble_lines(words, bands), readers.second)
    lines = reread_codes(legible, lines, readers.codes)
    status = Status.READ if lines or redactions else Status.BLANK
    return Page(sheet.number, sheet.dpi, frame, status, lines, redactions, dirt)


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


def _seen_first(page: Page) -> list[Word]:
    """What the first reader saw: it alone tells which way is up, as it sees whole lines."""
    return [*(word for line in page.lines for word in line.words), *page.dirt]


def _letters(page: Page) -> int:
    return sum(len(word.text) for word in _seen_first(page))


def _evidence(page: Page) -> float:
    """Letters, each counted by the confidence it was first read with."""
    return sum(len(word.text) * first_confidence(word) for word in _seen_first(page))


def _doubtful(page: Page) -> bool:
    letters = _letters(page)
    return letters >= ENOUGH_LETTERS and _evidence(page) / letters < DOUBTFUL
