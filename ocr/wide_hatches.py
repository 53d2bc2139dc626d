"""Hatching whose lines stand as far apart as letters are wide, and farther.

    text ╱   ╱   ╱   ╱ text      Between two such lines there is room for a letter, and where
    text   ╱   ╱   ╱   text      hatching is sought by its edges (`ocr.hatches`) there are none
                                 for half of the way. So a wider look is taken, for slanted
                                 lines alone: of those type has none that are longer than it.

Level and upright edges are left out of the look: an outline has as much ink as what is in it.
Where hatching ends is told by its lines, one by one (`ocr.slanted_lines`): rows and columns of it
are mostly paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box
from ocr.regions import box_of, contour_around, grown, straightness
from ocr.slanted_lines import (
    DEFAULT_LINES,
    LineLimits,
    Scene,
    SlantedLine,
    held_together,
    taken_apart,
    way_across,
)

Cells = NDArray[np.float32]
Contour = cv2.typing.MatLike
# Of each cell the mean squares of its edges: across, down, and across times down.
Edges = tuple[Cells, Cells, Cells]
WHOLE = 0.8  # share of a region's height: lines that no corner cuts are as high as it


@dataclass(frozen=True, slots=True)
class WideLimits:
    """What counts as wide hatching; lengths in inches, cells are those of `ocr.hatches`."""

    lines: LineLimits = DEFAULT_LINES
    # Cells, either way, over which edges are counted: three lines an eighth of an inch apart.
    reach: int = 7
    # The least of any edges, in squared grey levels a pixel: a hair line in each 0.2 inches.
    edges: float = 500.0
    # Share of slanted edges that run one way.
    one_way: float = 0.5
    sharp: float = 0.8
    # Cells across and down that hold together.
    least: tuple[int, int] = (7, 3)
    filled: float = 0.15  # share of their box
    # About a box of cells, where a first look is taken.
    near: float = 0.25
    # How far over and under what is known of a region it may go on.
    beyond: float = 1.0
    # Share of ink, more than which a striped border has, and other ink, as a share of the lines':
    # a label's, but not a hand's.
    ink: float = 0.22
    other: float = 0.4
    # Ink of all lines together, as a share of what would fill their box from edge to edge.
    filling: float = 0.35
    # An outline runs along so much of a side.
    side: float = 0.15
    # A region as high as one row of type, and words beside it: so near, with so much ink.
    row: float = 0.25
    beside: float = 0.3
    words: float = 0.04
    # A region that fills this much of its box is a rectangle, its corners cut by its own lines.
    rectangle: float = 0.9
    # Distances from line to line that close what is between lines, however steep.
    closing: float = 1.6
    # Share of the contour of any other region that is level or upright.
    straight: float = 0.6


DEFAULT_WIDE = WideLimits()


def slanted_afar(edges: Edges, limits: WideLimits = DEFAULT_WIDE) -> NDArray[np.bool_]:
    """Cells about which slanted edges run one way, from the squares of edges in each cell."""
    flat = _is_aligned(edges, limits.lines.aligned)
    strength, turned = _one_way(edges)
    flat &= turned > limits.sharp * strength
    side = (limits.reach, limits.reach)
    xx, yy, xy = (
        np.asarray(cv2.blur(np.where(flat, np.float32(0), part), side), np.float32)
        for part in edges
    )
    about = xx, yy, xy
    strength, turned = _one_way(about)
    one_way = (strength > limits.edges) & (turned > limits.one_way * strength)
    return np.asarray(one_way & ~_is_aligned(about, limits.lines.aligned), np.bool_)


def _one_way(edges: Edges) -> tuple[Cells, Cells]:
    """How many edges there are, and how many more one way than any other."""
    xx, yy, xy = edges
    return xx + yy, np.hypot(xx - yy, 2 * xy)


def _is_aligned(edges: Edges, within: float) -> NDArray[np.bool_]:
    """Where edges run level or upright, within some degrees."""
    xx, yy, xy = edges
    # The doubled angle of an edge is that of (xx - yy, 2 * xy).
    return np.asarray(np.abs(2 * xy) < np.tan(np.radians(2 * within)) * np.abs(xx - yy), np.bool_)


def find_wide(dark: Image, boxes: Sequence[Box], ink: float, *, dpi: int) -> list[Contour]:
    """The exact contours of wide hatching about boxes of cells."""
    found: list[Contour] = []
    for box in sorted(boxes, key=lambda b: -b.area):
        held = (box_of(other).holds_middle_of(box) for other in found)
        if not any(held) and (whole := _wide_lines(dark, box, ink, dpi=dpi)) is not None:
            found.append(whole)
    return found


def _wide_lines(
    dark: Image, box: Box, ink: float, *, dpi: int, limits: WideLimits = DEFAULT_WIDE
) -> Contour | None:
    """The exact contour of wide hatching about a box of cells; None where there is none.

    ink   the lightest level (0-255) that is ink
    """
    way = way_across(dark, box, limits.lines)
    near = grown(box, round(limits.near * dpi), dark.shape)
    first = taken_apart(dark, near, way, ink, dpi, limits.lines).lines
    if not held_together(first, box, dpi, limits.lines)[0]:
        return None
    reach = round(limits.beyond * dpi)
    page = Box(0, max(box.top - reach, 0), dark.shape[1], min(box.bottom + reach, dark.shape[0]))
    scene = taken_apart(dark, page, way, ink, dpi, limits.lines)
    lines, step = held_together(scene.lines, box, dpi, limits.lines)
    if not lines:
        return None
    known = Box.around(line.box for line in lines)
    drawn = sum(line.area for line in lines)
    fills = step * sum(line.long for line in lines) >= limits.filling * known.area
    if not fills or drawn > limits.ink * known.area:
        return None
    whole = _outlined(known, page, scene.outline, round(limits.lines.rim * dpi), limits)
    if whole == known and known.height <= limits.row * dpi:
        # Dashes in a row are a rule; what hides words is as long as they are.
        if not (_is_cut_by_corners(lines, known) or _has_words_beside(scene, known, dpi, limits)):
            return None
    return _shape(scene, lines, whole, step, dpi, limits)


def _is_cut_by_corners(lines: Sequence[SlantedLine], box: Box) -> bool:
    """Whether the first line and the last are shorter than a region is high, as its corners cut
    them; dashes are whole.
    """
    first, last = min(lines, key=lambda e: e.box.left), max(lines, key=lambda e: e.box.right)
    return all(line.box.height < WHOLE * box.height for line in (first, last))


def _has_words_beside(scene: Scene, box: Box, dpi: int, limits: WideLimits) -> bool:
    """Whether there is ink in the row of a region, as near as the next word."""
    gap, reach = round(limits.lines.rim * dpi), round(limits.beside * dpi)
    rows = scene.inked[box.top - scene.page.top : box.bottom - scene.page.top]
    before = rows[:, max(box.left - gap - reach, 0) : max(box.left - gap, 0)]
    behind = rows[:, box.right + gap : box.right + gap + reach]
    return any(side.size and (side > 0).mean() >= limits.words for side in (before, behind))


def _outlined(box: Box, page: Box, outline: Image, rim: int, limits: WideLimits) -> Box:
    """A box with the outline about it, which is ink at `page`."""
    near = grown(box, rim, (page.bottom, page.right))
    near = Box(near.left, max(near.top, page.top), near.right, near.bottom)
    piece = outline[near.top - page.top : near.bottom - page.top, :][
        :, near.left - page.left : near.right - page.left
    ]
    rows = np.flatnonzero((piece > 0).mean(axis=1) >= limits.side) + near.top
    columns = np.flatnonzero((piece > 0).mean(axis=0) >= limits.side) + near.left
    return Box(
        min(box.left, *columns[:1].tolist(), box.left),
        min(box.top, *rows[:1].tolist(), box.top),
        max(box.right, *(columns[-1:] + 1).tolist(), box.right),
        max(box.bottom, *(rows[-1:] + 1).tolist(), box.bottom),
    )


def _shape(
    scene: Scene, lines: Sequence[SlantedLine], box: Box, step: float, dpi: int, limits: WideLimits
) -> Contour | None:
    """The contour of a region in `box`; None when there is too much ink in it beside its lines."""
    page = scene.page
    at = np.s_[box.top - page.top : box.bottom - page.top, box.left : box.right]
    own = np.isin(scene.pieces[at], [line.piece for line in lines])
    # Letters beside a region in steps have short strokes.
    long = [line.piece for line in lines if line.long >= limits.lines.long * dpi]
    held = np.where(np.isin(scene.pieces[at], long), np.uint8(255), scene.outline[at])
    near = np.ones((2 * round(step * limits.closing / 2) + 1,) * 2, np.uint8)
    closed = cv2.morphologyEx(held, cv2.MORPH_CLOSE, near)
    # An outline is ink beside the lines only where it is not at the edge.
    rim = 2 * round(limits.lines.rim * dpi) + 1
    inside = cv2.erode(
        closed, np.ones((rim, rim), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=(0,)
    )
    other = np.count_nonzero((scene.inked[at] > 0) & (inside > 0) & ~own)
    if other > limits.other * np.count_nonzero(own):
        return None
    if cv2.countNonZero(closed) >= limits.rectangle * box.area:
        return contour_around(box)
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(contours, key=cv2.contourArea)
    if straightness(largest, dpi, limits.lines.aligned) < limits.straight:
        return None  # a country on a map
    return np.asarray(largest + np.array([box.left, box.top]), np.int32)
