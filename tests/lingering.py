"""A program for tests of who ends whom: it starts another one and waits for ever.

    python -m tests.lingering PARENT FILE [tied]

Writes its process id and that of the other one to FILE; "tied" ends it with PARENT.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from flows.parents import end_with_parent

if __name__ == "__main__":
    parent, told = int(sys.argv[1]), Path(sys.argv[2])
    if "tied" in sys.argv:
        end_with_parent(parent)
    other = subprocess.Popen(["sleep", "60"])
    made = told.with_suffix(".part")
    made.write_text(f"{os.getpid()} {other.pid}")
    made.rename(told)
    time.sleep(60)
