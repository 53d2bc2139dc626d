"""Outputs on disk: a folder for each release, written whole or not at all.

Files are written under a temporary name in the output folder, synced, and moved
into place by renaming; whoever looks sees the old folder or the new one.
"""

import errno
import json
import os
import re
import secrets
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.errors import DiskFull, OutputNotWritable
from flows.exchange import exchanged
from flows.held_folders import HeldFolder, clear_away_unheld
from flows.library import fitted

TEXT = "text.txt"
RECORD = "release.json"
REVIEW = "review.html"
PAGES = "pages.jsonl.gz"
CORRECTIONS = "corrections.json"
LISTING = "index.html"
SEARCHABLE = "searchable.pdf"
# What a release may be written as besides (`flows.release_formats`), and the file's name.
PDF = "pdf"
FORMATS = {
    "alto": "alto.xml",
    "hocr": "hocr.html",
    "markdown": "text.md",
    PDF: SEARCHABLE,
    "tei": "tei.xml",
}
CABLES = "cables"
LEDGER = ".readingroom.db"
INDEX = "index.db"
# Names in an output folder that no release may take.
TAKEN = frozenset({CABLES, LISTING})
# Nor any that begins so: SQLite puts files beside a database (index.db-wal), called after it.
DATABASES = (LEDGER, INDEX)
OURS = frozenset({TEXT, RECORD, REVIEW, PAGES, CORRECTIONS, *FORMATS.values()})
# What `browse` and `search` may have left beside a release's outputs, and what it is known by
# near its beginning: someone's own index.html is not ours to replace.
MADE_ANEW = {LISTING: b"<title>Reading room</title>", INDEX: b"RRX1"}
# So are the formats that someone may have written under the same name.
MARKS = {
    "alto.xml": b"<softwareName>readingroom</softwareName>",
    "hocr.html": b'<meta name="ocr-system" content="readingroom ',
    "text.md": b"[//]: # (Made by readingroom from a scan.)",
    "tei.xml": b"<p>Made by readingroom ",
}
BEGINNING = 4096  # bytes
MAKING = ".readingroom-"  # so begin folders that are to take the place of a release's
# What `written_whole` writes to, and a process that was killed leaves.
PART = re.compile(r"\.(.+)\.[0-9a-f]{8}\.part", re.DOTALL)
LEFT_FOR_GOOD = 24 * 3600.0  # seconds; nothing is under way for so long

# Files by their names.
Contents = Mapping[str, str | bytes]


def write_release(folder: Path, stem: str, sha256: str, contents: Contents) -> Path:
    """Write the outputs of a release to its place in `folder` and return that.

    Raises OutputNotWritable, DiskFull.
    """
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = place_of(folder, stem, sha256)
        write_folder(target, contents)
    return target


def write_folder(target: Path, contents: Contents) -> None:
    """Write files as the folder `target`, in the place of what is there, whole or not at all.

    Its parent must be there. Raises OSError.
    """
    with being_made(target) as made:
        write_files(made, contents)
        made.chmod(0o755)
        replace_folder(made, target, aside=made.with_name(made.name + "-old"))


@contextmanager
def being_made(target: Path) -> Iterator[Path]:
    """A new folder beside `target`, to take its place; gone at the end of the block.

    What a process of this machine that was killed left there goes, too, and what one of another
    left a day ago. Raises OSError.
    """
    # Other machines may share the folder, and not the locks; and each container is another.
    host = re.sub(r"[^\w.-]", "_", socket.gethostname())[:32]
    prefix = f"{MAKING}{host}-"
    clear_away_unheld(target.parent, prefix)
    clear_away_unheld(target.parent, MAKING, other="*-", age=LEFT_FOR_GOOD)
    with HeldFolder(target.parent, prefix) as made:
        yield made


@contextmanager
def disk_errors(path: Path, disk: Path | None = None) -> Iterator[None]:
    """Turn the system's errors of writing at `path` into DiskFull and OutputNotWritable.

    disk   what is named where it is the disk that is full; `path` when None
    """
    try:
        yield
    except OSError as reason:
        if no_space(reason):
            raise DiskFull(disk or path) from reason
        raise OutputNotWritable(path, reason.strerror or str(reason)) from reason


def no_space(reason: OSError) -> bool:
    """Whether the disk, or our share of it, is full."""
    return reason.errno in (errno.ENOSPC, errno.EDQUOT)


