"""The library page on loopback, as it is now each time it is looked at.

Given out are the page and the files that it links to, by their exact names, and nothing else:
no name that is asked for is ever looked up on the disk. Whoever asks under another host's name
is refused, so that no page of the web can read along.
"""

import hashlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
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
STAMP = b"/stamp"  # what is held, in so many letters: another one when that changes
KINDS = {".html": "text/html; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The page at a time: its stamp, and the files it links to by their paths on the server."""

    stamp: str
    page: bytes
    files: dict[bytes, Path]


class Shelf:
    """What is held at `home`, read again when something has changed."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._shown: Shown | None = None

    def now(self) -> Shown:
        """The page as it is now. Raises what `read_catalogue` does."""
        with self._lock:  # one reads the records, whoever else asks gets the same
            stamp = stamp_of(self._home)
            if self._shown is None or self._shown.stamp != stamp:
                catalogue = read_catalogue(self._home)
                page = browse_html(catalogue, self._home.absolute(), stamp=stamp).encode()
                self._shown = Shown(stamp, page, _files(catalogue, self._home))
            return self._shown


def stamp_of(home: Path) -> str:
    """A checksum that changes with any record or review page below `home`."""
    seen = hashlib.sha256()
    for path in sorted(_watched(home)):
        told = path.stat(follow_symlinks=False)
        seen.update(os.fsencode(path) + f" {told.st_size} {told.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:16]


def _watched(home: Path) -> Iterator[Path]:
    for below in ("", "*/", "releases/*/"):
        for name in (RECORD, REVIEW):
            yield from home.glob(below + name)
    yield from home.glob(f"{CABLES}/*/{CABLE}")


def _files(catalogue: Catalogue, home: Path) -> dict[bytes, Path]:
    releases = (path for held in catalogue.releases for path in (held.review, held.text))
    linked = (*releases, *(cable.text for cable in catalogue.cables))
    return {b"/" + os.fsencode(os.path.relpath(path, home)): path for path in linked if path}


def server(home: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of the page of `home` on loopback; port 0 takes a free one.

    Raises what `read_catalogue` does, and OSError when the port is taken.
    """
    shelf = Shelf(home)
    shelf.now()  # what is wrong with the folder is said before anyone looks

    class Asked(_Asked):
        held = shelf

    made = ThreadingHTTPServer((LOOPBACK, port), Asked)
    made.daemon_threads = True
    return made


class _Asked(BaseHTTPRequestHandler):
    """One request: GET or HEAD of the page, its stamp or a file it links to."""

    held: Shelf
    timeout = PATIENCE
    server_version, sys_version = "readingroom", ""

    def do_GET(self) -> None:
        if not self._of_ours():
            self._say(HTTPStatus.MISDIRECTED_REQUEST, b"this is only for this machine\n")
            return
        try:
            self._give(unquote_to_bytes(urlsplit(self.path).path), self.held.now())
        except (ReadingRoomError, OSError) as reason:
            told = f"{reason}\n".encode("utf-8", "replace")
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, told)

    do_HEAD = do_GET  # noqa: N815 - as above

    def _of_ours(self) -> bool:
        host, _, port = self.headers.get("Host", "").rpartition(":")
        return host in HOSTS and port == str(self.connection.getsockname()[1])

    def _give(self, path: bytes, shown: Shown) -> None:
        if path in (b"/", b"/index.html"):
            self._say(HTTPStatus.OK, shown.page, KINDS[".html"])
        elif path == STAMP:
            self._say(HTTPStatus.OK, shown.stamp.encode())
        elif path in shown.files:
            file = shown.files[path]
            self._say(HTTPStatus.OK, file.read_bytes(), KINDS[file.suffix])
        else:
            self._say(HTTPStatus.NOT_FOUND, b"there is no such page\n")

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
