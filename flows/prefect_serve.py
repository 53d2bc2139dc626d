"""`readingroom serve`: everything for one machine behind one command.

    a Prefect server    on loopback, with a login, unless PREFECT_API_URL names another
    deployments         convert-release, sweep-inbox on a schedule, reconvert
    a work pool         "readingroom", of processes, and one worker on it
    dead runs           named crashed at the start, and watched for after it

Whoever can reach the server's API can run code as the user of the worker: Prefect
has no roles. Hence the loopback address, the password made by `init`, protection
against cross-site requests, and no web page of another origin let in.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen

from flows.library import Library
from flows.settings import LibrarySettings

log = logging.getLogger(__name__)

POOL = "readingroom"
STARTS = 120.0  # seconds; making the database of a new server takes twenty
ENDS = 15.0  # seconds a program has to end when it is asked to
ROOT = Path(__file__).parent.parent


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
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_UI_API_URL": "/api",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "flows,ocr,cleanup",
        "PYTHONUNBUFFERED": "1",
    }
    if "PREFECT_API_URL" in os.environ:
        # Somebody else's server: its address, its login and its rules are theirs.
        kept = (
            "READINGROOM_HOME",
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY",
            "DO_NOT_TRACK",
            "PREFECT_WORKER_QUERY_SECONDS",
            "PREFECT_LOGGING_EXTRA_LOGGERS",
        )
        ours = {key: ours[key] for key in kept}
    return ours


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
    with _server(env, address) if own_server else nullcontext():
        if own_server:
            _wait_until_well(address, stop)
        _prepare(library, rules)
        say(f"web page: {address.web if own_server else os.environ['PREFECT_API_URL']}")
        if own_server:
            say(f"login: what is in {library.secret}")
        try:
            _keep_working(env, stop)
        finally:
            _leave_nothing_running()


def _server(env: Mapping[str, str], address: Address) -> "_Program":
    arguments = ["server", "start", "--host", address.host, "--port", str(address.port)]
    return _Program("server", arguments, env)


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

    from flows.prefect_reconcile import reconcile, watch_heartbeats

    with get_client(sync_client=True) as client:
        reconcile(client, "readingroom was started anew; the process of this run is gone")
        watch_heartbeats(client)
    deploy(timedelta(seconds=rules.interval), rules.sweeps)


def deploy(every: timedelta, sweeps: int) -> None:
    """Make the work pool and the deployments on the configured server, or bring them up to date.

    every    between two sweeps; sweeps, how many may run at once before one is left out
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.flows import Flow

    from flows.prefect_reconcile import TAG

    with get_client(sync_client=True) as client:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"), overwrite=True)
    for name, function, schedule, limit in (
        ("convert-release", "convert_release", None, None),
        ("sweep-inbox", "sweep_inbox", every, sweeps),
        ("reconvert", "reconvert", None, 1),
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
            tags=[TAG],
            build=False,
            push=False,
            print_next_steps=False,
            ignore_warnings=True,
        )


def _keep_working(env: Mapping[str, str], stop: Event) -> None:
    """Keep a worker running; one that ended by itself is started again."""
    while not stop.is_set():
        arguments = ["worker", "start", "--pool", POOL, "--type", "process", "--limit", "2"]
        with _Program("worker", arguments, env) as worker:
            while worker.runs() and not stop.wait(1.0):
                pass
        if not stop.is_set():
            log.warning("the worker ended; it is started again")
            stop.wait(2.0)


def _leave_nothing_running() -> None:
    from prefect.client.orchestration import get_client

    from flows.prefect_reconcile import reconcile

    try:
        with get_client(sync_client=True) as client:
            reconcile(client, "readingroom serve was stopped")
    except Exception as reason:  # whatever the server says now, we are on our way out
        log.warning("runs could not be named crashed, the next start will do it: %s", reason)


class _Program:
    """A Prefect program beside us; ends with the block, and with us."""

    def __init__(self, name: str, arguments: list[str], env: Mapping[str, str]) -> None:
        self._name, self._arguments, self._env = name, arguments, env

    def __enter__(self) -> "_Program":
        # In a session of its own, so that a Ctrl-C at the terminal reaches us alone
        # and we can end the programs in order.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flows.prefect_program", str(os.getpid()), *self._arguments],
            env=os.environ | self._env,
            cwd=ROOT,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(ENDS)
        except subprocess.TimeoutExpired:
            log.warning("the %s did not end and is killed", self._name)
        # Its children, too: the server is a child of the command that starts it.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def runs(self) -> bool:
        return self._process.poll() is None
