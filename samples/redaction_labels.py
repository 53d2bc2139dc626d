"""What agencies print inside and beside redactions, and printing it there."""

from dataclasses import dataclass

import numpy as np

from samples import fonts
from samples.canvas import BLACK, WHITE, Canvas, Colour, luminance
from samples.typeset import Rect

AMERICAN = (
    "(b)(1)",
    "(b)(3)",
    "(b)(6)",
    "(b)(7)(C)",
    "B6",
    "B1",
    "b7C",
    "b7E",
    "b6",
    "1.4(d)",
    "1.4(b)",
    "1.4(c)",
    "25X1",
    "3.5(c)",
    "3.3(h)(2)",
)
DUTCH = ("10.2.e", "10.2.g", "10.2.b", "5.1.2e", "5.1.2i", "5.2.1", "11.1", "10.1.c")
WOO = ("5.1.2.e", "5.1.2e", "5.1.2.i", "5.1.1.c", "5.2.1", "5.1.2.b")
WOB = ("10.2.e", "10 2 e", "10.2e", "(10)(2e)", "10.2.g", "11.1", "10.1.c", "buiten verzoek")
CANADIAN = ("s.19(1)", "19(1)", "s.21(1)(a)", "s.20(1)(b)", "s.15(1)", "s.13(1)(a)", "s.69(1)(g)")
BRITISH = ("s.40(2)", "s. 40(2)", "Section 40(2)", "s.27(1)(a)", "S35(1)(a)", "s. 43(2)")
WORDED = ("REDACTED", "Withheld", "Out of scope", "persoonsgegevens", "Not relevant")
COUNTRIES = (AMERICAN, WOO, WOB, CANADIAN, BRITISH, WORDED)
TIGHTEST = 0.065  # inches of em below which nobody could read a label


@dataclass(frozen=True, slots=True)
class Label:
    """A code as printed, where, and whether inside a redaction."""

    text: str
    box: Rect
    colour: Colour


def codes(rng: np.random.Generator, dutch: bool, most: int = 3) -> tuple[str, ...]:
    """Some codes of one country, as printed."""
    list_of = DUTCH if dutch else AMERICAN
    count = 1 if dutch else int(rng.integers(1, most + 1))
    return tuple(str(c) for c in rng.choice(list_of, count, replace=False))


def print_inside(canvas: Canvas, box: Rect, text: str, under: Colour) -> Label | None:
    """Print a code in a box, in the tone that can be read there; None when it has no room."""
    left, top, right, bottom = box
    em = min(0.15 * canvas.dpi, 0.62 * (bottom - top))
    font = fonts.load("sans-bold" if canvas.rng.random() < 0.3 else "sans", max(1.0, em))
    if em < TIGHTEST * canvas.dpi or font.getlength(text) > 0.9 * (right - left):
        return None
    middle = (top + bottom) / 2 if bottom - top < 0.5 * canvas.dpi else top + 1.2 * em
    light = luminance(under)
    dark_text = light > 140 or (light > 100 and canvas.rng.random() < 0.5)
    colour = BLACK if dark_text else WHITE
    at = (left + right) / 2, middle
    inked = canvas.text(text, at, font, colour, anchor="mm")
    return Label(text, inked, colour)


def print_beside(canvas: Canvas, x: float, top: float, printed: tuple[str, ...]) -> list[Label]:
    """A group of codes in the margin, the first level with `top`."""
    font = canvas.font("sans", 0.13)
    step = 0.15 * canvas.dpi
    return [
        Label(code, canvas.text(code, (x, top + 0.1 * canvas.dpi + n * step), font), BLACK)
        for n, code in enumerate(printed)
    ]
