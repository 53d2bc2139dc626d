"""Pages read: from their images to their lines and redactions.

    upright → judge → redactions, their labels → level → cover them → erase rules → read
    → lines → words in doubt, read again → margin codes again

Everything pages need happens in one call, in one process, so that no image ever
travels. A few are taken together, because a program takes as long to start as a third
of a page takes to read.
"""

import itertools
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr import blanks, image, sideways, tesseract, treatments
from ocr.frame import Image
from ocr.hidden_text import count_hidden
from ocr.lines import assemble_lines
from ocr.lone_marks import with_lone_marks
from ocr.margins import part_codes, reread_codes
from ocr.missed_lines import left_over, may_miss_lines, parted
from ocr.model import Line, Redaction, Sheet, Status, Word
from ocr.page import Page, ReadSettings, look_at
from ocr.readers import CropReader, PageReader
from ocr.recognizer import Recognizer
from ocr.redactions import uncovered
from ocr.rereading import read_again
from ocr.seen import Seen, see
from ocr.source import Source
from ocr.struck_lines import with_struck_lines
from ocr.text_layer import Doubted, Layer, read_layers, visible_words
from ocr.twice_read import read_once
from ocr.word_heights import fitted
from ocr.written_codes import with_written_codes

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readers:
    """One reader for the page, one for small pieces of it.

    crops   reads words in doubt, labels in boxes, codes in margins
    """

    text: PageReader
    crops: CropReader


# The words of a page, and its dirt: missed lines read badly, words read twice.
_Words = tuple[tuple[Word, ...], tuple[Word, ...]]

# Fewer letters than this say nothing about which way is up.
ENOUGH_LETTERS = 40


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


def readers(settings: ReadSettings) -> Readers:
    """Tesseract for the text, the recogniser for pieces of it."""
    return Readers(tesseract.Tesseract(settings.language, settings.timeout), Recognizer())


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
    seen = [see(image, sheet, readers.crops) for image, sheet in zip(rendered, sheets, strict=True)]
    typeset = [
        _own_words(each, layer, readers.text) for each, layer in zip(seen, layers, strict=True)
    ]
    unread = [each for each, own in zip(seen, typeset, strict=True) if own is None]
    read = iter(_words(unread, readers.text))
    pages = [
        _settled(each, next(read), image, sheet, readers, timeout)
        if own is None
        else _typeset(each.page, own)
        for each, own, image, sheet in zip(seen, typeset, rendered, sheets, strict=True)
    ]
    return tuple(
        replace(page, redactions=count_hidden(page.redactions, layer.words, page.frame, image))
        for page, image, layer in zip(pages, rendered, layers, strict=True)
    )


def _own_words(seen: Seen, layer: Layer, reader: PageReader) -> tuple[Word, ...] | None:
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


def _typeset(page: Page, words: Sequence[Word]) -> Page:
    """A page that was born digital, with the words of its text layer."""
    lines = part_codes(_lines(page, uncovered(words, page.redactions)), page.width)
    return replace(page, status=_status(lines, page.redactions), lines=lines)


def _settled(
    seen: Seen,
    told: _Words,
    rendered: Image,
    sheet: Sheet,
    readers: Readers,
    timeout: float,
) -> Page:
    """The page the right way up, or without lines when it holds nothing to read.

    Both are told from what the first reader saw, because the second makes words of dirt
    and of what stands on its head.
    """
    words, dirt = told
    if sideways.lies_on_its_side(words) or blanks.is_doubtful(words):
        turned = _turned_or_emptied(seen, told, rendered, sheet, readers, timeout)
        if turned:
            return turned
    lines = _lines(seen.page, words)
    if blanks.nothing_to_read(lines, seen.legible, dpi=sheet.dpi):
        return _emptied(seen.page, words + dirt)
    return _read(seen, lines, dirt, readers)


def _turned_or_emptied(
    seen: Seen,
    told: _Words,
    rendered: Image,
    sheet: Sheet,
    readers: Readers,
    timeout: float,
) -> Page | None:
    """A page that reads better another way up, or none if its type shows through; else None."""
    words, dirt = told
    on_its_side = sideways.lies_on_its_side(words)
    mirrored = () if on_its_side else _better_in_a_mirror(seen, words, readers.text)
    enough = sum(len(word.text) for word in words) >= ENOUGH_LETTERS
    asked = enough or mirrored
    detect = tesseract.quarter_turn
    detected = detect(image.grey(rendered), dpi=sheet.dpi, timeout=timeout) if asked else 0
    # The better reading decides, not the orientation detector, which errs on pages with little
    # type; a page on its head reads better in a mirror too, and best when it is turned.
    least = blanks.evidence(words) * (sideways.STILL_READ if on_its_side else 1)
    least = max(least, blanks.evidence(mirrored))
    for turn in sideways.turns_to_try(detected, on_its_side=on_its_side) if enough else ():
        turned = see(rendered, sheet, readers.crops, turn)
        again, its_dirt = _words([turned], readers.text)[0]
        if blanks.evidence(again) > least and not sideways.lies_on_its_side(again):
            log.info("page %d turned by %d degrees", sheet.number, turn)
            return _read(turned, _lines(turned.page, again), its_dirt, readers)
    # A page on its side reads badly either way, and one of the two less so by chance.
    if mirrored and detected not in (90, 270):
        return _emptied(seen.page, words + dirt)
    return None


