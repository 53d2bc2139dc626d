"""The command `readingroom review`: the scan beside the text, in one file for a browser.

Everything heavy is imported inside, as in `flows.cli`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli_errors import reported

if TYPE_CHECKING:
    from ocr.source import Source

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("folder", type=PATH)
@click.option("--source", type=PATH, help="The release itself, if it is not beside its record.")
@click.option("-o", "--out", type=PATH, help="File to write. [review.html in FOLDER]")
def review(folder: Path, source: Path | None, out: Path | None) -> None:
    """Write a page to look at what was made of a release.

    FOLDER is what `convert` wrote for it, or what a library has in releases/; there
    the original lies beside, elsewhere --source names it. The page is one file that works
    without a network.
    """
    from flows.output import RECORD, REVIEW, write_file
    from flows.redactions import load_record
    from flows.review import review_html
    from flows.review_pictures import pictures_of
    from flows.settings import read_settings

    with reported():
        settings = read_settings()
        recorded = load_record(folder / RECORD)
        release = _source(folder, source, recorded["source"])
        made = review_html(recorded, pictures_of(release, settings))
        out = out or folder / REVIEW
        write_file(out, made)
    click.echo(f"{out} {len(made) // 1024} KB", err=True)


def _source(folder: Path, named: Path | None, told: Mapping[str, Any]) -> "Source":
    """The release that is named, or that a library keeps beside its record.

    told   what the record says of its source

    Raises OriginalMissing, OtherRelease.
    """
    from flows.originals import ORIGINALS
    from ocr.errors import OriginalMissing, OtherRelease
    from ocr.source import open_source

    for path in [named] if named else sorted((folder / ORIGINALS).glob("*")):
        if path.is_file() or path == named:
            source = open_source(path)
            if source.sha256 == told["sha256"]:
                return source
    raise OtherRelease(named, told["name"]) if named else OriginalMissing(folder)
