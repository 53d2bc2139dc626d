"""No program is started through a shell: a file's name is never a command."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    p for room in ("ocr", "cleanup", "flows", "samples") for p in ROOT.glob(f"{room}/**/*.py")
)

# What hands its text to a shell, whatever module it is called by.
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell"}
STARTS = {"run", "call", "check_call", "check_output", "Popen"}
INTERPRETERS = {"sh", "bash", "dash", "zsh", "ksh", "/bin/sh", "/bin/bash"}


def through_a_shell(source):
    """The calls in a module, as text, that may start a program through a shell."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [ast.unparse(call) for call in calls if uses_a_shell(call)]


def uses_a_shell(call):
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    shell = any(k.arg == "shell" and not is_false(k.value) for k in call.keywords)
    command = call.args[0] if name in STARTS and call.args else None
    return name in SHELLS or shell or is_text(command) or names_an_interpreter(command)


def is_false(value):
    return isinstance(value, ast.Constant) and value.value is False


def is_text(command):
    return isinstance(command, ast.JoinedStr) or (
        isinstance(command, ast.Constant) and isinstance(command.value, str)
    )


def names_an_interpreter(command):
    first = command.elts[:1] if isinstance(command, ast.List | ast.Tuple) else []
    return any(isinstance(word, ast.Constant) and word.value in INTERPRETERS for word in first)


@pytest.mark.parametrize(
    "call",
    [
        "os.system(f'pdfinfo {path}')",
        "os.popen(command)",
        "subprocess.run(f'pdfinfo {path}')",
        "subprocess.run(command, shell=True)",
        "run(command, shell=asked)",
        "Popen(['sh', '-c', command])",
        "subprocess.getoutput(command)",
        "asyncio.create_subprocess_shell(command)",
    ],
)
def test_a_call_through_a_shell_would_be_noticed(call):
    assert through_a_shell(call) == [ast.unparse(ast.parse(call))]


def test_a_call_with_a_list_is_none():
    assert through_a_shell("subprocess.run(['pdfinfo', path], shell=False)") == []


def test_no_module_starts_a_program_through_a_shell():
    found = {path.name: through_a_shell(path.read_text()) for path in MODULES}
    assert {name: calls for name, calls in found.items() if calls} == {}
    assert {"tesseract.py", "poppler.py", "programs.py", "prefect_serve.py"} <= found.keys()


def test_the_one_script_that_sets_limits_runs_its_arguments_as_they_are():
    # A shell, because only one has ulimit; it is handed a list, and expands nothing of it.
    lines = (ROOT / "ocr" / "limited" / "run").read_text().splitlines()
    assert lines[-1] == 'exec "$@"'
    assert not [line for line in lines if "eval" in line or "sh -c" in line]
