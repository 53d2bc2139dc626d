"""Which lines that stand far apart are redactions, and nets of them. Pages are drawn at 200 dpi."""

import cv2
import numpy as np
import pytest

from ocr.model import Kind
from tests.test_ocr_hatches import BAR, found, hatch, lines_of_type, paper, typed

WIDE = (300, 480, 1000, 600)


@pytest.mark.parametrize("degrees", [45, 135, 60])
@pytest.mark.parametrize("pitch", [20, 26])
@pytest.mark.parametrize("outline", [0, 2])
def test_slanted_lines_as_far_apart_as_letters_are_wide_are_a_hatched_redaction(
    degrees, pitch, outline
):
    page = paper()
    lines_of_type(page)
    hatch(page, BAR, degrees, pitch)
    if outline:
        cv2.rectangle(page, BAR[:2], (BAR[2] - 1, BAR[3] - 1), 0, outline)
    typed(page, "visited", 180, 545)
    typed(page, "after noon", BAR[2] + 10, 545)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(BAR, abs=4)


def test_wide_hatching_in_steps_follows_the_text_it_covers():
    page = paper()
    lines_of_type(page)
    hatch(page, (600, 480, 1000, 540), 45, 24)
    hatch(page, (300, 520, 700, 600), 45, 24)
    typed(page, "he was told by", 300, 512)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(WIDE, abs=6)


@pytest.mark.parametrize("degrees", [(45, 135), (0, 90)])
@pytest.mark.parametrize("pitch", [12, 22])
def test_crossed_lines_far_apart_are_a_hatched_redaction(degrees, pitch):
    page = paper()
    lines_of_type(page)
    for each in degrees:
        hatch(page, WIDE, each, pitch)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(WIDE, abs=8)


def test_a_hatched_country_on_a_map_is_none():
    page = paper()
    lines = paper()
    hatch(lines, (200, 200, 1000, 650), 45, 24)
    coast = np.zeros_like(page)
    rng = np.random.default_rng(5)
    turns = np.linspace(0, 2 * np.pi, 40)[:-1]
    far = 190 + rng.uniform(-45, 45, turns.size)
    points = np.stack([600 + 1.3 * far * np.cos(turns), 420 + far * np.sin(turns)], axis=1)
    cv2.fillPoly(coast, [points.astype(np.int32)], 255)
    page[coast > 0] = lines[coast > 0]
    cv2.polylines(page, [points.astype(np.int32)], isClosed=True, color=0, thickness=2)
    assert found(page) == []


def test_strokes_of_a_hand_are_none():
    page = paper()
    lines_of_type(page)
    for n, lean in enumerate((22, 30, 18, 34, 25)):
        cv2.line(page, (400 + 30 * n, 540), (400 + 30 * n + lean, 490), 0, 3)
        cv2.ellipse(page, (412 + 30 * n, 525), (9, 14), 20, 0, 300, 0, 3)
    assert found(page) == []


def test_boxes_for_single_letters_are_no_net():
    page = paper()
    lines_of_type(page)
    for n in range(16):
        cv2.rectangle(page, (300 + 36 * n, 500), (336 + 36 * n, 536), 0, 2)
    assert not any(kind is Kind.HATCHED for kind, _ in found(page))


ROW = (300, 500, 1000, 536)


@pytest.mark.parametrize("thick", [2, 4])
@pytest.mark.parametrize("lean", [20, 30])
def test_dashes_in_a_row_are_no_redaction(thick, lean):
    page = paper()
    lines_of_type(page)
    for n in range(30):
        cv2.line(page, (150 + 34 * n, 240), (150 + lean + 34 * n, 200), 0, thick)
    assert found(page) == []


@pytest.mark.parametrize(("outline", "words"), [(2, ""), (0, "visited")])
def test_hatching_one_row_high_has_an_outline_or_words_beside_it(outline, words):
    page = paper()
    lines_of_type(page)
    hatch(page, ROW, 60, 30)
    if outline:
        cv2.rectangle(page, ROW[:2], (ROW[2] - 1, ROW[3] - 1), 0, outline)
    typed(page, words, 180, 530)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(ROW, abs=20)


def test_hatching_one_row_high_that_its_corners_cut_stands_by_itself():
    page = paper()
    lines_of_type(page)
    hatch(page, ROW, 45, 24)
    [(kind, box)] = found(page)
    assert kind is Kind.HATCHED
    assert box == pytest.approx(ROW, abs=4)
