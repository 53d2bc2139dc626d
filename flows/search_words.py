"""Words as they are searched for, and what OCR may have made of one.

    away   error                                              for words of
    0      none
    1, 2   letters wrong, missing or too many                 4 letters and more, 7 and more
    1      cut in two (Me mphis)                              4
    2      cut in two, and a letter wrong in the longer part  7
    1      run together with others (MEMPHISMAYOR)            5
    2      run together, and one letter wrong                 7

Words are looked for among all that were read by what an error leaves whole: of three
pieces of a word with two letters wrong one is as it was. `sought` names the pieces by
their trigrams; `forms` then compares what they find letter by letter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

# A longer run of letters is no word, and databases take none of thousands.
WORD = re.compile(r"[^\W_]{1,200}")
# Letters from which a word may have one or two of them wrong, and be found inside another.
ONE_WRONG, TWO_WRONG, INSIDE = 4, 7, 5
# Longer "words" are dirt: found as they are, and not among what others may have been read as.
LONGEST = 40
EDGE = "|"  # of a word, among its trigrams
# What a word stands for, at most, and what each part of one that was cut in two.
MOST_FORMS, MOST_PARTS = 1000, 12
# What OCR takes for one another, whatever the type: the first for the second.
ALIKE = (("rn", "m"), ("ri", "n"), ("ii", "u"), ("li", "h"), ("cl", "d"), ("vv", "w"))
ALIKE_LETTERS = str.maketrans("0156289icqhuyv", "olsbzbgleobnvv")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a word of the index must look like to be compared: trigrams and letters.

    any_of      it holds all trigrams of one of these groups
    shortest    letters it has at least
    """

    any_of: tuple[tuple[str, ...], ...]
    shortest: int


@dataclass(frozen=True, slots=True)
class Forms:
    """What a word may have been read as, with how far that is from it.

    whole   one word
    pairs   two words next to one another
    """

    whole: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]

    def beginnings(self) -> frozenset[str]:
        """The words with which a form begins."""
        return frozenset(self.whole) | {left for left, _ in self.pairs}

    def within(self, most: int) -> "Forms":
        """Those that are at most so far away."""
        return Forms(
            {word: away for word, away in self.whole.items() if away <= most},
            {pair: away for pair, away in self.pairs.items() if away <= most},
        )


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


def forms(word: str, found: Sequence[str]) -> Forms:
    """What of the words `found` the given one may have been read as, the likeliest of it."""
    near = dict(_misread(word, found))
    for other, away in _run_together(word, found):
        near[other] = min(away, near.get(other, away))
    near[word] = 0
    likeliest = sorted(near.items(), key=lambda form: (form[1], unlikely(word, form[0]), form[0]))
    return Forms(dict(likeliest[:MOST_FORMS]), dict(_cut(word, found)))


def unlikely(wanted: str, said: str) -> int:
    """How many letters differ that do not look alike: `karva1a` is likelier than `karvaxa`.

    Of words that were run together only the one that was meant counts.
    """
    if wanted in said:
        return 0
    ends = (said[: len(wanted)], said[-len(wanted) :]) if len(said) > len(wanted) + 2 else (said,)
    return min(Levenshtein.distance(_look(wanted), _look(end)) for end in ends)


def _look(word: str) -> str:
    for said, meant in ALIKE:
        word = word.replace(said, meant)
    return word.translate(ALIKE_LETTERS)


def only_itself(word: str) -> Forms:
    """A word as it is, and nothing else."""
    return Forms({word: 0}, {})


def _misread(word: str, found: Iterable[str], most: int | None = None) -> list[tuple[str, int]]:
    allowed = wrong(word) if most is None else most
    # Its stubs ask for scorers of floats; distances are whole.
    scorer: Any = Levenshtein.distance
    near = process.extract(word, found, scorer=scorer, score_cutoff=allowed, limit=None)
    return [(str(other), int(away)) for other, away, _ in near]


def _run_together(word: str, found: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Words that hold the given one, or begin or end with it with one letter wrong."""
    if len(word) < INSIDE:
        return
    longer = [other for other in found if len(other) > len(word)]
    yield from ((other, 1) for other in longer if word in other)
    if wrong(word) < 2:
        return
    # With a letter missing or too many, the word takes less or more of what it is part of.
    for length in (len(word), len(word) - 1, len(word) + 1):
        for piece in (slice(length), slice(-length, None)):
            ends = list({other[piece] for other in longer})
            near = {end for end, _ in _misread(word, ends, most=1)}
            yield from ((other, 2) for other in longer if other[piece] in near)


def _cut(word: str, found: Sequence[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """The pairs of words that the given one may have been cut into."""
    if not wrong(word):
        return
    by_length: dict[int, list[str]] = {}
    if wrong(word) == 2:
        for other in found:
            by_length.setdefault(len(other), []).append(other)
    for at in range(1, len(word)):
        left, right = word[:at], word[at:]
        yield (left, right), 1
        yield from (((other, right), 2) for other in _parts(left, by_length))
        yield from (((left, other), 2) for other in _parts(right, by_length))


def _parts(part: str, by_length: Mapping[int, Sequence[str]]) -> list[str]:
    """A part of a word with one letter wrong."""
    if len(part) < ONE_WRONG:
        return []
    some = [o for n in (-1, 0, 1) for o in by_length.get(len(part) + n, ())]
    return sorted(other for other, away in _misread(part, some, most=1) if away)[:MOST_PARTS]
