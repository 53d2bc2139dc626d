"""The level of a message at the start of a row, or alone on it, however its letters were read.

C O N F I D E N T I A L SECTION 02 OF 03 KARVALA 002317
CONF IDENT IAL
SECKET                                      where a level is due, and not elsewhere
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from cleanup import vocabulary
from cleanup.spelling import lettered, same_letters

# Likeness (0-100) of a level to the letters it was read from: closed up, damaged.
LEVEL, SPACED_LEVEL = 88, 75
# The same where a station stands before it, which says what it is.
PIECE_OF_LEVEL = 60
MOST_WORDS_OF_LEVEL = 3
# Printed short on cables, and meant for the level.
SHORT = {"UNCLAS": "UNCLASSIFIED", "UNCLASS": "UNCLASSIFIED", "UNCLASSIFIEDEFTO": "UNCLASSIFIED"}
_LEVELS = {**{re.sub(" ", "", level): level for level in vocabulary.LEVELS}, **SHORT}
MOST_LEVEL_WORDS = 28  # letters of SENSITIVE BUT UNCLASSIFIED, each a word


def level_of(text: str) -> str:
    """The level that a row is the bare name of, give or take a letter; else ""."""
    level, rest = level_and_rest(text)
    return level if level and not re.search(r"\w{3}", rest) else ""


def may_be_level(text: str) -> bool:
    """Whether a row is what may be left of a level, where one is due: letter for letter.

    `SECKET`, `5ECBF7`, `C0NPIDEMT14L`; only a row of few words, and of nothing else. What closes
    with a full stop is the end of a sentence, `STREET.`, and figures alone are a number.
    """
    said = re.sub(r"\W", "", text.upper())
    figures = sum(letter.isdecimal() for letter in said)
    if text.endswith(".") or 2 * figures > len(said):
        return False
    few = len(text.split()) <= MOST_WORDS_OF_LEVEL
    return few and any(same_letters(said, name) for name in vocabulary.LEVEL_LETTERS)


def ends_sentence(text: str) -> bool:
    """Whether a row that is like a level has a word's plural or full stop: `SECRETS`, `SECRET.`."""
    return text.endswith(".") or any(text == f"{level}S" for level in vocabulary.LEVELS)


def like_a_level(text: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", text.upper())
    return len(letters) >= 4 and _likest(letters, 0)[0] >= PIECE_OF_LEVEL


def level_and_rest(text: str) -> tuple[str, str]:
    """The level at the start of a row, and what follows it; ("", text) without one."""
    words = text.split()
    best: tuple[float, int, str] = (0.0, 0, "")
    letters = ""
    for count, word in enumerate(words[:MOST_LEVEL_WORDS], start=1):
        said = lettered(word)
        if re.search(r"\d", said) and count > 1 and len(letters) >= 5:
            break
        letters += re.sub(r"[^A-Z]", "", said)
        if len(letters) > MOST_LEVEL_WORDS:
            break
        if len(letters) >= 5:
            best = max(best, _likest(letters, count))
    score, count, level = best
    # Its last letters typed apart may be misread: `S E C R E I KARVALA 2317`.
    while count and len(words) > count and _goes_on(level, words[: count + 1]):
        count += 1
    single = sum(len(word) == 1 for word in words[:count])
    wanted = SPACED_LEVEL if single >= 4 else LEVEL
    return (level, " ".join(words[count:])) if score >= wanted else ("", text)


def _goes_on(level: str, words: Sequence[str]) -> bool:
    """Whether words typed apart are no more letters than the level has, the last one included."""
    letters = sum(letter != " " for letter in level)
    return all(len(word) == 1 for word in words) and len(words) <= letters


def _likest(letters: str, count: int) -> tuple[float, int, str]:
    name = max(_LEVELS, key=lambda level: fuzz.ratio(level, letters))
    return fuzz.ratio(name, letters), count, _LEVELS[name]
