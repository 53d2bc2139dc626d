"""The library folder: where files are dropped, and where what became of them stands.

inbox/                     people drop files and folders here
releases/<name>-<sha8>/    text.txt, release.json and original/<name>
cables/                    cables put together across releases
quarantine/                files that cannot be converted, each with its reason
work/                      conversions under way; empty when nothing runs
ledger.db                  what is done (flows.ledger)
index.db                   what is searched (flows.search_file); made anew when deleted
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.errors import NoLibrary, OutputNotWritable
from flows.places import Place, strictly

LONGEST = 180  # bytes of a name that a checksum of 64 digits is to fit behind; systems take 255
FOLDERS = ("inbox", "releases", "cables", "quarantine", "work")


@dataclass(frozen=True, slots=True)
class Library:
    """The places of a library folder."""

    home: Path

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def releases(self) -> Path:
        return self.home / "releases"

    @property
    def cables(self) -> Path:
        return self.home / "cables"

    @property
    def quarantine(self) -> Path:
        return self.home / "quarantine"

    @property
    def work(self) -> Path:
        return self.home / "work"

    @property
    def secret(self) -> Path:
        """The file with `user:password` of the Prefect server that `serve` starts."""
        return self.home / ".auth"

    @property
    def ledger_url(self) -> str:
        return f"sqlite:///{self.home.absolute() / 'ledger.db'}"

    @property
    def index(self) -> Path:
        return self.home / "index.db"

    def place(self, path: Path) -> Place:
        """Where the bytes of a release are said to lie; `path` as in `flows.ledger_entry.Entry`.

        What is absolute was judged when it was asked for (`flows.confinement`), with every
        link followed, so there is none on its way.
        """
        if path.is_absolute():
            return strictly(path)
        return Place(self.home / path.parts[0], str(Path(*path.parts[1:])))

    def release_folders(self, name: str, sha256: str, apart: str = "") -> Iterator[Path]:
        """Where a release's outputs may go, the first that no other release has taken.

        apart   a fingerprint, which keeps conversions with settings of their own apart
        """
        for digits in telling_digits(sha256):
            yield self.releases / "-".join(filter(None, (safe_stem(name), digits, apart)))


def telling_digits(sha256: str) -> tuple[str, ...]:
    """The beginning of a checksum, and more of it for when two releases begin alike.

    Eight digits are for people to see. Two files that agree in them are made within
    seconds by whoever wants to; two that agree in all 64, by nobody.
    """
    return sha256[:8], sha256[:16], sha256


def make_library(home: Path) -> Library:
    """Make what is missing of a library folder; what is there stays. Raises OutputNotWritable."""
    library = Library(home)
    try:
        for folder in FOLDERS:
            (home / folder).mkdir(parents=True, exist_ok=True)
        if not library.secret.exists():
            library.secret.touch(mode=0o600)
            library.secret.write_text(f"readingroom:{secrets.token_urlsafe(24)}\n")
    except OSError as reason:
        raise OutputNotWritable(home, reason.strerror or str(reason)) from reason
    return library


def open_library(home: Path) -> Library:
    """The library at `home`; raises NoLibrary when it was never made."""
    library = Library(home)
    if not all((home / folder).is_dir() for folder in FOLDERS):
        raise NoLibrary(home)
    return library


def safe_stem(name: str) -> str:
    """A file's name without its suffix, made fit for a folder name on any system.

    Letters and digits of any script, dots, dashes and underscores stay; at most 80
    bytes, because a name of 255 has to hold a checksum too.
    """
    stem = Path(shown(name)).stem
    plain = re.sub(r"[^\w.-]+", "_", stem).lstrip(".-_")
    return plain.encode()[:80].decode("utf-8", "ignore").rstrip(".-_") or "release"


def fitted(name: str, longest: int = LONGEST) -> str:
    """A file name cut to `longest` bytes, its suffix kept."""
    path = Path(name)
    room = longest - len(os.fsencode(path.suffix[:16]))
    stem = os.fsdecode(os.fsencode(path.stem)[:room])
    return stem + path.suffix[:16]


def shown(name: str) -> str:
    """A file name that can be printed: undecodable bytes and control characters escaped."""
    decodable = name.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in decodable)
