"""Blank pages give no words, and what little stands on others is kept."""

import numpy as np
import pytest

from ocr import blanks
from ocr.model import Box, Line, Sheet, Status, Word
from ocr.page import ReadSettings
from ocr.reading import Readers, read_images, readers
from samples.blank_pages import BLANKS, make_blank, make_sparse
from samples.copying import Level

DPI = 200
SHEET = Sheet(1, 8.5, 11.0, DPI)


class Reads:
    """A reader that finds the same words on every page, and others in a mirror."""

    def __init__(self, words=(), mirrored=()):
        self.words, self.mirrored, self.pages = tuple(words), tuple(mirrored), []

    def read_all(self, pages, *, dpi):
        self.pages += pages
        return [self.mirrored if len(self.pages) > 1 else self.words for _ in pages]

    def read(self, crops):
        return [()] * len(crops)


def paper():
    return np.full((2200, 1700), 255, np.uint8)


def typed(letters, at=500, left=600):
    """A page with marks as large as letters, in a row."""
    page = paper()
    for n in range(letters):
        page[at : at + 24, left + 22 * n : left + 22 * n + 14] = 0
    return page


def word(text, confidence, left=600, top=500):
    return Word(text, Box(left, top, left + 22 * len(text), top + 25), confidence)


def line(*words):
    return Line(words)


def empty(page, *words):
    return blanks.nothing_to_read([line(*words)], page, dpi=DPI)


def read(page, reader):
    return read_images([page], [SHEET], Readers(reader, reader), timeout=10)[0]


def test_paper_and_specks_are_not_worth_reading():
    page = paper()
    page[300:303, 400:403] = page[900:904, 70:73] = 0
    assert not blanks.may_hold_letters(page, dpi=DPI)


@pytest.mark.parametrize("tone", [0, 120, 215])
def test_one_letter_is_worth_reading_however_faint(tone):
    page = paper()
    page[500:522, 800:812] = tone
    assert blanks.may_hold_letters(page, dpi=DPI)


def test_letters_of_dots_are_worth_reading():
    page = paper()
    for x in range(800, 815, 4):
        for y in range(500, 525, 4):
            page[y : y + 2, x : x + 2] = 0
    assert blanks.may_hold_letters(page, dpi=DPI)


def test_the_grain_of_a_grey_scan_is_not_ink():
    grain = np.random.default_rng(1).normal(245, 12, (2200, 1700))
    page = np.clip(grain, 0, 255).astype(np.uint8)
    assert not blanks.may_hold_letters(page, dpi=DPI)


def test_a_word_read_with_confidence_is_text():
    assert not empty(paper(), word("SECRET", 0.96), word("~", 0.1, top=900))


def test_a_page_number_read_without_confidence_is_text_because_its_letters_stand_in_a_row():
    assert not empty(typed(4), word("~35—", 0.21))


def test_a_weak_word_in_dirt_is_noise():
    assert empty(paper(), word("ee", 0.15), word("|", 0.6))


def test_a_code_to_the_letter_is_text_however_weak():
    assert not empty(paper(), word("(b)(1)", 0.1))


def test_a_page_of_many_words_that_none_believes_is_noise():
    assert empty(typed(20), *(word("avonsouse", 0.2, top=400 + 40 * n) for n in range(8)))


def test_specks_read_surely_as_stops_do_not_make_dirt_text():
    letters = [word("avonsouse", 0.2, top=400 + 40 * n) for n in range(8)]
    assert empty(typed(20), *letters, *(word(".", 0.7, top=900 + 9 * n) for n in range(99)))


def test_a_page_of_many_words_read_badly_is_text():
    assert not empty(typed(20), *(word("avonsouse", 0.42, top=400 + 40 * n) for n in range(8)))


def test_a_page_that_reads_better_in_a_mirror_is_the_back_of_a_sheet():
    assert blanks.shows_through([word("todtaH", 0.2)], [word("Hatbot", 0.6)])


def test_a_stamp_on_a_page_that_the_back_shows_through_keeps_it_a_page():
    assert not blanks.shows_through(
        [word("SECRET", 0.96), word("ydna", 0.1)], [word("andy", 0.9), word("harbor", 0.9)]
    )


def test_a_blank_page_is_not_handed_to_the_reader():
    reader = Reads([word("ee", 0.2)])
    page = read(paper(), reader)
    assert (page.status, page.lines, reader.pages) == (Status.BLANK, (), [])


def test_what_was_read_on_a_blank_page_is_kept_as_dirt():
    noise = word("ee", 0.2, top=1500)
    page = read(typed(1), Reads([noise]))
    assert (page.status, page.lines) == (Status.BLANK, ())
    assert page.dirt == (noise,)


def test_words_that_are_text_in_a_mirror_are_noise():
    page = read(typed(6), Reads([word("todtaH", 0.2)], [word("Harbor", 0.9)]))
    assert (page.status, len(page.dirt)) == (Status.BLANK, 1)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, len(BLANKS) + 1))
def test_generated_blank_pages_give_no_words(number):
    made = make_blank(3, number, Level.CLEAN)
    sheet = Sheet(1, 8.5, 11.0, made.truth["dpi"])
    (page,) = read_images([made.pixels], [sheet], readers(ReadSettings()), timeout=60)
    assert page.lines == ()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 6))
def test_generated_pages_with_little_on_them_are_read(number):
    made = make_sparse(3, number, Level.CLEAN)
    sheet = Sheet(1, 8.5, 11.0, made.truth["dpi"])
    (page,) = read_images([made.pixels], [sheet], readers(ReadSettings()), timeout=60)
    assert page.lines
