"""Generated pages of typescript at three levels of wear, and pages with next to nothing.

    rows ─► struck letter by letter ─► what shows through ─► copies ─► borders ─► scanner

The truth has every word and line with its box on the image; samples/README.md
describes the fields. Pages to read, blank pages and sparse ones differ only in what
is typed on them, so that no reader can tell them apart by their dirt.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from PIL import Image, ImageDraw

from samples.canvas import Canvas
from samples.copying import Level, Life, copied, live, show_through
from samples.damage import turned
from samples.look_alike_marks import microfilm_edge
from samples.made_page import MadePage
from samples.page_truth import Facts, clipped
from samples.rows import Row
from samples.scanned import Scanner, scan_paper, stored
from samples.screens import Screen
from samples.typescript import HEIGHT, WIDTH, Typescript, compose
from samples.typeset import Rect, around, ink_box

WHITE_PAPER = (1.0, 1.0, 1.0)
DARKEST = 255
WEAKEST = 130  # of 255: a letter struck more weakly than this was struck again


def make_typed(seed: int, number: int, level: Level | None = None) -> MadePage:
    """One page, the same for the same seed, number and level. Raises MissingFontError.

    Without a level they come in turn, the first page being clean.
    """
    level = level or list(Level)[(number - 1) % len(Level)]
    rng = np.random.default_rng([seed, number, list(Level).index(level)])
    life = live(level, rng)
    dpi = int(rng.choice((200, 300)))
    typed = compose(dpi, rng)
    paper = blank_paper(dpi)
    words = strike(paper, typed, life, dpi, rng)
    if life.back:
        paper = show_through(paper, back_side(dpi, rng), life.back, dpi, rng)
    image = scan(paper, life, dpi, rng)
    lines = on_image(words, life, paper.size)
    facts = {"number": number, "seed": seed, "kind": typed.kind, "level": level.value}
    return MadePage(image, facts | described(image, dpi, life, lines))


def blank_paper(dpi: int) -> Image.Image:
    return Image.new("L", (round(WIDTH * dpi), round(HEIGHT * dpi)), 255)


def back_side(dpi: int, rng: np.random.Generator) -> Image.Image:
    """Another typed page, for the other side of the sheet."""
    paper = blank_paper(dpi)
    strike(paper, compose(dpi, rng), live(Level.CLEAN, rng), dpi, rng)
    return paper


def strike(
    paper: Image.Image, typed: Typescript, life: Life, dpi: int, rng: np.random.Generator
) -> list[list[tuple[str, Rect]]]:
    """Type rows letter by letter; yields the words of each and the boxes of their ink."""
    return [_strike_row(paper, row, typed, life, dpi, rng) for row in typed.rows]


def _strike_row(
    paper: Image.Image, row: Row, typed: Typescript, life: Life, dpi: int, rng: np.random.Generator
) -> list[tuple[str, Rect]]:
    font, draw = typed.setting.font, ImageDraw.Draw(paper)
    words = []
    for word in row.words:
        boxes = []
        for n, letter in enumerate(word.text):
            off = rng.normal(0, life.unsteady * dpi, 2) * (0.5, 1.0)
            ink = DARKEST * (1 - abs(rng.normal(0, life.uneven / 2)))
            x, y = (
                round(word.left + font.getlength(word.text[:n]) + off[0]),
                round(word.baseline + off[1]),
            )
            draw.text((x, y), letter, font=font, anchor="ls", fill=255 - round(max(ink, WEAKEST)))
            left, top, right, bottom = ink_box(letter, font)
            boxes.append((x + left, y + top, x + right, y + bottom))
        words.append((word.text, around(boxes)))
    return words


def scan(
    paper: Image.Image,
    life: Life,
    dpi: int,
    rng: np.random.Generator,
    dirt: Iterable[Callable[[Canvas], object]] = (),
) -> Image.Image:
    """Typed paper after its copies, some dirt and the scanner."""
    screen = list(Screen)[int(rng.integers(0, len(Screen)))]
    canvas = Canvas(copied(paper, life, dpi, rng), dpi, life.sort, rng, screen)
    for paint in (*([microfilm_edge] if life.borders else []), *dirt):
        paint(canvas)
    scan_paper(canvas, Scanner(life.sort, WHITE_PAPER, life.wear))
    return stored(canvas, jpeg=int(rng.integers(60, 92)))


Words = Sequence[Sequence[tuple[str, Rect]]]


def on_image(words: Words, life: Life, size: tuple[int, int]) -> list[Facts]:
    """Lines with their words, boxes turned with the page."""
    (skew,) = life.wear.skews
    return [
        {
            "text": " ".join(text for text, _ in row),
            "box": clipped(turned(around(box for _, box in row), skew, size), size),
            "words": [
                {"text": text, "box": clipped(turned(box, skew, size), size)} for text, box in row
            ],
        }
        for row in words
    ]


def described(image: Image.Image, dpi: int, life: Life, lines: list[Facts]) -> Facts:
    return {
        "width": image.width,
        "height": image.height,
        "dpi": dpi,
        "sort": life.sort.value,
        "skew": life.wear.skews[0],
        "lines": lines,
    }
