"""Bar codes: upright lines as hatching has, but thick and thin in no order.

▌│▐│▌▌│▐▌      The same line from the top to the foot, and no two beside each other
▌│▐│▌▌│▐▌      alike. Hatching is drawn with one pen.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocr.certainties import CHARTED
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction

# Standard deviation of the thickness of lines, as a share of the mean. Set on drawings; on
# generated pages three of five pieces of bar codes that were taken for hatching are gone.
UNLIKE = 0.35
# Share of the columns in which what is at a quarter of the height is at three quarters.
UPRIGHT = 0.93
# So far beside a bar, in inches, stand the other lines of its code; none is wider than this; and
# there are as many or more of its full height. Words in capitals have as many strokes on both
# sides of a bar, but a code is higher than type and what is beside it.
BESIDE = 0.4
LINE = 0.07
LINES = 6
TYPE = 0.22
# Share of a bar's height that a line fills, and that white between two lines leaves.
FULL = 0.9


def without_bar_codes(hatched: list[Redaction], dark: Image) -> list[Redaction]:
    """Hatched boxes of a page, darkest channel (h, w) uint8, that are no piece of a bar code."""
    return [r for r in hatched if r.kind is not Kind.HATCHED or not is_a_bar_code(r.box, dark)]


def is_a_bar_code(box: Box, dark: Image) -> bool:
    """Whether upright lines of unlike thickness fill a box."""
    window = dark[box.top : box.bottom, box.left : box.right]
    if min(window.shape) < 8:
        return False
    inked = window < (float(window.min()) + float(window.max())) / 2
    high, low = inked[window.shape[0] // 4], inked[3 * window.shape[0] // 4]
    if float(np.mean(high == low)) < UPRIGHT:
        return False
    edges = np.flatnonzero(np.diff(np.concatenate([[False], high, [False]])))
    thick = np.diff(edges.reshape(-1, 2), axis=1)
    return len(thick) > 3 and _are_unlike(thick)


def _are_unlike(thick: NDArray[np.intp]) -> bool:
    return float(np.std(thick)) > UNLIKE * float(np.mean(thick))


def with_bars_of_codes_doubted(
    bars: Sequence[Redaction], ink: Image, *, dpi: int
) -> list[Redaction]:
    """Bars on ink (h, w), 255 where there is any; those in bar codes with `CHARTED` certainty."""
    return [replace(b, certainty=CHARTED) if _is_in_a_code(b.box, ink, dpi) else b for b in bars]


def _is_in_a_code(box: Box, ink: Image, dpi: int) -> bool:
    """Whether lines of unlike thickness stand beside a bar; those of a comb field are alike."""
    if box.height <= TYPE * dpi:
        return False
    lines, thick = _lines_beside(box, ink, dpi)
    return lines >= LINES and _are_unlike(thick)


def _lines_beside(box: Box, ink: Image, dpi: int) -> tuple[int, NDArray[np.intp]]:
    """How many upright lines as high as a bar stand left and right of it, and how thick."""
    reach, lines, thick = round(BESIDE * dpi), 0, [np.zeros(0, np.intp)]
    for left, right in ((max(0, box.left - reach), box.left), (box.right, box.right + reach)):
        strip = ink[box.top : box.bottom, left:right] > 0
        share = strip.mean(axis=0) if strip.size else np.zeros(0)
        full = np.concatenate([[False], share >= FULL, [False]])
        edges = np.flatnonzero(np.diff(full)).reshape(-1, 2)
        between = [share[a:b].min() for a, b in zip(edges[:-1, 1], edges[1:, 0], strict=True)]
        wide = np.diff(edges, axis=1)[:, 0]
        thick.append(wide[wide <= LINE * dpi])
        lines += len(thick[-1]) - sum(low > 1 - FULL for low in between)
    return lines, np.concatenate(thick)
