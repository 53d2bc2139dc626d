"""Pages with nothing to read, and pages with next to nothing.

Blank ones are what a reader invents words on: dirt, borders, the type on the other
side of the sheet, coloured sheets between documents. Sparse ones are what must not
be taken for them: one word, a page number, a stamp, a faint line of type.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PIL import Image

from samples import fonts
from samples.canvas import Canvas, Sort
from samples.copying import Level, Life, live, show_through
from samples.look_alike_marks import dark_corner, holes, microfilm_edge, smear, staple
from samples.made_page import MadePage
from samples.page_truth import Facts
from samples.prose import english
from samples.rows import Setting, set_rows
from samples.scanned import Scanner, scan_paper, stored
from samples.screens import Screen
from samples.typescript import HEIGHT, SUBJECTS, WIDTH, Typescript, type_setting
from samples.typescript_pages import (
    back_side,
    blank_paper,
    described,
    on_image,
    scan,
    strike,
)

Dirt = Callable[[Canvas], object]

# What lies on a blank page, in turn; "back side" comes twice, for it is the hardest.
BLANKS: dict[str, tuple[Dirt, ...]] = {
    "paper": (),
    "back side": (),
    "dirt": (smear, dark_corner),
    "borders": (microfilm_edge,),
    "punched": (holes, staple),
    "separator": (),
    "back side, dirty": (smear, holes),
}
# Coloured paper, red, green and blue from 0 to 1.
SHEETS = ((0.98, 0.78, 0.8), (0.75, 0.9, 0.76), (0.74, 0.84, 0.97), (0.97, 0.92, 0.6))
GREYS = (110, 225)  # of 255: grey sheets
THROUGH = (0.25, 0.65)  # share of the ink that comes through from the back
STAMPS = ("SECRET", "CONFIDENTIAL", "RECEIVED 12 MAR 1974", "COPY", "BEST COPY AVAILABLE")
SPARSE = ("one word", "page number", "stamp", "faint line", "one line")
FAINT = (0.35, 0.5)  # contrast of a faint line of type; on black and white it would vanish


def make_blank(seed: int, number: int, level: Level | None = None) -> MadePage:
    """A page with nothing to read, the same for the same arguments. Raises MissingFontError."""
    rng, level, life, dpi = _begin(seed, number, level, 1)
    kind = list(BLANKS)[(number - 1) % len(BLANKS)]
    if kind == "separator":
        life = replace(life, sort=Sort.COLOUR if rng.random() < 0.6 else Sort.GREY)
        image = _separator(life, dpi, rng)
    else:
        paper = blank_paper(dpi)
        if kind.startswith("back side"):
            share = float(rng.uniform(*THROUGH))
            paper = show_through(paper, back_side(dpi, rng), share, dpi, rng)
        image = scan(paper, life, dpi, rng, BLANKS[kind])
    return MadePage(image, _facts(seed, number, kind, level, described(image, dpi, life, [])))


def make_sparse(seed: int, number: int, level: Level | None = None) -> MadePage:
    """A page with a line or less, the same for the same arguments. Raises MissingFontError."""
    rng, level, life, dpi = _begin(seed, number, level, 2)
    kind = SPARSE[(number - 1) % len(SPARSE)]
    if kind == "faint line":
        life = replace(life, sort=Sort.GREY, contrast=float(rng.uniform(*FAINT)))
    paper, typed = blank_paper(dpi), _little(kind, dpi, rng)
    words = strike(paper, typed, life, dpi, rng)
    image = scan(paper, life, dpi, rng)
    lines = on_image(words, life, paper.size)
    return MadePage(image, _facts(seed, number, kind, level, described(image, dpi, life, lines)))


def _begin(
    seed: int, number: int, level: Level | None, stream: int
) -> tuple[np.random.Generator, Level, Life, int]:
    """Levels in turn when none is asked for; `stream` keeps the pages apart from others."""
    level = level or list(Level)[(number - 1) % len(Level)]
    rng = np.random.default_rng([seed, number, list(Level).index(level), stream])
    return rng, level, live(level, rng), int(rng.choice((200, 300)))


def _facts(seed: int, number: int, kind: str, level: Level, described: Facts) -> Facts:
    return {"number": number, "seed": seed, "kind": kind, "level": level.value} | described


def _separator(life: Life, dpi: int, rng: np.random.Generator) -> Image.Image:
    """A plain sheet in a colour or a grey, as scanned."""
    tint = SHEETS[int(rng.integers(len(SHEETS)))]
    paper = blank_paper(dpi)
    if life.sort is Sort.GREY:
        paper = Image.new("L", paper.size, int(rng.integers(*GREYS)))
    mode = "RGB" if life.sort is Sort.COLOUR else "L"
    canvas = Canvas(paper.convert(mode), dpi, life.sort, rng, Screen.DOTS)
    scan_paper(canvas, Scanner(life.sort, tint, life.wear))
    return stored(canvas, jpeg=int(rng.integers(60, 92)))


def _little(kind: str, dpi: int, rng: np.random.Generator) -> Typescript:
    """Next to nothing, somewhere on the page."""
    setting = type_setting(dpi, rng)
    if kind == "stamp":
        font = fonts.load("sans-bold", float(rng.uniform(0.18, 0.3)) * dpi)
        left = float(rng.uniform(1.0, 3.5)) * dpi
        setting = Setting(font, 0.5 * dpi, round(left), 8 * dpi)
    top = float(rng.uniform(1.0, HEIGHT - 1.5)) * dpi
    if kind == "page number":
        setting = replace(setting, left=round(WIDTH / 2 * dpi))
        top = float(rng.choice((0.5, 10.2))) * dpi
    rows = set_rows(_said(kind, rng), setting, top, HEIGHT * dpi, 0)[:1]
    return Typescript(kind, setting, tuple(rows))


def _said(kind: str, rng: np.random.Generator) -> str:
    if kind == "page number":
        number = int(rng.integers(1, 200))
        return str(rng.choice((f"- {number} -", f"-{number}-", f"{number}", f"Page {number}")))
    if kind == "stamp":
        return str(rng.choice(STAMPS))
    text = str(rng.choice(english()))
    if kind == "one word":
        words = [word.strip(".,;:()") for word in (text + " " + SUBJECTS[0]).split()]
        return str(rng.choice([word for word in words if len(word) >= 5]))
    return text
