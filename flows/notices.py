"""What a run tells its web page, said beside the run and never in its way.

Progress, summary and links are a courtesy. Prefect's client tries for minutes to reach a
server that is away, and then raises; a conversion must neither wait for that nor fail of it.
So a thread of its own says these things, in order, and what it cannot say is logged and left.
"""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context

log = logging.getLogger(__name__)


class Notices:
    """Says things one after the other; `notices` makes one for a run."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread
        self._context = copy_context()  # which run it is, and the run's client
        self._gave_up = 0.0  # when; on the clock of time.monotonic

    def put_up(self, say: Callable[[], object]) -> None:
        """Say it soon. When saying something fails, what waits behind it is left out as well."""
        self._thread.submit(self._context.run, self._say, say, time.monotonic())

    def _say(self, say: Callable[[], object], since: float) -> None:
        if since < self._gave_up:
            return
        try:
            say()
        except Exception as reason:  # whatever the server says: the conversion goes on
            self._gave_up = time.monotonic()
            log.warning("the web page could not be told how it goes: %s", reason)


@contextmanager
def notices() -> Iterator[Notices]:
    """For the run that this is used in; at the end of the block everything has been said.

    A block that is left by an exception says no more than what it had begun to say.
    """
    thread = ThreadPoolExecutor(1, "notices")
    try:
        yield Notices(thread)
    except BaseException:
        thread.shutdown(cancel_futures=True)
        raise
    thread.shutdown()
