"""Felt-tip over text, and what other pens leave on a page.

A marker is a tip dragged along a line, once or twice: its ends are ragged and
round, its edges waver slowly, its ink lies in streaks, and on a photocopy the
letters below come through where it is thin.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from samples.canvas import BLACK, Canvas, Point, Points, bounds
from samples.regions import Region
from samples.typeset import Rect


def strike_out(canvas: Canvas, region: Region) -> list[Point]:
    """Felt-tip over each band of a region; yields the edge of the ink."""
    edges = [_pass_over(canvas, band) for band in region.bands]
    if len(edges) == 1:
        return edges[0]
    return [point for edge in edges for point in edge]


def _pass_over(canvas: Canvas, band: Rect) -> list[Point]:
    rng = canvas.rng
    edge = _stroke_edge(canvas, band)
    inside = [(round(x), round(y)) for x, y in edge]
    left, top, right, bottom = bounds(inside)
    mask = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in inside], fill=255)
    thin = float(rng.choice((0.0, 0.12, 0.22, 0.3)))
    cover = _streaks(mask.height, mask.width, thin, rng) * (np.asarray(mask) / 255)
    layer = Image.fromarray((255 * (1 - cover)).astype(np.uint8))
    canvas.darken(layer.filter(ImageFilter.GaussianBlur(0.002 * canvas.dpi)), (left, top))
    return [(float(x), float(y)) for x, y in inside]


def _stroke_edge(canvas: Canvas, band: Rect) -> list[Point]:
    """The outline of one stroke: upper edge, ragged end, lower edge, ragged end."""
    rng, dpi = canvas.rng, canvas.dpi
    left, top, right, bottom = band
    steps = max(4, round((right - left) / (0.05 * dpi)))
    along = np.linspace(left, right, steps)
    middle = (top + bottom) / 2 + _wander(steps, 0.010 * dpi, rng)
    middle = middle + (along - along.mean()) * np.tan(np.radians(rng.normal(0, 0.5)))
    half = (bottom - top) / 2 * rng.uniform(0.92, 1.12) + _wander(steps, 0.008 * dpi, rng)
    upper, lower = middle - half, middle + half
    far = _end(right, upper[-1], lower[-1], dpi, rng)
    near = [(2 * left - x, y) for x, y in _end(left, lower[0], upper[0], dpi, rng)]
    above = list(zip(along.tolist(), upper.tolist(), strict=True))
    below = list(zip(along[::-1].tolist(), lower[::-1].tolist(), strict=True))
    return [*above, *far, *below, *near]


def _end(x: float, start: float, stop: float, dpi: int, rng: np.random.Generator) -> list[Point]:
    """A round, uneven end that bulges to the right of `x`, from `start` to `stop`."""
    turns = np.linspace(0, np.pi, 9)[1:-1]
    reach = rng.uniform(0.01, 0.045) * dpi
    middle, half = (start + stop) / 2, (start - stop) / 2
    bulge = np.sin(turns) * reach * rng.uniform(0.6, 1.2, turns.size)
    return list(zip((x + bulge).tolist(), (middle + half * np.cos(turns)).tolist(), strict=True))


def _wander(steps: int, depth: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Slow change about nothing: a hand, not noise."""
    knots = rng.normal(0, depth, max(3, steps // 8 + 2))
    return np.interp(np.linspace(0, knots.size - 1, steps), np.arange(knots.size), knots)


def _streaks(height: int, width: int, thin: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """How well the ink covers, 0-1: long level streaks, thinner in some than in others."""
    rough = rng.random((max(2, height // 3), max(2, width // 60)))
    sheet = Image.fromarray((rough * 255).astype(np.uint8))
    smooth = np.asarray(sheet.resize((width, height), Image.Resampling.BICUBIC), np.float64) / 255
    cover: NDArray[np.float64] = np.clip(0.98 - 1.6 * thin * smooth**2, 0, 1)
    return cover


def scrawl(canvas: Canvas, box: Rect, width: float, loops: int) -> None:
    """Handwriting that cannot be read: loops of a pen across a box."""
    left, top, right, bottom = box
    rng = canvas.rng
    turns = np.linspace(0, 2 * np.pi * loops, 24 * loops)
    grow = 0.35 + 0.65 * np.interp(
        turns, np.linspace(0, turns[-1], loops + 2), rng.random(loops + 2)
    )
    x = left + (right - left) * turns / turns[-1] + np.sin(turns) * (right - left) / loops * 0.55
    y = (top + bottom) / 2 - np.cos(turns + 0.5) * (bottom - top) / 2 * grow
    x = np.clip(x, left, right)
    canvas.stroke(list(zip(x.tolist(), y.tolist(), strict=True)), width)


def heavy_stroke(canvas: Canvas, points: Points, width: float) -> None:
    """A pen stroke as thick as a rule, with round ends."""
    canvas.stroke(points, width, BLACK)
    draw = ImageDraw.Draw(canvas.image)
    for x, y in (points[0], points[-1]):
        half = width / 2
        draw.ellipse((x - half, y - half, x + half, y + half), fill=canvas.ink(BLACK))
