"""Earlier versions that a PDF still holds: told from what is none, and from what was not read."""

import json
from pathlib import Path

import pytest

from flows.audit import NO_EXTRAS, Audit
from flows.audit_report import as_line, as_value_line
from ocr.earlier_versions import Earlier, earlier_versions
from ocr.errors import MissingTool
from tests import more_leaky_pdfs as more
from tests.typeset_pdfs import HIDDEN, PROSE, typed

LETTERS = sum(character.isalnum() for character in HIDDEN)


@pytest.fixture
def found(tmp_path):
    def look(content, max_pages=100, timeout=60.0):
        path = tmp_path / "release.pdf"
        path.write_bytes(content)
        return earlier_versions(path, tmp_path, max_pages=max_pages, timeout=timeout)

    return look


def test_a_version_with_too_many_pages_is_unread_and_not_one_that_lost_nothing(found):
    content = more.with_pages_taken_out([typed(PROSE[:2]), typed([HIDDEN]), typed([PROSE[0]])])
    assert found(content).characters > LETTERS
    assert found(content, max_pages=2) == Earlier(1, 0, unread=1)


def test_of_a_newest_version_that_takes_too_long_no_word_is_gone(found):
    content = more.with_an_earlier_version(typed(), typed(PROSE[:3]))
    assert found(content, timeout=0.0001) == Earlier(1, 0, unread=1)


def test_a_program_that_is_missing_is_no_version_that_could_not_be_read(found, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingTool):
        found(more.with_an_earlier_version(typed(), typed(PROSE[:3])))


def test_an_audit_says_how_many_versions_could_not_be_read():
    done = Audit(Path("release.pdf"), 1, (), NO_EXTRAS, Earlier(3, 0, unread=2))
    assert "2 earlier versions that could not be read" in as_line(done)
    assert json.loads(as_value_line(done))["earlier_unread"] == 2
