"""The shape of a region: its outline as a polygon, and the boxes that cover it.

What finds redactions speaks in contours; what reads pages wants bands, one box for
each stretch of a region whose sides run straight down:

         ┌──────────┐
    ┌────┘          │          three bands
    │          ┌────┘
    └──────────┘
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Frame, Image
from ocr.model import Box, Kind, Redaction

Points = NDArray[np.float64]

# A polygon keeps within this many inches of the contour: less than a stroke of type.
KEEPS_WITHIN = 0.015
# An edge of a polygon shorter than this says nothing about the region's make.
EDGE = 0.05  # inches
# Sides that wander by less than this belong to one band.
STEP = 0.06  # inches


def corners(contour: cv2.typing.MatLike, dpi: int) -> Points:
    """A contour (n, 1, 2) as a polygon (m, 2) that keeps within KEEPS_WITHIN of it."""
    polygon = cv2.approxPolyDP(contour, max(1.5, KEEPS_WITHIN * dpi), closed=True)
    return np.asarray(polygon, np.float64).reshape(-1, 2)


def straightness(contour: cv2.typing.MatLike, dpi: int, lean: float) -> float:
    """Share (0-1) of a contour's length that runs level or upright within `lean` degrees."""
    points = corners(contour, dpi)
    steps = np.roll(points, -1, axis=0) - points
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    slope = np.degrees(np.arctan2(np.abs(steps[:, 1]), np.abs(steps[:, 0])))
    straight = (np.minimum(slope, 90 - slope) <= lean) & (lengths >= EDGE * dpi)
    return float(lengths[straight].sum() / max(lengths.sum(), 1.0))


def box_of(contour: cv2.typing.MatLike) -> Box:
    left, top, width, height = cv2.boundingRect(contour)
    return Box(left, top, left + width, top + height)


def contour_of(outline: tuple[tuple[int, int], ...]) -> cv2.typing.MatLike:
    """The corners of an outline as OpenCV wants a contour, (n, 1, 2)."""
    return np.array(outline, np.int32).reshape(-1, 1, 2)


def contour_around(box: Box) -> cv2.typing.MatLike:
    """The outermost pixels of a box as a contour, (4, 1, 2)."""
    right, bottom = box.right - 1, box.bottom - 1
    return contour_of(((box.left, box.top), (right, box.top), (right, bottom), (box.left, bottom)))


def on_page(contour: cv2.typing.MatLike, page: tuple[int, ...]) -> cv2.typing.MatLike:
    """A contour with what is off a page (height, width) drawn in to its outermost pixels."""
    height, width = page
    return np.asarray(np.clip(contour, 0, (width - 1, height - 1)), np.int32)


def leans_on_the_edge(box: Box, page: tuple[int, ...], margin: float) -> bool:
    """Whether a box comes within `margin` pixels of the edge of a page (height, width)."""
    height, width = page
    return min(box.left, box.top, width - box.right, height - box.bottom) < margin


def grown(box: Box, reach: int, page: tuple[int, ...]) -> Box:
    """A box with so many pixels more on each side, as far as there is page (height, width)."""
    height, width = page
    right, bottom = min(box.right + reach, width), min(box.bottom + reach, height)
    return Box(max(box.left - reach, 0), max(box.top - reach, 0), right, bottom)


def filled(contour: cv2.typing.MatLike, box: Box) -> Image:
    """The inside of a contour as a mask of 0 and 255, the size of `box`."""
    mask = np.zeros((box.height, box.width), np.uint8)
    moved = np.asarray(contour - (box.left, box.top), np.int32)
    cv2.drawContours(mask, [moved], 0, 255, cv2.FILLED)
    return mask


def tone_within(contour: cv2.typing.MatLike, dark: Image) -> float:
    """The usual tone (0-255) inside a contour: in the box of a tilted bar paper may prevail."""
    own = on_page(contour, dark.shape)
    box = box_of(own)
    held = dark[box.top : box.bottom, box.left : box.right]
    return float(np.median(held[filled(own, box) > 0]))


