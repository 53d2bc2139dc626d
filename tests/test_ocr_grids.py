"""Cells of forms and globes, and lines in a frame, which are no redactions. Drawn at 200 dpi."""

import cv2
import numpy as np

from ocr.label_marks import find_label_marks
from ocr.labels import read_labels
from ocr.redactions import find_redactions
from ocr.repeats import first_of_many
from tests.builders import letters

DPI = 200


def paper():
    return np.full((1400, 1100), 255, np.uint8)


def outline(page, left, top, right, bottom):
    cv2.rectangle(page, (left, top), (right - 1, bottom - 1), 0, 2)


def typed(page, text, left, baseline):
    cv2.putText(page, text, (left, baseline), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2)


def boxes(page):
    return [redaction.box.as_list() for redaction in find_redactions(page, dpi=DPI)]


class Reads:
    def __init__(self, text):
        self.text = text

    def read(self, crops):
        return [letters(self.text, 0.99)] * len(crops)


def test_an_empty_cell_whose_rules_go_on_at_both_sides_is_none():
    page = paper()
    outline(page, 500, 300, 640, 380)
    for level in (300, 379):
        page[level : level + 2, 380:800] = 0
    typed(page, "MICROFILM", 660, 360)
    assert boxes(page) == []


def test_a_cell_of_a_globe_is_none():
    page = paper()
    for bow in range(0, 320, 120):
        cv2.ellipse(page, (550, 600), (bow + 60, 380), 0, 0, 360, 0, 2)
    for level in (480, 600):
        page[level : level + 2, 300:800] = 0
    assert boxes(page) == []


def test_a_box_between_two_others_in_its_row_is_a_redaction():
    page = paper()
    for left in (300, 450, 600):
        outline(page, left, 500, left + 151, 532)
    assert len(boxes(page)) == 3


def test_boxes_on_lines_of_a_paragraph_are_redactions_however_long_the_lines_beside():
    page = paper()
    for line, (left, right) in enumerate([(250, 820), (400, 700), (250, 700), (300, 820)]):
        outline(page, left, 500 + 34 * line, right, 500 + 34 * line + 36)
    assert len(boxes(page)) == 4


def test_a_line_of_type_in_a_frame_of_its_size_is_none_though_type_stands_beside_it():
    page = paper()
    line = "RELEASED UNDER THE HARBOUR RECORDS ACT OF 1992"
    typed(page, line, 300, 60)
    (wide, _), _ = cv2.getTextSize(line, cv2.FONT_HERSHEY_SIMPLEX, 0.6, 2)
    outline(page, 290, 38, 310 + wide, 68)
    typed(page, "104-22", 200, 60)
    assert boxes(page) == []


def test_a_marking_that_is_spelt_with_hyphens_in_a_box_is_no_label_said_again_and_again():
    page = paper()
    outline(page, 400, 200, 730, 258)
    for n, letter in enumerate("SECRET"):
        typed(page, letter, 450 + 44 * n, 236)
        page[226:232, 468 + 44 * n : 490 + 44 * n] = 0 if n < 5 else 255
    found = find_redactions(page, dpi=DPI)
    assert [first_of_many(crop, DPI) is None for crop in find_label_marks(page, *found, dpi=DPI)]
    assert read_labels(page, found, Reads("S-E-C-R-E-T"), dpi=DPI) == ()


def test_a_box_by_itself_whose_strokes_cross_at_its_corners_is_a_redaction():
    page = paper()
    for level in (500, 560):
        page[level : level + 2, 288:712] = 0
    for upright in (300, 698):
        page[488:574, upright : upright + 2] = 0
    assert len(boxes(page)) == 1


def test_a_narrow_line_between_wider_ones_of_a_paragraph_is_a_redaction():
    page = paper()
    for line, (left, right) in enumerate([(250, 900), (400, 700), (250, 900)]):
        outline(page, left, 500 + 34 * line, right, 500 + 34 * line + 36)
    assert len(boxes(page)) == 3


def test_a_box_full_of_a_label_that_is_said_again_is_a_redaction():
    page = paper()
    label = "s.40(2)  " * 5
    (wide, _), _ = cv2.getTextSize(label.strip(), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 2)
    typed(page, label.strip(), 300, 526)
    outline(page, 290, 504, 312 + wide, 534)
    found = find_redactions(page, dpi=DPI)
    assert len(read_labels(page, found, Reads("s.40(2)"), dpi=DPI)) == 1


def test_words_said_again_and_again_that_are_in_no_vocabulary_keep_their_box():
    page = paper()
    label = "PERSONAL  " * 4
    typed(page, label.strip(), 320, 526)
    (wide, _), _ = cv2.getTextSize(label.strip(), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 2)
    outline(page, 260, 500, 400 + wide, 538)
    found = find_redactions(page, dpi=DPI)
    assert len(read_labels(page, found, Reads("PERSONAL PERSONAL PERSONAL PERSONAL"), dpi=DPI)) == 1
