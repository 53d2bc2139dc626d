"""What a transmission says of the message it is of, and whether two of a release say the same.

Number, date, post and subject are weighed against each other; where one of them was not
read the others tell, and serials of the envelope stand for the number:

    number, post   DTG               subject         one message
    equal          equal or unread   any             yes
    equal          a digit or two    any             yes, as is any DTG with the subject alike
    one off        unread            alike           yes, of other sections of as many
    number only    equal or unread   somewhat alike  yes, of other sections of as many
    other          equal             alike           yes, the number was misread
    unread         equal             any but another yes
    unread         a digit or two    alike           yes, of other sections or by a serial
    unread         unread            alike           yes, unless totals differ
    unread         unread            unread          by a serial, of other sections

(`cleanup.same_cable` asks the same of messages of many releases.)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from cleanup import cable, envelope, heading, running_lines, section_numbers
from cleanup.fields import Fields
from cleanup.heading_signs import (
    MISREAD_DIGITS,
    OTHER_SUBJECT,
    SAME_SUBJECT,
    digits_off,
    subject_likeness,
)
from cleanup.model import Row
from cleanup.mrn import Mrn, same_post

# Rows from the top of a transmission in which its envelope is.
ENVELOPE_ROWS = 14


@dataclass(frozen=True, slots=True)
class Claim:
    """What a transmission says of the message it is of.

    serials  of its envelope, which are the number again at most posts
    """

    mrn: Mrn | None
    dtg: str
    subject: str
    section: int
    total: int
    serials: frozenset[int] = frozenset()


def identify(rows: Sequence[Row]) -> Claim:
    """Number, date, subject and section that a transmission's heading says."""
    texts = [row.typed for row in rows]
    fields: Fields = cable.read_fields(texts[: heading.end_of_heading(rows)])
    lines = [line for text in texts if (line := running_lines.running(text)) and line.number]
    mrn = fields.mrn
    if mrn is None and (named := [line for line in lines if line.post]):
        mrn = Mrn(None, named[0].post, named[0].number)
    section, total = section_of(texts)
    serials = frozenset(envelope.bear_witness(texts).serials)
    return Claim(mrn, fields.dtg, fields.subject, section, total, serials)


def section_of(texts: Sequence[str]) -> tuple[int, int]:
    """(number, total) of a transmission by its classification line, else by other lines."""
    if said := next(
        (found for text in texts if (found := section_numbers.section_line(text))), None
    ):
        return said
    lines = [line for text in texts if (line := running_lines.running(text)) and line.section]
    if lines:
        return lines[0].section, lines[0].total
    sections = envelope.bear_witness(texts[:ENVELOPE_ROWS]).sections
    return (sections[0], 0) if sections else (0, 0)


def one_message(one: Claim, other: Claim) -> bool:
    """Whether two transmissions are of one message: by number, date and subject."""
    alike = subject_likeness(one.subject, other.subject)
    subject = alike is not None and alike >= SAME_SUBJECT
    dated = bool(one.dtg and other.dtg)
    near = dated and digits_off(one.dtg, other.dtg) <= MISREAD_DIGITS
    if one.mrn and other.mrn:
        numbers = {one.mrn.number, *one.serials} & {other.mrn.number, *other.serials}
        if numbers and same_post(one.mrn.post, other.mrn.post):
            return not dated or near or subject
        about = alike is not None and alike >= OTHER_SUBJECT
        if numbers and about and (not dated or near) and _sections_of_one(one, other):
            return True
        if dated:
            return one.dtg == other.dtg and subject
        return subject and _same_but_for_a_place(one, other)
    if dated:
        if one.dtg == other.dtg:
            return subject or alike is None
        numbered = bool(_numbers(one) & _numbers(other))
        return subject and near and (numbered or _sections_of_one(one, other))
    if alike is not None:
        return subject and (one.total == other.total or not (one.total and other.total))
    return bool(_numbers(one) & _numbers(other)) and _other_section(one, other)


def _numbers(own: Claim) -> set[int]:
    return {*own.serials, *([own.mrn.number % 10000] if own.mrn else [])}


def _same_but_for_a_place(one: Claim, other: Claim) -> bool:
    """Whether two numbers of one post differ by a figure, and their sections do not clash."""
    if not one.mrn or not other.mrn or not same_post(one.mrn.post, other.mrn.post):
        return False
    a, b = (f"{each.mrn.number:05}" for each in (one, other) if each.mrn)
    return Levenshtein.distance(a, b) <= 1 and _sections_of_one(one, other)


def _sections_of_one(one: Claim, other: Claim) -> bool:
    """Whether both say which section they are, not the same one, of as many."""
    return one.total == other.total > 1 and _other_section(one, other)


def _other_section(one: Claim, other: Claim) -> bool:
    """Whether both may be sections of one message: not the same, of as many."""
    totals = not one.total or not other.total or one.total == other.total
    return totals and bool(one.section or other.section) and one.section != other.section
