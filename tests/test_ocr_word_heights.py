"""Boxes of words that Tesseract made too high."""

from dataclasses import replace

import numpy as np

from ocr.model import Box
from ocr.word_heights import fitted
from tests.builders import HEIGHT, word

TOP = 500


def page():
    """Three rows of type, drawn as bars with gaps, as high as letters."""
    drawn = np.full((1000, 1700), 255, np.uint8)
    for top in (TOP - 40, TOP, TOP + 40):
        drawn[top : top + HEIGHT, 200:600:3] = 0
    return drawn


def high(text, left=200):
    """A word with a box from the feet of the row above to the heads of the row below."""
    one = word(text, left, TOP)
    return replace(one, box=Box(one.box.left, TOP - 25, one.box.right, TOP + 55))


def rows(words):
    return [(each.box.top, each.box.bottom) for each in words]


def test_a_box_that_reaches_into_other_lines_is_fitted_to_its_own():
    assert rows(fitted([high("VOTE")], page(), HEIGHT)) == [(TOP, TOP + HEIGHT)]


def test_words_of_one_line_are_fitted_together_and_keep_their_order():
    words = [high("THE"), high("VOTE", 300)]
    seen = fitted(words, page(), HEIGHT)
    assert rows(seen) == [(TOP, TOP + HEIGHT)] * 2
    assert [each.text for each in seen] == ["THE", "VOTE"]


def test_a_box_as_high_as_its_letters_is_left_alone():
    words = [word("VOTE"), word("gyp", 400)]
    assert fitted(words, page(), HEIGHT) == tuple(words)


def test_large_letters_keep_their_height():
    drawn = np.full((1000, 1700), 255, np.uint8)
    drawn[500:580, 200:600:3] = 0
    large = replace(word("TELEGRAM"), box=Box(200, 495, 600, 585))
    assert rows(fitted([large], drawn, HEIGHT)) == [(500, 580)]


def test_a_box_without_ink_and_a_page_without_letters_change_nothing():
    bare = np.full((1000, 1700), 255, np.uint8)
    assert fitted([high("VOTE")], bare, HEIGHT) == (high("VOTE"),)
    assert fitted([high("VOTE")], page(), 0.0) == (high("VOTE"),)
