"""At which resolution a page is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.resolution import LEAST, MOST, paper_dpi, working_dpi


@pytest.mark.parametrize("scan", [150, 200, 300, 400])
def test_a_scan_is_read_at_its_own_resolution(scan):
    assert working_dpi(scan) == scan


def test_a_coarse_scan_is_enlarged():
    assert working_dpi(72) == LEAST


def test_a_very_fine_scan_is_reduced():
    assert working_dpi(1200) == MOST


@pytest.mark.parametrize("scan", [None, 0, -1])
def test_an_unknown_resolution_is_three_hundred(scan):
    assert working_dpi(scan) == 300


@pytest.mark.parametrize(
    ("pixels", "dpi"), [((1700, 2200), 200), ((2200, 1700), 200), ((2480, 3508), 300)]
)
def test_an_image_of_the_shape_of_office_paper_is_taken_for_a_sheet_of_it(pixels, dpi):
    assert paper_dpi(*pixels) == pytest.approx(dpi, rel=0.01)


def test_an_image_of_another_shape_says_nothing_of_its_resolution():
    assert paper_dpi(3000, 1000) is None


@given(st.none() | st.floats(allow_nan=False))
def test_the_resolution_is_always_within_the_limits(scan):
    assert LEAST <= working_dpi(scan) <= MOST
