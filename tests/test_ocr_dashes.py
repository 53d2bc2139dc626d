"""A dash between two words is no speck, however unsure its readers are."""

from dataclasses import replace

import numpy as np
import pytest

from ocr.dashes import is_dash
from ocr.model import Box, Line, Word
from ocr.rereading import read_again

BEFORE = Word("AUGUST", Box(200, 100, 320, 125), 0.96)
AFTER = Word("TRANSPORTED", Box(396, 100, 616, 125), 0.96)
DASH = Word("--", Box(342, 110, 374, 115), 0.4)


class Nothing:
    """A second reader that sees nothing."""

    def read(self, crops):
        return [() for _ in crops]


def row(dash=DASH):
    return (BEFORE, dash, AFTER)


def moved(**edges):
    box = DASH.box
    told = {"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom} | edges
    return replace(DASH, box=Box(**told))


def test_a_dash_that_one_reader_saw_faintly_stays_in_its_line():
    page = np.full((200, 900), 255, np.uint8)
    (line,), dirt = read_again(page, (Line(row()),), Nothing())
    assert (line.text, dirt) == ("AUGUST -- TRANSPORTED", ())


@pytest.mark.parametrize("text", ["-", "\N{EM DASH}", "=", "~-"])
def test_what_dashes_are_read_as(text):
    assert is_dash(row(replace(DASH, text=text)), 1)


@pytest.mark.parametrize(
    "mark",
    [
        moved(right=350),  # a speck
        moved(top=100, bottom=125),  # a stroke as high as letters
        moved(top=98, bottom=103),  # above the letters
        moved(top=120, bottom=125),  # an underline
        moved(left=321, right=350),  # touches the word before
        replace(DASH, text="."),
    ],
)
def test_other_marks_are_no_dashes(mark):
    assert not is_dash(row(mark), 1)


def test_a_dash_stands_between_two_words():
    assert not is_dash((BEFORE, DASH), 1)
    assert not is_dash((DASH, AFTER), 0)
