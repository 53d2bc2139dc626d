"""Imports go one way, and Prefect stays out of the stages and the command."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_prefect_is_not_loaded_by_the_stages_and_the_command():
    modules = "flows.cli, flows.convert, flows.record, cleanup.documents, ocr.page"
    check = f"import sys, {modules}; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT).returncode == 0


@pytest.mark.parametrize(
    ("room", "barred"), [("ocr", {"cleanup", "flows"}), ("cleanup", {"flows"})]
)
def test_a_room_imports_nothing_from_the_rooms_above(room, barred):
    assert not [p.name for p in (ROOT / room).glob("*.py") if barred & set(imported(p))]


def test_only_marked_files_import_prefect():
    files = [
        p for room in ("ocr", "cleanup", "flows", "samples") for p in (ROOT / room).glob("*.py")
    ]
    with_prefect = [p.name for p in files if "prefect" in set(imported(p))]
    assert with_prefect
    assert all(name.startswith("prefect_") for name in with_prefect)
