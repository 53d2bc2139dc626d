"""Blank paper about an exemption code that stands in the column of type where a word would.

    the visitor told him            (b)(1)           a code at the end of a row
    and rows of the paragraph run on over it and under it

                     (b)(3)                          a code with no word beside it

Numbers of sections look like codes of some countries (`19(1)`, `11.1`, `s.22`), and those of
paragraphs like codes of all (`(b)(1)`): there the text follows. On an explanation of codes, and
on forms that offer codes to tick, they stand one under the other, or several in a row. So a code
counts when it can hardly be a number, nothing follows it in its row, and there is prose about it.
"""

import re
from collections.abc import Iterator, Sequence

from cleanup.hidden import TypeGrid
from ocr.exemptions import read
from ocr.model import Box, Word

# Blank paper at either side of a code, and before one that stands behind words.
ABOUT, BEHIND = 2.0, 6.0  # letters
# Rows of prose over and under a code: so long, and so near when the code stands behind words.
PROSE = 3  # words
NEXT_ROW = 1.6  # line pitches
# Where a code stands by itself they may be farther apart, but what is higher may be a blank page.
NEAR = 5.0  # line pitches
SAME_MARGIN, INDENT = 1.0, 12.0  # letters
LEAST_WORDS = 2  # before a code, or it is a name or a heading
# The row over it runs over so much of the blank, or it is a table or a form.
RUNS_ON = 0.7
# Other codes that begin where one does are a list.
LISTED = 2
BAR = 0.7  # line pitches: as high as a bar over type
LEAST_FREE = 0.4  # line pitches: more than the blank that a paragraph begins with
# (b)(1), 1.4(d), 5.1.2e and 10.2.g; not 19(1), 11.1 and s.22, which number sections.
NO_NUMBER = re.compile(r"^\([a-z]\)\s?\(\d|\.\d+\.?\(?[a-z]\)?$", re.IGNORECASE)


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
        if NO_NUMBER.search(word.text) and is_a_code(word.text)
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
    row, label = rows[n], rows[n][at].box
    if at + 1 < len(row) or not 0 < n < len(rows) - 1:
        return None
    left, right = (row[at - 1].box.right if at else grid.left), grid.right
    before = BEHIND if at else ABOUT
    if label.left - left < before * grid.letter or right - label.right < ABOUT * grid.letter:
        return None
    top, bottom = _reach(rows, n, label, grid)
    blank = Box(round(left + grid.letter / 2 * bool(at)), top, right, bottom)
    over, under = rows[n - 1], rows[n + 1]
    near = NEXT_ROW if at else NEAR
    if not all(_is_prose(other, label, grid, near) for other in (over, under)):
        return None
    return blank if not at or _is_amid(row[:at], over, under, blank, grid) else None


def _is_amid(
    row: Sequence[Word], over: Sequence[Word], under: Sequence[Word], blank: Box, grid: TypeGrid
) -> bool:
    """Whether a row before a blank stands between two of its paragraph, the first indented."""
    left = row[0].box.left
    flush = abs(under[0].box.left - left) <= SAME_MARGIN * grid.letter
    indent = (over[0].box.left - left) / grid.letter
    begins = -SAME_MARGIN <= indent <= INDENT
    return len(row) >= LEAST_WORDS and flush and begins and runs_on(over, blank)


def _is_prose(row: Sequence[Word], label: Box, grid: TypeGrid, near: float) -> bool:
    return len(row) >= PROSE and abs(row[0].box.middle - label.middle) <= near * grid.line


def runs_on(row: Sequence[Word], blank: Box) -> bool:
    """Whether words of another row stand over or under a blank, nearly all along."""
    shared = (min(w.box.right, blank.right) - max(w.box.left, blank.left) for w in row)
    return sum(each for each in shared if each > 0) >= RUNS_ON * blank.width


def _reach(rows: Sequence[Sequence[Word]], n: int, label: Box, grid: TypeGrid) -> tuple[int, int]:
    """How far up and down the blank goes: beside words by their row, else by whole rows too."""
    half = BAR * grid.line / 2
    over = under = 0.0
    if len(rows[n]) == 1:
        over = _missing(label.middle - rows[n - 1][0].box.middle, grid)
        under = _missing(rows[n + 1][0].box.middle - label.middle, grid)
    top = label.middle - over * grid.line - half
    return max(round(top), 0), round(label.middle + under * grid.line + half)


def _missing(apart: float, grid: TypeGrid) -> float:
    """Rows, and halves of them, for which there is room between two that are so far apart.

    Paragraphs are a row apart themselves, and a label stands between rows when those are even.
    """
    free = apart / grid.line - 1
    return max(0.0, round(2 * free) / 2) if free >= LEAST_FREE else 0.0
