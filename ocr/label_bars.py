"""Bars that their own white label breaks into pieces.

    ████ persoonsgegevens ████      the ends are solid; over and under the letters a rim of
    ████ 10.2.e           ████      ink goes on, and the letters have the size of a label's

So does half a TELEGRAM masthead look. That is why such a bar is doubted until its label is
read (`ocr.labels`), unless a piece of it was a bar by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2

from ocr.bar_surroundings import DEFAULT_LIMITS as BAR_LIMITS
from ocr.certainties import DOUBTED, LETTERED
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.regions import box_of, contour_around, leans_on_the_edge, region


@dataclass(frozen=True, slots=True)
class LabelBarLimits:
    """What parts a bar and is a label; lengths in inches.

    end     a solid end is at least as wide
    gap     a label is no wider: "persoonlijke beleidsopvattingen" in 11 points
    level   by which the tops of the pieces, and their feet, may differ; and of what is between
            their middles so much more, as a page is fed in half a degree off
    rim     over and under the letters, all along
    whole_rim, inked   share that is ink of one rim, which no letter touches; and of the
            other, where brackets and the feet of letters do, and of all between the ends
    whole   share of a joined bar that lies in one that was found whole
    """

    end: float = 0.08
    gap: float = 2.6
    level: float = 0.012
    lean: float = 0.009
    rim: float = 0.01
    whole_rim: float = 0.97
    inked: float = 0.35
    whole: float = 0.8


DEFAULT_LIMITS = LabelBarLimits()


def with_label_bars(
    found: Sequence[Redaction],
    ink: Image,
    solid: Image,
    *,
    dpi: int,
    limits: LabelBarLimits = DEFAULT_LIMITS,
) -> list[Redaction]:
    """Bars, those among them that are pieces of one with a label joined.

    found   bars by themselves
    ink     (height, width) uint8, 255 where there is ink
    solid   the same, only what no stroke of type is thick enough for
    """
    bars = list(found)
    for box in _joined(list(_ends(solid, dpi, limits)), ink, dpi, limits):
        whole = any(box.area_shared(bar.box) / box.area > limits.whole for bar in bars)
        if whole or leans_on_the_edge(box, ink.shape, BAR_LIMITS.edge * dpi):
            continue
        pieces = [bar for bar in bars if box.holds_middle_of(bar.box)]
        certainty = min((piece.certainty for piece in pieces), default=DOUBTED)
        joined = region(
            Kind.BLACK, contour_around(box), dpi=dpi, certainty=min(certainty, LETTERED)
        )
        bars = [joined, *(bar for bar in bars if bar not in pieces)]
    return bars


def _ends(solid: Image, dpi: int, limits: LabelBarLimits) -> Iterator[Box]:
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        box = box_of(contour)
        high = BAR_LIMITS.least_height * dpi <= box.height <= 3 * BAR_LIMITS.label_height * dpi
        if high and box.width >= limits.end * dpi:
            yield box


def _joined(ends: list[Box], ink: Image, dpi: int, limits: LabelBarLimits) -> list[Box]:
    """Ends on one level with nothing but a label between them, each row as one box."""
    joined: list[Box] = []
    for end in sorted(ends, key=lambda box: box.left):
        before = next((b for b in joined if _is_broken(b, end, ink, dpi, limits)), None)
        if before:
            joined.remove(before)
        joined.append(Box.around([before, end]) if before else end)
    return [box for box in joined if box not in ends]


def _is_broken(left: Box, right: Box, ink: Image, dpi: int, limits: LabelBarLimits) -> bool:
    near = max(1, round(limits.level * dpi + limits.lean * (right.centre - left.centre)))
    if not 0 < right.left - left.right <= limits.gap * dpi:
        return False
    if abs(left.top - right.top) > near or abs(left.bottom - right.bottom) > near:
        return False
    top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
    between = ink[top:bottom, left.right : right.left] > 0
    rim = max(1, round(limits.rim * dpi))
    rims = (between[:rim].mean(), between[-rim:].mean())
    return bool(
        max(rims) >= limits.whole_rim
        and min(rims) >= limits.inked
        and between.mean() >= limits.inked
    )
