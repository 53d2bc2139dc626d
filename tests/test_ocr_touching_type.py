"""Type that a bar touches is taken off it, and parts bars that only type joins."""

import cv2
from hypothesis import given
from hypothesis import strategies as st

from ocr.model import Box
from ocr.regions import box_of, contour_around
from ocr.touching_type import without_touching_type
from tests.builders import inked

DPI = 200
BAR = Box(300, 400, 900, 444)


def type_on(ink, row):
    """Letters that have run together: two strokes of three are ink."""
    for left in range(row.left, row.right - 12, 15):
        ink[row.top : row.bottom, left : left + 9] = 255
    ink[row.top + 12 : row.top + 16, row.left : row.right] = 255


def contour(*boxes):
    """The outline of what is in any of some boxes."""
    mask = inked(*boxes)
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    [whole] = found
    return whole


def parted(ink, *boxes):
    return sorted(
        (box_of(each) for each in without_touching_type(contour(*boxes), ink, DPI)),
        key=lambda box: box.top,
    )


def test_a_bar_that_touches_the_line_below_it_ends_above_that():
    row = Box(400, 444, 800, 474)
    ink = inked(BAR)
    type_on(ink, row)
    [found] = parted(ink, BAR, row)
    assert abs(found.bottom - BAR.bottom) <= 8
    assert (found.left, found.top, found.right) == (BAR.left, BAR.top, BAR.right)


def test_two_bars_that_type_joins_are_two():
    row, other = Box(400, 444, 800, 490), Box(300, 490, 900, 534)
    ink = inked(BAR, other)
    type_on(ink, row)
    first, second = parted(ink, BAR, row, other)
    assert abs(first.bottom - BAR.bottom) <= 8
    assert abs(second.top - other.top) <= 8


def test_a_bar_by_itself_keeps_its_outline():
    whole = contour(BAR)
    [kept] = without_touching_type(whole, inked(BAR), DPI)
    assert kept is whole


def test_a_worn_bar_keeps_its_outline():
    ink = inked(BAR)
    ink[400:444:4, 300:900:4] = 0
    assert parted(ink, BAR) == [BAR]


def test_the_arms_of_a_drawn_bracket_are_not_parted():
    arm, upright = Box(300, 400, 420, 440), Box(300, 440, 318, 600)
    assert parted(inked(arm, upright), arm, upright) == [Box(300, 400, 420, 600)]


@given(st.integers(60, 700), st.integers(20, 300))
def test_what_is_kept_lies_within_the_bar(width, height):
    box = Box(300, 400, 300 + width, 400 + height)
    found = [box_of(each) for each in without_touching_type(contour_around(box), inked(box), DPI)]
    assert found == [box]


def test_a_letter_without_any_paper_in_it_is_taken_off():
    letter = Box(400, 444, 424, 474)
    [found] = parted(inked(BAR, letter), BAR, letter)
    assert abs(found.bottom - BAR.bottom) <= 8
