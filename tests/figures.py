"""The figures of docs/operations.md and the memory of docs/reading.md, measured anew.

    python -m tests.figures idle-sweep       100,000 known files in the inbox
    python -m tests.figures thousand         1,000 files dropped at once
    python -m tests.figures tracking         a tracked conversion against a plain one
    python -m tests.figures workers          200 releases, two watches, one PostgreSQL
    python -m tests.figures memory           1,000 small pages read by one worker

Each prints what it measured as JSON.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from flows.inbox import list_inbox
from flows.ledger_entry import Entry
from flows.sweep import survey, sweep
from flows.workers import Workers
from ocr.page import ReadSettings
from ocr.source import list_sheets, open_source
from tests.served import Served
from tests.shelves import FINGERPRINT, FakeReaders, desk, drop
from tests.strips import DPI, strips

SAMPLES = Path(__file__).parent.parent / "samples"
# What a release's folder in a library holds.
WHOLE = {"original", "text.txt", "release.json", "pages.jsonl.gz", "review.html"}
COMMAND = [sys.executable, "-c", "from flows.cli import cli; cli()"]


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="readingroom-figures-") as folder:
        yield Path(folder)


def peak() -> int:
    """Megabytes this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def idle_sweep(count: int = 100_000) -> dict[str, Any]:
    """A sweep of an inbox whose files are all known and done."""
    with scratch() as home, desk(home, keep_in_inbox=True) as at:
        for number in range(count):
            folder = at.library.inbox / f"{number // 1000:03}"
            folder.mkdir(exist_ok=True)
            (folder / f"{number:06}.pdf").touch()
        found = list(list_inbox(at.library.inbox))
        at.ledger.sightings.saw(found)
        for first in range(0, count, 1000):
            some = found[first : first + 1000]
            at.ledger.settle([(f, f"{first + n:064}") for n, f in enumerate(some)], FINGERPRINT)
        with contextlib.closing(sqlite3.connect(home / "ledger.db")) as ledger, ledger:
            ledger.execute("UPDATE release SET state = 'done', folder = 'releases/x'")
        del found
        before, began, worked = peak(), time.monotonic(), time.process_time()
        swept = sweep(at)
        return {
            "files": count,
            "seconds": round(time.monotonic() - began, 2),
            "cpu_seconds": round(time.process_time() - worked, 2),
            "peak_mb": peak(),
            "peak_mb_before": before,
            "converted": sum(swept.outcomes.values()),
        }


def thousand(count: int = 1000) -> dict[str, Any]:
    """Many files dropped at once: all converted, in order, and memory does not grow."""
    order, memory = [], []
    with scratch() as home, desk(home, FakeReaders()) as at:
        for number in range(count):
            drop(at.library.inbox, f"{number:04}.png")
        survey(at)
        began = time.monotonic()

        def ended(entry: Entry, outcome: object) -> None:
            order.append(entry.name)
            memory.append(peak())

        swept = sweep(at, on_outcome=ended)
    return {
        "done": dict(Counter(str(o) for o in swept.outcomes.elements())),
        "in_order": order == sorted(order),
        "seconds": round(time.monotonic() - began, 1),
        "peak_mb_after_100": memory[min(99, count - 1)],
        "peak_mb_after_all": memory[-1],
    }


def twenty_pages(folder: Path) -> Path:
    """A release of twenty pages: the pages of a sample, over and over."""
    sample = SAMPLES / "combined-cable.pdf"
    subprocess.run(["pdftoppm", "-r", "200", "-gray", sample, folder / "page"], check=True)
    pages = [Image.open(path) for path in sorted(folder.glob("page*.pgm"))]
    made = folder / "twenty.pdf"
    twenty = (pages * 20)[:20]
    twenty[0].save(made, save_all=True, append_images=twenty[1:], resolution=200)
    return made


def tracking(runs: int = 3) -> dict[str, Any]:
    """The same release of twenty pages, plain and tracked, on a server that runs."""
    with scratch() as folder:
        release = twenty_pages(folder)
        (folder / "library").mkdir()
        served = Served(folder / "library", interval=3600)
        secret = (served.home / ".auth").read_text().strip()
        env = served.env | {"PREFECT_API_URL": served.api, "PREFECT_API_AUTH_STRING": secret}

        def seconds(*more: str) -> tuple[float, float]:
            command = [*COMMAND, "convert", str(release), "-o", str(folder / "out"), "-q"]
            began, worked = time.monotonic(), children_worked()
            subprocess.run([*command, *more], env=env, check=True, capture_output=True)
            return time.monotonic() - began, children_worked() - worked

        pairs = [(seconds(), seconds("--track")) for _ in range(runs)]
        served.stop()
    plain, tracked = (
        [round(min(figures), 2) for figures in zip(*ways, strict=True)]
        for ways in zip(*pairs, strict=True)
    )
    return {
        "plain_s": plain[0],
        "over_s": round(tracked[0] - plain[0], 2),
        "allowed_s": round(3 + 0.03 * plain[0], 2),
        "plain_cpu_s": plain[1],
        "over_cpu_s": round(tracked[1] - plain[1], 2),
    }


