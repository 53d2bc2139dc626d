"""What the commands that work on pages share: their options and the progress bar."""

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ocr.page import Page


def page_options(command: Any) -> Any:
    """Which pages, how large and how many at once."""
    for option in (
        click.option("--pages", help="Only these, as in 1-3,7. [all]"),
        click.option(
            "--dpi", type=click.IntRange(72, 1200), help="Instead of the scan's own resolution."
        ),
        click.option("--jobs", type=click.IntRange(1), help="Pages at once. [all cores]"),
        click.option("--max-pages", type=click.IntRange(1), help="Refuse longer releases. [5000]"),
        click.option(
            "--max-pixels", type=click.IntRange(1), help="Leave out larger pages. [120000000]"
        ),
        click.option("--timeout", type=float, help="Seconds for each program on a page. [300]"),
    ):
        command = option(command)
    return command


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's garbage collector, for a command that is busy with one release.

    The collector goes through all words of the release again and again while they become more,
    and once more when the program ends: half a second for 84 pages, with all but one core idle.
    What hangs together in circles is little, and is collected after each release.
    """
    atexit.register(gc.freeze)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def progress(name: str, *, quiet: bool) -> Iterator[Any]:
    """A progress bar on a terminal; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)

        def on_page(page: "Page", total: int) -> None:
            bar.update(task, total=total, advance=1)

        yield on_page
