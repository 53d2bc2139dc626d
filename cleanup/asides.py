"""A source, a date and a level beside the first rows of a paragraph, as in bulletins.

    Harbor Office Kavala  The keeper of the lamps said that
    30 Apr 51             all of them had been lit before
    CONFIDENTIAL          the end of the month, and most of
    them with oil that was taken from the other harbor.

First the three short rows are read, and then the paragraph, which goes on below them at the margin.
Read across, as tables are, the label would stand in the midst of the sentence. But marks of items,
hours of a log and names of a list stand beside text in the same shape, and each of their rows is
read across: so the three are told by what they say, and no others are taken out of their rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median, quantiles

from cleanup.dates import find_date
from cleanup.levels import level_of
from cleanup.measures import LEFT_OVER
from ocr.lines import rows_of
from ocr.model import Box, Line, Word

# Rows of the label; words of its source, at most; words of a row of the text, at least.
LABEL_ROWS, SOURCE, TEXT = 3, 5, 3
# Heights of the type from one row to the next, at most: a blank line is two and more.
STEP = 1.8
# The blank behind date and level, in heights of the type. A source may be as long as its place.
WIDE = 2.0
# How far the beginnings of rows differ, in heights of the type, and how far in the text begins.
NEAR, FURTHER_IN = 0.5, 3.0

_Row = tuple[Word, ...]


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


def find_asides(lines: Sequence[Line], redacted: Sequence[Box] = ()) -> list[Aside]:
    """The labels of one page beside whose rows a paragraph begins, from the top; mostly none.

    redacted   bands of its redactions: what stands before and after one is one line
    """
    rows = [tuple(word for line in row for word in line.words) for row in rows_of(lines)]
    if len(rows) <= LABEL_ROWS:
        return []
    size = _measured(lines)
    found = (_aside(rows, at, size, redacted) for at in range(len(rows) - LABEL_ROWS))
    return [aside for aside in found if aside is not None]


def _measured(lines: Sequence[Line]) -> _Type:
    words = [word for line in lines for word in line.words]
    widest = max(line.box.width for line in lines)
    rights = [line.box.right for line in lines if line.box.width > widest / 2]
    letters = sum(len(word.text) for word in words)
    high = median(word.box.height for word in words)
    return _Type(
        high,
        quantiles(rights, n=10)[-1] if len(rights) > 1 else rights[0],
        sum(word.box.width for word in words) / letters,
    )


def _aside(rows: Sequence[_Row], at: int, size: _Type, redacted: Sequence[Box]) -> Aside | None:
    """The label whose first row that is, where a paragraph begins beside it."""
    own = rows[at : at + LABEL_ROWS]
    labels = _labels(own, size)
    if labels is None:
        return None
    edge = own[-1][len(labels[-1])].box.left
    text = [row[len(label) :] for row, label in zip(own, labels, strict=True)]
    if _is_begun(rows, at, edge, size) or any(_is_filled(each, edge, redacted) for each in labels):
        return None
    below = _below(rows, at + LABEL_ROWS, edge, size)
    if not below or not _runs_on([*text, *below], size):
        return None
    box = Box.around(word.box for label in labels for word in label)
    return Aside(box.top, box.bottom, (box.right + edge) // 2)


def _labels(own: Sequence[_Row], size: _Type) -> list[_Row] | None:
    """Source, date and level of three rows that hold nothing else left of one edge; else None."""
    source, dated, level = own
    last = _before(level, WIDE * size.high)
    if not level_of(_said(last)):
        return None
    edge = level[len(last)].box.left
    near = NEAR * size.high
    date = _before(dated, WIDE * size.high, (edge - near, edge + near))
    first = _before(source, 0, (edge - near, edge + near))
    if not _is_date(date) or not _is_source(first):
        return None
    lefts = [row[0].box.left for row in own]
    close = all(_adjoin(above, below, size) for above, below in pairwise(own))
    return [first, date, last] if close and max(lefts) - min(lefts) <= near else None


def _before(row: _Row, blank: float, begins: tuple[float, float] = (0, inf)) -> _Row:
    """The words of a row before the first such blank, behind which a word begins there."""
    for at, (one, other) in enumerate(pairwise(row), 1):
        wide = other.box.left - one.box.right >= blank
        if wide and begins[0] <= other.box.left <= begins[1]:
            return row[:at]
    return ()


def _said(words: _Row) -> str:
    return " ".join(word.text for word in words)


def _is_date(words: _Row) -> bool:
    """Whether words are a date and nothing else."""
    found = find_date([_said(words)])
    return found is not None and found[1] == _said(words).strip(" .,")


def _is_source(words: _Row) -> bool:
    """Whether words may name who reported: `US Emb Kavala`, not `(1)` and not a form's `TO:`."""
    said = _said(words)
    return said[:1].isupper() and len(words) <= SOURCE and not said.endswith(":")


def _is_begun(rows: Sequence[_Row], at: int, edge: int, size: _Type) -> bool:
    """Whether text goes on from right above: a blank that runs down through it has lost words."""
    above = rows[at - 1] if at else ()
    return bool(above) and above[0].box.left < edge and _adjoin(above, rows[at], size)


def _is_filled(label: _Row, edge: int, redacted: Sequence[Box]) -> bool:
    """Whether a redaction stands in the blank behind a label, perhaps over letters beside it."""
    end = label[-1].box.right
    return any(
        band.left < edge and band.right > end and band.rows_shared(label[-1].box) > 0
        for band in redacted
    )


def _below(rows: Sequence[_Row], at: int, edge: int, size: _Type) -> list[_Row]:
    """The rows of the paragraph below its label: some at the edge, and the first at the margin.

    None where nothing tells that it is a paragraph: what stands below begins elsewhere, or apart.
    """
    found: list[_Row] = []
    for above, row in pairwise(rows[at - 1 :]):
        off = edge - row[0].box.left
        if not _adjoin(above, row, size):
            break
        if abs(off) > NEAR * size.high:
            return [*found, row] if off >= FURTHER_IN * size.high else []
        found.append(row)
    return found


def _adjoin(above: _Row, below: _Row, size: _Type) -> bool:
    """Whether a row stands right under another."""
    return abs(below[-1].box.middle - above[-1].box.middle) <= STEP * size.high


def _runs_on(text: Sequence[_Row], size: _Type) -> bool:
    """Whether rows are one paragraph: each is full but for the last."""
    return all(len(row) >= TEXT for row in text) and all(
        above[-1].box.right + below[0].box.width + (1 + LEFT_OVER) * size.letter >= size.right
        for above, below in pairwise(text)
    )
