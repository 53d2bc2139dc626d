"""Text whited out: gaps in lines of type that an exemption code explains.

    the visitor told             that he had come     (b)(1)     a code beside the row
    the visitor told    (b)(6)   that he had come                a code in the gap

    was seen on the quay and
                   in one afternoon.     (b)(6)     a line of a paragraph that begins late
    and he,              was told            a line or two below, for the same code

White on white leaves nothing to see, so a gap alone is none: tables, headings and
addresses are full of gaps. Only a line that stops and resumes counts, where no column
starts, and only with a code that no redaction stands beside. Where the lines over it and
under it begin at the margin and run on past the gap, it may be at the beginning of a line or
behind its first word, unless there is any other redaction on the page: nobody whites out one
name and blackens the next, and ragged ink leaves gaps of its own. What is found is an
inference from blank paper, and its certainty says so. There, too, a line counts that ends amid
a sentence, and two blank rows and more between rows of prose. A single row that is whited out
cannot be told from the blank between paragraphs and is not found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cleanup.codes import LABEL_IN_GAP, Group, group_codes
from cleanup.gap_labels import NEXT_ROW, SAME_MARGIN, blank_about_labels, is_a_code, runs_on
from cleanup.hidden import TypeGrid, measure_type
from cleanup.lines_cut_short import LEAST_WORDS, blank_rows, cut_short
from cleanup.model import Placed, Role
from cleanup.rows import ON_THE_ROW
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
# A code in the gap says more than one beside the row, and that more than one of a row above.
CERTAINTY_LABEL, CERTAINTY_BESIDE, CERTAINTY_BELOW = 0.5, 0.4, 0.35
# A code is about a gap so far below it at most: it is printed beside the first of them.
BELOW = 2.5  # line pitches
# A bar over a row of type is so high.
TYPE = 0.7  # line pitches


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank paper inside a row, and the label printed in it.

    in_paragraph   whether the rows over it and under it run on past it
    """

    box: Box
    label: tuple[Word, ...] = ()
    in_paragraph: bool = False


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
    found: list[Redaction] = []
    for n in range(len(rows)):
        others = [start for m, each in enumerate(starts) if m != n for start in each]
        gaps = [
            gap
            for gap in (_gaps(rows[n], grid.letter) if page.redactions else _gaps_of(rows, n, grid))
            if not _is_a_column(gap, others, grid.letter)
            and not any(gap.box.overlaps(r.box) for r in page.redactions)
        ]
        gaps = [replace(gap, box=_as_high_as_type(gap.box, grid.line)) for gap in gaps]
        found += [_redaction(gap, CERTAINTY_LABEL) for gap in gaps if gap.label]
        plain = [gap for gap in gaps if not gap.label]
        # Of two gaps on a row the code may mean either.
        if len(plain) == 1 and (sure := _explained(plain[0], free, found, grid.line)):
            found.append(_redaction(plain[0], sure))
    for box, label in blank_about_labels(rows, grid):
        # A code that was written beside a bar is about the bar.
        taken = _is_near(box, page.redactions, grid.line)
        if not taken and not any(box.overlaps(r.box) for r in found):
            found.append(_redaction(Gap(box, (label,)), CERTAINTY_BESIDE))
    if not page.redactions:
        bands = (blank_rows(rows, n, grid) for n in range(len(rows) - 1))
        found += [
            _redaction(Gap(band), CERTAINTY_BELOW)
            for band in bands
            if band
            and not any(band.overlaps(r.box) for r in found)
            and any(_begins_in(group, band) for group in free)
        ]
    return tuple(found)


def _as_high_as_type(box: Box, line: float) -> Box:
    """A gap as high as a bar over type is: the words beside it may have low letters only."""
    more = round((TYPE * line - box.height) / 2)
    return replace(box, top=max(box.top - more, 0), bottom=box.bottom + more) if more > 0 else box


def _begins_in(group: Group, band: Box) -> bool:
    """Whether the first code of a group is level with blank rows."""
    return band.top <= group.lines[0].box.middle <= band.bottom


