"""Words as the invisible text of a PDF page: each fills its box, whatever its letters look like.

All letters are one blank glyph, half as wide as it is high. A word is set in a size as high
as its box and stretched to its width, along the way its line runs on the page. Nothing is set
where something is redacted.

Operators are those of ISO 32000-1, 9.4; text rendering mode 3 is neither filled nor stroked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr.model import Box

POINTS = 72.0  # to the inch
ADVANCE = 0.5  # of its size: how wide the glyph is
# A word of which less can be seen beside a redaction is not set.
LEAST_LEFT = 0.25  # share of its box
# Programs take words that touch for one, so the first leaves room for a space.
LEAST_GAP = 0.1  # of its height
# Words of a line that overlap by more were not read one after the other.
LEAST_KEPT = 0.9  # of the width of the first


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as it is set: its words with their boxes, in pixels of the page as rendered."""

    role: str
    words: tuple[tuple[str, Box], ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """What is set on a page.

    cuts      its redactions
    rotation  degrees clockwise, 0, 90, 180 or 270, that make it upright
    """

    lines: tuple[TextLine, ...]
    cuts: tuple[Box, ...]
    rotation: int
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
        role = re.sub(r"[^a-z-]", "", line.role)
        artifact = f"/Artifact <</Type/Pagination/Role/{role or 'other'}>> BDC"
        rows.append("/P BMC" if role == "body" else artifact)
        rows += _set_line(line, page, codes)
        rows.append("EMC")
    return "\n".join([*rows, "ET"]).encode("ascii")


def _set_line(line: TextLine, page: TextPage, codes: Mapping[str, int]) -> list[str]:
    seen = [(text, uncovered(box, page.cuts)) for text, box in line.words if text]
    words = [(text, box, _placed(box, page)) for text, box in seen if box is not None]
    rows = []
    for n, (text, box, place) in enumerate(words):
        after = words[n + 1] if n + 1 < len(words) else None
        follows = after is not None and not _is_cut_between(box, after[1], page.cuts)
        parted = place.parted_from(after[2]) if after and follows else None
        rows.append(_shown(text, parted[0] if parted else place, codes))
        rows += [_shown(" ", parted[1], codes)] if parted else []
    return rows


def _is_cut_between(before: Box, after: Box, cuts: Sequence[Box]) -> bool:
    around = Box.around([before, after])
    return any(around.overlaps(cut) for cut in cuts)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text starts, in points, and the unit vector along which it runs."""

    x: float
    y: float
    width: float
    height: float
    along: tuple[int, int]

    def parted_from(self, after: "_Place") -> tuple["_Place", "_Place"] | None:
        """A word less what the next one touches, and the gap; None when that lies elsewhere."""
        across, up = self.along
        distance = (after.x - self.x) * across + (after.y - self.y) * up
        if distance < LEAST_KEPT * self.width:
            return None
        width = min(self.width, distance - LEAST_GAP * self.height)
        x, y = self.x + width * across, self.y + width * up
        gap = _Place(x, y, distance - width, self.height, self.along)
        return (replace(self, width=width), gap) if width > 0 else None


# Counterclockwise, from text that runs to the right.
DIRECTIONS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def _placed(box: Box, page: TextPage) -> _Place:
    """Text that fills a box, turned as the page is.

    Not slanted along the lines of a skewed page: each word has its own box, and programs
    that extract text break slanted words in two.
    """
    scale = POINTS / page.dpi
    across, up = along = DIRECTIONS[page.rotation // 90]
    width, height = box.width * scale, box.height * scale
    if up:
        width, height = height, width
    x = box.centre * scale - (width * across - height * up) / 2
    y = -box.middle * scale - (width * up + height * across) / 2
    return _Place(x, y, width, height, along)


def _shown(text: str, place: _Place, codes: Mapping[str, int]) -> str:
    across, up = place.along
    stretched = 100 * place.width / (ADVANCE * place.height * len(text))
    said = "".join(f"{codes[character]:04X}" for character in text)
    return (
        f"/F {place.height:.3f} Tf {stretched:.3f} Tz "
        f"{across} {up} {-up} {across} {place.x:.3f} {place.y:.3f} Tm <{said}> Tj"
    )
