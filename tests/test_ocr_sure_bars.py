"""Sure black bars that look like something else by what stands beside them stay redactions."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ocr.certainties import DOUBTED
from ocr.claims import without_doubles
from ocr.labels import read_labels
from ocr.model import Box, Kind, Redaction
from ocr.redactions import _toned, find_redactions
from tests.builders import letters

DPI = 300
WHITE, SCANNED = 255, 245


def paper(tone=WHITE, high=1300):
    return np.full((high, 2550), tone, np.uint8)


def typed(page, left, right, foot, high=28):
    """A line of something like type, its letters with gaps as type has them."""
    for x in range(left, right - 14, 22):
        cv2.putText(page, "aeno"[x % 4], (x, foot), cv2.FONT_HERSHEY_SIMPLEX, high / 30, 0, 3)


def sure(page, *boxes):
    """Whether redactions that are not doubted are found in these places."""
    found = [r.box for r in find_redactions(page, dpi=DPI) if r.certainty > DOUBTED]
    return all(any(box.shared_of_smaller(Box(*place)) > 0.5 for box in found) for place in boxes)


def black(page, box):
    left, top, right, foot = box
    page[top:foot, left:right] = 0
    return box


@pytest.mark.parametrize("stroke", [5, 8])
def test_a_bar_between_words_in_capitals_is_no_part_of_a_bar_code(stroke):
    page = paper()
    bar = black(page, (900, 600, 1300, 634))
    for left in (790, 850, 1310, 1370):
        for x in (0, 14, 32, 44):
            page[600:634, left + x : left + x + (stroke if x else stroke // 2)] = 0
    assert sure(page, bar)


def test_a_bar_over_a_comb_field_of_a_form_is_no_part_of_a_bar_code():
    page = paper()
    for x in range(700, 1601, 24):
        page[600:680, x : x + 3] = 0
    assert sure(page, black(page, (900, 600, 1300, 680)))


@pytest.mark.parametrize("tone", [0, 90])
def test_bars_that_end_short_of_the_rules_of_a_table_with_blank_cells_are_redactions(tone):
    page = paper(SCANNED)
    for y in range(300, 861, 70):
        page[y : y + 3, 300:1803] = 60
    for x in range(300, 1801, 300):
        page[300:863, x : x + 3] = 60
    for n in range(7):
        page[312 + 70 * n : 361 + 70 * n, 312:591] = tone
    assert sure(page, *((312, 312 + 70 * n, 591, 361 + 70 * n) for n in range(7)))


@pytest.mark.parametrize("pitch", [75, 100])
def test_a_whole_redacted_line_of_type_is_no_stripe(pitch):
    page = paper(SCANNED)
    for n in range(-4, 5):
        if n:
            typed(page, 400, 2100, 600 + n * pitch)
    assert sure(page, black(page, (400, 570, 2100, 606)))


@pytest.mark.parametrize("pitch", [70, 80])
def test_redacted_lines_each_further_in_are_no_plan(pitch):
    page = paper()
    bars = [
        black(
            page, (400 + 75 * n, 400 + pitch * n, 1300 + 75 * n, 400 + pitch * n + pitch * 5 // 8)
        )
        for n in range(4)
    ]
    assert sure(page, *bars)


class Reads:
    """A reader that sees one text in all that it is shown."""

    def __init__(self, text):
        self.text = text

    def read(self, crops):
        return [letters(self.text, 0.99) if self.text else []] * len(crops)


def test_a_bar_whose_long_white_label_could_not_be_read_stays():
    page = paper(SCANNED)
    black(page, (400, 600, 1500, 660))
    cv2.putText(page, "OUTSIDE SCOPE", (480, 645), 0, 1.0, WHITE, 2)
    bars = find_redactions(page, dpi=DPI)
    assert len(read_labels(page, bars, Reads(""), dpi=DPI)) == 1


def ring(page, left, top, side, kind):
    centre = (left + side // 2, top + side // 2)
    cv2.ellipse(page, centre, (side // 2 - 4, side // 2 - 4), 0, 0, 360, 0, 7)
    if kind == "D":
        page[top : top + side, left : left + 8] = 0
        page[top : top + 8, left : left + side // 2] = 0
        page[top + side - 8 : top + side, left : left + side // 2] = 0


@pytest.mark.parametrize("side", [48, 60])
@pytest.mark.parametrize("tone", [WHITE, SCANNED])
def test_initials_withheld_beside_round_capitals_are_no_ticked_box(side, tone):
    page = paper(tone)
    for n, kind in enumerate("O OOD"):
        if kind != " ":
            ring(page, 900 + (side + 14) * n, 600, side, kind)
    left = 900 + (side + 14)
    assert sure(page, black(page, (left, 600, left + side, 600 + side)))


def test_a_redacted_footnote_is_no_stripe_of_a_border():
    page = paper()
    for n in range(12):
        typed(page, 400, 2100, 100 + 80 * n)
    assert sure(page, black(page, (400, 1080, 2100, 1115)))


def redaction(kind, box, certainty):
    left, top, right, foot = box
    corners = ((left, top), (right, top), (right, foot), (left, foot))
    return Redaction(kind, (Box(*box),), corners, certainty)


def test_a_black_bar_beside_a_fill_that_goes_on_about_its_label_stays():
    page = np.full((300, 900, 3), WHITE, np.uint8)
    page[100:140, 100:500] = (248, 216, 175)
    cv2.putText(page, "s.19", (106, 136), 0, 1.3, (20, 40, 160), 3)
    fill = redaction(Kind.COLOURED, (230, 100, 500, 140), DOUBTED)
    bar = redaction(Kind.BLACK, (150, 104, 190, 136), 0.98)
    kept = read_labels(page, [fill, bar], Reads("s.19(1)"), dpi=200)
    assert Kind.BLACK in [r.kind for r in kept]


def test_felt_tip_of_a_strong_colour_is_no_surer_than_felt_tip():
    page = np.full((300, 900, 3), SCANNED, np.uint8)
    page[100:160, 100:700] = (230, 20, 30)
    stroke = redaction(Kind.MARKER, (100, 100, 700, 160), 0.85)
    toned = _toned(stroke, page, page.min(axis=2), DPI)
    assert (toned.kind, toned.certainty) == (Kind.COLOURED, 0.85)


def test_of_a_fill_and_its_piece_that_are_much_as_sure_the_larger_is_kept():
    whole = redaction(Kind.COLOURED, (300, 500, 900, 540), 0.85)
    piece = redaction(Kind.COLOURED, (300, 500, 700, 540), 0.9)
    assert without_doubles([piece, whole]) == [whole]
    assert without_doubles([piece, replace(whole, certainty=0.8)]) == [piece]


def test_a_bar_over_which_words_have_run_together_is_no_piece_of_a_picture():
    """The line over a withheld paragraph, on a copy of a copy, and nothing else near it."""
    page = paper()
    bar = black(page, (600, 600, 1600, 840))
    for left in range(600, 1560, 200):
        page[560:594, left : left + 160] = 0
        page[572:576, left + 10 : left + 150 : 30] = 255
    assert sure(page, bar)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_bar_that_runs_off_the_side_of_the_page_is_a_redaction(side):
    page = paper()
    left, right = (0, 900) if side == "left" else (1650, 2550)
    bar = black(page, (left, 600, right, 680))
    typed(page, 1000, 1600, 668) if side == "left" else typed(page, 200, 1600, 668)
    assert sure(page, bar)


@pytest.mark.parametrize("box", [(0, 0, 200, 1300), (0, 0, 2550, 60), (0, 1240, 2550, 1300)])
def test_the_dark_edge_of_a_scan_is_none(box):
    page = paper()
    black(page, box)
    typed(page, 400, 1600, 668)
    assert not find_redactions(page, dpi=DPI)


def test_a_bar_amid_run_together_type_is_found_without_it():
    page = paper()
    bar = black(page, (600, 600, 900, 670))
    for row in (560, 672):
        for left in range(500, 1000, 60):
            page[row : row + 36, left : left + 34] = 0
            page[row + 12 : row + 22, left + 12 : left + 20] = 255
    [found] = [r.box for r in find_redactions(page, dpi=DPI)]
    assert found.as_list() == pytest.approx(bar, abs=16)


def test_felt_tip_that_was_screened_into_dots_is_found_on_a_page_of_200_dpi():
    page = paper()
    bar = black(page, (600, 600, 1100, 660))
    typed(page, 200, 560, 645)
    page[604:656:4, 604:1096:4] = 255
    [found] = find_redactions(page, dpi=200)
    assert found.box.as_list() == pytest.approx(bar, abs=4)


def test_a_slanted_stripe_that_touches_the_shadow_of_a_clip_is_none():
    page = paper()
    stripe = np.array([[160, 660], [230, 595], [230, 710], [160, 775]])
    cv2.fillPoly(page, [np.asarray(stripe, np.int32)], 0)
    page[715:762, 50:165] = 0
    assert not find_redactions(page, dpi=DPI)


def test_three_portion_marks_withheld_in_one_piece_are_a_redaction():
    page = paper()
    page[600:815, 120:230] = 0
    for row in (600, 690, 780):
        page[row : row + 35, 120:360] = 0
    assert sure(page, (120, 600, 360, 815))


@pytest.mark.parametrize("tone", [(0, 0, 0), (40, 40, 60)])
def test_a_bar_off_the_side_of_a_page_in_colour_ends_no_run(tone):
    """Its outline runs one pixel beyond the page, and that was an IndexError."""
    page = np.full((1300, 2550, 3), SCANNED, np.uint8)
    page[600:680, 1650:] = tone
    for x in range(900, 1620, 44):
        page[640:668, x : x + 20] = 20
    assert sure(page, (1650, 600, 2550, 680)) or any(tone)


@pytest.mark.parametrize("dpi", [150, 200, 300, 400])
@pytest.mark.parametrize("stub", [0.15, 0.18])
def test_the_last_word_of_a_bar_over_lines_is_not_taken_off_as_a_letter(dpi, stub):
    page = np.full((5 * dpi, 8 * dpi), WHITE, np.uint8)
    for left, top, right, foot in ((1, 2, 6, 2.34), (1.01, 2.34, 1.01 + stub, 2.51)):
        page[round(top * dpi) : round(foot * dpi), round(left * dpi) : round(right * dpi)] = 0
    [found] = find_redactions(page, dpi=dpi)
    assert found.box.bottom == pytest.approx(2.51 * dpi, abs=3)


def test_a_streak_across_the_page_is_no_bar():
    page = paper()
    page[600:640] = 0
    typed(page, 200, 1600, 900)
    assert not find_redactions(page, dpi=DPI)
