"""The command `readingroom audit`: does a PDF give away what was to be hidden?

Everything heavy is imported inside, as in `flows.cli`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli_errors import reported, told

if TYPE_CHECKING:
    from flows.audit import Audit
    from flows.settings import Settings

GIVES_AWAY = 28  # exit code of --strict


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help=f"Exit code {GIVES_AWAY} when anything is hidden.")
@click.option("--json", "as_json", is_flag=True, help="One file a line, for programs.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of files that hide nothing.")
def audit(paths: tuple[Path, ...], *, strict: bool, as_json: bool, quiet: bool) -> None:
    """Look for text that PATHS (PDFs, or folders of them) hold and do not show.

    Verdicts: leak, live text under something drawn over it, or a redaction that was
    marked and never applied; noise, an OCR layer over a box that is part of the scan;
    nothing. Counts and places are printed, never the text.
    """
    from flows.audit_report import as_line, as_value_line
    from flows.settings import read_settings
    from ocr.errors import ReadingRoomError

    codes: list[int] = []
    with reported():
        settings = read_settings()
        for path in _files(paths, codes):
            try:
                done = _audited(path, settings)
            except ReadingRoomError as error:
                codes.append(told(error))
                continue
            if done.verdict == "leak" or done.hides_more:
                codes += [GIVES_AWAY] if strict else []
            if as_json:
                click.echo(as_value_line(done))
            elif not quiet or done.verdict != "nothing":
                click.echo(as_line(done))
    raise click.exceptions.Exit(next(iter(codes), 0))


def _audited(path: Path, settings: "Settings") -> "Audit":
    from flows.audit import audit as audit_file

    return audit_file(
        path,
        max_pages=settings.max_pages,
        max_pixels=settings.max_pixels,
        timeout=settings.timeout,
    )


def _files(paths: tuple[Path, ...], codes: list[int]) -> Iterator[Path]:
    """The files at `paths`; of folders, the PDFs in them."""
    from flows.redactions import Passed, find_places
    from ocr.errors import ReadingRoomError

    for path in paths:
        try:
            for place in find_places(path):
                if isinstance(place, Passed):
                    continue
                if place == path or place.suffix.lower() == ".pdf":
                    yield place
        except ReadingRoomError as error:
            codes.append(told(error))
