"""Search: what OCR damaged is found, after what is exact; a hostile query is an error."""

import contextlib
import json
import os
import re
import sqlite3

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cli import cli
from flows.errors import BadQuery, IndexUnusable
from flows.names import decoded
from flows.output import INDEX
from flows.record import SCHEMA
from flows.search import parse, search
from flows.search_file import only_read, opened
from flows.search_forms import SAME, forms
from flows.search_index import Filters
from flows.search_pages import IndexedLine, NewRelease, packed, unpacked
from flows.search_postgres import opened as opened_in_ledger
from flows.search_words import framed, sought, trigrams, words_of
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
    """Records in a folder, and a search of them in an index that `opening` opens."""

    def __init__(self, folder, opening=None):
        self.folder = folder
        self.opened = opening or (lambda: opened(folder / INDEX))

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
        with self.opened() as index:
            assert index.follow(self.folder).troubles == ()
            return search(index, parse(query), Filters(**filters), most=20).hits

    def named(self, query, **filters):
        return [hit.page.folder for hit in self.find(query, **filters)]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def shelf(request, tmp_path):
    if request.param == "sqlite":
        return Shelf(tmp_path)
    url = request.getfixturevalue("postgres_url")
    return Shelf(tmp_path, lambda: opened_in_ledger(url))


@pytest.fixture
def on_file(tmp_path):
    """A shelf whose index is a file."""
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
        "THEMEMPH1S",
        "Me mph1s",
        "M emphis",
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
    with shelf.opened() as index:
        [trouble] = index.follow(shelf.folder).troubles
        assert "bad" in trouble
        assert len(search(index, parse("ferry"), Filters(), most=5).hits) == 1


ODD = {
    "more than sure": {"confidence": 3},
    "endlessly sure": {"confidence": float("inf")},
    "half a letter": {"text": "FERRY \ud800"},
    "a box of no page": {"box": [0, 0, 2**40, 30]},
    "an id that is a number": {"id": 5},
}


def alter(shelf, name, change):
    """The record of a release, changed as no conversion would."""
    path = shelf.folder / name / "release.json"
    told = json.loads(path.read_text())
    change(told)
    path.write_text(json.dumps(told))


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_line_costs_its_own_release_and_no_other(odd, shelf):
    shelf.put("bad", "THE FERRY")
    shelf.put("one", "THE FERRY")
    alter(shelf, "bad", lambda told: told["pages"][0]["lines"][0].update(ODD[odd]))
    only_the_other_is_found(shelf)


def only_the_other_is_found(shelf):
    with shelf.opened() as index:
        [trouble] = index.follow(shelf.folder).troubles
        assert trouble.startswith("bad is not in the index")
        [hit] = search(index, parse("ferry"), Filters(), most=5).hits
    assert hit.page.folder == "one"


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["documents"][0]["cable"].update({"from": 5}),
        lambda told: told["documents"][0]["cable"]["mrn"].update(year=2**70),
        lambda told: told["source"].update(name="\udcff.pdf"),
        lambda told: told["pages"][0].update(number={}),
    ],
)
def test_an_odd_field_costs_its_own_release_and_no_other(change, shelf):
    shelf.put("bad", "THE FERRY", cable=CABLE)
    shelf.put("one", "THE FERRY")
    alter(shelf, "bad", change)
    only_the_other_is_found(shelf)


def test_a_cable_whose_number_has_no_year_is_found(shelf):
    shelf.put(
        "one", "THE FERRY", cable=CABLE | {"mrn": {"year": None, "post": "KARVALA", "number": 9}}
    )
    assert shelf.named("ferry", post="KARVALA") == ["one"]


def test_a_line_at_the_far_side_of_a_map_is_found_where_it_stands(shelf):
    shelf.put("one", "THE FERRY")
    box = [47_000, 50, 48_000, 80]
    alter(shelf, "one", lambda told: told["pages"][0]["lines"][0].update(box=box))
    [hit] = shelf.find("ferry")
    assert list(hit.line.box) == box


