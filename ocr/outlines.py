"""Outlined redactions: white boxes with a thin black outline.

    text text ┌──────────┐ text        The paper inside an outline is cut off from the
    ┌─────────┴──┐ text  └──           rest of the page. Nothing is in it but perhaps a
    └────────────┘ text text           label, or a line that was printed over the page.

What also cuts paper off and is no redaction: cells of forms and tables (their rules go
on beyond the corner, and cells beside them hold text), frames (they hold text or a
picture), labels on maps, letters (their insides are small and round).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.certainties import DOUBTED, NETWORKED, OPEN, SURE_BY
from ocr.contents import DEFAULT_LIMITS as CONTENT_LIMITS
from ocr.contents import Contents, look_inside, rows
from ocr.frame import Image
from ocr.frame import corners as corners_of
from ocr.grids import free_corners, is_in_a_grid, run_beyond
from ocr.model import Box, Kind, Redaction
from ocr.open_outlines import find_open_boxes
from ocr.outline_shapes import DEFAULT_LIMITS, OutlineLimits, is_a_shape, is_notched
from ocr.paper import Paper, pooled
from ocr.regions import (
    Points,
    contour_around,
    corners,
    filled,
    region,
    ring_about,
    straightness,
)
from ocr.slanted_outlines import is_in_a_net

# From this resolution of the paper on, open boxes are sought at half of it.
HALVED_FROM = 190  # dpi
# What fills less of its box has slanted sides, or steps.
RECTANGLE = 0.9


@dataclass(frozen=True, slots=True)
class Cell:
    """Paper cut off by lines: a hole in a piece of ink.

    network   which piece of ink it is a hole in: cells of one table have one in common
    contour   of the inside at `dpi`, (n, 1, 2)
    content   "" when nothing is in it, else "label", "crossed" or "text"
    notched   whether letters touch its lines, so that it is one only if they are a label
    """

    network: int
    contour: cv2.typing.MatLike
    box: Box
    content: str
    notched: bool = False


def find_outlined(
    ink: Image, paper: Paper, *, dpi: int, limits: OutlineLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Outlined redactions on a page of ink (255 where there is ink) and its paper."""
    cells = _cells(paper, limits)
    found = []
    for cell in cells:
        beside = [other for other in cells if other.network == cell.network]
        certainty = _certainty(cell, beside, paper.ink, paper.dpi, limits)
        if certainty:
            contour = _outer(cell, ink, paper.coarse, dpi, limits)
            if contour is not None and _is_thin(contour, ink, dpi, limits):
                found.append(region(Kind.OUTLINED, contour, dpi=dpi, certainty=certainty))
    # Three straight sides are as plain at half the resolution, and found four times faster.
    half = 2 if paper.dpi >= HALVED_FROM else 1
    for box, sign in find_open_boxes(pooled(paper.ink, half), paper.dpi / half):
        contour = _grown(np.array(corners_of(box), np.float64), paper.coarse * half, box)
        found.append(region(Kind.OUTLINED, contour, dpi=dpi, certainty=OPEN[sign]))
    return found


def _cells(paper: Paper, limits: OutlineLimits) -> list[Cell]:
    """Straight-edged paper cut off from the page. The page's edge closes what is open there."""
    height, width = paper.ink.shape
    wide, high = paper.stats[:, cv2.CC_STAT_WIDTH], paper.stats[:, cv2.CC_STAT_HEIGHT]
    likely = (wide >= limits.least_width * paper.dpi) & (high >= limits.least_height * paper.dpi)
    likely &= (wide < limits.frame * width) | (high < limits.frame * height)
    shapes = []
    for piece in np.nonzero(likely)[0].tolist():
        box = paper.box(piece)
        contour = _contour(paper.mask(piece), box)
        if is_a_shape(contour, box, paper.dpi, limits):
            shapes.append((piece, contour, box, False))
        elif is_notched(contour, box, paper.dpi, limits):
            shapes.append((piece, cv2.convexHull(contour), box, True))
    if not shapes:
        return []
    _, networks = cv2.connectedComponents(paper.ink, connectivity=8)
    cells = []
    for piece, contour, box, notched in shapes:
        # The pixel over the first one of a piece is ink, or the page's edge.
        x, y = paper.first(piece)
        network = int(networks[y - 1, x]) if y else 0
        content = _content(contour, box, paper.ink, paper.dpi, limits)
        if content or not notched:
            cells.append(Cell(network, contour, box, content, notched))
    return cells


