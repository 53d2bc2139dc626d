"""Rows into paragraphs: undoing the line breaks of the typewriter.

A line break is the typist's own, and kept, when something shows it: a paragraph
number or portion mark follows, an item of a list, the next row is indented or further
down, or the next word would have fitted on the line and was not put there. Rows of
tables, addresses and signature blocks stay one below the other (`cleanup.row_groups`).
With layout "lines" every typed line does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cleanup.hyphens import NO_WORDS, Vocabulary, is_cut, join_parts, words_of
from cleanup.insets import inset
from cleanup.measures import GAP, LEFT_OVER, SHORT, Measure, Measures, height_of, measure
from cleanup.model import Block, Marked, Placed, Row
from cleanup.paragraph_marks import NUMBERED, starts_paragraph
from cleanup.row_groups import Listed, columned, hanging_left, items, spaced

Layout = Literal["paragraphs", "lines"]
INDENT = 0.2  # inches to the right of the row above, about two pica letters
# Rows that begin further in than this share of the column are no paragraph's.
FAR_IN = 0.33
DOUBLE = 2.5  # times the single spacing of notes that a double-spaced text stands over
# What begins a line under a letter: `cc: Director`, `enclosures: two copies`.
LABEL = re.compile(r"^(?:[a-z]+:|b?cc\b)")
# A word in small letters; `a. ` and `iv) ` begin items, and `b7` is a code.
SMALL = re.compile(rf"^(?!{LABEL.pattern[1:]}|[a-z]{{1,4}}[.)]\s)[a-z]+(?!\w)")
# A row whose sentence has not ended, and one that ends in letters with a hyphen: `Q-` is none.
OPEN = re.compile(r"[\w,;)\-–—]$")
CUT_OFF = re.compile(r"([A-Za-z]{2,})-$")
APART = 0.5  # inches that a redaction in the margin stands off the text
STEP = 0.4  # inches from line to line of such a block, where each is indented a little


@dataclass(frozen=True, slots=True)
class _Shapes:
    """What the shapes of rows tell, before any is put to another.

    measures   what is usual where they stand
    listed     the items of lists, and where their text begins
    tables     rows of tables, by their identity
    beside     rows that go on beside something, by their identity
    """

    measures: Measures
    listed: Listed
    tables: frozenset[int]
    beside: frozenset[int]

    @classmethod
    def of(cls, rows: Sequence[Row], dpi: dict[int, int]) -> "_Shapes":
        measures = {
            place: measure([row for row in rows if row.place == place], dpi[place[0]])
            for place in {row.place for row in rows}
        }
        return cls(measures, items(rows), columned(rows, measures), inset(rows, measures))


def refold(
    rows: Sequence[Row],
    dpi: dict[int, int],
    *,
    layout: Layout = "paragraphs",
    stacked: bool = False,
) -> tuple[Block, ...]:
    """Join rows to paragraphs; `dpi` gives the resolution of each page by number.

    layout   "lines" keeps every typed line of a paragraph on a line of its own
    stacked  whether short lines one below the other are an address or a signature block;
             in a cable they are crossheads, signature and trailer, each for itself
    """
    shapes = _Shapes.of(rows, dpi)
    groups: list[list[Row]] = []
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else None
        if groups and not _starts(groups[-1], row, following, shapes, stacked=stacked):
            groups[-1].append(row)
        else:
            groups.append([row])
    if stacked:
        groups = _stacked(groups, shapes)
    vocabulary = words_of(rows)
    return tuple(_block(group, vocabulary, layout, shapes) for group in groups)


def _starts(
    group: Sequence[Row],
    row: Row,
    following: Row | None,
    shapes: _Shapes,
    *,
    stacked: bool,
) -> bool:
    """Whether a paragraph begins with `row`, after the rows of `group`."""
    above = group[-1]
    in_tables = [id(each) in shapes.tables for each in (above, row)]
    if above.joint == row.joint == "auto" and any(in_tables):
        return not all(in_tables) or above.place != row.place
    stands_alone = (
        _is_crosshead(row)
        and following is not None
        and starts_paragraph(following.text)
        and isinstance(above.parts[-1], Marked)
    )
    if stands_alone or (row.joint == "auto" and id(row) in shapes.listed):
        return True
    if id(row) in shapes.beside:
        return starts_paragraph(row.text)
    if stacked and row.joint == "auto" and _far_in(above, row, shapes.measures):
        return True
    if row.joint == "auto" and _hangs(group, row, shapes):
        return False
    return _breaks(above, row, shapes.measures)


def _hangs(group: Sequence[Row], row: Row, shapes: _Shapes) -> bool:
    """Whether a row goes on under the words of its item, to the right of the item's mark."""
    first, above, size = group[0], group[-1], shapes.measures[row.place]
    own = hanging_left(first) if NUMBERED.match(first.text) else None
    left = shapes.listed.get(id(first)) or own
    if left is None or above.place != row.place or starts_paragraph(row.text):
        return False
    close = height_of(row) - height_of(above) <= GAP * size.pitch
    return close and abs(row.box.left - left) < INDENT * size.dpi


