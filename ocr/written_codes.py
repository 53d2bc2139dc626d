"""Codes written by hand beside redactions, which the reader of the page makes anything of.

    text ██████████ text        |  b7c        as high as two rows of type, slanted, and often
    █████ text                  |             joined to a stroke along the rows they are about

Marks larger than type that stand outside of the text are put together, cut out without what
runs through them, and read by the recogniser. What is no code of the act to the letter, read
surely, is left as it was.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from statistics import fmean, median

import cv2
import numpy as np

from ocr import exemptions
from ocr.crops import INK, Crop, read_crops
from ocr.frame import Image
from ocr.model import Box, Line, Reading, Redaction, Word
from ocr.put_in_place import put_in_place
from ocr.readers import CropReader


@dataclass(frozen=True, slots=True)
class WrittenLimits:
    """In inches, where nothing else is said. Set on pages of one FBI file.

    high      of a written letter with a stem
    low       of one without
    wide      of a letter; what is wider is a stroke or a signature
    gaps      between two letters of a code: in most, and in those written wide
    rows      share of the lower one's height that two letters of a code have in common
    larger    than type, in heights of it
    whole     width of a code
    letters   of a code, `b7D` with a stroke in two pieces
    margins   where a code's left edge or right edge lies, as shares of the width
    sure      confidence with which a code is read (0-1)
    lettered  the same of one of three letters
    most      marks on a page; where more is left, it is dirt
    pieces    of the size of letters in the margins, the same; handwriting has up to 1,100,
              and the time it takes to put them together grows with their square
    typed     what is read so surely is type, in whose row no code is written (0-1)
    """

    high: tuple[float, float] = (0.14, 0.5)
    low: float = 0.045
    wide: float = 0.45
    gaps: tuple[float, float] = (0.1, 0.17)
    rows: float = 0.3
    larger: float = 1.4
    whole: tuple[float, float] = (0.12, 0.75)
    letters: int = 5
    margins: tuple[float, float] = (0.2, 0.6)
    sure: float = 0.9
    lettered: float = 0.6
    most: int = 40
    pieces: int = 2000
    typed: float = 0.9


DEFAULT_LIMITS = WrittenLimits()
# Pieces of ink that may be the letters of one code, from left to right.
Letters = tuple[Box, ...]
# Paper around a mark at the second look, in heights of it.
AROUND = 0.12
# Only codes of the FOIA are written by hand, and with their b; an e may be a c.
WRITTEN = re.compile(r"\(?[bB]\)?\(?[1-9](?!e)")
# A written 7 is read as many things; but of all codes with a b only 7 is followed by a letter.
SEVEN = re.compile(r"b[7iIlT%'1!]([cCdD])")


def with_written_codes(
    page: Image,
    lines: Sequence[Line],
    redactions: Sequence[Redaction],
    reader: CropReader,
    *,
    dpi: int,
    limits: WrittenLimits = DEFAULT_LIMITS,
) -> tuple[Line, ...]:
    """The lines of a page, and its written codes in the place of what was read of them.

    page   (height, width) uint8, 0 is black, its redactions covered

    Raises what the reader raises.
    """
    if not redactions:
        return tuple(lines)
    across, least = page.shape[1], _least_height(lines, dpi, limits)
    lines = _parted(lines, across, least, limits)
    crops = find_written(page, lines, dpi=dpi, limits=limits)
    codes = _read(crops, reader, limits)
    return put_in_place(
        lines,
        [Line((code,)) for code in codes],
        # The arm of a 7 may reach over a word of type.
        stays=lambda word: _is_type(word, across, least, limits),
    )


def _parted(
    lines: Sequence[Line], across: int, least: float, limits: WrittenLimits
) -> tuple[Line, ...]:
    """The lines, with codes cut off that were read at the end of the text beside them."""
    parted: list[Line] = []
    for line in lines:
        last = line.words[-1]
        if len(line.words) > 1 and _is_written(last, across, least, limits):
            parted += [Line(line.words[:-1]), Line((last,))]
        else:
            parted.append(line)
    return tuple(parted)


def _least_height(lines: Sequence[Line], dpi: int, limits: WrittenLimits) -> float:
    """Pixels that a written code is high at least."""
    words = (word for line in lines for word in line.words)
    typed = [word.box.height for word in words if word.confidence >= limits.typed]
    return max(limits.high[0] * dpi, limits.larger * median(typed) if typed else 0.0)


def _is_written(word: Word, across: int, least: float, limits: WrittenLimits) -> bool:
    """Whether a word is a code as large as handwriting, in a margin."""
    large = word.box.height >= least and _is_aside(word.box, across, limits)
    return large and _is_code(word.text, word.confidence, limits)


def _is_type(word: Word, across: int, least: float, limits: WrittenLimits) -> bool:
    """Whether a word was read so surely that it is type, and no written code that was."""
    return word.confidence >= limits.typed and not _is_written(word, across, least, limits)


def _is_code(said: str, confidence: float, limits: WrittenLimits) -> bool:
    least = limits.lettered if SEVEN.fullmatch(said) else limits.sure
    written = WRITTEN.match(said) and exemptions.is_to_the_letter(said, numbered=True)
    return bool(written) and confidence >= least


def find_written(
    page: Image, lines: Sequence[Line], *, dpi: int, limits: WrittenLimits = DEFAULT_LIMITS
) -> tuple[Crop, ...]:
    """Marks larger than type in the margins, each without what else is in its box."""
    across, least = page.shape[1], _least_height(lines, dpi, limits)
    aside = [
        word.box
        for line in lines
        for word in line.words
        if _is_aside(word.box, across, limits) and _is_type(word, across, least, limits)
    ]
    letters = [
        box
        for box in _letters(page, dpi, limits)
        if not any(word.holds_middle_of(box) for word in aside)
    ]
    if len(letters) > limits.pieces:
        return ()
    groups = [
        group
        for gap in limits.gaps
        for group in _grouped(letters, gap, dpi, limits)
        if _may_be_a_code(group, least, dpi, limits)
    ]
    # What stands close together is put together so by both.
    unlike = dict.fromkeys(groups)
    return tuple(_crop(page, group) for group in unlike) if len(unlike) <= limits.most else ()


def _letters(page: Image, dpi: int, limits: WrittenLimits) -> list[Box]:
    """Pieces of ink in a page's margins of the size of written letters."""
    across = page.shape[1]
    # A column of what reaches beyond each margin: a piece in it is none of the margin's.
    left = min(across, int(limits.margins[0] * across) + 2)
    right = max(left, int(limits.margins[1] * across))
    return [
        box
        for begin, end in ((0, left), (right, across))
        for box in _pieces(page[:, begin:end], begin, dpi, limits)
        if _is_wholly_aside(box, across, limits)
    ]


