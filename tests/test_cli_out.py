"""-o - is the standard output, for every command whose -o names a file."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flows.cli import cli
from flows.cli_out import STANDARD_OUTPUT, place_for
from flows.record import SCHEMA
from tests.records import page, record


@pytest.fixture
def release(tmp_path, monkeypatch):
    """A converted release; the working folder is an empty one, in which a file would be seen."""
    told = record(page(1) | {"skew": 0.0}) | {"schema": SCHEMA}
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "release.json").write_text(json.dumps(told))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "harbor"


@pytest.mark.parametrize(
    ("command", "begins"), [("restore", "[PAGE 1]"), ("browse", "<!doctype html>")]
)
def test_a_dash_prints_and_writes_no_file(release, command, begins):
    folder = release.parent if command == "browse" else release
    done = CliRunner().invoke(cli, [command, str(folder), "-o", "-"])
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(begins)
    assert list(Path().iterdir()) == []


def test_what_is_no_text_is_printed_as_its_bytes(release):
    @click.command()
    def draw():
        with place_for(STANDARD_OUTPUT) as made:
            made.write_bytes(b"\x89PNG\r\n")

    assert CliRunner().invoke(draw).stdout_bytes == b"\x89PNG\r\n"
    assert list(Path().iterdir()) == []
