"""Greys as black dots: what printers and black-and-white scanners make of them.

A screen is a small tile of thresholds, or diffusion of the error. An ordered
screen keeps its lattice over a whole area; that is how a detector may know a
tinted box from dirt.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Levels = NDArray[np.float64]  # 0 black to 1 white

BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])


class Screen(StrEnum):
    """The ways of making dots that generated pages know."""

    BAYER = "bayer"
    DOTS = "dots"
    COARSE = "coarse dots"
    DIFFUSED = "diffused"


def screened(levels: Levels, screen: Screen, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Grey levels as black and white pixels (0 and 255)."""
    if screen is Screen.DIFFUSED:
        rough = np.clip(levels + rng.normal(0, 0.02, levels.shape), 0, 1)
        grey = Image.fromarray((rough * 255).astype(np.uint8))
        return np.asarray(grey.convert("1").convert("L"), np.uint8)
    tile = _tile(screen)
    rows, columns = (np.arange(n) % m for n, m in zip(levels.shape, tile.shape, strict=True))
    return np.where(levels > tile[np.ix_(rows, columns)], 255, 0).astype(np.uint8)


def _tile(screen: Screen) -> Levels:
    if screen is Screen.BAYER:
        return (BAYER + 0.5) / BAYER.size
    return _dots(6 if screen is Screen.DOTS else 10)


def _dots(side: int) -> Levels:
    """Round dots at 45 degrees: dark ones on the corners, light ones between."""
    along = (np.arange(side) + 0.5) / side * 2 * np.pi
    height = np.cos(along)[:, None] + np.cos(along)[None, :]
    order = np.argsort(np.argsort(height.ravel(), kind="stable"), kind="stable")
    return ((order + 0.5) / order.size).reshape(side, side)
