"""How a release is written down before it is typed: blocks of spans.

A block is a line or a paragraph; its spans are typed words or cuts, which are
the places that the releasing agency blacks out. There is no text under a cut.
A cut is counted in typewriter cells, so content and layout are written together:

    {14}   a cut of 14 cells, fewer when the row ends before
    {>}    a cut from here to the end of the row
    {>3}   the same and three whole rows more, one stepped region

A cut is black unless it names another kind: {14:outlined}, {>3:hatched}.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from samples.looks import Look

BODY = "body"
HEADER_AGAIN = "section-header"
# What the releasing agency prints in the flow of a message, in a type of its own.
AGENCY_ROLES = frozenset({"release-stamp", "review-stamp"})

CUT = re.compile(r"\{(>?)(\d*)(?::([a-z-]+))?\}")


@dataclass(frozen=True, slots=True)
class Typed:
    """Words in one role; `body` is text that a reader wants to keep. A newline ends the row."""

    text: str
    role: str = BODY


@dataclass(frozen=True, slots=True)
class Cut:
    """`cells` blacked out, or with no cells the rest of the row; then `rows` whole rows."""

    cells: int
    rows: int
    kind: str = "black"


Span = Typed | Cut


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph of the release.

    gap        blank rows above it; none where a full page turned by itself
    paragraph  refolded into one line of the ideal text, with a blank line around
    continues  goes on in the middle of the paragraph before, after what stands between
    codes      the margin group as printed beside its first cut; None takes the group of
               the block before, () is a cut that nobody explained
    carried    the group stands at the top of the next page instead
    new_page   starts a page
    section    above 0: what follows is section `section` of the message
    withheld   above 0: the number of a paragraph that is wholly blacked out before here
    """

    spans: tuple[Span, ...] = ()
    gap: int = 0
    paragraph: bool = False
    continues: bool = False
    codes: tuple[str, ...] | None = None
    carried: bool = False
    new_page: bool = False
    section: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Stamp:
    """Words put on a page by hand or machine, not by the typist.

    x, y    inches from the top left to the text's middle (or left end) and baseline
    size    points
    struck  ruled through
    """

    text: str
    role: str
    x: float
    y: float
    size: float
    font: str = "sans-bold"
    centred: bool = True
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Something drawn on a page that is no redaction: a name of `samples.look_alikes`.

    box  left, top, right, bottom in inches; the text leaves room for it
    """

    page: int
    what: str
    box: tuple[float, float, float, float]


def page_number(page: int) -> Stamp:
    """A typist's page number at the foot of letter paper."""
    return Stamp(f"-{page}-", "page-number", 4.25, 10.35, 12.0, font="courier")


# What a truth says of a release on which no decision was stamped.
UNSTAMPED: Mapping[str, object] = {
    "decision": None,
    "codes": [],
    "reviewer": None,
    "case_number": None,
    "document_number": None,
}


@dataclass(frozen=True, slots=True)
class Running:
    """A line that the printer of the time pushed into the text at the top of a page."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Release:
    """Everything about one sample.

    stamps    one tuple for each page
    cable     the fields of a message, as in its truth; None when it is not a cable
    release   what was decided about it, as in its truth
    sections  how many a message was sent in; 0 when the word has no meaning
    """

    name: str
    about: str
    look: Look
    blocks: tuple[Block, ...]
    stamps: tuple[tuple[Stamp, ...], ...]
    cable: Mapping[str, object] | None
    release: Mapping[str, object]
    sections: int = 0
    running: tuple[Running, ...] = ()
    pictures: tuple[Picture, ...] = ()


def spans(text: str, role: str = BODY) -> tuple[Span, ...]:
    """Words and `{...}` cuts into spans; line ends of the source are folded."""
    found: list[Span] = []
    end = 0
    for match in CUT.finditer(text):
        found += _typed(text[end : match.start()], role)
        found.append(_cut(*match.groups()))
        end = match.end()
    return (*found, *_typed(text[end:], role))


def line(text: str, role: str = BODY, gap: int = 0, new_page: bool = False) -> Block:
    """One typed line, or several when `text` has line ends."""
    return Block((Typed(text, role),), gap=gap, new_page=new_page)


def lines(text: str, role: str = BODY, gap: int = 0) -> tuple[Block, ...]:
    """A block for each line of `text`, the first one `gap` rows down."""
    rows = text.strip().splitlines()
    return tuple(line(row, role, gap if n == 0 else 0) for n, row in enumerate(rows))


def para(
    text: str,
    codes: tuple[str, ...] | None = None,
    gap: int = 1,
    *,
    continues: bool = False,
    carried: bool = False,
    new_page: bool = False,
) -> Block:
    """A paragraph, or the rest of one."""
    return Block(
        spans(text),
        gap=gap,
        paragraph=True,
        continues=continues,
        codes=codes,
        carried=carried,
        new_page=new_page,
    )


def withheld(number: int) -> Block:
    """The paragraph that ought to stand here and was blacked out as a whole."""
    return Block(paragraph=True, withheld=number)


def _typed(text: str, role: str) -> list[Span]:
    folded = " ".join(text.split())
    return [Typed(folded, role)] if folded else []


def _cut(to_the_end: str, count: str, kind: str | None) -> Cut:
    number = int(count or 0)
    cells, rows = (0, number) if to_the_end else (number, 0)
    return Cut(cells, rows, kind or "black")
