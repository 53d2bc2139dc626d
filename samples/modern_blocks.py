"""What modern pages are made of: headings, fields, paragraphs, lists, signatures, chats.

A block is set at the sheet's `y` and moves it down; a block without room does nothing.
"""

from collections.abc import Callable

from samples.canvas import BLACK, WHITE, corners
from samples.felt_tip import scrawl
from samples.modern_sheet import NAMES, ModernSheet, tint

Block = Callable[[ModernSheet], None]

FIELDS = {
    True: ("Van:", "Verzonden:", "Aan:", "CC:", "Onderwerp:", "Bijlagen:"),
    False: ("From:", "Sent:", "To:", "Cc:", "Subject:", "Attachments:"),
}
HEADINGS = ("Background", "2. Findings", "Samenvatting", "Next steps", "3.1 Harbor dues", "Bijlage")


def paragraph(sheet: ModernSheet) -> None:
    if not sheet.has_room(0.5):
        return
    column = sheet.left, sheet.y, sheet.right, sheet.floor
    sheet.y = sheet.set_text(sheet.a_text(), column, "paragraph") + 0.6 * sheet.size


def heading(sheet: ModernSheet) -> None:
    if not sheet.has_room(0.6):
        return
    text = str(sheet.rng.choice(HEADINGS))
    column = sheet.left, sheet.y, sheet.right, sheet.floor
    colour = sheet.accent if sheet.rng.random() < 0.5 else BLACK
    sheet.y = sheet.set_text(text, column, "heading", size=1.25, bold=True, colour=colour)
    if sheet.rng.random() < 0.3:
        y = sheet.y + 0.2 * sheet.size
        thick = sheet.inches(0.005, 0.04)
        sheet.canvas.stroke([(sheet.left, y), (sheet.right, y)], thick, sheet.accent)
        sheet.tempt("heading rule", (sheet.left, y - thick, sheet.right, y + thick))
    sheet.y += 0.5 * sheet.size


def bullets(sheet: ModernSheet) -> None:
    """A list with round or square bullets."""
    for _ in range(int(sheet.rng.integers(2, 5))):
        if not sheet.has_room(0.5):
            return
        words = sheet.a_text().split()[: int(sheet.rng.integers(5, 25))]
        x, y = sheet.left + 0.1 * sheet.dpi, sheet.y + 0.45 * sheet.size * sheet.spacing
        side = 0.16 * sheet.size
        sheet.canvas.fill(corners((x, y - side, x + 2 * side, y + side)), BLACK)
        column = sheet.left + 0.3 * sheet.dpi, sheet.y, sheet.right, sheet.floor
        sheet.y = sheet.set_text(" ".join(words), column, "paragraph") + 0.15 * sheet.size
    sheet.y += 0.5 * sheet.size


def fields(sheet: ModernSheet) -> None:
    """The head of an e-mail, perhaps between rules or on a tinted ground."""
    names = FIELDS[sheet.is_dutch]
    wanted = names[: int(sheet.rng.integers(3, len(names) + 1))]
    if not sheet.has_room(0.3 * len(wanted) + 0.3):
        return
    rng, top, gap = sheet.rng, sheet.y, sheet.inches(0.9, 1.3)
    if rng.random() < 0.35:
        thick = sheet.inches(0.008, 0.05)
        sheet.canvas.stroke([(sheet.left, top), (sheet.right, top)], thick)
        sheet.tempt("e-mail separator", (sheet.left, top - thick, sheet.right, top + thick))
        sheet.y += thick + 0.3 * sheet.size
    elif rng.random() < 0.2:
        bottom = top + len(wanted) * sheet.size * sheet.spacing + sheet.size
        box = sheet.left - 0.05 * sheet.dpi, top, sheet.right, bottom
        sheet.canvas.fill(corners(box), tint(rng, 0.88, 0.96))
        sheet.tempt("tinted head", box)
        sheet.y += 0.3 * sheet.size
    for name in wanted:
        column = sheet.left, sheet.y, sheet.left + gap, sheet.floor
        sheet.set_text(name, column, "label", bold=True)
        column = sheet.left + gap, sheet.y, sheet.right, sheet.floor
        sheet.y = sheet.set_text(_entry(sheet, name), column, "field") + 0.05 * sheet.size
    sheet.y += 0.9 * sheet.size


def _entry(sheet: ModernSheet, name: str) -> str:
    if name.startswith(("Van", "Aan", "CC", "From", "To", "Cc")):
        count = int(sheet.rng.integers(1, 5))
        return "; ".join(str(n) for n in sheet.rng.choice(NAMES, count, replace=False))
    if name.startswith(("Sent", "Verzonden")):
        return (
            "donderdag 3 maart 2016 14:07" if sheet.is_dutch else "Thursday, March 3, 2016 2:07 PM"
        )
    return " ".join(sheet.a_text().split()[:5])


