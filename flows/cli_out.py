"""Where a command writes what it made: to the file that -o names, or to the standard output.

`-` is the standard output for every command whose -o names a file, as it is for `convert`.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

STANDARD_OUTPUT = Path("-")


def put(made: str, out: Path | None) -> None:
    """Write a text to `out`, whole or not at all; to the standard output when that is "-" or None.

    Raises OutputNotWritable, DiskFull.
    """
    from flows.output import write_file

    if out is None or out == STANDARD_OUTPUT:
        click.echo(made, nl=False)
    else:
        write_file(out, made)


@contextmanager
def place_for(out: Path) -> Iterator[Path]:
    """A place to write a file to, that ends at `out` if nothing is raised.

    Raises OutputNotWritable, DiskFull.
    """
    from flows.output import written_whole

    if out != STANDARD_OUTPUT:
        with written_whole(out) as made:
            yield made
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "made"
        click.echo((Path(folder) / "made").read_bytes(), nl=False)
