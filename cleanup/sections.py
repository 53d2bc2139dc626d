"""Sections of a cable found, ordered, freed of what they repeat, and joined.

Two ways of cutting a cable into sections occur in releases:

    combined     ***** START OF SECTION 2 *****     on a line, or at the end of one
                 passing lines, E.O., TAGS, SUBJECT again, then text

    separate     BT / #0123 / NNNN                  the trailer of section 1
                 VZCZ…, PP RU…, DTG, FM, TO, BT     the envelope again
                 C O N F I D E N T I A L SECTION 02 OF 03 POST 001234
                 captions, E.O., TAGS, SUBJECT again, then text

Of several copies of a section the best is joined (`cleanup.copies`); all are kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from cleanup import cable, envelope, heading, running_lines
from cleanup.copies import Counted, Piece, alike, best_of, count, legibility
from cleanup.entries import subject_of
from cleanup.envelope import Witnesses
from cleanup.fields import Reading, Repair
from cleanup.joints import Joint as Joint
from cleanup.joints import joint_between
from cleanup.model import Placed, Role, Row
from cleanup.pieces import pieces_of, without_running_lines
from cleanup.repeated import as_role, marks_of, without_header
from cleanup.rereadings import BESIDE, JOINED, as_read_by, readers_of, trust_in

AS_LONG = 20  # letters of a subject to one that may have come or gone
CORRECTION = re.compile(r"^C\s+(PAGE|LINE|WORD|PARA)\b")


@dataclass(frozen=True, slots=True)
class Section:
    """One copy of a transmitted section: its text, without any heading.

    total       sections of the message as this one says; 0 when it does not
    corrected   whether it calls itself a corrected copy
    chosen      whether it is the copy that was joined
    legibility  mean confidence of its words, 0-1
    """

    number: int
    total: int
    rows: tuple[Row, ...]
    corrected: bool = False
    chosen: bool = True
    legibility: float = 0.0


@dataclass(frozen=True, slots=True)
class Sections:
    """A cable's rows in order, with what was taken out.

    heading    how many rows from the start are heading
    rows       the rows of all sections, joined
    stripped   lines that were markers, repeated headers, trailers, or other copies
    sections   every copy of every section, in the order they stand in
    trailer    how many rows at the end are below the text: BT, serial, NNNN
    readings   what each heading says, the printed one first
    witnesses  what the format lines say
    """

    heading: int
    rows: tuple[Row, ...]
    stripped: tuple[Placed, ...]
    subject: str
    total: int
    present: tuple[int, ...]
    missing: tuple[int, ...]
    joints: tuple[Joint, ...]
    sections: tuple[Section, ...]
    trailer: int = 0
    readings: tuple[Reading, ...] = ()
    witnesses: Witnesses = field(default_factory=Witnesses)
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Freed:
    """A piece parted into its heading's rows and its text; the first keeps its heading.

    about  rows of the header that are its SUBJECT, where the subject was told by them
    """

    piece: Piece
    heading: tuple[Row, ...]
    rows: tuple[Row, ...]
    stripped: tuple[Placed, ...]
    header: tuple[Row, ...]
    subject: str = ""
    about: tuple[Row, ...] = ()


def join_transmissions(transmissions: Sequence[Sequence[Row]]) -> Sections:
    """Make one message of the transmissions of a cable, each given by its rows."""
    stripped: list[Placed] = []
    pieces: list[Piece] = []
    running: list[running_lines.Running] = []
    for rows in transmissions:
        plain, lines, texts = without_running_lines(rows)
        running += [found for text in texts if (found := running_lines.running(text))]
        own, markers = pieces_of(plain, texts)
        pieces += own
        stripped += [*lines, *markers]
    told = count(pieces)
    chosen, others = _chosen(told.pieces)
    freed = _freed(chosen)
    for copy in others:
        stripped += as_role(Role.SECTION_COPY, "other-copy", _all_rows(copy))
    for free in freed:
        stripped += free.stripped
    for piece in chosen[:-1]:
        stripped += as_role(Role.SECTION_TRAILER, "end-of-section", piece.trailer)
    return _message(told, freed, others, stripped, running)


def _all_rows(piece: Piece) -> tuple[Row, ...]:
    return (*piece.lead, *piece.rows, *piece.trailer)


def _chosen(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces to join, by number, and the copies that are not: worse ones of the same."""
    chosen: list[Piece] = []
    others: list[Piece] = []
    for number in sorted({piece.number for piece in pieces}):
        copies = [piece for piece in pieces if piece.number == number]
        best = best_of(copies)
        for copy in copies:
            same = copy is not best and alike(best, copy)
            (others if same else chosen).append(copy)
    return chosen, others


def _freed(chosen: Sequence[Piece]) -> list[_Freed]:
    """The chosen pieces without repeated headings; the first keeps its own."""
    first = chosen[0]
    rows = (*first.lead, *first.rows)
    end = heading.end_of_heading(rows)
    start, stop = heading.subject_rows(rows[:end])
    subject = _subject_of(rows[start:stop])
    header = tuple(row for row in rows[:end] if row.typed)
    about = tuple(rows[start:stop])
    head = _Freed(first, tuple(rows[:end]), tuple(rows[end:]), (), header, subject, about)
    template = [row.typed for row in (*header, *_labelled(chosen[1:]))]
    known = _likest([subject, *map(_own_subject, chosen[1:])])
    return [head, *(_without_heading(piece, template, known) for piece in chosen[1:])]


