"""How a cable stands in release.json."""

import json
from functools import cache
from pathlib import Path

import jsonschema

from flows.convert import cleaned
from flows.record import record
from flows.settings import Settings
from ocr.source import open_source
from tests.telegrams import pages, sent

ROOT = Path(__file__).parent.parent


@cache
def recorded():
    one = sent(1, 2, "1. (C) THE MINISTER SAID THAT HE")
    made = pages(one, sent(2, 2, "WOULD GO.", "", "HARGREAVE"), one)
    source = open_source(ROOT / "samples" / "section-cable.pdf")
    return record(cleaned(source, len(made), made), Settings())


def cable():
    return recorded()["documents"][0]["cable"]


def test_a_cable_with_all_its_fields_keeps_the_contract():
    schema = json.loads((ROOT / "docs" / "release.schema.json").read_text())
    jsonschema.validate(recorded(), schema)


def test_every_copy_of_a_section_is_listed():
    copies = cable()["sections"]["copies"]
    assert [(each["number"], each["pages"]) for each in copies] == [(1, [1]), (2, [2]), (1, [3])]
    assert [each["chosen"] for each in copies] == [True, True, False]


def test_codes_have_their_meanings():
    assert cable()["tag_meanings"] == {
        "ELTN": "land transport",
        "PREL": "external political relations",
    }


def test_the_words_of_another_copy_are_on_record_with_their_role():
    lines = [line for page in recorded()["pages"] for line in page["lines"]]
    assert "section-copy" in {line["role"] for line in lines if line["id"].startswith("p3")}
