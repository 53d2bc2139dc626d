"""The command `readingroom redactions`: what was withheld, without reading the text.

Everything heavy is imported inside, as in `flows.cli`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli_errors import reported, told
from flows.cli_pages import page_options, progress

if TYPE_CHECKING:
    from flows.redactions import PageFound
    from flows.settings import Settings
    from flows.workers import Workers


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--csv", "as_csv", is_flag=True, help="One redaction a row, for spreadsheets.")
@click.option("--json", "as_json", is_flag=True, help="One page a line, for programs.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no word on what is passed over.")
@page_options
def redactions(
    paths: tuple[Path, ...], *, as_csv: bool, as_json: bool, quiet: bool, **given: Any
) -> None:
    """Find and count the redactions of PATHS.

    A PATH is a release (PDF, TIFF, PNG, JPEG), what `convert` made of one (its folder or
    its release.json), or a folder of either. Releases are looked at here and now, without
    reading their text, so that exemption codes and the share of the text stay unknown:
    codes are then only those printed inside a box. What was converted has them, and
    --dpi does nothing to it.
    """
    from flows import redactions_report as report
    from flows.settings import read_settings
    from flows.workers import Workers
    from ocr.detect import detect_pages

    if as_csv and as_json:
        raise click.UsageError("choose one of --csv and --json")
    write = report.write_csv if as_csv else report.write_json if as_json else report.write_table
    codes: list[int] = []
    with reported():
        settings = read_settings(**given)
        with Workers(settings.jobs, detect_pages) as workers:
            write(_look_at(paths, settings, workers, codes, quiet=quiet))
    raise click.exceptions.Exit(next(iter(codes), 0))


def _look_at(
    paths: tuple[Path, ...],
    settings: "Settings",
    workers: "Workers",
    codes: list[int],
    *,
    quiet: bool,
) -> Iterator["PageFound"]:
    """Pages of everything at `paths`; exit codes of what went wrong are put into `codes`.

    One bad file does not stop the next.
    """
    from ocr.errors import ReadingRoomError

    for path in paths:
        try:
            for place in _places(path, quiet=quiet):
                yield from _look_at_one(place, settings, workers, codes, quiet=quiet)
        except ReadingRoomError as error:
            codes.append(told(error))


def _places(path: Path, *, quiet: bool) -> Iterator[Path]:
    """What there is to look at; what is passed over is told on stderr."""
    from flows.library import shown
    from flows.redactions import NO_RELEASE, Passed, find_places

    others = 0
    for place in find_places(path):
        if not isinstance(place, Passed):
            yield place
        elif place.why == NO_RELEASE:
            others += 1
        elif not quiet:
            click.echo(f"passed over {shown(str(place.path))}: {place.why}", err=True)
    if others and not quiet:
        click.echo(f"passed over {others} files in {shown(str(path))}: {NO_RELEASE}", err=True)


def _look_at_one(
    place: Path, settings: "Settings", workers: "Workers", codes: list[int], *, quiet: bool
) -> Iterator["PageFound"]:
    from flows.library import shown
    from flows.redactions import detected, is_record, load_record, recorded_pages
    from ocr.errors import PageFailed, PageTooLarge, ReadingRoomError

    try:
        with progress(shown(str(place)), quiet=quiet) as on_page:
            pages = (
                iter(recorded_pages(place, load_record(place), settings))
                if is_record(place)
                else detected(place, settings, workers, on_page=on_page)
            )
            for page in pages:
                if page.error:
                    kind = PageTooLarge if page.exit_code == PageTooLarge.exit_code else PageFailed
                    codes.append(told(kind(place, page.page, page.error)))
                yield page
    except ReadingRoomError as error:
        codes.append(told(error))
