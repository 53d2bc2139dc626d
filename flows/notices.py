"""What a run tells its web page, said beside the run and never in its way.

Progress, summary and links are a courtesy. Prefect's client tries for minutes to reach a
server that is away, and then raises; a conversion must neither wait for that nor fail of it.
So a thread of its own says these things, in order, and what it cannot say is logged and left.
The process does not wait for that thread either.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from queue import SimpleQueue

log = logging.getLogger(__name__)

# Seconds that the end of a run waits for its last notices: the summary and links of one that
# went well are worth the time in which a server is started again (docs/operations.md); those
# of one that is stopped are worth little, and it has workers to end.
WELL = 120.0
STOPPED = 2.0


class Notices:
    """Says things one after the other; `notices` makes one for a run."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Callable[[], object], float] | None] = SimpleQueue()
        self._context = copy_context()  # which run it is, and the run's client
        self._gave_up = 0.0  # when; on the clock of time.monotonic
        self._stopped = False
        # A daemon: what hangs in it does not keep the process.
        self._thread = threading.Thread(target=self._say_all, name="notices", daemon=True)
        self._thread.start()

    def put_up(self, say: Callable[[], object]) -> None:
        """Say it soon. When saying something fails, what waits behind it is left out as well."""
        self._waiting.put((say, time.monotonic()))

    def end(self, patience: float, *, stopped: bool = False) -> None:
        """Wait until all is said, or when stopped what was begun: `patience` seconds at most."""
        self._stopped = stopped
        self._waiting.put(None)
        self._thread.join(patience)
        if self._thread.is_alive():
            self._stopped = True
            log.warning("the web page was not told everything in %.0f seconds", patience)

    def _say_all(self) -> None:
        while (notice := self._waiting.get()) and not self._stopped:
            self._context.run(self._say, *notice)

    def _say(self, say: Callable[[], object], since: float) -> None:
        if since < self._gave_up:
            return
        try:
            say()
        except Exception as reason:  # whatever the server says: the conversion goes on
            self._gave_up = time.monotonic()
            log.warning("the web page could not be told how it goes: %s", reason)


@contextmanager
def notices(well: float = WELL, stopped: float = STOPPED) -> Iterator[Notices]:
    """For the run that this is used in; at the end of the block everything has been said, if the
    server lets it.

    A block that is left by an exception says no more than what it had begun to say.

    well, stopped   seconds that the end waits at most, when it went well and by an exception
    """
    told = Notices()
    try:
        yield told
    except BaseException:
        told.end(stopped, stopped=True)
        raise
    told.end(well)
