"""Dashes that nobody saw surely, told from specks by where they stand.

    29 August -- transported     Le - Pathet     "2 = COS" on a photocopy

A typed dash is as wide as a letter or two, hardly high, at half the height of the words on its two
sides and a blank off each. Readers are seldom sure of one, and the second mostly sees nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.model import Word


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


def is_dash(row: Sequence[Word], at: int, limits: DashLimits = DEFAULT_LIMITS) -> bool:
    """Whether the word at a place in its row is a dash between two words."""
    if not 0 < at < len(row) - 1 or not DASH.fullmatch(row[at].text):
        return False
    before, box, after = row[at - 1].box, row[at].box, row[at + 1].box
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
