"""Words that were read as one and are several: where the second reader saw a space.

    first reader   has_recently      in_the        HIS..GOVERNMENT
    second         has recently      in the        HIS GOVERNMENT

Under a stroke of the pen or a rule the first reader sees no blank, or signs in it. The second
leaves out spaces at times, and hardly ever puts one into a word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from ocr.known_words import Known, never
from ocr.model import Box, Word
from ocr.recognizer import NAME, Letter, Letters
from ocr.voting import second_reading

# Letters and figures of each part; of shorter ones only these are words.
PART, SHORT = 2, ("a", "A", "I")

Seen = TypeVar("Seen", str, Letters)


def at_spaces(word: Word, letters: Letters, piece: Box, known: Known = never) -> tuple[Word, ...]:
    """A word of two readings as the words the second reader saw; as it is where it saw one.

    letters   what the second reader saw of the word, with its spaces
    piece     the part of the page that it was shown; letters tell their places in it
    known     whether a reading is a word that is known on the page: `THEIR` is not `THE IR`
    """
    seen = tuple(letter for letter in letters if not letter.text.isspace())
    cuts = [at for at in _spaces(letters) if 0 < at < len(seen)]
    if not cuts or not _is_its_reading(word) or len(word.text) != len(seen) or known(word.text):
        return (word,)
    texts, parts = list(_pieces(word.text, cuts)), list(_pieces(seen, cuts))
    edges = [word.box.left, *(_between(seen, at, piece) for at in cuts), word.box.right]
    fit = all(left < right for left, right in pairwise(edges))
    if not fit or not _are_words(texts) or any(map(_in_a_number, pairwise(texts))):
        return (word,)
    boxes = [Box(left, word.box.top, right, word.box.bottom) for left, right in pairwise(edges)]
    return tuple(
        replace(word, text=text, box=box, readings=(word.readings[0], second_reading(own)))
        for text, box, own in zip(texts, boxes, parts, strict=True)
    )


def _is_its_reading(word: Word) -> bool:
    """Whether the text of a word is what the second reader saw."""
    return len(word.readings) > 1 and (word.reader == NAME or word.text == word.readings[1].text)


def _spaces(letters: Letters) -> list[int]:
    """Before which of the letters there is a space, counted without the spaces."""
    found: list[int] = []
    count = 0
    for letter in letters:
        if not letter.text.isspace():
            count += 1
        elif count not in found:
            found.append(count)
    return found


def _pieces(whole: Seen, cuts: Sequence[int]) -> Iterator[Seen]:
    for start, end in pairwise((0, *cuts, len(whole))):
        yield whole[start:end]


def _between(seen: Sequence[Letter], at: int, piece: Box) -> int:
    """Pixels from the left of the page to the middle of the blank before a letter."""
    return round(piece.left + (seen[at - 1].place + seen[at].place) / 2 * piece.width)


def _are_words(texts: Sequence[str]) -> bool:
    """Whether each text may be a word; `I` `I.` are a numeral."""
    signs = ["".join(filter(str.isalnum, text)) for text in texts]
    long = [len(each) >= PART for each in signs]
    return any(long) and all(fits or each in SHORT for fits, each in zip(long, signs, strict=True))


def _in_a_number(beside: tuple[str, str]) -> bool:
    """Whether two parts end and begin with figures: `2020. 03`, `382, 000`."""
    left, right = ("".join(filter(str.isalnum, text)) for text in beside)
    return left[-1].isdigit() and right[0].isdigit()
