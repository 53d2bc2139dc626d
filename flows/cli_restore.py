"""The command `readingroom restore`: what was stripped, back in its place."""

from pathlib import Path

import click

from flows.cli_errors import reported
from flows.cli_out import put


@click.command()
@click.argument("converted", metavar="OUT", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="File to write. [-, printed]")
def restore(converted: Path, out: Path | None) -> None:
    """Print a converted release with everything that was stripped put back.

    OUT is the folder of one release that `convert` made, or its release.json. Every line
    that was read is there, page by page, with banners, stamps, codes and noise; redactions
    stand where they are on the page.
    """
    from flows import restore as restoring

    with reported():
        put(restoring.restore(converted), out)
