"""Kill a watch at random moments over a folder of releases, and see what is left.

    python -m tests.killing --kills 50 --releases 40
    python -m tests.killing --kills 50 --releases 40 --small

Starts `readingroom watch` on a library, kills one of its processes (the watch itself,
a worker, a Tesseract, a poppler) with SIGKILL after a random while, starts it again,
and so on; then lets it finish undisturbed and compares the library with one that was
never disturbed. Prints what it found as JSON; the exit code is 1 when anything differs,
or when a page that was kept was read again.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from flows.library import make_library
from flows.scratch import PREFIX
from tests.strips import DPI, strips

SAMPLES = Path(__file__).parent.parent / "samples"
WATCH = "from flows.cli import cli; cli()"
ENOUGH = 3600  # seconds for the run that is left alone
# What has to be empty, or 0.
FAULTS = ("differing", "left_over", "kept_pages_read_again", "exit_code")


def fill(inbox: Path, count: int) -> None:
    """Copies of the samples, each with bytes of its own: a comment after the PDF's end."""
    samples = sorted(SAMPLES.glob("*.pdf"))
    for number in range(count):
        sample = samples[number % len(samples)]
        copy = inbox / f"{number:03}-{sample.name}"
        copy.write_bytes(sample.read_bytes() + f"\n% copy {number}\n".encode())


def fill_small(inbox: Path, count: int, pages: int = 2) -> None:
    """Releases of a few strips of typescript, that take a second each and not ten."""
    drawn = list(strips(pages * 2))
    for number in range(count):
        first, *more = (drawn[(number + page) % len(drawn)] for page in range(pages))
        copy = inbox / f"{number:03}.tif"
        # The description makes bytes that no other release has.
        first.save(
            copy,
            save_all=True,
            append_images=more,
            dpi=(DPI, DPI),
            description=f"copy {number}",
        )


def start(home: Path, *more: str, lease: float = 2.0) -> "subprocess.Popen[bytes]":
    rules = {
        "READINGROOM_HOME": str(home),
        "READINGROOM_LEASE": str(lease),
        "READINGROOM_SETTLE": "0",
        "READINGROOM_INTERVAL": "0.2",
        "TMPDIR": str(temporary(home)),
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


def temporary(home: Path) -> Path:
    """The folder for temporary files of all that works on a library."""
    folder = home / "tmp"
    folder.mkdir(exist_ok=True)
    return folder


def left_over(home: Path) -> list[str]:
    """What ours has left of pages among the temporary files."""
    return sorted(path.name for path in temporary(home).glob(f"{PREFIX}*"))


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


class Kept:
    """Which pages a library keeps while it works, looked at again and again in the block.

    A kept page is renamed into place, so that one which is read again is another file.
    """

    def __init__(self, home: Path) -> None:
        self._work, self._over = home / "work", threading.Event()
        self._seen: dict[Path, set[int]] = {}
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Kept":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            for page in self._work.glob("*/pages/*.json"):
                with suppress(OSError):
                    self._seen.setdefault(page, set()).add(page.stat().st_ino)

    @property
    def pages(self) -> int:
        """How many pages have been kept so far."""
        return len(self._seen)

    def wait_for(self, pages: int, seconds: float) -> None:
        """Wait until so many pages have been kept, or so long."""
        until = time.monotonic() + seconds
        while self.pages < pages and time.monotonic() < until:
            time.sleep(0.1)

    def told(self) -> dict[str, object]:
        """How many pages were seen, and which of them were read although they were kept."""
        twice = [page for page, files in self._seen.items() if len(files) > 1]
        return {
            "kept_pages": len(self._seen),
            "kept_pages_read_again": [str(page.relative_to(self._work)) for page in twice],
        }


def differing(homes: Sequence[Path]) -> dict[str, object]:
    """How many files the first library holds, and which the second holds otherwise."""
    quiet, other = (contents(home) for home in homes)
    return {
        "files": len(quiet),
        "differing": sorted({name for name, _ in set(quiet.items()) ^ set(other.items())}),
    }


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


@contextmanager
def two_libraries(releases: int, small: bool) -> Iterator[tuple[Path, Path]]:
    """Two libraries with the same releases, one of which has converted them undisturbed."""
    with tempfile.TemporaryDirectory(prefix="readingroom-killing-") as folder:
        quiet, other = (Path(folder) / name for name in ("quiet", "disturbed"))
        for home in (quiet, other):
            make_library(home)
            (fill_small if small else fill)(home / "inbox", releases)
        finish(quiet, releases)
        yield quiet, other


def run(
    kills: int, releases: int, longest: float, seed: int, *, small: bool = False
) -> dict[str, object]:
    """Two libraries, one disturbed; what differs."""
    with two_libraries(releases, small) as homes:
        began = time.monotonic()
        with Kept(homes[1]) as kept:
            killed = disturbed(homes[1], kills, longest, random.Random(seed))
            finish(homes[1], releases)
        return {
            "killed": killed,
            "states": states(homes[1]),
            "left_over": left_over(homes[1]),
            **differing(homes),
            **kept.told(),
            "seconds": round(time.monotonic() - began, 1),
        }


def options(described: str, longest: float) -> argparse.ArgumentParser:
    """What every such run is told on its command line."""
    parser = argparse.ArgumentParser(description=described.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--releases", type=int, default=40)
    parser.add_argument("--longest", type=float, default=longest, help="seconds until a kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true", help="strips instead of whole samples")
    return parser


def report(told: dict[str, object]) -> int:
    """Print what was found; 1 when it is not as it has to be, else 0."""
    print(json.dumps(told, indent=1))  # noqa: T201 - this is its output
    return int(any(told.get(fault) for fault in FAULTS))


def main() -> int:
    """Run it from the command line."""
    given = options(__doc__ or "", longest=8.0).parse_args()
    return report(run(**vars(given)))


if __name__ == "__main__":
    sys.exit(main())
