"""A black bar in a shaded row, and grey redactions beside black ones. At 200 dpi."""

import pytest

from ocr.certainties import DOUBTED
from ocr.model import Kind
from ocr.redactions import find_redactions
from tests.test_ocr_sure_bars_beside import DPI, fill, paper, rows, scanned, typed

SHADE = 215


def surely_grey(page):
    found = find_redactions(page, dpi=DPI)
    assert any(r.kind is Kind.BLACK and r.certainty > DOUBTED for r in found)
    return [r.box.left for r in found if r.kind is Kind.GREY and r.certainty > DOUBTED]


@pytest.mark.parametrize("bar", [(170, 307, 470, 337), (150, 308, 520, 342), (420, 295, 820, 349)])
def test_the_rest_of_a_shaded_row_with_a_bar_in_it_is_no_grey_redaction(bar):
    page = paper(250, high=700)
    fill(page, (150, 300, 1500, 344), SHADE)
    fill(page, bar)
    typed(page, "17", 1300, 332)
    rows(page, 600, 633)
    assert surely_grey(scanned(page)) == []


def test_grey_redactions_on_both_sides_of_a_black_one_stay():
    page = paper(245)
    rows(page, 200, 233, 600, 633)
    for left, tone in ((300, 180), (700, 0), (1100, 180)):
        fill(page, (left, 400, left + 400, 433), tone)
    assert surely_grey(page) == [300, 1104]
