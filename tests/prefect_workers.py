"""Two Prefect workers on one server, one library and one PostgreSQL; one is killed half-way.

    python -m tests.prefect_workers --url URL --releases 200
    python -m tests.prefect_workers --url URL --releases 200 --namespaces

Each worker is a process with a home of its own, as on a machine of its own, and with
--namespaces in a network namespace of its own (as root). The one that is killed dies with
everything it has started, as in a power cut. Prints what it found as JSON.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from flows.library import Library
from flows.prefect_serve import Address, environment
from flows.programs import Program
from tests.figures import WHOLE
from tests.killing import kill_all
from tests.namespaces import Machine, machines
from tests.served import COMMAND, Api, answers, free_port, until
from tests.shelves import drop

ENOUGH = 3600  # seconds, on a machine that has other things to do
READ = re.compile(r"Task run '(\S+\.png) page 1' - Finished in state Completed")


def run(url: str, count: int, places: Sequence[Machine] = ()) -> dict[str, object]:
    """Convert `count` releases; who read which, and what the server says of the runs.

    places   machines of two workers; without them both run on this one

    A page that was being read when its worker was killed may be read twice; no release may
    be done twice, which would be told by `whole` and the ledger's `counts`.
    """
    with tempfile.TemporaryDirectory(prefix="readingroom-workers-") as folder:
        root = Path(folder)
        home = root / "library"
        library = Library(home)
        rules = {
            "READINGROOM_HOME": str(home),
            "READINGROOM_LEDGER_URL": url,
            "READINGROOM_SETTLE": "0",
            "READINGROOM_LEASE": "10",
            "READINGROOM_JOBS": "1",
            "READINGROOM_SWEEPS": "2",
        }
        subprocess.run([*COMMAND, "init"], env=os.environ | rules, check=True, capture_output=True)
        for number in range(count):
            drop(library.inbox, f"{number:04}.png")
        address = Address(places[0].gateway if places else "127.0.0.1", free_port())
        env = environment(library, address) | rules | {"PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL"}
        api = Api(home, address.port, address.host)
        with Program("server", "flows.prefect_program", ["server", "start"], env):
            until(lambda: answers(api), 300, "the server")
            deploy = [*COMMAND, "deploy", "--interval", "10"]
            subprocess.run(deploy, env=os.environ | env, check=True, capture_output=True)
            commands = [place.command for place in places] or [(), ()]
            return both(root, api, env, library, count, commands)


def both(
    root: Path,
    api: Api,
    env: dict[str, str],
    library: Library,
    count: int,
    commands: Sequence[tuple[str, ...]],
) -> dict[str, object]:
    began = time.monotonic()
    logs = [root / "one.log", root / "two.log"]
    workers = [
        working(root / log.stem, log, env, command)
        for log, command in zip(logs, commands, strict=True)
    ]
    try:
        until(lambda: all(read_by(log) for log in logs), ENOUGH, "a share for each")
        until(lambda: held(library.releases) >= count // 2, ENOUGH, "the first half")
        kill_all(workers[0].pid)
        workers[0].wait()
        until(lambda: held(library.releases) == count, ENOUGH, "the other half")
        until(lambda: held(library.inbox) + held(library.work) == 0, 60, "tidiness")
        seconds = time.monotonic() - began
        # The dead worker's run is known by its silence.
        until(lambda: crashed(api), 900, "the end of the dead run")
        told = subprocess.run(
            [*COMMAND, "status", "--json"], env=os.environ | env, check=True, capture_output=True
        )
        shares = [read_by(log) for log in logs]
        return {
            "counts": json.loads(told.stdout)["counts"],
            "shares": [len(share) for share in shares],
            "read_twice": [name for name, times in (shares[0] + shares[1]).items() if times > 1],
            "whole": sum(
                {path.name for path in each.iterdir()} == WHOLE
                for each in library.releases.iterdir()
            ),
            "runs": {kind: api.count(kind) for kind in ("COMPLETED", "CRASHED", "FAILED")},
            "seconds": round(seconds, 1),
        }
    finally:
        for worker in workers:
            kill_all(worker.pid)
            worker.wait()


def held(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())


def working(
    home: Path, log: Path, env: dict[str, str], before: tuple[str, ...]
) -> "subprocess.Popen[bytes]":
    """A worker as somebody would start it on another machine."""
    home.mkdir()
    own = {"HOME": str(home), "PREFECT_HOME": str(home / ".prefect")}
    command = [*before, sys.executable, "-m", "prefect", "worker", "start", "--pool", "readingroom"]
    with log.open("wb") as out:
        return subprocess.Popen(
            [*command, "--type", "process", "--limit", "1"],
            env=os.environ | env | own,
            stdout=out,
            stderr=out,
        )


def read_by(log: Path) -> Counter[str]:
    """The releases whose page a worker says it has read, and how often."""
    return Counter(READ.findall(log.read_text(errors="replace")))


def crashed(api: Api) -> bool:
    return bool(api.count("CRASHED"))


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True, help="SQLAlchemy URL of an empty PostgreSQL")
    parser.add_argument("--releases", type=int, default=200)
    parser.add_argument("--namespaces", action="store_true", help="a network for each worker")
    given = parser.parse_args()
    with machines(2) if given.namespaces else nullcontext(()) as places:
        told = run(given.url, given.releases, places)
    print(json.dumps(told, indent=1))  # noqa: T201 - this is its output
    return 0 if told["whole"] == given.releases else 1


if __name__ == "__main__":
    sys.exit(main())
