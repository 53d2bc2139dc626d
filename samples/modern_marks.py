"""What stands on modern pages and tempts a finder: logos, bands, charts, pictures, buttons.

Each is drawn at the sheet's `y`, or at its own place, and is put down as a look-alike.
"""

import numpy as np
from PIL import Image

from samples.canvas import BLACK, WHITE, Point, corners
from samples.look_alike_marks import highlight
from samples.look_alikes import scene
from samples.modern_sheet import ModernSheet, strong, tint


def ribbon(sheet: ModernSheet) -> None:
    """A government's ribbon hanging from the top edge, with a white emblem in its foot."""
    dpi, x = sheet.dpi, sheet.canvas.width / 2
    wide = sheet.inches(0.3, 0.5)
    box = x - wide / 2, 0.0, x + wide / 2, sheet.inches(0.9, 1.2)
    sheet.canvas.fill(corners(box), sheet.accent)
    side = 0.3 * wide
    y = box[3] - 1.6 * side
    shield = [
        (x - side, y - side),
        (x + side, y - side),
        (x + side, y),
        (x, y + side),
        (x - side, y),
    ]
    sheet.canvas.fill(shield, WHITE)
    sheet.tempt("ribbon", box)
    at = x + wide / 2 + 0.1 * dpi, box[3] - 0.25 * dpi
    sheet.canvas.text("Ministry of Lighthouses", at, sheet.canvas.font("sans", 0.14))
    sheet.y = max(sheet.y, box[3] + 0.4 * dpi)


def logo(sheet: ModernSheet) -> None:
    """Blocks of colour, a disc or a monogram beside the name of an office."""
    rng, dpi = sheet.rng, sheet.dpi
    side = sheet.inches(0.35, 0.8)
    left = sheet.left if rng.random() < 0.6 else sheet.right - 2.6 * dpi
    top = sheet.y
    box = left, top, left + side, top + side
    which = rng.random()
    if which < 0.35:
        sheet.canvas.fill(corners(box), sheet.accent)
        font = sheet.canvas.font("sans-bold", 0.6 * side / dpi)
        sheet.canvas.text("SL", ((box[0] + box[2]) / 2, (top + box[3]) / 2), font, WHITE, "mm")
    elif which < 0.7:
        for n in range(int(rng.integers(2, 5))):
            x = left + n * side * 0.3
            bar = x, top + rng.uniform(0, 0.5) * side, x + 0.22 * side, top + side
            sheet.canvas.fill(corners(bar), strong(rng))
    else:
        sheet.canvas.rounded(box, side / 2, sheet.accent)
        sheet.canvas.rounded(
            (left + side / 4, top + side / 4, box[2] - side / 4, box[3] - side / 4), side / 8, WHITE
        )
    at = left + side * 1.25 + 0.1 * dpi, top + 0.6 * side
    sheet.canvas.text("Harbor Authority", at, sheet.canvas.font("sans-bold", 0.19), sheet.accent)
    sheet.tempt("logo", (left, top, left + 1.2 * side, top + side))
    sheet.y = top + side + 0.3 * dpi


def banner(sheet: ModernSheet) -> None:
    """A coloured band across the head of the page, from edge to edge or not, with a title."""
    rng, dpi = sheet.rng, sheet.dpi
    is_bled = rng.random() < 0.5
    top = 0.0 if is_bled else sheet.inches(0.4, 0.6)
    left, right = (0.0, float(sheet.canvas.width)) if is_bled else (sheet.left, sheet.right)
    box = left, top, right, top + sheet.inches(0.3, 1.0)
    sheet.canvas.fill(corners(box), sheet.accent)
    if rng.random() < 0.8:
        font = sheet.canvas.font("sans-bold", float(rng.uniform(0.16, 0.3)))
        at = sheet.left + 0.15 * dpi, (top + box[3]) / 2
        sheet.canvas.text("Solvania Ferries", at, font, WHITE, "lm")
    sheet.tempt("banner", box)
    sheet.y = max(sheet.y, box[3] + 0.3 * dpi)


def footer(sheet: ModernSheet) -> None:
    """A band, a stripe or a square with the page's number at the foot."""
    rng, dpi = sheet.rng, sheet.dpi
    which, foot = rng.random(), float(sheet.canvas.height)
    if which < 0.3:
        box = 0.0, foot - sheet.inches(0.3, 0.5), float(sheet.canvas.width), foot
    elif which < 0.6:
        box = (
            sheet.left,
            foot - sheet.inches(0.62, 0.7),
            sheet.right,
            foot - sheet.inches(0.5, 0.58),
        )
    else:
        side = sheet.inches(0.25, 0.4)
        box = sheet.right - side, foot - 0.9 * dpi, sheet.right, foot - 0.9 * dpi + side
    sheet.canvas.fill(corners(box), sheet.accent)
    font = sheet.canvas.font("sans", 0.12)
    if box[3] - box[1] > 0.2 * dpi:
        at = box[2] - 0.12 * dpi, (box[1] + box[3]) / 2
        sheet.canvas.text("3", at, font, WHITE, "mm")
    sheet.tempt("footer", box)


