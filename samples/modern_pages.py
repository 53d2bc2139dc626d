"""Generated modern pages, colour mostly, with redactions, look-alikes and the exact truth.

    text, tables, logos ─► redactions by software ─► kept as it is, JPEG, or printed and scanned

Every third page has no redaction. The newcomer's mistake is to measure on pages of
typescript alone: on those a colour is a redaction, on these it is a letterhead.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from samples.canvas import Canvas, Sort
from samples.codes import ordered
from samples.damage import turned
from samples.looks import Wear
from samples.made_page import MadePage
from samples.modern_blocks import (
    Block,
    address,
    bullets,
    chat,
    fields,
    heading,
    notice,
    paragraph,
    side_column,
    signature,
)
from samples.modern_designs import bar_code, matrix, meters, panel, plan, screenshot
from samples.modern_marks import (
    banner,
    buttons,
    chart,
    footer,
    highlights,
    logo,
    matrix_code,
    picture,
    ribbon,
)
from samples.modern_redactions import MODERN_KINDS, Redacted, box_of, house_style, redact
from samples.modern_screens import (
    choices,
    divider,
    icons,
    phone,
    seal,
    slide,
    spreadsheet,
    stacked,
)
from samples.modern_sheet import ModernSheet, strong
from samples.modern_tables import form, table
from samples.page_truth import Facts, clipped
from samples.scanned import Scanner, scan_paper, stored
from samples.screens import Screen
from samples.typeset import Rect

# What each sort of page is made of, above and below, and what may come in between.
SORTS: dict[str, tuple[tuple[Block, ...], tuple[Block, ...]]] = {
    "letter": (
        (address, heading),
        (paragraph, paragraph, bullets, signature, table, heading, icons, seal, divider),
    ),
    "e-mail": (
        (fields,),
        (notice, paragraph, paragraph, address, fields, logo, screenshot, icons),
    ),
    "table": ((heading,), (table, table, paragraph, heading, notice, matrix, spreadsheet)),
    "form": (
        (heading,),
        (form, form, buttons, signature, paragraph, matrix_code, bar_code, choices, seal),
    ),
    "report": (
        (heading,),
        (
            paragraph,
            paragraph,
            chart,
            picture,
            notice,
            bullets,
            heading,
            table,
            panel,
            plan,
            meters,
            slide,
            stacked,
            divider,
        ),
    ),
    "chat": ((fields,), (chat, chat, picture, buttons, paragraph, screenshot, phone)),
}
HEADS: tuple[Block, ...] = (ribbon, logo, banner)
EVERYTHING = 0.05  # share of redacted pages on which nearly all is redacted


@dataclass(frozen=True, slots=True)
class Making:
    """How a page was made and stored.

    printed   whether it was printed, redactions and all, and scanned
    jpeg      quality, 1-100
    """

    dpi: int
    sort: Sort
    printed: bool
    scanner: Scanner
    jpeg: int


def make_modern(seed: int, number: int, kind: str | None = None) -> MadePage:
    """One page, the same for the same seed, number and kind. Raises MissingFontError."""
    rng = np.random.default_rng([seed, number, 2 if kind is None else 3])
    making = _making(rng)
    sheet, name = _sheet(making, rng)
    empty = number % 3 == 0 and kind is None
    redacted: list[Redacted] = []
    if not empty:
        turn = number - 1 - (number - 1) // 3
        style = house_style(kind or MODERN_KINDS[turn % len(MODERN_KINDS)], sheet)
        wanted = 99 if rng.random() < EVERYTHING else int(rng.integers(1, 11))
        redacted = redact(sheet, style, wanted)
    image = _stored(sheet.canvas, making)
    return MadePage(image, _truth(number, seed, name, making, image, sheet, redacted))


def _making(rng: np.random.Generator) -> Making:
    sort = list(Sort)[int(rng.choice(3, p=(0.12, 0.13, 0.75)))]
    printed = bool(rng.random() < 0.4)
    skew = round(float(np.clip(rng.normal(0, 0.3), -0.8, 0.8)), 3) if printed else 0.0
    grain = float(rng.uniform(1, 5))
    wear = Wear(skews=(skew,), blur=float(rng.uniform(0.001, 0.004)), grain=grain)
    tints = ((1.0, 1.0, 1.0), (1.0, 0.99, 0.97), (0.97, 0.98, 1.0))
    tint = tints[int(rng.integers(0, 3))]
    dpi = int(rng.choice((200, 200, 200, 300, 150)))
    return Making(dpi, sort, printed, Scanner(sort, tint, wear), int(rng.integers(40, 96)))


def _sheet(making: Making, rng: np.random.Generator) -> tuple[ModernSheet, str]:
    dpi, is_dutch = making.dpi, bool(rng.random() < 0.5)
    wide, high = (8.27, 11.69) if rng.random() < 0.7 else (8.5, 11.0)
    if rng.random() < 0.06:
        wide, high = high, wide
    image = Image.new(
        "L" if making.sort is not Sort.COLOUR else "RGB",
        (round(wide * dpi), round(high * dpi)),
        "white",
    )
    canvas = Canvas(image, dpi, making.sort, rng, list(Screen)[int(rng.integers(0, len(Screen)))])
    left, right = rng.uniform(0.7, 1.2), wide - rng.uniform(0.7, 1.2)
    name = str(rng.choice(list(SORTS)))
    narrow = name == "letter" and rng.random() < 0.4
    sheet = ModernSheet(
        canvas,
        str(rng.choice(("sans", "sans", "serif"))),
        strong(rng),
        float(rng.uniform(8.5, 11.5)) / 72 * dpi,
        float(rng.uniform(1.12, 1.4)),
        left * dpi,
        (right - (1.6 if narrow else 0)) * dpi,
        rng.uniform(0.5, 1.0) * dpi,
        (high - rng.uniform(0.8, 1.2)) * dpi,
        is_dutch,
    )
    _fill(sheet, name, narrow)
    return sheet, name


def _fill(sheet: ModernSheet, name: str, narrow: bool) -> None:
    rng = sheet.rng
    if rng.random() < 0.6:
        HEADS[int(rng.integers(0, len(HEADS)))](sheet)
    start, blocks = SORTS[name]
    for block in start:
        block(sheet)
    if narrow:
        side_column(sheet)
    floor = sheet.floor if rng.random() < 0.75 else sheet.y + sheet.inches(2.0, 5.0)
    sheet.floor = min(floor, sheet.floor)
    for _ in range(24):
        if sheet.has_room(0.5):
            blocks[int(rng.integers(0, len(blocks)))](sheet)
    if rng.random() < 0.25:
        footer(sheet)
    if rng.random() < 0.2:
        highlights(sheet)


def _stored(canvas: Canvas, making: Making) -> Image.Image:
    if making.printed:
        scan_paper(canvas, making.scanner)
    elif making.sort is not Sort.BITONAL and canvas.rng.random() < 0.3:
        # Rendering puts edges between pixels.
        canvas.image = canvas.image.filter(ImageFilter.GaussianBlur(0.5))
    return stored(canvas, making.jpeg)


def _truth(
    number: int,
    seed: int,
    name: str,
    making: Making,
    image: Image.Image,
    sheet: ModernSheet,
    redacted: list[Redacted],
) -> Facts:
    skew, size = making.scanner.wear.skews[0], image.size

    def on_image(box: Rect) -> list[int]:
        return clipped(turned(box, skew, size) if skew else box, size)

    return {
        "number": number,
        "seed": seed,
        "what": name,
        "width": image.width,
        "height": image.height,
        "dpi": making.dpi,
        "sort": making.sort.value,
        "skew": skew,
        "on": "paper" if making.printed else "scan",
        "redactions": [
            {"box": on_image(box_of(r)), "kind": r.kind, "codes": ordered(_codes(r))}
            for r in redacted
        ],
        "labels": [
            {"text": label.text, "box": on_image(label.box)} for r in redacted for label in r.labels
        ],
        "look_alikes": [{"box": on_image(box), "what": what} for what, box in sheet.look_alikes],
    }


def _codes(redacted: Redacted) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label.text for label in redacted.labels))
