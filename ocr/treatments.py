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

from ocr.condition import JUDGE_DPI, LETTER, Condition
from ocr.frame import Image
from ocr.image import PAPER, darker_than, pieces_of

# Specks for each letter from which a page is rough: FISA and most CIB pages have .06 to
# .15, and of those some read worse when softened; worn copies have .24 to 3.7.
ROUGH = 0.4
# And a page with fewer specks than this is not, however few letters it has: the stops, the
# dots of its i and the crumbs at the edges of its bars are as many. FISA's pages that are
# nearly all withheld have 33 to 60 of them for 41 to 128 letters, and read no worse unsoftened;
# the dirty pages of eleven other releases 111 and up, all but three covers.
LEAST_SPECKS = 100
# Ink and paper are farther apart than this (0-1) where the scanner has decided what is ink.
TONES = 0.95
# Standard deviation of the softening; a stroke of type is .012 to .016 wide. Of .0035, .006
# and .009 tried on one page, the first gave half of what the second did, the third no more.
SOFT = 0.006  # inches
# On paper with tones what is as dark as all but the palest letters is black, and what has
# not gone PALE of the way there is paper: or Tesseract, which looks for one threshold, finds
# it between the black specks and the pale type. The newcomer's mistake is to go by the
# middle tone of all ink: of a page with a black border that is the border's, and its whole
# type became paper (CER 1.0, now .02).
PALE = 0.15
PALEST = 0.9  # share of the letters that are at least as dark
# Letters of which fewer say nothing of the tone of type.
ENOUGH = 20
# A mark is darker than its paper by so much, of 255, and by so many times the paper's grain.
FAINT = 22.0
GRAINS = 5.0
# A treated page on which fewer signs than this share of its letters are read is read as it
# is, too. Of letters that run together and of dirt in their size there are so many.
LOST = 0.3
MANY = 100  # letters; of fewer the share says nothing
# Marks up to this wide and high are specks there, once softened, but for what stands as a
# stop does; the second reader is shown both. They end where the tone has gone EDGE of the way.
SPECK = 0.025  # inches
EDGE = 0.25
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
    return _stretched(soft, dpi)


def for_letters(page: Image, condition: Condition, *, dpi: int) -> Image:
    """The same page for the reader of small pieces: what is pale there stays pale.

    It was trained on photographs; with its contrast stretched a page read worse.
    """
    if not _is_rough(condition):
        return page
    return np.asarray(cv2.GaussianBlur(page, (0, 0), SOFT * dpi), np.uint8)


def lost_type(signs: int, condition: Condition) -> bool:
    """Whether so few signs were read on a treated page that the treatment may be to blame."""
    return _is_rough(condition) and condition.letters >= MANY and signs < LOST * condition.letters


def _is_rough(condition: Condition) -> bool:
    specks = condition.specks * max(condition.letters, 1)  # they are told so without letters
    return condition.specks >= ROUGH and specks >= LEAST_SPECKS


def _stretched(soft: Image, dpi: int) -> Image:
    """Type made black and paper white, the tones between them kept apart, specks taken out."""
    paper = float(np.median(soft[::2, ::2]))  # a quarter of the pixels has the same
    black = _tone_of_pale_letters(soft, paper, dpi)
    if black is None:
        return soft
    white = paper - PALE * (paper - black)
    tones = np.clip((np.arange(256) - black) * (PAPER / (white - black)), 0, PAPER)
    clear = _without_specks(soft, round(paper - EDGE * (paper - black)), dpi)
    return np.asarray(cv2.LUT(clear, tones.astype(np.uint8)), np.uint8)


def _tone_of_pale_letters(soft: Image, paper: float, dpi: int) -> float | None:
    """How dark the palest letters of a page are where they are darkest; None without letters."""
    scale = min(1.0, JUDGE_DPI / dpi)
    small = cv2.resize(soft, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grain = 1.48 * float(np.median(cv2.absdiff(small, np.full_like(small, round(paper)))))
    dark = darker_than(np.asarray(small, np.uint8), round(paper - max(FAINT, GRAINS * grain)))
    letters = _beside_others(_as_high_as_letters(pieces_of(dark), scale * dpi), small.shape)
    darkest = [int(small[y : y + high, x : x + wide].min()) for x, y, wide, high in letters]
    return float(np.quantile(darkest, PALEST)) if len(darkest) >= ENOUGH else None


Marks = list[tuple[int, int, int, int]]  # left, top, width, height in pixels


def _as_high_as_letters(boxes: NDArray[np.int32], dpi: float) -> Marks:
    shortest, tallest = (height * dpi for height in LETTER)
    return [
        (left, top, wide, high)
        for left, top, wide, high in boxes.tolist()
        if shortest <= high <= tallest and wide <= 2 * tallest
    ]


def _beside_others(marks: Marks, shape: tuple[int, ...]) -> Marks:
    """Marks with another within their own height to the left or the right, as letters have.

    Stains and creases are pale and as high as letters; on a photograph of a letter four in
    ten marks were such.
    """
    right_of, left_of = np.zeros(shape, bool), np.zeros(shape, bool)
    for left, top, wide, high in marks:
        core = slice(top + high // 4, top + high - high // 4)
        right_of[core, left + wide : left + wide + high] = True
        left_of[core, max(0, left - high) : left] = True
    return [
        (left, top, wide, high)
        for left, top, wide, high in marks
        if right_of[top + high // 2, left] or left_of[top + high // 2, left + wide - 1]
    ]


def _without_specks(soft: Image, edge: int, dpi: int) -> Image:
    """The page without marks darker than `edge` that are specks and stand as no stop does."""
    found = cv2.connectedComponentsWithStats(darker_than(soft, edge), connectivity=8)
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
