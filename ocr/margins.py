"""Codes in the margin, read a second time from their own crops.

    ██████████████   bl-1       codes are small, sans serif and far from any word that
    ██████████       b3-1       would help the reader: the first reading of the whole
    ██████████████              page takes digits for letters, or passes a code over
    ██████           b7E-1, 2

What is read again: lines of the margin that are codes only by the tolerance for
misread ones or that look like one, and marks that nobody read right above, in or
below a stack of codes. The new reading counts when it is a code to the letter; else
the first one stays. Nothing outside the margin is touched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr import exemptions
from ocr.crops import Crop, read_crops
from ocr.frame import Image
from ocr.lines import in_reading_order
from ocr.model import Box, Line, Reading, Word
from ocr.readers import CropReader

# Where margins are, as shares of the width: codes stand to the right of most text or
# to the left of all of it.
RIGHT_OF, LEFT_OF = 0.6, 0.2
# A code has at most as many letters as "(b)(3):50 USC 3024(i)".
LONGEST = 22
# Read with less confidence, even a perfect code is read again: specks beside it.
SURE = 0.6
# A stack goes on within so many heights of a line; FISA pages print codes 1.6 apart.
PITCH = 2.0
# A code whose figure was taken for a letter, and nothing else.
LETTER_FOR_ONE = re.compile(r"b[lI]-[\dlI]")
# Shares of a code's height that a letter beside it has, without specks and rules.
LOW, HIGH = 0.45, 1.35
INK = 128  # of 255


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Something in the margin to read again: a line, or a place that was not read."""

    place: Box
    line: Line | None


def reread_codes(page: Image, lines: Sequence[Line], reader: CropReader) -> tuple[Line, ...]:
    """The lines of a page with its margin codes as they read at their own size.

    page   (height, width) uint8 as it was read first, redactions covered
    lines  of that reading; all but margin codes come back unchanged, and a code that was
           read into the text beside it comes back as a line of its own

    Raises what the reader raises.
    """
    lines = tuple(_mended(line, page.shape[1]) for line in part_codes(lines, page.shape[1]))
    doubts = find_doubts(page, lines)
    better = _read_again(page, doubts, reader)
    replaced = {id(doubts[n].line) for n in better}
    kept = [line for line in lines if id(line) not in replaced]
    return in_reading_order([*kept, *better.values()])


def part_codes(lines: Sequence[Line], width: int) -> tuple[Line, ...]:
    """The lines, with codes cut off the text that stands close before them.

    What tells such a code from a word is its stack: it begins where the code right above
    or below it does, on a page of `width` pixels.
    """
    stack = [n for n in lines if _in_the_margin(n.box, width) and exemptions.read(n.text)]
    parted = list(lines)
    for code in stack:  # grows while it is gone through
        for line in list(parted):
            cut = _cut_below(line, code)
            if 0 < cut < len(line.words):
                parted.remove(line)
                parted += [Line(line.words[:cut]), Line(line.words[cut:])]
                stack.append(parted[-1])
    return in_reading_order(parted)


def _mended(line: Line, width: int) -> Line:
    """A code in the margin with a 1 for the letter that was read for it surely enough."""
    [word, *more] = line.words
    if (
        more
        or word.readings
        or word.confidence < SURE
        or not LETTER_FOR_ONE.fullmatch(word.text)
        or not _in_the_margin(line.box, width)
    ):
        return line
    seen = Reading(word.text, word.confidence, word.reader)
    return Line((replace(word, text=exemptions.as_printed(word.text), readings=(seen,)),))


def _cut_below(line: Line, code: Line) -> int:
    """Before which word a code of the same stack begins in a line; 0 when none does."""
    for n, word in enumerate(line.words):
        rest = line.words[n:]
        if _stacked(word.box, code.box) and exemptions.read(Line(rest).text):
            return n
    return 0


def _stacked(a: Box, b: Box) -> bool:
    """Whether one begins right below the other, no more than a pitch away."""
    level = max(a.height, b.height)
    if abs(a.left - b.left) > level / 2:
        return False  # as most words of a page
    down = max(a.top, b.top) - min(a.bottom, b.bottom)
    return down + level / 2 > 0 and down <= PITCH * level


def _read_again(page: Image, doubts: Sequence[_Doubt], reader: CropReader) -> dict[int, Line]:
    """The better readings by the number of their doubt."""
    read = read_crops([_crop(page, doubt.place) for doubt in doubts], reader)
    better = {n: _better(words, doubts[n]) for n, words in enumerate(read)}
    return {n: line for n, line in better.items() if line}


