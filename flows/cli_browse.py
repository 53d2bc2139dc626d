"""The command `readingroom browse`: a page over all that is held."""

from pathlib import Path

import click

from flows.cli_errors import reported
from flows.cli_out import name_of, put

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("path", required=False, type=PATH)
@click.option("-o", "--out", type=PATH, help="File to write; - prints it. [index.html in PATH]")
@click.option(
    "--serve", is_flag=True, help="Show it to this machine until Ctrl-C, always as it is."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="For --serve. [any that is free]"
)
def browse(path: Path | None, out: Path | None, *, serve: bool, port: int) -> None:
    """Write a page over all releases and cables, to look through in a browser.

    PATH is a library, or a folder that `convert -o` wrote to; the library of
    READINGROOM_HOME when none is named. The page is one file that works without a network;
    write it anew when something has come, or --serve it.
    """
    from flows.browse import browse_html
    from flows.catalogue import read_catalogue
    from flows.library import open_library, shown
    from flows.output import LISTING
    from flows.settings import read_library_settings

    if serve and out:
        raise click.UsageError("--serve writes no file; leave -o out")
    with reported():
        home = path or open_library(read_library_settings().home).home
        if serve:
            _serve(home, port)
            return
        catalogue = read_catalogue(home)
        target = out or home / LISTING
        made = browse_html(catalogue, target.absolute().parent)
        put(made, target)
    for damaged in catalogue.damaged:
        click.echo(f"left out: {shown(str(damaged))} cannot be used", err=True)
    counts = f"releases: {len(catalogue.releases)}, cables: {len(catalogue.cables)}"
    click.echo(f"{name_of(target)}: {counts}, {len(made) // 1024} KB", err=True)


def _serve(home: Path, port: int) -> None:
    from contextlib import suppress

    from flows.browse_server import LOOPBACK, Shelf, server
    from flows.errors import BadSetting

    shelf = Shelf(home)
    shelf.now()  # what is wrong with the folder is said before anyone looks
    try:
        made = server(shelf, port)
    except OSError as reason:
        raise BadSetting("--port", reason.strerror or str(reason)) from reason
    with made, suppress(KeyboardInterrupt):
        click.echo(f"http://{LOOPBACK}:{made.server_address[1]}/ until Ctrl-C", err=True)
        made.serve_forever()
