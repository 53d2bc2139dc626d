"""Tables and forms of modern pages: cells, shaded or not, between rules or none.

A block is set at the sheet's `y` and moves it down; a block without room does nothing.
"""

import numpy as np

from samples.canvas import BLACK, WHITE, Colour, corners
from samples.modern_sheet import ENTRIES, NAMES, ModernSheet, strong, tint

QUESTIONS = (
    "1. Name and address",
    "2. Date of birth",
    "3. Vessel",
    "4. Reason for the visit",
    "Telephone",
    "Office use only",
    "Account No.",
    "Kenmerk",
)


def table(sheet: ModernSheet) -> None:
    """A head in colour, rows that may be shaded in turn, rules or none, empty cells."""
    rng = sheet.rng
    rows, columns = int(rng.integers(3, 9)), int(rng.integers(2, 6))
    high = sheet.size * sheet.spacing * float(rng.uniform(1.15, 2.2))
    if not sheet.has_room((rows + 1) * high / sheet.dpi):
        return
    x = np.linspace(sheet.left, sheet.right, columns + 1)
    if columns > 2:
        x[1:-1] += rng.uniform(-0.2, 0.2, columns - 1) * (x[1] - x[0])
    head, body = (strong(rng), WHITE) if rng.random() < 0.45 else (tint(rng), BLACK)
    stripe = tint(rng, 0.9, 0.96) if rng.random() < 0.45 else None
    kept: list[tuple[float, float, float, float]] = []
    for row in range(rows):
        top = sheet.y + row * high
        fill = head if row == 0 else stripe if row % 2 else None
        if fill and (row or rng.random() < 0.8):
            sheet.canvas.fill(corners((sheet.left, top, sheet.right, top + high)), fill)
            sheet.tempt(
                "table head" if row == 0 else "shaded row",
                (sheet.left, top, sheet.right, top + high),
            )
        elif row == 0:
            body = BLACK
        for a, b in zip(x, x[1:], strict=False):
            kept.append((float(a), top, float(b), top + high))
            _cell(sheet, kept[-1], row, body if row == 0 else BLACK)
    _rules(sheet, x.tolist(), [sheet.y + n * high for n in range(rows + 1)])
    sheet.y += rows * high + sheet.size


def _cell(
    sheet: ModernSheet, box: tuple[float, float, float, float], row: int, colour: Colour
) -> None:
    left, top, right, bottom = box
    chance = sheet.rng.random()
    if row and chance < 0.1:
        if chance < 0.04:
            sheet.canvas.fill(corners(box), tint(sheet.rng, 0.7, 0.9))
            sheet.tempt("shaded cell", box)
        return
    pad = 0.05 * sheet.dpi
    middle = (bottom - top - sheet.size * sheet.spacing) / 2
    column = left + pad, top + middle, right - pad, bottom + 0.3 * sheet.size
    entry = str(sheet.rng.choice(NAMES if sheet.rng.random() < 0.4 else ENTRIES))
    sheet.set_text(
        entry, column, "cell" if row else "label", size=0.85, bold=row == 0, colour=colour
    )


def _rules(sheet: ModernSheet, x: list[float], y: list[float]) -> None:
    style = sheet.rng.random()
    level = int(sheet.rng.integers(0, 190))
    colour = (level, level, level)
    thick = max(1.0, sheet.inches(0.003, 0.012))
    if style < 0.75:
        for edge in y:
            sheet.canvas.stroke([(x[0], edge), (x[-1], edge)], thick, colour)
    if style < 0.5:
        for edge in x:
            sheet.canvas.stroke([(edge, y[0]), (edge, y[-1])], thick, colour)


def form(sheet: ModernSheet) -> None:
    """Questions with cells to fill in, white or shaded, empty or not; perhaps a band above."""
    rng = sheet.rng
    rows, high = int(rng.integers(2, 7)), sheet.inches(0.28, 0.5)
    if not sheet.has_room((rows + 1.5) * high / sheet.dpi):
        return
    if rng.random() < 0.6:
        _band(sheet, high)
    shade = tint(rng, 0.86, 0.96) if rng.random() < 0.5 else WHITE
    line = (70, 70, 70) if rng.random() < 0.6 else None
    beside = rng.random() < 0.5
    for _ in range(rows):
        x = np.linspace(sheet.left, sheet.right, int(rng.integers(1, 4)) + 1)
        for a, b in zip(x.tolist(), x[1:].tolist(), strict=False):
            _answer(
                sheet,
                (a, sheet.y, b - 0.08 * sheet.dpi, sheet.y + high * 0.85),
                shade,
                line,
                beside,
            )
        sheet.y += high
    sheet.y += sheet.size


def _band(sheet: ModernSheet, high: float) -> None:
    box = sheet.left, sheet.y, sheet.right, sheet.y + 0.75 * high
    is_dark = sheet.rng.random() < 0.5
    sheet.canvas.fill(corners(box), sheet.accent if is_dark else tint(sheet.rng))
    font = sheet.canvas.font("sans-bold", 0.4 * high / sheet.dpi)
    at = sheet.left + 0.1 * sheet.dpi, (box[1] + box[3]) / 2
    sheet.canvas.text("PART B. HARBOR DUES", at, font, WHITE if is_dark else BLACK, "lm")
    sheet.tempt("section band", box)
    sheet.y += high


def _answer(
    sheet: ModernSheet,
    box: tuple[float, float, float, float],
    shade: Colour,
    line: Colour | None,
    beside: bool,
) -> None:
    left, top, right, bottom = box
    small = sheet.canvas.font("sans", 0.095)
    if beside and right - left > sheet.inches(2.4):
        sheet.canvas.text(
            str(sheet.rng.choice(QUESTIONS)), (left, bottom - 0.3 * (bottom - top)), small
        )
        left += sheet.inches(1.3)
        start = top + 0.15 * (bottom - top)
    else:
        start = top + 0.12 * sheet.dpi
    cell = left, top, right, bottom
    if shade != WHITE:
        sheet.canvas.fill(corners(cell), shade)
    if line:
        sheet.canvas.frame(cell, max(1, 0.006 * sheet.dpi), line)
    if start > top + 0.1 * sheet.dpi:
        sheet.canvas.text(
            str(sheet.rng.choice(QUESTIONS)), (left + 5, top + 0.1 * sheet.dpi), small
        )
    sheet.tempt("form cell", cell)
    if sheet.rng.random() < 0.65 and bottom - start > sheet.size:
        column = left + 0.06 * sheet.dpi, start, right, bottom + sheet.size
        sheet.set_text(str(sheet.rng.choice(NAMES)), column, "cell", size=0.85)
