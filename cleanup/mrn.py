"""Message reference numbers: a post's serial in a year, the name a cable goes by."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

# Letters that OCR makes of digits, and the digits they were.
DIGITS = str.maketrans("OQDIlL|SBZ", "0001111582")
D = "[0-9OQDIlSBZ|]"
# Likeness (0-100) of two readings of one post's name: one letter in five wrong.
SAME_POST = 75


@dataclass(frozen=True, slots=True)
class Mrn:
    """Message reference number: a post's serial in a year."""

    year: int | None
    post: str
    number: int


def digits(printed: str) -> int | None:
    """A number in digits, some perhaps misread as letters; None when it is none."""
    plain = re.sub(r"\s", "", printed).translate(DIGITS)
    return int(plain) if plain.isdigit() else None


def same_post(one: str, other: str) -> bool:
    """Whether two names are readings of one post, give or take a letter.

    The archive of 1973-79 cuts names to six letters: `MONTRE` is MONTREAL.
    """
    a, b = (re.sub(r"[^A-Z]", "", name.upper()) for name in (one, other))
    cut = min(len(a), len(b))
    short = cut == 6 and a[:6] == b[:6]
    return bool(cut) and (short or fuzz.ratio(a, b) >= SAME_POST)
