"""Clean pages into scans: skew, weak ink, dirt, copier edges, the scanner itself.

The order is the order of the paper's life: copied askew, inked unevenly, blacked
out by the agency, punched and dirtied, scanned. Only Pillow and numpy work here,
because OpenCV's results differ with the processor, and samples have to come out
the same everywhere.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from samples.canvas import Canvas, Sort
from samples.looks import Wear
from samples.redaction_styles import Style, paint
from samples.regions import Region
from samples.screens import Screen
from samples.typeset import Mark, Rect, Sheet, around

Pixels = NDArray[np.float64]

INCH_OF_CLOUD = 1.2  # inches over which the ink grows weaker or stronger
INK_THRESHOLD = 150  # a scanner set to black and white calls this and less black
PAPER = 238  # what white paper is in a grey scan
HOLE = 0.25  # inches across
HOLES_AT = (1.2, 5.5, 9.8)  # inches from the top
HOLE_X = 0.42  # inches from the left edge


@dataclass(frozen=True, slots=True)
class Bar:
    """A cut as it is on the scan: level boxes, row by row, and the printed codes."""

    bands: tuple[Rect, ...]
    codes: tuple[str, ...]
    kind: str = "black"


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as the archive has it, with the marks where they ended up."""

    image: Image.Image
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    skew: float
    dpi: int
    pictures: tuple[tuple[str, Rect], ...] = ()


def scan(sheet: Sheet, wear: Wear, page: int, dpi: int, rng: np.random.Generator) -> Scan:
    """Wear a page down; `page` counts from 1 and picks the skew."""
    skew = wear.skews[page - 1]
    bars = _bars(sheet, skew)
    image = weakened(_skewed(sheet.image, skew), wear.uneven, dpi, rng)
    if wear.tint:
        image = image.convert("RGB")
    bars = tuple(_made_illegible(image, bar, wear, dpi, rng) for bar in bars)
    soil(image, wear, dpi, rng)
    image = image.filter(ImageFilter.GaussianBlur(wear.blur * dpi))
    marks = tuple(replace(m, box=turned(m.box, skew, image.size)) for m in sheet.marks)
    pictures = tuple((what, turned(box, skew, image.size)) for what, box in sheet.pictures)
    return Scan(_sensed(image, wear, dpi, rng), marks, bars, skew, dpi, pictures)


def turned(box: Rect, skew: float, size: tuple[int, int]) -> Rect:
    """The upright rectangle about a box that was turned with its page."""
    left, top, right, bottom = box
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    points = [turned_point(x, y, skew, size) for x, y in corners]
    return around((x, y, x, y) for x, y in points)


def turned_point(x: float, y: float, skew: float, size: tuple[int, int]) -> tuple[float, float]:
    angle = math.radians(skew)
    dx, dy = x - size[0] / 2, y - size[1] / 2
    return (
        size[0] / 2 + dx * math.cos(angle) + dy * math.sin(angle),
        size[1] / 2 - dx * math.sin(angle) + dy * math.cos(angle),
    )


def _skewed(page: Image.Image, skew: float) -> Image.Image:
    if not skew:
        return page
    return page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _bars(sheet: Sheet, skew: float) -> tuple[Bar, ...]:
    return tuple(
        Bar(_bands(boxes, skew, sheet.image.size), sheet.tips[cut], sheet.kinds[cut])
        for cut, boxes in sorted(sheet.bars.items())
    )


def _bands(boxes: list[Rect], skew: float, size: tuple[int, int]) -> tuple[Rect, ...]:
    """Boxes moved, not turned, with the skewed text below them, and closed up into one."""
    left, top, right, bottom = around(boxes)
    middle = (left + right) / 2, (top + bottom) / 2
    x, y = turned_point(*middle, skew, size)
    dx, dy = round(x - middle[0]), round(y - middle[1])
    ends = [box[1] for box in boxes[1:]] + [bottom]
    return tuple(
        (round(box[0]) + dx, round(box[1]) + dy, round(box[2]) + dx, round(end) + dy)
        for box, end in zip(boxes, ends, strict=True)
    )


