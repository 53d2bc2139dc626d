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

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf

from ocr.model import Sheet
from ocr.page_pictures import MASKS, Matrix, matrix_of, visible_box

POINTS = 72.0  # PDF units in an inch
# What marks a page, changes how it is marked, or cuts off what is. Colours and the setting of
# type, which mark nothing by themselves, are let through.
MARKS = "f F f* B B* b b* S s sh BI ID EI Do Tj TJ ' \" Tr q Q cm gs W W* BDC"
SHOWN = frozenset(("Tj", "TJ", "'", '"'))
INVISIBLE = 3  # text rendering mode that neither fills nor strokes nor clips
SPACES = ("/DeviceGray", "/DeviceRGB")
DEPTHS = (1, 8)  # bits to a component
# Bytes of a page's drawing as they lie in the file: the text layer of a full page has 30,000.
# Deflated bytes grow to a thousandfold at most, which is then still held with ease.
MOST_DRAWING = 100_000
PACKED = ("None", "/FlateDecode", 'pikepdf.Array([ "/FlateDecode" ])')
# Inches by which a picture may differ from its page, whose size in points is rounded.
WITHIN = 0.01


def bare_scans(pdf: Path, sheets: Sequence[Sheet]) -> frozenset[int]:
    """The numbers of the sheets whose pages are a scan at the sheet's resolution, and no more.

    None of a file that is not quite sound: poppler may show other pages of it than we find.
    """
    try:
        with pikepdf.open(pdf, attempt_recovery=False, suppress_warnings=True) as file:
            return frozenset(each.number for each in sheets if _is_bare(file, each))
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError):
        return frozenset()


def _is_bare(file: pikepdf.Pdf, sheet: Sheet) -> bool:
    try:
        page = file.pages[sheet.number - 1]
        return _is_plain(page) and _is_drawn_bare(page, sheet)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return False  # not as a page should be


def _is_plain(page: pikepdf.Page) -> bool:
    """Whether a page is upright, of the usual unit, without notes, and its drawing is short."""
    turned = page.rotation % 360
    noted = len(page.obj.get("/Annots", [])) > 0
    return not (turned or noted or "/UserUnit" in page.obj) and _is_short(page.obj.Contents)


def _is_short(contents: Any) -> bool:
    streams = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
    # One that is packed twice may grow a thousandfold twice.
    packed = all(str(each.get("/Filter")) in PACKED for each in streams)
    return packed and sum(int(each.Length) for each in streams) <= MOST_DRAWING


def _is_drawn_bare(page: pikepdf.Page, sheet: Sheet) -> bool:
    """Whether all that can be seen of a page's drawing is one picture, in its place."""
    matrix, mode = np.eye(3), 0
    saved: list[tuple[Matrix, int]] = []
    pictures = 0
    for instruction in pikepdf.parse_content_stream(page, MARKS):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            saved.append((matrix, mode))
        elif operator == "Q":
            matrix, mode = saved.pop()
        elif operator == "cm":
            matrix = matrix_of(operands) @ matrix
        elif operator == "Tr":
            mode = int(operands[0])
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
        and not any(key in picture for key in (*MASKS, "/OC", "/ImageMask"))
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
    fonts: Any = page.resources.get("/Font", {})
    drawn = [font for font in fonts.values() if font.get("/Subtype") == "/Type3"]
    glyphs = [glyph for font in drawn for glyph in font.CharProcs.values()]
    return any(_marks(glyph) for glyph in {glyph.objgen: glyph for glyph in glyphs}.values())


def _marks(glyph: Any) -> bool:
    return not _is_short(glyph) or bool(pikepdf.parse_content_stream(glyph, MARKS))
