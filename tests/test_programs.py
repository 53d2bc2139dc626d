"""Programs beside us: they end with us and with all that they started, or they outlive us."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from flows.programs import ROOT, Program

ENOUGH = 30.0  # seconds, on a machine that has other things to do


def eventually(condition):
    until = time.monotonic() + ENOUGH
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def runs(pid):
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def told(tmp_path):
    """The file in which a lingering program names itself and its child; both are gone after."""
    path = tmp_path / "told"
    yield path
    for pid in pids(path) if path.exists() else []:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def pids(told):
    eventually(told.exists)
    return [int(pid) for pid in told.read_text().split()]


def lingering(told, *more):
    return Program("lingerer", "tests.lingering", [str(told), *more], {})


def test_a_program_ends_with_the_block_and_so_does_what_it_started(told):
    with lingering(told):
        program, child = pids(told)
        assert runs(program)
        assert runs(child)
    eventually(lambda: not runs(program) and not runs(child))


def test_a_program_leads_a_session_of_its_own_so_that_ctrl_c_reaches_us_alone(told):
    with lingering(told):
        program, child = pids(told)
        assert os.getsid(program) == os.getpgid(child) == program != os.getsid(0)


def test_a_program_that_was_killed_is_started_again_without_what_was_left_of_it(told):
    with lingering(told) as program:
        assert not program.keep_running()
        killed, child = pids(told)
        told.unlink()
        os.kill(killed, signal.SIGKILL)
        eventually(lambda: not runs(killed))
        assert program.keep_running()
        assert killed not in pids(told)
        eventually(lambda: not runs(child))


STARTER = """
import sys
from flows.programs import Program
with Program("lingerer", "tests.lingering", [sys.argv[1], "tied"], {}):
    input()
"""


def test_a_program_ends_when_whoever_started_it_is_killed(told):
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, told], stdin=subprocess.PIPE, cwd=ROOT
    ) as starter:
        program, _ = pids(told)
        starter.kill()
    eventually(lambda: not runs(program))


RUNS = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
OUTLIVES = """
import os, sys
from flows.parents import leave_group_of_parent
leave_group_of_parent()
leave_group_of_parent()  # one that leads a group already may call it, too
print(os.getpid() == os.getpgid(0), flush=True)
sys.stdin.read()
"""


def test_what_leaves_the_group_of_its_parent_outlives_a_kill_of_that_group():
    with subprocess.Popen(
        [sys.executable, "-c", RUNS, OUTLIVES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"True\n"
        (child,) = (
            int(pid)
            for pid in Path(f"/proc/{starter.pid}/task/{starter.pid}/children").read_text().split()
        )
        os.killpg(starter.pid, signal.SIGKILL)
        starter.wait(ENOUGH)
        assert runs(child)  # until its input ends with ours
    eventually(lambda: not runs(child))
