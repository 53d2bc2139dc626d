"""Pages, from the file to their lines and redactions.

    rasterize → upright → judge → redactions, their labels → level → cover them → erase rules → read
    → lines → words in doubt, read again → margin codes again

Everything pages need happens in one call, in one process, so that no image ever
travels. A few are taken together, because a program takes as long to start as a third
of a page takes to read. A page that cannot be read comes back as FAILED with its reason;
one that was read and holds nothing is BLANK. They are never the same value.
"""

import itertools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import cv2

from ocr import image, tesseract
from ocr.condition import Condition, judge
from ocr.crops import CropReader
from ocr.errors import PageFailed, first_line
from ocr.frame import Frame, Image
from ocr.hidden_text import count_hidden
from ocr.labels import read_labels
from ocr.lines import assemble_lines
from ocr.margins import part_codes, reread_codes
from ocr.model import Line, Redaction, Sheet, Status, Word
from ocr.poppler_text import NAME as PDF_TEXT
from ocr.recognizer import Recognizer
from ocr.redactions import cover, find_redactions
from ocr.regions import levelled
from ocr.rereading import read_again
from ocr.rules import erase_rules
from ocr.source import Source, rasterize
from ocr.text_layer import Doubted, Layer, read_layers, visible_words
from ocr.voting import first_confidence

log = logging.getLogger(__name__)


class PageReader(Protocol):
    """Whatever reads whole pages."""

    def read_all(self, pages: Sequence[Image], *, dpi: int) -> list[tuple[Word, ...]]: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """One reader for the page, one for small pieces of it.

    crops   reads words in doubt, labels in boxes, codes in margins
    """

    text: PageReader
    crops: CropReader


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
    condition: Condition = field(default_factory=Condition)

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
        use = settings.text_layer == "use"
        layers = read_layers(source, sheets, use=use, timeout=settings.timeout)
        return read_images(
            rendered, sheets, readers(settings), timeout=settings.timeout, layers=layers
        )

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
    """Tesseract for the text, the recogniser for pieces of it."""
    return Readers(tesseract.Tesseract(settings.language, settings.timeout), Recognizer())


def failed(sheet: Sheet, why: str, exit_code: int = PageFailed.exit_code) -> Page:
    """The page that stands for one that could not be read."""
    log.warning("page %d failed: %s", sheet.number, why)
    frame = Frame(round(sheet.width * sheet.dpi), round(sheet.height * sheet.dpi))
    return Page(sheet.number, sheet.dpi, frame, Status.FAILED, reason=why, exit_code=exit_code)


def read_images(
    rendered: Sequence[Image],
    sheets: Sequence[Sheet],
    readers: Readers,
    *,
    timeout: float,
    layers: Sequence[Layer] = (),
) -> tuple[Page, ...]:
    """Read (height, width) or (height, width, 3) uint8 page images rendered for `sheets`.

    layers   the text that the file itself holds for each; none when empty

    Raises what the readers raise.
    """
    layers = layers or [Layer()] * len(sheets)
    seen = [_see(image, sheet, readers, 0) for image, sheet in zip(rendered, sheets, strict=True)]
    typeset = [
        _own_words(each, layer, readers.text) for each, layer in zip(seen, layers, strict=True)
    ]
    unread = [each for each, own in zip(seen, typeset, strict=True) if own is None]
    read = iter(_words(unread, readers.text))
    pages = [
        _read(each, next(read) if own is None else own, readers)
        for each, own in zip(seen, typeset, strict=True)
    ]
    pages = [
        _set_upright(page, image, sheet, readers, timeout)
        for page, image, sheet in zip(pages, rendered, sheets, strict=True)
    ]
    return tuple(
        replace(page, redactions=count_hidden(page.redactions, layer.words, page.frame, image))
        for page, image, layer in zip(pages, rendered, layers, strict=True)
    )


def _own_words(seen: "_Seen", layer: Layer, reader: PageReader) -> tuple[Word, ...] | None:
    """The words of the text layer of a page that was born digital; None when it must be read."""
    page = seen.page
    if not layer.typeset:
        return None
    try:
        return visible_words(
            layer.words, page.redactions, page.frame, seen.legible, reader, dpi=page.dpi
        )
    except Doubted as reason:
        log.info("page %d is read from its image: %s", page.number, reason)
        return None


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
    dark = image.ink(grey, dpi=sheet.dpi)
    condition = judge(grey, dark, dpi=sheet.dpi)
    if condition.inverted:
        upright, grey = image.negative(upright), image.negative(grey)
        dark = image.ink(grey, dpi=sheet.dpi)
    skew = image.find_skew(dark, dpi=sheet.dpi)
    frame = Frame(width, height, rotation, skew)
    # Sought before the page is levelled: what software drew is level on the scan, and
    # a hair line does not survive a small turn.
    found = find_redactions(upright, dpi=sheet.dpi)
    found = read_labels(upright, found, readers.crops, dpi=sheet.dpi)
    redactions = levelled(found, frame, sheet.dpi)
    level = image.level(grey, skew)
    legible = _legible(level, redactions, sheet.dpi, turned=bool(skew))
    page = Page(
        sheet.number, sheet.dpi, frame, Status.BLANK, redactions=redactions, condition=condition
    )
    return _Seen(page, legible)


def _words(seen: Sequence[_Seen], reader: PageReader) -> list[tuple[Word, ...]]:
    """The words of pages, in one run of the reader for each resolution in a row."""
    runs = itertools.groupby(seen, lambda each: each.page.dpi)
    return [
        words
        for dpi, run in runs
        for words in reader.read_all([each.legible for each in run], dpi=dpi)
    ]


def _read(seen: _Seen, words: Sequence[Word], readers: Readers) -> Page:
    """The page with its words as lines, margin codes read again."""
    redactions = seen.page.redactions
    words = [word for word in words if not _under(word, redactions)]
    bands = [band for redaction in redactions for band in redaction.bands]
    lines = assemble_lines(words, bands)
    dirt: tuple[Word, ...] = ()
    if any(word.reader == PDF_TEXT for word in words):
        lines = part_codes(lines, seen.page.width)
    else:
        lines, dirt = read_again(seen.legible, lines, readers.crops)
        lines = reread_codes(seen.legible, lines, readers.crops)
    status = Status.READ if lines or redactions else Status.BLANK
    return replace(seen.page, status=status, lines=lines, dirt=dirt)


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