def test_an_index_of_another_version_is_made_anew(on_file):
    shelf = on_file
    shelf.put("one", "THE FERRY")
    assert shelf.named("ferry") == ["one"]
    base = sqlite3.connect(shelf.folder / INDEX)
    base.execute("PRAGMA user_version = 99")
    base.close()
    assert shelf.named("ferry") == ["one"]


@pytest.mark.parametrize("kind", ["another program's", "no database"])
def test_a_file_that_is_not_ours_is_left_alone(kind, on_file):
    path = on_file.folder / INDEX
    if kind == "no database":
        path.write_bytes(b"not a database at all" * 100)
    else:
        base = sqlite3.connect(path)
        base.execute("CREATE TABLE theirs (a)")
        base.close()
    before = path.read_bytes()
    with pytest.raises(IndexUnusable):
        on_file.find("ferry")
    assert path.read_bytes() == before


typed = st.one_of(st.text(max_size=60), st.text("\"- ferymphis1%*()^:|&!'\\", max_size=40))
HOSTILE = ["\0", "\udcff", "%", "'; DROP TABLE page", "x" * 5000]


def ask_anything(shelf, query, said):
    """A search that has an answer or is refused, and nothing else."""
    with contextlib.suppress(BadQuery):
        assert len(shelf.find(query)) <= 1
    shelf.find("ferry", post=said, tag=said, sender=said, classification=said, code=said)


@settings(deadline=None, max_examples=60)
@given(typed, st.one_of(typed, st.sampled_from(HOSTILE)))
def test_no_query_and_no_filter_is_more_than_an_error(tmp_path_factory, query, said):
    folder = tmp_path_factory.getbasetemp() / "queries"
    shelf = Shelf(folder)
    if not folder.exists():
        folder.mkdir()
        shelf.put("one", "THE NIGHT FERRY TO MEMPHIS", cable=CABLE)
    ask_anything(shelf, query, said)


def test_hostile_queries_are_text_to_either_database(shelf):
    shelf.put("one", "THE NIGHT FERRY TO MEMPHIS", cable=CABLE)
    for query in [
        *HOSTILE,
        'ferry AND (NOT "',
        "fer*",
        "NEAR(ferry",
        "'ferry' | !x",
        '-"',
        "a" * 31,
    ]:
        ask_anything(shelf, query, query)


def test_as_many_words_as_there_may_be_are_searched_for(shelf):
    words = [f"{chr(97 + n)}{chr(98 + n)}ferryboat" for n in range(24)] + ["night"] * 8
    shelf.put("one", " ".join(words))
    assert shelf.named(" ".join(words)) == shelf.named(f'"{" ".join(words)}"') == ["one"]


@pytest.mark.parametrize("query", ["", "  ", "-only", '""', "!?", "word " * 40])
def test_a_query_without_a_word_or_with_too_many_says_so(query):
    with pytest.raises(BadQuery):
        parse(query)


def test_short_words_are_found_only_as_they_are():
    assert sought("fbi") is None
    assert forms("fbi", {"fbl": 1}, {}).whole == {"fbi": SAME}


def test_accents_and_case_do_not_matter():
    assert words_of("Señor CAFÉ co-op 1.4(d)") == ["senor", "cafe", "co", "op", "1", "4", "d"]


def test_a_word_that_stands_on_many_pages_comes_after_one_that_stands_on_few(shelf):
    for n in range(4):
        shelf.put(f"a{n}", "THE MEMPHIX LINE")
    shelf.put("z", "THE MEMPHI5 LINE")
    assert shelf.named("memphis")[0] == "z"