def _contour(mask: Image, box: Box) -> cv2.typing.MatLike:
    """The outer contour of a piece of paper, on the page."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(max(contours, key=len) + np.array([box.left, box.top]), np.int32)


def _content(
    contour: cv2.typing.MatLike, box: Box, ink: Image, dpi: float, limits: OutlineLimits
) -> str:
    """What is in a cell: nothing, a label, a line that goes on outside, or text."""
    # The outline itself, two pixels of it, is not content.
    inside = np.asarray(cv2.erode(filled(contour, box), np.ones((5, 5)), borderValue=(0,)))
    held = np.where(inside > 0, ink[box.top : box.bottom, box.left : box.right], np.uint8(0))
    found, marks = look_inside(held, int(np.count_nonzero(inside)), dpi)
    if found is Contents.NOTHING:
        return ""
    heights, middles = marks.heights, marks.middles
    if found is Contents.TEXT and _is_framed(held, max(heights, default=0), dpi, limits):
        return "text"
    if heights and rows(middles, CONTENT_LIMITS.apart * dpi) == 1:
        high = round(max(heights) / 2) + 1
        middle = box.top + round(sum(middles) / len(middles))
        if _goes_on(ink, box, middle - high, middle + high, dpi, limits):
            return "crossed"
    return "label" if found is Contents.LABEL else "text"


def _is_framed(held: Image, high: int, dpi: float, limits: OutlineLimits) -> bool:
    """Whether type in a box begins and ends as near its sides as a frame of its size does.

    A line that was printed over the page goes through the sides of a box.

    held   ink in the box, without its outline
    high   pixels, of its highest letter
    """
    inked = np.flatnonzero(held.any(axis=0))
    margins = int(inked[0]), held.shape[1] - 1 - int(inked[-1])
    near = all(limits.thick * dpi < margin < limits.framed * dpi for margin in margins)
    return near and held.shape[0] <= limits.frame_high * high


def _goes_on(
    ink: Image, box: Box, top: int, bottom: int, dpi: float, limits: OutlineLimits
) -> bool:
    """Whether type in a box goes on outside it, so that it was printed over the page."""
    near, far = round(limits.thick * dpi) + 1, round(limits.crosses * dpi)
    beside = (
        ink[top:bottom, max(box.left - far, 0) : max(box.left - near, 0)],
        ink[top:bottom, box.right + near : box.right + far],
    )
    return any(0.08 < np.mean(side > 0) < 0.6 for side in beside if side.size)


def _certainty(
    cell: Cell, beside: list[Cell], ink: Image, dpi: float, limits: OutlineLimits
) -> float:
    """How sure a cell is a redaction, 0-1; 0 when it is none."""
    loop = cell.box.width < min(limits.loop * dpi, 0.5 * cell.box.height)
    if cell.content == "text" or loop:
        return 0.0
    free = free_corners(cell.box, ink, dpi, limits)
    others = [other.box for other in beside if other is not cell]
    written = [other for other in beside if other.content in ("label", "text")]
    table = len(beside) > 6 or len(written) > 2 or any(o.content == "text" for o in written)
    if free < 3 and (table or is_in_a_grid(cell.box, others, ink, dpi, limits)):
        # Boxes on each line of a paragraph make a table too; their labels tell.
        low = cell.box.height <= limits.line * dpi
        few = len(beside) <= (limits.listed if low else limits.stacked)
        # What goes on beyond a wall of a line's boxes is the label of the next.
        labelled = cell.content == "label" or (cell.content == "crossed" and low)
        return DOUBTED if labelled and few else 0.0
    if cell.notched:
        return DOUBTED
    slanted = straightness(cell.contour, round(dpi), limits.lean) < limits.straight
    by = run_beyond(others, limits)
    if slanted and is_in_a_net(corners(cell.contour, round(dpi)), ink, dpi, by):
        return 0.0
    sure = SURE_BY[cell.content]
    if free >= 3:
        return sure
    # A few letters in a network of lines are the entry of a table, unless they are a label.
    return DOUBTED if cell.content == "label" else sure - NETWORKED


def _outer(
    cell: Cell, ink: Image, coarse: int, dpi: int, limits: OutlineLimits
) -> cv2.typing.MatLike | None:
    """The outer edge of the outline at full resolution; None when it is no thin line."""
    points = corners(cell.contour, round(dpi / coarse))
    if len(points) != 4 or cv2.contourArea(points.astype(np.int32)) < RECTANGLE * cell.box.area:
        return _grown(points, coarse, cell.box)
    rough = Box(*(edge * coarse for edge in cell.box.as_list()))
    exact = [_edge(ink, rough, side, coarse, dpi, limits) for side in range(4)]
    if exact.count(None) > 1:
        return None
    left, top, right, bottom = (
        old if new is None else new for old, new in zip(rough.as_list(), exact, strict=True)
    )
    return contour_around(Box(left, top, right, bottom))


def _is_thin(contour: cv2.typing.MatLike, ink: Image, dpi: int, limits: OutlineLimits) -> bool:
    """Whether there is paper again outside the outline, but for type here and there.

    Beyond a hair of paper the outline of the next box may run.
    """
    far = round(limits.thick * dpi) + 2

    def share(near: int, far: int) -> float:
        return float(np.mean(ink[ring_about(contour, near, far, ink.shape)] > 0))

    return share(far - 2, far) < limits.outside or any(
        share(near, near + 1) < limits.hair for near in range(1, far - 2)
    )


def _grown(points: Points, coarse: int, box: Box) -> cv2.typing.MatLike:
    """Corners on coarse pixels as a contour on fine ones."""
    middle = np.array([box.centre, box.middle])
    far = (points > middle) * (coarse - 1)
    return np.asarray(points * coarse + far, np.int32).reshape(-1, 1, 2)


def _edge(
    ink: Image, box: Box, side: int, coarse: int, dpi: int, limits: OutlineLimits
) -> int | None:
    """Where the outline on one side (left, top, right, bottom) ends on its far side.

    None when the line there is too thick for an outline.
    """
    page = ink.T if side % 2 == 0 else ink
    first, last = (box.top, box.bottom) if side % 2 == 0 else (box.left, box.right)
    at = box.as_list()[side] - (side > 1)
    outwards = -1 if side < 2 else 1
    trim = (last - first) // 8
    full = page.shape[0]
    steps = range(-2 * coarse, round(limits.thick * dpi) + 2 * coarse + 1)
    on_page = [step for step in steps if 0 <= at + outwards * step < full]
    lines = page[[at + outwards * step for step in on_page], first + trim : last - trim]
    shares = np.count_nonzero(lines, axis=1) / max(lines.shape[1], 1)
    inked = [step for step, share in zip(on_page, shares, strict=True) if share >= 0.5]
    if not inked:
        return at + (side > 1)
    end = inked[0]
    for step in inked[1:]:
        if step - end > 1:
            break
        end = step
    if end >= steps[-1] and 0 < at + outwards * (end + 1) < full - 1:
        return None
    return at + outwards * end + (side > 1)
