"""Nets of crossed lines, wide or fine, by the paper between them.

╳╳╳╳╳╳╳      The pieces of paper are small, close together and most of them alike; those at
╳╳╳╳╳╳╳      the edge are cut. The counters of type are as small, but have far more ink and
             paper about them than in them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.model import Box
from ocr.paper import Paper

Lengths = NDArray[np.float64]
# What is cut at the edge of a net, and lines that end behind it, take less than so many pieces.
MARGIN = 1.6


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


DEFAULT_NETS = NetLimits()


def find_nets(paper: Paper, limits: NetLimits = DEFAULT_NETS) -> Iterator[Box]:
    """Boxes about nets, in pixels of the page: about their pieces of paper and one more around.

    Pieces at the edge of a net are cut, and without an outline paper of the page.
    """
    left, top, wide, high = (paper.stats[:, n].astype(np.float64) for n in range(4))
    longer, shorter = np.maximum(wide, high), np.minimum(wide, high)
    small = (longer >= limits.piece[0] * paper.dpi) & (longer <= limits.piece[1] * paper.dpi)
    small &= longer <= limits.long * shorter
    if np.count_nonzero(small) < limits.pieces:
        return
    boxes = np.stack([left, top, left + wide, top + high], axis=1)[small]
    for cells in _covered(boxes, paper, limits):
        middles = (boxes[:, :2] + boxes[:, 2:]) / 2
        held = boxes[((middles >= cells[:2]) & (middles < cells[2:])).all(axis=1)]
        if len(held) >= limits.pieces and _is_a_net(held, limits):
            more = MARGIN * np.median(held[:, 2:] - held[:, :2], axis=0)
            low = np.maximum(held[:, :2].min(axis=0) - more, 0)
            far = np.minimum(held[:, 2:].max(axis=0) + more, paper.ink.shape[::-1])
            yield Box(*(round(float(edge)) * paper.coarse for edge in (*low, *far)))


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
