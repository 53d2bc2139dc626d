"""A library's index follows its releases by itself; one that cannot be used says so."""

import json
import logging

import pytest
from click.testing import CliRunner

from flows.cli import cli
from flows.doctor import search_index
from flows.errors import BadQuery, NoLibrary, OneRelease
from flows.library import Library, make_library
from flows.output import INDEX
from flows.search import parse, search
from flows.search_file import opened
from flows.search_index import Filters
from flows.search_places import index_of_library, take_into_index
from flows.settings import LibrarySettings
from flows.sweep import survey, sweep
from ocr.errors import InputMissing
from tests.shelves import desk, drop, released
from tests.test_search import Shelf


def hits(index, query):
    return [hit.page.folder for hit in search(index, parse(query), Filters(), most=9).hits]


class Shelved:
    """A library of two releases that no index knows of."""

    def __init__(self, home):
        self.library = make_library(home)
        self.rules = LibrarySettings(home=home)
        shelf = Shelf(self.library.releases)
        shelf.put("one", "THE NIGHT FERRY")
        shelf.put("two", "THE FERRY")


@pytest.fixture
def library(tmp_path):
    return Shelved(tmp_path)


def test_a_release_is_in_the_index_once_it_is_done(tmp_path):
    with desk(tmp_path) as at:
        drop(at.library.inbox, "one.png")
        survey(at)
        sweep(at)
    with opened(at.library.index) as index:
        assert set(index.store.known()) == set(released(tmp_path))


def test_a_folder_that_a_killed_correction_left_is_no_release(library):
    left = library.library.releases / ".readingroom-1a2b3c4d"
    (library.library.releases / "two").rename(left)
    with index_of_library(library.rules) as index:
        assert index.follow(library.library.releases).taken_in == 1
        assert hits(index, "ferry") == ["one"]


def test_what_a_killed_worker_did_not_take_in_the_next_search_does(library):
    with index_of_library(library.rules) as index:
        assert index.follow(library.library.releases).taken_in == 2
        assert index.follow(library.library.releases).taken_in == 0


def test_an_index_that_cannot_be_used_does_not_make_a_release_a_failure(tmp_path, caplog):
    with desk(tmp_path) as at:
        (at.library.index).write_bytes(b"no database at all" * 300)
        drop(at.library.inbox, "one.png")
        survey(at)
        with caplog.at_level(logging.WARNING):
            outcomes = sweep(at).outcomes
    assert {str(outcome): n for outcome, n in outcomes.items()} == {"done": 1}
    assert "not in the search index yet" in caplog.text


class Unforeseen(Library):
    """A library that fails in a way nobody thought of."""

    @property
    def releases(self):
        raise AttributeError("nobody thought of this")


def test_an_error_that_nobody_foresaw_does_not_make_a_release_a_failure(library, caplog):
    take_into_index(Unforeseen(library.library.home), library.rules, "one")
    assert "one is not in the search index yet" in caplog.text
    assert "nobody thought of this" in caplog.text


def test_one_release_is_taken_in_without_a_look_at_the_others(library):
    take_into_index(library.library, library.rules, "one")
    with index_of_library(library.rules) as index:
        assert index.follow(library.library.releases).taken_in == 1


@pytest.fixture
def told(library, monkeypatch):
    """The command, run in this process on the library."""
    monkeypatch.setenv("READINGROOM_HOME", str(library.library.home))
    return lambda *given: CliRunner().invoke(cli, ["search", *given])


def test_the_command_says_where_a_word_stands_and_how_sure_that_is(library, told):
    done = told("ferry", "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first.keys() >= {"release", "page", "line", "box", "confidence", "snippet"}
    assert {first["folder"], second["folder"]} == set(released(library.library.home))
    assert (first["letters_off"], first["line"], first["page"]) == (0, "p1-l1", 1)
    assert "exact, confidence" in told("ferry").stdout


def test_the_command_on_a_folder_takes_in_what_convert_wrote_there(library, told):
    releases = library.library.releases
    assert len(told("ferry", str(releases), "--json").stdout.splitlines()) == 2
    assert (releases / INDEX).exists()


def test_the_command_on_a_library_looks_in_its_own_index_and_drops_nothing(library, tmp_path):
    take_into_index(library.library, library.rules, "one")
    done = CliRunner().invoke(cli, ["search", "ferry", str(tmp_path), "--json"])
    assert len(done.stdout.splitlines()) == 2
    with opened(library.library.index) as index:
        assert set(index.store.known()) == {"one", "two"}


def test_the_command_makes_no_index_where_there_are_no_releases_to_search(library, told):
    one = library.library.releases / "one"
    before = set(one.iterdir())
    done = told("ferry", str(one))
    assert (done.exit_code, set(one.iterdir())) == (OneRelease.exit_code, before)
    assert str(one.parent) in done.stderr
    assert told("ferry", str(one.parent / "onee")).exit_code == InputMissing.exit_code


def test_a_release_that_is_called_releases_makes_no_library_of_a_folder(tmp_path):
    Shelf(tmp_path).put("releases", "THE FERRY")
    done = CliRunner().invoke(cli, ["search", "ferry", str(tmp_path), "--json"])
    assert len(done.stdout.splitlines()) == 1


def test_the_command_says_when_nothing_is_found_and_refuses_what_is_no_query(library, told):
    assert "nothing found" in told("zeppelin").stderr
    assert told("!?").exit_code == BadQuery.exit_code
    assert told("ferry", "--year", "99999999999999999999").exit_code == 2


def test_without_a_library_the_command_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("READINGROOM_HOME", str(tmp_path / "none"))
    assert CliRunner().invoke(cli, ["search", "ferry"]).exit_code == NoLibrary.exit_code


def test_the_doctor_knows_of_the_index(library):
    def said():
        return search_index(library.library, library.rules)

    assert "none yet" in said().said
    take_into_index(library.library, library.rules, "one")
    assert (said().said, said().remedy) == ("1 releases", "")
    library.library.index.write_bytes(b"no database at all" * 300)
    assert "delete it" in said().remedy


@pytest.mark.slow
def test_the_index_is_in_the_ledger_where_that_is_postgresql(library, postgres_url):
    rules = LibrarySettings(home=library.library.home, ledger_url=postgres_url)
    for folder in released(library.library.home):
        take_into_index(library.library, rules, folder)
    with index_of_library(rules) as index:
        assert index.follow(library.library.releases).taken_in == 0
        assert len(hits(index, "ferry")) == 2
    assert not library.library.index.exists()


@pytest.mark.slow
def test_two_libraries_with_one_postgres_keep_to_their_own(tmp_path, postgres_url):
    indexes = []
    for name in ("first", "second"):
        home = tmp_path / name
        Shelf(make_library(home).releases).put(name, f"THE {name.upper()} FERRY")
        indexes.append(index_of_library(LibrarySettings(home=home, ledger_url=postgres_url)))
        indexes[-1].follow(home / "releases")
    assert [hits(index, "ferry") for index in indexes] == [["first"], ["second"]]
    indexes[0].store.drop(["second"])
    assert hits(indexes[1], "ferry") == ["second"]
    for index in indexes:
        index.store.close()
