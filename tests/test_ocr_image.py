"""Setting a page straight, and the way back."""

import numpy as np
import pytest

from ocr import image
from ocr.frame import Frame
from ocr.model import Box
from ocr.resolution import working_dpi


def lined_page():
    """Lines of letters that are not as wide as a bar, which would not count as type."""
    page = np.full((1600, 1200), 255, np.uint8)
    for top in range(200, 1400, 40):
        for left in range(150, 1000, 30):
            page[top : top + 20, left : left + 8] = 0
    return page


@pytest.mark.parametrize("angle", [-2.0, -0.7, 1.3])
def test_a_tilted_page_is_measured_to_a_fifth_of_a_degree(angle):
    tilted = image.level(lined_page(), -angle)
    assert image.find_skew(255 - tilted, dpi=150) == pytest.approx(angle, abs=0.2)


def test_a_page_whose_lines_climb_and_fall_steeply_is_not_levelled_by_one_half():
    page, bent = lined_page(), lined_page()
    for left in range(1200):
        rise = 25 * left / 600 if left < 700 else 29 - 25 * (left - 700) / 300
        bent[:, left] = np.roll(page[:, left], -round(rise))
    # The left half climbs by 2.5 degrees, the right one falls by 4.7.
    assert abs(image.find_skew(255 - bent, dpi=150)) < 2


@pytest.mark.parametrize("specks", [0, 600])
def test_a_tilted_page_with_type_on_one_half_alone_is_levelled_by_that_half(specks):
    page = lined_page()
    page[:, 560:] = 255
    tilted = image.level(page, -3.0)
    for top, left in np.random.default_rng(1).integers((0, 600), (1590, 1190), (specks, 2)):
        tilted[top : top + 2, left : left + 2] = 0
    assert image.find_skew(255 - tilted, dpi=150) == pytest.approx(3.0, abs=0.2)


def test_a_level_page_is_left_alone():
    assert image.find_skew(255 - lined_page(), dpi=150) == 0.0


def test_a_page_without_lines_is_left_alone():
    assert image.find_skew(np.zeros((800, 600), np.uint8), dpi=100) == 0.0


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_goes_back_to_where_its_ink_is(rotation):
    page = np.full((300, 200), 255, np.uint8)
    page[50:70, 30:90] = 0
    rows, columns = np.nonzero(image.turn(page, rotation) == 0)
    box = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    assert Frame(200, 300, rotation).box_to_rendered(box) == Box(30, 50, 90, 70)


def test_a_box_of_a_levelled_page_goes_back_within_two_pixels():
    page = np.full((900, 700), 255, np.uint8)
    page[100:130, 400:460] = 0
    rows, columns = np.nonzero(image.level(page, 1.5) < 128)
    box = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    back = Frame(700, 900, 0, 1.5).box_to_rendered(box)
    assert back.as_list() == pytest.approx([400, 100, 460, 130], abs=4)


def test_uneven_paper_is_made_white_and_ink_stays_dark():
    paper = np.tile(np.linspace(120, 230, 800).astype(np.uint8), (600, 1))
    paper[300:306, 100:700] = 20
    flat = image.flatten(paper, dpi=200)
    assert flat[50, 400] > 230
    assert flat[303, 400] < 128


@pytest.mark.parametrize(("scan", "wanted"), [(200, 200), (None, 300), (72, 150), (600, 400)])
def test_the_scans_own_resolution_is_used_within_reason(scan, wanted):
    assert working_dpi(scan) == wanted
