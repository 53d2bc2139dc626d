"""The command `readingroom alternates`: documents that came in more than one release."""

import json
from pathlib import Path

import click

from flows.cli_errors import reported


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One object, for programs.")
def alternates(path: Path | None, *, as_json: bool) -> None:
    """List documents that more than one release holds, however badly they were read.

    PATH is a library, or a folder that `convert -o` wrote to; the library of READINGROOM_HOME
    when none is named. Documents are the same by message number, or by likeness of their
    texts. `readingroom compare` tells what each of their releases withholds.
    """
    from flows import alternates as finding
    from flows.library import open_library, shown
    from flows.settings import read_library_settings

    with reported():
        home = path or open_library(read_library_settings().home).home
        found = finding.find_alternates(home)
    for damaged in found.damaged:
        click.echo(f"left out: {shown(str(damaged))} cannot be used", err=True)
    if as_json:
        # In ASCII: a folder's name need not be UTF-8, and what reads this has it back as it is.
        click.echo(json.dumps(finding.as_json(found), indent=1))
    else:
        click.echo(finding.as_text(found), nl=False)
