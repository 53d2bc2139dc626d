"""Rough pages made easier to read: array in, array out, no files.

A copy of a copy is full of grain as large as half a stroke: strokes have holes, paper has
specks, and Tesseract sees letters in both. Softened by about half a stroke, holes close
and grain goes, where a median of the same reach takes thin strokes away.

Other pages are left alone. A clean 1-bit page has no grain, and softened it is grey, which
Tesseract reads a fifth slower; of photographs of letters some read better softened, and one
lost the ends of its lines (CER .03 to .16).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.condition import LETTER, Condition
from ocr.frame import Image
from ocr.image import PAPER, darker_than

# Specks for each letter from which a page is rough: FISA and most CIB pages have .06 to
# .15, and of those some read worse when softened; worn copies have .24 to 3.7.
ROUGH = 0.4
# Ink and paper are farther apart than this (0-1) where the scanner has decided what is ink.
TONES = 0.95
# Standard deviation of the softening; a stroke of type is .012 to .016 wide. Of .0035, .006
# and .009 tried on one page, the first gave half of what the second did, the third no more.
SOFT = 0.006  # inches
# On paper with tones what has not gone this share of the way from paper to ink is paper, and
# what is as dark as the middle tone of ink is black: or Tesseract, which looks for one
# threshold, finds it between the black specks and the pale type.
PALE = 0.25
# Marks up to this wide and high are specks there, once softened, but for what stands as a
# stop does; the second reader is shown both.
SPECK = 0.025  # inches
# A stop begins so near behind a letter: on a typewriter it stands in the middle of a place
# of a tenth of an inch. Its foot is where the feet of letters are, give or take half a
# speck, of those not farther away than two such places: the letter itself may be a y.
BEHIND = 0.06  # inches
FOOT = 0.012  # inches
IN_A_ROW = 0.2  # inches


def for_lines(page: Image, condition: Condition, *, dpi: int) -> Image:
    """A page (height, width) uint8, 0 is black, for the reader that finds lines."""
    soft = for_letters(page, condition, dpi=dpi)
    if not (_is_rough(condition) and condition.contrast < TONES):
        return soft
    return _stretched(soft, condition.contrast * PAPER, dpi)


def for_letters(page: Image, condition: Condition, *, dpi: int) -> Image:
    """The same page for the reader of small pieces: what is pale there stays pale.

    It was trained on photographs; with its contrast stretched a page read worse.
    """
    if not _is_rough(condition):
        return page
    return np.asarray(cv2.GaussianBlur(page, (0, 0), SOFT * dpi), np.uint8)


def _is_rough(condition: Condition) -> bool:
    return condition.specks >= ROUGH


def _stretched(soft: Image, apart: float, dpi: int) -> Image:
    """Ink made black and paper white, the tones between them kept apart, specks taken out.

    apart   the middle tones of paper and ink are so far from each other, of 255
    """
    paper = float(np.median(soft[::2, ::2]))  # a quarter of the pixels has the same
    white = paper - PALE * apart
    black = paper - apart
    if white - black < 1:
        return soft
    tones = np.clip((np.arange(256) - black) * (PAPER / (white - black)), 0, PAPER)
    clear = _without_specks(soft, round(white), dpi)
    return np.asarray(cv2.LUT(clear, tones.astype(np.uint8)), np.uint8)


def _without_specks(soft: Image, white: int, dpi: int) -> Image:
    """The page without marks darker than `white` that are specks and stand as no stop does."""
    found = cv2.connectedComponentsWithStats(darker_than(soft, white), connectivity=8)
    marks, stats = found[1], np.asarray(found[2], np.int32)
    left, top, wide, high = stats[:, :4].T
    size = round(SPECK * dpi)
    stops = _places_of_stops(stats, soft.shape, dpi)[top + high - 1, left]
    specks = (wide <= size) & (high <= size) & ~stops
    specks[0] = False  # the paper
    clear = soft.copy()
    clear[specks[marks]] = PAPER
    return clear


def _places_of_stops(
    stats: NDArray[np.int32], shape: tuple[int, ...], dpi: int
) -> NDArray[np.bool_]:
    """Where on a page (height, width) the lower left corner of a stop may be.

    stats   left, top, width, height and area of each mark, in pixels
    """
    behind, row, tilt = (round(reach * dpi) for reach in (BEHIND, IN_A_ROW, FOOT))
    shortest, tallest = (height * dpi for height in LETTER)
    beside, at_foot = np.zeros(shape, bool), np.zeros(shape, bool)
    for left, top, width, height, _ in stats.tolist():
        if shortest <= height <= tallest:
            right, foot = left + width, top + height - 1
            beside[top : foot + tilt + 1, right : right + behind] = True
            at_foot[foot - tilt : foot + tilt + 1, max(left - row, 0) : right + row] = True
    return np.logical_and(beside, at_foot)
