"""The `readingroom` command: arguments in, text out, errors as exit codes.

Everything heavy is imported inside the commands, so that `--help` answers at once;
Prefect is never imported here.
"""

import json
import logging
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli_alternates import alternates
from flows.cli_audit import audit
from flows.cli_browse import browse
from flows.cli_compare import compare
from flows.cli_correct import correct
from flows.cli_docket import docket
from flows.cli_errors import reported, told
from flows.cli_export import export
from flows.cli_library import COMMANDS
from flows.cli_out import place_for
from flows.cli_pages import page_options, progress, uncollected
from flows.cli_redactions import redactions
from flows.cli_restore import restore
from flows.cli_review import review
from flows.cli_search import search
from flows.output import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.convert import Converted
    from flows.settings import Settings
    from flows.workers import Workers
    from ocr.page import Page

    OnPage = Callable[[Page, int], None]

PATH = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="readingroom")
@click.option("--log-json", is_flag=True, help="Log to stderr, one JSON object a line.")
@click.option("-v", "--verbose", is_flag=True, help="Log what each page went through.")
def cli(*, log_json: bool, verbose: bool) -> None:
    """Turn scanned declassified releases into text people can trust."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines() if log_json else logging.Formatter("%(message)s"))
    level = logging.INFO if verbose or log_json else logging.ERROR
    logging.basicConfig(level=level, handlers=[handler], force=True)


COMMANDS_HERE = (
    alternates,
    audit,
    browse,
    compare,
    correct,
    docket,
    export,
    redactions,
    restore,
    review,
    search,
)
for command in (*COMMANDS, *COMMANDS_HERE):
    cli.add_command(command)


def _reading_options(command: Any) -> Any:
    """Options that change how pages are read, shared by the commands that read."""
    language = click.option("--language", help="Tesseract language, several joined by +. [eng]")
    text_layer = click.option(
        "--text-layer",
        type=click.Choice(["ignore", "use"]),
        help="Whether pages born digital may be read from the file's own text. [ignore]",
    )
    return page_options(language(text_layer(command)))


@cli.command()
@click.argument("releases", nargs=-1, required=True, type=PATH)
@click.option(
    "-o", "--out", required=True, type=PATH, help="Folder to write to; - prints the text."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@click.option(
    "--layout",
    type=click.Choice(["paragraphs", "lines"]),
    help="Whether typed lines become paragraphs or stay lines. [paragraphs]",
)
@click.option(
    "--review/--no-review",
    default=None,
    help="Whether a page to look at is made too, a tenth of a second a page. [--no-review]",
)
@click.option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="Written in this format besides; can be given several times.",
)
@click.option("--track", is_flag=True, help="As a flow run on the Prefect server configured.")
@_reading_options
def convert(
    releases: tuple[Path, ...],
    out: Path,
    *,
    quiet: bool,
    track: bool,
    formats: tuple[str, ...],
    **given: Any,
) -> None:
    """Convert RELEASES (PDF, TIFF, PNG, JPEG) to clean text.

    Writes OUT/<name>/text.txt and OUT/<name>/release.json for each, and puts cables
    whose sections are in several of them together in OUT/cables. Corrections that are
    kept there are put in again. Settings can also be given as READINGROOM_LANGUAGE,
    READINGROOM_DPI, READINGROOM_JOBS and so on.
    """
    from flows.settings import read_settings
    from flows.workers import Workers

    if formats and str(out) == "-":
        raise click.UsageError("--to writes files; name a folder with -o")
    codes = []
    with reported():
        settings = read_settings(**given, to=",".join(formats) or None)
        if track:
            _convert_tracked(releases, out, settings)
            return
        with Workers(settings.jobs) as workers:
            if all(path.is_file() for path in releases):
                workers.warm()  # now: what comes next takes as long to import as they to start
            codes = [_convert_one(path, out, settings, workers, quiet=quiet) for path in releases]
    raise click.exceptions.Exit(next((code for code in codes if code), 0))


def _convert_tracked(releases: tuple[Path, ...], out: Path, settings: "Settings") -> None:
    """Convert as flow runs; the import alone takes a second, so only here."""
    from flows.prefect_track import track

    if str(out) == "-":
        raise click.UsageError("--track writes to a folder; name one with -o")
    for path in releases:
        click.echo(f"{path.name} → {track(path, out, settings) / 'text.txt'}", err=True)


@uncollected()
def _convert_one(
    path: Path, out: Path, settings: "Settings", workers: "Workers", *, quiet: bool
) -> int:
    """Convert one release and return its exit code; one bad file does not stop the next."""
    from flows import convert as conversion
    from flows.release_files import corrections_below, write_converted
    from ocr.errors import ReadingRoomError

    try:
        with progress(path.name, quiet=quiet) as shown:
            on_page = shown if str(out) == "-" else _ready_to_file(shown)
            kept = None if str(out) == "-" else corrections_below(out)
            done = conversion.convert(path, settings, workers, on_page=on_page, corrections=kept)
        if str(out) == "-":
            click.echo(done.release.text, nl=False)
        else:
            from flows.cables import file_beside

            done, where = write_converted(done, settings, out)
            file_beside(done, out)
            if not quiet:
                click.echo(f"{_summary(done)} → {where / 'text.txt'}", err=True)
        return _report_pages(path, done)
    except ReadingRoomError as error:
        return told(error)


def _ready_to_file(shown: "OnPage | None") -> "OnPage":
    """Called with each page: gets ready, while others are read, what files a release in the end.

    It brings SQLAlchemy along, which takes as long to import as a page to read: not for a
    release that fails, nor when all is read and nothing else is left to do.
    """

    def on_page(page: "Page", count: int) -> None:
        import_module("flows.cables")
        if shown:
            shown(page, count)

    return on_page


def _summary(done: "Converted") -> str:
    redactions = len(done.release.marks)
    stripped = sum(line.role != "body" for line in done.release.lines)
    shown_by_the_file = sum(mark.redaction.text_layer_characters for mark in done.release.marks)
    failed = f" ({shown_by_the_file} characters of text under them)" if shown_by_the_file else ""
    corrected = f", {_corrections(done)}" if done.corrections else ""
    return (
        f"{done.source.path.name}: {len(done.pages)} pages, {redactions} redactions{failed}, "
        f"{stripped} lines stripped, {len(done.release.warnings)} warnings{corrected}"
    )


def _corrections(done: "Converted") -> str:
    left = len(done.unapplied)
    said = f"{len(done.corrections) - left} corrections put in again"
    return f"{said}, {left} fit no word any more and are kept" if left else said


def _report_pages(path: Path, done: "Converted") -> int:
    """Name every failed page on stderr; the first one's exit code, else 0."""
    from ocr.errors import PageFailed, PageTooLarge

    failed = [page for page in done.pages if page.exit_code]
    for page in failed:
        kind = PageTooLarge if page.exit_code == PageTooLarge.exit_code else PageFailed
        told(kind(path, page.number, page.reason))
    return failed[0].exit_code if failed else 0


