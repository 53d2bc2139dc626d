"""Greys that a 1-bit scan made of dots."""

import cv2
import numpy as np
import pytest

from ocr.screens import as_tones

DPI = 300
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16


def dithered(tones):
    """Tones as an ordered dither makes them black and white."""
    height, width = tones.shape
    screen = np.tile(BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width]
    return np.where(tones > screen, 255, 0).astype(np.uint8)


def type_on(paper, ink):
    """Strokes as wide as those of type, a letter apart."""
    tones = np.full((400, 400), paper, np.uint8)
    for left in range(40, 360, 30):
        tones[100:130, left : left + 5] = tones[200:205, left : left + 20] = ink
    return tones


def test_a_dithered_page_gets_its_tones_back():
    seen = as_tones(dithered(type_on(200, 20)), dpi=DPI)
    assert abs(int(np.median(seen)) - 200) < 15
    assert seen[115, 42] < 120


def test_type_on_white_paper_is_left_alone_and_so_is_a_page_full_of_specks():
    clean = type_on(255, 0)
    rough = clean.copy()
    rough[np.random.default_rng(1).random(clean.shape) < 0.04] = 0
    assert as_tones(clean, dpi=DPI) is clean
    assert as_tones(rough, dpi=DPI) is rough


@pytest.mark.parametrize("grain", [8, 15, 30])
def test_grey_paper_with_a_grain_is_no_screen(grain):
    tones = np.random.default_rng(1).normal(128, grain, (400, 400))
    page = tones.clip(0, 255).astype(np.uint8)
    assert as_tones(page, dpi=DPI) is page


def test_a_dithered_page_that_went_through_jpeg_gets_its_tones_back():
    squeezed = cv2.imencode(".jpg", dithered(type_on(200, 20)), [cv2.IMWRITE_JPEG_QUALITY, 75])[1]
    page = np.asarray(cv2.imdecode(squeezed, cv2.IMREAD_GRAYSCALE), np.uint8)
    assert abs(int(np.median(as_tones(page, dpi=DPI))) - 200) < 15


@pytest.mark.parametrize("shape", [(1, 1), (50, 1), (1, 50)])
def test_a_page_of_one_row_or_column_is_left_alone(shape):
    page = np.zeros(shape, np.uint8)
    assert as_tones(page, dpi=DPI) is page


def test_printed_rules_close_to_one_another_are_no_tone():
    ruled = np.full((400, 400), 255, np.uint8)
    ruled[::3] = 0
    assert as_tones(ruled, dpi=DPI) is ruled
