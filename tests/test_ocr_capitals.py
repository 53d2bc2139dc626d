"""Lines typed in capitals, and what the second reader sees on them."""

from ocr.capitals import as_capitals, lines_in_capitals
from tests.builders import letters, line


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


def test_letters_of_such_a_line_are_capitals_and_a_small_l_is_a_bar():
    assert "".join(each.text for each in as_capitals(letters("mlke 7."))) == "MIKE 7."
