"""Sections of a cable found, ordered, freed of repeated headers, and joined.

Two ways of cutting a cable into sections occur in releases:

    combined     ***** START OF SECTION 2 *****     on a line, or at the end of one
                 passing lines, E.O., TAGS, SUBJECT again, then text

    separate     BT / #0123 / NNNN                  the trailer of section 1
                 VZCZ…, PP RU…, DTG, FM, TO, BT     the envelope again
                 C O N F I D E N T I A L SECTION 02 OF 03 POST 001234
                 captions, E.O., TAGS, SUBJECT again, then text

What repeats is told by likeness to the heading of section 1, never by shape: a
crosshead `THANKS FOR X AND Y ASSISTANCE` looks like a passing line and is text.
On the SUBJECT line the known subject's words are counted off, and what comes
after them is text that was glued on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from cleanup import cable
from cleanup.model import Marked, Part, Placed, Role, Row
from cleanup.paragraphs import starts_paragraph
from ocr.model import Line, Word

ALIKE = 80  # 0-100; a header line read twice by OCR agrees at 90 and more
SUBJECT_ROWS = 4  # rows a subject may take


@dataclass(frozen=True, slots=True)
class Joint:
    """How section `after` was joined to the next: "space" or "paragraph"."""

    after: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sections:
    """A cable's rows in order, with what was taken out.

    heading    how many rows from the start are heading
    rows       the rows of all sections, joined
    stripped   lines that were markers, repeated headers or trailers
    sections   every copy of every section, in the order they stand in
    """

    heading: int
    rows: tuple[Row, ...]
    stripped: tuple[Placed, ...]
    subject: str
    total: int
    present: tuple[int, ...]
    missing: tuple[int, ...]
    joints: tuple[Joint, ...]
    sections: tuple["Section", ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One copy of a transmitted section: its text, without any heading.

    total      sections of the message as this one says; 0 when it does not
    corrected  whether it calls itself a corrected copy
    """

    number: int
    total: int
    rows: tuple[Row, ...]
    corrected: bool = False


def join_sections(rows: Sequence[Row]) -> Sections:
    """Find the sections of a cable and make them one message."""
    rows, running = _without_running_lines(rows)
    rows, markers = _parted_at_markers(rows)
    pieces, stripped = _combined(rows) if markers else _separate(rows)
    first = pieces[0].rows
    heading, subject = _heading(first)
    template = tuple(row.typed for row in first[:heading])
    cleaned = [pieces[0]]
    for piece in pieces[1:]:
        kept, header = _without_header(piece.rows, template, subject)
        stripped += header
        cleaned.append(replace(piece, rows=kept))
    body, joints = _joined(_in_order(cleaned))
    total = max([piece.total for piece in pieces] + [piece.number for piece in pieces])
    present = tuple(sorted({piece.number for piece in pieces}))
    missing = tuple(n for n in range(1, total + 1) if n not in present)
    copies = (replace(cleaned[0], rows=first[heading:]), *cleaned[1:])
    return Sections(
        heading=heading,
        rows=body,
        stripped=(*running, *markers, *stripped),
        subject=subject,
        total=total,
        present=present,
        missing=missing,
        joints=joints,
        sections=copies,
    )


def _in_order(pieces: Sequence[Section]) -> list[Section]:
    return sorted(pieces, key=lambda piece: piece.number)


def _placed_of(rows: Sequence[Row]) -> list[Placed]:
    return [part for row in rows for part in row.parts if isinstance(part, Placed)]


def _as(role: Role, rule: str, rows: Sequence[Row]) -> list[Placed]:
    return [part.as_role(role, rule) for part in _placed_of(rows)]


def _marks_of(rows: Sequence[Row]) -> list[Row]:
    """Redactions on rows that are stripped stay, on rows of their own."""
    return [
        Row(row.page, (part,)) for row in rows for part in row.parts if isinstance(part, Marked)
    ]


def _without_running_lines(rows: Sequence[Row]) -> tuple[list[Row], list[Placed]]:
    """Take out `POST 00001234  002 OF 003` and `PAGE 02 POST 1234`, which cut sentences."""
    running = [r for r in rows if cable.RUNNING.match(r.typed) or cable.PAGE_LINE.match(r.typed)]
    kept = [row for row in rows if row not in running]
    return kept, _as(Role.RUNNING_LINE, "post-and-section", running)


def _parted_at_markers(rows: Sequence[Row]) -> tuple[list[Row], list[Placed]]:
    """Put every section marker on a row of its own, also from the end of a text line."""
    parted: list[Row] = []
    markers: list[Placed] = []
    for row in rows:
        found = cable.MARKER.search(row.text)
        if not found:
            parted.append(row)
            continue
        if parted and cable.STARS.match(parted[-1].typed):
            markers += _as(Role.SECTION_MARKER, "start-of-section", [parted.pop()])
        before, marker, after = _cut(row, found.start(), found.end())
        parted += [replace(row, parts=parts) for parts in (before, marker, after) if parts]
        markers += _as(Role.SECTION_MARKER, "start-of-section", [replace(row, parts=marker)])
    return parted, markers


