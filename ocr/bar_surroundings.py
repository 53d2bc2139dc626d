"""What a bar is told by from what is in it and about it, and the limits of all bars.

████ T E L E G R A M ████      white letters between black, and a rim that goes on
▚▞▚▞▚▞                         squares with ink on all sides
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.paper import Paper
from ocr.regions import corners, ring_about


@dataclass(frozen=True, slots=True)
class BarLimits:
    """What counts as a black or felt-tip redaction; lengths in inches.

    Chosen from how such pages are made; docs/redactions.md says on which pages they
    were set and on which they were checked.
    """

    # A heavy typewriter stroke is 0.03 in, a title's 0.05; a bar over one line of
    # small type is 0.12 high. Nothing that writes leaves a solid square this large.
    solid: float = 0.075
    # Rules, underlines and form frames stay under this height; a bar over a line of 8-point
    # type is as high. What is as low and not as wide is the swatch of a legend.
    least_height: float = 0.095
    full_height: float = 0.11
    low_width: float = 0.3
    # The narrowest word that is worth hiding has two letters.
    least_width: float = 0.15
    # A part narrower than this is a blot, a stripe or a bar over one short word: a
    # bar is wider than tall, and fills its box almost to the corners.
    small: float = 0.22
    small_fill: float = 0.96
    # Holes in the ink that scanning noise leaves in a bar; wider gaps part two bars.
    speck: float = 0.012
    # White letters in a bar are holes no larger than this; larger ones are paper.
    letter: float = 0.25
    least_letter: float = 0.04
    # Ink in the rim around a white letter; the letters beside it leave gaps in it.
    around: float = 0.03
    surrounded: float = 0.7
    # A label is a code or a short phrase in type of up to 14 points, whose capitals
    # are 0.14 high, and leaves most of its bar black. Mastheads have larger type.
    label_letters: int = 28
    label_height: float = 0.16
    label_share: float = 0.35
    # Share of the outline that must run level or upright, within `lean` degrees.
    straight: float = 0.72
    lean: float = 5.0
    # Share of a region's filled outline that must be ink.
    filled: float = 0.90
    # Of a worn copy this share may be lost in specks, in no patch much more than elsewhere.
    noise: float = 0.25
    patch: float = 0.1
    # A dark photograph is dithered, a large black box is not; from this many inches
    # both ways nearly every pixel must be ink. Felt-tip never gets that large.
    large: float = 0.5
    large_filled: float = 0.97
    # A single bar fills its box; only a region of several lines may leave corners.
    bar_fill: float = 0.85
    step_fill: float = 0.45
    # From the end of one line to the beginning of the next is farther than this; what is shorter
    # and fills less of its box is as straight as this, or a picture.
    short: float = 1.0
    short_fill: float = 0.6
    short_straight: float = 0.85
    # The same of the tilted rectangle about a bar; felt-tip has round or ragged ends.
    tilted_fill: float = 0.95
    # Around a bar there is paper, with type and perhaps another bar here and there. The
    # rim, from here to here outside it, is ink to a larger share on a side where X'd-out
    # type or a photograph goes on.
    rim: tuple[float, float] = (0.012, 0.03)
    sticks_out: float = 0.4
    # A bar over a short word has type and bars about it; a piece of a matrix code, a picture
    # or a printed emblem no larger than this has ink about it on more than this share.
    piece: float = 0.8
    crowded: float = 0.35
    # About blots on FBI's copies, whose type runs together, there is .46 at most.
    type_about: float = 0.5
    # Corners of its outline: of a bar 4, in three steps 12; of a matrix code without end.
    corners: int = 13
    # Beside a black bar there is paper, type or another bar. A masthead goes on: black
    # between white letters is more than this share of what stands next to the part,
    # and its rim is black above or below them.
    masthead: float = 0.12
    masthead_letters: int = 3
    masthead_rim: float = 0.7
    # Type that has run together on a dirty copy looks so, too, with the feet of the row above.
    # A part higher than such type by its own is part of a masthead only where more of what
    # stands beside it is black, or both its rims: of type on FBI's copies .34 at most, and one.
    masthead_type: float = 0.24
    masthead_black: float = 0.4
    # Within this of the page's edge a region is taken for the scanner's own shadow.
    edge: float = 0.06
    # But where a line is cut off by the edge its bar is so many times as long as high; the darkest
    # edges of 237 pages of copies are higher than long.
    runs_off: float = 4.0
    # Ink of a pen, with the specks that it leaves; bold type has .6 at most.
    specked: float = 0.66
    # It is over one line, perhaps two; there is type in its row, from here to here, in so many
    # of the columns; or it is longer than the tab of a divider.
    low_off: float = 0.5
    row_off: tuple[float, float] = (0.05, 1.5)
    typed_off: float = 0.2
    long_off: float = 2.0


DEFAULT_LIMITS = BarLimits()


def is_a_masthead(bar: Box, paper: Paper, limits: BarLimits) -> bool:
    """Whether several white letters in a bar are larger than those of any label."""
    left, top, wide, high = (paper.stats[:, n] for n in range(4))
    edges = np.array(bar.as_list()) / paper.coarse
    within = (left >= edges[0]) & (top >= edges[1])
    within &= (left + wide <= edges[2] + 1) & (top + high <= edges[3] + 1)
    tall = (high > limits.label_height * paper.dpi) & (wide < 2 * high)
    return bool(np.count_nonzero(within & tall) >= limits.masthead_letters)


def has_letters(bar: Redaction, paper: Paper, limits: BarLimits) -> bool:
    """Whether paper in a plain bar is as large as letters: a head of a table may be read."""
    if bar.kind is not Kind.BLACK:
        return False
    left, top, wide, high = (paper.stats[:, n] for n in range(4))
    edges = np.array(bar.box.as_list()) / paper.coarse
    within = (left > edges[0]) & (top > edges[1])
    within &= (left + wide < edges[2]) & (top + high < edges[3])
    tall = (high >= limits.least_letter * paper.dpi) & (high <= limits.letter * paper.dpi)
    return bool(np.count_nonzero(within & tall) >= limits.masthead_letters)


def sticks_out(contour: cv2.typing.MatLike, between: Image, dpi: int, limits: BarLimits) -> bool:
    """Whether ink goes on all around a part: ends of letters, or the rest of a photograph.

    between   ink that is no solid part
    """
    near, far = max(2, round(limits.rim[0] * dpi)), max(4, round(limits.rim[1] * dpi))
    ring = ring_about(contour, near, far, between.shape)
    return float(np.mean(between[ring] > 0)) > limits.sticks_out


def is_crowded(
    contour: cv2.typing.MatLike, box: Box, ink: Image, dpi: int, limits: BarLimits
) -> bool:
    """Whether a small part has ink on all sides, as the squares of a matrix code have."""
    if max(box.width, box.height) > limits.piece * dpi:
        return False
    if len(corners(contour, dpi)) > limits.corners:
        return True
    return _ink_about(contour, ink, dpi, limits) > limits.crowded


def may_cover_type(contour: cv2.typing.MatLike, ink: Image, dpi: int, limits: BarLimits) -> bool:
    """Whether there is no more ink about a small part than type has that runs together."""
    return _ink_about(contour, ink, dpi, limits) <= limits.type_about


def _ink_about(contour: cv2.typing.MatLike, ink: Image, dpi: int, limits: BarLimits) -> float:
    near, far = max(2, round(limits.rim[0] * dpi)), max(4, round(2 * limits.rim[1] * dpi))
    return float(np.mean(ink[ring_about(contour, near, far, ink.shape)] > 0))


def in_a_masthead(ink: Image, between: Image, box: Box, dpi: int, limits: BarLimits) -> bool:
    """Whether a solid part is what white-on-black type leaves between its letters.

    ████ T E L E G R A M ████      the ends are solid, a rim goes on over the letters

    between   ink that is no solid part
    """
    reach, rim = box.height, max(2, round(0.02 * dpi))
    for columns in (
        np.s_[max(box.left - reach, 0) : max(box.left - 2, 0)],
        np.s_[box.right + 2 : box.right + reach],
    ):
        beside = ink[box.top : box.bottom, columns] > 0
        if beside.shape[1] < reach // 2:
            continue
        share = float(np.mean(between[box.top : box.bottom, columns] > 0))
        rims = (float(beside[1 : rim + 1].mean()), float(beside[-rim - 1 : -1].mean()))
        sure = box.height < limits.masthead_type * dpi or share > limits.masthead_black
        black = max(rims) if sure else min(rims)
        if share > limits.masthead and black > limits.masthead_rim:
            return True
    return False
