"""Which files a run started from afar may read: the library's and those of listed folders."""

from pathlib import Path

from flows.errors import NotAllowed
from flows.library import Library
from flows.originals import ORIGINALS
from flows.settings import LibrarySettings
from ocr.errors import InputMissing


def confined(asked: str, library: Library, rules: LibrarySettings) -> Path:
    """The real path of a file that may be read; not a byte of any other is touched.

    asked   relative to the library, or absolute; links are followed before it is judged

    Raises NotAllowed, InputMissing.
    """
    path = Path(asked)
    if "\0" in asked:
        raise NotAllowed(path)
    real = (library.home / path).resolve()
    roots = [library.home, *(Path(root) for root in rules.allowed_roots.split(":") if root)]
    if not any(real.is_relative_to(root.resolve()) for root in roots):
        raise NotAllowed(path)
    if real.is_relative_to(library.home.resolve()) and not _is_a_release(real, library):
        raise NotAllowed(path)
    if not real.is_file():
        raise InputMissing(path)
    return real


def _is_a_release(real: Path, library: Library) -> bool:
    """Of the library's own files only what was dropped, and originals, are releases."""
    parts = real.relative_to(library.home.resolve()).parts
    return parts[:1] == ("inbox",) or (parts[:1] == ("releases",) and parts[2:3] == (ORIGINALS,))
