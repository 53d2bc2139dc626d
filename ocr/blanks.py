"""Pages on which there is nothing to read: told from marks before, from words after.

    page ─► hardly any ink, and no mark of a letter's size ────────► blank, not read at all
         ─► read ─► in a mirror it reads better ─► the back of a sheet ─► blank
                 ─► a word that is believed, or letters in a row ─► a page with text
                 ─► neither ───────────────────────────────────────► blank

Tesseract finds words in dirt, in borders and in the type on the other side of the
sheet. A blank page keeps what was read on it as dirt, for the record. The newcomer's
mistake is to go by confidence alone: a page number reads at .2 and so does a speck.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.exemptions import read as read_codes
from ocr.frame import Image
from ocr.image import darker_than, pieces_of
from ocr.model import Box, Line, Word


@dataclass(frozen=True, slots=True)
class BlankLimits:
    """Where dirt ends and letters begin; lengths in inches, confidences 0-1.

    Fitted on generated blank and sparse pages, and on 40 pages of real releases, on
    which no page with text may become blank.
    """

    # Small letters of elite type are .07 high; letters broken by a bad copy less.
    lowest: float = 0.05
    # Letters of a stamp are up to .3 high.
    tallest: float = 0.45
    # An i is .015 wide, letters that run together as wide as a word.
    narrowest: float = 0.012
    widest: float = 0.8
    # Gaps in a broken stroke, and between the dots of a matrix printer.
    gap: float = 0.015
    # Ink is this much darker than its paper, of 255, and by so many times its grain.
    faint: float = 22.0
    grain: float = 5.0
    # Grain is smoothed over this much, which is half a stroke.
    smooth: float = 0.004
    # A full page of type is 3 to 8 % ink, and is not searched for marks.
    scarce: float = 0.01
    # So much black is a page of type, or of dirt that is no matter of faint ink.
    full: float = 0.02
    # Letters in a row stand on one line or reach up to one, within this much; are alike
    # in height; and are no farther apart than two spaces.
    level: float = 0.04
    alike: float = 1.7
    apart: float = 0.25
    # A word of so many letters or more is believed at this confidence ...
    letters: int = 4
    believed: float = 0.7
    # ... and a shorter one at this: the only whole word of a faint line.
    few_letters: int = 3
    firmly_believed: float = 0.8
    # ... and these, where a page reads better in a mirror: MUT and OTTO are chance.
    letters_in_mirror: int = 6
    believed_in_mirror: float = 0.9
    # Below this mean a page may be the back of a sheet; real ones read at .42 and up.
    doubtful: float = 0.5
    # Weak words must stand on this share of the page's letters in rows, or they are
    # scraps of a back side that hardly came through.
    share_of_rows: float = 0.34
    # Fewer letters than this have no mean to speak of.
    many: int = 40
    # Pages of many letters below this mean, without one believed word, are dirt: the
    # worst real page with text has a mean of .42, dirt .15 to .32.
    hopeless: float = 0.36
    # In a mirror the back of a sheet reads better by this factor (1.9 to 2.5 times),
    # a real page at most 0.7 times as well.
    better: float = 1.25


DEFAULT_LIMITS = BlankLimits()
BLACK = 64  # of 255: darker than any paper
Boxes = NDArray[np.int32]  # (n, 4): left, top, width, height in pixels


def may_hold_letters(page: Image, *, dpi: int, limits: BlankLimits = DEFAULT_LIMITS) -> bool:
    """Whether a page (height, width), 0 is black on white paper, is worth reading."""
    if np.count_nonzero(page < BLACK) > limits.full * page.size:
        return True  # as most pages are; to look for faint ink takes 30 ms
    ink = faint_ink(page, dpi, limits)
    inked = np.count_nonzero(ink) > limits.scarce * ink.size
    return bool(inked) or len(_marks(ink, dpi, limits)) > 0


def faint_ink(page: Image, dpi: int, limits: BlankLimits = DEFAULT_LIMITS) -> Image:
    """255 where there may be ink, faint type included, but not the grain of the scan."""
    soft = cv2.GaussianBlur(page, (0, 0), limits.smooth * dpi)
    seen = soft[::3, ::3]  # a ninth of the pixels has the same median
    paper = float(np.median(seen))
    grain = 1.48 * float(np.median(np.abs(seen - paper)))
    return darker_than(
        np.asarray(soft, np.uint8), round(paper - max(limits.faint, limits.grain * grain))
    )


def _marks(ink: Image, dpi: int, limits: BlankLimits) -> Boxes:
    """Boxes of marks that are as large as letters."""
    side = max(1, round(limits.gap * dpi))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    boxes = pieces_of(np.asarray(joined, np.uint8))
    wide, high = boxes[:, 2:].T / dpi
    lettered = (high >= limits.lowest) & (high <= limits.tallest)
    lettered &= (wide >= limits.narrowest) & (wide <= limits.widest)
    return np.asarray(boxes[lettered], np.int32)


def letters_in_rows(
    page: Image, *, dpi: int, limits: BlankLimits = DEFAULT_LIMITS
) -> tuple[Box, ...]:
    """Marks as large as letters that have one like them beside them."""
    marks = _marks(faint_ink(page, dpi, limits), dpi, limits)
    return tuple(
        Box(int(left), int(top), int(left + wide), int(top + high))
        for left, top, wide, high in marks
        if _has_neighbour(marks, (left, top, wide, high), dpi, limits)
    )


def _has_neighbour(
    marks: Boxes, mark: tuple[int, int, int, int], dpi: int, limits: BlankLimits
) -> bool:
    left, top, wide, high = mark
    lefts, tops, wides, highs = marks.T
    level = limits.level * dpi
    beside = (np.abs(tops + highs - top - high) < level) | (np.abs(tops - top) < level)
    beside &= np.maximum(highs, high) < limits.alike * np.minimum(highs, high)
    gaps = np.maximum(lefts, left) - np.minimum(lefts + wides, left + wide)
    beside &= (gaps < limits.apart * dpi) & (gaps > -wide / 2)  # itself it covers wholly
    return bool(beside.any())


def is_doubtful(words: Sequence[Word], limits: BlankLimits = DEFAULT_LIMITS) -> bool:
    """Whether words were read so badly that they may stand on the other side of the sheet."""
    return bool(words) and _mean(words) < limits.doubtful


def shows_through(
    words: Sequence[Word], mirrored: Sequence[Word], limits: BlankLimits = DEFAULT_LIMITS
) -> bool:
    """Whether a page is the back of a typed sheet: it reads better in a mirror.

    mirrored   the words of the page flipped from left to right
    """
    better = evidence(mirrored) > limits.better * evidence(words)
    return better and not _believed(words, limits.letters_in_mirror, limits.believed_in_mirror)


def nothing_to_read(
    lines: Sequence[Line], page: Image, *, dpi: int, limits: BlankLimits = DEFAULT_LIMITS
) -> bool:
    """Whether all that was read on a page (height, width) is dirt.

    A line or a word that is weak but stands on letters in a row is text; so is an
    exemption code to the letter. Specks read as stops say nothing, however surely: 99 of
    them, at .6, hid what the letters of a striped border were worth, which was .17.
    """
    words = [word for line in lines for word in line.words if _letters(word)]
    if not words:
        return True
    if _believed(words, limits.letters, limits.believed):
        return False
    if _believed(words, limits.few_letters, limits.firmly_believed):
        return False
    if _mean(words) >= limits.doubtful:
        return False
    if any(code.exact for line in lines for code in read_codes(line.text)):
        return False
    if sum(map(_letters, words)) >= limits.many:
        return _mean(words) < limits.hopeless
    rows = letters_in_rows(page, dpi=dpi, limits=limits)
    read = [box for box in rows if any(word.box.holds_middle_of(box) for word in words)]
    return not read or len(read) < limits.share_of_rows * len(rows)


def _believed(words: Sequence[Word], letters: int, confidence: float) -> bool:
    return any(_letters(w) >= letters and w.confidence >= confidence for w in words)


def _letters(word: Word) -> int:
    """Letters and digits."""
    return sum(map(str.isalnum, word.text))


def evidence(words: Sequence[Word]) -> float:
    """Signs, each counted by the confidence it was read with."""
    return sum(len(word.text) * word.confidence for word in words)


def _mean(words: Sequence[Word]) -> float:
    return evidence(words) / sum(len(word.text) for word in words)
