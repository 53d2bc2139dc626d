"""The docket: what is known to be missing, each line fit for a FOIA request.

    section       a section of a cable that no release holds
    cited         a cable that another cites in REF and that is not held
    page          pages that a release says, or shows, are withheld
    paragraph     a paragraph that is withheld whole
    number        a paragraph number that is not there, with nothing redacted
    bates         Bates numbers that are not there

Everything comes from the ledger: what the folders hold was put down when they were written.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from flows.cable_record import as_release
from flows.ledger_database import Database
from flows.ledger_tables import cables, citations, gaps, holdings, messages
from flows.names import decoded


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to ask for; what is not known is empty.

    number     of the cable
    date       ISO 8601, as the cable's DTG
    missing    in words
    releases   file names of the releases that show that it is missing
    page       of that release; 0 where it is no one page
    """

    kind: str
    year: int | None
    post: str
    number: int | None
    date: str
    subject: str
    missing: str
    releases: tuple[str, ...]
    page: int = 0

    @property
    def line(self) -> str:
        """A line for a request: what, of which cable, and how that is known."""
        cable = f"{self.post} {self.number}" if self.number is not None else ""
        if cable and self.year is not None and not self.date:
            cable += f" ({self.year})"
        named = [cable, self.date[:10], f'"{self.subject}"' if self.subject else ""]
        about = ", ".join(part for part in named if part)
        page = f", page {self.page}" if self.page else ""
        shown = f" (shown by {', '.join(self.releases)}{page})"
        return f"{about}: {self.missing}{shown}" if about else f"{self.missing}{shown}"


def look(database: Database) -> list[Wanted]:
    """Everything that is missing, cable by cable, then what belongs to no cable."""
    with database.begin() as connection:
        found = [
            *_of_cables(connection),
            *_cited(connection),
            *_of_releases(connection),
        ]
    return sorted(found, key=_order)


def _order(wanted: Wanted) -> tuple[Any, ...]:
    return (
        wanted.number is None,
        wanted.year or 0,
        wanted.post,
        wanted.number or 0,
        wanted.kind,
        wanted.releases,
        wanted.page,
        wanted.missing,
    )


def _of_cables(connection: Connection) -> Iterator[Wanted]:
    for row in connection.execute(sa.select(cables.c.number, cables.c.told)):
        told = json.loads(row.told)
        for number in told["missing"]:
            yield _wanted("section", row.number, told, f"section {number} of {told['total']}")
        if told["withheld"]:
            yield _wanted("paragraph", row.number, told, _listed(told["withheld"], "withheld"))
        if told["skipped"]:
            said = _listed(told["skipped"], "not there, and nothing is redacted there")
            yield _wanted("number", row.number, told, said)


def _listed(numbers: Sequence[int], what: str) -> str:
    several = "s" if len(numbers) > 1 else ""
    return f"paragraph{several} {', '.join(str(n) for n in numbers)} {what}"


def _wanted(kind: str, number: int, told: dict[str, Any], missing: str) -> Wanted:
    return Wanted(
        kind,
        told["year"],
        told["post"],
        number,
        told["date"],
        told["subject"],
        missing,
        tuple(told["releases"]),
    )


def _cited(connection: Connection) -> Iterator[Wanted]:
    """Cables that are cited and of which nothing is held; each once, with all who cite it."""
    held = sa.exists().where(
        messages.c.number == citations.c.number,
        messages.c.post == citations.c.post,
        sa.or_(
            messages.c.year == citations.c.year,
            messages.c.year.is_(None),
            citations.c.year.is_(None),
        ),
    )
    asked = (
        sa.select(citations, holdings.c.name)
        .join(holdings, holdings.c.sha256 == citations.c.sha256)
        .where(~held)
        .order_by(citations.c.sha256, citations.c.document, citations.c.place)
    )
    citing: dict[tuple[int | None, str, int], tuple[str, set[str]]] = {}
    for row in connection.execute(asked):
        printed, names = citing.setdefault(
            (row.year, row.post, row.number), (json.loads(row.printed), set())
        )
        names.add(as_release(decoded(row.name)))
    for (year, _, number), (printed, names) in citing.items():
        yield Wanted(
            "cited", year, printed, number, "", "", "cited, not held", tuple(sorted(names))
        )


def _of_releases(connection: Connection) -> Iterator[Wanted]:
    of_message = sa.and_(messages.c.sha256 == gaps.c.sha256, messages.c.document == gaps.c.document)
    asked = (
        sa.select(gaps, holdings.c.name, messages.c.identity, messages.c.number)
        .join(holdings, holdings.c.sha256 == gaps.c.sha256)
        .join(messages, of_message, isouter=True)
        .order_by(gaps.c.sha256, gaps.c.place)
    )
    for row in connection.execute(asked):
        told = json.loads(row.identity) if row.identity else {}
        yield Wanted(
            "page" if row.kind == "withheld-pages" else row.kind,
            told.get("year"),
            told.get("post", ""),
            row.number,
            told.get("dtg", ""),
            told.get("subject", ""),
            row.said,
            (as_release(decoded(row.name)),),
            row.page,
        )
