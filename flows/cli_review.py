"""The command `readingroom review`: the scan beside the text, in one file for a browser.

Everything heavy is imported inside, as in `flows.cli`.
"""

from pathlib import Path

import click

from flows.cli_errors import reported
from flows.cli_out import name_of, put

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("folder", type=PATH)
@click.option("--source", type=PATH, help="The release itself, if it is not beside its record.")
@click.option("-o", "--out", type=PATH, help="File to write; - prints it. [review.html in FOLDER]")
def review(folder: Path, source: Path | None, out: Path | None) -> None:
    """Write a page to look at what was made of a release.

    FOLDER is what `convert` wrote for it, or what a library has in releases/; there
    the original lies beside, elsewhere --source names it. The page is one file that works
    without a network.
    """
    from flows.originals import find_original
    from flows.output import RECORD, REVIEW
    from flows.redactions import load_record
    from flows.review import review_html
    from flows.review_pictures import pictures_of
    from flows.settings import read_settings

    with reported():
        settings = read_settings()
        recorded = load_record(folder / RECORD)
        release = find_original(folder, source, recorded["source"])
        made = review_html(recorded, pictures_of(release, settings))
        out = out or folder / REVIEW
        put(made, out)
    click.echo(f"{name_of(out)} {len(made) // 1024} KB", err=True)
