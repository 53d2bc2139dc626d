"""The commands that work on a library, run as a user would."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from flows.errors import LedgerUnusable, NoLibrary, NoServer, NothingToRetry
from tests.shelves import desk, drop
from tests.test_bad_input import says

# Each runs the command in a process of its own.
pytestmark = pytest.mark.slow


@pytest.fixture
def library(readingroom, tmp_path):
    home = tmp_path / "library"
    readingroom("init", "--home", home)
    return home


def test_init_makes_a_library_says_what_to_do_next_and_may_be_run_again(readingroom, tmp_path):
    home = tmp_path / "library"
    first = readingroom("init", "--home", home)
    secret = (home / ".auth").read_text()
    assert readingroom("init", "--home", home).stdout == first.stdout
    assert f"put releases into {home}/inbox" in first.stdout
    assert (home / ".auth").read_text() == secret
    assert (home / ".auth").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_no_library(readingroom, tmp_path):
    for command in (("status",), ("watch", "--once"), ("retry", "x"), ("reconvert",)):
        done = readingroom(*command, "--home", tmp_path)
        says(done, NoLibrary.exit_code, str(tmp_path), "readingroom init")


def test_a_ledger_that_does_not_answer(readingroom, library):
    env = os.environ | {"READINGROOM_LEDGER_URL": "postgresql+psycopg://nobody@127.0.0.1:1/x"}
    done = readingroom("status", "--home", library, env=env)
    says(done, LedgerUnusable.exit_code, "READINGROOM_LEDGER_URL")
    assert "password" not in done.stderr


def test_nothing_to_retry(readingroom, library):
    done = readingroom("retry", "x.pdf", "--home", library)
    says(done, NothingToRetry.exit_code, "x.pdf", "readingroom status")


def test_no_server_to_track_on(readingroom, typed_pdf, tmp_path):
    env = os.environ | {"PREFECT_API_URL": "http://127.0.0.1:1/api"}
    done = readingroom("convert", "--track", typed_pdf, "-o", tmp_path / "out", env=env)
    says(done, NoServer.exit_code, "127.0.0.1:1", "readingroom serve")
    assert not (tmp_path / "out").exists()


def test_status_lists_what_needs_a_look_for_people_and_for_programs(readingroom, library):
    with desk(library) as at:
        (at.library.inbox / "bad.pdf").write_text("no pdf")
        (at.library.inbox / "link").symlink_to("/etc")
    done = readingroom("watch", "--once", "--settle", "0", "--home", library)
    assert done.returncode == 1
    told = readingroom("status", "--home", library).stdout
    assert "1 quarantined" in told
    assert "bad.pdf" in told
    assert "passed over  link: a link" in told
    values = json.loads(readingroom("status", "--json", "--home", library).stdout)
    assert values["counts"]["quarantined"] == 1
    assert values["releases"][0]["reason"].startswith("inbox/bad.pdf is not a PDF")
    again = json.loads(readingroom("retry", "--json", "bad.pdf", "--home", library).stdout)
    assert [each["name"] for each in again] == ["bad.pdf"]


def test_the_doctor_finds_nothing_wrong_with_a_new_library(readingroom, library):
    done = readingroom("doctor", "--json", "--home", library)
    checks = {check["name"]: check for check in json.loads(done.stdout)}
    assert done.returncode == 0, done.stdout
    assert checks["ledger"]["said"].startswith("empty")
    assert {"tesseract", "poppler", "languages", "disk", "network"} <= checks.keys()


def test_the_doctor_says_what_to_do(readingroom, tmp_path):
    done = readingroom("doctor", "--home", tmp_path)
    assert done.returncode == 1
    assert "→ readingroom init" in done.stdout


def test_watching_converts_what_comes_and_stops_when_it_is_asked_to(library):
    command = [sys.executable, "-c", "from flows.cli import cli; cli()", "watch", "--jobs", "1"]
    watching = subprocess.Popen(
        [*command, "--home", library, "--settle", "0", "--interval", "0.2"],
        stderr=subprocess.PIPE,
        text=True,
    )
    drop(library / "inbox", "letter.png")
    until = time.monotonic() + 60
    while not list((library / "releases").glob("*/text.txt")) and time.monotonic() < until:
        time.sleep(0.2)
    watching.send_signal(signal.SIGTERM)
    _, said = watching.communicate(timeout=30)
    assert watching.returncode == 0
    assert "done: letter.png" in said


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_can_complete_the_commands(shell):
    env = os.environ | {"_READINGROOM_COMPLETE": f"{shell}_source"}
    call = "from flows.cli import cli; cli(prog_name='readingroom')"
    done = subprocess.run([sys.executable, "-c", call], env=env, capture_output=True, text=True)
    assert "readingroom" in done.stdout
