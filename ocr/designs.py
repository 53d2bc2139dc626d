"""Which boxes are parts of a design, once what stands in all of them was read.

│ Name │ J. Wren │    a box of the size of two cells with words is another cell; what has
│ Pier │         │    the tone of two labelled boxes, and their height, is one of them
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ocr.certainties import CHARTED, DOUBTED
from ocr.company import DEFAULT_LIMITS, FILLS, is_sure
from ocr.frame import Image
from ocr.model import Box, Kind, Redaction
from ocr.sides import apart, tone_of

# So many cells with words in them make a row or a column of a form, and so many boxes with
# labels a house's style.
CELLS = 2
# What JPEG and a scanner's lamp make of one tone differs by less, of 255.
SAME_TONE = 20
# What holds words has the tone of what is plain within this: it was painted by one hand, and a
# lamp's light falls off by less between two pieces of one design.
OF_A_DESIGN = 8

# Captions of one design are as high but for this share, however a scan cuts them.
AS_HIGH = 0.75

Tone = tuple[float, ...]


def told_by_the_others(
    page: Image, kept: Sequence[Redaction], worded: Sequence[Redaction], dpi: int
) -> tuple[Redaction, ...]:
    """Redactions after their labels were read, without what is a part of the same design.

    worded   boxes in which words can be read: cells of a form, highlighted words

    A box as high as two of these and in line with them is another cell: one alone may be
    misread. If it is outlined and higher than a line, or as wide as well, it is so however sure
    it seems, unless outlined boxes have labels. A fill of the same tone is another piece of the
    same design, unless fills of that tone have labels. Where two boxes and more are labelled,
    unlabelled ones of another make are no redactions. None of the latter holds against a box
    that is sure. A doubtful box without a label stays when it has the tone of one that is not
    doubtful. What has the tone and the height of two with labels stays, words or not: its own
    label was misread. Of a black bar a label that nobody could read says nothing. A fill that a
    phrase without a number labels ("Personal data") may be a caption among others, when two, and
    as many as have a phrase, are of its tone and hold words, or labels that were misread: it is
    doubted.
    """
    tones = {id(r): _tone(page, r.box) for r in (*kept, *worded) if r.kind in FILLS}
    labelled = tuple(r for r in kept if r.label)
    others = _Others(labelled, tuple(worded), tones, DEFAULT_LIMITS.alike * dpi)
    misread = [r for r in worded if r.certainty > DOUBTED and others.is_misread(r)]
    captions = [r for r in kept if others.is_a_caption(r)]
    kept = [r for r in kept if not any(r is caption for caption in captions)]
    believed = [r for r in kept if r.label or r.certainty > DOUBTED]
    high = DEFAULT_LIMITS.cell * dpi
    stay = [
        r
        for r in kept
        if not others.is_design(r, high)
        and (r in believed or (r.certainty > CHARTED and others.in_tone(r, believed)))
    ]
    return (*stay, *(replace(r, certainty=DOUBTED) for r in captions), *misread)


@dataclass(frozen=True)
class _Others:
    """What a box is compared with; `near` in pixels."""

    labelled: Sequence[Redaction]
    worded: Sequence[Redaction]
    tones: Mapping[int, Tone]
    near: float

    def in_tone(
        self, one: Redaction, others: Sequence[Redaction], within: float = SAME_TONE
    ) -> bool:
        fills = [o for o in others if o.kind in FILLS]
        return one.kind in FILLS and any(
            apart(self.tones[id(one)], self.tones[id(o)]) <= within for o in fills
        )

    def is_misread(self, one: Redaction) -> bool:
        alike = [r for r in self.labelled if abs(r.box.height - one.box.height) <= self.near]
        return len([r for r in alike if self.in_tone(one, [r])]) >= CELLS

    def is_a_caption(self, one: Redaction) -> bool:
        if one.kind not in FILLS or not _is_a_phrase(one):
            return False
        alike = [r for r in self.labelled if _is_a_phrase(r) and self.in_tone(one, [r])]
        captions = [o for o in self.worded if self.in_tone(one, [o]) and _is_as_high(one, o)]
        return len(captions) >= max(CELLS, len(alike))

    def is_design(self, one: Redaction, high: float) -> bool:
        if one.label or one.kind not in (*FILLS, Kind.OUTLINED):
            return False
        alike = {r.kind for r in self.labelled}
        if one.kind is Kind.OUTLINED and one.kind not in alike and self._is_a_cell(one, high):
            return True
        if is_sure(one):
            return False
        if len(self._beside(one)) >= CELLS:
            return True
        if self.in_tone(one, self.labelled) or (one.kind is Kind.OUTLINED and one.kind in alike):
            return False
        return len(self.labelled) > 1 or self.in_tone(one, self.worded, OF_A_DESIGN)

    def _is_a_cell(self, one: Redaction, high: float) -> bool:
        beside = self._beside(one)
        if one.box.height < high:
            beside = [o for o in beside if abs(one.box.width - o.box.width) <= self.near]
        return len(beside) >= CELLS

    def _beside(self, one: Redaction) -> list[Redaction]:
        """Boxes with words of the make and the height of one, and in line with it."""
        own = [o for o in self.worded if o.kind is one.kind]
        return [o for o in own if _in_line(one.box, o.box, self.near)]


def _is_a_phrase(one: Redaction) -> bool:
    """Whether words label a redaction, and no code: those have a number."""
    said = " ".join(word.text for word in one.label)
    return bool(said) and not any(character.isdigit() for character in said)


def _is_as_high(one: Redaction, other: Redaction) -> bool:
    low, high = sorted((one.box.height, other.box.height))
    return low >= AS_HIGH * high


def _in_line(one: Box, other: Box, near: float) -> bool:
    aligned = abs(one.left - other.left) <= near or abs(one.top - other.top) <= near
    return abs(one.height - other.height) <= near and aligned


def _tone(page: Image, box: Box) -> Tone:
    """The usual tone of a box; a ninth of its pixels tell it as well."""
    return tone_of(page[max(box.top, 0) : box.bottom : 3, max(box.left, 0) : box.right : 3])
