"""Labels printed inside redactions, and nothing else that may be seen there.

    █████████████        the marks of a label stand free inside the fill: letters of
    ███ (b)(6) ██        one height in a row or two, lighter or darker than the fill,
    █████████████        none touching the edge

Empty boxes are told from labelled ones by these marks and cost no reading. What is
read is compared with the exemption vocabulary and thrown away unless all of it is a
label (`ocr.exemptions`); what is kept is put together from the vocabulary. Hidden
words are never kept and never logged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr import exemptions
from ocr.company import SURE, is_sure, told_by_the_others
from ocr.crops import Crop, read_crops
from ocr.frame import Image
from ocr.image import is_bilevel
from ocr.model import Box, Kind, Redaction, Word
from ocr.readers import CropReader


@dataclass(frozen=True, slots=True)
class Limits:
    """What the marks of a label look like; lengths in inches, tones 0-255.

    shortest, tallest  letters: capitals of 7-point type and of 18-point type
    widest             letter or run of touching ones
    stop               full stop of 7-point type
    screen             blur that makes a tone of the dots a 1-bit scan has for it
    notched            most that the hull of an outline has over the outline itself, when
                       only letters have cut into it
    contrast           least difference of a label's tone from the fill; the dirt of a
                       JPEG stays below 15, the palest labels are at 40
    apart              between letters of one row, in heights of a letter: across a full
                       stop of a typewriter's pitch, or a word space
    below              between rows, in heights of a letter
    letters            of one label; "Outside the scope of the request" has 28
    labels             in one redaction; what has more is a page of text
    number             digits of a record number in a stamp; codes have fewer
    word, legible      letters of a word, and the confidence (0-1) with which it is read:
                       specks and strokes come out as fewer letters or in doubt
    phrase, surely     the same of several words together
    """

    shortest: float = 0.045
    tallest: float = 0.19
    widest: float = 0.8
    stop: float = 0.009
    screen: float = 0.008
    notched: float = 1.15
    contrast: int = 36
    apart: float = 2.5
    below: float = 1.0
    letters: int = 40
    labels: int = 8
    word: int = 4
    number: int = 6
    legible: float = 0.5
    phrase: int = 6
    surely: float = 0.9


LIMITS = Limits()


def read_labels(
    page: Image,
    redactions: Sequence[Redaction],
    reader: CropReader,
    *,
    dpi: int,
) -> tuple[Redaction, ...]:
    """The redactions, each with the labels printed inside it, without what is none.

    page   (height, width) or (height, width, 3) uint8, 0 black, redactions uncovered

    A box with words in it that anyone can read hides nothing: it is a label on a map, a
    masthead, a highlighter, the cell of a form. Its words are not kept either.

    Raises what the reader raises.
    """
    found = [find_label_marks(page, redaction, dpi=dpi) for redaction in redactions]
    crops = [crop for own in found for crop in own]
    readings = iter(_accepted(crops, reader))
    kept: list[Redaction] = []
    worded: list[Redaction] = []
    for redaction, own in zip(redactions, found, strict=True):
        read = [next(readings) for _ in own]
        label = tuple(reading.label for reading in read if reading.label)
        if label:
            kept.append(replace(redaction, label=label, certainty=max(redaction.certainty, SURE)))
        elif any(reading.worded for reading in read) and not is_sure(redaction):
            worded.append(redaction)
        else:
            kept.append(redaction)
    return told_by_the_others(page, kept, worded, dpi)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of a crop: a label, or none and whether words could be read in it."""

    label: Word | None = None
    exact: bool = False
    worded: bool = False


def _accepted(crops: Sequence[Crop], reader: CropReader) -> list[_Reading]:
    """What came of each crop, from one reading or, of what was no label yet, two."""
    readings = [_Reading() for _ in crops]
    for treat in (_as_it_is, _smoothed):
        doubtful = [n for n, reading in enumerate(readings) if not reading.exact]
        seen = [replace(crops[n], image=treat(crops[n].image)) for n in doubtful]
        read = read_crops(seen, reader)
        for n, words in zip(doubtful, read, strict=True):
            readings[n] = _better(readings[n], _reading(words, crops[n]))
    return readings


def _as_it_is(image: Image) -> Image:
    return image


def _smoothed(image: Image) -> Image:
    """Without the crumbs of the scanner that touch a letter."""
    return np.asarray(cv2.medianBlur(image, 3), np.uint8)


def _better(first: _Reading, second: _Reading) -> _Reading:
    """Read as printed beats mended, and the first mended beats the later."""
    best = second if second.label and (second.exact or not first.label) else first
    return replace(best, worded=first.worded or second.worded)


def _reading(words: Sequence[Word], crop: Crop) -> _Reading:
    codes = exemptions.read(" ".join(word.text for word in words), inside=True)
    if not codes:
        return _Reading(worded=any(map(_is_a_word, words)) or _is_text(words))
    confidence = sum(word.confidence for word in words) / len(words)
    said = " ".join(code.printed for code in codes)
    label = Word(said, crop.box, confidence, words[0].reader)
    return _Reading(label, all(code.exact for code in codes))


