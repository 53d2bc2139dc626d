"""Slanted lines of ink, one by one, and which of them stand at one distance from each other.

╱   ╱   ╱   ╱   ╱      A part of a page is taken apart: ink that runs level or upright is an
 ╱   ╱   N╱   ╱        outline or a rule; of the rest, thin pieces as steep as each other are
╱   ╱   ╱   ╱   ╱      lines. Strokes of letters are as steep, but short, or at no distance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box

GROWTHS = 50  # times that a region may grow by a line, from a piece of it to all of it


@dataclass(frozen=True, slots=True)
class LineLimits:
    """What counts as lines drawn evenly; lengths in inches."""

    # Edges within this of level or upright are an outline's, or a letter's; degrees.
    aligned: float = 12.0
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
    # An outline lies within this of the ends of lines.
    rim: float = 0.03


DEFAULT_LINES = LineLimits()


@dataclass(frozen=True, slots=True)
class SlantedLine:
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
class Scene:
    """A part of a page taken apart: `inked` is 255 at all its ink, `outline` at what runs level
    or upright, `pieces` numbers the rest, and `lines` are those of them that are slanted lines.
    """

    page: Box
    inked: Image
    outline: Image
    pieces: NDArray[np.int32]
    lines: Sequence[SlantedLine]


def way_across(dark: Image, box: Box, limits: LineLimits) -> float:
    """The angle across the slanted lines in a box, radians from the level."""
    held = dark[box.top : box.bottom, box.left : box.right]
    across, down = cv2.Sobel(held, cv2.CV_32F, 1, 0), cv2.Sobel(held, cv2.CV_32F, 0, 1)
    turn = np.abs(np.degrees(np.arctan2(down, across)))
    slanted = np.abs(turn - 90 * np.round(turn / 90)) > limits.aligned
    across, down = across[slanted], down[slanted]
    return float(np.arctan2(2 * (across * down).sum(), (across**2 - down**2).sum()) / 2)


def taken_apart(
    dark: Image, page: Box, way: float, ink: float, dpi: int, limits: LineLimits
) -> Scene:
    """The ink at `page`, with the thin lines across `way` among its pieces."""
    inked = _inked(dark, page, ink)
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
            SlantedLine(n + 1, box, float(long[n]), int(area[n]), float(steep[n]), float(across[n]))
        )
    return Scene(page, inked, outline, np.asarray(pieces, np.int32), found)


def held_together(
    every: Sequence[SlantedLine], box: Box, dpi: int, limits: LineLimits
) -> tuple[Sequence[SlantedLine], float]:
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


def _core(
    lines: Sequence[SlantedLine], box: Box, dpi: int, limits: LineLimits
) -> Sequence[SlantedLine]:
    """Lines in a box that are too long for strokes of letters, and as steep as each other."""
    long = [e for e in lines if e.long >= limits.long * dpi and e.box.overlaps(box)]
    usual = float(np.median([line.steep for line in long])) if long else 0.0
    return [line for line in long if abs(line.steep - usual) <= limits.alike]


def _inked(dark: Image, box: Box, ink: float) -> Image:
    piece = dark[box.top : box.bottom, box.left : box.right]
    return np.where(piece < ink, np.uint8(255), np.uint8(0))


def _aligned(inked: Image, dpi: int, limits: LineLimits) -> Image:
    """Ink that runs level or upright, 255: outlines and rules."""
    run = round(limits.run * dpi)
    level = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    upright = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((run, 1), np.uint8))
    return np.asarray(cv2.bitwise_or(level, upright), np.uint8)


def _near(
    lines: Sequence[SlantedLine], known: Box, dpi: int, limits: LineLimits
) -> Sequence[SlantedLine]:
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
    lines: Sequence[SlantedLine], dpi: int, limits: LineLimits
) -> tuple[Sequence[SlantedLine], float]:
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
