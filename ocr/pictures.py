"""TIFF, PNG and JPEG releases through Pillow: the one module that knows image files.

A multi-page TIFF is a release like a PDF; its frames are its pages.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from ocr.errors import DamagedFile, InputMissing, PageFailed, TooManyPages
from ocr.frame import Image
from ocr.image import plain
from ocr.model import Sheet
from ocr.resolution import UNKNOWN, paper_dpi, working_dpi

# A screen resolution in a scan's metadata is what cameras and editors write when
# they know nothing: 72 and 96 dpi say no more than silence.
SAYS_NOTHING = (0, 1, 72, 96)


def list_sheets(path: Path, *, dpi: int | None, max_pages: int) -> tuple[Sheet, ...]:
    """The frames of the image file as pages; raises DamagedFile, TooManyPages."""
    sheets = []
    with _opened(path) as picture:
        count = getattr(picture, "n_frames", 1)
        if count > max_pages:
            raise TooManyPages(path, count, max_pages)
        for number in range(1, count + 1):
            picture.seek(number - 1)
            sheets.append(_sheet(picture, number, dpi))
    return tuple(sheets)


def rasterize(path: Path, sheet: Sheet) -> Image:
    """One frame as `ocr.image.plain` gives it, at `sheet.dpi`.

    Raises PageFailed when the frame's bytes are broken.
    """
    try:
        with _opened(path) as picture:
            picture.seek(sheet.number - 1)
            # Cameras store the turn instead of turning the pixels.
            upright = ImageOps.exif_transpose(picture) or picture
            page = upright.convert("RGB") if upright.mode in ("P", "PA") else upright
            page = _on_white(page)
            page = page.convert("L" if page.mode in ("1", "L", "LA", "I;16") else "RGB")
    except (OSError, SyntaxError, EOFError, ValueError) as reason:
        raise PageFailed(path, sheet.number, "its image data is broken") from reason
    size = (round(sheet.width * sheet.dpi), round(sheet.height * sheet.dpi))
    page = page if page.size == size else page.resize(size, Pillow.Resampling.LANCZOS)
    return plain(np.asarray(page))


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    """Transparent paper is white paper, not black."""
    if picture.mode not in ("LA", "RGBA"):
        return picture
    paper = Pillow.new(picture.mode, picture.size, "white")
    return Pillow.alpha_composite(paper.convert("RGBA"), picture.convert("RGBA"))


def _sheet(picture: Pillow.Image, number: int, dpi: int | None) -> Sheet:
    across, down = picture.size
    if picture.getexif().get(0x0112, 1) in (5, 6, 7, 8):  # stored lying on its side
        across, down = down, across
    said = float(max(picture.info.get("dpi", (0, 0))))
    scan = paper_dpi(across, down) if round(said) in SAYS_NOTHING else said
    # Without a resolution the pixels are taken as they are, at the unknown one.
    own = scan or float(UNKNOWN)
    return Sheet(number, across / own, down / own, dpi or working_dpi(scan))


@contextmanager
def _opened(path: Path) -> Iterator[Pillow.Image]:
    """The open image. Pillow's own size guard is off: the pixel limit is ours."""
    guard, Pillow.MAX_IMAGE_PIXELS = Pillow.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # metadata oddities do not concern the pixels
            with Pillow.open(path) as picture:
                yield picture
    except FileNotFoundError as reason:
        raise InputMissing(path) from reason
    except (UnidentifiedImageError, SyntaxError) as reason:
        raise DamagedFile(path) from reason
    finally:
        Pillow.MAX_IMAGE_PIXELS = guard
