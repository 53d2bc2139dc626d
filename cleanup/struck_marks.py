"""Portion marks of one letter that were struck out, read by all of their repeats together.

A reviewer who takes a paragraph's classification away types an X over its mark, and what is
left reads as many things, page after page:

    (8) (S) (8) (&) (5) (8) (§) (S) (3)        the same mark, forty times in a release

No list has forty items numbered 8, 5 or &. Where several of such marks were seen as a letter
that is a mark, and nearly all others as signs it is taken for, they are that letter. Marks that
two readers saw alike and surely stay, and so does each where nobody saw the letter anywhere.
What was read stays with the word (`Word.readings`).
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from ocr.confidence import REPEATS, REPEATS_ARE_RIGHT
from ocr.model import Line, Reading, Word
from ocr.page import Page

# A sign in brackets, of which one may be lost, and the sign too.
MARK = re.compile(r"[(\[{]([^\s()\[\]{}]?)[)\]}]?|([^\s()\[\]{}])[)\]}]")
NUMBER = re.compile(r"[\dIVXivxl]{1,5}[.)]?|[A-Za-z][.)]")  # of a paragraph, before its mark
MOST_BEFORE = 2  # words on a line: the number, and what the mark was changed to
# What each letter that is a mark is taken for when it is typed over with an X; all signs that
# were seen on FISA's pages, and of C those that look like it.
TAKEN_FOR = {"S": "s853296&%$§@X", "C": "cG0O6€(X"}
LETTERS = frozenset("SCU")
# So many readings of a letter, and such a share of the marks that are explained by it (0-1).
SEEN, EXPLAINED = 3, 0.8
SURE = 0.9  # both readers, of what was not struck (0-1)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word that may be a struck mark, its place on its page, and the signs read in it."""

    page: int
    line: int
    place: int
    signs: frozenset[str]


def with_struck_marks(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Pages with the marks that were struck out as all of them together read."""
    marks = [mark for page in pages for mark in _doubted(page)]
    letters = [letter for letter in TAKEN_FOR if _is_read(letter, marks)]
    if len(letters) != 1:
        return tuple(pages)
    [letter] = letters
    told = {(m.page, m.line, m.place) for m in marks if m.signs <= _forms(letter)}
    return tuple(_with(page, told, f"({letter})") for page in pages)


def _forms(letter: str) -> frozenset[str]:
    return frozenset(letter + TAKEN_FOR[letter])


def _is_read(letter: str, marks: Sequence[_Mark]) -> bool:
    """Whether some marks were read as a letter, and nearly all others as what it is taken for."""
    others = [mark for mark in marks if not mark.signs & (LETTERS - {letter})]
    seen = sum(letter in mark.signs for mark in others)
    explained = sum(bool(mark.signs & _forms(letter)) or not mark.signs for mark in others)
    return seen >= SEEN and explained >= EXPLAINED * len(others)


def _doubted(page: Page) -> Iterator[_Mark]:
    for number, line in enumerate(page.lines):
        for place, word in enumerate(line.words[: MOST_BEFORE + 1]):
            if MARK.fullmatch(word.text) and not _is_sure(word):
                yield _Mark(page.number, number, place, _signs(word))
            elif not (MARK.fullmatch(word.text) or NUMBER.fullmatch(word.text)):
                break


def _is_sure(word: Word) -> bool:
    """Whether two readers saw one thing surely, or the first did and nobody doubted it."""
    said = _readings(word)
    alike = len({reading.text for reading in said}) == 1
    return alike and all(reading.confidence >= SURE for reading in said)


def _readings(word: Word) -> tuple[Reading, ...]:
    return word.readings or (Reading(word.text, word.confidence, word.reader),)


def _signs(word: Word) -> frozenset[str]:
    """The signs that readers saw between the brackets; none where they saw nothing there."""
    found = (MARK.fullmatch(reading.text) for reading in _readings(word))
    return frozenset(sign for each in found if each for sign in each.groups() if sign)


def _with(page: Page, told: Set[tuple[int, int, int]], mark: str) -> Page:
    if not any(number == page.number for number, _, _ in told):
        return page
    lines = (
        tuple(
            _as_mark(word, mark) if (page.number, number, place) in told else word
            for place, word in enumerate(line.words)
        )
        for number, line in enumerate(page.lines)
    )
    return replace(page, lines=tuple(map(Line, lines)))


def _as_mark(word: Word, mark: str) -> Word:
    said = _readings(word)
    return replace(word, text=mark, confidence=REPEATS_ARE_RIGHT, reader=REPEATS, readings=said)
