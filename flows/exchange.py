"""Two folders change places in one step, where the kernel can: renameat2(2) of Linux."""

import ctypes
import os
from pathlib import Path

AT_FDCWD = -100  # linux/fcntl.h: paths are what they say
RENAME_EXCHANGE = 2  # linux/fs.h


def exchanged(one: Path, other: Path) -> bool:
    """Whether the two have changed places; False, and nothing done, where that cannot be.

    Network file systems, older kernels and other systems cannot. Both have to be on one disk.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    paths = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other))
    return bool(renameat2(*paths, RENAME_EXCHANGE) == 0)
