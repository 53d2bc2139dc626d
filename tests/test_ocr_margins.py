"""Codes in the margin are read a second time, at their own size."""

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr.margins import find_doubts, part_codes, reread_codes
from tests.builders import HIGH, WIDE, letters, line

MARGIN = 1500


@dataclass
class Says:
    """Reads each crop as the next text."""

    texts: list[str]
    calls: int = 0

    def read(self, crops):
        self.calls += 1
        return [letters(text) for text, _ in zip(self.texts, crops, strict=False)]


def page_of(*lines):
    """A page where each line is a row of upright strokes."""
    page = np.full((HIGH, WIDE), 255, np.uint8)
    for each in lines:
        for left in range(each.box.left, each.box.right - 4, 20):
            page[each.box.top : each.box.bottom, left : left + 8] = 0
    return page


def texts(lines):
    return [each.text for each in lines]


def reread(said, *lines):
    return texts(reread_codes(page_of(*lines), lines, Says([said])))


def test_a_letter_taken_for_a_digit_is_read_again():
    assert reread("b1-1", line("bi-1", MARGIN)) == ["b1-1"]


def test_an_l_for_the_figure_of_a_code_is_mended_without_reading_and_kept():
    reader = Says([])
    lines = (line("bl-1", MARGIN),)
    [found] = reread_codes(page_of(*lines), lines, reader)
    assert (found.text, reader.calls) == ("b1-1", 0)
    assert [reading.text for reading in found.words[0].readings] == ["bl-1"]


def test_an_l_in_doubt_or_outside_the_margin_is_not_mended():
    assert reread("b7A-1", line("bl-1", MARGIN, confidence=0.3)) == ["b7A-1"]
    middle = line("bl-1", WIDE // 2 - 40)
    assert texts(reread_codes(page_of(middle), [middle], Says([]))) == ["bl-1"]


def test_a_code_read_to_the_letter_is_not_read_again():
    reader = Says(["b3-1"])
    lines = (line("b7A-1", MARGIN),)
    assert texts(reread_codes(page_of(*lines), lines, reader)) == ["b7A-1"]
    assert reader.calls == 0


def test_text_is_never_read_again():
    lines = (line("THE B-52 LEFT AT 1.4(D)", 200), line("page 12", 900))
    assert find_doubts(page_of(*lines), lines) == ()


def test_a_second_reading_that_is_no_code_changes_nothing():
    assert reread("hello", line("bi-1", MARGIN)) == ["bi-1"]


def test_two_readings_that_differ_in_a_glyph_agree_on_the_code():
    assert reread("bi-1", line("bl-i", MARGIN)) == ["b1-1"]


def test_a_second_chance_for_what_looks_like_a_code():
    assert reread("3.3(h)(2)", line("3:3¢h)(2)", MARGIN)) == ["3.3(h)(2)"]


def test_a_code_that_nobody_read_is_found_below_its_stack():
    read, missed = line("b7A-1", MARGIN, 500), line("b6-2", MARGIN, 535)
    page = page_of(read, missed)
    assert texts(reread_codes(page, [read], Says(["b6-2"]))) == ["b7A-1", "b6-2"]


def test_marks_below_a_stack_that_are_no_code_stay_unread():
    read, specks = line("b7A-1", MARGIN, 500), line("xxxx", MARGIN, 535)
    assert texts(reread_codes(page_of(read, specks), [read], Says(["81"]))) == ["b7A-1"]


@given(st.lists(st.sampled_from(["bi-1", "b3-1", "1.4(D)", "THE TEXT", "~"]), max_size=4))
def test_no_line_is_lost(said):
    lines = [line(each, MARGIN - 300, 400 + 120 * n) for n, each in enumerate(said)]
    found = reread_codes(page_of(*lines), lines, Says(["nothing"] * 4))
    assert sorted(texts(found)) == sorted(said)


def test_a_code_close_to_the_text_is_parted_from_it_by_its_stack():
    beside, below = line("the text b1-1", MARGIN - 9 * 20, 500), line("b3-1", MARGIN, 535)
    assert texts(part_codes([beside, below], WIDE)) == ["the text", "b1-1", "b3-1"]


def test_a_whole_stack_is_parted_code_by_code():
    rows = [line(f"the text b{n}-1", MARGIN - 9 * 20, 500 + 35 * n) for n in (1, 2, 3)]
    whole = [*rows, line("b6-1", MARGIN, 640)]
    assert texts(part_codes(whole, WIDE))[1::2] == ["b1-1", "b2-1", "b3-1"]


def test_a_code_in_the_text_that_stands_over_no_code_stays_there():
    assert texts(part_codes([line("the text b1-1", MARGIN - 9 * 20)], WIDE)) == ["the text b1-1"]


def test_a_scrap_in_a_stack_is_read_again():
    lines = (line("b7A-1", MARGIN, 500), line("7, 12,36", MARGIN, 535))
    found = reread_codes(page_of(*lines), lines, Says(["b7E-1,2,3,6"]))
    assert texts(found) == ["b7A-1", "b7E-1,2,3,6"]
