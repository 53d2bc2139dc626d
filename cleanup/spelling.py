"""Words of a heading as the text of the same message spells them.

A subject that is read but once cannot be put to the vote. But what it is about is told in
the text, and a word of it that stands nowhere else is compared with those that do: where
one letter has to be taken for one it is often misread as, and one word only comes of it,
that word is what was typed. No word comes out that does not stand in the text. Every such
word is on record as a repair.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from cleanup.model import Note, Part, Placed

# Words without a meaning of their own, which every English text has.
# Most used first: of two that get as many votes the first is taken (`cleanup.consensus`).
_USUAL = """OF THE AND TO IN ON FOR WITH BY AT FROM AS IS AN OR NOT BE ARE WAS HAS HAVE WILL
ITS THAT THIS WHICH WHO WHY HOW WHEN WHERE INTO OVER UNDER ABOUT AFTER BEFORE BETWEEN AGAINST
UNTIL THEIR THEY HIS HER OUR WE BUT NO MAY CAN SHOULD WOULD"""
FUNCTION_WORDS = tuple(_USUAL.split())
# Letters of typewriters and printers that readers take for each other.
LIKE = (
    *(
        "OQCGD0",
        "EFB",
        "BR8",
        "PFR",
        "RK",
        "IlL1TJ|",
        "HNMK",
        "MW",
        "UVY",
        "VW",
        "S5",
        "Z27",
        "A4",
        "XK",
    ),
    *("G6C", "T7I", "B83", "g9", "NRB"),
)
FIGURES = str.maketrans("0145678", "OIASGTB")
SURE = 0.9  # confidence from which a word of the text is a witness though it stands there once
SHORTEST = 4  # letters of a word that is put right; of three too many are like others
FAR_MORE = 5  # times as often
LONG = 5  # letters: what is cut short is shorter, `GOVT.`
MOST_FIGURES = 2  # among the letters of a word
WITH_FIGURES = re.compile(r"\b(?=\w*\d)(?=\w*[A-Z])\w{4,}\b")
# Every rule of a set asks for the same row.
ROWS_IN_MIND = 256
WORD = re.compile(r"[A-Z][A-Z'\-]*[A-Z]")


def bare(word: str) -> str:
    """A word in capitals without the marks around it."""
    return re.sub(r"^\W+|\W+$|'S$", "", word.upper())


def words_told(parts: Iterable[Part | Note]) -> dict[str, int]:
    """The words of a text, and how often it has them; 0 for one that it has once and in doubt."""
    counts: Counter[str] = Counter()
    sure: set[str] = set()
    for word, confidence in _words(parts):
        counts[word] += 1
        if confidence >= SURE:
            sure.add(word)
    return {w: count if count > 1 or w in sure else 0 for w, count in counts.items()}


def _words(parts: Iterable[Part | Note]) -> Iterator[tuple[str, float]]:
    for part in parts:
        for word in part.line.words if isinstance(part, Placed) else ():
            # Messages of other releases have a line in one.
            for plain in map(bare, word.text.split()):
                if WORD.fullmatch(plain):
                    yield plain, word.confidence


def as_told(text: str, known: Mapping[str, int], doubted: frozenset[str]) -> str:
    """A text in capitals with the words put right that the message spells otherwise.

    doubted  words of it, bare, that were not read surely
    """
    capitals = sum(letter.isupper() for letter in text)
    if not capitals or capitals < 0.8 * sum(letter.isalpha() for letter in text):
        return text
    words = [_as_told(word, known) if bare(word) in doubted else word for word in text.split(" ")]
    return " ".join([*(_unstopped(word, known) for word in words[:-1]), *words[-1:]])


def grounds(text: str, right: str) -> str:
    """Why `as_told` changed a text, naming the words of the message that it was changed for."""
    pairs = list(zip(text.split(" "), right.split(" "), strict=True))
    told = dict.fromkeys(bare(b) for a, b in pairs if bare(a) != bare(b))
    stops = any(a.count(".") > b.count(".") for a, b in pairs)
    why = [f"the message has elsewhere {', '.join(told)}"] if told else []
    return "; ".join([*why, *(["a full stop at a word within it is a speck"] if stops else [])])


def _unstopped(word: str, known: Mapping[str, int]) -> str:
    """A word within a subject without the full stop at it, unless it is cut short."""
    plain = word[:-1]
    whole = len(plain) >= LONG or plain in known or plain in FUNCTION_WORDS
    if word.startswith(".") and word[1:].isalpha():  # a speck
        return word[1:]
    return plain if word.endswith(".") and plain.isalpha() and whole else word


def _as_told(word: str, known: Mapping[str, int]) -> str:
    plain = bare(word)
    if plain in FUNCTION_WORDS or (known.get(plain) and not _often_misread(plain, known)):
        return word
    found = re.search(re.escape(plain), word.upper())
    if not found or not plain:
        return word
    written = word[found.start() : found.end()]
    right = _likest(written, known) or _lettered(written, known)
    return f"{word[: found.start()]}{right}{word[found.end() :]}" if right else word


def _often_misread(word: str, known: Mapping[str, int]) -> bool:
    """Whether a short word of the text is what one is misread as that it has far more often."""
    other = _likest(word, known) if len(word) < SHORTEST else ""
    return bool(other) and known[other] >= FAR_MORE * known[word]


def _likest(word: str, known: Mapping[str, int]) -> str:
    """The one word of the text that a word is but for a letter; "" when there is none, or two.

    Of less than `SHORTEST` letters only function words are looked at: too many are alike.
    """
    witnesses = [w for w, count in known.items() if count and len(w) == len(word)]
    if len(word) < SHORTEST:
        witnesses = [w for w in witnesses if w in FUNCTION_WORDS]
    like = [w for w in witnesses if _one_like(word, w)]
    return like[0] if len(like) == 1 else ""


def _one_like(word: str, other: str) -> bool:
    off = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(off) <= max(1, len(word) // 6) and all(alike(a, b) for a, b in off)


@lru_cache(maxsize=ROWS_IN_MIND)
def lettered(text: str) -> str:
    """A text with the figures in its words as the letters they are misread from: `AU7HORITY`.

    A word is what has more letters than figures; numbers and codes stay.
    """
    return WITH_FIGURES.sub(lambda found: _as_letters(found.group()), text)


def _as_letters(word: str) -> str:
    figures = sum(letter.isdigit() for letter in word)
    return word.translate(FIGURES) if 2 * figures < len(word) else word


def alike(one: str, other: str) -> bool:
    """Whether one letter is often misread as the other."""
    return one.upper() == other or any(one in each and other in each for each in LIKE)


def same_letters(one: str, other: str) -> bool:
    """Whether one text is the other but for letters that are often misread, one for one."""
    return len(one) == len(other) and all(map(alike, one, other))


def _lettered(word: str, known: Mapping[str, int]) -> str:
    """A word of the text that was read with figures among its letters, `7ALKS`; "" for none."""
    figures = sum(letter.isdigit() for letter in word)
    letters = sum(letter.isalpha() for letter in word)
    if not (0 < figures <= MOST_FIGURES and word.isalnum()):
        return ""
    inside = re.fullmatch(r"[A-Z]+[0-9]+[A-Z]+", word) is not None
    if letters < (SHORTEST - 1 if inside else SHORTEST):
        return ""
    # Figures at the end are a number behind a word, `SALT2`, but for a plural's S; so are
    # several in front: `20TH`.
    if re.search(r"[0-46-9]$|\d\d$|^\d\d|^\d(ST|ND|RD|TH)", word):
        return ""
    plain = word.upper().translate(FIGURES)
    return plain if plain.isalpha() and plain in known else ""
