"""What OCR may have made of a word, out of all the words that were read.

A word that was read stands for the one that is searched for the less likely, the better
something else explains it. `Far` says how much it is in doubt before it says how many letters
are off:

    0   it stands on few pages and is like no other word
    1   a word that stands on many pages is one letter away: it is rather damage of that
    2   it stands on many pages: it is rather a word of its own
"""

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from flows.search_words import INSIDE, LONGEST, ONE_WRONG, wrong

# Pages from which on a word is one of its own, if it stands on a tenth as many as what is
# searched for: a misreading is rarer than what it is of. Chosen on 720 generated names.
OWN, SHARE = 6, 0.1
# What a word stands for, at most, and what each part of one that was cut in two.
MOST_FORMS, MOST_PARTS = 1000, 12
LETTERS = string.ascii_lowercase + string.digits
# What OCR takes for one another, whatever the type: the first for the second.
ALIKE = (("rn", "m"), ("ri", "n"), ("ii", "u"), ("li", "h"), ("cl", "d"), ("vv", "w"))
ALIKE_LETTERS = str.maketrans("0156289icqhuyv", "olsbzbgleobnvv")

# Words, with how many pages each stands on.
Known = Mapping[str, int]
Reading = TypeVar("Reading", str, tuple[str, str])


class Far(NamedTuple):
    """How far a reading is from a word: how much in doubt, and how many letters are off."""

    doubt: int
    away: int


SAME = Far(0, 0)


@dataclass(frozen=True, slots=True)
class Forms:
    """What a word may have been read as, with how far that is from it.

    whole   one word
    pairs   two words next to one another
    """

    whole: Mapping[str, Far]
    pairs: Mapping[tuple[str, str], Far]

    def beginnings(self) -> frozenset[str]:
        """The words with which a form begins."""
        return frozenset(self.whole) | {left for left, _ in self.pairs}

    def within(self, most: Far) -> "Forms":
        """Those that are at most so far away."""
        return Forms(_within(self.whole, most), _within(self.pairs, most))

    def without(self, other: "Forms") -> "Forms":
        """Those that are not among others."""
        whole = {word: far for word, far in self.whole.items() if word not in other.whole}
        pairs = {pair: far for pair, far in self.pairs.items() if pair not in other.pairs}
        return Forms(whole, pairs)


def _within(known: Mapping[Reading, Far], most: Far) -> dict[Reading, Far]:
    return {
        each: far
        for each, far in known.items()
        if far.doubt <= most.doubt and far.away <= most.away
    }


def only_itself(word: str) -> Forms:
    """A word as it is, and nothing else."""
    return Forms({word: SAME}, {})


def forms(word: str, found: Known, parts: Known) -> Forms:
    """What a word may have been read as, the likeliest of it.

    found   words that look like it, as `sought` says
    parts   of `parts_of`, those that were read
    """
    near = dict(_misread(word, found))
    for other, away in _run_together(word, found):
        near[other] = min(away, near.get(other, away))
    near.pop(word, None)
    doubt = _Doubt(word, found)
    whole = {other: Far(doubt.of(other), away) for other, away in near.items()}
    likeliest = sorted(whole, key=lambda each: (whole[each], unlikely(word, each), each))
    kept = {each: whole[each] for each in likeliest[:MOST_FORMS]}
    return Forms({word: SAME} | kept, dict(_cut(word, found, parts)))


def parts_of(word: str) -> list[str]:
    """The parts that a word may have been cut into, and what a short one may be misread as."""
    if not wrong(word) or len(word) > LONGEST:
        return []
    cuts = [(word[:at], word[at:]) for at in range(1, len(word))]
    parts = {part for cut in cuts for part in cut}
    if wrong(word) == 2:
        parts |= {each for cut in cuts for part in cut for each in _short(part)}
    return sorted(parts)


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


class _Doubt:
    """What else the words near one may be: words of their own, or damage of another."""

    def __init__(self, word: str, found: Known) -> None:
        self._found = found
        self._many = max(OWN, SHARE * found.get(word, 0))
        common = [each for each, pages in found.items() if pages >= self._many and each != word]
        near = (each for each, _ in _misread(word, common, most=wrong(word) + 1))
        self._near = {shorter for each in near for shorter in _shortened(each)}

    def of(self, other: str) -> int:
        if self._found[other] >= self._many:
            return 2
        # Words with one letter wrong, missing or too many have one of these in common.
        return int(any(each in self._near for each in _shortened(other)))


def _shortened(word: str) -> Iterator[str]:
    """A word, and what is left of it without one letter."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _misread(word: str, found: Iterable[str], most: int | None = None) -> list[tuple[str, int]]:
    allowed = wrong(word) if most is None else most
    # Its stubs ask for scorers of floats; distances are whole.
    scorer: Any = Levenshtein.distance
    near = process.extract(word, list(found), scorer=scorer, score_cutoff=allowed, limit=None)
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


def _cut(word: str, found: Known, parts: Known) -> Iterator[tuple[tuple[str, str], Far]]:
    """The pairs of words that the given one may have been cut into."""
    by_length: dict[int, list[str]] = {}
    for other in found:
        by_length.setdefault(len(other), []).append(other)
    for at in range(1, len(word)):
        left, right = word[:at], word[at:]
        if left in parts and right in parts:
            # Two words of their own stand next to one another because they were written so.
            yield (left, right), Far(int(min(parts[left], parts[right]) >= OWN), 1)
        if wrong(word) < 2:
            continue
        if right in parts:
            for each in _parts(left, parts[right], found, parts, by_length):
                yield (each, right), Far(0, 2)
        if left in parts:
            for each in _parts(right, parts[left], found, parts, by_length):
                yield (left, each), Far(0, 2)


def _parts(
    part: str, pages: int, found: Known, parts: Known, by_length: Mapping[int, Sequence[str]]
) -> list[str]:
    """What was read for a part of a word with one letter wrong.

    pages   that the other part stands on: one of the two is to be a scrap, and no word
    """
    if len(part) < ONE_WRONG:
        return [each for each in _short(part) if each in parts] if pages < OWN else []
    some = [o for n in (-1, 0, 1) for o in by_length.get(len(part) + n, ())]
    near = (each for each, away in _misread(part, some, most=1) if away)
    return sorted(each for each in near if min(pages, found[each]) < OWN)[:MOST_PARTS]


def _short(part: str) -> set[str]:
    """Everything that a part too short to look for may be with one letter wrong."""
    if len(part) >= ONE_WRONG:
        return set()
    ends = [(part[:at], part[at:]) for at in range(len(part) + 1)]
    less = {left + right[1:] for left, right in ends if right}
    other = {left + letter + right[1:] for left, right in ends if right for letter in LETTERS}
    more = {left + letter + right for left, right in ends for letter in LETTERS}
    return (less | other | more) - {part, ""}
