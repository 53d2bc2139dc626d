"""Cells of a sheet that were coloured to say when or how much: they hide nothing.

│   │▓▓▓│▓▓▓│   │      Beside them are empty cells between the same rules, over and under
│   │   │▓▓▓│   │      them as well. Around a redacted cell of a table there are words, and
                       fills that end short of the rules cover words in one.

Black cells are not looked at: whether they were coloured or hide entries of a sheet that is
filled in here and there, nothing beside them tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.certainties import CHARTED
from ocr.company import FILLS
from ocr.model import Box, Redaction
from ocr.paper import Paper, find_paper


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """What makes a sheet; lengths in inches.

    alike   edges that are on one rule, which has a thickness
    hair    a fill that is painted to its rules ends no farther from them
    least   a cell is no smaller, either way: the inside of a letter is
    fills   of a sheet so many cells or more are coloured
    gaps    that a scan leaves in a pale rule
    empty   cells between the same rules as a fill, so many or more
    rows    other cells of the same sheet are no more rows away
    half    what is a smaller share of a box than this is a piece of it and no cell
    rim     of a cell's box in which its rules may be, on a tilted page
    inked   share (0-1) of an empty cell that may be specks
    letter  what is as high as this in it is none
    """

    alike: float = 0.03
    hair: float = 0.01
    least: float = 0.1
    fills: int = 2
    gaps: float = 0.04
    empty: int = 3
    rows: int = 4
    half: float = 0.7
    rim: float = 0.02
    inked: float = 0.01
    letter: float = 0.045


DEFAULT_LIMITS = SheetLimits()


def with_sheet_cells_doubted(
    found: Sequence[Redaction], traces: Paper, dpi: int, limits: SheetLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Redactions, fills that are cells of a sheet with `CHARTED` certainty.

    traces   the paper between the page's ink and hair lines
    """
    fills = [r for r in found if r.kind in FILLS]
    if len(fills) < limits.fills:
        return list(found)
    scale = traces.dpi / dpi
    held = [_scaled(r.box, scale) for r in found]
    cells = [
        cell
        for cell in _empty_cells(_closed(traces, limits), limits)
        if not any(_is_a_half(cell, box, limits) for box in held)
    ]
    sure = [r for r in fills if _in_line(r.box, scale, cells, traces.dpi, limits) >= limits.empty]
    doubted = {id(r) for r in fills if any(_is_of_a_sheet(r, one, dpi, limits) for one in sure)}
    return [replace(r, certainty=CHARTED) if id(r) in doubted else r for r in found]


def _is_a_half(cell: Box, box: Box, limits: SheetLimits) -> bool:
    """Whether paper lies in a box beside its label."""
    return box.holds(cell.centre, cell.middle) and cell.area < limits.half * box.area


def _scaled(box: Box, scale: float) -> Box:
    return Box(*(round(edge * scale) for edge in box.as_list()))


def _is_of_a_sheet(one: Redaction, cell: Redaction, dpi: int, limits: SheetLimits) -> bool:
    """Whether a fill is a cell of a sheet, or is of its make and as high, a few rows from it.

    A span of cells that reaches from end to end has no empty ones beside it.
    """
    alike = one.kind is cell.kind and (abs(one.box.height - cell.box.height) <= limits.alike * dpi)
    return one is cell or (
        alike and abs(one.box.top - cell.box.top) <= limits.rows * cell.box.height
    )


def _closed(traces: Paper, limits: SheetLimits) -> Paper:
    """The paper between rules, without the gaps in them."""
    side = max(3, round(limits.gaps * traces.dpi))
    level, upright = (
        np.asarray(cv2.morphologyEx(traces.ink, cv2.MORPH_CLOSE, np.ones(size)), np.uint8)
        for size in ((1, side), (side, 1))
    )
    return find_paper(level | upright, round(traces.dpi))


def _empty_cells(traces: Paper, limits: SheetLimits) -> list[Box]:
    """Pieces of paper with straight rules around them and nothing in them, in coarse pixels."""
    least = limits.least * traces.dpi
    large = (traces.stats[:, 2] >= least) & (traces.stats[:, 3] >= least)
    cells = [traces.box(n) for n in np.flatnonzero(large).tolist()]
    return [box for box in cells if _is_empty(box, traces, limits)]


def _is_empty(box: Box, traces: Paper, limits: SheetLimits) -> bool:
    """Whether specks are all that is in a cell; on a tilted page its box holds bits of rules.

    Of a long box with a label the label is no larger a share than specks are of others.
    """
    rim = round(limits.rim * traces.dpi)
    inside = traces.ink[box.top + rim : box.bottom - rim, box.left + rim : box.right - rim]
    if not inside.size or float(np.mean(inside > 0)) > limits.inked:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(inside), connectivity=8)
    left, top, wide, high = (stats[1:, n] for n in range(4))
    free = (left > 0) & (top > 0)
    free &= (left + wide < inside.shape[1]) & (top + high < inside.shape[0])
    return not np.any(free & (high >= limits.letter * traces.dpi))


def _in_line(fill: Box, scale: float, cells: Sequence[Box], dpi: float, limits: SheetLimits) -> int:
    """How many cells lie between the same level rules as a fill, or between the same upright."""
    left, top, right, bottom = (edge * scale for edge in fill.as_list())
    # Over its rules a fill may reach, short of them it may not end.
    short, over = max(1, limits.hair * dpi), limits.alike * dpi

    def fits(low: float, high: float, first: int, last: int) -> bool:
        return -short <= first - low <= over and -short <= high - last <= over

    return sum(
        fits(top, bottom, cell.top, cell.bottom) or fits(left, right, cell.left, cell.right)
        for cell in cells
    )
