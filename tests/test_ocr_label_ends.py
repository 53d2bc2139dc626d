"""A fill that was found up to its own label goes on about it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.label_ends import with_its_ends
from ocr.labels import read_labels
from ocr.model import Box, Kind, Redaction
from samples import fonts
from tests.builders import letters

DPI = 200
WHOLE = Box(100, 100, 500, 127)
PEACH, INK = (248, 216, 175), (20, 40, 160)


class Says:
    """A reader that reads every row as the same text."""

    def __init__(self, said):
        self.said = said

    def read(self, crops):
        return [letters(self.said)] * len(crops)


def drawn(said="s.19(1)", fill=PEACH):
    """A page with a fill that has a word at its left, nearly as high as it."""
    image = Image.new("RGB", (900, 300), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((WHOLE.left, WHOLE.top, WHOLE.right - 1, WHOLE.bottom - 1), fill=fill)
    pen.text((106, WHOLE.middle), said, font=fonts.load("sans-bold", 22), fill=INK, anchor="lm")
    return np.asarray(image, np.uint8)


def piece(left, right=WHOLE.right, kind=Kind.COLOURED, certainty=0.3):
    corners = ((left, 100), (right, 100), (right, 127), (left, 127))
    return Redaction(kind, (Box(left, 100, right, 127),), corners, certainty)


def test_a_fill_goes_as_far_as_its_tone():
    grown = with_its_ends(piece(190), drawn(), dpi=DPI)
    assert grown is not None
    assert abs(grown.box.left - WHOLE.left) <= 2
    assert abs(grown.box.right - WHOLE.right) <= 2


def test_a_fill_that_was_found_whole_has_no_ends_to_find():
    assert with_its_ends(piece(WHOLE.left), drawn(""), dpi=DPI) is None


def test_paper_with_words_beside_a_fill_is_not_of_it():
    page = drawn("").copy()
    page[:, :190] = 255
    assert with_its_ends(piece(190), page, dpi=DPI) is None


def test_a_label_at_the_lost_end_is_read_and_the_fill_is_whole():
    [found] = read_labels(drawn(), [piece(190)], Says("s.19(1)"), dpi=DPI)
    assert [word.text for word in found.label] == ["s.19(1)"]
    assert found.box.left <= 102


@pytest.mark.parametrize("first", [piece(100, 118), piece(104, 108)], ids=["grows", "does not"])
def test_two_pieces_of_one_fill_are_one_redaction(first):
    pieces = [first, piece(190)]
    found = read_labels(drawn(), pieces, Says("s.19(1)"), dpi=DPI)
    assert len(found) == 1


def test_other_words_at_an_end_change_nothing():
    given = piece(190, certainty=0.9)
    found = read_labels(drawn("Kenmerk"), [given], Says("Kenmerk"), dpi=DPI)
    assert [one.box for one in found] == [given.box]
