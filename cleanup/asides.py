"""Labels of a few rows beside the first rows of a paragraph: its source, date and level.

    Harbor Office Kavala  An untested source said that the
    30 Apr 51             railroad from the coast has been
    CONFIDENTIAL          completed by the end of the month
    by using rails taken from a section of another line.

First the three short rows are read, and then the paragraph, which goes on below them at the margin.
Read across, as tables are, the label would stand in the midst of the sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from cleanup.measures import LEFT_OVER
from ocr.lines import rows_of
from ocr.model import Box, Line, Word

# Rows of the label that stand beside rows of the text, and words of each of the two.
LEAST, LABEL, TEXT = 2, 5, 3
# Heights of the type from one row to the next, at most: a blank line is two and more.
STEP = 1.8
# The blank between the two, in heights of the type: in one row at least, and in each of them.
WIDE, NARROW = 2.0, 0.4
# How far the beginnings of rows differ, in heights of the type, and how far in the text begins.
NEAR, FURTHER_IN = 0.5, 3.0


@dataclass(frozen=True, slots=True)
class Aside:
    """Where a label stands beside its paragraph: its rows, and the blank behind it, in pixels."""

    top: int
    bottom: int
    gutter: int


@dataclass(frozen=True, slots=True)
class _Type:
    """What is usual on a page: the height of its type, where its lines end, and a letter."""

    high: float
    right: float
    letter: float


def find_asides(lines: Sequence[Line]) -> list[Aside]:
    """The labels of one page beside whose rows a paragraph begins, from the top; mostly none."""
    rows = [tuple(word for line in row for word in line.words) for row in rows_of(lines)]
    if len(rows) <= LEAST:
        return []
    size = _measured(lines)
    found: list[Aside] = []
    for at, row in enumerate(rows):
        if found and row[0].box.top < found[-1].bottom:
            continue
        for cut in _cuts(row, WIDE * size.high):
            if (aside := _aside(rows, at, row[cut].box.left, size)) is not None:
                found.append(aside)
                break
    return found


def _measured(lines: Sequence[Line]) -> _Type:
    words = [word for line in lines for word in line.words]
    widest = max(line.box.width for line in lines)
    rights = [line.box.right for line in lines if line.box.width > widest / 2]
    letters = sum(len(word.text) for word in words)
    return _Type(
        median(word.box.height for word in words),
        quantiles(rights, n=10)[-1] if len(rights) > 1 else rights[0],
        sum(word.box.width for word in words) / letters,
    )


def _cuts(row: Sequence[Word], least: float) -> list[int]:
    """Before which words of a row there is such a blank."""
    pairs = enumerate(pairwise(row), 1)
    return [at for at, (one, other) in pairs if other.box.left - one.box.right >= least]


def _aside(rows: Sequence[tuple[Word, ...]], at: int, edge: int, size: _Type) -> Aside | None:
    """The label that a row is a part of, where its text begins at `edge`."""
    labelled = [at]
    for step in (-1, 1):
        row = at + step
        while (
            0 <= row < len(rows)
            and _label(rows[row], edge, size)
            and _adjoin(rows, row, -step, size)
        ):
            labelled.append(row)
            row += step
    first, last = min(labelled), max(labelled)
    below = last + 1
    while (
        below < len(rows) and _begins_at(rows[below], edge, size) and _adjoin(rows, below, -1, size)
    ):
        below += 1
    # A paragraph begins with it: a blank that runs down through text is where words were lost.
    begun = first > 0 and rows[first - 1][0].box.left < edge and _adjoin(rows, first, -1, size)
    if last - first + 1 < LEAST or begun or not _are_labels(rows[first : last + 1], size):
        return None
    text = [_text(row, edge, size) for row in rows[first:below]]
    if below < len(rows) and _adjoin(rows, below, -1, size):
        text.append(rows[below])
        if edge - rows[below][0].box.left < FURTHER_IN * size.high:
            return None
    elif below == last + 1:
        return None
    if not _runs_on(text, size):
        return None
    labels = [word for row in rows[first : last + 1] for word in _label(row, edge, size)]
    box = Box.around(word.box for word in labels)
    return Aside(box.top, box.bottom, (box.right + edge) // 2) if box.right < edge else None


def _label(row: Sequence[Word], edge: int, size: _Type) -> tuple[Word, ...]:
    """The words of a row left of its text, where it has both; else none."""
    for cut in _cuts(row, NARROW * size.high):
        if abs(row[cut].box.left - edge) <= NEAR * size.high and cut <= LABEL:
            return tuple(row[:cut])
    return ()


def _text(row: Sequence[Word], edge: int, size: _Type) -> tuple[Word, ...]:
    return tuple(row[len(_label(row, edge, size)) :])


def _begins_at(row: Sequence[Word], edge: int, size: _Type) -> bool:
    return abs(row[0].box.left - edge) <= NEAR * size.high


def _adjoin(rows: Sequence[tuple[Word, ...]], at: int, step: int, size: _Type) -> bool:
    """Whether a row stands right under or above the next one in that direction."""
    one, other = rows[at][-1].box, rows[at + step][-1].box
    return abs(one.middle - other.middle) <= STEP * size.high


def _are_labels(labelled: Sequence[tuple[Word, ...]], size: _Type) -> bool:
    """Whether rows begin at one place, and none with a small letter or a form's `FROM:`."""
    lefts = [row[0].box.left for row in labelled]
    goes_on = any(row[0].text.endswith(":") or row[0].text[0].islower() for row in labelled)
    return max(lefts) - min(lefts) <= NEAR * size.high and not goes_on


def _runs_on(text: Sequence[tuple[Word, ...]], size: _Type) -> bool:
    """Whether rows are one paragraph: each is full but for the last."""
    return all(len(row) >= TEXT for row in text) and all(
        above[-1].box.right + below[0].box.width + (1 + LEFT_OVER) * size.letter >= size.right
        for above, below in pairwise(text)
    )
