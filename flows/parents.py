"""Processes that end with whoever started them, even when that one is killed; or outlive it."""

import ctypes
import os
import signal
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent(parent: int) -> None:
    """Let the kernel kill this process when `parent` is gone; Linux only, else nothing.

    A killed parent cannot tell its workers, and they would wait for work for ever.
    The kernel's signal is tied to the thread that started this process: a pool has
    to be started by a thread that lives as long as it.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the kernel was told
        os._exit(1)


def leave_group_of_parent() -> None:
    """Lead a group of processes of our own, so that we outlive what is killed as a group."""
    with suppress(PermissionError):  # it leads one already
        os.setsid()
