"""Felt-tip over a word amid type that has run together, as on copies of copies."""

import cv2
import numpy as np
import pytest

from ocr.bar_surroundings import DEFAULT_LIMITS, may_cover_type
from ocr.model import Box
from ocr.redactions import find_redactions
from ocr.regions import contour_around

DPI = 200
BLOT = [600, 508, 716, 566]


def copy(*, share):
    """Rows of run-together type, so much of each ink, and a blot over a word of one."""
    ink = np.zeros((2200, 1700), np.uint8)
    for top in range(350, 800, 33):
        for left in range(200, 1400, 20):
            ink[top : top + 25, left : left + round(20 * share)] = 255
    left, top, right, bottom = BLOT
    ink[top - 3 : bottom + 3, left - 3 : right + 3] = 0
    cv2.rectangle(ink, (left, top), (right - 1, bottom - 1), 255, -1)
    return 255 - ink


def boxes(page):
    return [r.box.as_list() for r in find_redactions(page, dpi=DPI)]


@pytest.mark.parametrize("share", [0.4, 0.55])
def test_a_blot_over_a_word_amid_heavy_type_is_found(share):
    [found] = boxes(copy(share=share))
    assert found == pytest.approx(BLOT, abs=4)


def test_a_blot_beside_which_the_row_above_comes_down_is_no_end_of_a_masthead():
    page = copy(share=0.2)
    left, top, _, bottom = BLOT
    page[top : top + 6, left - 70 : left - 3] = 0
    page[top + 12 : bottom - 8, left - 70 : left - 8 : 12] = 0
    page[top + 12 : bottom - 8, left - 69 : left - 8 : 12] = 0
    [found] = boxes(page)
    assert found == pytest.approx(BLOT, abs=6)


def test_a_square_with_more_ink_about_it_than_type_has_covers_none():
    square = contour_around(Box(*BLOT))
    amid = np.zeros((2200, 1700), np.uint8)
    amid[:, ::5] = amid[:, 1::5] = 255
    assert may_cover_type(square, amid, DPI, DEFAULT_LIMITS)
    amid[:, 2::5] = 255
    assert not may_cover_type(square, amid, DPI, DEFAULT_LIMITS)