def address(sheet: ModernSheet) -> None:
    """Who a letter goes to, or who signs it."""
    if not sheet.has_room(1.0):
        return
    for text in (str(sheet.rng.choice(NAMES)), "Pier 4, Oste Quay", "7204 Port Elma"):
        column = sheet.left, sheet.y, sheet.left + sheet.inches(2.8), sheet.floor
        sheet.y = sheet.set_text(text, column, "field")
    sheet.y += sheet.size


def side_column(sheet: ModernSheet) -> None:
    """A narrow column of small print beside the text, as of Dutch letters."""
    left, y = sheet.right + sheet.inches(0.25), sheet.inches(2.4)
    for name in ("Contact", "Telefoon", "E-mail", "Ons kenmerk", "Uw brief van"):
        column = left, y, left + sheet.inches(1.6), sheet.floor
        y = sheet.set_text(name, column, "label", size=0.7, bold=True)
        column = left, y, left + sheet.inches(1.6), sheet.floor
        y = sheet.set_text(str(sheet.rng.choice(NAMES)), column, "field", size=0.75) + sheet.size


def signature(sheet: ModernSheet) -> None:
    """Pen loops over a name, perhaps in a box with its caption."""
    if not sheet.has_room(1.1):
        return
    left, top = sheet.left, sheet.y
    box = left, top, left + sheet.inches(2.2, 3.2), top + sheet.inches(0.6, 0.9)
    is_boxed = sheet.rng.random() < 0.4
    if is_boxed:
        sheet.canvas.frame(box, max(1, 0.007 * sheet.dpi), (90, 90, 90))
        small = sheet.canvas.font("sans", 0.09)
        sheet.canvas.text("Signature", (left + 6, top + 0.11 * sheet.dpi), small)
        sheet.tempt("signature box", box)
    if not is_boxed or sheet.rng.random() < 0.6:
        pen = left + 9, top + 9, left + sheet.inches(1.8), box[3] - 9
        scrawl(sheet.canvas, pen, sheet.inches(0.008, 0.02), int(sheet.rng.integers(4, 8)))
        sheet.tempt("signature", pen)
    sheet.y = box[3] + 0.3 * sheet.size
    column = left, sheet.y, sheet.right, sheet.floor
    sheet.y = sheet.set_text(str(sheet.rng.choice(NAMES)), column, "field") + sheet.size


def chat(sheet: ModernSheet) -> None:
    """Messages in coloured bubbles with round corners, left and right in turn."""
    own, other = tint(sheet.rng, 0.75, 0.92), tint(sheet.rng, 0.88, 0.96)
    for turn in range(int(sheet.rng.integers(2, 6))):
        if not sheet.has_room(1.0):
            return
        words = sheet.a_text().split()[: int(sheet.rng.integers(2, 26))]
        wide = sheet.inches(2.2, 3.6)
        left = sheet.right - wide if turn % 2 else sheet.left
        count = len(sheet.passages)
        top, pad = sheet.y, 0.08 * sheet.dpi
        column = left + pad, top + pad, left + wide - pad, sheet.floor
        bottom = sheet.set_text(" ".join(words), column, "paragraph") + pad
        box = left, top, left + wide, bottom
        sheet.canvas.rounded(box, 0.1 * sheet.dpi, own if turn % 2 else other)
        sheet.tempt("chat bubble", box)
        del sheet.passages[count:]  # the bubble covered it
        sheet.set_text(" ".join(words), column, "paragraph")
        sheet.y = bottom + 0.12 * sheet.dpi
    sheet.y += sheet.size


def notice(sheet: ModernSheet) -> None:
    """A tinted box with text: a warning about outside mail, a summary, a quotation."""
    if not sheet.has_room(1.2):
        return
    rng, top, pad = sheet.rng, sheet.y, sheet.inches(0.06, 0.15)
    words = " ".join(sheet.a_text().split()[: int(rng.integers(4, 40))])
    column = sheet.left + pad, top + pad, sheet.right - pad, sheet.floor
    count = len(sheet.passages)
    box = sheet.left, top, sheet.right, sheet.set_text(words, column, "paragraph") + pad
    if rng.random() < 0.75:
        sheet.canvas.fill(corners(box), tint(rng, 0.75, 0.94))
    else:
        sheet.canvas.fill(corners(box), WHITE)
    if rng.random() < 0.5:
        sheet.canvas.frame(box, max(1, 0.008 * sheet.dpi), sheet.accent)
    del sheet.passages[count:]
    sheet.set_text(words, column, "paragraph")
    sheet.tempt("notice", box)
    sheet.y = box[3] + sheet.size
