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

from ocr import blanks, image, screens, sideways, tesseract, treatments
from ocr.condition import judge
from ocr.frame import Frame, Image
from ocr.hidden_text import count_hidden
from ocr.labels import read_labels
from ocr.lines import assemble_lines
from ocr.lone_marks import with_lone_marks
from ocr.margins import part_codes, reread_codes
from ocr.missed_lines import left_over, may_miss_lines, parted
from ocr.model import Line, Redaction, Sheet, Status, Word
from ocr.page import Page, ReadSettings, look_at
from ocr.readers import CropReader, PageReader
from ocr.recognizer import Recognizer
from ocr.redactions import cover, find_redactions, uncovered
from ocr.regions import levelled
from ocr.rereading import read_again
from ocr.rules import erase_rules
from ocr.source import Source
from ocr.text_layer import Doubted, Layer, read_layers, visible_words
from ocr.word_heights import fitted

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readers:
    """One reader for the page, one for small pieces of it.

    crops   reads words in doubt, labels in boxes, codes in margins
    """

    text: PageReader
    crops: CropReader


# The words of a page, and those of its missed lines that were read badly, which are dirt.
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
    seen = [_see(image, sheet, readers, 0) for image, sheet in zip(rendered, sheets, strict=True)]
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


def _typeset(page: Page, words: Sequence[Word]) -> Page:
    """A page that was born digital, with the words of its text layer."""
    lines = part_codes(_lines(page, uncovered(words, page.redactions)), page.width)
    return replace(page, status=_status(lines, page.redactions), lines=lines)


def _settled(
    seen: "_Seen",
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
    on_its_side = sideways.lies_on_its_side(words)
    if on_its_side or blanks.is_doubtful(words):
        back = not on_its_side and _reads_better_in_a_mirror(seen, words, readers.text)
        enough = sum(len(word.text) for word in words) >= ENOUGH_LETTERS
        turn = tesseract.quarter_turn
        asked = back or enough
        rotation = turn(image.grey(rendered), dpi=sheet.dpi, timeout=timeout) if asked else 0
        # A page on its side reads badly either way, and one of the two less so by chance.
        if back and rotation not in (90, 270):
            return _emptied(seen.page, words + dirt)
        turns = sideways.turns_to_try(rotation, on_its_side=on_its_side) if enough else ()
        # The better reading decides, not the orientation detector, which errs on
        # pages with little type.
        least = blanks.evidence(words) * (sideways.STILL_READ if on_its_side else 1)
        for rotation in turns:
            turned = _see(rendered, sheet, readers, rotation)
            again, its_dirt = _words([turned], readers.text)[0]
            if blanks.evidence(again) > least and not sideways.lies_on_its_side(again):
                log.info("page %d turned by %d degrees", sheet.number, rotation)
                return _read(turned, _lines(turned.page, again), its_dirt, readers)
    lines = _lines(seen.page, words)
    if blanks.nothing_to_read(lines, seen.legible, dpi=sheet.dpi):
        return _emptied(seen.page, words + dirt)
    return _read(seen, lines, dirt, readers)


def _reads_better_in_a_mirror(seen: "_Seen", words: Sequence[Word], reader: PageReader) -> bool:
    mirrored = np.ascontiguousarray(seen.for_lines()[:, ::-1])
    return blanks.shows_through(words, reader.read_all([mirrored], dpi=seen.page.dpi)[0])


def _emptied(page: Page, words: Sequence[Word]) -> Page:
    """The page without lines; what was read on it is dirt."""
    if words:
        log.info("page %d holds nothing to read", page.number)
    dirt = tuple(word for line in _lines(page, words) for word in line.words)
    return replace(page, status=_status((), page.redactions), dirt=dirt)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page before it is read: all but its lines, and the image for the readers."""

    page: Page
    legible: Image

    def for_lines(self) -> Image:
        return treatments.for_lines(self.legible, self.page.condition, dpi=self.page.dpi)

    def for_letters(self) -> Image:
        return treatments.for_letters(self.legible, self.page.condition, dpi=self.page.dpi)


def _see(rendered: Image, sheet: Sheet, readers: Readers, rotation: int) -> _Seen:
    height, width = rendered.shape[:2]
    upright = image.turn(rendered, rotation)
    grey = screens.as_tones(image.grey(upright), dpi=sheet.dpi)
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


def _words(seen: Sequence[_Seen], reader: PageReader) -> list[_Words]:
    """The words of pages, in one run of the reader for each resolution in a row."""
    runs = itertools.groupby(seen, lambda each: each.page.dpi)
    return [words for dpi, run in runs for words in _words_at([*run], reader, dpi)]


def _words_at(seen: Sequence[_Seen], reader: PageReader, dpi: int) -> list[_Words]:
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


def _or_untreated(seen: _Seen, words: tuple[Word, ...], reader: PageReader) -> tuple[Word, ...]:
    """The words of a page as it is, where its treatment took most of the type away."""
    signs = sum(len(word.text) for word in words)
    if not treatments.lost_type(signs, seen.page.condition):
        return words
    log.info("page %d is read untreated", seen.page.number)
    [plain] = reader.read_all([seen.legible], dpi=seen.page.dpi)
    return max(words, _placed(plain, seen.legible, seen.page), key=blanks.evidence)


def _and_missed(seen: _Seen, words: tuple[Word, ...], reader: PageReader) -> _Words:
    """The words of a page and of those of its lines that the reader walked past."""
    page = seen.page
    if not may_miss_lines(words, page.condition):
        return words, ()
    rows = left_over(seen.for_letters(), words, dpi=page.dpi)
    if rows is None:
        return words, ()
    [more] = reader.read_all([rows], dpi=page.dpi)
    missed, dirt = parted(_lines(page, _placed(more, rows, page)))
    return words + missed, dirt


def _placed(words: Sequence[Word], image: Image, page: Page) -> tuple[Word, ...]:
    """Words that stand under no redaction, as high as their letters."""
    own = fitted(words, image, page.condition.letter_height * page.dpi)
    return uncovered(own, page.redactions)


def _lines(page: Page, words: Sequence[Word]) -> tuple[Line, ...]:
    """Words as lines, which stop before a redaction."""
    return assemble_lines(words, [band for r in page.redactions for band in r.bands])


def _read(seen: _Seen, lines: tuple[Line, ...], dirt: tuple[Word, ...], readers: Readers) -> Page:
    """The page with its lines, their words in doubt and margin codes read again."""
    page = seen.page
    lines, doubted = read_again(seen.for_letters(), lines, readers.crops)
    lines = reread_codes(seen.legible, lines, readers.crops)
    lines, lone = with_lone_marks(seen.legible, lines, page.redactions, readers.crops, dpi=page.dpi)
    every = (*dirt, *doubted, *lone)
    return replace(page, status=_status(lines, page.redactions), lines=lines, dirt=every)


def _status(lines: Sequence[Line], redactions: Sequence[Redaction]) -> Status:
    return Status.READ if lines or redactions else Status.BLANK


def _legible(level: Image, redactions: tuple[Redaction, ...], dpi: int, *, turned: bool) -> Image:
    """The page as it is handed to a reader: redactions covered, paper white, no rules."""
    if not image.is_bilevel(level):
        return cover(image.flatten(level, dpi=dpi), redactions, dpi=dpi)
    # The grey edges of a page turned by a few degrees keep its strokes smooth.
    crisp = level if turned else image.black_and_white(level)
    # Covered first: the rim of a bar is thin and long, and no rule.
    return erase_rules(cover(crisp, redactions, dpi=dpi), dpi=dpi)
