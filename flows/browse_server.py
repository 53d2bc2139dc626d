"""The library page on loopback, as it is now each time it is looked at.

Given out are the page and the files that it links to, by their exact names, and nothing else:
no name that is asked for is ever looked up on the disk. Whoever asks under another host's name
is refused, so that no page of the web can read along.
"""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from flows.browse import browse_html
from flows.cables import CABLE
from flows.catalogue import Catalogue, read_catalogue
from flows.output import CABLES, RECORD, REVIEW
from ocr.errors import ReadingRoomError

LOOPBACK = "127.0.0.1"
HOSTS = (LOOPBACK, "localhost")
PATIENCE = 30  # seconds that a connection may be silent
LASTING = 2.0  # seconds that a stamp is taken as it was: open pages ask all at once
STAMP = b"/stamp"  # what is held, in so many letters: another one when that changes
KINDS = {".html": "text/html; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

Answer = tuple[HTTPStatus, bytes, str]  # status, what is said, and of what kind it is


@dataclass(frozen=True, slots=True)
class Shown:
    """The page at a time: its stamp, and the files it links to by their paths on the server."""

    stamp: str
    page: bytes
    files: dict[bytes, Path]


class Shelf:
    """What is held at `home`, read again when something has changed.

    lasting   seconds for which a stamp is not taken again
    """

    def __init__(self, home: Path, lasting: float = LASTING) -> None:
        self._home = home
        self._lasting = lasting
        self._stamping, self._making = threading.Lock(), threading.Lock()
        self._stamp, self._stale = "", 0.0
        self._shown: Shown | None = None

    def stamp(self) -> str:
        """The stamp of what is held; no record is opened for it."""
        with self._stamping:
            if not self._stamp or monotonic() >= self._stale:
                self._stamp = stamp_of(self._home)
                self._stale = monotonic() + self._lasting
            return self._stamp

    def now(self) -> Shown:
        """The page as it is now; the last one where none can be made.

        Raises what `read_catalogue` does when there is no last one.
        """
        with self._making:  # one reads the records, whoever else asks gets the same
            stamp = self.stamp()
            if self._shown is None or self._shown.stamp != stamp:
                try:
                    self._shown = self._made(stamp)
                except (ReadingRoomError, OSError):
                    # Its stamp is of before, so that an open page goes on asking for another.
                    if self._shown is None:
                        raise
            return self._shown

    def linked(self, path: bytes) -> Path | None:
        """The file that the page as it was last made links to by `path`."""
        return self._shown.files.get(path) if self._shown else None

    def _made(self, stamp: str) -> Shown:
        catalogue = read_catalogue(self._home)
        page = browse_html(catalogue, self._home.absolute(), stamp=stamp).encode()
        return Shown(stamp, page, _files(catalogue, self._home))


def stamp_of(home: Path) -> str:
    """A checksum that changes with any record or review page below `home`."""
    seen = hashlib.sha256()
    for path in _watched(home):
        try:
            told = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - of 200,000 files
            seen.update(os.fsencode(path) + f" {told.st_size} {told.st_mtime_ns}\n".encode())
        except PermissionError:  # listed as one that cannot be used
            seen.update(os.fsencode(path) + b"\n")
        except OSError:  # most folders have not all of them, and some are gone by now
            continue
    return seen.hexdigest()[:16]


def _watched(home: Path) -> Iterator[str]:
    """Where a record, a review page or a cable may be: 100,000 folders are too many to glob."""
    for folder in (str(home), *_folders(home), *_folders(home / "releases")):
        yield f"{folder}/{RECORD}"
        yield f"{folder}/{REVIEW}"
    for folder in _folders(home / CABLES):
        yield f"{folder}/{CABLE}"


def _folders(home: Path) -> list[str]:
    """What may be a folder in one, in the order of names, without those being written (`.name`)."""
    try:
        with os.scandir(home) as listed:
            return sorted(each.path for each in listed if not each.name.startswith("."))
    except OSError:  # why it cannot be listed is for `read_catalogue` to tell
        return []


def _files(catalogue: Catalogue, home: Path) -> dict[bytes, Path]:
    releases = (path for held in catalogue.releases for path in (held.review, held.text))
    linked = (*releases, *(cable.text for cable in catalogue.cables))
    return {b"/" + os.fsencode(os.path.relpath(path, home)): path for path in linked if path}


def server(shelf: Shelf, port: int = 0) -> ThreadingHTTPServer:
    """A server of a shelf's page on loopback; port 0 takes a free one.

    Raises OSError when the port cannot be had.
    """

    class Asked(_Asked):
        held = shelf

    made = ThreadingHTTPServer((LOOPBACK, port), Asked)
    made.daemon_threads = True
    return made


def asks_us(host: str, port: int) -> bool:
    """Whether a Host header names this machine and `port`, which browsers leave out when 80."""
    name, _, said = host.partition(":")
    return name in HOSTS and (said or "80") == str(port)


class _Asked(BaseHTTPRequestHandler):
    """One request: GET or HEAD of the page, its stamp or a file it links to."""

    held: Shelf
    timeout = PATIENCE
    server_version, sys_version = "readingroom", ""

    def handle(self) -> None:
        with suppress(ConnectionError):  # who asked has closed the page meanwhile
            super().handle()

    def do_GET(self) -> None:
        if not asks_us(self.headers.get("Host", ""), self.connection.getsockname()[1]):
            self._say(HTTPStatus.MISDIRECTED_REQUEST, b"this is only for this machine\n")
            return
        try:
            path = unquote_to_bytes(urlsplit(self.path).path)
        except ValueError:
            self._say(HTTPStatus.BAD_REQUEST, b"this is no address\n")
            return
        self._say(*self._answer(path))

    do_HEAD = do_GET  # noqa: N815 - as above

    def _answer(self, path: bytes) -> Answer:
        try:
            return self._found(path)
        except (ReadingRoomError, OSError) as reason:
            told = f"{reason}\n".encode("utf-8", "replace")
            return HTTPStatus.SERVICE_UNAVAILABLE, told, KINDS[".txt"]

    def _found(self, path: bytes) -> Answer:
        if path in (b"/", b"/index.html"):
            return HTTPStatus.OK, self.held.now().page, KINDS[".html"]
        if path == STAMP:
            return HTTPStatus.OK, self.held.stamp().encode(), KINDS[".txt"]
        if file := self.held.linked(path):
            return HTTPStatus.OK, file.read_bytes(), KINDS[file.suffix]
        return HTTPStatus.NOT_FOUND, b"there is no such page\n", KINDS[".txt"]

    def _say(self, status: HTTPStatus, body: bytes, kind: str = KINDS[".txt"]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has there
        """Say nothing: names of releases are in what is asked for."""
