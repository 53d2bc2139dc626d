"""Labels printed inside redactions, and nothing else that may be seen there.

Empty boxes are told from labelled ones by these marks and cost no reading. What is
read is compared with the exemption vocabulary and thrown away unless all of it is a
label (`ocr.exemptions`); what is kept is put together from the vocabulary. Hidden
words are never kept and never logged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr import exemptions
from ocr.calibration import calibrated
from ocr.certainties import SURE
from ocr.claims import DOUBLE
from ocr.company import is_sure
from ocr.crops import Crop, read_crops
from ocr.designs import told_by_the_others
from ocr.frame import Image
from ocr.label_ends import with_its_ends
from ocr.label_marks import find_label_marks
from ocr.legible import LIMITS as LEGIBLE
from ocr.legible import is_legible, is_varied
from ocr.model import Kind, Redaction, Word
from ocr.readers import CropReader
from ocr.regions import contour_of
from ocr.repeats import first_of_many
from ocr.turned_labels import DOWN, UP, find_turned_marks, is_upright


@dataclass(frozen=True, slots=True)
class Limits:
    """Of stepped bars, inches.

    step     by which their lines begin or end apart
    notch    so far their steps cut into them: less than a line is high, and more than white
             letters do that touch an edge
    """

    step: float = 0.3
    notch: float = 0.095


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of a crop: a label, or none and whether words could be read in it.

    varied   whether they were read surely, and do not say the same again and again
    """

    label: Word | None = None
    exact: bool = False
    worded: bool = False
    varied: bool = False


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
    redactions, found = _with_lost_ends(
        page, redactions, _read_inside(page, redactions, reader, dpi), reader, dpi
    )
    found = _with_turned_labels(page, redactions, found, reader, dpi)
    kept: list[Redaction] = []
    worded: list[Redaction] = []
    for redaction, read in zip(redactions, found, strict=True):
        label = _labels(read)
        words = sum(reading.worded and not reading.label for reading in read)
        # In a table's row that is shaded a code may stand among other entries, which are more.
        if label and (is_sure(redaction) or len(label) >= words):
            kept.append(_labelled(redaction, label))
        elif words and not (is_sure(redaction) or _is_stepped(redaction, dpi)):
            worded.append(redaction)
        else:
            kept.append(redaction)
    told = calibrated(told_by_the_others(page, kept, worded, dpi))
    return tuple(sorted(told, key=lambda r: (r.box.top, r.box.left)))


def _read_inside(
    page: Image, redactions: Sequence[Redaction], reader: CropReader, dpi: int
) -> list[list[_Reading]]:
    """What came of the marks in each redaction."""
    marks = [find_label_marks(page, redaction, dpi=dpi) for redaction in redactions]
    return _read_of_each(redactions, marks, reader, dpi)


def _read_of_each(
    redactions: Sequence[Redaction], marks: Sequence[Sequence[Crop]], reader: CropReader, dpi: int
) -> list[list[_Reading]]:
    """What came of the marks that were cut out of each redaction, all read at once."""
    readings = iter(_accepted([crop for own in marks for crop in own], reader, dpi))
    return [
        [_in(redaction, next(readings)) for _ in own]
        for redaction, own in zip(redactions, marks, strict=True)
    ]


def _in(redaction: Redaction, reading: _Reading) -> _Reading:
    """A reading in a redaction of some kind: in felt-tip only what is a label for sure is one.

    What shows through it says nothing against it.
    """
    if redaction.kind is not Kind.MARKER:
        return reading
    sure = reading.exact and reading.label and reading.label.confidence >= LEGIBLE.surely
    return reading if sure else _Reading()


def _with_turned_labels(
    page: Image,
    redactions: Sequence[Redaction],
    read: Sequence[list[_Reading]],
    reader: CropReader,
    dpi: int,
) -> list[list[_Reading]]:
    """What came of redactions, where a label runs up or down them: of that label alone."""
    found = list(read)
    for quarters in (UP, DOWN):
        bare = [n for n, r in enumerate(redactions) if is_upright(r) and not _labels(found[n])]
        own = [redactions[n] for n in bare]
        marks = [find_turned_marks(page, each, quarters, dpi=dpi) for each in own]
        for n, turned in zip(bare, _read_of_each(own, marks, reader, dpi), strict=True):
            # Lying type reads as anything; what is no code to the letter says nothing.
            if label := [reading for reading in turned if reading.label and reading.exact]:
                found[n] = label
    return found


def _labels(read: Sequence[_Reading]) -> tuple[Word, ...]:
    return tuple(reading.label for reading in read if reading.label)


def _labelled(redaction: Redaction, label: tuple[Word, ...]) -> Redaction:
    """A redaction that says itself what it is. Nobody prints a label on felt-tip."""
    kind = Kind.BLACK if redaction.kind is Kind.MARKER else redaction.kind
    return replace(redaction, kind=kind, label=label, certainty=max(redaction.certainty, SURE))