def _explained(
    gap: Gap, free: Sequence[Group], found: Sequence[Redaction], line: float
) -> float | None:
    """How sure a gap is by the codes that no redaction takes; None where none is about it."""
    if any(_stands_beside(group, gap.box) for group in free):
        return CERTAINTY_BESIDE
    beside = [r.box for r in found if r.certainty == CERTAINTY_BESIDE]
    near = any(0 < gap.box.top - box.top <= BELOW * line for box in beside)
    return CERTAINTY_BELOW if near and gap.in_paragraph else None


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


def _gaps(row: Sequence[Word], letter: float, least: int = LEAST_WORDS) -> Iterator[Gap]:
    """Gaps with prose on both sides; the words of a label in one are no prose."""
    prose = [n for n, word in enumerate(row) if not is_a_code(word.text)]
    for before, (left, right) in enumerate(zip(prose, prose[1:], strict=False), start=1):
        after = len(prose) - before
        if min(before, after) < least:
            continue
        label = tuple(row[left + 1 : right])
        one, other = row[left].box, row[right].box
        wide = (other.left - one.right) / letter
        if wide < LEAST_GAP or (label and not _is_apart(label, one, other, letter)):
            continue
        half = round(letter / 2)
        top, bottom = min(one.top, other.top), max(one.bottom, other.bottom)
        yield Gap(Box(one.right + half, top, other.left - half, bottom), label)


def _gaps_of(rows: Sequence[Sequence[Word]], at: int, grid: TypeGrid) -> list[Gap]:
    """Gaps of a row; in a paragraph also at its beginning and beside one word alone."""
    row, beside = rows[at], (*rows[max(at - 1, 0) : at], *rows[at + 1 : at + 2])
    beside = tuple(other for other in beside if _is_next(row, other, grid))
    plain = list(_gaps(row, grid.letter))
    if not beside or _differ(beside, grid.letter):
        return plain
    # The last row of a paragraph may be a name that stands by itself.
    ends = map(Gap, cut_short(row, *beside, grid)) if len(beside) == 2 else ()
    every = [*ends, *_gaps(row, grid.letter, least=1)]
    covered = [gap for gap in every if all(runs_on(other, gap.box) for other in beside)]
    return [replace(gap, in_paragraph=gap in covered) for gap in every if gap in (*plain, *covered)]


def _is_next(row: Sequence[Word], other: Sequence[Word], grid: TypeGrid) -> bool:
    return abs(other[0].box.middle - row[0].box.middle) <= NEXT_ROW * grid.line


def _differ(rows: Sequence[Sequence[Word]], letter: float) -> bool:
    """Whether rows begin at more than one margin."""
    lefts = [row[0].box.left for row in rows]
    return max(lefts) - min(lefts) > SAME_MARGIN * letter


def _is_apart(label: Sequence[Word], one: Box, other: Box, letter: float) -> bool:
    blank = min(label[0].box.left - one.right, other.left - label[-1].box.right)
    return blank >= ABOUT_LABEL * letter


def _is_a_column(gap: Gap, starts: Sequence[int], letter: float) -> bool:
    near = [s for s in starts if abs(s - gap.box.right - letter / 2) <= SAME_COLUMN * letter]
    return len(near) >= COLUMN_ROWS


def _is_taken(group: Group, redactions: Sequence[Redaction], line: float) -> bool:
    """Whether a redaction stands beside a group, or within a line of it."""
    return _is_near(group.box, redactions, line)


def _is_near(box: Box, redactions: Sequence[Redaction], line: float) -> bool:
    return any(r.box.top < box.bottom + line and r.box.bottom > box.top - line for r in redactions)


def _stands_beside(group: Group, gap: Box) -> bool:
    """The first code of a group is printed level with what it is about."""
    return group.lines[0].box.rows_shared(gap) > 0


def _redaction(gap: Gap, certainty: float) -> Redaction:
    return Redaction(Kind.WHITED_OUT, (gap.box,), corners(gap.box), certainty, gap.label)
