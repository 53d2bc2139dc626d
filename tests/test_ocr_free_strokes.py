"""Felt-tip drawn aslant, on a copy with other bars and on one without."""

import cv2
import numpy as np
import pytest

from ocr.model import Kind
from ocr.redactions import find_redactions

DPI = 200
STROKE = [980, 880, 1121, 1001]


def copy(*, bars):
    """A 1-bit page with so many bars, and a stroke across a corner of it."""
    page = np.full((2200, 1700), 255, np.uint8)
    for n in range(bars):
        page[400 + 100 * n : 445 + 100 * n, 300:700] = 0
    corners = cv2.boxPoints(((1050, 940), (140, 64), -33))
    cv2.fillPoly(page, [np.asarray(corners, np.int32)], 0)
    return page


def kinds(page):
    return [r.kind for r in find_redactions(page, dpi=DPI)]


def test_a_slanted_stroke_is_found_on_a_copy_with_other_bars():
    found = find_redactions(copy(bars=2), dpi=DPI)
    assert found[-1].kind is Kind.MARKER
    assert found[-1].box.as_list() == pytest.approx(STROKE, abs=8)


@pytest.mark.parametrize("bars", [0, 1])
def test_by_itself_it_may_be_part_of_an_emblem(bars):
    assert kinds(copy(bars=bars)) == [Kind.BLACK] * bars


def test_the_stripe_of_a_border_is_lower():
    page = copy(bars=2)
    for left in range(200, 1500, 160):
        stripe = np.array([[left, 2000], [left + 60, 1964], [left + 90, 1964], [left + 30, 2000]])
        cv2.fillPoly(page, [np.asarray(stripe, np.int32)], 0)
    assert kinds(page).count(Kind.MARKER) == 1


def blotted(*, by_hand):
    """A 1-bit page with three bars, perhaps a stroke, and a blot without a shape."""
    page = copy(bars=3)
    if not by_hand:
        page[860:1020, 960:1140] = 255
    blot = [[400, 1500], [520, 1430], [600, 1470], [560, 1560], [470, 1640], [410, 1580]]
    cv2.fillPoly(page, [np.asarray(blot, np.int32)], 0)
    return page


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_blot_is_felt_tip_where_other_words_were_blacked_out_by_hand(by_hand):
    assert kinds(blotted(by_hand=by_hand)).count(Kind.MARKER) == 2 * by_hand


def test_the_blots_of_a_map_are_none_on_a_copy_with_two_bars():
    page = blotted(by_hand=True)
    page[600:650, 300:700] = 255
    assert kinds(page).count(Kind.MARKER) == 1
