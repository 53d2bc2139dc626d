"""Bars that show numbers: parts of a chart hide nothing.

    ▁ ▃ █ ▅          they stand on one line and differ in height, or lie along an axis;
    │▇▇▇▇▇▇▁▁▁       meters go on in a paler tone; the bars of a plan cross the lines of
    │▇▇▇▁▁▁▁▁▁       a calendar

A human sees the same of black bars as of coloured ones, so ink counts as well. Such boxes
stay only when a label is read in them (`ocr.designs`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.certainties import CHARTED
from ocr.frame import Image
from ocr.grades import graded
from ocr.image import is_bilevel
from ocr.model import Box, Kind, Redaction
from ocr.sides import apart, evenness, paper_of, sides_of, tone_of


@dataclass(frozen=True, slots=True)
class ChartLimits:
    """What makes a chart; lengths in inches, tones 0-255."""

    # Edges and sizes that are meant to be the same.
    alike: float = 0.03
    # A chart has so many bars or more, and they differ by this much in length.
    bars: int = 3
    differ: float = 0.1
    # Share of the gaps between lying bars along which their axis runs. A 1-bit scan leaves this
    # share of a pale one, in dots no farther apart than that, and nothing is so near to it.
    axis: float = 0.9
    faint: float = 0.3
    dots: float = 0.03
    bare: float = 0.06
    # Between the bars of a chart there is this share of their distance or more, for they are
    # meant to be told apart; redacted lines of type leave less.
    gap: float = 0.25
    # A tone beside a box is paper when no farther from it than this.
    tone: float = 18
    # Share of what is beside a box that is of one tone, give or take so much.
    even: float = 0.8
    varies: float = 14
    # A line is darker than paper by this much; lines and specks fill no more of the columns
    # between the bars of a plan. The blurred edges of bars are not looked at.
    drawn: float = 10
    few: float = 0.08
    hair: float = 0.015
    # The bars of a plan are no farther apart than this many times their height.
    steps: float = 1.7
    # Where the lines of its calendar are lost, each begins and ends so far right of the one
    # over it, and beside them there is no more ink than specks leave: in lines of type a word
    # stands within this of a bar, which is more than a word space. Together two bars are over
    # this share of the shorter at most; indented lines are over more.
    later: float = 0.2
    together: float = 0.25
    specks: float = 0.002
    word_space: float = 0.15


DEFAULT_LIMITS = ChartLimits()

BARS = (Kind.BLACK, Kind.MARKER, Kind.GREY, Kind.COLOURED, Kind.HATCHED)
Alike = Callable[[Box, Box, float], bool]


def with_charts_doubted(
    found: Sequence[Redaction],
    page: Image,
    dark: Image,
    ink: Image,
    dpi: int,
    limits: ChartLimits = DEFAULT_LIMITS,
) -> list[Redaction]:
    """Redactions, those that are parts of a chart with `CHARTED` certainty.

    page   (height, width) or (height, width, 3) uint8
    dark   its darkest channel
    ink    (height, width) uint8, 255 where there is ink
    """
    bars, near = [r for r in found if r.kind in BARS], limits.alike * dpi
    charted = _charted(
        bars, _stand_with, lambda own: _differ([bar.height for bar in own], dpi, limits), near
    )
    charted |= _charted(bars, _lie_with, lambda own: _is_lying(own, ink, dpi, limits), near)
    charted |= _planned(bars, dark, ink, dpi, limits)
    if bars and not is_bilevel(dark):  # of a 1-bit page the tones are dots
        paper = paper_of(page)
        charted |= _charted(
            bars, _lie_with, lambda own: _are_meters(own, page, paper, dpi, limits), near
        )
        charted |= _charted(
            bars, _stand_with, lambda own: _are_stacked(own, page, paper, dpi, limits), near
        )
        charted |= {id(r) for r in graded(bars, page, paper, dpi)}
    return [replace(r, certainty=CHARTED) if id(r) in charted else r for r in found]


def _charted(
    bars: Sequence[Redaction],
    alike: Alike,
    is_a_chart: Callable[[list[Box]], bool],
    near: float,
) -> set[int]:
    charted: set[int] = set()
    asked: set[frozenset[int]] = set()  # bars of one column are all alike one another
    for one in bars:
        own = [other for other in bars if alike(one.box, other.box, near)]
        all_of_them = frozenset(map(id, own))
        if len(own) < 2 or all_of_them in asked:
            continue
        asked.add(all_of_them)
        if id(one) not in charted and is_a_chart([r.box for r in own]):
            charted |= all_of_them
    return charted


def _stand_with(one: Box, other: Box, near: float) -> bool:
    return abs(one.bottom - other.bottom) <= near and abs(one.width - other.width) <= near


def _lie_with(one: Box, other: Box, near: float) -> bool:
    return abs(one.left - other.left) <= near and _is_as_high(one, other, near)


def _is_as_high(one: Box, other: Box, near: float) -> bool:
    return abs(one.height - other.height) <= near


def _is_a_step(one: Box, other: Box, near: float) -> bool:
    within = DEFAULT_LIMITS.steps * one.height
    return _is_as_high(one, other, near) and abs(one.top - other.top) <= within


def _differ(lengths: Sequence[int], dpi: int, limits: ChartLimits) -> bool:
    """Whether so many bars differ in length; on one line words never do in height."""
    return len(lengths) >= limits.bars and max(lengths) - min(lengths) >= limits.differ * dpi


def _is_lying(bars: Sequence[Box], ink: Image, dpi: int, limits: ChartLimits) -> bool:
    """Whether bars start from an axis: redacted names in a column start beside its rule."""
    if not _differ([bar.width for bar in bars], dpi, limits):
        return False
    rows = np.zeros(ink.shape[0], bool)
    rows[min(bar.top for bar in bars) : max(bar.bottom for bar in bars)] = True
    for bar in bars:
        rows[max(bar.top - 2, 0) : bar.bottom + 2] = False
    lefts, near = [bar.left for bar in bars], max(2, round(0.012 * dpi))
    strip = ink[rows, max(min(lefts) - near, 0) : max(lefts) + near]  # an axis may lean
    if not strip.size or not _are_apart(bars, limits):
        return False
    if float(np.mean(strip.any(axis=1))) >= limits.axis:
        return True
    about = round(limits.bare * dpi)
    return _is_faint(ink[rows, max(min(lefts) - about, 0) : max(lefts) + about], dpi, limits)


def _is_faint(strip: Image, dpi: int, limits: ChartLimits) -> bool:
    """Whether there is nothing in a strip but what a 1-bit scan has left of a pale axis."""
    dots = max(3, round(limits.dots * dpi)) | 1
    lined = np.asarray(cv2.morphologyEx(strip, cv2.MORPH_CLOSE, np.ones((dots, 1), np.uint8))) > 0
    along = np.convolve(lined.mean(axis=0), np.ones(3), "same")
    at = int(along.argmax())
    rest = np.count_nonzero(strip[:, : max(at - 2, 0)]) + np.count_nonzero(strip[:, at + 3 :])
    return bool(along[at] >= limits.faint) and not rest


def _are_apart(bars: Sequence[Box], limits: ChartLimits) -> bool:
    tops = sorted(bar.top for bar in bars)
    pitch = min((b - a for a, b in pairwise(tops)), default=0)
    return pitch > 0 and 1 - max(bar.height for bar in bars) / pitch >= limits.gap


def _are_meters(
    bars: Sequence[Box], page: Image, paper: tuple[float, ...], dpi: int, limits: ChartLimits
) -> bool:
    """Whether bars go on in a paler tone, as high as they are, up to one line."""
    widths = [bar.width for bar in bars]
    if max(widths) - min(widths) < limits.differ * dpi:
        return False
    rests = [_rest(bar, page, paper, dpi, limits) for bar in bars]
    return sum(rests) > 1 and rests.count(False) <= sum(rests)


def _rest(bar: Box, page: Image, paper: tuple[float, ...], dpi: int, limits: ChartLimits) -> bool:
    """Whether right of a bar a tone of its height begins that is not paper."""
    sides = sides_of(bar, page, dpi)
    beyond = Box(bar.right + 2, bar.top, bar.right + 2 + max(4, bar.height), bar.bottom)
    about = sides_of(beyond, page, dpi)
    if evenness(sides.right, limits.varies) < limits.even:
        return False
    tone = tone_of(sides.right)
    strips = (about.top, about.bottom, sides.left)
    return apart(tone, paper) > limits.tone and all(
        s.size and apart(tone_of(s), paper) <= limits.tone for s in strips
    )


def _are_stacked(
    bars: Sequence[Box], page: Image, paper: tuple[float, ...], dpi: int, limits: ChartLimits
) -> bool:
    """Whether over standing bars others of another tone begin, as wide as they are."""
    return all(_is_stood_on(bar, page, paper, dpi, limits) for bar in bars)


def _is_stood_on(
    bar: Box, page: Image, paper: tuple[float, ...], dpi: int, limits: ChartLimits
) -> bool:
    sides = sides_of(bar, page, dpi)
    over = Box(bar.left, bar.top - max(4, bar.height), bar.right, bar.top - 2)
    about = sides_of(over, page, dpi)
    if evenness(sides.top, limits.varies) < limits.even:
        return False
    own = tone_of(page[bar.top : bar.bottom, bar.left : bar.right])
    tone = tone_of(sides.top)
    strips = (about.left, about.right, sides.left, sides.right)
    return min(apart(tone, paper), apart(tone, own)) > limits.tone and all(
        s.size and apart(tone_of(s), paper) <= limits.tone for s in strips
    )


def _planned(
    bars: Sequence[Redaction], dark: Image, ink: Image, dpi: int, limits: ChartLimits
) -> set[int]:
    """The bars of plans, the first and the last among them, over or under which is no other."""
    near = limits.alike * dpi
    known = _charted(
        bars,
        _is_a_step,
        lambda own: _is_a_plan(own, dark, dpi, limits) or _is_a_stair(own, ink, dpi, limits),
        near,
    )
    sure = [r.box for r in bars if id(r) in known]
    return {id(r) for r in bars if any(_is_a_step(r.box, box, near) for box in sure)}


def _is_a_plan(bars: Sequence[Box], dark: Image, dpi: int, limits: ChartLimits) -> bool:
    """Whether lines of a calendar, and nothing else, run down between bars and into them.

    The rules of a table run along the boxes in its cells, and between lines of type is type.
    """
    rows = sorted(bars, key=lambda bar: bar.top)
    starts = {bar.left // max(1, round(limits.alike * dpi)) for bar in rows}
    if min(len(rows), len(starts)) < limits.bars or not _are_apart(rows, limits):
        return False
    left, right = min(bar.left for bar in rows), max(bar.right for bar in rows)
    near = max(2, round(limits.hair * dpi))
    lines = np.ones(right - left, bool)
    for upper, lower in pairwise(rows):
        lines &= _lines(dark[upper.bottom + near : lower.top - near, left:right], dpi, limits)
    inside = round(limits.alike * dpi)
    return any(
        lines[bar.left - left + inside : max(bar.right - left - inside, 0)].any() for bar in rows
    )


def _is_a_stair(bars: Sequence[Box], ink: Image, dpi: int, limits: ChartLimits) -> bool:
    """Whether bars go down a page as stairs do, with no word or rule beside or between them."""
    rows = sorted(bars, key=lambda bar: bar.top)
    later = all(_is_later(upper, lower, dpi, limits) for upper, lower in pairwise(rows))
    if len(rows) < limits.bars or not _are_apart(rows, limits) or not later:
        return False
    whole, rim = Box.around(rows), max(2, round(limits.hair * dpi))
    first = max(whole.left - round(limits.word_space * dpi), 0)
    last = whole.right + round(limits.word_space * dpi)
    window = ink[whole.top : whole.bottom, first:last].copy()
    for bar in rows:
        top, left = max(bar.top - whole.top - rim, 0), max(bar.left - first - rim, 0)
        window[top : bar.bottom - whole.top + rim, left : bar.right - first + rim] = 0
    return bool(np.count_nonzero(window) <= limits.specks * window.size)


def _is_later(one: Box, other: Box, dpi: int, limits: ChartLimits) -> bool:
    by = min(other.left - one.left, other.right - one.right)
    together = (one.right - other.left) / min(one.width, other.width)
    return by >= limits.later * dpi and together <= limits.together


def _lines(strip: Image, dpi: int, limits: ChartLimits) -> NDArray[np.bool_]:
    """Columns, give or take one, that upright lines fill from the top of a strip to its foot.

    None where there is anything but lines in it.
    """
    none = np.zeros(strip.shape[1], bool)
    if not strip.shape[0]:
        return none
    paper = float(np.median(strip))
    lined = strip.max(axis=0) < paper - limits.drawn
    wide = cv2.dilate(lined.astype(np.uint8)[None], np.ones((1, 7), np.uint8))[0] > 0
    other = (strip < paper - 3 * limits.drawn) & ~wide
    if np.mean(lined) > limits.few or np.mean(other.any(axis=0)) > limits.few:
        return none
    return np.asarray(np.convolve(lined, np.ones(3, bool), "same"), bool)
