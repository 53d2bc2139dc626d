"""Outlines that were broken open by what was printed over the page later.

    Approved for Release: 2020/08/11         A release line comes with a strip of paper
          │            │                     that wipes out what it crosses: the top of
          └────────────┘                     a box, or a piece of both its sides.

Such a box has three sides: a level hair line with an upright one at each end. Two of
them face to face with a gap between are one box; one alone counts when a line of type
stands where its fourth side should be, or when its longer upright side ends at a fourth
one: then a code in the margin, or the line, wiped out a corner.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.model import Box
from ocr.regions import box_of


@dataclass(frozen=True, slots=True)
class OpenLimits:
    """What counts as a broken outline; lengths in inches."""

    # Strokes of type are shorter: capitals of 14-point type are 0.14 high.
    level: float = 0.2
    upright: float = 0.1
    # A hair line; the strokes of type and the rules of forms are thicker.
    thick: float = 0.014
    # Ends of lines that meet are no farther apart.
    meets: float = 0.02
    # A line of type with the strip of paper about it.
    strip: float = 0.3
    # Ink of type in a row of its height.
    type_ink: tuple[float, float] = (0.05, 0.45)
    # Nothing but specks is inside.
    specks: float = 0.01


DEFAULT_LIMITS = OpenLimits()


@dataclass(frozen=True, slots=True)
class Hook:
    """A level line with an upright one at each end; `up` when they rise from it.

    ends   where the left one and the right one end
    """

    left: int
    right: int
    level: int
    ends: tuple[int, int]
    up: bool

    @property
    def end(self) -> int:
        """Where the shorter upright line ends."""
        return max(self.ends) if self.up else min(self.ends)

    @property
    def far(self) -> int:
        """Where the longer one ends."""
        return min(self.ends) if self.up else max(self.ends)

    @property
    def box(self) -> Box:
        top, bottom = sorted((self.level, self.end))
        return Box(self.left, top, self.right, bottom)


def find_open_boxes(
    ink: Image, dpi: float, limits: OpenLimits = DEFAULT_LIMITS
) -> list[tuple[Box, str]]:
    """Boxes that are open, and how they are known: "facing", "cornered" or "crossed"."""
    levels = _hair_lines(ink, dpi, limits.level, limits)
    hooks = _hooks(levels, ink, dpi, limits)
    found: list[tuple[Box, str]] = []
    for upper in (hook for hook in hooks if not hook.up):
        for lower in (hook for hook in hooks if hook.up):
            if _face(upper, lower, dpi, limits) and not _are_closed(upper, lower, hooks):
                found.append((Box(lower.left, upper.level, lower.right, lower.level + 1), "facing"))
    for hook in hooks:
        if _is_cornered(hook, levels, dpi, limits) and _is_wiped(hook, ink, dpi, limits):
            top, bottom = sorted((hook.level, hook.far))
            found.append((Box(hook.left, top, hook.right, bottom), "cornered"))
    for hook in hooks:
        whole = any(box.holds_middle_of(hook.box) for box, _ in found)
        if not whole and _is_empty(hook.box, ink, limits) and _meets_type(hook, ink, dpi, limits):
            found.append((hook.box, "crossed"))
    return found


def _hooks(levels: Sequence[Box], ink: Image, dpi: float, limits: OpenLimits) -> list[Hook]:
    lying = _hair_lines(np.asarray(cv2.transpose(ink)), dpi, limits.upright, limits)
    if not levels or not lying:
        return []
    uprights = np.array([[b.top, b.left, b.bottom, b.right] for b in lying])
    near = max(2, round(limits.meets * dpi))
    hooks = []
    for level in levels:
        for up in (True, False):
            left = _at_the_end(level.left, level, uprights, near, up=up)
            right = _at_the_end(level.right, level, uprights, near, up=up)
            if left is not None and right is not None and left.left < right.left:
                ends = (left.top, right.top) if up else (left.bottom, right.bottom)
                at = level.bottom if up else level.top
                hook = Hook(left.left, right.right, at, ends, up)
                if abs(hook.end - at) > near and (hook.end < at) == up:
                    hooks.append(hook)
    return hooks


def _hair_lines(ink: Image, dpi: float, least: float, limits: OpenLimits) -> list[Box]:
    """Level lines of at least `least` inches that are no thicker than a hair line."""
    length = max(3, round(least * dpi)) | 1
    # The middles of runs of ink that long, by a running mean: much faster than morphology.
    cores = cv2.boxFilter(ink, -1, (length, 1), borderType=cv2.BORDER_CONSTANT)
    whole = cv2.threshold(cores, 254, 255, cv2.THRESH_BINARY)[1]
    # Few pixels are left, and contours of few are found faster than components.
    contours, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    half, thick = length // 2, max(2, round(limits.thick * dpi))
    boxes = (box_of(contour) for contour in contours)
    return [
        Box(box.left - half, box.top, box.right + half, box.bottom)
        for box in boxes
        if box.height <= thick
    ]


def _at_the_end(
    x: int, level: Box, uprights: NDArray[np.int_], near: int, *, up: bool
) -> Box | None:
    """The upright line that starts at an end of a level one and rises or hangs from it.

    uprights   left, top, right, bottom of each
    """
    y, feet = (level.bottom, uprights[:, 3]) if up else (level.top, uprights[:, 1])
    meets = (np.abs(feet - y) <= near) & (uprights[:, 0] - near <= x) & (x <= uprights[:, 2] + near)
    return Box(*uprights[int(np.argmax(meets))].tolist()) if meets.any() else None


def _face(upper: Hook, lower: Hook, dpi: float, limits: OpenLimits) -> bool:
    """Whether one hook hangs over another and only a line of type is between."""
    near = 2 * limits.meets * dpi
    gap = lower.end - upper.end
    return (
        abs(upper.left - lower.left) <= near
        and abs(upper.right - lower.right) <= near
        and 0 < gap <= limits.strip * dpi
    )


def _is_cornered(hook: Hook, levels: Sequence[Box], dpi: float, limits: OpenLimits) -> bool:
    """Whether a fourth side meets the longer upright one, and a corner no larger than a line of
    type is all that is missing.
    """
    near, strip = max(2, round(limits.meets * dpi)), limits.strip * dpi
    if not near < abs(hook.end - hook.far) <= strip:
        return False
    on_the_left = hook.ends[0] == hook.far
    for side in levels:
        left, right = side.left - hook.left, hook.right - side.right
        meets, wiped = (left, right) if on_the_left else (right, left)
        if abs(side.middle - hook.far) <= near and abs(meets) <= near and -near <= wiped <= strip:
            return True
    return False


def _is_wiped(hook: Hook, ink: Image, dpi: float, limits: OpenLimits) -> bool:
    """Whether type stands where a corner is missing, and nothing in what is whole of the box."""
    strip = round(limits.strip * dpi)
    side = hook.right if hook.ends[0] == hook.far else hook.left
    low, high = sorted((hook.end, hook.far))
    corner = ink[low:high, max(side - strip, 0) : side + strip] > 0
    least, most = limits.type_ink
    return bool(
        corner.size and least <= np.mean(corner) <= most and _is_empty(hook.box, ink, limits)
    )


def _are_closed(upper: Hook, lower: Hook, hooks: list[Hook]) -> bool:
    """Whether both hooks are ends of whole boxes, one above the other, as cells of a form are."""
    return any(_closes(upper, other) for other in hooks if other.up) and any(
        _closes(lower, other) for other in hooks if not other.up
    )


def _closes(one: Hook, other: Hook) -> bool:
    """Whether another hook stands where the open side of one is."""
    a, b = one.box, other.box
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return (
        shared > 0.8 * min(a.height, b.height)
        and abs(a.left - b.left) <= 3
        and abs(a.right - b.right) <= 3
    )


def _is_empty(box: Box, ink: Image, limits: OpenLimits) -> bool:
    inside = ink[box.top + 4 : box.bottom - 4, box.left + 4 : box.right - 4]
    return bool(inside.size and np.count_nonzero(inside) <= limits.specks * inside.size)


def _meets_type(hook: Hook, ink: Image, dpi: float, limits: OpenLimits) -> bool:
    """Whether a line of type stands where the fourth side should be."""
    reach = round(limits.strip * dpi / 2)
    low, high = (hook.end - reach, hook.end) if hook.up else (hook.end, hook.end + reach)
    row = ink[max(low, 0) : max(high, 0), hook.left : hook.right] > 0
    if not row.size:
        return False
    least, most = limits.type_ink
    # Type spreads over the opening; a mark at one end of it does not.
    columns = row.any(axis=0)
    thirds = np.array_split(columns, 3)
    spread = all(third.size and third.mean() > 0.15 for third in thirds)
    return bool(least <= np.mean(row) <= most and (spread or _ends_at_page(hook, ink)))


def _ends_at_page(hook: Hook, ink: Image) -> bool:
    return hook.end <= 2 or hook.end >= ink.shape[0] - 3
