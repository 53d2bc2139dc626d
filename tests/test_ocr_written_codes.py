"""Codes written by hand beside redactions are read from their own marks."""

import time
import tracemalloc

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.model import Box, Kind, Line, Redaction, Word
from ocr.written_codes import WrittenLimits, find_written, with_written_codes
from samples import fonts
from tests.builders import letters

DPI = 200
BAR = Redaction(
    Kind.MARKER, (Box(200, 100, 900, 140),), ((200, 100), (900, 100), (900, 140), (200, 140))
)


class Says:
    """A reader that reads every row as the same text."""

    def __init__(self, said, confidence=0.9):
        self.said, self.confidence, self.rows = said, confidence, []

    def read(self, crops):
        self.rows += crops
        return [letters(self.said, self.confidence)] * len(crops)


def drawn(at=(1300, 80), size=64, stroke=False):
    """A page of type with a code as large as handwriting beside it."""
    image = Image.new("L", (1700, 400), 255)
    pen = ImageDraw.Draw(image)
    pen.text(at, "b7c", font=fonts.load("sans", size), fill=0)
    if stroke:
        pen.line((at[0] + 60, 0, at[0] + 140, 390), fill=0, width=3)
    return np.asarray(image, np.uint8)


def typed(text="said", left=200, confidence=0.95):
    return Line((Word(text, Box(left, 200, left + 60, 224), confidence),))


def found(page, lines, reader, redactions=(BAR,)):
    return [n.text for n in with_written_codes(page, lines, redactions, reader, dpi=DPI)]


def test_a_code_larger_than_type_in_the_margin_is_read():
    assert found(drawn(), [typed()], Says("b7c")) == ["b7c", "said"]


def test_what_it_was_read_as_first_is_kept_as_another_reading():
    first = Line((Word("bye", Box(1300, 90, 1390, 140), 0.4),))
    code, _ = with_written_codes(drawn(), [first, typed()], [BAR], Says("b7c"), dpi=DPI)
    assert [each.text for each in code.words[0].readings] == ["bye", "b7c"]


@pytest.mark.parametrize(
    "reader",
    [Says("b7c", 0.5), Says("b2", 0.7), Says("87c"), Says("bIe"), Says("hello"), Says("1.4(d)")],
    ids=["in doubt", "short", "mended", "no code", "a word", "no code of the act"],
)
def test_what_is_no_code_to_the_letter_changes_nothing(reader):
    assert found(drawn(), [typed()], reader) == ["said"]


@pytest.mark.parametrize("said", ["bIc", "b%c", "bTC", "b.7c"])
def test_what_stands_before_a_written_letter_is_a_seven(said):
    assert found(drawn(), [typed()], Says(said))[0].lower() == "b7c"


def test_a_page_without_redactions_has_no_codes():
    reader = Says("b7c")
    assert found(drawn(), [typed()], reader, redactions=()) == ["said"]
    assert reader.rows == []


def test_type_is_no_handwriting():
    reader = Says("b7c")
    assert found(drawn(size=24), [typed()], reader) == ["said"]
    assert reader.rows == []


def test_marks_among_the_text_are_left_alone():
    assert found_marks(drawn(at=(700, 80))) == 0


def found_marks(page):
    return len(find_written(page, [typed()], dpi=DPI))


def test_what_was_read_surely_is_not_read_again():
    large = Line((Word("b7c", Box(1295, 85, 1400, 150), 0.97),))
    assert len(find_written(drawn(), [typed(), large], dpi=DPI)) == 0


def test_a_stroke_along_the_rows_is_no_letter():
    [crop] = find_written(drawn(stroke=False), [typed()], dpi=DPI)
    with_stroke = find_written(drawn(stroke=True), [typed()], dpi=DPI)
    assert all(each.box.height <= crop.box.height + 4 for each in with_stroke)


def test_a_code_that_was_read_at_the_end_of_the_text_is_a_line_of_its_own():
    code = Word("b7", Box(1300, 85, 1380, 140), 0.95)
    line = Line((Word("stories,", Box(1190, 100, 1290, 124), 0.95), code))
    read = [
        n.text for n in with_written_codes(drawn(), [line, typed()], [BAR], Says("b7c"), dpi=DPI)
    ]
    assert read == ["stories,", "b7c", "said"]


def test_a_code_in_the_type_of_the_text_stays_in_its_line():
    code = Word("b7", Box(1300, 100, 1340, 124), 0.95)
    line = Line((Word("exemption", Box(1190, 100, 1290, 124), 0.95), code))
    assert found(drawn(size=24), [line], Says("b7c")) == ["exemption b7"]


def test_an_e_may_be_a_c_and_is_none():
    assert found(drawn(), [typed()], Says("b7e")) == ["said"]


def test_a_typed_word_under_the_arm_of_a_written_seven_is_not_lost():
    under = Line((Word("to", Box(1332, 120, 1352, 139), 0.97),))
    read = with_written_codes(drawn(), [under, typed()], [BAR], Says("b7c"), dpi=DPI)
    assert sorted(line.text for line in read) == ["b7c", "said", "to"]


def readings_of_code(said, lines=()):
    code, *_ = with_written_codes(drawn(), [*lines, typed()], [BAR], Says(said), dpi=DPI)
    [word] = code.words
    return word.text, [(each.text, each.reader) for each in word.readings]


@pytest.mark.parametrize("said", ["bTC", "b.7C", "b 7C"])
def test_a_code_that_was_mended_keeps_what_was_read(said):
    assert readings_of_code(said) == ("b7C", [(said, "rapidocr")])


def test_a_code_that_was_read_so_has_no_other_reading():
    assert readings_of_code("b7C") == ("b7C", [])


def test_of_a_mended_code_in_the_place_of_a_word_both_readings_are_kept_as_they_were():
    first = Line((Word("bye", Box(1300, 90, 1390, 140), 0.4),))
    assert readings_of_code("bTC", [first]) == ("b7C", [("bye", "tesseract"), ("bTC", "rapidocr")])


def test_a_page_full_of_pieces_as_large_as_letters_has_no_codes():
    page = drawn().copy()
    assert found_marks(page) == 1
    few = WrittenLimits(pieces=2)  # a code alone is three
    assert find_written(page, [typed()], dpi=DPI, limits=few) == ()


def test_what_would_take_the_square_of_its_pieces_is_not_put_together():
    page = np.full((4000, 3400), 255, np.uint8)
    for top in range(0, 4000, 34):
        for left in range(2050, 3400, 18):
            page[top : top + 30, left : left + 10] = 0
    began = time.process_time()
    assert find_written(page, [], dpi=DPI) == ()
    assert time.process_time() - began < 1


def test_a_stroke_through_the_box_of_a_code_is_not_cut_out_with_it():
    clean, page = drawn(), drawn().copy()
    page[88, 1290:1420] = page[85:145, 1290] = 0  # over it and down beside it
    page[116, 1334:1338] = 0  # a speck between b and 7
    [crop], [alone] = (find_written(each, [typed()], dpi=DPI) for each in (page, clean))
    assert np.array_equal(crop.image, alone.image)


def test_pieces_are_sought_in_the_margins_with_less_than_four_bytes_a_pixel():
    page = np.full((2000, 1700), 255, np.uint8)
    page[:400] = drawn()
    tracemalloc.start()
    assert len(find_written(page, [typed()], dpi=DPI)) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * page.size


@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (3, 1), (2, 5)])
def test_a_page_of_a_few_pixels_has_no_codes(shape):
    assert find_written(np.zeros(shape, np.uint8), [], dpi=DPI) == ()
