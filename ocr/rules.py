"""Printed rules: the lines of forms, boxes and underscores, taken off before reading.

A reader takes a box for a letter and the type inside it for a picture; without its
rules a form reads like a page of type:

    ┌──────────────────────┐
    │ SECRET/NO FOREIGN    │        SECRET/NO FOREIGN
    ├──────┬──────┬────────┤   →
    │ DIA  │ NAVY │  AIR   │        DIA    NAVY    AIR
    └──────┴──────┴────────┘

A rule is thin and long. Where a letter crosses it the ink is thick, and stays. An
upright as short as a letter is a rule only when it stands between two level ones.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.frame import Image
from ocr.image import pieces_of


@dataclass(frozen=True, slots=True)
class Lengths:
    """What counts as a rule, in inches.

    Chosen from how forms are printed, then looked at on a CIA form of 1963 (whose
    small print was lost without this) and on the 84-page FISA release.
    """

    # A printer's heaviest common rule is 2 points; scanning adds a pixel or two.
    thickness: float = 0.025
    # Longer than the serifs of any word that has run together.
    level: float = 0.75
    # Taller than the tallest letters of a title.
    upright: float = 0.5
    # The least height of a form's cell: one line of small type.
    cell: float = 0.15


LENGTHS = Lengths()
# Rules are looked for in a smaller picture, and erased in the full one.
SEARCH_DPI = 100
# A pixel of the small picture is ink when this much of it is, of 255: a rule as
# thin as a quarter of a pixel still shows.
SHOWS = 64


def erase_rules(page: Image, *, dpi: int, lengths: Lengths = LENGTHS) -> Image:
    """The page with its rules painted as paper; (height, width) uint8, 0 is black.

    Meant for pages that are black on white: a photograph is left as it is.
    """
    ink = np.asarray(cv2.bitwise_not(page), np.uint8)
    scale = SEARCH_DPI / dpi
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    level, upright = _find_rules(np.asarray(small), lengths)
    if not (level.any() or upright.any()):
        return page
    across = page.shape[1], page.shape[0]
    thickness = max(3, round(lengths.thickness * dpi))
    out = page.copy()
    for rules, thicker in ((level, (thickness + 1, 1)), (upright, (1, thickness + 1))):
        if rules.any():
            near = cv2.dilate(rules, np.ones((3, 3), np.uint8))
            place = cv2.resize(near, across, interpolation=cv2.INTER_NEAREST)
            out |= np.asarray(cv2.bitwise_and(place, _thinner(ink, thicker)), np.uint8)
    return out


def _find_rules(small: Image, lengths: Lengths) -> tuple[Image, Image]:
    """Level and upright rules of a page at SEARCH_DPI, as masks of 255."""
    ink = np.where(small >= SHOWS, np.uint8(255), np.uint8(0))
    # Up to two more pixels are only touched by a rule that lies across them.
    thickness = round(lengths.thickness * SEARCH_DPI) + 3
    level = _runs(_thinner(ink, (thickness, 1)), lengths.level)
    lying = _thinner(_turned(ink), (thickness, 1))
    upright = _turned(_runs(lying, lengths.upright))
    if level.any():  # what an upright as short as a cell stands between
        upright = upright | _between(_turned(_runs(lying, lengths.cell)), level)
    return level, upright


def _turned(mask: Image) -> Image:
    """Rows for columns; numpy takes five times as long."""
    return np.asarray(cv2.transpose(mask), np.uint8)


def _runs(thin: Image, length: float) -> Image:
    """255 on thin ink that runs on for `length` inches from left to right."""
    # A rule that climbs by a pixel now and then, or has a speck missing, goes on.
    joined = cv2.dilate(thin, np.ones((3, 3), np.uint8))
    through = np.ones((1, round(length * SEARCH_DPI)), np.uint8)
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, through)
    return np.asarray(cv2.bitwise_and(thin, runs), np.uint8)


def _thinner(ink: Image, shape: tuple[int, int]) -> Image:
    """Ink in which no rectangle of `shape` (rows, columns) has room."""
    return np.asarray(
        cv2.subtract(ink, cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))),
        np.uint8,
    )


def _between(uprights: Image, level: Image) -> Image:
    """Those short uprights that touch a level rule with both ends."""
    kept = np.zeros_like(uprights)
    for left, top, width, height in pieces_of(uprights).tolist():
        across = slice(max(left - REACH, 0), left + width + REACH)
        above = level[max(top - REACH, 0) : top + REACH, across]
        below = level[max(top + height - REACH, 0) : top + height + REACH, across]
        if above.any() and below.any():
            window = np.s_[top : top + height, left : left + width]
            kept[window] |= _filling(uprights[window])
    return kept


def _filling(window: Image) -> Image:
    """The one piece of ink of a window that reaches all four of its sides."""
    count, labels, shapes, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(window))
    sizes = shapes[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1]
    whole = [n for n in range(1, count) if (sizes[n] == window.shape[::-1]).all()]
    return np.where(np.isin(labels, whole), np.uint8(255), np.uint8(0))


# How far an upright may end from the level rule it stands on.
REACH = 4  # pixels at SEARCH_DPI
