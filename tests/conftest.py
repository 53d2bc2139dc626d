"""What the tests share: broken files made on the spot, and the command run as a user would."""

import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image, ImageDraw, ImageFont

from tests.served import Served


def run(*arguments, cwd=None, env=None):
    """`readingroom ...` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from flows.cli import cli; cli()", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=env,
        timeout=300,
    )


@pytest.fixture(scope="session")
def readingroom():
    return run


@pytest.fixture(autouse=True)
def logs_as_before():
    """What a command set up for its log ends with its test: the next one listens to warnings.

    A command that a test calls in this process sets the level of all logs, as it may.
    """
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture
def typed_page():
    """A page with a few typed lines, 100 dpi, drawn with the font Pillow carries."""
    page = Image.new("L", (850, 1100), 255)
    font = ImageFont.load_default(size=20)
    pen = ImageDraw.Draw(page)
    for number in range(4):
        pen.text((100, 150 + 40 * number), f"Line {number} of a plain typed page", 0, font=font)
    return page


@pytest.fixture
def typed_pdf(tmp_path, typed_page):
    """A scanned PDF of two pages."""
    path = tmp_path / "typed.pdf"
    typed_page.save(path, save_all=True, append_images=[typed_page], resolution=100)
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    """A PostgreSQL of our own on a socket, with the rights of nobody; its socket's folder."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    program = shutil.which("initdb") or (str(debian[-1]) if debian else "")
    if not program:
        pytest.skip("PostgreSQL is not installed: apt install postgresql")
    # Its socket's path may have 107 bytes, and root may not run it.
    folder = Path(tempfile.mkdtemp(prefix="rr-pg-", dir="/tmp"))
    folder.chmod(0o777)
    drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    user = drop if os.geteuid() == 0 else []
    data = folder / "data"

    def quietly(*command):
        subprocess.run([*user, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    quietly(program, "-D", data, "-U", "test", "-A", "trust")
    control = str(Path(program).resolve().with_name("pg_ctl"))
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    log = folder / "log"
    quietly(control, "-D", data, "-o", options, "-l", log, "-w", "start")
    yield folder
    quietly(control, "-D", data, "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server):
    """The URL of an empty database."""
    name = f"test_{secrets.token_hex(6)}"
    admin = f"postgresql+psycopg://test@/postgres?host={postgres_server}"
    engine = sa.create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"postgresql+psycopg://test@/{name}?host={postgres_server}"


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """A library with everything that `readingroom serve` starts."""
    running = Served(tmp_path_factory.mktemp("library"), interval=15)
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium, one for all tests of a module."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("Chromium is not installed: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        # No sandbox of its own: CI runs as root, and the pages are ours.
        opened = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()