def _stacked(groups: Sequence[list[Row]], shapes: _Shapes) -> list[list[Row]]:
    """Short lines one below the other put together: an address, a signature block."""
    out: list[list[Row]] = []
    open_stack = False
    for group in groups:
        short = _is_short(group, shapes.measures, shapes.listed)
        if short and open_stack and _right_under(out[-1][-1], group[0], shapes.measures):
            out[-1].extend(group)
        else:
            out.append(list(group))
        open_stack = short
    return out


def _is_short(group: Sequence[Row], measures: Measures, listed: Listed) -> bool:
    [row, *more] = group
    short = row.box.width < SHORT * _column(measures[row.place])
    plain = id(row) not in listed and not starts_paragraph(row.text) and row.joint == "auto"
    return not more and short and plain and bool(row.typed)


def _column(size: Measure) -> float:
    return max(size.right - size.left, 1.0)


def _far_in(above: Row, below: Row, measures: Measures) -> bool:
    """Whether both rows begin in the right part of the column, where only stacks stand."""
    size = measures[below.place]
    far = size.left + FAR_IN * _column(size)
    return above.place == below.place and min(above.box.left, below.box.left) > far


def _right_under(above: Row, below: Row, measures: Measures) -> bool:
    size = measures[below.place]
    near = above.place == below.place and height_of(below) - height_of(above) <= GAP * size.pitch
    return near and abs(below.box.left - above.box.left) < STEP * size.dpi


def _block(
    group: Sequence[Row],
    vocabulary: Vocabulary,
    layout: Layout,
    shapes: _Shapes,
) -> Block:
    if id(group[0]) in shapes.tables:
        parts = tuple(part for row in group for part in row.parts)
        return Block("\n".join(spaced(row) for row in group), parts)
    apart = len(group) > 1 and any(
        row.joint == "auto"
        and id(row) not in shapes.beside
        and _stands_apart(above, row, shapes.measures)
        for above, row in zip(group, group[1:], strict=False)
    )
    return join_rows(group, vocabulary, "lines" if apart else layout)


def _stands_apart(above: Row, below: Row, measures: Measures) -> bool:
    """Whether two rows of one group are lines of a stack, rather than a sentence."""
    short = _is_short([above], measures, {}) and _is_short([below], measures, {})
    apart = _breaks(above, below, measures) or _far_in(above, below, measures)
    return short and apart and _right_under(above, below, measures)


def join_rows(
    rows: Sequence[Row], vocabulary: Vocabulary = NO_WORDS, layout: Layout = "paragraphs"
) -> Block:
    """Rows of one paragraph as one block of text, or each on its line."""
    parts = tuple(part for row in rows for part in row.parts)
    if layout == "lines":
        return Block("\n".join(row.text for row in rows), parts)
    return Block(join_parts(parts, vocabulary), parts)


