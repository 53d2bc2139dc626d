"""Processes that read pages, so that a page which kills its process takes no other along.

Tesseract's time-outs, a crash in a native library and a page that eats memory all
stay in one worker. Workers outlive a release: whoever converts several starts them
once.
"""

import logging
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from itertools import accumulate
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

import cv2

from flows.parents import end_with_parent
from flows.scratch import Scratch
from ocr.model import Sheet
from ocr.page import Page, ReadSettings, failed
from ocr.source import Source

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
PagesReader = Callable[[Source, Sequence[Sheet], ReadSettings], Sequence[Page]]

# A worker takes a second to start, which the listing of a release covers. More
# than this many are started only once there are pages for them.
EARLY = 4

# Pages a worker takes at a time: Tesseract and poppler take .2 s to start, a third of a
# clean page. With more of them, what is lost when a worker is killed grows.
TOGETHER = 12
# Of large pages fewer are taken, because all their images are held at once: this many
# pixels are twelve sheets at 200 dpi, five at 300 and three at 400.
PIXELS_TOGETHER = 46_000_000
# Each worker takes at most this share of what would be left for it if all were taken at
# once. With 1/2, and eight pages, FISA took five runs of the programs more; with all, who
# gets the hardest pages ends last.
SHARE = 2 / 3


def _read_pages(source: Source, sheets: Sequence[Sheet], reading: ReadSettings) -> tuple[Page, ...]:
    """Pages read by `ocr.reading`, which only who reads has to import: it takes .1 s."""
    from ocr import reading as pages

    return pages.read_pages(source, sheets, reading)


class Workers:
    """Reads pages in up to `jobs` processes; with one job, in this process.

    apart    even with one job in a process of its own: for programs that must outlive a page
    reader   what is done with pages; a function of a module, so that workers find it

    Use as a context manager: processes are gone when it is left, at once and with the programs
    they have started when an exception leaves it, such as that of a stop. They also end with
    the thread that started them (`flows.parents`), so warm them in one that stays.
    """

    def __init__(
        self, jobs: int, reader: PagesReader = _read_pages, *, apart: bool = False
    ) -> None:
        self._jobs = jobs
        self._here = jobs == 1 and not apart
        self._reader = reader
        self._pool: _Processes | None = None
        self._alone: set[_Processes] = set()  # that read one page each
        self._changing = threading.Lock()
        self._begun: dict[tuple[str, int], Future[Sequence[Page]]] = {}
        self._broken_off = False

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self._break_off()
        if self._pool:
            self._give_up(self._pool)

    def warm(self, most: int = EARLY) -> None:
        """Start the first workers now; they get ready while the caller does something else."""
        if not self._here and self._pool is None:
            pool = self._running()
            for _ in range(min(self._jobs, most)):
                pool.submit(os.getpid)

    def begin(self, source: Source, sheets: Sequence[Sheet], reading: ReadSettings) -> None:
        """Begin with pages that `read_one` will be asked for; those that were stay as they are."""
        if self._here:
            return
        pool = self._running()
        new = [sheet for sheet in sheets if (source.sha256, sheet.number) not in self._begun]
        for together in self._parted(new):
            begun = pool.submit(self._reader, source, together, reading)
            self._begun |= {(source.sha256, sheet.number): begun for sheet in together}

    def read(
        self, source: Source, sheets: Sequence[Sheet], reading: ReadSettings
    ) -> Iterator[Page]:
        """The pages as they are done, in any order; each sheet gives one page.

        Pages left when a worker died are read again one by one, each in a process of
        its own: the one that kills it comes back as FAILED.
        """
        if self._here:
            for together in self._parted(sheets):
                yield from self._reader(source, together, reading)
            return
        left = {sheet.number: sheet for sheet in sheets}
        for page in self._read_together(source, sheets, reading):
            del left[page.number]
            yield page
        for sheet in left.values():
            yield self._read_alone(source, sheet, reading)

    def read_one(self, source: Source, sheet: Sheet, reading: ReadSettings) -> Page:
        """One page, for callers that do their own waiting; safe in several threads.

        Raises CancelledError when nobody wants pages any more.
        """
        if self._here:
            return self._reader(source, [sheet], reading)[0]
        pool = self._running()
        try:
            begun = self._begun.pop((source.sha256, sheet.number), None)
            pages = (begun or pool.submit(self._reader, source, [sheet], reading)).result()
            return next(page for page in pages if page.number == sheet.number)
        except RuntimeError as reason:  # also that a pool which was shut down takes no more
            if self._broken_off:
                raise CancelledError from None
            if not isinstance(reason, BrokenProcessPool):
                raise
            self._give_up(pool)
            return self._read_alone(source, sheet, reading)

    def _read_together(
        self, source: Source, sheets: Sequence[Sheet], reading: ReadSettings
    ) -> Iterator[Page]:
        pool = self._running()
        waiting: list[Future[Sequence[Page]]] = []
        try:
            waiting += [
                pool.submit(self._reader, source, together, reading)
                for together in self._parted(sheets)
            ]
            for done in as_completed(waiting):
                yield from done.result()
        except BrokenProcessPool:
            log.warning("a worker died; the pages that are left are read one by one")
            self._give_up(pool)
        finally:
            # Whoever stops listening half-way does not want the rest.
            for future in waiting:
                future.cancel()

    def _parted(self, sheets: Sequence[Sheet]) -> Iterator[Sequence[Sheet]]:
        """Pages that are taken together; fewer towards the end, so that all end at once."""
        first = 0
        while left := len(sheets) - first:
            most = min(TOGETHER, int(SHARE * left / self._jobs))
            together = _within_pixels(sheets[first : first + max(1, most)])
            yield together
            first += len(together)

    def _read_alone(self, source: Source, sheet: Sheet, reading: ReadSettings) -> Page:
        """One page in a process of its own: if it kills the process, only it has failed."""
        pool = self._one_more()
        try:
            with pool:
                return pool.submit(self._reader, source, [sheet], reading).result()[0]
        except BrokenProcessPool:
            if self._broken_off:
                raise CancelledError from None
            return failed(sheet, "its worker process died")
        finally:
            self._alone.discard(pool)

    def _running(self) -> "_Processes":
        with self._changing:
            self._refuse_when_broken_off()
            self._pool = self._pool or _Processes(self._jobs)
            return self._pool

    def _one_more(self) -> "_Processes":
        with self._changing:
            self._refuse_when_broken_off()
            pool = _Processes(1)
            self._alone.add(pool)
            return pool

    def _refuse_when_broken_off(self) -> None:
        # Nobody would shut down a pool that is made now.
        if self._broken_off:
            raise CancelledError

    def _break_off(self) -> None:
        with self._changing:
            self._broken_off = True
            pools = [*self._alone, *([self._pool] if self._pool else [])]
        for pool in pools:
            pool.kill()

    def _give_up(self, pool: ProcessPoolExecutor) -> None:
        with self._changing:
            if self._pool is pool:
                self._pool = None
                self._begun.clear()  # they died with it
        pool.shutdown(cancel_futures=True)


