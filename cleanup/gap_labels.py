"""Blank paper about an exemption code that stands in the column of type where a word would.

    the visitor told him         (b)(1)              a code at the end of a row
          1.4(d)         that he had come again      at its beginning
                     (b)(3)                          and with no word beside it

On an explanation of codes, and on forms that offer codes to tick, they stand one under the
other, or several in a row; where text was withheld one stands by itself, amid prose.
"""

import re
from collections.abc import Iterator, Sequence

from cleanup.hidden import TypeGrid
from ocr.exemptions import read
from ocr.model import Box, Word

# Blank paper at either side of a code, and all of it with the code.
ABOUT = 2.0  # letters
LEAST = 6.0  # letters
# Rows of prose over or under a code, and how near: less than what is withheld in one piece.
PROSE = 3  # words
NEAR = 15.0  # line pitches
# Other codes that begin where one does are a list.
LISTED = 2
BAR = 0.7  # line pitches: as high as a bar over type
LEAST_FREE = 0.4  # line pitches: more than the blank that a paragraph begins with


def is_a_code(text: str) -> bool:
    """Whether a word is a code to the letter, of whatever country: with blank about it a label."""
    codes = read(text, inside=True)
    return bool(codes) and all(code.exact and re.search(r"\d", code.printed) for code in codes)


def blank_about_labels(
    rows: Sequence[Sequence[Word]], grid: TypeGrid
) -> Iterator[tuple[Box, Word]]:
    """The blank paper about each code that stands by itself in the column, and the code."""
    labels = [
        (n, at)
        for n, row in enumerate(rows)
        for at, word in enumerate(row)
        # B1 and k5 may be a cell of a plan; (b)(1), 1.4(d) and 5.1.2e are nothing else.
        if re.search(r"[.(]", word.text) and is_a_code(word.text)
    ]
    for n, at in labels:
        word = rows[n][at]
        alike = sum(
            abs(rows[m][b].box.left - word.box.left) <= grid.letter for m, b in labels if m != n
        )
        if alike < LISTED and sum(m == n for m, _ in labels) == 1:
            if box := _blank(rows, n, at, grid):
                yield box, word


def _blank(rows: Sequence[Sequence[Word]], n: int, at: int, grid: TypeGrid) -> Box | None:
    row = rows[n]
    label = row[at].box
    left = row[at - 1].box.right if at else grid.left
    right = row[at + 1].box.left if at + 1 < len(row) else grid.right
    blank = min(label.left - left, right - label.right)
    if blank < ABOUT * grid.letter or right - left < LEAST * grid.letter:
        return None
    if not any(_is_prose(rows, m, label, grid) for m in (n - 1, n + 1)):
        return None
    half = round(grid.letter / 2)
    top, bottom = _reach(rows, n, label, grid)
    return Box(left + half * bool(at), top, right - half * (at + 1 < len(row)), bottom)


def _is_prose(rows: Sequence[Sequence[Word]], m: int, label: Box, grid: TypeGrid) -> bool:
    if not 0 <= m < len(rows):
        return False
    apart = abs(rows[m][0].box.middle - label.middle)
    return len(rows[m]) >= PROSE and apart <= NEAR * grid.line


def _reach(rows: Sequence[Sequence[Word]], n: int, label: Box, grid: TypeGrid) -> tuple[int, int]:
    """How far up and down the blank goes: beside words by their row, else by whole rows too."""
    half = BAR * grid.line / 2
    over = under = 0.0
    if len(rows[n]) == 1:
        over = _missing(label.middle - rows[n - 1][0].box.middle, grid) if n else 0.0
        under = (
            _missing(rows[n + 1][0].box.middle - label.middle, grid) if n + 1 < len(rows) else 0.0
        )
    top = label.middle - over * grid.line - half
    return max(round(top), 0), round(label.middle + under * grid.line + half)


def _missing(apart: float, grid: TypeGrid) -> float:
    """Rows, and halves of them, for which there is room between two that are so far apart.

    Paragraphs are a row apart themselves, and a label stands between rows when those are even.
    """
    free = apart / grid.line - 1
    return (
        max(0.0, round(2 * free) / 2) if free >= LEAST_FREE and apart <= NEAR * grid.line else 0.0
    )
