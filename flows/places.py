"""Files below a folder that others can write to, reached without following a link.

Between the listing of an inbox and the reading of a file anybody who may write there can
put a link in the place of the file, or of a folder on the way to it, and the link may lead
anywhere. So the way is walked folder by folder, each opened as the very folder that it is.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

# A handle to walk on with; only Linux has the kind that needs no right to list the folder.
_STEP = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY
_LIST = os.O_RDONLY | os.O_DIRECTORY


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is said to lie.

    root     a folder named by whoever set up the library; links in its own path are theirs
    inside   the way on from there, on which no link is followed; "" for the root itself
    """

    root: Path
    inside: str

    def __post_init__(self) -> None:
        """Refuse a way that leads back or starts anew."""
        way = PurePath(self.inside)
        if way.is_absolute() or ".." in way.parts:
            raise ValueError(f"not a way on from a folder: {self.inside!r}")

    @property
    def name(self) -> str:
        """The last part of the way."""
        return PurePath(self.inside).name

    @property
    def folder(self) -> "Place":
        """The folder it lies in."""
        way = PurePath(self.inside).parent
        return Place(self.root, "" if way == PurePath() else str(way))


def strictly(path: Path) -> Place:
    """An absolute path as a place no part of whose way may be a link."""
    return Place(Path(path.anchor), str(path.relative_to(path.anchor)))


@contextmanager
def opened_folder(place: Place, *, to_list: bool = False) -> Iterator[int]:
    """A handle of the folder at `place`, for calls that take a `dir_fd`.

    to_list   it is to be listed, for which one needs the right to

    Raises OSError: NotADirectoryError, or ELOOP, where a link stands on the way.
    """
    parts = PurePath(place.inside).parts
    handle = os.open(place.root, _LIST if to_list and not parts else _STEP)
    try:
        for number, part in enumerate(parts, 1):
            flags = _LIST if to_list and number == len(parts) else _STEP
            step = os.open(part, flags | os.O_NOFOLLOW, dir_fd=handle)
            os.close(handle)
            handle = step
        yield handle
    finally:
        os.close(handle)
