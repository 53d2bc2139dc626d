"""Parts of a design come in sets, and redactions do not. Drawn at 200 dpi."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ocr.company import without_sets
from ocr.designs import told_by_the_others
from ocr.labels import read_labels
from ocr.model import Box, Kind, Redaction
from ocr.redactions import find_redactions
from samples.modern_pages import make_modern
from tests.builders import letters, word

DPI = 200
ORANGE, PINK, GREY = (200, 90, 20), (240, 180, 190), (150, 150, 150)


def paper():
    return np.full((2200, 1700, 3), 255, np.uint8)


def fill(page, box, colour):
    left, top, right, bottom = box
    page[top:bottom, left:right] = colour


def typed(page, text, left, top):
    cv2.putText(page, text, (left, top), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0, 0, 0), 2)


class Reads:
    """A reader that sees these words, in turn, in what it is shown."""

    def __init__(self, *words):
        self.words = words

    def read(self, crops):
        return [letters(self.words[n % len(self.words)], 0.99) for n in range(len(crops))]


def found(page, reader=None):
    boxes = find_redactions(page, dpi=DPI)
    return read_labels(page, boxes, reader or Reads(""), dpi=DPI)


def ruled(page):
    for y in range(500, 701, 50):
        page[y : y + 2, 300:1300] = 60
    for x in range(300, 1301, 250):
        page[500:702, x : x + 2] = 60


def test_a_grey_fill_on_a_page_that_is_white_but_for_it_is_found():
    page = paper()[:, :, 0]
    page[500:532, 300:700] = 150
    [redaction] = found(page)
    assert redaction.kind is Kind.GREY
    assert redaction.box.as_list() == pytest.approx([300, 500, 700, 532], abs=2)


def test_the_bars_of_a_chart_are_none():
    page = paper()
    for n, high in enumerate((100, 220, 160, 300)):
        fill(page, (300 + 120 * n, 900 - high, 380 + 120 * n, 900), ORANGE)
    assert found(page) == ()


def test_lying_bars_that_start_from_an_axis_are_none():
    page = paper()
    for n, wide in enumerate((300, 520, 260)):
        fill(page, (400, 600 + 80 * n, 400 + wide, 645 + 80 * n), ORANGE)
    page[560:860, 398:400] = 90
    assert found(page) == ()


def test_names_withheld_in_a_column_of_a_table_are_all_found():
    page = paper()
    ruled(page)
    for n, wide in enumerate((120, 200, 160, 90)):
        fill(page, (312, 510 + 50 * n, 312 + wide, 542 + 50 * n), ORANGE)
    assert len(found(page)) == 4


def test_a_shaded_cell_of_a_table_is_none():
    page = paper()
    fill(page, (550, 550, 800, 600), PINK)
    ruled(page)
    assert found(page) == ()


def test_a_shaded_cell_with_a_label_is_a_redaction():
    page = paper()
    fill(page, (550, 550, 800, 600), PINK)
    ruled(page)
    typed(page, "10.2.e", 600, 585)
    [redaction] = found(page, Reads("10.2.e"))
    assert [word.text for word in redaction.label] == ["10.2.e"]


def test_a_fill_of_the_tone_of_highlighted_words_is_none():
    page = paper()
    fill(page, (300, 500, 600, 535), PINK)
    typed(page, "harbor dues", 320, 525)
    fill(page, (300, 800, 600, 835), PINK)
    assert found(page, Reads("harbor dues")) == ()


def test_where_boxes_are_labelled_a_bare_fill_of_another_tone_is_none():
    page = paper()
    for top in (500, 700):
        fill(page, (300, top, 600, top + 35), GREY)
        typed(page, "10.2.e", 350, top + 27)
    fill(page, (300, 1000, 600, 1035), ORANGE)
    assert [r.kind for r in found(page, Reads("10.2.e"))] == [Kind.GREY, Kind.GREY]


def test_a_black_bar_in_a_shaded_cell_is_found():
    page = paper()
    fill(page, (300, 500, 900, 600), PINK)
    fill(page, (340, 530, 700, 565), (0, 0, 0))
    assert Kind.BLACK in [r.kind for r in found(page)]


def test_the_squares_of_a_matrix_code_are_none():
    page, rng = paper(), np.random.default_rng(3)
    for row, column in np.argwhere(rng.random((25, 25)) < 0.5).tolist():
        fill(page, (500 + 6 * column, 500 + 6 * row, 506 + 6 * column, 506 + 6 * row), (0, 0, 0))
    assert found(page) == ()


def test_boxes_on_each_line_with_a_label_are_as_many_redactions_as_there_are_boxes():
    page = paper()
    for n in range(5):
        box = (300, 500 + 36 * n), (1300, 536 + 36 * n)
        cv2.rectangle(page, *box, (0, 0, 0), 1)
        typed(page, "10.2.e", 700, 526 + 36 * n)
    assert len(found(page, Reads("10.2.e"))) == 5


def redaction(kind, box, certainty=0.98):
    left, top, right, bottom = box
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Redaction(kind, (Box(*box),), corners, certainty)


@pytest.mark.parametrize(
    "bars",
    [
        [(Kind.MARKER, 300 + 190 * n, 500, 440 + 190 * n, 530) for n in range(4)],
        [(Kind.MARKER, 300, 500 + 40 * n, 440, 530 + 40 * n) for n in range(4)],
        [(Kind.BLACK, 60, 500, 126, 540), (Kind.MARKER, 60, 560, 126, 600)],
        [(Kind.BLACK, 300 + 120 * n, 700 - 40 * n, 380 + 120 * n, 900) for n in range(3)],
        [(Kind.BLACK, 400, 600 + 80 * n, 600 + 90 * n, 645 + 80 * n) for n in range(3)],
    ],
    ids=["row of felt-tip", "column of felt-tip", "margin", "standing", "lying"],
)
def test_bars_of_ink_stay_however_they_stand(bars):
    redactions = [redaction(kind, box) for kind, *box in bars]
    assert without_sets(redactions, (2200, 1700), DPI) == redactions


def outlined(top, certainty, right=600):
    return redaction(Kind.OUTLINED, (300, top, right, top + 40), certainty)


def test_a_sure_box_stays_beside_cells_with_words_that_are_not_as_wide():
    sure, words = outlined(500, 0.95, 700), [outlined(600, 0.75), outlined(700, 0.75)]
    assert told_by_the_others(paper(), [sure], words, DPI) == (sure,)


def test_an_empty_box_of_the_size_of_two_cells_with_words_is_a_cell():
    empty, words = outlined(500, 0.95), [outlined(600, 0.75), outlined(700, 0.75)]
    assert told_by_the_others(paper(), [empty], words, DPI) == ()
    assert told_by_the_others(paper(), [empty], words[:1], DPI) == (empty,)


def test_boxes_of_one_size_are_no_cells_where_one_of_them_has_a_label():
    empty, words = outlined(500, 0.95), [outlined(600, 0.75), outlined(700, 0.75)]
    labelled = replace(outlined(800, 0.95), label=(word("b1"),))
    assert told_by_the_others(paper(), [empty, labelled], words, DPI) == (empty, labelled)


def test_one_box_that_may_be_misread_is_no_form():
    plain = outlined(500, 0.75)
    words = [outlined(600, 0.75), outlined(700, 0.75)]
    assert told_by_the_others(paper(), [plain], words[:1], DPI) == (plain,)
    assert told_by_the_others(paper(), [plain], words, DPI) == ()


def test_a_sure_box_without_a_label_stays_where_others_are_labelled():
    grey = redaction(Kind.GREY, (900, 500, 1200, 540), 0.95)
    labelled = [
        replace(redaction(Kind.BLACK, (300, top, 600, top + 40)), label=(word("b1"),))
        for top in (500, 600)
    ]
    kept = [*labelled, grey, outlined(800, 0.95)]
    assert told_by_the_others(paper(), kept, [], DPI) == tuple(kept)


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2, 4, 5])
def test_a_modern_page_and_its_truth_agree(number):
    made = make_modern(7, number)
    pixels = made.pixels if made.pixels.ndim == 2 else made.pixels.min(axis=2)
    for redaction in made.truth["redactions"]:
        left, top, right, bottom = redaction["box"]
        inside = pixels[top:bottom, left:right]
        assert inside.size
        assert inside.min() < 0.97 * np.percentile(pixels, 95), redaction


def test_the_black_swatch_of_a_legend_is_none():
    """One of a fill of another make, as high and as wide, stands in its column."""
    black = redaction(Kind.BLACK, (229, 702, 277, 727))
    grey = redaction(Kind.GREY, (229, 738, 277, 763))
    assert without_sets([black, grey], (2200, 1700), DPI) == []


def test_the_head_and_the_foot_of_a_striped_border_are_none():
    head, foot = (redaction(Kind.HATCHED, (40, top, 1660, top + 60)) for top in (60, 2100))
    assert without_sets([head, foot], (2200, 1700), DPI) == []
    assert without_sets([head], (2200, 1700), DPI) == [head]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ((200, 80, 467, 113), (800, 2107, 1000, 2137)),
        ((200, 80, 467, 113), (200, 2107, 467, 2137)),
        ((40, 80, 1660, 113), (340, 2107, 1660, 2137)),
    ],
    ids=["elsewhere", "below", "across"],
)
def test_hatched_words_in_the_first_line_and_the_last_are_no_border(head, foot):
    words = [redaction(Kind.HATCHED, box) for box in (head, foot)]
    assert without_sets(words, (2200, 1700), DPI) == words


def test_a_box_of_the_tone_and_height_of_two_with_labels_was_misread():
    page = paper()
    page[500:740, 300:600] = 200
    boxes = [redaction(Kind.GREY, (300, top, 600, top + 40), 0.8) for top in (500, 600, 700)]
    labelled = [replace(box, label=(word("b1"),)) for box in boxes[:2]]
    assert told_by_the_others(page, labelled, boxes[2:], DPI) == (*labelled, boxes[2])
    assert told_by_the_others(page, labelled[:1], boxes[2:], DPI) == tuple(labelled[:1])


def test_an_empty_cell_higher_than_a_line_is_one_beside_cells_of_any_width():
    empty = redaction(Kind.OUTLINED, (300, 500, 900, 560), 0.95)
    words = [redaction(Kind.OUTLINED, (300, top, 500, top + 60), 0.75) for top in (600, 700)]
    assert told_by_the_others(paper(), [empty], words, DPI) == ()
