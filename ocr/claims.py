"""What two finders claim goes to one of them.

░░░░░░░░░░░░░░░        the shaded cell on which a white box stands is none, nor is the
░░┌──────┐░░░░░        frame about several boxes; of two boxes in much the same place
░░└──────┘░░░░░        the surer is kept
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.certainties import DOUBTED, SURE
from ocr.company import FILLS, INKED
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction

# Two boxes that share more of the smaller one are one.
DOUBLE = 0.5
# What was put into a frame or onto a shaded cell lies in it with so much of its area, as
# found, and covers no more of it.
IN_FRAME, OF_FRAME = 0.7, 0.8
# So much (0-1) less sure is a fill that passed for felt-tip than one found by its tone: of two
# fills no farther apart the larger is kept.
AS_SURE = 0.051
# Of a fill that is cut into boxes by their outlines the boxes cover more than this.
TILED = 0.7
# A fill on shaded ground is darker than the ground by this (of 255), half of what is a fill on
# white paper; the halves of one fill that a label parts are of one tone.
DARKER = 10


def without_grounds(found: Sequence[Redaction], dark: Image) -> list[Redaction]:
    """Redactions without the shaded cells and boxes of text in which darker ones stand.

    dark   the darkest channel of the page, (height, width) uint8
    """
    painted = [r for r in found if r.kind in FILLS or r.kind in INKED]
    tones = {id(r): _tone(r.box, dark) for r in painted}

    def is_a_ground(whole: Redaction) -> bool:
        return whole.kind in FILLS and any(
            _is_in(r.box, whole.box)
            and _is_framed(r.box, whole.box)
            and tones[id(r)] <= tones[id(whole)] - DARKER
            for r in painted
        )

    return [r for r in found if not is_a_ground(r)]


def _tone(box: Box, dark: Image) -> float:
    return float(np.median(dark[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right]))


def without_doubles(found: Sequence[Redaction]) -> list[Redaction]:
    """Redactions without frames about others, and the surer of two in one place."""
    frames = [r for r in found if _is_a_frame(r, found)]
    found = [_in_a_table(r, frames) for r in found if r not in frames]
    kept: list[Redaction] = []
    # Of a fill that a label parts a piece may be found as well as the whole.
    for redaction in sorted(found, key=lambda r: (-r.certainty, -r.box.area)):
        doubles = [other for other in kept if _shared(redaction.box, other.box) > DOUBLE]
        if all(_is_larger(redaction, other) for other in doubles):
            kept = [other for other in kept if other not in doubles] + [redaction]
    return kept


def _is_larger(one: Redaction, other: Redaction) -> bool:
    """Whether a fill is larger than another that is hardly surer."""
    are_fills = one.kind in FILLS and other.kind in FILLS
    as_sure = other.certainty - one.certainty <= AS_SURE
    return are_fills and as_sure and one.box.area > other.box.area


def _in_a_table(redaction: Redaction, frames: Sequence[Redaction]) -> Redaction:
    """A box with marks in it that stands in a frame may be a cell, unless it has a label."""
    framed = any(r.kind is Kind.OUTLINED and _is_in(redaction.box, r.box) for r in frames)
    doubtful = framed and redaction.kind is Kind.OUTLINED and redaction.certainty < SURE
    return replace(redaction, certainty=DOUBTED) if doubtful else redaction


def is_held_by(redaction: Redaction, hatched: Sequence[Redaction]) -> bool:
    """Whether a redaction is nothing but lines of hatching, or the paper between them."""
    return any(
        _shared(redaction.box, whole.box) > DOUBLE and redaction.box.area < 1.2 * whole.box.area
        for whole in hatched
    )


def _is_a_frame(whole: Redaction, found: Sequence[Redaction]) -> bool:
    """Whether other boxes stand in a box that is not known to be empty."""
    held = [r for r in found if r is not whole and _is_in(r.box, whole.box)]
    outlined = [r for r in held if r.kind is Kind.OUTLINED]
    if whole.kind in FILLS:
        alike = [r.box for r in held if r.kind in FILLS]
        return bool(outlined) or _tile(alike, whole.box)
    if whole.kind is not Kind.OUTLINED or whole.certainty >= SURE:
        return False
    # A cell with a fill in it is no more empty than one with words: the fill is the redaction.
    fills = [r for r in held if r.kind in FILLS and _is_framed(r.box, whole.box)]
    return bool(outlined or fills) or len(held) > 1


def _is_framed(part: Box, whole: Box) -> bool:
    """Whether a box is small in another and not what is between a label and one of its ends."""
    return part.height < OF_FRAME * whole.height


def _is_in(part: Box, whole: Box) -> bool:
    return part.area < OF_FRAME * whole.area and _shared(part, whole) > IN_FRAME


def _tile(boxes: Sequence[Box], whole: Box) -> bool:
    """Whether boxes that do not overlap cover most of a fill."""
    apart: list[Box] = []
    for box in sorted(boxes, key=lambda b: -b.area):
        if not any(_shared(box, other) > DOUBLE for other in apart):
            apart.append(box)
    return len(apart) > 1 and sum(box.area for box in apart) > TILED * whole.area


def _shared(one: Box, other: Box) -> float:
    """Shared area of two boxes as a fraction of the smaller one; 0 when apart."""
    return one.shared_of_smaller(other)
