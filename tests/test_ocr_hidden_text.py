"""Characters of a text layer that lie under a redaction are counted when nobody can see them."""

from dataclasses import replace

import numpy as np
import pytest

from ocr.frame import Frame
from ocr.hidden_text import count_hidden
from ocr.model import Box, Kind
from tests.builders import HEIGHT, HIGH, LETTER, WIDE, bar, word

UPRIGHT = Frame(WIDE, HIGH)
NAME = word("WINTERGREEN", 400, 500)  # 11 letters, 220 px wide
AROUND = (390, 490, 630, 535)


def blank():
    return np.full((HIGH, WIDE), 255, np.uint8)


def filled(tone=0):
    page = blank()
    left, top, right, bottom = AROUND
    page[top:bottom, left:right] = tone
    return page


def typed(page, place, tone):
    """Draw a letter's two uprights in each cell of a word: what its image might be."""
    for n in range(len(place.text)):
        left = place.box.left + LETTER * n
        for at in (left + 4, left + 12):
            page[place.box.top : place.box.bottom, at : at + 4] = tone
    return page


def hidden(redaction, page, *words, frame=UPRIGHT):
    return count_hidden([redaction], words or [NAME], frame, page)[0].text_layer_characters


def test_letters_under_a_bar_are_counted():
    assert hidden(bar(*AROUND), filled()) == 11


def test_letters_beside_a_bar_are_not():
    beside = [word("GREEN", 100, 500), word("HARBOUR", 700, 500), word("MILL", 400, 560)]
    assert hidden(bar(*AROUND), filled(), *beside) == 0


def test_of_a_word_that_is_covered_in_part_only_the_covered_letters_are_counted():
    assert hidden(bar(500, 490, 630, 535), filled()) == 6


def test_a_label_that_can_be_seen_in_the_bar_is_no_hidden_text():
    assert hidden(bar(*AROUND), typed(filled(), NAME, 255)) == 0


def test_what_lies_beside_a_label_on_the_same_bar_is_counted():
    label = word("b6", 400, 500)
    assert hidden(bar(*AROUND), typed(filled(), label, 255), NAME, label) == 9


def test_specks_of_a_scan_do_not_make_a_bar_legible():
    page = filled()
    page[500:525:7, 400:620:3] = 255
    assert hidden(bar(*AROUND), page) == 11


def test_letters_on_bare_paper_in_a_frame_are_counted():
    frame = replace(bar(*AROUND), kind=Kind.OUTLINED)
    assert hidden(frame, blank()) == 11


def test_text_that_a_frame_was_drawn_around_is_not_hidden():
    frame = replace(bar(*AROUND), kind=Kind.OUTLINED)
    assert hidden(frame, typed(blank(), NAME, 0)) == 0


def test_a_frame_that_may_be_none_reports_nothing():
    assert hidden(replace(bar(*AROUND), kind=Kind.OUTLINED, certainty=0.75), blank()) == 0


def test_under_hatching_every_word_of_letters_is_counted_but_its_label():
    label = word("b1-1", 400, 500)
    hatched = replace(bar(*AROUND), kind=Kind.HATCHED, label=(word("b11", 400, 500),))
    assert hidden(hatched, typed(blank(), NAME, 0), NAME, label) == 11


def test_the_two_or_three_letters_that_ocr_makes_of_an_edge_are_not_reported():
    assert hidden(bar(*AROUND), filled(), word("|..", 400), word("li", 480)) == 0


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_letters_are_found_on_a_page_that_was_turned(rotation):
    width, height = (HIGH, WIDE) if rotation % 180 else (WIDE, HIGH)
    turned = Frame(width, height, rotation)
    scanned = np.ascontiguousarray(np.rot90(filled(), k=rotation // 90))
    place = replace(NAME, box=turned.box_to_rendered(NAME.box))
    assert hidden(bar(*AROUND), scanned, place, frame=turned) == 11


def test_letters_are_found_on_a_page_that_was_levelled():
    tilted = Frame(WIDE, HIGH, 0, 1.5)
    around = tilted.box_to_rendered(Box(*AROUND))
    page = blank()
    page[around.top : around.bottom, around.left : around.right] = 0
    left, middle = tilted.box_to_rendered(NAME.box).left, round(around.middle)
    place = replace(NAME, box=Box(left, middle - 12, left + 220, middle - 12 + HEIGHT))
    assert hidden(bar(*AROUND), page, place, frame=tilted) >= 10
    far = replace(place, box=Box(left, middle + 40, left + 220, middle + 65))
    assert hidden(bar(*AROUND), page, far, frame=tilted) == 0


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_way_to_the_reading_frame_is_the_way_back_the_other_way_round(rotation):
    frame = Frame(300, 200, rotation, 1.0)
    box = frame.to_rendered(((40, 60), (41, 61)))
    x, y = frame.to_reading(box.centre, box.middle)
    assert abs(x - 40) <= 2
    assert abs(y - 60) <= 2
