"""A page from so far that type is a haze; and the screens of a 1-bit page as tones.

▪ ▪ ▪ ▪      A 1-bit scan has dots for a grey. Black and white change every few pixels
▪ ▪ ▪       there, across as well as down; type and hatching change often across
▪ ▪ ▪ ▪      their strokes, not along them.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.image import darker_than

# Share of pixels of a page that differ from the next one, across as well as down, from
# which all of it is dots: type has .06 at most, the roughest copies .1, a dithered page .5.
DITHERED = 0.2
# Least step, of 255, from a black pixel to a white one: between dots it is 255, after JPEG or at
# another resolution mostly over 100. The grain of grey paper (standard deviation up to 30) has
# as many pixels on either side of 128, but a seventh at most are so far from the next.
STEP = 64
# Standard deviation of the softening that makes tones of dots, which stand up to .014 apart.
DOTS = 0.007  # inches
# Tones and hatching are sought at this resolution: type becomes a haze that closes away.
SEEK_DPI = 100


def from_afar(dark: Image, *, dpi: int) -> Image:
    """A page (height, width) at SEEK_DPI."""
    scale = SEEK_DPI / dpi
    return np.asarray(
        cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )


def as_tones(page: Image, *, dpi: int) -> Image:
    """A page (height, width) whose greys a scanner made of dots in tones; any other as it is.

    Left as they are, the dots are a thousand printed rules, and are erased with the type.
    """
    # A seventh of the rows and columns tells; of an eighth all are alike in a screen of fours.
    if _changes(page[::7]) < DITHERED or _changes(page[:, ::7].T) < DITHERED:
        return page
    return np.asarray(cv2.GaussianBlur(page, (0, 0), DOTS * dpi), np.uint8)


def _changes(lines: Image) -> float:
    """Share of pixels, along lines, that are black beside white or white beside black."""
    black, steps = lines < 128, np.abs(np.diff(lines.astype(np.int16), axis=1))
    changes = (black[:, 1:] != black[:, :-1]) & (steps >= STEP)
    return float(np.count_nonzero(changes) / black.size)


def tone_of_dots(small: Image, dark: Image, changes: float) -> Image:
    """A 1-bit page at SEEK_DPI with its screens as tones, and all else as paper.

    small     the page at SEEK_DPI
    changes   share (0-1) of pixels that differ from the next one in a screen
    """
    dots = _screened(dark, (small.shape[1], small.shape[0]), changes)
    return np.where(dots, blurred(small), np.uint8(255)).astype(np.uint8)


def blurred(small: Image) -> Image:
    """Dots of a screen as the tone they stand for."""
    return np.asarray(cv2.blur(small, (5, 5)), np.uint8)


def _screened(dark: Image, size: tuple[int, int], changes: float) -> NDArray[np.bool_]:
    """Where a 1-bit page is a screen of dots, at `size` (width, height)."""
    often = np.ones(size[::-1], bool)
    # Every fourth row, and every fourth column, tells how often the others change.
    upright = np.asarray(cv2.transpose(np.ascontiguousarray(dark[:, ::4])), np.uint8)
    for lines in (dark[::4], upright):
        black = darker_than(lines, 128)
        differs = cv2.absdiff(black[:, 1:], black[:, :-1])
        across = size if lines.shape[1] == dark.shape[1] else size[::-1]
        share = np.asarray(cv2.resize(differs, across, interpolation=cv2.INTER_AREA), np.uint8)
        share = share if across == size else share.T
        often &= np.asarray(cv2.blur(np.ascontiguousarray(share), (5, 5))) >= 255 * changes
    return often
