"""Black redactions on a page, found by shape.

A redaction made with software or a wide marker is solid, taller than a rule and
has straight level and upright edges, whatever steps they make:

         ┌──────────┐          three lines withheld as one region:
    ┌────┘          │          its outline is six straight edges,
    │          ┌────┘          its bands are three boxes
    └──────────┘

Type, strike-through and thin scanner lines vanish when the page is opened by a
small square; what stays and is not a redaction gives itself away by its outline
(punch holes and photographs have none that is straight), by what it holds
(mastheads are full of white letters) or by where it is (scanner borders lean on
the edge of the page).
"""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr import image
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as a black redaction; lengths in inches.

    Chosen from how such pages are made, then checked on the 84-page FISA
    release, the FBI file and 22 JFK pages without redactions (docs/redactions.md).
    """

    # A heavy typewriter stroke is 0.03 in, a title's 0.05; a bar over one line of
    # small type is 0.12 high. Nothing that writes leaves a solid square this large.
    solid: float = 0.075
    # Rules, underlines and form frames stay under this height.
    least_height: float = 0.11
    # The narrowest word that is worth hiding has two letters.
    least_width: float = 0.15
    # A part narrower than this is a blot, a stripe or a bar over one short word: a
    # bar is wider than tall, and fills its box almost to the corners.
    small: float = 0.22
    small_fill: float = 0.93
    # Holes in the ink that scanning noise leaves in a bar; wider gaps part two bars.
    speck: float = 0.012
    # Share of the outline that must run level or upright, within `lean` degrees.
    straight: float = 0.72
    lean: float = 5.0
    # Share of a region's filled outline that must be ink.
    filled: float = 0.90
    # A dark photograph is dithered, a large black box is not; from this many inches
    # both ways nearly every pixel must be ink. Felt-tip never gets that large.
    large: float = 0.5
    large_filled: float = 0.97
    # A single bar fills its box; only a region of several lines may leave corners.
    bar_fill: float = 0.85
    step_fill: float = 0.45
    # Beside a black bar there is paper, type or another bar. A masthead goes on: more
    # than this share of what stands next to the part is black between white letters.
    masthead: float = 0.25
    # Within this of the page's edge a region is taken for the scanner's own shadow.
    edge: float = 0.06


DEFAULT_LIMITS = Limits()


def find_redactions(
    page: Image, *, dpi: int, limits: Limits = DEFAULT_LIMITS
) -> tuple[Redaction, ...]:
    """Redactions on a page, top to bottom.

    page   (height, width) uint8, 0 is black, or (height, width, 3) in colour

    Boxes are exact to about a pixel; regions that touch are one redaction.
    """
    ink = image.ink(page, dpi=dpi)
    mask = _solid_parts(ink, dpi, limits)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        if height < limits.least_height * dpi or width < limits.least_width * dpi:
            continue
        window = np.s_[top : top + height, left : left + width]
        part = np.zeros((height, width), np.uint8)
        outline = np.asarray(outline - (left, top), np.int32)
        cv2.drawContours(part, [outline], 0, 255, cv2.FILLED)
        part &= mask[window]
        whole = Box(left, top, left + width, top + height)
        if _is_redaction(
            part, outline, ink[window], whole, ink.shape, dpi, limits
        ) and not _in_a_masthead(ink, mask, whole, limits):
            found.append(_region(part, outline, whole, dpi, limits))
    return tuple(sorted(found, key=lambda redaction: (redaction.box.top, redaction.box.left)))


def cover(page: Image, redactions: tuple[Redaction, ...], *, dpi: int) -> Image:
    """The page with its redactions painted as paper, so that no word comes from them.

    A rim of a hundredth of an inch goes too: the ragged edge of a bar reads as
    a row of full stops and dashes.
    """
    shade = np.zeros_like(page)
    for redaction in redactions:
        cv2.fillPoly(shade, [np.array(redaction.outline, np.int32)], 255)
    rim = 2 * max(1, round(0.01 * dpi)) + 1
    shade = np.asarray(cv2.dilate(shade, np.ones((rim, rim), np.uint8)), np.uint8)
    return np.where(shade > 0, np.uint8(255), page)


def _solid_parts(ink: Image, dpi: int, limits: Limits) -> NDArray[np.uint8]:
    """Ink that survives an opening by a square thicker than any stroke."""
    speck = 2 * round(limits.speck * dpi / 2) + 1
    side = max(5, round(limits.solid * dpi))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((speck, speck), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return np.asarray(opened, np.uint8)


def _is_redaction(
    part: Image,
    outline: cv2.typing.MatLike,
    ink: Image,
    box: Box,
    page: tuple[int, ...],
    dpi: int,
    limits: Limits,
) -> bool:
    """Whether a solid part of the page has the shape of a redaction."""
    area = cv2.contourArea(outline)
    return bool(
        not _leans_on_the_edge(box, page, dpi, limits)
        and area / box.area >= _least_share(box, area, dpi, limits)
        and np.count_nonzero(part & ink) >= _least_ink(box, dpi, limits) * area
        and _straightness(outline, dpi, limits) >= limits.straight
    )


def _least_share(box: Box, area: float, dpi: int, limits: Limits) -> float:
    """How much of its box a region must fill, from what its size allows it to be."""
    if box.width < limits.small * dpi:
        # A bar over two letters is about square; what is taller is a stripe.
        return limits.small_fill if box.width >= 0.8 * box.height else np.inf
    stepped = box.height >= 2 * limits.least_height * dpi and area < limits.bar_fill * box.area
    return limits.step_fill if stepped else limits.bar_fill


def _least_ink(box: Box, dpi: int, limits: Limits) -> float:
    large = min(box.width, box.height) >= limits.large * dpi
    return limits.large_filled if large else limits.filled


def _leans_on_the_edge(box: Box, page: tuple[int, ...], dpi: int, limits: Limits) -> bool:
    margin = limits.edge * dpi
    height, width = page
    return (
        box.left < margin
        or box.top < margin
        or box.right > width - margin
        or box.bottom > height - margin
    )


def _in_a_masthead(ink: Image, solid: Image, box: Box, limits: Limits) -> bool:
    """Whether a solid part is what white-on-black type leaves between its letters.

    ████ T E L E G R A M ████      the ends are solid, the middle is letters
    """
    reach = box.height
    beside = (
        np.s_[box.top : box.bottom, max(box.left - reach, 0) : box.left],
        np.s_[box.top : box.bottom, box.right : box.right + reach],
    )
    return any(
        np.count_nonzero(ink[side] & ~solid[side]) > limits.masthead * max(ink[side].size, 1)
        for side in beside
    )


def _straightness(outline: cv2.typing.MatLike, dpi: int, limits: Limits) -> float:
    """Share of the outline's length that runs level or upright."""
    points = _corners(outline, dpi)
    steps = np.roll(points, -1, axis=0) - points
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    slope = np.degrees(np.arctan2(np.abs(steps[:, 1]), np.abs(steps[:, 0])))
    straight = (np.minimum(slope, 90 - slope) <= limits.lean) & (lengths >= 0.05 * dpi)
    return float(lengths[straight].sum() / max(lengths.sum(), 1.0))


