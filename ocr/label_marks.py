"""The marks of a label inside a redaction, before anything is read.

█████████████        the marks of a label stand free inside the fill: letters of
███ (b)(6) ██        one height in a row or two, lighter or darker than the fill,
█████████████        none touching the edge but a bracket or a descender among others
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.crops import Crop
from ocr.frame import Image
from ocr.image import is_bilevel
from ocr.interiors import apart_from, fill_of, interior, on_the_page
from ocr.model import Box, Kind, Redaction
from ocr.repeats import said_once


@dataclass(frozen=True, slots=True)
class Limits:
    """What the marks of a label look like; lengths in inches, tones 0-255.

    shortest, tallest  letters: capitals of 7-point type and of 18-point type
    stemless           share of the shortest that small letters among them have
    widest             letter or run of touching ones
    stop               full stop of 7-point type
    screen             blur that makes a tone of the dots a 1-bit scan has for it
    contrast           least difference of a label's tone from the fill; the dirt of a
                       JPEG stays below 15, the palest labels are at 40
    apart              between letters of one row, in heights of a letter: across a full
                       stop of a typewriter's pitch, or a word space
    below              between rows, in heights of a letter
    letters            of one label; "Outside the scope of the request" has 28
    labels             in one redaction; what has more is a page of text
    edge               that is cut off from a mark which touches the edge
    beside             letters that stand free beside such a mark, at least
    """

    shortest: float = 0.045
    stemless: float = 0.6
    tallest: float = 0.19
    widest: float = 0.8
    stop: float = 0.009
    screen: float = 0.008
    contrast: int = 36
    apart: float = 2.5
    below: float = 1.0
    letters: int = 40
    labels: int = 12
    edge: float = 0.008
    beside: int = 2


LIMITS = Limits()


def find_label_marks(page: Image, redaction: Redaction, *, dpi: int) -> tuple[Crop, ...]:
    """Pieces of a redaction whose marks stand as those of a label do, top to bottom."""
    box = on_the_page(redaction.box, page)
    if box is None:
        return ()
    window = page[box.top : box.bottom, box.left : box.right]
    inside = interior(redaction, box)
    if redaction.kind in (Kind.GREY, Kind.COLOURED) and is_bilevel(window):
        window = cv2.GaussianBlur(window, (0, 0), LIMITS.screen * dpi).astype(np.uint8)
    fill = fill_of(window, inside)
    if fill is None:
        return ()
    apart = apart_from(window, fill)
    if redaction.kind is Kind.MARKER:
        # Letters that show through felt-tip are darker than it, and no label.
        lighter = np.min(np.atleast_3d(window), axis=2) > fill.min()
        apart = np.where(lighter, apart, np.uint8(0)).astype(np.uint8)
    strength = np.where(inside > 0, apart, np.uint8(0)).astype(np.uint8)
    crossing = redaction.kind in (Kind.GREY, Kind.COLOURED)
    for strongest in _tones(strength):
        letters, ink = _letters(strength, inside, strongest, dpi, crossing=crossing)
        if letters:
            break
    else:
        return ()
    labels = [
        label
        for group in _gathered(letters)
        for label in ([group] if len(group) <= LIMITS.letters else said_once(group, ink, dpi))
    ]
    if len(labels) > LIMITS.labels:
        return ()
    return tuple(_crop(ink, label, box) for label in labels if 2 <= len(label) <= LIMITS.letters)


def _tones(strength: Image) -> Iterator[int]:
    """How strong a label may be at most: as the strongest thing there, then half of it.

    The strongest may be the paper along the edge, while the label is pale.
    """
    strongest = int(cv2.blur(strength, (2, 2)).max())
    while strongest >= LIMITS.contrast:
        yield strongest
        strongest //= 2


def _letters(
    strength: Image, inside: Image, strongest: int, dpi: int, *, crossing: bool
) -> tuple[list[Box], Image]:
    """Boxes of marks of the size of letters, and the ink (0-255) of all that is no dirt.

    Ink that touches the edge belongs to it, unless it stands among letters; and what is
    smaller than a full stop of the smallest type is a crumb of the scanner.

    crossing   whether all the letters may touch the edge, as of a highlighted word
    """
    marks = np.where(strength >= strongest // 2, np.uint8(255), np.uint8(0))
    _, parts, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    rim = cv2.morphologyEx(inside, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    free = np.max(stats[:, 2:4], axis=1) >= LIMITS.stop * dpi
    free[parts[rim]] = False
    alone = [box for box, is_free in zip(_boxes(stats), free[1:], strict=True) if is_free]
    letters = [box for box in alone if _is_a_letter(box, dpi)]
    letters += [box for box in alone if _is_a_small_letter(box, letters, dpi)]
    free[0] = True  # the soft edges of letters belong to no mark
    kept = free[parts]
    if crossing or len(letters) >= LIMITS.beside:
        at_the_edge, cut = _cut_letters(
            np.where(kept, np.uint8(0), marks), inside, letters, dpi, crossing
        )
        letters, kept = letters + at_the_edge, kept | cut
    stretched = np.minimum(strength.astype(np.float32) * (255 / strongest), 255).astype(np.uint8)
    return letters, np.where(kept, stretched, np.uint8(0))


def _boxes(stats: cv2.typing.MatLike) -> list[Box]:
    """The boxes of OpenCV's pieces, without the ground."""
    return [Box(x, y, x + wide, y + high) for x, y, wide, high, _ in stats[1:].tolist()]


