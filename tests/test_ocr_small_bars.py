"""Bars of a letter's width are told from strokes by the bar they stand in a row with."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.certainties import DOUBTED
from ocr.labels import read_labels
from ocr.model import Box
from ocr.redactions import find_redactions
from ocr.small_bars import find_small_bars
from tests.builders import bar, inked

DPI = 200
ROW = Box(500, 400, 1200, 444)


def found(small, row=ROW):
    bars = find_small_bars(inked(row, small), [bar(*row.as_list())], dpi=DPI)
    return [each.box for each in bars]


@pytest.mark.parametrize("left", [470, 300, 1230])
def test_a_narrow_bar_beside_a_bar_is_one_as_well(left):
    small = Box(left, 402, left + 16, 442)
    assert found(small) == [small]


STROKE = Box(470, 402, 478, 442)
LETTER = Box(470, 412, 486, 438)
UPRIGHT = Box(470, 380, 486, 470)
BELOW = Box(470, 460, 486, 500)
FAR = Box(200, 402, 216, 442)
BLOCK = Box(400, 402, 470, 442)  # wide enough to be a bar by itself


@pytest.mark.parametrize("box", [STROKE, LETTER, UPRIGHT, BELOW, FAR, BLOCK])
def test_what_is_not_as_wide_as_a_letter_or_not_as_high_as_its_row_is_none(box):
    assert found(box) == []


def test_a_letter_of_strokes_is_none():
    small = Box(470, 402, 500, 442)
    ink = inked(ROW, small)
    ink[410:434, 478:492] = 0
    assert find_small_bars(ink, [bar(*ROW.as_list())], dpi=DPI) == []


def test_two_bars_in_a_row_have_the_narrow_one_between_them_once():
    other, small = Box(500, 400, 800, 444), Box(830, 402, 846, 442)
    next_one = Box(880, 400, 1300, 444)
    bars = [bar(*box.as_list()) for box in (other, next_one)]
    assert len(find_small_bars(inked(other, small, next_one), bars, dpi=DPI)) == 1


ALONE = Box(300, 900, 331, 944)
HIGHER = Box(300, 900, 340, 960)
NARROWER = Box(300, 900, 316, 944)


@pytest.mark.parametrize(("small", "is_one"), [(ALONE, True), (HIGHER, False), (NARROWER, False)])
def test_a_bar_that_stands_alone_in_its_row_is_as_high_as_the_bars_of_other_rows(small, is_one):
    rows = [ROW, Box(500, 500, 1200, 544)]
    found = find_small_bars(inked(*rows, small), [bar(*r.as_list()) for r in rows], dpi=DPI)
    assert [each.box for each in found] == [small] * is_one


def test_a_part_of_a_picture_stands_on_no_paper():
    rows = [ROW, Box(500, 500, 1200, 544)]
    ink = inked(*rows, ALONE)
    ink[890:960, 280:350:2] = 255
    assert find_small_bars(ink, [bar(*r.as_list()) for r in rows], dpi=DPI) == []


def test_dirt_at_the_edges_of_a_narrow_bar_does_not_matter():
    small = Box(470, 402, 486, 442)
    ink = inked(ROW, small)
    ink[404, 486] = ink[430, 486] = ink[442, 472] = 255
    assert len(find_small_bars(ink, [bar(*ROW.as_list())], dpi=DPI)) == 1


class Blind:
    """Reads nothing."""

    def read(self, crops):
        return [() for _ in crops]


@pytest.mark.parametrize("height", [34, 36, 40, 44])
def test_a_page_gives_its_narrow_bars_too(height):
    row, small = Box(500, 400, 1200, 400 + height), Box(460, 402, 476, 400 + height)
    page = np.where(inked(row, small) > 0, np.uint8(0), np.uint8(255))
    sought = find_redactions(page, dpi=DPI)
    kept = read_labels(page, sought, Blind(), dpi=DPI)
    assert {redaction.box for redaction in kept} == {small, row}


def test_what_is_cut_off_where_the_search_ends_is_no_narrow_bar():
    assert found(Box(1200 + 230, 402, 1650, 442)) == []


@pytest.mark.parametrize("left", [0, 1684])
def test_the_shadow_of_a_scanner_is_none(left):
    small = Box(left, 402, left + 16, 442)
    assert found(small, Box(200, 400, 1500, 444)) == []


def test_a_shadow_on_a_page_with_tones_ends_nothing():
    page = np.full((1100, 850), 230, np.uint8)
    page[300:320, 600:790] = page[300:320, 842:850] = 0
    [only] = find_redactions(page, dpi=100)
    assert only.box.overlaps(Box(600, 300, 790, 320))


@given(st.integers(0, 1650), st.integers(0, 2150), st.integers(1, 400), st.integers(1, 90))
def test_a_bar_at_an_edge_of_the_page_is_like_any_other(left, top, width, height):
    row = Box(left, top, min(left + width, 1700), min(top + height, 2200))
    assert all(not each.overlaps(row) for each in found(Box(470, 402, 486, 442), row))


def test_a_small_bar_alone_is_no_square_of_a_design_when_all_is_told_apart():
    page = np.full((1400, 1100), 255, np.uint8)
    for box in (Box(300, 400, 1000, 444), Box(300, 500, 1000, 544), ALONE):
        page[box.top : box.bottom, box.left : box.right] = 0
    certain = {r.box: r.certainty for r in find_redactions(page, dpi=DPI)}
    assert certain[ALONE] > DOUBTED
