"""Work on a file that may be made to break its reader: in a process of its own, with limits."""

import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from flows.errors import TooInvolved

MOST_MEMORY = 4 << 30  # bytes
MOST_SECONDS = 600

Given = ParamSpec("Given")
Made = TypeVar("Made")


def apart(
    path: Path, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs
) -> Made:
    """What `work` makes of the file at `path`; raises TooInvolved, and what it raises itself."""
    try:
        with ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_within_limits
        ) as pool:
            return pool.submit(work, *given, **named).result()
    except (BrokenProcessPool, MemoryError, RecursionError) as reason:
        raise TooInvolved(path) from reason


def _within_limits() -> None:
    """Bound this process: a file of a few bytes may unfold into more than the machine has."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
