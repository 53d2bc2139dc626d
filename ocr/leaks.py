"""Text of a PDF that cannot be seen on its page, and why it cannot.

Each letter of the text layer is looked at where it stands, in pictures of the page:

    page      as it is shown
    text      its text alone, black
    coloured  its text alone, in its own colours
    scan      the scan it lies on, if it has one

Letters that the page does not show are one of

    leak      something was drawn over them: whoever copies the text has them
    noise     an OCR layer over a box that is part of the scan: what it says was read
              before, or is rubbish; nothing is given away that the picture does not
    faint     in the colour of the paper; nobody drew anything over them

Counts and places come out of here, never a letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ocr.frame import Image
from ocr.hidden_text import stands_on_end
from ocr.model import Box, Word

# Of 255: type stands out from its ground by more, JPEG's own noise is less.
APART = 32
# Middle tones of ground and page are one when they differ by less.
ALIKE = 24
PAPER = 200  # of 255; lighter is paper, on which nothing was blacked out
# Of what a letter would ink, so much has to be inked for it to be live text.
LEAST_INK = 0.02  # share of its place
INK = 128  # of 255
# Letters under one box, at least, to be told: fewer are what boxes touch by chance.
LEAST_LETTERS = 3
# Smaller type is no type: artefacts of programs that make PDFs.
LEAST_HEIGHT = 4  # pixels
# Words go on in one place within so many heights of a line.
NEAR = 1.5


class Verdict(StrEnum):
    """Why text cannot be seen."""

    LEAK = "leak"
    NOISE = "noise"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Place:
    """Where text is hidden: `box` in pixels of the page as rendered, and how many letters."""

    verdict: Verdict
    box: Box
    characters: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """One page, (height, width) uint8 each, 0 is black; `scan` is None without one."""

    page: Image
    text: Image
    coloured: Image
    scan: Image | None = None


def find_places(words: Sequence[Word], seen: Pictures) -> tuple[Place, ...]:
    """Where words of the text layer are hidden on a page; order of `words` does not matter."""
    found: dict[Verdict, list[tuple[Box, int]]] = {}
    for word in sorted(set(words), key=_place):
        for verdict, count in _judged(word, seen).items():
            found.setdefault(verdict, []).append((word.box, count))
    return tuple(
        place
        for verdict, hidden in sorted(found.items())
        for place in _together(verdict, hidden)
        if place.characters >= LEAST_LETTERS
    )


def count_letters(words: Iterable[Word]) -> int:
    """Letters and figures of words."""
    return sum(character.isalnum() for word in words for character in word.text)


def count_within(words: Iterable[Word], place: Box) -> int:
    """Letters of words whose middle lies in `place`."""
    return count_letters(w for w in words if place.holds(w.box.centre, w.box.middle))


def _judged(word: Word, seen: Pictures) -> dict[Verdict, int]:
    """How many letters of a word are hidden in each way."""
    counts: dict[Verdict, int] = {}
    for box in _boxes(word, seen.page.shape):
        verdict = _judge(box, seen)
        if verdict:
            counts[verdict] = counts.get(verdict, 0) + 1
    return counts


def _boxes(word: Word, shape: tuple[int, ...]) -> list[tuple[slice, slice]]:
    """The place of each letter and figure, as if all were equally wide, inside the page."""
    box, count = word.box, len(word.text)
    if min(box.width, box.height) < LEAST_HEIGHT:
        return []
    on_end = stands_on_end(word)
    edges = np.linspace(
        box.top if on_end else box.left, box.bottom if on_end else box.right, count + 1
    )
    places = []
    for n, character in enumerate(word.text):
        if not character.isalnum():
            continue
        first, last = round(edges[n]), round(edges[n + 1])
        left, right = (box.left, box.right) if on_end else (first, last)
        top, bottom = (first, last) if on_end else (box.top, box.bottom)
        rows = slice(max(top, 0), min(bottom, shape[0]))
        columns = slice(max(left, 0), min(right, shape[1]))
        if rows.stop - rows.start >= 2 and columns.stop - columns.start >= 2:
            places.append((rows, columns))
    return places


def _judge(at: tuple[slice, slice], seen: Pictures) -> Verdict | None:
    shown, inked = seen.page[at], seen.text[at] < INK
    live = inked.mean() >= LEAST_INK
    if _stands_out(shown, inked) if live else not _is_even(shown):
        return None
    tone = float(np.median(shown))
    if seen.scan is not None and _alike(seen.scan[at], shown):
        return Verdict.NOISE if tone < PAPER else None
    if live:
        coloured = seen.coloured[at]
        return Verdict.LEAK if _stands_out(coloured, inked) or tone < PAPER else Verdict.FAINT
    ground = seen.scan[at] if seen.scan is not None else None
    covered = tone < PAPER if ground is None else not _is_even(ground) or tone < PAPER
    return Verdict.LEAK if covered else None


def _stands_out(shown: Image, inked: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> bool:
    """Whether a letter shows: its ink has another tone than what is around it.

    The edges of strokes are neither, and count for nothing.
    """
    if inked.all():
        return not _is_even(shown)
    return abs(float(np.median(shown[inked])) - float(np.median(shown[~inked]))) > APART


def _is_even(part: Image) -> bool:
    """Whether nothing is to be seen: the middle half of a letter's place has one tone."""
    high, wide = part.shape
    middle = part[high // 6 : high - high // 6, wide // 6 : wide - wide // 6]
    return int(middle.max()) - int(middle.min()) <= APART


def _alike(ground: Image, shown: Image) -> bool:
    return _is_even(ground) and abs(float(np.median(ground)) - float(np.median(shown))) <= ALIKE


def _together(verdict: Verdict, hidden: Sequence[tuple[Box, int]]) -> list[Place]:
    """Words that stand close to one another are one place."""
    places: list[Place] = []
    for box, count in hidden:
        near = [place for place in places if _is_near(place.box, box)]
        for place in near:
            places.remove(place)
        around = Box.around([box, *(place.box for place in near)])
        places.append(Place(verdict, around, count + sum(place.characters for place in near)))
    return places


def _is_near(place: Box, word: Box) -> bool:
    reach = NEAR * word.height
    across = max(place.left, word.left) - min(place.right, word.right)
    down = max(place.top, word.top) - min(place.bottom, word.bottom)
    return across <= reach and down <= reach


def _place(word: Word) -> tuple[int, int, int, int, str]:
    return word.box.top, word.box.left, word.box.bottom, word.box.right, word.text
