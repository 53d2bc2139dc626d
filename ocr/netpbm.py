"""Netpbm files, which poppler writes and Tesseract reads: pixels behind a line of text.

Nothing is compressed, so that a page is written and read back in a millisecond or two. As
PNG a grey page takes .2 s to write, and through a pipe and Pillow it is copied five times.
"""

import re
from pathlib import Path

import numpy as np

from ocr.frame import Image

HEAD = re.compile(rb"P(?:(4)\s+(\d+)\s+(\d+)|([56])\s+(\d+)\s+(\d+)\s+255)\s")
HEAD_WITHIN = 64  # bytes


def read_netpbm(path: Path) -> Image:
    """The image of a PBM or PGM (h, w) or PPM file (h, w, 3), uint8, 0 is black.

    Raises ValueError when it is cut off, or none of them.
    """
    held = np.fromfile(path, np.uint8)
    head = HEAD.match(held[:HEAD_WITHIN].tobytes())
    if not head:
        raise ValueError("no image of one bit or of eight")
    kind, width, height = (int(said) for said in head.groups() if said)
    pixels = held[head.end() :]
    if kind == 4:
        # A bit for a pixel, 1 is black, and rows end with a byte.
        rows = np.unpackbits(pixels.reshape(height, -(-width // 8)), axis=1, count=width)
        return np.where(rows, np.uint8(0), np.uint8(255))
    return pixels.reshape((height, width) if kind == 5 else (height, width, 3))


def write_netpbm(page: Image, stem: Path) -> Path:
    """Write a page (h, w), 0 is black, beside `stem`: 1-bit when it is black and white, else grey.

    Tesseract reads a 1-bit page a fifth faster.
    """
    height, width = page.shape
    # P4 has a bit for a pixel, and rows end with a byte; P5 has a byte.
    if np.count_nonzero(page) == np.count_nonzero(page == 255):
        path, head = stem.with_suffix(".pbm"), f"P4\n{width} {height}\n"
        pixels = np.packbits(page == 0, axis=1)
    else:
        path, head = stem.with_suffix(".pgm"), f"P5\n{width} {height}\n255\n"
        pixels = page
    path.write_bytes(head.encode() + pixels.tobytes())
    return path
