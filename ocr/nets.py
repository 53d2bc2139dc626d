"""Nets of crossed lines, wide or fine, by the paper between them.

╳╳╳╳╳╳╳      The pieces of paper are small, close together and most of them alike; those at
╳╳╳╳╳╳╳      the edge are cut. The counters of type are as small, but have far more ink and
             paper about them than in them.

┼┼┼┼┼┼┼      Of level and upright lines squared paper, calendars, boxes for letters and rows of
┼┼┼┼┼┼┼      boxes to tick are made as well. So those count only when they are close together,
             over a few lines of text, with nothing written in them and no page between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.model import Box
from ocr.paper import Paper

Lengths = NDArray[np.float64]
# What is cut at the edge of a net, and lines that end behind it, take less than so many pieces.
MARGIN = 1.6
SAMPLE = 200  # pieces of a net whose shape is looked at


@dataclass(frozen=True, slots=True)
class NetLimits:
    """What counts as a net; lengths in inches."""

    # A piece of paper between lines, along its longer side, which is no longer than the other
    # by this factor.
    piece: tuple[float, float] = (0.02, 0.19)
    long: float = 1.8
    # Boxes of pieces in a window of this size cover this share of it: .15 at most in type.
    window: float = 0.2
    covered: float = 0.45
    cell: float = 0.03
    # Pieces of one net are no farther apart: the middles of wide ones lie in few cells.
    apart: float = 0.18
    # So many pieces, in so many rows and columns, and this share of them as large as the usual.
    # Boxes for single letters, as forms have them, stand in one row.
    pieces: int = 12
    rows: float = 1.8
    columns: float = 4.0
    over: float = 1.4
    alike: float = 0.5
    same: float = 0.12
    # Share of its box that a piece fills: .5-.75 between slanted lines, .78 in a circle to tick.
    slanted: float = 0.72
    level: float = 0.88
    # Squares as forms and squared paper have them are mostly larger, a paragraph of them is
    # higher; something is written in more than this share of those in use.
    square: float = 0.13
    high: float = 1.0
    written: float = 0.1
    # Share of ink in a piece that is empty, and between two pieces that one line parts.
    empty: float = 0.02
    line: float = 0.9


DEFAULT_NETS = NetLimits()


def find_nets(
    paper: Paper, bars: Sequence[Box] = (), limits: NetLimits = DEFAULT_NETS
) -> tuple[list[Box], list[Box]]:
    """Nets that are drawn over text, and those that a form or squared paper has.

    Boxes are in pixels of the page, about their pieces of paper and one more around: pieces at
    the edge of a net are cut, and without an outline paper of the page.

    bars   of ink on the page, in its pixels: what such a bar stands on is no redaction
    """
    boxes, numbers = _small(paper, limits)
    over: list[Box] = []
    forms: list[Box] = []
    if len(boxes) < limits.pieces:
        return over, forms
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    for cells in _covered(boxes, paper, limits):
        at = ((middles >= cells[:2]) & (middles < cells[2:])).all(axis=1)
        held = boxes[at]
        if len(held) < limits.pieces or not _is_a_net(held, limits):
            continue
        more = MARGIN * np.median(held[:, 2:] - held[:, :2], axis=0)
        low = np.maximum(held[:, :2].min(axis=0) - more, 0)
        far = np.minimum(held[:, 2:].max(axis=0) + more, paper.ink.shape[::-1])
        net = Box(*(round(float(edge)) * paper.coarse for edge in (*low, *far)))
        barred = any(net.holds_middle_of(bar) for bar in bars)
        drawn = not barred and _is_drawn_over(held, numbers[at], paper, limits)
        (over if drawn else forms).append(net)
    return over, forms


def _small(paper: Paper, limits: NetLimits) -> tuple[Lengths, NDArray[np.int64]]:
    """Boxes (n, 4) of pieces of paper as small as between lines of a net, and their numbers."""
    left, top, wide, high = (paper.stats[:, n].astype(np.float64) for n in range(4))
    longer, shorter = np.maximum(wide, high), np.minimum(wide, high)
    small = (longer >= limits.piece[0] * paper.dpi) & (longer <= limits.piece[1] * paper.dpi)
    small &= longer <= limits.long * shorter
    boxes = np.stack([left, top, left + wide, top + high], axis=1)
    return boxes[small], np.flatnonzero(small)


def _is_drawn_over(
    boxes: Lengths, numbers: NDArray[np.int64], paper: Paper, limits: NetLimits
) -> bool:
    """Whether pieces (n, 4) lie between slanted lines, or between others as no form has them."""
    sizes = boxes[:, 2:] - boxes[:, :2]
    some = numbers[:: max(1, len(numbers) // SAMPLE)]
    fills = float(np.median([_fill(paper, n) for n in some.tolist()]))
    if fills <= limits.slanted:
        return True
    high = boxes[:, 3].max() - boxes[:, 1].min()
    small = np.median(sizes, axis=0).max() <= limits.square * paper.dpi
    if fills < limits.level or not small or high > limits.high * paper.dpi:
        return False
    sums = np.asarray(cv2.integral(paper.ink // 255), np.int64)
    written = _share(sums, boxes) > limits.empty
    return bool(written.mean() <= limits.written) and _are_parted_by_lines(boxes, sums, limits)


def _fill(paper: Paper, number: int) -> float:
    """Share of its box that a piece fills with what is written in it."""
    piece = paper.box(number)
    return float(cv2.contourArea(paper.rims[number]) / ((piece.width + 1) * (piece.height + 1)))


def _share(sums: NDArray[np.int64], boxes: Lengths) -> Lengths:
    """Shares of ink (n,) in boxes (n, 4), from the running sums of a page's ink."""
    left, top, right, bottom = boxes.astype(np.int64).T
    held = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return np.asarray(held / np.maximum((right - left) * (bottom - top), 1), np.float64)


