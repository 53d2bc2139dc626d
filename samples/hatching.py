"""Fills of lines and dots, for redactions and for the swatches of maps."""

import math

import numpy as np
from PIL import Image, ImageDraw

from samples.canvas import BLACK, WHITE, Canvas, Point, bounds, corners

ANGLES = {"diagonal": (45,), "back": (135,), "cross": (45, 135), "level": (0,)}


def hatch(canvas: Canvas, points: list[Point], pattern: str, pitch: float, thick: float) -> None:
    """Fill a shape with a pattern on white, its lines `pitch` pixels apart."""
    canvas.fill(points, WHITE)
    inside = [(round(x), round(y)) for x, y in points]
    left, top, right, bottom = bounds(inside)
    size = right - left, bottom - top
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in inside], fill=255)
    lines = Image.new("L", size, 0)
    draw = ImageDraw.Draw(lines)
    if pattern == "dots":
        _dots(draw, size, pitch, thick)
    else:
        for angle in ANGLES[pattern]:
            _lines(draw, size, math.radians(angle), pitch, thick)
    held = np.minimum(np.asarray(mask), np.asarray(lines))
    canvas.image.paste(canvas.ink(BLACK), (left, top), Image.fromarray(held))


def swatch(canvas: Canvas, box: tuple[float, float, float, float], pattern: str) -> None:
    """A small framed patch, as legends have."""
    hatch(canvas, corners(box), pattern, 0.04 * canvas.dpi, 1)
    canvas.frame(box, max(1, 0.008 * canvas.dpi))


def _lines(
    draw: ImageDraw.ImageDraw, size: tuple[int, int], angle: float, pitch: float, thick: float
) -> None:
    reach = math.hypot(*size)
    dx, dy = math.cos(angle), math.sin(angle)
    count = math.ceil(reach / pitch)
    for n in range(-count, count + 1):
        x, y = size[0] / 2 - dy * n * pitch, size[1] / 2 + dx * n * pitch
        ends = (x - dx * reach, y - dy * reach, x + dx * reach, y + dy * reach)
        draw.line(ends, fill=255, width=max(1, round(thick)))


def _dots(draw: ImageDraw.ImageDraw, size: tuple[int, int], pitch: float, thick: float) -> None:
    radius = max(1.0, thick)
    for row in range(math.ceil(size[1] / pitch) + 1):
        for column in range(math.ceil(size[0] / pitch) + 1):
            x, y = (column + row % 2 / 2) * pitch, row * pitch
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
