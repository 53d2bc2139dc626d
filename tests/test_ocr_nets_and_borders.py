"""Cells of a globe and blocks of a border, beside redactions that look like them. 200 dpi."""

import cv2
import numpy as np

from ocr.certainties import CHARTED
from ocr.model import Kind
from ocr.redactions import find_redactions
from tests.test_ocr_hatches import DPI, found, lines_of_type, paper


def blocks(page, top, count):
    for n in range(count):
        cv2.rectangle(page, (100 + 70 * n, top), (134 + 70 * n, top + 33), 0, cv2.FILLED)


def test_black_blocks_along_the_head_of_a_page_are_its_border():
    page = paper()
    lines_of_type(page)
    blocks(page, 40, 16)
    for n in range(1, 12):  # and down its side
        cv2.rectangle(page, (30, 40 + 70 * n), (64, 73 + 70 * n), 0, cv2.FILLED)
    redactions = find_redactions(page, dpi=DPI)
    assert redactions
    assert {r.certainty for r in redactions} == {CHARTED}


def test_five_cells_blacked_out_in_a_row_of_a_table_stay():
    page = paper()
    lines_of_type(page)
    blocks(page, 500, 5)
    assert [kind for kind, _ in found(page)] == [Kind.BLACK] * 5


def test_four_bars_in_the_first_line_of_a_page_stay():
    page = paper()
    lines_of_type(page)
    blocks(page, 40, 4)
    assert [kind for kind, _ in found(page)] == [Kind.BLACK] * 4


def slanted(page, left, top):
    points = np.array(
        [(left + 60, top), (left + 400, top), (left + 340, top + 90), (left, top + 90)]
    )
    cv2.polylines(page, [points.astype(np.int32)], isClosed=True, color=0, thickness=2)


def test_an_outline_of_four_slanted_sides_is_a_redaction():
    page = paper()
    lines_of_type(page)
    slanted(page, 400, 400)
    assert [kind for kind, _ in found(page)] == [Kind.OUTLINED]


def test_cells_of_the_grid_of_a_globe_are_none():
    page = paper()
    lines_of_type(page)
    middle, radius = (600, 350), 250
    cv2.circle(page, middle, radius, 0, 2)
    for share in (0.25, 0.5, 0.75):
        cv2.ellipse(page, middle, (int(share * radius), radius), 0, 0, 360, 0, 2)
    for share in (-0.6, -0.3, 0.0, 0.3, 0.6):
        half = int(radius * (1 - share**2) ** 0.5)
        at = int(middle[1] + share * radius)
        cv2.line(page, (middle[0] - half, at), (middle[0] + half, at), 0, 2)
    assert found(page) == []
