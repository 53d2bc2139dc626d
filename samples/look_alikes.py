"""Blocks of a page that are not redactions: pictures, maps, tables, forms, mastheads.

Each painter draws into the box it is given and yields the box it used. All are
made to tempt: black bands with white letters, framed white boxes, grey headers.
"""

import colorsys
from collections.abc import Callable

import numpy as np
from PIL import Image

from samples.canvas import BLACK, WHITE, Canvas, Colour, Point, Sort, corners
from samples.felt_tip import scrawl
from samples.hatching import swatch
from samples.screens import Levels, Screen, screened
from samples.typeset import Rect

BlockPainter = Callable[[Canvas, Rect], Rect]

PLACES = ("Solvania", "Karvala", "Port Elma", "Gull Point", "Oste", "Marrick", "Veldor", "Tarn")
ENTRIES = (
    "Lamp oil",
    "Ferry",
    "12,400",
    "7",
    "Unknown",
    "N/A",
    "1963",
    "Harbor Dues",
    "Nil",
    "44.5",
)
CAPTIONS = ("Date received", "File No.", "Origin", "Name (last, first)", "Remarks", "Disposition")
CHOICES = ("Approved", "Referred", "No action", "For information", "See attached", "Returned")


def halftone_photo(canvas: Canvas, box: Rect) -> Rect:
    """A picture as newspapers and copiers print it: black dots."""
    levels = scene(box, canvas.rng)
    screen = Screen.COARSE if canvas.rng.random() < 0.5 else Screen.DOTS
    dots = Image.fromarray(screened(levels, screen, canvas.rng))
    canvas.image.paste(dots.convert(canvas.image.mode), _at(box))
    return box


def photo(canvas: Canvas, box: Rect) -> Rect:
    """A picture in all greys, with a straight frame or none."""
    canvas.picture(scene(box, canvas.rng), _at(box))
    if canvas.rng.random() < 0.6:
        canvas.frame(box, int(canvas.rng.integers(1, 6)))
    return box


def globe_map(canvas: Canvas, box: Rect) -> Rect:
    """Coasts, a frame, thick framed labels with text and a legend with swatches."""
    rng, dpi = canvas.rng, canvas.dpi
    left, top, right, bottom = box
    for _ in range(4):
        along = np.linspace(left, right, 60)
        coast = rng.uniform(top, bottom) + np.cumsum(rng.normal(0, 0.03 * dpi, 60))
        coast = np.clip(coast, top, bottom)
        shape = list(zip(along.tolist(), coast.tolist(), strict=True))
        canvas.stroke(shape, int(rng.integers(1, 4)))
    font = canvas.font("sans-bold", 0.09)
    for place in rng.choice(PLACES, 6, replace=False):
        x, y = rng.uniform(left, right - 0.9 * dpi), rng.uniform(top, bottom - 0.9 * dpi)
        label = x, y, x + 0.85 * dpi, y + 0.34 * dpi
        canvas.fill(corners(label), WHITE)
        canvas.frame(label, 0.018 * dpi)
        canvas.text(str(place).upper(), (x + 0.08 * dpi, y + 0.14 * dpi), font)
        canvas.text(
            f"{rng.integers(1, 30)},{rng.integers(100, 999)}", (x + 0.2 * dpi, y + 0.28 * dpi), font
        )
    _legend(canvas, (left + 0.15 * dpi, bottom - 0.8 * dpi))
    if rng.random() < 0.5:
        canvas.frame(box, 0.012 * dpi)
    return box


def _legend(canvas: Canvas, at: Point) -> None:
    dpi = canvas.dpi
    font = canvas.font("sans", 0.09)
    for n, name in enumerate(("Roads", "Salt marsh", "Harbor", "Fisheries")):
        x, y = at[0], at[1] + n * 0.18 * dpi
        patch = x, y, x + 0.24 * dpi, y + 0.12 * dpi
        if n == 0:
            canvas.fill(corners(patch), BLACK)
        elif n == 1:
            swatch(canvas, patch, "cross")
        else:
            canvas.fill(corners(patch), WHITE if n == 2 else (150, 150, 150))
            canvas.frame(patch, max(1, 0.008 * dpi))
        canvas.text(name, (x + 0.32 * dpi, y + 0.1 * dpi), font)


def table(canvas: Canvas, box: Rect) -> Rect:
    """Ruled cells, some empty, perhaps under a grey head."""
    rng, dpi = canvas.rng, canvas.dpi
    left, top, right, bottom = box
    rows, columns = int(rng.integers(3, 7)), int(rng.integers(2, 6))
    x, y = np.linspace(left, right, columns + 1), np.linspace(top, bottom, rows + 1)
    rule = max(1, round(rng.uniform(0.005, 0.015) * dpi))
    if rng.random() < 0.5:
        canvas.fill(corners((left, top, right, float(y[1]))), _tint(canvas))
    font = canvas.font("sans", 0.12)
    for row in range(rows):
        for column in range(columns):
            if rng.random() < 0.7 or row == 0:
                entry = str(rng.choice(ENTRIES))
                canvas.text(entry, (x[column] + 0.06 * dpi, y[row + 1] - 0.07 * dpi), font)
    for edge in x:
        canvas.stroke([(edge, top), (edge, bottom)], rule)
    for edge in y:
        canvas.stroke([(left, edge), (right, edge)], rule)
    return box


