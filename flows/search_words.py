"""Words as they are searched for, and what OCR may leave of one.

    away   error                                              for words of
    0      none
    1, 2   letters wrong, missing or too many                 4 letters and more, 7 and more
    1      cut in two (Me mphis)                              4
    2      cut in two, and a letter wrong                     7
    1      run together with others (MEMPHISMAYOR)            5
    2      run together, and one letter wrong                 7

Words are looked for among all that were read by what an error leaves whole: of three
pieces of a word with two letters wrong one is as it was. `sought` names the pieces by
their trigrams; `flows.search_forms` then compares what they find letter by letter.
"""

import re
import unicodedata
from dataclasses import dataclass

# A longer run of letters is no word, and databases take none of thousands.
WORD = re.compile(r"[^\W_]{1,200}")
# Letters from which a word may have one or two of them wrong, and be found inside another.
ONE_WRONG, TWO_WRONG, INSIDE = 4, 7, 5
# Longer "words" are dirt: found as they are, and not among what others may have been read as.
LONGEST = 40
EDGE = "|"  # of a word, among its trigrams


@dataclass(frozen=True, slots=True)
class Sought:
    """What a word of the index must look like to be compared: trigrams and letters.

    any_of      it holds all trigrams of one of these groups
    shortest    letters it has at least
    """

    any_of: tuple[tuple[str, ...], ...]
    shortest: int


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without accents; digits are letters."""
    small = text.casefold()
    if small.isascii():
        return WORD.findall(small)
    plain = unicodedata.normalize("NFKD", small)
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def wrong(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 2 if len(word) >= TWO_WRONG else 1 if len(word) >= ONE_WRONG else 0


def trigrams(text: str) -> tuple[str, ...]:
    """Every three letters of a text that follow one another, each once."""
    return tuple(dict.fromkeys(text[n : n + 3] for n in range(len(text) - 2)))


def framed(word: str) -> str:
    """A word with its edges, so that a short one has trigrams that survive a mistake."""
    return f"{EDGE}{word}{EDGE}"


def sought(word: str) -> Sought | None:
    """What may be a form of `word`; None for a word that is found only as it is."""
    if not wrong(word) or len(word) > LONGEST:
        return None
    if wrong(word) == 1:
        half = len(word) // 2 + 1
        pieces = [trigrams(framed(word)[:half]), trigrams(framed(word)[half:])]
        pieces += [trigrams(word)] if len(word) >= INSIDE else []
        return Sought(tuple(pieces), len(word) - 1)
    # The ends, and the piece between them. A word that was cut in two has one end of it,
    # and of a part with a letter wrong either that end or what stands next to it.
    start, end = framed(word[:2])[:3], framed(word[-2:])[1:]
    pieces_of_parts = [word[2:5], word[-5:-2], f"{word[2:4]}{EDGE}", f"{EDGE}{word[-4:-2]}"]
    single = dict.fromkeys((start, end, *pieces_of_parts))
    return Sought(tuple((each,) for each in single), ONE_WRONG - 1)
