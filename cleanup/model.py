"""What cleaning works on: placed lines, redactions with codes, rows and blocks.

A line never disappears: it gets a role and the name of the rule that gave it.
Role `body` is text that is kept and `code` an exemption code in the margin; every
other role is furniture, stripped from the text and kept on record.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ocr.model import Box, Line, Redaction, Word


class Role(StrEnum):
    """What a line is. Everything but `BODY` stays out of the text."""

    BODY = "body"
    CODE = "code"
    BANNER = "banner"
    RELEASE_HEADER = "release-header"
    STAMP = "stamp"
    PAGE_NUMBER = "page-number"
    RUNNING_HEAD = "running-head"
    NOISE = "noise"
    RUNNING_LINE = "running-line"
    SECTION_MARKER = "section-marker"
    SECTION_HEADER = "section-header"
    SECTION_TRAILER = "section-trailer"
    SECTION_COPY = "section-copy"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line on its page, what it is, the rule that decided, and how certain that is.

    certainty   0-1, of the role; see `cleanup.evidence` for what the figure means
    """

    page: int
    line: Line
    role: Role = Role.BODY
    rule: str = "text"
    certainty: float = 1.0

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def box(self) -> Box:
        return self.line.box

    def as_role(self, role: Role, rule: str, certainty: float = 1.0) -> "Placed":
        return replace(self, role=role, rule=rule, certainty=certainty)


@dataclass(frozen=True, slots=True)
class Marked:
    """A redaction with an id and the exemption codes that were found for it.

    codes    in canonical form and order; empty when none was found
    sources  the lines in the margin that the codes were read from
    """

    id: str
    page: int
    redaction: Redaction
    codes: tuple[str, ...] = ()
    sources: tuple[Placed, ...] = ()

    @property
    def printed(self) -> tuple[str, ...]:
        """The codes as they stand inside the redaction and in the margin."""
        inside = (word.text for word in self.redaction.label)
        return (*inside, *(line.text for line in self.sources))

    @property
    def text(self) -> str:
        return f"[{' '.join(('REDACTED', *self.codes))}]"

    @property
    def box(self) -> Box:
        """The band where the redaction starts in reading order."""
        return self.redaction.bands[0]


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's remark in brackets: never text from the page."""

    text: str


Part = Placed | Marked


def words_of(parts: Iterable[Part | Note]) -> list[Word]:
    """The words in the lines among some parts, in their order.

    As they were read, which may be fewer than `str.split` finds: one of a text layer may
    hold a blank, `EF X GH`.
    """
    return [word for part in parts if isinstance(part, Placed) for word in part.line.words]


@dataclass(frozen=True, slots=True)
class Row:
    """Parts that stand side by side on a page, left to right; never empty.

    joint    how the row follows the one before: "auto" lets the layout decide,
             "space" and "paragraph" were decided by a section join
    section  the number of the section this row is the first of, when the section
             before it is missing; else 0
    column   the number of the column it stands in, from 1 over the whole page; 0 for none
    typed    the words on the row, without its redactions
    """

    page: int
    parts: tuple[Part, ...]
    joint: str = "auto"
    section: int = 0
    column: int = 0
    typed: str = field(init=False, compare=False, repr=False)
    box: Box = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Found once, because every stage of cleaning asks each row for them.
        typed = " ".join(part.text for part in self.parts if isinstance(part, Placed))
        object.__setattr__(self, "typed", typed)
        object.__setattr__(self, "box", Box.around(part.box for part in self.parts))

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.parts)

    @property
    def place(self) -> tuple[int, int]:
        """Its page and column: only rows of one place stand one below the other."""
        return self.page, self.column


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or one line of a heading, as it will be printed.

    heading   printed without a blank line between it and the next heading line
    """

    text: str
    parts: tuple[Part | Note, ...]
    heading: bool = False
