"""The whole path on the committed samples, against their exact truth."""

import json
import re
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from flows.cli import cli
from flows.convert import convert
from flows.record import as_json, record
from flows.restore import restored
from flows.settings import Settings
from flows.workers import Workers

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = ("combined-cable", "section-cable", "bureau-memo", "typed-letter")


def read(path, settings):
    with Workers(settings.jobs) as workers:
        return record(convert(path, settings, workers), settings)


@cache
def made(name):
    settings = Settings(jobs=2)
    return read(SAMPLES / f"{name}.pdf", settings)


@cache
def truth(name):
    return json.loads((SAMPLES / f"{name}.truth.json").read_text())


def folded(text):
    return re.sub(r"\s+", " ", text).strip()


def text_of(name):
    return folded(made(name)["documents"][0]["text"])


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_the_truth_up_to_ocr_errors(name):
    wanted = folded(truth(name)["text"])
    assert Levenshtein.distance(text_of(name), wanted) / len(wanted) < 0.02


@pytest.mark.parametrize("name", NAMES)
def test_every_redaction_is_found_and_has_its_codes(name):
    def redactions(release):
        return [r["codes"] for page in release["pages"] for r in page["redactions"]]

    assert redactions(made(name)) == redactions(truth(name))


@pytest.mark.parametrize("name", ["combined-cable", "section-cable"])
def test_the_sections_are_joined_as_they_were_cut(name):
    sections = made(name)["documents"][0]["cable"]["sections"]
    joins = [(join["after"], join["kind"]) for join in truth(name)["sections"]["joins"]]
    assert [(join["after"], join["kind"]) for join in sections["joins"]] == joins
    assert sections["missing"] == []


@pytest.mark.parametrize("name", ["combined-cable", "section-cable"])
def test_no_header_is_left_in_the_middle_of_the_text(name):
    text = text_of(name)
    assert len(re.findall(r"\bSUBJECT:", text)) == 1
    assert len(re.findall(r"\bTAGS:", text)) == 1
    assert "START OF SECTION" not in text


def test_withheld_paragraphs_are_counted_and_shown():
    cable = made("combined-cable")["documents"][0]["cable"]
    assert cable["withheld_paragraphs"] == [13, 15]
    assert "[PARAGRAPH 13 WITHHELD]" in text_of("combined-cable")


def test_the_fields_of_a_cable_are_read():
    cable, wanted = made("section-cable")["documents"][0]["cable"], truth("section-cable")["cable"]
    exact = ("mrn", "dtg", "precedence", "from", "to", "tags", "subject", "signature")
    assert {key: cable[key] for key in exact} == {key: wanted[key] for key in exact}


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_text_is_a_word_of_a_body_line(name):
    notes = r"\[(?:REDACTED|PARAGRAPH|MISSING)[^\]]*\]"
    words = re.sub(notes, " ", made(name)["documents"][0]["text"]).split()
    lines = " ".join(
        line["text"]
        for page in made(name)["pages"]
        for line in page["lines"]
        if line["role"] == "body"
    )
    # A word cut at a line end is in the text as one word, on the page as two.
    whole = {*lines.split(), *re.sub(r"- ", "-", lines).split(), *re.sub(r"- ", "", lines).split()}
    assert [word for word in words if word not in whole] == []


@pytest.mark.parametrize("name", ["combined-cable", "section-cable"])
def test_what_the_agency_printed_is_read(name):
    found, wanted = made(name)["release"], truth(name)["release"]
    assert {key: found[key] for key in wanted} == wanted
    assert found["agencies"][0] == "State Department, FOIA since 2013"


@pytest.mark.parametrize("name", NAMES)
def test_restoring_puts_every_line_that_was_read_back(name):
    restored_words = re.sub(
        r"\[(?:REDACTED|PAGE)[^\]]*\]", " ", restored(made(name)["pages"])
    ).split()
    lines = [line["text"] for page in made(name)["pages"] for line in page["lines"]]
    assert sorted(restored_words) == sorted(" ".join(lines).split())


def is_at(thing, line):
    """Whether the middle of a line lies in the rows of a thing of the truth."""
    return thing["box"][1] < (line["box"][1] + line["box"][3]) / 2 < thing["box"][3]


@pytest.mark.parametrize("name", NAMES)
def test_no_furniture_is_left_in_the_text(name):
    left = [
        thing["text"]
        for wanted, page in zip(truth(name)["pages"], made(name)["pages"], strict=True)
        for thing in wanted["furniture"]
        for line in page["lines"]
        if line["role"] == "body" and is_at(thing, line)
        if fuzz.ratio(folded(thing["text"]), line["text"]) >= 85
    ]
    assert left == []


@pytest.mark.parametrize("name", NAMES)
def test_every_block_says_where_it_is_from(name):
    ids = {line["id"] for page in made(name)["pages"] for line in page["lines"]}
    ids |= {mark["id"] for page in made(name)["pages"] for mark in page["redactions"]}
    for block in made(name)["documents"][0]["blocks"]:
        assert set(block["from"]) <= ids
        assert block["from"] or block["text"].startswith("[")


