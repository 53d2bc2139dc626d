"""Black redactions and felt-tip: ink that no pen or type leaves.

A bar made with software or a wide marker is solid and taller than a rule:

         ┌──────────┐          three lines withheld as one region:
    ┌────┘          │          its outline is six straight edges,
    │   (b)(1)  ┌───┘          and it may hold a white label
    └───────────┘

Type, strike-through and thin scanner lines vanish when the page is opened by a
small square; what stays and is not a redaction gives itself away by its outline
(punch holes and photographs have none that is straight), by what it holds
(mastheads are full of white letters) or by where it is (scanner borders lean on
the edge of the page).
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from ocr.bar_surroundings import (
    DEFAULT_LIMITS,
    BarLimits,
    has_letters,
    in_a_masthead,
    is_a_masthead,
    is_crowded,
    may_cover_type,
    sticks_out,
)
from ocr.certainties import LETTERED
from ocr.frame import Image
from ocr.label_bars import with_label_bars
from ocr.model import Box, Kind, Redaction
from ocr.paper import Paper
from ocr.regions import (
    box_of,
    filled,
    leans_on_the_edge,
    region,
    straightness,
)
from ocr.strokes import is_felt_tip
from ocr.touching_type import without_touching_type


def find_bars(
    ink: Image, paper: Paper, *, dpi: int, limits: BarLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Black and felt-tip redactions on a page of ink (255 where there is ink) and its paper.

    Boxes are exact to about a pixel; regions that touch are one redaction.
    """
    if not _may_have_bars(paper, limits):
        return []
    # Around the inside of a black letter there is a stroke and then paper again.
    rim = max(2, round(limits.around * paper.dpi))
    surrounded = paper.ink_around(rim) >= limits.surrounded
    size = np.maximum(paper.stats[:, cv2.CC_STAT_WIDTH], paper.stats[:, cv2.CC_STAT_HEIGHT])
    letter = limits.least_letter * paper.dpi
    noise = paper.mask_of(surrounded & (size <= letter / 2), ink.shape)
    plain = _without_specks(ink, dpi, limits) | noise
    solid = solid_parts(plain, dpi, limits)
    bars = [
        replace(bar, certainty=LETTERED) if has_letters(bar, paper, limits) else bar
        for bar in _bars_of(solid, ink, None, paper, dpi, limits)
    ]
    lettered = surrounded & (size >= letter) & (size <= limits.letter * paper.dpi)
    if not lettered.any():
        return with_label_bars(bars, ink, solid, dpi=dpi)
    letters = paper.mask_of(lettered, ink.shape)
    whole = solid_parts(plain | letters, dpi, limits)
    labelled = [
        bar
        for bar in _bars_of(whole, ink, letters, paper, dpi, limits)
        if not _is_amid_type(bar.box, [b.box for b in bars], letters)
    ]
    # What stands about a label is a bar in pieces.
    apart = [b for b in bars if not any(one.box.holds_middle_of(b.box) for one in labelled)]
    return with_label_bars(labelled + apart, ink, solid, dpi=dpi)


def _is_amid_type(labelled: Box, bars: Sequence[Box], letters: Image) -> bool:
    """Whether the white letters of a bar lie over and under the one bar that is solid without
    them: so do the insides of a and e in run-together type that touches it.
    """
    held = [box for box in bars if labelled.holds_middle_of(box)]
    if len(held) != 1:
        return False
    white = letters[held[0].top : held[0].bottom, labelled.left : labelled.right]
    return not white.any()


def _may_have_bars(paper: Paper, limits: BarLimits) -> bool:
    """Whether anything solid is on a page at all; most pages of type have nothing."""
    full, low, wide = (
        max(3, round(size * paper.dpi) - 2)
        for size in (limits.full_height, limits.least_height, limits.low_width)
    )
    squares = (np.ones((full, full), np.uint8), np.ones((low, wide), np.uint8))
    if any(cv2.erode(paper.ink, square).any() for square in squares):
        return True
    # The pen of a felt-tip leaves specks, which a page that was not made coarse still has; type
    # that holds together so leaves more.
    if paper.coarse > 1:
        return False
    inked = [cv2.blur(paper.ink, square.shape[::-1]) >= limits.specked * 255 for square in squares]
    if not any(each.any() for each in inked):
        return False
    closed = _without_specks(paper.ink, round(paper.dpi), limits)
    return any(
        bool(np.any(each & (cv2.erode(closed, square) > 0)))
        for each, square in zip(inked, squares, strict=True)
    )


