"""A cable put together from sections that came in different releases.

    messages ─► best copy of each section ─► joined like in one release ─► text, spans

A message is a cable, or some sections of one, as one release has it. Of several copies
of a section one is taken and the others stay on record with the reason. What comes out
depends on the messages alone, not on their order.

The one thing a newcomer would get wrong: a part of a block is known by its identity
(`is`), because the same words stand on many pages.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from cleanup.agreement import Agreed
from cleanup.cable import Fields, Mrn
from cleanup.choice import Choice, Copied, choose
from cleanup.envelope import Witnesses
from cleanup.held import Message, Passage
from cleanup.hyphens import Vocabulary, join_texts, words_in
from cleanup.joints import Joint, joint_between
from cleanup.model import Block, Note
from cleanup.paragraph_gaps import with_withheld
from cleanup.repairs import REPEATED, agree
from cleanup.sections import Sections
from cleanup.spelling import words_told
from cleanup.telegram import Cable, cable_of, missing_section, read_paragraphs


@dataclass(frozen=True, slots=True)
class Span:
    """Letters start-end of a cable's text and the lines or redactions they stand on."""

    start: int
    end: int
    message: Message
    page: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A cable as far as it is held.

    cable      as in a release, its sections without rows
    spans      in order of the text; every letter but those of notes is in one
    choice     which copy of each section was taken, and why not the others
    stripped   trailers of sections that others follow, with where they come from
    skipped    paragraph numbers that are not there although nothing is redacted there
    """

    cable: Cable
    text: str
    spans: tuple[Span, ...]
    choice: Choice
    stripped: tuple[tuple[Message, Passage], ...]
    skipped: tuple[int, ...]
    warnings: tuple[str, ...]


def assemble(mrn: Mrn, messages: Sequence[Message]) -> Assembled:
    """Put the cable `mrn` together from every message that has some of it."""
    choice = choose(messages)
    told = _agreed(mrn, choice)
    heading = list(choice.in_order[0].heading)
    body, joints = _joined(choice)
    shown, withheld, doubts = with_withheld(body)
    last = choice.taken[max(choice.taken)]
    trailer = last.copy.trailer if not choice.missing or max(choice.missing) < last.number else ()
    foot = [passage.block for passage in trailer]
    blocks = [*(passage.block for passage in heading), *shown, *foot]
    text, spans = _laid_out(blocks, _origins(choice))
    sections = Sections(
        heading=0,
        rows=(),
        stripped=(),
        subject=told.fields.subject,
        total=choice.total,
        present=tuple(sorted(choice.taken)),
        missing=choice.missing,
        joints=joints,
        sections=(),
    )
    return Assembled(
        cable=replace(cable_of(told.fields, sections, shown, foot, withheld), repairs=told.repairs),
        text=text,
        spans=spans,
        choice=choice,
        stripped=_stripped(choice, last if trailer else None),
        skipped=_skipped(shown, withheld),
        warnings=(*choice.warnings, *_contradictions(choice.in_order), *doubts),
    )


def _agreed(mrn: Mrn, choice: Choice) -> Agreed:
    """Fields that headings repeat by the vote of all of them, others as most messages have them.

    Of equals the first in order counts.
    """
    messages = choice.in_order
    most = {
        each.name: _most([getattr(m.fields, each.name) for m in messages])
        for each in fields(Fields)
    }
    said = replace(messages[0].fields, **most)
    readings = [reading for message in messages for reading in message.readings]
    if not readings:
        return Agreed(replace(said, mrn=mrn))
    parts = (part for c in choice.taken.values() for p in c.copy.passages for part in p.block.parts)
    witnesses = sum((message.witnesses for message in messages), Witnesses())
    told = agree(readings, witnesses, words_told(parts))
    voted = {name: getattr(told.fields, name) or getattr(said, name) for name in REPEATED}
    repairs = tuple(repair for repair in told.repairs if repair.field in REPEATED)
    return Agreed(replace(said, **{**voted, "mrn": mrn}), repairs)


def _most(values: Sequence[object]) -> Any:
    said = [value for value in values if value]
    counts = Counter(said)
    return max(dict.fromkeys(said), key=lambda v: counts[v], default=values[0])


def _contradictions(messages: Sequence[Message]) -> Iterable[str]:
    levels = sorted({m.fields.classification for m in messages if m.fields.classification})
    if len(levels) > 1:
        yield f"its messages are classified differently: {', '.join(levels)}"


def _joined(choice: Choice) -> tuple[list[Block], tuple[Joint, ...]]:
    """The text of all sections, and a note for each that is missing."""
    texts = (p.block.text for copied in choice.taken.values() for p in copied.copy.passages)
    vocabulary = words_in(texts)
    blocks: list[Block] = []
    joints: list[Joint] = []
    before = 0
    for number in sorted({*choice.taken, *choice.missing}):
        if number in choice.missing:
            blocks.append(missing_section(number, choice.total))
            continue
        own = [passage.block for passage in choice.taken[number].copy.passages]
        if own and before:
            kind = "paragraph"
            if number == before + 1 and blocks:
                kind = joint_between([b.text for b in blocks], [b.text for b in own])
            joints.append(Joint(before, kind))
            if kind != "paragraph":
                own[0] = _one_block(blocks.pop(), own[0], vocabulary)
        before = number
        blocks += own
    return blocks, tuple(joints)


def _one_block(above: Block, below: Block, vocabulary: Vocabulary) -> Block:
    text = join_texts(above.text, below.text, vocabulary)
    return Block(text, (*above.parts, *below.parts))


def _skipped(blocks: Sequence[Block], withheld: Sequence[int]) -> tuple[int, ...]:
    """Paragraph numbers between two that are there, but for those in a missing section."""
    skipped: list[int] = []
    last = 0
    for block in blocks:
        if block.text.startswith("[MISSING SECTION"):
            last = 0
        for paragraph in read_paragraphs([block]):
            number = paragraph.number
            # As in `with_withheld`: a number far off was misread.
            if number is not None and last < number <= last + 6:
                skipped += range(last + 1, number) if last else ()
                last = number
    return tuple(number for number in skipped if number not in withheld)


def _origins(choice: Choice) -> dict[int, tuple[Message, str]]:
    """The message and the name of every part, by the part's identity."""
    found = {}
    for copied in choice.taken.values():
        for passage in (*copied.copy.passages, *copied.copy.trailer):
            for part, name in zip(passage.block.parts, passage.names, strict=True):
                found[id(part)] = (copied.message, name)
    first = choice.in_order[0]
    for passage in first.heading:
        for part, name in zip(passage.block.parts, passage.names, strict=True):
            found[id(part)] = (first, name)
    return found


