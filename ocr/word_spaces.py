"""Words that were read as one and are several: where the second reader saw a space.

    first reader   has_recently      in_the        HIS..GOVERNMENT
    second         has recently      in the        HIS GOVERNMENT

Under a stroke of the pen or a rule the first reader sees no blank, or signs in it. The second
leaves out spaces at times, and puts one into a word that it does not know: of `Papadopoulos`, a
code group and `MIG-15` one reader's space proves nothing.
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
# Signs that hold what is beside them together.
HOLDING = "-\u2013/'\u2019"

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
    if not fit or not _are_words(texts) or _is_mixed(word.text):
        return (word,)
    if not all(_may_be_parted(*each, word.readings[0].text, known) for each in _at(texts)):
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


def _is_mixed(text: str) -> bool:
    """Whether there is a figure: `2020. 03`, `382, 000`, and the letters of a code or number."""
    return any(map(str.isdigit, text))


def _at(texts: Sequence[str]) -> Iterator[tuple[str, str, int, int]]:
    """The texts on both sides of each cut, and how many letters are before and behind it."""
    counts = [sum(map(str.isalnum, text)) for text in texts]
    for at, (left, right) in enumerate(pairwise(texts), 1):
        yield left, right, sum(counts[:at]), sum(counts[at:])


def _may_be_parted(
    left: str, right: str, before: int, behind: int, first: str, known: Known
) -> bool:
    """Whether anything but one reader's space parts two texts: both are words, or a sign does.

    before, behind   letters of the whole word on both sides of the cut
    first            what the first reader saw of it
    """
    if left[-1] in HOLDING or right[0] in HOLDING:
        return False
    words = known(left), known(right)
    # A capital behind a small letter begins a word: `ofKavala`.
    begun = left[-1].islower() and right[0].isupper() and any(words)
    return all(words) or begun or _shows_a_sign(first, before, behind)


def _shows_a_sign(first: str, before: int, behind: int) -> bool:
    """Whether a reading has a sign behind so many letters, or before so many."""
    letters = [at for at, sign in enumerate(first) if sign.isalnum()]
    edges = {(before - 1, before), (len(letters) - behind - 1, len(letters) - behind)}
    return any(
        one >= 0 and other < len(letters) and letters[other] - letters[one] > 1
        for one, other in edges
    )
