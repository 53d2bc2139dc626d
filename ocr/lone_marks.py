"""Marks that stand alone before a redaction, which the first reader walks past.

    1.  (S) ████████████████████        read with its line
        (S) ████████████████████        on a page whose bars are covered, two brackets and a
            █████████████████           blot in the middle of nothing: not read

What stands there in no word, as high as a line of type and near enough to be the beginning
of the row that is hidden, is read by itself. It is text when it stands in brackets, as
portion marks and the numbers of items do, or is read surely; else it is dirt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

import cv2
import numpy as np

from ocr.crops import Crop, read_crops
from ocr.frame import Image
from ocr.lines import in_reading_order
from ocr.model import Box, Line, Redaction, Word
from ocr.readers import CropReader

INK = 128  # of 255; darker is ink


@dataclass(frozen=True, slots=True)
class LoneMarkLimits:
    """In inches, where nothing else is said. Set on generated pages and on FISA's.

    reach    a mark begins no further before its redaction: `12. (TS//NF)` and an indent
    high     as high as it is, with brackets, in type of 10 to 16 points
    wide     from `(S)` to `(TS//SI//NF)`
    gap      letters are no further apart
    around   paper left about a mark for the reader
    solid    more of its box is ink: a bar too small to be found, a bullet (0-1)
    believed   what is read without brackets is text from this confidence on (0-1)
    """

    reach: float = 1.2
    high: tuple[float, float] = (0.1, 0.22)
    wide: tuple[float, float] = (0.12, 1.0)
    gap: float = 0.045
    around: float = 0.02
    solid: float = 0.8
    believed: float = 0.9


DEFAULT_LIMITS = LoneMarkLimits()
BRACKETED = re.compile(r"\(\S{0,12}\)")


def with_lone_marks(
    page: Image,
    lines: Sequence[Line],
    redactions: Sequence[Redaction],
    reader: CropReader,
    *,
    dpi: int,
    limits: LoneMarkLimits = DEFAULT_LIMITS,
) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    """The lines of a page, and one for each mark that no line has; and words that are dirt.

    page   (height, width) uint8, 0 is black, its redactions covered

    Raises what the reader raises.
    """
    marks = find_lone_marks(page, lines, redactions, dpi=dpi, limits=limits)
    around = round(limits.around * dpi)
    read = read_crops([_crop(page, box, around) for box in marks], reader)
    told = [words for words in read if words]
    text = [words for words in told if _is_text(words, limits)]
    dirt = (word for words in told if not _is_text(words, limits) for word in words)
    return in_reading_order([*lines, *map(Line, text)]), tuple(dirt)


def find_lone_marks(
    page: Image,
    lines: Sequence[Line],
    redactions: Sequence[Redaction],
    *,
    dpi: int,
    limits: LoneMarkLimits = DEFAULT_LIMITS,
) -> tuple[Box, ...]:
    """Where something like a mark stands before a redaction and in no word."""
    found: list[Box] = []
    held = [word.box for line in lines for word in line.words]
    for redaction in redactions:
        for band in redaction.bands:
            for box in _before(page, band, dpi, limits):
                if not any(box.overlaps(other) for other in (*held, *found)):
                    found.append(box)
    return tuple(found)


def _before(page: Image, band: Box, dpi: int, limits: LoneMarkLimits) -> Iterator[Box]:
    """Blots of ink like a mark before one row of a redaction."""
    left, top = max(0, band.left - round(limits.reach * dpi)), max(0, band.top)
    strip = np.asarray(page[top : band.bottom, left : max(left, band.left)] < INK, np.uint8)
    if not strip.any():
        return
    joined = cv2.dilate(strip, np.ones((1, round(limits.gap * dpi) | 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for x, y, width, height, _ in stats[1:count].tolist():
        inked = float(strip[y : y + height, x : x + width].mean())
        if (
            limits.high[0] * dpi <= height <= limits.high[1] * dpi
            and limits.wide[0] * dpi <= width <= limits.wide[1] * dpi
            and inked < limits.solid
        ):
            yield Box(left + x, top + y, left + x + width, top + y + height)


def _crop(page: Image, box: Box, around: int) -> Crop:
    left, top = max(0, box.left - around), max(0, box.top - around)
    right, bottom = box.right + around, box.bottom + around
    return Crop(page[top:bottom, left:right], Box(left, top, right, bottom), float(box.height))


def _is_text(words: Sequence[Word], limits: LoneMarkLimits) -> bool:
    said = "".join(word.text for word in words)
    sure = fmean(word.confidence for word in words) >= limits.believed
    return bool(BRACKETED.fullmatch(said)) or (sure and len(said) > 1 and said[0].isalnum())
