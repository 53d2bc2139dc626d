"""Markings that were struck out at the ends of a page are read, strike and all."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.model import Box, Line, Word
from ocr.struck_lines import StruckLimits, find_struck, with_struck_lines
from samples import fonts
from tests.builders import letters

DPI = 200
MARK = Box(640, 105, 960, 130)  # about where the marking stands


class Says:
    """A reader that reads every row as the same text."""

    def __init__(self, said, confidence=0.97):
        self.said, self.confidence, self.rows = said, confidence, []

    def read(self, crops):
        self.rows += crops
        return [letters(self.said, self.confidence)] * len(crops)


def drawn(top=100, strike=True):
    image = Image.new("L", (1600, 2000), 255)
    pen = ImageDraw.Draw(image)
    pen.text((650, top), "SECRET//NOFORN", font=fonts.load("sans-bold", 34), fill=0)
    if strike:
        pen.line((630, top + 19, 970, top + 19), fill=0, width=3)
    return np.asarray(image, np.uint8)


def said(page, reader, lines=()):
    return [line.text for line in with_struck_lines(page, lines, reader, dpi=DPI)]


@pytest.mark.parametrize("top", [100, 1850])
def test_a_struck_marking_at_head_or_foot_is_read(top):
    assert said(drawn(top), Says("-SECRET//NOFORN-")) == ["SECRET//NOFORN"]


def test_a_struck_row_among_the_text_is_left_alone():
    reader = Says("SECRET//NOFORN")
    assert said(drawn(1000), reader) == []
    assert reader.rows == []


@pytest.mark.parametrize(
    "reader", [Says("SECRET", 0.8), Says("Approved For"), Says("IX//V"), Says("")]
)
def test_what_is_not_read_surely_as_words_in_capitals_is_no_line(reader):
    assert said(drawn(), reader) == []


def test_letters_that_no_stroke_joins_are_left_to_the_reader_of_the_page():
    assert find_struck(drawn(strike=False), dpi=DPI) == ()


def test_a_scrap_of_it_that_was_read_goes_and_is_kept_as_another_reading():
    scrap = Line((Word("SFC", Box(655, 106, 720, 130), 0.3),))
    [line] = with_struck_lines(drawn(), [scrap], Says("SECRET//NOFORN"), dpi=DPI)
    assert [each.text for each in line.words[0].readings] == ["SFC", "SECRET//NOFORN"]


def test_what_was_read_surely_stays():
    reader = Says("SECRET//NOFORN")
    line = Line((Word("SECRET//NOFORN-", MARK, 0.96),))
    assert said(drawn(), reader, [line]) == ["SECRET//NOFORN-"]
    assert reader.rows == []


def test_a_bar_is_no_marking():
    page = drawn().copy()
    page[100:135, 640:960] = 0
    assert find_struck(page, dpi=DPI) == ()


def readings(said, lines=()):
    [line] = with_struck_lines(drawn(), lines, Says(said), dpi=DPI)
    return [(word.text, [each.text for each in word.readings]) for word in line.words]


def test_what_was_read_of_the_stroke_is_kept_as_a_reading():
    assert readings("-SECRET//NOFORN-") == [("SECRET//NOFORN", ["-SECRET//NOFORN-"])]
    assert readings("- SECRET ~ NOFORN -") == [
        ("SECRET", ["- SECRET ~"]),
        ("NOFORN", ["NOFORN -"]),
    ]


def test_a_marking_that_was_read_without_a_stroke_has_no_other_reading():
    assert readings("SECRET//NOFORN") == [("SECRET//NOFORN", [])]


def test_in_the_place_of_a_scrap_both_readings_are_kept_as_they_were():
    scrap = Line((Word("SFC", Box(655, 106, 720, 130), 0.3),))
    assert readings("SECRET//NOFORN-", [scrap]) == [("SECRET//NOFORN", ["SFC", "SECRET//NOFORN-"])]


def test_of_two_as_wide_at_head_and_foot_the_second_is_not_read():
    reader = Says("SECRET//NOFORN")
    assert said(np.minimum(drawn(100), drawn(1850)), reader) == ["SECRET//NOFORN"]
    assert len(reader.rows) == 1


def test_where_the_first_has_a_doubtful_word_the_second_is_read():
    page, reader = np.minimum(drawn(100), drawn(1850)), Says("SECRET//NOFORN")
    head, _ = find_struck(page, dpi=DPI)
    beside = Box(head.left, head.top, head.left + 40, head.bottom)
    rest = Box(head.left + 50, head.top, head.right, head.bottom)
    for doubtful, rows in ((0.4, 1), (0.95, 0)):
        reader.rows.clear()
        read = Line((Word("FOP", beside, doubtful), Word("SECRET/NOFORN", rest, 0.97)))
        with_struck_lines(page, [read], reader, dpi=DPI)
        assert len(reader.rows) == rows


def test_of_two_at_head_and_foot_that_are_not_as_wide_both_are_read():
    longer = np.minimum(drawn(1850), np.roll(drawn(1850), 30, axis=1))
    reader = Says("SECRET//NOFORN")
    assert len(said(np.minimum(drawn(100), longer), reader)) == 2


def test_a_mark_in_the_box_of_a_larger_one_is_read_with_it():
    page = drawn().copy()
    page[88, 620:980] = page[146, 620:980] = page[88:147, 620] = 0  # a bracket around it
    assert len(find_struck(page, dpi=DPI)) == 2
    assert said(page, Says("SECRET NOFORN")) == ["SECRET NOFORN"]


def test_dirt_is_told_by_all_its_marks_also_those_that_overlap():
    page, reader = drawn().copy(), Says("SECRET//NOFORN")
    page[88, 620:980] = page[146, 620:980] = page[88:147, 620] = 0
    lines = with_struck_lines(page, [], reader, dpi=DPI, limits=StruckLimits(most=1))
    assert (lines, reader.rows) == ((), [])


def test_a_word_that_was_read_surely_at_the_edge_of_a_marking_is_not_lost():
    [mark] = find_struck(drawn(), dpi=DPI)
    above = Line((Word("5", Box(700, mark.top - 5, 706, mark.top - 1), 0.96),))
    assert sorted(said(drawn(), Says("SECRET"), [above])) == ["5", "SECRET"]


@pytest.mark.parametrize("height", [1, 2, 3])
def test_a_page_of_a_few_pixels_has_no_markings(height):
    assert find_struck(np.zeros((height, 200), np.uint8), dpi=DPI) == ()
