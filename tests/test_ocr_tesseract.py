"""How pages are handed to Tesseract."""

import cv2
import numpy as np
import pytest

from ocr.tesseract import _written


def page(*tones):
    """Of a width that fills no byte, with its tones in the first row."""
    made = np.full((5, 13), 255, np.uint8)
    made[0, : len(tones)] = tones
    return made


@pytest.mark.parametrize("tones", [(), (0,), (0, 255, 0), (1, 254, 128)])
def test_what_is_written_is_what_is_on_the_page(tones, tmp_path):
    path = _written(page(*tones), tmp_path, "page")
    assert (cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) == page(*tones)).all()


def test_a_page_without_greys_takes_a_bit_for_a_pixel(tmp_path):
    assert _written(page(0, 255), tmp_path, "page").read_bytes()[:2] == b"P4"
    assert _written(page(0, 254), tmp_path, "page").read_bytes()[:2] == b"P5"
