"""The searchable PDF: the pictures of a release as they are, our words in their places."""

import html
import io
import json
import re
import shutil
import subprocess

import pikepdf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from flows.audit import NO_EXTRAS, audit
from flows.export_pdf import write_searchable
from flows.record import SCHEMA
from flows.settings import Settings
from ocr.archive_pdf import About, Leaf, write_archive, write_pictures
from ocr.invisible_text import TextLine, TextPage, characters, operators, uncovered
from ocr.model import Box, Sheet
from ocr.page_pictures import pictures_of
from ocr.source import Source, open_source, rasterize
from tests.leaky_pdfs import scan_of_prose
from tests.records import line, page, record, redaction, word
from tests.typeset_pdfs import HIDDEN, bar, born_digital, over, scan_with_layer, typed

ABOUT = About("release.pdf", "sha256:0", "readingroom 0")
WIDE, HIGH, DPI = 850, 1100, 100  # a letter page
POINTS = 72 / DPI


def text_page(*words, cuts=(), rotation=0, role="body"):
    return TextPage((TextLine(role, tuple(words)),), tuple(cuts), rotation, DPI)


def a_scan(tmp_path, *, page=""):
    path = tmp_path / "release.pdf"
    content = scan_with_layer(scan_of_prose(boxed=False), "")
    path.write_bytes(content.replace(b"/MediaBox", f"{page}/MediaBox".encode(), 1))
    return path


def written(tmp_path, pdf, *texts):
    """The release with such text, one for each page."""
    with pikepdf.open(pdf) as file:
        turned = [int(page.rotation) % 180 for page in file.pages]
    leaves = [
        Leaf(pdf, n, n, (792, 612) if on_end else (612, 792), fills=False, text=text)
        for n, (text, on_end) in enumerate(zip(texts, turned, strict=True), start=1)
    ]
    out = tmp_path / "searchable.pdf"
    write_archive(leaves, ABOUT, out)
    return out


def found_in(pdf):
    """Words that pdftotext finds, with their boxes in pixels of the page as displayed."""
    told = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    edges = ' xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"'
    return {
        html.unescape(said): tuple(float(edge) / POINTS for edge in box)
        for *box, said in re.findall(f"<word{edges}>(.*?)</word>", told)
    }


def near(box):
    """Rounding aside; a box is whole pixels."""
    return pytest.approx(box.as_list(), abs=1)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_word_fills_its_box_whichever_way_page_and_line_are_turned(tmp_path, rotation):
    places = {"KARVALA": Box(120, 300, 260, 325), "harbour": Box(300, 500, 420, 526)}
    if rotation % 180:
        places = {word: Box(b.top, b.left, b.bottom, b.right) for word, b in places.items()}
    for turned in (0, 90, 180, 270):
        text = text_page(*places.items(), rotation=rotation)
        found = found_in(written(tmp_path, a_scan(tmp_path, page=f"/Rotate {turned}"), text))
        assert {word: near(box) for word, box in places.items()} == found


def test_words_of_a_skewed_page_climb_with_its_lines(tmp_path):
    tops = [400 - 4 * n for n in range(6)]
    words = [(f"word{n}", Box(100 + 90 * n, t, 170 + 90 * n, t + 25)) for n, t in enumerate(tops)]
    found = found_in(written(tmp_path, a_scan(tmp_path), text_page(*words)))
    assert {word: near(box) for word, box in words} == found


def test_a_page_that_was_cropped_keeps_its_words_in_place(tmp_path):
    scan = a_scan(tmp_path, page="/CropBox[0 0 612 791]")
    box = Box(120, 300, 260, 325)
    assert found_in(written(tmp_path, scan, text_page(("KARVALA", box)))) == {"KARVALA": near(box)}


def test_words_that_touch_are_two(tmp_path):
    text = text_page(("NIGHT", Box(100, 300, 200, 325)), ("FERRY", Box(200, 300, 300, 325)))
    assert list(found_in(written(tmp_path, a_scan(tmp_path), text))) == ["NIGHT", "FERRY"]


def test_no_letter_stands_under_a_redaction(tmp_path):
    cut = Box(150, 290, 400, 340)
    text = text_page(
        ("beside", Box(90, 300, 160, 325)),
        ("under", Box(200, 300, 260, 325)),
        ("after", Box(390, 300, 460, 325)),
        cuts=[cut],
    )
    found = found_in(written(tmp_path, a_scan(tmp_path), text))
    assert set(found) == {"beside", "after"}
    assert found["beside"][2] <= cut.left + 0.5
    assert found["after"][0] >= cut.right - 0.5


