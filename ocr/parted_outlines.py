"""Outlined boxes that their label parts: its letters touch the outline over and under them.

┌────────┬─────┬────────┐      Each end is paper cut off by lines, and so found by itself; the
│        5.1.2e         │      outline runs on between them. Cells of a row end at rules, on
└────────┴─────┴────────┘      both sides of what stands between two of them.

Such a box is as sure as the less sure of its ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.regions import contour_around, region


@dataclass(frozen=True, slots=True)
class PartedLimits:
    """What two ends of one box are; lengths in inches.

    label   between them is no more than a label
    high    they are no higher than a line of type
    line    within which the outline runs over and under the label
    runs    share (0-1) of the way between the ends on which it does
    level   share of the rows of the lower end that the other has as well
    rule    a line from the outline over the label to that under it is no wider, or a letter is
    """

    label: float = 1.0
    high: float = 0.3
    line: float = 0.02
    runs: float = 0.9
    level: float = 0.8
    rule: float = 0.03


DEFAULT_LIMITS = PartedLimits()


def with_parted_joined(
    outlined: Sequence[Redaction], ink: Image, dpi: int, limits: PartedLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Outlined redactions, two ends of one box as one.

    ink   (height, width) uint8, 255 where there is ink or a hair line
    """
    joined: list[Redaction] = []
    for one in sorted(outlined, key=lambda r: r.box.left):
        # What stands between them and is nearer is an end, or none is.
        end = max(
            (r for r in joined if r.box.rows_shared(one.box) >= limits.level),
            key=lambda r: r.box.right,
            default=None,
        )
        if end and _are_ends(end.box, one.box, ink, dpi, limits):
            joined.remove(end)
            whole = contour_around(Box.around([end.box, one.box]))
            certainty = min(end.certainty, one.certainty)
            one = region(Kind.OUTLINED, whole, dpi=dpi, certainty=certainty)
        joined.append(one)
    return joined


def _are_ends(left: Box, right: Box, ink: Image, dpi: int, limits: PartedLimits) -> bool:
    first, last = left.right, right.left
    low = max(left.height, right.height) <= limits.high * dpi
    if not low or not 0 < last - first <= limits.label * dpi:
        return False
    near = max(2, round(limits.line * dpi))
    tops, bottoms = sorted((left.top, right.top)), sorted((left.bottom, right.bottom))
    over = ink[max(tops[0] - near, 0) : tops[1] + near, first:last]
    under = ink[max(bottoms[0] - near, 0) : bottoms[1] + near, first:last]
    if not all(_runs(strip) >= limits.runs for strip in (over, under)):
        return False
    rows = ink[tops[1] + near : bottoms[0] - near]
    return not all(_is_at_a_rule(rows, side, dpi, limits) for side in (first, last))


def _is_at_a_rule(rows: Image, side: int, dpi: int, limits: PartedLimits) -> bool:
    """Whether an end stops at an upright rule and not at a letter.

    rows   what lies between the outline's lines over and under the label
    """
    wide = round(limits.rule * dpi)
    about = rows[:, max(side - 2 * wide, 0) : side + 2 * wide] > 0
    upright = about.mean(axis=0) >= limits.runs if about.size else np.zeros(0)
    return 0 < int(np.count_nonzero(upright)) <= wide


def _runs(strip: Image) -> float:
    """Share of the columns of a strip that its most inked rows, two together, reach."""
    inked = strip > 0
    pairs = inked[:-1] | inked[1:]
    return float(pairs.mean(axis=1).max()) if pairs.size else 0.0
