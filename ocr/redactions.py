"""Every redaction on a page, whatever its make.

black, marker       ocr/bars.py       solid ink
outlined            ocr/outlines.py   paper cut off by a thin line
grey, coloured      ocr/tones.py      an even tone that is neither ink nor paper
hatched             ocr/hatches.py    lines drawn evenly

Each finder knows one make and its look-alikes. What two of them claim is given to
the one that is surer of it.
"""

from dataclasses import replace

import cv2
import numpy as np

from ocr import image
from ocr.bars import find_bars
from ocr.company import INKED, with_doubts, without_sets
from ocr.contents import Contents
from ocr.frame import Image
from ocr.hatches import find_hatched
from ocr.model import Box, Kind, Redaction
from ocr.outlines import find_outlined
from ocr.paper import find_paper
from ocr.regions import contour_of, ring_about
from ocr.screens import from_afar
from ocr.tones import contents_of_fill, darkest, find_tones, kind_of_fill


def find_redactions(page: Image, *, dpi: int) -> tuple[Redaction, ...]:
    """Redactions on a page, top to bottom.

    page   (height, width) uint8, 0 is black, or (height, width, 3) in colour

    Boxes are exact to about a pixel; regions that touch are one redaction.
    """
    dark = darkest(page)
    ink, lines = image.ink_and_traces(dark, dpi=dpi)
    paper = find_paper(ink, dpi)
    found = [_toned(bar, page) for bar in find_bars(ink, paper, dpi=dpi)]
    found = [bar for bar in found if bar.kind in INKED or not _is_legible(bar, page, dpi)]
    if lines is not ink:  # a 1-bit page has no tones around a bar
        found = [bar for bar in found if _is_on_paper(bar, dark, dpi)]
    traced = paper if lines is ink else find_paper(lines, dpi)
    outlined = find_outlined(lines, traced, dpi=dpi)
    if lines is not ink:
        outlined = [box for box in outlined if not _is_filled(box, dark, dpi)]
    found += outlined
    small = from_afar(dark, dpi=dpi)
    found += find_tones(page, dark, small, dpi=dpi)
    hatched = find_hatched(dark, small, traced, dpi=dpi)
    found = [r for r in found if not _is_held_by(r, hatched)] + hatched
    found = without_sets(_without_doubles(found), lines, dpi)
    found = with_doubts(found, traced, dark.shape, dpi)
    return tuple(sorted(found, key=lambda r: (r.box.top, r.box.left)))


def _is_held_by(redaction: Redaction, hatched: list[Redaction]) -> bool:
    """Whether a redaction is nothing but lines of hatching, or the paper between them."""
    return any(
        _shared(redaction.box, whole.box) > 0.5 and redaction.box.area < 1.2 * whole.box.area
        for whole in hatched
    )


def _toned(bar: Redaction, page: Image) -> Redaction:
    """A bar that is ink by its darkness may be a dark grey or a colour by its tone."""
    if bar.kind is not Kind.BLACK:
        return bar
    kind = kind_of_fill(page, contour_of(bar.outline))
    # A colour so strong that it passes for ink may be a highlighter's.
    return bar if kind is Kind.BLACK else replace(bar, kind=kind, certainty=0.9)


# Around a bar there is paper, between this and that many inches away, on this share of the
# way at least; around the dark part of a photograph the photograph goes on. Type and other
# bars beside it take less than half. Paper is no darker than this below its usual tone. A
# cell that is shaded is one even tone, which photographs are not.
AROUND = (0.02, 0.06)
ON_PAPER = 0.5
PAPER_VARIES = 40  # of 255
SHADE, SHADE_VARIES = 0.65, 10
# The usual tone of paper is that within so many inches, because light may fall off.
NEIGHBOURHOOD = 2.0


def _is_on_paper(bar: Redaction, dark: Image, dpi: int) -> bool:
    """Whether a bar of a grey page stands on paper and not in a picture."""
    near, far = (round(reach * dpi) for reach in AROUND)
    ring = dark[ring_about(contour_of(bar.outline), near, far, dark.shape)]
    reach, box = round(NEIGHBOURHOOD * dpi), bar.box
    about = dark[
        max(box.top - reach, 0) : box.bottom + reach : 8,
        max(box.left - reach, 0) : box.right + reach : 8,
    ]
    paper = float(np.percentile(about, 85))
    if not ring.size or float(np.mean(ring > paper - PAPER_VARIES)) >= ON_PAPER:
        return True
    shade = np.abs(ring.astype(np.int16) - int(np.median(ring))) <= SHADE_VARIES
    return float(np.median(ring)) > SHADE * paper and float(np.mean(shade)) >= ON_PAPER


# An outlined box is as light as what is around it; what is darker by this much is a fill.
FILLED = 20  # of 255


def _is_filled(outlined: Redaction, dark: Image, dpi: int) -> bool:
    near, far = (round(reach * dpi) for reach in AROUND)
    ring = dark[ring_about(contour_of(outlined.outline), near, far, dark.shape)]
    box = outlined.box
    held = dark[box.top + near : box.bottom - near : 3, box.left + near : box.right - near : 3]
    if not ring.size or not held.size:
        return False
    return float(np.median(held)) < float(np.percentile(ring, 75)) - FILLED


def _is_legible(fill: Redaction, page: Image, dpi: int) -> bool:
    """Whether text can be read through a strong colour, as through a highlighter."""
    return contents_of_fill(page, contour_of(fill.outline), dpi) is Contents.TEXT


def _without_doubles(found: list[Redaction]) -> list[Redaction]:
    """The surer of two redactions that claim much the same place."""
    kept: list[Redaction] = []
    for redaction in sorted(found, key=lambda r: -r.certainty):
        if not any(_shared(redaction.box, other.box) > 0.5 for other in kept):
            kept.append(redaction)
    return kept


def _shared(one: Box, other: Box) -> float:
    """Shared area of two boxes as a fraction of the smaller one; 0 when apart."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(width, 0) * max(height, 0) / min(one.area, other.area)


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
    return np.asarray(cv2.bitwise_or(page, shade), np.uint8)
