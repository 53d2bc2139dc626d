"""Redactions that stand close together, on shaded ground or in outlines. Drawn at 200 dpi."""

import cv2
import numpy as np
import pytest

from ocr.label_marks import find_label_marks
from ocr.model import Kind
from ocr.redactions import find_redactions

DPI = 200
PINK, YELLOW = (250, 215, 220), (250, 225, 170)


def page(ground=(255, 255, 255)):
    """Paper in colour, with a tinted passage on it."""
    paper = np.full((1100, 1500, 3), 255, np.uint8)
    paper[300:1000, 200:1400] = ground
    return paper


def outline(paper, left, top, right, bottom, shade=(60, 60, 60)):
    cv2.rectangle(paper, (left, top), (right - 1, bottom - 1), shade, 2)


def typed(paper, text, left, baseline, shade=(0, 0, 0)):
    cv2.putText(paper, text, (left, baseline), cv2.FONT_HERSHEY_SIMPLEX, 0.7, shade, 2)


def kinds(paper):
    return [str(r.kind) for r in find_redactions(paper, dpi=DPI)]


@pytest.mark.parametrize("ground", [(255, 255, 255), PINK], ids=["paper", "tinted"])
def test_bars_on_successive_lines_with_a_hair_of_paper_between_are_all_found(ground):
    paper = page(ground)
    for line in range(5):
        paper[500 + 42 * line : 537 + 42 * line, 300:1200] = 30
    assert kinds(paper) == ["black"] * 5


def test_a_bar_right_under_a_coloured_rule_is_found():
    paper = page()
    paper[488:494, 300:1200] = (60, 130, 40)
    paper[498:535, 300:1200] = 30
    assert kinds(paper) == ["black"]


def test_the_dark_part_of_a_photograph_is_none():
    paper = page()
    noise = np.random.default_rng(4).integers(60, 200, (12, 16)).astype(np.uint8)
    paper[500:900, 300:800] = cv2.resize(noise, (500, 400))[:, :, None]
    paper[500:900, 300:380] = 20
    assert kinds(paper) == []


def test_outlined_boxes_a_hair_apart_are_as_many_as_are_seen():
    paper = page()
    for line in range(4):
        outline(paper, 300, 500 + 39 * line, 1200, 535 + 39 * line)
    assert kinds(paper) == ["outlined"] * 4


def test_fills_in_outlines_that_touch_are_as_many_as_are_seen():
    paper = page()
    paper[500:600, 300:1200] = YELLOW
    for top in (500, 532, 564):
        outline(paper, 300, top, 1200, top + 34, (150, 40, 40))
    assert kinds(paper) == ["coloured"] * 3


def test_a_white_box_on_a_shaded_cell_is_found_and_the_cell_is_not():
    paper = page()
    paper[500:600, 300:1200] = 225
    paper[530:570, 350:900] = 255
    outline(paper, 350, 530, 900, 570)
    [box] = find_redactions(paper, dpi=DPI)
    assert box.kind is Kind.OUTLINED
    assert box.box.as_list() == pytest.approx([350, 530, 900, 570], abs=3)


def test_a_fill_that_a_pale_label_parts_is_one():
    paper = page()
    paper[500:527, 300:900] = 213
    paper[507:520, 560:620] = 250
    [fill] = find_redactions(paper, dpi=DPI)
    assert (fill.box.left, fill.box.right) == pytest.approx((300, 900), abs=3)


def test_a_bar_that_its_white_letters_part_is_one():
    paper = page()
    paper[500:532, 300:900] = 20
    for letter in range(10):  # feet of letters leave no ink below them
        paper[504:531, 520 + 20 * letter : 532 + 20 * letter] = 255
    [bar] = find_redactions(paper, dpi=DPI)
    assert (bar.box.left, bar.box.right) == pytest.approx((300, 900), abs=2)


def test_a_letter_that_touches_the_edge_of_its_box_is_read_with_the_others():
    paper = page()
    outline(paper, 300, 500, 700, 540)
    typed(paper, "19 1", 340, 529)
    paper[503:538, 372:375] = 0  # a bracket from edge to edge
    [box] = find_redactions(paper, dpi=DPI)
    [crop] = find_label_marks(paper, box, dpi=DPI)
    bracket = crop.image[:, 372 - crop.box.left : 375 - crop.box.left]
    assert (bracket < 128).any()