def find_doubts(page: Image, lines: Sequence[Line]) -> tuple[_Doubt, ...]:
    """What to read again in the margins of a page, in no order."""
    margin = [line for line in lines if _in_the_margin(line.box, page.shape[1])]
    codes = [line for line in margin if exemptions.read_codes(line.text)]
    lined = [
        _Doubt(line.box, line) for line in margin if _is_doubtful(line) or _in_a_stack(line, codes)
    ]
    taken = [line.box for line in lines]
    unread: list[Box] = []
    for code in codes:
        unread += [
            place
            for place in _unread(page, code.box)
            if not any(place.overlaps(other) for other in (*taken, *unread))
        ]
    return (*lined, *(_Doubt(place, None) for place in unread))


def _in_the_margin(box: Box, width: int) -> bool:
    return box.left > RIGHT_OF * width or box.right < LEFT_OF * width


def _is_doubtful(line: Line) -> bool:
    """Whether a line may be a code, and is not surely read as it is printed."""
    codes = exemptions.read(line.text)
    if codes:
        return line.confidence < SURE or not all(code.exact for code in codes)
    text = line.text.strip(exemptions.SPECKS)
    worded = re.search(r"[A-Za-z]{4}", text)
    numbered = re.search(r"[\d()]", text) and re.search(r"[A-Za-z(]", text)
    return bool(3 <= len(text) <= LONGEST and numbered and not worded)


def _in_a_stack(line: Line, codes: Sequence[Line]) -> bool:
    """Whether a short scrap that is no code begins where the code above or below it does."""
    if exemptions.read(line.text) or not 2 <= len(line.text) <= LONGEST:
        return False
    return any(_stacked(line.box, code.box) for code in codes)


def _better(words: Sequence[Word], doubt: _Doubt) -> Line | None:
    """The second reading where it is codes to the letter, and not others than the first.

    Two readings that are the same codes but for what a glyph is taken for (`bi-i`, `b-1`)
    agree on them: the first with its confusions mended.
    """
    if not words:
        return None
    said = " ".join(word.text for word in words)
    second = exemptions.read(said)
    first = exemptions.read(doubt.line.text) if doubt.line else ()
    same = [code.forms for code in second] == [code.forms for code in first]
    if not second or (first and not same and all(code.exact for code in first)):
        return None
    if all(code.exact for code in second):
        return Line(tuple(words)) if said.strip("-") == said else _as_one(said, words)
    return _as_one(doubt.line.text, words) if same and doubt.line else None


def _as_one(said: str, words: Sequence[Word]) -> Line:
    """A line of codes as it is printed, without specks and confusions."""
    confidence = min(word.confidence for word in words)
    box = Box.around(word.box for word in words)
    return Line((Word(exemptions.as_printed(said), box, confidence, words[0].reader),))


def _unread(page: Image, code: Box) -> list[Box]:
    """Rows of letters a pitch above and below a code, in its columns."""
    found = []
    reach = round(PITCH * code.height)
    for top, bottom in ((code.top - reach, code.top - 1), (code.bottom + 1, code.bottom + reach)):
        top, bottom = max(top, 0), min(bottom, page.shape[0])
        left, right = code.left - code.height // 2, min(code.right + code.height, page.shape[1])
        left = max(left, 0)
        if bottom - top < code.height // 2:
            continue
        letters = _letters(page[top:bottom, left:right], code.height)
        if len(letters) >= 2:
            row = Box.around(letters)
            found.append(Box(left + row.left, top + row.top, left + row.right, top + row.bottom))
    return [row for row in found if row.height <= HIGH * code.height]


def _letters(window: Image, height: int) -> list[Box]:
    ink = np.where(window < INK, np.uint8(255), np.uint8(0))
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return [
        Box(int(left), int(top), int(left + width), int(top + high))
        for left, top, width, high, _area in stats[1:]
        if LOW * height <= high <= HIGH * height and width <= 2 * height
    ]


def _crop(page: Image, place: Box) -> Crop:
    """A place of the page with a little paper around it."""
    height, width = page.shape
    room = max(2, place.height // 5)
    box = Box(
        max(place.left - room, 0),
        max(place.top - room, 0),
        min(place.right + room, width),
        min(place.bottom + room, height),
    )
    window = page[box.top : box.bottom, box.left : box.right]
    return Crop(window, box, _capital(window, place))


def _capital(window: Image, place: Box) -> float:
    """Height of the letters in a crop: of the middle one, or of the line when there is none."""
    letters = _letters(window, place.height)
    return float(np.median([box.height for box in letters])) if letters else float(place.height)
