"""Folders that go with the process that made them, also when it is killed.

Whoever makes one locks it. The kernel drops the lock of one that is killed, and whoever comes
next clears away what nobody holds.
"""

import fcntl
import glob
import os
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

ANY = "?" * 8  # what mkdtemp ends a name with
YOUNG = 5.0  # seconds; a folder is made a moment before it is locked


class HeldFolder:
    """A new folder inside another one, locked until `close`, which removes what has its name."""

    def __init__(self, inside: Path, prefix: str) -> None:
        """Raises OSError."""
        self.folder = Path(tempfile.mkdtemp(prefix=prefix, dir=inside))
        self._lock: int | None = os.open(self.folder, os.O_RDONLY)
        # A share that knows no locks: there nobody can tell that it is held, or is not.
        with suppress(OSError):
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._closing = threading.Lock()

    def __enter__(self) -> Path:
        return self.folder

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the folder; nothing when another thread does, or it was done."""
        with self._closing:
            lock, self._lock = self._lock, None
        if lock is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            os.close(lock)


def clear_away_unheld(
    inside: Path, prefix: str, *, other: str = "", age: float | None = None
) -> None:
    """Remove folders made with `prefix`, if they are ours and their processes are gone.

    other   a pattern of what follows `prefix` in their names
    age     seconds for which nothing was put into them; YOUNG when None
    """
    for folder in inside.glob(glob.escape(prefix) + other + ANY):
        with suppress(OSError):
            _clear_away(folder, YOUNG if age is None else age)


def _clear_away(folder: Path, age: float) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        found = os.fstat(handle)
        if found.st_uid == os.geteuid() and time.time() - found.st_mtime > age:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError: it is held
            shutil.rmtree(folder)
    finally:
        os.close(handle)
