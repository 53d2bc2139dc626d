"""The doctor asks a Prefect server, and whatever answers in its place."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from flows.deployments import POOL, SWEEP
from flows.doctor import examine_server

SCHEDULE = "7b6a4e0c-8a55-4b0e-9d5e-0f6d2d1c5a11"
DEPLOYMENT = f"/deployments/name/{SWEEP}/{SWEEP}"
POOL_READY = {f"/work_pools/{POOL}": {"status": "READY"}}


class Answering:
    """Answers paths with JSON, or as text says; what it is sent to elsewhere it goes to."""

    def __init__(self, answers, elsewhere=""):
        self.answers, self.elsewhere = answers, elsewhere
        self.logins: list[str | None] = []


@contextmanager
def serving(answering):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answering.logins.append(self.headers["Authorization"])
            said = answering.answers.get(self.path, True)
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(302 if answering.elsewhere else 200)
            if answering.elsewhere:
                self.send_header("Location", answering.elsewhere + self.path)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Nobody wants to know."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def ask(monkeypatch):
    """What is found out about a server that gives these answers: name, said, remedy."""

    def asked(answers, login=""):
        monkeypatch.setenv("PREFECT_API_AUTH_STRING", login)
        with serving(Answering(answers)) as url:
            monkeypatch.setenv("PREFECT_API_URL", url)
            return {each.name: each for each in examine_server()}

    return asked


def test_a_server_that_is_no_prefect_server_is_told_of(ask):
    (check,) = ask({"/health": b"<html>welcome</html>"}).values()
    assert (check.name, bool(check.remedy)) == ("Prefect server", True)
    odd = ask({f"/work_pools/{POOL}": ["odd"], DEPLOYMENT: {"schedules": [{"active": False}]}})
    assert odd["work pool"].said == odd["deployments"].said == "not what a Prefect server answers"


@pytest.mark.parametrize(
    ("told", "said", "remedy"),
    [
        ({"schedules": [{"active": True}]}, "is on schedule", ""),
        ({"paused": True, "schedules": [{"active": True}]}, "is paused", "readingroom deploy"),
        ({"schedules": []}, "has no schedule", "readingroom deploy"),
        (
            {"schedules": [{"active": False, "id": SCHEDULE}]},
            "is paused",
            f"prefect deployment schedule resume {SWEEP}/{SWEEP} {SCHEDULE}",
        ),
    ],
)
def test_a_schedule_that_starts_nothing_is_told_with_what_starts_it(ask, told, said, remedy):
    check = ask(POOL_READY | {DEPLOYMENT: told})["deployments"]
    assert check.said.endswith(said)
    assert check.remedy == remedy


@pytest.mark.parametrize(("login", "sent"), [("a:b", "Basic YTpi"), ("", None)])
def test_the_password_goes_to_the_server_alone_and_nothing_where_there_is_none(
    login, sent, monkeypatch
):
    other = Answering({})
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", login)
    with serving(other) as elsewhere:
        first = Answering({}, elsewhere)
        with serving(first) as url:
            monkeypatch.setenv("PREFECT_API_URL", url)
            list(examine_server())
    assert set(first.logins) == {sent}
    assert set(other.logins) == {None}
