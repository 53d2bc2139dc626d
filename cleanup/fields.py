"""The fields of a cable, and the record of what was put right in them."""

from dataclasses import dataclass, field

from cleanup.mrn import Mrn
from cleanup.running_lines import Running


@dataclass(frozen=True, slots=True)
class Fields:
    """What the heading says; empty where it says nothing that could be read.

    precedence       for action; info_precedence for information, "" when it is the same
    references       cables cited in REF
    captions         handling words: SIPDIS, NODIS, EXDIS
    passing          lines that say to whom the text is passed
    executive_order  the order of the E.O. line: `12958`
    declassify       what it says after the order: `DECL: 10/21/06`, `GDS`
    classified_by    the drafter's line of authority, without its label
    distribution     rows of the ACTION, ORIGIN and INFO boxes: `EA-10`
    """

    mrn: Mrn | None
    dtg: str
    precedence: str
    sender: str
    to: tuple[str, ...]
    info: tuple[str, ...]
    classification: str
    tags: tuple[str, ...]
    subject: str
    references: tuple[Mrn, ...] = ()
    captions: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    declassify: str = ""
    classified_by: str = ""
    executive_order: str = ""
    info_precedence: str = ""
    distribution: tuple[str, ...] = ()
    drafted_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """A field put right by what the message says of it elsewhere; `read` may be ""."""

    field: str
    read: str
    repaired: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one heading of the message says: that of a section, in one copy of it.

    section  its number, for the record
    year     of the date-time group, even where the rest of it names no date
    sent     the date-time group's row as read
    running  lines of its text that name post and number
    weight   what it counts beside others: of one heading that two readers read, the readings
             that are joined and those of either reader together count as one
    trust    words of it and how surely each was read, 0-1
    """

    section: int
    fields: Fields
    year: int | None = None
    sent: str = ""
    running: tuple[Running, ...] = field(default=())
    weight: float = 1.0
    trust: tuple[tuple[str, float], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is the heading as it is joined, and not what one reader had beside."""
        return self.weight > 0.5
