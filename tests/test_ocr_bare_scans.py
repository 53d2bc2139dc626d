"""A page that is nothing but a scan is taken out pixel for pixel; any other is drawn."""

import zlib
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from ocr.bare_scans import MOST_DRAWING, bare_scans
from ocr.model import Sheet
from ocr.poppler import rasterize
from tests.test_hostile_files import stream

WIDTH, HEIGHT, DPI = 440, 560, 40
BOX = (0, 0, 72 * WIDTH / DPI, 72 * HEIGHT / DPI)
DRAWN = f"q {BOX[2]} 0 0 {BOX[3]} 0 0 cm /Im Do Q"
INK = np.random.default_rng(5).random((HEIGHT, WIDTH)) < 0.2
SHEET = Sheet(1, WIDTH / DPI, HEIGHT / DPI, DPI)
BAR = " 0 g 100 100 300 200 re f"
LAYER = " BT /F1 9 Tf 3 Tr 90 90 Td (LANTERN) Tj [(S) 20 (TREET)] TJ ET"


def picture(file, ink=INK, **keys):
    told: dict[str, Any] = {"Type": Name.XObject, "Subtype": Name.Image}
    told |= {"Width": WIDTH, "Height": HEIGHT, "BitsPerComponent": 1}
    told |= {"ColorSpace": Name.DeviceGray} | keys
    return pikepdf.Stream(file, np.packbits(~ink, axis=1).tobytes(), Dictionary(**told))


class Scans:
    """A PDF of scanned pages, each added with what is odd about it."""

    def __init__(self):
        self.file = pikepdf.new()

    def page(self, drawn=DRAWN, *, image=None, resources=None, **keys):
        """One more page; `keys` are of the page, `image` of its picture."""
        made = self.file.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array(keys.pop("box", BOX)),
                Contents=self.file.make_stream(drawn.encode()),
                Resources=Dictionary(XObject=Dictionary(Im=picture(self.file, **(image or {})))),
            )
        )
        for name, value in (resources or {}).items():
            made.Resources[f"/{name}"] = value
        for name, value in keys.items():
            made[f"/{name}"] = value
        self.file.pages.append(pikepdf.Page(made))
        return self

    def saved(self, folder):
        path = folder / "scan.pdf"
        self.file.save(path, compress_streams=False)
        return path


def font(**keys):
    return {"Font": Dictionary(F1=Dictionary(Type=Name.Font, **keys))}


COURIER = font(Subtype=Name.Type1, BaseFont=Name.Courier)


def is_bare(made, folder):
    return bare_scans(made.saved(folder), [SHEET]) == {1}


def type3(made, glyph):
    """A font whose only letter is drawn so."""
    return font(
        Subtype=Name.Type3,
        CharProcs=Dictionary(L=made.file.make_stream(glyph.encode())),
        FontBBox=Array([0, 0, 10, 10]),
        FontMatrix=Array([1, 0, 0, 1, 0, 0]),
        Encoding=Dictionary(Differences=Array([76, Name.L])),
        FirstChar=76,
        LastChar=76,
        Widths=Array([10]),
    )


BARE = {
    "a picture": {},
    "one under invisible text": {"drawn": DRAWN + LAYER, "resources": COURIER},
    "one in two steps": {
        "drawn": f"q 2 0 0 2 0 0 cm {BOX[2] / 2} 0 0 {BOX[3] / 2} 0 0 cm /Im Do Q"
    },
    "one that is marked for readers": {"drawn": f"/Artifact <</Type /Page>> BDC {DRAWN} EMC"},
    "one whose tones change places": {"image": {"Decode": Array([1, 0])}},
    "one a hair larger than its page": {"box": (0, 0, BOX[2] - 0.5, BOX[3] - 0.5)},
}

