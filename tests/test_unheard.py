"""Output that nobody listens to any more ends no program."""

import os
import subprocess
import sys

import pytest

from flows.programs import ROOT

GOES_ON = """
import sys
{imports}
sys.stdin.readline()  # by now nobody listens
for stream in (sys.stdout, sys.stderr):
    for _ in range(3):
        print("a line of the log", file=stream, flush=True)
    assert stream.encoding and not stream.isatty()  # all else is the stream's
open({told!r}, "w").write("went on")
"""


def run(imports, told):
    """Run a program that writes to two pipes whose readers have gone."""
    out, err = os.pipe(), os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", GOES_ON.format(imports=imports, told=str(told))],
        stdin=subprocess.PIPE,
        stdout=out[1],
        stderr=err[1],
        cwd=ROOT,
    ) as process:
        for end in (*out, *err):
            os.close(end)
        process.communicate(b"now\n")
    return told.exists() and process.returncode == 0


@pytest.mark.parametrize(("imports", "goes_on"), [("import flows.unheard", True), ("", False)])
def test_a_program_goes_on_when_whoever_heard_it_is_gone(tmp_path, imports, goes_on):
    assert run(imports, tmp_path / "told") is goes_on


def test_what_somebody_hears_is_written_as_it_is():
    said = "import flows.unheard; print('told', flush=True)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, cwd=ROOT)
    assert done.stdout == b"told\n"
    assert done.stderr == b""
