"""Conversions with settings of their own: gone on with when they were broken off, or left."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from flows import status
from flows.accession import Outcome, accession
from flows.fingerprint import fingerprint
from flows.inbox import checksum
from flows.ledger_entry import State
from flows.places import Place
from flows.settings import read_settings
from flows.sweep import retry, survey, sweep
from tests.shelves import FINGERPRINT, FakeReaders, desk, drop, drop_pages, released

ASKED = {"pages": "2-4", "dpi": 200}


@pytest.fixture(scope="module")
def under():
    """The fingerprint of what is asked for."""
    return fingerprint(read_settings(**ASKED))


def ask(at, name, under, asked=ASKED, grace=0.0):
    """Somebody asks for a file of the inbox with settings of its own; it is entered."""
    sha256 = checksum(Place(at.library.inbox, name))
    told = json.dumps(asked)
    at.ledger.enter(sha256, under, name, Path("inbox") / name, asked=told, grace=grace)
    return sha256


def broken_off(at, name, under):
    """A run is killed at the third page it reads."""
    sha256 = ask(at, name, under)
    with pytest.raises(KeyboardInterrupt):
        accession(at, at.ledger.claim("dead", -1.0, under, sha256=sha256))


def power_cut(at_page):
    def before(sheet):
        if sheet.number == at_page:
            raise KeyboardInterrupt

    return before


def shelves(home):
    """What the folders of releases are called, without checksums of files."""
    return [name.partition("-")[0] + name[name.rfind("-") :] for name in released(home)]


def test_one_whose_run_was_killed_is_gone_on_with_by_a_sweep(tmp_path, under):
    first, second = FakeReaders(power_cut(4)), FakeReaders()
    asked = read_settings(**ASKED)
    with desk(tmp_path, first, fingerprint=under, settings=asked) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        broken_off(at, "long.tif", under)
    with desk(tmp_path, second, owner="you") as at:
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        (entry,) = at.ledger.entries(State.DONE)
        assert list(at.library.work.iterdir()) == []
    assert (first.read_pages, second.read_pages) == ([2, 3], [4])
    assert shelves(tmp_path) == [f"long-{under}"]
    record = json.loads((tmp_path / entry.folder / "release.json").read_text())
    assert [page["number"] for page in record["pages"]] == [2, 3, 4]


def test_one_that_was_cancelled_waits_for_somebody_to_ask_again_with_its_pages(tmp_path, under):
    readers = FakeReaders()
    with desk(tmp_path, FakeReaders(power_cut(4)), fingerprint=under) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        broken_off(at, "long.tif", under)
    with desk(tmp_path, readers, settle=3600.0) as at:
        (entry,) = at.ledger.entries()
        at.ledger.apart.leave(entry, "it was cancelled")
        assert sweep(at).outcomes == {}
        (told,) = status.as_values(status.look(at.ledger))["releases"]
        assert (told["state"], told["reason"], told["next_try_in"]) == (
            "failed",
            "it was cancelled",
            None,
        )
        assert json.loads(told["asked"]) == ASKED
        (line,) = status.as_lines(status.look(at.ledger))[1:2]
        assert "long.tif, with settings of its own" in line
        assert "not tried again by itself" in line
        assert not at.ledger.claim("you", 60.0, under, sha256=entry.sha256)
        mine = at.ledger.claim("you", -1.0, under, sha256=entry.sha256, at_once=True)
        assert mine
        assert list((tmp_path / "work").glob("*/pages/000003.json"))


def test_retrying_one_keeps_its_settings(tmp_path, under):
    with desk(tmp_path) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        ask(at, "long.tif", under)
        (entry,) = at.ledger.entries()
        at.ledger.apart.leave(entry, "it was cancelled")
        retry(at.library, at.ledger, "long.tif", FINGERPRINT)
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        assert at.ledger.entry(entry.sha256, under).pages == 3


def test_a_page_that_it_does_not_have_fails_it_and_leaves_its_file_to_the_library(tmp_path):
    asked = {"pages": "7"}
    own = fingerprint(read_settings(**asked))
    with desk(tmp_path) as at:
        drop(at.library.inbox, "letter.png")
        ask(at, "letter.png", own, asked)
        assert sweep(at).outcomes == {Outcome.FAILED: 1}
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        (entry,) = at.ledger.entries(State.FAILED)
    assert "has no page 7" in entry.reason
    assert list((tmp_path / "quarantine").iterdir()) == []
    assert len(released(tmp_path)) == 1


def test_a_language_that_is_not_installed_fails_it_and_holds_up_nothing_else(tmp_path, under):
    asked = {"language": "xyz"}
    own = fingerprint(read_settings(**asked))
    with desk(tmp_path, settle=3600.0) as at:
        drop_pages(at.library.inbox, "foreign.tif", 2)
        drop_pages(at.library.inbox, "long.tif", 6)
        ask(at, "foreign.tif", own, asked)
        ask(at, "long.tif", under)
        assert sweep(at).outcomes == {Outcome.FAILED: 1, Outcome.DONE: 1}
        assert sweep(at).outcomes == {}
        (entry,) = at.ledger.entries(State.FAILED)
    assert "xyz" in entry.reason


def test_one_of_an_older_version_is_converted_by_this_one(tmp_path, under):
    with desk(tmp_path) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        ask(at, "long.tif", "old0old0old0")
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        assert [entry.fingerprint for entry in at.ledger.entries()] == [under]


def test_one_of_an_older_version_is_converted_when_the_library_has_taken_its_file(tmp_path, under):
    with desk(tmp_path) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        ask(at, "long.tif", "old0old0old0")
        survey(at)
        assert sweep(at).outcomes == {Outcome.DONE: 2}
        assert {entry.fingerprint for entry in at.ledger.entries()} == {FINGERPRINT, under}
        assert list(at.library.inbox.iterdir()) == []


@pytest.mark.slow
def test_one_whose_file_is_gone_goes_on_with_the_copy_that_a_killed_run_made(tmp_path, under):
    with desk(tmp_path, FakeReaders(power_cut(4)), settings=read_settings(**ASKED)) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        broken_off(at, "long.tif", "old0old0old0")
        (at.library.inbox / "long.tif").unlink()
    with desk(tmp_path) as at:
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        assert at.ledger.entries()[0].fingerprint == under


def test_one_whose_file_is_gone_says_so_and_stays_on_record(tmp_path, under):
    with desk(tmp_path) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        sha256 = ask(at, "long.tif", under)
        (at.library.inbox / "long.tif").unlink()
        assert sweep(at).outcomes == {Outcome.FAILED: 1}
        assert sweep(at).outcomes == {}
        assert "taken away before it was read" in at.ledger.entry(sha256, under).reason


@pytest.mark.slow
def test_one_that_is_asked_for_again_with_its_file_elsewhere_is_read_from_there(tmp_path, under):
    with desk(tmp_path, settle=3600.0) as at:
        there = drop_pages(at.library.inbox, "long.tif", 6)
        ask(at, "long.tif", under)
        there.rename(at.library.inbox / "moved.tif")
        assert sweep(at).outcomes == {Outcome.FAILED: 1}
        sha256 = ask(at, "moved.tif", under)
        again = at.ledger.claim("its run", 60.0, under, sha256=sha256, at_once=True)
        assert accession(at, again) is Outcome.DONE


@pytest.mark.parametrize("asked", ['{"dpi": "wide"}', ""])
def test_settings_that_cannot_be_used_hold_up_nothing_else(tmp_path, under, asked):
    with desk(tmp_path) as at:
        drop(at.library.inbox, "bad.png")
        sha256 = ask(at, "bad.png", under)
        (entry,) = at.ledger.entries()
        at.ledger.retry(replace(entry, asked=asked), entry.path, under)
        survey(at)
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        assert "its settings cannot be used" in at.ledger.entry(sha256, under).reason


def test_one_that_broke_off_too_often_is_converted_when_somebody_asks_again(tmp_path, under):
    with desk(tmp_path, settle=3600.0, broken_off=1) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        sha256 = ask(at, "long.tif", under)
        at.ledger.claim("dead", -1.0, under, sha256=sha256)
        assert sweep(at).outcomes == {Outcome.FAILED: 1}
        again = at.ledger.claim("its run", 60.0, under, sha256=sha256, at_once=True)
        assert accession(at, again) is Outcome.DONE


def test_one_that_was_just_asked_for_is_left_to_its_run(tmp_path, under):
    with desk(tmp_path, settle=3600.0) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        sha256 = ask(at, "long.tif", under, grace=60.0)
        assert sweep(at).outcomes == {}
        assert at.ledger.claim("its run", 60.0, under, sha256=sha256, at_once=True)
        assert sweep(at).outcomes == {}
