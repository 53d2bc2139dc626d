"""`readingroom serve` in a process of its own, and its API, for tests and figures."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

# While its database is written to, the server says 503: come back later. Prefect's own
# client does, this many times here.
PATIENCE = 20
COMMAND = [sys.executable, "-c", "from flows.cli import cli; cli()"]


def until(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"{what} did not come within {seconds} s")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Api:
    """The API of a server on this machine whose password lies in a library."""

    def __init__(self, home, port, host="127.0.0.1"):
        self.home, self.port, self.host = home, port, host

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
        for _ in range(PATIENCE):
            try:
                with urlopen(Request(f"{self.api}{path}", body, headers)) as answer:
                    return json.load(answer)
            except HTTPError as reason:
                if reason.code != 503:
                    raise
                time.sleep(1)
        raise TimeoutError(f"the server has no time for {path}")

    @property
    def api(self):
        return f"http://{self.host}:{self.port}/api"

    def runs(self, flow):
        flows = {"flows": {"name": {"any_": [flow]}}}
        return self.ask("/flow_runs/filter", flows)

    def count(self, kind):
        """How many runs ended so, of all flows."""
        return self.ask("/flow_runs/count", {"flow_runs": {"state": {"type": {"any_": [kind]}}}})

    def logged(self):
        """The last messages of all runs."""
        told = self.ask("/logs/filter", {"sort": "TIMESTAMP_DESC", "limit": 200})
        return [each["message"] for each in told]

    def start(self, flow, **parameters):
        deployment = self.ask(f"/deployments/name/{flow}/{flow}")
        told = {"parameters": parameters}
        return self.ask(f"/deployments/{deployment['id']}/create_flow_run", told)["id"]

    def state(self, run):
        return self.ask(f"/flow_runs/{run}")["state"]

    def wait_for(self, run, *types):
        def ended():
            state = self.state(run)
            return state if state["type"] in types else None

        return until(ended, 600, f"{types} of {run}")

    def completed(self, run):
        """Wait for a run to end; raises AssertionError with all that was said when it failed."""
        state = self.wait_for(run, "COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        told = "\n".join(reversed(self.logged()))
        assert state["type"] == "COMPLETED", f"{state['type']}: {state['message']}\n{told}"

    def artifacts(self, run):
        told = {"artifacts": {"flow_run_id": {"any_": [run]}}}
        return self.ask("/artifacts/filter", told)

    def alive(self):
        """Runs that claim to be running, about to, or about to end."""
        types = {"any_": ["RUNNING", "PENDING", "CANCELLING"]}
        return self.ask("/flow_runs/filter", {"flow_runs": {"state": {"type": types}}})


def answers(api):
    """Whether the server is there and lets us in."""
    try:
        return bool(api.ask("/admin/version"))
    except OSError:
        return False


class Served(Api):
    """`readingroom serve` in a process of its own, and its API."""

    def __init__(self, home, interval, **rules):
        super().__init__(home, free_port())
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
        self.env |= {"READINGROOM_HOME": str(home), "READINGROOM_SETTLE": "1"}
        self.env |= {"READINGROOM_LEASE": "10"} | rules
        subprocess.run([*COMMAND, "init"], env=self.env, check=True, stdout=subprocess.DEVNULL)
        self.log = (home / "serve.log").open("a")
        self.log.truncate(0)
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self.port), "--interval", str(interval)],
            env=self.env,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        until(lambda: "web page" in self.told(), 300, "the web page")

    def told(self):
        return (self.home / "serve.log").read_text()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(180)
        self.log.close()
        return code
