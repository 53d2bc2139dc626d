"""Whether the outline of a box goes on beyond it, as the rules of a table, a form or a globe do.

──┬───────┬──         Rules run through the corners of a cell;
│       │
──┴───────┴──         the outline of a redaction ends at its own.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from ocr.frame import Image
from ocr.model import Box
from ocr.outline_shapes import DEFAULT_LIMITS, OutlineLimits


def free_corners(box: Box, ink: Image, dpi: float, limits: OutlineLimits = DEFAULT_LIMITS) -> int:
    """At how many corners the outline ends, instead of going on as the rule of a table."""
    corners = _beyond(box, ink, dpi, limits.beyond)
    return sum(not level and not upright for level, upright in corners)


def run_beyond(others: Sequence[Box], limits: OutlineLimits) -> float:
    """How far rules go on beyond a cell, inches; `others` are the other cells of its network."""
    return limits.beyond if others else limits.far_beyond


def _beyond(box: Box, ink: Image, dpi: float, by: float) -> Iterator[tuple[bool, bool]]:
    """Whether the outline runs on beyond each corner by so many inches, level and upright."""
    reach, near = round(by * dpi), max(2, round(0.015 * dpi))
    for x, across in ((box.left, -1), (box.right - 1, 1)):
        for y, down in ((box.top, -1), (box.bottom - 1, 1)):
            level = _runs(ink, x + 2 * across, y, across * reach, near, upright=False)
            upright = _runs(ink, y + 2 * down, x, down * reach, near, upright=True)
            yield level, upright


def is_in_a_grid(
    box: Box, boxes: Sequence[Box], ink: Image, dpi: float, limits: OutlineLimits = DEFAULT_LIMITS
) -> bool:
    """Whether rules go on beyond all four corners one way, as those of a form or a globe do.

    So do the outlines of boxes beside it; those are cells as well. At the edge of the page
    nobody can see whether they do.

    boxes   the other cells of its network
    """
    near, (height, width) = limits.beyond * dpi, ink.shape
    if min(box.left, box.top, width - box.right, height - box.bottom) < near:
        return False
    level, upright = zip(*_beyond(box, ink, dpi, run_beyond(boxes, limits)), strict=True)
    in_row = [b for b in boxes if _are_near((b.top, b.bottom), (box.top, box.bottom), near)]
    in_column = [b for b in boxes if _are_near((b.left, b.right), (box.left, box.right), near)]
    in_rows = _is_between(box.centre, [b.centre for b in in_row]) or _is_amid(box, boxes, near)
    in_columns = _is_between(box.middle, [b.middle for b in in_column])
    return (all(level) and not in_rows) or (all(upright) and not in_columns)


def _is_amid(box: Box, boxes: Sequence[Box], near: float) -> bool:
    """Whether one box right over and one right under another are as wide or wider: lines of a
    paragraph.
    """
    wider = [b for b in boxes if b.left <= box.left + near and b.right >= box.right - near]
    over = any(abs(b.bottom - box.top) <= near for b in wider)
    under = any(abs(b.top - box.bottom) <= near for b in wider)
    return over and under


def _is_between(middle: float, others: Sequence[float]) -> bool:
    return any(other < middle for other in others) and any(other > middle for other in others)


def _are_near(ends: tuple[int, int], others: tuple[int, int], near: float) -> bool:
    return all(abs(a - b) <= near for a, b in zip(ends, others, strict=True))


def _runs(ink: Image, start: int, at: int, reach: int, near: int, *, upright: bool) -> bool:
    """Whether a line runs on from `start` by `reach` pixels within `near` of row `at`."""
    page = ink.T if upright else ink
    low, high = sorted((start, start + reach))
    strip = page[max(at - near, 0) : at + near + 1, max(low, 0) : max(high, 0)]
    if strip.shape[1] < abs(reach) // 2:
        return True  # the page's edge: it may go on there
    thin = np.count_nonzero(strip) <= 0.75 * strip.size
    return bool(thin and np.mean(strip.any(axis=0)) >= 0.95)
