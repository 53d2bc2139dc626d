"""A library for tests, with readers that need no Tesseract."""

import hashlib
import itertools
import threading
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, PngImagePlugin

from flows.desk import Desk
from flows.ledger import Ledger
from flows.library import make_library, shown
from flows.settings import LibrarySettings, Settings
from ocr.frame import Frame
from ocr.model import Status
from ocr.page import Page
from tests.builders import line

FINGERPRINT = "0123456789ab"


def drop(folder: Path, name: str, says: str = "") -> Path:
    """A tiny image release whose bytes depend on what it `says`."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    note = PngImagePlugin.PngInfo()
    note.add_text("says", says or name.encode(errors="replace").decode())
    # Written under a name the inbox passes over, like a careful copying program does.
    made = folder / ".making"
    Image.new("L", (200, 100), 255).save(made, format="PNG", pnginfo=note)
    return made.rename(path)


def drop_pages(folder: Path, name: str, pages: int) -> Path:
    path = folder / name
    frames = [Image.new("L", (200, 100), 255 - n) for n in range(pages)]
    frames[0].save(path, format="TIFF", save_all=True, append_images=frames[1:])
    return path


def alike(content: bytes) -> tuple[bytes, bytes]:
    """Two different contents that begin with `content` and whose sha256 begins alike."""
    begun = hashlib.sha256(content)
    seen: dict[str, bytes] = {}
    for number in itertools.count():
        end = b"%d" % number
        whole = begun.copy()
        whole.update(end)
        digits = whole.hexdigest()[:8]
        if digits in seen:
            return content + seen[digits], content + end
        seen[digits] = end
    raise AssertionError


class FakeReaders:
    """Reads one line from every page, and remembers which pages it read.

    before   called with each sheet first; raises to break off
    """

    def __init__(self, before=lambda sheet: None):
        self.read_pages = []
        self._before = before

    def warm(self):
        pass

    def read(self, source, sheets, reading):
        for sheet in sheets:
            self._before(sheet)
            self.read_pages.append(sheet.number)
            frame = Frame(2000, 1000)
            said = line(f"PAGE {sheet.number} OF {shown(source.path.name)}")
            yield Page(sheet.number, sheet.dpi, frame, Status.READ, (said,))


@contextmanager
def desk(
    home,
    readers=None,
    *,
    url="",
    fingerprint=FINGERPRINT,
    owner="me",
    storage=None,
    settings=None,
    **rules,
):
    """A desk at a library in `home`; files settle at once unless told otherwise."""
    given = {"settle": 0.0, "backoff": 0.0, "review": False} | rules
    library = make_library(home)
    ledger = Ledger(url or library.ledger_url)
    library_settings = LibrarySettings(home=home, **given)
    stop = threading.Event()
    try:
        yield Desk(
            library,
            ledger,
            settings or Settings(),
            library_settings,
            readers or FakeReaders(),
            owner,
            fingerprint,
            stop,
            storage,
        )
    finally:
        ledger.close()


def released(home: Path) -> dict[str, list[str]]:
    """Folders of the releases, and what lies in each."""
    return {
        folder.name: sorted(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )
        for folder in sorted((home / "releases").iterdir())
    }
