"""Pages of a PDF that are a scan and nothing else, whose picture need not be drawn.

A page is a bare scan when drawing it at its sheet's resolution would give the scanner's own
pixels back: one plain picture, upright, that fills what a viewer shows, and nothing else
that can be seen.

    q 611.28 0 0 790.92 0 0 cm /Im0 Do Q                a bare scan
    … BT 3 Tr /F1 9 Tf (…) Tj ET                        one with a layer of invisible text
    … 0 g 72 500 200 12 re f                            none: something is drawn over it

Whatever is not known here to be invisible, a clip, a note, a mask, a layer that can be
switched off, makes a page none, and it is drawn like any other. Operators are those of
ISO 32000-1, annex A.
"""

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf

from ocr.model import Sheet
from ocr.page_pictures import NEEDED, POINTS, Matrix, matrix_of, visible_box

# What marks a page, changes how it is marked, or cuts off what is. Colours and the setting of
# type, which mark nothing by themselves, are let through.
MARKS = "f F f* B B* b b* S s sh BI ID EI Do Tj TJ ' \" Tr q Q cm gs W W* BDC"
SHOWN = frozenset(("Tj", "TJ", "'", '"'))
VISIBLE, INVISIBLE = 0, 3  # text rendering modes; the second neither fills nor strokes nor clips
SPACES = ("/DeviceGray", "/DeviceRGB")
DEPTHS = (1, 8)  # bits to a component
# How many operands each has; poppler and we may take different ones of more.
OPERANDS = {"q": 0, "Q": 0, "cm": 6, "Tr": 1, "Do": 1, "BDC": 2}
# All that may hang on a picture. Poppler knows short names too, `/IM` for `/ImageMask`.
KNOWN = NEEDED | {"/Name", "/Interpolate", "/Intent", "/Metadata", "/StructParent"}
# Bytes of a page's drawing, unpacked: the text layer of a full page has 100,000. What is
# parsed takes more than a hundred times as much memory.
MOST_DRAWING = 300_000
# What is said of many files whose pages are sound: their table of objects has gaps.
HARMLESS = "reported number of objects"
# Inches by which a picture may differ from its page, whose size in points is rounded.
WITHIN = 0.01


def bare_scans(pdf: Path, sheets: Sequence[Sheet]) -> frozenset[int]:
    """The numbers of the sheets whose pages are a scan at the sheet's resolution, and no more.

    None of a file that is not quite sound: poppler may show other pages of it than we find.
    """
    try:
        with pikepdf.open(pdf, attempt_recovery=False, suppress_warnings=True) as file:
            bare = frozenset(each.number for each in sheets if _is_bare(file, each))
            odd = [each for each in file.get_warnings() if HARMLESS not in each]
            return frozenset() if odd else bare
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError):
        return frozenset()


def _is_bare(file: pikepdf.Pdf, sheet: Sheet) -> bool:
    try:
        page = file.pages[sheet.number - 1]
        return _is_plain(page) and _is_drawn_bare(page, sheet)
    except (
        pikepdf.PdfError,
        zlib.error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
    ):
        return False  # not as a page should be


def _is_plain(page: pikepdf.Page) -> bool:
    """Whether a page is upright, of the usual unit, without notes, and its drawing is short."""
    turned = page.rotation % 360
    noted = len(page.obj.get("/Annots", [])) > 0
    return not (turned or noted or "/UserUnit" in page.obj) and _are_short(_drawing(page))


def _drawing(page: pikepdf.Page) -> list[Any]:
    """The streams that draw a page, with those of letters that its fonts draw themselves."""
    contents = page.obj.Contents
    own = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
    return own + _glyphs(page)


def _are_short(streams: Iterable[Any]) -> bool:
    """Whether streams, unpacked, are short together; one that is packed twice is not unpacked."""
    left = MOST_DRAWING
    for stream in streams:
        raw = stream.read_raw_bytes()
        packed = stream.get("/Filter")
        if packed is not None:
            names = list(packed) if isinstance(packed, pikepdf.Array) else [packed]
            if names != [pikepdf.Name.FlateDecode] or "/DecodeParms" in stream:
                return False
            raw = zlib.decompressobj().decompress(raw, left + 1)
        left -= len(raw)
        if left < 0:
            return False
    return True


def _is_drawn_bare(page: pikepdf.Page, sheet: Sheet) -> bool:
    """Whether all that can be seen of a page's drawing is one picture, in its place."""
    matrix, mode = np.eye(3), VISIBLE
    saved: list[tuple[Matrix, int]] = []
    pictures = 0
    for instruction in pikepdf.parse_content_stream(page, MARKS):
        operator, operands = str(instruction.operator), instruction.operands
        if len(operands) != OPERANDS.get(operator, len(operands)):
            return False
        if operator == "q":
            saved.append((matrix, mode))
        elif operator == "Q":
            matrix, mode = saved.pop()
        elif operator == "cm":
            matrix = matrix_of(operands) @ matrix
        elif operator == "Tr":
            mode = operands[0] if isinstance(operands[0], int) else VISIBLE
        elif operator == "Do":
            picture = page.resources["/XObject"][str(operands[0])]
            pictures += 1
            if not (_is_whole(picture) and _fills(picture, matrix, page, sheet)):
                return False
        elif not (
            (operator in SHOWN and mode == INVISIBLE)
            or (operator == "BDC" and str(operands[0]) != "/OC")
        ):
            return False
    return pictures == 1 and not _has_drawn_letters(page)


def _is_whole(picture: Any) -> bool:
    """Whether a picture shows every pixel that it holds, as poppler's pdfimages writes them."""
    return (
        picture.get("/Subtype") == "/Image"
        and set(picture.keys()) <= KNOWN
        and not picture.get("/ImageMask", False)
        and picture.get("/ColorSpace") in SPACES
        and picture.get("/BitsPerComponent") in DEPTHS
        and _keeps_its_tones(picture.get("/Decode", []))
    )


def _keeps_its_tones(decode: Any) -> bool:
    """Whether black and white stay what they are, or change places."""
    bounds = [float(bound) for bound in decode]
    return all(sorted(pair) == [0, 1] for pair in zip(bounds[::2], bounds[1::2], strict=True))


def _fills(picture: Any, matrix: Matrix, page: pikepdf.Page, sheet: Sheet) -> bool:
    """Whether a picture lies on the page pixel for pixel at the sheet's resolution."""
    left, bottom, right, top = (edge / POINTS for edge in visible_box(page))
    width, height = right - left, top - bottom
    wanted = [[width, 0], [0, height], [left, bottom]]
    pixels = np.array([float(picture.Width), float(picture.Height)])
    return bool(
        np.allclose(matrix[:, :2] / POINTS, wanted, rtol=0, atol=WITHIN)
        and np.allclose(pixels / sheet.dpi, [width, height], rtol=0, atol=WITHIN)
    )


def _has_drawn_letters(page: pikepdf.Page) -> bool:
    """Whether a font draws its letters itself, which show in any mode, unless they are empty."""
    return any(len(pikepdf.parse_content_stream(glyph, MARKS)) > 0 for glyph in _glyphs(page))


def _glyphs(page: pikepdf.Page) -> list[Any]:
    fonts: Any = page.resources.get("/Font", {})
    drawn = [font for font in fonts.values() if font.get("/Subtype") == "/Type3"]
    glyphs = [glyph for font in drawn for glyph in font.CharProcs.values()]
    return list({glyph.objgen: glyph for glyph in glyphs}.values())
