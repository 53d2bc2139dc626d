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

from ocr.exemptions import is_to_the_letter
from ocr.frame import Image
from ocr.hidden_text import stands_on_end
from ocr.model import Box, Word
from ocr.phrases import WITHHOLDING

Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

# Of 255: type stands out from its ground by more, JPEG's own noise is less.
APART = 32
# Middle tones of ground and page are one when they differ by less.
ALIKE = 24
PAPER = 200  # of 255; lighter is paper, on which nothing was blacked out
# Of what a letter would ink, so much has to be inked for it to be live text.
LEAST_INK = 0.02  # share of its place
INK = 128  # of 255
# Letters under one box, at least, to be told: fewer are what boxes touch by chance. A word
# that is covered from end to end ("No", "47") was not touched by chance.
LEAST_LETTERS = 3
LEAST_OF_A_WORD = 2
# Words that say nothing but that something was withheld, beside the exemption codes.
SAYS_NOTHING = frozenset(WITHHOLDING) | {"REDACTION", "SEALED", "PRIVILEGED"}
AROUND_WORDS = " .,;:'\"[]()<>*_-"
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
    """One page, (height, width) uint8 each, 0 is black; `scan` is None without one.

    hues   the page with its three colours, (height, width, 3), None where it has none
    """

    page: Image
    text: Image
    coloured: Image
    scan: Image | None = None
    hues: Image | None = None


def find_places(words: Sequence[Word], seen: Pictures) -> tuple[Place, ...]:
    """Where words of the text layer are hidden on a page; order of `words` does not matter."""
    found: dict[Verdict, list[_Hidden]] = {}
    for word in sorted(set(words), key=_place):
        if says_nothing(word.text):
            continue
        letters = count_letters([word])
        for verdict, count in _judged(word, seen).items():
            whole = count == letters >= LEAST_OF_A_WORD and verdict is Verdict.LEAK
            found.setdefault(verdict, []).append(_Hidden(word.box, count, whole))
    return tuple(
        Place(verdict, hidden.box, hidden.count)
        for verdict, parts in sorted(found.items())
        for hidden in _together(parts)
        if hidden.whole or hidden.count >= LEAST_LETTERS
    )


def says_nothing(text: str) -> bool:
    """Whether a word gives nothing away: a label, an exemption code, a row of one letter."""
    bare = text.strip(AROUND_WORDS).upper()
    one_letter = len(set(bare)) == 1 and bare.isalpha() and (len(bare) > 2 or bare[0] == "X")
    return one_letter or bare in SAYS_NOTHING or is_to_the_letter(text, numbered=True)


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
    if _is_shown(at, inked, seen) if live else not _is_even(shown):
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


def _is_shown(at: tuple[slice, slice], inked: Mask, seen: Pictures) -> bool:
    """Whether live text can be seen: by its tone, or where that is its ground's, its colour."""
    if _stands_out(seen.page[at], inked):
        return True
    if seen.hues is None:
        return False
    return any(_stands_out(seen.hues[at][..., n], inked) for n in range(3))


def _stands_out(shown: Image, inked: Mask) -> bool:
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


@dataclass(frozen=True, slots=True)
class _Hidden:
    """Hidden letters close to one another; `whole` when a word of them is hidden entirely."""

    box: Box
    count: int
    whole: bool


def _together(hidden: Sequence[_Hidden]) -> list[_Hidden]:
    """Words that stand close to one another are one place."""
    places: list[_Hidden] = []
    for word in hidden:
        near = [place for place in places if _is_near(place.box, word.box)]
        places = [place for place in places if place not in near]
        parts = [word, *near]
        around = Box.around(part.box for part in parts)
        count, whole = sum(part.count for part in parts), any(part.whole for part in parts)
        places.append(_Hidden(around, count, whole))
    return places


def _is_near(place: Box, word: Box) -> bool:
    reach = NEAR * word.height
    across = max(place.left, word.left) - min(place.right, word.right)
    down = max(place.top, word.top) - min(place.bottom, word.bottom)
    return across <= reach and down <= reach


def _place(word: Word) -> tuple[int, int, int, int, str]:
    return word.box.top, word.box.left, word.box.bottom, word.box.right, word.text
