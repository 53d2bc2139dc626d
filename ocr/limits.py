"""Outside programs run within limits, because what they read was made by strangers.

Tesseract and poppler are started through `ocr/limited/run`, which sets limits on
memory, processor time, the size of files and their number, lets the kernel kill the
program when its worker is gone, and takes the network away where an unprivileged
user may do that (a user namespace). Time is limited by whoever starts them. The
environment variables in that script change the limits.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from ocr.errors import MissingTool

FOLDER = Path(__file__).parent / "limited"
NO_NETWORK = "READINGROOM_NO_NETWORK"


def limited(program: str, package: str) -> str:
    """The path that runs `program` within limits; raises MissingTool naming Debian's package."""
    if not shutil.which(program):
        raise MissingTool(program, package)
    _drop_the_network()
    return str(FOLDER / program)


@cache
def _drop_the_network() -> None:
    """Ask for programs without network, once, if this kernel allows it and nobody said no."""
    if NO_NETWORK in os.environ:
        return
    try:
        tried = subprocess.run(
            ["unshare", "--user", "--net", "setpriv", "--pdeathsig", "KILL", "true"],
            capture_output=True,
            timeout=10,
        )
        os.environ[NO_NETWORK] = "yes" if tried.returncode == 0 else "no"
    except (OSError, subprocess.TimeoutExpired):
        os.environ[NO_NETWORK] = "no"


def network_is_dropped() -> bool:
    """Whether outside programs run without network here."""
    _drop_the_network()
    return os.environ[NO_NETWORK] == "yes"
