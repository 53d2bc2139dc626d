"""Solid shapes that are signs: a box that was ticked, an icon among icons, a stripe.

□ Yes    ■ No        of boxes to tick one is filled in and the others are not
[f] [in] [X]         icons stand in a row, as large as each other, with white in them

A redaction as small and as square covers two letters, and what is as large and in line with it
is solid as well; a capital as large has a round or an open side. A stripe across a page is lower
than any type, and nothing is as near it as lines of type are, if double-spaced. Such
shapes are doubted: only a label that is read in one makes it a redaction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.certainties import CHARTED
from ocr.company import FILLS, INKED
from ocr.frame import Image
from ocr.image import pieces_of
from ocr.model import Box, Redaction
from ocr.sides import sides_of


@dataclass(frozen=True, slots=True)
class SignLimits:
    """What makes a sign; lengths in inches.

    side    of the square, at most: icons of mail are .3, boxes to tick .2
    square  its sides differ by no more than this share
    alike   edges and sizes that are meant to be the same
    reach   the others stand no farther away
    hollow  share of a box to tick that is ink, at most
    sign    white in an icon is in one piece as long as this; what noise leaves of a bar is not
    rim     share of its size within which each of its sides is seen, and how much of the side
    stripe  most of its height: a bar over a line of 8 points is as high; and its length, a column
    apart   so far over it and under it, from a hair on, there is nothing
    specks  share of its length over which there may be something
    """

    side: float = 0.32
    square: float = 0.15
    alike: float = 0.025
    reach: float = 1.8
    hollow: float = 0.5
    sign: float = 0.04
    rim: tuple[float, float] = (0.1, 0.8)
    stripe: tuple[float, float] = (0.12, 4.5)
    apart: tuple[float, float] = (0.03, 0.3)
    specks: float = 0.02


DEFAULT_LIMITS = SignLimits()


def with_signs_doubted(
    found: Sequence[Redaction], ink: Image, dpi: int, limits: SignLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Redactions, those that are ticked boxes or icons with `CHARTED` certainty.

    ink   (height, width) uint8, 255 where there is ink
    """
    squares = [r for r in found if _is_a_square(r, dpi, limits)]
    if not squares:
        return list(found)
    pieces = pieces_of(ink)
    signs = {id(r) for r in squares if _is_a_sign(r.box, pieces, ink, dpi, limits)}
    return [replace(r, certainty=CHARTED) if id(r) in signs else r for r in found]


def with_stripes_doubted(
    found: Sequence[Redaction], ink: Image, dpi: int, limits: SignLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Redactions, those that are stripes across a page with `CHARTED` certainty.

    ink   (height, width) uint8, 255 where there is ink, of a page that is no photocopy:
          felt-tip over double-spaced type is as low and stands as far apart
    """
    return [
        replace(r, certainty=CHARTED) if _is_a_stripe(r, ink, dpi, limits) else r for r in found
    ]


def _is_a_stripe(one: Redaction, ink: Image, dpi: int, limits: SignLimits) -> bool:
    high, long = (length * dpi for length in limits.stripe)
    if one.box.height > high or one.box.width < long or one.kind not in (*INKED, *FILLS):
        return False
    sides = sides_of(one.box, ink, dpi, limits.apart)
    return all(
        strip.size and float(np.mean(strip.any(axis=0))) <= limits.specks
        for strip in (sides.top, sides.bottom)
    )


def _is_a_square(one: Redaction, dpi: int, limits: SignLimits) -> bool:
    short, long = sorted((one.box.width, one.box.height))
    is_square = long - short <= limits.square * long and long <= limits.side * dpi
    return one.kind in (*INKED, *FILLS) and is_square


def _is_a_sign(
    box: Box, pieces: NDArray[np.int32], ink: Image, dpi: int, limits: SignLimits
) -> bool:
    """Whether hollow boxes stand over or under a square, or icons on both sides or two on one."""
    ticks = list(_alike(box, pieces, ink, dpi, limits, upright=True))
    icons = list(_alike(box, pieces, ink, dpi, limits, upright=False))
    if any(float(np.mean(inked)) <= limits.hollow for inked in (*ticks, *icons)):
        return True
    return sum(_has_a_sign(inked, dpi, limits) for inked in icons) > 1


def _has_a_sign(inked: NDArray[np.bool_], dpi: int, limits: SignLimits) -> bool:
    """Whether there is white of one piece in an icon, its rim and rounded corners left out."""
    rim = max(2, round(limits.rim[0] * max(inked.shape)))
    white = np.ascontiguousarray(~inked[rim:-rim, rim:-rim]).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(white, connectivity=8)
    return bool(stats[1:, 2:4].max(initial=0) >= limits.sign * dpi)


def _alike(
    box: Box,
    pieces: NDArray[np.int32],
    ink: Image,
    dpi: int,
    limits: SignLimits,
    *,
    upright: bool,
) -> Iterator[NDArray[np.bool_]]:
    """Each piece with four sides as large as a box and in line with it: where it is ink."""
    near = limits.alike * dpi
    own = np.array((box.left, box.top, box.width, box.height))
    apart = np.abs(pieces - own)
    line, along = (0, 1) if upright else (1, 0)
    same = (apart[:, 2:].max(axis=1) <= near) & (apart[:, line] <= near)
    same &= (apart[:, along] > near) & (apart[:, along] <= limits.reach * dpi)
    for left, top, wide, high in pieces[same].tolist():
        inked = ink[top : top + high, left : left + wide] > 0
        if _has_sides(inked, limits):
            yield inked


def _has_sides(inked: NDArray[np.bool_], limits: SignLimits) -> bool:
    """Whether ink runs along all four sides of a piece: of letters O, D and H it does not."""
    depth, least = max(2, round(limits.rim[0] * max(inked.shape))), limits.rim[1]
    across, down = (inked[:depth], inked[-depth:]), (inked[:, :depth], inked[:, -depth:])
    return all(float(np.mean(side.any(axis=0))) >= least for side in across) and all(
        float(np.mean(side.any(axis=1))) >= least for side in down
    )