def _is_a_letter(box: Box, dpi: int) -> bool:
    high = LIMITS.shortest * dpi <= box.height <= LIMITS.tallest * dpi
    return high and box.width <= LIMITS.widest * dpi


def _is_a_small_letter(box: Box, letters: Sequence[Box], dpi: int) -> bool:
    """Whether a mark is a letter without a stem, in a row with higher ones."""
    low = LIMITS.stemless * LIMITS.shortest * dpi <= box.height < LIMITS.shortest * dpi
    return low and any(_is_in_row(box, letter) for letter in letters)


def _cut_letters(
    marks: Image, inside: Image, letters: Sequence[Box], dpi: int, crossing: bool
) -> tuple[list[Box], NDArray[np.bool_]]:
    """Letters of a row that touch the edge over or under it, and their ink, cut off there.

    marks   255 where a mark touches the edge
    """
    side = 2 * max(1, round(LIMITS.edge * dpi)) + 1
    core = np.asarray(cv2.erode(inside, np.ones((side, side)), borderValue=(0,)), np.uint8)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(marks & core, connectivity=8)
    columns = np.flatnonzero(core.any(axis=0))
    if not columns.size:
        return [], np.zeros(marks.shape, bool)
    first, last = int(columns[0]), int(columns[-1])
    cut = {
        n: box
        for n, box in enumerate(_boxes(stats), start=1)
        if _is_a_letter(box, dpi) and first < box.left and box.right <= last
    }
    beside = [*letters, *cut.values()] if crossing else letters
    found = {
        n: box
        for n, box in cut.items()
        if sum(_is_in_row(box, b) for b in beside if b is not box) >= LIMITS.beside
    }
    own = np.isin(parts, list(found)).astype(np.uint8)
    # A g without its foot is an a: what was cut off below and above letters goes with them.
    whole = cv2.dilate(own, np.ones((side, 1), np.uint8))
    return list(found.values()), (whole > 0) & (marks > 0)


def _is_in_row(cut: Box, letter: Box) -> bool:
    """Whether a letter that lost its foot or head stands in one row with another."""
    alike = max(cut.height, letter.height) <= 2 * min(cut.height, letter.height)
    return alike and cut.rows_shared(letter) >= 0.6


def _gathered(letters: Sequence[Box]) -> list[list[Box]]:
    """Letters that stand together, in one row or in rows close below one another."""
    groups: list[list[Box]] = []
    for letter in sorted(letters, key=lambda box: (box.left, box.top)):
        near = [group for group in groups if any(_near(other, letter) for other in group)]
        joined = [letter, *(box for group in near for box in group)]
        groups = [*(group for group in groups if group not in near), joined]
    return sorted(groups, key=lambda group: (Box.around(group).top, Box.around(group).left))


def _near(a: Box, b: Box) -> bool:
    high = max(a.height, b.height)
    across = max(a.left, b.left) - min(a.right, b.right)
    down = max(a.top, b.top) - min(a.bottom, b.bottom)
    alike = high <= 2 * min(a.height, b.height)
    return alike and across <= LIMITS.apart * high and down <= LIMITS.below * high


def _crop(ink: Image, label: Sequence[Box], box: Box) -> Crop:
    """A label black on white, with a third of a letter around it."""
    around, capital = Box.around(label), float(np.median([letter.height for letter in label]))
    room = max(2, round(capital / 3))
    left, top = max(around.left - room, 0), max(around.top - room, 0)
    right, bottom = min(around.right + room, box.width), min(around.bottom + room, box.height)
    place = Box(box.left + left, box.top + top, box.left + right, box.top + bottom)
    return Crop(255 - ink[top:bottom, left:right], place, capital)
