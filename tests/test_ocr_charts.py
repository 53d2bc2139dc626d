"""Bars of charts and plans, cells of matrices and pieces of logos hide nothing. At 200 dpi."""

import cv2
import numpy as np
import pytest

from ocr.certainties import CHARTED
from ocr.dark_pieces import with_pieces_doubted
from ocr.labels import read_labels
from ocr.model import Box, Kind
from ocr.redactions import find_redactions
from ocr.regions import contour_around, region
from tests.builders import letters

DPI = 200
GREEN, ORANGE, RED, TRACK = (90, 150, 40), (237, 125, 49), (192, 0, 0), (225, 225, 225)
BLACK = (0, 0, 0)


def paper():
    return np.full((1200, 1500, 3), 255, np.uint8)


def fill(page, box, colour):
    left, top, right, bottom = box
    page[top:bottom, left:right] = colour


class Reads:
    def read(self, crops):
        return [letters("", 0.99)] * len(crops)


def found(page):
    return read_labels(page, find_redactions(page, dpi=DPI), Reads(), dpi=DPI)


def lying(page, colour, *, axis):
    for n, wide in enumerate((300, 520, 260, 410)):
        fill(page, (400, 600 + 60 * n, 400 + wide, 640 + 60 * n), colour)
    page[590:830, 398:400][axis] = 90


def test_standing_bars_of_ink_are_a_chart_as_well():
    page = paper()
    for n, high in enumerate((100, 220, 160, 300)):
        fill(page, (300 + 120 * n, 900 - high, 380 + 120 * n, 900), BLACK)
    assert found(page) == ()


def test_lying_bars_of_ink_that_start_from_an_axis_are_none():
    page = paper()
    lying(page, BLACK, axis=np.s_[:])
    assert found(page) == ()


def test_of_a_pale_axis_a_one_bit_scan_leaves_dots():
    page = np.full((1200, 1500), 255, np.uint8)
    lying(page, 0, axis=np.s_[::4])
    page[page < 128] = 0
    assert found(page) == ()


def test_withheld_names_below_one_another_are_found_without_an_axis():
    page = paper()
    lying(page, BLACK, axis=np.s_[:0])
    assert len(found(page)) == 4


def test_meters_go_on_in_a_paler_tone():
    page = paper()
    for n, wide in enumerate((400, 250)):
        fill(page, (400, 600 + 60 * n, 900, 628 + 60 * n), TRACK)
        fill(page, (400, 600 + 60 * n, 400 + wide, 628 + 60 * n), GREEN)
    assert found(page) == ()


def test_the_bars_of_a_plan_cross_the_lines_of_its_calendar():
    page = paper()
    for x in range(400, 1300, 150):
        page[560:860, x] = 190
    for n, (left, right) in enumerate(((400, 620), (590, 830), (800, 1000), (950, 1240))):
        fill(page, (left, 600 + 60 * n, right, 640 + 60 * n), GREEN)
    assert found(page) == ()


def test_the_cells_of_a_risk_matrix_touch_cells_of_other_colours():
    page = paper()
    shades = ((GREEN, ORANGE, RED), (GREEN, GREEN, ORANGE), (GREEN, GREEN, GREEN))
    for y, row in enumerate(shades):
        for x, colour in enumerate(row):
            fill(page, (400 + 150 * x, 600 + 60 * y, 549 + 150 * x, 659 + 60 * y), colour)
    assert found(page) == ()


@pytest.mark.parametrize("ground", [(255, 255, 255), (225, 215, 190)])
def test_redactions_on_a_shaded_ground_are_no_matrix(ground):
    page = paper()
    fill(page, (300, 500, 1400, 800), ground)
    fill(page, (400, 600, 700, 640), ORANGE)
    fill(page, (400, 700, 900, 740), ORANGE)
    assert len(found(page)) == 2


def test_a_square_that_white_letters_cut_in_two_is_a_logo():
    ink = np.zeros((1200, 1500), np.uint8)
    ink[400:500, 300:400] = 255
    ink[430:464, 320:380] = 0
    halves = [
        region(Kind.BLACK, contour_around(Box(300, top, 400, foot)), dpi=DPI, certainty=0.98)
        for top, foot in ((400, 462), (464, 500))
    ]
    doubted = with_pieces_doubted(halves, 255 - ink, ink, DPI)
    assert [half.certainty for half in doubted] == [CHARTED, CHARTED]


def test_the_lines_of_a_withheld_paragraph_are_no_logo():
    page = np.full((1200, 1500), 255, np.uint8)
    for top in (400, 430):
        page[top : top + 26, 300:700] = 0
    assert len(found(page)) == 2


def test_the_dark_foot_of_a_photograph_is_none():
    page = np.full((1200, 1500), 255, np.uint8)
    rng = np.random.default_rng(1)
    cloud = cv2.resize(rng.integers(70, 170, (20, 40)).astype(np.uint8), (400, 200))
    page[400:600, 300:700] = cloud
    page[600:740, 300:700] = 5
    assert found(page) == ()


def test_a_bar_along_a_rule_is_found():
    page = np.full((1200, 1500), 255, np.uint8)
    page[588:597, 200:1500] = 0
    page[600:640, 300:700] = 0
    [redaction] = found(page)
    assert redaction.box.right == pytest.approx(700, abs=3)
