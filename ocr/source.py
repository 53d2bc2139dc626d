"""A release on disk, whatever its kind: what it is, its pages, and their images.

The kind is told from the first bytes, never from the name: FOIA portals hand
out PDFs called `.ashx` and images called `.pdf`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ocr import pictures, poppler
from ocr.errors import (
    EmptyFile,
    InputMissing,
    InputUnreadable,
    NotARelease,
    PageFailed,
    PageTooLarge,
)
from ocr.frame import Image
from ocr.model import Sheet

# Junk before the header is common in mailed PDFs; the specification's own
# implementation note allows it within the first 1024 bytes.
HEADER_WITHIN = 1024
# Less than a letter of type: pages of damaged files that say they are 0 by 0.
LEAST_PIXELS = 100
IMAGES = (b"II*\x00", b"MM\x00*", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Source:
    """A release file that was opened: its kind is "pdf" or "image"."""

    path: Path
    kind: str
    sha256: str


def open_source(path: Path) -> Source:
    """Tell the kind of `path` and take its checksum.

    Raises InputMissing, InputUnreadable, EmptyFile, NotARelease.
    """
    if not path.is_file():
        raise InputMissing(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_WITHIN)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError as reason:
        raise InputUnreadable(path) from reason
    if not head:
        raise EmptyFile(path)
    if b"%PDF-" in head:
        return Source(path, "pdf", sha256)
    if head.startswith(IMAGES):
        return Source(path, "image", sha256)
    raise NotARelease(path)


def list_sheets(source: Source, *, dpi: int | None, max_pages: int) -> tuple[Sheet, ...]:
    """The pages of the release in order, with the resolution for each."""
    listing = poppler.list_sheets if source.kind == "pdf" else pictures.list_sheets
    return listing(source.path, dpi=dpi, max_pages=max_pages)


def rasterize(
    source: Source,
    sheets: Sequence[Sheet],
    *,
    max_pixels: int,
    timeout: float,
    drawn: bool = False,
) -> list[Image]:
    """Pages as (height, width) uint8 images, 0 is black, each at its sheet's dpi.

    A page with colour is (height, width, 3), red, green and blue. With `drawn` none is taken
    out of a PDF as it was scanned, so that pages of two files can be compared.

    max_pixels is checked before a pixel is made; timeout is in seconds.
    Raises PageTooLarge, PageFailed for the first page that cannot be had.
    """
    for sheet in sheets:
        _check_size(source, sheet, max_pixels)
    if source.kind == "pdf":
        return poppler.rasterize(source.path, sheets, timeout=timeout, drawn=drawn)
    return [pictures.rasterize(source.path, sheet) for sheet in sheets]


def _check_size(source: Source, sheet: Sheet, max_pixels: int) -> None:
    if sheet.pixels > max_pixels:
        why = f"{sheet.pixels / 1e6:.0f} megapixels, the limit is {max_pixels / 1e6:.0f}"
        raise PageTooLarge(source.path, sheet.number, why)
    if sheet.pixels < LEAST_PIXELS:
        raise PageFailed(source.path, sheet.number, "it has no area")
