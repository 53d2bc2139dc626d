"""Notes written beside the column and read into its lines are cut off; typed words are not."""

import pytest

from cleanup.furniture import place_lines
from cleanup.margin_notes import cut_notes
from ocr.model import Box, Line, Word
from tests.builders import LETTER, PITCH, line, page

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
    beside = line("DELETE", END + 10, 452 + 4 * PITCH)
    assert roles((*TEXT[:3], longest, *TEXT[4:], beside))["DELETE"] == "margin-note"


def as_high_as_it_is(said, left, feet, confidence=0.95):
    """A word with the box of its letters: 17 pixels of small ones, 25 of others, 7 below."""
    small = said.islower() and not set(said) & set("bdfhklt")
    hangs = 7 if set(said) & set("gjpqy,();") else 0
    top = feet - (17 if small else 27 if "(" in said else 25)
    return Word(said, Box(left, top, left + LETTER * len(said) - 3, feet + hangs), confidence)


def typed(said, at=0):
    """A line of type; two blanks are wider than one."""
    words, left = [], 200
    for each in said.split(" "):
        if each:
            words.append(as_high_as_it_is(each, left, 425 + PITCH * at))
        left += LETTER * (len(each) + 1)
    return Line(tuple(words))


SMALL = (
    "the men were on the coast when the ships had come to",
    "the harbor, and no one has seen them there since May",
    "of the year. A guard at the lighthouse was told that",
)


@pytest.mark.parametrize("last", ["They", "By day", "(he is", "1/", "day,"])
@pytest.mark.parametrize("said", ["as he said, we saw no one on sea as we were.", "no one saw us."])
def test_a_typed_word_after_a_sentence_is_no_note_however_high_its_letters_are(said, last):
    """Three small letters without a stem are no measure of a line."""
    lines = [typed(each, at) for at, each in enumerate(SMALL * 3)]
    lines[4] = typed(f"{said.rjust(50)}  {last}", 4)
    assert cut_notes(lines, page(*lines)) == lines
    capitals = [typed(each.upper(), at) for at, each in enumerate(SMALL * 3)]
    capitals[4] = typed(f"{said.upper().rjust(50)}  {last.upper()}", 4)
    assert cut_notes(capitals, page(*capitals)) == capitals


def test_a_hand_beside_small_letters_is_off_their_line():
    lines = [typed(each, at) for at, each in enumerate(SMALL * 3)]
    note = as_high_as_it_is("sent", 1330, 425 + 4 * PITCH + 13)
    lines[4] = Line((*lines[4].words, note))
    assert Line((note,)) in cut_notes(lines, page(*lines))


def test_what_was_read_as_surely_as_print_is_no_note_after_the_end_of_a_sentence():
    lines = [typed(each, at) for at, each in enumerate(SMALL * 3)]
    lines[4] = typed("A guard at the lighthouse of the harbor was told it.", 4)
    right = lines[4].box.right
    near, off = (as_high_as_it_is("sent", right + at, 570) for at in (40, 110))
    assert len(cut_notes([*lines[:4], with_words(lines[4], near), *lines[5:]], page())) == 9
    assert len(cut_notes([*lines[:4], with_words(lines[4], off), *lines[5:]], page())) == 10


def with_words(typed, *more):
    return Line((*typed.words, *more))
