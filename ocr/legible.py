"""Whether what was read inside a box are words that anyone can read, or marks that look like some.

The words themselves are compared here and go no further: no hidden word is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.model import Word


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken for words.

    number          digits of a record number in a stamp; codes have fewer
    word, legible   letters of a word, and the confidence (0-1) with which it is read:
                    specks and strokes come out as fewer letters or in doubt
    phrase, surely  the same of several words together
    again           share of the letters that come again after each label of a row
    """

    word: int = 4
    number: int = 6
    legible: float = 0.5
    phrase: int = 6
    surely: float = 0.9
    again: float = 0.5


LIMITS = Limits()


def is_legible(words: Sequence[Word]) -> bool:
    """Whether words were read that no speck and no code looks like."""
    return any(map(_is_a_word, words)) or _is_text(words)


def is_varied(words: Sequence[Word]) -> bool:
    """Whether words were read surely that do not say the same again and again."""
    return is_legible(words) and _is_sure_of(words) and not _says_again(words)


def _is_a_word(word: Word) -> bool:
    """Whether a word or a number was read that no speck and no code looks like."""
    letters = sum(character.isalpha() for character in word.text)
    digits = sum(character.isdigit() for character in word.text)
    long = letters >= LIMITS.word or digits >= LIMITS.number
    return long and word.confidence >= LIMITS.legible


def _is_text(words: Sequence[Word]) -> bool:
    """Whether words were read that are short or in pieces, and surely so."""
    sure = [word.text for word in words if word.confidence >= LIMITS.surely]
    letters = sum(character.isalpha() for text in sure for character in text)
    return letters >= LIMITS.phrase or (
        len(sure) == len(words) > 0 and all(t.isalpha() and len(t) > 1 for t in sure)
    )


def _is_sure_of(words: Sequence[Word]) -> bool:
    return all(word.confidence >= LIMITS.surely for word in words)


def _says_again(words: Sequence[Word]) -> bool:
    """Whether words say the same again, the last time perhaps in part, with letters misread."""
    said = "".join(c for word in words for c in word.text.casefold() if c.isalnum())
    return any(
        _alike(said, lag) >= LIMITS.again * (len(said) - lag)
        for lag in range(1, len(said) // 2 + 1)
    )


def _alike(said: str, lag: int) -> int:
    """How many characters come again `lag` characters on."""
    return sum(a == b for a, b in zip(said, said[lag:], strict=False))
