"""Runs of the form that are told to end: at any moment, and whatever has become of the release."""

from contextlib import contextmanager

import pytest

from flows import accession
from flows.ledger_entry import State
from flows.notices import notices
from tests.shelves import FINGERPRINT, FakeReaders, desk, drop_pages
from tests.test_asked import ask

# Prefect takes seconds to import, and warns about itself.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def ended(*_, **__):
    from prefect.exceptions import TerminationSignal

    raise TerminationSignal(15)


def told_to_end(at, entry):
    """Convert it in a run that is told to end meanwhile, which must be what ends it."""
    from prefect.exceptions import TerminationSignal

    from flows.prefect_flows import _convert

    with pytest.raises(TerminationSignal), notices(stopped=0.0) as told:
        _convert(at, entry, told)


@contextmanager
def asked_for(home, before=ended):
    """A desk, and a release that was asked for with settings of its own and claimed."""
    with desk(home, FakeReaders(before)) as at:
        drop_pages(at.library.inbox, "long.tif", 2)
        sha256 = ask(at, "long.tif", FINGERPRINT)
        yield at, at.ledger.claim(at.owner, -1.0, FINGERPRINT, sha256=sha256)


def test_one_that_is_done_at_that_moment_stays_done(tmp_path, monkeypatch):
    monkeypatch.setattr(accession, "tidy", ended)
    with asked_for(tmp_path, before=lambda sheet: None) as (at, entry):
        told_to_end(at, entry)
        assert [each.state for each in at.ledger.entries()] == [State.DONE]


def test_one_that_another_worker_has_taken_over_stays_with_it(tmp_path):
    def taken_over(sheet):
        assert at.ledger.claim("you", 60.0, FINGERPRINT)
        ended()

    with asked_for(tmp_path, before=taken_over) as (at, entry):
        told_to_end(at, entry)
        assert [(each.state, each.owner) for each in at.ledger.entries()] == [
            (State.RUNNING, "you")
        ]


@pytest.mark.parametrize(("cancelled", "due"), [(True, 0), (False, 1)])
def test_no_sweep_takes_it_while_the_server_is_asked_whether_it_was_cancelled(
    tmp_path, monkeypatch, cancelled, due
):
    from flows import prefect_flows

    def was_cancelled():
        assert at.ledger.apart.due() == []
        return cancelled

    monkeypatch.setattr(prefect_flows, "was_cancelled", was_cancelled)
    with asked_for(tmp_path) as (at, entry):
        told_to_end(at, entry)
        assert len(at.ledger.apart.due()) == due
