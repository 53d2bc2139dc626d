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


def test_an_attached_pdf_is_no_earlier_version(found):
    attached = more.with_an_attachment(typed(PROSE[:3]), typed([HIDDEN]))
    assert attached.count(b"startxref") == 2
    assert found(attached) == Earlier(0, 0)


@pytest.mark.parametrize("kept", [True, False], ids=["a table", "a table in a stream"])
def test_the_version_before_one_that_has_an_attachment_is_found(found, kept):
    attached = more.with_an_attachment(typed(), typed([HIDDEN]), as_a_table=kept)
    content = more.with_its_page_changed(attached, typed(PROSE[:3]))
    assert found(content).versions == 1


def test_a_file_laid_out_for_the_web_has_one_version_and_two_when_it_was_added_to(found):
    laid_out = more.laid_out_for_the_web(typed())
    assert found(laid_out).versions == 0
    assert found(more.with_its_page_changed(laid_out, typed(PROSE[:3]))).versions == 1


def test_where_a_table_is_not_where_the_file_says_every_end_counts(found):
    content = more.with_an_earlier_version(typed(), typed(PROSE[:3]))
    before, _, after = content.rpartition(b"startxref\n")
    assert found(before + b"startxref\n1\n" + after.partition(b"\n")[2]).versions == 1


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
