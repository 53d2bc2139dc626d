"""What looks like a redaction on pages of today, and redactions on shaded ground. At 200 dpi."""

import cv2
import numpy as np

from ocr.certainties import CHARTED
from ocr.labels import read_labels
from ocr.model import Kind
from ocr.redactions import find_redactions
from tests.builders import letters

DPI = 200
BLACK, GREY, SHADE, BLUE = (0, 0, 0), (150, 150, 150), (225, 225, 215), (30, 110, 200)


def paper():
    return np.full((1200, 1600, 3), 255, np.uint8)


def fill(page, box, colour):
    left, top, right, bottom = box
    page[top:bottom, left:right] = colour


def typed(page, text, left, top, colour=BLACK):
    cv2.putText(page, text, (left, top), cv2.FONT_HERSHEY_SIMPLEX, 0.8, colour, 2)


class Reads:
    """A reader that sees one text in all that it is shown."""

    def __init__(self, text=""):
        self.text = text

    def read(self, crops):
        return [letters(self.text, 0.99)] * len(crops)


def found(page, reader=None):
    return read_labels(page, find_redactions(page, dpi=DPI), reader or Reads(), dpi=DPI)


def boxes(page, reader=None):
    return [r.box.as_list() for r in found(page, reader)]


def bar_code(page, left, top, high):
    for n, wide in enumerate((4, 12, 3, 9, 34, 4, 6, 13, 3, 8, 4, 11)):
        fill(page, (left + 16 * n, top, left + 16 * n + min(wide, 13), top + high), BLACK)


def test_a_block_among_the_lines_of_a_bar_code_is_no_bar():
    page = paper()
    bar_code(page, 500, 600, 80)
    fill(page, (500 + 16 * 4, 600, 500 + 16 * 4 + 36, 680), BLACK)
    assert boxes(page) == []


def test_a_bar_beside_an_upright_rule_is_one():
    page = paper()
    fill(page, (500, 600, 560, 640), BLACK)
    for x in (480, 484, 570):
        fill(page, (x, 500, x + 2, 800), BLACK)
    assert len(boxes(page)) == 1


def stairs(page):
    for n in range(4):
        fill(page, (300 + 200 * n, 600 + 60 * n, 520 + 200 * n, 640 + 60 * n), BLACK)


def test_bars_that_go_down_like_stairs_with_nothing_beside_them_are_a_plan():
    page = paper()
    stairs(page)
    assert boxes(page) == []


def test_bars_that_happen_to_go_down_like_stairs_among_words_are_redactions():
    page = paper()
    stairs(page)
    for n in range(1, 4):
        typed(page, "boats", 215 + 200 * n, 632 + 60 * n)
    assert len(boxes(page)) == 4


def test_a_stripe_at_the_foot_of_a_page_is_none():
    page = paper()
    fill(page, (100, 1080, 1500, 1100), BLACK)
    assert boxes(page) == []


def test_the_dark_head_of_a_window_is_none_where_its_words_are_read():
    page = np.full_like(paper(), 245)
    fill(page, (300, 600, 1200, 640), BLACK)
    cv2.putText(page, "Harbor log - Viewer 2", (310, 630), 0, 0.7, (255, 255, 255), 2)
    assert boxes(page, Reads("Harbor log")) == []
    assert boxes(page) == [[300, 600, 1200, 640]]


def test_a_bar_with_a_short_mark_that_cannot_be_read_stays():
    page = np.full_like(paper(), 245)
    fill(page, (300, 600, 1200, 640), BLACK)
    cv2.putText(page, "5.1.2e", (310, 630), 0, 0.7, (255, 255, 255), 2)
    assert boxes(page) == [[300, 600, 1200, 640]]


def test_the_foot_of_an_emblem_in_one_strong_colour_is_no_felt_tip():
    page = paper()
    fill(page, (800, 200, 880, 380), BLUE)
    cv2.fillPoly(page, [np.array([[815, 300], [865, 300], [840, 350]])], (255, 255, 255))
    assert boxes(page) == []


def test_in_a_cell_it_is_the_fill_that_is_the_redaction():
    page = paper()
    cv2.rectangle(page, (300, 600), (800, 690), (60, 60, 60), 2)
    fill(page, (320, 640, 560, 672), GREY)
    assert boxes(page) == [[320, 640, 560, 672]]


def test_in_a_shaded_row_it_is_the_darker_box_that_is_the_redaction():
    page = paper()
    fill(page, (200, 600, 1500, 680), SHADE)
    fill(page, (320, 624, 560, 656), GREY)
    assert boxes(page) == [[320, 624, 560, 656]]


def test_a_fill_among_rows_of_fills_ends_at_the_paper_between_them():
    page = paper()
    for n in range(3):
        fill(page, (300, 600 + 36 * n, 900, 633 + 36 * n), GREY)
    assert len(boxes(page)) == 3