def form(canvas: Canvas, box: Rect) -> Rect:
    """Cells with small captions: some filled in, some never."""
    rng, dpi = canvas.rng, canvas.dpi
    left, top, right, bottom = box
    rows = max(2, round((bottom - top) / (0.42 * dpi)))
    y = np.linspace(top, bottom, rows + 1)
    small, large = canvas.font("sans", 0.075), canvas.font("typewriter", 0.14)
    for row in range(rows):
        cells = int(rng.integers(1, 4))
        x = np.linspace(left, right, cells + 1)
        for column in range(cells):
            cell = float(x[column]), float(y[row]), float(x[column + 1]) + 1, float(y[row + 1]) + 1
            canvas.frame(cell, max(1, 0.008 * dpi))
            if rng.random() < 0.8:
                canvas.text(str(rng.choice(CAPTIONS)), (cell[0] + 5, cell[1] + 0.1 * dpi), small)
            if rng.random() < 0.5:
                canvas.text(str(rng.choice(ENTRIES)), (cell[0] + 15, cell[3] - 0.07 * dpi), large)
    return box


def checkboxes(canvas: Canvas, box: Rect) -> Rect:
    """Small squares with their choices, some crossed, some filled."""
    rng, dpi = canvas.rng, canvas.dpi
    left, top, right, bottom = box
    font = canvas.font("sans", 0.13)
    side = rng.uniform(0.1, 0.17) * dpi
    for n, choice in enumerate(CHOICES):
        x, y = left + (n % 2) * (right - left) / 2, top + (n // 2) * (bottom - top) / 3
        square = x, y, x + side, y + side
        canvas.frame(square, max(1, 0.008 * dpi))
        if rng.random() < 0.35:
            canvas.stroke([(x, y), (x + side, y + side)], 2)
            canvas.stroke([(x + side, y), (x, y + side)], 2)
        canvas.text(choice, (x + side + 0.08 * dpi, y + side * 0.85), font)
    return left, top, right, bottom


def masthead(canvas: Canvas, box: Rect) -> Rect:
    """TELEGRAM in white on a black band; thin letters leave it blackest."""
    rng = canvas.rng
    left, top, right, bottom = box
    right = left + (right - left) * rng.uniform(0.45, 1.0)
    used = left, top, right, bottom
    canvas.fill(corners(used), BLACK)
    word = str(rng.choice(("TELEGRAM", "INCOMING TELEGRAM", "MEMORANDUM", "OUTGOING")))
    if rng.random() < 0.5:
        word = " ".join(word)
    name = str(rng.choice(("sans", "sans-bold", "serif", "mono")))
    em = (bottom - top) * rng.uniform(0.5, 0.85) / canvas.dpi
    font = canvas.font(name, em)
    while font.getlength(word) > 0.96 * (right - left) and em > 0.06:
        em *= 0.9
        font = canvas.font(name, em)
    canvas.text(word, ((left + right) / 2, (top + bottom) / 2), font, WHITE, anchor="mm")
    return used


def header_band(canvas: Canvas, box: Rect) -> Rect:
    """A form's tinted band with a title anyone can read, dark on light or light on dark."""
    rng = canvas.rng
    left, top, _, bottom = box
    dark = rng.random() < 0.35
    colour = (60, 70, 95) if dark else _tint(canvas)
    canvas.fill(corners(box), colour)
    if rng.random() < 0.4:
        canvas.frame(box, 2)
    font = canvas.font("sans-bold", 0.55 * (bottom - top) / canvas.dpi)
    title = str(
        rng.choice(("PART II. HARBOR DUES", "SECTION C: PERSONS", "Besluit", "Samenvatting"))
    )
    canvas.text(
        title, (left + 0.1 * canvas.dpi, (top + bottom) / 2), font, WHITE if dark else BLACK, "lm"
    )
    return box


def emblem(canvas: Canvas, box: Rect) -> Rect:
    """A letterhead: a shield in a ring with solid parts, and the office's name."""
    rng, dpi = canvas.rng, canvas.dpi
    left, top, _, bottom = box
    side = bottom - top
    x, y = left + side / 2, top + side / 2
    ring = _ring(x, y, side / 2)
    colour = BLACK if rng.random() < 0.6 else (30, 50, 120)
    canvas.fill(ring, colour)
    canvas.fill(_ring(x, y, side * 0.40), WHITE)
    shield = [(-0.24, -0.26), (0.24, -0.26), (0.24, 0.05), (0, 0.32), (-0.24, 0.05)]
    canvas.fill([(x + a * side, y + b * side) for a, b in shield], colour)
    bar = x - 0.16 * side, y - 0.12 * side, x + 0.16 * side, y - 0.02 * side
    canvas.fill(corners(bar), WHITE)
    big, small = canvas.font("serif", 0.2), canvas.font("serif", 0.13)
    canvas.text("REPUBLIC OF SOLVANIA", (left + side + 0.2 * dpi, y - 0.02 * dpi), big)
    end = canvas.text(
        "Ministry of Lighthouses and Ferries", (left + side + 0.2 * dpi, y + 0.2 * dpi), small
    )
    return left, top, max(end[2], left + side + 2.9 * dpi), bottom


def thick_rule(canvas: Canvas, box: Rect) -> Rect:
    """A rule across the column, up to a tenth of an inch."""
    left, top, right, _ = box
    used = left, top, right, top + round(canvas.rng.uniform(0.02, 0.095) * canvas.dpi)
    canvas.fill(corners(used), BLACK)
    return used


def signature(canvas: Canvas, box: Rect) -> Rect:
    """Pen loops above a typed name."""
    left, top, _, bottom = box
    dpi = canvas.dpi
    used = left, top, left + 2.2 * dpi, bottom
    pen = left, top, left + 2.0 * dpi, bottom - 0.18 * dpi
    scrawl(canvas, pen, canvas.rng.uniform(0.008, 0.03) * dpi, int(canvas.rng.integers(4, 9)))
    canvas.text("Edwina Sallow", (left, bottom - 0.03 * dpi), canvas.font("typewriter", 0.15))
    return used


# What it is called, its painter, and its least and greatest height in inches.
BLOCKS: dict[str, tuple[BlockPainter, float, float]] = {
    "halftone photo": (halftone_photo, 1.5, 3.0),
    "photo": (photo, 1.5, 3.0),
    "map": (globe_map, 2.2, 4.0),
    "table": (table, 0.8, 2.2),
    "form": (form, 0.9, 2.4),
    "checkboxes": (checkboxes, 0.6, 0.9),
    "masthead": (masthead, 0.25, 0.6),
    "header band": (header_band, 0.2, 0.4),
    "emblem": (emblem, 0.8, 1.2),
    "thick rule": (thick_rule, 0.12, 0.12),
    "signature": (signature, 0.6, 0.9),
}


def _tint(canvas: Canvas) -> Colour:
    """A light ground for text: a grey, or on a colour scan a pale colour."""
    rng = canvas.rng
    if canvas.sort is Sort.COLOUR:
        parts = colorsys.hls_to_rgb(rng.random(), rng.uniform(0.78, 0.9), rng.uniform(0.3, 0.8))
        return (round(255 * parts[0]), round(255 * parts[1]), round(255 * parts[2]))
    level = int(rng.integers(190, 230))
    return level, level, level


def scene(box: Rect, rng: np.random.Generator) -> Levels:
    """A picture of nobody: clouds, a horizon, and heads and shoulders."""
    width, height = round(box[2] - box[0]), round(box[3] - box[1])
    levels = np.zeros((height, width))
    for cells, share in ((3, 0.5), (9, 0.3), (30, 0.2)):
        rough = Image.fromarray((rng.random((cells, 2 * cells)) * 255).astype(np.uint8))
        smooth = rough.resize((width, height), Image.Resampling.BICUBIC)
        levels += share * np.asarray(smooth, np.float64) / 255
    y, x = np.mgrid[0:height, 0:width]
    levels[round(height * rng.uniform(0.4, 0.8)) :] *= 0.7
    for _ in range(int(rng.integers(1, 4))):
        middle, size, tone = rng.uniform(0.15, 0.85) * width, 0.16 * height, rng.uniform(0.02, 0.5)
        head = np.hypot(x - middle, y - 0.4 * height) < size
        trunk = np.hypot((x - middle) / 2.0, (y - 1.05 * height) / 1.6) < 1.6 * size
        levels[trunk] = levels[trunk] * 0.3 + 0.7 * tone * 0.5
        levels[head] = levels[head] * 0.4 + 0.6 * (0.3 + tone)
    return np.clip((levels - 0.5) * rng.uniform(1.2, 2.2) + rng.uniform(0.35, 0.6), 0, 1)


def _ring(x: float, y: float, radius: float) -> list[Point]:
    turns = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    return list(
        zip(
            (x + radius * np.cos(turns)).tolist(),
            (y + radius * np.sin(turns)).tolist(),
            strict=True,
        )
    )


def _at(box: Rect) -> tuple[int, int]:
    return round(box[0]), round(box[1])
