"""Marks over words and in margins that are not redactions.

Underlines, strikes, X'd-out typing, highlighter, brackets, stamps, strokes,
smears, holes, staples and edges. Painters that need words get a row; the others
choose their own place. Each yields the boxes of what it left.
"""

import colorsys
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.canvas import BLACK, Canvas, Colour, Sort, corners
from samples.damage import HOLES_AT
from samples.felt_tip import heavy_stroke, scrawl
from samples.rows import Row
from samples.typeset import Rect

RowPainter = Callable[[Canvas, Row], Rect]
MarginPainter = Callable[[Canvas], list[Rect]]
STAMPS = ("SECRET", "CONFIDENTIAL", "RECEIVED", "VERTROUWELIJK", "ROUTINE")


def _some_words(canvas: Canvas, row: Row) -> tuple[float, float]:
    first = int(canvas.rng.integers(0, len(row.words)))
    last = min(len(row.words), first + int(canvas.rng.integers(1, 6))) - 1
    return row.words[first].left, row.words[last].right


def underline(canvas: Canvas, row: Row) -> Rect:
    left, right = _some_words(canvas, row)
    y = row.words[0].baseline + 0.025 * canvas.dpi
    thick = canvas.rng.uniform(0.006, 0.03) * canvas.dpi
    canvas.stroke([(left, y), (right, y)], thick)
    return left, y - thick, right, y + thick + 1


def strike(canvas: Canvas, row: Row) -> Rect:
    left, right = _some_words(canvas, row)
    y = row.words[0].baseline - 0.045 * canvas.dpi
    thick = canvas.rng.uniform(0.01, 0.035) * canvas.dpi
    canvas.stroke([(left, y), (right, y - 2)], thick)
    return left, row.top, right, row.bottom


def typed_over(canvas: Canvas, row: Row) -> Rect:
    """X'd out on the machine that typed it, once or twice."""
    left, right = _some_words(canvas, row)
    font = canvas.font("typewriter", 0.16)
    count = max(1, round((right - left) / font.getlength("X")))
    for _ in range(int(canvas.rng.integers(1, 3))):
        letters = str(canvas.rng.choice(("X", "M", "#"))) * count
        canvas.text(letters, (left + canvas.rng.uniform(-2, 2), row.words[0].baseline), font)
    return left, row.top, right + 4, row.bottom


def highlighter(canvas: Canvas, row: Row) -> Rect:
    """A translucent stroke: the words below stay readable."""
    left, right = _some_words(canvas, row)
    box = round(left) - 4, round(row.top), round(right) + 4, round(row.bottom)
    layer = Image.new("RGB", (box[2] - box[0], box[3] - box[1]), highlight(canvas))
    canvas.darken(layer, (box[0], box[1]))
    return box


def highlight(canvas: Canvas) -> Colour:
    hue = float(canvas.rng.choice((0.16, 0.16, 0.3, 0.9, 0.52)))
    red, green, blue = colorsys.hls_to_rgb(hue, canvas.rng.uniform(0.68, 0.82), 1.0)
    return round(255 * red), round(255 * green), round(255 * blue)


def brackets(canvas: Canvas, row: Row) -> Rect:
    """Corners drawn round a passage by a reviewer, as before a deletion that was not made."""
    dpi = canvas.dpi
    box = row.left - 0.08 * dpi, row.top - 3, row.right + 0.08 * dpi, row.bottom + 3
    left, top, right, bottom = box
    arm, thick = 0.12 * dpi, canvas.rng.uniform(0.01, 0.045) * dpi
    for x, y, side, down in (
        (left, top, 1, 1),
        (left, bottom, 1, -1),
        (right, top, -1, 1),
        (right, bottom, -1, -1),
    ):
        heavy_stroke(canvas, [(x + side * arm, y), (x, y), (x, y + down * arm * 0.6)], thick)
    return left - thick, top - thick, right + thick, bottom + thick