def _pieces(margin: Image, begin: int, dpi: int, limits: WrittenLimits) -> Iterator[Box]:
    """Those of a margin (height, width) that begins at a column."""
    if not margin.size:
        return
    # Each margin by itself: numbers for all pixels of a large page take 480 MB. Outlines would
    # take less on a clean page, and ten times the time on one full of dirt.
    ink = np.asarray(margin < INK, np.uint8)
    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:]
    wide, high = stats[:, 2], stats[:, 3]
    fits = (high >= limits.low * dpi) & (high <= limits.high[1] * dpi) & (wide <= limits.wide * dpi)
    for x, y, w, h, _ in stats[fits].tolist():
        yield Box(begin + x, y, begin + x + w, y + h)


def _is_wholly_aside(box: Box, across: int, limits: WrittenLimits) -> bool:
    left_of, right_of = limits.margins
    return box.left > right_of * across or box.right < left_of * across


def _is_aside(box: Box, across: int, limits: WrittenLimits) -> bool:
    left_of, right_of = limits.margins
    return box.right > right_of * across or box.left < left_of * across


def _grouped(letters: Sequence[Box], gap: float, dpi: int, limits: WrittenLimits) -> list[Letters]:
    """Letters beside one another, begun by one with a stem and from left to right."""
    # No two pieces of ink have the same box: they would have to cross.
    left = dict.fromkeys(sorted(letters, key=attrgetter("left")))
    groups: list[Letters] = []
    for first in tuple(left):
        if first not in left or first.height < limits.high[0] * dpi:
            continue
        del left[first]
        group = [first]
        while following := _next(group, left, gap * dpi, limits.rows):
            del left[following]
            group.append(following)
        groups.append(tuple(group))
    return groups


