"""Marks and words that the first reader walks past, read by themselves.

    1.  (S) ████████████████████        read with its line
        (S) ████████████████████        on a page whose bars are covered, two brackets and a
            █████████████████           blot in the middle of nothing: not read

                    - 5 -               nor is a page number that stands alone at times, or a
                                        word of a line in which a stroke or a speck lies

What stands in no word and is as high as type is read by itself. It is text when it is read
surely; before a redaction, where the beginning of the row that is hidden is looked for, also
when it stands in brackets, as portion marks and the numbers of items do. Else it is dirt.
Where the first reader made dirt of such a mark, `@)` and `®)`, it is read again, both kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import cv2
import numpy as np

from ocr.crops import cut_out, read_crops
from ocr.frame import Image
from ocr.image import pieces_of
from ocr.known_words import COMMON, bare
from ocr.lines import in_reading_order
from ocr.missed_lines import without_words
from ocr.model import Box, Line, Redaction, Word
from ocr.readers import CropReader

INK = 128  # of 255; darker is ink


@dataclass(frozen=True, slots=True)
class LoneMarkLimits:
    """In inches, where nothing else is said. Set on generated pages and on FISA's.

    high     as high as type of 8 to 16 points is, brackets and all
    wide     from `(S)` to a long word
    gap      letters are no further apart
    around   paper left about a mark for the reader
    reach    a mark begins no further before its redaction: `12. (TS//NF)` and an indent
    solid    more of its box is ink: a bar too small to be found, a bullet (0-1)
    sure     what is read with as much is text (0-1)
    seen     what stands in brackets before a redaction is, when it is read with as much
    most     marks on a page; where more is left, it is dirt, and a line that is missed
             among it is found by `ocr.missed_lines`
    """

    high: tuple[float, float] = (0.1, 0.22)
    wide: tuple[float, float] = (0.12, 1.0)
    gap: float = 0.045
    around: float = 0.02
    reach: float = 1.2
    solid: float = 0.8
    sure: float = 0.9
    seen: float = 0.3
    most: int = 24


DEFAULT_LIMITS = LoneMarkLimits()
# A mark; that of a letter with an X over it is read as many things, and as nothing.
BRACKETED = re.compile(r"\([\w&%$§@/.-]{0,12}\)")
# `- 5 -`, `VI.` and what has two figures or a word in it; scraps, `ppr` and `ity`, are read
# as surely as words.
NUMBERED = re.compile(r"-+ ?\w{1,3} ?-+|[IVXL]+\.|.*\d.*\d.*")
LONG = 4  # letters of a word that need not be a common one


def with_lone_marks(
    page: Image,
    lines: Sequence[Line],
    dirt: Sequence[Word],
    redactions: Sequence[Redaction],
    reader: CropReader,
    *,
    dpi: int,
    limits: LoneMarkLimits = DEFAULT_LIMITS,
) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    """The lines of a page, and one for each mark that no line has; and more words that are dirt.

    page   (height, width) uint8, 0 is black, its redactions covered
    dirt   words that were read and are in no line: they are not read again, but for what one
           reader took for signs with a bracket before a redaction

    Raises what the reader raises.
    """
    # What was read has gone, or a letter of it beside a mark would be read again.
    read_once = [word for word in dirt if _may_be_a_mark(word, redactions, limits.reach * dpi)]
    words = [word for line in lines for word in line.words]
    words += [word for word in dirt if word not in read_once]
    bare = without_words(page, words)
    marks = [
        mark
        for mark in find_lone_marks(bare, dpi=dpi, limits=limits)
        if not any(_is_rest_of(mark, word.box) for word in words)
    ]
    around = round(limits.around * dpi)
    read = read_crops([cut_out(bare, box, around) for box in marks], reader)
    text: list[Line] = []
    more: list[Word] = []
    for mark, own in zip(marks, read, strict=True):
        if _is_text(own, _is_before(mark, redactions, limits.reach * dpi), limits):
            text.append(Line(own))
        else:
            more += own
    return in_reading_order([*lines, *text]), tuple(more)


def _is_text(words: Sequence[Word], before: bool, limits: LoneMarkLimits) -> bool:
    """Whether what was read of a mark is text; `before`, whether it stands before a redaction."""
    said = " ".join(word.text for word in words)
    sure = fmean(word.confidence for word in words) if words else 0.0
    marked = before and sure >= limits.seen and BRACKETED.fullmatch(said) is not None
    return marked or (sure >= limits.sure and _is_worded(said))


def _may_be_a_mark(word: Word, redactions: Sequence[Redaction], reach: float) -> bool:
    """Whether one reader saw signs with a bracket where a portion mark stands, the other nothing.

    That is how a letter with an X over it reads. Of signs without a letter no second reader is
    asked (`ocr.voting`).
    """
    signs = not any(sign.isalnum() for sign in word.text) and set("()") & set(word.text)
    return bool(signs and not word.readings and _is_before(word.box, redactions, reach))


def _is_rest_of(mark: Box, word: Box) -> bool:
    """Whether a mark is what the box of a word, set too high or low, has left of its letters."""
    beside = min(mark.right, word.right) - max(mark.left, word.left)
    near = min(mark.bottom, word.bottom) - max(mark.top, word.top) >= -2
    return near and beside > mark.width / 2


def find_lone_marks(
    page: Image, *, dpi: int, limits: LoneMarkLimits = DEFAULT_LIMITS
) -> tuple[Box, ...]:
    """Where something as high as type stands on a page without its words; none where much does."""
    ink = np.asarray(page < INK, np.uint8)
    down, across = page.shape
    # Every other pixel of what is a pixel thicker tells as much, in a quarter of the time.
    joined = cv2.dilate(ink, np.ones((2, round(limits.gap * dpi) | 1), np.uint8))[::2, ::2]
    pieces = 2 * pieces_of(np.ascontiguousarray(joined))
    found = [
        box
        for left, top, width, height in pieces.tolist()
        if _is_as_large_as_type(width, height, dpi, limits)
        and _is_written(
            ink, box := Box(left, top, min(left + width, across), min(top + height, down)), limits
        )
    ]
    return tuple(sorted(found, key=_from_above)) if len(found) <= limits.most else ()


def _from_above(box: Box) -> tuple[int, int]:
    return box.top, box.left


def _is_as_large_as_type(width: int, height: int, dpi: int, limits: LoneMarkLimits) -> bool:
    (low, high), (narrow, wide) = limits.high, limits.wide
    return low * dpi <= height <= high * dpi and narrow * dpi <= width <= wide * dpi


def _is_written(ink: Image, box: Box, limits: LoneMarkLimits) -> bool:
    return float(ink[box.top : box.bottom, box.left : box.right].mean()) < limits.solid


def _is_worded(said: str) -> bool:
    """Whether what was read is a number, a common word or one that is long enough."""
    words = [bare(word) for word in said.split()]
    return bool(NUMBERED.fullmatch(said)) or any(
        word.isalpha() and (len(word) >= LONG or word in COMMON) for word in words
    )


def _is_before(mark: Box, redactions: Sequence[Redaction], reach: float) -> bool:
    """Whether a mark stands before a row of a redaction, at most `reach` pixels."""
    return any(
        band.top <= mark.middle < band.bottom and 0 <= band.left - mark.right + 2 <= reach
        for redaction in redactions
        for band in redaction.bands
    )
