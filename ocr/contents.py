"""What stands inside a box that may be a redaction: nothing, a label, several, or text.

Told by shape alone, so that nothing under a redaction is read to find that it is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import cv2
import numpy as np

from ocr.frame import Image
from ocr.repeats import period, rows_of


class Contents(Enum):
    """What a box holds."""

    NOTHING = auto()
    LABEL = auto()
    LABELS = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class ContentLimits:
    """Where a label ends and text begins; lengths in inches."""

    # Specks of the scan in an empty box, as a share of its inside.
    specks: float = 0.004
    # What is lower than this is a speck, a stop or a hyphen.
    letter: float = 0.04
    # Capitals of 14-point type are 0.14 high; what is taller is no label.
    tallest: float = 0.17
    # A label is a code or a short phrase: "persoonlijke levenssfeer" has 23 and their dots.
    letters: int = 28
    rows: int = 3
    # Of labels that are said again and again there may be more.
    most_rows: int = 8
    # Words of one label are no farther apart than this, and it is no longer than that.
    between: float = 0.2
    longest: float = 1.6
    # Rows of type are farther apart than this.
    apart: float = 0.08


DEFAULT_LIMITS = ContentLimits()


@dataclass(frozen=True, slots=True)
class Marks:
    """Heights and middles, in pixels, of marks that may be letters."""

    heights: Sequence[int] = ()
    middles: Sequence[float] = ()


def look_inside(
    letters: Image, area: int, dpi: float, limits: ContentLimits = DEFAULT_LIMITS
) -> tuple[Contents, Marks]:
    """What marks inside a box amount to, and those that may be letters.

    letters  uint8, 255 where a mark is, without the box's own outline
    area     pixels of the inside
    """
    share = np.count_nonzero(letters) / max(area, 1)
    if not area or share <= limits.specks:
        return Contents.NOTHING, Marks()
    if share >= 10 * limits.specks and _is_a_page_of_type(letters, dpi, limits):
        return Contents.TEXT, Marks()
    found = _marks(letters, dpi, limits)
    heights = found.heights
    if not heights:
        return (Contents.NOTHING if share < 10 * limits.specks else Contents.TEXT), found
    short = len(heights) <= limits.letters
    short = short and rows(found.middles, limits.apart * dpi) <= limits.rows
    small = max(heights) <= limits.tallest * dpi
    if small and not short and repeats_a_label(letters, dpi, limits):
        return Contents.LABEL, found
    if small and not short and _is_a_row_of_labels(letters, found, dpi, limits):
        return Contents.LABELS, found
    return (Contents.LABEL if short and small else Contents.TEXT), found


def _is_a_page_of_type(letters: Image, dpi: float, limits: ContentLimits) -> bool:
    """Whether marks stand in more rows of pixels than the rows of any label have.

    To count the marks of half a page takes 16 ms.
    """
    inked = np.count_nonzero(letters.any(axis=1))
    return bool(inked > 1.25 * max(limits.rows, limits.most_rows) * limits.tallest * dpi)


def repeats_a_label(letters: Image, dpi: float, limits: ContentLimits) -> bool:
    """Whether every row of marks says one thing again and again."""
    found = rows_of(letters, limits.letter * dpi)
    return 0 < len(found) <= limits.most_rows and all(
        period(letters[top:bottom], dpi) is not None for top, bottom in found
    )


def _is_a_row_of_labels(letters: Image, found: Marks, dpi: float, limits: ContentLimits) -> bool:
    """Whether marks stand in few rows, each of groups apart that are no longer than labels.

    So do labels of redactions that touch each other, and the heads of a table.
    """
    if rows(found.middles, limits.apart * dpi) > limits.rows:
        return False
    wide = max(2, round(limits.between * dpi))
    for top, bottom in rows_of(letters, limits.letter * dpi):
        inked = np.asarray(letters[top:bottom].any(axis=0), np.uint8)[None]
        closed = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((1, wide), np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
        widths = stats[1:count, cv2.CC_STAT_WIDTH]
        if not widths.size or widths.max() > limits.longest * dpi:
            return False
    return True


def _marks(letters: Image, dpi: float, limits: ContentLimits) -> Marks:
    """Marks as high as letters. OpenCV's own count of every pixel takes twice as long."""
    count, pieces = cv2.connectedComponents(letters, connectivity=8)
    y, x = np.nonzero(pieces)
    piece = pieces[y, x]
    top, bottom = np.zeros(count, np.intp), np.zeros(count, np.intp)
    # Rows come from top to bottom, and of several for one piece the last is kept.
    top[piece[::-1]], bottom[piece] = y[::-1], y + 1
    area = np.bincount(piece, minlength=count)
    tall = (bottom - top >= limits.letter * dpi) & (area >= 4)
    middles = np.bincount(piece, y, count)[tall] / area[tall]
    return Marks((bottom - top)[tall].tolist(), middles.tolist())


def rows(middles: Sequence[float], apart: float) -> int:
    """How many rows letters stand in, from the heights of their middles."""
    ordered = sorted(middles)
    return 1 + sum(b - a > apart for a, b in zip(ordered, ordered[1:], strict=False))
