"""Boxes of the reading frame, back on the page as it was rendered."""

import pytest

from ocr.frame import Frame, corners
from ocr.model import Box

EDGES = [Box(0, 0, 100, 200), Box(10, 20, 30, 40), Box(-3, 20, 30, 40), Box(90, 190, 105, 210)]


@pytest.mark.parametrize("box", EDGES)
@pytest.mark.parametrize(("rotation", "skew"), [(0, 0.0), (90, 0.0), (0, 1.5)])
def test_a_box_is_where_its_corners_are(box, rotation, skew):
    frame = Frame(100, 200, rotation, skew)
    assert frame.box_to_rendered(box) == frame.to_rendered(corners(box))


def test_on_a_page_that_was_not_turned_it_stays_in_its_place_and_on_the_page():
    frame = Frame(100, 200)
    assert frame.box_to_rendered(Box(10, 20, 30, 40)) == Box(10, 20, 30, 40)
    assert frame.box_to_rendered(Box(90, 190, 105, 210)) == Box(90, 190, 100, 200)
