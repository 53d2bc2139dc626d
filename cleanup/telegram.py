"""A cable as it will be read: heading lines, paragraphs, what is missing between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleanup import heading
from cleanup.corrections import corrected_in
from cleanup.fields import Fields, Repair
from cleanup.hyphens import Vocabulary, words_of
from cleanup.model import Block, Note, Placed, Row
from cleanup.paragraph_gaps import is_crosshead, is_note, number_of, with_withheld
from cleanup.paragraph_marks import PORTION, after_number, starts_paragraph
from cleanup.paragraphs import Layout, join_rows, refold
from cleanup.repairs import agree
from cleanup.sections import Sections, join_transmissions
from cleanup.spelling import words_told


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered or marked paragraph; `number` is None where only a portion mark stands."""

    number: int | None
    portion: str
    text: str


@dataclass(frozen=True, slots=True)
class Cable:
    """A cable's fields, sections and paragraphs.

    crossheads        headings between paragraphs
    summary, comment  what stands between those words and their END, "" without them
    repairs           fields put right, with what was read and the evidence
    warnings          what was doubted, one sentence each
    """

    fields: Fields
    sections: Sections
    paragraphs: tuple[Paragraph, ...]
    withheld_paragraphs: tuple[int, ...]
    signature: str
    warnings: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    crossheads: tuple[str, ...] = ()
    summary: str = ""
    comment: str = ""


CROSSHEAD_WORDS = 12
SIGNATURE_WORDS = 3


def read_cable(
    transmissions: Sequence[Sequence[Row]],
    dpi: dict[int, int],
    codes: Sequence[Placed] = (),
    *,
    layout: Layout = "paragraphs",
) -> tuple[tuple[Block, ...], Cable, tuple[Placed, ...]]:
    """Blocks, cable and stripped lines of the transmissions of one message.

    dpi    resolution of each page by number
    codes  margin codes that explain no redaction that was found: text was whited out
    layout "lines" keeps the typed lines in the text
    """
    joined = join_transmissions(transmissions)
    rows = joined.rows
    end = len(rows) - joined.trailer
    vocabulary = words_of(rows)
    top = _heading_blocks(rows[: joined.heading], vocabulary, layout)
    text = with_signature_apart(rows[joined.heading : end], signed=joined.trailer > 0)
    body = _with_missing_sections(refold(text, dpi, layout=layout), joined)
    body, withheld, gaps = with_withheld(body, codes)
    foot = [_as_heading(join_rows([row], vocabulary)) for row in rows[end:]]
    words = words_told(part for row in rows[joined.heading : end] for part in row.parts)
    told = agree(joined.readings, joined.witnesses, words, corrected_in(rows[: joined.heading]))
    found = cable_of(told.fields, joined, body, foot, withheld)
    found = replace(
        found,
        warnings=(
            *joined.warnings,
            *told.warnings,
            *gaps,
            *_missing_sections(joined),
            *(() if told.fields.mrn else (UNFILED,)),
        ),
        repairs=(*joined.repairs, *told.repairs),
    )
    return (*top, *body, *foot), found, joined.stripped


def cable_of(
    fields: Fields,
    sections: Sections,
    body: Sequence[Block],
    foot: Sequence[Block],
    withheld: tuple[int, ...],
) -> Cable:
    """A cable with what its text says; `foot` is what stands below it: BT, serial, NNNN."""
    return Cable(
        fields,
        sections,
        read_paragraphs(body),
        withheld,
        _signature(body, foot),
        crossheads=_crossheads(body, foot),
        summary=_remark(body, "SUMMARY"),
        comment=_remark(body, "COMMENT"),
    )


def with_signature_apart(rows: Sequence[Row], *, signed: bool) -> tuple[Row, ...]:
    """The last row begins anew when it is a name below a full stop.

    A page that ends between them hides the blank line.
    """
    if not signed or len(rows) < 2:
        return tuple(rows)
    above, last = rows[-2], rows[-1]
    name = (
        re.fullmatch(r"[A-Z][A-Z.'\- ]+", last.text) and len(last.text.split()) <= SIGNATURE_WORDS
    )
    if name and re.search(r"[.!?:\])][\"')]?$", above.text):
        return (*rows[:-1], replace(last, joint="paragraph"))
    return tuple(rows)


UNFILED = "the cable's number could not be read, so it is not filed under cables/"


def _missing_sections(joined: Sections) -> list[str]:
    return [f"section {n} of {joined.total} is missing" for n in joined.missing]


def _as_heading(block: Block) -> Block:
    return Block(block.text, block.parts, heading=True)


def _heading_blocks(rows: Sequence[Row], vocabulary: Vocabulary, layout: Layout) -> list[Block]:
    """Heading lines as they are, the lines of a long subject or reference as one."""
    groups: list[list[Row]] = []
    folding = False
    for row in rows:
        kind = heading.kind_of(row.typed)
        if folding and kind in ("", *heading.ADDRESS):
            groups[-1].append(row)
            continue
        groups.append([row])
        folding = kind in ("subject", "reference", "authority")
    return [_as_heading(join_rows(group, vocabulary, layout)) for group in groups]


def _with_missing_sections(blocks: Sequence[Block], joined: Sections) -> list[Block]:
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


def _crossheads(body: Sequence[Block], foot: Sequence[Block]) -> tuple[str, ...]:
    """Short lines in capitals between paragraphs; the signature and END COMMENT are none."""
    texts = [b.text for b in body if is_crosshead(b) and not is_note(b)]
    signature = _signature(body, foot)
    return tuple(
        text
        for text in texts
        if text.strip(" .,:;") != signature
        and not text.startswith("END ")
        and len(text.split()) <= CROSSHEAD_WORDS
    )


SIGNED = re.compile(r"^Signature\s?:\s*(\S.*)$")


def _signature(body: Sequence[Block], foot: Sequence[Block]) -> str:
    """The last line of text above the trailer, or what a form gives as signature."""
    signed = next((f.group(1) for b in foot if (f := SIGNED.match(b.text))), "")
    if signed or not foot:
        return signed
    last = body[-1].text.rstrip(" .,:;") if body else ""
    plain = last.isupper() and len(last.split()) <= SIGNATURE_WORDS and last.isascii()
    return last if plain and not last.startswith("[") and not last.startswith("END ") else ""


def read_paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    """The blocks that begin with a paragraph number or a portion mark."""
    found = []
    for block in blocks:
        if not starts_paragraph(block.text):
            continue
        rest = after_number(block.text)
        mark = PORTION.match(rest)
        portion = mark.group(0).strip("()") if mark else ""
        text = rest[mark.end() :].strip() if mark else rest.strip()
        found.append(Paragraph(number_of(block), portion, text))
    return tuple(found)


def _remark(blocks: Sequence[Block], name: str) -> str:
    """The text between SUMMARY and END SUMMARY; to the end of its paragraph without one."""
    start = re.compile(rf"^(?:\d{{1,2}}[.,]\s*)?(?:\([A-Z/]+\)\s*)?(?:BEGIN )?{name}\b[\s:.,]*")
    end = re.compile(rf"[\s(]*\bEND\s+(?:OF\s+)?{name}\b.*$", re.DOTALL)
    first = next((n for n, b in enumerate(blocks) if not is_note(b) and start.match(b.text)), None)
    if first is None:
        return ""
    last = next((n for n in range(first, len(blocks)) if end.search(blocks[n].text)), None)
    if last is None:
        last = first + (1 if start.sub("", blocks[first].text) == "" else 0)
    text = "\n\n".join(block.text for block in blocks[first : last + 1])
    return end.sub("", start.sub("", text, count=1)).strip()
