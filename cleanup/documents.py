"""From pages as read to clean documents: the story of cleaning, in order.

lines placed → gaps that codes explain → redactions marked with codes → rows →
sections joined → refolded
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cleanup import cable
from cleanup.codes import disagreement, mark_redactions
from cleanup.furniture import place_lines
from cleanup.model import Block, Marked, Note, Placed, Role, Row
from cleanup.paragraphs import NUMBERED, PORTION, join_rows, refold, starts_paragraph, words_of
from cleanup.release import ReleaseStamp, read_release
from cleanup.rows import lay_rows
from cleanup.sections import Sections, join_sections
from cleanup.whited_out import with_whited_out
from ocr.model import Status
from ocr.page import Page


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered or marked paragraph; `number` is None where only a portion mark stands."""

    number: int | None
    portion: str
    text: str


@dataclass(frozen=True, slots=True)
class Cable:
    """A cable's fields, sections and paragraphs."""

    fields: cable.Fields
    sections: Sections
    paragraphs: tuple[Paragraph, ...]
    withheld_paragraphs: tuple[int, ...]
    signature: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a release; `cable` is None when it is none."""

    pages: tuple[int, ...]
    blocks: tuple[Block, ...]
    cable: Cable | None

    @property
    def text(self) -> str:
        """The clean text: heading lines one below the other, paragraphs a blank line apart."""
        out = ""
        for above, below in zip((None, *self.blocks), self.blocks, strict=False):
            if above:
                out += "\n" if above.heading and below.heading else "\n\n"
            out += below.text
        return out + "\n" if out else ""


@dataclass(frozen=True, slots=True)
class Release:
    """A whole release, cleaned: every line has its role, every redaction its codes."""

    lines: tuple[Placed, ...]
    marks: tuple[Marked, ...]
    documents: tuple[Document, ...]
    stamp: ReleaseStamp
    warnings: tuple[str, ...]

    @property
    def text(self) -> str:
        """The clean text of all its documents."""
        return "\n".join(document.text for document in self.documents)


def clean_release(pages: Sequence[Page]) -> Release:
    """Turn the pages of one release into clean text with a record of what was stripped."""
    pages, placed = with_whited_out(pages, place_lines(pages))
    marks = mark_redactions(pages, placed)
    rows = lay_rows(pages, placed, marks)
    stamp = read_release(placed)
    warnings = [w for w in (disagreement(stamp.codes, marks),) if w]
    warnings += [f"page {p.number} failed: {p.reason}" for p in pages if p.status is Status.FAILED]
    warnings += failed_redactions(marks)
    document, stripped, said = _read_document(pages, rows)
    return Release(
        _with_stripped(placed, document, stripped), marks, (document,), stamp, (*warnings, *said)
    )


def failed_redactions(marks: Sequence[Marked]) -> list[str]:
    """A warning for each page whose file still holds text under redactions."""
    failed = [mark for mark in marks if mark.redaction.text_layer_characters]
    return [
        _failed_on(number, [mark for mark in failed if mark.page == number])
        for number in dict.fromkeys(mark.page for mark in failed)
    ]


def _failed_on(page: int, marks: Sequence[Marked]) -> str:
    characters = sum(mark.redaction.text_layer_characters for mark in marks)
    return (
        f"page {page}: the file's text layer has {characters} characters under "
        f"{', '.join(mark.id for mark in marks)}; they are not in the output, "
        "but anyone who has the file can read them"
    )


def _read_document(
    pages: Sequence[Page], rows: Sequence[Row]
) -> tuple[Document, Sequence[Placed], list[str]]:
    dpi = {page.number: page.dpi for page in pages}
    numbers = tuple(page.number for page in pages)
    if not cable.is_cable([row.typed for row in rows]):
        return Document(numbers, refold(rows, dpi), None), (), []
    joined = join_sections(rows)
    vocabulary = words_of(rows)
    heading = _heading_blocks(joined.rows[: joined.heading], vocabulary)
    body = _with_missing(refold(joined.rows[joined.heading :], dpi), joined)
    body, withheld, warnings = with_withheld(body)
    body, signature = ending(body)
    fields = cable.read_fields([row.typed for row in joined.rows[: joined.heading]], joined.subject)
    found = Cable(fields, joined, read_paragraphs(body), withheld, signature)
    warnings += [f"section {n} of {joined.total} is missing" for n in joined.missing]
    if fields.mrn is None:
        warnings.append("the cable's number could not be read, so it is not filed under cables/")
    return Document(numbers, (*heading, *body), found), joined.stripped, warnings


def _heading_blocks(rows: Sequence[Row], vocabulary: frozenset[str]) -> list[Block]:
    """Heading lines as they are, the lines of a long subject or reference as one."""
    groups: list[list[Row]] = []
    folding = False
    for row in rows:
        labelled = cable.SUBJECT.match(row.typed) or cable.REFERENCE.match(row.typed)
        other = cable.CLASSIFIED.match(row.typed)
        if folding and not labelled and not other:
            groups[-1].append(row)
            continue
        groups.append([row])
        folding = bool(labelled or other)
    blocks = (join_rows(group, vocabulary) for group in groups)
    return [Block(block.text, block.parts, heading=True) for block in blocks]


def _with_missing(blocks: Sequence[Block], joined: Sections) -> list[Block]:
    """Say where sections are missing: where each would stand, or at the end."""
    after_gap = {id(row.parts[0]): row.section for row in joined.rows if row.section}
    out: list[Block] = []
    waiting = list(joined.missing)
    reached = min(joined.present, default=1)
    for block in blocks:
        reached = max(reached, after_gap.get(id(block.parts[0]), 0))
        while waiting and waiting[0] < reached:
            out.append(missing_section(waiting.pop(0), joined.total))
        out.append(block)
    return out + [missing_section(number, joined.total) for number in waiting]


def missing_section(number: int, total: int) -> Block:
    """What stands in the place of a section that is not held."""
    note = Note(f"[MISSING SECTION {number} OF {total}]")
    return Block(note.text, (note,))


def with_withheld(blocks: Sequence[Block]) -> tuple[list[Block], tuple[int, ...], list[str]]:
    """Show paragraphs that are withheld whole, from gaps in the numbering.

    A gap counts only when something is redacted in it; otherwise the number was
    probably misread, which is a warning and not a redaction. Nothing is said about
    numbers that a missing section may hold.
    """
    out: list[Block] = []
    withheld: list[int] = []
    warnings: list[str] = []
    last, redacted = 0, False
    for block in blocks:
        if any(isinstance(part, Note) for part in block.parts):
            last, redacted = 0, False
        number = _number(block)
        if number is not None and last < number <= last + 6:
            skipped = list(range(last + 1, number)) if last else []
            if skipped and redacted:
                notes = [Note(f"[PARAGRAPH {n} WITHHELD]") for n in skipped]
                at = len(out) - (1 if out and _is_crosshead(out[-1]) else 0)
                out[at:at] = [Block(note.text, (note,)) for note in notes]
                withheld += skipped
            elif skipped:
                listed = ", ".join(str(n) for n in skipped)
                warnings.append(f"paragraph {listed} not found, and nothing is redacted there")
            last, redacted = number, False
        redacted = redacted or any(isinstance(part, Marked) for part in block.parts)
        out.append(block)
    return out, tuple(withheld), warnings


def _number(block: Block) -> int | None:
    found = NUMBERED.match(block.text)
    return int(found.group(1)) if found else None


def _is_crosshead(block: Block) -> bool:
    plain = all(isinstance(part, Placed) for part in block.parts)
    return (
        plain and block.text.isupper() and not block.text.endswith(".") and _number(block) is None
    )


def ending(blocks: Sequence[Block]) -> tuple[list[Block], str]:
    """The signature is the last line of text before BT; what follows is the trailer."""
    end = len(blocks)
    shapes = (cable.BT, cable.SERIAL, cable.END)
    while end and (
        any(shape.match(blocks[end - 1].text) for shape in shapes)
        or blocks[end - 1].text == "ADMIN"
    ):
        end -= 1
    trailer = [Block(block.text, block.parts, heading=True) for block in blocks[end:]]
    last = blocks[end - 1].text.rstrip(" .,:;") if end else ""
    signed = bool(trailer) and last.isupper() and len(last.split()) <= 3 and last.isascii()
    return [*blocks[:end], *trailer], last if signed and not last.startswith("[") else ""


def read_paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    """The blocks that begin with a paragraph number or a portion mark."""
    found = []
    for block in blocks:
        if not starts_paragraph(block.text):
            continue
        rest = NUMBERED.sub("", block.text, count=1)
        mark = PORTION.match(rest)
        portion = mark.group(0).strip("()") if mark else ""
        text = rest[mark.end() :].strip() if mark else rest.strip()
        found.append(Paragraph(_number(block), portion, text))
    return tuple(found)


def _with_stripped(
    placed: Sequence[Placed], document: Document, stripped: Sequence[Placed]
) -> tuple[Placed, ...]:
    """All lines with their final roles: a line cut in two is there as its two pieces."""
    kept = [part for block in document.blocks for part in block.parts if isinstance(part, Placed)]
    other = [line for line in placed if line.role is not Role.BODY]
    return tuple(sorted([*other, *kept, *stripped], key=_place))


def _place(line: Placed) -> tuple[int, int, int, str]:
    return line.page, line.box.top, line.box.left, line.text
