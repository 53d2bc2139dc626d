"""A release that stands on its shelf, written in formats that it lacks."""

import pytest

from flows.accession import Outcome
from flows.added_formats import add_formats
from flows.release_formats import formats_in
from flows.settings import Settings
from flows.sweep import reenter, survey, sweep
from tests.shelves import desk, drop

OTHER = "new0new0new0"


@pytest.fixture
def shelf(tmp_path):
    """The folder of a release that a library has converted."""
    with desk(tmp_path) as at:
        drop(at.library.inbox, "letter.png")
        survey(at)
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        (folder,) = at.library.releases.iterdir()
    return folder


def test_a_release_is_written_in_every_format_that_is_asked_for(shelf):
    add_formats(shelf, ["alto", "hocr", "markdown", "pdf", "tei"], Settings())
    assert formats_in(shelf) == ("alto", "hocr", "markdown", "pdf", "tei")
    assert (shelf / "searchable.pdf").read_bytes().startswith(b"%PDF-")


def test_what_is_there_already_stays_as_it_is(shelf):
    (shelf / "text.md").write_text("someone's own")
    add_formats(shelf, ["markdown"], Settings())
    assert (shelf / "text.md").read_text() == "someone's own"


def test_a_library_that_converts_a_release_anew_writes_its_formats_anew(tmp_path, shelf):
    add_formats(shelf, ["alto", "tei"], Settings())
    before = (shelf / "alto.xml").stat().st_ino
    with desk(tmp_path, fingerprint=OTHER) as at:
        reenter(at.ledger, OTHER)
        assert sweep(at).outcomes == {Outcome.DONE: 1}
    assert formats_in(shelf) == ("alto", "tei")
    assert (shelf / "alto.xml").stat().st_ino != before
