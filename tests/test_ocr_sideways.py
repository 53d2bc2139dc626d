"""Pages that lie on their side and are read all the same."""

import numpy as np
import pytest

from ocr import tesseract
from ocr.model import Box, Sheet, Word
from ocr.reading import Readers, read_images
from ocr.sideways import lies_on_its_side, turns_to_try

SHEET = Sheet(1, 8.5, 11.0, 200)


def words(wide, high, count=20, text="HARBOR"):
    return tuple(
        Word(text, Box(100, 100 * n + 100, 100 + wide, 100 * n + 100 + high), 0.95)
        for n in range(count)
    )


def test_words_without_room_for_their_letters_side_by_side_lie_on_their_side():
    assert lies_on_its_side(words(36, 54))


def test_close_print_stands_upright_and_so_does_type_with_boxes_twice_as_high():
    assert not lies_on_its_side(words(6 * 14, 30))
    assert not lies_on_its_side(words(6 * 20, 52))


def test_a_stamp_along_the_margin_does_not_turn_a_page():
    assert not lies_on_its_side(words(25, 120, count=3) + words(120, 25))


def test_two_letters_tell_nothing():
    assert not lies_on_its_side(words(20, 80, text="OF"))


@pytest.mark.parametrize(
    ("detected", "turns"), [(270, (270, 90)), (90, (90, 270)), (0, (90, 270)), (180, (90, 270))]
)
def test_both_quarter_turns_are_tried_the_detected_one_first(detected, turns):
    assert turns_to_try(detected, on_its_side=True) == turns


def test_a_page_that_only_reads_badly_is_turned_as_detected_or_not_at_all():
    assert turns_to_try(180, on_its_side=False) == (180,)
    assert turns_to_try(0, on_its_side=False) == ()


class ReadsOnItsSide:
    """Reads a page that is wider than high well though it lies on its side, and upright too."""

    def read_all(self, pages, *, dpi):
        return [words(36, 54, 14) if p.shape[1] > p.shape[0] else words(120, 25) for p in pages]

    def read(self, crops):
        return [()] * len(crops)


def test_a_page_on_its_side_is_turned_however_well_it_reads(monkeypatch):
    monkeypatch.setattr(tesseract, "quarter_turn", lambda *_, **__: 0)
    reader, lying = ReadsOnItsSide(), np.full((1700, 2200), 255, np.uint8)
    for top in range(400, 1600, 40):
        lying[top : top + 14, 500:524] = lying[top : top + 14, 900:924] = 0
    (page,) = read_images([lying], [SHEET], Readers(reader, reader), timeout=10)
    assert page.frame.rotation == 90
    assert page.lines[0].box.width == 120
