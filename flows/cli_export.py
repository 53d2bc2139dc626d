"""The command `readingroom export`: a converted release in a format that others read."""

from pathlib import Path

import click

from flows.cli_errors import reported

FORMATS = ("alto", "hocr", "markdown", "tei")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--to", "format_", type=click.Choice(FORMATS), required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="File to write. [the terminal]")
def export(folder: Path, format_: str, out: Path | None) -> None:
    """Write a converted release as ALTO, hOCR, Markdown or TEI.

    FOLDER is what `convert` wrote for the release. ALTO and hOCR hold every line that was
    read, with boxes; Markdown and TEI hold the clean text.
    """
    from flows import export_text, export_xml
    from flows.output import RECORD, write_file
    from flows.redactions import load_record

    writers = {
        "alto": export_xml.alto,
        "hocr": export_xml.hocr,
        "markdown": export_text.markdown,
        "tei": export_text.tei,
    }
    with reported():
        made = writers[format_](load_record(folder / RECORD))
        if out:
            write_file(out, made)
        else:
            click.echo(made, nl=False)
