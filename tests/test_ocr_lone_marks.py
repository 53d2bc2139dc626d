"""Marks before a redaction that are in no word are read by themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.lone_marks import find_lone_marks, with_lone_marks
from ocr.model import Box, Line, Word
from tests.builders import bar, letters

DPI = 200
BAND = Box(500, 400, 1400, 444)


def page_with(*boxes, solid=False):
    """A page on which each box is a frame, as two brackets and what is between are."""
    page = np.full((2200, 1700), 255, np.uint8)
    for box in boxes:
        page[box.top : box.bottom, box.left : box.right] = 0
        if not solid:
            page[box.top + 4 : box.bottom - 4, box.left + 4 : box.right - 4] = 255
    return page


def redacted(*bands):
    return [bar(*band.as_list()) for band in bands]


class Says:
    """Reads every crop as one text with one confidence."""

    def __init__(self, text, confidence=0.7):
        self.text, self.confidence, self.seen = text, confidence, 0

    def read(self, crops):
        self.seen += len(crops)
        return [letters(self.text, self.confidence) for _ in crops]


MARK = Box(440, 407, 482, 437)


def read(said, confidence=0.7, mark=MARK, lines=(), bands=(BAND,)):
    reader = Says(said, confidence)
    page = page_with(mark)
    lines, dirt = with_lone_marks(page, lines, redacted(*bands), reader, dpi=DPI)
    return [line.text for line in lines], [word.text for word in dirt]


def test_a_portion_mark_before_a_bar_is_read():
    assert read("(S)") == (["(S)"], [])


def test_the_box_of_a_mark_is_where_it_stands():
    page = page_with(MARK)
    [line], _ = with_lone_marks(page, [], redacted(BAND), Says("(S)"), dpi=DPI)
    assert abs(line.box.left - MARK.left) < 20
    assert line.box.right <= MARK.right + 10


@pytest.mark.parametrize(("said", "sure"), [("VI.", 0.95), ("SECRET", 0.99), ("(TS//NF)", 0.4)])
def test_what_is_read_surely_or_in_brackets_is_text(said, sure):
    assert read(said, sure) == ([said], [])


@pytest.mark.parametrize(("said", "sure"), [("VI.", 0.5), ("1", 0.99), ("#-", 0.99)])
def test_anything_else_is_dirt_and_is_kept_as_that(said, sure):
    assert read(said, sure) == ([], [said])


def test_what_nobody_can_read_leaves_nothing():
    assert read("") == ([], [])


def test_a_mark_that_was_read_is_not_read_again():
    line = Line((Word("(S)", MARK, 0.9),))
    page, reader = page_with(MARK), Says("(U)")
    lines, _ = with_lone_marks(page, [line], redacted(BAND), reader, dpi=DPI)
    assert (lines, reader.seen) == ((line,), 0)


def test_two_redactions_in_a_row_have_one_mark():
    beside = Box(600, 400, 900, 444)
    page = page_with(MARK)
    assert len(find_lone_marks(page, [], redacted(BAND, beside), dpi=DPI)) == 1


FAR = Box(100, 407, 142, 437)
BELOW = Box(440, 460, 482, 490)
BEHIND = Box(1420, 407, 1462, 437)
SPECK = Box(440, 420, 448, 428)
LINE = Box(280, 407, 490, 437)


@pytest.mark.parametrize("box", [FAR, BELOW, BEHIND, SPECK, LINE])
def test_what_stands_elsewhere_or_is_no_mark_by_its_size_is_left(box):
    assert find_lone_marks(page_with(box), [], redacted(BAND), dpi=DPI) == ()


def test_a_small_bar_is_no_mark():
    assert find_lone_marks(page_with(MARK, solid=True), [], redacted(BAND), dpi=DPI) == ()


@given(st.integers(-50, 1650), st.integers(-50, 2150))
def test_a_redaction_at_an_edge_of_the_page_is_like_any_other(left, top):
    found = find_lone_marks(
        page_with(MARK), [], redacted(Box(left, top, left + 400, top + 44)), dpi=DPI
    )
    assert all(box.overlaps(MARK) for box in found)
