"""What state a page is in, judged before it is read.

The judgement decides how the page is treated and is kept in `release.json`, where it says
which pages of a release are worth a second look by a person.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.frame import Image
from ocr.image import ink, negative, pieces_of

# Letters are looked at in a picture of this resolution: enough to tell them from specks.
JUDGE_DPI = 150
# A pixel of that picture is ink when this much of it is, of 255.
INKED = 96
# Heights of small letters and capitals, 6 to 18 points, and of specks, in inches.
LETTER = (0.04, 0.2)
SPECK = 0.02
# A page is white on black when so much of it is dark and type is light: a page that is
# one large redaction has no type, or a label of a few letters.
DARK = 0.6  # share of the page
TYPE = 60  # letters


@dataclass(frozen=True, slots=True)
class Condition:
    """How a page is before it is treated.

    letters        marks of the size of letters
    letter_height  their middle height in inches, as the resolution is said to be; 0.0
                   without letters. Typescript has 0.07 to 0.1: much else is a resolution
                   that is not true
    specks         marks too small for a letter, for each letter
    contrast       0-1, from the ink to the paper
    inverted       white on black, as in a negative
    """

    letters: int = 0
    letter_height: float = 0.0
    specks: float = 0.0
    contrast: float = 0.0
    inverted: bool = False


def judge(page: Image, dark: Image, *, dpi: int) -> Condition:
    """The condition of a page (height, width) uint8, 0 is black.

    dark   its ink (`ocr.image.ink`), 255 where there is any
    """
    upside = _marks(page, dark, dpi)
    if np.count_nonzero(dark[::4, ::4]) < DARK * dark[::4, ::4].size:
        return upside
    other = negative(page)
    turned = _marks(other, ink(other, dpi=dpi), dpi)
    inverted = turned.letters >= TYPE and turned.letters > upside.letters
    return replace(turned, inverted=True) if inverted else upside


def _marks(page: Image, dark: Image, dpi: int) -> Condition:
    """What the pieces of ink say of a page."""
    scale = min(1.0, JUDGE_DPI / dpi)
    small = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    seen = cv2.threshold(small, INKED, 255, cv2.THRESH_BINARY)[1]
    inches = scale * dpi
    wide, high = pieces_of(np.asarray(seen, np.uint8))[:, 2:].T / inches
    letters = (high >= LETTER[0]) & (high <= LETTER[1]) & (wide <= 2 * LETTER[1])
    specks = int(np.count_nonzero((high <= SPECK) & (wide <= SPECK)))
    count = int(np.count_nonzero(letters))
    height = float(np.median(high[letters])) if count else 0.0
    return Condition(
        count, round(height, 3), round(specks / max(count, 1), 2), _contrast(page, dark)
    )


def _contrast(page: Image, dark: Image) -> float:
    """From the middle tone of the ink to that of the paper, 0-1; 0 on an even page."""
    inked, tones = dark[::6, ::6] > 0, page[::6, ::6]
    if not inked.any() or inked.all():
        return 0.0
    return round((_middle(tones[~inked]) - _middle(tones[inked])) / 255, 2)


def _middle(tones: Image) -> int:
    """The median of tones; counting 256 of them is faster than sorting all."""
    return int(np.searchsorted(np.cumsum(np.bincount(tones)), tones.size / 2))
