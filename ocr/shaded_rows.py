"""Fills that are the rest of a shaded row in which a black bar stands.

░░░░░░░░░░░░░░░░░░    The shade goes on over the bar and under it, or at its other end. A
░ ██████ ░░ 17 ░░░    redaction beside another in a line of type ends where that begins, and
░░░░░░░░░░░░░░░░░░    is as high.

Such a fill is doubted: only a label that is read in it makes it a redaction.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.certainties import DOUBTED
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction

# A fill that ends at a bar is no farther from it; a scan blurs the edges of both so far.
ENDS = 0.04  # inches
BLURRED = 0.01  # inches
# A row is higher than the bar in it by this at least, on one side or on both together.
HIGHER = 0.03  # inches
# Beyond the bar the shade is seen on so much of the way, and is one tone within this.
SEEN = 0.1  # inches
VARIES = 12  # of 255


def with_shaded_rows_doubted(
    fills: Sequence[Redaction], bars: Sequence[Redaction], dark: Image, dpi: int
) -> list[Redaction]:
    """Fills, those that are the rest of a row with one of the black bars in it doubted.

    dark   the darkest channel of the page, (height, width) uint8
    """
    black = [bar.box for bar in bars if bar.kind is Kind.BLACK]
    return [
        replace(fill, certainty=min(fill.certainty, DOUBTED))
        if any(_goes_on(fill.box, bar, dark, dpi) for bar in black)
        else fill
        for fill in fills
    ]


def _goes_on(fill: Box, bar: Box, dark: Image, dpi: int) -> bool:
    """Whether a fill ends at a bar that is not as high, and its tone goes on around that."""
    beside = min(abs(fill.left - bar.right), abs(bar.left - fill.right)) <= ENDS * dpi
    if not beside or fill.rows_shared(bar) <= 0:
        return False
    if abs(fill.height - bar.height) < HIGHER * dpi:
        return False
    rim, far = max(1, round(BLURRED * dpi)), round(SEEN * dpi)
    rows, columns = slice(max(fill.top, 0), fill.bottom), slice(max(bar.left, 0), bar.right)
    over = dark[max(fill.top + rim, 0) : max(bar.top - rim, 0), columns]
    under = dark[bar.bottom + rim : max(fill.bottom - rim, 0), columns]
    if fill.left >= bar.left:
        end = dark[rows, max(bar.left - far, 0) : max(bar.left - rim, 0)]
    else:
        end = dark[rows, bar.right + rim : bar.right + far]
    tone = float(np.median(dark[rows, max(fill.left, 0) : fill.right]))
    around = [strip for strip in (over, under) if strip.size]
    return (bool(around) and all(_has_tone(strip, tone) for strip in around)) or (
        end.size > 0 and _has_tone(end, tone)
    )


def _has_tone(strip: Image, tone: float) -> bool:
    return abs(float(np.median(strip)) - tone) <= VARIES
