"""Grey and coloured redactions: an even tone that is neither ink nor paper.

    paper ░░░░░░░░ paper      The tone is the same all over and ends at a sharp, straight
    paper ░ 10.2.e paper      edge. It holds nothing but perhaps a label: a tone with
    paper ░░░░░░░░ paper      readable text in it is a highlighter or a form's band.

In colour the darkest channel is looked at, in which a fill of any hue is darker than paper. On a
1-bit scan a grey is a screen of dots, which a blur turns into a tone again. Photographs are not
even; shadows of a page have no edge.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.certainties import DOUBTED
from ocr.contents import Contents
from ocr.fills import DEFAULT_LIMITS as FILL_LIMITS
from ocr.fills import contents_of_fill, joined_at_labels, kind_of_fill, share_of_one_tone
from ocr.frame import Image
from ocr.image import is_bilevel
from ocr.model import Box, Kind, Redaction
from ocr.regions import (
    box_of,
    leans_on_the_edge,
    region,
    ring_about,
    straightness,
)
from ocr.screens import SEEK_DPI, blurred, tone_of_dots


@dataclass(frozen=True, slots=True)
class ToneLimits:
    """What counts as a grey or coloured redaction; lengths in inches, tones 0-255."""

    # Type and rules vanish when the page is closed by a square this large, as in a bar.
    solid: float = 0.075
    # On a 1-bit scan, the reach over which dots become a tone: a screen has 50 to an
    # inch or more, and a line of type is 0.12 high.
    screen: float = 0.04
    # Share of pixels that differ from the next one, across as well as down: a screen of
    # five pixels from dot to dot has a third, small type a seventh across and less down.
    changes: float = 0.17
    # A fill is at least this much darker than paper; paper itself varies by less than
    # half of it after closing.
    darker: int = 11
    # Steps from pixel to pixel (at SEEK_DPI) that end a tone; a shadow fades more slowly.
    step: int = 9
    least_width: float = 0.12
    least_height: float = 0.09
    # Narrower than this, a fill covers a short word and is about square; what is taller is
    # the shadow of an edge of paper.
    strip: float = 0.22
    straight: float = 0.8
    # Of its hull letters at its edges leave this share.
    notched: float = 0.85
    lean: float = 5.0  # degrees
    filled: float = 0.45
    # Standard deviation within a tone.
    even: float = 7.0
    # Share of the surroundings that must be paper, or another tone, by `darker`.
    edged: float = 0.7
    # A label in a fill is no wider than this; and so far up and down a fill is followed. What
    # goes on farther is a ring, a letter or a head with large letters in it.
    beyond: float = 1.0
    follow: float = 0.2
    # Share of a fill's surroundings that may be of its tone.
    goes_on: float = 0.2
    # Share of the surroundings that must be paper, or one even tone as of a shaded cell: a
    # piece of a photograph has neither.
    on_paper: float = 0.5
    shaded: float = 0.7
    all_shaded: float = 0.9
    edge: float = 0.06


DEFAULT_LIMITS = ToneLimits()


@dataclass(frozen=True, slots=True)
class Tone:
    """An even piece of the page at SEEK_DPI, on paper or `shaded` ground, and how dark both are."""

    box: Box
    inside: float
    outside: float
    shaded: bool


def find_tones(
    page: Image, dark: Image, small: Image, *, dpi: int, limits: ToneLimits = DEFAULT_LIMITS
) -> list[Redaction]:
    """Grey and coloured redactions on a page (h, w), 0 is black, or (h, w, 3).

    dark    the darkest channel of the page
    small   the same at SEEK_DPI
    """
    screened = is_bilevel(dark)
    # Looking for dots takes longer than all else here, and makes nothing darker.
    if screened and not np.any(_without_type(blurred(small), limits) < 255 - limits.darker):
        return []
    ground = _without_type(tone_of_dots(small, dark, limits.changes) if screened else small, limits)
    paper = float(np.percentile(ground, 85))
    if not np.any(ground < paper - limits.darker):
        return []
    shaded = _without_type(np.asarray(cv2.blur(small, (9, 9))), limits) if screened else ground
    border = _border(shaded, limits)
    scale = ground.shape[1] / dark.shape[1]
    found = []
    for tone in _tones(ground, paper, border, dpi * scale, limits):
        contour = _exact(tone, dark, scale, dpi, limits, screened=screened)
        if contour is None or _is_a_strip(box := box_of(contour), dpi, limits):
            continue
        if leans_on_the_edge(box, dark.shape, limits.edge * dpi):
            continue
        # Dots of a 1-bit screen are always paint.
        own = 1.0 if screened else share_of_one_tone(dark, contour, dpi)
        if own < FILL_LIMITS.own_labelled:
            continue
        held = contents_of_fill(page, contour, dpi)
        kind = kind_of_fill(page, contour)
        # What is black is ink, and other rules tell whether that is a redaction.
        if held is not Contents.TEXT and kind is not Kind.BLACK:
            certainty = 0.9 if held is Contents.NOTHING else 0.8
            if own < FILL_LIMITS.own or held is Contents.LABELS:
                certainty = DOUBTED
            found.append(region(kind, contour, dpi=dpi, certainty=certainty))
    return found if screened else joined_at_labels(found, dark, dpi)


def darkest(page: Image) -> Image:
    """The darkest channel of each pixel: a fill of any hue is darker than paper in it."""
    if page.ndim == 2:
        return page
    red, green, blue = cv2.split(page)
    return np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)


def _without_type(tone: Image, limits: ToneLimits) -> Image:
    """A page at SEEK_DPI without its type and rules."""
    side = round(limits.solid * SEEK_DPI) | 1
    return np.asarray(cv2.morphologyEx(tone, cv2.MORPH_CLOSE, np.ones((side, side))), np.uint8)


def _tones(
    ground: Image, paper: float, border: NDArray[np.bool_], dpi: float, limits: ToneLimits
) -> list[Tone]:
    """Even, straight-edged pieces of the ground that are darker than what is around them."""
    steps = cv2.morphologyEx(ground, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    even = (ground < paper - limits.darker) & (np.asarray(steps) < limits.step) & ~border
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        even.astype(np.uint8), connectivity=4
    )
    found = []
    for piece in range(1, count):
        left, top, width, height, area = stats[piece].tolist()
        # The step itself, a pixel or two, is not in the piece.
        wide, high = width + 3, height + 3
        if wide < limits.least_width * dpi or high < limits.least_height * dpi:
            continue
        if area < limits.filled * width * height:
            continue
        box = Box(left, top, left + width, top + height)
        window = labels[top : top + height, left : left + width]
        mask = np.where(window == piece, np.uint8(255), np.uint8(0))
        if tone := _tone(mask, box, ground, paper, limits):
            found.append(tone)
    return found


def _border(ground: Image, limits: ToneLimits) -> NDArray[np.bool_]:
    """What is dark and hangs together with the page's edge: a scanner's border."""
    shaded = ground < float(np.percentile(ground, 85)) - limits.darker
    _, labels = cv2.connectedComponents(shaded.astype(np.uint8), connectivity=8)
    rim = max(1, round(limits.edge * SEEK_DPI))
    edges = (labels[:rim], labels[-rim:], labels[:, :rim], labels[:, -rim:])
    borders = np.unique(np.concatenate([edge.ravel() for edge in edges]))
    return np.asarray(shaded & np.isin(labels, borders))


def _tone(mask: Image, box: Box, ground: Image, paper: float, limits: ToneLimits) -> Tone | None:
    """What a piece is as a tone; None when it is uneven or has no sharp edge."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    contour = max(contours, key=len)
    if not _is_straight(contour, limits):
        return None
    inner = ground[box.top : box.bottom, box.left : box.right][mask > 0]
    if float(np.std(inner)) > limits.even:
        return None
    ring = ring_about(contour + np.array([box.left, box.top]), 3, 4, ground.shape)
    outer = ground[ring].astype(np.float64)
    inside = float(np.median(inner))
    lightest = _lightest(ground, ring)
    apart = np.abs(lightest - inside) >= limits.darker
    if not apart.size or float(np.mean(apart)) < limits.edged:
        return None
    light = paper - 2 * limits.darker
    on_paper = float(np.mean(outer > light)) >= limits.on_paper
    if not on_paper and not _is_shaded(outer, lightest, limits):
        return None
    # Of paper on one side and a shaded cell on the others it is the cell that a fill ends at.
    outside = float(np.percentile(lightest[apart], 25))
    if outside > light:
        outside = float(np.median(lightest[apart]))
    return Tone(box, inside, outside, shaded=outside <= light) if outside > inside else None


