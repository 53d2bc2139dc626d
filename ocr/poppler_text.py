"""Poppler, its text: whether a file has fonts, and the words that it holds for its pages.

What comes back is what the file says, not what anyone can see; `ocr.text_layer` finds
that out. None of it is ever logged: it may lie under a redaction.
"""

import html
import itertools
import logging
import math
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ocr.limits import limited
from ocr.model import Box, Sheet, Word

log = logging.getLogger(__name__)

NAME = "pdf-text"
INFO_TIMEOUT = 60  # seconds for a listing, which takes well under one on a sound file
POINTS = 72.0  # PDF units in an inch
# The closest print has some 1,500 words a page, of 100 bytes each with their boxes.
MOST_TEXT = 4 << 20  # bytes a page
WORD = re.compile(
    r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>',
    re.DOTALL,
)


def has_fonts(pdf: Path) -> bool:
    """Whether the file has any font; True as well when that cannot be found out."""
    command = [program("pdffonts"), str(pdf.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=INFO_TIMEOUT)
    except subprocess.TimeoutExpired:
        return True
    # Two lines of heading, then a line for each.
    return done.returncode != 0 or len(done.stdout.splitlines()) > 2


def text_layer(pdf: Path, sheets: Sequence[Sheet], *, timeout: float) -> list[tuple[Word, ...]]:
    """The words the file itself holds for pages; boxes are pixels of the page as rendered.

    Some may lie outside the page. Pages whose words cannot be had within the limits have
    none. timeout is in seconds, for each call. Raises MissingTool.
    """
    return [words or () for words in text_if_had(pdf, sheets, timeout=timeout)]


def text_if_had(
    pdf: Path, sheets: Sequence[Sheet], *, timeout: float
) -> list[tuple[Word, ...] | None]:
    """The same; None for pages whose words cannot be had within the limits."""
    return [page for run in runs(sheets) for page in _text_of_run(pdf, run, timeout)]


def runs(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    """Pages that follow one another, all at one resolution, together."""
    grouped = itertools.groupby(
        enumerate(sheets), lambda numbered: (numbered[1].number - numbered[0], numbered[1].dpi)
    )
    return [[sheet for _, sheet in run] for _, run in grouped]


def program(name: str) -> str:
    """The path that runs a poppler program within limits; raises MissingTool."""
    return limited(name, "poppler-utils")


def _text_of_run(
    pdf: Path, sheets: Sequence[Sheet], timeout: float
) -> list[tuple[Word, ...] | None]:
    told = _told(pdf, sheets[0].number, sheets[-1].number, timeout)
    if len(told) != len(sheets):
        log.warning("the text layer from page %d on could not be had", sheets[0].number)
        return [None] * len(sheets)
    return [_words_told(page, sheet) for page, sheet in zip(told, sheets, strict=True)]


def _told(pdf: Path, first: int, last: int, timeout: float) -> list[str]:
    """What pdftotext says of each page from `first` to `last`; nothing when it fails."""
    pages = ["-f", str(first), "-l", str(last)]
    # Into a file and no pipe: the kernel ends the program when it writes too much.
    limit = {"READINGROOM_LIMIT_OUTPUT": str(MOST_TEXT * (last - first + 1) // 512)}
    with tempfile.TemporaryDirectory(prefix="readingroom-") as folder:
        out = Path(folder) / "layer.html"
        command = [program("pdftotext"), "-q", "-bbox", "-cropbox", "-enc", "UTF-8", *pages]
        try:
            subprocess.run(
                [*command, str(pdf.absolute()), str(out)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | limit,
                timeout=timeout,
                check=True,
            )
            return out.read_text("utf-8", "replace").split("<page ")[1:]
        except (subprocess.SubprocessError, FileNotFoundError):
            return []


def _words_told(page: str, sheet: Sheet) -> tuple[Word, ...]:
    scale = sheet.dpi / POINTS
    words = []
    for found in WORD.finditer(page):
        left, top, right, bottom = (float(found[n]) * scale for n in range(1, 5))
        text = html.unescape(found[5])
        if text.strip() and right > left and bottom > top:
            edges = math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)
            words.append(Word(text, Box(*edges), 1.0, NAME))
    return tuple(words)
