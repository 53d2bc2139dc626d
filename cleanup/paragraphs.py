"""Rows into paragraphs: undoing the line breaks of the typewriter.

A line break is the typist's own, and kept, when something shows it: a paragraph
number or portion mark follows, the next row is indented or further down, or the
next word would have fitted on the line and was not put there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from cleanup.model import Block, Marked, Part, Placed, Row

# `1. ` to `99. ` but not `1.4(B)`; OCR reads the full stop as a comma at times.
NUMBERED = re.compile(r"^(\d{1,2})[.,](?!\d)\s*")
PORTION = re.compile(r"^\((?:U|C|S|TS|SBU|LOU|FOUO|U//FOUO|C//?NF|S//?NF|TS//[A-Z/]+|SBU/NF)\)")
LETTERED = re.compile(r"^\(?[a-zA-Z]\)?[.)]\s")
INDENT = 0.2  # inches to the right of the row above, about two pica letters
GAP = 1.35  # times the usual distance from row to row
# A word is left over when this many letters more would have fitted: typists stop
# within the bell's five to eight letters of the margin.
LEFT_OVER = 8


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual on a page: pixels from row to row, column edges, width of a letter."""

    pitch: float
    left: float
    right: float
    letter: float
    dpi: int


def measure(rows: Sequence[Row], dpi: int) -> Measure:
    """Take the measure of one page's rows."""
    typed = [row for row in rows if row.typed]
    middles = sorted(_height(row) for row in typed)
    steps = [b - a for a, b in zip(middles, middles[1:], strict=False) if b - a > 0.05 * dpi]
    # Single spacing is the lower third of the steps; blank lines are the rest.
    pitch = quantiles(steps, n=3)[0] if len(steps) >= 3 else dpi / 6
    lefts = sorted(row.box.left for row in typed) or [0]
    rights = sorted(row.box.right for row in rows) or [0]
    words = [w for row in typed for p in row.parts if isinstance(p, Placed) for w in p.line.words]
    letters = sum(len(word.text) for word in words)
    letter = sum(word.box.width for word in words) / letters if letters else dpi / 10
    return Measure(pitch, lefts[len(lefts) // 10], rights[(len(rights) * 9) // 10], letter, dpi)


def refold(rows: Sequence[Row], dpi: dict[int, int]) -> tuple[Block, ...]:
    """Join rows to paragraphs; `dpi` gives the resolution of each page by number."""
    measures = {
        page: measure([row for row in rows if row.page == page], dpi[page])
        for page in {row.page for row in rows}
    }
    groups: list[list[Row]] = []
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        stands_alone = (
            _is_crosshead(row)
            and following is not None
            and starts_paragraph(following.text)
            and bool(groups and isinstance(groups[-1][-1].parts[-1], Marked))
        )
        if groups and not stands_alone and not _breaks(groups[-1][-1], row, measures):
            groups[-1].append(row)
        else:
            groups.append([row])
    vocabulary = words_of(rows)
    return tuple(join_rows(group, vocabulary) for group in groups)


def join_rows(rows: Sequence[Row], vocabulary: frozenset[str] = frozenset()) -> Block:
    """Rows of one paragraph as one block of text."""
    parts = tuple(part for row in rows for part in row.parts)
    return Block(join_parts(parts, vocabulary), parts)


def join_parts(parts: Sequence[Part], vocabulary: frozenset[str]) -> str:
    """Texts with one space between them; a word cut by a hyphen is put together.

    The hyphen goes only when the whole word stands elsewhere in the release;
    otherwise it stays, without a space: nobody knows that it was not typed so.
    """
    text = ""
    for part in parts:
        text = join_texts(text, part.text, vocabulary)
    return text


def join_texts(before: str, after: str, vocabulary: frozenset[str]) -> str:
    """What `join_parts` does, for two texts; one that begins with a bracket is no word."""
    return _hyphenated(before, after, vocabulary) or f"{before} {after}".strip()


def words_of(rows: Sequence[Row]) -> frozenset[str]:
    """The words of a release, as evidence for words that were cut at a line end."""
    return words_in(row.typed for row in rows)


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, as `words_of` has them."""
    return frozenset(w.lower() for text in texts for w in re.findall(r"[A-Za-z]{4,}", text))


def _hyphenated(before: str, after: str, vocabulary: frozenset[str]) -> str:
    cut = re.search(r"([A-Za-z]+)-$", before)
    tail = re.match(r"[A-Za-z]+", after)
    if not cut or not tail:
        return ""
    whole = (cut.group(1) + tail.group(0)).lower()
    return (before[:-1] if whole in vocabulary else before) + after


def starts_paragraph(text: str) -> bool:
    """Whether a row begins with a paragraph number or a portion mark."""
    return bool(NUMBERED.match(text) or PORTION.match(text))


def _breaks(above: Row, below: Row, measures: dict[int, Measure]) -> bool:
    if below.joint != "auto":
        return below.joint == "paragraph"
    if starts_paragraph(below.text):
        return True
    if above.page != below.page:
        return _breaks_over_pages(above, below, measures)
    size = measures[below.page]
    if _height(below) - _height(above) > GAP * size.pitch and not _bridged(above, below):
        return True
    return _indented(above, below, size) or _word_left_over(above, below, size)


def _breaks_over_pages(above: Row, below: Row, measures: dict[int, Measure]) -> bool:
    size = measures[below.page]
    if below.box.left - size.left >= INDENT * size.dpi:
        return True
    ended = re.search(r"[.!?:][\"')]?$", above.text) is not None
    return _word_left_over(above, below, measures[above.page]) and (ended or _is_crosshead(above))


def _is_crosshead(row: Row) -> bool:
    """Capitals on a line of their own, without a full stop or a redaction."""
    plain = all(isinstance(part, Placed) for part in row.parts)
    text = row.text
    return plain and text.isupper() and len(text.split()) <= 10 and not text.endswith((".", ","))


def _height(row: Row) -> float:
    typed = [part.box.middle for part in row.parts if isinstance(part, Placed)]
    return typed[0] if typed else row.box.top + row.box.height / 2


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
