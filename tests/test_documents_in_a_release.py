"""Documents of a release in its record and its text."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from cleanup.documents import clean_release
from flows.cli import cli
from flows.convert import cleaned
from flows.errors import BadSetting
from flows.fingerprint import settings_fingerprint
from flows.record import record
from flows.settings import Settings, read_settings
from ocr.frame import Frame
from ocr.model import Status
from ocr.page import Page
from ocr.source import open_source
from tests.builders import DPI, HIGH, WIDE, page, text

SCHEMA = json.loads((Path(__file__).parent.parent / "docs/release.schema.json").read_text())
MEMO = (
    "MEMORANDUM FOR: Chief, Surveys",
    "FROM: Office of Tides",
    "SUBJECT: The bar at Elma",
    "12 June 1964",
    "The keeper said that the lamps had been changed, and that the commis-",
    "sion had asked for it.",
)
LETTER = ("Port Elma, 9/3/1964", "Dear Mr. Penn:", "The lamps of Elma are out, and so are we.")
CABLE = ("R 121530Z MAR 85", "FM AMEMBASSY ELMA", "TO SECSTATE", "TAGS: PREL", "SUBJECT: LAMPS")


def pages(*leaves):
    return [page(*text(*said), number=number) for number, said in enumerate(leaves, 1)]


def recorded(laid):
    source = open_source(Path(__file__).parent.parent / "samples/typed-letter.pdf")
    told = record(cleaned(source, len(laid), laid), Settings())
    Draft202012Validator(SCHEMA).validate(told)
    return told["documents"]


def test_each_document_has_its_pages_kind_and_correspondence():
    memo, letter, cable = recorded(pages(MEMO, LETTER, (*CABLE, "1. THE LAMPS ARE OUT.")))
    assert [each["pages"] for each in (memo, letter, cable)] == [[1], [2], [3]]
    assert [each["kind"] for each in (memo, letter, cable)] == ["memorandum", "letter", "cable"]
    assert memo["correspondence"] == {
        "date": "1964-06-12",
        "date_printed": "12 June 1964",
        "from": "Office of Tides",
        "to": ["Chief, Surveys"],
        "subject": "The bar at Elma",
    }
    assert letter["correspondence"]["date"] is None
    assert letter["correspondence"]["date_printed"] == "9/3/1964"
    assert cable["correspondence"] is None
    assert cable["cable"]["subject"] == "LAMPS"


def test_a_page_without_text_belongs_to_the_document_before_it():
    empty = Page(2, DPI, Frame(WIDE, HIGH), Status.READ, (), ())
    third = replace(pages(LETTER)[0], number=3)
    assert [each["pages"] for each in recorded([*pages(MEMO), empty, third])] == [[1, 2], [3]]


def test_a_release_without_text_is_one_document():
    empty = Page(1, DPI, Frame(WIDE, HIGH), Status.READ, (), ())
    [document] = recorded([empty])
    assert (document["pages"], document["kind"], document["text"]) == ([1], "other", "")


def test_typed_lines_stay_in_the_text_when_they_are_asked_for():
    kept = clean_release(pages(MEMO), layout="lines").text
    assert "and that the commis-\nsion had asked for it." in kept
    assert "commis-\n" not in clean_release(pages(MEMO)).text


def test_the_layout_is_a_setting_that_changes_the_output(monkeypatch):
    assert settings_fingerprint(Settings()) != settings_fingerprint(Settings(layout="lines"))
    monkeypatch.setenv("READINGROOM_LAYOUT", "lines")
    assert read_settings().layout == "lines"
    monkeypatch.setenv("READINGROOM_LAYOUT", "columns")
    with pytest.raises(BadSetting, match="READINGROOM_LAYOUT"):
        read_settings()


def test_the_layout_is_an_option_of_convert():
    said = CliRunner().invoke(cli, ["convert", "--help"]).output
    assert "--layout [paragraphs|lines]" in said
