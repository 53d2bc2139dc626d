"""A release as a PDF/A: the pictures of its pages as they are, and our words, invisible.

Nothing is taken over from another file but pictures. What else it holds, its own text,
annotations, attachments, scripts, bookmarks, properties, is not looked at and stays behind.

PDF/A-2b is ISO 19005-2, level B: a colour profile, an embedded font, XMP that says so.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import img2pdf
import numpy as np
import pikepdf
from PIL import Image as Pillow
from PIL import ImageCms

from ocr.blank_font import blank_font
from ocr.errors import DamagedFile
from ocr.frame import Image
from ocr.image import is_bilevel
from ocr.invisible_text import TextPage, characters, operators
from ocr.page_pictures import (
    LEAST_OVERLAP,
    NEEDED,
    Edges,
    Matrix,
    Placed,
    box_around,
    pictures_of,
    visible_box,
)

# What a page that is not as it should be makes pikepdf and Python raise.
ODD = (pikepdf.PdfError, KeyError, AttributeError, TypeError, ValueError, IndexError, OverflowError)
AS_THEY_ARE = pikepdf.StreamDecodeLevel.none  # how streams are written, byte for byte


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page to be written.

    pdf     where its pictures come from; None leaves it empty
    page    of that PDF, from 1
    number  of the page in the release
    size    width and height in points as it is displayed
    fills   whether its only picture is to fill it; else pictures stay where that PDF has them
    """

    pdf: Path | None
    page: int
    number: int
    size: tuple[float, float]
    fills: bool
    text: TextPage


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself."""

    title: str
    source: str
    producer: str


def write_archive(leaves: Sequence[Leaf], about: About, out: Path) -> frozenset[int]:
    """Write a PDF/A-2b; the numbers of the pages for which no pictures could be taken over.

    Those are empty in `out`, but for their words. Raises DamagedFile.
    """
    codes = {c: n for n, c in enumerate(characters(leaf.text for leaf in leaves), start=1)}
    with pikepdf.new() as made, _sheets(leaves) as sheets:
        font = blank_font(made, codes)
        for leaf, sheet in zip(leaves, sheets, strict=True):
            text = f"q {_written(_to_paper(sheet))} cm\n".encode() + operators(leaf.text, codes)
            _add(made, sheet, text + b"\nQ\n", font)
        _describe(made, [leaf.number for leaf in leaves], about)
        # Without the time in it, two runs give one file.
        made.save(out, force_version="1.7", deterministic_id=True, stream_decode_level=AS_THEY_ARE)
        return frozenset(
            leaf.number
            for leaf, sheet in zip(leaves, sheets, strict=True)
            if sheet.pictures is None
        )


def write_cut_off(leaves: Sequence[Leaf], out: Path) -> tuple[int, ...]:
    """Write what the edges of pages cut off of their pictures; the numbers of those pages.

    Each is as large as its pictures, and what can be seen of them is painted white. Raises
    DamagedFile.
    """
    beyond = []
    with pikepdf.new() as made, _sheets(leaves) as sheets:
        for leaf, sheet in zip(leaves, sheets, strict=True):
            whole = box_around(sheet.box, sheet.pictures or ())
            if np.abs(np.subtract(whole, sheet.box)).max() <= LEAST_OVERLAP:
                continue
            left, bottom, right, top = sheet.box
            white = f"1 g {left} {bottom} {right - left} {top - bottom} re f\n".encode()
            _add(made, replace(sheet, box=whole), white, None)
            beyond.append(leaf.number)
        made.save(out)
    return tuple(beyond)


def write_picture(page: Image, path: Path) -> None:
    """Write a page's pixels as the only picture of a PDF, without loss."""
    image = Pillow.fromarray(page)
    image = image.convert("1", dither=Pillow.Dither.NONE) if is_bilevel(page) else image
    png = path.with_suffix(".png")
    image.save(png)
    if not write_pictures(png, path):
        raise DamagedFile(png)
    png.unlink()


