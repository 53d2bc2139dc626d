"""The inbox: which files are there, and which of them have arrived whole.

The listing of the folder is the truth. A file has arrived when two listings a
while apart agree on its size and time; times are compared with each other only,
never with a clock, because a network share keeps its own.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What browsers, editors and copying programs call a file until it is whole.
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", "~")
# What operating systems leave in every folder.
LITTER = frozenset({"thumbs.db", "desktop.ini", "$recycle.bin"})
CHUNK = 1 << 20  # bytes


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
    """The file changed or went away while it was read; look again later."""


def list_inbox(inbox: Path) -> Iterator[Found]:
    """Everything in the inbox and the folders in it, in the order of names.

    Links are never followed: one that leads inside names a file that is listed
    anyway, one that leads outside is none of ours. Hidden and unfinished names are
    left out without a word; they are not files yet.
    """
    yield from _list(inbox, "")


def _list(inbox: Path, folder: str) -> Iterator[Found]:
    try:
        with os.scandir(inbox / folder) as entries:
            ordered = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except FileNotFoundError:
        return  # moved on while we were looking
    except OSError as reason:
        yield Found(folder, passed=f"the folder cannot be listed: {reason.strerror}")
        return
    for entry in ordered:
        if not unfinished(entry.name):
            yield from _look(inbox, f"{folder}/{entry.name}" if folder else entry.name, entry)


def _look(inbox: Path, path: str, entry: os.DirEntry[str]) -> Iterator[Found]:
    try:
        seen = entry.stat(follow_symlinks=False)
    except OSError:
        return
    if stat.S_ISDIR(seen.st_mode):
        yield from _list(inbox, path)
    elif stat.S_ISREG(seen.st_mode):
        yield Found(path, seen.st_size, seen.st_mtime_ns)
    elif stat.S_ISLNK(seen.st_mode):
        yield Found(path, passed="a link: put the file itself into the inbox")
    else:
        yield Found(path, passed="neither a file nor a folder")


def unfinished(name: str) -> bool:
    """Whether a name says that nobody has finished writing the file, or that it is litter."""
    lower = name.lower()
    return lower.startswith((".", "~")) or lower.endswith(UNFINISHED) or lower in LITTER


def checksum(path: Path, as_listed: Found | None = None) -> str:
    """The sha256 of a file, which must still be as it was listed.

    Raises StillChanging when it changed or went, OSError.
    """
    return _read(path, as_listed or _as_it_is(path), None)


def fetch(source: Path, target: Path) -> str:
    """Copy `source` to `target` and return the sha256 of what was copied.

    Raises StillChanging when it changed or went on the way, OSError.
    """
    return _read(source, _as_it_is(source), target)


def remove_if_same(dropped: Path, sha256: str) -> bool:
    """Take a file out of the inbox if it still holds these bytes; whether it did.

    It is renamed first, so that a file put in its place meanwhile is never the one
    removed. Killed in between, the renamed file is listed like any other. Raises OSError.
    """
    leaving = dropped.with_name(f"leaving-{sha256[:16]}{dropped.suffix[:16]}")
    try:
        dropped.rename(leaving)
    except FileNotFoundError:
        return False
    if checksum(leaving) == sha256:
        leaving.unlink()
        return True
    try:
        dropped.hardlink_to(leaving)
    except OSError:  # taken meanwhile, or a disk without links: it stays under that name
        return False
    leaving.unlink()
    return False


def _as_it_is(path: Path) -> Found:
    try:
        seen = path.stat(follow_symlinks=False)
    except FileNotFoundError as reason:
        raise StillChanging(path) from reason
    return Found(str(path), seen.st_size, seen.st_mtime_ns)


def _read(path: Path, as_listed: Found, copy: Path | None) -> str:
    digest = hashlib.sha256()
    try:
        # O_NOFOLLOW: a link put in the file's place since the listing is refused.
        # O_NONBLOCK: neither may a pipe put there make us wait.
        source = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError as reason:
        raise StillChanging(path) from reason
    with open(source, "rb") as file, open(copy or os.devnull, "wb") as out:  # noqa: PTH123
        _require_unchanged(os.fstat(file.fileno()), as_listed)
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
        _require_unchanged(os.fstat(file.fileno()), as_listed)
        if copy:
            out.flush()
            os.fsync(out.fileno())
    return digest.hexdigest()


def _require_unchanged(now: os.stat_result, as_listed: Found) -> None:
    same = (now.st_size, now.st_mtime_ns) == (as_listed.size, as_listed.mtime_ns)
    if not (same and stat.S_ISREG(now.st_mode)):
        raise StillChanging(as_listed.path)
