"""Words as the invisible text of a PDF page: each fills its box, whatever its letters look like.

All letters are one blank glyph, half as wide as it is high. A word is set in a size as high
as its box and stretched to its width, along the direction its line runs on the page. Nothing is
set where something is redacted.

Operators are those of ISO 32000-1, 9.4; text rendering mode 3 is neither filled nor stroked.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr.model import Box

POINTS = 72.0  # to the inch
ADVANCE = 0.5  # of its size: how wide the glyph is
# A word of which less can be seen beside a redaction is not set.
LEAST_LEFT = 0.25  # share of its box
# A box that is much smaller upright than on the page is no slanted word, but a short one.
LEAST_SIDE = 0.4  # share of the side of its box
# Programs take words that touch for one, so the first leaves room for a space.
LEAST_GAP = 0.1  # of its height


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as it is set: its words with their boxes, in pixels of the page as rendered."""

    role: str
    words: tuple[tuple[str, Box], ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """What is set on a page.

    angle   degrees counterclockwise that its lines run from the level
    cuts    its redactions
    """

    lines: tuple[TextLine, ...]
    cuts: tuple[Box, ...]
    angle: float
    dpi: int


def characters(pages: Iterable[TextPage]) -> tuple[str, ...]:
    """Every character that is set, and the space, in order."""
    said = {c for page in pages for line in page.lines for text, _ in line.words for c in text}
    return tuple(sorted(said | {" "}))


def uncovered(box: Box, cuts: Iterable[Box]) -> Box | None:
    """The largest part of a word's box beside `cuts`; None when too little is left of it."""
    left = box
    for cut in cuts:
        if not left.overlaps(cut):
            continue
        edges = (
            (left.left, left.top, min(left.right, cut.left), left.bottom),
            (max(left.left, cut.right), left.top, left.right, left.bottom),
            (left.left, left.top, left.right, min(left.bottom, cut.top)),
            (left.left, max(left.top, cut.bottom), left.right, left.bottom),
        )
        parts = [Box(*each) for each in edges if each[0] < each[2] and each[1] < each[3]]
        if not parts:
            return None
        left = max(parts, key=lambda part: part.area)
    return left if left.area >= LEAST_LEFT * box.area else None


def operators(page: TextPage, codes: Mapping[str, int]) -> bytes:
    """The content that sets a page's words, in points from its upper left corner, up is positive.

    codes   of each character in the font; ASCII bytes come out

    Text of the body stands in `P`; what was stripped is an `Artifact` that names its role.
    """
    rows = ["BT 3 Tr"]
    for line in page.lines:
        body = line.role == "body"
        rows.append("/P BMC" if body else f"/Artifact <</Type/Pagination/Role/{line.role}>> BDC")
        rows += _set_line(line, page, codes)
        rows.append("EMC")
    return "\n".join([*rows, "ET"]).encode("ascii")


def _set_line(line: TextLine, page: TextPage, codes: Mapping[str, int]) -> list[str]:
    seen = [(text, uncovered(box, page.cuts)) for text, box in line.words]
    words = [(text, box, _placed(box, page)) for text, box in seen if box is not None]
    rows = []
    for (text, box, place), after in zip(words, [*words[1:], None], strict=True):
        if after is None or _is_cut_between(box, after[1], page.cuts):
            rows.append(_shown(text, place, codes))
        else:
            short, gap = place.with_gap_to(after[2])
            rows += [_shown(text, short, codes), _shown(" ", gap, codes)]
    return rows


def _is_cut_between(before: Box, after: Box, cuts: Sequence[Box]) -> bool:
    around = Box.around([before, after])
    return any(around.overlaps(cut) for cut in cuts)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text starts and how it runs, in points; `direction` in radians."""

    x: float
    y: float
    width: float
    height: float
    direction: float

    def with_gap_to(self, after: "_Place") -> tuple["_Place", "_Place"]:
        """This place and the one between it and the next, which has a width."""
        across, up = math.cos(self.direction), math.sin(self.direction)
        distance = (after.x - self.x) * across + (after.y - self.y) * up
        least = LEAST_GAP * self.height
        width = max(min(self.width, distance - least), self.width / 2)
        x, y = self.x + width * across, self.y + width * up
        gap = _Place(x, y, max(distance - width, least), self.height, self.direction)
        return replace(self, width=width), gap


def _placed(box: Box, page: TextPage) -> _Place:
    """Text that fills a box, turned as the page's lines are."""
    scale = POINTS / page.dpi
    quarters = round(page.angle / 90)
    width, height = box.width * scale, box.height * scale
    if quarters % 2:
        width, height = height, width
    width, height, slant = _levelled(width, height, math.radians(page.angle - 90 * quarters))
    direction = quarters * math.pi / 2 + slant
    across, up = math.cos(direction), math.sin(direction)
    x = box.centre * scale - (width * across - height * up) / 2
    y = -box.middle * scale - (width * up + height * across) / 2
    return _Place(x, y, width, height, direction)


def _levelled(width: float, height: float, slant: float) -> tuple[float, float, float]:
    """Sides of the slanted word that a box of such sides is drawn around; its slant."""
    cos, sin, both = math.cos(slant), abs(math.sin(slant)), math.cos(2 * slant)
    across = (width * cos - height * sin) / both
    up = (height * cos - width * sin) / both
    if across < LEAST_SIDE * width or up < LEAST_SIDE * height:
        return width, height, 0.0
    return across, up, slant


def _shown(text: str, place: _Place, codes: Mapping[str, int]) -> str:
    across, up = math.cos(place.direction), math.sin(place.direction)
    stretched = 100 * place.width / (ADVANCE * place.height * len(text))
    said = "".join(f"{codes[character]:04X}" for character in text)
    return (
        f"/F {place.height:.3f} Tf {stretched:.3f} Tz "
        f"{across:.6f} {up:.6f} {-up:.6f} {across:.6f} {place.x:.3f} {place.y:.3f} Tm <{said}> Tj"
    )
