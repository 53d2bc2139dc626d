"""Programs that run beside us: started, started again when they end, and ended with us."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

ENDS = 15.0  # seconds a program has to end when it is asked to
ROOT = Path(__file__).parent.parent


class Program:
    """A module of Python run as a program; it ends with the block, and with us."""

    def __init__(
        self, name: str, module: str, arguments: Sequence[str], env: Mapping[str, str]
    ) -> None:
        """`python -m module PARENT arguments`; PARENT is our process id."""
        self.name, self._module, self._arguments, self._env = name, module, arguments, env

    def __enter__(self) -> "Program":
        # In a session of its own, so that a Ctrl-C at the terminal reaches us alone
        # and we can end the programs in order.
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module, str(os.getpid()), *self._arguments],
            env=os.environ | self._env,
            cwd=ROOT,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(ENDS)
        except subprocess.TimeoutExpired:
            log.warning("the %s did not end and is killed", self.name)
        # Its children, too: the server is a child of the command that starts it.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def keep_running(self) -> bool:
        """Start it again if it has ended by itself; whether it had."""
        if self._process.poll() is None:
            return False
        log.error("the %s ended; it is started again", self.name)
        self.__exit__()  # what is left of its children
        self.__enter__()
        return True
