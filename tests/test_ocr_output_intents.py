"""What a PDF says of a press is hidden from poppler, and nothing else of the file."""

import pytest

from ocr.output_intents import LARGEST, without_intents


@pytest.fixture
def held(tmp_path):
    """A file of these bytes, and what poppler is given in its place."""

    def made(content):
        path = tmp_path / "scan.pdf"
        path.write_bytes(content)
        with without_intents(path) as given:
            return given.read_bytes(), given == path

    return made


@pytest.mark.parametrize("value", [b" 10 0 R ", b"[ << /S /GTS_PDFA1 >> ]", b"\n10 0 R"])
def test_the_entry_of_the_catalogue_has_a_name_that_nobody_knows(value, held):
    given, itself = held(b"%PDF-1.4 << /OutputIntents" + value + b">>")
    assert given == b"%PDF-1.4 << /OutputIntentz" + value + b">>"
    assert not itself


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"(/OutputIntents) Tj", b"/OutputIntentsX [ ]"])
def test_a_file_without_one_is_given_as_it_is(content, held):
    assert held(content) == (content, True)


def test_a_file_that_is_large_or_missing_is_left_to_poppler(tmp_path):
    path = tmp_path / "scan.pdf"
    with without_intents(path) as given:
        assert given == path
    with path.open("wb") as file:
        file.write(b"/OutputIntents [ ]")
        file.truncate(LARGEST + 1)
    with without_intents(path) as given:
        assert given == path


def test_the_copy_is_gone_afterwards(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(b"/OutputIntents [ ]")
    with without_intents(tmp_path / "scan.pdf") as given:
        pass
    assert not given.exists()
