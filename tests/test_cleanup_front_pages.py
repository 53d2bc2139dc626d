"""Roman numerals that number the front pages of a release are furniture, and no others."""

import pytest

from cleanup.furniture import place_lines
from tests.builders import PITCH, line, page

LAST, EARLY, END = 1650, 1750, 2050  # pixels from the top: the last row, and two places of numbers


def rules(*numerals, at=EARLY, confidence=0.9, last=LAST):
    """The rule of the numeral on the first of some pages, each with one below its text."""
    pages = []
    for number, said in enumerate(numerals, 1):
        said_on = [f"THE {number} SHIPS OF KAVALA LEFT IT ON DAY {n}" for n in range(12)]
        text = [line(each, 200, last - PITCH * n) for n, each in enumerate(reversed(said_on))]
        pages.append(page(*text, line(said, 700, at, confidence), number=number))
    return next(p.rule for p in place_lines(pages) if p.page == 1 and p.text == numerals[0])


def test_numerals_that_go_on_from_page_to_page_are_their_numbers():
    assert rules("i", "ii", "iii") == "foot-with-number"


@pytest.mark.parametrize("said", ["x", "v", "i", "iii"])
def test_a_numeral_by_itself_is_a_number_at_the_end_of_the_page_alone(said):
    assert rules(said) == "text"
    assert rules(said, at=END) != "text"


@pytest.mark.parametrize(
    "placed",
    [
        {"last": 600, "at": 700},  # in the upper half
        {"at": LAST + PITCH},  # a letter of a list
        {"confidence": 0.6},  # a speck, perhaps
    ],
)
def test_what_is_read_in_doubt_or_stands_by_the_text_is_no_number(placed):
    assert rules("i", "ii", "iii", **placed) == "text"


def test_the_same_letter_on_each_page_is_no_number():
    assert rules("x", "x") == "text"