def _likest(subjects: Sequence[str]) -> str:
    """The subject that those of the other sections are most like, the first one of equals.

    Of those that are as long as the first: the others may have text glued on behind.
    """
    read = list(filter(None, subjects))
    first = len(read[0]) if read else 0
    as_long = [one for one in read if abs(len(one) - first) <= first / AS_LONG]
    return max(
        as_long, key=lambda one: sum(fuzz.ratio(one, other) for other in as_long), default=""
    )


def _labelled(pieces: Sequence[Piece]) -> list[Row]:
    """Rows of headings that the first one may have lost: envelopes, and what has a label."""
    return [
        row
        for piece in pieces
        for row in (*piece.lead, *piece.rows[: heading.end_of_heading(piece.rows)])
        if row in piece.lead or heading.is_label(row.typed)
    ]


def _own_subject(piece: Piece) -> str:
    start, stop = heading.subject_rows(piece.rows[: heading.end_of_heading(piece.rows)])
    return _subject_of(piece.rows[start:stop])


def _subject_of(rows: Sequence[Row]) -> str:
    return subject_of(" ".join(row.typed for row in rows))


def _without_heading(piece: Piece, template: Sequence[str], subject: str) -> _Freed:
    parted = without_header(piece.rows, template, subject)
    lead = as_role(Role.SECTION_HEADER, "repeated-envelope", piece.lead)
    header = (*(row for row in piece.lead if row.typed), *parted.header)
    own = (*marks_of(piece.lead), *parted.rows)
    return _Freed(piece, (), own, (*lead, *parted.stripped), header)


def _message(
    told: Counted,
    freed: Sequence[_Freed],
    others: Sequence[Piece],
    stripped: Sequence[Placed],
    running: Sequence[running_lines.Running],
) -> Sections:
    head = freed[0]
    body, joints = _joined(freed)
    trailer = freed[-1].piece.trailer
    template = [row.typed for row in head.header]
    spare = [_without_heading(copy, template, head.subject) for copy in others]
    present = tuple(sorted({piece.number for piece in told.pieces}))
    texts = [r.typed for p in told.pieces for r in (*p.lead, *p.trailer)]
    corrections = [text for text in texts if CORRECTION.match(text)]
    doubts = (f"a correction was sent and is not applied: {text}" for text in corrections)
    return Sections(
        heading=len(head.heading),
        rows=(*head.heading, *body, *trailer),
        stripped=tuple(stripped),
        subject=head.subject,
        total=told.total,
        present=present,
        missing=tuple(n for n in range(1, told.total + 1) if n not in present),
        joints=joints,
        sections=_copies(told.pieces, [*freed, *spare], others),
        trailer=len(trailer),
        readings=_readings([*freed, *spare], running),
        witnesses=envelope.bear_witness(texts),
        repairs=told.repairs,
        warnings=(*told.warnings, *doubts),
    )


def _copies(
    pieces: Sequence[Piece], freed: Sequence[_Freed], others: Sequence[Piece]
) -> tuple[Section, ...]:
    """Every copy in the order it stands in, with its own text."""
    own = {id(free.piece): free.rows for free in freed}
    spare = {id(piece) for piece in others}
    return tuple(
        Section(
            piece.number,
            piece.total,
            own[id(piece)],
            piece.corrected,
            id(piece) not in spare,
            legibility(own[id(piece)]),
        )
        for piece in pieces
    )


def _readings(
    freed: Sequence[_Freed], running: Sequence[running_lines.Running]
) -> tuple[Reading, ...]:
    """What each heading says; the running lines are told with the first."""
    read = [each for free in freed if free.header for each in _read(free)]
    read = read or [cable.read_heading(())]
    return (replace(read[0], running=tuple(running)), *read[1:])


def _read(free: _Freed) -> list[Reading]:
    """A heading as it is joined, and as each reader had it where they differ."""
    section = free.piece.number
    readers = readers_of(free.header)
    own = cable.read_heading([row.typed for row in free.header], free.subject, section)
    own = replace(own, weight=JOINED if readers else 1.0, trust=trust_in(free.header))
    beside = [
        cable.read_heading(
            [as_read_by(reader, row) for row in free.header],
            subject_of(" ".join(as_read_by(reader, row) for row in free.about)),
            section,
        )
        for reader in readers
    ]
    return [own, *(replace(each, weight=BESIDE) for each in beside)]


def _joined(freed: Sequence[_Freed]) -> tuple[tuple[Row, ...], tuple[Joint, ...]]:
    """Sections one after another, each first row told how it follows."""
    rows: list[Row] = list(freed[0].rows)
    joints: list[Joint] = []
    before = freed[0].piece.number
    for free in freed[1:]:
        if not free.rows:
            continue
        number = free.piece.number
        gap = number != before + 1
        kind = "paragraph"
        if not gap and rows:
            kind = joint_between([row.text for row in rows], _texts(free.rows))
        joints.append(Joint(before, kind))
        rows += _following(free.rows, kind, number if gap else 0)
        before = number
    return tuple(rows), tuple(joints)


def _texts(rows: Sequence[Row]) -> list[str]:
    """Texts of a section's rows from its first word: what is redacted before says nothing."""
    first = next((n for n, row in enumerate(rows) if row.typed), 0)
    return [row.text for row in rows[first:]]


def _following(rows: Sequence[Row], kind: str, section: int) -> list[Row]:
    """A section's rows, told how they follow: redactions of its heading stand in the sentence."""
    first = replace(rows[0], joint=kind, section=section)
    text = next((n for n, row in enumerate(rows) if row.typed), 0)
    if not text or kind == "paragraph":
        return [first, *rows[1:]]
    goes_on = replace(rows[text], joint=kind)
    return [first, *rows[1:text], goes_on, *rows[text + 1 :]]