def _better_in_a_mirror(seen: Seen, words: Sequence[Word], reader: PageReader) -> tuple[Word, ...]:
    """The words of the page in a mirror, if it is the back of a typed sheet by them."""
    flipped = np.ascontiguousarray(seen.for_lines()[:, ::-1])
    mirrored = reader.read_all([flipped], dpi=seen.page.dpi)[0]
    return mirrored if blanks.shows_through(words, mirrored) else ()


def _emptied(page: Page, words: Sequence[Word]) -> Page:
    """The page without lines; what was read on it is dirt."""
    if words:
        log.info("page %d holds nothing to read", page.number)
    dirt = tuple(word for line in _lines(page, words) for word in line.words)
    return replace(page, status=_status((), page.redactions), dirt=dirt)


def _words(seen: Sequence[Seen], reader: PageReader) -> list[_Words]:
    """The words of pages, in one run of the reader for each resolution in a row."""
    runs = itertools.groupby(seen, lambda each: each.page.dpi)
    return [words for dpi, run in runs for words in _words_at([*run], reader, dpi)]


def _words_at(seen: Sequence[Seen], reader: PageReader, dpi: int) -> list[_Words]:
    """The words of pages at one resolution; one without a mark like a letter is not read."""
    worth = [blanks.may_hold_letters(each.legible, dpi=dpi) for each in seen]
    pages = [each.for_lines() for each, reads in zip(seen, worth, strict=True) if reads]
    found = zip(reader.read_all(pages, dpi=dpi) if pages else (), pages, strict=True)
    return [
        _and_missed(each, _or_untreated(each, _placed(*next(found), each.page), reader), reader)
        if reads
        else ((), ())
        for each, reads in zip(seen, worth, strict=True)
    ]


def _or_untreated(seen: Seen, words: tuple[Word, ...], reader: PageReader) -> tuple[Word, ...]:
    """The words of a page as it is, where its treatment took most of the type away."""
    signs = sum(len(word.text) for word in words)
    if not treatments.lost_type(signs, seen.page.condition):
        return words
    log.info("page %d is read untreated", seen.page.number)
    [plain] = reader.read_all([seen.legible], dpi=seen.page.dpi)
    return max(words, _placed(plain, seen.legible, seen.page), key=blanks.evidence)


def _and_missed(seen: Seen, words: tuple[Word, ...], reader: PageReader) -> _Words:
    """The words of a page and of lines that the reader walked past, each place read once."""
    page = seen.page
    missing = may_miss_lines(words, page.condition)
    rows = left_over(seen.for_letters(), words, dpi=page.dpi) if missing else None
    if rows is None:
        return read_once(words)
    more = _placed(reader.read_all([rows], dpi=page.dpi)[0], rows, page)
    missed, dirt = parted(_lines(page, more))
    return read_once(words + missed, dirt)


def _placed(words: Sequence[Word], image: Image, page: Page) -> tuple[Word, ...]:
    """Words that stand under no redaction, as high as their letters."""
    own = fitted(words, image, page.condition.letter_height * page.dpi)
    return uncovered(own, page.redactions)


def _lines(page: Page, words: Sequence[Word]) -> tuple[Line, ...]:
    """Words as lines, which stop before a redaction."""
    return assemble_lines(words, [band for r in page.redactions for band in r.bands])


def _read(seen: Seen, lines: tuple[Line, ...], dirt: tuple[Word, ...], readers: Readers) -> Page:
    """The page with its lines, their words in doubt and margin codes read again."""
    page = seen.page
    lines, doubted = read_again(seen.for_letters(), lines, readers.crops)
    lines = reread_codes(seen.legible, lines, readers.crops)
    lines = with_struck_lines(seen.legible, lines, readers.crops, dpi=page.dpi)
    lines = with_written_codes(seen.legible, lines, page.redactions, readers.crops, dpi=page.dpi)
    dirt += doubted
    lines, lone = with_lone_marks(
        seen.legible, lines, dirt, page.redactions, readers.crops, dpi=page.dpi
    )
    return replace(page, status=_status(lines, page.redactions), lines=lines, dirt=dirt + lone)


def _status(lines: Sequence[Line], redactions: Sequence[Redaction]) -> Status:
    return Status.READ if lines or redactions else Status.BLANK