def ring_about(
    contour: cv2.typing.MatLike, near: int, far: int, page: tuple[int, ...]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the pixels from `near` to `far` pixels outside a contour."""
    box = box_of(contour)
    padded = cv2.copyMakeBorder(
        filled(contour, box), far, far, far, far, cv2.BORDER_CONSTANT, value=(0,)
    )
    grown = cv2.dilate(padded, np.ones((2 * far + 1,) * 2, np.uint8))
    ring = cv2.subtract(grown, cv2.dilate(padded, np.ones((2 * near + 1,) * 2, np.uint8)))
    y, x = np.nonzero(ring > 0)  # numpy is quicker through booleans than bytes
    y, x = y + box.top - far, x + box.left - far
    on_page = (y >= 0) & (x >= 0) & (y < page[0]) & (x < page[1])
    return y[on_page], x[on_page]


def region(
    kind: Kind, contour: cv2.typing.MatLike, *, dpi: int, certainty: float = 1.0
) -> Redaction:
    """The redaction inside a contour of pixels on a page at `dpi`."""
    box = box_of(contour)
    outline = tuple(
        # Contours name pixels; the outline runs around them.
        (int(x) + int(x == box.right - 1), int(y) + int(y == box.bottom - 1))
        for x, y in corners(contour, dpi)
    )
    return Redaction(kind, bands(filled(contour, box), box, dpi), outline, certainty)


def levelled(redactions: tuple[Redaction, ...], frame: Frame, dpi: int) -> tuple[Redaction, ...]:
    """Redactions of the upright page in the reading frame: bands are cut anew there."""
    if not frame.skew:
        return redactions
    return tuple(_levelled(redaction, frame, dpi) for redaction in redactions)


def _levelled(redaction: Redaction, frame: Frame, dpi: int) -> Redaction:
    outline = tuple(frame.level(x, y) for x, y in redaction.outline)
    contour = contour_of(outline)
    box = box_of(contour)
    cut = bands(filled(contour, box), box, dpi)
    label = tuple(replace(word, box=_moved(word.box, frame)) for word in redaction.label)
    return Redaction(redaction.kind, cut, outline, redaction.certainty, label)


def _moved(box: Box, frame: Frame) -> Box:
    """A small box in the reading frame: moved and not turned."""
    x, y = frame.level(box.centre, box.middle)
    left, top = x - box.width // 2, y - box.height // 2
    return Box(left, top, left + box.width, top + box.height)


def bands(part: Image, box: Box, dpi: int) -> tuple[Box, ...]:
    """Cut a region where its left or right side steps or it parts, and box each piece.

    part   the region as a mask the size of `box`, 255 inside

    A band thinner than a step joins the one above.
    """
    step = max(2, round(STEP * dpi))
    inside = part > 0
    lefts = inside.argmax(axis=1)
    rights = part.shape[1] - inside[:, ::-1].argmax(axis=1)
    # Of a region with words in a notch between two legs, less is inside than the sides say.
    wides = np.count_nonzero(inside, axis=1)
    sides = np.column_stack((lefts, rights, wides))
    cuts = [0]
    # Most regions have straight sides, and no row need be looked at.
    while np.ptp(sides[cuts[-1] :], axis=0).max() >= step:
        first = cuts[-1]
        rows = np.arange(first + step, part.shape[0])
        usual = (first + rows) // 2  # a row of the band so far, away from its ragged ends
        moved = np.abs(sides[usual] - sides[rows]).max(axis=1, initial=0) >= step
        if not moved.any():
            break
        cuts.append(int(rows[moved.argmax()]))
    spans = list(itertools.pairwise([*cuts, part.shape[0]]))
    if len(spans) > 1 and spans[-1][1] - spans[-1][0] < step:
        spans[-2:] = [(spans[-2][0], spans[-1][1])]
    return tuple(band for a, b in spans for band in _bands(inside[a:b], sides[a:b], box, a, step))


def _bands(
    inside: NDArray[np.bool_], sides: NDArray[np.intp], box: Box, row: int, step: int
) -> Iterator[Box]:
    """The boxes of rows from `row` on of a region in `box`: one, or one for each leg."""
    lefts, rights, wides = np.median(sides, axis=0).astype(int).tolist()
    top, bottom = box.top + row, box.top + row + len(sides)
    legs = [(lefts, max(rights, lefts + 1))]
    if rights - lefts - wides >= step:
        legs = _legs(inside, step) or legs
    for left, right in legs:
        yield Box(box.left + left, top, box.left + right, bottom)


def _legs(inside: NDArray[np.bool_], step: int) -> list[tuple[int, int]]:
    """Where rows of a region begin and end between gaps as wide as a step, as most of them do."""
    most = np.count_nonzero(inside, axis=0) * 2 >= inside.shape[0]
    legs: list[tuple[int, int]] = []
    for left, right in (
        np.flatnonzero(np.diff(most, prepend=False, append=False)).reshape(-1, 2).tolist()
    ):
        if legs and left - legs[-1][1] < step:
            legs[-1] = legs[-1][0], right
        else:
            legs.append((left, right))
    return legs
