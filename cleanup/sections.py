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

from cleanup import cable, envelope, heading, numbering
from cleanup.copies import Counted, Piece, alike, best_of, count, legibility
from cleanup.envelope import Witnesses
from cleanup.fields import Reading, Repair
from cleanup.model import Placed, Role, Row
from cleanup.paragraphs import NUMBERED, starts_paragraph
from cleanup.repeated import as_role, cut_row, marks_of, without_header
from cleanup.transmissions import cut, section_of

REMARK = re.compile(r"^(BEGIN |END )?(SUMMARY|COMMENT|ACTION REQUEST|TEXT|FYI)\b")
CORRECTION = re.compile(r"^C\s+(PAGE|LINE|WORD|PARA)\b")


@dataclass(frozen=True, slots=True)
class Joint:
    """How section `after` was joined to the next: "space", "hyphen" or "paragraph"."""

    after: int
    kind: str


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
    """A piece parted into its heading's texts and its text; the first keeps its heading."""

    piece: Piece
    heading: tuple[Row, ...]
    rows: tuple[Row, ...]
    stripped: tuple[Placed, ...]
    header: tuple[str, ...]
    subject: str = ""


def join_sections(rows: Sequence[Row]) -> Sections:
    """Find the sections of a cable whose rows these are, and make them one message."""
    transmissions: list[tuple[Row, ...]] = []
    above: tuple[Row, ...] = ()
    for part in cut(rows):
        if part.is_cable:
            transmissions.append((*above, *part.rows))
            above = ()
        elif transmissions:
            transmissions[-1] = (*transmissions[-1], *part.rows)
        else:
            above = part.rows
    return join_transmissions(transmissions or [rows])


def join_transmissions(transmissions: Sequence[Sequence[Row]]) -> Sections:
    """Make one message of the transmissions of a cable, each given by its rows."""
    stripped: list[Placed] = []
    pieces: list[Piece] = []
    running: list[numbering.Running] = []
    for rows in transmissions:
        plain, lines = _without_running_lines(rows)
        running += [found for line in lines if (found := numbering.running(line.text))]
        own, markers = _pieces(plain, lines)
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


def _without_running_lines(rows: Sequence[Row]) -> tuple[list[Row], list[Placed]]:
    """Take out `POST 00001234  002 OF 003` and `PAGE 02 POST 1234`, which cut sentences.

    In the archive of 1973-79 the level stands above or below the page line.
    """
    pages = {n for n, r in enumerate(rows) if _is_running(r.typed)}
    beside = {m for n in pages for m in (n - 1, n + 1) if 0 <= m < len(rows)}
    levels = {m for m in beside if numbering.level_of(rows[m].typed) and not _apart(rows[m])}
    taken = pages | levels
    kept: list[Row] = []
    lines: list[Placed] = []
    for n, row in enumerate(rows):
        kept += marks_of([row]) if n in taken else [row]
        if n in taken:
            rule = "post-and-section" if n in pages else "level-at-page-line"
            lines += as_role(Role.RUNNING_LINE, rule, [row])
    return kept, lines


def _is_running(text: str) -> bool:
    return bool(numbering.running(text) or numbering.BARE_PAGE.match(text))


def _apart(row: Row) -> bool:
    """Whether a level is typed apart, and so the first line of the text."""
    return numbering.class_line(row.typed) is not None


def _pieces(rows: Sequence[Row], lines: Sequence[Placed]) -> tuple[list[Piece], list[Placed]]:
    """The sections of one transmission: one, or as many as it has markers and one."""
    rows, markers = _parted_at_markers(rows)
    at = _text_at(rows)
    end = _trailer_at(rows, at)
    texts = [row.typed for row in rows[:at]] + [line.text for line in lines]
    section, total = section_of(texts)
    strokes = envelope.bear_witness(texts).sections
    corrected = any(heading.is_corrected(row.typed) for row in rows[: at + heading.ENTRY_ROWS])
    first = Piece(section, total, (), corrected, strokes[0] if strokes else 0, tuple(rows[:at]))
    pieces = [first]
    for row in rows[at:end]:
        found = numbering.find_marker(row.typed)
        last = pieces[-1]
        if found:
            # What a marker follows is section 1 at least, and says no total.
            pieces[-1] = last if last.number else replace(last, number=1)
            number = found.number or pieces[-1].number + 1
            pieces.append(Piece(number, 0, ()))
        elif numbering.STARS.match(row.typed) and len(pieces) > 1 and not last.rows:
            markers += as_role(Role.SECTION_MARKER, "start-of-section", [row])
        else:
            pieces[-1] = replace(last, rows=(*last.rows, row))
    pieces[-1] = replace(pieces[-1], trailer=tuple(rows[end:]))
    return pieces, markers


def _text_at(rows: Sequence[Row]) -> int:
    """The first row below the envelope and the classification line."""
    end = heading.end_of_heading(rows)
    kinds = [heading.kind_of(row.typed) for row in rows[:end]]
    for kind in ("classification", "bt"):
        if kind in kinds:
            return kinds.index(kind) + 1
    upper = [n for n, k in enumerate(kinds) if k in envelope.KINDS]
    return upper[-1] + 1 if upper else 0