@pytest.mark.parametrize("name", NAMES)
def test_the_record_keeps_its_contract(name):
    import jsonschema

    schema = json.loads((SAMPLES.parent / "docs" / "release.schema.json").read_text())
    jsonschema.validate(made(name), schema)


@pytest.mark.parametrize("name", NAMES)
def test_lines_and_pages_are_worth_the_mean_of_their_words(name):
    for page in made(name)["pages"]:
        lines = [[word["confidence"] for word in line["words"]] for line in page["lines"]]
        for line, words in zip(page["lines"], lines, strict=True):
            assert line["confidence"] == pytest.approx(fmean(words), abs=0.002)
        every = [word for words in lines for word in words]
        assert page["confidence"] == pytest.approx(fmean(every), abs=0.002)


def test_words_of_a_clean_sample_are_said_to_be_right():
    assert fmean(page["confidence"] for page in made(NAMES[0])["pages"]) > 0.9


def test_the_size_of_what_is_hidden_is_what_the_generator_typed():
    """Rows always; letters of bars and of regions that follow the text in steps."""
    from samples.releases import RELEASES

    for name in NAMES:
        pairs = zip(made(name)["pages"], truth(name)["pages"], strict=True)
        for page, wanted in pairs:
            for found, region in zip(page["redactions"], wanted["redactions"], strict=True):
                bands = region["bands"]
                assert found["hidden"]["lines"] == len(bands)
                cells = sum(right - left for left, _, right, _ in bands) / RELEASES[name].look.cell
                if len(bands) < 3 or len({(band[0], band[2]) for band in bands}) > 1:
                    assert found["hidden"]["characters"] == pytest.approx(cells, rel=0.05)


def of_kind(page, *kinds):
    return sorted(r["box"] for r in page["redactions"] if r["kind"] in kinds)


def test_bars_felt_tip_greys_and_colours_are_found_each_as_what_it_is():
    for kind in ("black", "marker", "grey", "coloured"):
        for page, wanted in zip(
            made("redaction-styles")["pages"], truth("redaction-styles")["pages"], strict=True
        ):
            found, true = of_kind(page, kind), of_kind(wanted, kind)
            assert len(found) == len(true)
            for one, other in zip(found, true, strict=True):
                assert one == pytest.approx(other, abs=5)


def test_hatched_redactions_are_found():
    for page, wanted in zip(
        made("redaction-styles")["pages"], truth("redaction-styles")["pages"], strict=True
    ):
        assert len(of_kind(page, "hatched")) == len(of_kind(wanted, "hatched"))


def test_whited_out_redactions_are_found():
    for page, wanted in zip(
        made("redaction-styles")["pages"], truth("redaction-styles")["pages"], strict=True
    ):
        assert len(of_kind(page, "whited-out")) == len(of_kind(wanted, "whited-out"))


def test_two_runs_write_the_same_bytes():
    name = "bureau-memo"
    settings = Settings(jobs=1)
    again = read(SAMPLES / f"{name}.pdf", settings)
    assert as_json(again) == as_json(made(name))


@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_fed_in_the_wrong_way_round_is_turned(tmp_path, turn):
    from pdf2image import convert_from_path

    page = convert_from_path(SAMPLES / "typed-letter.pdf", dpi=200)[0]
    page.rotate(turn, expand=True).save(tmp_path / "turned.pdf", resolution=200)
    settings = Settings(jobs=1)
    turned = read(tmp_path / "turned.pdf", settings)
    assert turned["pages"][0]["rotation"] == turn
    wanted = folded(truth("typed-letter")["text"])
    got = folded(turned["documents"][0]["text"])
    assert Levenshtein.distance(got, wanted) / len(wanted) < 0.05


def test_text_on_standard_output_and_nothing_on_disk(readingroom, tmp_path):
    done = readingroom("convert", SAMPLES / "typed-letter.pdf", "-o", "-", cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stdout) > 500
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["bureau-memo", "redaction-styles"])  # 1-bit, in colour
def test_the_overlay_is_a_picture_of_the_page(readingroom, tmp_path, name):
    from PIL import Image

    out = tmp_path / "page.png"
    done = readingroom("overlay", SAMPLES / f"{name}.pdf", "--page", 1, "-o", out)
    assert done.returncode == 0, done.stderr
    with Image.open(out) as picture:
        assert picture.size == (1700, 2200)


def test_asking_for_a_page_too_many_says_how_many_there_are(readingroom, tmp_path):
    out = tmp_path / "page.png"
    done = readingroom("overlay", SAMPLES / "typed-letter.pdf", "--page", 7, "-o", out)
    assert (done.returncode, out.exists()) == (15, False)


def test_every_command_is_in_the_readme():
    readme = (SAMPLES.parent / "README.md").read_text()
    assert all(f"readingroom {name}" in readme for name in cli.commands)
