"""Temporary files of reading processes: in a folder of their own, and gone with them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows import held_folders, scratch
from flows.scratch import Scratch, clear_away_what_was_left
from flows.workers import Workers
from ocr.model import Sheet
from ocr.page import ReadSettings, failed
from ocr.source import Source


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(held_folders, "YOUNG", -1.0)
    return tmp_path


def test_a_folder_that_somebody_holds_stays_and_goes_when_it_is_closed(temporary):
    held = Scratch()
    clear_away_what_was_left()
    assert list(temporary.iterdir()) == [held.folder]
    held.close()
    held.close()
    assert list(temporary.iterdir()) == []


def test_threads_that_close_one_folder_at_once_give_its_handle_back_once(temporary, monkeypatch):
    removing, go_on = threading.Event(), threading.Event()

    def slowly(folder, **_):
        removing.set()
        go_on.wait(10)

    monkeypatch.setattr(shutil, "rmtree", slowly)
    held = Scratch()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(held.close)
        removing.wait(10)
        second = threads.submit(held.close)
        assert second.result(10) is None
        go_on.set()
        assert first.result(10) is None


def test_what_a_killed_process_left_is_cleared_away_by_the_next(temporary):
    left = "from flows.scratch import Scratch; s = Scratch(); print(s.folder, flush=True); input()"
    env = os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", left], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().decode().strip())
        (folder / "page.pgm").write_bytes(b"what nobody should find")
        process.send_signal(signal.SIGKILL)
    assert folder.is_dir()
    ours = Scratch()
    assert list(temporary.iterdir()) == [ours.folder]
    ours.close()


def test_what_is_not_ours_and_what_is_young_is_left_alone(temporary, monkeypatch):
    (temporary / "readingroom-other").mkdir()
    (temporary / f"{scratch.PREFIX}a_link__").symlink_to(temporary / "readingroom-other")
    clear_away_what_was_left()
    assert len(list(temporary.iterdir())) == 2
    monkeypatch.setattr(held_folders, "YOUNG", 3600.0)
    (temporary / f"{scratch.PREFIX}new_made").mkdir()
    clear_away_what_was_left()
    assert len(list(temporary.iterdir())) == 3


def where(source, sheets, reading):
    """Reads no page; says where this process keeps its temporary files."""
    return [failed(sheet, tempfile.gettempdir()) for sheet in sheets]


@pytest.mark.slow  # a process is started
def test_processes_that_read_have_their_temporary_files_in_it(temporary):
    sheet = Sheet(1, 8.5, 11.0, 100)
    with Workers(1, where, apart=True) as workers:
        page = workers.read_one(Source(Path("x"), "pdf", ""), sheet, ReadSettings())
        assert Path(page.reason).parent == temporary
    assert list(temporary.iterdir()) == []
