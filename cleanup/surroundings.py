"""Where lines stand on their pages, and which of them come again on others.

The evidence that `cleanup.furniture` weighs with vocabulary: the place of a line
at the edge of its page or away from its neighbours, and its repetition there.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from rapidfuzz import fuzz

from cleanup.measures import GAP
from ocr.lines import rows_of
from ocr.model import Line
from ocr.page import Page

# The outer seventh of the height: banners, headers, numbers and the ruled heads of
# forms are printed in the top and bottom 1.5 in of letter paper.
EDGE = 0.14
# The classification box of the CIA's report forms of the 1960s reaches this far in
# from the top or bottom, as a share of the height.
FORM_HEAD = 0.2
# Lines within this many inches of the same height are at "the same place" on two
# pages; scans of one document shift by about a tenth.
SAME_PLACE = 0.2
SAME_COLUMN = 0.8
# Likeness (0-1) of two lines that are taken for the same running head, with digits
# masked; OCR of a struck line agrees with the next page's only in part.
SAME_TEXT = 0.7
# The same where nothing else speaks for it than one other page.
SURELY = 0.85
# Pages that are looked at before and after one: what a document prints on its pages, and
# an agency on its release, comes again soon, and long releases stay quick.
FAR_OFF = 50
# A running head comes again on one of so many pages before or after; where sheets were printed
# on both sides, and one page in three is a map or could not be read, on the third.
SOON = 3
# Lines inside two pages that agree when they are copies of one form, and letters of each.
COPIED, PRINT = 3, 5
# Other pages are counted to here: more say no more.
ENOUGH = 8
# Lines at a place that a damaged one is compared with, those of the nearest pages.
NEAREST = 24


@dataclass(frozen=True, slots=True)
class Seen:
    """A line with what is known of its surroundings; lengths in inches.

    edge    "top", "bottom" or "" for the outer sevenths of the page
    height  distance of its middle from that edge, or from the top
    centre  distance of its middle from the left
    in_head whether it is in the outer fifths, where forms print their boxes
    in_foot whether it is in the lower one of the two
    alone   no other line with a letter or digit on its row: specks do not count
    apart   a gap wider than the line spacing above or below it, or at the edge
    reach   where it starts and ends, from the left
    masked  its text as it is compared with others
    """

    page: int
    line: Line
    edge: str
    height: float
    centre: float
    in_head: bool
    in_foot: bool
    alone: bool
    apart: bool
    reach: tuple[float, float]
    masked: str

    @property
    def text(self) -> str:
        return self.line.text


@dataclass(frozen=True, slots=True)
class Places:
    """Lines of all pages by edge and height, so that looking for repeats stays quick.

    Heights go into shelves of SAME_PLACE; what is that near is on this shelf or the next.
    On a shelf lines are in the order of their pages.
    """

    shelves: Mapping[tuple[str, int], Sequence[Seen]]

    @classmethod
    def of(cls, seen: Sequence[Seen]) -> "Places":
        shelves: dict[tuple[str, int], list[Seen]] = {}
        for line in sorted(seen, key=_page):
            shelves.setdefault((line.edge, _shelf(line)), []).append(line)
        return cls(shelves)

    def here(self, line: Seen) -> Iterator[Seen]:
        """Lines at the same place on other pages."""
        near = self.at_height(line)
        return (other for other in near if abs(other.centre - line.centre) <= SAME_COLUMN)

    def overlapping(self, line: Seen) -> list[Seen]:
        """Lines at the same height that share columns, on other pages, the nearest first.

        What a strike cut short no longer has its middle where others have theirs.
        """
        left, right = line.reach
        near = [o for o in self.at_height(line) if o.reach[0] < right and left < o.reach[1]]
        near.sort(key=lambda o: (abs(o.page - line.page), o.page, o.height, o.reach, o.text))
        return near[:NEAREST]

    def repeats(self, line: Seen) -> int:
        """On how many other pages much the same line stands at its place; ENOUGH at most."""
        pages: set[int] = set()
        for other in self.here(line):
            if other.page not in pages and _alike(line.masked, other.masked):
                pages.add(other.page)
                if len(pages) == ENOUGH:
                    break
        return len(pages)

    def again_soon(self, line: Seen) -> bool:
        """Whether much the same line stands at its place within the next pages, before or after."""
        near = (other for other in self.here(line) if abs(other.page - line.page) <= SOON)
        return any(_alike(line.masked, other.masked) for other in near)

    def comes_again(self, line: Seen) -> bool:
        """Whether the same line, but for a letter in seven, stands at its place on another page."""
        return any(_alike(line.masked, other.masked, SURELY) for other in self.here(line))

    def is_copied(self, number: int) -> bool:
        """Whether another page is a copy of this one, or the same form: inside it, lines agree."""
        inner = (line for (edge, _), shelf in self.shelves.items() if not edge for line in shelf)
        own = (line for line in inner if line.page == number and len(line.masked) >= PRINT)
        return sum(map(self.comes_again, own)) >= COPIED

    def at_height(self, line: Seen) -> Iterator[Seen]:
        """Lines at the same height from the same edge, on other pages that are not far off."""
        for step in (-1, 0, 1):
            shelf = self.shelves.get((line.edge, _shelf(line) + step), ())
            start = bisect_left(shelf, line.page - FAR_OFF, key=_page)
            end = bisect_right(shelf, line.page + FAR_OFF, key=_page)
            for other in shelf[start:end]:
                if other.page != line.page and abs(other.height - line.height) <= SAME_PLACE:
                    yield other


def look(page: Page) -> list[Seen]:
    """The lines of a page in reading order, with their surroundings."""
    rows = rows_of(page.lines)
    pitch = _pitch(rows, page.dpi)
    looked = []
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        below = rows[index + 1] if index + 1 < len(rows) else None
        apart = _apart(above, row, pitch) or _apart(row, below, pitch)
        typed = [line for line in row if re.search(r"\w", line.text)]
        for line in row:
            alone = all(other is line for other in typed)
            looked.append(_see(page, line, alone=alone, apart=apart))
    return looked


def _see(page: Page, line: Line, *, alone: bool, apart: bool) -> Seen:
    share = line.box.middle / page.height
    edge = "top" if share < EDGE else "bottom" if share > 1 - EDGE else ""
    from_edge = page.height - line.box.middle if edge == "bottom" else line.box.middle
    return Seen(
        page.number,
        line,
        edge,
        from_edge / page.dpi,
        line.box.centre / page.dpi,
        min(share, 1 - share) < FORM_HEAD,
        1 - share < FORM_HEAD,
        alone,
        apart,
        (line.box.left / page.dpi, line.box.right / page.dpi),
        _masked(line.text),
    )


def _pitch(rows: Sequence[Sequence[Line]], dpi: int) -> float:
    """Pixels from line to line; a sixth of an inch when there are too few to tell."""
    middles = [row[0].box.middle for row in rows]
    steps = [b - a for a, b in zip(middles, middles[1:], strict=False)]
    return median(steps) if len(steps) >= 4 else dpi / 6


def _apart(upper: Sequence[Line] | None, lower: Sequence[Line] | None, pitch: float) -> bool:
    if upper is None or lower is None:
        return True
    return lower[0].box.middle - upper[0].box.middle > GAP * pitch


def _alike(text: str, other: str, least: float = SAME_TEXT) -> bool:
    return text == other or fuzz.ratio(text, other) >= 100 * least


def _page(line: Seen) -> int:
    return line.page


def _shelf(line: Seen) -> int:
    return int(line.height / SAME_PLACE)


def _masked(text: str) -> str:
    """Numbers that change from page to page must not hide that a line repeats."""
    return re.sub(r"\d", "0", text.upper())
