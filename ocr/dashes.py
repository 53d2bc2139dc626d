"""Dashes that nobody saw surely, told from specks by where they stand.

    29 August -- transported     Vos - Vale     "2 = COS" on a photocopy

A typed dash is as wide as a letter or two, hardly high, at half the height of the words on its two
sides and a blank off each. Readers are seldom sure of one, and the second mostly sees nothing. Two
hyphens side by side are one dash; what is dirt itself is no word beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.model import Box, Word


@dataclass(frozen=True, slots=True)
class DashLimits:
    """What makes a dash, in heights of the words beside it.

    wide     from a letter to two dashes side by side
    high     at most
    middle   how far down the word before it the dash stands
    blank    on each side
    """

    wide: tuple[float, float] = (0.45, 2.3)
    high: float = 0.4
    middle: tuple[float, float] = (0.36, 0.68)
    blank: tuple[float, float] = (0.3, 1.1)


DEFAULT_LIMITS = DashLimits()
# What dashes are read as; a figure or letter is never one.
DASH = re.compile(r"[-\u2013\u2014=~]{1,3}")


def dashes(
    row: Sequence[Word], faint: Sequence[bool], limits: DashLimits = DEFAULT_LIMITS
) -> frozenset[int]:
    """The places in a row of the faint words that are dashes between two others.

    faint   for each word of the row whether it is dirt, unless it is a dash
    """
    found: set[int] = set()
    for before, marks, after in _between_words(row, faint):
        if _is_dash(
            row[before].box, Box.around(row[at].box for at in marks), row[after].box, limits
        ):
            found.update(marks)
    return frozenset(found)


def _between_words(
    row: Sequence[Word], faint: Sequence[bool]
) -> Iterator[tuple[int, list[int], int]]:
    """The marks read as dashes that stand between two words, with the places of these."""
    before: int | None = None
    marks: list[int] = []
    for at, word in enumerate(row):
        if faint[at]:
            marks += [at] if DASH.fullmatch(word.text) else []
            continue
        if marks and before is not None:
            yield before, marks, at
        before, marks = at, []


def _is_dash(before: Box, box: Box, after: Box, limits: DashLimits) -> bool:
    high = min(before.height, after.height)
    blanks = (box.left - before.right, after.left - box.right)
    return (
        _within(box.width / high, limits.wide)
        and box.height <= limits.high * high
        and _within((box.middle - before.top) / before.height, limits.middle)
        and all(_within(blank / high, limits.blank) for blank in blanks)
    )


def _within(value: float, limits: tuple[float, float]) -> bool:
    least, most = limits
    return least <= value <= most
