"""Bar codes: upright lines as hatching has, but thick and thin in no order.

▌│▐│▌▌│▐▌      The same line from the top to the foot, and no two beside each other
▌│▐│▌▌│▐▌      alike. Hatching is drawn with one pen.
"""

import numpy as np

from ocr.frame import Image
from ocr.model import Box, Kind, Redaction

# Standard deviation of the thickness of lines, as a share of the mean. Set on drawings; on
# generated pages three of five pieces of bar codes that were taken for hatching are gone.
UNLIKE = 0.35
# Share of the columns in which what is at a quarter of the height is at three quarters.
UPRIGHT = 0.93


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
    return len(thick) > 3 and float(np.std(thick)) > UNLIKE * float(np.mean(thick))
