"""What the releases of a ledger hold of cables: every section, and what is missing.

`held_by` takes it from a conversion; `Holdings.put` writes it down, in the very
transaction in which the release becomes done, and notes which cables are to be put
together anew (`flows.cables`). A process that dies after that leaves the note.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from cleanup.held import Copy, Message, message_of
from cleanup.model import Marked, Part
from cleanup.mrn import post_of_sender
from cleanup.same_cable import Identity, folded_post
from cleanup.tally import measure_pages
from cleanup.withheld import WithheldPages, find_withheld
from flows.convert import Converted
from flows.filing import touched
from flows.holding_values import as_message, copy_as_json, message_as_json
from flows.ledger_database import Database
from flows.ledger_tables import citations, gaps, holdings, messages, sections, unassembled
from flows.library import shown
from flows.names import decoded, encoded
from flows.record import line_ids

log = logging.getLogger(__name__)

# A number of a cable has at most eight digits; what is longer was misread.
HIGHEST = 99_999_999


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not in a release.

    kind       "withheld-pages" or "bates"
    page       on which that is said; 0 where the numbers of several pages tell
    document   the place of the document whose page says so; None for none
    said       how many pages, which numbers
    """

    kind: str
    page: int
    document: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Held:
    """What one release holds."""

    sha256: str
    name: str
    messages: tuple[Message, ...]
    gaps: tuple[Gap, ...]


def held_by(converted: Converted) -> Held:
    """Every cable of a conversion, section by section, and the pages it lacks."""
    release = converted.release
    ids = line_ids(release.lines)
    # By page and word: a line that was given another role since is another object, and one of
    # a copy that is not used is whole in the record and cut behind its subject here.
    names = {(line.page, word): ids[id(line)] for line in release.lines for word in line.line.words}
    hidden = {
        weighed.mark.id: weighed.hidden.characters
        for page in measure_pages(converted.pages, release)
        for weighed in page.redactions
    }

    def naming(part: Part) -> str:
        return part.id if isinstance(part, Marked) else names[part.page, part.line.words[0]]

    found = (
        message_of(
            document,
            place,
            release=converted.source.sha256,
            name=converted.source.path.name,
            dpi={page.number: page.dpi for page in converted.pages},
            naming=naming,
            hidden=hidden,
        )
        for place, document in enumerate(release.documents)
    )
    return Held(
        converted.source.sha256,
        converted.source.path.name,
        tuple(message for message in found if message),
        tuple(_withheld(converted)),
    )


def _withheld(converted: Converted) -> Iterator[Gap]:
    release = converted.release
    for sheet in find_withheld(converted.pages, release.lines, release.marks):
        there = [n for n, each in enumerate(release.documents) if sheet.page in each.pages]
        # A notice below a cable is a document of its own, on the page of the cable.
        there.sort(key=lambda place: release.documents[place].cable is None)
        yield Gap("withheld-pages", sheet.page, next(iter(there), None), _said(sheet))
    for run in release.stamp.bates:
        for low, high in run.gaps:
            said = (
                f"{run.prefix}{low}" if low == high else f"{run.prefix}{low} to {run.prefix}{high}"
            )
            yield Gap("bates", 0, None, said)


def _said(sheet: WithheldPages) -> str:
    count = "pages, number not given" if sheet.count is None else f"{sheet.count} page(s)"
    return f"{count} withheld {', '.join(sheet.codes)}".strip()


def number_of(message: Message) -> int | None:
    """The number a cable is filed under; None when its MRN was not read."""
    mrn = message.fields.mrn
    return mrn.number if mrn and 0 <= mrn.number <= HIGHEST else None


