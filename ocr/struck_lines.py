"""Markings at the head and foot of a page that were struck out, read by themselves.

    ─SECRET//NOFORN─      the stroke joins all letters to one mark, which the reader of the
                          page takes for a rule and walks past, or reads a scrap of

A mark as long as words and as high as a row of type, that lies in no word read surely, goes to
the recogniser as it is, strike and all. Words in capitals that it reads surely are a line;
anything else is left as it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import cv2
import numpy as np

from ocr.crops import INK, Crop, cut_out, read_crops
from ocr.frame import Image
from ocr.model import Box, Line, Reading, Word
from ocr.put_in_place import put_in_place
from ocr.readers import CropReader


@dataclass(frozen=True, slots=True)
class StruckLimits:
    """In inches, where nothing else is said. Set on FISA pages and a generated memorandum.

    ends     shares of the page's height at its head and foot in which markings stand
    high     of a row of letters, 8 to 24 point
    wide     of a marking, struck from end to end
    around   paper left about it for the reader
    solid    more of its box is ink: a bar (0-1)
    sure     confidence with which it must be read (0-1)
    read     what was read so surely is left alone (0-1)
    word     letters of one word of it at least
    most     such marks at the ends of a page; where more are, they are dirt
    alike    share of their widths by which two that say the same differ at most
    squeeze  width that is left of a mark for the reader, whose time goes by it (0-1): of 65
             FISA banners .8 has 65 right, the whole width 62, .6 only 31
    """

    ends: float = 1 / 7
    high: tuple[float, float] = (0.08, 0.35)
    wide: tuple[float, float] = (0.5, 4.5)
    around: float = 0.04
    solid: float = 0.8
    sure: float = 0.9
    read: float = 0.9
    word: int = 4
    most: int = 6
    alike: float = 0.05
    squeeze: float = 0.8


DEFAULT_LIMITS = StruckLimits()
STROKE = "-_~"


def with_struck_lines(
    page: Image,
    lines: Sequence[Line],
    reader: CropReader,
    *,
    dpi: int,
    limits: StruckLimits = DEFAULT_LIMITS,
) -> tuple[Line, ...]:
    """The lines of a page, and its struck markings in the place of what was read of them.

    page   (height, width) uint8, 0 is black, its redactions covered

    Raises what the reader raises.
    """
    marks = find_struck(page, dpi=dpi, limits=limits)
    if not marks or len(marks) > limits.most:
        return tuple(lines)
    marks = _apart(marks)
    sureness = {mark: _sureness_in(mark, lines) for mark in marks}
    # With one sure word a marking is left alone, and with a doubtful one beside it (`FOP`, struck)
    # it is not known what it says.
    told = [mark for mark in marks if any(sure >= limits.read for sure in sureness[mark])]
    known = [mark for mark in told if min(sureness[mark]) >= limits.read]
    found: list[Line] = []
    for mark in (mark for mark in marks if mark not in told):
        # What the head says the foot says again: reading it costs as much as a line of type.
        if any(_are_alike(mark, other, limits.alike) for other in known):
            continue
        [words] = read_crops([_cut_out(page, mark, dpi, limits)], reader)
        if _is_a_marking(words, limits):
            known.append(mark)
            found.append(Line(_without_stroke(words)))
    return put_in_place(lines, found, stays=lambda word: word.confidence >= limits.read)


def _sureness_in(mark: Box, lines: Sequence[Line]) -> list[float]:
    """How surely the words in a mark were read (0-1)."""
    words = (word for line in lines for word in line.words)
    return [word.confidence for word in words if mark.holds_middle_of(word.box)]


def _apart(marks: Sequence[Box]) -> tuple[Box, ...]:
    """The marks, of those that overlap the largest: what is in its box is cut out with it."""
    alone: list[Box] = []
    for mark in sorted(marks, key=lambda box: -box.area):
        if not any(mark.overlaps(larger) for larger in alone):
            alone.append(mark)
    return tuple(mark for mark in marks if mark in alone)


def _are_alike(one: Box, other: Box, share: float) -> bool:
    return abs(one.width - other.width) <= share * max(one.width, other.width)


def _cut_out(page: Image, mark: Box, dpi: int, limits: StruckLimits) -> Crop:
    crop = cut_out(page, mark, round(limits.around * dpi))
    high, wide = crop.image.shape
    size = (max(1, round(limits.squeeze * wide)), high)
    image = np.asarray(cv2.resize(crop.image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return replace(crop, image=image)


def find_struck(page: Image, *, dpi: int, limits: StruckLimits = DEFAULT_LIMITS) -> tuple[Box, ...]:
    """Marks at the head and foot of a page that are as long as words, and as high as type."""
    height = page.shape[0]
    end = round(limits.ends * height)
    return tuple(
        box
        for top, bottom in ((0, end), (height - end, height))
        for box in _long_marks(page[top:bottom], top, dpi, limits)
    )


def _long_marks(window: Image, top: int, dpi: int, limits: StruckLimits) -> Iterator[Box]:
    if not window.size:  # of a page lower than a few pixels; OpenCV breaks down at it
        return
    ink = np.asarray(window < INK, np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    (low, high), (narrow, wide) = limits.high, limits.wide
    for x, y, w, h, area in stats[1:].tolist():
        fits = narrow * dpi <= w <= wide * dpi and low * dpi <= h <= high * dpi
        # What touches the end of the window goes on beyond it.
        whole = x > 0 and y > 0 and x + w < window.shape[1] and y + h < window.shape[0]
        if fits and whole and area <= limits.solid * w * h:
            yield Box(x, y + top, x + w, y + h + top)


def _without_stroke(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without the ends of the stroke, which read as hyphens, by themselves too."""
    own: list[list[Word]] = [[]]
    for word in words:
        if word.text.strip(STROKE) and any(each.text.strip(STROKE) for each in own[-1]):
            own.append([])
        own[-1].append(word)
    return tuple(_bare(each) for each in own)


def _bare(words: Sequence[Word]) -> Word:
    """The one of the words that has letters, without strokes; all that was read is kept."""
    word = next(each for each in words if each.text.strip(STROKE))
    read, text = " ".join(each.text for each in words), word.text.strip(STROKE)
    seen = Reading(read, min(each.confidence for each in words), word.reader)
    return word if text == read else replace(word, text=text, readings=(seen,))


def _is_a_marking(words: Sequence[Word], limits: StruckLimits) -> bool:
    """Whether words were read surely that are stamped as markings are, in capitals."""
    said = " ".join(word.text for word in words)
    long = any(sum(c.isalpha() for c in word.text) >= limits.word for word in words)
    return long and said == said.upper() and fmean(w.confidence for w in words) >= limits.sure
