"""The kinds of redaction, each drawn as software, scissors and copiers make it.

A painter inks a region and yields the outer edge of what it inked, as points on
the canvas: that edge is the truth, and the region was only the intention.
"""

import colorsys
from collections.abc import Callable

import numpy as np

from samples.canvas import BLACK, WHITE, Canvas, Colour, Point, corners
from samples.felt_tip import strike_out
from samples.hatching import hatch
from samples.regions import Region

Painter = Callable[[Canvas, Region, "Style"], list[Point]]


class Style:
    """How one page's redactions of a kind look; drawn once, so that a page is of a piece.

    colour   of the fill
    edge     pixels of the outline, 0 for none
    line     colour of the outline
    ragged   whether edges waver as cut or copied ones do
    noise    share of a black bar that scanning left white
    tilt     degrees that a single bar leans
    pattern  of a hatched fill
    """

    def __init__(self, kind: str, canvas: Canvas) -> None:
        rng = canvas.rng
        self.kind = kind
        self.colour = _colour(kind, rng)
        self.edge = _edge(kind, rng)
        grey_line = kind == "outlined" and canvas.sort.value != "1-bit" and rng.random() < 0.35
        level = int(rng.integers(80, 165))
        self.line: Colour = (level, level, level) if grey_line else BLACK
        self.ragged = kind == "black" and rng.random() < 0.25
        self.noise = (
            float(rng.uniform(0.01, 0.05)) if kind == "black" and rng.random() < 0.25 else 0.0
        )
        self.tilt = float(rng.normal(0, 0.8)) if rng.random() < 0.15 else 0.0
        self.pattern = str(rng.choice(("diagonal", "back", "cross", "dots", "level")))
        self.pitch = float(rng.uniform(0.03, 0.085)) * canvas.dpi
        self.thick = float(rng.uniform(0.006, 0.013)) * canvas.dpi


def paint(canvas: Canvas, region: Region, style: Style) -> list[Point]:
    """Ink a region in its style; yields its outer edge."""
    if style.kind == "marker":
        return strike_out(canvas, region)
    points = (
        leaning(region.outline(), style.tilt, region.pivot[0])
        if len(region.bands) == 1
        else region.outline()
    )
    points = [(round(x), round(y)) for x, y in points]
    if style.kind == "black":
        return _black(canvas, points, style)
    if style.kind == "hatched":
        hatch(canvas, points, style.pattern, style.pitch, style.thick)
        _outline(canvas, points, style)
        return points
    canvas.fill(points, style.colour)
    _outline(canvas, points, style)
    return points


def _black(canvas: Canvas, points: list[Point], style: Style) -> list[Point]:
    shape = ragged(points, canvas) if style.ragged else points
    canvas.fill(shape, style.colour)
    if style.noise:
        _scanning_noise(canvas, points, style.noise)
    return shape


def _scanning_noise(canvas: Canvas, points: list[Point], share: float) -> None:
    """White crumbs inside a bar, as copying leaves them; never at its edge."""
    across, down = zip(*points, strict=True)
    rim = 3
    width, height = max(across) - min(across) - 2 * rim, max(down) - min(down) - 2 * rim
    if width <= 0 or height <= 0:
        return
    side = max(1.0, 0.006 * canvas.dpi)
    for _ in range(min(4000, round(share * width * height / (side + 1) ** 2))):
        x = min(across) + rim + canvas.rng.random() * width
        y = min(down) + rim + canvas.rng.random() * height
        size = side * (0.4 + canvas.rng.random())
        if _inside(points, x, y):
            canvas.fill(corners((x, y, x + size + 1, y + size + 1)), WHITE)


def _inside(points: list[Point], x: float, y: float) -> bool:
    """Whether a place lies in a shape: the even-odd rule."""
    held = False
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            held = not held
    return held


def _outline(canvas: Canvas, points: list[Point], style: Style) -> None:
    """A line just inside the shape, so that the shape's edge is the line's outer edge."""
    if not style.edge:
        return
    upright = all(a[0] == b[0] or a[1] == b[1] for a, b in zip(points, points[1:], strict=False))
    if upright and len(points) == 4:
        (left, top), (right, bottom) = points[-1], points[1]
        box = min(left, right), min(top, bottom), max(left, right), max(top, bottom)
        canvas.frame(box, style.edge, style.line)
        return
    inner = style.edge / 2
    x = [p[0] for p in points]
    y = [p[1] for p in points]
    mid = (min(x) + max(x)) / 2, (min(y) + max(y)) / 2
    drawn = [(a - np.sign(a - mid[0]) * inner, b - np.sign(b - mid[1]) * inner) for a, b in points]
    canvas.stroke([*drawn, drawn[0]], style.edge, style.line)


def leaning(points: list[Point], degrees: float, middle: float) -> list[Point]:
    """A shape whose long sides lean about an upright at `middle`; its short sides stay upright."""
    if not degrees:
        return points
    slope = float(np.tan(np.radians(degrees)))
    return [(x, y - (x - middle) * slope) for x, y in points]


def ragged(points: list[Point], canvas: Canvas) -> list[Point]:
    """A shape whose edges waver by a hundredth of an inch."""
    step, depth = 0.04 * canvas.dpi, 0.008 * canvas.dpi
    found: list[Point] = []
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        parts = max(1, round(max(abs(bx - ax), abs(by - ay)) / step))
        for n in range(parts):
            dx, dy = canvas.rng.uniform(-depth, depth, 2)
            found.append((ax + (bx - ax) * n / parts + dx, ay + (by - ay) * n / parts + dy))
    return found


def _colour(kind: str, rng: np.random.Generator) -> Colour:
    if kind == "grey":
        level = round(255 * rng.uniform(0.35, 0.88))
        return level, level, level
    if kind == "coloured":
        hue, pale = rng.random(), rng.random()
        strength = rng.uniform(0.25, 0.5) if pale < 0.4 else rng.uniform(0.5, 0.95)
        light = rng.uniform(0.72, 0.84) if pale < 0.4 else rng.uniform(0.35, 0.65)
        red, green, blue = colorsys.hls_to_rgb(hue, light, strength)
        return round(255 * red), round(255 * green), round(255 * blue)
    if kind == "black":
        level = int(rng.integers(0, 30)) if rng.random() < 0.3 else 0
        return level, level, level
    return WHITE


def _edge(kind: str, rng: np.random.Generator) -> int:
    if kind == "outlined":
        return int(rng.integers(1, 4))
    if kind in ("grey", "coloured", "hatched"):
        return int(rng.integers(1, 3)) if rng.random() < 0.5 else 0
    return 0
