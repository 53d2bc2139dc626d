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
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cleanup.cable import Mrn
from cleanup.held import Message
from flows import cables, docket
from flows.cables import put_together
from flows.holdings import Gap, Held, Holdings
from flows.ledger_database import Database
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
    given = held("a.png", *(section(n, body=body(lines)) for n in sections))
    (message,) = given.messages
    mrn = Mrn(chance.choice(YEARS), chance.choice(POSTS), number)
    return _as(given, message, mrn, f"{chance.getrandbits(256):064x}", chance)


def body(lines: int) -> tuple[str, ...]:
    return tuple(f"{n}. (C) LINE {n} OF A SECTION AS LONG AS THE REST." for n in range(1, lines))


def _as(given: Held, message: Message, mrn: Mrn, sha256: str, chance: random.Random) -> Held:
    day = f"{mrn.year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T12:00:00Z"
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
        _fill(database, home, list(releases(sections, chance, numbers)))
        filled = time.monotonic() - began
        times, cpu = [], []
        for _ in range(arrivals):
            arriving = one(chance.randint(1, numbers), (2, 3), chance, LONG)
            began, used = time.monotonic(), time.process_time()
            with database.begin() as connection:
                Holdings(database).put(connection, arriving)
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


def _fill(database: Database, home: Path, arriving: list[Held]) -> None:
    """All releases recorded and their cables put together, without writing folders."""
    for first in range(0, len(arriving), BATCH):
        with database.begin() as connection:
            for each in arriving[first : first + BATCH]:
                Holdings(database).put(connection, each)
    with pytest.MonkeyPatch.context() as patched:
        # Thirty thousand synced folders would take longer than what is measured; that
        # they stand is looked at.
        patched.setattr(cables, "_write", _stands)
        put_together(database, home / "cables")


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