def _is_a_word(word: Word) -> bool:
    """Whether a word or a number was read that no speck and no code looks like."""
    letters = sum(character.isalpha() for character in word.text)
    digits = sum(character.isdigit() for character in word.text)
    long = letters >= LIMITS.word or digits >= LIMITS.number
    return long and word.confidence >= LIMITS.legible


def _is_text(words: Sequence[Word]) -> bool:
    """Whether words were read that are short or in pieces, and surely so."""
    sure = [word.text for word in words if word.confidence >= LIMITS.surely]
    letters = sum(character.isalpha() for text in sure for character in text)
    return letters >= LIMITS.phrase or (
        len(sure) == len(words) > 0 and all(t.isalpha() and len(t) > 1 for t in sure)
    )


def find_label_marks(page: Image, redaction: Redaction, *, dpi: int) -> tuple[Crop, ...]:
    """Pieces of a redaction whose marks stand as those of a label do, top to bottom."""
    box = _on_the_page(redaction.box, page)
    # Through felt-tip letters may show that are no label.
    if box is None or redaction.kind is Kind.MARKER:
        return ()
    inside = _interior(redaction, box)
    window = page[box.top : box.bottom, box.left : box.right]
    if redaction.kind in (Kind.GREY, Kind.COLOURED) and is_bilevel(window):
        window = cv2.GaussianBlur(window, (0, 0), LIMITS.screen * dpi).astype(np.uint8)
    strength = _strength(window, inside)
    for strongest in _tones(strength):
        letters, ink = _letters(strength, inside, strongest, dpi)
        if letters:
            break
    else:
        return ()
    labels = _gathered(letters)
    if len(labels) > LIMITS.labels:
        return ()
    return tuple(_crop(ink, label, box) for label in labels if 2 <= len(label) <= LIMITS.letters)


def _on_the_page(box: Box, page: Image) -> Box | None:
    height, width = page.shape[:2]
    left, top = max(box.left, 0), max(box.top, 0)
    right, bottom = min(box.right, width), min(box.bottom, height)
    return Box(left, top, right, bottom) if right > left and bottom > top else None


def _interior(redaction: Redaction, box: Box) -> Image:
    """255 inside the redaction's outline, without its outermost pixels."""
    inside = np.zeros((box.height, box.width), np.uint8)
    points = (np.array(redaction.outline, np.int32) - (box.left, box.top)).astype(np.int32)
    hull = cv2.convexHull(points)
    # A label near the edge can notch the outline as it was found; a step is no notch.
    notched = len(redaction.bands) == 1 or (
        cv2.contourArea(hull) <= LIMITS.notched * cv2.contourArea(points)
    )
    cv2.fillPoly(inside, [hull if notched else points], 255)
    inside[0, :] = inside[-1, :] = inside[:, 0] = inside[:, -1] = 0
    return np.asarray(cv2.erode(inside, np.ones((3, 3), np.uint8)), np.uint8)


def _strength(window: Image, inside: Image) -> Image:
    """How much each pixel differs from the fill (0-255); 0 outside the redaction."""
    held = window[inside > 0]
    if not len(held):
        return np.zeros_like(inside)
    # Of a large box every 16th pixel tells its fill as well as all.
    fill = np.median(held[:: max(1, len(held) // 20_000)], axis=0).astype(np.uint8)
    apart = cv2.absdiff(window, np.full_like(window, fill))
    if apart.ndim == 3:
        apart = np.maximum.reduce(cv2.split(apart))
    return np.where(inside > 0, apart, np.uint8(0)).astype(np.uint8)


def _tones(strength: Image) -> Iterator[int]:
    """How strong a label may be at most: as the strongest thing there, then half of it.

    The strongest may be the paper along the edge, while the label is pale.
    """
    strongest = int(cv2.blur(strength, (2, 2)).max())
    while strongest >= LIMITS.contrast:
        yield strongest
        strongest //= 2


def _letters(strength: Image, inside: Image, strongest: int, dpi: int) -> tuple[list[Box], Image]:
    """Boxes of marks of the size of letters, and the ink (0-255) of all that is no dirt.

    Ink that touches the edge belongs to it, and what is smaller than a full stop of the
    smallest type is a crumb of the scanner.
    """
    marks = np.where(strength >= strongest // 2, np.uint8(255), np.uint8(0))
    _, parts, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    rim = cv2.morphologyEx(inside, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    free = np.max(stats[:, 2:4], axis=1) >= LIMITS.stop * dpi
    free[parts[rim]] = False
    free[0] = True  # the soft edges of letters belong to no mark
    letters = [
        Box(int(left), int(top), int(left + width), int(top + height))
        for (left, top, width, height, _area), alone in zip(stats[1:], free[1:], strict=True)
        if alone
        and LIMITS.shortest * dpi <= height <= LIMITS.tallest * dpi
        and width <= LIMITS.widest * dpi
    ]
    stretched = np.minimum(strength.astype(np.float32) * (255 / strongest), 255).astype(np.uint8)
    return letters, np.where(free[parts], stretched, np.uint8(0))


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