def _bars_of(
    solid: Image, ink: Image, letters: Image | None, paper: Paper, dpi: int, limits: BarLimits
) -> list[Redaction]:
    """Bars without a label, or when `letters` are given, bars with one."""
    between = ink & ~solid
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    large = (each for each in contours if _is_large(box_of(each), dpi, limits))
    for contour in (piece for each in large for piece in without_touching_type(each, ink, dpi)):
        box = box_of(contour)
        if not _is_large(box, dpi, limits):
            continue
        kind = _kind(contour, box, ink, dpi, limits)
        if (
            kind
            and not _is_a_border(box, ink, dpi, limits)
            and _is_black(contour, box, ink, letters, dpi, limits)
            and not in_a_masthead(ink, between, box, dpi, limits)
            and not sticks_out(contour, between, dpi, limits)
        ):
            bar = region(
                kind, contour, dpi=dpi, certainty=_certainty(kind, labelled=letters is not None)
            )
            if not is_a_masthead(bar.box, paper, limits):
                found.append(bar)
    return found


def _is_a_border(box: Box, ink: Image, dpi: int, limits: BarLimits) -> bool:
    """Whether a part is the dark edge of a scan.

    A bar that runs off one side of the page is long and low, and stands in a row of type or is
    longer than any tab.
    """
    height, width = ink.shape
    margin = limits.edge * dpi
    if not leans_on_the_edge(box, ink.shape, margin):
        return False
    left, right = box.left < margin, width - box.right < margin
    low = box.height <= min(box.width / limits.runs_off, limits.low_off * dpi)
    if left == right or not low or min(box.top, height - box.bottom) < margin:
        return True
    near, far = round(limits.row_off[0] * dpi), round(limits.row_off[1] * dpi)
    first, last = (box.right + near, box.right + far) if left else (box.left - far, box.left - near)
    row = ink[box.top : box.bottom, max(first, 0) : max(last, 0)]
    in_a_row = row.size and np.count_nonzero(row.any(axis=0)) >= limits.typed_off * row.shape[1]
    return not in_a_row and box.width < limits.long_off * dpi


def _is_large(box: Box, dpi: int, limits: BarLimits) -> bool:
    wide = limits.least_width if box.height >= limits.full_height * dpi else limits.low_width
    return box.height >= limits.least_height * dpi and box.width >= wide * dpi


def _certainty(kind: Kind, *, labelled: bool) -> float:
    """0-1; what seems to hold a label may be a masthead until its letters are read."""
    if kind is Kind.MARKER:
        return 0.85
    return LETTERED if labelled else 0.98


def _without_specks(ink: Image, dpi: int, limits: BarLimits) -> Image:
    speck = 2 * round(limits.speck * dpi / 2) + 1
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((speck, speck))), np.uint8)


def solid_parts(ink: Image, dpi: int, limits: BarLimits = DEFAULT_LIMITS) -> Image:
    """Ink that survives an opening by a square thicker than any stroke."""
    side = max(5, round(limits.solid * dpi))
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, side))), np.uint8)


def _kind(
    contour: cv2.typing.MatLike, box: Box, ink: Image, dpi: int, limits: BarLimits
) -> Kind | None:
    """What a solid part is by its outline and the ink about it: black, felt-tip or neither."""
    small = box.width < limits.small * dpi
    area = _pixels(contour) if small else cv2.contourArea(contour)
    full = area / box.area >= _least_share(box, area, dpi, limits)
    straight = straightness(contour, dpi, limits.lean)
    if (full and straight >= _least_straight(box, area, dpi, limits)) or (
        not small and straight >= limits.straight and _is_tilted(contour, limits)
    ):
        if not is_crowded(contour, box, ink, dpi, limits):
            return Kind.BLACK
        if not may_cover_type(contour, ink, dpi, limits):
            return None
    return Kind.MARKER if is_felt_tip(contour, box, ink, dpi=dpi) else None


