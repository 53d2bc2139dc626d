"""Which black shapes are redactions. Pages are drawn at 200 dpi."""

import cv2
import numpy as np
import pytest

from ocr.model import Box, Kind, Word
from ocr.redactions import cover, find_redactions, uncovered

DPI = 200


def blank():
    return np.zeros((2200, 1700), np.uint8)


def found(ink):
    return [r.box.as_list() for r in find_redactions(255 - ink, dpi=DPI)]


def test_a_solid_bar_is_found_to_the_pixel():
    ink = blank()
    ink[500:543, 300:900] = 255
    assert found(ink) == [[300, 500, 900, 543]]


def test_words_between_the_legs_of_a_region_are_in_no_band():
    ink = blank()
    ink[500:580, 300:1400] = 255
    ink[580:640, 300:420] = ink[580:640, 1200:1400] = 255
    (redaction,) = find_redactions(255 - ink, dpi=DPI)
    top, left, right = redaction.bands
    assert (top.left, top.right) == (300, 1400)
    assert [left.as_list(), right.as_list()] == [[300, 580, 420, 640], [1200, 580, 1400, 640]]
    within = Word("HARBOR", Box(700, 600, 820, 625), 0.9)
    assert uncovered([within], [redaction]) == (within,)


def test_a_region_in_steps_is_one_redaction_with_a_band_for_each_step():
    ink = blank()
    ink[500:543, 800:1400] = 255
    ink[543:680, 300:1400] = 255
    ink[680:723, 300:600] = 255
    (redaction,) = find_redactions(255 - ink, dpi=DPI)
    assert len(redaction.bands) == 3
    assert redaction.box.as_list() == [300, 500, 1400, 723]


def test_bars_with_a_hair_of_paper_between_them_are_two():
    ink = blank()
    ink[500:543, 300:900] = ink[500:543, 907:1300] = 255
    assert len(found(ink)) == 2


def test_a_bar_full_of_scanning_specks_is_still_found():
    ink = blank()
    ink[500:560, 300:900] = 255
    ink[505:555:20, 310:890:25] = 0
    assert found(ink) == [[300, 500, 900, 560]]


def test_a_punch_hole_is_none():
    ink = blank()
    cv2.circle(ink, (500, 100), 25, 255, -1)
    assert found(ink) == []


def test_a_thick_rule_is_none():
    ink = blank()
    ink[500:516, 200:1500] = 255
    assert found(ink) == []


def test_the_shadow_at_the_edge_of_the_scanner_is_none():
    ink = blank()
    ink[:, 1640:] = 255
    assert found(ink) == []


def test_struck_type_is_none():
    ink = blank()
    cv2.putText(ink, "TOP SECRET", (500, 300), cv2.FONT_HERSHEY_SIMPLEX, 2, 255, 6)
    ink[275:281, 480:1000] = 255
    assert found(ink) == []


def test_a_masthead_of_thin_white_letters_on_black_is_none():
    ink = blank()
    ink[300:372, 300:800] = 255
    cv2.putText(ink, "TELEGRAM", (380, 358), cv2.FONT_HERSHEY_SIMPLEX, 1.9, 0, 10)
    assert found(ink) == []


def test_an_empty_page_has_none():
    assert found(blank()) == []


def test_covering_paints_the_region_and_leaves_the_rest():
    ink = blank()
    ink[500:543, 300:900] = 255
    page = 255 - ink
    page[450, 300] = 0
    covered = cover(page, find_redactions(255 - ink, dpi=DPI), dpi=DPI)
    assert np.argwhere(covered < 255).tolist() == [[450, 300]]


def test_the_dark_part_of_a_grey_picture_is_no_bar_and_a_bar_on_paper_is_one():
    page = np.full((2200, 1700), 245, np.uint8)
    page[::3, ::5] = 236  # the grain of a grey scan
    page[600:1400, 300:900] = 140
    page[800:850, 450:700] = 5
    page[1700:1740, 300:700] = 5
    boxes = [r.box.as_list() for r in find_redactions(page, dpi=200) if r.kind is Kind.BLACK]
    assert boxes == [pytest.approx([300, 1700, 700, 1740], abs=2)]