def _cut(
    row: Row, start: int, end: int
) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a row before, inside and after the letters start-end of its text."""
    before: list[Part] = []
    inside: list[Part] = []
    after: list[Part] = []
    at = 0
    for part in row.parts:
        if isinstance(part, Marked):
            (before if at < start else after).append(part)
            at += len(part.text) + 1
            continue
        groups: tuple[list[Word], list[Word], list[Word]] = ([], [], [])
        for word in part.line.words:
            middle = at + len(word.text) / 2
            groups[0 if middle < start else 1 if middle < end else 2].append(word)
            at += len(word.text) + 1
        for words, place in zip(groups, (before, inside, after), strict=True):
            if words:
                place.append(replace(part, line=Line(tuple(words))))
    return tuple(before), tuple(inside), tuple(after)


def _combined(rows: Sequence[Row]) -> tuple[list[Section], list[Placed]]:
    pieces = [Section(1, 0, ())]
    stripped: list[Placed] = []
    for row in rows:
        found = cable.MARKER.search(row.typed)
        if found:
            read = cable.number(found.group(1)) or pieces[-1].number + 1
            pieces.append(Section(read, 0, ()))
        elif not (cable.STARS.match(row.typed) and pieces[-1].number > 1 and not pieces[-1].rows):
            pieces[-1] = replace(pieces[-1], rows=(*pieces[-1].rows, row))
        else:
            stripped += _as(Role.SECTION_MARKER, "start-of-section", [row])
    return pieces, stripped


def _separate(rows: Sequence[Row]) -> tuple[list[Section], list[Placed]]:
    """Cut at classification lines that name a section; without any, one section."""
    named = [
        (index, found) for index, row in enumerate(rows) if (found := cable.section_line(row.typed))
    ]
    if not named:
        return [Section(1, 1, tuple(rows))], []
    stripped: list[Placed] = []
    starts = [0] + [
        _envelope_start(rows, index, named[n][0]) for n, (index, _) in enumerate(named[1:])
    ]
    pieces = []
    for order, (start, (index, (part, total))) in enumerate(zip(starts, named, strict=True)):
        end = starts[order + 1] if order + 1 < len(starts) else len(rows)
        if order:
            stripped += _as(Role.SECTION_HEADER, "repeated-envelope", rows[start : index + 1])
            own = (*_marks_of(rows[start : index + 1]), *rows[index + 1 : end])
        else:
            own = tuple(rows[start:end])
        if order + 1 < len(starts):
            own, trailer = _without_trailer(own)
            stripped += trailer
        pieces.append(Section(part, total, tuple(own)))
    return pieces, stripped


def _envelope_start(rows: Sequence[Row], index: int, previous: int) -> int:
    """Where the envelope above the section line at `index` begins.

    After the trailer of the section before, if it was read; else as far up as the
    rows are of an envelope.
    """
    for at in range(index - 1, previous, -1):
        if cable.END.match(rows[at].typed) or cable.SERIAL.match(rows[at].typed):
            return at + 1
    start = index
    while start - 1 > previous and (
        cable.is_envelope(rows[start - 1].typed) or "/" in rows[start - 1].typed[:10]
    ):
        start -= 1
    return start


def _without_trailer(rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Placed]]:
    """Cut BT, #serial and NNNN off the end of a section."""
    end = len(rows)
    shapes = (cable.BT, cable.SERIAL, cable.END)
    while end > 0 and any(shape.match(rows[end - 1].typed) for shape in shapes):
        end -= 1
    return tuple(rows[:end]), _as(Role.SECTION_TRAILER, "end-of-section", rows[end:])


def _heading(rows: Sequence[Row]) -> tuple[int, str]:
    """How many rows are heading, and the subject.

    The heading ends where text starts: at the first paragraph number or at the row
    after the last of SUBJECT, REF and CLASSIFIED BY.
    """
    first = next((n for n, row in enumerate(rows) if cable.SUBJECT.match(row.typed)), None)
    if first is None:
        found = (n for n, row in enumerate(rows) if starts_paragraph(row.typed))
        return next(found, 0), ""
    end = _end_of_entry(rows, first)
    match = cable.SUBJECT.match(" ".join(row.typed for row in rows[first:end]))
    while end < len(rows) and _is_label(rows[end]):
        end = _end_of_entry(rows, end)
    return end, match.group(1) if match else ""


