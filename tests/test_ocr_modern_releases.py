"""Redactions of modern releases, and what stands on their pages and is none. At 200 dpi."""

from dataclasses import replace

import cv2
import numpy as np

from ocr.certainties import CHARTED, DOUBTED
from ocr.dark_pieces import with_pieces_doubted
from ocr.designs import told_by_the_others
from ocr.labels import read_labels
from ocr.model import Box, Kind, Redaction, Word
from ocr.redactions import find_redactions
from tests.builders import letters

DPI = 200
BLACK, PAPER, PINK, BLUE = 0, (245, 245, 243), (250, 190, 200), (40, 70, 140)


def paper(tone=PAPER):
    return np.full((1000, 1600, 3), tone, np.uint8)


def fill(page, box, colour):
    left, top, right, bottom = box
    page[top:bottom, left:right] = colour


def outline(page, box, thick=2):
    left, top, right, bottom = box
    cv2.rectangle(page, (left, top), (right - 1, bottom - 1), (0, 0, 0), thick)


def typed(page, text, left, foot, size=0.5, colour=(0, 0, 0)):
    cv2.putText(page, text, (left, foot), cv2.FONT_HERSHEY_SIMPLEX, size, colour, 1)


class Reads:
    """A reader that sees one text in all that it is shown."""

    def __init__(self, text=""):
        self.text = text

    def read(self, crops):
        return [letters(self.text, 0.99) if self.text else []] * len(crops)


def found(page, text=""):
    return read_labels(page, find_redactions(page, dpi=DPI), Reads(text), dpi=DPI)


def redaction(kind, box, certainty=0.9, label=""):
    left, top, right, bottom = box
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    read = (Word(label, Box(*box), 0.99),) if label else ()
    return Redaction(kind, (Box(*box),), corners, certainty, read)


def tilted(page, degrees):
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    return cv2.warpAffine(page, turn, (wide, high), borderValue=PAPER)


def test_a_dark_row_of_a_tilted_table_has_no_steps_and_its_words_are_none_left_over():
    page = paper()
    fill(page, (200, 500, 1400, 550), (40, 40, 40))
    typed(page, "SUBTOTAL", 230, 535, 0.9, PAPER)
    assert found(tilted(page, 1.0), "SUBTOTAL") == ()


def test_a_black_bar_on_a_tilted_page_is_no_felt_tip():
    page = paper()
    fill(page, (300, 500, 800, 532), BLACK)
    [bar] = found(tilted(page, 0.8))
    assert bar.kind is Kind.BLACK


def test_icons_with_small_signs_and_rounded_corners_are_none():
    page = paper()
    for n, sign in enumerate("ftx"):
        left = 300 + 52 * n
        fill(page, (left, 500, left + 34, 534), BLACK)
        typed(page, sign, left + 12, 522, 0.5, PAPER)
        for x in (left, left + 31):
            for y in (500, 531):
                fill(page, (x, y, x + 3, y + 3), PAPER)
    assert found(page) == ()


def test_a_navy_bar_on_a_white_page_is_coloured():
    page = paper((255, 255, 255))
    fill(page, (300, 500, 800, 532), (0, 32, 96))
    [bar] = found(page)
    assert bar.kind is Kind.COLOURED


def test_a_bar_whose_tone_goes_on_beside_it_is_a_piece():
    page = np.full((600, 1200), 240, np.uint8)
    page[200:300, 200:1000] = 70
    ink = np.where(page < 128, np.uint8(255), np.uint8(0))
    ink[200:300, 600:] = 0  # a threshold of the neighbourhood loses the middle of what is large
    bar = redaction(Kind.BLACK, (200, 200, 600, 300), 0.98)
    [told] = with_pieces_doubted([bar], page, ink, DPI)
    assert told.certainty == CHARTED


def test_boxes_of_a_line_that_touch_are_redactions_with_the_labels_of_the_next_beside_them():
    page = paper()
    for left in range(240, 1200, 160):
        outline(page, (left, 400, left + 162, 432))
        typed(page, "s 22", left + 60, 421)
    assert len(found(page, "s 22")) == 6


def test_a_box_whose_label_touches_its_outline_over_and_under_it_is_one():
    page = paper()
    outline(page, (300, 400, 700, 424))
    typed(page, "9(2)(a)", 450, 417)
    page[400:424, 436:446] = 0
    page[400:414, 530:533] = 0
    [box] = found(page, "5.1.2e")
    assert (box.box.left, box.box.right) == (299, 698)


def test_two_boxes_side_by_side_are_two_though_another_stands_between():
    page = paper()
    for left in (300, 480, 660):
        outline(page, (left, 400, left + 160, 430))
    assert len(found(page)) == 3


def test_a_fill_ends_at_the_black_bar_that_touches_it():
    page = paper()
    fill(page, (300, 400, 700, 432), PINK)
    fill(page, (700, 400, 1000, 432), BLACK)
    assert [(r.kind, r.box.left, r.box.right) for r in found(page)] == [
        (Kind.COLOURED, 300, 697),
        (Kind.BLACK, 700, 1000),
    ]


def test_fills_that_touch_are_one_redaction_with_many_labels():
    page = paper()
    fill(page, (200, 400, 1400, 434), PINK)
    for left in range(240, 1300, 200):
        typed(page, "art.4.1.b", left, 423)
    [one] = found(page, "Art. 4(1)(b)")
    assert one.label
    assert found(page, "Name Department") == ()


def captions(page, *labels):
    boxes = [(200, 200 + 200 * n, 1200, 240 + 200 * n) for n in range(len(labels))]
    for box in boxes:
        fill(page, box, BLUE)
    made = [redaction(Kind.COLOURED, b, label=s) for b, s in zip(boxes, labels, strict=True)]
    return [r for r in made if r.label], [r for r in made if not r.label]


def test_a_caption_that_reads_like_a_label_is_doubted_among_captions_that_may_be_misread_labels():
    page = paper()
    [caption], worded = captions(page, "", "persoonsgegevens", "")
    doubted = replace(caption, certainty=DOUBTED)
    assert told_by_the_others(page, [caption], worded, DPI) == (doubted,)


def test_labels_in_words_are_labels_though_one_of_them_is_misread():
    page = paper()
    kept, worded = captions(page, "persoonsgegevens", "persoonsgegevens", "")
    assert set(kept) <= set(told_by_the_others(page, kept, worded, DPI))


def test_paper_between_the_lines_of_a_chart_is_no_slanted_box():
    page = paper()
    for first, second in ((500, 760), (760, 500)):
        points = [(300 + 200 * n, (first, second)[n % 2]) for n in range(6)]
        cv2.polylines(page, [np.array(points)], isClosed=False, color=(0, 0, 0), thickness=3)
    assert found(page) == ()


def test_the_halves_of_a_box_beside_its_label_are_no_empty_cells():
    page = paper()
    for top in (400, 450, 500):
        for left in (300, 620):
            box = (left, top, left + 300, top + 36)
            fill(page, box, (225, 225, 225))
            outline(page, box, 3)
            page[top : top + 36, left + 140 : left + 144] = 60
    told = find_redactions(page, dpi=DPI)
    assert all(r.certainty > CHARTED for r in told)
    assert [replace(r, certainty=DOUBTED) for r in told]
