"""The command `readingroom export`: a converted release in a format that others read.

Everything heavy is imported inside, as in `flows.cli`.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from flows.cli_errors import reported
from flows.cli_out import name_of, place_for, put
from flows.output import FORMATS, PDF


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--to", "format_", type=click.Choice(list(FORMATS)), required=True)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="File to write. [-, printed; searchable.pdf in FOLDER]",
)
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="For pdf: the release itself, if it is not beside its record.",
)
def export(folder: Path, format_: str, out: Path | None, source: Path | None) -> None:
    """Write a converted release as ALTO, hOCR, Markdown, TEI or searchable PDF.

    FOLDER is what `convert` wrote for the release. ALTO and hOCR hold every line that was
    read, with boxes; Markdown and TEI hold the clean text. A PDF (PDF/A-2b) has the page
    pictures of the release as they are and the words as invisible text over them.
    """
    with reported():
        if format_ == PDF:
            _export_pdf(folder, out, source)
            return
        from flows.output import RECORD
        from flows.redactions import load_record
        from flows.release_formats import writer

        put(writer(format_)(load_record(folder / RECORD)), out)


def _export_pdf(folder: Path, out: Path | None, source: Path | None) -> None:
    from flows.export_pdf import write_searchable
    from flows.originals import find_original
    from flows.output import RECORD, SEARCHABLE
    from flows.redactions import load_record
    from flows.settings import read_settings

    recorded = load_record(folder / RECORD)
    found = find_original(folder, source, recorded["source"])
    out = out or folder / SEARCHABLE
    with place_for(out) as made:
        done = write_searchable(found, recorded, made, read_settings())
        size = made.stat().st_size
    told = [f"{name_of(out)} {size // 1024} KB"]
    told += [f"drawn anew: {_listed(done.drawn)}"] if done.drawn else []
    told += [f"could not be drawn, empty: {_listed(done.empty)}"] if done.empty else []
    click.echo("; ".join(told), err=True)


def _listed(numbers: Sequence[int]) -> str:
    return f"page {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} pages"
