"""What lies beside a box: four strips, each as long as the side it lies on.

   top           A strip keeps a hair away from its box, for a scan blurs
┌───────┐        edges, and the outline of a box is not what is beside it.
│       │ right
└───────┘
"""

from dataclasses import dataclass

import numpy as np

from ocr.frame import Image
from ocr.model import Box

# A strip reaches from here to there away from its box.
BESIDE = (0.02, 0.06)  # inches


@dataclass(frozen=True, slots=True)
class Sides:
    """Strips beside a box, (h, w) or (h, w, 3) uint8; one that is off the page is empty."""

    left: Image
    top: Image
    right: Image
    bottom: Image

    def all(self) -> tuple[Image, Image, Image, Image]:
        return self.left, self.top, self.right, self.bottom


def sides_of(box: Box, page: Image, dpi: int, beside: tuple[float, float] = BESIDE) -> Sides:
    """The strips beside a box of a page (h, w) or (h, w, 3), so many inches away."""
    near = max(2, round(beside[0] * dpi))
    far = max(near + 2, round(beside[1] * dpi))
    rows, columns = slice(max(box.top, 0), box.bottom), slice(max(box.left, 0), box.right)
    return Sides(
        page[rows, max(box.left - far, 0) : max(box.left - near, 0)],
        page[max(box.top - far, 0) : max(box.top - near, 0), columns],
        page[rows, box.right + near : box.right + far],
        page[box.bottom + near : box.bottom + far, columns],
    )


def tone_of(strip: Image) -> tuple[float, ...]:
    """The usual colour of a strip, channel by channel (0-255)."""
    flat = strip.reshape(strip.shape[0] * strip.shape[1], -1)
    return tuple(float(value) for value in np.median(flat, axis=0))


def evenness(strip: Image, varies: float) -> float:
    """Share (0-1) of a strip that has its usual colour, give or take `varies`."""
    if not strip.size:
        return 0.0
    flat = strip.reshape(strip.shape[0] * strip.shape[1], -1).astype(np.float32)
    return float(np.mean(np.abs(flat - np.median(flat, axis=0)).max(axis=1) <= varies))


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The difference of two colours in the channel where it is largest."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def paper_of(page: Image) -> tuple[float, ...]:
    """The usual colour of the paper of a page."""
    sample = page[::16, ::16]
    flat = sample.reshape(sample.shape[0] * sample.shape[1], -1)
    return tuple(float(v) for v in np.percentile(flat, 85, axis=0))
