"""What a paragraph of a cable or report begins with: its number, its portion mark."""

import re

from cleanup.mrn import LOOSE, LOOSE_DIGITS
from cleanup.spelling import alike

# `1. ` to `99. ` but neither `1.4(B)` nor `12, 14 and 25` nor the end of a date, `22, 2011`;
# OCR reads the full stop as a comma at times.
NUMBERED = re.compile(r"^(\d{1,2})(?:\.(?!\d)(?!\s*(?:19|20)\d\d\b)|,(?!\s*\d))\s*")
# Brackets are read as strokes and braces.
PORTION = re.compile(
    r"^[(/{\[](?:U|C|S|TS|SBU|LOU|FOUO|U//FOUO|C//?NF|S//?NF|TS//[A-Z/]+|SBU/NF)[)/}\]]"
)


# A number whose figures were read as letters, `l1. (C)`, `T. (U)`: the portion mark behind it
# says what it is. An item `A. (C)` has the same shape and begins a paragraph as well.
MARKED = re.compile(rf"^([A-Za-z0-9|]{{1,2}})\s?[.,]\s?(?={PORTION.pattern[1:]})")
# Letters where a number may stand; it is one only where the numbers around it want it.
LETTERED = re.compile(rf"^({LOOSE}{{1,2}})[.,]\s")


def starts_paragraph(text: str) -> bool:
    """Whether a row begins with a paragraph number or a portion mark."""
    return bool(NUMBERED.match(text) or PORTION.match(text) or MARKED.match(text))


def may_be_numbered(text: str, number: int) -> bool:
    """Whether a text begins with what that number is misread as: `S.` for 5, `3.` for 8."""
    found = LETTERED.match(text) or MARKED.match(text)
    read, true = (found.group(1) if found else ""), str(number)
    return len(read) == len(true) and all(map(_like, read, true))


def _like(read: str, figure: str) -> bool:
    return read.translate(LOOSE_DIGITS) == figure or alike(read, figure)


def after_number(text: str) -> str:
    """What follows the number that a paragraph begins with; all of it without one."""
    found = NUMBERED.match(text) or MARKED.match(text)
    return text[found.end() :] if found else text