def _are_parted_by_lines(boxes: Lengths, sums: NDArray[np.int64], limits: NetLimits) -> bool:
    """Whether one line, and no paper of the page, parts pieces from the next, level and upright."""
    for near, far in ((0, 1), (1, 0)):
        usual = np.median(boxes[:, 2 + far] - boxes[:, far])
        rows = np.round((boxes[:, far] - boxes[:, far].min()) / max(usual, 1))
        ordered = boxes[np.lexsort((boxes[:, near], rows))]
        one, other = ordered[:-1], ordered[1:]
        aside = np.abs(one[:, far] - other[:, far])
        pairs = (other[:, near] > one[:, 2 + near]) & (aside < usual / 2)
        between = np.maximum(one, other)
        between[:, near], between[:, 2 + near] = one[:, 2 + near], other[:, near]
        between[:, 2 + far] = np.minimum(one[:, 2 + far], other[:, 2 + far])
        shares = _share(sums, between[pairs])
        if not shares.size or np.median(shares) < limits.line:
            return False
    return True


def _covered(boxes: Lengths, paper: Paper, limits: NetLimits) -> Iterator[Lengths]:
    """Left, top, right and bottom of parts of the page that small pieces of paper cover."""
    side = limits.cell * paper.dpi
    shape = tuple(int(length / side) + 1 for length in paper.ink.shape)
    columns, rows = ((boxes[:, n] + boxes[:, n + 2]) / 2 / side for n in (0, 1))
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    at = rows.astype(int) * shape[1] + columns.astype(int)
    sums = np.bincount(at, areas, shape[0] * shape[1]).reshape(shape)
    window = round(limits.window / limits.cell)
    share = cv2.blur(sums, (window, window)) / side**2
    mask = np.where(share >= limits.covered, np.uint8(255), np.uint8(0))
    near = np.ones((round(limits.apart / limits.cell),) * 2, np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, near), np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        yield np.array([x, y, x + w, y + h]) * side


def _is_a_net(boxes: Lengths, limits: NetLimits) -> bool:
    """Whether most pieces (n, 4) are as large as each other and stand in rows and columns."""
    sizes = boxes[:, 2:] - boxes[:, :2]
    usual = np.median(sizes, axis=0)
    alike = (np.abs(sizes - usual) <= np.maximum(limits.same * usual, 1)).all(axis=1)
    if alike.mean() < limits.alike:
        return False
    # Counted by their sizes, for rows and columns of a tilted page have no places in common.
    wide = float(boxes[:, 2].max() - boxes[:, 0].min())
    # Strips between slanted lines overlap each other, and are as high as all of them.
    high = float(boxes[:, 3].max() - boxes[:, 1].min())
    if high < limits.over * usual[1]:
        return False
    rows = np.count_nonzero(alike) * usual[0] / wide
    return bool(rows >= limits.rows and wide >= limits.columns * usual[0])
