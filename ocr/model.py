"""What a page holds: boxes, words, lines and redactions.

Coordinates are pixels at the page's `dpi`, origin at the top left. Two frames
exist, and mixing them up is the newcomer's mistake: stages work in the *reading
frame* (upright and level, so that "same line" means "same height"), while
`release.json` speaks of the page as poppler renders it. `ocr.frame.Frame` is
the only bridge. Nothing here changes after it is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page; right and bottom lie just outside it."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if self.right <= self.left or self.bottom <= self.top:
            raise ValueError(f"a box must have an area, got {self}")

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return self.width * self.height

    @property
    def middle(self) -> float:
        """The height half-way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The place half-way between left and right."""
        return (self.left + self.right) / 2

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> "Box":
        """The smallest box that holds all of `boxes`."""
        lefts, tops, rights, bottoms = zip(
            *((b.left, b.top, b.right, b.bottom) for b in boxes), strict=True
        )
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    def rows_shared(self, other: "Box") -> float:
        """Shared height of two boxes as a fraction of the shorter one; below 0 when apart."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared / min(self.height, other.height)

    def columns_shared(self, other: "Box") -> float:
        """Shared width of two boxes as a fraction of the narrower one; below 0 when apart."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return shared / min(self.width, other.width)

    def holds_middle_of(self, other: "Box") -> bool:
        """Whether the middle of another box lies in this one, its edges counted in."""
        return self.left <= other.centre <= self.right and self.top <= other.middle <= self.bottom

    def area_shared(self, other: "Box") -> int:
        """The area that two boxes have in common, in square pixels; 0 when apart."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0) * max(high, 0)

    def shared(self, other: "Box") -> float:
        """The area that two boxes share, as a fraction of what they cover together (0-1)."""
        both = self.area_shared(other)
        return both / (self.area + other.area - both)

    def shared_of_smaller(self, other: "Box") -> float:
        """The area that two boxes share, as a fraction of the smaller one (0-1)."""
        return self.area_shared(other) / min(self.area, other.area)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in this box; right and bottom are outside."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def overlaps(self, other: "Box") -> bool:
        """Whether two boxes have more than an edge in common."""
        return self.rows_shared(other) > 0 and self.columns_shared(other) > 0

    def as_list(self) -> list[int]:
        return [self.left, self.top, self.right, self.bottom]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of a word; `confidence` is 0-1, `text` is "" for no letters."""

    text: str
    confidence: float
    reader: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a person put in the place of a reading: who and when, as they say (ISO 8601).

    after   "" for a word that is not on the page
    """

    before: str
    after: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Word:
    """One word as a reader saw it; `text` is never blank.

    confidence   the reader's own, 0-1: what it is worth is told by `ocr.confidence`
    reader       whose reading `text` is
    readings     what each reader saw, the first reader first; empty when one read it alone
    changes      what people made of it, the last one last
    """

    text: str
    box: Box
    confidence: float
    reader: str = "tesseract"
    readings: tuple[Reading, ...] = ()
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a word must have text")


@dataclass(frozen=True, slots=True)
class Line:
    """Words typed one after another, left to right, without a wide gap; never empty."""

    words: tuple[Word, ...]
    box: Box = field(init=False, compare=False, repr=False)
    text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError("a line must have words")
        # Found once, because cleaning a release asks for them a few thousand times a page.
        object.__setattr__(self, "box", Box.around(word.box for word in self.words))
        object.__setattr__(self, "text", " ".join(word.text for word in self.words))

    @property
    def confidence(self) -> float:
        """Mean of what the readers say of the words, each weighted by its letters (0-1)."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters


class Kind(StrEnum):
    """How a redaction was made, as it looks on the page."""

    BLACK = "black"
    MARKER = "marker"
    OUTLINED = "outlined"
    GREY = "grey"
    COLOURED = "coloured"
    HATCHED = "hatched"
    WHITED_OUT = "whited-out"


@dataclass(frozen=True, slots=True)
class Redaction:
    """A region that the releasing agency made illegible.

    bands      boxes that together cover the region, top to bottom: one for a plain
               bar, several for a region that follows the text in steps.
    outline    the corners of its outer edge, in order.
    certainty  how sure it is a redaction, 0-1
    label      words of the exemption vocabulary printed inside it, as read
    text_layer_characters   of the file's own text that lie under it and cannot be seen:
               whoever has the file can read them. How many, never which
    """

    kind: Kind
    bands: tuple[Box, ...]
    outline: tuple[tuple[int, int], ...]
    certainty: float = 1.0
    label: tuple[Word, ...] = ()
    text_layer_characters: int = 0
    box: Box = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", Box.around(self.bands))


class Status(StrEnum):
    """What came of a page. `BLANK` was read and holds nothing; `FAILED` was not read."""

    READ = "read"
    BLANK = "blank"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the source before anyone looks at it.

    number         counts from 1
    width, height  inches
    dpi            resolution to rasterize at
    lettered       whether the file has any font, so that the page may hold text
    """

    number: int
    width: float
    height: float
    dpi: int
    lettered: bool = False

    @property
    def pixels(self) -> int:
        """Pixels of the page image at `dpi`."""
        return round(self.width * self.dpi) * round(self.height * self.dpi)