def children_worked() -> float:
    """Processor seconds of all programs that were waited for, and of those they waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def small_pages(folder: Path, count: int) -> Path:
    """Strips of generated pages as one release."""
    first, *more = strips(count)
    made = folder / "strips.tif"
    first.save(made, save_all=True, append_images=more, dpi=(DPI, DPI))
    return made


def memory(count: int = 1000, pages: int = 20) -> dict[str, Any]:
    """Strips read over and over: what the process that reads holds after each tenth of them."""
    held: list[int] = []
    with scratch() as folder, Workers(1, apart=True) as reading:
        source = open_source(small_pages(folder, pages))
        sheets = list_sheets(source, dpi=None, max_pages=100)
        began, read, twice = time.monotonic(), 0, 0
        while read < count:
            for page in reading.read(source, sheets, ReadSettings()):
                read += 1
                twice += sum(bool(word.readings) for line in page.lines for word in line.words)
                if read % (count // 10) == 0:
                    held.append(resident())
                    # For whoever cannot wait for the end.
                    print(f"{read} strips: {held[-1]} MB", file=sys.stderr)  # noqa: T201
        highest = resident("VmHWM")
    return {
        "pages": read,
        "words_read_twice": twice,
        "seconds": round(time.monotonic() - began, 1),
        "resident_mb": held,
        "peak_mb": highest,
    }


def resident(kept: str = "VmRSS") -> int:
    """Megabytes that the child processes started by `multiprocessing` hold, by proc(5)'s name."""
    pids = [child.pid for child in multiprocessing.active_children()]
    status = "".join(Path(f"/proc/{pid}/status").read_text("utf-8") for pid in pids)
    return sum(int(line.split()[1]) for line in status.splitlines() if kept in line) // 1024


def workers(url: str, count: int = 200) -> dict[str, Any]:
    """Two watches with homes of their own on one library and one ledger; one is killed."""
    with scratch() as root:
        home = root / "library"
        env = os.environ | {"READINGROOM_HOME": str(home), "READINGROOM_LEDGER_URL": url}
        env |= {"READINGROOM_SETTLE": "0", "READINGROOM_LEASE": "3", "READINGROOM_INTERVAL": "1"}
        subprocess.run([*COMMAND, "init"], env=env, check=True, stdout=subprocess.DEVNULL)
        for number in range(count):
            drop(home / "inbox", f"{number:04}.png")
        began = time.monotonic()
        logs = [root / "one.log", root / "two.log"]
        both = [watching(log, env | {"HOME": str(root / log.stem)}) for log in logs]
        until(lambda: len(list((home / "releases").iterdir())) >= count // 2)
        both[0].kill()
        both[0].wait()
        until(lambda: len(list((home / "releases").iterdir())) == count)
        until(lambda: not any((home / "inbox").iterdir()) and not any((home / "work").iterdir()))
        both[1].terminate()
        both[1].wait(60)
        ended = [log.read_text().splitlines() for log in logs]
        names = Counter(line for lines in ended for line in lines if line.startswith("done"))
        status = subprocess.run([*COMMAND, "status", "--json"], env=env, capture_output=True)
        return {
            "counts": json.loads(status.stdout)["counts"],
            "shares": [sum(line.startswith("done") for line in lines) for lines in ended],
            "done_twice": [name for name, times in names.items() if times > 1],
            "whole": sum(
                {p.name for p in folder.iterdir()} == WHOLE
                for folder in (home / "releases").iterdir()
            ),
            "seconds": round(time.monotonic() - began, 1),
        }


def watching(log: Path, env: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [*COMMAND, "watch", "--jobs", "1"]
    with log.open("wb") as out:
        return subprocess.Popen(command, env=env, stderr=out)


def until(condition, seconds: float = 900.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.2)


MEASURES = {
    "idle-sweep": idle_sweep,
    "thousand": thousand,
    "tracking": tracking,
    "memory": memory,
}


def main() -> None:
    """Run one of them from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("figure", choices=[*MEASURES, "workers"])
    parser.add_argument("--url", help="SQLAlchemy URL of an empty PostgreSQL database")
    given = parser.parse_args()
    told = workers(given.url) if given.figure == "workers" else MEASURES[given.figure]()
    print(json.dumps(told, indent=1))  # noqa: T201 - this is its output


if __name__ == "__main__":
    main()
