"""A label that runs up or down its redaction is read, and stands where it was printed."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.labels import read_labels
from ocr.model import Box, Kind, Redaction
from ocr.turned_labels import DOWN, UP, find_turned_marks
from samples import fonts
from tests.builders import letters

DPI = 200
PLACE = Box(100, 60, 150, 300)


def drawn(turn):
    """A page with a high grey box that has a code near its upper end, turned by degrees."""
    image = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(image).rectangle(
        (PLACE.left, PLACE.top, PLACE.right - 1, PLACE.bottom - 1), fill=(160, 160, 160)
    )
    label = Image.new("RGB", (90, 32), (160, 160, 160))
    pen = ImageDraw.Draw(label)
    pen.text((45, 16), "10.2.e", font=fonts.load("sans", 26), fill=(0, 0, 0), anchor="mm")
    image.paste(label.rotate(turn, expand=True), (109, 80))
    return np.asarray(image, np.uint8)


def redaction():
    corners = ((100, 60), (150, 60), (150, 300), (100, 300))
    return Redaction(Kind.GREY, (PLACE,), corners, 0.9)


class Says:
    """A reader that reads level rows as a code, and any other as nothing."""

    def __init__(self, said):
        self.said = said

    def read(self, crops):
        return [letters(self.said) if c.shape[1] > 2 * c.shape[0] else () for c in crops]


@pytest.mark.parametrize(("turn", "quarters"), [(90, UP), (270, DOWN)])
def test_the_marks_of_a_turned_label_are_level_and_have_their_place_on_the_page(turn, quarters):
    [crop] = find_turned_marks(drawn(turn), redaction(), quarters, dpi=DPI)
    assert crop.image.shape[1] > 2 * crop.image.shape[0]
    assert 80 <= crop.box.top < crop.box.bottom <= 170
    assert 105 <= crop.box.left < crop.box.right <= 145


def test_a_turned_label_is_read():
    [found] = read_labels(drawn(90), [redaction()], Says("10.2.e"), dpi=DPI)
    assert [word.text for word in found.label] == ["10.2.e"]


@pytest.mark.parametrize("said", ["Kenmerk", "10.2.q"])
def test_what_is_no_code_to_the_letter_is_none_on_its_side(said):
    found = read_labels(drawn(90), [redaction()], Says(said), dpi=DPI)
    assert [one.label for one in found] == [()]
