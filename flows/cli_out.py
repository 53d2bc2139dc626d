"""Where a command writes what it made: to the file that -o names, or to the standard output.

`-` is the standard output for every command whose -o names a file, as it is for `convert`. A file
is written whole or not at all, also where a link leads to it; a device or a pipe is written to.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

STANDARD_OUTPUT = Path("-")


def put(made: str, out: Path | None) -> None:
    """Write a text to `out`; to the standard output when that is "-" or None.

    Raises OutputNotWritable, DiskFull.
    """
    if out is None or out == STANDARD_OUTPUT:
        click.echo(made, nl=False)
        return
    with place_for(out) as place:
        place.write_bytes(made.encode())


def name_of(out: Path) -> str:
    """What a command calls the place it wrote to."""
    from flows.library import shown

    return "standard output" if out == STANDARD_OUTPUT else shown(str(out))


@contextmanager
def place_for(out: Path) -> Iterator[Path]:
    """A place to write a file to, that ends at `out` if nothing is raised.

    Raises OutputNotWritable, DiskFull.
    """
    from flows.output import disk_errors, written_whole

    with disk_errors(out):
        passed_on = out == STANDARD_OUTPUT or (out.exists() and not out.is_file())
        target = Path(os.path.realpath(out)) if out.is_symlink() else out
    with _passed_on(out) if passed_on else written_whole(target) as made:
        yield made


@contextmanager
def _passed_on(out: Path) -> Iterator[Path]:
    """A place of its own, whose bytes are written to what is no file that could be replaced."""
    from flows.output import disk_errors

    with disk_errors(STANDARD_OUTPUT):
        room = Path(tempfile.gettempdir())
    with disk_errors(room), tempfile.TemporaryDirectory(dir=room) as folder:
        made = Path(folder) / "made"
        yield made
        content = made.read_bytes()
    if out == STANDARD_OUTPUT:
        click.echo(content, nl=False)
        return
    with disk_errors(out):
        out.write_bytes(content)
