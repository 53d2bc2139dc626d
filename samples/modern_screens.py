"""What is printed from screens and slides: icons, a phone in the dark, slides, stacked charts.

Each is drawn at the sheet's `y` and put down as a look-alike. Much of it is solid and as dark
as a bar, and stands in places where a bar might stand.
"""

from samples.canvas import BLACK, WHITE, corners
from samples.modern_sheet import ENTRIES, NAMES, ModernSheet, strong, tint

DARK, BUBBLE = (17, 27, 33), (32, 44, 51)


def icons(sheet: ModernSheet) -> None:
    """A row of small signs under a signature, as of networks and telephones."""
    rng = sheet.rng
    if not sheet.has_room(0.6):
        return
    side, gap, x = sheet.inches(0.14, 0.3), sheet.inches(0.04, 0.1), sheet.left
    colour = BLACK if rng.random() < 0.4 else strong(rng)
    is_round = rng.random() < 0.4
    first = x
    for sign in ("f", "in", "X", "@", "t")[: int(rng.integers(2, 6))]:
        box = x, sheet.y, x + side, sheet.y + side
        if is_round:
            sheet.canvas.rounded(box, 0.2 * side, colour)
        else:
            sheet.canvas.fill(corners(box), colour)
        at = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        font = sheet.canvas.font("sans-bold", 0.55 * side / sheet.dpi)
        sheet.canvas.text(sign, at, font, WHITE, "mm")
        x = box[2] + gap
    sheet.tempt("icons", (first, sheet.y, x, sheet.y + side))
    sheet.y += side + sheet.size


def phone(sheet: ModernSheet) -> None:
    """Messages on a telephone in the dark: white words in bubbles a little lighter than all."""
    rng, dpi = sheet.rng, sheet.dpi
    wide, high = sheet.inches(2.0, 2.8), sheet.inches(2.0, 3.5)
    if not sheet.has_room(high / dpi + 0.3):
        return
    left = sheet.left + sheet.inches(0, 2.0)
    box = left, sheet.y, left + wide, sheet.y + high
    sheet.canvas.fill(corners(box), DARK)
    small, y, turn = sheet.canvas.font("sans", 0.1), sheet.y + 0.15 * dpi, 0
    while y + 0.5 * dpi < box[3]:
        rows = int(rng.integers(1, 4))
        across = float(rng.uniform(0.4, 0.8)) * wide
        at = left + (0.08 * dpi if turn % 2 else wide - across - 0.08 * dpi)
        bubble = at, y, at + across, min(y + (0.1 + 0.15 * rows) * dpi, box[3])
        sheet.canvas.rounded(bubble, 0.06 * dpi, BUBBLE if turn % 2 else (0, 92, 75))
        for row in range(rows):
            place = at + 0.08 * dpi, y + (0.12 + 0.15 * row) * dpi
            text = str(rng.choice(ENTRIES))
            while text and small.getlength(text) > across - 0.16 * dpi:
                text = text[:-1]
            sheet.canvas.text(text, place, small, WHITE, "lm")
        y, turn = bubble[3] + 0.1 * dpi, turn + 1
    sheet.tempt("phone", box)
    sheet.y = box[3] + 0.3 * dpi


def slide(sheet: ModernSheet) -> None:
    """A slide in a report: a title on a band, and blocks with few words or none."""
    rng, dpi = sheet.rng, sheet.dpi
    high = sheet.inches(2.0, 2.8)
    if not sheet.has_room(high / dpi + 0.3):
        return
    box = sheet.left, sheet.y, min(sheet.right, sheet.left + 1.6 * high), sheet.y + high
    head = box[0], box[1], box[2], box[1] + 0.18 * high
    sheet.canvas.fill(corners(head), sheet.accent)
    title = sheet.canvas.font("sans-bold", 0.1 * high / dpi)
    middle = (head[1] + head[3]) / 2
    sheet.canvas.text("Harbor 2020", (box[0] + 0.1 * dpi, middle), title, WHITE, "lm")
    count = int(rng.integers(2, 5))
    pitch, colour = (box[2] - box[0]) / count, strong(rng)
    font = sheet.canvas.font("sans", 0.1)
    for n in range(count):
        left = box[0] + (n + 0.1) * pitch
        block = left, head[3] + 0.1 * high, left + 0.8 * pitch, box[3] - 0.2 * high
        sheet.canvas.fill(corners(block), colour)
        if rng.random() < 0.7:
            at = (block[0] + block[2]) / 2, (block[1] + block[3]) / 2
            sheet.canvas.text(str(rng.choice(("Quay", "Ferry", "Lamp"))), at, font, WHITE, "mm")
    sheet.canvas.frame(box, 1, (150, 150, 150))
    sheet.tempt("slide", box)
    sheet.y = box[3] + 0.3 * dpi