def chart(sheet: ModernSheet) -> None:
    """Bars, lying or standing, in one colour or several, on axes, with a legend or none."""
    rng, dpi = sheet.rng, sheet.dpi
    high = sheet.inches(1.6, 2.6)
    if not sheet.has_room(high / dpi + 0.4):
        return
    left, top = sheet.left + sheet.inches(0.5), sheet.y
    wide = sheet.right - left - sheet.inches(0.2, 1.5)
    box = left, top, left + wide, top + high
    count = int(rng.integers(3, 8))
    colours = [strong(rng) for _ in range(count)] if rng.random() < 0.4 else [sheet.accent] * count
    is_lying = rng.random() < 0.5
    font = sheet.canvas.font("sans", 0.1)
    for n, value in enumerate(rng.uniform(0.15, 1, count).tolist()):
        a, b = (n + 0.2) / count, (n + 0.8) / count
        if is_lying:
            bar = left, top + a * high, left + value * wide, top + b * high
            sheet.canvas.text("abcdefgh"[n] * 3, (left - 0.35 * dpi, bar[3] - 4), font)
        else:
            bar = left + a * wide, top + (1 - value) * high, left + b * wide, top + high
            sheet.canvas.text(str(1990 + n), (bar[0], top + high + 0.13 * dpi), font)
        sheet.canvas.fill(corners(bar), colours[n])
        if rng.random() < 0.3:
            sheet.canvas.text(f"{value:.0%}", (bar[0] + 4, bar[1] + 0.12 * dpi), font, WHITE)
    axes: list[Point] = [(left, top), (left, top + high), (left + wide, top + high)]
    sheet.canvas.stroke(axes, 1, (90, 90, 90))
    sheet.tempt("chart", (left - 0.4 * dpi, *box[1:3], box[3] + 0.15 * dpi))
    sheet.y = box[3] + 0.4 * dpi


def picture(sheet: ModernSheet) -> None:
    """A photograph, in grey or as if in colour."""
    high = sheet.inches(1.3, 2.4)
    if not sheet.has_room(high / sheet.dpi + 0.3):
        return
    left = sheet.left + sheet.inches(0, 1.5)
    box = left, sheet.y, left + high * float(sheet.rng.uniform(0.8, 1.8)), sheet.y + high
    box = box[0], box[1], min(box[2], sheet.right), box[3]
    sheet.canvas.picture(scene(box, sheet.rng), (round(left), round(sheet.y)))
    sheet.tempt("photo", box)
    sheet.y = box[3] + 0.3 * sheet.dpi


def buttons(sheet: ModernSheet) -> None:
    """A row of buttons as a web page has them, printed along with it."""
    rng, dpi = sheet.rng, sheet.dpi
    if not sheet.has_room(0.6):
        return
    x = sheet.left
    for name in ("Send", "Reply all", "Afdrukken")[: int(rng.integers(1, 4))]:
        font = sheet.canvas.font("sans-bold", 0.12)
        box = x, sheet.y, x + font.getlength(name) + 0.3 * dpi, sheet.y + sheet.inches(0.22, 0.3)
        colour = strong(rng) if rng.random() < 0.6 else tint(rng, 0.8, 0.92)
        if rng.random() < 0.5:
            sheet.canvas.fill(corners(box), colour)
        else:
            sheet.canvas.rounded(box, 0.05 * dpi, colour)
        at = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        ink = WHITE if sum(colour) < 450 else BLACK
        sheet.canvas.text(name, at, font, ink, "mm")
        sheet.tempt("button", box)
        x = box[2] + 0.15 * dpi
    sheet.y += 0.5 * dpi


def matrix_code(sheet: ModernSheet) -> None:
    """A square of square dots, as on parcels and forms."""
    rng = sheet.rng
    if not sheet.has_room(1.0):
        return
    count, side = 25, max(2.0, sheet.inches(0.03))
    left, top = sheet.right - count * side, sheet.y
    for row, column in np.argwhere(rng.random((count, count)) < 0.5).tolist():
        x, y = left + column * side, top + row * side
        sheet.canvas.fill(corners((x, y, x + side, y + side)), BLACK)
    for x, y in ((0, 0), (count - 7, 0), (0, count - 7)):
        for inner, colour in ((0, BLACK), (1, WHITE), (2, BLACK)):
            a, b = left + (x + inner) * side, top + (y + inner) * side
            c, d = left + (x + 7 - inner) * side, top + (y + 7 - inner) * side
            sheet.canvas.fill(corners((a, b, c, d)), colour)
    sheet.tempt("matrix code", (left, top, left + count * side, top + count * side))
    sheet.y = top + count * side + 0.2 * sheet.dpi


def highlights(sheet: ModernSheet) -> None:
    """Words that an editor highlighted, and a passage in tracked changes."""
    rng = sheet.rng
    rows = [row for p in sheet.passages if p.what == "paragraph" for row in p.rows]
    for n in rng.permutation(len(rows))[: int(rng.integers(1, 5))].tolist():
        words = rows[n].words
        first = int(rng.integers(0, len(words)))
        last = min(len(words), first + int(rng.integers(1, 7))) - 1
        box = words[first].left - 2, rows[n].top, words[last].right + 2, rows[n].bottom
        size = round(box[2]) - round(box[0]), round(box[3]) - round(box[1])
        layer = Image.new("RGB", size, highlight(sheet.canvas))
        sheet.canvas.darken(layer, (round(box[0]), round(box[1])))
        sheet.tempt("highlighter", box)