def _is_label(row: Row) -> bool:
    labels = (cable.REFERENCE, cable.CLASSIFIED, cable.TAGS, cable.ORDER)
    return any(label.match(row.typed) for label in labels)


def _end_of_entry(rows: Sequence[Row], start: int) -> int:
    """The row after a labelled entry and its continuation lines."""
    end = start + 1
    while (
        end < min(len(rows), start + SUBJECT_ROWS)
        and not _is_label(rows[end])
        and not starts_paragraph(rows[end].typed)
        and rows[end].typed
        and _next_line(rows[end - 1], rows[end])
    ):
        end += 1
    return end


def _next_line(above: Row, below: Row) -> bool:
    """Whether a row is the very next line of typing, with no blank line between."""
    step = below.box.middle - above.box.middle
    return above.page == below.page and step < 2.1 * max(above.box.height, below.box.height)


def _without_header(
    rows: Sequence[Row], template: Sequence[str], subject: str
) -> tuple[tuple[Row, ...], list[Placed]]:
    """Take the repeated heading off the start of a section."""
    stripped: list[Placed] = []
    kept_marks: list[Row] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if subject and cable.SUBJECT.match(row.typed):
            taken, rest = _count_off_subject(rows[at : at + SUBJECT_ROWS], subject)
            stripped += taken
            return (*kept_marks, *rest, *rows[at + SUBJECT_ROWS :]), stripped
        if not _in_template(row.typed, template):
            break
        stripped += _as(Role.SECTION_HEADER, "repeated-header", [row])
        kept_marks += _marks_of([row])
        at += 1
    return (*kept_marks, *rows[at:]), stripped


def _in_template(text: str, template: Sequence[str]) -> bool:
    return bool(text) and any(
        fuzz.ratio(_folded(text), _folded(line)) >= ALIKE for line in template
    )


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text.upper())


def _count_off_subject(rows: Sequence[Row], subject: str) -> tuple[list[Placed], tuple[Row, ...]]:
    """Split rows after the known subject's last word.

    OCR may have parted or joined a word, so the cut that agrees best with the
    subject wins, a few words either side of the expected one.
    """
    words = " ".join(row.typed for row in rows).split()
    known = len(subject.split())
    label = len(cable.SUBJECT.sub("", words[0] + " ").split()) == 0
    lead = 1 if label else 0

    def agreement(count: int) -> tuple[float, int]:
        said = cable.SUBJECT.sub(r"\1", " ".join(words[:count]))
        return fuzz.ratio(_folded(said), _folded(subject)), -abs(count - lead - known)

    counts = range(max(1, known + lead - 3), min(len(words), known + lead + 3) + 1)
    best = max(counts, key=agreement, default=0)
    if not best or agreement(best)[0] < ALIKE:
        return _as(Role.SECTION_HEADER, "repeated-header", rows[:1]), tuple(rows[1:])
    return _split_after(rows, best)


def _split_after(rows: Sequence[Row], count: int) -> tuple[list[Placed], tuple[Row, ...]]:
    """The first `count` typed words as header, the rest of the rows as text."""
    stripped: list[Placed] = []
    kept: list[Row] = []
    for row in rows:
        words = len(row.typed.split())
        if count <= 0:
            kept.append(row)
        elif words <= count:
            stripped += _as(Role.SECTION_HEADER, "repeated-header", [row])
            kept += _marks_of([row])
        else:
            letters = len(" ".join(row.typed.split()[:count]))
            head, _, tail = _cut(row, letters, letters)
            stripped += _as(Role.SECTION_HEADER, "repeated-subject", [replace(row, parts=head)])
            kept.append(replace(row, parts=tail))
        count -= words
    return stripped, tuple(kept)


def _joined(pieces: Sequence[Section]) -> tuple[tuple[Row, ...], tuple[Joint, ...]]:
    """Sections one after another, each first row told how it follows."""
    rows: list[Row] = list(pieces[0].rows)
    joints: list[Joint] = []
    for before, piece in zip(pieces, pieces[1:], strict=False):
        if not piece.rows:
            continue
        gap = piece.number != before.number + 1
        kind = "paragraph" if gap or not rows else joint_kind(rows[-1].text, piece.rows[0].text)
        joints.append(Joint(before.number, kind))
        section = piece.number if gap else 0
        rows.append(replace(piece.rows[0], joint=kind, section=section))
        rows += piece.rows[1:]
    return tuple(rows), tuple(joints)


def joint_kind(before: str, after: str) -> str:
    """Whether text after a section break goes on in the sentence or starts anew.

    A crosshead has no full stop but is followed by a numbered paragraph.
    """
    if starts_paragraph(after) or re.search(r"[.!?:][\"')]?$", before):
        return "paragraph"
    return "space"
