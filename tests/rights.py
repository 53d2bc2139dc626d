"""The rights of anybody, for tests that root runs: to root every file is readable."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

VERSION_3 = 0x20080522  # linux/capability.h
CAPGET, CAPSET = 125, 126  # on x86-64; glibc has no function for them
READ_ALL = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@contextmanager
def rights_of_anybody() -> Iterator[None]:
    """In this thread the permissions of files count for root, too, until the block ends."""
    if os.geteuid() != 0:
        yield
        return
    if os.uname().machine != "x86_64":
        pytest.skip("root may read everything")
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    # Effective, permitted and inheritable, and the same for the capabilities from 32 on.
    sets = (ctypes.c_uint32 * 6)()
    _done(libc.syscall(CAPGET, header, sets))
    before = sets[0]
    sets[0] = before & ~READ_ALL
    _done(libc.syscall(CAPSET, header, sets))
    try:
        yield
    finally:
        sets[0] = before
        _done(libc.syscall(CAPSET, header, sets))


def _done(code: int) -> None:
    if code:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