boxes = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height),
    *[st.integers(0, 100), st.integers(0, 100), st.integers(1, 60), st.integers(1, 60)],
)


@given(boxes, st.lists(boxes, max_size=4))
def test_what_is_left_of_a_word_lies_in_its_box_and_beside_every_cut(box, cuts):
    left = uncovered(box, cuts)
    assume(left is not None)
    assert left is not None
    assert not any(left.overlaps(cut) for cut in cuts)
    assert Box.around([left, box]) == box


def test_characters_of_every_kind_come_out_as_they_went_in(tmp_path):
    said = "Ωmega-ñandú-שלום-𝔄-<>()&"
    text = text_page((said, Box(100, 300, 500, 325)))
    out = written(tmp_path, a_scan(tmp_path), text)
    read = subprocess.run(["pdftotext", out, "-"], capture_output=True, text=True).stdout
    # Hebrew comes out between signs that say which way it runs.
    assert set(said) <= set(read)


def test_what_was_stripped_is_an_artifact_that_names_its_role():
    text = text_page(("SECRET", Box(100, 50, 200, 75)), role="banner")
    codes = {c: n for n, c in enumerate(characters([text]), start=1)}
    assert b"/Artifact <</Type/Pagination/Role/banner>> BDC" in operators(text, codes)
    assert b"/P BMC" in operators(text_page(("a", Box(1, 1, 9, 9))), {"a": 1, " ": 2})


def pictures_in(pdf):
    with pikepdf.open(pdf) as file:
        return [each.read_raw_bytes() for page in file.pages for each in page.get_images().values()]


def test_the_pictures_of_the_pages_stay_as_they_are_to_the_byte(tmp_path):
    scan = a_scan(tmp_path)
    assert pictures_in(written(tmp_path, scan, text_page())) == pictures_in(scan)


def test_a_page_looks_as_before_to_the_pixel(tmp_path):
    scan = a_scan(tmp_path, page="/Rotate 90")
    out = written(tmp_path, scan, text_page(("KARVALA", Box(120, 300, 260, 325))))
    sheet = [Sheet(1, 11, 8.5, DPI)]
    [before], [after] = (
        rasterize(Source(path, "pdf", ""), sheet, max_pixels=10**7, timeout=60, drawn=True)
        for path in (scan, out)
    )
    assert (before == after).all()


def seen(page):
    """The only picture of a page."""
    [picture] = page.get_images().values()
    return pikepdf.PdfImage(picture).as_pil_image()


def laden(tmp_path):
    """A scan with a text layer, a note, a bookmark, properties, an attachment and a script."""
    path = tmp_path / "laden.pdf"
    path.write_bytes(scan_with_layer(scan_of_prose(boxed=False), typed(mode=3)))
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 9, 9],
            F=2,
            Contents=HIDDEN,
        )
        file.pages[0].Annots = pikepdf.Array([file.make_indirect(note)])
        file.docinfo["/Subject"] = HIDDEN
        file.attachments["notes.txt"] = HIDDEN.encode()
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=HIDDEN)
        with file.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(HIDDEN, 0))
        picture = file.pages[0].Resources.XObject.I
        picture.Metadata = file.make_stream(HIDDEN.encode())
        file.save()
    return path


def test_nothing_but_pictures_is_taken_over(tmp_path):
    out = written(tmp_path, laden(tmp_path), text_page())
    with pikepdf.open(out) as file:
        assert set(file.Root.keys()) == {"/Type", "/Pages", "/Metadata", "/OutputIntents"}
        assert "/Info" not in file.trailer
        whole = b"".join(
            each.read_bytes()
            for each in file.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image"
        )
    assert HIDDEN.encode() not in whole
    assert HIDDEN.split()[0].encode() not in out.read_bytes()


def test_the_file_is_what_pdf_a_2b_asks_for(tmp_path):
    """No validator could be had (veraPDF); these are the clauses that can be checked so."""
    text = text_page(("KARVALA", Box(120, 300, 260, 325)))
    out = written(tmp_path, laden(tmp_path), text)
    assert out.read_bytes()[:9] == b"%PDF-1.7\n"
    with pikepdf.open(out) as file:
        with file.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "B")
        assert "/ID" in file.trailer
        assert "/Encrypt" not in file.trailer
        [intent] = file.Root.OutputIntents
        assert [intent.S, intent.DestOutputProfile.N] == ["/GTS_PDFA1", 3]
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert file.Root.Metadata.get("/Filter") is None
        for each in file.objects:
            if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                continue
            assert not {"/AA", "/JS", "/EF", "/SMask", "/TR", "/OPI", "/Alternates"} & set(each)
            if isinstance(each, pikepdf.Stream):
                assert "/LZWDecode" not in str(each.get("/Filter", ""))
            if each.get("/Type") == "/FontDescriptor":
                assert len(each.FontFile2.read_bytes()) > 0
        [font] = [each for each in file.objects if is_font(each, "/Type0")]
        assert font.Encoding == "/Identity-H"
        assert set(font.DescendantFonts[0].CIDToGIDMap.read_bytes()[2::2]) == {0}
        # No letter is the glyph for what is missing.
        assert set(font.DescendantFonts[0].CIDToGIDMap.read_bytes()[3::2]) == {1}


