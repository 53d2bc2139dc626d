"""Hatching whose lines stand as far apart as letters are wide, and farther.

    text ╱   ╱   ╱   ╱ text      Between two such lines there is room for a letter, and where
    text   ╱   ╱   ╱   text      hatching is sought by its edges (`ocr.hatches`) there are none
                                 for half of the way. So a wider look is taken, for slanted
                                 lines alone: of those type has none that are longer than it.

Level and upright edges are left out of the look: an outline has as much ink as what is in it.
Where hatching ends is told by its lines, one by one: rows and columns of it are mostly paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box
from ocr.regions import box_of, contour_around, straightness

Cells = NDArray[np.float32]
Contour = cv2.typing.MatLike
# Of each cell the mean squares of its edges: across, down, and across times down.
Edges = tuple[Cells, Cells, Cells]
GROWTHS = 50  # times that a region may grow by a line, from a piece of it to all of it


@dataclass(frozen=True, slots=True)
class WideLimits:
    """What counts as wide hatching; lengths in inches, cells are those of `ocr.hatches`."""

    # Cells, either way, over which edges are counted: three lines an eighth of an inch apart.
    reach: int = 7
    # The least of any edges, in squared grey levels a pixel: a hair line in each 0.2 inches.
    edges: float = 500.0
    # Share of slanted edges that run one way.
    one_way: float = 0.5
    # Edges within this of level or upright are an outline's, or a letter's; degrees.
    aligned: float = 12.0
    sharp: float = 0.8
    # Cells across and down that hold together.
    least: tuple[int, int] = (7, 3)
    filled: float = 0.15  # share of their box
    # About a box of cells, where a first look is taken.
    near: float = 0.25
    # How far over and under what is known of a region it may go on.
    beyond: float = 1.0
    # Ink that runs level or upright for this long is an outline, or a rule.
    run: float = 0.2
    # A line is no thicker, and a corner's no shorter; nor does it lean from the others more.
    thick: float = 0.035
    shortest: float = 0.05
    leans: float = 12.0  # degrees
    # Long lines are as steep as each other; those of a hand are not.
    alike: float = 4.0  # degrees
    # Ink of a short line, by its length, against that of the long ones.
    thicker: float = 1.4
    # Share of ink, more than which a striped border has, and other ink, as a share of the lines':
    # a label's, but not a hand's.
    ink: float = 0.22
    other: float = 0.4
    # At least so many lines are longer than a typed stroke: of N and / there is one in each letter.
    long: float = 0.16
    least_lines: int = 4
    # From line to line, and what is one line in pieces.
    pitch: tuple[float, float] = (0.03, 0.17)
    same: float = 0.012
    # How far lines stand beside their places, as a share of the distance, and how many are nearer.
    uneven: float = 0.15
    even: float = 0.7
    # Lines of this share of the longest are whole.
    whole: float = 0.6
    # Short lines, cut off by a corner, reach so far beyond the others, level.
    end: float = 0.08
    # Ink of all lines together, as a share of what would fill their box from edge to edge.
    filling: float = 0.35
    # An outline lies within this of the ends of lines, and along so much of a side.
    rim: float = 0.03
    side: float = 0.15
    # A region that fills this much of its box is a rectangle, its corners cut by its own lines.
    rectangle: float = 0.9
    # Distances from line to line that close what is between lines, however steep.
    closing: float = 1.6
    # Share of the contour of any other region that is level or upright.
    straight: float = 0.6


DEFAULT_WIDE = WideLimits()


@dataclass(frozen=True, slots=True)
class _Line:
    """A slanted line.

    piece   its number among the pieces of ink
    long    pixels from end to end
    area    pixels of ink
    steep   degrees from the level, 0-90
    across  how far it lies across the lines, pixels
    """

    piece: int
    box: Box
    long: float
    area: int
    steep: float
    across: float


@dataclass(frozen=True, slots=True)
class _Scene:
    """A part of a page taken apart: `inked` is 255 at all its ink, `outline` at what runs level
    or upright, `pieces` numbers the rest, and `lines` are those of them that are slanted lines.
    """

    page: Box
    inked: Image
    outline: Image
    pieces: NDArray[np.int32]
    lines: Sequence[_Line]


def slanted_afar(edges: Edges, limits: WideLimits = DEFAULT_WIDE) -> NDArray[np.bool_]:
    """Cells about which slanted edges run one way, from the squares of edges in each cell."""
    flat = _is_aligned(edges, limits.aligned)
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
    return np.asarray(one_way & ~_is_aligned(about, limits.aligned), np.bool_)


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
        if not any(held) and (whole := wide_lines(dark, box, ink, dpi=dpi)) is not None:
            found.append(whole)
    return found


def wide_lines(
    dark: Image, box: Box, ink: float, *, dpi: int, limits: WideLimits = DEFAULT_WIDE
) -> Contour | None:
    """The exact contour of wide hatching about a box of cells; None where there is none.

    ink   the lightest level (0-255) that is ink
    """
    way = _way(dark, box, limits)
    near = _grown(box, round(limits.near * dpi), dark.shape)
    first = _taken_apart(dark, near, way, ink, dpi, limits).lines
    if not _held_together(first, box, dpi, limits)[0]:
        return None
    reach = round(limits.beyond * dpi)
    page = Box(0, max(box.top - reach, 0), dark.shape[1], min(box.bottom + reach, dark.shape[0]))
    scene = _taken_apart(dark, page, way, ink, dpi, limits)
    lines, step = _held_together(scene.lines, box, dpi, limits)
    if not lines:
        return None
    known = Box.around(line.box for line in lines)
    drawn = sum(line.area for line in lines)
    fills = step * sum(line.long for line in lines) >= limits.filling * known.area
    if not fills or drawn > limits.ink * known.area:
        return None
    whole = _outlined(known, page, scene.outline, round(limits.rim * dpi), limits)
    return _shape(scene, lines, whole, step, dpi, limits)


def _core(lines: Sequence[_Line], box: Box, dpi: int, limits: WideLimits) -> Sequence[_Line]:
    """Lines in a box that are too long for strokes of letters, and as steep as each other."""
    long = [e for e in lines if e.long >= limits.long * dpi and e.box.overlaps(box)]
    usual = float(np.median([line.steep for line in long])) if long else 0.0
    return [line for line in long if abs(line.steep - usual) <= limits.alike]


def _held_together(
    every: Sequence[_Line], box: Box, dpi: int, limits: WideLimits
) -> tuple[Sequence[_Line], float]:
    """The lines that stand at one distance from each other from `box` on, and the distance."""
    core = _core(every, box, dpi, limits)
    if len(core) < limits.least_lines:
        return (), 0.0
    usual = float(np.median([line.steep for line in core]))
    thick = limits.thicker * float(np.median([line.area / line.long for line in core]))
    alike = [
        line
        for line in every
        # A letter is as wide as high, too, but has more ink for it.
        if line.area <= thick * line.long
        # A short line, cut off by a corner, is worth less as an angle.
        and (line.long < limits.long * dpi or abs(line.steep - usual) <= limits.alike)
    ]
    known = Box.around(line.box for line in core)
    for _ in range(GROWTHS):
        lines, step = _at_one_distance(_near(alike, known, dpi, limits), dpi, limits)
        if not lines:
            break
        before, known = known, Box.around(line.box for line in lines)
        if known == before:
            break
    return lines, step


def _way(dark: Image, box: Box, limits: WideLimits) -> float:
    """The angle across the slanted lines in a box, radians from the level."""
    held = dark[box.top : box.bottom, box.left : box.right]
    across, down = cv2.Sobel(held, cv2.CV_32F, 1, 0), cv2.Sobel(held, cv2.CV_32F, 0, 1)
    turn = np.abs(np.degrees(np.arctan2(down, across)))
    slanted = np.abs(turn - 90 * np.round(turn / 90)) > limits.aligned
    across, down = across[slanted], down[slanted]
    return float(np.arctan2(2 * (across * down).sum(), (across**2 - down**2).sum()) / 2)


def _grown(box: Box, reach: int, page: tuple[int, ...]) -> Box:
    height, width = page
    right, bottom = min(box.right + reach, width), min(box.bottom + reach, height)
    return Box(max(box.left - reach, 0), max(box.top - reach, 0), right, bottom)


def _mask(dark: Image, box: Box, ink: float) -> Image:
    piece = dark[box.top : box.bottom, box.left : box.right]
    return np.where(piece < ink, np.uint8(255), np.uint8(0))


def _aligned(inked: Image, dpi: int, limits: WideLimits) -> Image:
    """Ink that runs level or upright, 255: outlines and rules."""
    run = round(limits.run * dpi)
    level = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    upright = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((run, 1), np.uint8))
    return np.asarray(cv2.bitwise_or(level, upright), np.uint8)


def _taken_apart(
    dark: Image, page: Box, way: float, ink: float, dpi: int, limits: WideLimits
) -> _Scene:
    """The ink at `page`, with the thin lines across `way` among its pieces."""
    inked = _mask(dark, page, ink)
    outline = _aligned(inked, dpi, limits)
    slope = abs(float(np.degrees(np.arctan2(np.cos(way), np.sin(way)))))
    slope = min(slope, 180 - slope)
    count, pieces, stats, middles = cv2.connectedComponentsWithStats(
        cv2.subtract(inked, outline), connectivity=8
    )
    left, top, wide, high, area = stats[1:count].T
    long, steep = np.hypot(wide, high), np.degrees(np.arctan2(high, wide))
    lies = (long >= limits.shortest * dpi) & (area <= limits.thick * dpi * long)
    lies &= np.abs(steep - slope) <= limits.leans
    across = middles[1:count] @ (np.cos(way), np.sin(way))
    found = []
    for n in np.flatnonzero(lies).tolist():
        x, y = int(left[n]) + page.left, int(top[n]) + page.top
        box = Box(x, y, x + int(wide[n]), y + int(high[n]))
        found.append(
            _Line(n + 1, box, float(long[n]), int(area[n]), float(steep[n]), float(across[n]))
        )
    return _Scene(page, inked, outline, np.asarray(pieces, np.int32), found)


def _near(lines: Sequence[_Line], known: Box, dpi: int, limits: WideLimits) -> Sequence[_Line]:
    """Lines in what is known and next to it, where a short one may be a letter's stroke.

    Steep lines of a region that is one row high have a gap between them, as letters have.
    """
    reach, end, rim = (round(x * dpi) for x in (limits.pitch[1], limits.end, limits.rim))
    about = Box(known.left - reach, known.top, known.right + reach, known.bottom)
    close = Box(known.left - end, known.top - rim, known.right + end, known.bottom + rim)
    return [
        line
        for line in lines
        if (line.long >= limits.long * dpi and line.box.overlaps(about))
        or Box.around((close, line.box)) == close
    ]


def _at_one_distance(
    lines: Sequence[_Line], dpi: int, limits: WideLimits
) -> tuple[Sequence[_Line], float]:
    """Those of the lines that stand at one distance from each other, and the distance; or none.

    The distance is that of the long lines: short ones may be strokes of letters.
    """
    least = max(limits.long * dpi, limits.whole * max((line.long for line in lines), default=0))
    places = np.sort([line.across for line in lines if line.long >= least])
    steps = np.diff(places)
    steps = steps[steps > limits.same * dpi]
    if steps.size < limits.least_lines - 1:
        return (), 0.0
    step = float(np.median(steps))
    if not limits.pitch[0] * dpi <= step <= limits.pitch[1] * dpi:
        return (), 0.0
    # Errors of a step add up over a hundred lines, so lines are counted one by one.
    numbers = np.concatenate(([0], np.cumsum(np.round(np.diff(places) / step))))
    step, first = (float(each) for each in np.polyfit(numbers, places, 1))
    if step <= 0:
        return (), 0.0

    def off(places: NDArray[np.float64]) -> NDArray[np.float64]:
        turns = (places - first) / step
        return np.asarray(np.abs(turns - np.round(turns)), np.float64)

    if np.mean(off(places) <= limits.uneven) < limits.even:
        return (), 0.0
    aside = off(np.array([line.across for line in lines]))
    return [line for line, far in zip(lines, aside, strict=True) if far <= limits.uneven], step


def _outlined(box: Box, page: Box, outline: Image, rim: int, limits: WideLimits) -> Box:
    """A box with the outline about it, which is ink at `page`."""
    near = _grown(box, rim, (page.bottom, page.right))
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
    scene: _Scene, lines: Sequence[_Line], box: Box, step: float, dpi: int, limits: WideLimits
) -> Contour | None:
    """The contour of a region in `box`; None when there is too much ink in it beside its lines."""
    page = scene.page
    at = np.s_[box.top - page.top : box.bottom - page.top, box.left : box.right]
    own = np.isin(scene.pieces[at], [line.piece for line in lines])
    # Letters beside a region in steps have short strokes.
    long = [line.piece for line in lines if line.long >= limits.long * dpi]
    held = np.where(np.isin(scene.pieces[at], long), np.uint8(255), scene.outline[at])
    near = np.ones((2 * round(step * limits.closing / 2) + 1,) * 2, np.uint8)
    closed = cv2.morphologyEx(held, cv2.MORPH_CLOSE, near)
    # An outline is ink beside the lines only where it is not at the edge.
    rim = 2 * round(limits.rim * dpi) + 1
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
    if straightness(largest, dpi, limits.aligned) < limits.straight:
        return None  # a country on a map
    return np.asarray(largest + np.array([box.left, box.top]), np.int32)
