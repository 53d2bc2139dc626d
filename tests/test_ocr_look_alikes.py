"""What looks like a redaction on pages of today, and redactions on shaded ground. At 200 dpi."""

import cv2
import numpy as np

from ocr.labels import read_labels
from ocr.model import Kind
from ocr.redactions import find_redactions
from tests.builders import letters

DPI = 200
BLACK, GREY, SHADE, BLUE = (0, 0, 0), (150, 150, 150), (225, 225, 215), (30, 110, 200)


def paper():
    return np.full((2200, 1700, 3), 255, np.uint8)


def fill(page, box, colour):
    left, top, right, bottom = box
    page[top:bottom, left:right] = colour


def typed(page, text, left, top, colour=BLACK):
    cv2.putText(page, text, (left, top), cv2.FONT_HERSHEY_SIMPLEX, 0.8, colour, 2)


class Reads:
    """A reader that sees one text in all that it is shown."""

    def __init__(self, text=""):
        self.text = text

    def read(self, crops):
        return [letters(self.text, 0.99)] * len(crops)


def found(page, reader=None):
    return read_labels(page, find_redactions(page, dpi=DPI), reader or Reads(), dpi=DPI)


def boxes(page, reader=None):
    return [r.box.as_list() for r in found(page, reader)]


def bar_code(page, left, top, high):
    for n, wide in enumerate((4, 12, 3, 9, 34, 4, 6, 13, 3, 8, 4, 11)):
        fill(page, (left + 16 * n, top, left + 16 * n + min(wide, 13), top + high), BLACK)


def test_a_block_among_the_lines_of_a_bar_code_is_no_bar():
    page = paper()
    bar_code(page, 500, 600, 80)
    fill(page, (500 + 16 * 4, 600, 500 + 16 * 4 + 36, 680), BLACK)
    assert boxes(page) == []


def test_a_bar_beside_an_upright_rule_is_one():
    page = paper()
    fill(page, (500, 600, 560, 640), BLACK)
    for x in (480, 484, 570):
        fill(page, (x, 500, x + 2, 800), BLACK)
    assert len(boxes(page)) == 1


def stairs(page):
    for n in range(4):
        fill(page, (300 + 200 * n, 600 + 60 * n, 520 + 200 * n, 640 + 60 * n), BLACK)


def test_bars_that_go_down_like_stairs_with_nothing_beside_them_are_a_plan():
    page = paper()
    stairs(page)
    assert boxes(page) == []


def test_bars_that_happen_to_go_down_like_stairs_among_words_are_redactions():
    page = paper()
    stairs(page)
    for n in range(1, 4):
        typed(page, "boats", 215 + 200 * n, 632 + 60 * n)
    assert len(boxes(page)) == 4


def test_a_stripe_at_the_foot_of_a_page_is_none():
    page = paper()
    fill(page, (150, 2080, 1550, 2100), BLACK)
    assert boxes(page) == []


def test_the_dark_head_of_a_window_with_words_that_cannot_be_read_is_none():
    page = np.full_like(paper(), 245)
    fill(page, (300, 600, 1200, 640), BLACK)
    cv2.putText(page, "Harbor log - Viewer 2", (310, 630), 0, 0.7, (255, 255, 255), 2)
    assert boxes(page) == []


def test_a_bar_with_a_short_mark_that_cannot_be_read_stays():
    page = np.full_like(paper(), 245)
    fill(page, (300, 600, 1200, 640), BLACK)
    cv2.putText(page, "5.1.2e", (310, 630), 0, 0.7, (255, 255, 255), 2)
    assert boxes(page) == [[300, 600, 1200, 640]]


def test_the_foot_of_an_emblem_in_one_strong_colour_is_no_felt_tip():
    page = paper()
    fill(page, (800, 200, 880, 380), BLUE)
    cv2.fillPoly(page, [np.array([[815, 300], [865, 300], [840, 350]])], (255, 255, 255))
    assert boxes(page) == []


def test_in_a_cell_it_is_the_fill_that_is_the_redaction():
    page = paper()
    cv2.rectangle(page, (300, 600), (800, 690), (60, 60, 60), 2)
    fill(page, (320, 640, 560, 672), GREY)
    assert boxes(page) == [[320, 640, 560, 672]]


def test_in_a_shaded_row_it_is_the_darker_box_that_is_the_redaction():
    page = paper()
    fill(page, (200, 600, 1500, 680), SHADE)
    fill(page, (320, 624, 560, 656), GREY)
    assert boxes(page) == [[320, 624, 560, 656]]


def test_a_fill_among_rows_of_fills_ends_at_the_paper_between_them():
    page = paper()
    for n in range(3):
        fill(page, (300, 600 + 36 * n, 900, 633 + 36 * n), GREY)
    assert len(boxes(page)) == 3


def test_grey_outlines_on_a_page_made_on_a_computer_are_seen():
    page = np.full((2200, 1700), 255, np.uint8)
    for n in range(12):
        cv2.putText(page, "the ferry was late again", (300, 300 + 50 * n), 0, 0.8, 0, 2)
    cv2.rectangle(page, (300, 1000), (800, 1040), 140, 2)
    [redaction] = found(page)
    assert redaction.kind is Kind.OUTLINED
    assert redaction.box.as_list() == [299, 999, 802, 1042]