def _breaks(above: Row, below: Row, measures: Measures) -> bool:
    if below.joint != "auto":
        return below.joint == "paragraph"
    if starts_paragraph(_after_margin(below, measures[below.place].dpi)):
        return True
    if bool(above.column) != bool(below.column):  # a heading over columns, or what is below
        return True
    if above.place != below.place:
        return _breaks_over_pages(above, below, measures)
    size = measures[below.place]
    step = height_of(below) - height_of(above)
    if step <= GAP * size.pitch and _is_in_a_word(above, below):
        return False
    further_down = step > GAP * size.pitch and not _bridged(above, below)
    if further_down and not (step <= DOUBLE * size.pitch and _mid_sentence(above, below, size)):
        return True
    return _indented(above, below, size) or _word_left_over(above, below, size)


def _after_margin(row: Row, dpi: int) -> str:
    """The text of a row, without a redaction in the margin that stands off it."""
    first, *more = row.parts
    if isinstance(first, Marked) and more and more[0].box.left - first.box.right > APART * dpi:
        return " ".join(part.text for part in more)
    return row.text


def _is_in_a_word(above: Row, below: Row) -> bool:
    """Whether a row ends in a word that is cut, and its rest is written as its beginning is."""
    cut = CUT_OFF.search(above.text)
    same = cut is not None and cut.group(1)[-1].islower() == below.text[0].islower()
    return same and is_cut(above.text, below.text) and LABEL.match(below.text) is None


def _mid_sentence(above: Row, below: Row, size: Measure) -> bool:
    """Whether a sentence that has not ended goes on with a small letter, as no paragraph begins.

    In a double-spaced text with single-spaced notes that is all that tells its rows together.
    Under a signature, which stands further in, begin `cc: Director` and `enclosures: two`.
    """
    first = below.parts[0]
    on = isinstance(first, Placed) and SMALL.match(first.text) is not None
    far_in = above.box.left - size.left > FAR_IN * _column(size)
    return on and not far_in and OPEN.search(above.text) is not None


def _breaks_over_pages(above: Row, below: Row, measures: Measures) -> bool:
    size = measures[below.place]
    if below.box.left - size.left >= INDENT * size.dpi:
        return True
    ended = re.search(r"[.!?:][\"')]?$", above.text) is not None
    return _word_left_over(above, below, measures[above.place]) and (ended or _is_crosshead(above))


def _is_crosshead(row: Row) -> bool:
    """Capitals on a line of their own, without a full stop or a redaction."""
    plain = all(isinstance(part, Placed) for part in row.parts)
    text = row.text
    return plain and text.isupper() and len(text.split()) <= 10 and not text.endswith((".", ","))


def _bridged(above: Row, below: Row) -> bool:
    """Whether a redaction on one of the rows fills the gap between them."""
    reach = min(above.box.height, below.box.height)
    upper = [part.redaction.box for part in above.parts if isinstance(part, Marked)]
    lower = [part.redaction.box for part in below.parts if isinstance(part, Marked)]
    # A paragraph withheld whole has a blank line above it; a passage withheld from
    # the middle of one begins right under the line before.
    return any(
        box.bottom >= below.box.top - reach and box.height > 1.5 * reach for box in upper
    ) or any(box.top <= above.box.bottom + 0.9 * reach for box in lower)


def _indented(above: Row, below: Row, size: Measure) -> bool:
    in_from_margin = below.box.left - size.left >= INDENT * size.dpi
    return in_from_margin and below.box.left - above.box.left >= INDENT * size.dpi


def _word_left_over(above: Row, below: Row, size: Measure) -> bool:
    """Whether the first word of `below` would have fitted on `above` with room to spare."""
    if isinstance(above.parts[-1], Marked) or not above.typed:
        return False
    first = below.parts[0]
    if isinstance(first, Marked):  # nobody knows how long the first hidden word is
        return False
    length = len(first.text.split()[0])
    return above.box.right + (1 + length + LEFT_OVER) * size.letter < size.right
