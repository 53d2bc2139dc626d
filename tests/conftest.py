"""What the tests share: broken files made on the spot, and the command run as a user would."""

import subprocess
import sys

import pytest
from PIL import Image, ImageDraw, ImageFont


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