def test_a_page_of_two_cables_is_found_by_either(shelf):
    shelf.put("one", "THE FERRY", cable=CABLE)
    path = shelf.folder / "one" / "release.json"
    told = json.loads(path.read_text())
    other = CABLE | {"mrn": {"year": 1997, "post": "TORVIK", "number": 4}, "subject": "RAIL"}
    told["documents"].append({"pages": [1], "cable": other})
    path.write_text(json.dumps(told))
    assert shelf.named("ferry", post="KARVALA") == shelf.named("ferry", post="TORVIK") == ["one"]
    [hit] = shelf.find("ferry", year=1997)
    assert hit.page.document["subject"] == "RAIL"


def test_a_letter_is_found_by_who_wrote_it_and_its_year(shelf):
    shelf.put("one", "THE FERRY")
    path = shelf.folder / "one" / "release.json"
    told = json.loads(path.read_text())
    told["documents"][0]["correspondence"] = {
        "date": "1964-03-02",
        "from": "Harbor Master",
        "subject": None,
    }
    path.write_text(json.dumps(told))
    assert shelf.named("ferry", sender="harbor", year=1964) == ["one"]
    assert shelf.named("ferry", year=1965) == []


def test_a_folder_whose_name_is_no_text_is_found(shelf):
    name = os.fsdecode(b"caf\xe9 %41")
    shelf.put("plain", "THE RAILWAY")
    (shelf.folder / "plain").rename(shelf.folder / name)
    [hit] = shelf.find("railway")
    assert decoded(hit.page.folder) == name


def test_a_record_that_was_damaged_since_is_no_longer_found_as_it_was(shelf):
    shelf.put("one", "THE FERRY")
    assert shelf.named("ferry") == ["one"]
    (shelf.folder / "one" / "release.json").write_text("{")
    with shelf.opened() as index:
        assert index.follow(shelf.folder).troubles
        assert search(index, parse("ferry"), Filters(), most=5).hits == ()


@pytest.fixture
def closed(on_file):
    """A shelf whose index holds one of two releases and cannot be written."""
    on_file.put("one", "THE FERRY")
    on_file.find("ferry")
    on_file.put("two", "THE FERRY")
    on_file.opened = lambda: only_read(on_file.folder / INDEX)
    return on_file


def test_an_index_that_cannot_be_written_is_searched_as_it_is_and_says_what_it_lacks(closed):
    before = (closed.folder / INDEX).read_bytes()
    with closed.opened() as index:
        assert "cannot be written" in index.notes[0]
        assert index.follow(closed.folder).behind == 1
        [hit] = search(index, parse("ferry"), Filters(), most=5).hits
    assert hit.page.folder == "one"
    assert (closed.folder / INDEX).read_bytes() == before


@pytest.mark.parametrize("why", ["none", "another version", "not closed"])
def test_where_no_index_can_be_used_or_written_one_is_made_in_memory(why, closed):
    path = closed.folder / INDEX
    if why == "none":
        path.unlink()
    elif why == "another version":
        base = sqlite3.connect(path)
        base.execute("PRAGMA user_version = 99")
        base.close()
    else:
        path.with_name(f"{INDEX}-wal").write_bytes(b"what a process that died left")
    with closed.opened() as index:
        assert "in memory" in index.notes[0]
    assert sorted(closed.named("ferry")) == ["one", "two"]


@pytest.mark.slow
def test_an_index_in_a_ledger_of_another_version_is_made_anew(postgres_url):
    url = postgres_url
    with opened_in_ledger(url) as index:
        index.store.put([NewRelease("one", "", "one", (), ())])
        assert index.store.known()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE search_about SET made_by = 1"))
    engine.dispose()
    with opened_in_ledger(url) as index:
        assert not index.store.known()


lines_of_a_page = st.lists(
    st.builds(
        IndexedLine,
        st.one_of(st.just("p1-l7"), st.integers(0, 99).map("p1-l{}".format), st.just("x")),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=9),
        st.tuples(*[st.integers(0, 99_000)] * 4),
        st.integers(0, 100).map(lambda percent: percent / 100),
    )
)