def write_pictures(picture: Path, path: Path) -> bool:
    """Write an image file as a PDF, its data as it is; whether that is possible."""
    try:
        with path.open("wb") as file:
            turned = img2pdf.Rotation.ifvalid
            img2pdf.convert(str(picture), outputstream=file, rotation=turned, nodate=True)
    # It raises its own errors, Pillow's, and bare Exceptions; the pixels can be had otherwise.
    except Exception:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it will be: its visible box in points, how far it is turned, its pictures."""

    box: Edges
    turned: int
    pictures: tuple[Placed, ...] | None


@contextmanager
def _sheets(leaves: Sequence[Leaf]) -> Iterator[list[_Sheet]]:
    """The pages to be, whose pictures are those of open files."""
    with ExitStack() as stack:
        sources: dict[Path, pikepdf.Pdf] = {}
        for path in {leaf.pdf for leaf in leaves if leaf.pdf}:
            try:
                sources[path] = stack.enter_context(pikepdf.open(path))
            except pikepdf.PdfError as reason:
                raise DamagedFile(path) from reason
        yield [_sheet(leaf, sources[leaf.pdf] if leaf.pdf else None) for leaf in leaves]


def _sheet(leaf: Leaf, source: pikepdf.Pdf | None) -> _Sheet:
    if source is None or leaf.page > len(source.pages):
        return _Sheet((0, 0, *leaf.size), 0, None)
    page = source.pages[leaf.page - 1]
    turned = int(page.rotation) % 360
    turned -= turned % 90  # others are not allowed; such a page looks otherwise, and is drawn
    try:
        pictures = pictures_of(page)
    except ODD:
        pictures = None
    if not leaf.fills:
        return _Sheet(visible_box(page), turned, pictures)
    width, height = leaf.size if turned % 180 == 0 else leaf.size[::-1]
    whole = np.array([[width, 0, 0], [0, height, 0], [0, 0, 1]])
    filling = pictures and tuple(Placed(each.picture, whole) for each in pictures)
    return _Sheet((0, 0, width, height), turned, filling)


def _add(made: pikepdf.Pdf, sheet: _Sheet, more: bytes, font: pikepdf.Object | None) -> None:
    """Append a page with its pictures, and more content after them."""
    names = pikepdf.Dictionary()
    rows = []
    for n, placed in enumerate(sheet.pictures or ()):
        names[f"/I{n}"] = _taken_over(made, placed.picture)
        rows.append(f"q {_written(placed.matrix)} cm /I{n} Do Q\n")
    fonts = pikepdf.Dictionary(F=font) if font else pikepdf.Dictionary()
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array(sheet.box),
        Rotate=sheet.turned,
        Resources=pikepdf.Dictionary(Font=fonts, XObject=names),
        Contents=made.make_stream("".join(rows).encode("ascii") + more),
    )
    made.pages.append(pikepdf.Page(page))


def _taken_over(made: pikepdf.Pdf, picture: Any) -> pikepdf.Object:
    """The picture in the new file, with what it needs and nothing that hangs on it."""
    whole = picture if picture.is_indirect else picture.with_same_owner_as(picture)
    copied = made.copy_foreign(whole)
    for key in [key for key in copied.keys() if key not in NEEDED]:  # noqa: SIM118
        del copied[key]
    return copied


def _to_paper(sheet: _Sheet) -> Matrix:
    """From points right and up of the upper left corner, as displayed, to the page's own."""
    left, bottom, right, top = sheet.box
    match sheet.turned:
        case 90:
            return np.array([[0, 1, 0], [-1, 0, 0], [left, bottom, 1]])
        case 180:
            return np.array([[-1, 0, 0], [0, -1, 0], [right, bottom, 1]])
        case 270:
            return np.array([[0, -1, 0], [1, 0, 0], [right, top, 1]])
        case _:
            return np.array([[1, 0, 0], [0, 1, 0], [left, top, 1]])


def _written(matrix: Matrix) -> str:
    return " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in matrix[:, :2].ravel())


def _describe(made: pikepdf.Pdf, numbers: Sequence[int], about: About) -> None:
    profile = made.make_stream(_srgb(), N=3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB",
        DestOutputProfile=made.make_indirect(profile),
    )
    made.Root.OutputIntents = pikepdf.Array([made.make_indirect(intent)])
    # Of a part of a release, pages are called what the release calls them.
    labels: list[Any] = []
    for at, number in enumerate(numbers):
        labels += [at, pikepdf.Dictionary(S=pikepdf.Name.D, St=number)]
    if list(numbers) != list(range(1, len(numbers) + 1)):
        made.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        told["pdfaid:part"] = "2"
        told["pdfaid:conformance"] = "B"
        told["dc:title"] = about.title
        told["dc:source"] = about.source
        told["pdf:Producer"] = about.producer


@cache
def _srgb() -> bytes:
    """The sRGB profile of LittleCMS, with a date of creation that is always the same."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = b"".join(n.to_bytes(2, "big") for n in (2000, 1, 1, 0, 0, 0))
    return bytes(made)