def _with_lost_ends(
    page: Image,
    redactions: Sequence[Redaction],
    read: Sequence[list[_Reading]],
    reader: CropReader,
    dpi: int,
) -> tuple[list[Redaction], list[list[_Reading]]]:
    """Fills that go on about a label, as far as they go, in place of what was found of them."""
    bare = [r for r, own in zip(redactions, read, strict=True) if not _labels(own)]
    whole = {id(r): grown for r in bare if (grown := with_its_ends(r, page, dpi=dpi))}
    again = dict(zip(whole, _read_inside(page, list(whole.values()), reader, dpi), strict=True))
    kept: list[tuple[Redaction, list[_Reading]]] = []
    for n, own in again.items():
        if _labels(own) and not _is_a_piece(whole[n], kept):
            kept.append((whole[n], own))
    gained = tuple(kept)
    for redaction, own in zip(redactions, read, strict=True):
        if _labels(own) or not _is_a_piece(redaction, gained):
            kept.append((redaction, own))
    return [r for r, _ in kept], [own for _, own in kept]


def _is_a_piece(redaction: Redaction, whole: Sequence[tuple[Redaction, list[_Reading]]]) -> bool:
    """Whether a redaction is a piece of one of those that are whole now, and of its make."""
    alike = [other.box for other, _ in whole if other.kind is redaction.kind]
    return any(redaction.box.shared_of_smaller(box) > DOUBLE for box in alike)


def _is_stepped(redaction: Redaction, dpi: int) -> bool:
    """Whether ink covers lines from somewhere to somewhere, as no head and no masthead does.

    Words in the corner of such a box are those that were left.
    """
    edges = [(band.left, band.right) for band in redaction.bands]
    steps = (max(side) - min(side) for side in zip(*edges, strict=True))
    inked = redaction.kind in (Kind.BLACK, Kind.HATCHED)
    has_steps = inked and max(steps) > LIMITS.step * dpi
    return has_steps and _deepest_notch(redaction) > LIMITS.notch * dpi


def _deepest_notch(redaction: Redaction) -> float:
    """How far a corner of the outline lies inside the tilted rectangle about it, pixels.

    The ends of a long bar on a tilted page step from row to row as well, but have no notch.
    """
    contour = contour_of(redaction.outline)
    about = cv2.boxPoints(cv2.minAreaRect(contour))
    return max(
        cv2.pointPolygonTest(about, (float(x), float(y)), True) for x, y in redaction.outline
    )


def _accepted(crops: Sequence[Crop], reader: CropReader, dpi: int) -> list[_Reading]:
    """What came of each crop, from one reading or, of what was no label yet, two.

    Of a row that looks as if it said the same again and again the first label is read by itself;
    whatever is read, such a row is a label and no text, unless something else was read surely:
    S-E-C-R-E-T looks like it, for its hyphens.
    """
    readings = [_Reading() for _ in crops]
    for treat in (_as_it_is, _smoothed):
        doubtful = [n for n, reading in enumerate(readings) if not reading.exact]
        seen = [replace(crops[n], image=treat(crops[n].image)) for n in doubtful]
        _read_again(readings, doubtful, seen, reader)
    unread = {n: crops[n] for n, reading in enumerate(readings) if not reading.label}
    first = {n: one for n, crop in unread.items() if (one := first_of_many(crop, dpi))}
    # A label by itself cannot say the same again.
    varied = {n: readings[n].varied for n in first}
    _read_again(readings, list(first), list(first.values()), reader)
    for n, is_text in varied.items():
        readings[n] = replace(readings[n], worded=is_text)
    return readings


def _read_again(
    readings: list[_Reading], which: Sequence[int], crops: Sequence[Crop], reader: CropReader
) -> None:
    """Put the better of what was read and is read now in the place of `which` readings."""
    for n, crop, words in zip(which, crops, read_crops(crops, reader), strict=True):
        readings[n] = _better(readings[n], _reading(words, crop))


def _as_it_is(image: Image) -> Image:
    return image


def _smoothed(image: Image) -> Image:
    """Without the crumbs of the scanner that touch a letter."""
    return np.asarray(cv2.medianBlur(image, 3), np.uint8)


def _better(first: _Reading, second: _Reading) -> _Reading:
    """Read as printed beats mended, and the first mended beats the later."""
    best = second if second.label and (second.exact or not first.label) else first
    worded, varied = first.worded or second.worded, first.varied or second.varied
    return replace(best, worded=worded, varied=varied)


def _reading(words: Sequence[Word], crop: Crop) -> _Reading:
    codes = exemptions.read(" ".join(word.text for word in words), inside=True)
    if not codes:
        return _Reading(worded=is_legible(words), varied=is_varied(words))
    confidence = sum(word.confidence for word in words) / len(words)
    said = " ".join(code.printed for code in codes)
    label = Word(said, crop.box, confidence, words[0].reader)
    return _Reading(label, all(code.exact for code in codes))
