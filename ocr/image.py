"""Page images made ready: array in, array out, no files.

Images are (height, width) uint8 with 0 black; ink masks are the same shape with
255 where there is ink, as OpenCV wants them.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image, levelling

# Fitted by trying 0.1-1.0 on the samples at 1 to 3 degrees; under 0.2 degrees a
# line of type climbs less than its own stroke over the page and Tesseract copes.
LEAST_SKEW = 0.2  # degrees
MOST_SKEW = 5.0  # degrees; a page tilted further was fed in by hand, and is rare
# Halves of pages with straight lines differ by .1 degrees, of bent ones by 3 to 6. Nobody
# looks for a bend at an angle that does no harm.
STEEP = 1.0  # degrees
BEND = 1.0  # degrees
# A bend is told by two halves of type. A half with less than this share of the page's has its
# angle by chance, or none: a letter's address, a column, the specks beside one.
HALF_OF_TYPE = 0.25
SKEW_DPI = 75  # the angle of a line does not need its letters

PAPER = 255
# Ink is this dark on evened-out paper.
INK = 160
# A line half a pixel wide is half as dark as ink, and less after JPEG; paper that was
# evened out stays above 230 (grey samples).
TRACE = 205

# Share of a page that may be grey before its paper is taken to be. A 1-bit scan has
# grey only along the edges of its strokes, where rendering smoothed them: 2-4 % on
# the FISA, JFK and CIB pages, 14 % on the dirtiest form; photographs of letters have
# 28 % and up, nearly all of it paper.
GREY_EDGES = 0.2


# Spread of the channels, of 255, that makes a pixel coloured, after averaging over
# squares of COLOUR_SQUARE pixels; what JPEG leaves on a grey page is under a third of it.
COLOUR = 18
COLOUR_SQUARE = 8


def plain(page: Image) -> Image:
    """A rendered page (h, w, 3) as (h, w) uint8 when it has no colour, 0 is black."""
    if page.ndim == 2:
        return page
    size = (page.shape[1] // COLOUR_SQUARE or 1, page.shape[0] // COLOUR_SQUARE or 1)
    squares = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), np.uint8)
    return page if has_colour(squares) else grey(page)


def has_colour(squares: Image) -> bool:
    """Whether any square of COLOUR_SQUARE pixels is coloured; a pixel (h, w, 3) for each."""
    return bool(np.any(cv2.subtract(squares.max(axis=2), squares.min(axis=2)) > COLOUR))


def grey(page: Image) -> Image:
    """The brightness (h, w) of a page (h, w) or (h, w, 3)."""
    return page if page.ndim == 2 else np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)


# Share of a page that may be of one even grey or colour, over eight pixels and more. A
# page made on a computer is white but for its fills, of which a small one is twice that.
# Of 46 pages of 1-bit scans, rendered at their own resolution and at others, one had more.
GREY_FILLS = 1e-4
EVEN = 8  # of 255


def is_bilevel(page: Image) -> bool:
    """Whether the scanner has already decided what is ink: nothing but edges is grey."""
    seen = page[::3, ::2].ravel()  # a sixth of the pixels tells a share as well
    grey = np.count_nonzero(seen - np.uint8(17) < 233)  # 17 to 249: what is less wraps around
    return bool(grey < GREY_EDGES * seen.size) and not _has_fills(page)


def _has_fills(page: Image) -> bool:
    seen, square = np.ascontiguousarray(page[::4, ::4]), np.ones((3, 3), np.uint8)
    darkest, lightest = cv2.erode(seen, square), cv2.dilate(seen, square)
    even = (cv2.subtract(lightest, darkest) <= EVEN) & (darkest > 24) & (lightest < 244)
    return bool(np.count_nonzero(even) > GREY_FILLS * seen.size)


def ink(page: Image, *, dpi: int) -> Image:
    """255 where there is ink, by contrast with the paper around it.

    The paper is what is left when everything thinner than a fifth of an inch is
    closed away, smoothed; ink is at least a quarter darker than its paper. A
    wide black bar has no paper around it inside that reach, so what is darker
    than any paper (64 of 255) is ink in any case.
    """
    return ink_and_traces(page, dpi=dpi)[0]


def ink_and_traces(page: Image, *, dpi: int) -> tuple[Image, Image]:
    """The ink of a page, and the ink with hair lines that a grey scan has paled.

    Of a 1-bit page both are the same array: a trace there is ink already.
    """
    if is_bilevel(page):
        black = darker_than(page, 128)
        return black, black
    flat, dark = flatten(page, dpi=dpi), darker_than(page, 64)
    return darker_than(flat, INK) | dark, darker_than(flat, TRACE) | dark


def darker_than(page: Image, tone: int) -> Image:
    """255 where a page (height, width) is darker than `tone`, else 0."""
    return np.asarray(cv2.threshold(page, tone - 1, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def pieces_of(ink: Image) -> NDArray[np.int32]:
    """Boxes of the pieces of ink that hang together: left, top, width, height, (n, 4).

    Their outlines are found four times faster than OpenCV counts their pixels.
    """
    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    parents = () if tree is None else tree[0, :, 3].tolist()
    boxes = [
        cv2.boundingRect(outline)
        for outline, parent in zip(outlines, parents, strict=True)
        if parent < 0  # the others are holes
    ]
    return np.array(boxes, np.int32).reshape(-1, 4)


def negative(page: Image) -> Image:
    """White for black and black for white, in every channel."""
    return np.asarray(cv2.bitwise_not(page), np.uint8)


def black_and_white(page: Image) -> Image:
    """Every pixel 0 or 255: what a 1-bit scan was before it was rendered.

    Rendering smooths the edges of its strokes, which tells a reader nothing new.
    """
    return negative(darker_than(page, 128))


def flatten(page: Image, *, dpi: int) -> Image:
    """Even out the paper of a grey page: its background becomes white everywhere.

    Divides by the paper's own brightness, found at low resolution by closing
    (which removes the type) and a wide median. Black regions wider than that
    stay dark because the divisor is kept above a quarter of white.
    """
    scale = 50 / dpi
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    paper = cv2.medianBlur(np.asarray(closed, np.uint8), 21)
    brightness = np.percentile(paper, 90)
    paper = np.maximum(paper, np.uint8(max(brightness / 3, 16)))
    full = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(page, full, scale=PAPER), np.uint8)


def turn(page: Image, rotation: int) -> Image:
    """The page turned clockwise by a quarter turn or more; exact, no pixel is mixed."""
    return np.ascontiguousarray(np.rot90(page, k=-(rotation // 90)))


def level(page: Image, skew: float) -> Image:
    """The page rotated about its middle so that lines climbing `skew` degrees lie flat."""
    if not skew:
        return page
    height, width = page.shape
    turned = cv2.warpAffine(
        page,
        levelling(width, height, skew),
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(PAPER,),
    )
    return np.asarray(turned, np.uint8)


def find_skew(ink_mask: Image, *, dpi: int) -> float:
    """Degrees by which the lines of type climb to the right; 0.0 when level.

    Of lines that bend, as in a book that does not lie flat, the mean of both halves of the
    page: the half whose lines fit one angle better would tilt the other one twice.
    """
    small = _type_of(ink_mask, dpi)
    skew = _one_angle(small)
    if abs(skew) < STEEP:
        return skew
    middle = small.shape[1] // 2
    halves = small[:, :middle], small[:, middle:]
    if min(half.sum() for half in halves) < HALF_OF_TYPE * small.sum():
        return skew
    left, right = (_one_angle(half) for half in halves)
    return round((left + right) / 2, 1) if abs(left - right) > BEND else skew


def _type_of(ink_mask: Image, dpi: int) -> Image:
    """The type of a page at SKEW_DPI, in shares of 255 that are ink."""
    scale = SKEW_DPI / dpi
    small = cv2.resize(ink_mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _without_large_shapes(np.asarray(small, np.uint8))


def _one_angle(small: Image) -> float:
    """The angle of all lines of type at SKEW_DPI.

    The right angle is the one at which the rows of the page differ most: lines
    of type fill some rows and leave others empty. Coarse steps of half a degree,
    then tenths about the best. Source: Postl, "Detection of linear oblique
    structures and skew scan in digitized documents", ICPR 1986.
    """
    rows, columns = np.nonzero(small > 0)
    weights = small[rows, columns].astype(np.float64)

    def contrast(angle: float) -> float:
        return _row_contrast(rows, columns, weights, angle)

    coarse = np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5)
    best = max(coarse, key=contrast)
    best = max(np.arange(best - 0.4, best + 0.41, 0.1), key=contrast)
    # On a page without lines every angle scores alike: leave it as it is.
    clearly_better = contrast(float(best)) > 1.05 * contrast(0.0)
    return round(float(best), 1) if abs(best) >= LEAST_SKEW and clearly_better else 0.0


def _without_large_shapes(small: Image) -> Image:
    """Bars, borders and photographs tilt on their own account; only type counts."""
    solid = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    solid = cv2.dilate(solid, np.ones((15, 15), np.uint8))
    return np.asarray(cv2.subtract(small, solid), np.uint8)


def _row_contrast(
    rows: NDArray[np.intp], columns: NDArray[np.intp], weights: NDArray[np.float64], angle: float
) -> float:
    """How unevenly ink is spread over the rows of the page turned by `angle` degrees.

    rows, columns, weights   where there is ink, and how much
    """
    turn_by = np.radians(angle)
    level_rows = rows * np.cos(turn_by) + columns * np.sin(turn_by)
    level_rows = np.rint(level_rows - level_rows.min(initial=0.0)).astype(np.intp)
    sums = np.bincount(level_rows, weights=weights)
    return float((np.diff(sums) ** 2).sum())