def _within_pixels(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """As many of the first sheets as one worker may hold at once, and the first in any case."""
    sums = accumulate(sheet.pixels for sheet in sheets)
    return sheets[: max(1, sum(pixels <= PIXELS_TOGETHER for pixels in sums))]


class _Processes(ProcessPoolExecutor):
    """Processes that keep their temporary files in a folder, which goes when they are shut down."""

    def __init__(self, count: int) -> None:
        self._scratch = Scratch()
        self._killed = False
        self._ending, self._beginning = threading.Lock(), threading.Lock()
        begun = (os.getpid(), str(self._scratch.folder))
        # Spawned, not forked: OpenCV keeps threads a fork would lose.
        super().__init__(count, mp_context=get_context("spawn"), initializer=_start, initargs=begun)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self.kill()
        self.shutdown(cancel_futures=bool(kind))

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As that of the standard library, which starts processes here; none once killed."""
        with self._beginning:
            if self._killed:
                raise BrokenProcessPool("it was killed")
            return super().submit(call, *args, **kwargs)

    def kill(self) -> None:
        """End the processes in the midst of their pages; their programs end with them."""
        with self._beginning:
            self._killed = True
            processes = list((self._processes or {}).values())
        for process in processes:
            process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As that of the standard library, and may be called by several threads at once."""
        with self._ending:
            super().shutdown(wait, cancel_futures=cancel_futures)
        self._scratch.close()


def _start(parent: int, scratch: str) -> None:
    """Make a fresh process ready to read pages for `parent`, with temporary files in `scratch`."""
    end_with_parent(parent)
    tempfile.tempdir = scratch
    # One thread each, because the other cores have pages of their own.
    cv2.setNumThreads(1)
    import_module("ocr.reading")  # now, while the pages are still being listed
