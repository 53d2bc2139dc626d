"""Where a release lies of which there is a record."""

from pathlib import Path

from ocr.errors import OriginalMissing
from ocr.source import open_source


def find_original(folder: Path, sha256: str) -> Path:
    """The release that a library keeps beside its record; raises OriginalMissing."""
    for path in sorted((folder / "original").glob("*")):
        if path.is_file() and open_source(path).sha256 == sha256:
            return path
    raise OriginalMissing(folder)
