"""How the commands end: an error's sentence on stderr and its exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def reported() -> Iterator[None]:
    """Turn a ReadingRoomError into its sentence on stderr and its exit code."""
    from ocr.errors import ReadingRoomError

    try:
        yield
    except ReadingRoomError as error:
        click.echo(f"readingroom: {error}", err=True)
        raise click.exceptions.Exit(error.exit_code) from error