def _made_illegible(
    page: Image.Image, bar: Bar, wear: Wear, dpi: int, rng: np.random.Generator
) -> Bar:
    """Ink a cut; yields it as it came out, because felt-tip keeps to no box."""
    if bar.kind == "black":
        _black_out(page, bar.bands)
        return bar
    sort = Sort.COLOUR if wear.tint else Sort.GREY if wear.jpeg else Sort.BITONAL
    canvas = Canvas(page, dpi, sort, rng, Screen.DOTS)
    edge = paint(canvas, Region(bar.bands), Style(bar.kind, canvas))
    if len(bar.bands) > 1:
        return bar
    return replace(bar, bands=(around((x, y, x, y) for x, y in edge),))


def _black_out(page: Image.Image, bands: Iterable[Rect]) -> None:
    draw = ImageDraw.Draw(page)
    for left, top, right, bottom in bands:
        # Pillow counts the far edge in, our boxes do not.
        draw.rectangle((left, top, right - 1, bottom - 1), fill=0)


def weakened(page: Image.Image, uneven: float, dpi: int, rng: np.random.Generator) -> Image.Image:
    """Ink that fades in clouds and crumbles in grains, up to the share `uneven`."""
    if not uneven:
        return page
    width, height = page.size
    sky = clouds(width, height, dpi, rng)
    grains = rng.random((height, width)) ** 6
    ink = 255.0 - np.asarray(page, np.float64)
    return _image(255.0 - ink * (1 - uneven * (0.7 * sky + 0.3 * grains)))


def clouds(width: int, height: int, dpi: int, rng: np.random.Generator) -> Pixels:
    """Slow random change between 0 and 1."""
    step = INCH_OF_CLOUD * dpi
    few = rng.random((math.ceil(height / step) + 1, math.ceil(width / step) + 1))
    sky = Image.fromarray((few * 255).astype(np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    return np.asarray(sky, np.float64) / 255


def soil(page: Image.Image, wear: Wear, dpi: int, rng: np.random.Generator) -> None:
    draw = ImageDraw.Draw(page)
    for _ in range(wear.specks):
        x, y = rng.random(2) * page.size
        radius = (0.002 + 0.007 * rng.random() ** 4) * dpi
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=30)
    if wear.edges:
        _copier_edges(draw, page.size, dpi, rng)
    if wear.holes:
        for y in HOLES_AT:
            _hole(draw, HOLE_X * dpi, (y + rng.normal(0, 0.01)) * dpi, HOLE * dpi / 2)


def _hole(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)


def _copier_edges(
    draw: ImageDraw.ImageDraw, size: tuple[int, int], dpi: int, rng: np.random.Generator
) -> None:
    """The lid was open: a ragged dark border along the top and the right."""
    width, height = size
    step = dpi // 8
    top = [(x, dpi * (0.05 + 0.02 * rng.random())) for x in range(0, width + step, step)]
    draw.polygon([(0, 0), *top, (width, 0)], fill=15)
    lean = rng.random() * 0.10
    side = [
        (width - dpi * (0.04 + lean * y / height + 0.02 * rng.random()), y)
        for y in range(0, height + step, step)
    ]
    draw.polygon([(width, 0), *side, (width, height)], fill=15)


def _sensed(page: Image.Image, wear: Wear, dpi: int, rng: np.random.Generator) -> Image.Image:
    """What the scanner made of it: colours, grey levels, or black and white (mode 1)."""
    grain = rng.normal(0, wear.grain, (page.height, page.width))
    seen = np.asarray(page, np.float64)
    if not wear.jpeg:
        return Image.fromarray(seen + grain > INK_THRESHOLD)
    light = 1 - 0.04 * clouds(page.width, page.height, dpi, rng)
    if wear.tint:
        tinted = (seen + grain[..., None]) * light[..., None] * wear.tint
        return _image(18 + tinted * (PAPER - 18) / 255)
    return _image(18 + (seen + grain) * light * (PAPER - 18) / 255)


def _image(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8))