def framed_row(canvas: Canvas, row: Row) -> Rect:
    """A box round words that stay: a title, a definition, a quotation."""
    pad = 0.05 * canvas.dpi
    box = row.left - pad, row.top - 2, row.right + pad, row.bottom + 2
    canvas.frame(box, int(canvas.rng.integers(1, 5)))
    return box


def stamp(canvas: Canvas) -> list[Rect]:
    """A boxed stamp with a word in it, perhaps crossed out."""
    rng, dpi = canvas.rng, canvas.dpi
    word = str(rng.choice(STAMPS))
    font = canvas.font("sans-bold", rng.uniform(0.18, 0.3))
    wide = font.getlength(word)
    x = rng.uniform(0.6 * dpi, canvas.width - wide - 0.7 * dpi)
    y = float(rng.choice((0.55, 10.5))) * dpi
    colour: Colour = (170, 30, 40) if rng.random() < 0.5 else BLACK
    box = x - 0.1 * dpi, y - 0.27 * dpi, x + wide + 0.1 * dpi, y + 0.12 * dpi
    canvas.text(word, (x, y), font, colour)
    if rng.random() < 0.6:
        canvas.frame(box, 0.018 * dpi, colour)
    if rng.random() < 0.6:
        thick = rng.uniform(0.02, 0.06) * dpi
        canvas.stroke([(box[0] - 9, y - 0.05 * dpi), (box[2] + 9, y - 0.1 * dpi)], thick)
        if rng.random() < 0.4:
            canvas.stroke([(box[0], box[3]), (box[2], box[1])], thick)
    return [box]


def pen_strokes(canvas: Canvas) -> list[Rect]:
    """Heavy lines beside the text, and a note that nobody can read."""
    rng, dpi = canvas.rng, canvas.dpi
    x, y = canvas.width - rng.uniform(0.3, 0.7) * dpi, rng.uniform(1.5, 8.0) * dpi
    thick = rng.uniform(0.02, 0.07) * dpi
    long = rng.uniform(0.4, 2.0) * dpi
    lean = rng.uniform(-0.1, 0.1) * dpi
    heavy_stroke(canvas, [(x, y), (x + lean, y + long)], thick)
    note = canvas.width - 0.9 * dpi, y - 0.35 * dpi, canvas.width - 0.15 * dpi, y - 0.1 * dpi
    scrawl(canvas, note, 0.014 * dpi, 5)
    bar = x - thick - abs(lean), y - thick, x + thick + abs(lean), y + long + thick
    return [bar, note]


def smear(canvas: Canvas) -> list[Rect]:
    """Ink wiped over the paper: solid in the middle, torn at the rim."""
    rng, dpi = canvas.rng, canvas.dpi
    width, height = rng.uniform(0.3, 1.2) * dpi, rng.uniform(0.15, 0.5) * dpi
    x = float(rng.choice((0.1, 7.3))) * dpi
    y = rng.uniform(1.0, 9.5) * dpi
    size = round(width), round(height)
    rough = Image.fromarray((rng.random((7, 13)) * 255).astype(np.uint8))
    cloud = np.asarray(rough.resize(size, Image.Resampling.BICUBIC), np.float64) / 255
    up, along = np.mgrid[-1 : 1 : size[1] * 1j, -1 : 1 : size[0] * 1j]
    cover = np.clip(2.2 * (1 - np.hypot(up, along)) + (cloud - 0.5) * 1.5, 0, 1)
    layer = Image.fromarray((255 * (1 - cover)).astype(np.uint8))
    canvas.darken(layer, (round(x), round(y)))
    return [(x, y, x + width, y + height)]


def holes(canvas: Canvas) -> list[Rect]:
    """Punched for a binder: two, three or four discs down one side, or along the top."""
    rng, dpi = canvas.rng, canvas.dpi
    radius = rng.uniform(0.1, 0.15) * dpi
    along_top = rng.random() < 0.3
    found = []
    for place in HOLES_AT:
        x, y = (place * 0.7, 0.4) if along_top else (0.35, place)
        at = (x + rng.normal(0, 0.02)) * dpi, (y + rng.normal(0, 0.02)) * dpi
        box = at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius
        ImageDraw.Draw(canvas.image).ellipse(box, fill=canvas.ink(BLACK))
        found.append(box)
    return found


