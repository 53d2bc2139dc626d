"""The inbox: which files are there, and which of them have arrived whole.

The listing of the folder is the truth. A file has arrived when two listings a
while apart agree on its size and time; times are compared with each other only,
never with a clock, because a network share keeps its own.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flows.places import Place, opened_folder

# What browsers, editors and copying programs call a file until it is whole.
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", "~")
# What operating systems leave in every folder.
LITTER = frozenset({"thumbs.db", "desktop.ini", "$recycle.bin"})
CHUNK = 1 << 20  # bytes
# What the system says of a file that is no longer where it was listed: it is gone, or a
# link stands in its place or in that of a folder on the way.
GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


@dataclass(frozen=True, slots=True)
class Found:
    """Something in the inbox.

    path     relative to the inbox; text, because there may be a hundred thousand
    passed   why it is passed over, or "" for a file to convert
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    passed: str = ""


class StillChanging(Exception):
    """The file changed, went away or became a link since it was listed; look again later."""


def list_inbox(inbox: Path) -> Iterator[Found]:
    """Everything in the inbox and the folders in it, in the order of names.

    Links are never followed: one that leads inside names a file that is listed
    anyway, one that leads outside is none of ours. Hidden and unfinished names are
    left out without a word; they are not files yet.
    """
    yield from _list(inbox, "")


def _list(inbox: Path, folder: str) -> Iterator[Found]:
    try:
        listed = _listed(inbox, folder)
    except OSError as reason:
        if reason.errno not in GONE:
            yield Found(folder, passed=f"the folder cannot be listed: {reason.strerror}")
        return  # moved on while we were looking, or a link now
    for each in listed:
        if isinstance(each, Found):
            yield each
        else:
            yield from _list(inbox, each)


def _listed(inbox: Path, folder: str) -> list[Found | str]:
    """The files of a folder, and the paths of the folders in it, in the order of names."""
    with (
        opened_folder(Place(inbox, folder), to_list=True) as handle,
        os.scandir(handle) as entries,
    ):
        # Looked at before the handle closes: a path could lead elsewhere by then.
        seen = {e.name: _look(folder, e) for e in entries if not unfinished(e.name)}
    ordered = sorted(seen.items(), key=lambda item: os.fsencode(item[0]))
    return [each for _, each in ordered if each is not None]


def _look(folder: str, entry: os.DirEntry[str]) -> Found | str | None:
    """A file, the path of a folder, or None for what is gone."""
    path = f"{folder}/{entry.name}" if folder else entry.name
    try:
        seen = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    if stat.S_ISDIR(seen.st_mode):
        return path
    if stat.S_ISREG(seen.st_mode):
        return Found(path, seen.st_size, seen.st_mtime_ns)
    if stat.S_ISLNK(seen.st_mode):
        return Found(path, passed="a link: put the file itself into the inbox")
    return Found(path, passed="neither a file nor a folder")


def unfinished(name: str) -> bool:
    """Whether a name says that nobody has finished writing the file, or that it is litter."""
    lower = name.lower()
    return lower.startswith((".", "~")) or lower.endswith(UNFINISHED) or lower in LITTER


def checksum(place: Place, as_listed: Found | None = None) -> str:
    """The sha256 of a file, which must still be as it was listed.

    Raises StillChanging when it changed, went, or is reached through a link now; OSError.
    """
    with _folder_of(place) as folder:
        return _read(folder, place, as_listed, None)


def fetch(source: Place, target: Path) -> str:
    """Copy `source` to `target` and return the sha256 of what was copied.

    Raises StillChanging when it changed or went on the way, or a link leads there; OSError.
    """
    with _folder_of(source) as folder:
        return _read(folder, source, None, target)


def remove_if_same(dropped: Place, sha256: str) -> bool:
    """Take a file out of the inbox if it still holds these bytes; whether it did.

    It is renamed first, so that a file put in its place meanwhile is never the one
    removed. Killed in between, the renamed file is listed like any other. Raises OSError.
    """
    name = dropped.name
    leaving = f"leaving-{sha256[:16]}{Path(name).suffix[:16]}"
    with suppress(StillChanging, FileNotFoundError), _folder_of(dropped) as folder:
        os.rename(name, leaving, src_dir_fd=folder, dst_dir_fd=folder)
        if _holds(folder, leaving, sha256):
            os.unlink(leaving, dir_fd=folder)
            return True
        with suppress(OSError):  # taken meanwhile, or a disk without links: it stays so
            os.link(leaving, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
            os.unlink(leaving, dir_fd=folder)
    return False


def _holds(folder: int, name: str, sha256: str) -> bool:
    try:
        return _read(folder, Place(Path(), name), None, None) == sha256
    except StillChanging:
        return False


@contextmanager
def _folder_of(place: Place) -> Iterator[int]:
    """A handle of the folder in which a file lies; raises StillChanging, OSError."""
    with ExitStack() as opened:
        with _gone_is_changing(place):
            folder = opened.enter_context(opened_folder(place.folder))
        yield folder


@contextmanager
def _gone_is_changing(place: Place) -> Iterator[None]:
    try:
        yield
    except OSError as reason:
        if reason.errno in GONE:
            raise StillChanging(place.inside) from reason
        raise


def _read(folder: int, place: Place, as_listed: Found | None, copy: Path | None) -> str:
    digest = hashlib.sha256()
    # O_NOFOLLOW: a link put in the file's place since the listing is refused.
    # O_NONBLOCK: neither may a pipe put there make us wait.
    with _gone_is_changing(place):
        source = os.open(place.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    with open(source, "rb") as file, open(copy or os.devnull, "wb") as out:  # noqa: PTH123
        before = _as_it_is(file.fileno(), place)
        if as_listed and (as_listed.size, as_listed.mtime_ns) != (before.size, before.mtime_ns):
            raise StillChanging(place.inside)
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
        if _as_it_is(file.fileno(), place) != before:
            raise StillChanging(place.inside)
        if copy:
            out.flush()
            os.fsync(out.fileno())
    return digest.hexdigest()


def _as_it_is(file: int, place: Place) -> Found:
    seen = os.fstat(file)
    if not stat.S_ISREG(seen.st_mode):
        raise StillChanging(place.inside)
    return Found(place.inside, seen.st_size, seen.st_mtime_ns)
