"""-o - is the standard output, for every command whose -o names a file."""

import errno
import json
import os
import tempfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flows.cli import cli
from flows.cli_out import STANDARD_OUTPUT, place_for, put
from flows.errors import DiskFull, OutputNotWritable
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


def test_the_standard_output_is_called_by_its_name(release):
    done = CliRunner().invoke(cli, ["browse", str(release.parent), "-o", "-"])
    assert "standard output: releases" in done.stderr


def test_no_room_for_what_is_to_be_printed_is_told_as_an_error(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    with pytest.raises(OutputNotWritable), place_for(STANDARD_OUTPUT) as made:
        made.write_bytes(b"x")


def test_a_full_disk_is_told_as_one(monkeypatch):
    with pytest.raises(DiskFull), place_for(STANDARD_OUTPUT):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    file, link = tmp_path / "real.txt", tmp_path / "link.txt"
    file.write_text("old")
    link.symlink_to(file)
    put("new", link)
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert sorted(tmp_path.iterdir()) == [link, file]


def test_a_pipe_is_written_to_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        put("made", pipe)
        assert os.read(reading, 10) == b"made"
    finally:
        os.close(reading)
    assert pipe.is_fifo()


def test_a_folder_is_no_place_for_a_file(tmp_path):
    with pytest.raises(OutputNotWritable):
        put("made", tmp_path)
