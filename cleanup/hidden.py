"""How much a redaction hides: rows, letters and a share of the page. Never what.

Typescript stands on a grid: rows one line pitch apart, letters one character pitch
wide. The page's visible type tells both, so the size of a hole in it can be counted:

    row 4   THE VISITOR SAID THAT           4, 5 and 6 are the rows whose middle lies
    row 5   ███████████████████████         in the region; the letters are the width
    row 6   ██████████ ARRIVED AT           of the region on each of them, divided by
    row 7   THE PORT ON TUESDAY             the width of a letter

A region that follows the text in steps was drawn by the text. A plain box over three
rows and more was not: it covers blank rows and the ends of paragraphs, so its cells
are counted only as far as the page's own column is filled with letters.

Rows that stand on the page are where they are; between them, above and below, rows
are put in at the line pitch. A region wider than the column of type hides paper
there and no letters. A page with too little type to measure takes the pitch of most
typescript: six lines and ten letters to the inch, `measured` is then False. Letters
are counted as typed cells, the blanks between words with them, as on the rows that
can be seen. docs/redactions-command.md has the error, measured on the samples.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ocr.model import Box, Line, Redaction

LINE_PITCH = 1 / 6  # inches; single spacing on nearly every typewriter
LETTER_PITCH = 1 / 10  # inches; pica, the commoner of the two pitches
# Distances of neighbouring rows that can be a line pitch: eight lines to the inch is
# the closest that is printed, double spacing with a little stretch the widest.
LEAST_PITCH, MOST_PITCH = 1 / 9, 0.4  # inches
# Steps within this of each other are the same step: rows of OCR boxes wobble.
SAME_STEP = 0.1  # share of the step
# Fewer steps or neighbouring words do not make a measurement.
ENOUGH_STEPS = 4
ENOUGH_PAIRS = 10
# Twenty to the inch is the finest print that is released, six the widest headline.
LEAST_LETTER, MOST_LETTER = 1 / 20, 1 / 6  # inches
# Half the height of small letters, the middle of a row, above its baseline.
MIDDLE = 0.25  # of the line pitch at six lines to the inch
# What the body pages of the samples have, where a page has too little type to tell.
USUAL_FILL = 0.6
# Letters that go below the baseline, and marks that OCR boxes reach down with.
DESCENDING = frozenset("gjpqyQ,;()[]/|_")
# A plain box over so many rows was drawn over blank rows and short lines as well.
BLOCK = 3  # rows


@dataclass(frozen=True, slots=True)
class TypeGrid:
    """Where the rows of a page stand and how wide its letters are, in pixels.

    rows       heights of the middles of the rows, top to bottom, over the whole page
    line       from row to row
    letter     from letter to letter
    left       left edge of the column of type
    right      right edge
    fill       share of the column's cells that hold letters and the blanks between
               them, from the first row of type to the last, redactions left out, 0-1
    measured   False when the page has too little type and usual pitches stand in
    """

    rows: tuple[float, ...]
    line: float
    letter: float
    left: int
    right: int
    fill: float
    measured: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """An estimate of the size of what a redaction hides.

    rows         rows of the page's type grid that it covers, counted from 1 at the top
    characters   letters that fit there, blanks between words counted
    share        of the page's area, 0-1
    """

    rows: tuple[int, ...]
    characters: int
    share: float


def measure_type(
    lines: Sequence[Line], redactions: Sequence[Redaction], *, width: int, height: int, dpi: int
) -> TypeGrid:
    """The type grid of a page from its lines of text; margin codes and stamps left out.

    width, height   of the page, pixels
    """
    baselines = _baselines(lines, dpi)
    steps = [below - above for above, below in zip(baselines, baselines[1:], strict=False)]
    steps = [step for step in steps if LEAST_PITCH * dpi <= step <= MOST_PITCH * dpi]
    pairs = _letter_widths(lines, dpi)
    line = _commonest(steps) if len(steps) >= ENOUGH_STEPS else LINE_PITCH * dpi
    letter = median(pairs) if len(pairs) >= ENOUGH_PAIRS else LETTER_PITCH * dpi
    measured = len(steps) >= ENOUGH_STEPS and len(pairs) >= ENOUGH_PAIRS
    left, right = _column(lines) if measured else (0, width)
    middles = [baseline - MIDDLE * LINE_PITCH * dpi for baseline in baselines]
    rows = _filled_in(middles, line, height)
    column = Box(left, 0, max(right, left + 1), height)
    fill = _fill(lines, redactions, column, line * letter) if measured else USUAL_FILL
    return TypeGrid(rows, line, letter, left, right, fill, measured)


def estimate(redaction: Redaction, grid: TypeGrid, *, width: int, height: int) -> Hidden:
    """Rows, letters and share of the page that `redaction` hides.

    width, height   of the page, pixels
    """
    rows = _rows_under(redaction, grid)
    cells = sum(_width_at(redaction.bands, grid.rows[row - 1], grid) for row in rows) / grid.letter
    if len(rows) >= BLOCK and _is_plain(redaction):
        cells *= grid.fill
    return Hidden(rows, round(cells), share_of_page(redaction, width=width, height=height))


def share_of_page(redaction: Redaction, *, width: int, height: int) -> float:
    """Share (0-1) of a page of `width` by `height` pixels that a redaction covers."""
    return min(1.0, area(redaction) / (width * height))


def area(redaction: Redaction) -> float:
    """Pixels inside the outline; of a region without one, inside its bands."""
    points = redaction.outline
    turned = zip(points, (*points[1:], *points[:1]), strict=True)
    inside = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in turned)) / 2
    return inside or covered(redaction.bands)


def covered(boxes: Sequence[Box]) -> int:
    """Pixels that lie in at least one of `boxes`."""
    heights = sorted({edge for box in boxes for edge in (box.top, box.bottom)})
    total = 0
    for top, bottom in zip(heights, heights[1:], strict=False):
        here = [(b.left, b.right) for b in boxes if b.top <= top and b.bottom >= bottom]
        total += (bottom - top) * _length(here)
    return total


def _length(spans: Sequence[tuple[int, int]]) -> int:
    """Length of the union of spans on a line."""
    total, reached = 0, 0
    for left, right in sorted(spans):
        total += max(0, right - max(left, reached))
        reached = max(reached, right)
    return total


def _baselines(lines: Sequence[Line], dpi: int) -> list[float]:
    """Where the rows of `lines` stand, one for each row, top to bottom."""
    heights: list[float] = []
    for found in sorted(_baseline(line) for line in lines):
        # Lines side by side stand on one row.
        if not heights or found - heights[-1] >= LEAST_PITCH / 2 * dpi:
            heights.append(found)
    return heights


def _baseline(line: Line) -> float:
    standing = [word.box.bottom for word in line.words if not DESCENDING & set(word.text)]
    return median(standing or [word.box.bottom for word in line.words])


def _letter_widths(lines: Sequence[Line], dpi: int) -> list[float]:
    """Width of a letter from each two words next to each other, left edge to left edge."""
    widths = [
        (after.box.left - before.box.left) / (len(before.text) + 1)
        for line in lines
        for before, after in zip(line.words, line.words[1:], strict=False)
        if len(before.text) >= 3
    ]
    return [width for width in widths if LEAST_LETTER * dpi <= width <= MOST_LETTER * dpi]


def _commonest(steps: Sequence[float]) -> float:
    """The step that most others are like; of two as common the smaller."""

    def alike(step: float) -> list[float]:
        return [other for other in steps if abs(other - step) <= SAME_STEP * step]

    best = max(sorted(steps), key=lambda step: len(alike(step)))
    return sum(alike(best)) / len(alike(best))


def _column(lines: Sequence[Line]) -> tuple[int, int]:
    """Left and right edge of the column; a single line that sticks out does not move it."""
    lefts, rights = sorted(x.box.left for x in lines), sorted(x.box.right for x in lines)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def characters_of(lines: Sequence[Line]) -> int:
    """Letters on `lines`, with the blanks between their words."""
    return sum(len(line.text) for line in lines)


def _fill(
    lines: Sequence[Line], redactions: Sequence[Redaction], column: Box, cell: float
) -> float:
    """Letters as a share of the cells of the column that are not redacted; `cell` in px²."""
    typed = Box.around(line.box for line in lines)
    first, last = typed.top, typed.bottom
    hidden = [
        Box(
            max(b.left, column.left),
            max(b.top, first),
            min(b.right, column.right),
            min(b.bottom, last),
        )
        for redaction in redactions
        for b in redaction.bands
        if b.left < column.right and b.right > column.left and b.top < last and b.bottom > first
    ]
    cells = (column.width * (last - first) - covered(hidden)) / cell
    return min(1.0, characters_of(lines) / cells) if cells >= 1 else 1.0


def _is_plain(redaction: Redaction) -> bool:
    """Whether it is one box, without steps."""
    return len({(band.left, band.right) for band in redaction.bands}) == 1


def _filled_in(middles: Sequence[float], line: float, height: int) -> tuple[float, ...]:
    """Rows over the whole page: those that are there, and one at each pitch between them."""
    known = list(middles) or [line]
    rows = [known[0] - line * n for n in range(int(known[0] // line), 0, -1)]
    for above, below in zip(known, known[1:], strict=False):
        parts = max(1, round((below - above) / line))
        rows += [above + (below - above) * n / parts for n in range(parts)]
    rows += [known[-1] + line * n for n in range(int((height - known[-1]) // line) + 1)]
    return tuple(row for row in rows if 0 <= row < height)


def _rows_under(redaction: Redaction, grid: TypeGrid) -> tuple[int, ...]:
    """Numbers of the rows whose middle the region covers; at least the nearest one."""
    inside = tuple(
        number
        for number, row in enumerate(grid.rows, start=1)
        if any(band.top <= row < band.bottom for band in redaction.bands)
    )
    if inside or not grid.rows:
        return inside
    middle = redaction.box.middle
    return (min(range(len(grid.rows)), key=lambda n: abs(grid.rows[n] - middle)) + 1,)


def _width_at(bands: Sequence[Box], row: float, grid: TypeGrid) -> int:
    """Pixels of the column that the region covers on a row."""
    here = [band for band in bands if band.top <= row < band.bottom]
    here = here or [min(bands, key=lambda band: abs(band.middle - row))]
    spans = [(max(b.left, grid.left), min(b.right, grid.right)) for b in here]
    inside = _length([(left, right) for left, right in spans if right > left])
    # A bar that stands wholly in the margin still hides what it is wide.
    return inside or _length([(b.left, b.right) for b in here])