def _trailer_at(rows: Sequence[Row], start: int) -> int:
    """Where the trailer begins: at the last BT, or at what follows one where it was lost."""
    texts = [row.typed for row in rows]
    below = range(heading.end_of_heading(rows), len(rows))
    for shape in (envelope.BT, envelope.END, heading.FORM_END):
        found = [n for n in below if n >= start and shape.match(texts[n])]
        if found:
            at = found[0] if shape is heading.FORM_END else found[-1]
            while at > start and _of_trailer(texts[at - 1]):
                at -= 1
            return at
    return len(rows)


def _of_trailer(text: str) -> bool:
    return bool(envelope.SERIAL.match(text) or text.strip() == "ADMIN")


def _parted_at_markers(rows: Sequence[Row]) -> tuple[list[Row], list[Placed]]:
    """Put every section marker on a row of its own, also from the end of a text line."""
    parted: list[Row] = []
    markers: list[Placed] = []
    for row in rows:
        found = numbering.find_marker(row.text)
        if not found:
            parted.append(row)
            continue
        if parted and not row.text[: found.start].strip():
            parted, stars = _without_last_stars(parted)
            markers += stars
        before, marker, after = cut_row(row, found.start, found.end)
        parted += [replace(row, parts=parts) for parts in (before, marker, after) if parts]
        markers += as_role(Role.SECTION_MARKER, "start-of-section", [replace(row, parts=marker)])
    return parted, markers


def _without_last_stars(rows: list[Row]) -> tuple[list[Row], list[Placed]]:
    """Take off the stars of a marker that goes on over the next row."""
    last = rows[-1]
    if numbering.find_marker(last.text):
        return rows, []
    if numbering.STARS.match(last.typed):
        return rows[:-1], as_role(Role.SECTION_MARKER, "start-of-section", [last])
    found = numbering.LAST_STARS.search(last.text)
    if not found:
        return rows, []
    before, stars, after = cut_row(last, found.start(), found.end())
    kept = replace(last, parts=(*before, *after))
    taken = replace(last, parts=stars)
    return [*rows[:-1], kept], as_role(Role.SECTION_MARKER, "start-of-section", [taken])


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
    subject = heading.subject_of(" ".join(row.typed for row in rows[start:stop]))
    template = tuple(row.typed for row in rows[:end] if row.typed)
    head = _Freed(first, tuple(rows[:end]), tuple(rows[end:]), (), template, subject)
    return [head, *(_without_heading(piece, template, subject) for piece in chosen[1:])]


def _without_heading(piece: Piece, template: Sequence[str], subject: str) -> _Freed:
    parted = without_header(piece.rows, template, subject)
    lead = as_role(Role.SECTION_HEADER, "repeated-envelope", piece.lead)
    texts = (*(row.typed for row in piece.lead), *parted.header)
    own = (*marks_of(piece.lead), *parted.rows)
    return _Freed(piece, (), own, (*lead, *parted.stripped), texts)


def _message(
    told: Counted,
    freed: Sequence[_Freed],
    others: Sequence[Piece],
    stripped: Sequence[Placed],
    running: Sequence[numbering.Running],
) -> Sections:
    head = freed[0]
    body, joints = _joined(freed)
    trailer = freed[-1].piece.trailer
    spare = [_without_heading(copy, head.header, head.subject) for copy in others]
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


def _readings(freed: Sequence[_Freed], running: Sequence[numbering.Running]) -> tuple[Reading, ...]:
    """What each heading says; the running lines are told with the first."""
    read = [
        cable.read_heading(free.header, free.subject, free.piece.number)
        for free in freed
        if free.header
    ]
    read = read or [cable.read_heading(())]
    return (replace(read[0], running=tuple(running)), *read[1:])


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
        kind = "paragraph" if gap or not rows else joint_kind(rows, free.rows)
        joints.append(Joint(before, kind))
        rows.append(replace(free.rows[0], joint=kind, section=number if gap else 0))
        rows += free.rows[1:]
        before = number
    return tuple(rows), tuple(joints)


def joint_kind(before: Sequence[Row], after: Sequence[Row]) -> str:
    """Whether text after a section break goes on in its word or sentence, or starts anew.

    A crosshead has no full stop but is followed by a numbered paragraph. Where paragraphs
    are numbered, text without a number goes on with the paragraph above it.
    """
    last, first = before[-1].text, after[0].text
    if re.search(r"(?:^|\s)\d{1,2}\.$", last):  # a paragraph's number, cut off its text
        return "space"
    if starts_paragraph(first) or REMARK.match(first):
        return "paragraph"
    if re.search(r"[A-Za-z]-$", last) and re.match(r"[A-Za-z]", first):
        return "hyphen"
    if not re.search(r"[.!?:][\"')]?$", last):
        return "space"
    return "space" if _within_paragraph(before, after) else "paragraph"


def _within_paragraph(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether the text after goes on with a numbered paragraph: no number is left out."""
    above = next((n for row in reversed(before) if (n := _number(row)) is not None), None)
    below = next((n for row in after if (n := _number(row)) is not None), None)
    ended = re.search(r"[.!?:,][\"')]?$", after[0].text) is not None
    crosshead = len(after) > 1 and _number(after[1]) is not None and not ended
    return above is not None and below in (None, above + 1) and not crosshead


def _number(row: Row) -> int | None:
    found = NUMBERED.match(row.text)
    return int(found.group(1)) if found else None
