"""How images go from poppler to us, and from us to Tesseract."""

import cv2
import numpy as np
import pytest
from PIL import Image

from ocr.netpbm import read_netpbm, write_netpbm


def page(*tones):
    """Of a width that fills no byte, with its tones in the first row."""
    made = np.full((5, 13), 255, np.uint8)
    made[0, : len(tones)] = tones
    return made


@pytest.mark.parametrize("tones", [(), (0,), (0, 255, 0), (1, 254, 128)])
def test_what_is_written_is_what_is_on_the_page(tones, tmp_path):
    path = write_netpbm(page(*tones), tmp_path / "page")
    assert (cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) == page(*tones)).all()


def test_a_page_without_greys_takes_a_bit_for_a_pixel(tmp_path):
    assert write_netpbm(page(0, 255), tmp_path / "page").read_bytes()[:2] == b"P4"
    assert write_netpbm(page(0, 254), tmp_path / "page").read_bytes()[:2] == b"P5"


@pytest.mark.parametrize("shape", [(5, 13), (5, 13, 3)])
def test_what_is_read_is_what_is_in_the_file(shape, tmp_path):
    made = np.random.default_rng(1).integers(0, 256, shape, np.uint8)
    Image.fromarray(made).save(tmp_path / "page.ppm")
    assert (read_netpbm(tmp_path / "page.ppm") == made).all()


def test_a_file_that_was_cut_off_is_no_image(tmp_path):
    path = write_netpbm(page(1), tmp_path / "page")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ValueError, match=r"reshape|of eight"):
        read_netpbm(path)
    path.write_bytes(b"")
    with pytest.raises(ValueError, match=r"reshape|of eight"):
        read_netpbm(path)
