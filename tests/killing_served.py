"""Kill the Prefect server, its worker and what they run, again and again, and see what is left.

    python -m tests.killing_served --kills 50 --releases 40 --small

Starts `readingroom serve` on a library and kills one of its processes with SIGKILL a random
while after a page was read, so that kills fall on all of the work: the server, the worker, a
run, a program that a run has started, or all of them and `serve` itself, which is then started
again. Then waits until everything is done and no run claims to be running, and compares the
library with one that `readingroom watch` made undisturbed. Prints what it found as JSON; the
exit code is 1 when anything differs, or when a page that was kept was read again.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from tests.killing import (
    Kept,
    differing,
    family,
    left_over,
    options,
    report,
    states,
    temporary,
    tidy,
    two_libraries,
)
from tests.served import Served, until

# By what stands in its command line, the first that does.
ROLES = {
    "server": "server start",
    "uvicorn": "uvicorn",
    "worker": "worker start",
    "run": "prefect",
}
HELD_UP = 120  # seconds without a page, after which the next kill comes all the same
ENOUGH = 3600  # seconds until everything has to be done
SETTLED = 900  # seconds until no run may claim to be running: 300 of silence, and a busy machine


def role(pid: int, serve: int) -> str:
    """What a process is there for; raises OSError when it is gone."""
    if pid == serve:
        return "serve"
    told = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    for name, sign in ROLES.items():
        if sign in told:
            return "server" if name == "uvicorn" else name
    return Path(f"/proc/{pid}/comm").read_text().strip()


def kill_one(serve: int, wanted: frozenset[str], chance: random.Random) -> str:
    """SIGKILL one process of one role; the role. Of serve, everything that it started."""
    by_role: dict[str, list[int]] = {}
    for pid in family(serve):
        try:
            by_role.setdefault(role(pid, serve), []).append(pid)
        except OSError:
            continue
    name = chance.choice(sorted(by_role.keys() & wanted or by_role.keys()))
    victims = family(serve)[::-1] if name == "serve" else [chance.choice(by_role[name])]
    for victim in victims:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            continue
    return name


def disturbed(
    home: Path,
    kept: Kept,
    kills: int,
    wanted: frozenset[str],
    longest: float,
    chance: random.Random,
) -> tuple[Served, Counter[str]]:
    """The library served, with so many kills behind it, and who was killed."""
    killed: Counter[str] = Counter()
    served, pages = begin(home), 0
    while killed.total() < kills:
        kept.wait_for(pages + 1, HELD_UP)
        pages = kept.pages
        time.sleep(chance.uniform(0.0, longest))
        name = kill_one(served.process.pid, wanted, chance)
        killed[name] += 1
        print(f"{killed.total()}: {name}, {pages} pages", file=sys.stderr)  # noqa: T201
        if name == "serve":
            served.process.wait(30)
            served.log.close()
            served = begin(home)
    return served, killed


def begin(home: Path) -> Served:
    rules = {"READINGROOM_LEASE": "5", "READINGROOM_BROKEN_OFF": "100"}
    return Served(home, interval=5, TMPDIR=str(temporary(home)), **rules)


def run(
    kills: int,
    releases: int,
    longest: float,
    seed: int,
    *,
    small: bool = False,
    only: str = "",
) -> dict[str, object]:
    """Two libraries, one disturbed; what differs.

    only   roles to kill when they are there, joined by commas; empty for any
    """
    wanted = frozenset(filter(None, only.split(",")))
    with two_libraries(releases, small) as homes:
        began = time.monotonic()
        with Kept(homes[1]) as kept:
            chance = random.Random(seed)
            served, killed = disturbed(homes[1], kept, kills, wanted, longest, chance)
            until(lambda: tidy(homes[1], releases), ENOUGH, "the end")
        seconds = time.monotonic() - began
        until(lambda: no_run_is_older(served, 60), SETTLED, "the end of dead runs")
        types = {kind: served.count(kind) for kind in ("COMPLETED", "CRASHED", "FAILED")}
        return {
            "killed": dict(killed),
            "runs": types,
            "exit_code": served.stop(),
            "states": states(homes[1]),
            "left_over": left_over(homes[1]),
            **differing(homes),
            **kept.told(),
            "seconds": round(seconds, 1),
        }


def no_run_is_older(served: Served, seconds: float) -> bool:
    """Whether every run that claims to be alive has come to that within so many seconds."""
    since = (datetime.fromisoformat(each["state"]["timestamp"]) for each in served.alive())
    return all((datetime.now(UTC) - then).total_seconds() < seconds for then in since)


def main() -> int:
    """Run it from the command line."""
    parser = options(__doc__ or "", longest=5.0)
    parser.add_argument("--only", default="", help="roles to kill, such as server,worker,run")
    return report(run(**vars(parser.parse_args())))


if __name__ == "__main__":
    sys.exit(main())
