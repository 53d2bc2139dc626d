"""What people say a word is, in the place of what the readers saw.

Corrections go in before a release is cleaned, so that its paragraphs, fields and cables
follow. A correction names a place on the scan and the reading that it replaces, and finds
its word by the two: it survives a new conversion as long as the word stands there and is
still read so. One that finds none is left out and said to be, never dropped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cleanup.agreement import field_words
from cleanup.model import Placed, Row
from ocr.confidence import PERSON, PERSON_IS_RIGHT
from ocr.model import Box, Change, Line, Reading, Redaction, Word
from ocr.page import Page

# Boxes of one word in two conversions share more of their area, and those of two
# neighbouring words less.
SAME_PLACE = 0.5  # of the area that the two cover together, 0-1


@dataclass(frozen=True, slots=True)
class Correction:
    """One word put right by a person.

    page, dpi   the page's number, and the resolution that `box` is given at
    line, word  the line's id in the record they looked at, and the place in it, from 0
    box         of the word, on the page as rendered
    change      the reading replaced, the text in its place, who and when
    """

    page: int
    dpi: int
    line: str
    word: int
    box: Box
    change: Change


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A correction that found no word, and why."""

    correction: Correction
    why: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """Pages with corrections in them, and those left out."""

    pages: tuple[Page, ...]
    unapplied: tuple[Unapplied, ...] = ()


def correct(pages: Sequence[Page], corrections: Iterable[Correction]) -> Corrected:
    """Put corrections into pages as they were read, in their order: the last one holds."""
    asked = tuple(corrections)
    sheets = {
        page.number: _Sheet(page)
        for page in pages
        if any(each.page == page.number for each in asked)
    }
    left = []
    for each in asked:
        why = sheets[each.page].put(each) if each.page in sheets else "its page was not read"
        if why:
            left.append(Unapplied(each, why))
    done = tuple(sheets[page.number].page() if page.number in sheets else page for page in pages)
    return Corrected(done, tuple(left))


def corrected_in(rows: Iterable[Row]) -> frozenset[str]:
    """The words in some rows that a person has put right, as fields are compared by words."""
    parts = (part for row in rows for part in row.parts if isinstance(part, Placed))
    words = (word for part in parts for word in part.line.words if word.changes)
    return field_words(" ".join(word.text for word in words))


def hidden_under(correction: Correction, page: Page) -> Redaction | None:
    """The redaction that the place of a correction lies under; None when it lies free."""
    place = _scaled(correction.box, page.dpi / correction.dpi)
    for redaction in page.redactions:
        for band in redaction.bands:
            if page.frame.box_to_rendered(band).holds_middle_of(place):
                return redaction
    return None


class _Slot:
    """A word as it was read, and what stands in its place by now: nothing, one, several."""

    def __init__(self, read: Word, place: Box) -> None:
        self.read, self.place = read, place
        self.shown: tuple[Word, ...] = (read,)
        self.changes: tuple[Change, ...] = ()

    @property
    def texts(self) -> set[str]:
        """What has stood here: a correction may be of any of it."""
        said = (text for change in self.changes for text in (change.before, change.after))
        return {self.read.text, *said}

    def replace(self, change: Change) -> None:
        self.changes += (change,)
        self.shown = tuple(self._pieces(change.after.split(), self.read.box))

    def replace_piece(self, piece: Word, change: Change) -> None:
        self.changes += (change,)
        at = next(n for n, each in enumerate(self.shown) if each is piece)
        new = tuple(self._pieces(change.after.split(), piece.box))
        before, after = self.shown[:at], self.shown[at + 1 :]
        self.shown = (*before, *new, *after)

    def words(self) -> Iterator[Word]:
        for word in self.shown:
            yield replace(word, changes=self.changes) if self.changes else word

    def _pieces(self, texts: Sequence[str], box: Box) -> Iterator[Word]:
        """A word for each text; each gets its letters' share of the box they stand in."""
        readings = self.read.readings or (
            Reading(self.read.text, self.read.confidence, self.read.reader),
        )
        letters = sum(map(len, texts))
        done = 0
        for text in texts:
            left = box.left + box.width * done // letters
            done += len(text)
            right = max(box.left + box.width * done // letters, left + 1)
            share = Box(left, box.top, right, box.bottom)
            yield Word(text, share, PERSON_IS_RIGHT, PERSON, readings)


class _Sheet:
    """A page while it is corrected."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._lines = [
            [_Slot(word, page.frame.box_to_rendered(word.box)) for word in line.words]
            for line in page.lines
        ]

    def put(self, correction: Correction) -> str:
        """Put a correction in; why it cannot be, else ""."""
        if hidden_under(correction, self._page):
            return "a redaction lies there"
        place = _scaled(correction.box, self._page.dpi / correction.dpi)
        change = correction.change
        for piece, slot in self._pieces():
            shared = self._page.frame.box_to_rendered(piece.box).shared(place)
            if shared >= SAME_PLACE and piece.text == change.before:
                slot.replace_piece(piece, change)
                return ""
        there = [s for line in self._lines for s in line if s.place.shared(place) >= SAME_PLACE]
        if not there:
            return "no word stands there"
        slot = max(there, key=lambda each: each.place.shared(place))
        if change.before not in slot.texts:
            same = slot.read.text == change.after
            return "it is read so by now" if same else "another word is read there"
        slot.replace(change)
        return ""

    def page(self) -> Page:
        """The page as it stands; words that were taken out of lines are among its dirt."""
        lines = [[word for slot in line for word in slot.words()] for line in self._lines]
        taken_out = tuple(
            replace(slot.read, changes=slot.changes)
            for line in self._lines
            for slot in line
            if not slot.shown
        )
        kept = tuple(Line(tuple(words)) for words in lines if words)
        return replace(self._page, lines=kept, dirt=(*self._page.dirt, *taken_out))

    def _pieces(self) -> Iterator[tuple[Word, _Slot]]:
        """Words that have only a share of the box of what was read."""
        for line in self._lines:
            for slot in line:
                for piece in slot.shown:
                    if piece.box != slot.read.box:
                        yield piece, slot


def _scaled(box: Box, scale: float) -> Box:
    left, top, right, bottom = (round(edge * scale) for edge in box.as_list())
    return Box(left, top, max(right, left + 1), max(bottom, top + 1))
