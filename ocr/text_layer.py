"""The text that a PDF itself holds for a page, where the page's image bears it out.

A layer may be anything: words drawn as type, an agency's OCR laid invisibly over a scan,
white on white, clipped away, under a bar, or with a font whose letters have other names.
So it is never believed because it is there. `visible_words` takes the words of a page
that was born digital when its image bears them out: there is ink where each word is
said to stand, no letters are left over elsewhere, nothing of it lies under a redaction,
and a few of its lines read the same by OCR. In any doubt the page is read from its image.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from ocr import image, poppler_text
from ocr.frame import Frame, Image
from ocr.hidden_text import under
from ocr.lines import assemble_lines
from ocr.model import Box, Line, Redaction, Sheet, Word
from ocr.poppler_pictures import pictured_share
from ocr.readers import PageReader
from ocr.rules import erase_rules
from ocr.source import Source

# A letterhead's seal covers a twentieth of a page; text over a larger picture may be OCR.
MOST_PICTURED = 0.2  # share of the page
# What a font without names for its letters gives: private, unassigned, control characters.
NAMELESS = frozenset({"Co", "Cn", "Cs", "Cc"})
# Word processors' bullet, a private letter of the Symbol font.
BULLETS = {"\uf0b7": "•"}
# Ink in the box of a word: under this, nothing is seen; over that, no letters are. Bold
# capitals fill 45 % of their box, a full stop 1 %.
LEAST_INK, MOST_INK = 0.002, 0.6
# Paper inside a word, in widths of its letters: what is longer was clipped or covered.
MOST_GAP = 2.5
# Letters that something is drawn over are one piece of ink, wider than their row is high.
MOST_JOINED = 3.0
# What has the size of a letter and stands in no word; specks and bullets are fewer.
LEAST_LETTER, MOST_LETTER = 0.04, 0.6  # inches
MOST_LEFT_OVER = 4
# Lines that are read again, how long they must be to tell, and how well both must agree.
# Clean print is read with .98 and more; another text agrees by chance up to .3.
SAMPLE = 6
TELLING = 8  # letters
AGREEING = 0.85  # 0-1


class Doubted(Exception):
    """A text layer that is not believed; `args[0]` says why, in no word of it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a file holds as text for a page.

    words     boxes are pixels of the page as rendered, wherever that is
    typeset   the page may be read from them: no picture covers it, and the user said so
    """

    words: tuple[Word, ...] = ()
    typeset: bool = False


def read_layers(
    source: Source, sheets: Sequence[Sheet], *, use: bool, timeout: float
) -> list[Layer]:
    """The text layers of pages; empty for pages of a file without fonts.

    use       whether pages may be read from them; timeout, seconds for a program

    Raises MissingTool.
    """
    lettered = [sheet for sheet in sheets if sheet.lettered]
    told = poppler_text.text_layer(source.path, lettered, timeout=timeout)
    words = {sheet.number: each for sheet, each in zip(lettered, told, strict=True)}
    return [_layer(source, sheet, words.get(sheet.number, ()), use) for sheet in sheets]


def _layer(source: Source, sheet: Sheet, words: tuple[Word, ...], use: bool) -> Layer:
    typeset = use and bool(words)
    return Layer(words, typeset and pictured_share(source.path, sheet) <= MOST_PICTURED)


def visible_words(
    words: Sequence[Word],
    redactions: Sequence[Redaction],
    frame: Frame,
    legible: Image,
    reader: PageReader,
    *,
    dpi: int,
) -> tuple[Word, ...]:
    """The words of a layer, each in the box of its ink, its confidence that of the sample.

    legible   (height, width) uint8 in the reading frame, redactions covered

    Raises Doubted, and what the reader raises.
    """
    if frame.rotation or frame.skew:
        raise Doubted("its lines are not level")
    named = _named(words)
    ink = _Ink.of(
        image.darker_than(erase_rules(image.black_and_white(legible), dpi=dpi), image.INK)
    )
    seen = [word for word in (_seen(w, ink) for w in _outside(named, redactions, frame)) if word]
    if not seen:
        raise Doubted("nothing of it can be seen")
    _refuse_left_over(seen, ink, dpi)
    agreement = _agreement(assemble_lines(seen), legible, reader, dpi)
    if agreement < AGREEING:
        raise Doubted(f"the image reads differently, {agreement:.2f} alike")
    return tuple(replace(word, confidence=round(agreement, 3)) for word in seen)


def _named(words: Sequence[Word]) -> list[Word]:
    """Words without characters that cannot be seen; raises Doubted when one has no name."""
    texts = ["".join(map(_plain, word.text)) for word in words]
    if any(unicodedata.category(c) in NAMELESS or c == "\ufffd" for t in texts for c in t):
        raise Doubted("its letters have no names")
    return [replace(w, text=t) for w, t in zip(words, texts, strict=True) if t.strip()]


def _plain(character: str) -> str:
    """A ligature as its letters, no joiners and marks of direction, a bullet as one."""
    if "\ufb00" <= character <= "\ufb06":
        return unicodedata.normalize("NFKC", character)
    if character == "\u00ad":
        return "-"
    return BULLETS.get(character, "" if unicodedata.category(character) == "Cf" else character)


def _outside(words: Sequence[Word], redactions: Sequence[Redaction], frame: Frame) -> list[Word]:
    """Words that no redaction touches; raises Doubted when one covers a word in part.

    Those inside are a label, which is read from the image, or hidden.
    """
    kept = []
    for word in words:
        covered = len({n for redaction in redactions for n in under(word, redaction, frame)})
        if 0 < covered < len(word.text):
            raise Doubted("a redaction covers a word in part")
        if not covered:
            kept.append(word)
    return kept


@dataclass(frozen=True, slots=True)
class _Ink:
    """Where the ink of a page is, each connected piece with its number.

    mask, pieces   (height, width); sizes, (pieces, 5) as OpenCV counts them
    """

    mask: Image
    pieces: NDArray[np.int32]
    sizes: NDArray[np.int32]

    @classmethod
    def of(cls, mask: Image) -> "_Ink":
        _, pieces, sizes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        return cls(mask, np.asarray(pieces, np.int32), np.asarray(sizes, np.int32))


def _seen(word: Word, ink: _Ink) -> Word | None:
    """A word in the box of its ink; None where there is none. Raises Doubted."""
    box = word.box
    left, top = max(box.left, 0), max(box.top, 0)
    place = slice(top, max(box.bottom, top)), slice(left, max(box.right, left))
    part = ink.mask[place]
    share = np.count_nonzero(part) / box.area
    if share < LEAST_INK:
        return None
    if share > MOST_INK:
        raise Doubted("a word is covered with ink")
    across, down = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
    edges = np.array([box.left - left - 1, *across, box.right - left])
    letter = max(box.width / len(word.text), box.height / 4)
    if np.diff(edges).max() > MOST_GAP * letter:
        raise Doubted("a word is seen in part")
    pieces = np.unique(ink.pieces[place])
    if ink.sizes[pieces[pieces > 0], cv2.CC_STAT_WIDTH].max() > MOST_JOINED * box.height:
        raise Doubted("the letters of a word run together")
    right, bottom = left + int(across[-1]) + 1, top + int(down[-1]) + 1
    return replace(word, box=Box(left + int(across[0]), top + int(down[0]), right, bottom))


def _refuse_left_over(words: Sequence[Word], ink: _Ink, dpi: int) -> None:
    """Raise Doubted when the page has letters that are in no word: a stamp, a drawing."""
    rest = ink.mask.copy()
    for word in words:
        box = word.box
        rest[box.top : box.bottom, box.left : box.right] = 0
    sizes = _Ink.of(rest).sizes[1:] / dpi
    high, wide = sizes[:, cv2.CC_STAT_HEIGHT], sizes[:, cv2.CC_STAT_WIDTH]
    letters = (high >= LEAST_LETTER) & (high <= MOST_LETTER) & (wide <= MOST_LETTER)
    if np.count_nonzero(letters) > MOST_LEFT_OVER:
        raise Doubted("the page shows letters that it does not have")


def _agreement(lines: Sequence[Line], legible: Image, reader: PageReader, dpi: int) -> float:
    """How alike a few lines all over the page are to what is read from their image, 0-1."""
    telling = [line for line in lines if len(line.text) >= TELLING] or list(lines)
    spread = np.linspace(0, len(telling) - 1, min(SAMPLE, len(telling)))
    sample = [telling[int(n)] for n in spread]
    rim = max(2, dpi // 20)
    strips = [_strip(legible, line.box, rim) for line in sample]
    width = max(strip.shape[1] for strip in strips)
    pads = [
        np.pad(s, ((rim, rim), (rim, width - s.shape[1] + rim)), constant_values=255)
        for s in strips
    ]
    [read] = reader.read_all([np.vstack(pads)], dpi=dpi)
    said = "".join(line.text for line in assemble_lines(read)) if read else ""
    wanted = "".join(line.text for line in sample)
    return Levenshtein.normalized_similarity(_letters(wanted), _letters(said))


def _strip(legible: Image, box: Box, rim: int) -> Image:
    rim //= 4  # less than what parts a line from the next
    return legible[
        max(box.top - rim, 0) : box.bottom + rim, max(box.left - rim, 0) : box.right + rim
    ]


def _letters(text: str) -> str:
    return "".join(text.split())
