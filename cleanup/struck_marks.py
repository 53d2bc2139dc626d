"""Portion marks of one letter that were struck out, read by all of their repeats together.

A reviewer who takes a paragraph's classification away types an X over its mark, and what is
left reads as many things, page after page:

    (8) (S) (8) (&) (5) (8) (§) (S) (3)        the same mark, forty times in a release

No list has forty items numbered 8, 5 or &. Where several of such marks were seen as a letter
that is a mark, and nearly all others as signs it is taken for, they are that letter. Figures
that were read surely stay, and those on a page that has a list: `(1)` or `(4)` stands there as
well, which the letter is never taken for. Brackets with nothing in them stay, too. What was read
stays with the word (`Word.readings`).
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from ocr.confidence import REPEATS, REPEATS_ARE_RIGHT
from ocr.model import Line, Reading, Word
from ocr.page import Page

# A sign in brackets, of which one may be lost.
MARK = re.compile(r"[(\[{]([^\s()\[\]{}])[)\]}]?|([^\s()\[\]{}])[)\]}]")
NUMBER = re.compile(r"[\dIVXivxl]{1,5}[.)]?|[A-Za-z][.)]")  # of a paragraph, before its mark
MOST_BEFORE = 2  # words on a line: the number, and what the mark was changed to
# What each letter that is a mark is taken for when it is typed over with an X; all signs that
# were seen on FISA's pages, and of C those that look like it.
TAKEN_FOR = {"S": "s853296&%$§@", "C": "cGO06€"}
LETTERS = frozenset("SCU")
# So many marks that were read as a letter, such a share of them all, and such a share that is
# explained by it (0-1); on FISA 25 of 84 were read as it.
SEEN, SEEN_SHARE, EXPLAINED = 3, 0.1, 0.8
SURE = 0.9  # of figures that were not struck: all that read them (0-1)


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
    lists = {mark.page for mark in marks if _is_of_a_list(letter, mark)}
    told = {
        (mark.page, mark.line, mark.place)
        for mark in marks
        if mark.signs <= _forms(letter) and not (mark.page in lists and _is_a_figure(mark))
    }
    return tuple(_with(page, told, f"({letter})") for page in pages)


def _is_a_figure(mark: _Mark) -> bool:
    return all(sign.isdecimal() for sign in mark.signs)


def _is_of_a_list(letter: str, mark: _Mark) -> bool:
    """Whether a mark is a figure that the letter is not taken for, as every list has some."""
    return _is_a_figure(mark) and not mark.signs & _forms(letter)


def _forms(letter: str) -> frozenset[str]:
    return frozenset(letter + TAKEN_FOR[letter])


def _is_read(letter: str, marks: Sequence[_Mark]) -> bool:
    """Whether some marks were read as a letter, and nearly all others as what it is taken for."""
    others = [mark for mark in marks if not mark.signs & (LETTERS - {letter})]
    seen = sum(letter in mark.signs for mark in others)
    explained = sum(bool(mark.signs & _forms(letter)) for mark in others)
    enough = seen >= max(SEEN, SEEN_SHARE * len(others))
    return enough and explained >= EXPLAINED * len(others)


def _doubted(page: Page) -> Iterator[_Mark]:
    for number, line in enumerate(page.lines):
        for place, word in enumerate(line.words[: MOST_BEFORE + 1]):
            signs = _signs(word)
            if signs and not _is_a_sure_figure(word):
                yield _Mark(page.number, number, place, signs)
            elif not (signs or NUMBER.fullmatch(word.text)):
                break


def _is_a_sure_figure(word: Word) -> bool:
    said = _readings(word)
    alike = len({reading.text for reading in said}) == 1
    sure = all(reading.confidence >= SURE for reading in said)
    return alike and sure and word.text.strip("()[]{}").isdecimal()


def _readings(word: Word) -> tuple[Reading, ...]:
    return word.readings or (Reading(word.text, word.confidence, word.reader),)


def _signs(word: Word) -> frozenset[str]:
    """The signs that readers saw between the brackets; none of a word that is no mark."""
    if not MARK.fullmatch(word.text) and word.text != "()":
        return frozenset()
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
