"""The lines of forms go, the type in and on them stays."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.rules import erase_rules

DPI = 200
INK = np.uint8(0)


def paper():
    return np.full((1100, 1600), 255, np.uint8)


def typed(page, text, left, base):
    cv2.putText(page, text, (left, base), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 3)
    return page


def ruled(page, top, left=100, right=1500):
    page[top : top + 3, left:right] = INK
    return page


def ink_in(page, top, bottom, left=0, right=1600):
    return int((page[top:bottom, left:right] < 128).sum())


def test_a_page_without_rules_comes_back_as_it_is():
    page = typed(paper(), "THE MINISTER SAID THAT HE WOULD REPLY", 150, 500)
    assert np.array_equal(erase_rules(page, dpi=DPI), page)


def test_the_grid_of_a_form_goes_and_its_entries_stay():
    type_only = typed(paper(), "NAVY", 180, 240)
    form = ruled(ruled(type_only.copy(), 200), 252)
    for left in range(100, 1500, 200):
        form[200:255, left : left + 3] = INK
    rules = np.count_nonzero(form != type_only)
    # Where rules cross each other their ink is thick, and specks of it stay.
    assert np.count_nonzero(erase_rules(form, dpi=DPI) != type_only) < 0.02 * rules


def test_an_underline_goes_and_the_letters_standing_on_it_stay():
    type_only = typed(paper(), "SUBJECT HILL TALKS AND ILL WILL", 150, 497)
    lined = ruled(type_only.copy(), 500)
    lost = (type_only < 128) & (erase_rules(lined, dpi=DPI) >= 128)
    assert np.count_nonzero(lost) < 0.01 * np.count_nonzero(type_only < 128)


def test_a_rule_that_climbs_with_the_page_goes_too():
    page = paper()
    cv2.line(page, (100, 400), (1500, 412), 0, 3)
    assert ink_in(erase_rules(page, dpi=DPI), 380, 430) == 0


def test_an_upright_rule_down_the_margin_goes():
    page = paper()
    page[100:1000, 120:123] = INK
    assert ink_in(erase_rules(page, dpi=DPI), 0, 1100) == 0


def test_a_black_bar_is_no_rule():
    page = paper()
    page[300:340, 100:1500] = INK
    assert np.array_equal(erase_rules(page, dpi=DPI), page)


@pytest.mark.parametrize("dpi", [150, 200, 300, 400])
def test_the_lengths_follow_the_resolution(dpi):
    page = np.full((3 * dpi, 8 * dpi), 255, np.uint8)
    page[dpi : dpi + round(0.012 * dpi) + 1, dpi : 7 * dpi] = INK
    assert ink_in(erase_rules(page, dpi=dpi), 0, 3 * dpi, 0, 8 * dpi) == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_ink_is_ever_added(seed):
    chance = np.random.default_rng(seed)
    page = paper()
    for _ in range(12):
        x, y, w, h = (int(v) for v in chance.integers(1, (1500, 1000, 1000, 200)))
        page[y : y + min(h, 4), x : x + w] = INK
        page[y : y + h, x : x + min(w, 4)] = INK
    assert (erase_rules(page, dpi=DPI) >= page).all()
