"""`readingroom serve`: everything for one machine behind one command.

    a Prefect server    on loopback, with a login, unless PREFECT_API_URL names another
    deployments         convert-release, sweep-inbox on a schedule, reconvert
    a work pool         "readingroom", of processes, and one worker on it
    dead runs           named crashed at the start, and watched for after it
    dead programs       the server and the worker are started again when they end

Whoever can reach the server's API can run code as the user of the worker: Prefect
has no roles. Hence the loopback address, the password made by `init`, protection
against cross-site requests, and no web page of another origin let in.
"""

import logging
import os
import shlex
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen

from flows.deployments import CONVERT, OF_RUNS, POOL, RECONVERT, SWEEP, TAG
from flows.library import Library
from flows.programs import ROOT, Program
from flows.settings import LibrarySettings

log = logging.getLogger(__name__)

LEASES = "prefect.server.concurrency.lease_storage.filesystem"
# The worker's own command would begin with a server that is away, and crash.
RUN = shlex.join([sys.executable, "-m", "flows.prefect_run"])
STARTS = 120.0  # seconds; making the database of a new server takes twenty
BREATH = 2.0  # seconds before a program that ends at once is started once more


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server that we start listens."""

    host: str = "127.0.0.1"
    port: int = 4200

    @property
    def web(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def api(self) -> str:
        return f"{self.web}/api"


def environment(library: Library, address: Address) -> dict[str, str]:
    """Prefect's settings for the server, the worker and ourselves."""
    secret = library.secret.read_text().strip()
    ours = {
        "DO_NOT_TRACK": "1",
        "READINGROOM_HOME": str(library.home.absolute()),
        "PREFECT_HOME": str(library.home.absolute() / "prefect"),
        "PREFECT_API_URL": address.api,
        "PREFECT_API_AUTH_STRING": secret,
        "PREFECT_SERVER_API_AUTH_STRING": secret,
        "PREFECT_SERVER_API_HOST": address.host,
        "PREFECT_SERVER_API_PORT": str(address.port),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address.web,
        # In files, so that a server that was killed knows who held which slot.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": LEASES,
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_UI_API_URL": "/api",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PYTHONUNBUFFERED": "1",
    }
    if "PREFECT_API_URL" in os.environ:
        # Somebody else's server: its address, its login and its rules are theirs.
        kept = ("READINGROOM_HOME", "DO_NOT_TRACK", "PREFECT_WORKER_QUERY_SECONDS")
        ours = {key: ours[key] for key in kept}
    return ours | OF_RUNS


def serve(
    library: Library,
    rules: LibrarySettings,
    address: Address,
    stop: Event,
    say: Callable[[str], None],
) -> None:
    """Run until `stop` is set, then end everything and leave no run `Running`.

    say   told where the web page is and who may log in
    """
    env = environment(library, address)
    own_server = "PREFECT_SERVER_API_PORT" in env
    os.environ.update(env)
    with _server(env, address) if own_server else nullcontext() as server:
        if own_server:
            _wait_until_well(address, stop)
        _prepare(library, rules)
        say(f"web page: {address.web if own_server else os.environ['PREFECT_API_URL']}")
        if own_server:
            say(f"login: what is in {library.secret}")
        try:
            _keep_working(env, server, stop)
        finally:
            _name_dead("readingroom serve was stopped")


def _server(env: Mapping[str, str], address: Address) -> Program:
    arguments = ["server", "start", "--host", address.host, "--port", str(address.port)]
    return _prefect("server", arguments, env)


def _prefect(name: str, arguments: list[str], env: Mapping[str, str]) -> Program:
    return Program(name, "flows.prefect_program", arguments, env)


def _wait_until_well(address: Address, stop: Event) -> None:
    until = time.monotonic() + STARTS
    while time.monotonic() < until and not stop.is_set():
        with suppress(URLError, OSError), urlopen(f"{address.api}/health", timeout=2):  # noqa: S310
            return
        stop.wait(0.5)
    if not stop.is_set():
        raise RuntimeError(f"the Prefect server did not answer at {address.api}")


def _prepare(library: Library, rules: LibrarySettings) -> None:
    from prefect.client.orchestration import get_client

    from flows.prefect_reconcile import reconcile

    with get_client(sync_client=True) as client:
        reconcile(client, "readingroom was started anew; the process of this run is gone")
    deploy(timedelta(seconds=rules.interval), rules.sweeps)


def deploy(every: timedelta, sweeps: int) -> None:
    """Make the work pool and the deployments on the configured server, or bring them up to date,
    and the automation without which a killed run stays `Running` and holds its slot.

    every    between two sweeps; sweeps, how many may run at once before one is left out
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.flows import Flow

    from flows.prefect_reconcile import watch_heartbeats

    with get_client(sync_client=True) as client:
        watch_heartbeats(client)
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"), overwrite=True)
    for name, function, schedule, limit in (
        (CONVERT, "convert_release", None, None),
        (SWEEP, "sweep_inbox", every, sweeps),
        (RECONVERT, "reconvert", None, 1),
    ):
        found = Flow.from_source(source=str(ROOT), entrypoint=f"flows/prefect_flows.py:{function}")
        found.deploy(  # type: ignore[union-attr]
            name=name,
            work_pool_name=POOL,
            interval=schedule,
            # A new run that finds no slot is left out: the next one does its work.
            concurrency_limit=limit
            and ConcurrencyLimitConfig(
                limit=limit, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            job_variables={"env": OF_RUNS, "command": RUN},
            tags=[TAG],
            build=False,
            push=False,
            print_next_steps=False,
            ignore_warnings=True,
        )


def _keep_working(env: Mapping[str, str], server: Program | None, stop: Event) -> None:
    """Keep a worker running, and our server; one that ended by itself is started again.

    Runs outlive a server that comes back: they wait for it, and what they hold is on its disk.
    """
    arguments = ["worker", "start", "--pool", POOL, "--type", "process", "--limit", "2"]
    with _prefect("worker", arguments, env) as worker:
        while not stop.wait(1.0):
            ended = [each for each in (server, worker) if each and each.keep_running()]
            if server and worker in ended:
                _name_dead("its worker ended before it began", begun=False)
            if ended:
                stop.wait(BREATH)


def _name_dead(why: str, *, begun: bool = True) -> None:
    """Mark our runs as crashed, or only those that have not begun, if the server lets us."""
    from prefect.client.orchestration import get_client

    from flows.prefect_reconcile import ALIVE, NOT_BEGUN, reconcile

    try:
        with get_client(sync_client=True) as client:
            reconcile(client, why, ALIVE if begun else NOT_BEGUN)
    except Exception as reason:  # whatever the server says now, there is a next start
        log.warning("runs could not be named crashed, the next start will do it: %s", reason)
