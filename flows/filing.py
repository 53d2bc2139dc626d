"""Which messages of the ledger are filed under a number, also where their own was misread."""

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from cleanup.same_cable import Identity
from cleanup.strays import homes
from flows.ledger_tables import holdings, messages


@dataclass(frozen=True, slots=True)
class Filed:
    """The messages under one number.

    messages   each with what changes when it does
    strays     keys of those whose own number is another or none, with the certainty
    elsewhere  numbers that messages which say this one are filed under instead
    """

    messages: dict[Identity, str]
    strays: dict[str, float]
    elsewhere: frozenset[int]


def identities(connection: Connection, number: int) -> Filed:
    """The messages that are filed under a number, also those whose own was misread."""
    own = _identified(connection, messages.c.number == number)
    times = {each.minute for each in own if each.minute}
    dated = _identified(connection, messages.c.minute.in_(sorted(times)))
    found = {each: digest for each, digest in own.items() if not each.minute}
    strays: dict[str, float] = {}
    elsewhere: set[int] = set()
    for time in sorted(times):
        filed = homes(each for each in dated if each.minute == time)
        for each in (each for each in dated if each.minute == time):
            home, certainty = filed[each.key]
            if home == number:
                found[each] = dated[each]
            elif home is not None and each.number == number:
                elsewhere.add(home)
            if home == number and each.number != number:
                strays[each.key] = certainty
    return Filed(found, strays, frozenset(elsewhere))


def _identified(connection: Connection, which: sa.ColumnElement[bool]) -> dict[Identity, str]:
    """The messages asked for, each with what changes when it does."""
    wanted = ("sha256", "document", "number", "identity", "digest")
    asked = (
        sa.select(*(messages.c[name] for name in wanted), holdings.c.name)
        .join(holdings, holdings.c.sha256 == messages.c.sha256)
        .where(which)
    )
    return {
        _identity(_key(row.sha256, row.document), row.number, json.loads(row.identity)): (
            f"{row.digest} {row.name}"
        )
        for row in connection.execute(asked)
    }


def _identity(key: str, number: int | None, told: dict[str, Any]) -> Identity:
    sections = tuple((each, opening) for each, opening in told.pop("sections"))
    serials = tuple(told.pop("serials"))
    return Identity(key, **told, number=number, sections=sections, serials=serials)


def touched(connection: Connection, sha256: str) -> set[int]:
    """The numbers of a release's messages, and of others sent in the same minutes.

    Among these may be the number that a misread one is filed under.
    """
    mine = messages.c.sha256 == sha256
    times = sa.select(messages.c.minute).where(mine, messages.c.minute != "")
    asked = sa.select(messages.c.number).where(mine | messages.c.minute.in_(times))
    return {number for number in connection.execute(asked).scalars() if number is not None}


def _key(sha256: str, document: int) -> str:
    return f"{sha256}/{document:05}"
