"""Pages are read in processes, and one that kills its process is the only one lost."""

import os
import signal
import subprocess
import tempfile
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import ClassVar

import pytest

from flows.workers import Workers
from ocr.frame import Frame
from ocr.model import Sheet, Status
from ocr.page import Page, ReadSettings
from ocr.source import Source

SOURCE = Source(Path("release.pdf"), "pdf", "0" * 64)
SHEETS = [Sheet(number, 8.5, 11.0, 200) for number in range(1, 6)]


def blank(source, sheets, reading):
    frame = Frame(1700, 2200)
    return [Page(sheet.number, sheet.dpi, frame, Status.BLANK) for sheet in sheets]


def deadly_on_page_3(source, sheets, reading):
    if any(sheet.number == 3 for sheet in sheets):
        os.kill(os.getpid(), signal.SIGKILL)
    return blank(source, sheets, reading)


def statuses(workers):
    pages = workers.read(SOURCE, SHEETS, ReadSettings())
    return {page.number: str(page.status) for page in pages}


def endless(source, sheets, reading):
    program = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "sleep", "600"])
    Path(source.path).write_text(str(program.pid))
    time.sleep(600)


@pytest.mark.slow  # a process is started
def test_a_stop_ends_pages_in_their_midst_and_the_programs_that_read_them(tmp_path):
    told = tmp_path / "program"
    workers = Workers(1, endless, apart=True)
    reads = ThreadPoolExecutor(1)

    def stopped():
        with workers:
            page = reads.submit(
                workers.read_one, Source(told, "pdf", ""), SHEETS[0], ReadSettings()
            )
            while not told.exists() or not told.read_text():
                time.sleep(0.05)
            began.append((time.monotonic(), page))
            raise KeyboardInterrupt

    began: list[tuple[float, Future[Page]]] = []
    with pytest.raises(KeyboardInterrupt):
        stopped()
    ((since, page),) = began
    with pytest.raises(CancelledError):
        page.result(30)
    program = Path(f"/proc/{told.read_text()}/stat")
    while program.exists() and program.read_text().split()[2] != "Z":
        assert time.monotonic() - since < 60
        time.sleep(0.05)


def left_by_a_stop(workers):
    with pytest.raises(KeyboardInterrupt), workers:
        raise KeyboardInterrupt


def test_after_a_stop_no_page_is_begun_although_none_was_before(monkeypatch):
    monkeypatch.setattr("flows.workers._Processes", lambda count: pytest.fail("a process"))
    workers = Workers(2, blank)
    left_by_a_stop(workers)
    for begun in (
        lambda: workers.read_one(SOURCE, SHEETS[0], ReadSettings()),
        lambda: workers.begin(SOURCE, SHEETS, ReadSettings()),
        lambda: list(workers.read(SOURCE, SHEETS, ReadSettings())),
    ):
        with pytest.raises(CancelledError):
            begun()


class Dying:
    """Processes in the place of ours: the first die of the page, others read until killed."""

    made: ClassVar[list["Dying"]] = []

    def __init__(self, count):
        self.made.append(self)
        self.pages: list[Future[list[Page]]] = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()

    def submit(self, *_):
        self.pages.append(Future())
        if self is self.made[0]:
            self.kill()
        return self.pages[-1]

    def kill(self):
        for page in self.pages:
            page.set_exception(BrokenProcessPool())

    def shutdown(self, **_):
        pass


def test_a_stop_ends_a_page_that_is_read_alone_too(monkeypatch):
    monkeypatch.setattr("flows.workers._Processes", Dying)
    monkeypatch.setattr(Dying, "made", [])
    workers = Workers(2, blank)
    with ThreadPoolExecutor(1) as reads:
        page = reads.submit(workers.read_one, SOURCE, SHEETS[0], ReadSettings())
        while len(Dying.made) < 2 or not Dying.made[1].pages:
            time.sleep(0.001)
        left_by_a_stop(workers)
        with pytest.raises(CancelledError):
            page.result(10)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_sheet_gives_one_page(jobs):
    with Workers(jobs, blank) as workers:
        assert statuses(workers) == dict.fromkeys(range(1, 6), "blank")


def taken_together(dpi):
    """How many of 40 Letter pages at a resolution one worker is given at a time, at most."""
    taken = []

    def noted(source, sheets, reading):
        taken.append(len(sheets))
        return blank(source, sheets, reading)

    with Workers(1, noted) as workers:
        list(workers.read(SOURCE, [Sheet(n, 8.5, 11.0, dpi) for n in range(40)], ReadSettings()))
    assert sum(taken) == 40
    return max(taken)


def test_of_large_pages_fewer_are_taken_together():
    assert [taken_together(dpi) for dpi in (200, 300, 400, 1200)] == [12, 5, 3, 1]


def counted(source, sheets, reading):
    """Leaves a file for each page that is read."""
    for sheet in sheets:
        handle, _ = tempfile.mkstemp(prefix=f"{sheet.number}-", dir=source.path)
        os.close(handle)
    return blank(source, sheets, reading)


@pytest.mark.slow
def test_pages_that_were_begun_are_read_once_although_they_are_begun_again(tmp_path):
    source = Source(tmp_path, "pdf", "0" * 64)
    with Workers(2, counted) as workers:
        workers.begin(source, SHEETS, ReadSettings())
        workers.begin(source, SHEETS, ReadSettings())
        pages = [workers.read_one(source, sheet, ReadSettings()) for sheet in SHEETS]
    assert [page.number for page in pages] == [1, 2, 3, 4, 5]
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.slow
def test_threads_that_wait_for_pages_when_a_worker_dies_all_get_theirs():
    with Workers(2, deadly_on_page_3) as workers, ThreadPoolExecutor(len(SHEETS)) as threads:
        waiting = [
            threads.submit(workers.read_one, SOURCE, sheet, ReadSettings()) for sheet in SHEETS
        ]
        pages = {page.number: str(page.status) for page in (each.result(60) for each in waiting)}
    assert pages == {1: "blank", 2: "blank", 3: "failed", 4: "blank", 5: "blank"}


@pytest.mark.slow
def test_a_page_that_kills_its_process_fails_alone_and_the_next_release_is_read():
    with Workers(2, deadly_on_page_3) as workers:
        first, second = statuses(workers), statuses(workers)
    assert first == {1: "blank", 2: "blank", 3: "failed", 4: "blank", 5: "blank"}
    assert second == first
