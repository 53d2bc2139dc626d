"""How the commands end: an error's sentence on stderr and its exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ocr.errors import ReadingRoomError


def told(error: "ReadingRoomError") -> int:
    """Say on stderr what is wrong; the error's exit code.

    A file's name, or what it holds, may be in the sentence: no control character of it
    reaches the terminal.
    """
    from flows.library import shown

    click.echo(f"readingroom: {shown(str(error))}", err=True)
    return error.exit_code


@contextmanager
def reported() -> Iterator[None]:
    """Turn a ReadingRoomError into its sentence on stderr and its exit code."""
    from ocr.errors import ReadingRoomError

    try:
        yield
    except ReadingRoomError as error:
        raise click.exceptions.Exit(told(error)) from error
