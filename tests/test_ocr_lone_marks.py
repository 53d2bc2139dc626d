"""Marks and words that are in no word of the first reading are read by themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.lone_marks import find_lone_marks, with_lone_marks
from ocr.model import Box, Line, Reading, Word
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
    lines, dirt = with_lone_marks(page, lines, (), redacted(*bands), reader, dpi=DPI)
    return [line.text for line in lines], [word.text for word in dirt]


def test_a_portion_mark_before_a_bar_is_read():
    assert read("(S)") == (["(S)"], [])


def test_the_box_of_a_mark_is_where_it_stands():
    page = page_with(MARK)
    [line], _ = with_lone_marks(page, [], [], redacted(BAND), Says("(S)"), dpi=DPI)
    assert abs(line.box.left - MARK.left) < 20
    assert line.box.right <= MARK.right + 10


@pytest.mark.parametrize(
    ("said", "sure"), [("SECRET", 0.99), ("of", 0.95), ("VI.", 0.95), ("(TS//NF)", 0.4)]
)
def test_what_is_read_surely_or_in_brackets_is_text(said, sure):
    assert read(said, sure) == ([said], [])


@pytest.mark.parametrize(
    ("said", "sure"), [("SECRET", 0.5), ("1", 0.99), ("#-", 0.99), ("ppr", 0.99)]
)
def test_anything_else_is_dirt_and_is_kept_as_that(said, sure):
    assert read(said, sure) == ([], [said])


@pytest.mark.parametrize("said", ["- 5 -", "-5-", "-12-", "easing", "3:00"])
def test_a_word_that_no_redaction_stands_behind_is_text_when_it_is_read_surely(said):
    assert read(said, 0.95, bands=()) == ([said], [])
    assert read(said, 0.6, bands=())[0] == []


def test_brackets_that_no_redaction_stands_behind_are_text_when_they_are_read_surely():
    assert read("(S)", 0.7, bands=()) == ([], ["(S)"])
    assert read("(NATO)", 0.95, bands=()) == (["(NATO)"], [])


@pytest.mark.parametrize(
    "band", [Box(740, 400, 900, 444), Box(500, 460, 900, 504), Box(100, 400, 420, 444)]
)
def test_a_redaction_that_is_far_or_on_another_row_or_before_it_is_none_behind_a_mark(band):
    assert read("(S)", bands=(band,)) == ([], ["(S)"])


def test_what_nobody_can_read_leaves_nothing():
    assert read("") == ([], [])


def test_brackets_about_anything_or_seen_faintly_are_no_mark():
    assert read("(;)")[0] == []
    assert read("(S)", 0.1)[0] == []


def read_beside(box, dirt=()):
    """What is read of a mark where a word with this box was read already."""
    word = Word("SECRET", box, 0.9)
    lines = () if dirt else (Line((word,)),)
    found, more = with_lone_marks(
        page_with(MARK), lines, [word] if dirt else [], [], Says("SECRET", 0.99), dpi=DPI
    )
    return [line.text for line in found], [each.text for each in more]


def test_a_mark_that_was_read_is_not_read_again():
    assert read_beside(MARK) == (["SECRET"], [])


def test_what_the_box_of_a_word_leaves_of_its_letters_is_not_read_again():
    upper = Box(MARK.left, MARK.top - 12, MARK.right, MARK.top + 12)
    assert read_beside(upper) == (["SECRET"], [])


def test_a_frame_drawn_about_a_word_is_not_read_as_the_word():
    inner = Box(MARK.left + 5, MARK.top + 5, MARK.right - 5, MARK.bottom - 5)
    assert read_beside(inner) == (["SECRET"], [])


def test_what_is_dirt_is_not_read_again():
    assert read_beside(MARK, dirt=True) == ([], [])


def read_after(first, bands=(BAND,), readings=()):
    """What is read of a mark of which one reader made dirt that no line has."""
    dirt = Word(first, MARK, 0.4, readings=readings)
    lines, _ = with_lone_marks(page_with(MARK), [], [dirt], redacted(*bands), Says("(S)"), dpi=DPI)
    return [line.text for line in lines]


@pytest.mark.parametrize("first", ["@)", "®)", "()", "(®"])
def test_signs_with_a_bracket_that_a_redaction_stands_behind_are_read_again(first):
    assert read_after(first) == ["(S)"]
    assert read_after(first, bands=()) == []


def test_dirt_that_has_a_letter_or_no_bracket_or_that_two_have_read_is_not_read_again():
    assert read_after("(S") == read_after("®") == []
    assert read_after("®)", readings=(Reading("®)", 0.4, "tesseract"),) * 2) == []


def found(*boxes, solid=False):
    return find_lone_marks(page_with(*boxes, solid=solid), dpi=DPI)


SPECK = Box(440, 420, 448, 428)
LINE = Box(280, 407, 490, 437)
HIGH = Box(440, 400, 482, 460)


@pytest.mark.parametrize("box", [SPECK, LINE, HIGH])
def test_what_is_no_word_by_its_size_is_left(box):
    assert found(box) == ()


def test_a_small_bar_is_no_mark():
    assert found(MARK, solid=True) == ()


def test_a_page_full_of_marks_is_dirty_and_left():
    marks = [Box(60 * n, 407, 60 * n + 42, 437) for n in range(1, 26)]
    assert len(found(*marks[:-1])) == 24
    assert found(*marks) == ()


@given(st.integers(0, 1658), st.integers(0, 2170))
def test_a_mark_is_found_where_it_stands_also_at_an_edge_of_the_page(left, top):
    box = Box(left, top, left + 42, top + 30)
    [each] = found(box)
    assert each.overlaps(box)
    assert min(each.left, each.top) >= 0
    assert each.right <= 1700
    assert each.bottom <= 2200


def test_a_page_of_odd_size_has_no_mark_beyond_its_edge():
    page = np.full((601, 1201), 255, np.uint8)
    page[560:590, 1150:1201] = 0
    page[565:585, 1155:1196] = 255
    [each] = find_lone_marks(page, dpi=DPI)
    assert (each.right, each.bottom) <= (1201, 601)
