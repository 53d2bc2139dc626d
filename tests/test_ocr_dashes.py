"""A dash between two words is no speck, however unsure its readers are."""

from dataclasses import replace

import numpy as np
import pytest

from ocr.dashes import dashes
from ocr.model import Box, Line, Word
from ocr.rereading import read_again

BEFORE = Word("AUGUST", Box(200, 100, 320, 125), 0.96)
AFTER = Word("TRANSPORTED", Box(396, 100, 616, 125), 0.96)
DASH = Word("--", Box(342, 110, 374, 115), 0.4)


class Nothing:
    """A second reader that sees nothing."""

    def read(self, crops):
        return [() for _ in crops]


def are_dashes(*words, faint=(1,)):
    """Whether all faint words of a row are dashes."""
    return dashes(words, [at in faint for at in range(len(words))]) == set(faint)


def moved(**edges):
    box = DASH.box
    told = {"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom} | edges
    return replace(DASH, box=Box(**told))


def test_a_dash_that_one_reader_saw_faintly_stays_in_its_line():
    page = np.full((200, 900), 255, np.uint8)
    (line,), dirt = read_again(page, (Line((BEFORE, DASH, AFTER)),), Nothing())
    assert (line.text, dirt) == ("AUGUST -- TRANSPORTED", ())


@pytest.mark.parametrize("text", ["-", "\N{EM DASH}", "=", "~-"])
def test_what_dashes_are_read_as(text):
    assert are_dashes(BEFORE, replace(DASH, text=text), AFTER)


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
    assert not are_dashes(BEFORE, mark, AFTER)


def test_a_dash_stands_between_two_words():
    assert not are_dashes(BEFORE, DASH)
    assert not are_dashes(DASH, AFTER, faint=(0,))


def test_two_hyphens_side_by_side_are_one_dash():
    first, second = (replace(moved(left=at, right=at + 16), text="-") for at in (334, 360))
    assert are_dashes(BEFORE, first, second, AFTER, faint=(1, 2))


def read(*words):
    page = np.full((200, 900), 255, np.uint8)
    lines, dirt = read_again(page, (Line(words),), Nothing())
    return [line.text for line in lines], [word.text for word in dirt]


def test_dirt_is_no_word_that_a_dash_could_stand_between():
    bar = Word("|", Box(392, 100, 397, 125), 0.2)
    far = Word("SENT", Box(500, 100, 620, 125), 0.96)
    assert read(BEFORE, DASH, bar, far) == (["AUGUST SENT"], ["--", "|"])
    speck = Word("'", Box(392, 100, 397, 122), 0.1)
    assert read(Word("~", Box(322, 100, 332, 125), 0.1), DASH, speck) == ([], ["~", "--", "'"])


def test_dirt_beside_a_dash_does_not_make_it_dirt():
    speck = Word("'", Box(380, 100, 384, 105), 0.1)
    assert read(BEFORE, DASH, speck, AFTER) == (["AUGUST -- TRANSPORTED"], ["'"])
