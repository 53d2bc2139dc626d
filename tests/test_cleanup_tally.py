"""The figures of pages, documents and releases."""

from dataclasses import replace

import pytest

from cleanup.documents import clean_release
from cleanup.tally import measure_pages, overlap, tally
from cleanup.withheld import WithheldPages
from ocr.model import Box, Status
from tests.builders import HIGH, WIDE, bar, page, text

TYPED = "The committee met on Tuesday and read its own notes"


def told(*pages, withheld=(), paragraphs=0):
    return tally(measure_pages(pages, clean_release(pages)), withheld, paragraphs)


def with_bar(number=1, kind="black"):
    lines = text(*[TYPED] * 10)
    hole = replace(bar(200, 1040, 600, 1070), kind=kind)
    return page(*lines, number=number, redactions=[hole])


def test_a_page_without_redactions_has_nothing_withheld():
    clean = told(page(*text(TYPED)))
    assert (clean.whole.redactions, clean.whole.area, clean.whole.text) == (0, 0.0, 0.0)


def test_no_pages_at_all_are_no_error():
    assert told().pages == 0


def test_the_area_is_a_share_of_the_pages():
    one, two = told(with_bar()), told(with_bar(), page(*text(TYPED), number=2))
    assert one.whole.area == pytest.approx(400 * 30 / WIDE / HIGH)
    assert two.whole.area == pytest.approx(one.whole.area / 2)


def test_the_text_is_hidden_letters_against_hidden_and_visible_ones():
    one = told(with_bar())
    assert one.visible_characters == 10 * len(TYPED)
    assert one.hidden_characters == 20
    assert one.whole.text == pytest.approx(20 / (20 + one.visible_characters))


def test_a_failed_page_counts_in_nothing():
    failed = replace(page(number=2), status=Status.FAILED, reason="torn")
    assert told(with_bar(), failed) == told(with_bar())


def test_kinds_are_counted_apart():
    both = told(with_bar(), with_bar(number=2, kind="grey"))
    assert [(name, part.redactions) for name, part in both.by_kind] == [("black", 1), ("grey", 1)]


def test_a_redaction_with_two_codes_counts_under_both_and_once_in_all():
    pages = (with_bar(),)
    release = clean_release(pages)
    marks = tuple(replace(mark, codes=("(b)(1)", "1.4(d)")) for mark in release.marks)
    one = tally(measure_pages(pages, replace(release, marks=marks)), ())
    assert [name for name, _ in one.by_code] == ["(b)(1)", "1.4(d)"]
    assert (one.whole.redactions, one.without_code) == (1, 0)


def test_paper_under_two_redactions_counts_once():
    twice = page(redactions=[bar(200, 200, 600, 600), bar(200, 200, 600, 600)])
    once = page(redactions=[bar(200, 200, 600, 600)])
    assert told(twice).whole.area == pytest.approx(told(once).whole.area)
    assert overlap([[Box(0, 0, 10, 10)], [Box(20, 0, 30, 10)]]) == 1.0


def test_withheld_pages_that_are_counted_and_those_that_are_not():
    sheets = [WithheldPages(1, 12, (), "deletion-sheet"), WithheldPages(2, None, (), "notice")]
    both = told(page(), withheld=sheets, paragraphs=2)
    assert (both.withheld_pages, both.withheld_unsaid, both.withheld_paragraphs) == (12, 1, 2)
