"""How long it takes to bring an index up to date: python -m tests.following [--releases N].

Makes records of invented text in a folder, takes them in, and looks again, with nothing
new and with one release changed. Prints what it measured as JSON.
"""

import json
import random
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from flows.output import INDEX, RECORD
from flows.record import SCHEMA
from flows.search_file import opened
from flows.search_pages import unpacked
from tests import records
from tests.searching import Library


def write(folder: Path, library: Library, name: str, pages: int) -> None:
    """A record of so many pages, its words with boxes as a conversion records them."""
    made = [library.page(name, number) for number in range(1, pages + 1)]
    told = records.record(*(page_of(page) for page in made), name=f"{name}.pdf")
    told |= {"schema": SCHEMA, "documents": [{"pages": list(range(1, pages + 1)), "cable": None}]}
    (folder / name).mkdir(exist_ok=True)
    (folder / name / RECORD).write_text(json.dumps(told))


def page_of(page):
    lines = [
        records.line(line.id, *map(records.word, line.text.split()), top=line.box[1])
        for line in unpacked(page.packed)
    ]
    return records.page(page.number, lines)


@click.command()
@click.option("--releases", default=1000, show_default=True)
@click.option("--pages", default=5, show_default=True, help="Of each release.")
def measure(releases: int, pages: int) -> None:
    """Say how long a first look, one with nothing new, and one with one change take."""
    library = Library(random.Random(7))
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        for number in range(releases):
            write(folder, library, f"r{number}", pages)
        told: dict[str, Any] = {"releases": releases, "pages": releases * pages}
        for what in ("all of them new", "nothing new", "one changed"):
            if what == "one changed":
                write(folder, library, "r0", pages)
            began, used = time.perf_counter(), time.process_time()
            with opened(folder / INDEX) as index:
                index.follow(folder)
            took = {"clock_ms": time.perf_counter() - began, "cpu_ms": time.process_time() - used}
            told[what] = {name: round(1000 * seconds, 1) for name, seconds in took.items()}
    click.echo(json.dumps(told, indent=1))


if __name__ == "__main__":
    measure()
