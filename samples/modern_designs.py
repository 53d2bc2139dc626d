"""Designs with fills of their own: screenshots, plans, matrices, panels, bar codes.

Each is drawn at the sheet's `y` and put down as a look-alike: their fills stand where
they stand because somebody designed them so, and hide nothing.
"""

import numpy as np

from samples.canvas import BLACK, WHITE, Colour, corners
from samples.modern_sheet import ENTRIES, NAMES, ModernSheet, colour_of, strong, tint
from samples.typeset import Rect

TRAFFIC_LIGHTS: tuple[Colour, ...] = ((112, 173, 71), (255, 217, 102), (237, 125, 49), (192, 0, 0))
TASKS = ("Tender", "Survey", "Dredging", "Trial run", "Hand-over")


def screenshot(sheet: ModernSheet) -> None:
    """A window of a program: a dark bar with its name, a side panel, rows, one of them chosen."""
    rng, dpi = sheet.rng, sheet.dpi
    wide, high = sheet.inches(3.2, 5.6), sheet.inches(1.6, 2.8)
    if not sheet.has_room(high / dpi + 0.3):
        return
    left, top = sheet.left + sheet.inches(0, 0.6), sheet.y
    box = left, top, min(left + wide, sheet.right), top + high
    bar = left, top, box[2], top + sheet.inches(0.18, 0.28)
    side = left, bar[3], left + sheet.inches(0.6, 1.1), box[3]
    dark = strong(rng) if rng.random() < 0.5 else (45, 45, 48)
    sheet.canvas.fill(corners(box), WHITE)
    sheet.canvas.fill(corners(bar), dark)
    sheet.canvas.fill(corners(side), tint(rng, 0.85, 0.95))
    small = sheet.canvas.font("sans", 0.09)
    sheet.canvas.text("Harbor log - Viewer", (left + 8, (bar[1] + bar[3]) / 2), small, WHITE, "lm")
    pitch, chosen = 0.17 * dpi, int(rng.integers(0, 6))
    for n in range(int((box[3] - bar[3]) / pitch) - 1):
        row = side[2], bar[3] + n * pitch, box[2], bar[3] + (n + 1) * pitch
        if n == chosen:
            sheet.canvas.fill(corners(row), colour_of(0.58, 0.5, 0.8))
        ink = WHITE if n == chosen else BLACK
        at = side[2] + 0.1 * dpi, (row[1] + row[3]) / 2
        sheet.canvas.text(str(rng.choice(ENTRIES)), at, small, ink, "lm")
    sheet.canvas.frame(box, 1, (140, 140, 140))
    sheet.tempt("screenshot", box)
    sheet.y = box[3] + 0.3 * dpi


def plan(sheet: ModernSheet) -> None:
    """Who does what and when: bars that start one after the other, over a head of months."""
    rng, dpi = sheet.rng, sheet.dpi
    count, pitch = int(rng.integers(3, len(TASKS) + 1)), sheet.inches(0.24, 0.34)
    if not sheet.has_room((count + 1) * pitch / dpi + 0.3):
        return
    left, top, right = sheet.left + 1.1 * dpi, sheet.y, sheet.right
    small = sheet.canvas.font("sans", 0.1)
    month = (right - left) / 6
    for n, name in enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun")):
        x = left + n * month
        sheet.canvas.text(name, (x + 4, top + 0.6 * pitch), small)
        sheet.canvas.stroke([(x, top), (x, top + (count + 1) * pitch)], 1, (190, 190, 190))
    start = 0.0
    for n in range(count):
        y = top + (n + 1) * pitch
        end = min(6.0, start + float(rng.uniform(0.8, 2.5)))
        sheet.canvas.text(TASKS[n], (sheet.left, y + 0.65 * pitch), small)
        bar = left + start * month, y + 0.15 * pitch, left + end * month, y + 0.85 * pitch
        sheet.canvas.fill(corners(bar), sheet.accent if rng.random() < 0.7 else strong(rng))
        start = max(0.0, min(5.0, end - float(rng.uniform(0, 0.4))))
    box = sheet.left, top, right, top + (count + 1) * pitch
    sheet.tempt("plan", box)
    sheet.y = box[3] + 0.3 * dpi


