"""Small pictures of pages, for people to look at: legible, and bounded in size."""

import base64
from collections.abc import Iterator

import cv2
import numpy as np

from ocr.frame import Image
from ocr.image import is_bilevel

# A page of typescript can be read at this height; twice as many pixels say no more.
HEIGHT = 1320  # pixels
# Bytes of a picture; with base64 and the text beside it, a page stays under 150 KB.
MOST_BYTES = 82_000
# A 1-bit scan made smaller is type in a few greys.
GREYS = 4
QUALITIES = (55, 40, 25, 12)  # of WebP, 0-100
# 9 takes five times as long for a tenth of the bytes.
PNG_LEVEL = 6


def data_url(page: Image) -> str:
    """The page, (h, w) or (h, w, 3) uint8 RGB, as the source of an <img>."""
    kind, data = picture(page)
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def picture(page: Image) -> tuple[str, bytes]:
    """The page as ("png" or "webp", bytes), made smaller until it is within bounds."""
    small = _to_height(page, HEIGHT)
    while True:
        for kind, data in _tries(small):
            if len(data) <= MOST_BYTES or small.shape[0] < HEIGHT // 4:
                return kind, data
        small = _to_height(small, round(small.shape[0] * 0.8))


def _tries(page: Image) -> Iterator[tuple[str, bytes]]:
    """The page in ever fewer bytes, made only as far as they are asked for."""
    if page.ndim == 2 and is_bilevel(page):
        step = 255 // (GREYS - 1)
        greys = ((page.astype(np.uint16) + step // 2) // step * step).astype(np.uint8)
        # No WebP is smaller than this, of 12 pages of three archives, however bad.
        yield "png", _encoded(".png", greys, [cv2.IMWRITE_PNG_COMPRESSION, PNG_LEVEL])
        return
    drawn = page if page.ndim == 2 else np.ascontiguousarray(page[:, :, ::-1])
    for quality in QUALITIES:
        yield "webp", _encoded(".webp", drawn, [cv2.IMWRITE_WEBP_QUALITY, quality])


def _encoded(suffix: str, page: Image, options: list[int]) -> bytes:
    return bytes(cv2.imencode(suffix, page, options)[1].tobytes())


def _to_height(page: Image, height: int) -> Image:
    scale = height / page.shape[0]
    if scale >= 1:
        return page
    size = (max(1, round(page.shape[1] * scale)), height)
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), np.uint8)
