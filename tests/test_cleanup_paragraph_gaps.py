"""What a gap in the numbers of paragraphs says."""

from cleanup.model import Block, Marked
from cleanup.paragraph_gaps import with_withheld
from ocr.model import Box, Kind, Redaction
from tests.builders import placed


def said(text):
    return Block(text, (placed(text, 200, 400),))


def hidden():
    box = Box(200, 400, 900, 430)
    corners = ((200, 400), (900, 400), (900, 430), (200, 430))
    mark = Marked("p1-r1", 1, Redaction(Kind.BLACK, (box,), corners))
    return Block(mark.text, (mark,))


def test_a_number_left_out_where_something_is_redacted_is_a_paragraph_withheld():
    _, withheld, doubts = with_withheld([said("4. (C) ONE."), hidden(), said("6. (C) THREE.")])
    assert (withheld, doubts) == ((5,), [])


def test_a_paragraph_without_its_number_is_not_withheld():
    blocks = [said("2. (C) ONE."), said("(C) TWO."), hidden(), said("5. (C) FOUR.")]
    _, withheld, doubts = with_withheld(blocks)
    assert withheld == (4,)
    assert doubts == ["the number of paragraph 3 was not read"]


def test_where_the_pieces_do_not_tell_the_gap_is_withheld():
    blocks = [said("2. (C) ONE."), hidden(), said("(C) TWO."), hidden(), said("5. (C) FOUR.")]
    assert with_withheld(blocks)[1] == (3, 4)


def test_a_paragraph_whose_number_was_read_as_a_letter_is_not_withheld():
    blocks = [
        said("4. THE BOARD MET."),
        hidden(),
        said("S. THE YARD IS OPEN."),
        said("6. ALL LEFT."),
    ]
    _, withheld, doubts = with_withheld(blocks)
    assert withheld == ()
    assert doubts == ["the number of paragraph 5 was misread"]


def test_a_paragraph_whose_number_was_read_as_another_is_not_withheld():
    blocks = [said("2. (C) ONE."), hidden(), said("8. (C) TWO."), said("4. (C) THREE.")]
    assert with_withheld(blocks)[1] == ()


def test_a_number_that_no_figure_between_is_like_is_withheld():
    blocks = [said("4. (C) ONE."), hidden(), said("1. (C) OF A LIST."), said("6. (C) THREE.")]
    assert with_withheld(blocks)[1] == (5,)
