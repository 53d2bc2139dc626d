"""Bars that are pieces of something dark and larger: a logo, a ribbon, a photograph.

    ▓▓▓▓▓▓▓        over the solid foot of a picture the picture goes on; a logo that its
    ▒▓▒▓▓▒▓        white letters cut in two goes on beyond the cut. Beside a bar there is
    ███████        paper, type, a rule that runs on, or another bar.

Such a bar is doubted: only a label that is read in it makes it a redaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.certainties import CHARTED
from ocr.company import FILLS, INKED
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.regions import contour_of, tone_within
from ocr.sides import BESIDE, Sides, paper_of, sides_of

# A picture that goes on beside a bar is lighter than the bar by more than this, of 255, as
# another bar is not.
LIGHTER = 15
# What is darker than this is no paper, however a copy shades it.
DARK = 100  # of 255


@dataclass(frozen=True, slots=True)
class PieceLimits:
    """When a bar goes on beyond its box; lengths in inches."""

    # Share of what is beside a bar, over or under it, that is ink. Of 184 true bars on generated
    # pages (seeds 104 to 107) few have more than 0.27 but where another bar or a rule is beside
    # them; the pieces of logos, ribbons and pictures there have 0.45 and more, mostly.
    goes_on: float = 0.42
    # The longest piece of ink there, as a share of the bar's length: on FBI's copies letters run
    # together to words, and words to half a line at most.
    piece: float = 0.6
    # The same left and right of it, where the next word may touch it.
    sideways: float = 0.58
    # What has the tone of a bar along so much of one of its sides, give or take so much (of
    # 255), and is no bar, is the rest of a head, a row or a picture of which the bar was cut.
    solid: float = 0.9
    varies: float = 25
    # It is seen from here to there, beyond any rule.
    further: tuple[float, float] = (0.02, 0.12)
    # A rule runs on beyond both ends of a bar by this, on so much of the way.
    runs_on: float = 0.25
    rule: float = 0.8
    # One that underlines a heading ends where the bar under it does; it is no thicker, and
    # between it and the heading there is no more ink than on a clear side.
    thin: float = 0.03
    # A dark border of a scan runs on to the edge of the page, and so far up and down beyond a bar
    # that comes close to it; a ribbon is as high as its piece.
    border: float = 0.5
    framed: float = 0.9
    # Two pieces lie over one another with no more than this between them, in line.
    cut: float = 0.05
    alike: float = 0.03
    # Share of what is between two pieces that is ink.
    joined: float = 0.3
    # What is put together of two is a logo when it is about square and no higher than this;
    # a redaction of two lines is one region, or has paper between its lines.
    logo: float = 0.9
    squat: float = 1.6
    # On the sides where it does not go on there is no more ink or tone than this.
    clear: float = 0.1
    # A piece of a picture is higher than bars over a line or two, and has this share of middle
    # tones beside it on one side.
    picture: float = 0.42
    toned: float = 0.9


DEFAULT_LIMITS = PieceLimits()


def with_pieces_doubted(
    found: Sequence[Redaction],
    dark: Image,
    ink: Image,
    dpi: int,
    limits: PieceLimits = DEFAULT_LIMITS,
) -> list[Redaction]:
    """Redactions, bars that are pieces of a logo or a picture with `CHARTED` certainty.

    dark   the darkest channel of the page, (height, width) uint8
    ink    255 where there is ink
    """
    bars = [r for r in found if r.kind in INKED]
    if not bars:
        return list(found)
    # A bar beside a bar is the next line, and so is a fill.
    dense = [r for r in found if r.kind in (*INKED, *FILLS)]
    alone, rest = _without(dense, ink, 0), _without(dense, dark, 255)
    pieces = {id(r) for r in bars if _goes_on(r, alone, dark, dpi, limits)}
    pieces |= {id(r) for r in bars if _is_cut_off(r, rest, dark, dpi, limits)}
    pieces |= {id(r) for r in bars if _is_pictured(r.box, dark, dpi, limits)}
    pieces |= _cut_in_two(bars, ink, dpi, limits)
    return [replace(r, certainty=CHARTED) if id(r) in pieces else r for r in found]


def _without(held: Sequence[Redaction], image: Image, blank: int) -> Image:
    """An image with the boxes of redactions blanked."""
    rest = image.copy()
    for box in (r.box for r in held):
        rest[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right] = blank
    return rest


def _goes_on(bar: Redaction, ink: Image, dark: Image, dpi: int, limits: PieceLimits) -> bool:
    """Whether there is ink along one side of a bar, none about it else, and it is no rule."""
    sides = sides_of(bar.box, ink, dpi)
    left, top, right, bottom = (_inked(strip) for strip in sides.all())
    if max(top, bottom) <= limits.clear and bar.kind is Kind.BLACK:
        ends = zip((left, right), _at_borders(bar.box, dark, dpi, limits), strict=True)
        return any(share > limits.sideways and not is_border for share, is_border in ends)
    if min(top, bottom) > limits.clear or max(left, right) > limits.clear:
        return False
    at, beside = (-1, sides.top) if top > bottom else (1, sides.bottom)
    return (
        max(top, bottom) > limits.goes_on
        and _is_one_piece(beside, limits)
        and not _is_a_rule(bar.box, at, ink, dpi, limits)
        and not _is_an_underline(bar.box, at, ink, dpi, limits)
    )


def _is_one_piece(strip: Image, limits: PieceLimits) -> bool:
    """Whether ink over or under a bar is in one piece, as no line of type is; specks apart."""
    closed = cv2.morphologyEx(strip, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    return bool(stats[1:, cv2.CC_STAT_WIDTH].max(initial=0) >= limits.piece * strip.shape[1])


def _is_cut_off(bar: Redaction, rest: Image, dark: Image, dpi: int, limits: PieceLimits) -> bool:
    """Whether the tone of a bar goes on along one of its sides, and is no other bar."""
    if bar.kind is not Kind.BLACK:
        return False
    own = tone_within(contour_of(bar.outline), dark)
    sides = sides_of(bar.box, rest, dpi, limits.further)
    left, top, right, bottom = (
        bool(strip.size and np.mean(np.abs(strip - own) <= limits.varies) >= limits.solid)
        for strip in sides.all()
    )
    if top or bottom or not (left or right):
        return top or bottom
    at_left, at_right = _at_borders(bar.box, dark, dpi, limits)
    return (left and not at_left) or (right and not at_right)


def _at_borders(box: Box, dark: Image, dpi: int, limits: PieceLimits) -> tuple[bool, bool]:
    """Whether a dark border of the scan begins to the left of a box, and to the right."""
    reach, near = round(limits.border * dpi), round(BESIDE[1] * dpi)
    rows = dark[max(box.top - reach, 0) : box.bottom + reach] < DARK
    left, right = rows[:, : max(box.left - near, 0)], rows[:, box.right + near :]
    return _is_framed(left, limits), _is_framed(right, limits)


def _is_framed(beyond: NDArray[np.bool_], limits: PieceLimits) -> bool:
    return beyond.size > 0 and float(np.mean(beyond)) >= limits.framed


def _inked(strip: Image) -> float:
    return float(np.count_nonzero(strip)) / strip.size if strip.size else 0.0


def _is_a_rule(box: Box, at: int, ink: Image, dpi: int, limits: PieceLimits) -> bool:
    """Whether what is over (-1) or under (1) a box runs on beyond one of its ends or both."""
    reach = round(limits.runs_on * dpi)
    for left, right in ((box.left - reach, box.left), (box.right, box.right + reach)):
        beyond = Box(max(left, 0), box.top, max(right, 1), box.bottom)
        sides = sides_of(beyond, ink, dpi)
        strip = sides.top if at < 0 else sides.bottom
        if strip.size and float(np.mean(strip.any(axis=0))) >= limits.rule:
            return True
    return False


def _is_an_underline(box: Box, at: int, ink: Image, dpi: int, limits: PieceLimits) -> bool:
    """Whether what is next over (-1) or under (1) a box is a thin line with paper beyond it."""
    sides = sides_of(box, ink, dpi, limits.further)
    strip = sides.top[::-1] if at < 0 else sides.bottom
    inked = np.mean(strip > 0, axis=1) > limits.clear if strip.size else np.zeros(0, np.bool_)
    if not inked.any():
        return False
    first = int(np.argmax(inked))
    free = np.flatnonzero(~inked[first:])
    return bool(free.size) and int(free[0]) <= limits.thin * dpi


def _is_pictured(box: Box, dark: Image, dpi: int, limits: PieceLimits) -> bool:
    if min(box.height, box.width) < limits.picture * dpi:
        return False
    sides = sides_of(box, dark, dpi)
    own = float(np.median(dark[box.top : box.bottom, box.left : box.right]))
    paper = paper_of(dark)[0]
    shares = sorted(_toned(sides, own, paper))
    return shares[-1] >= limits.toned and shares[-2] <= limits.clear


def _toned(sides: Sides, own: float, paper: float) -> list[float]:
    """Of each side, the share that is neither as dark as a bar nor nearly paper."""
    return [
        float(np.mean((strip > own + LIGHTER) & (strip < paper - 60))) if strip.size else 0.0
        for strip in sides.all()
    ]


def _cut_in_two(bars: Sequence[Redaction], ink: Image, dpi: int, limits: PieceLimits) -> set[int]:
    """Bars that are the head and the foot of one square, with ink between them."""
    cut: set[int] = set()
    for one in bars:
        for other in bars:
            if other is not one and _is_head_of(one.box, other.box, ink, dpi, limits):
                cut |= {id(one), id(other)}
    return cut


def _is_head_of(head: Box, foot: Box, ink: Image, dpi: int, limits: PieceLimits) -> bool:
    near = limits.alike * dpi
    in_line = abs(head.left - foot.left) <= near and abs(head.right - foot.right) <= near
    gap = foot.top - head.bottom
    if not in_line or not -2 <= gap <= limits.cut * dpi or foot.top <= head.top:
        return False
    whole = Box.around([head, foot])
    if whole.height > limits.logo * dpi or whole.width > limits.squat * whole.height:
        return False
    between = ink[min(head.bottom, foot.top) : max(foot.top, head.bottom), whole.left : whole.right]
    return not between.size or _inked(between) >= limits.joined