@settings(max_examples=50)
@given(lines_of_a_page)
def test_lines_come_out_as_they_were_packed(lines):
    assert unpacked(packed(lines)) == tuple(lines)


pieces = st.tuples(st.integers(0, 11), st.sampled_from(["", "q", "1"]), st.integers(0, 1))


@settings(max_examples=100)
@given(st.lists(pieces, min_size=1, max_size=2), st.sampled_from(["plataforma", "memphis"]))
def test_what_is_sought_holds_every_word_with_two_letters_wrong(changes, word):
    said = word
    for at, put, cut in changes:
        said = said[:at] + put + said[at + cut :]
    grams = trigrams(framed(said))
    wanted = sought(word)
    assert wanted
    assert any(set(group) <= set(grams) for group in wanted.any_of)


@pytest.mark.parametrize("command", [["search", "ferry"], ["browse"]])
def test_what_is_said_of_a_damaged_record_holds_no_control_character(command, on_file):
    on_file.put("a\x1b]0;hurt\x07", "THE FERRY")
    on_file.put("two", "THE FERRY")
    (on_file.folder / "a\x1b]0;hurt\x07" / "release.json").write_text("{")
    done = CliRunner().invoke(cli, [*command, str(on_file.folder)])
    assert (done.exit_code, "hurt" in done.stderr) == (0, True)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stderr)


def test_what_is_like_no_other_word_comes_before_a_word_of_its_own(shelf):
    for n in range(8):
        shelf.put(f"own{n}", "THE KARVALO AND ITS HARBOR")
    shelf.put("damaged", "THE KARVZLX FERRY")
    assert shelf.named("karvala")[0] == "damaged"


def test_what_is_one_letter_from_a_common_word_is_rather_damage_of_that(shelf):
    for n in range(8):
        shelf.put(f"own{n}", "THE KORVALO HARBOR")
    shelf.put("another", "THE KORVALA HARBOR")
    shelf.put("damaged", "THE KARXALQ FERRY")
    assert shelf.named("karvala")[:2] == ["damaged", "another"]


def test_a_word_that_is_gone_counts_no_more(shelf):
    names = [f"own{n}" for n in range(8)]
    for name in names:
        shelf.put(name, "THE KARVALO")
    shelf.put("damaged", "THE KARVZLX")
    shelf.find("karvala")
    for name in names:
        shelf.put(name, "SOMETHING ELSE")
    shelf.put("one", "THE KARVALO")
    assert shelf.named("karvala") == ["one", "damaged"]


@pytest.mark.parametrize("said", ["k4 rvala", "karv 1la", "xkar vala", "kar va1a"])
def test_a_word_cut_in_two_is_found_with_a_letter_wrong_in_either_part(said, shelf):
    shelf.put("one", f"THE {said.upper()} FERRY")
    assert shelf.named("karvala") == ["one"]


def test_a_release_without_pages_is_in_the_index_and_found_by_nothing(shelf):
    told = record() | {"schema": SCHEMA, "documents": []}
    (shelf.folder / "none").mkdir()
    (shelf.folder / "none" / "release.json").write_text(json.dumps(told))
    shelf.put("one", "THE FERRY")
    assert shelf.named("ferry") == ["one"]


def test_words_of_any_script_are_found_also_damaged(shelf):
    shelf.put("arabic", "وصلت السفينة إلى الميناء")
    shelf.put("hebrew", "הספינה הגיעה לנמל")
    assert shelf.named("السفيتة") == ["arabic"]
    assert shelf.named('"הגיעה לנמל"') == ["hebrew"]


def test_a_word_twice_in_quotes_may_be_damaged_once(shelf):
    shelf.put("one", "THE KARVALA FERRY")
    shelf.put("two", "KARVALA KARVA1A")
    assert shelf.named('"karvala karvala"') == ["two"]
