"""The command `readingroom browse`: a page over all that is held."""

from pathlib import Path

import click

from flows.cli_errors import reported

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("path", required=False, type=PATH)
@click.option("-o", "--out", type=PATH, help="File to write. [index.html in PATH]")
def browse(path: Path | None, out: Path | None) -> None:
    """Write a page over all releases and cables, to look through in a browser.

    PATH is a library, or a folder that `convert -o` wrote to; the library of
    READINGROOM_HOME when none is named. The page is one file that works without a network;
    write it anew when something has come.
    """
    from flows.browse import browse_html
    from flows.catalogue import read_catalogue
    from flows.library import open_library, shown
    from flows.output import LISTING, write_file
    from flows.settings import read_library_settings

    with reported():
        home = path or open_library(read_library_settings().home).home
        catalogue = read_catalogue(home)
        target = out or home / LISTING
        made = browse_html(catalogue, target.absolute().parent)
        write_file(target, made)
    for damaged in catalogue.damaged:
        click.echo(f"left out: {shown(str(damaged))} cannot be used", err=True)
    counts = f"{len(catalogue.releases)} releases, {len(catalogue.cables)} cables"
    click.echo(f"{shown(str(target))}: {counts}, {len(made) // 1024} KB", err=True)
