"""Type that a bar touches, taken off it.

    ████████████████████████
    ████████████████████████      the bar ends where there stops being ink all about;
    licant while applicant wa     below it the letters of the next line hang on

On a dirty copy the letters of a line run together, and a bar that comes down on them takes
them along: they would be covered as if they were part of it.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.frame import Image
from ocr.regions import box_of, filled

# Of the usual share of ink in a bar, so much is about each of its pixels. In run-together type
# of FBI's copies there is .4 to .75, in their bars, worn and all, .9 and more.
DENSE = 0.82
# What is looked at about a pixel, width and height: letters and the gaps between them, but no
# more than a line of type.
ABOUT = (0.25, 0.06)  # inches
# Of type that has run together less is ink than this; what is solid is no type.
SOLID = 0.9
# A letter with the ink that has run about it is no wider and no higher; a line of a bar is higher.
LETTER = (0.2, 0.13)  # inches
# Where less than this is taken off in height it was the ragged edge of the bar.
RAGGED = 0.03  # inches


def without_touching_type(
    contour: cv2.typing.MatLike, ink: Image, dpi: int
) -> Sequence[cv2.typing.MatLike]:
    """The contour of a bar without the lines of type that it touches; bars that only type joined.

    ink   (height, width) uint8, 255 where there is ink, specks and all
    """
    box = box_of(contour)
    part, own = filled(contour, box), ink[box.top : box.bottom, box.left : box.right]
    dense = _dense_part(part, own, dpi)
    if _is_solid(part & ~dense, own, dpi):
        return [contour]
    contours, _ = cv2.findContours(dense, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if len(contours) == 1 and box.height - box_of(contours[0]).height <= RAGGED * dpi:
        return [contour]
    return [np.asarray(each + np.array([box.left, box.top]), np.int32) for each in contours]


def _is_solid(taken: Image, ink: Image, dpi: int) -> bool:
    """Whether what would be taken off is ink throughout and no letter.

    So are the arm of a drawn bracket, longer than any letter; the end of a line of the bar,
    which is higher; the tips of a slanted stripe, which is higher than wide.
    """
    high, wide = taken.shape
    all_of_it = np.count_nonzero(taken)
    if not all_of_it or np.count_nonzero(taken & ink) < SOLID * all_of_it:
        return not all_of_it
    _, _, stats, _ = cv2.connectedComponentsWithStats(taken, connectivity=8)
    largest = stats[1:, 2:4].max(axis=0, initial=0)  # width and height
    return bool(high > wide or np.any(largest > np.array(LETTER) * dpi))


def _dense_part(part: Image, ink: Image, dpi: int) -> Image:
    """What of a part is ink all about, with the edge that paper stands about."""
    wide, high = (2 * round(size * dpi / 2) + 1 for size in ABOUT)
    held = np.asarray(part & ink, np.uint8)
    inked = cv2.blur(held, (wide, high), borderType=cv2.BORDER_REPLICATE)
    usual = float(np.median(inked[part > 0]))
    core = np.where((inked >= DENSE * usual) & (part > 0), np.uint8(255), np.uint8(0))
    return np.asarray(cv2.dilate(core, np.ones((high, wide), np.uint8)), np.uint8) & part
