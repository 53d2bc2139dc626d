"""A library's index follows its releases by itself; one that cannot be used says so."""

import logging

import pytest

from flows.search import parse, search
from flows.search_index import Filters
from flows.search_places import index_of_library, take_into_index
from flows.search_sqlite import opened
from flows.sweep import survey, sweep
from tests.shelves import desk, drop, released


def hits(index, query):
    return [hit.page.folder for hit in search(index, parse(query), Filters(), most=9).hits]


@pytest.fixture
def library(tmp_path):
    """A library of two releases, as a sweep leaves it."""
    with desk(tmp_path) as at:
        drop(at.library.inbox, "one.png")
        drop(at.library.inbox, "two.png")
        survey(at)
        sweep(at)
        yield at


def word_of(at):
    """A word that both releases hold."""
    return next(at.library.releases.glob("*/text.txt")).read_text().split()[0]


def test_a_release_is_in_the_index_once_it_is_done(library):
    with opened(library.library.index) as index:
        assert set(index.store.known()) == set(released(library.library.home))
        assert len(hits(index, word_of(library))) == 2


def test_what_a_killed_worker_did_not_take_in_the_next_search_does(library):
    (library.library.index).unlink()
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


def test_one_release_is_taken_in_without_a_look_at_the_others(library):
    [first, *_] = sorted(released(library.library.home))
    for each in library.library.releases.glob("*/release.json"):
        each.touch()  # all of them look changed
    take_into_index(library.library, library.rules, first)
    with index_of_library(library.rules) as index:
        assert index.follow(library.library.releases).taken_in == 1