class Holdings:
    """The sections of a ledger; safe to use from several processes and threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, connection: Connection, held: Held) -> None:
        """Write down what a release holds, in the place of what it held before.

        The cables it touches, or no longer touches, are noted as to be put together.
        """
        before = touched(connection, held.sha256)
        name = self._name(connection, held)
        for table in (gaps, citations, sections, messages, holdings):
            connection.execute(sa.delete(table).where(table.c.sha256 == held.sha256))
        connection.execute(sa.insert(holdings), {"sha256": held.sha256, "name": encoded(name)})
        for message in held.messages:
            put_message(connection, message)
            if number_of(message) is None:
                log.warning("%s: a cable without a number is filed only with one", shown(held.name))
        if held.gaps:
            rows = [gap_row(held.sha256, place, gap) for place, gap in enumerate(held.gaps)]
            connection.execute(sa.insert(gaps), rows)
        note(self._database, connection, before | touched(connection, held.sha256))

    def _name(self, connection: Connection, held: Held) -> str:
        """The same bytes under two names go by the lesser one, whichever came first."""
        asked = sa.select(holdings.c.name).where(holdings.c.sha256 == held.sha256)
        known = connection.execute(asked).scalar()
        return held.name if known is None else min(held.name, decoded(known))


def note(database: Database, connection: Connection, numbers: Iterable[int]) -> None:
    """Note that the cables with these numbers are to be put together anew."""
    # In order, so that two releases with the same cables do not wait for each other;
    # and always written, so that nobody takes the note away before we have committed.
    written = database.insert_or_add(unassembled, "number", "times")
    for number in sorted(numbers):
        connection.execute(written, {"number": number, "times": 1})


def load(connection: Connection, keys: Sequence[str]) -> list[Message]:
    """The messages with these keys, with all their text."""
    found = []
    for key in keys:
        sha256, _, document = key.partition("/")
        mine = sa.and_(messages.c.sha256 == sha256, messages.c.document == int(document))
        row = connection.execute(
            sa.select(messages.c.told, holdings.c.name)
            .join(holdings, holdings.c.sha256 == messages.c.sha256)
            .where(mine)
        ).one()
        copies = connection.execute(
            sa.select(sections.c.told)
            .where(sections.c.sha256 == sha256, sections.c.document == int(document))
            .order_by(sections.c.copy)
        ).scalars()
        name = decoded(row.name)
        found.append(as_message(sha256, name, int(document), row.told, list(copies)))
    return found


def put_message(connection: Connection, message: Message) -> None:
    """Write down one message, its sections and what it cites."""
    told = message_as_json(message)
    copies = [copy_as_json(copy) for copy in message.copies]
    mrn = message.fields.mrn
    common = {
        "sha256": message.release,
        "document": message.document,
        "year": mrn.year if mrn else None,
        "post": folded_post(mrn.post if mrn else ""),
        "number": number_of(message),
    }
    digest = hashlib.sha256("\n".join((told, *copies)).encode()).hexdigest()
    row = {**common, **_said_of_itself(message), "told": told, "digest": digest}
    connection.execute(sa.insert(messages), row)
    rows = [
        common | _section(place, copy, text)
        for place, (copy, text) in enumerate(zip(message.copies, copies, strict=True))
    ]
    if rows:
        connection.execute(sa.insert(sections), rows)
    if cited := _cited(message):
        connection.execute(sa.insert(citations), cited)


def _said_of_itself(message: Message) -> dict[str, str]:
    """What tells whether two messages are one, where their numbers do not."""
    fields = message.fields
    identity = {
        "year": fields.mrn.year if fields.mrn else int(fields.dtg[:4]) if fields.dtg else None,
        "post": fields.mrn.post if fields.mrn else post_of_sender(fields.sender),
        "dtg": fields.dtg,
        "subject": fields.subject,
        "legibility": message.legibility,
        "total": max((copy.total for copy in message.copies), default=0),
        "sections": [(c.number, c.opening) for c in message.copies if c.total > 1],
        "serials": list(message.witnesses.serials),
    }
    minute = Identity("", None, "", fields.dtg, "").minute
    return {"minute": minute, "identity": json.dumps(identity)}


def _cited(message: Message) -> list[dict[str, object]]:
    return [
        {
            "sha256": message.release,
            "document": message.document,
            "place": place,
            "year": cable.year,
            "post": folded_post(cable.post),
            "printed": json.dumps(cable.post),
            "number": cable.number,
        }
        for place, cable in enumerate(message.fields.references)
        if 0 <= cable.number <= HIGHEST
    ]


def _section(place: int, copy: Copy, told: str) -> dict[str, object]:
    return {
        "copy": place,
        "section": copy.number,
        "total": copy.total,
        "corrected": copy.corrected,
        "first_page": min(copy.pages, default=0),
        "last_page": max(copy.pages, default=0),
        "legibility": copy.legibility,
        "told": told,
    }


def gap_row(sha256: str, place: int, gap: Gap) -> dict[str, object]:
    """A gap as it stands in the table, at its place among those of its release."""
    return {
        "sha256": sha256,
        "place": place,
        "kind": gap.kind,
        "page": gap.page,
        "document": gap.document,
        "said": gap.said,
    }
