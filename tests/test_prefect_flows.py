"""The Prefect shell: thin, and real: a server, a schedule, runs and their artifacts."""

import base64
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.shelves import released

SAMPLES = Path(__file__).parent.parent / "samples"
COMMAND = [sys.executable, "-c", "from flows.cli import cli; cli()"]

pytestmark = pytest.mark.slow


def until(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"{what} did not come within {seconds} s")


class Served:
    """`readingroom serve` in a process of its own, and its API."""

    def __init__(self, home, interval):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home = home
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
        self.env |= {"READINGROOM_HOME": str(home), "READINGROOM_SETTLE": "1"}
        subprocess.run([*COMMAND, "init"], env=self.env, check=True, stdout=subprocess.DEVNULL)
        self.log = (home / "serve.log").open("w")
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self.port), "--interval", str(interval)],
            env=self.env,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        until(lambda: "web page" in self.told(), 150, "the web page")

    def told(self):
        return (self.home / "serve.log").read_text()

    def ask(self, path, told=None, login=True):
        secret = (self.home / ".auth").read_text().strip()
        headers = {"Content-Type": "application/json"}
        if login:
            headers["Authorization"] = "Basic " + base64.b64encode(secret.encode()).decode()
        if told is not None:
            client = "readingroom-tests"
            with urlopen(
                Request(f"{self.api}/csrf-token?client={client}", headers=headers)
            ) as answer:
                headers |= {
                    "Prefect-Csrf-Token": json.load(answer)["token"],
                    "Prefect-Csrf-Client": client,
                }
        body = None if told is None else json.dumps(told).encode()
        with urlopen(Request(f"{self.api}{path}", body, headers)) as answer:
            return json.load(answer)

    @property
    def api(self):
        return f"http://127.0.0.1:{self.port}/api"

    def runs(self, flow):
        flows = {"flows": {"name": {"any_": [flow]}}}
        return self.ask("/flow_runs/filter", flows)

    def start(self, flow, **parameters):
        deployment = self.ask(f"/deployments/name/{flow}/{flow}")
        told = {"parameters": parameters}
        return self.ask(f"/deployments/{deployment['id']}/create_flow_run", told)["id"]

    def state(self, run):
        return self.ask(f"/flow_runs/{run}")["state"]

    def wait_for(self, run, *types):
        return until(lambda: (s := self.state(run))["type"] in types and s, 90, f"{types} of {run}")

    def artifacts(self, run):
        told = {"artifacts": {"flow_run_id": {"any_": [run]}}}
        return self.ask("/artifacts/filter", told)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(90)
        self.log.close()
        return code


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    home = tmp_path_factory.mktemp("library")
    running = Served(home, interval=15)
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.mark.filterwarnings("default")  # sockets of urllib are closed a little late
class TestServed:
    def test_the_schedule_converts_what_is_dropped_into_the_inbox(self, served):
        (served.home / "inbox" / "letter.pdf").write_bytes(
            (SAMPLES / "typed-letter.pdf").read_bytes()
        )
        until(lambda: released(served.home), 120, "the release")
        ((_, files),) = released(served.home).items()
        assert files == ["original/letter.pdf", "release.json", "text.txt"]
        assert any(run["state_type"] == "COMPLETED" for run in served.runs("sweep-inbox"))

    def test_a_run_from_the_form_shows_progress_summary_and_redactions(self, served):
        (served.home / "inbox" / "memo.pdf").write_bytes((SAMPLES / "bureau-memo.pdf").read_bytes())
        run = served.start("convert-release", conversion={"release": "inbox/memo.pdf", "dpi": 200})
        assert served.wait_for(run, "COMPLETED", "FAILED", "CRASHED")["type"] == "COMPLETED"
        shown = {artifact["type"]: artifact for artifact in served.artifacts(run)}
        assert shown["progress"]["data"] == 100.0
        assert "memo.pdf" in shown["markdown"]["data"]
        assert "(b)(7)" in shown["table"]["data"]
        assert served.ask(f"/flow_runs/{run}")["name"] == "convert memo.pdf"

    def test_a_path_outside_the_library_is_refused(self, served):
        run = served.start("convert-release", conversion={"release": "/etc/passwd"})
        state = served.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
        assert state["type"] == "FAILED"
        assert "READINGROOM_ALLOWED_ROOTS" in state["message"]

    def test_values_that_no_form_allows_are_refused(self, served):
        with pytest.raises(HTTPError, match=r"422|409"):
            served.start("convert-release", conversion={"release": "inbox/x.pdf", "dpi": 5000})

    def test_nobody_gets_in_without_the_password(self, served):
        with pytest.raises(HTTPError, match=r"401"):
            served.ask("/flows/filter", {}, login=False)

    def test_a_cancelled_run_ends_within_seconds_and_its_release_can_be_taken_up(self, served):
        long = served.home / "inbox" / ".long.pdf"
        long.write_bytes((SAMPLES / "combined-cable.pdf").read_bytes() + b"\n% long\n")
        run = served.start("convert-release", conversion={"release": "inbox/.long.pdf", "dpi": 400})
        until(lambda: self.stands(served) == "running", 90, "the conversion")
        served.ask(f"/flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
        assert served.wait_for(run, "CANCELLED", "COMPLETED", "CRASHED")["type"] == "CANCELLED"
        # Put back by the run itself, or left to its lease when it was killed first.
        assert self.stands(served) in ("waiting", "running")

    def stands(self, served):
        """The state of the long release in the ledger, or None."""
        with closing(sqlite3.connect(served.home / "ledger.db")) as ledger:
            asked = "SELECT state FROM release WHERE path LIKE '%long.pdf'"
            return (ledger.execute(asked).fetchone() or [None])[0]

    def test_stopping_ends_cleanly_and_leaves_no_run_running(self, served):
        served.start("convert-release", conversion={"release": "inbox/.long.pdf", "dpi": 600})
        time.sleep(8)
        assert served.stop() == 0
        with closing(sqlite3.connect(served.home / "prefect" / "prefect.db")) as database:
            alive = database.execute(
                "SELECT name, state_type FROM flow_run "
                "WHERE state_type IN ('RUNNING', 'PENDING', 'CANCELLING')"
            ).fetchall()
        assert alive == []


@pytest.mark.filterwarnings("default")  # Prefect and its server warn about themselves
def test_a_tracked_conversion_writes_what_a_plain_one_writes(tmp_path):
    from prefect.testing.utilities import prefect_test_harness

    from flows.prefect_flows import convert_file
    from flows.settings import Settings

    with prefect_test_harness(server_startup_timeout=120):
        where = convert_file(SAMPLES / "typed-letter.pdf", tmp_path, Settings())
    assert sorted(path.name for path in where.iterdir()) == ["release.json", "text.txt"]