@cli.command()
@click.argument("release", type=PATH)
@click.option("--page", "number", type=click.IntRange(1), default=1, show_default=True)
@click.option("-o", "--out", required=True, type=PATH, help="PNG file to write; - prints it.")
@_reading_options
def overlay(release: Path, number: int, out: Path, **given: Any) -> None:
    """Draw what each stage saw on one page of RELEASE.

    The whole release is read, because what is furniture shows only over several pages.
    """
    from flows.settings import read_settings

    with reported():
        _draw_overlay(release, number, out, read_settings(**given))


def _draw_overlay(path: Path, number: int, out: Path, settings: "Settings") -> None:
    import cv2

    from flows.convert import convert as read_release
    from flows.errors import NoSuchPage
    from flows.overlay import draw
    from flows.workers import Workers
    from ocr.errors import PageFailed
    from ocr.source import list_sheets, rasterize

    with progress(path.name, quiet=False) as on_page, Workers(settings.jobs) as workers:
        done = read_release(path, settings, workers, on_page=on_page)
    if number not in {page.number for page in done.pages}:
        raise NoSuchPage(path, number, done.page_count)
    page = next(page for page in done.pages if page.number == number)
    if page.exit_code:
        raise PageFailed(path, number, page.reason)
    sheets = list_sheets(done.source, dpi=settings.dpi, max_pages=settings.max_pages)
    [rendered] = rasterize(
        done.source,
        sheets[number - 1 : number],
        max_pixels=settings.max_pixels,
        timeout=settings.timeout,
    )
    _, png = cv2.imencode(".png", draw(rendered, page, done.release))
    with place_for(out) as made:
        made.write_bytes(png.tobytes())


class _JsonLines(logging.Formatter):
    """Log records as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        return json.dumps(told, ensure_ascii=False)
