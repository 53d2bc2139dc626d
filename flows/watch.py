"""`readingroom watch`: sweep, wait, sweep again, without a Prefect server."""

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from flows.accession import MACHINE, Outcome
from flows.delivery import deliver
from flows.desk import Desk
from flows.ledger_entry import Entry
from flows.sweep import Swept, survey, sweep

log = logging.getLogger(__name__)

OnOutcome = Callable[[Entry, Outcome], None]


def watch(desk: Desk, *, on_outcome: OnOutcome | None = None) -> None:
    """Sweep until `desk.stop` is set; what the machine refuses now is tried again later."""
    while not desk.stop.is_set():
        try:
            sweep(desk, on_outcome=on_outcome)
        except MACHINE as reason:
            log.error("%s", reason)
        desk.stop.wait(desk.rules.interval)


def sweep_once(desk: Desk, *, on_outcome: OnOutcome | None = None) -> Swept:
    """Look twice, far enough apart for files to settle, and convert what has arrived."""
    deliver(desk)
    survey(desk)
    desk.stop.wait(desk.rules.settle)
    if deliver(desk):
        survey(desk)
        desk.stop.wait(desk.rules.settle)
    return sweep(desk, on_outcome=on_outcome)


@contextmanager
def stopping_on_signals(stop: threading.Event) -> Iterator[None]:
    """SIGTERM and Ctrl-C set `stop`; a second one ends the program at once."""

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        log.warning("stopping after the page that is being read; again to stop at once")
        stop.set()

    before = {sign: signal.signal(sign, asked) for sign in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