def staple(canvas: Canvas) -> list[Rect]:
    dpi = canvas.dpi
    x, y = canvas.rng.uniform(0.2, 0.6) * dpi, canvas.rng.uniform(0.2, 0.5) * dpi
    heavy_stroke(canvas, [(x, y + 0.08 * dpi), (x + 0.42 * dpi, y)], 0.035 * dpi)
    return [(x - 4, y - 4, x + 0.42 * dpi + 4, y + 0.08 * dpi + 4)]


def microfilm_edge(canvas: Canvas) -> list[Rect]:
    """Beyond the frame, black or the grey of a scanner's bed, straight, on one to four sides."""
    rng, dpi = canvas.rng, canvas.dpi
    wide = rng.uniform(0.12, 0.4, 4) * dpi
    sides = [
        (0.0, 0.0, wide[0], float(canvas.height)),
        (canvas.width - wide[1], 0.0, float(canvas.width), float(canvas.height)),
        (0.0, 0.0, float(canvas.width), wide[2]),
        (0.0, canvas.height - wide[3], float(canvas.width), float(canvas.height)),
    ]
    kept = [sides[n] for n in range(4) if rng.random() < 0.6] or sides[:1]
    level = 12 if rng.random() < 0.6 else int(rng.integers(70, 150))
    for side in kept:
        canvas.fill(corners(side), (level, level, level))
    return kept


def striped_border(canvas: Canvas) -> list[Rect]:
    """The cover sheet of a secret paper: slanted stripes on all sides."""
    dpi = canvas.dpi
    broad = canvas.rng.uniform(0.18, 0.3) * dpi
    stripes = Image.new("L", canvas.image.size, 255)
    draw = ImageDraw.Draw(stripes)
    pitch = canvas.rng.uniform(0.18, 0.4) * dpi
    for n in range(round((canvas.width + canvas.height) / pitch) + 1):
        x = n * pitch
        draw.line((x, 0, x - canvas.height, canvas.height), fill=0, width=round(pitch * 0.45))
    inside = broad, broad, canvas.width - broad, canvas.height - broad
    draw.rectangle(inside, fill=255)
    red = canvas.sort is Sort.COLOUR and canvas.rng.random() < 0.6
    tone: Colour = (190, 20, 30) if red else BLACK
    mask = stripes.point(lambda level: 255 - level)
    canvas.image.paste(canvas.ink(tone), (0, 0), mask)
    across, down = float(canvas.width), float(canvas.height)
    return [
        (0.0, 0.0, across, broad),
        (0.0, down - broad, across, down),
        (0.0, 0.0, broad, down),
        (across - broad, 0.0, across, down),
    ]


def dark_corner(canvas: Canvas) -> list[Rect]:
    """A shadow where the page was folded or the lid open: no straight edge inside."""
    rng, dpi = canvas.rng, canvas.dpi
    reach = rng.uniform(0.3, 0.9, 2) * dpi
    shape = [(0.0, 0.0), (float(reach[0]), 0.0), (0.0, float(reach[1]))]
    layer = Image.new("L", (round(reach[0]) + 8, round(reach[1]) + 8), 255)
    ImageDraw.Draw(layer).polygon(shape, fill=20)
    canvas.darken(layer.filter(ImageFilter.GaussianBlur(0.01 * dpi)), (0, 0))
    return [(0.0, 0.0, reach[0], reach[1])]


ON_ROWS: dict[str, RowPainter] = {
    "underline": underline,
    "strike-through": strike,
    "X'd-out typing": typed_over,
    "brackets": brackets,
    "framed text": framed_row,
    "highlighter": highlighter,
}
ON_PAGE: dict[str, MarginPainter] = {
    "stamp": stamp,
    "pen strokes": pen_strokes,
    "smear": smear,
    "punch holes": holes,
    "staple": staple,
    "microfilm edge": microfilm_edge,
    "striped border": striped_border,
    "dark corner": dark_corner,
}
