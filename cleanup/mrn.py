"""Message reference numbers: a post's serial in a year, the name a cable goes by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cleanup.spelling import FIGURES

# Letters that OCR makes of digits, and the digits they were.
DIGITS = str.maketrans("OQDIlL|SBZ", "0001111582")
D = "[0-9OQDIlSBZ|]"
# More of them, where nothing but a number can stand.
LOOSE_DIGITS = str.maketrans("OQDIlL|SBZTGgA", "00011115827694")
LOOSE = "[0-9OQDIlSBZ|TGgA]"
CUT = 6  # places of a post's name in the archive of 1973-79; one may be a blank
# Likeness (0-100) of two readings of one post's name: one letter in five wrong.
SAME_POST = 75
# What a post is called before its name.
TITLES = ("AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION", "USINT", "AMLEGATION", "USDAO")


@dataclass(frozen=True, slots=True)
class Mrn:
    """Message reference number: a post's serial in a year."""

    year: int | None
    post: str
    number: int


def digits(printed: str) -> int | None:
    """A number in digits, some perhaps misread as letters; None when it is none."""
    plain = re.sub(r"\s", "", printed).translate(DIGITS)
    return int(plain) if plain.isascii() and plain.isdecimal() else None


def same_post(one: str, other: str) -> bool:
    """Whether two names are readings of one post, give or take a letter.

    The archive of 1973-79 cuts names to six letters: `MONTRE` is MONTREAL.
    """
    a, b = sorted((_letters(one), _letters(other)), key=len)
    if len(b) > CUT >= len(a) >= CUT - 1:
        b = b[: len(a)]
    return bool(a) and fuzz.ratio(a, b) >= SAME_POST


def post_of_sender(sender: str) -> str:
    """The post that an FM line names: `AMEMBASSY KARVALA` is Karvala's; "" without one."""
    first, _, rest = sender.partition(" ")
    if fuzz.ratio(first, "SECSTATE") >= SAME_POST:
        return "STATE"
    return rest if max(fuzz.ratio(first, title) for title in TITLES) >= SAME_POST else ""


def is_cut(post: str, names: Sequence[str]) -> bool:
    """Whether a post's name is one of longer `names`, cut to six places."""
    return len(post) <= CUT and any(len(name) > CUT and same_post(post, name) for name in names)


def _letters(name: str) -> str:
    return re.sub(r"[^A-Z]", "", name.upper().translate(FIGURES))
