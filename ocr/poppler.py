"""Poppler: how many pages, how large, at which resolution, and their images.

The one module that knows poppler, with `ocr.poppler_text` and `ocr.poppler_pictures`.
pdf2image runs its programs; a page is rendered as a whole, so tiled, masked and rotated page
images come out right. Only where that would give the scanner's own pixels back, and takes ten
times as long, they are taken out of the file (`ocr.bare_scans`).
Poppler mends what it can: a cut-off file is damaged only when no page opens.
"""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import groupby
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
from ocr.poppler_pictures import scan_resolutions, scanned_pictures
from ocr.poppler_text import INFO_TIMEOUT, POINTS, has_fonts, program, runs
from ocr.resolution import working_dpi


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
    scans = {} if dpi else scan_resolutions(pdf, sizes)
    lettered = has_fonts(pdf)
    return tuple(
        Sheet(number, width, height, dpi or working_dpi(scans.get(number)), lettered)
        for number, (width, height) in sorted(sizes.items())
    )


def rasterize(
    pdf: Path, sheets: Sequence[Sheet], *, timeout: float, drawn: bool = False
) -> list[Image]:
    """Pages of `pdf` as `ocr.image.plain` gives them, each at its sheet's dpi.

    drawn   draw bare scans too, to be compared with the pages of another file

    timeout is in seconds, for each call of poppler. Raises PageFailed, MissingTool.
    """
    from ocr.bare_scans import bare_scans  # pikepdf, .1 s to import, is nothing to who only lists

    bare = frozenset() if drawn else bare_scans(pdf, sheets)
    return [
        page
        for run in runs(sheets)
        for is_bare, part in groupby(run, key=lambda sheet: sheet.number in bare)
        for page in _pages_of(pdf, list(part), timeout, bare=is_bare)
    ]


def _pages_of(pdf: Path, sheets: Sequence[Sheet], timeout: float, *, bare: bool) -> list[Image]:
    """Pages that follow one another at one resolution; bare scans are taken out, not drawn."""
    scans = scanned_pictures(pdf, sheets, timeout=timeout) if bare else []
    return [plain(scan) for scan in scans] or _rasterize_run(pdf, sheets, timeout)


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
