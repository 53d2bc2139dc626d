"""What the stages ask of a reader, whichever it is."""

from collections.abc import Sequence
from typing import Protocol

from ocr.frame import Image
from ocr.model import Word
from ocr.recognizer import Letters


class PageReader(Protocol):
    """Whatever reads whole pages: finds their lines and gives their words."""

    def read_all(self, pages: Sequence[Image], *, dpi: int) -> list[tuple[Word, ...]]: ...


class CropReader(Protocol):
    """Whatever turns images of one short row of letters into letters."""

    def read(self, crops: Sequence[Image]) -> list[Letters]: ...
