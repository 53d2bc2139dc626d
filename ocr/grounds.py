"""What a box stands on and what it is filled with, on pages that have tones.

paper ███████ paper        a bar has paper around it, or the tone of a shaded cell
paper ███████ paper        or other bars; a dark piece of a photograph has none of these
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.certainties import CROSSED, DOUBTED
from ocr.fills import kind_of_fill
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.regions import contour_of, on_page, ring_about
from ocr.sides import paper_of, sides_of

Places = tuple[NDArray[np.intp], NDArray[np.intp]]

# Around a bar there is paper, between this and that many inches away, on this share of the
# way at least; around the dark part of a photograph the photograph goes on. Type beside it
# takes less than half, and a rule that runs along it leaves a hair of paper. Paper is no
# darker than this below its usual tone. A cell that is shaded is one even tone, which
# photographs are not.
AROUND = (0.02, 0.06)
HAIR = (0.01, 0.02)
ON_PAPER = 0.5
PAPER_VARIES = 40  # of 255
SHADE, SHADE_VARIES = 0.65, 10
# Of a side on which a picture goes on less than this is as light as paper, and less than that
# of the tone of its line, on one side or on two: half of it at most in photographs, 0.69 and
# more in shaded cells with type beside the bar.
BARE, EVEN = 0.35, (0.35, 0.58)
# Bars in the cells of a table have rules about them and hardly any paper; the next is as far, and
# its edges are in line.
CELLS_APART, ALIKE = 0.08, 0.03  # inches
# The usual tone of paper is that within so many inches, because light may fall off.
NEIGHBOURHOOD = 2.0
# A fill in an outline is darker than what is around it by this much.
FILLED = 20  # of 255
# A scan blurs the edge of a bar over so many inches, either way.
RIM = 0.008
# Certainty (0-1) of a fill that was found by its outline.
OUTLINED_FILL = 0.8


def on_paper(bars: Sequence[Redaction], dark: Image, dpi: int) -> list[Redaction]:
    """The bars of a page that stand on paper and not in a picture.

    dark   the darkest channel of the page, (height, width) uint8, 0 is black
    """
    barred = np.zeros(dark.shape, np.uint8)
    for bar in bars:
        cv2.fillPoly(barred, [contour_of(bar.outline)], 255)
    told = [_is_on_paper(bar, dark, barred, dpi) for bar in bars]
    sure = [bar for bar, stands in zip(bars, told, strict=True) if stands]
    left = [bar for bar, stands in zip(bars, told, strict=True) if not stands]
    kept = {id(bar) for bar in sure}
    while sure and left:
        sure = [bar for bar in left if any(_is_next(bar.box, o.box, dpi) for o in sure)]
        kept |= {id(bar) for bar in sure}
        left = [bar for bar in left if id(bar) not in kept]
    return [bar for bar in bars if id(bar) in kept]


def _is_next(one: Box, other: Box, dpi: int) -> bool:
    """Whether two bars fill cells of one row or one column, between which there is only a rule."""
    near, between = ALIKE * dpi, CELLS_APART * dpi
    across = max(abs(one.top - other.top), abs(one.bottom - other.bottom)) <= near
    down = max(abs(one.left - other.left), abs(one.right - other.right)) <= near
    aside = max(one.left, other.left) - min(one.right, other.right)
    below = max(one.top, other.top) - min(one.bottom, other.bottom)
    return (across and 0 <= aside <= between) or (down and 0 <= below <= between)


def without_bars(dark: Image, bars: Sequence[Redaction], dpi: int) -> Image:
    """The darkest channel of a page with its black bars as paper: a fill may end at one.

    The page itself when there is no bar, or none beside which there is a tone.
    """
    black = [bar for bar in bars if bar.kind is Kind.BLACK and _is_beside_a_tone(bar, dark, dpi)]
    if not black:
        return dark
    bare, paper = dark.copy(), paper_of(dark)[0]
    for bar in black:
        cv2.fillPoly(bare, [contour_of(bar.outline)], (paper,))
        rim = 2 * round(RIM * dpi) + 1
        cv2.polylines(bare, [contour_of(bar.outline)], isClosed=True, color=(paper,), thickness=rim)
    return bare


def _is_beside_a_tone(bar: Redaction, dark: Image, dpi: int) -> bool:
    """Whether something that is neither ink nor paper runs along one side of a bar."""
    paper = _paper_about(bar.box, dark, dpi)
    own = float(np.median(dark[bar.box.top : bar.box.bottom, bar.box.left : bar.box.right]))
    return any(
        strip.size and float(np.mean((strip > own + FILLED) & (strip < paper - FILLED))) > ON_PAPER
        for strip in sides_of(bar.box, dark, dpi).all()
    )


def _is_on_paper(bar: Redaction, dark: Image, barred: Image, dpi: int) -> bool:
    box = bar.box
    paper = _paper_about(box, dark, dpi)
    near, far = (_free(_ring(bar, dark.shape, dpi, wide), barred) for wide in (HAIR, AROUND))
    if _is_pictured(box, far, dark, paper):
        return False
    return _is_paper(dark[far], paper) or _is_paper(dark[near], paper)


def _paper_about(box: Box, dark: Image, dpi: int) -> float:
    reach = round(NEIGHBOURHOOD * dpi)
    about = dark[
        max(box.top - reach, 0) : box.bottom + reach : 8,
        max(box.left - reach, 0) : box.right + reach : 8,
    ]
    return float(np.percentile(about, 85))


def _free(ring: Places, barred: Image) -> Places:
    """Pixels of a ring that are in no other bar.

    Bars on successive lines have less paper between them than a ring is wide.
    """
    y, x = ring
    free = barred[ring] == 0
    return y[free], x[free]


def _is_pictured(box: Box, ring: Places, dark: Image, paper: float) -> bool:
    """Whether a picture goes on beside a box: neither paper nor lines of one even tone."""
    y, x = ring
    uneven = []
    sides = ((y < box.top, y), (y >= box.bottom, y), (x < box.left, x), (x >= box.right, x))
    for side, lines in sides:
        beside = dark[y[side], x[side]]
        if beside.size and float(np.mean(beside > paper - PAPER_VARIES)) < BARE:
            uneven.append(_evenness(beside, lines[side]))
    return min(uneven, default=1.0) < EVEN[0] or sum(share < EVEN[1] for share in uneven) > 1


def _evenness(beside: Image, lines: NDArray[np.intp]) -> float:
    """Share of the pixels beside a box that have the tone of their line along its edge."""
    even = 0
    for line in np.unique(lines):
        own = beside[lines == line].astype(np.int16)
        even += int(np.count_nonzero(np.abs(own - int(np.median(own))) <= SHADE_VARIES))
    return even / beside.size


def _is_paper(ring: Image, paper: float) -> bool:
    """Whether what is around a bar is paper, or one even tone that is nearly as light."""
    if not ring.size or float(np.mean(ring > paper - PAPER_VARIES)) >= ON_PAPER:
        return True
    usual = float(np.median(ring))
    shade = np.abs(ring.astype(np.int16) - int(usual)) <= SHADE_VARIES
    return usual > SHADE * paper and float(np.mean(shade)) >= ON_PAPER


def _ring(
    redaction: Redaction, page: tuple[int, ...], dpi: int, around: tuple[float, float] = AROUND
) -> Places:
    near, far = (round(reach * dpi) for reach in around)
    return ring_about(contour_of(redaction.outline), near, far, page)


# A strong colour that is ink by its darkness ends where its redaction ends; a logo goes on
# between its white letters. Its tone is followed so many inches, and what hangs together
# with a piece is more of it when it has this share of the piece's area.
FOLLOWED = 1.0
MORE = 0.25
TONE_VARIES = 25  # of 255


def is_a_piece(bar: Redaction, dark: Image, dpi: int) -> bool:
    """Whether the tone of a bar goes on beyond it, as between the letters of a logo."""
    reach, box = round(FOLLOWED * dpi), bar.box
    left, top = max(box.left - reach, 0), max(box.top - reach, 0)
    window = dark[top : box.bottom + reach, left : box.right + reach]
    own = np.zeros(window.shape, np.uint8)
    cv2.fillPoly(own, [contour_of(bar.outline) - (left, top)], 1)
    tone = np.median(window[own > 0])
    toned = np.abs(window.astype(np.int16) - np.int16(tone)) <= TONE_VARIES
    _, parts = cv2.connectedComponents(toned.astype(np.uint8), connectivity=4)
    held = parts[(own > 0) & toned]
    if not held.size:
        return False
    whole = int(np.bincount(held).argmax())
    beyond = int(np.count_nonzero((parts == whole) & (own == 0)))
    return beyond > MORE * int(np.count_nonzero(own))


def with_fill(outlined: Redaction, page: Image, dark: Image, dpi: int) -> Redaction:
    """An outlined box, or the grey or coloured redaction that it is when it has a fill.

    page   (height, width) or (height, width, 3) uint8
    dark   its darkest channel
    """
    if not _is_filled(outlined.box, dark[_ring(outlined, dark.shape, dpi)], dark, dpi):
        return outlined
    # Outlines run around their pixels: at the edge of the page, beyond it.
    kind = kind_of_fill(page, on_page(contour_of(outlined.outline), dark.shape))
    # Text that goes on across an outline was written on a fill, not under it.
    doubtful = outlined.certainty in CROSSED
    certainty = DOUBTED if doubtful else min(outlined.certainty, OUTLINED_FILL)
    return replace(outlined, kind=kind, certainty=certainty)


def _is_filled(box: Box, ring: Image, dark: Image, dpi: int) -> bool:
    """Whether the lighter part of what is in a box is darker than that of what is around."""
    near = round(AROUND[0] * dpi)
    held = dark[box.top + near : box.bottom - near : 3, box.left + near : box.right - near : 3]
    if not ring.size or not held.size:
        return False
    tone = float(np.percentile(held, 75))
    # Around one of several fills that touch there are the others.
    darker = tone < float(np.percentile(ring, 75)) - FILLED
    return darker or tone < _paper_about(box, dark, dpi) - PAPER_VARIES
