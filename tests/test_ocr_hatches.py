"""Which lines drawn evenly are redactions. Pages are drawn at 200 dpi."""

import cv2
import numpy as np
import pytest

from ocr.model import Kind
from ocr.redactions import find_redactions

DPI = 200
BAR = (300, 500, 900, 560)


def paper(shade=255):
    return np.full((1100, 1300), shade, np.uint8)


def hatch(page, box, degrees, pitch=12, thick=2, shade=0):
    """Lines across a box, `pitch` pixels apart."""
    left, top, right, bottom = box
    patch = np.full((bottom - top, right - left), int(page[top, left]), np.uint8)
    middle = np.array([right - left, bottom - top]) / 2
    along = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    across = np.array([-along[1], along[0]])
    for n in range(-1200 // pitch, 1200 // pitch):
        ends = [middle + across * (n + 0.5) * pitch + along * far for far in (-1500, 1500)]
        start, stop = (tuple(int(v) for v in end.round()) for end in ends)
        cv2.line(patch, start, stop, shade, thick)
    drawn = page[top:bottom, left:right]
    np.minimum(drawn, patch, out=drawn)


def typed(page, text, left, top, size=0.8):
    cv2.putText(page, text, (left, top), cv2.FONT_HERSHEY_SIMPLEX, size, 0, 2)


def lines_of_type(page):
    for row in range(8):
        typed(page, "the committee met on Tuesday and went home at nine", 200, 700 + 33 * row)


def found(page):
    return [(r.kind, r.box.as_list()) for r in find_redactions(page, dpi=DPI)]


@pytest.mark.parametrize("degrees", [45, 135, 30, 60, 120])
@pytest.mark.parametrize("pitch", [10, 16])
def test_slanted_lines_drawn_evenly_are_a_hatched_redaction(degrees, pitch):
    page = paper()
    lines_of_type(page)
    hatch(page, BAR, degrees, pitch)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(BAR, abs=6)


def test_crossed_lines_are_a_hatched_redaction():
    page = paper()
    hatch(page, BAR, 45)
    hatch(page, BAR, 135)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(BAR, abs=8)


@pytest.mark.parametrize("degrees", [0, 90, 0.6])
def test_level_and_upright_lines_close_together_are_a_hatched_redaction(degrees):
    page = paper(236)
    lines_of_type(page)
    hatch(page, BAR, degrees)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(BAR, abs=14)  # up to a pitch of paper beyond the last line


def test_hatching_that_a_label_parts_in_the_middle_is_one_redaction():
    page = paper()
    hatch(page, BAR, 45)
    page[500:560, 540:660] = 255
    typed(page, "(b)(1)", 552, 540)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(BAR, abs=6)


def test_lines_of_type_are_no_level_hatching():
    page = paper()
    lines_of_type(page)
    for row in range(30):
        typed(page, "small print of a form, and more of it", 200, 120 + 14 * row, 0.35)
    assert found(page) == []


def test_a_border_of_fine_stripes_is_no_hatching():
    page = paper()
    for side in ((60, 60, 1240, 110), (60, 990, 1240, 1040)):
        hatch(page, side, 45, 10)
    for side in ((60, 60, 110, 1040), (1190, 60, 1240, 1040)):
        hatch(page, side, 45, 10)
    assert Kind.HATCHED not in [kind for kind, _ in found(page)]


def test_rules_of_a_table_are_none():
    page = paper()
    for row in range(10):
        cv2.line(page, (300, 500 + 45 * row), (1100, 500 + 45 * row), 0, 2)
    assert found(page) == []


def test_lines_at_uneven_distances_are_none():
    page = paper()
    left = 300
    for step in (5, 21, 6, 14, 30, 5, 9, 26, 6, 19, 5, 12, 28, 7, 22, 5, 16, 31, 6, 10):
        page[500:600, left : left + 3] = 0
        left += step
    assert found(page) == []


def test_handwriting_that_slants_is_none():
    page = paper()
    for n in range(4):
        cv2.line(page, (300 + 26 * n, 560), (322 + 26 * n, 500), 0, 3)
        cv2.line(page, (322 + 26 * n, 500), (326 + 26 * n, 560), 0, 3)
    assert found(page) == []


def test_crossed_lines_on_the_last_rows_of_a_page_that_ends_with_a_cell_do_no_harm():
    """The cells of a net went one row further than the page: it could not be read at all."""
    page = paper()[:600]
    for degrees in (45, 135):
        hatch(page, (300, 560, 900, 600), degrees, pitch=14)
    assert all(found.box.bottom <= 600 for found in find_redactions(page, dpi=DPI))
