"""Notes written beside the column and read into its lines are cut off; typed words are not."""

import pytest

from cleanup.furniture import place_lines
from cleanup.margin_notes import cut_notes
from ocr.model import Box, Line, Word
from tests.builders import PITCH, line, page

TEXT = tuple(
    line("THE DELEGATION LEFT KAVALA FOR THE COAST", 200, 400 + PITCH * n) for n in range(12)
)
END = 200 + 20 * 40  # pixels, where these lines end


def with_word(typed, text, left, top, right, bottom):
    """The line with one more word."""
    return Line((*typed.words, Word(text, Box(left, top, right, bottom), 0.95)))


def noted(left=END + 60, rise=12, at=5):
    """The text, with `OK` at the end of one of its lines, so much higher than its words."""
    own = TEXT[at]
    top, bottom = own.box.top - rise, own.box.bottom
    return *TEXT[:at], with_word(own, "OK", left, top, left + 60, bottom), *TEXT[at + 1 :]


def roles(lines):
    return {p.text: p.rule for p in place_lines([page(*lines)])}


def test_a_note_that_was_read_into_a_line_is_a_note():
    found = roles(noted())
    assert found["OK"] == "margin-note"
    assert found[TEXT[0].text] == "text"


@pytest.mark.parametrize(
    "lines",
    [
        noted(rise=0),  # on the line: a typed word
        noted(left=END + 20),  # a space away
        noted(left=END - 60),  # not beyond the column
        noted()[3:7],  # no column of text
    ],
)
def test_a_word_that_may_be_typed_stays_in_its_line(lines):
    assert cut_notes(lines, page(*lines)) == list(lines)


def test_every_word_is_in_one_of_the_pieces():
    lines = noted()
    pieces = cut_notes(lines, page(*lines))
    assert [w for piece in pieces for w in piece.words] == [w for own in lines for w in own.words]


def test_a_note_may_begin_where_the_longest_lines_end():
    longest = with_word(TEXT[3], "AND", END + 20, TEXT[3].box.top, END + 80, TEXT[3].box.bottom)
    beside = line("DELETE", END + 10, 440 + 4 * PITCH)
    assert roles((*TEXT[:3], longest, *TEXT[4:], beside))["DELETE"] == "margin-note"
