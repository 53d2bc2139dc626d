"""The order in which the lines of a release are told."""

from cleanup.model import Placed
from cleanup.reading_order import in_reading_order
from cleanup.rows import lay_page
from ocr.model import Box, Line, Word
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


def test_a_tall_stroke_beside_a_row_does_not_put_it_below_the_next():
    stroke = Placed(1, Line((Word("1", Box(900, 500, 920, 640), 0.4),)))
    rows = lay_page(1, [placed("ASKED", top=500), placed("LATER", top=533), stroke], ())
    assert [part.text for row in rows for part in row.parts if part is not stroke] == [
        "ASKED",
        "LATER",
    ]
