"""Search: what OCR damaged is found, after what is exact; a hostile query is an error."""

import contextlib
import json
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.output import INDEX
from flows.record import SCHEMA
from flows.search import parse, search
from flows.search_index import Filters
from flows.search_sqlite import opened
from flows.search_words import forms, sought, words_of
from ocr.errors import BadQuery, IndexUnusable
from tests.records import line, page, record, redaction, word

CABLE = {
    "mrn": {"year": 1996, "post": "KARVALA", "number": 2317},
    "from": "AMEMBASSY KARVALA",
    "classification": "CONFIDENTIAL",
    "tags": ["ELTN", "PGOV"],
    "dtg": "1996-10-22T16:45:00Z",
    "subject": "NIGHT FERRY",
}


class Shelf:
    """Records in a folder, and a search of them."""

    def __init__(self, folder):
        self.folder = folder

    def put(self, name, *texts, cable=None, redactions=()):
        lines = [
            line(f"p1-l{n}", *(word(each) for each in text.split()), top=50 * n)
            for n, text in enumerate(texts, start=1)
        ]
        told = record(page(1, lines, redactions), name=f"{name}.pdf") | {"schema": SCHEMA}
        told["documents"] = [{"pages": [1], "cable": cable}]
        (self.folder / name).mkdir(exist_ok=True)
        (self.folder / name / "release.json").write_text(json.dumps(told))

    def find(self, query, **filters):
        with opened(self.folder / INDEX) as index:
            assert index.follow(self.folder).troubles == ()
            return search(index, parse(query), Filters(**filters), most=20).hits

    def named(self, query, **filters):
        return [hit.page.folder for hit in self.find(query, **filters)]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


@pytest.mark.parametrize(
    "said",
    [
        "MEMPHIS",
        "Memph1s",
        "MEMPHlS",
        "Me mphis",
        "Memph is",
        "HEMPHIS",
        "MEMPHISMAYOR",
        "rnemphis",
    ],
)
def test_a_word_is_found_as_ocr_has_left_it(said, shelf):
    shelf.put("one", f"THE MAYOR OF {said.replace('_', ' ')} WROTE")
    shelf.put("other", "THE MAYOR OF KARVALA WROTE")
    assert shelf.named("memphis") == ["one"]


def test_what_is_exact_comes_first(shelf):
    shelf.put("damaged", "THE PLATAF0RMA MEXICO SYSTEM")
    shelf.put("exact", "THE PLATAFORMA MEXICO SYSTEM")
    found = shelf.find("plataforma mexico")
    assert [(hit.page.folder, hit.away) for hit in found] == [("exact", 0), ("damaged", 1)]


def test_words_in_quotes_stand_next_to_one_another_over_the_end_of_a_line_too(shelf):
    shelf.put("apart", "FERRY OF THE NIGHT")
    shelf.put("broken", "THE NIGHT", "FERRY SAILED")
    assert shelf.named('"night ferry"') == ["broken"]


def test_words_in_quotes_that_were_run_together_are_found(shelf):
    shelf.put("one", "THE NIGHTFERRY SAILED")
    assert shelf.named('"night ferry"') == ["one"]


def test_a_word_with_a_minus_must_not_be_there(shelf):
    shelf.put("rail", "FERRY AND RAIL")
    shelf.put("ship", "FERRY AND SHIP")
    assert shelf.named("ferry -rail") == ["ship"]


def test_a_hit_names_the_line_its_box_and_confidence(shelf):
    shelf.put("one", "ABOVE", "THE FERRY SAILED", "BELOW")
    [hit] = shelf.find("ferry")
    assert (hit.line.id, hit.line.box, hit.line.confidence) == ("p1-l2", (100, 100, 700, 130), 0.9)
    assert hit.snippet == "ABOVE THE FERRY SAILED BELOW"


@pytest.mark.parametrize(
    "filters",
    [
        {"post": "karvala"},
        {"year": 1996},
        {"tag": "PGOV"},
        {"sender": "KARVALA"},
        {"classification": "confidential"},
        {"code": "(b)(1)"},
        {"withheld": True},
    ],
)
def test_filters_leave_what_is_not_of_the_cable_asked_for(filters, shelf):
    shelf.put("cable", "THE FERRY", cable=CABLE, redactions=[redaction("p1-r1")])
    shelf.put("letter", "THE FERRY")
    assert shelf.named("ferry", **filters) == ["cable"]


def test_the_index_follows_the_folder(shelf):
    shelf.put("one", "THE FERRY")
    assert shelf.named("ferry") == ["one"]
    shelf.put("one", "THE RAILWAY AND NO SHIP")
    assert shelf.named("ferry") == []
    assert shelf.named("railway") == ["one"]
    (shelf.folder / "one" / "release.json").unlink()
    assert shelf.named("railway") == []


def test_a_record_that_is_damaged_is_named_and_the_others_are_found(shelf):
    shelf.put("one", "THE FERRY")
    (shelf.folder / "bad").mkdir()
    (shelf.folder / "bad" / "release.json").write_text("{")
    with opened(shelf.folder / INDEX) as index:
        [trouble] = index.follow(shelf.folder).troubles
        assert "bad" in trouble
        assert len(search(index, parse("ferry"), Filters(), most=5).hits) == 1


def test_an_index_of_another_version_is_made_anew(shelf):
    shelf.put("one", "THE FERRY")
    assert shelf.named("ferry") == ["one"]
    base = sqlite3.connect(shelf.folder / INDEX)
    base.execute("PRAGMA user_version = 99")
    base.close()
    assert shelf.named("ferry") == ["one"]


@pytest.mark.parametrize("kind", ["another program's", "no database"])
def test_a_file_that_is_not_ours_is_left_alone(kind, shelf):
    path = shelf.folder / INDEX
    if kind == "no database":
        path.write_bytes(b"not a database at all" * 100)
    else:
        base = sqlite3.connect(path)
        base.execute("CREATE TABLE theirs (a)")
        base.close()
    before = path.read_bytes()
    with pytest.raises(IndexUnusable):
        shelf.find("ferry")
    assert path.read_bytes() == before


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_no_query_is_more_than_an_error(tmp_path_factory, query):
    folder = tmp_path_factory.getbasetemp() / "queries"
    folder.mkdir(exist_ok=True)
    shelf = Shelf(folder)
    with contextlib.suppress(BadQuery):
        shelf.find(query)


@pytest.mark.parametrize("query", ["", "  ", "-only", '""', "!?", "word " * 40])
def test_a_query_without_a_word_or_with_too_many_says_so(query):
    with pytest.raises(BadQuery):
        parse(query)


def test_short_words_are_found_only_as_they_are():
    assert sought("fbi") is None
    assert forms("fbi", ["fbl"]).whole == {"fbi": 0}


def test_accents_and_case_do_not_matter():
    assert words_of("Señor CAFÉ co-op 1.4(d)") == ["senor", "cafe", "co", "op", "1", "4", "d"]
