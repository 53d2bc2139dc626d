"""The order in which the lines of a release are told."""

from cleanup.reading_order import in_reading_order
from tests.builders import placed


def texts(*lines):
    return [line.text for line in in_reading_order(lines)]


def test_what_is_typed_a_hair_higher_beside_a_printed_word_comes_after_it():
    entry, label = placed("A DIPLOMAT", 400, top=498), placed("SOURCE", 200, top=500)
    assert texts(entry, label) == ["SOURCE", "A DIPLOMAT"]


def test_rows_come_from_top_to_bottom_and_pages_one_after_the_other():
    lines = [placed("C", page=2, top=100), placed("B", top=600), placed("A", top=500)]
    assert texts(*lines) == ["A", "B", "C"]


def test_no_line_is_lost_where_one_stands_twice():
    line = placed("A")
    assert in_reading_order([line, line]) == (line, line)
