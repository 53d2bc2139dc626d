"""Whether a piece of a page is filled with lines drawn evenly.

         ╱╱╱╱╱        summed along its lines:       the profile of hatching goes from
        ╱╱╱╱╱         ▁█▁█▁█▁█▁                     paper to ink and back at one pitch,
       ╱╱╱╱╱                                        and explains nearly every pixel

Any other way the sums of hatching come out even, and those of type come out even every
way but across its rows, where they explain little.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box

Floats = NDArray[np.float64]
LOOK_DPI = 200  # at which a patch is looked at: a hair line is still most of a pixel


@dataclass(frozen=True, slots=True)
class PatternLimits:
    """What counts as lines drawn evenly; lengths in inches."""

    # The side of a patch that is looked at, and how many of them.
    patch: float = 0.3
    patches: int = 6
    # Share of patches that must hold the pattern; a label or the end of a region may
    # take others.
    agreeing: float = 0.5
    # From line to line, and share of ink.
    pitch: tuple[float, float] = (0.015, 0.11)
    ink: tuple[float, float] = (0.02, 0.6)
    # Share of the change from pixel to pixel that lines one way explain, or two ways.
    explained: float = 0.65
    crossed: float = 0.25
    # What must be explained at the first look, before the angle is known well.
    likely: float = 0.3
    least_lines: int = 3
    # Share of the way across a patch on which there are lines.
    spread: float = 0.75
    # Spread of the distances from line to line, as a share of their mean.
    uneven: float = 0.2


DEFAULT_PATTERN = PatternLimits()


def is_pattern(dark: Image, box: Box, *, dpi: int, limits: PatternLimits = DEFAULT_PATTERN) -> bool:
    """Whether most of a box on a page (0 is black) is filled with lines drawn evenly."""
    places = list(_places(box, round(limits.patch * dpi), limits))
    missing = (1 - limits.agreeing) * len(places)
    for place in places:
        if not holds_lines(_patch(dark, place, dpi), limits):
            missing -= 1
            if missing < 0:
                return False
    return True


def _places(box: Box, side: int, limits: PatternLimits) -> Iterator[Box]:
    """Patches of `side` pixels or less, spread over a box."""
    wide, high = min(side, box.width), min(side, box.height)
    columns = max(1, min(round(box.width / side), limits.patches))
    rows = max(1, min(round(box.height / side), max(1, limits.patches // columns)))
    for top in np.linspace(box.top, box.bottom - high, rows + 2)[1:-1].astype(int).tolist():
        for left in np.linspace(box.left, box.right - wide, columns + 2)[1:-1].astype(int).tolist():
            yield Box(left, top, left + wide, top + high)


def _patch(dark: Image, place: Box, dpi: int) -> Floats:
    """A piece of a page, at LOOK_DPI."""
    piece = dark[place.top : place.bottom, place.left : place.right]
    scale = LOOK_DPI / dpi
    small = cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float64)


def holds_lines(patch: Floats, limits: PatternLimits) -> bool:
    """Whether a patch at LOOK_DPI holds lines drawn evenly, one way or two."""
    one, two = _ways(patch)
    if _profile(patch, one)[0] >= limits.likely:
        explained, profile = _best(patch, one)
        if explained >= limits.explained and _even(profile, limits):
            return True
    return any(_crossed(patch, (way, way + np.pi / 2), limits) for way in (two, np.pi / 4))


def _crossed(patch: Floats, ways: tuple[float, float], limits: PatternLimits) -> bool:
    """Whether a patch holds lines drawn evenly across both of two angles."""
    if any(_profile(patch, way)[0] < limits.likely * limits.crossed for way in ways):
        return False
    pair = [_best(patch, way) for way in ways]
    return sum(explained for explained, _ in pair) >= limits.explained and all(
        explained >= limits.crossed and _even(profile, limits) for explained, profile in pair
    )


def _ways(patch: Floats) -> tuple[float, float]:
    """Angles (radians) across the lines of a patch: if they run one way, and one of two."""
    across = cv2.Sobel(patch, cv2.CV_64F, 1, 0)
    down = cv2.Sobel(patch, cv2.CV_64F, 0, 1)
    edges = across + 1j * down
    size = np.maximum(np.abs(edges), 1e-6)
    one = float(np.angle((edges**2).sum())) / 2
    two = float(np.angle((edges**4 / size**2).sum())) / 4
    return one, two


def _best(patch: Floats, way: float) -> tuple[float, Floats]:
    """The share explained and the profile at the best of some angles about `way`."""
    tries = [_profile(patch, way + np.radians(turn)) for turn in (-4, -2, -1, 0, 1, 2, 4)]
    return max(tries, key=lambda found: found[0])


def _profile(patch: Floats, way: float) -> tuple[float, Floats]:
    """The share of all change that lines across `way` explain, and the means along them."""
    across = np.arange(patch.shape[1]) * np.cos(way)
    down = np.arange(patch.shape[0]) * np.sin(way)
    place = np.add.outer(down, across)
    place = np.asarray(place - place.min() + 0.5, np.intp).ravel()
    values = patch.ravel()
    count = np.bincount(place)
    means = np.bincount(place, values) / np.maximum(count, 1)
    middle = values.mean()
    change = np.square(values - middle).sum()
    explained = (count * np.square(means - middle)).sum() / max(change, 1e-6)
    # The corners of a patch have but a few pixels to a line.
    return float(explained), means[count >= min(patch.shape) // 3]


def _even(profile: Floats, limits: PatternLimits) -> bool:
    """Whether a profile goes from paper to ink and back at one pitch."""
    if profile.size < 4:
        return False
    low, high = float(profile.min()), float(profile.max())
    inked = profile < (low + high) / 2
    starts = np.nonzero(inked[1:] & ~inked[:-1])[0]
    if starts.size < limits.least_lines:
        return False
    steps = np.diff(starts)
    mean = float(steps.mean())
    return (
        limits.pitch[0] * LOOK_DPI <= mean <= limits.pitch[1] * LOOK_DPI
        and float(steps.std()) <= max(limits.uneven * mean, 1.0)
        and steps.sum() + mean >= limits.spread * profile.size
        and limits.ink[0] <= float(inked.mean()) <= limits.ink[1]
    )


# Share of a row that is ink in a line, and of the rows between lines, where labels are.
LINE, BETWEEN = 0.7, 0.2
# Rules of tables stand wider apart. Three lines are few, and have to be whole.
LEAST_LINES, ENOUGH_LINES, WHOLE = 3, 4, 0.85
APART = (0.015, 0.11)  # inches
# Three rules that are farther apart box lines of type.
CLOSE = 0.08  # inches


def level_lines(dark: Image, box: Box, ink: float, *, dpi: int, reach: int = 0) -> list[Box]:
    """The exact box of evenly drawn level lines in a box and `reach` around it, or nothing.

    ink   the lightest level (0-255) that is ink

    A row of the page is a line when it is ink from end to end; rows of type never are.
    Lines that lean are levelled first.
    """
    left, top = max(box.left - reach, 0), max(box.top - reach, 0)
    piece = dark[top : box.bottom + reach, left : box.right + reach]
    slope = _slope(dark[box.top : box.bottom, box.left : box.right])
    found = _level(_levelled(piece, slope, ink), dpi)
    if found is None:
        return []
    middle = piece.shape[1] / 2
    low, high = sorted(round(slope * (x - middle)) for x in (found.left, found.right))
    bottom = min(top + found.bottom + high, dark.shape[0])
    return [Box(left + found.left, max(top + found.top + low, 0), left + found.right, bottom)]


def _level(inked: NDArray[np.bool_], dpi: int) -> Box | None:
    """Where lines run evenly from one end to the other."""
    rows = inked.mean(axis=1) >= 0.5
    columns = np.nonzero(inked[rows].mean(axis=0) >= 0.5)[0] if rows.any() else np.array([])
    if not columns.size:
        return None
    left, right = int(columns[0]), int(columns[-1]) + 1
    share = inked[:, left:right].mean(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], share >= LINE, [0]))))
    starts, ends = edges[::2].tolist(), edges[1::2].tolist()
    run = _run_evenly(starts, dpi)
    if len(run) < LEAST_LINES:
        return None
    lines = [(s, e) for s, e in zip(starts, ends, strict=True) if s in run]
    if len(run) < ENOUGH_LINES and (
        min(max(share[s:e]) for s, e in lines) < WHOLE
        or run[-1] - run[0] > (len(run) - 1) * CLOSE * dpi
    ):
        return None
    thick = [e - s for s, e in lines]
    if max(thick) > 2 * min(thick) + 1:  # a heading's rule over that of a table
        return None
    # An outline is a line too, at a distance of its own.
    step = 1.2 * (run[-1] - run[0]) / (len(run) - 1)
    top = min(s for s in starts if s >= run[0] - step)
    bottom = max(e for s, e in zip(starts, ends, strict=True) if s <= run[-1] + step)
    held = share[top:bottom]
    between = held[held < LINE]
    if between.size and between.mean() > BETWEEN:
        return None
    return Box(left, top, right, bottom)


def _run_evenly(starts: list[int], dpi: int) -> list[int]:
    """The longest run of lines at one distance from each other."""
    best: list[int] = []
    run: list[int] = []
    for start in starts:
        step = start - run[-1] if run else 0
        usual = (run[-1] - run[0]) / (len(run) - 1) if len(run) > 1 else step
        even = abs(step - usual) <= max(0.2 * usual, 2)
        if APART[0] * dpi <= step <= APART[1] * dpi:
            run = [*run, start] if even else [run[-1], start]
        else:
            run = [start]
        best = max(best, run, key=len)
    return best


def _slope(piece: Image) -> float:
    """Pixels that the lines of a piece fall for each to the right."""
    across = cv2.Sobel(piece, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(piece, cv2.CV_32F, 0, 1)
    xx, yy, xy = (float((a * b).sum()) for a, b in ((across, across), (down, down), (across, down)))
    turn = np.arctan2(2 * xy, xx - yy) / 2  # of the normal
    return float(-1 / np.tan(turn)) if abs(np.sin(turn)) > 0.5 else 0.0


def _levelled(piece: Image, slope: float, ink: float) -> NDArray[np.bool_]:
    """Where there is ink, with lines of `slope` made level about the middle column."""
    inked = np.where(piece < ink, np.uint8(255), np.uint8(0))
    if slope:
        matrix = np.array([[1.0, 0.0, 0.0], [-slope, 1.0, slope * piece.shape[1] / 2]])
        size = piece.shape[1], piece.shape[0]
        inked = np.asarray(cv2.warpAffine(inked, matrix, size, flags=cv2.INTER_NEAREST), np.uint8)
    # A hair line wavers by a pixel.
    return np.asarray(cv2.dilate(inked, np.ones((2, 1), np.uint8)) > 0)
