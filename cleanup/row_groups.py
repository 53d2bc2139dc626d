"""Rows that belong together by their shape: items of a list, rows of a table.

    item                          table
    a. the first                  ELMA      4     0     26th July
    b. the second, which is       BRISA     5     3
       longer than a line         TARN      0    24

One row alone proves nothing: `A. Penn` begins many a line, and a wide gap may be a
redaction's or a typist's. An item needs another of its series; a column needs several
rows that leave the same gap.
"""

import re
from collections.abc import Sequence

from cleanup.measures import LEFT_OVER, Measures
from cleanup.model import Marked, Row, words_of
from ocr.model import Word

# Left edges of the text behind the item's mark, by the row's identity.
Listed = dict[int, int]

MARK = re.compile(r"^(?:\(([a-z]|[ivx]{1,4}|\d{1,2})\)|([a-z]|[ivx]{1,4}|\d{1,2})\)|([a-zA-Z])\.)$")
BULLET = re.compile(r"^(?:[-–—•*·■]|--)$")
ENDED = re.compile(r"[.:;!?][\"')\]]?$")
# Blanks between columns: at least this many times the height of the type, so three or
# four letters; a sentence has one or two.
COLUMN_GAP = 2.0
# The blank that all rows of a table leave white, in heights of their type.
SHARED_GAP = 1.0
# Rows in a row with the same gap that make a table.
TABLE_ROWS = 3
# Words on either side of the blank in a row of running text: two are a name or an amount.
PROSE = 3


def items(rows: Sequence[Row]) -> Listed:
    """The rows that begin an item of a list."""
    found: Listed = {}
    marked: list[tuple[Row, str]] = []
    for above, row in zip([None, *rows], rows, strict=False):
        mark = _mark(row)
        ended = above is None or bool(ENDED.search(above.text)) or _further_in(above, row)
        if mark and ended:
            marked.append((row, mark))
    for before, (row, mark), after in zip(
        [None, *marked], marked, [*marked[1:], None], strict=False
    ):
        beside = [each for each in (before, after) if each]
        if any(_one_series(mark, other) for _, other in beside):
            found[id(row)] = hanging_left(row)
    return found


def hanging_left(row: Row) -> int:
    """The left edge of the text behind a row's mark or paragraph number, in pixels."""
    words = words_of(row.parts)
    return words[1].box.left if len(words) > 1 else row.box.left


def columned(rows: Sequence[Row], measures: Measures) -> frozenset[int]:
    """The identities of rows that are rows of a table."""
    found: set[int] = set()
    run: list[Row] = []
    shared: list[tuple[int, int]] = []
    with_gap = 0
    for row in rows:
        gaps = _gaps(row)
        common = _overlaps(shared, gaps) if run and row.place == run[-1].place else []
        wide = [gap for gap in common if gap[1] - gap[0] >= SHARED_GAP * row.box.height]
        if wide:
            run, shared, with_gap = [*run, row], wide, with_gap + 1
        elif not _goes_on_in_a_column(run, row, shared):
            run, shared, with_gap = [row], gaps, 1
        else:
            run = [*run, row]
        if with_gap >= TABLE_ROWS and shared and not _is_prose(run, shared[0], measures):
            found |= {id(each) for each in run}
    return frozenset(found)


def _is_prose(run: Sequence[Row], gap: tuple[int, int], measures: Measures) -> bool:
    """Whether rows with a common blank are running text: words were lost there, or marked over.

    Half of them go on in small letters, with words enough on both sides of the blank, and half
    fill their column, as cells of a table seldom do.
    """
    going_on = sum(_goes_on(row, gap) for row in run)
    return 2 * going_on >= len(run) and 2 * sum(_is_full(row, measures) for row in run) >= len(run)


def _goes_on(row: Row, gap: tuple[int, int]) -> bool:
    words = words_of(row.parts)
    before = sum(word.box.right <= gap[0] for word in words)
    behind = sum(word.box.left >= gap[1] and word.text[0].isalpha() for word in words)
    return bool(words) and words[0].text[0].islower() and min(before, behind) >= PROSE


def _is_full(row: Row, measures: Measures) -> bool:
    """Whether the next word may have had no room on a row."""
    size = measures[row.place]
    return row.box.right + (1 + LEFT_OVER) * size.letter >= size.right


def _goes_on_in_a_column(run: Sequence[Row], row: Row, shared: Sequence[tuple[int, int]]) -> bool:
    """Whether a row holds nothing but the next line of a table's right-hand column."""
    near = bool(run) and run[-1].place == row.place
    return near and any(row.box.left >= right - row.box.height for _, right in shared)


def spaced(row: Row) -> str:
    """A row's text with two blanks where its columns part."""
    text = ""
    last: Word | Marked | None = None
    for piece in _pieces(row):
        gap = _is_gap(last, piece, row) if last else False
        text += ("  " if gap else " " if last else "") + piece.text
        last = piece
    return text


def _mark(row: Row) -> str:
    """The item's mark in plain letters, `-` for a bullet; "" when there is none."""
    words = words_of(row.parts)
    if len(words) < 2 or row.joint != "auto" or words[0].box.left > row.box.left:
        return ""
    if BULLET.match(words[0].text):
        return "-"
    found = MARK.match(words[0].text)
    if not found:
        return ""
    style = "()" if found.group(1) else ")" if found.group(2) else "."
    return style + next(group for group in found.groups() if group)


def _one_series(mark: str, other: str) -> bool:
    """Whether two marks are neighbours: `a.` and `b.`, `(2)` and `(3)`, two bullets."""
    if mark == other:
        return mark == "-"
    a, b = mark.lstrip("()."), other.lstrip("().")
    if mark[: len(mark) - len(a)] != other[: len(other) - len(b)] or not a or not b:
        return False
    if a.isdecimal() and b.isdecimal():
        return abs(int(a) - int(b)) == 1
    return (len(a) == len(b) == 1 and abs(ord(a) - ord(b)) == 1) or _roman(a, b)


ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _roman(a: str, b: str) -> bool:
    return a in ROMAN and b in ROMAN and abs(ROMAN.index(a) - ROMAN.index(b)) == 1


def _further_in(above: Row, row: Row) -> bool:
    """Whether a row begins elsewhere than the one above, by more than a letter's width."""
    return abs(row.box.left - above.box.left) > 0.8 * min(row.box.height, above.box.height)


def _pieces(row: Row) -> list[Word | Marked]:
    pieces: list[Word | Marked] = []
    for part in row.parts:
        pieces += [part] if isinstance(part, Marked) else list(part.line.words)
    return pieces


def _is_gap(left: Word | Marked, right: Word | Marked, row: Row) -> bool:
    height = min(part.box.height for part in row.parts)
    return right.box.left - left.box.right >= COLUMN_GAP * height


def _gaps(row: Row) -> list[tuple[int, int]]:
    """The wide blanks in a row, as (left, right) in pixels; redactions are none."""
    if any(isinstance(part, Marked) for part in row.parts):
        return []
    words = words_of(row.parts)
    return [
        (left.box.right, right.box.left)
        for left, right in zip(words, words[1:], strict=False)
        if _is_gap(left, right, row)
    ]


def _overlaps(
    shared: Sequence[tuple[int, int]], gaps: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The blanks that all rows so far leave white."""
    both = [(max(a, c), min(b, d)) for a, b in shared for c, d in gaps]
    return [(left, right) for left, right in both if left < right]
