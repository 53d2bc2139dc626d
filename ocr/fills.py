"""Fills: of what tone they are, what stands in them, and which are one with a label between.

░░░░░░░ 11.1 ░░░░░░░       over and under a label, and the haze that JPEG leaves about
it, the fill goes on
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.contents import Contents, look_inside
from ocr.frame import Image
from ocr.image import is_bilevel
from ocr.model import Box, Kind, Redaction
from ocr.regions import box_of, contour_around, filled, region
from ocr.sides import paper_of


@dataclass(frozen=True, slots=True)
class FillLimits:
    """What a fill and its letters look like; lengths in inches, tones 0-255."""

    # Difference from its tone by which a pixel in a fill is part of a letter.
    letter: int = 45
    # Spread of the three channels, each as a share of the paper's, that makes a colour.
    colour: float = 0.10
    # Share of a fill's pixels that are of its tone, give or take so much; the rest is its
    # label. Bold type that has run together, as in photographs of letters, has half at most
    # (115 of 125 pieces); fills of generated pages, JPEG and all, have 0.81 and more.
    own: float = 0.72
    # A bold label in a box over a short word leaves less, and then has to be read.
    own_labelled: float = 0.5
    own_tone: int = 25
    # An outline is no wider.
    outline: float = 0.015
    # Halves of a fill are on one level within this, and no label between them is wider.
    level: float = 0.015
    # Halves that overlap share so many of their rows, and are as high by so much.
    overlapping: float = 0.8
    label: float = 1.0
    # Over and under a label so much of the fill is left, and is of its tone on this share.
    rim: tuple[float, float] = (0.01, 0.025)
    rimmed: float = 0.9


DEFAULT_LIMITS = FillLimits()


def kind_of_fill(
    page: Image, contour: cv2.typing.MatLike, limits: FillLimits = DEFAULT_LIMITS
) -> Kind:
    """Black, grey or coloured, from the usual colour inside a contour and of the page."""
    box = box_of(contour)
    inside = filled(contour, box) > 0
    pixels = page[box.top : box.bottom, box.left : box.right][inside]
    usual = np.median(pixels.reshape(len(pixels), -1), axis=0)
    share = usual / np.maximum(paper_of(page), 1)
    # Of a dark tone the shares lie close together whatever its hue.
    if share.max() - share.min() > limits.colour * max(float(share.max()), 0.5):
        return Kind.COLOURED
    return Kind.BLACK if float(np.mean(share)) < 0.3 else Kind.GREY


def share_of_one_tone(
    dark: Image, contour: cv2.typing.MatLike, dpi: int, limits: FillLimits = DEFAULT_LIMITS
) -> float:
    """Share (0-1) of a fill that has its tone, which in paint is larger than in letters.

    An outline of its own is not counted.
    """
    box = box_of(contour)
    window = dark[box.top : box.bottom, box.left : box.right]
    side = 2 * max(1, round(limits.outline * dpi)) + 1
    inner = cv2.erode(filled(contour, box), np.ones((side, side), np.uint8), borderValue=(0,))
    tones = window[np.asarray(inner) > 0].astype(np.int16)
    if not tones.size:
        return 1.0
    return float(np.mean(np.abs(tones - np.median(tones)) <= limits.own_tone))


def contents_of_fill(
    page: Image, contour: cv2.typing.MatLike, dpi: int, limits: FillLimits = DEFAULT_LIMITS
) -> Contents:
    """What is in a fill: nothing, a label or text, in letters of any colour but its own."""
    box = box_of(contour)
    window = page[box.top : box.bottom, box.left : box.right]
    if page.ndim == 2 and is_bilevel(window):
        return Contents.NOTHING  # dots of a screen cannot be told from letters here
    rim = max(2, round(limits.outline * dpi))
    inner = cv2.erode(filled(contour, box), np.ones((2 * rim + 1, 2 * rim + 1)), borderValue=(0,))
    own = np.median(window[np.asarray(inner) > 0].reshape(-1, *window.shape[2:]), axis=0)
    away = np.abs(window.astype(np.int16) - own.astype(np.int16)) > limits.letter
    letter: NDArray[np.bool_] = away if away.ndim == 2 else away.any(axis=2)
    letters = np.where(letter, np.asarray(inner, np.uint8), np.uint8(0))
    return look_inside(letters, int(np.count_nonzero(inner)), dpi)[0]


def joined_at_labels(
    fills: Sequence[Redaction], dark: Image, dpi: int, limits: FillLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Fills, those that only a label parts as one.

    dark   the darkest channel of the page
    """
    joined: list[Redaction] = []
    for fill in sorted(fills, key=lambda r: r.box.left):
        half = next((r for r in joined if _are_halves(r, fill, dark, dpi, limits)), None)
        if half:
            joined.remove(half)
            whole = contour_around(Box.around([half.box, fill.box]))
            fill = region(fill.kind, whole, dpi=dpi, certainty=min(half.certainty, fill.certainty))
        joined.append(fill)
    return joined


def _are_halves(
    left: Redaction, right: Redaction, dark: Image, dpi: int, limits: FillLimits
) -> bool:
    a, b, near = left.box, right.box, max(2, round(limits.level * dpi))
    if left.kind is not right.kind or b.left - a.right > limits.label * dpi:
        return False
    if b.left <= a.right:  # each was followed past the label, and a tilted page moves its ends
        alike = min(a.height, b.height) >= limits.overlapping * max(a.height, b.height)
        return alike and a.rows_shared(b) >= limits.overlapping
    if abs(a.top - b.top) > near or abs(a.bottom - b.bottom) > near:
        return False
    first, last = (max(1, round(reach * dpi)) for reach in limits.rim)
    top, bottom = max(a.top, b.top), min(a.bottom, b.bottom)
    own = [float(np.median(dark[box.top : box.bottom, box.left : box.right])) for box in (a, b)]
    rims = dark[[*range(top + first, top + last), *range(bottom - last, bottom - first)]]
    toned = np.abs(rims[:, a.right : b.left].astype(np.int16) - int(own[0])) <= limits.own_tone
    return abs(own[0] - own[1]) <= limits.own_tone and float(np.mean(toned)) >= limits.rimmed
