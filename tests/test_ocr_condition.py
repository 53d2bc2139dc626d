"""A page is judged by its marks: how large its letters are, how dirty it is, which is paper."""

import cv2
import numpy as np
import pytest

from ocr.condition import judge
from ocr.image import ink

DPI = 200


def typed(*, letters=100, specks=0):
    """A page with rows of letters, bars 0.08 in high, and specks between them."""
    page = np.full((2200, 1700), 255, np.uint8)
    for n in range(letters):
        x, y = 200 + 40 * (n % 25), 300 + 60 * (n // 25)
        cv2.rectangle(page, (x, y), (x + 8, y + 15), 0, -1)
    for n in range(specks):
        page[1500 + 10 * (n // 50), 200 + 10 * (n % 50)] = 0
    return page


def condition(page):
    return judge(page, ink(page, dpi=DPI), dpi=DPI)


def test_letters_are_counted_and_their_height_is_told_in_inches():
    seen = condition(typed(letters=75))
    assert seen.letters == 75
    assert seen.letter_height == pytest.approx(0.08, abs=0.01)
    assert seen.contrast == 1.0


def test_specks_are_no_letters_and_are_told_for_each_letter():
    page = cv2.resize(typed(letters=50, specks=100), None, fx=0.5, fy=0.5)
    clean = condition(typed(letters=50))
    dirty = judge(page, np.where(page < 200, 255, 0).astype(np.uint8), dpi=100)
    assert (clean.specks, dirty.letters) == (0.0, 50)
    assert dirty.specks == pytest.approx(2.0, abs=0.2)


def test_a_pale_copy_has_little_contrast():
    assert condition((typed() // 3 + 170).astype(np.uint8)).contrast < 0.4


def test_a_negative_is_told_from_a_page_that_is_one_large_redaction():
    assert condition(255 - typed()).inverted
    withheld = np.zeros((2200, 1700), np.uint8)
    withheld[1000:1100, 500:1200] = 255 - typed()[290:390, 200:900]
    assert not condition(withheld).inverted
    assert not condition(typed()).inverted


def test_an_empty_page_has_no_letters_and_no_contrast():
    seen = condition(np.full((2200, 1700), 255, np.uint8))
    assert (seen.letters, seen.letter_height, seen.contrast) == (0, 0.0, 0.0)
