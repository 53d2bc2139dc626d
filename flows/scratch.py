"""Temporary files of processes that read pages: gone with them, also when they are killed.

Images of pages, and what Tesseract wrote of them, must not be left in /tmp for ever. They are in
a folder that whoever starts the processes makes, locks and removes. The kernel drops the lock of
one that is killed, and whoever comes next clears away what nobody holds.
"""

import fcntl
import os
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

PREFIX = "readingroom-reading-"
YOUNG = 5.0  # seconds; a folder is made a moment before it is locked


class Scratch:
    """A folder for temporary files, locked until `close`, which removes it."""

    def __init__(self) -> None:
        clear_away_what_was_left()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock: int | None = os.open(self.folder, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._closing = threading.Lock()

    def close(self) -> None:
        """Remove the folder; nothing when another thread does, or it was done."""
        with self._closing:
            lock, self._lock = self._lock, None
        if lock is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            os.close(lock)


def clear_away_what_was_left() -> None:
    """Remove the folders of ours whose processes are gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            _clear_away(folder)


def _clear_away(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        found = os.fstat(handle)
        if found.st_uid == os.geteuid() and time.time() - found.st_mtime > YOUNG:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError: it is held
            shutil.rmtree(folder)
    finally:
        os.close(handle)
