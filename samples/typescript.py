"""What stands on a page of fictional typescript: a cable, a letter or a memorandum.

The paragraphs are those of the samples; headings are made up from the same invented
posts and offices. Here is text and its place on clean paper; nothing is inked yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from samples import fonts
from samples.prose import english
from samples.rows import Row, Setting, set_rows

POSTS = ("KARVALA", "PORT ELMA", "ZANDEINDE", "GULL POINT", "ARDELLO", "SALLOWHAVEN")
NAMES = ("Sallow", "Dorn", "Hollin", "Pell", "Ardway", "Quist", "Marrable", "Tolley")
OFFICES = ("Harbor Inquiry Bureau", "Lighthouse Service", "Office of Ferries", "Tide Survey")
SUBJECTS = (
    "LAMP OIL DRAWN IN THE WINTER OF 1961",
    "FERRY TIMETABLE AND THE SUNDAY BRIDGE",
    "FOG BELL AT THE NORTH MOLE",
    "VISIT OF THE PORTS MINISTER",
    "MISSING BUOYS, SECOND REPORT",
)
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
LEVELS_OF_SECRECY = ("CONFIDENTIAL", "SECRET", "TOP SECRET", "LIMITED OFFICIAL USE")
FONTS = ("typewriter", "courier", "mono")
WIDTH, HEIGHT = 8.5, 11.0  # inches


@dataclass(frozen=True, slots=True)
class Typescript:
    """Rows of type on a page, top to bottom, and what they are set in."""

    kind: str
    setting: Setting
    rows: tuple[Row, ...]


def compose(dpi: int, rng: np.random.Generator) -> Typescript:
    """A page of a cable, a letter or a memorandum at `dpi`. Raises MissingFontError."""
    kind = str(rng.choice(("cable", "cable", "letter", "memo")))
    setting = type_setting(dpi, rng, double=kind == "cable" and rng.random() < 0.4)
    return Typescript(kind, setting, tuple(_rows(_paragraphs(kind, rng), setting, dpi, rng)))


def type_setting(dpi: int, rng: np.random.Generator, *, double: bool = False) -> Setting:
    """Pica or elite on letter paper, single or double spaced."""
    to_the_inch = int(rng.choice((10, 10, 12)))
    font = fonts.monospaced(str(rng.choice(FONTS)), dpi / to_the_inch)
    pitch = dpi / 3 if double else dpi / float(rng.choice((6, 5, 5)))
    left, right = rng.uniform(0.9, 1.3), WIDTH - rng.uniform(0.9, 1.2)
    return Setting(font, pitch, round(left * dpi), right * dpi)


def _rows(
    paragraphs: Iterator[str], setting: Setting, dpi: int, rng: np.random.Generator
) -> Iterator[Row]:
    """Paragraphs down the page until it is full; "" is a blank row."""
    top, floor = rng.uniform(0.8, 1.4) * dpi, (HEIGHT - rng.uniform(0.9, 1.3)) * dpi
    if rng.random() < 0.15:
        floor = rng.uniform(4.0, 7.0) * dpi  # the last page
    for number, text in enumerate(paragraphs):
        rows = set_rows(text, setting, top, floor, number)
        if text and not rows:
            return
        yield from rows
        top = rows[-1].bottom if rows else top + 0.7 * min(setting.pitch, dpi / 5)


def _paragraphs(kind: str, rng: np.random.Generator) -> Iterator[str]:
    heading = {"cable": _cable_heading, "letter": _letter_heading, "memo": _memo_heading}[kind]
    yield from heading(rng)
    stock = english()
    for number, n in enumerate(rng.permutation(len(stock)), start=1):
        yield ""
        yield f"{number}. {stock[n]}".upper() if kind == "cable" else stock[n]


def _cable_heading(rng: np.random.Generator) -> list[str]:
    post, other = (str(p) for p in rng.choice(POSTS, 2, replace=False))
    serial, secrecy = int(rng.integers(100, 9999)), str(rng.choice(LEVELS_OF_SECRECY))
    day, month, year = rng.integers(1, 29), str(rng.choice(MONTHS)), rng.integers(61, 80)
    hour = f"{rng.integers(0, 24):02}{rng.integers(0, 60):02}"
    return [
        f"R {day:02}{hour}Z {month} {year}",
        f"FM AMEMBASSY {post}",
        f"TO SECSTATE WASHDC {rng.integers(100, 9999)}",
        f"INFO AMCONSUL {other} PRIORITY",
        "BT",
        f"{' '.join(secrecy)} {post} {serial:04}" if rng.random() < 0.4 else f"{secrecy} {serial}",
        "",
        f"SUBJECT: {rng.choice(SUBJECTS)}",
        f"REF: {other} {rng.integers(100, 9999)}",
    ]


def _letter_heading(rng: np.random.Generator) -> list[str]:
    month = str(rng.choice(MONTHS)).title()
    return [
        f"{rng.choice(POSTS)}, {rng.integers(1, 29)} {month} 19{rng.integers(50, 80)}",
        "",
        f"Mr. {rng.choice(NAMES)}",
        str(rng.choice(OFFICES)),
        f"{rng.integers(2, 99)} Quay Street",
        "",
        "Dear Sir:",
    ]


def _memo_heading(rng: np.random.Generator) -> list[str]:
    one, two = (str(n) for n in rng.choice(NAMES, 2, replace=False))
    return [
        str(rng.choice(LEVELS_OF_SECRECY)),
        "",
        "MEMORANDUM FOR THE RECORD",
        "",
        f"TO: Chief, {rng.choice(OFFICES)}",
        f"FROM: {one}/{two}",
        f"SUBJECT: {rng.choice(SUBJECTS)}",
    ]
