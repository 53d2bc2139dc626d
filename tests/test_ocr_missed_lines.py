"""Lines of type that the first reader walked past."""

import numpy as np

from ocr.condition import Condition
from ocr.missed_lines import left_over, may_miss_lines, parted
from ocr.model import Box, Line, Sheet, Word
from ocr.reading import Readers, read_images

DPI = 200


def row(page, top, left=300, letters=12):
    for n in range(letters):
        page[top : top + 20, left + 20 * n : left + 20 * n + 14] = 0
    return Box(left, top, left + 20 * letters, top + 20)


def page_of(*tops):
    page = np.full((2200, 1700), 255, np.uint8)
    return page, [row(page, top) for top in tops]


def word(box, text="HARBOR", confidence=0.9):
    return Word(text, box, confidence)


def left(page, words):
    seen = left_over(page, words, dpi=DPI)
    assert seen is not None
    return seen


def test_a_row_of_letters_that_is_in_no_word_is_left_over():
    page, (read, missed) = page_of(400, 800)
    seen = left(page, [word(read)])
    assert (seen[390:430] == 255).all()
    assert np.array_equal(seen[800:820, 300:540], page[800:820, missed.left : missed.right])


def test_nothing_is_left_over_of_a_page_that_was_read():
    page, boxes = page_of(400, 800)
    assert left_over(page, [word(box) for box in boxes], dpi=DPI) is None


def test_specks_and_two_letters_are_no_row():
    page, _ = page_of()
    row(page, 600, letters=2)
    page[900, 100:1600:40] = 0
    assert left_over(page, [], dpi=DPI) is None


def test_what_stands_in_the_gap_of_a_row_belongs_to_it_unless_it_was_read():
    page, _ = page_of(400)
    row(page, 400, left=900)
    page[405:408, 700:720] = 0
    assert (left(page, [])[405:408, 700:720] == 0).all()
    read = [word(Box(680, 398, 740, 422))]
    assert (left(page, read)[405:408, 700:720] == 255).all()


def test_a_page_of_which_as_many_signs_were_read_as_it_has_letters_is_not_searched():
    condition = Condition(letters=6)
    assert not may_miss_lines([word(Box(0, 0, 9, 9))], condition)
    assert may_miss_lines([], condition)


def test_a_line_that_was_read_badly_is_dirt():
    box = Box(0, 0, 9, 9)
    lines = [Line((word(box, "~ee", 0.3),)), Line((word(box, "ORIGIN", 0.9),))]
    assert [[each.text for each in words] for words in parted(lines)] == [["ORIGIN"], ["~ee"]]


def test_nothing_is_left_over_of_a_word_close_to_a_missed_row():
    page, (read, _) = page_of(400, 426)
    assert (left(page, [word(read)])[:426] == 255).all()


class WalksPast:
    """Finds the first line, and the second one only where it stands alone."""

    def __init__(self, confidence=0.9):
        self.confidence = confidence

    def read_all(self, pages, *, dpi):
        first, second = (
            word(Box(300, 400, 540, 420)),
            Word("FERRY", Box(300, 800, 540, 820), self.confidence),
        )
        return [(first,) if (page[400:420] == 0).any() else (second,) for page in pages]

    def read(self, crops):
        return [()] * len(crops)


def test_a_missed_line_that_was_read_badly_is_among_the_dirt_of_its_page():
    page, _ = page_of(400, 800)
    reader, sheet = WalksPast(0.58), Sheet(1, 8.5, 11.0, DPI)
    (read,) = read_images([page], [sheet], Readers(reader, reader), timeout=10)
    assert [line.text for line in read.lines] == ["HARBOR"]
    assert [each.text for each in read.dirt] == ["FERRY"]


def test_a_line_that_the_reader_walked_past_is_in_its_place_on_the_page():
    page, _ = page_of(400, 800)
    reader, sheet = WalksPast(), Sheet(1, 8.5, 11.0, DPI)
    (read,) = read_images([page], [sheet], Readers(reader, reader), timeout=10)
    assert [line.text for line in read.lines] == ["HARBOR", "FERRY"]