def is_font(each, kind):
    return isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == kind


def test_qpdf_finds_nothing_wrong(tmp_path):
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed: apt install qpdf")
    out = written(tmp_path, laden(tmp_path), text_page(("KARVALA", Box(120, 300, 260, 325))))
    done = subprocess.run(["qpdf", "--check", out], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_two_runs_write_the_same_bytes(tmp_path):
    text = text_page(("KARVALA", Box(120, 300, 260, 325)))
    first = written(tmp_path, a_scan(tmp_path), text).read_bytes()
    assert written(tmp_path, a_scan(tmp_path), text).read_bytes() == first


def picture_pages(*placed, more=""):
    """A page that draws a small picture at such matrices."""
    drawn = "".join(f"q {matrix} cm /I Do Q\n" for matrix in placed)
    content = scan_with_layer(Image.new("L", (100, 100), 200), "")
    content = content.replace(b"q 612 0 0 792 0 0 cm /I Do Q\n", drawn.encode())
    return pikepdf.open(
        io.BytesIO(content.replace(b"/Subtype/Image", f"/Subtype/Image{more}".encode()))
    )


@pytest.mark.parametrize(
    ("what", "placed", "more"),
    [
        ("one lies on another", ("612 0 0 792 0 0", "90 0 0 20 100 500"), ""),
        ("one is too small to be seen", ("0.5 0 0 0.5 10 10",), ""),
        ("one has no area", ("600 0 0 0 10 10",), ""),
        ("one has a mask", ("612 0 0 792 0 0",), "/Mask[0 10]"),
    ],
)
def test_pictures_are_not_taken_over_where(what, placed, more):
    with picture_pages(*placed, more=more) as file:
        assert pictures_of(file.pages[0]) is None


def test_what_a_page_inherits_is_its_own(tmp_path):
    scan = a_scan(tmp_path)
    with pikepdf.open(scan, allow_overwriting_input=True) as file:
        first = file.pages[0].obj
        for key in ("/Resources", "/MediaBox"):
            first.Parent[key] = first[key]
            del first[key]
        first.Parent.Rotate = 90
        file.save()
    box = Box(120, 300, 260, 325)
    with pikepdf.open(scan) as file:
        assert len(pictures_of(file.pages[0]) or ()) == 1
    assert found_in(written(tmp_path, scan, text_page(("KARVALA", box)))) == {"KARVALA": near(box)}


def test_a_page_for_which_there_is_no_picture_is_told_and_empty(tmp_path):
    leaves = [
        Leaf(pdf, page, number, (612, 792), fills=True, text=text_page())
        for number, (pdf, page) in enumerate([(a_scan(tmp_path), 1), (None, 1)], start=1)
    ]
    beyond = Leaf(a_scan(tmp_path), 9, 3, (612, 792), fills=True, text=text_page())
    assert write_archive([*leaves, beyond], ABOUT, tmp_path / "out.pdf") == {2, 3}


def test_strips_side_by_side_are_taken_over():
    with picture_pages("612 0 0 396 0 0", "612 0 0 396 0 396") as file:
        assert len(pictures_of(file.pages[0]) or ()) == 2


def saved(tmp_path, kind, **told):
    path = tmp_path / f"release.{kind}"
    scan_of_prose(boxed=False).convert(told.pop("mode", "L")).save(path, **told)
    return path


def test_a_jpeg_goes_in_as_it_is(tmp_path):
    jpeg, out = saved(tmp_path, "jpg"), tmp_path / "out.pdf"
    assert write_pictures(jpeg, out)
    assert pictures_in(out) == [jpeg.read_bytes()]


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_png_goes_in_without_loss(tmp_path, mode):
    png, out = saved(tmp_path, "png", mode=mode), tmp_path / "out.pdf"
    assert write_pictures(png, out)
    with pikepdf.open(out) as file:
        made = seen(file.pages[0])
    assert made.convert("L").tobytes() == Image.open(png).convert("L").tobytes()


def test_a_picture_with_transparency_is_left_to_be_drawn(tmp_path):
    out = tmp_path / "out.pdf"
    write_pictures(saved(tmp_path, "png", mode="RGBA"), out)
    with pikepdf.open(out) as file:
        assert pictures_of(file.pages[0]) is None


def a_record(path, *words, cuts=(), dpi=DPI, pages=1):
    told = record(*(page(n, [line("p1-l1", *words)]) for n in range(1, pages + 1)))
    told["source"]["sha256"] = open_source(path).sha256
    for each in told["pages"]:
        each["redactions"] = [redaction("p1-r1") | {"box": cut} for cut in cuts]
        each["dpi"] = dpi
    return told


def searchable(tmp_path, path, *words, **told):
    out = tmp_path / "searchable.pdf"
    return out, write_searchable(open_source(path), a_record(path, *words, **told), out, Settings())


def hides_nothing(pdf):
    done = audit(pdf, max_pages=10, max_pixels=10**7, timeout=60)
    return (done.verdict, done.hides_more, done.extras) == ("nothing", False, NO_EXTRAS)


@pytest.mark.slow
def test_what_lay_under_a_box_is_not_passed_on(tmp_path):
    """The page is drawn anew: its picture would hold what the box hides."""
    leaky = tmp_path / "leaky.pdf"
    leaky.write_bytes(scan_with_layer(scan_of_prose(boxed=False), typed(mode=3) + bar(HIDDEN)))
    out, done = searchable(tmp_path, leaky, word("KARVALA"))
    assert (done.drawn, done.empty) == ((1,), ())
    assert len(pictures_in(out)) == 1
    assert pictures_in(out) != pictures_in(leaky)
    left, bottom, width, height = over(HIDDEN)
    with pikepdf.open(out) as file:
        drawn = seen(file.pages[0]).convert("L")
    scale = drawn.height / 792
    top, last = (792 - bottom - height + 3) * scale, (792 - bottom - 3) * scale
    hidden = drawn.crop(((left + 3) * scale, top, (left + width - 3) * scale, last))
    assert hidden.getextrema() == (0, 0)
    assert hides_nothing(out)
    assert list(found_in(out)) == ["KARVALA"]


@pytest.mark.slow
@pytest.mark.parametrize(("top", "drawn"), [(600, (1,)), (790, ())])
def test_a_page_is_drawn_anew_if_its_edge_cuts_off_more_than_paper(tmp_path, top, drawn):
    cropped = a_scan(tmp_path, page=f"/CropBox[0 0 612 {top}]")
    _, done = searchable(tmp_path, cropped, word("KARVALA"))
    assert done.drawn == drawn


@pytest.mark.slow
def test_a_page_of_live_text_is_drawn_and_says_what_was_read(tmp_path):
    born = tmp_path / "born.pdf"
    born.write_bytes(born_digital(typed() + bar(HIDDEN), page="/Rotate 90"))
    told = [word("KARVALA") | {"box": [300, 100, 400, 130]}]
    out, done = searchable(tmp_path, born, *told, dpi=200)
    assert done.drawn == (1,)
    assert list(found_in(out)) == ["KARVALA"]
    assert hides_nothing(out)


@pytest.mark.slow
def test_a_scan_keeps_its_picture_and_looks_as_before(tmp_path):
    path = laden(tmp_path)
    out, done = searchable(tmp_path, path, word("KARVALA"))
    assert (done.drawn, done.empty) == ((), ())
    assert pictures_in(out) == pictures_in(path)
    assert hides_nothing(out)


@pytest.mark.slow
def test_a_tiff_of_two_pages_becomes_a_pdf_of_two_pages(tmp_path):
    fax = scan_of_prose(boxed=False).convert("1")
    path = tmp_path / "fax.tif"
    fax.save(path, save_all=True, append_images=[fax], compression="group4", dpi=(100, 100))
    out, done = searchable(tmp_path, path, word("KARVALA"), pages=2)
    assert (done.drawn, done.empty) == ((), ())
    with pikepdf.open(out) as file:
        assert [seen(each).tobytes() for each in file.pages] == [fax.tobytes()] * 2
        assert [round(float(edge)) for edge in file.pages[0].mediabox] == [0, 0, 612, 792]
    assert found_in(out)["KARVALA"] == near(Box(100, 100, 200, 130))


@pytest.mark.slow
def test_the_record_of_another_release_is_refused(readingroom, tmp_path):
    path = a_scan(tmp_path)
    told = record(page(1)) | {"schema": SCHEMA}
    (tmp_path / "release.json").write_text(json.dumps(told))
    done = readingroom("export", tmp_path, "--to", "pdf", "--source", path)
    assert done.returncode == 31
    assert not (tmp_path / "searchable.pdf").exists()
