"""At which resolution a page is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.resolution import LEAST, MOST, working_dpi


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


@given(st.none() | st.floats(allow_nan=False))
def test_the_resolution_is_always_within_the_limits(scan):
    assert LEAST <= working_dpi(scan) <= MOST
