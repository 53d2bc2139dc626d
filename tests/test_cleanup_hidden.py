"""How much a redaction hides, counted on the page's own type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.hidden import area, characters_of, covered, estimate, measure_type
from ocr.model import Box, Kind, Redaction
from tests.builders import DPI, HEIGHT, HIGH, LETTER, PITCH, WIDE, bar, text

# 51 letters, so the column is 51 cells wide.
TYPED = "The committee met on Tuesday and read its own notes"
FIRST = 700


def grid_of(lines, *redactions):
    return measure_type(lines, redactions, width=WIDE, height=HIGH, dpi=DPI)


def hidden(redaction, lines):
    return estimate(redaction, grid_of(lines, redaction), width=WIDE, height=HIGH)


def row(number):
    """The height of a row of type below the first."""
    return FIRST + PITCH * number


def stepped(*bands):
    boxes = tuple(Box(*band) for band in bands)
    right = [point for b in boxes for point in ((b.right, b.top), (b.right, b.bottom))]
    left = [point for b in reversed(boxes) for point in ((b.left, b.bottom), (b.left, b.top))]
    return Redaction(Kind.BLACK, boxes, (*right, *left))


def test_the_pitches_are_those_of_the_page():
    grid = grid_of(text(*[TYPED] * 8))
    assert (grid.line, grid.letter, grid.measured) == (PITCH, LETTER, True)


def test_elite_is_measured_as_elite():
    lines = text(*[TYPED] * 8)
    grid = measure_type(lines, (), width=WIDE, height=HIGH, dpi=240)
    assert 240 / grid.letter == pytest.approx(12)


def test_a_page_with_too_little_type_takes_six_lines_and_ten_letters_to_the_inch():
    grid = grid_of(text("One line"))
    assert (grid.line, grid.letter) == (pytest.approx(DPI / 6), pytest.approx(DPI / 10))
    assert not grid.measured


def test_a_page_without_type_has_rows_all_the_same():
    whole = hidden(bar(0, 0, WIDE, HIGH), ())
    assert len(whole.rows) == pytest.approx(66, abs=1)
    assert whole.share == 1.0


def test_a_bar_over_a_word_hides_its_letters_on_one_row():
    word = hidden(bar(400, row(3) - 3, 400 + 9 * LETTER, row(3) + HEIGHT), text(*[TYPED] * 8))
    assert (len(word.rows), word.characters) == (1, 9)


def test_rows_between_lines_of_type_are_counted_though_nothing_stands_there():
    above = text(*[TYPED] * 6)
    below = text(*[TYPED] * 6, top=row(10))
    gap = hidden(
        stepped((300, row(6), 1220, row(7)), (200, row(7), 1220, row(10) - 5)), above + below
    )
    assert len(gap.rows) == 4
    assert gap.rows[-1] - gap.rows[0] == 3


def test_rows_are_numbered_from_the_top_of_the_page():
    lines = text(*[TYPED] * 8)
    one, other = (hidden(bar(200, row(n), 300, row(n) + HEIGHT), lines).rows[0] for n in (0, 5))
    assert other - one == 5
    assert one == pytest.approx(FIRST / PITCH, abs=1.5)


def test_a_box_wider_than_the_column_hides_no_letters_in_the_margins():
    lines = text(*[TYPED] * 8)
    wide = hidden(bar(0, row(2), WIDE, row(2) + HEIGHT), lines)
    assert wide.characters == len(TYPED)


def test_a_bar_between_two_rows_hides_one():
    lines = text(*[TYPED] * 8)
    thin = bar(300, row(2) + HEIGHT + 2, 400, row(2) + HEIGHT + 5)
    assert len(hidden(thin, lines).rows) == 1


def test_a_plain_box_over_many_rows_is_filled_as_the_page_is():
    lines = text(*[TYPED, "Short"] * 6)
    left, right = 200, 200 + len(TYPED) * LETTER
    box = hidden(bar(left, row(12), right, row(22)), lines)
    assert box.characters < 0.8 * 10 * len(TYPED)


def test_the_share_of_the_page_is_that_of_the_polygon():
    slanted = Redaction(
        Kind.OUTLINED, (Box(0, 0, 100, 100),), ((0, 0), (100, 50), (100, 100), (0, 50))
    )
    assert area(slanted) == 5000
    assert hidden(slanted, ()).share == pytest.approx(5000 / WIDE / HIGH)


def test_a_region_in_steps_has_the_area_of_its_bands():
    region = stepped((300, 0, 500, 50), (100, 50, 500, 100))
    assert area(region) == covered(region.bands) == 200 * 50 + 400 * 50


def test_paper_under_two_boxes_is_covered_once():
    assert covered([Box(0, 0, 10, 10), Box(5, 5, 15, 15)]) == 175


@given(st.lists(st.builds(Box, *[st.integers(0, 9)] * 2, *[st.integers(10, 30)] * 2), max_size=6))
def test_covered_paper_is_counted_pixel_by_pixel(boxes):
    pixels = {(x, y) for b in boxes for x in range(b.left, b.right) for y in range(b.top, b.bottom)}
    assert covered(boxes) == len(pixels)


def test_visible_characters_count_the_blanks_between_words():
    assert characters_of(text("TWO WORDS")) == 9
