"""Scans into a PDF, the same bytes each time.

Pillow chooses the compression by the image: CCITT group 4 for black and white,
JPEG for grey. Left alone it would write the time of day into the file.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from samples.damage import Scan

MADE = time.gmtime(1_000_000_000)  # 9 September 2001; any fixed moment would do


def write_pdf(path: Path, scans: Sequence[Scan], title: str, jpeg: int) -> None:
    """One image to a page, at its own resolution; `jpeg` is the quality of grey pages."""
    first, *rest = (scan.image for scan in scans)
    # Pillow refuses a quality for pages it does not compress as JPEG.
    quality = {"quality": jpeg} if jpeg else {}
    first.save(
        path,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=scans[0].dpi,
        title=title,
        producer="samples",
        creationDate=MADE,
        modDate=MADE,
        **quality,
    )