def place_of(folder: Path, stem: str, sha256: str) -> Path:
    """Where the outputs of a release stand in `folder`, or will: in `stem`/.

    A folder that holds the outputs of another release, and a name that we need ourselves,
    are left alone: the release then goes to `stem`-<first 8 of its sha256>. Raises
    OutputNotWritable.
    """
    plain, other = places_of(folder, stem, sha256)
    if not _is_taken(stem.lower()) and (not plain.exists() or _holds(plain) == sha256):
        return plain
    if not other.exists() or _holds(other) == sha256:
        return other
    raise OutputNotWritable(other, "it exists and was not written by readingroom")


def _is_taken(stem: str) -> bool:
    return stem in TAKEN or stem.startswith(DATABASES)


def places_of(folder: Path, stem: str, sha256: str) -> tuple[Path, Path]:
    """Where a release may stand: the usual place, and the one when that is taken."""
    return folder / stem, folder / f"{stem}-{sha256[:8]}"


def _holds(folder: Path) -> str | None:
    """The sha256 of the release whose outputs `folder` holds; None when not only ours."""
    try:
        if any(not (is_output(entry) or _is_made_anew(entry)) for entry in folder.iterdir()):
            return None
    except OSError:
        return None
    return recorded_sha256(folder)


def is_output(path: Path) -> bool:
    """Whether it is a file of a release that we wrote, or what we left of one when killed.

    Someone's own text.md is not.
    """
    if part := PART.fullmatch(path.name):
        return part[1] in OURS
    return path.name in OURS and (path.name not in MARKS or _bears(path, MARKS[path.name]))


def _is_made_anew(path: Path) -> bool:
    return path.name in MADE_ANEW and _bears(path, MADE_ANEW[path.name])


def _bears(path: Path, mark: bytes) -> bool:
    try:
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as file:
            return mark in file.read(BEGINNING)
    except OSError:  # what cannot be read is nothing to replace
        return False


def recorded_sha256(folder: Path) -> str | None:
    """The sha256 of the release whose record lies in `folder`; None where there is none."""
    try:
        return str(json.loads((folder / RECORD).read_text("utf-8"))["source"]["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_files(folder: Path, contents: Contents) -> None:
    """Write files into `folder` under their names, synced to the disk."""
    for name, content in contents.items():
        _write_synced(folder / name, content)


def write_file(path: Path, content: str) -> None:
    """Write one file whole or not at all. Raises OutputNotWritable, DiskFull."""
    with written_whole(path) as made:
        made.write_bytes(content.encode())


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A place to write a file to, that takes the place of `path` if nothing is raised.

    Raises OutputNotWritable, DiskFull.
    """
    # A name of its own: two may write the same file at once, and the later one stays.
    clear_parts(path)
    made = path.with_name(f".{fitted(path.name)}.{secrets.token_hex(4)}.part")
    try:
        with disk_errors(path, path.parent):
            yield made
            with made.open("rb+") as file:
                os.fsync(file.fileno())
            made.rename(path)
    finally:
        made.unlink(missing_ok=True)


def clear_parts(path: Path) -> None:
    """Remove what processes that were killed left of the file `path`, a day ago or longer."""
    with suppress(OSError):
        for part in list(path.parent.iterdir()):
            named = PART.fullmatch(part.name)
            if named and named[1] == fitted(path.name) and left_for_good(part):
                part.unlink(missing_ok=True)


def left_for_good(path: Path) -> bool:
    """Whether what is made under this temporary name is no longer under way. Raises OSError."""
    return time.time() - path.lstat().st_mtime > LEFT_FOR_GOOD


def _write_synced(path: Path, content: str | bytes) -> None:
    with path.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def replace_folder(made: Path, target: Path, *, aside: Path) -> None:
    """Put `made` in the place of `target`; the old one goes once the new one stands.

    aside   where the old one is kept meanwhile, on the same disk, by a kernel that cannot
            exchange the two: whoever is killed then leaves no `target`
    """
    if target.exists() and exchanged(made, target):
        sync_folder(target.parent)
        shutil.rmtree(made, ignore_errors=True)
        return
    if target.exists():
        target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise
    sync_folder(target.parent)
    shutil.rmtree(aside, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` outlive a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
