"""Words into lines, from where they sit on the page.

Tesseract numbers lines too, but it starts again in every block, and a redaction
can leave the two halves of one typed line in different blocks. Position alone
puts words together. A line ends at a gap much wider than a space, so that the
exemption code in the margin does not become the last word of a sentence, and at
a redaction, so that a marker can stand between the words it parts.
"""

from collections.abc import Iterable, Sequence
from statistics import median

from ocr.model import Box, Line, Word

# Two words further apart than this many heights of the type are not neighbours.
# Typists leave two spaces (1.3 heights of pica capitals) after a full stop and
# five at an indent; margin codes stand a tab or more away.
WIDE_GAP = 2.2
# Words share a line when the shorter overlaps the other by half its height.
LEAST_OVERLAP = 0.5
# A mark taller than so many heights of the type is no word of a line of that type: a stroke of
# the pen or the copier's edge beside the text, read as `1` or `(`, runs past two typed lines.
# With it in a line, the line's box reaches over its neighbours, and is read after them.
PAST_TWO_LINES = 3.0


def assemble_lines(words: Iterable[Word], redacted: Sequence[Box] = ()) -> tuple[Line, ...]:
    """Group words into lines in reading order: top to bottom, left to right.

    redacted   boxes of redactions; a line stops before one and starts after it.

    The order of `words` is ignored, and every word is in exactly one line.
    """
    placed = sorted(words, key=_from_the_left)
    if not placed:
        return ()
    type_height = median(word.box.height for word in placed)
    runs: list[list[Word]] = []
    for word in placed:
        near = [run for run in runs if _continues(run, word, type_height, redacted)]
        if near:
            min(near, key=lambda run: _distance(run[-1].box, word.box)).append(word)
        else:
            runs.append([word])
    return in_reading_order(Line(tuple(run)) for run in runs)


def in_reading_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Rows top to bottom, and within a row from left to right."""
    rows = rows_of(tuple(lines))
    return tuple(line for row in rows for line in row)


def rows_of(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Lines that stand side by side, as rows from top to bottom.

    The longest line of a row decides what shares its height: a margin code or a
    speck read as a word must not tie two rows together.
    """
    left_over = sorted(lines, key=lambda line: (-line.box.width, *_place(line)))
    rows: list[list[Line]] = []
    for line in left_over:
        beside = [row for row in rows if _on_the_row(row, line)]
        if beside:
            max(beside, key=lambda row: row[0].box.rows_shared(line.box)).append(line)
        else:
            rows.append([line])
    rows.sort(key=lambda row: (row[0].box.middle, row[0].box.left))
    return tuple(tuple(sorted(row, key=_place_across)) for row in rows)


def _on_the_row(row: list[Line], line: Line) -> bool:
    longest, box = row[0].box, line.box
    if longest.bottom <= box.top or box.bottom <= longest.top:
        return False  # as most rows of a page
    level = longest.rows_shared(box) >= LEAST_OVERLAP
    return level and all(other.box.columns_shared(box) <= 0 for other in row)


def _continues(run: list[Word], word: Word, type_height: float, redacted: Sequence[Box]) -> bool:
    last, box = run[-1].box, word.box
    # First what costs least and parts most: most runs end on another row.
    if last.bottom <= box.top or box.bottom <= last.top:
        return False
    gap = box.left - last.right
    return (
        -max(last.width, box.width) < gap <= WIDE_GAP * type_height
        and _of_a_size(run, box, type_height)
        and last.rows_shared(box) >= LEAST_OVERLAP
        and not _parted(last, box, redacted)
    )


def _of_a_size(run: list[Word], box: Box, type_height: float) -> bool:
    """Whether a word may stand in a line: with a headline's words its dashes do as well."""
    tallest = max(word.box.height for word in run)
    low, tall = sorted((tallest, box.height))
    return tall <= PAST_TWO_LINES * max(low, type_height) or (
        low < type_height / 2 and tall == tallest
    )


def _parted(left: Box, right: Box, redacted: Sequence[Box]) -> bool:
    """Whether a redaction stands between two neighbours on a line."""
    return any(
        left.centre < box.centre < right.centre
        and min(left.bottom, right.bottom) > box.top
        and max(left.top, right.top) < box.bottom
        and box.left < right.left
        and box.right > left.right
        for box in redacted
    )


def _distance(left: Box, right: Box) -> tuple[float, int]:
    return abs(left.middle - right.middle), abs(right.left - left.right)


def _from_the_left(word: Word) -> tuple[int, int, int, int, str, float]:
    box = word.box
    return box.left, box.top, box.right, box.bottom, word.text, word.confidence


def _place(line: Line) -> tuple[int, int, int, int, str]:
    box = line.box
    return box.top, box.left, box.bottom, box.right, line.text


def _place_across(line: Line) -> tuple[int, int, int, int, str]:
    box = line.box
    return box.left, box.top, box.bottom, box.right, line.text
