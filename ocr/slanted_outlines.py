"""Whether an outline that is no rectangle stands by itself, or is a cell of a net of lines.

 ╱────╱        A slanted redaction ends at its corners; the lines about a piece of a
╱────╱         globe's grid, or of a coast, go on beyond them.
"""

import numpy as np

from ocr.frame import Image
from ocr.regions import Points

# What is shorter is a notch, or the rounding of a corner.
EDGE = 0.1  # inches
# A line that goes on is inked from here beyond a corner, nearly all the way.
NEAR = 0.03  # inches
GOES_ON = 0.85
# It may run so far beside the edge of the paper within, which is on its inner side.
BESIDE = 0.02  # inches
# Of eight ends of edges that two outlines which cross have in common, at most.
ENDS = 5


def is_in_a_net(points: Points, ink: Image, dpi: float, by: float) -> bool:
    """Whether most edges of a polygon (n, 2) go on beyond its corners by so many inches.

    ink   of a page at `dpi`, 255 where there is any
    """
    following = np.roll(points, -1, axis=0)
    ends = 0
    for start, end in zip(points, following, strict=True):
        if np.hypot(*(end - start)) >= EDGE * dpi:
            ends += _goes_on(start, end, ink, dpi, by) + _goes_on(end, start, ink, dpi, by)
    return ends >= ENDS


def _goes_on(start: Points, end: Points, ink: Image, dpi: float, by: float) -> bool:
    """Whether there is a line beyond `end`, as from `start`."""
    way = (end - start) / np.hypot(*(end - start))
    steps = np.arange(NEAR * dpi, by * dpi)
    reach = max(1, round(BESIDE * dpi))
    aside = np.arange(-reach, reach + 1)
    x = end[0] + steps[:, None] * way[0] - aside * way[1]
    y = end[1] + steps[:, None] * way[1] + aside * way[0]
    height, width = ink.shape
    columns = np.clip(np.rint(x), 0, width - 1).astype(int)
    rows = np.clip(np.rint(y), 0, height - 1).astype(int)
    return bool((ink[rows, columns] > 0).any(axis=1).mean() >= GOES_ON)
