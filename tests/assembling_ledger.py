"""How long one arrival and the docket take over a ledger of many sections.

    python -m tests.assembling_ledger --sections 100000 [--url URL]

Fills a ledger with fictional cables of three sections, of which some are missing, some
cite others and some come twice; then lets releases arrive, and asks for the docket.
Prints what it measured as JSON.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.schema import Table

from cleanup.cable import Mrn
from cleanup.held import Message
from cleanup.same_cable import folder_name
from flows import cables, docket
from flows.cables import put_together
from flows.holdings import Gap, Held, Holdings, gap_row, note, number_of, put_message
from flows.ledger_database import Database
from flows.ledger_tables import cables as standing
from flows.ledger_tables import gaps, holdings
from flows.names import encoded
from tests.arrivals import section
from tests.test_cables_across import held

POSTS = ("ELMA", "TORVIK", "NEW ELMA", "CASTRAL", "PORT AMARA", "VELLIN", "OSTRA", "MIRIDOR")
YEARS = range(1973, 2013)
# Posts send some thousands of cables a year: numbers repeat from post to post.
NUMBERS = 5_000
BATCH = 500  # releases a transaction
# What fills the ledger is short, so that filling it ends; what arrives is as long as
# sections are.
SHORT, LONG = 12, 90  # lines


def one(number: int, sections: tuple[int, ...], chance: random.Random, lines: int = SHORT) -> Held:
    """A release with some sections of a cable."""
    given = _read(sections, lines)
    (message,) = given.messages
    mrn = Mrn(chance.choice(YEARS), chance.choice(POSTS), number)
    return _as(given, message, mrn, f"{chance.getrandbits(256):064x}", chance)


@lru_cache
def _read(sections: tuple[int, ...], lines: int) -> Held:
    """What is held of such a release, read and cleaned once for all that are alike."""
    read: Held = held("a.png", *(section(n, body=body(lines)) for n in sections))
    return read


def body(lines: int) -> tuple[str, ...]:
    return tuple(f"{n}. (C) LINE {n} OF A SECTION AS LONG AS THE REST." for n in range(1, lines))


def _as(given: Held, message: Message, mrn: Mrn, sha256: str, chance: random.Random) -> Held:
    # At any minute of the day: messages of one minute are looked at together.
    day = f"{mrn.year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    day += f"T{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00Z"
    cited = Mrn(mrn.year, chance.choice(POSTS), chance.randint(1, NUMBERS))
    fields = replace(message.fields, mrn=mrn, dtg=day, references=(cited,))
    name = f"{sha256[:12]}.pdf"
    changed = replace(message, release=sha256, name=name, fields=fields)
    gaps = (Gap("withheld-pages", 1, 0, "2 page(s) withheld"),) if chance.random() < 0.1 else ()
    return Held(sha256, name, (changed,), gaps)


def releases(sections: int, chance: random.Random, numbers: int) -> Iterator[Held]:
    """Releases with so many sections in all."""
    made = 0
    while made < sections:
        which = chance.choice(((1, 2, 3), (1, 2, 3), (1, 3), (2,), (1, 2)))
        made += len(which)
        yield one(chance.randint(1, numbers), which, chance)


def measure(
    sections: int, url: str = "", arrivals: int = 50, numbers: int = NUMBERS
) -> dict[str, Any]:
    """Fill a ledger and measure over it.

    numbers   of cables: what an arrival takes depends on how many releases share its number
    """
    chance = random.Random(6)
    with tempfile.TemporaryDirectory(prefix="readingroom-ledger-") as folder:
        home = Path(folder)
        database = Database(url or f"sqlite:///{home / 'ledger.db'}")
        began = time.monotonic()
        arriving = [one(chance.randint(1, numbers), (2, 3), chance, LONG) for _ in range(arrivals)]
        wanted = {n for each in arriving if (n := number_of(each.messages[0])) is not None}
        _fill(database, home, list(releases(sections, chance, numbers)), wanted)
        filled = time.monotonic() - began
        times, cpu = [], []
        for each in arriving:
            began, used = time.monotonic(), time.process_time()
            with database.begin() as connection:
                Holdings(database).put(connection, each)
            put_together(database, home / "cables")
            times.append(1000 * (time.monotonic() - began))
            cpu.append(1000 * (time.process_time() - used))
        began, used = time.monotonic(), time.process_time()
        listed = docket.look(database)
        took, used = time.monotonic() - began, time.process_time() - used
        database.close()
    return {
        "sections": sections,
        "filled_s": round(filled, 1),
        "arrival_ms_median": round(statistics.median(times), 1),
        "arrival_ms_worst": round(max(times), 1),
        "arrival_cpu_ms_median": round(statistics.median(cpu), 1),
        "docket_s": round(took, 2),
        "docket_cpu_s": round(used, 2),
        "docket_lines": len(listed),
    }


class _Rows:
    """What is written of releases, kept to be written all at once."""

    def __init__(self) -> None:
        self.of: dict[Table, list[dict[str, Any]]] = {}

    def execute(self, statement: Any, rows: Any) -> None:
        self.of.setdefault(statement.table, []).extend(rows if isinstance(rows, list) else [rows])


def _fill(database: Database, home: Path, arriving: list[Held], numbers: Iterable[int]) -> None:
    """All releases recorded, and what stands in `cables` told; without writing folders.

    numbers   whose cables are put together as they would be, because others arrive there; the
              rest is told as a cable of each release by itself
    """
    told: dict[str, dict[str, Any]] = {}
    for first in range(0, len(arriving), BATCH):
        rows = _Rows()
        for each in arriving[first : first + BATCH]:
            _record(cast(Connection, rows), each)
            told |= {row["folder"]: row for row in map(_cable_row, each.messages)}
        with database.begin() as connection:
            for table, own in rows.of.items():
                connection.execute(sa.insert(table), own)
    with database.begin() as connection:
        connection.execute(sa.insert(standing), list(told.values()))
        note(database, connection, numbers)
    with pytest.MonkeyPatch.context() as patched:
        # Synced folders would take longer than what is measured; that they stand is looked at.
        patched.setattr(cables, "_write", _stands)
        put_together(database, home / "cables")


def _record(rows: Connection, held: Held) -> None:
    """The rows that `Holdings.put` would write of a release that is not there."""
    rows.execute(sa.insert(holdings), {"sha256": held.sha256, "name": encoded(held.name)})
    for message in held.messages:
        put_message(rows, message)
    if held.gaps:
        rows.execute(sa.insert(gaps), [gap_row(held.sha256, n, g) for n, g in enumerate(held.gaps)])


def _cable_row(message: Message) -> dict[str, Any]:
    """A cable as it is told for the docket, of one release."""
    mrn = cast(Mrn, message.fields.mrn)
    here = [copy.number for copy in message.copies]
    told = {
        "year": mrn.year,
        "post": mrn.post,
        "date": message.fields.dtg,
        "subject": message.fields.subject,
        "total": 3,
        "missing": [n for n in (1, 2, 3) if n not in here],
        "withheld": [],
        "skipped": [],
        "releases": [message.name],
    }
    folder = folder_name(mrn.year, mrn.post, mrn.number)
    return {"folder": folder, "number": mrn.number, "made_of": "", "told": json.dumps(told)}


def _stands(folder: Path, name: str, *given: object) -> None:
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / cables.CABLE).touch()


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sections", type=int, default=100_000)
    parser.add_argument("--numbers", type=int, default=NUMBERS, help="of cables")
    parser.add_argument("--url", default="", help="of an empty database; SQLite without it")
    given = parser.parse_args()
    print(json.dumps(measure(given.sections, given.url, numbers=given.numbers), indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
