"""The tool that measures reading counts rightly."""

from ocr.model import Box, Line, Word
from tests.reading import (
    Reading,
    calibration_error,
    judge_words,
    one_line,
    reliability,
    worse_pages,
)


def word(text, confidence=0.9):
    return Word(text, Box(0, 0, 10, 10), confidence)


def truth(*lines):
    return {"lines": [{"text": t, "words": [{"text": w} for w in t.split()]} for t in lines]}


def test_one_wrong_letter_in_ten_is_a_cer_of_a_tenth():
    reading = Reading()
    reading.add(truth("FOG SIGNAL"), [Line((word("F0G"), word("SIGNAL")))], 1.0)
    assert reading.figures()["cer"] == 0.1


def test_a_word_is_right_in_its_place_only():
    judged = judge_words(truth("THE FOG BELL"), [word("BELL"), word("THE"), word("FOG")])
    assert judged == [False, True, True]


def test_confidence_that_holds_has_no_calibration_error():
    assert calibration_error([(0.5, True), (0.5, False)]) == 0


def test_words_fall_into_tenths_of_confidence():
    rows = reliability([(0.95, True), (1.0, True), (0.05, False)])
    assert [(row["right"], row["words"]) for row in rows] == [(0, 1), (1, 2)]


def test_a_page_is_worse_when_bare_tesseract_has_fewer_errors_by_a_hundredth():
    readings = {"bare": {"page_cers": [0.1, 0.1]}, "ours": {"page_cers": [0.105, 0.12]}}
    assert worse_pages(readings) == [2]


def test_transcriptions_are_compared_as_one_line():
    assert one_line("“FOG\n  SIGNAL”", "—") == '"FOG SIGNAL" -'
