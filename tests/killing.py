"""Kill a watch at random moments over a folder of releases, and see what is left.

    python -m tests.killing --kills 50 --releases 40

Starts `readingroom watch` on a library, kills one of its processes (the watch itself,
a worker, a Tesseract, a poppler) with SIGKILL after a random while, starts it again,
and so on; then lets it finish undisturbed and compares the library with one that was
never disturbed. Prints what it found as JSON; the exit code is 1 when anything differs.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

from flows.library import make_library

SAMPLES = Path(__file__).parent.parent / "samples"
WATCH = "from flows.cli import cli; cli()"
ENOUGH = 1800  # seconds for the run that is left alone


def fill(inbox: Path, count: int) -> None:
    """Copies of the samples, each with bytes of its own: a comment after the PDF's end."""
    samples = sorted(SAMPLES.glob("*.pdf"))
    for number in range(count):
        sample = samples[number % len(samples)]
        copy = inbox / f"{number:03}-{sample.name}"
        copy.write_bytes(sample.read_bytes() + f"\n% copy {number}\n".encode())


def start(home: Path, *more: str, lease: float = 2.0) -> "subprocess.Popen[bytes]":
    rules = {
        "READINGROOM_HOME": str(home),
        "READINGROOM_LEASE": str(lease),
        "READINGROOM_SETTLE": "0",
        "READINGROOM_INTERVAL": "0.2",
    }
    return subprocess.Popen(
        [sys.executable, "-c", WATCH, "watch", "--jobs", "2", "-q", *more],
        env=os.environ | rules,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def family(pid: int) -> list[int]:
    """A process and everything it started, oldest first."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text().split()]
            except OSError:
                continue
    return found


def kill_all(pid: int) -> None:
    """SIGKILL a process and everything it started, as a power cut would."""
    for each in reversed(family(pid)):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def programs_for(home: Path) -> list[str]:
    """The command lines of all processes that work on a library, whoever started them."""
    sign = f"READINGROOM_HOME={home}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if sign in (process / "environ").read_bytes().split(b"\0"):
                line = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                found.append(line.decode(errors="replace"))
        except OSError:
            continue
    return found


def kill_one(watching: "subprocess.Popen[bytes]", chance: random.Random) -> str:
    """SIGKILL a random member of the family; the name of its program."""
    victim = chance.choice(family(watching.pid))
    try:
        name = Path(f"/proc/{victim}/comm").read_text().strip()
        os.kill(victim, signal.SIGKILL)
    except (OSError, ProcessLookupError):
        return "gone"
    return "watch" if victim == watching.pid else name


def states(home: Path) -> dict[str, int]:
    with closing(sqlite3.connect(home / "ledger.db")) as ledger:
        return dict(ledger.execute("SELECT state, count(*) FROM release GROUP BY state"))


def tidy(home: Path, count: int) -> bool:
    """Whether so many releases are done and nothing is left of the work on them."""
    busy = any((home / "work").iterdir()) or any((home / "inbox").iterdir())
    return not busy and sum(states(home).values()) == count and bool(states(home).get("done"))


def finish(home: Path, count: int) -> None:
    """Watch undisturbed until everything is done and tidy, then stop as a user would."""
    watching = start(home)
    until = time.monotonic() + ENOUGH
    while time.monotonic() < until:
        time.sleep(0.5)
        if tidy(home, count):
            break
    watching.terminate()
    watching.wait(60)


def contents(home: Path) -> dict[str, str]:
    """Every file of the library but the ledger, with its checksum."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("inbox", "releases", "quarantine", "work")
        for path in sorted((home / folder).rglob("*"))
        if path.is_file()
    }


def disturbed(home: Path, kills: int, longest: float, chance: random.Random) -> dict[str, int]:
    killed: dict[str, int] = {}
    for _ in range(kills):
        watching = start(home)
        time.sleep(chance.uniform(0.5, longest))
        name = kill_one(watching, chance)
        killed[name] = killed.get(name, 0) + 1
        if name != "watch":
            # The watch has to live on without its child.
            time.sleep(chance.uniform(0.5, 2.0))
            watching.kill()
        watching.wait(30)
    return killed


def run(kills: int, releases: int, longest: float, seed: int) -> dict[str, object]:
    """Two libraries, one disturbed; what differs."""
    chance = random.Random(seed)
    root = Path(tempfile.mkdtemp(prefix="readingroom-killing-"))
    homes = [root / "quiet", root / "disturbed"]
    for home in homes:
        make_library(home)
        fill(home / "inbox", releases)
    began = time.monotonic()
    finish(homes[0], releases)
    quiet_seconds = time.monotonic() - began
    killed = disturbed(homes[1], kills, longest, chance)
    finish(homes[1], releases)
    quiet, other = (contents(home) for home in homes)
    differing = sorted(set(quiet.items()) ^ set(other.items()))
    told = {
        "killed": killed,
        "states": states(homes[1]),
        "files": len(quiet),
        "differing": [name for name, _ in differing],
        "quiet_seconds": round(quiet_seconds, 1),
        "seconds": round(time.monotonic() - began, 1),
    }
    shutil.rmtree(root)
    return told


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--releases", type=int, default=40)
    parser.add_argument("--longest", type=float, default=8.0, help="seconds until a kill")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    told = run(given.kills, given.releases, given.longest, given.seed)
    print(json.dumps(told, indent=1))  # noqa: T201 - this is its output
    return 1 if told["differing"] else 0


if __name__ == "__main__":
    sys.exit(main())
