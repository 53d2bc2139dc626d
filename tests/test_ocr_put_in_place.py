"""A new reading takes the place of what was read of the same marks, which is kept with it."""

from ocr.model import Box, Line, Reading, Word
from ocr.put_in_place import put_in_place


def word(text, left, right, confidence=0.4, readings=()):
    return Word(text, Box(left, 0, right, 20), confidence, "tesseract", readings)


NEW = Line((Word("b7c", Box(98, 0, 152, 20), 0.9, "rapidocr"),))


def texts(lines):
    return [line.text for line in lines]


def test_words_of_other_marks_stay_in_their_line():
    lines = put_in_place([Line((word("said", 0, 60), word("bTe", 100, 150)))], [NEW])
    assert texts(lines) == ["said", "b7c"]


def test_the_two_readers_are_told_apart_however_many_words_the_first_made_of_it():
    old = Line((word("b", 100, 115, 0.5), word("Te", 120, 150, 0.3)))
    [line] = put_in_place([old], [NEW])
    first, second = line.words[0].readings
    assert (first.text, first.confidence, first.reader) == ("b Te", 0.3, "tesseract")
    assert (second.text, second.reader) == ("b7c", "rapidocr")


def test_of_a_word_that_both_readers_saw_the_first_reading_is_kept():
    readings = (Reading("bTe", 0.4, "tesseract"), Reading("bye", 0.5, "rapidocr"))
    [line] = put_in_place([Line((word("bye", 100, 150, readings=readings),))], [NEW])
    assert [each.text for each in line.words[0].readings] == ["bTe", "b7c"]


def test_without_new_lines_nothing_changes():
    lines = (Line((word("said", 0, 60),)),)
    assert put_in_place(lines, []) == lines


def test_a_word_that_stays_is_not_taken_for_what_was_read_of_the_new_one():
    old = Line((word("to", 100, 150, 0.97),))
    lines = put_in_place([old], [NEW], stays=lambda each: each.confidence > 0.9)
    assert sorted(texts(lines)) == ["b7c", "to"]
    assert all(each.readings == () for line in lines for each in line.words)


MENDED = Line(
    (
        Word(
            "b7c", Box(98, 0, 152, 20), 0.9, "rapidocr", readings=(Reading("bTc", 0.9, "rapidocr"),)
        ),
    )
)


def test_of_a_new_word_that_was_mended_what_was_read_is_kept():
    old = Line((word("b", 100, 115, 0.5), word("Te", 120, 150, 0.3)))
    [line] = put_in_place([old], [MENDED])
    assert line.words[0].readings == (
        Reading("b Te", 0.3, "tesseract"),
        Reading("bTc", 0.9, "rapidocr"),
    )
