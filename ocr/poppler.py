"""Poppler: how many pages, how large, at which resolution, and their images.

The one module that knows poppler, with `ocr.poppler_text`. pdf2image runs its programs;
a page is rendered as a whole, so tiled, masked and rotated page images come out right.
Poppler mends what it can: a cut-off file is damaged only when no page opens.
"""

import logging
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
    PopplerNotInstalledError,
)

from ocr.errors import (
    DamagedFile,
    EncryptedPdf,
    MissingTool,
    NoPages,
    PageFailed,
    TooManyPages,
)
from ocr.frame import Image
from ocr.image import COLOUR_SQUARE, has_colour, plain
from ocr.limits import FOLDER
from ocr.model import Sheet
from ocr.netpbm import read_netpbm
from ocr.output_intents import without_intents
from ocr.poppler_text import INFO_TIMEOUT, POINTS, has_fonts, program, runs
from ocr.resolution import working_dpi

log = logging.getLogger(__name__)


def version() -> str:
    """Poppler's version number; raises MissingTool."""
    try:
        done = subprocess.run(
            [program("pdftoppm"), "-v"], capture_output=True, text=True, timeout=INFO_TIMEOUT
        )
    except OSError as reason:
        raise MissingTool("pdftoppm", "poppler-utils") from reason
    found = re.search(r"version ([\d.]+)", done.stderr + done.stdout)
    return found.group(1) if found else "unknown"


def list_sheets(pdf: Path, *, dpi: int | None, max_pages: int) -> tuple[Sheet, ...]:
    """The pages of `pdf`, each with the resolution to rasterize it at.

    dpi        use this for every page; None follows the scan (`ocr.resolution`)
    max_pages  refuse a longer file before looking at its pages

    Raises EncryptedPdf, DamagedFile, NoPages, TooManyPages, MissingTool.
    """
    count = int(_info(pdf)["Pages"])
    if count < 1:
        raise NoPages(pdf)
    if count > max_pages:
        raise TooManyPages(pdf, count, max_pages)
    sizes = dict.fromkeys(range(1, count + 1), (0.0, 0.0))
    # A page whose size poppler does not tell stays in the list, to fail by name.
    sizes |= _page_sizes(_info(pdf, last_page=count))
    scans = {} if dpi else _scan_resolutions(pdf, sizes)
    lettered = has_fonts(pdf)
    return tuple(
        Sheet(number, width, height, dpi or working_dpi(scans.get(number)), lettered)
        for number, (width, height) in sorted(sizes.items())
    )


def rasterize(pdf: Path, sheets: Sequence[Sheet], *, timeout: float) -> list[Image]:
    """Pages of `pdf` as `ocr.image.plain` gives them, each at its sheet's dpi.

    timeout is in seconds, for each call of poppler. Raises PageFailed, MissingTool.
    """
    return [page for run in runs(sheets) for page in _rasterize_run(pdf, run, timeout)]


def pictured_share(pdf: Path, sheet: Sheet) -> float:
    """Share of a page that pictures cover, 0-1 and more; 1 when that cannot be found out."""
    rows = _list_pictures(program("pdfimages"), pdf, sheet.number, sheet.number)
    if rows is None or sheet.width * sheet.height <= 0:
        return 1.0
    return sum(inches for _, _, inches in _placed(rows)) / (sheet.width * sheet.height)


