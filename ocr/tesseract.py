"""Tesseract: the first reader, through pytesseract.

The one module that knows Tesseract. Its 0-100 becomes 0-1, its rows for blocks
and paragraphs vanish, and its errors become ours. Images go over as files
(`ocr.netpbm`).
"""

import hashlib
import logging
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytesseract

from ocr.errors import MissingLanguage, MissingTool
from ocr.frame import Image
from ocr.limits import limited
from ocr.model import Box, Word
from ocr.netpbm import write_netpbm

log = logging.getLogger(__name__)

# One thread a process: several multi-threaded Tesseracts fight over the cores
# and take many times longer (tesseract issue 3109).
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

NAME = "tesseract"


class ReadingFailed(Exception):
    """Tesseract gave up on one image; `args[0]` says why. Callers name the page."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Reads whole pages.

    language   Tesseract's names joined by +, as in "eng+spa"
    timeout    seconds for one run
    """

    language: str = "eng"
    timeout: float = 300.0

    def read_all(self, pages: Sequence[Image], *, dpi: int) -> list[tuple[Word, ...]]:
        """The words of each (height, width) uint8 page, 0 is black, in Tesseract's order.

        All come from one run of the program, which takes .1 s to start.
        The words are the same as from a run a page. Raises ReadingFailed, MissingTool.
        """
        rows = self._run(pages, dpi)
        return [
            tuple(
                Word(text, Box(left, top, left + width, top + height), confidence / 100)
                for page, text, left, top, width, height, confidence in rows
                if page == number and text.strip() and width > 0 and height > 0
            )
            for number in range(1, len(pages) + 1)
        ]

    def _run(
        self, pages: Sequence[Image], dpi: int
    ) -> list[tuple[int, str, int, int, int, int, float]]:
        config = f"--psm 3 --dpi {dpi} -c tessedit_do_invert=0"
        with tempfile.TemporaryDirectory(prefix="readingroom-") as folder:
            paths = [write_netpbm(page, Path(folder) / f"{n}") for n, page in enumerate(pages)]
            listed = _listed(paths, Path(folder))
            _use_limits()
            try:
                rows = pytesseract.image_to_data(
                    str(listed),
                    lang=self.language,
                    config=config,
                    timeout=self.timeout,
                    output_type=pytesseract.Output.DICT,
                )
            except pytesseract.TesseractNotFoundError as reason:
                raise MissingTool("tesseract", "tesseract-ocr") from reason
            except RuntimeError as reason:  # pytesseract's time-out, or Tesseract's own words
                raise ReadingFailed(_why(str(reason), self.timeout)) from reason
        names = ("page_num", "text", "left", "top", "width", "height", "conf")
        return list(zip(*(rows[name] for name in names), strict=True))


def version() -> str:
    """Tesseract's version number; raises MissingTool."""
    _use_limits()
    try:
        return str(pytesseract.get_tesseract_version()).split()[0]
    except (pytesseract.TesseractNotFoundError, SystemExit) as reason:
        raise MissingTool("tesseract", "tesseract-ocr") from reason


def require_languages(language: str) -> None:
    """Check that every part of "eng+spa" is installed; raises MissingLanguage, MissingTool."""
    _use_limits()
    try:
        installed: Sequence[str] = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, SystemExit) as reason:
        raise MissingTool("tesseract", "tesseract-ocr") from reason
    for part in language.split("+"):
        if part not in installed:
            raise MissingLanguage(part)


def data_fingerprint(language: str) -> str:
    """Twelve hex digits of the language data in use, or "unknown" where it is not found.

    Debian's data and the upstream `best` data have one name and read differently.
    """
    said = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=60
    ).stdout
    folder = re.search(r'"(.+)"', said)
    digest = hashlib.sha256()
    for part in language.split("+"):
        data = Path(folder.group(1) if folder else "") / f"{part}.traineddata"
        if not data.is_file():
            return "unknown"
        digest.update(data.read_bytes())
    return digest.hexdigest()[:12]


def quarter_turn(page: Image, *, dpi: int, timeout: float) -> int:
    """Degrees clockwise (0, 90, 180, 270) that would set the page upright.

    Tesseract's orientation detection; 0 when it cannot tell, which it says of any
    page with little type. Source: Unnikrishnan and Smith, "Combined script and
    page orientation estimation using the Tesseract OCR engine", MOCR 2009.
    """
    with tempfile.TemporaryDirectory(prefix="readingroom-") as folder:
        path = write_netpbm(page, Path(folder) / "page")
        _use_limits()
        try:
            said = pytesseract.image_to_osd(
                str(path),
                config=f"--dpi {dpi}",
                timeout=timeout,
                output_type=pytesseract.Output.DICT,
            )
        except (pytesseract.TesseractError, RuntimeError) as reason:
            log.debug("no orientation from Tesseract: %s", reason)
            return 0
    return int(said["rotate"])


def _use_limits() -> None:
    """Let pytesseract start Tesseract within limits; raises MissingTool."""
    pytesseract.pytesseract.tesseract_cmd = limited("tesseract", "tesseract-ocr")


def _listed(paths: Sequence[Path], folder: Path) -> Path:
    """A file that names the images for one run of Tesseract; the image itself if it is one."""
    if len(paths) == 1:
        return paths[0]
    listed = folder / "pages.txt"
    listed.write_text("".join(f"{path}\n" for path in paths))
    return listed


def _why(said: str, timeout: float) -> str:
    if "timeout" in said.lower():
        return f"Tesseract took over {timeout:g} s"
    return f"Tesseract gave up: {said.strip().splitlines()[-1][:200]}"