def _stripped(choice: Choice, printed: Copied | None) -> tuple[tuple[Message, Passage], ...]:
    """The trailers that are not printed, because other sections follow or should."""
    return tuple(
        (copied.message, passage)
        for _, copied in sorted(choice.taken.items())
        for passage in copied.copy.trailer
        if copied is not printed
    )


def _laid_out(
    blocks: Sequence[Block], origins: dict[int, tuple[Message, str]]
) -> tuple[str, tuple[Span, ...]]:
    """The text as `cleanup.documents.Document` lays it out, and where its letters stand."""
    text = ""
    spans: list[Span] = []
    for above, below in zip((None, *blocks), blocks, strict=False):
        if above:
            text += "\n" if above.heading and below.heading else "\n\n"
        spans += _spans_of(below, len(text), origins)
        text += below.text
    return text + "\n" if text else "", tuple(spans)


def _spans_of(block: Block, offset: int, origins: dict[int, tuple[Message, str]]) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for part in block.parts:
        if isinstance(part, Note):
            continue
        message, name = origins[id(part)]
        start = block.text.find(part.text, at)
        end = start + len(part.text)
        if start < 0:  # its hyphen went when a word cut in two was put together
            start = block.text.find(part.text[:-1], at)
            end = start + len(part.text) - 1
        if start < 0:
            start = end = at
        spans.append(Span(offset + start, offset + end, message, part.page, (name,)))
        at = end
    return spans
