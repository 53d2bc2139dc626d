"""What is done to rough pages before they are read."""

from dataclasses import replace

import cv2
import numpy as np

from ocr.condition import Condition
from ocr.model import Box, Sheet, Word
from ocr.reading import Readers, read_images
from ocr.treatments import LEAST_SPECKS, ROUGH, for_letters, for_lines, lost_type

DPI = 200
CLEAN = Condition(letters=900, specks=ROUGH / 4, contrast=1.0)
ROUGH_COPY = Condition(letters=900, specks=2 * ROUGH, contrast=1.0)
ROUGH_GREY = Condition(letters=900, specks=2 * ROUGH, contrast=0.35)
SMOOTH_GREY = Condition(letters=900, specks=0.05, contrast=0.5)


def page(ink=0, paper=255):
    """A stroke an inch long, a stop and a speck, on paper."""
    drawn = np.full((300, 300), paper, np.uint8)
    drawn[100:106, 50:250] = ink
    drawn[200, 200] = ink
    return drawn


def with_type(drawn, ink):
    """The page with a row of 24 letters in its foot, which tell how dark type is on it."""
    foot, high = drawn.shape[0] - 20, drawn.shape[1] // 20
    for left in range(5, drawn.shape[1] - 11, drawn.shape[1] // 25):
        drawn[foot - high : foot, left : left + 6] = ink
    return drawn


def test_a_clean_copy_is_left_alone():
    assert np.array_equal(for_lines(page(), CLEAN, dpi=DPI), page())
    assert np.array_equal(for_letters(page(), CLEAN, dpi=DPI), page())


def test_a_page_of_few_letters_is_not_rough_for_the_stops_that_a_full_one_has():
    withheld = Condition(letters=60, specks=0.9 * LEAST_SPECKS / 60, contrast=1.0)
    assert np.array_equal(for_lines(page(), withheld, dpi=DPI), page())
    grainy = Condition(letters=60, specks=1.1 * LEAST_SPECKS / 60, contrast=1.0)
    assert not np.array_equal(for_lines(page(), grainy, dpi=DPI), page())


def test_a_page_of_specks_on_which_no_letter_was_found_is_rough():
    grainy = Condition(letters=0, specks=1.1 * LEAST_SPECKS, contrast=1.0)
    assert not np.array_equal(for_lines(page(), grainy, dpi=DPI), page())
    few = Condition(letters=0, specks=0.9 * LEAST_SPECKS, contrast=1.0)
    assert np.array_equal(for_lines(page(), few, dpi=DPI), page())
    assert for_lines(page(), replace(grainy, contrast=0.3), dpi=DPI).shape == (300, 300)


def test_on_a_rough_copy_a_speck_pales_and_a_stroke_stays_dark():
    soft = for_lines(page(), ROUGH_COPY, dpi=DPI)
    assert soft[200, 200] > 200
    assert soft[102, 150] < 40


def test_a_hole_in_a_stroke_closes():
    holed = page()
    holed[100:106, 150] = 255
    assert for_lines(holed, ROUGH_COPY, dpi=DPI)[103, 150] < 128


def test_pale_type_on_a_rough_grey_page_becomes_black_and_a_black_speck_goes():
    pale = with_type(page(ink=150, paper=240), 150)
    pale[22, 22] = 0
    seen = for_lines(pale, ROUGH_GREY, dpi=DPI)
    assert seen[102, 150] < 60
    assert seen[22, 22] == 255


def test_the_second_reader_is_shown_pale_type_as_pale_as_it_is():
    pale = page(ink=150, paper=240)
    assert for_letters(pale, ROUGH_GREY, dpi=DPI)[102, 150] > 140


def test_a_smooth_photograph_is_left_alone():
    grey = page(ink=100, paper=230)
    assert np.array_equal(for_lines(grey, SMOOTH_GREY, dpi=DPI), grey)


def test_an_even_page_is_not_stretched():
    even, condition = np.full((300, 300), 200, np.uint8), replace(ROUGH_GREY, contrast=0.0)
    assert np.array_equal(for_lines(even, condition, dpi=DPI), even)


def test_pale_type_stays_on_a_page_with_a_black_border():
    framed = with_type(page(ink=170, paper=240), 170)
    framed[:, :30] = framed[:30] = 0
    seen = for_lines(framed, replace(ROUGH_GREY, contrast=0.9), dpi=DPI)
    assert seen[102, 150] < 60


def test_stains_that_stand_alone_do_not_tell_how_dark_type_is():
    stained = with_type(page(ink=60, paper=240), 60)
    for top in range(20, 90, 30):
        for left in range(20, 280, 30):
            stained[top : top + 14, left : left + 8] = 190
    assert for_lines(stained, ROUGH_GREY, dpi=DPI)[27, 24] > 150


def test_the_page_that_was_given_is_not_changed():
    given = page(ink=150, paper=240)
    before = given.copy()
    for_lines(given, ROUGH_GREY, dpi=DPI)
    assert cv2.absdiff(given, before).max() == 0


def figures_with(*marks):
    """3 and 5 as typed at 300 dpi, pale on grey, and marks of 6 pixels between or near them."""
    drawn = with_type(np.full((400, 400), 240, np.uint8), 150)
    for left in (100, 160):
        drawn[150:180, left : left + 20] = 150
    for left, top in marks:
        drawn[top : top + 6, left : left + 6] = 150
    return for_lines(drawn, ROUGH_GREY, dpi=300)


def test_the_stop_of_a_number_is_no_speck():
    assert figures_with((136, 174))[176, 138] < 100


def test_a_stop_behind_a_letter_that_goes_below_the_line_is_no_speck():
    drawn = with_type(np.full((400, 400), 240, np.uint8), 150)
    drawn[150:180, 100:120] = drawn[155:190, 130:150] = drawn[174:180, 164:170] = 150
    assert for_lines(drawn, ROUGH_GREY, dpi=300)[176, 166] < 100


def test_a_speck_above_the_feet_of_letters_or_away_from_them_goes():
    seen = figures_with((136, 160), (136, 200), (60, 174), (220, 174))
    assert [int(seen[y, x]) for x, y in ((138, 162), (138, 202), (62, 176), (222, 176))] == [
        255
    ] * 4


def test_a_treated_page_with_far_fewer_signs_than_letters_has_lost_its_type():
    assert lost_type(20, ROUGH_GREY)
    assert not lost_type(700, ROUGH_GREY)


def test_a_page_that_is_read_as_it_is_and_one_without_letters_have_lost_nothing():
    assert not lost_type(0, CLEAN)
    assert not lost_type(0, replace(ROUGH_GREY, letters=10))


class ReadsWhatWasNotTreated:
    """Finds a word on the second page it is shown: the first was treated, and lost its type."""

    def __init__(self):
        self.pages = []

    def read_all(self, pages, *, dpi):
        self.pages += pages
        found = Word("HARBOR", Box(100, 100, 220, 125), 0.9)
        return [(found,) if len(self.pages) == 2 else () for _ in pages]

    def read(self, crops):
        return [()] * len(crops)


def test_a_page_that_a_treatment_lost_is_read_as_it_is():
    rough, reader = np.full((2200, 1700), 235, np.uint8), ReadsWhatWasNotTreated()
    for top in range(200, 2000, 100):
        for left in range(100, 1500, 40):
            rough[top : top + 20, left : left + 14] = 120
            rough[top + 40, left] = rough[top + 50, left + 9] = 40
    sheet = Sheet(1, 8.5, 11.0, DPI)
    (page,) = read_images([rough], [sheet], Readers(reader, reader), timeout=10)
    assert page.condition.specks >= ROUGH
    assert [line.text for line in page.lines] == ["HARBOR"]
