"""Lines typed in capitals, and what the second reader sees on them."""

from ocr.capitals import as_typed, lines_in_capitals
from tests.builders import line


def sure(text):
    return line(text, confidence=0.95)


def test_a_line_whose_sure_letters_are_capitals_is_one_in_capitals():
    assert lines_in_capitals([sure("EMBASSY OFFICERS"), sure("Embassy officers")]) == [True, False]


def test_a_line_of_few_sure_letters_goes_with_its_page():
    short = sure("ON")
    assert lines_in_capitals([*[sure("EMBASSY OFFICERS")] * 3, short]) == [True] * 4
    assert lines_in_capitals([*[sure("Embassy officers")] * 3, short])[-1] is False


def test_a_page_of_few_sure_letters_says_nothing():
    assert lines_in_capitals([sure("ON")]) == [False]


def test_a_small_l_among_capitals_is_a_bar_and_among_small_letters_an_l():
    assert as_typed("MlKE 7.", "M1KE 7.") == "MIKE 7."
    assert as_typed("hellmann", "HELLMAXN") == "HELLMANN"
    assert as_typed("kilowatt", "KILOWATI") == "KILOWATT"


def test_a_word_that_was_seen_alike_or_first_with_small_letters_is_left_alone():
    assert as_typed("MacKenzie", "MacKenzie") == "MacKenzie"
    assert as_typed("MacKenzie", "MacKenzle") == "MacKenzie"
