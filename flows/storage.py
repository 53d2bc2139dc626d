"""An inbox on storage that is no folder: S3, SFTP, SMB, whatever fsspec can list.

    READINGROOM_INBOX_URL=sftp://archive/released

Its listing is compared with the last one, like that of the inbox folder. What has stopped
changing is copied to work/ and moved into the inbox folder, and goes its way from there.
Nothing in the storage is ever changed or removed; the ledger knows what was brought.

The one module that knows fsspec. In the ledger a file of the storage has a path that begins
with "/", which no path in the inbox folder does.
"""

import hashlib
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from flows.errors import BadSetting
from flows.inbox import CHUNK, Found, StillChanging, unfinished
from flows.library import fitted, shown, telling_digits

log = logging.getLogger(__name__)

VARIABLE = "READINGROOM_INBOX_URL"
PREFIX = "brought-"  # of folders in work/
FORGOTTEN = 3600.0  # seconds after which a copy that nobody went on writing is a dead one


class Storage:
    """A tree of files somewhere; read, and never written to."""

    def __init__(self, url: str) -> None:
        """The storage at `url`; raises BadSetting when fsspec or its driver does not know it."""
        # Takes a fifth of a second, and few have one.
        import fsspec

        try:
            self._files, self._root = fsspec.url_to_fs(url)
        except (ValueError, ImportError) as reason:
            raise BadSetting(VARIABLE, str(reason)) from reason

    def list(self) -> Iterator[Found]:
        """Everything in it, in the order of names. Raises whatever its driver raises."""
        self._files.invalidate_cache()
        yield from self._list(self._root, "")

    def _list(self, folder: str, path: str) -> Iterator[Found]:
        told = self._files.ls(folder, detail=True)
        for info in sorted(told, key=lambda info: str(info["name"])):
            name = PurePosixPath(info["name"].rstrip("/")).name
            # An object store lists a folder's own placeholder in it.
            if unfinished(name) or info["name"].rstrip("/") == folder.rstrip("/"):
                continue
            if info["type"] == "directory" and not info.get("islink"):
                yield from self._list(info["name"], f"{path}/{name}")
            else:
                yield _found(f"{path}/{name}", info)

    def fetch(self, found: Found, target: Path) -> str:
        """Copy a file of the size it was listed with; the sha256 of what was copied.

        Raises StillChanging when it changed or went; OSError, whatever its driver raises.
        """
        name = f"{self._root.rstrip('/')}{found.path}"
        try:
            before = self._now(name, found)
            sha256, size = self._copy(name, target)
            after = self._now(name, found)
        except FileNotFoundError as reason:
            raise StillChanging(found.path) from reason
        if before != after or before.passed or not before.size == size == found.size:
            raise StillChanging(found.path)
        return sha256

    def _now(self, name: str, found: Found) -> Found:
        # To be compared with itself only: some drivers tell more here than in a listing.
        self._files.invalidate_cache()
        return _found(found.path, self._files.info(name))

    def _copy(self, name: str, target: Path) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        with self._files.open(name, "rb") as source, target.open("wb") as copy:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                size += copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        return digest.hexdigest(), size


def _found(path: str, info: dict[str, Any]) -> Found:
    if info["type"] != "file" or info.get("islink"):
        return Found(path, passed="neither a file nor a folder of the storage")
    # Drivers tell different things of a file: a time, an etag, an inode. All of it together
    # takes the place of the time of change, because only equality is ever asked for.
    told = repr(sorted((key, str(value)) for key, value in info.items() if key != "name"))
    stamp = int(hashlib.sha256(told.encode()).hexdigest()[:15], 16)
    return Found(path, int(info["size"] or 0), stamp)


def put_into(inbox: Path, made: Path, path: str, sha256: str) -> None:
    """Give a brought copy a name in the inbox that no file there has. Raises OSError.

    It keeps only its own name: folders of the storage become none here, where somebody
    might put a link in their place.
    """
    # Names of a storage may be longer than those of a disk, and hold what none may.
    plain = Path(fitted(PurePosixPath(path).name.replace("\0", "_")))
    for each in (plain.name, *(f"{plain.stem}-{d}{plain.suffix}" for d in telling_digits(sha256))):
        target = inbox / each
        try:
            target.hardlink_to(made)
        except OSError:
            if target.exists():
                continue
            made.rename(target)  # a disk without links
        made.unlink(missing_ok=True)
        return


@contextmanager
def bringing(work: Path, owner: str) -> Iterator[Path]:
    """A folder for copies on their way; those that dead workers left are cleared away.

    Ages are told by times that the same disk has given, never by this machine's clock.
    """
    ours = work / f"{PREFIX}{owner}"
    ours.mkdir(exist_ok=True)
    now = ours.stat().st_mtime
    for other in work.glob(f"{PREFIX}*"):
        with suppress(OSError):
            latest = max(path.stat().st_mtime for path in (other, *other.iterdir()))
            if now - latest > FORGOTTEN:
                shutil.rmtree(other)
                log.info("cleared away %s", shown(other.name))
    try:
        yield ours
    finally:
        shutil.rmtree(ours, ignore_errors=True)
