"""Outlined boxes of which something printed later wiped out a corner. Drawn at 300 dpi."""

import cv2
import numpy as np
import pytest

from ocr.redactions import find_redactions

DPI = 300
BOX = (400, 440, 1900, 1080)


def page_with(corner, wide, high):
    """A hair line about a box, one corner of it under a strip of paper with type on it."""
    page = np.full((1500, 2500), 255, np.uint8)
    left, top, right, bottom = BOX
    cv2.rectangle(page, (left, top), (right - 1, bottom - 1), 0, 1)
    x = left - 20 if "left" in corner else right - wide
    y = top - 12 if "top" in corner else bottom - high
    page[y : y + high, x : x + wide + 20] = 255
    cv2.putText(page, "3.3(h)(2)", (x, y + 45), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 3)
    return page


@pytest.mark.parametrize("corner", ["top left", "top right", "bottom left", "bottom right"])
def test_a_box_that_has_lost_a_corner_to_a_code_is_found_with_its_corner(corner):
    found = find_redactions(page_with(corner, wide=30, high=70), dpi=DPI)
    assert [r.box.as_list() for r in found] == [pytest.approx(BOX, abs=3)]


def test_lines_that_meet_in_three_corners_and_not_near_the_fourth_are_no_box():
    page = np.full((1500, 2500), 255, np.uint8)
    left, top, right, bottom = BOX
    cv2.rectangle(page, (left, top), (right - 1, bottom - 1), 0, 1)
    page[top - 2 : top + 400, right - 300 : right + 2] = 255
    assert not find_redactions(page, dpi=DPI)
