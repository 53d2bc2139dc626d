"""Temporary files of processes that read pages: gone with them, also when they are killed.

Images of pages, and what Tesseract wrote of them, must not be left in /tmp for ever. They are in
a folder that whoever starts the processes makes, holds and removes.
"""

import tempfile
from pathlib import Path

from flows.held_folders import HeldFolder, clear_away_unheld

PREFIX = "readingroom-reading-"


class Scratch(HeldFolder):
    """A folder for temporary files, held until `close`, which removes it."""

    def __init__(self) -> None:
        clear_away_what_was_left()
        super().__init__(Path(tempfile.gettempdir()), PREFIX)


def clear_away_what_was_left() -> None:
    """Remove the folders of ours whose processes are gone."""
    clear_away_unheld(Path(tempfile.gettempdir()), PREFIX)
