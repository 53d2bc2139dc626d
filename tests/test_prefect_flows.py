"""The Prefect shell: thin, and real: a server, a schedule, runs and their artifacts."""

import asyncio
import base64
import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from contextlib import closing
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Timer
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import UUID

import pytest

from flows.deployments import CONVERT, RECONVERT, SWEEP
from flows.errors import BadSetting
from flows.programs import ROOT
from flows.workers import Workers
from ocr.errors import NotARelease
from ocr.model import Sheet
from ocr.page import ReadSettings
from ocr.source import Source
from tests.killing import Kept, family, kill_all, programs_for
from tests.killing_served import role
from tests.served import COMMAND, Served, answers, free_port, until
from tests.shelves import released
from tests.strips import DPI, strips

SAMPLES = ROOT / "samples"

# Sockets of urllib are closed a little late, sometimes in the next test; and Prefect and its
# server warn about themselves.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


class TestServed:
    def test_the_schedule_converts_what_is_dropped_into_the_inbox(self, served):
        (served.home / "inbox" / "letter.pdf").write_bytes(
            (SAMPLES / "typed-letter.pdf").read_bytes()
        )
        until(lambda: list(served.home.glob("releases/letter-*")), 300, "the release")
        files = next(f for name, f in released(served.home).items() if name.startswith("letter-"))
        assert files == [
            "original/letter.pdf",
            "pages.jsonl.gz",
            "release.json",
            "review.html",
            "text.txt",
        ]
        until(lambda: "letter.pdf: done" in served.logged(), 60, "the log of the run")
        assert any(run["state_type"] == "COMPLETED" for run in served.runs("sweep-inbox"))
        assert any("letter.pdf" in run["tags"] for run in served.runs("sweep-inbox"))

    def test_a_run_from_the_form_shows_progress_summary_and_redactions(self, served):
        (served.home / "inbox" / "memo.pdf").write_bytes((SAMPLES / "bureau-memo.pdf").read_bytes())
        asked = {"release": "inbox/memo.pdf", "dpi": 200, "outputs": ["alto", "pdf"]}
        run = served.start("convert-release", conversion=asked)
        served.completed(run)
        artifacts = served.artifacts(run)
        shown = {artifact["description"]: artifact["data"] for artifact in artifacts}
        assert shown["memo.pdf: page 2 of 2"] == 100.0
        assert "memo.pdf" in shown["Summary"]
        assert "(b)(7)" in shown["Redactions"]
        assert shown["release.json"].startswith("[release.json](file:")
        assert shown["text.txt"].startswith("[text.txt](file:")
        assert {"alto.xml", "searchable.pdf"} <= shown.keys()
        told = served.ask(f"/flow_runs/{run}")
        assert told["name"] == "convert memo.pdf"
        assert sorted(told["tags"]) == ["memo.pdf", "readingroom"]
        tasks = served.ask("/task_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        assert {task["name"] for task in tasks} >= {"memo.pdf page 1", "memo.pdf page 2"}
        # Tags of a task would make each page wait for the server.
        assert not any(task["tags"] for task in tasks)

    def test_reconverting_from_the_web_page_finds_nothing_that_is_older(self, served):
        run = served.start("reconvert")
        served.completed(run)
        assert "0 releases wait to be converted anew" in served.logged()

    def test_a_path_outside_the_library_is_refused(self, served):
        run = served.start("convert-release", conversion={"release": "/etc/passwd"})
        state = served.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
        assert state["type"] == "FAILED"
        assert "READINGROOM_ALLOWED_ROOTS" in state["message"]

    def test_values_that_no_form_allows_are_refused(self, served):
        with pytest.raises(HTTPError, match=r"422|409"):
            served.start("convert-release", conversion={"release": "inbox/x.pdf", "dpi": 5000})

    def test_the_doctor_looks_at_the_server_its_work_pool_and_the_schedule(
        self, served, readingroom
    ):
        login = (served.home / ".auth").read_text().strip()
        env = served.env | {"PREFECT_API_URL": served.api, "PREFECT_API_AUTH_STRING": login}

        def told(**more):
            checks = json.loads(readingroom("doctor", "--json", env=env | more).stdout)
            return {check["name"]: check for check in checks}

        until(lambda: not told()["work pool"]["remedy"], 60, "the first heartbeat of the worker")
        assert told()["deployments"]["said"] == "sweep-inbox is on schedule"
        stranger = told(PREFECT_API_AUTH_STRING="some:body")
        assert stranger["work pool"]["remedy"] == "set PREFECT_API_AUTH_STRING"

    def test_an_automation_watches_the_heartbeats_of_runs_and_is_made_once(self, served):
        from flows.prefect_reconcile import AUTOMATION

        login = (served.home / ".auth").read_text().strip()
        env = served.env | {"PREFECT_API_URL": served.api, "PREFECT_API_AUTH_STRING": login}
        deploy = [*COMMAND, "deploy", "--interval", "15"]
        subprocess.run(deploy, env=env, check=True, stdout=subprocess.DEVNULL)
        found = served.ask("/automations/filter", {})
        (watching,) = (each for each in found if each["name"] == AUTOMATION)
        assert watching["enabled"]
        assert watching["actions"][0]["state"] == "CRASHED"

    def test_nobody_gets_in_without_the_password(self, served):
        with pytest.raises(HTTPError, match=r"401"):
            served.ask("/flows/filter", {}, login=False)

    def test_the_server_listens_to_this_machine_alone(self, served):
        rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        listening = {row[1] for row in rows if row[3] == "0A"}
        assert f"0100007F:{served.port:04X}" in listening
        assert f"00000000:{served.port:04X}" not in listening

    def test_no_page_of_another_origin_may_start_a_run(self, served):
        asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
        url = f"{served.api}/flow_runs/"
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(url, headers=asked, method="OPTIONS"))
        assert "access-control-allow-origin" not in refused.value.headers
        # Nor with our login, which a browser may have kept: without a token of the server's.
        login = base64.b64encode((served.home / ".auth").read_text().strip().encode()).decode()
        known = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        with pytest.raises(HTTPError, match="403"):
            urlopen(Request(url, b"{}", known))

    def test_a_cancelled_run_ends_within_seconds_and_its_release_can_be_taken_up(self, served):
        long = served.home / "inbox" / ".long.pdf"
        long.write_bytes((SAMPLES / "combined-cable.pdf").read_bytes() + b"\n% long\n")
        run = served.start("convert-release", conversion={"release": "inbox/.long.pdf", "dpi": 400})
        until(lambda: self.stands(served) == "running", 300, "the conversion")
        until(lambda: self.reading(served), 300, "a page that is read")
        served.ask(f"/flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
        until(lambda: not self.reading(served), 60, "the end of Tesseract")
        assert served.wait_for(run, "CANCELLED", "COMPLETED", "CRASHED")["type"] == "CANCELLED"
        # No sweep goes on with what somebody cancelled.
        until(lambda: self.stands(served) == "failed", 30, "the end of the conversion")

    def test_a_run_that_is_killed_and_started_anew_with_one_click_reads_no_kept_page_again(
        self, served
    ):
        release = served.home / "inbox" / ".killed.tif"
        first, *more = strips(8)
        first.save(release, save_all=True, append_images=more, dpi=(DPI, DPI))
        pages = f"work/{sha256(release.read_bytes()).hexdigest()[:16]}-*/pages/*.json"
        asked = {"release": "inbox/.killed.tif", "pages": "1-8"}
        run = served.start("convert-release", conversion=asked)
        with Kept(served.home) as kept:
            until(lambda: list(served.home.glob(pages)), 300, "a page that is kept")
            os.kill(self.process_of(served, run), signal.SIGKILL)
            assert served.wait_for(run, "CRASHED", "COMPLETED")["type"] == "CRASHED"
            # Before that its worker holds on to the run, and trips over one started anew.
            said = "Check whether the flow run exceeded its memory allocation"
            until(lambda: said in " ".join(served.logged()), 60, "the worker's last word")
            again = {"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}}
            served.ask(f"/flow_runs/{run}/set_state", again)  # as its button Retry does
            served.completed(run)
            assert kept.told()["kept_pages_read_again"] == []
        assert len(list(served.home.glob("releases/killed-*/text.txt"))) == 1

    def process_of(self, served, run):
        """The process of a run; what it started carries the run's id, too."""
        sign = f"PREFECT__FLOW_RUN_ID={run}".encode()
        told = (Path(f"/proc/{pid}") for pid in family(served.process.pid))
        return next(
            int(process.name)
            for process in told
            if sign in (process / "environ").read_bytes().split(b"\0")
            and b"flows.prefect_run" in (process / "cmdline").read_bytes()
        )

    def reading(self, served):
        """The programs that read a page for the library, wherever they run."""
        return [line for line in programs_for(served.home) if line.startswith("tesseract")]

    def test_a_server_that_is_killed_comes_back_and_the_run_it_had_goes_on(self, served):
        (served.home / "inbox" / ".on.pdf").write_bytes(
            (SAMPLES / "combined-cable.pdf").read_bytes() + b"\n% on\n"
        )
        run = served.start("convert-release", conversion={"release": "inbox/.on.pdf", "dpi": 300})
        until(lambda: self.reading(served), 300, "a page that is read")
        (server,) = (
            pid for pid in family(served.process.pid) if role(pid, served.process.pid) == "server"
        )
        os.kill(server, signal.SIGKILL)
        until(lambda: "the server ended" in served.told(), 60, "the loss of the server")
        until(lambda: answers(served), 300, "the server")
        served.completed(run)

    def test_prefects_own_command_makes_the_deployments_that_serve_makes(self, served):
        def made():
            return {flow: self.deployment(served, flow) for flow in (CONVERT, SWEEP, RECONVERT)}

        before = made()
        login = (served.home / ".auth").read_text().strip()
        env = served.env | {"PREFECT_API_URL": served.api, "PREFECT_API_AUTH_STRING": login}
        env |= {"READINGROOM_CODE": str(ROOT), "READINGROOM_PYTHON": sys.executable}
        deploy = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
        done = subprocess.run(deploy, cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert made() == before
        # A sweep that finds another running is left out.
        assert before[SWEEP]["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        assert before[SWEEP]["limit"] == 1

    def deployment(self, served, flow):
        """What matters of a deployment; each says on its own how often it runs."""
        told = served.ask(f"/deployments/name/{flow}/{flow}")
        kept = ("id", "entrypoint", "job_variables", "pull_steps", "tags", "concurrency_options")
        limit = (told["global_concurrency_limit"] or {}).get("limit")
        schedules = len(told["schedules"])
        return {name: told[name] for name in kept} | {"limit": limit, "schedules": schedules}

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


def test_after_a_power_cut_no_run_stays_running_and_the_release_is_converted(tmp_path):
    first = Served(tmp_path, interval=5)
    (tmp_path / "inbox" / "cable.pdf").write_bytes((SAMPLES / "combined-cable.pdf").read_bytes())
    until(lambda: list((tmp_path / "work").glob("*/pages/*.json")), 300, "a page")
    kill_all(first.process.pid)
    first.process.wait(60)
    first.log.close()
    again = Served(tmp_path, interval=5)
    dead = [run for run in again.runs("sweep-inbox") if run["state_type"] == "CRASHED"]
    assert [run["state"]["message"] for run in dead] == [
        "readingroom was started anew; the process of this run is gone"
    ]
    until(lambda: released(tmp_path), 300, "the release")
    assert again.stop() == 0


def test_a_run_that_is_to_begin_waits_for_a_server_that_is_away():
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.prefect_run import wait_for_server

    port, came_back = free_port(), []

    def comes_back():
        came_back.append(ThreadingHTTPServer(("127.0.0.1", port), Healthy))
        came_back[0].serve_forever()

    late = Timer(1.0, comes_back)
    late.start()
    began = time.monotonic()
    with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}):
        wait_for_server(60)
    assert 1.0 <= time.monotonic() - began < 60
    came_back[0].shutdown()
    came_back[0].server_close()
    late.join()


class Healthy(BaseHTTPRequestHandler):
    """Answers every question with well."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"true")

    def log_message(self, *_):
        """Nobody wants to know."""


def test_as_many_pages_are_read_at_once_as_there_are_jobs(monkeypatch):
    from flows.prefect_pages import RUNNER, task_runner

    for kind in ("threads", "processes"):
        monkeypatch.setenv(RUNNER, kind)
        assert task_runner(3)._max_workers == 3  # type: ignore[attr-defined]
    monkeypatch.setenv(RUNNER, "magic")
    with pytest.raises(BadSetting, match="threads, processes, dask or ray"):
        task_runner(3)


def test_a_summary_tells_what_failed_and_no_text_of_a_scan_gets_out_of_its_block(tmp_path):
    from flows.prefect_artifacts import _summary

    (tmp_path / "text.txt").write_text("`````\n# not a heading\n")
    page = {"number": 3, "status": "failed", "reason": "too | large", "redactions": [], "lines": []}
    recorded = {"source": {"name": "a`b.pdf"}, "pages": [page], "warnings": ["odd `thing`"]}
    told = _summary(recorded, tmp_path)
    assert "- page 3 failed: `too ¦ large`" in told
    assert "- `odd 'thing'`" in told
    assert told.endswith("``````\n`````\n# not a heading\n\n``````")


@pytest.mark.parametrize(
    ("raised", "again"),
    [
        (OSError("no space"), True),
        (ValueError("odd"), True),
        (NotARelease(Path("x.pdf")), False),
        (CancelledError(), False),
    ],
)
def test_only_failures_that_can_pass_are_tried_again(raised, again):
    from flows.prefect_pages import can_pass

    class Failed:
        def result(self):
            raise raised

    assert can_pass(None, None, Failed()) is again


def test_a_page_whose_workers_have_ended_is_wanted_no_more(monkeypatch):
    from flows import prefect_pages

    monkeypatch.setattr(prefect_pages, "read_pages", lambda *_: pytest.fail("read right here"))
    with pytest.raises(KeyboardInterrupt), prefect_pages.page_tasks(Workers(1)) as stopped:
        raise KeyboardInterrupt
    page = Source(Path("release.pdf"), "pdf", ""), Sheet(1, 8.5, 11.0, 200), ReadSettings()
    with pytest.raises(CancelledError):
        prefect_pages.read_page_task.fn(*page, stopped.by)


def test_a_server_that_is_away_is_told_no_tags_and_the_run_goes_on(monkeypatch, caplog):
    from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

    from flows.notices import notices
    from flows.prefect_own_run import MOST, Tags, was_cancelled

    # Once a flow has run in this process, Prefect keeps what our loggers say to itself.
    monkeypatch.setattr(logging.getLogger("flows"), "propagate", True)
    monkeypatch.setenv("PREFECT__RUNTIME__FLOW_RUN__ID", str(UUID(int=1)))
    away = {PREFECT_API_URL: f"http://127.0.0.1:{free_port()}/api", PREFECT_CLIENT_MAX_RETRIES: 0}
    with temporary_settings(away), notices() as told:
        tags = Tags(told)
        for number in range(2 * MOST):
            tags.add(f"{number}.pdf")
        assert not was_cancelled()
    assert "the web page could not be told" in caplog.text


# Prefect leaves a socket or two to the garbage collector, of a flow that does nothing, too.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_a_tracked_conversion_writes_what_a_plain_one_writes(tmp_path):
    from prefect.testing.utilities import prefect_test_harness

    from flows.prefect_flows import convert_file
    from flows.settings import Settings

    with prefect_test_harness(server_startup_timeout=120):
        where = asyncio.run(convert_file(SAMPLES / "typed-letter.pdf", tmp_path, Settings()))
    written = sorted(path.name for path in where.iterdir())
    assert written == ["pages.jsonl.gz", "release.json", "text.txt"]
