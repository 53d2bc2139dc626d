"""Borders of black blocks: squat bars alike in size that stand in one row at one distance.

▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪     No ten words of two letters in a row are as long as each other and as
▪                 ▪     near, with nothing typed between them or level with them. Down the
                        sides of a page initials and numbers may stand like that: blocks
                        there are a border's when others run along the head or the foot.

Such a block is doubted: only a label that is read in it makes it a redaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from ocr.certainties import CHARTED
from ocr.company import INKED
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction

# Sizes that are meant to be the same, and places in a row; a row of a tilted scan climbs.
ALIKE = 0.03  # inches
CLIMBS = 0.015  # to the inch
# Distances that are meant to be the same, as a share of their usual one.
EVEN = 0.12
# A row has so many blocks, as wide as high but for this share; words withheld are longer, and
# as far apart as this, in widths, there are words between them.
BLOCKS = 10
SQUAT = 1.5
STEP = 2.5
# A border lies within this of the edge of the page that it runs along.
MARGIN = 0.6  # inches
# A ragged edge reaches so far from its block; specks level with a row take such a share of it.
RAGGED = 0.02  # inches
SPECKS = 0.02


def with_dashed_borders_doubted(
    found: Sequence[Redaction], ink: Image, dpi: int
) -> list[Redaction]:
    """Redactions, blocks of a border along an edge of the page with `CHARTED` certainty.

    ink   (height, width) uint8, 255 where there is ink

    Felt-tip stays: letters may show through it, and what is doubted may not be covered.
    """
    squat = {id(r): r.box for r in found if r.kind in INKED and _is_squat(r.box)}
    level = {key for key, box in squat.items() if _is_in_a_border(box, squat.values(), ink, dpi)}
    if not level:
        return list(found)
    turned = {key: _turned(box) for key, box in squat.items()}
    sides = {
        key for key, box in turned.items() if _is_in_a_border(box, turned.values(), ink.T, dpi)
    }
    blocks = {id(r) for r in found if r.kind is Kind.BLACK and id(r) in level | sides}
    return [replace(r, certainty=CHARTED) if id(r) in blocks else r for r in found]


def _is_squat(box: Box) -> bool:
    return max(box.width, box.height) <= SQUAT * min(box.width, box.height)


def _turned(box: Box) -> Box:
    """A box of a page whose columns are its rows."""
    return Box(box.top, box.left, box.bottom, box.right)


def _is_in_a_border(one: Box, others: Collection[Box], ink: Image, dpi: int) -> bool:
    """Whether a block is of a level row along the head or the foot of a page, alone there."""
    margin = MARGIN * dpi
    if one.bottom > margin and one.top < ink.shape[0] - margin:
        return False
    near = ALIKE * dpi
    row = [
        box
        for box in others
        if abs(box.width - one.width) <= near
        and abs(box.height - one.height) <= near
        and abs(box.top - one.top) <= near + CLIMBS * abs(box.left - one.left)
    ]
    return _stands_in_a_row(one, row) and _is_alone(row, ink, dpi)


def _is_alone(row: Sequence[Box], ink: Image, dpi: int) -> bool:
    """Whether nothing else stands level with a row of blocks."""
    reach = round(RAGGED * dpi)
    whole = Box.around(row)
    rest = ink[max(whole.top, 0) : whole.bottom] > 0
    for box in row:
        rest[:, max(box.left - reach, 0) : box.right + reach] = False
    return float(np.mean(rest.any(axis=0))) <= SPECKS


def _stands_in_a_row(one: Box, others: Sequence[Box]) -> bool:
    """Whether a block is one of so many at one distance from each other, which is no long one."""
    row = sorted(box.left for box in others)
    at = row.index(one.left)
    for first in range(max(0, at - BLOCKS + 1), min(at, len(row) - BLOCKS) + 1):
        steps = np.diff(row[first : first + BLOCKS])
        usual = float(np.median(steps))
        if usual <= STEP * one.width and np.all(np.abs(steps - usual) <= EVEN * usual):
            return True
    return False
