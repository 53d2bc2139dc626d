"""Labels that are said again and again, and those that touch their box. Drawn at 200 dpi."""

import cv2
import numpy as np
import pytest

from ocr.bar_codes import is_a_bar_code
from ocr.labels import read_labels
from ocr.model import Box
from ocr.redactions import find_redactions
from ocr.repeats import period
from tests.builders import letters

DPI = 200


def row(text):
    ink = np.zeros((40, 1400), np.uint8)
    cv2.putText(ink, text, (10, 28), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 255, 2)
    return ink


class Reads:
    def __init__(self, text):
        self.text = text

    def read(self, crops):
        return [letters(self.text, 0.99)] * len(crops)


def test_a_label_that_is_said_again_and_again_has_a_period():
    ink = row("s. 40(2)  " * 6)
    assert period(ink, DPI) == pytest.approx(cv2.getTextSize("s. 40(2)  ", 0, 0.6, 2)[0][0], abs=4)


@pytest.mark.parametrize(
    "text", ["The inspector also saw a picture of the opening, cut from the paper", ""]
)
def test_a_line_of_words_has_none(text):
    assert period(row(text), DPI) is None


def test_a_fill_with_a_repeated_label_is_one_redaction():
    page = np.full((1000, 1700), 255, np.uint8)
    page[500:536, 200:1500] = 190
    cv2.putText(page, "s.40(2)  " * 9, (220, 526), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)
    [redaction] = read_labels(page, find_redactions(page, dpi=DPI), Reads("s.40(2)"), dpi=DPI)
    assert [word.text for word in redaction.label][:1] == ["s.40(2)"]


def touching():
    page = np.full((1000, 1700), 255, np.uint8)
    cv2.rectangle(page, (300, 500), (480, 526), 0, 1)
    cv2.putText(page, "(b)(6)", (340, 523), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)
    return page


def test_a_box_whose_label_touches_its_outline_is_found():
    page = touching()
    [redaction] = read_labels(page, find_redactions(page, dpi=DPI), Reads("(b)(6)"), dpi=DPI)
    assert redaction.box.as_list() == pytest.approx([300, 500, 481, 527], abs=3)


def test_a_box_whose_words_touch_its_outline_is_none():
    page = touching()
    assert read_labels(page, find_redactions(page, dpi=DPI), Reads("Pier"), dpi=DPI) == ()


def test_a_filled_box_at_the_edge_of_the_page_is_looked_at():
    """Its outline runs one pixel beyond the page, and that was an IndexError."""
    page = np.full((1000, 1700, 3), 235, np.uint8)
    cv2.rectangle(page, (200, 880), (1000, 999), (190, 190, 190), -1)
    cv2.rectangle(page, (200, 880), (1000, 999), (0, 0, 0), 3)
    assert len(find_redactions(page, dpi=DPI)) == 1


def test_the_lines_of_a_bar_code_are_thick_and_thin_and_those_of_hatching_are_not():
    page = np.full((200, 400), 255, np.uint8)
    x = 10
    for wide in (2, 7, 3, 9, 2, 5, 8, 2, 3, 9):
        page[20:120, x : x + wide] = 0
        x += wide + 5
    assert is_a_bar_code(Box(10, 20, x, 120), page)
    page[:] = 255
    for x in range(10, 200, 12):
        page[20:120, x : x + 4] = 0
    assert not is_a_bar_code(Box(10, 20, 200, 120), page)