def test_grey_outlines_on_a_page_made_on_a_computer_are_seen():
    page = np.full((1200, 1600), 255, np.uint8)
    for n in range(12):
        cv2.putText(page, "the ferry was late again", (300, 300 + 50 * n), 0, 0.8, 0, 2)
    cv2.rectangle(page, (300, 1000), (800, 1040), 140, 2)
    [redaction] = found(page)
    assert redaction.kind is Kind.OUTLINED
    assert redaction.box.as_list() == [299, 999, 802, 1042]


def tick(page, left, top, *, filled):
    cv2.rectangle(page, (left, top), (left + 32, top + 32), BLACK, 3)
    if filled:
        fill(page, (left, top, left + 33, top + 33), BLACK)


def test_of_boxes_to_tick_the_one_filled_in_is_no_redaction():
    page = paper()
    for n in range(3):
        tick(page, 300, 600 + 50 * n, filled=n == 1)
    assert boxes(page) == []


def test_short_bars_in_a_column_are_redactions():
    page = paper()
    for n in range(3):
        tick(page, 300, 600 + 50 * n, filled=True)
    assert len(boxes(page)) == 3


def test_an_icon_among_icons_is_none_whatever_can_be_read_in_it():
    page = paper()
    for n, sign in enumerate("tin"):
        fill(page, (300 + 60 * n, 600, 345 + 60 * n, 645), BLUE)
        cv2.putText(page, sign, (312 + 60 * n, 635), 0, 0.9, (255, 255, 255), 3)
    assert boxes(page) == []


def grid(page):
    for y in range(600, 761, 40):
        page[y : y + 2, 300:1102] = 150
    for x in range(300, 1101, 80):
        page[600:762, x : x + 2] = 150


def test_coloured_cells_among_empty_ones_are_a_sheet():
    page = paper()
    for column, row in ((2, 0), (3, 0), (3, 1), (6, 2)):
        left, top = 300 + 80 * column, 600 + 40 * row
        fill(page, (left, top, left + 80, top + 40), BLUE)
    grid(page)
    assert boxes(page) == []


def test_a_cell_filled_among_cells_with_words_is_none_of_a_sheet():
    page = paper()
    fill(page, (460, 640, 620, 680), GREY)
    grid(page)
    for n in {*range(40)} - {12, 13}:
        cv2.putText(page, "12.4", (308 + 80 * (n % 10), 628 + 40 * (n // 10)), 0, 0.7, BLACK, 2)
    [cell] = find_redactions(page, dpi=DPI)
    assert cell.certainty > CHARTED


def test_bars_on_which_other_tones_stand_are_a_chart():
    page = paper()
    for n, high in enumerate((60, 90)):
        left = 300 + 150 * n
        fill(page, (left, 900 - high, left + 90, 900), (70, 70, 70))
        fill(page, (left, 820 - high, left + 90, 900 - high), (140, 140, 140))
        fill(page, (left, 760 - high, left + 90, 820 - high), (210, 210, 210))
    assert boxes(page) == []


def test_swatches_of_unlike_tone_are_a_legend():
    page = paper()
    for n, tone in enumerate((120, 170, 215)):
        fill(page, (300 + 200 * n, 600, 324 + 200 * n, 624), (tone, tone, tone))
        typed(page, "Quay", 340 + 200 * n, 620)
    assert boxes(page) == []


def test_a_stripe_with_nothing_near_it_is_none():
    page = np.full_like(paper(), 245)
    fill(page, (200, 1000, 1500, 1022), BLACK)
    assert boxes(page) == []


def test_a_low_bar_between_lines_of_small_type_is_one():
    page = np.full_like(paper(), 245)
    for y in (994, 1050):
        cv2.putText(
            page, "the ferry was late again and nobody said why it was", (200, y), 0, 0.6, 0
        )
    fill(page, (200, 1004, 900, 1027), BLACK)
    assert boxes(page) == [[200, 1004, 900, 1027]]


def test_a_tilted_bar_that_its_label_parts_is_one():
    page = paper()
    for x in range(300, 1100):
        page[600 + x // 150 : 638 + x // 150, x] = 0
    cv2.putText(page, "Section 40(2)", (600, 634), 0, 0.95, (255, 255, 255), 3)
    assert len(boxes(page, Reads("Section 40(2)"))) == 1


def test_a_shaded_row_whose_words_touch_its_edge_is_none():
    page = paper()
    fill(page, (200, 600, 1500, 650), SHADE)
    for x in (205, 560, 900, 1200):
        cv2.putText(page, "Harbor dues", (x, 620), 0, 1.0, BLACK, 3)
    assert boxes(page) == []


def test_a_fill_with_words_in_it_says_nothing_of_one_of_another_tone():
    page = paper()
    fill(page, (200, 300, 500, 340), (176, 200, 196))
    typed(page, "Harbor", 220, 330)
    fill(page, (300, 600, 700, 632), (190, 190, 190))
    assert boxes(page, Reads("Harbor"))[-1:] == [[300, 600, 700, 632]]
