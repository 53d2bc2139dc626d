"""Sure bars and plain boxes stay so beside cells, borders, fills and signs. At 200 dpi."""

import cv2
import numpy as np
import pytest

from ocr.certainties import DOUBTED
from ocr.model import Box
from ocr.redactions import find_redactions

DPI = 200
SAID = "the committee met on Tuesday and went home"


def paper(tone=255, high=1000, wide=1700):
    return np.full((high, wide), tone, np.uint8)


def typed(page, text, left, foot, size=0.8):
    cv2.putText(page, text, (left, foot), cv2.FONT_HERSHEY_SIMPLEX, size, 0, 2, cv2.LINE_AA)


def rows(page, *feet, left=200):
    for foot in feet:
        typed(page, SAID, left, foot)


def fill(page, box, tone=0):
    left, top, right, foot = box
    page[top:foot, left:right] = tone
    return box


def scanned(page, noise=3.0):
    """A page as a scanner sees it: paler ink, blurred edges, noise."""
    seen = cv2.GaussianBlur(page.astype(np.float32) * (235 / 255) + 12, (0, 0), 0.8)
    noisy = seen + np.random.default_rng(1).normal(0, noise, page.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def tilted(page, degrees):
    high, wide = page.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    return cv2.warpAffine(page, turn, (wide, high), borderValue=255)


def sure(page, *boxes):
    """Whether redactions that are not doubted are found in these places, each by itself."""
    found = [r.box for r in find_redactions(page, dpi=DPI) if r.certainty > DOUBTED]
    return all(any(box.shared_of_smaller(Box(*place)) > 0.5 for box in found) for place in boxes)


def test_a_long_bar_on_a_tilted_page_is_no_piece_of_its_paper():
    page = paper()
    rows(page, 100, 133, 800, 833)
    bar = fill(page, (200, 460, 1500, 492))
    assert sure(tilted(page, 2.0), bar)


def test_lines_withheld_together_of_which_the_first_is_long_are_no_piece_of_the_paper():
    page = paper()
    rows(page, 100, 133, 800, 833)
    boxes = ((250, 400, 1350, 434), (250, 433, 470, 467), (250, 466, 470, 500))
    assert sure(page, *(fill(page, box) for box in boxes))


def test_a_black_bar_close_to_a_navy_redaction_is_no_piece_of_it():
    page = cv2.merge([paper(250)] * 3)
    bars = ((300, 400, 900, 433), (300, 600, 700, 633))
    for box in bars:
        fill(page, box)
    fill(page, (300, 437, 1000, 470), (96, 32, 0))
    fill(page, (704, 600, 1200, 633), (96, 32, 0))
    for foot in (800, 833, 866):
        cv2.putText(page, SAID, (200, foot), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0, 0, 0), 2)
    assert sure(scanned(page), *bars)


def ruled(page, columns, top, height, count):
    """The rules of a table: the left edges of its columns and their end, and so many rows."""
    foot = top + count * height
    for y in range(top, foot + 1, height):
        page[y : y + 2, columns[0] : columns[-1] + 2] = 100
    for x in columns:
        page[top : foot + 2, x : x + 2] = 100


ENTRIES = (150, 450, 700, 950, 1200, 1480)
WITHHELD = ((0, 0), (1, 2), (3, 1), (4, 0), (5, 3), (7, 2))
TYPED = ((0, 1), (1, 0), (2, 0), (2, 1), (3, 0), (4, 1), (6, 0), (8, 0), (9, 0), (2, 3))


def test_entries_of_a_ruled_list_blacked_out_here_and_there_stay():
    page = paper()
    ruled(page, ENTRIES, 300, 44, 10)
    boxes = [(ENTRIES[c] + 4, 304 + 44 * r, ENTRIES[c + 1] - 2, 342 + 44 * r) for r, c in WITHHELD]
    for box in boxes:
        fill(page, box)
    for r, c in TYPED:
        typed(page, "lamp oil", ENTRIES[c] + 10, 332 + 44 * r, 0.7)
    assert sure(scanned(page), *boxes)


def test_names_dates_and_telephones_blacked_out_over_empty_rows_stay():
    page, columns = paper(), (150, 500, 700, 950, 1480)
    ruled(page, columns, 300, 44, 8)
    boxes = [
        (columns[c] + 5, 305 + 44 * r, columns[c + 1] - 3, 341 + 44 * r)
        for r in range(5)
        for c in range(3)
    ]
    for box in boxes:
        fill(page, box)
    assert sure(scanned(page), *boxes)


WORDS_ALIKE = {
    "the first line of a page": [(200 + 200 * n, 60, 320 + 200 * n, 90) for n in range(5)],
    "its last line": [(220 + 260 * n, 910, 360 + 260 * n, 940) for n in range(5)],
    "the heads of columns": [(100 + 240 * n, 60, 300 + 240 * n, 96) for n in range(6)],
    "a narrow first column": [(50, 100 + 60 * n, 104, 134 + 60 * n) for n in range(13)],
    "initials in the margin": [(1600, 105 + 66 * n, 1660, 133 + 66 * n) for n in range(12)],
    "initials of two letters": [(1620, 100 + 33 * n, 1650, 126 + 33 * n) for n in range(20)],
}


@pytest.mark.parametrize("where", WORDS_ALIKE)
def test_bars_of_one_size_at_one_distance_close_to_an_edge_are_no_border(where):
    page = paper()
    rows(page, *range(130, 900, 33), left=300)
    for box in WORDS_ALIKE[where]:
        fill(page, box)
    assert sure(page, *WORDS_ALIKE[where])


def test_bars_over_two_letters_in_one_row_of_a_noisy_scan_are_no_icons():
    page = paper()
    rows(page, *range(100, 500, 33))
    boxes = [(300 + 90 * n, 600, 340 + 90 * n, 636) for n in range(4)]
    for box in boxes:
        fill(page, box)
        typed(page, "of", box[2] + 10, 630, 0.7)
    assert sure(scanned(page, noise=18), *boxes)


@pytest.mark.parametrize("between", ["-", "x", ""])
def test_boxes_of_a_row_with_a_small_cell_between_them_are_two(between):
    page = paper()
    rows(page, 100, 133, 800, 833)
    cv2.rectangle(page, (300, 400), (860, 440), 0, 2)
    page[400:440, 500:502] = page[400:440, 538:540] = 0
    typed(page, between, 512, 430, 0.7)
    boxes = ((300, 400, 500, 440), (538, 400, 860, 440))
    found = [r for r in find_redactions(page, dpi=DPI) if r.certainty > DOUBTED]
    assert all(any(abs(r.box.right - box[2]) < 6 for r in found) for box in boxes)
    assert all(any(abs(r.box.left - box[0]) < 6 for r in found) for box in boxes)


def test_a_bar_under_the_underline_of_a_heading_is_no_piece():
    page = paper()
    rows(page, 100, 133, 800, 833)
    typed(page, "INTERVIEW OF SUBJECT", 200, 380, 1.1)
    fill(page, (200, 388, 800, 392))
    bar = fill(page, (200, 396, 800, 430))
    assert sure(scanned(page), bar)


def test_a_bar_close_to_the_dark_border_of_a_scan_is_no_piece_of_it():
    page = paper()
    for foot in range(100, 900, 33):
        typed(page, SAID[:30], 150, foot)
    page[:, 1669:] = 10
    assert sure(page, fill(page, (900, 400, 1664, 433)))