def _is_tilted(contour: cv2.typing.MatLike, limits: BarLimits) -> bool:
    """Whether a part is the rectangle that a bar on a tilted page is: its box is far larger."""
    _, sides, angle = cv2.minAreaRect(contour)
    tilt = abs((angle + 45) % 90 - 45)
    return bool(
        tilt <= limits.lean and cv2.contourArea(contour) >= limits.tilted_fill * sides[0] * sides[1]
    )


def _pixels(contour: cv2.typing.MatLike) -> float:
    """Pixels on and inside a contour, which runs through the middles of the outermost.

    In a bar over one short word those are a tenth of all.
    """
    return cv2.contourArea(contour) + cv2.arcLength(contour, closed=True) / 2 + 1


def _least_share(box: Box, area: float, dpi: int, limits: BarLimits) -> float:
    """How much of its box a region must fill, from what its size allows it to be."""
    if box.width < limits.small * dpi:
        # A bar over two letters is about square; what is taller is a stripe.
        return limits.small_fill if box.width >= 0.8 * box.height else np.inf
    stepped = box.height >= 2 * limits.full_height * dpi and area < limits.bar_fill * box.area
    return limits.step_fill if stepped else limits.bar_fill


def _least_straight(box: Box, area: float, dpi: int, limits: BarLimits) -> float:
    """How much of a region's outline must be straight: of what is short and leaves much of its
    box nearly all, as of three portion marks in one.
    """
    ragged = box.width >= limits.short * dpi or area >= limits.short_fill * box.area
    return limits.straight if ragged else limits.short_straight


def _is_black(
    contour: cv2.typing.MatLike,
    box: Box,
    ink: Image,
    letters: Image | None,
    dpi: int,
    limits: BarLimits,
) -> bool:
    """Whether a part is ink throughout but for specks and perhaps a label."""
    window = np.s_[box.top : box.bottom, box.left : box.right]
    part = filled(contour, box)
    area = int(np.count_nonzero(part))
    inked = int(np.count_nonzero(part & ink[window]))
    if letters is None:
        return inked >= _least_ink(box, dpi, limits) * area or _is_noisy(
            part & ~ink[window], area, dpi, limits
        )
    return _is_a_label(part & letters[window], box, area, area - inked, dpi, limits)


def _is_noisy(white: Image, area: int, dpi: int, limits: BarLimits) -> bool:
    """Whether what is not ink are specks spread evenly, as of a worn copy."""
    side = max(8, round(limits.patch * dpi))
    share = cv2.blur(white, (side, side))[:: side // 2, :: side // 2] / 255
    specks = cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((round(0.02 * dpi),) * 2, np.uint8))
    lost = np.count_nonzero(white) / area
    return bool(
        lost <= limits.noise
        and float(np.max(share)) <= 2.2 * limits.noise
        and np.count_nonzero(specks) <= 0.01 * area
    )


def _is_a_label(
    white: Image, box: Box, area: int, missing: int, dpi: int, limits: BarLimits
) -> bool:
    """Whether what is not ink is a short line of white letters."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(white, connectivity=8)
    tall = stats[1:count, cv2.CC_STAT_HEIGHT] >= 0.04 * dpi
    if not 0 < np.count_nonzero(tall) <= limits.label_letters:
        return False
    lettered = int(stats[1:count, cv2.CC_STAT_AREA][tall].sum())
    found = stats[1:count][tall]
    if found[:, cv2.CC_STAT_HEIGHT].max() > limits.label_height * dpi:
        return False
    left = found[:, cv2.CC_STAT_LEFT].min()
    right = (found[:, cv2.CC_STAT_LEFT] + found[:, cv2.CC_STAT_WIDTH]).max()
    return bool(
        missing <= limits.label_share * area
        and missing - lettered <= (1 - _least_ink(box, dpi, limits)) * area
        and (right - left <= 0.9 * box.width)
    )


def _least_ink(box: Box, dpi: int, limits: BarLimits) -> float:
    large = min(box.width, box.height) >= limits.large * dpi
    return limits.large_filled if large else limits.filled
