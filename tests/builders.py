"""Small pieces of pages for tests: what does not matter has a default.

Type is pica on a letter page at 200 dpi: a letter is 20 px wide and 25 px high,
a line of type comes every 33 px.
"""

from collections.abc import Sequence

import numpy as np

from cleanup.model import Marked, Part, Placed, Role, Row
from ocr.frame import Frame, Image
from ocr.model import Box, Kind, Line, Redaction, Status, Word
from ocr.page import Page
from ocr.recognizer import Letter

DPI = 200
LETTER = 20
HEIGHT = 25
PITCH = 33
WIDE, HIGH = 1700, 2200


def word(text: str, left: int = 200, top: int = 500, confidence: float = 0.9) -> Word:
    return Word(text, Box(left, top, left + LETTER * len(text), top + HEIGHT), confidence)


def line(text: str, left: int = 200, top: int = 500, confidence: float = 0.9) -> Line:
    words = []
    for piece in text.split(" "):
        words.append(word(piece, left, top, confidence))
        left += LETTER * (len(piece) + 1)
    return Line(tuple(words))


def bar(left: int, top: int, right: int, bottom: int) -> Redaction:
    outline = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Redaction(Kind.BLACK, (Box(left, top, right, bottom),), outline)


def page(*lines: Line, number: int = 1, redactions: Sequence[Redaction] = ()) -> Page:
    frame = Frame(WIDE, HIGH)
    return Page(number, DPI, frame, Status.READ, tuple(lines), tuple(redactions))


def text(*texts: str, top: int = 700) -> tuple[Line, ...]:
    """Lines of type one below the other."""
    return tuple(line(said, top=top + PITCH * n) for n, said in enumerate(texts))


def placed(
    said: str, left: int = 200, top: int = 500, page: int = 1, role: Role = Role.BODY
) -> Placed:
    return Placed(page, line(said, left, top), role)


def marked(left: int, top: int, right: int, bottom: int, page: int = 1) -> Marked:
    return Marked(f"p{page}-r1", page, bar(left, top, right, bottom))


def row(said: str, at: int = 0, left: int = 200, page: int = 1) -> Row:
    """A row of type; `at` counts lines from the top."""
    parts: tuple[Part, ...] = (placed(said, left, 400 + PITCH * at, page),)
    return Row(page, parts)


def rows(*said: str) -> tuple[Row, ...]:
    """Rows one below the other; "" is a blank line."""
    return tuple(row(each, at) for at, each in enumerate(said) if each)


def letters(text, confidence=0.9):
    """What a reader of crops makes of one that holds `text`, evenly spaced."""
    return tuple(Letter(each, confidence, (n + 0.5) / len(text)) for n, each in enumerate(text))


def inked(*boxes: Box) -> Image:
    """A mask of ink, 255 in each of some boxes."""
    ink = np.zeros((HIGH, WIDE), np.uint8)
    for box in boxes:
        ink[box.top : box.bottom, box.left : box.right] = 255
    return ink