def _rasterize_run(pdf: Path, sheets: Sequence[Sheet], timeout: float) -> list[Image]:
    """Pages that follow one another, all at one resolution.

    A page takes twice as long in colour as in grey, so whether there is any is found out
    first, with one pixel for each square in which `ocr.image` looks for it.
    """
    dpi = sheets[0].dpi
    squares = _render(pdf, sheets, max(1, dpi // COLOUR_SQUARE), timeout, grey=False)
    coloured = any(has_colour(page) for page in squares)
    return [plain(page) for page in _render(pdf, sheets, dpi, timeout, grey=not coloured)]


def _render(
    pdf: Path, sheets: Sequence[Sheet], dpi: int, timeout: float, *, grey: bool
) -> list[Image]:
    first = sheets[0].number
    try:
        pages = _drawn(pdf, sheets, dpi, timeout, grey=grey)
    except PDFPopplerTimeoutError as reason:
        raise PageFailed(pdf, first, f"poppler took over {timeout:g} s") from reason
    except (PDFPageCountError, PDFSyntaxError) as reason:
        raise PageFailed(pdf, first, "poppler could not open it") from reason
    except (PDFInfoNotInstalledError, PopplerNotInstalledError) as reason:
        raise MissingTool("pdftoppm", "poppler-utils") from reason
    except ValueError as reason:
        raise PageFailed(pdf, first, "its image is cut off; is the disk full?") from reason
    if len(pages) < len(sheets):
        raise PageFailed(pdf, first + len(pages), "poppler rendered nothing")
    return pages


def _drawn(
    pdf: Path, sheets: Sequence[Sheet], dpi: int, timeout: float, *, grey: bool
) -> list[Image]:
    """What poppler makes of pages; raises what pdf2image raises, ValueError for half an image."""
    with (
        without_intents(pdf) as drawn,
        tempfile.TemporaryDirectory(prefix="readingroom-") as folder,
    ):
        paths = convert_from_path(
            drawn.absolute(),
            dpi=dpi,
            first_page=sheets[0].number,
            last_page=sheets[-1].number,
            grayscale=grey,
            poppler_path=_folder(),
            # What a viewer shows, and what pdfinfo gives the size of. The rest of a page was
            # cut away by someone, and could be of any size.
            use_cropbox=True,
            timeout=round(timeout),
            output_folder=folder,
            paths_only=True,
        )
        return [read_netpbm(Path(path)) for path in map(str, paths)]


def _folder() -> str:
    """Where pdf2image finds the programs; raises MissingTool."""
    for name in ("pdfinfo", "pdftoppm"):
        program(name)
    return str(FOLDER)


def _info(pdf: Path, last_page: int | None = None) -> dict[str, str]:
    """What pdfinfo says of the file, and of its pages up to `last_page`."""
    asked: Any = {"first_page": 1, "last_page": last_page} if last_page else {}
    try:
        found: dict[str, str] = pdfinfo_from_path(
            str(pdf.absolute()), poppler_path=_folder(), timeout=INFO_TIMEOUT, **asked
        )
    except PDFInfoNotInstalledError as reason:
        raise MissingTool("pdfinfo", "poppler-utils") from reason
    except PDFPopplerTimeoutError as reason:
        raise DamagedFile(pdf) from reason
    except PDFPageCountError as reason:
        raise _why_closed(pdf, str(reason)) from reason
    return found


def _why_closed(pdf: Path, said: str) -> EncryptedPdf | NoPages | DamagedFile:
    """What poppler's complaint means; a file without pages gives no page count."""
    if "password" in said.lower():
        return EncryptedPdf(pdf)
    if "wrong page range" in said.lower() or "no pages" in said.lower():
        return NoPages(pdf)
    return DamagedFile(pdf)


def _page_sizes(info: dict[str, str]) -> dict[int, tuple[float, float]]:
    """Page numbers with width and height in inches, as they will be rendered."""
    sizes: dict[int, tuple[float, float]] = {}
    for key, value in info.items():
        named = re.fullmatch(r"Page\s+(\d+) size", key)
        size = re.match(r"([\d.e+]+) x ([\d.e+]+) pts", str(value))
        if named and size:
            number = int(named.group(1))
            width, height = (float(part) / POINTS for part in size.groups())
            # The size is the paper's; a page with /Rotate 90 is rendered on its side.
            turned = int(info.get(key.replace("size", "rot"), "0")) % 180
            sizes[number] = (height, width) if turned else (width, height)
    return sizes


def _scan_resolutions(pdf: Path, sizes: dict[int, tuple[float, float]]) -> dict[int, float]:
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


# A listing decodes the pictures, so it is worth sharing among the cores.
PAGES_A_LISTING = 16
# A page is a scan when one picture (or strips of one resolution) covers at least
# half of it; a letterhead over live text does not.
MOST_OF_THE_PAGE = 0.5
