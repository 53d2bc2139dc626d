"""Redactions page by page, found now or recorded, without a process or a reader."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from PIL import Image, ImageDraw

from flows.convert import cleaned
from flows.errors import NoReleases, NoSuchPage, NotARecord
from flows.record import as_json, record
from flows.redactions import (
    NO_RELEASE,
    Found,
    PageFound,
    Passed,
    detected,
    find_places,
    load_record,
    recorded_pages,
)
from flows.redactions_report import as_cell, as_value, plain, write_csv, write_json, write_table
from flows.settings import Settings
from flows.workers import Workers
from ocr import errors
from ocr.detect import detect, detect_pages
from ocr.model import Box, Sheet, Status, Word
from ocr.page import ReadSettings, look_at
from ocr.source import open_source
from ocr.tesseract import ReadingFailed
from tests.builders import bar, page, text

BAR = (100, 300, 500, 330)
ONE = Settings(jobs=1)


@pytest.fixture
def barred():
    """A page of 100 dpi with one black bar."""
    sheet = Image.new("L", (850, 1100), 255)
    ImageDraw.Draw(sheet).rectangle((BAR[0], BAR[1], BAR[2] - 1, BAR[3] - 1), fill=0)
    return sheet


@pytest.fixture
def tiff(tmp_path, barred):
    """Three pages, the second of them empty."""
    path = tmp_path / "release.tif"
    empty = Image.new("L", (850, 1100), 255)
    barred.save(path, save_all=True, append_images=[empty, barred], dpi=(100, 100))
    return path


def looked_at(path, settings=ONE, reader=detect_pages):
    with Workers(1, reader) as workers:
        return list(detected(path, settings, workers))


class Backwards:
    """Reads the last page first, as several processes might."""

    def warm(self):
        pass

    def read(self, source, sheets, reading):
        return reversed(detect_pages(source, sheets, reading))


def test_each_page_has_its_redactions_and_a_page_without_any_is_there_too(tiff):
    pages = looked_at(tiff, Settings(jobs=1, dpi=100))
    assert [len(each.redactions) for each in pages] == [1, 0, 1]
    assert pages[0].redactions[0].box == pytest.approx(BAR, abs=2)
    assert (pages[0].width, pages[0].height, pages[0].dpi) == (850, 1100, 100)


def test_pages_come_in_order_although_they_are_done_in_another(tiff):
    assert [each.page for each in detected(tiff, ONE, Backwards())] == [1, 2, 3]


def test_only_the_pages_asked_for_are_looked_at(tiff):
    assert [each.page for each in looked_at(tiff, Settings(jobs=1, pages="2-3"))] == [2, 3]
    with pytest.raises(NoSuchPage):
        looked_at(tiff, Settings(jobs=1, pages="9"))


def test_a_page_larger_than_the_limit_comes_back_as_an_error(tiff):
    first = looked_at(tiff, Settings(jobs=1, max_pixels=1000))[0]
    assert "megapixels" in first.error
    assert first.exit_code == errors.PageTooLarge.exit_code


class Nobody:
    """A reader that must not be asked: nothing on the page looks like a label."""

    def read(self, crops):
        raise AssertionError("nothing was to be read")


def test_detection_reads_no_word_and_tells_blank_from_failed(barred):
    sheet = Sheet(1, 8.5, 11, 100)
    found = detect(np.asarray(barred, np.uint8), sheet, Nobody())
    assert (found.lines, len(found.redactions), found.status) == ((), 1, Status.READ)
    blank = np.full((1100, 850), 255, np.uint8)
    assert detect(blank, sheet, Nobody()).status is Status.BLANK


def test_a_page_whose_labels_cannot_be_read_comes_back_as_failed(tiff):
    def look(rendered, sheets):
        raise ReadingFailed("Tesseract gave up")

    source, sheet = open_source(tiff), Sheet(1, 8.5, 11, 100)
    [seen] = look_at(source, [sheet], ReadSettings(), look)
    assert (seen.status, seen.reason) == (Status.FAILED, "Tesseract gave up")


def test_codes_printed_inside_a_box_are_told_whatever_their_country(tiff):
    def detect_labelled(source, sheets, settings):
        blank = np.full((1100, 850), 255, np.uint8)
        label = (Word("10.2.e", Box(200, 302, 260, 318), 0.9),)
        labelled = (replace(bar(*BAR), label=label),)
        return [replace(detect(blank, each, Nobody()), redactions=labelled) for each in sheets]

    [found] = looked_at(tiff, reader=detect_labelled)[0].redactions
    assert found.codes == ("10.2.e",)


def recorded(path):
    """A release.json of one page with a bar, and of a page that failed."""
    typed = text(*["The committee met on Tuesday"] * 6)
    pages = (
        page(*typed, redactions=[bar(200, 950, 600, 980)]),
        page(number=2),
    )
    pages = (pages[0], replace(pages[1], status=Status.FAILED, reason="torn"))
    return record(cleaned(open_source(path), 2, pages), ONE)


def test_a_record_of_any_pages_keeps_its_contract(tiff):
    schema = json.loads(
        Path(__file__).parent.parent.joinpath("docs/release.schema.json").read_text()
    )
    jsonschema.validate(json.loads(as_json(recorded(tiff))), schema)


def test_what_was_recorded_comes_back_with_its_sizes_and_failures(tiff, tmp_path):
    path = tmp_path / "release.json"
    path.write_text(as_json(recorded(tiff)))
    one, torn = recorded_pages(path, load_record(path), ONE)
    assert one.redactions[0].characters == 20
    assert one.visible == 6 * len("The committee met on Tuesday")
    assert (torn.error, torn.redactions) == ("torn", ())


@pytest.mark.parametrize(
    "content", ["", "no json", "[]", "{}", '{"schema": "readingroom/release/1"}', "[" * 100_000]
)
def test_a_json_file_that_is_no_record_of_this_version_is_refused(tmp_path, content):
    path = tmp_path / "release.json"
    path.write_text(content)
    with pytest.raises(NotARecord, match="convert its release again"):
        load_record(path)


def test_a_record_with_a_part_missing_is_refused(tiff, tmp_path):
    path = tmp_path / "release.json"
    told = recorded(tiff)
    del told["pages"][0]["redactions"][0]["share"]
    with pytest.raises(NotARecord):
        recorded_pages(path, told, ONE)


def test_a_folder_gives_its_releases_in_order_and_says_what_it_passes_over(tmp_path):
    for name in ("b.pdf", "a/z.PNG", "a/notes.txt", "done/release.json", "done/original/x.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link.pdf").symlink_to("/etc/passwd")
    (tmp_path / "up").symlink_to("/")
    found = list(find_places(tmp_path))
    places = [str(p.relative_to(tmp_path)) for p in found if not isinstance(p, Passed)]
    assert places == ["a/z.PNG", "b.pdf", "done/release.json"]
    passed = {p.path.name: p.why for p in found if isinstance(p, Passed)}
    assert passed == {"notes.txt": NO_RELEASE, "link.pdf": "a link", "up": "a link"}


def test_a_folder_that_was_converted_gives_its_record(tmp_path):
    (tmp_path / "release.json").touch()
    (tmp_path / "text.txt").touch()
    assert list(find_places(tmp_path)) == [tmp_path / "release.json"]


def test_a_folder_without_a_release_is_an_error(tmp_path):
    with pytest.raises(NoReleases, match="holds no PDF"):
        list(find_places(tmp_path))


FOUND = Found("p1-r1", (1, 2, 3, 4), "black", ("(b)(1)",), 0.9, 0.01, 2, 30)
PAGE = PageFound("=cmd|x!.pdf", 1, 100, 200, 200, (FOUND,), 0.01, 70, 0)


def test_json_has_exactly_the_keys_that_were_promised():
    value: dict[str, Any] = as_value(PAGE)
    assert list(value) == ["source", "page", "width", "height", "dpi", "redactions"]
    assert list(value["redactions"][0]) == ["box", "kind", "codes", "certainty"]


def test_json_names_the_error_of_a_page_in_the_place_of_its_redactions(capsys):
    write_json([PageFound("a.pdf", 1, 100, 200, 200, error="torn"), PAGE])
    failed, good = map(json.loads, capsys.readouterr().out.splitlines())
    assert (failed["error"], "redactions" in failed) == ("torn", False)
    assert good["source"] == "=cmd|x!.pdf"


def test_csv_has_a_header_and_one_redaction_a_row(capsys):
    write_csv([PAGE, PageFound("b.pdf", 1, 100, 200, 200)])
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["kind"], row["codes"], row["hidden_characters"]) == ("black", "(b)(1)", "30")
    assert (row["left"], row["bottom"]) == ("1", "4")


@pytest.mark.parametrize("name", ["=1+1.pdf", "+a", "-a", "@a", "\ta"])
def test_no_spreadsheet_runs_a_file_name_from_the_csv(name):
    assert as_cell(name) == f"'{name}"
    assert as_cell("a=b.pdf") == "a=b.pdf"


def test_the_table_shows_names_as_they_are(capsys):
    write_table([PageFound("[red]a[/red].pdf", 1, 100, 200, 200, (FOUND,), 0.01, 70)])
    shown = capsys.readouterr().out
    assert "[red]a[/red].pdf" in shown
    assert "(b)(1)" in shown
    assert "30.0 %" in shown


def test_no_name_moves_the_cursor_of_a_terminal():
    assert "\x1b" not in plain("a\x1b[2Jb\r").plain


def test_the_table_says_when_the_text_was_not_read(capsys):
    bare = Found("p1-r1", (1, 2, 3, 4), "black", (), 1.0, 0.01)
    write_table([PageFound("a.pdf", 1, 100, 200, 200, (bare,), 0.01)])
    shown = capsys.readouterr().out
    assert "not read" in shown
    assert "none found" not in shown
