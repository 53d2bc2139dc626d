"""What one release holds of a cable: its heading, and a copy of each section it has.

Words of a line are kept together here: where each of them stands is in the record of
the release, under the name of the line.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from cleanup.cable import Fields
from cleanup.documents import Document
from cleanup.envelope import Witnesses
from cleanup.fields import Reading
from cleanup.model import Block, Marked, Note, Part, Placed, Row, words_of
from cleanup.paragraphs import join_rows, refold
from cleanup.sections import Section, Sections
from cleanup.telegram import with_signature_apart
from ocr.model import Line, Word

OPENING = 120  # letters

Naming = Callable[[Part], str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a line of a heading, with the names of its lines and redactions.

    names   `p3-l12`, `p3-r2`: one for each part of the block, in order
    """

    block: Block
    names: tuple[str, ...]

    @property
    def page(self) -> int:
        """The page it begins on."""
        return next(part.page for part in self.block.parts if not isinstance(part, Note))


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a section as a release has it.

    total        sections of the message as this one says; 0 when it does not
    passages     its text, refolded, without heading and trailer
    trailer      BT, serial and NNNN after it
    pages        of the release, in order
    legibility   mean confidence of its words, 0-1
    visible      letters that can be read
    hidden       letters that its redactions hide, estimated
    """

    number: int
    total: int
    corrected: bool
    passages: tuple[Passage, ...]
    trailer: tuple[Passage, ...]
    pages: tuple[int, ...]
    legibility: float
    visible: int
    redactions: int
    hidden: int

    @property
    def opening(self) -> str:
        """The first words of its text, to tell copies from other sections."""
        return " ".join(passage.block.text for passage in self.passages[:3])[:OPENING]


@dataclass(frozen=True, slots=True)
class Message:
    """A cable, or some sections of it, as one release has it.

    release      the release's sha256
    name         of its file
    document     its place among the documents of the release, from 0
    fields       as the headings of this release agree on them
    total        sections as the release has it: at least the highest number
    legibility   mean confidence of the heading's words, 0-1
    readings     what each heading says, for the vote with other releases
    witnesses    what the format lines say
    """

    release: str
    name: str
    document: int
    fields: Fields
    total: int
    heading: tuple[Passage, ...]
    legibility: float
    copies: tuple[Copy, ...]
    readings: tuple[Reading, ...] = ()
    witnesses: Witnesses = Witnesses()  # noqa: RUF009 - frozen

    @property
    def key(self) -> str:
        """The same for the same cable of the same release, and for no other."""
        return f"{self.release}/{self.document:05}"


def message_of(
    document: Document,
    place: int,
    *,
    release: str,
    name: str,
    dpi: dict[int, int],
    naming: Naming,
    hidden: Mapping[str, int],
) -> Message | None:
    """The cable of a document with every copy of its sections; None when it is no cable.

    dpi      resolution of each page by number
    naming   the name of a line or redaction in the record of the release
    hidden   letters under each redaction, by its id
    """
    if document.cable is None:
        return None
    found = document.cable.sections
    heading = _parts_of(found.rows[: found.heading])
    inside = {id(part) for part in heading}
    bodies = _refolded(found, dpi)
    trailer = found.rows[len(found.rows) - found.trailer :]
    last = _last(found.sections)
    return Message(
        release=release,
        name=name,
        document=place,
        fields=document.cable.fields,
        total=found.total,
        heading=tuple(
            _passage(block, naming) for block in document.blocks if id(block.parts[0]) in inside
        ),
        legibility=_legibility(heading),
        copies=tuple(
            _copy(section, body, trailer if section is last else (), naming, hidden)
            for section, body in zip(found.sections, bodies, strict=True)
        ),
        readings=found.readings,
        witnesses=found.witnesses,
    )


def _last(sections: Sequence[Section]) -> Section | None:
    """The copy that the text of the release ends with."""
    return max((each for each in sections if each.chosen), key=lambda s: s.number, default=None)


def _refolded(found: Sections, dpi: dict[int, int]) -> list[list[Block]]:
    """The text of each section as paragraphs.

    All are refolded together: what is usual on a page shows only when all of it is there.
    """
    rows = list(found.rows[: found.heading])
    owner: dict[int, int] = {}
    last = _last(found.sections)
    for place, section in enumerate(found.sections):
        signed = section is last and found.trailer > 0
        own = with_signature_apart(section.rows, signed=signed)
        owner |= {id(part): place for part in _parts_of(own)}
        rows += [replace(row, joint="paragraph") for row in own[:1]]
        rows += own[1:]
    bodies: list[list[Block]] = [[] for _ in found.sections]
    for block in refold(rows, dpi):
        if id(block.parts[0]) in owner:
            bodies[owner[id(block.parts[0])]].append(block)
    return bodies


def _copy(
    section: Section,
    body: Sequence[Block],
    trailer: Sequence[Row],
    naming: Naming,
    hidden: Mapping[str, int],
) -> Copy:
    parts = _parts_of(section.rows)
    marks = [part for part in parts if isinstance(part, Marked)]
    foot = (replace(join_rows([row]), heading=True) for row in trailer)
    return Copy(
        number=section.number,
        total=section.total,
        corrected=section.corrected,
        passages=tuple(_passage(block, naming) for block in body),
        trailer=tuple(_passage(block, naming) for block in foot),
        pages=tuple(sorted({part.page for part in parts})),
        legibility=_legibility(parts),
        visible=sum(len(part.text) for part in parts if isinstance(part, Placed)),
        redactions=len(marks),
        hidden=sum(hidden.get(mark.id, 0) for mark in marks),
    )


def _passage(block: Block, naming: Naming) -> Passage:
    parts = [part for part in block.parts if not isinstance(part, Note)]
    slim = tuple(_slim(part) for part in parts)
    return Passage(replace(block, parts=slim), tuple(naming(part) for part in parts))


def _slim(part: Part) -> Part:
    """A part without what the record of its release says about it anyway."""
    if isinstance(part, Marked):
        return replace(part, redaction=replace(part.redaction, label=()), sources=())
    whole = Word(part.text, part.box, round(part.line.confidence, 3))
    return Placed(part.page, Line((whole,)))


def _parts_of(rows: Iterable[Row]) -> list[Part]:
    return [part for row in rows for part in row.parts]


def _legibility(parts: Iterable[Part]) -> float:
    words = words_of(parts)
    return round(fmean(word.confidence for word in words), 3) if words else 0.0