def _next(group: Sequence[Box], left: Iterable[Box], gap: float, rows: float) -> Box | None:
    last = Box.around(group)
    for box in left:
        if box.left - last.right > gap:
            return None
        if box.left >= last.left and box.rows_shared(last) > rows:
            return box
    return None


def _may_be_a_code(group: Letters, least: float, dpi: int, limits: WrittenLimits) -> bool:
    whole, (narrow, wide) = Box.around(group), limits.whole
    high = least <= whole.height <= limits.high[1] * dpi
    return high and narrow * dpi <= whole.width <= wide * dpi and len(group) <= limits.letters


def _crop(page: Image, group: Letters) -> Crop:
    """The letters of a group, black on white, and nothing else."""
    box = Box.around(group)
    room = max(2, box.height // 8)
    ink = np.asarray(page[box.top : box.bottom, box.left : box.right] < INK, np.uint8)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = {(each.left - box.left, each.top - box.top, each.width, each.height) for each in group}
    letters = [n for n, place in enumerate(stats[:, :4].tolist()) if n and tuple(place) in boxes]
    own = np.where(np.isin(parts, letters), np.uint8(0), np.uint8(255))
    padded = cv2.copyMakeBorder(own, room, room, room, room, cv2.BORDER_CONSTANT, value=(255,))
    around = Box(box.left - room, box.top - room, box.right + room, box.bottom + room)
    return Crop(np.asarray(padded, np.uint8), around, float(box.height))


def _read(crops: Sequence[Crop], reader: CropReader, limits: WrittenLimits) -> list[Word]:
    """The codes among what was cut out, each from the first of two looks that gives one."""
    codes: dict[int, Word] = {}
    for room in (0.0, AROUND):
        left = [n for n in range(len(crops)) if n not in codes]
        looks = [_with_paper(crops[n], room) for n in left]
        for n, words in zip(left, read_crops(looks, reader), strict=True):
            if code := _code(crops[n], words, limits):
                codes[n] = code
    found: list[Word] = []
    for _, code in sorted(codes.items()):
        if not any(code.box.overlaps(other.box) for other in found):
            found.append(code)
    return found


def _with_paper(crop: Crop, share: float) -> Crop:
    """The crop with more paper around it, as a share of its letters' height."""
    room = round(share * crop.capital)
    image = cv2.copyMakeBorder(
        crop.image, room, room, room, room, cv2.BORDER_CONSTANT, value=(255,)
    )
    return replace(crop, image=np.asarray(image, np.uint8))


def _code(crop: Crop, words: Sequence[Word], limits: WrittenLimits) -> Word | None:
    """The code that was read, or None; where that was mended, with its reading."""
    read = " ".join(word.text for word in words)
    said = read.replace(" ", "").replace(".", "")
    if seven := SEVEN.fullmatch(said):
        said = f"b7{seven[1]}"
    sure = fmean(word.confidence for word in words) if words else 0.0
    if not _is_code(said, sure, limits):
        return None
    room = (crop.box.height - round(crop.capital)) // 2
    box = crop.box
    place = Box(box.left + room, box.top + room, box.right - room, box.bottom - room)
    reader = words[0].reader
    seen = () if said == read else (Reading(read, sure, reader),)
    return Word(said, place, sure, reader, seen)
