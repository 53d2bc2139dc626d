"""One text out of several readings of it, letter by letter.

    HARBOR BOARD HAMES NEW HEAD OF THE LIGHT SHIP CONTRACT      section 1
    HARBOR BOARD BAMES MEW HEAD OP THE LIGHTSHIP CONTRACT       section 2
    HARBOR BOARD NAMES HEW HEAD: OF THE LIGHTSHIP C0NTRACT      section 3

The reading that the others are most like is laid down, the others are aligned with it, and
each of its letters, and each gap between two, is put to the vote. A word that comes out
and stands nowhere else in the message gives way to one that does, or to a function word, when
readings have every letter of that with nearly as many votes; to a function word never, when
two headings have it whole. A word that no two headings have whole gives way to one that two
have, letters that make no word to a word that a reader has whole, and pieces of a word to the
word that a heading has whole. So no letter comes out that no
reading has in that place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from cleanup.spelling import FUNCTION_WORDS, bare, lettered
from ocr.known_words import COMMON

Slot = dict[str, float]
# Votes that a letter of a word from the text needs beside those of the one that won: the
# same letter is misread all over a page, so the text has the wrong word as well.
NEARLY = 0.6
# Headings that have a word whole, from which no function word takes its place: `WAR` is no WAS.
AGREED = 2
# The same beside a word that two headings have whole, for one that they do not.
MUCH_LESS = 0.25
# The same of a word that a reader has whole, beside letters that make none.
SEEN = 0.15
LEAST = 0.01  # votes of a letter that a reading has in that place


@dataclass(frozen=True, slots=True)
class Said:
    """One reading of a text, with the weight of each of its letters.

    beside  whether it is what one reader had of a heading that is among the readings already
    """

    text: str
    weights: tuple[float, ...]
    beside: bool = False

    @property
    def weight(self) -> float:
        """The mean weight of its letters; 0 for no text."""
        return sum(self.weights) / len(self.weights) if self.weights else 0.0


def consensus(said: Sequence[Said], known: Mapping[str, int], *, codes: bool = False) -> str:
    """The text that `said` are readings of; "" for none.

    known   words that stand elsewhere in the message, in capitals, and how often; 0 in doubt
    codes   whether it is codes, which no word of the language stands for
    """
    said = [each for each in said if each.text]
    if len({each.text for each in said}) < 2:
        return said[0].text if said else ""
    pivot = max(said, key=lambda one: sum(o.weight * fuzz.ratio(one.text, o.text) for o in said))
    slots = _votes(pivot, said)
    best = [max(slot, key=lambda letters: slot[letters]) for slot in slots]
    whole = Counter(w for each in said if not each.beside for w in _bare_words(each.text))
    every = {word for each in said for word in _bare_words(each.text)}
    # Twice misread alike, `AMBAS5ADOR` is no word beside AMBASSADOR.
    figured = {word for word in every if word.isalnum() and lettered(word) in every - {word}}
    agreed = frozenset(w for w, count in whole.items() if count >= AGREED and w not in figured)
    words = frozenset(word for word in every if known.get(word) or word.lower() in COMMON)
    seen = frozenset() if codes else words
    voted = _words(slots, best, known, agreed, seen)
    return " ".join(_without_gaps(voted, whole, known))


def _without_gaps(
    words: Sequence[str], whole: Mapping[str, int], known: Mapping[str, int]
) -> list[str]:
    """Pieces of a word put together, `NAME S`, where a heading has it whole.

    Two words that the text has, or that every text has, are no pieces, nor such as more headings
    have by themselves, `EC BRUSSELS`.
    """
    joined: list[str] = []
    for word in words:
        above = joined[-1] if joined else ""
        both = [bare(above), bare(word)]
        plain = all(known.get(each) or each in FUNCTION_WORDS for each in both)
        parted = min(whole.get(each, 0) for each in both) if min(map(len, both)) > 1 else 0
        joint = whole.get("".join(both), 0)
        if above.isalpha() and joint and not plain and not parted > max(joint, AGREED - 1):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _bare_words(text: str) -> frozenset[str]:
    return frozenset(map(bare, text.split()))


def _votes(pivot: Said, said: Sequence[Said]) -> list[Slot]:
    """For each gap before a letter of the pivot and each letter, in turn, what is read there."""
    slots: list[Slot] = [defaultdict(float) for _ in range(2 * len(pivot.text) + 1)]
    # First, so that of equals the pivot's own is taken.
    for n, letter in enumerate(pivot.text):
        slots[2 * n][""] += 0.0
        slots[2 * n + 1][letter] += 0.0
    for each in said:
        filled = set()
        for op in _aligned(pivot.text, each.text):
            if op.tag == "insert":
                letters = each.text[op.dest_start : op.dest_end]
                slots[2 * op.src_start][letters] += each.weights[op.dest_start]
                filled.add(op.src_start)
                continue
            for at in range(op.src_start, op.src_end):
                there = op.dest_start + at - op.src_start
                letter = "" if op.tag == "delete" else each.text[there]
                weight = each.weight if op.tag == "delete" else each.weights[there]
                slots[2 * at + 1][letter] += weight
        for gap in set(range(len(pivot.text) + 1)) - filled:
            slots[2 * gap][""] += each.weight
    return slots


def _aligned(one: str, other: str) -> Iterator[Opcode]:
    """How one text becomes the other, letter for letter where all of their words are as long.

    `TELIS` and `TEILS` are two letters misread then, and not one that went and one that came.
    As many words are not enough: a blank lost and another one read shift all words between.
    """
    if [len(word) for word in one.split(" ")] == [len(word) for word in other.split(" ")]:
        yield Opcode("replace", 0, len(one), 0, len(other))
    else:
        yield from Levenshtein.opcodes(one, other)


def _words(
    slots: Sequence[Slot],
    best: Sequence[str],
    known: Mapping[str, int],
    agreed: frozenset[str],
    seen: frozenset[str],
) -> list[str]:
    """The words of the letters voted for, each as it is known where readings allow that.

    agreed  words, bare, that two headings have whole
    seen    words that one reader has whole, and that the text or the English language has
    """
    words: list[str] = []
    own: list[int] = []
    for at, letters in enumerate((*best, " ")):
        if letters == " ":
            words.append(
                _word([slots[n] for n in own], [best[n] for n in own], known, agreed, seen)
            )
            own = []
        else:
            own.append(at)
    return [word for word in words if word]


def _word(
    slots: Sequence[Slot],
    best: Sequence[str],
    known: Mapping[str, int],
    agreed: frozenset[str],
    seen: frozenset[str],
) -> str:
    word = "".join(best)
    own = bare(word)
    surer = [_instead(slots, best, each, MUCH_LESS) for each in agreed if own not in agreed]
    # The text has a letter that is misread all over a page as the headings have it.
    if not any(surer) and (known.get(own) or own in FUNCTION_WORDS):
        return word
    pool = (*FUNCTION_WORDS, *known) if own not in agreed and not any(surer) else ()
    others = [_instead(slots, best, each) for each in pool if each != own]
    if own not in agreed and own not in seen and not any((*surer, *others)):
        # What was voted for is no word, and a reader has one in its place.
        others = [_laid(slots, each) for each in seen] if word.upper() == own else []
    weighed = [each for each in (*surer, *others) if each]
    return max(weighed)[1] if weighed else word


def _instead(
    slots: Sequence[Slot], best: Sequence[str], other: str, nearly: float = NEARLY
) -> tuple[float, str] | None:
    """A known word in the place of the one voted for, if readings have all its letters.

    Marks around the word stay. Returns its weight and the word, or None.
    """
    letters = [n for n, each in enumerate(best) if each and (each.isalnum() or len(slots[n]) > 1)]
    if len(letters) != len(other):
        return None
    said = list(best)
    weight = 0.0
    for n, letter in zip(letters, other, strict=True):
        if slots[n].get(letter, 0.0) < max(nearly * slots[n][best[n]], LEAST):
            return None
        weight += slots[n][letter]
        said[n] = letter
    return weight, "".join(said)


def _laid(slots: Sequence[Slot], word: str) -> tuple[float, str] | None:
    """A word laid over the slots of another, with letters that came or went: its weight, or None.

    Every letter of it must be read in its place with a little weight, and every slot that it
    leaves out be left out by some reading.
    """
    laid = {"": 0.0}  # what is laid of the word so far, with the weight of its letters
    for slot in slots:
        least = max(SEEN * max(slot.values()), LEAST)
        following: dict[str, float] = {}
        for done, weight in laid.items():
            for letters, vote in slot.items():
                grown = done + letters
                if vote >= least and word.startswith(grown):
                    following[grown] = max(following.get(grown, 0.0), weight + vote)
        laid = following
    return (laid[word], word) if word in laid else None