def matrix(sheet: ModernSheet) -> None:
    """Risks as the colours of traffic lights, in cells with a number or nothing."""
    rng, dpi = sheet.rng, sheet.dpi
    side, high = sheet.inches(0.6, 1.1), sheet.inches(0.22, 0.4)
    rows, columns = int(rng.integers(3, 6)), int(rng.integers(3, 6))
    if not sheet.has_room(rows * high / dpi + 0.4):
        return
    left, small = sheet.left + 1.0 * dpi, sheet.canvas.font("sans", 0.1)
    is_numbered, is_ruled = rng.random() < 0.5, rng.random() < 0.6
    for row in range(rows):
        y = sheet.y + row * high
        sheet.canvas.text(("rare", "likely", "often")[row % 3], (sheet.left, y + high / 2), small)
        for column in range(columns):
            x = left + column * side
            worst = (rows - 1 - row + column) / (rows + columns - 2)
            cell = x, y, x + side, y + high
            sheet.canvas.fill(corners(cell), TRAFFIC_LIGHTS[round(3 * worst)])
            if is_ruled:
                sheet.canvas.frame(cell, max(1, 0.006 * dpi), WHITE)
            if is_numbered:
                at = x + side / 2, y + high / 2
                sheet.canvas.text(str(round(10 * worst)), at, small, BLACK, "mm")
    box = left, sheet.y, left + columns * side, sheet.y + rows * high
    sheet.tempt("risk matrix", box)
    sheet.y = box[3] + 0.3 * dpi


def panel(sheet: ModernSheet) -> None:
    """White words on a dark ground: the facts of a report in brief."""
    rng, dpi = sheet.rng, sheet.dpi
    if not sheet.has_room(1.3):
        return
    wide, high = sheet.inches(1.8, 3.5), sheet.inches(0.7, 1.2)
    left = sheet.left if rng.random() < 0.5 else sheet.right - wide
    box: Rect = left, sheet.y, left + wide, sheet.y + high
    sheet.canvas.fill(corners(box), BLACK if rng.random() < 0.3 else strong(rng))
    for n, (text, size) in enumerate((("44.5 %", 0.2), (str(rng.choice(NAMES)), 0.11))):
        font = sheet.canvas.font("sans-bold", size)
        at = left + 0.15 * dpi, box[1] + (0.35 + 0.35 * n) * high
        sheet.canvas.text(text, at, font, WHITE, "lm")
    sheet.tempt("panel", box)
    sheet.y = box[3] + 0.3 * dpi


def bar_code(sheet: ModernSheet) -> None:
    """Upright lines as on parcels, with a number below."""
    rng, dpi = sheet.rng, sheet.dpi
    if not sheet.has_room(0.8):
        return
    unit, high = max(1.0, sheet.inches(0.011, 0.016)), sheet.inches(0.3, 0.5)
    x = left = sheet.left + sheet.inches(0, 3)
    for wide in rng.integers(1, 5, 60).tolist():
        sheet.canvas.fill(corners((x, sheet.y, x + wide * unit, sheet.y + high)), BLACK)
        x += (wide + int(rng.integers(1, 4))) * unit
        if x > sheet.right - 5 * unit:
            break
    sheet.tempt("bar code", (left, sheet.y, x, sheet.y + high))
    sheet.y += high
    small = sheet.canvas.font("sans", 0.1)
    sheet.canvas.text("3S RPKK 0712 4400 18", (left, sheet.y + 0.13 * dpi), small)
    sheet.y += 0.35 * dpi


def meters(sheet: ModernSheet) -> None:
    """How far each task is: a bar in a longer, paler one, with its share beside it."""
    rng, dpi = sheet.rng, sheet.dpi
    count, pitch = int(rng.integers(2, 5)), sheet.inches(0.25, 0.35)
    if not sheet.has_room(count * pitch / dpi + 0.3):
        return
    left, wide = sheet.left + 1.1 * dpi, sheet.inches(2.0, 3.2)
    small, thick = sheet.canvas.font("sans", 0.1), sheet.inches(0.1, 0.15)
    top = sheet.y
    for n, share in enumerate(np.asarray(rng.uniform(0.2, 0.95, count)).tolist()):
        y = top + n * pitch
        sheet.canvas.text(TASKS[n], (sheet.left, y + 0.12 * dpi), small)
        sheet.canvas.fill(corners((left, y, left + wide, y + thick)), (225, 225, 225))
        sheet.canvas.fill(corners((left, y, left + share * wide, y + thick)), sheet.accent)
        sheet.canvas.text(f"{share:.0%}", (left + wide + 8, y + 0.12 * dpi), small)
    box = left, top, left + wide, top + count * pitch
    sheet.tempt("meters", box)
    sheet.y = box[3] + 0.25 * dpi