def _corners(outline: cv2.typing.MatLike, dpi: int) -> NDArray[np.float64]:
    """The outline as a polygon that keeps within 0.015 in of it."""
    polygon = cv2.approxPolyDP(outline, max(1.5, 0.015 * dpi), closed=True)
    return np.asarray(polygon, np.float64).reshape(-1, 2)


def _region(
    part: Image, outline: cv2.typing.MatLike, box: Box, dpi: int, limits: Limits
) -> Redaction:
    points = _corners(outline, dpi)
    polygon = tuple((int(x) + box.left, int(y) + box.top) for x, y in points)
    return Redaction(Kind.BLACK, _bands(part, box, dpi, limits), _within(polygon, box))


def _within(outline: tuple[tuple[int, int], ...], box: Box) -> tuple[tuple[int, int], ...]:
    """Contours name pixels; the outline runs around them, so far sides move out by one."""
    return tuple((x + (x == box.right - 1), y + (y == box.bottom - 1)) for x, y in outline)


def _bands(part: Image, box: Box, dpi: int, limits: Limits) -> tuple[Box, ...]:
    """Cut a region where its left or right edge steps, and box each piece.

    Edges that wander by less than a step (0.06 in) belong to one band; a band
    thinner than a line joins the one above.
    """
    step = max(2, round(0.06 * dpi))
    filled = part > 0
    lefts = filled.argmax(axis=1)
    rights = part.shape[1] - filled[:, ::-1].argmax(axis=1)
    cuts = [0]
    for row in range(1, part.shape[0]):
        first = cuts[-1]
        usual = (first + row) // 2  # a row of the band so far, away from its ragged ends
        moved = max(
            abs(int(lefts[usual]) - int(lefts[row])), abs(int(rights[usual]) - int(rights[row]))
        )
        if moved >= step and row - first >= step:
            cuts.append(row)
    edges = [*cuts, part.shape[0]]
    spans = list(itertools.pairwise(edges))
    if len(spans) > 1 and spans[-1][1] - spans[-1][0] < step:
        spans[-2:] = [(spans[-2][0], spans[-1][1])]
    return tuple(
        Box(
            box.left + int(np.median(lefts[a:b])),
            box.top + a,
            box.left + max(int(np.median(rights[a:b])), int(np.median(lefts[a:b])) + 1),
            box.top + b,
        )
        for a, b in spans
    )
