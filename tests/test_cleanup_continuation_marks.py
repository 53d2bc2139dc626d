"""Marks that say that a message goes on, and ends of sentences that only look so."""

import pytest

from cleanup.furniture import place_lines
from tests.builders import PITCH, line, page

TEXT = [
    line("THE DELEGATION LEFT KAVALA FOR THE COAST AND", 200, 500 + PITCH * n) for n in range(6)
]
LOW = 500 + PITCH * 6


def rule_of(said, *lines):
    return next(p.rule for p in place_lines([page(*lines)]) if p.text == said)


def test_a_mark_beyond_the_beginning_of_the_row_above_is_furniture():
    assert rule_of("MORE", *TEXT, line("MORE", 900, LOW)) == "continuation-mark"


@pytest.mark.parametrize(("said", "left"), [("MORE.", 900), ("MORE", 200), ("More.", 900)])
def test_the_end_of_a_sentence_is_text(said, left):
    assert rule_of(said, *TEXT, line(said, left, LOW)) == "text"


def test_the_end_of_a_quotation_that_stands_further_in_is_text():
    quoted = [line("WHETHER HE WANTS ANY", 600, LOW + PITCH * n) for n in range(2)]
    assert rule_of("MORE", *TEXT, *quoted, line("MORE", 600, LOW + 2 * PITCH)) == "text"
