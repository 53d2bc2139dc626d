"""Squares of forms and of squared paper are no redactions. Pages are drawn at 200 dpi."""

import cv2
import pytest

from ocr.labels import read_labels
from ocr.model import Kind
from ocr.redactions import find_redactions
from tests.builders import letters
from tests.test_ocr_hatches import DPI, found, lines_of_type, paper, typed


def squared(page, left, top, columns, rows, side, thick=2):
    """Squares that share their lines."""
    right, foot = left + columns * side, top + rows * side
    for n in range(columns + 1):
        cv2.line(page, (left + n * side, top), (left + n * side, foot), 0, thick)
    for n in range(rows + 1):
        cv2.line(page, (left, top + n * side), (right, top + n * side), 0, thick)


def hatched(page):
    return [box for kind, box in found(page) if kind is Kind.HATCHED]


@pytest.mark.parametrize("side", [16, 20, 25, 32, 36])
def test_squared_paper_is_no_redaction(side):
    page = paper()
    lines_of_type(page)
    squared(page, 300, 60, 800 // side, 560 // side, side)
    assert hatched(page) == []


def test_boxes_for_letters_in_two_rows_are_none_whether_filled_or_empty():
    page = paper()
    lines_of_type(page)
    squared(page, 300, 200, 16, 2, 36)
    squared(page, 300, 400, 16, 2, 36)
    for n, letter in enumerate("JOHNASMITHBROWN"):
        typed(page, letter, 308 + 36 * n, 428, 0.7)
        typed(page, letter, 308 + 36 * n, 464, 0.7)
    assert hatched(page) == []


def test_small_squares_in_which_something_is_written_are_none():
    page = paper()
    lines_of_type(page)
    squared(page, 300, 400, 30, 5, 24)
    for n in range(60):
        typed(page, str(n % 10), 306 + 24 * (n % 30), 418 + 48 * (n // 30), 0.4)
    assert hatched(page) == []


@pytest.mark.parametrize("side", [20, 28])
def test_boxes_and_circles_to_tick_have_paper_of_the_page_between_them(side):
    page = paper()
    lines_of_type(page)
    for n in range(40):
        left, top = 300 + (side + 8) * (n % 10), 200 + (side + 8) * (n // 10)
        cv2.rectangle(page, (left, top), (left + side, top + side), 0, 2)
        cv2.circle(page, (left + 500, top + 9), side // 2, 0, 2)
    assert hatched(page) == []


@pytest.mark.parametrize("side", [16, 20, 36])
def test_sure_bars_on_squared_paper_stay_and_the_paper_is_none(side):
    page = paper()
    squared(page, 100, 100, 1100 // side, 900 // side, side, 1)
    for n in range(5):
        page[203 + 122 * n : 236 + 122 * n, 303:700] = 0
    sure = [r for r in find_redactions(page, dpi=DPI) if r.certainty >= 0.9]
    assert [r.kind for r in sure] == [Kind.BLACK] * 5


def test_no_word_of_a_calendar_is_covered():
    page = paper()
    lines_of_type(page)
    squared(page, 300, 300, 7, 6, 36)
    for n in range(42):
        typed(page, str(n % 31 + 1), 304 + 36 * (n % 7), 326 + 36 * (n // 7), 0.5)

    class Reader:
        def read(self, crops):
            return [letters("17", 0.99)] * len(crops)

    assert read_labels(page, find_redactions(page, dpi=DPI), Reader(), dpi=DPI) == ()
