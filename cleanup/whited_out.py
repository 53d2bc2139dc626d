"""Text whited out: gaps in lines of type that an exemption code explains.

    the visitor told             that he had come     (b)(1)     a code beside the row
    the visitor told    (b)(6)   that he had come                a code in the gap

White on white leaves nothing to see, so a gap alone is none: tables, headings and
addresses are full of gaps. Only a line that stops and resumes counts, where no column
starts, and only with a code that no redaction stands beside. What is found is an
inference from blank paper, and its certainty says so; whole lines and the ends of lines
that are whited out cannot be told from short lines and are not found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cleanup.codes import LABEL_IN_GAP, Group, group_codes
from cleanup.hidden import measure_type
from cleanup.model import Placed, Role
from cleanup.rows import ON_THE_ROW
from ocr.exemptions import is_to_the_letter
from ocr.frame import corners
from ocr.model import Box, Kind, Line, Redaction, Word
from ocr.page import Page

# Typists leave a blank between words, two after a full stop and five at an indent.
LEAST_GAP = 6.0  # letters
# Blank paper at either side of a code in a gap; in a sentence there is one letter's width.
ABOUT_LABEL = 2.0  # letters
# What resumes below or above what starts at the same place is a column.
SAME_COLUMN = 1.0  # letters
COLUMN_ROWS = 2  # other rows that start there
# Words of prose on either side, or it is the cell of a table, a date, a name.
LEAST_WORDS = 2
# A code in the gap says more than one beside the row.
CERTAINTY_LABEL, CERTAINTY_BESIDE = 0.5, 0.4


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank paper inside a row, its width in letters, and the label printed in it."""

    box: Box
    letters: float
    label: tuple[Word, ...] = ()


def with_whited_out(
    pages: Sequence[Page], placed: Sequence[Placed]
) -> tuple[tuple[Page, ...], tuple[Placed, ...]]:
    """Pages with the whited-out redactions that codes tell of, and lines parted there.

    Redactions stay in order. Every word is kept: a label in a gap becomes a line of its
    own with role CODE.
    """
    groups = group_codes(placed)
    found = {
        page.number: find_whited_out(page, placed, [g for g in groups if g.page == page.number])
        for page in pages
    }
    parted = (piece for line in placed for piece in _parted(line, found[line.page]))
    return tuple(_with(page, found[page.number]) for page in pages), tuple(parted)


def find_whited_out(
    page: Page, placed: Sequence[Placed], groups: Sequence[Group]
) -> tuple[Redaction, ...]:
    """Whited-out redactions of one page, from its placed lines and groups of margin codes."""
    lines = [p.line for p in placed if p.page == page.number and p.role is Role.BODY]
    if not lines:  # a failed page may even be without an area
        return ()
    grid = measure_type(lines, page.redactions, width=page.width, height=page.height, dpi=page.dpi)
    if not grid.measured:
        return ()
    rows = _rows(word for line in lines for word in line.words)
    starts = [_starts(row, grid.letter) for row in rows]
    free = [group for group in groups if not _is_taken(group, page.redactions, grid.line)]
    found = []
    for n, row in enumerate(rows):
        others = [start for m, each in enumerate(starts) if m != n for start in each]
        gaps = [
            gap
            for gap in _gaps(row, grid.letter)
            if not _is_a_column(gap, others, grid.letter)
            and not any(gap.box.overlaps(r.box) for r in page.redactions)
        ]
        found += [_redaction(gap, CERTAINTY_LABEL) for gap in gaps if gap.label]
        plain = [gap for gap in gaps if not gap.label]
        # Of two gaps on a row the code may mean either.
        if len(plain) == 1 and any(_stands_beside(group, plain[0].box) for group in free):
            found.append(_redaction(plain[0], CERTAINTY_BESIDE))
    return tuple(found)


def _with(page: Page, found: Sequence[Redaction]) -> Page:
    if not found:
        return page
    every = sorted((*page.redactions, *found), key=lambda r: (r.box.top, r.box.left))
    return replace(page, redactions=tuple(every))


def _parted(line: Placed, gaps: Sequence[Redaction]) -> list[Placed]:
    """A line of the body in pieces: before each gap, the label in it, and after it."""
    gaps = [gap for gap in gaps if gap.box.overlaps(line.box)]
    if line.role is not Role.BODY or not gaps:
        return [line]
    labels = {word for gap in gaps for word in gap.label}
    pieces: list[list[Word]] = [[]]
    for before, word in zip((None, *line.line.words), line.line.words, strict=False):
        crossed = before and any(before.box.right <= g.box.left < word.box.left for g in gaps)
        if before and (crossed or (word in labels) != (before in labels)):
            pieces.append([])
        pieces[-1].append(word)
    lines = [replace(line, line=Line(tuple(piece))) for piece in pieces]
    return [
        each.as_role(Role.CODE, LABEL_IN_GAP) if each.line.words[0] in labels else each
        for each in lines
    ]


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words side by side, left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.middle):
        if rows and rows[-1][-1].box.rows_shared(word.box) >= ON_THE_ROW:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.box.left) for row in rows]


def _starts(row: Sequence[Word], letter: float) -> list[int]:
    """Where text begins after blank paper, at the left edge and after each wide gap."""
    pairs = zip(row, row[1:], strict=False)
    after = [b.box.left for a, b in pairs if b.box.left - a.box.right >= 2 * letter]
    return [row[0].box.left, *after]


def _gaps(row: Sequence[Word], letter: float) -> Iterator[Gap]:
    """Gaps with prose on both sides; the words of a label in one are no prose."""
    prose = [n for n, word in enumerate(row) if not is_to_the_letter(word.text, numbered=True)]
    for before, (left, right) in enumerate(zip(prose, prose[1:], strict=False), start=1):
        after = len(prose) - before
        if min(before, after) < LEAST_WORDS:
            continue
        label = tuple(row[left + 1 : right])
        one, other = row[left].box, row[right].box
        wide = (other.left - one.right) / letter
        if wide < LEAST_GAP or (label and not _is_apart(label, one, other, letter)):
            continue
        half = round(letter / 2)
        top, bottom = min(one.top, other.top), max(one.bottom, other.bottom)
        yield Gap(Box(one.right + half, top, other.left - half, bottom), wide, label)


def _is_apart(label: Sequence[Word], one: Box, other: Box, letter: float) -> bool:
    blank = min(label[0].box.left - one.right, other.left - label[-1].box.right)
    return blank >= ABOUT_LABEL * letter


def _is_a_column(gap: Gap, starts: Sequence[int], letter: float) -> bool:
    near = [s for s in starts if abs(s - gap.box.right - letter / 2) <= SAME_COLUMN * letter]
    return len(near) >= COLUMN_ROWS


def _is_taken(group: Group, redactions: Sequence[Redaction], line: float) -> bool:
    """Whether a redaction stands beside a group, or within a line of it."""
    box = group.box
    return any(r.box.top < box.bottom + line and r.box.bottom > box.top - line for r in redactions)


def _stands_beside(group: Group, gap: Box) -> bool:
    """The first code of a group is printed level with what it is about."""
    return group.lines[0].box.rows_shared(gap) > 0


def _redaction(gap: Gap, certainty: float) -> Redaction:
    return Redaction(Kind.WHITED_OUT, (gap.box,), corners(gap.box), certainty, gap.label)
