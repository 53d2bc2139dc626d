"""`readingroom docket`: what is known to be missing, for whoever writes a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli_errors import reported
from flows.cli_library import HOME

if TYPE_CHECKING:
    from flows.ledger_database import Database


@click.command()
@click.argument("out", required=False, type=click.Path(path_type=Path))
@HOME
@click.option("--json", "form", flag_value="json", help="One object a line.")
@click.option("--csv", "form", flag_value="csv", help="A row each, for a spreadsheet.")
@click.option("--html", "form", flag_value="html", help="A page to look at.")
def docket(out: Path | None, home: Path | None, form: str | None) -> None:
    """List what is missing: sections, cited cables, withheld pages and paragraphs.

    Of the library, or of OUT, a folder that `readingroom convert -o OUT` wrote to. Each
    line can be pasted into a FOIA request.
    """
    from flows import docket_report
    from flows.docket import look

    writers = {
        "json": docket_report.as_json_lines,
        "csv": docket_report.as_csv,
        "html": docket_report.as_html,
    }
    with reported(), _database(out, home) as database:
        found = look(database)
    click.echo(writers.get(form or "", docket_report.as_lines)(found), nl=False)


@contextmanager
def _database(out: Path | None, home: Path | None) -> "Iterator[Database]":
    from flows.cables import ledger_of
    from flows.errors import NoLedger
    from flows.ledger_database import Database
    from flows.library import open_library
    from flows.output import LEDGER
    from flows.settings import read_library_settings

    if out is not None:
        if not (out / LEDGER).is_file():
            raise NoLedger(out)
        with ledger_of(out) as database:
            yield database
        return
    rules = read_library_settings(home=home)
    library = open_library(rules.home)
    opened = Database(rules.ledger_url or library.ledger_url)
    try:
        yield opened
    finally:
        opened.close()