def _is_shaded(
    outer: NDArray[np.float64], lightest: NDArray[np.float64], limits: ToneLimits
) -> bool:
    """Whether what is around a piece is one even tone, if only in a hair between two fills."""
    shares = [
        float(np.mean(np.abs(tones - np.median(tones)) < limits.darker))
        for tones in (outer, lightest)
    ]
    return shares[0] >= limits.shaded or shares[1] >= limits.all_shaded


def _is_straight(contour: cv2.typing.MatLike, limits: ToneLimits) -> bool:
    """Whether a piece has straight edges, or has but for the letters that notch them."""
    if straightness(contour, SEEK_DPI, limits.lean) >= limits.straight:
        return True
    hull = cv2.convexHull(contour)
    whole = cv2.contourArea(contour) >= limits.notched * cv2.contourArea(hull)
    return whole and straightness(hull, SEEK_DPI, limits.lean) >= limits.straight


def _lightest(
    ground: Image, ring: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> NDArray[np.float64]:
    """The lightest of each pixel of a ring and those about it, for there may be no more than
    a hair of paper between a fill and that of the next line.
    """
    y, x = ring
    reach = range(-2, 3)
    high, wide = ground.shape
    about = [
        ground[np.clip(y + down, 0, high - 1), np.clip(x + across, 0, wide - 1)]
        for down in reach
        for across in reach
    ]
    return np.asarray(np.max(about, axis=0), np.float64)


def _exact(
    tone: Tone, dark: Image, scale: float, dpi: int, limits: ToneLimits, *, screened: bool
) -> cv2.typing.MatLike | None:
    """The contour of a tone on the page itself, half-way between inside and outside."""
    # A label may have parted the tone: the fill goes on beside it.
    wide, high = (round(reach * dpi * scale) for reach in (limits.beyond, limits.follow))
    left, top = (
        max(0, int((tone.box.left - wide) / scale)),
        max(0, int((tone.box.top - high) / scale)),
    )
    right, bottom = int((tone.box.right + wide) / scale), int((tone.box.bottom + high) / scale)
    window = dark[top:bottom, left:right]
    if screened and tone.inside > 40:
        reach = round(limits.screen * dpi) | 1
        window = np.asarray(cv2.blur(window, (reach, reach)), np.uint8)
    toned = np.where(window < (tone.inside + tone.outside) / 2, np.uint8(255), np.uint8(0))
    side = max(3, round(limits.solid / 2 * dpi)) | 1  # an even one moves what it opens
    toned = np.asarray(cv2.morphologyEx(toned, cv2.MORPH_OPEN, np.ones((side, side))), np.uint8)
    contours, _ = cv2.findContours(toned, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    middle = (tone.box.centre / scale - left, tone.box.middle / scale - top)
    own = max(contours, key=lambda contour: cv2.pointPolygonTest(contour, middle, True))
    if box_of(own).top <= 0 or box_of(own).bottom >= window.shape[0]:
        return None
    if not screened and _goes_on(own, window, tone, limits):
        return None
    contour = np.asarray(own + np.array([left, top]), np.int32)
    box = box_of(contour)
    large = box.width >= limits.least_width * dpi and box.height >= limits.least_height * dpi
    full = cv2.contourArea(contour) >= limits.filled * box.area
    return contour if large and full else None


def _goes_on(contour: cv2.typing.MatLike, window: Image, tone: Tone, limits: ToneLimits) -> bool:
    """Whether the tone of a fill is found beyond its contour, as beside large letters."""
    # What begins beyond a hair of paper is the fill of the next line.
    return all(
        _share_of_tone(window[ring_about(contour, *reach, window.shape)], tone) > limits.goes_on
        for reach in ((3, 5), (1, 2))
    )


def _share_of_tone(ring: Image, tone: Tone) -> float:
    # What is half-way to shaded ground is of its tone and not of the fill's.
    near = min(FILL_LIMITS.own_tone, tone.outside - tone.inside if tone.shaded else 255)
    own = np.abs(ring.astype(np.float64) - tone.inside) <= near / 2
    return float(np.mean(own)) if ring.size else 0.0


def _is_a_strip(box: Box, dpi: int, limits: ToneLimits) -> bool:
    return box.width < limits.strip * dpi and box.width < 0.8 * box.height
