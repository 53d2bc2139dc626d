"""Pages as Prefect tasks: one a page, on a runner with a bound.

No image crosses a task's boundary: a task gets the path of the release and the
number of a page, and gives back its words. READINGROOM_TASK_RUNNER names the runner.

    threads     a thread a task, which waits for a worker process (`flows.workers`)
    processes   a pool of processes
    dask, ray   a cluster that is there already (extras [dask] and [ray]), or one
                made for the run when READINGROOM_TASK_ADDRESS is empty
"""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.futures import as_completed
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.errors import BadSetting
from flows.workers import Workers
from ocr.errors import ReadingRoomError
from ocr.model import Sheet
from ocr.page import Page, ReadSettings
from ocr.reading import read_pages
from ocr.source import Source

RUNNER = "READINGROOM_TASK_RUNNER"
ADDRESS = "READINGROOM_TASK_ADDRESS"


def can_pass(task: Any, task_run: Any, state: Any) -> bool:
    """Whether a failed page task is worth another try: not when the reason is known to stay."""
    try:
        state.result()
    except (ReadingRoomError, CancelledError):
        return False
    except Exception:
        return True
    return False


# Without tags: before a task with tags begins, Prefect asks the server for a slot of each, by
# a client that does not wait for a server that is away, and fails the task.
@task(
    name="read-page",
    task_run_name="{source.path.name} page {sheet.number}",
    retries=1,
    retry_delay_seconds=2,
    retry_condition_fn=can_pass,
    persist_result=False,
    cache_policy=NO_CACHE,
)
def read_page_task(source: Source, sheet: Sheet, reading: ReadSettings, by: str = "") -> Page:
    """Read one page: with the workers of this process that are called `by`, else right here.

    Raises CancelledError when those workers have ended: nobody wants the page any more.
    """
    if not by:
        return read_pages(source, [sheet], reading)[0]
    workers = _workers.get(by)
    if workers is None:
        raise CancelledError
    return workers.read_one(source, sheet, reading)


# The workers that tasks in threads of this process share, by names of their own. A task's
# arguments may travel to another machine, and processes cannot.
_workers: dict[str, Workers] = {}


@contextmanager
def page_tasks(workers: Workers) -> Iterator["PageTasks"]:
    """Page tasks that use `workers` where they run in this process."""
    if os.environ.get(RUNNER, "threads") != "threads":
        yield PageTasks()
        return
    by = uuid4().hex
    _workers[by] = workers
    try:
        with workers:
            workers.warm(sys.maxsize)
            yield PageTasks(by)
    finally:
        del _workers[by]


class PageTasks:
    """Reads pages as tasks of the flow run this is used in.

    by   what the workers of this process are called that read them; "": wherever a task runs
    """

    def __init__(self, by: str = "") -> None:
        self.by = by

    def warm(self) -> None:
        """The runner is there already."""

    def read(
        self, source: Source, sheets: Sequence[Sheet], reading: ReadSettings
    ) -> Iterator[Page]:
        """The pages as their tasks end, in any order."""
        if FlowRunContext.get() is None:
            raise RuntimeError("page tasks need a flow run")
        if self.by:
            _workers[self.by].begin(source, sheets, reading)
        futures = [read_page_task.submit(source, sheet, reading, self.by) for sheet in sheets]
        for future in as_completed(futures):
            yield future.result()


def task_runner(jobs: int) -> TaskRunner[Any]:
    """The runner that the environment asks for, with at most `jobs` pages at once here.

    Raises BadSetting.
    """
    kind = os.environ.get(RUNNER, "threads")
    address = os.environ.get(ADDRESS) or None
    if kind == "threads":
        return ThreadPoolTaskRunner(max_workers=jobs)
    if kind == "processes":
        return ProcessPoolTaskRunner(max_workers=jobs)
    try:
        if kind == "dask":
            from prefect_dask import DaskTaskRunner

            local = {"n_workers": jobs, "threads_per_worker": 1, "dashboard_address": None}
            dask: TaskRunner[Any] = DaskTaskRunner(
                address=address, cluster_kwargs=None if address else local
            )
            return dask
        if kind == "ray":
            from prefect_ray import RayTaskRunner

            here = None if address else {"num_cpus": jobs, "include_dashboard": False}
            ray: TaskRunner[Any] = RayTaskRunner(address=address, init_kwargs=here)
            return ray
    except ImportError as reason:
        raise BadSetting(RUNNER, f"pip install 'readingroom[{kind}]'") from reason
    raise BadSetting(RUNNER, "it must be threads, processes, dask or ray")