ODD = {
    "a bar over it": {"drawn": DRAWN + BAR},
    "text that shows": {"drawn": DRAWN + LAYER.replace("3 Tr", "0 Tr"), "resources": COURIER},
    "text that clips": {"drawn": DRAWN + LAYER.replace("3 Tr", "7 Tr"), "resources": COURIER},
    "text that shows again after a Q": {
        "drawn": DRAWN + " q 3 Tr Q" + LAYER.replace("3 Tr", ""),
        "resources": COURIER,
    },
    "a small picture in its drawing": {"drawn": DRAWN + " BI /W 1 /H 1 /BPC 1 ID 0 EI"},
    "no picture": {"drawn": "q Q"},
    "its picture twice": {"drawn": DRAWN + DRAWN},
    "a state of its own": {"drawn": f"/G gs {DRAWN}"},
    "a clip": {"drawn": f"q 0 0 100 100 re W n {DRAWN} Q"},
    "a layer that can be switched off": {"drawn": f"/OC /Layer BDC {DRAWN} EMC"},
    "a picture on its head": {"drawn": f"q -{BOX[2]} 0 0 -{BOX[3]} {BOX[2]} {BOX[3]} cm /Im Do Q"},
    "a small picture": {"drawn": "q 300 0 0 400 0 0 cm /Im Do Q"},
    "a picture that is cut off": {"CropBox": Array([0, 0, BOX[2] / 2, BOX[3]])},
    "a turned page": {"Rotate": 90},
    "a unit of its own": {"UserUnit": 2},
    "a note": {"Annots": Array([Dictionary(Type=Name.Annot)])},
    "a colour that is masked": {"image": {"Mask": Array([0, 0])}},
    "a stencil": {"image": {"ImageMask": True}},
    "a picture in a layer": {"image": {"OC": Dictionary()}},
    "greys for black and white": {"image": {"Decode": Array([0.2, 0.7])}},
    "a palette": {"image": {"ColorSpace": Array([Name.Indexed, Name.DeviceGray, 1, b"\x00\xff"])}},
    "drawing without end": {"drawn": DRAWN + " " * MOST_DRAWING},
    "a mode that poppler does not know": {
        "drawn": DRAWN + LAYER.replace("3 Tr", "3.0 Tr"),
        "resources": COURIER,
    },
    "a mode with one too many": {
        "drawn": DRAWN + LAYER.replace("3 Tr", "3 0 Tr"),
        "resources": COURIER,
    },
    "a layer behind another name": {"drawn": f"/Span /OC /Layer BDC {DRAWN} EMC"},
    "a stencil by its short name": {"image": {"IM": True}},
    "nonsense": {"drawn": f"{DRAWN} Q Q 1 Tr (a) cm"},
    "nothing to draw": {"resources": {"XObject": Dictionary()}},
}


@pytest.mark.parametrize("kind", BARE)
def test_what_shows_a_picture_and_nothing_else_is_a_bare_scan(kind, tmp_path):
    assert is_bare(Scans().page(**BARE[kind]), tmp_path)


@pytest.mark.parametrize("kind", ODD)
def test_a_page_on_which_anything_else_may_be_seen_is_none(kind, tmp_path):
    assert not is_bare(Scans().page(**ODD[kind]), tmp_path)


def test_a_page_at_another_resolution_than_its_scan_is_none(tmp_path):
    twice = Sheet(1, SHEET.width, SHEET.height, 2 * DPI)
    assert bare_scans(Scans().page().saved(tmp_path), [twice]) == frozenset()


def test_letters_that_are_drawn_show_in_any_mode_unless_they_are_empty(tmp_path):
    for glyph, bare in [("10 0 d0 0 0 9 9 re f", False), ("10 0 d0", True)]:
        made = Scans()
        made.page(DRAWN + LAYER, resources=type3(made, glyph))
        assert is_bare(made, tmp_path) == bare


def packed(made, drawn, *filters):
    """The page's drawing as it is packed by hand, and its filters' names."""
    contents = made.file.pages[0].obj.Contents
    contents.write(drawn, filter=Array(list(filters)) if len(filters) > 1 else filters[0])
    return made


def test_a_drawing_that_is_packed_once_is_looked_at_and_one_packed_twice_is_not(tmp_path):
    once = zlib.compress(DRAWN.encode())
    assert is_bare(packed(Scans().page(), once, Name.FlateDecode), tmp_path)
    twice = packed(Scans().page(), zlib.compress(once), Name.FlateDecode, Name.FlateDecode)
    assert not is_bare(twice, tmp_path)


def test_a_drawing_that_grows_without_end_is_not_unpacked(tmp_path):
    bomb = zlib.compress((DRAWN + " q Q" * MOST_DRAWING).encode())
    assert not is_bare(packed(Scans().page(), bomb, Name.FlateDecode), tmp_path)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n" + stream("", b"x")])
def test_a_file_that_is_not_sound_has_none(content, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(content)
    assert bare_scans(tmp_path / "scan.pdf", [SHEET]) == frozenset()


def shown(ink):
    return np.where(ink, 0, 255)


def test_a_bare_scan_comes_out_as_the_scanner_made_it(tmp_path):
    path = Scans().page().page(image={"Decode": Array([1, 0])}).saved(tmp_path)
    one, other = rasterize(path, [SHEET, Sheet(2, SHEET.width, SHEET.height, DPI)], timeout=20)
    assert (one == shown(INK)).all()
    assert (other == shown(~INK)).all()


def test_pages_that_are_taken_out_and_pages_that_are_drawn_come_in_their_order(tmp_path):
    made = Scans().page().page(DRAWN + BAR).page(image={"ink": ~INK})
    sheets = [Sheet(number, SHEET.width, SHEET.height, DPI) for number in (1, 2, 3)]
    first, second, third = rasterize(made.saved(tmp_path), sheets, timeout=20)
    assert (first == shown(INK)).all()
    assert (second[-160:-60, 60:220] == 0).all()  # under the bar, whatever the scan shows
    assert (third == shown(~INK)).all()


def test_a_scan_that_does_not_come_out_is_drawn(tmp_path):
    [page] = rasterize(Scans().page(image={"ink": INK[:4]}).saved(tmp_path), [SHEET], timeout=20)
    assert page.shape == (HEIGHT, WIDTH)
