"""Poppler, its pictures: at which resolution pages were scanned, and the scans themselves."""

import logging
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ocr.frame import Image
from ocr.model import Sheet
from ocr.netpbm import read_netpbm
from ocr.output_intents import without_intents
from ocr.poppler_text import INFO_TIMEOUT, program

log = logging.getLogger(__name__)

# A listing decodes the pictures, so it is worth sharing among the cores.
PAGES_A_LISTING = 16
# A page is a scan when one picture (or strips of one resolution) covers at least
# half of it; a letterhead over live text does not.
MOST_OF_THE_PAGE = 0.5


def scan_resolutions(pdf: Path, sizes: Mapping[int, tuple[float, float]]) -> dict[int, float]:
    """Dots per inch of the picture that fills most of each page, where there is one.

    `pdfimages -list` gives the placed resolution of every picture. Stencils and
    logos are small; a page scanned in strips has many pictures of one resolution.
    """
    pdfimages, count = program("pdfimages"), len(sizes)
    firsts = range(1, count + 1, PAGES_A_LISTING)
    with without_intents(pdf) as listed, ThreadPoolExecutor(os.cpu_count()) as pool:
        listings = pool.map(
            lambda first: _list_pictures(pdfimages, listed, first, first + PAGES_A_LISTING - 1),
            firsts,
        )
        rows = [row for listing in listings for row in listing or ()]
    covered: dict[int, dict[float, float]] = {}
    for number, dpi, inches in _placed(rows):
        if number in sizes:
            shares = covered.setdefault(number, {})
            shares[dpi] = shares.get(dpi, 0.0) + inches
    return {
        number: max(shares, key=lambda dpi: shares[dpi])
        for number, shares in covered.items()
        if max(shares.values()) >= MOST_OF_THE_PAGE * sizes[number][0] * sizes[number][1]
    }


def pictured_share(pdf: Path, sheet: Sheet) -> float:
    """Share of a page that pictures cover, 0-1 and more; 1 when that cannot be found out."""
    rows = _list_pictures(program("pdfimages"), pdf, sheet.number, sheet.number)
    if rows is None or sheet.width * sheet.height <= 0:
        return 1.0
    return sum(inches for _, _, inches in _placed(rows)) / (sheet.width * sheet.height)


def scanned_pictures(pdf: Path, sheets: Sequence[Sheet], *, timeout: float) -> list[Image]:
    """The one picture of each of some pages that follow one another, as poppler decodes it.

    Empty unless there is exactly one for each page. timeout is in seconds. Raises MissingTool.
    """
    first, last = sheets[0].number, sheets[-1].number
    with tempfile.TemporaryDirectory(prefix="readingroom-") as folder:
        command = [program("pdfimages"), "-q", "-f", str(first), "-l", str(last)]
        try:
            subprocess.run(
                [*command, str(pdf.absolute()), str(Path(folder) / "scan")],
                capture_output=True,
                timeout=timeout,
                check=True,
            )
            pictures = [read_netpbm(path) for path in sorted(Path(folder).iterdir())]
        except (subprocess.SubprocessError, ValueError) as reason:
            log.info("the scans from page %d on are drawn: %s", first, reason)
            return []
    return pictures if len(pictures) == len(sheets) else []


def _placed(rows: Iterable[str]) -> Iterator[tuple[int, float, float]]:
    """Page number, dots per inch and square inches of each picture of a listing."""
    for row in rows:
        cells = row.split()
        # page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
        if len(cells) < 14 or cells[2] in ("smask", "mask"):
            continue
        width, height, across, down = (float(cells[n]) for n in (3, 4, -4, -3))
        if min(across, down) > 0:
            # A fax has half the lines it has columns; the finer of the two decides.
            yield int(cells[0]), max(across, down), width / across * height / down


def _list_pictures(pdfimages: str, pdf: Path, first: int, last: int) -> list[str] | None:
    """Rows of `pdfimages -list` for some pages; None when it takes too long."""
    pages = ["-f", str(first), "-l", str(last)]
    try:
        done = subprocess.run(
            [pdfimages, "-list", *pages, str(pdf.absolute())],
            capture_output=True,
            timeout=INFO_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        log.warning("pdfimages took over %d s; what pictures there are is unknown", INFO_TIMEOUT)
        return None
    return done.stdout.decode("ascii", "replace").splitlines()[2:]
