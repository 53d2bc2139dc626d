"""Text layers in whole conversions: hidden words are counted and get nowhere."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from flows.convert import cleaned
from flows.errors import BadSetting
from flows.fingerprint import settings_fingerprint
from flows.journal import keep, recall
from flows.record import as_json, record
from flows.settings import Settings, read_settings
from ocr.model import Line
from ocr.source import Source
from tests.builders import bar, page, text, word
from tests.typeset_pdfs import HIDDEN, PROSE, born_digital, over, scan_with_layer, typed
from tests.typeset_pdfs import bar as painted

SCHEMA = json.loads((Path(__file__).parent.parent / "docs/release.schema.json").read_text())


def failed_bar(letters=18):
    return replace(bar(200, 950, 600, 980), text_layer_characters=letters)


def recorded(*pages):
    source = Source(Path("release.pdf"), "pdf", "0" * 64)
    return record(cleaned(source, len(pages), pages), Settings())


def test_a_redaction_on_record_says_how_many_characters_the_file_has_under_it():
    told = recorded(page(*text("The committee met"), redactions=[failed_bar()]))
    assert told["pages"][0]["redactions"][0]["text_layer_characters"] == 18
    jsonschema.validate(json.loads(as_json(told)), SCHEMA)


def test_a_page_with_failed_redactions_is_warned_of_once():
    bars = [failed_bar(), replace(failed_bar(2), outline=bar(1, 2, 3, 4).outline)]
    told = recorded(page(redactions=bars), page(number=2, redactions=[failed_bar(0)]))
    [warning] = told["warnings"]
    assert warning.startswith("page 1: the file's text layer has 20 characters under p1-r1, p1-r2")


def test_a_line_on_record_says_that_it_comes_from_the_file():
    typeset = Line((replace(word("GREEN"), reader="pdf-text"),))
    lines = recorded(page(typeset, *text("The committee met")))["pages"][0]["lines"]
    assert [line["reader"] for line in lines] == ["pdf-text", "tesseract"]


def test_a_page_that_was_kept_comes_back_with_its_readers_and_hidden_characters(tmp_path):
    typeset = Line((replace(word("GREEN"), reader="pdf-text"),))
    kept = page(typeset, redactions=[failed_bar()])
    keep(tmp_path, kept)
    assert recall(tmp_path, 1) == kept


def test_the_setting_is_part_of_what_a_conversion_depends_on(monkeypatch):
    assert settings_fingerprint(Settings()) != settings_fingerprint(Settings(text_layer="use"))
    monkeypatch.setenv("READINGROOM_TEXT_LAYER", "use")
    assert read_settings().reading.text_layer == "use"
    monkeypatch.setenv("READINGROOM_TEXT_LAYER", "perhaps")
    with pytest.raises(BadSetting, match="READINGROOM_TEXT_LAYER"):
        read_settings()


def converted(readingroom, tmp_path, content, *options):
    """What `readingroom convert` made of a PDF: its record, and all that it wrote and said."""
    (tmp_path / "x.pdf").write_bytes(content)
    done = readingroom(
        "-v", "convert", tmp_path / "x.pdf", "-o", tmp_path / "out", "--jobs", "1", *options
    )
    assert done.returncode == 0, done.stderr
    # The ledger beside the outputs is no text, and must not hold what is hidden either.
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    written = [path.read_bytes().decode("utf-8", "replace") for path in files]
    told = json.loads((tmp_path / "out" / "x" / "release.json").read_text())
    jsonschema.validate(told, SCHEMA)
    return told, "\n".join([*written, done.stdout, done.stderr])


def says_nothing_of_what_is_hidden(everything):
    assert not any(word in everything.upper() for word in HIDDEN.split())


def scanned():
    """The page as a scanner would give it, with its bar: ink, and no text."""
    from pdf2image import convert_from_bytes

    [page] = convert_from_bytes(born_digital(typed() + painted(HIDDEN)), dpi=200, grayscale=True)
    return page


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["ignore", "use"])
def test_words_under_a_bar_are_counted_and_in_no_output(readingroom, tmp_path, setting):
    content = born_digital(typed() + painted(HIDDEN))
    told, everything = converted(readingroom, tmp_path, content, "--text-layer", setting)
    says_nothing_of_what_is_hidden(everything)
    assert "(18 characters of text under them)" in everything
    assert told["pages"][0]["redactions"][0]["text_layer_characters"] == 18
    assert told["pages"][0]["lines"][0]["reader"] == {"use": "pdf-text"}.get(setting, "tesseract")
    assert PROSE[0] in told["documents"][0]["text"]


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["ignore", "use"])
def test_an_invisible_layer_over_a_redacted_scan_is_counted_and_not_read(
    readingroom, tmp_path, setting
):
    lie = typed(["This sentence stands nowhere on the page at all."], mode=3, top=200)
    content = scan_with_layer(scanned(), typed(mode=3) + lie)
    told, everything = converted(readingroom, tmp_path, content, "--text-layer", setting)
    says_nothing_of_what_is_hidden(everything)
    assert told["pages"][0]["redactions"][0]["text_layer_characters"] == 18
    assert told["pages"][0]["lines"][0]["reader"] == "tesseract"
    assert "nowhere" not in everything


@pytest.mark.slow
def test_a_page_that_was_turned_is_read_from_its_text(readingroom, tmp_path):
    turned = f"q 0 1 -1 0 612 0 cm {typed(top=500)} Q"
    content = born_digital(turned, page="/Rotate 90")
    told, _ = converted(readingroom, tmp_path, content, "--text-layer", "use")
    assert told["pages"][0]["lines"][0]["reader"] == "pdf-text"
    assert told["documents"][0]["text"] == " ".join(PROSE) + "\n"


@pytest.mark.slow
def test_white_words_are_in_no_output(readingroom, tmp_path):
    white = "1 g " + typed([f"Called {HIDDEN.lower()} by all"], top=300)
    content = born_digital(typed([line for line in PROSE if HIDDEN not in line]) + white)
    _, everything = converted(readingroom, tmp_path, content, "--text-layer", "use")
    says_nothing_of_what_is_hidden(everything)


@pytest.mark.slow
def test_words_in_a_blank_frame_are_counted_and_in_no_output(readingroom, tmp_path):
    frame = "1 g 0 G {:.1f} {:.1f} {:.1f} {:.1f} re B\n".format(*over(HIDDEN))
    content = born_digital(typed() + frame)
    told, everything = converted(readingroom, tmp_path, content, "--text-layer", "use")
    says_nothing_of_what_is_hidden(everything)
    [redaction] = told["pages"][0]["redactions"]
    assert (redaction["kind"], redaction["text_layer_characters"]) == ("outlined", 18)