def stacked(sheet: ModernSheet) -> None:
    """Standing bars in three tones on one another, over years, with a legend."""
    rng, dpi = sheet.rng, sheet.dpi
    high = sheet.inches(1.4, 2.2)
    if not sheet.has_room(high / dpi + 0.6):
        return
    tones = strong(rng), tint(rng, 0.45, 0.6), tint(rng, 0.7, 0.85)
    count, left = int(rng.integers(3, 7)), sheet.left + 0.4 * dpi
    pitch, foot = sheet.inches(0.45, 0.8), sheet.y + high
    small = sheet.canvas.font("sans", 0.1)
    for n in range(count):
        y, x = foot, left + n * pitch
        for tone in tones:
            top = y - float(rng.uniform(0.1, 0.32)) * high
            sheet.canvas.fill(corners((x, top, x + 0.6 * pitch, y)), tone)
            y = top
        sheet.canvas.text(str(2014 + n), (x, foot + 0.14 * dpi), small)
    for n, (tone, name) in enumerate(zip(tones, ("Quay", "Ferry", "Lamp"), strict=True)):
        x = left + n * 0.9 * dpi
        swatch = x, foot + 0.25 * dpi, x + 0.12 * dpi, foot + 0.37 * dpi
        sheet.canvas.fill(corners(swatch), tone)
        sheet.canvas.text(name, (x + 0.18 * dpi, foot + 0.36 * dpi), small)
    box = left, sheet.y, left + max(count * pitch, 2.8 * dpi), foot + 0.4 * dpi
    sheet.tempt("stacked chart", box)
    sheet.y = box[3] + 0.25 * dpi


def spreadsheet(sheet: ModernSheet) -> None:
    """A grid of narrow cells, some of them coloured to say when and holding nothing."""
    rng, dpi = sheet.rng, sheet.dpi
    rows, columns = int(rng.integers(3, 7)), int(rng.integers(6, 13))
    high, side = sheet.inches(0.17, 0.24), sheet.inches(0.25, 0.4)
    if not sheet.has_room(rows * high / dpi + 0.3):
        return
    left, small = sheet.left + 1.3 * dpi, sheet.canvas.font("sans", 0.09)
    columns = min(columns, int((sheet.right - left) / side))
    colour = strong(rng) if rng.random() < 0.6 else tint(rng, 0.5, 0.8)
    for row in range(rows):
        y = sheet.y + row * high
        sheet.canvas.text(str(rng.choice(NAMES)), (sheet.left, y + 0.7 * high), small)
        first = int(rng.integers(0, columns))
        last = int(rng.integers(first, columns)) + 1
        span = left + first * side, y, left + last * side, y + high
        sheet.canvas.fill(corners(span), colour)
        for column in range(columns):
            x = left + column * side
            sheet.canvas.frame((x, y, x + side, y + high), 1, (160, 160, 160))
    box = left, sheet.y, left + columns * side, sheet.y + rows * high
    sheet.tempt("spreadsheet", box)
    sheet.y = box[3] + 0.3 * dpi


def divider(sheet: ModernSheet) -> None:
    """A thick short bar over a heading or one across the page, as printers like them."""
    if not sheet.has_room(0.4):
        return
    wide = sheet.right - sheet.left
    if sheet.rng.random() < 0.5:
        wide = sheet.inches(0.4, 1.5)
    box = sheet.left, sheet.y, sheet.left + wide, sheet.y + sheet.inches(0.05, 0.15)
    sheet.canvas.fill(corners(box), BLACK if sheet.rng.random() < 0.5 else sheet.accent)
    sheet.tempt("divider", box)
    sheet.y = box[3] + 0.2 * sheet.dpi


def choices(sheet: ModernSheet) -> None:
    """Questions with boxes to tick, one of which was filled in."""
    rng, dpi = sheet.rng, sheet.dpi
    side, font = sheet.inches(0.12, 0.2), sheet.canvas.font("sans", 0.12)
    if not sheet.has_room(1.0):
        return
    chosen = int(rng.integers(0, 3))
    for n, name in enumerate(("Yes", "No", "Not known")):
        box = sheet.left, sheet.y, sheet.left + side, sheet.y + side
        sheet.canvas.frame(box, max(1, 0.01 * dpi), BLACK)
        if n == chosen:
            sheet.canvas.fill(corners(box), BLACK)
        sheet.canvas.text(name, (box[2] + 0.1 * dpi, box[3] - 2), font)
        sheet.tempt("choice", box)
        sheet.y += side + 0.08 * dpi
    sheet.y += sheet.size


def seal(sheet: ModernSheet) -> None:
    """A mark of receipt in red or blue: a frame with words and a date."""
    rng, dpi = sheet.rng, sheet.dpi
    if not sheet.has_room(1.0):
        return
    left = sheet.left + sheet.inches(0, 3.5)
    box = left, sheet.y, left + sheet.inches(1.5, 2.2), sheet.y + sheet.inches(0.5, 0.8)
    colour = (190, 30, 40) if rng.random() < 0.5 else (40, 60, 160)
    sheet.canvas.frame(box, max(1, sheet.inches(0.01, 0.025)), colour)
    font, middle = sheet.canvas.font("sans-bold", 0.16), (box[0] + box[2]) / 2
    high = box[3] - box[1]
    sheet.canvas.text("ONTVANGEN", (middle, box[1] + 0.3 * high), font, colour, "mm")
    if rng.random() < 0.7:
        sheet.canvas.text("12 MRT 2016", (middle, box[1] + 0.7 * high), font, colour, "mm")
    sheet.tempt("seal", box)
    sheet.y = box[3] + 0.3 * dpi
