"""Makes of redactions other than plain black, and what only looks like one. Drawn at 200 dpi."""

import json
from dataclasses import asdict

import cv2
import numpy as np
import pytest

from ocr.labels import read_labels
from ocr.model import Kind
from ocr.redactions import find_redactions
from tests.builders import letters

DPI = 200


def paper(shade=255):
    return np.full((2200, 1700), shade, np.uint8)


def colour(shade=(244, 240, 232)):
    page = np.empty((2200, 1700, 3), np.uint8)
    page[:] = shade
    return page


def outline(page, left, top, right, bottom, thick=2):
    cv2.rectangle(page, (left, top), (right - 1, bottom - 1), 0, thick)


def typed(page, text, left, top, shade=0):
    cv2.putText(page, text, (left, top), cv2.FONT_HERSHEY_SIMPLEX, 0.8, shade, 2)


def found(page):
    return [(str(r.kind), r.box.as_list()) for r in find_redactions(page, dpi=DPI)]


class Says:
    """A reader that sees the same words whatever it is shown."""

    def __init__(self, *words, confidence=0.9):
        self.words, self.confidence, self.asked = words, confidence, 0

    def read(self, crops):
        self.asked += len(crops)
        return [letters(" ".join(self.words), self.confidence)] * len(crops)


def near(box, wanted, by=3):
    return box == pytest.approx(wanted, abs=by)


def test_a_white_box_with_a_hair_line_about_it_is_an_outlined_redaction():
    page = paper()
    outline(page, 300, 500, 900, 545)
    [(kind, box)] = found(page)
    assert kind == Kind.OUTLINED
    assert near(box, [300, 500, 900, 545])


def test_a_redaction_can_be_kept_as_json():
    page = paper()
    outline(page, 300, 500, 900, 545)
    page[700:745, 300:900] = 0
    json.dumps([asdict(redaction) for redaction in find_redactions(page, dpi=DPI)])


def test_outlined_boxes_that_touch_are_two():
    page = paper()
    outline(page, 300, 500, 900, 545)
    outline(page, 500, 544, 1200, 590)
    assert len(found(page)) == 2


def test_a_box_whose_sides_a_release_line_broke_is_one_box():
    page = paper()
    outline(page, 700, 60, 1100, 220)
    page[110:150, 400:1300] = 255
    typed(page, "Approved for Release 2020/08/11 C0200", 420, 142)
    [(kind, box)] = found(page)
    assert (kind, near(box, [700, 60, 1100, 220], by=6)) == ("outlined", True)


def test_cells_of_a_table_with_text_in_some_are_none():
    page = paper()
    for row in range(4):
        for column in range(3):
            outline(page, 300 + 300 * column, 500 + 60 * row, 601 + 300 * column, 561 + 60 * row)
    for row in range(4):
        typed(page, "Harbor dues and other", 310, 540 + 60 * row)
    says = Says("Harbor dues and other")
    assert read_labels(page, find_redactions(page, dpi=DPI), says, dpi=DPI) == ()


def test_a_frame_with_a_paragraph_in_it_is_none():
    page = paper()
    outline(page, 300, 500, 1300, 800)
    for row in range(6):
        typed(page, "the committee met on Tuesday and went home", 320, 540 + 45 * row)
    assert found(page) == []


def test_a_grey_fill_on_a_grey_scan_is_found_to_a_few_pixels():
    page = paper(235)
    page[500:545, 300:900] = 150
    [(kind, box)] = found(page)
    assert (kind, near(box, [300, 500, 900, 545])) == ("grey", True)


@pytest.mark.parametrize("hue", [(250, 235, 120), (60, 90, 200), (230, 150, 150), (120, 200, 140)])
def test_a_fill_of_any_hue_is_coloured(hue):
    page = colour()
    page[500:560, 300:900] = hue
    [(kind, box)] = found(page)
    assert (kind, near(box, [300, 500, 900, 560])) == ("coloured", True)


def test_a_shadow_without_an_edge_is_none():
    page = np.tile(np.linspace(240, 150, 1700).astype(np.uint8), (2200, 1))
    assert found(page) == []


def test_a_label_of_the_vocabulary_makes_a_box_sure_and_is_kept():
    page = paper()
    outline(page, 300, 500, 700, 560)
    typed(page, "(b)(6)", 440, 542)
    [redaction] = read_labels(page, find_redactions(page, dpi=DPI), Says("(b)(6)"), dpi=DPI)
    assert [word.text for word in redaction.label] == ["(b)(6)"]
    assert redaction.certainty >= 0.95


def test_a_box_with_words_that_can_be_read_is_none_and_its_words_are_not_kept():
    page = paper()
    outline(page, 300, 500, 700, 560)
    typed(page, "KAVALA", 400, 542)
    assert read_labels(page, find_redactions(page, dpi=DPI), Says("KAVALA"), dpi=DPI) == ()


@pytest.mark.parametrize(
    "word", ["Smith", "Havana", "x", "1963", "secret", "b", "Q7", "CLASSIFIED"]
)
def test_no_word_but_a_label_ever_comes_out_of_a_box(word):
    page = paper(235)
    page[500:560, 300:700] = 150
    typed(page, "Kavala"[: max(len(word), 2)], 400, 542)
    redactions = read_labels(page, find_redactions(page, dpi=DPI), Says(word), dpi=DPI)
    assert all(not redaction.label for redaction in redactions)


def test_an_empty_box_costs_no_reading():
    page = paper()
    outline(page, 300, 500, 900, 545)
    reader = Says("Smith")
    assert len(read_labels(page, find_redactions(page, dpi=DPI), reader, dpi=DPI)) == 1
    assert reader.asked == 0
