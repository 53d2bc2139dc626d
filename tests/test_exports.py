"""hOCR, ALTO, Markdown and TEI: well-formed whatever a scan says, and read back by others."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flows.export_text import TEI, markdown, tei
from flows.export_xml import ALTO, alto, hocr, writable
from tests.records import line, page, record, redaction, word

HTML = "http://www.w3.org/1999/xhtml"
HOSTILE = ("<script>alert(1)</script>", "]]>&amp;", "\x00\x0b\ud800", "# no heading", "1. no list")


def one(said="KARVALA"):
    told = record(page(1, [line("p1-l1", word(said, 0.5, ["OTHER"]))], [redaction("p1-r1")]))
    block = {"text": f"{said} [REDACTED (b)(1)] and on", "from": ["p1-l1", "p1-r1"]}
    told["documents"] = [{"pages": [1], "kind": "other", "cable": None, "blocks": [block]}]
    return told


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
