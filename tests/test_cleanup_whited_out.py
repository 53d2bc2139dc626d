"""Gaps in lines of type that codes explain."""

import pytest

from cleanup.documents import clean_release
from cleanup.furniture import place_lines
from cleanup.model import Role
from cleanup.whited_out import with_whited_out
from ocr.model import Kind, Line
from tests.builders import LETTER, bar, line, page, word

BEFORE, AFTER = "the visitor told", "that he had come again"
LEFT, RESUMES = 200, 200 + 30 * LETTER
PROSE = tuple(
    line("the brass lamps were cleaned in spring by two of the men", top=700 + 33 * n)
    for n in range(8)
)


def gapped(*more, top=500, redactions=()):
    parts = (line(BEFORE, LEFT, top), line(AFTER, RESUMES, top))
    return page(*parts, *PROSE, *more, redactions=redactions)


def found(told):
    pages, _ = with_whited_out([told], place_lines([told]))
    return [r for r in pages[0].redactions if r.kind is Kind.WHITED_OUT]


def code(top, said="(b)(1)"):
    return line(said, 1500, top)


def test_a_line_that_stops_and_resumes_beside_a_code_was_whited_out():
    [redaction] = found(gapped(code(500)))
    assert redaction.box.left == pytest.approx(LEFT + LETTER * len(BEFORE), abs=LETTER)
    assert redaction.box.right == pytest.approx(RESUMES, abs=LETTER)
    assert redaction.certainty <= 0.5


def test_a_gap_without_a_code_is_none():
    assert found(gapped()) == []


def test_a_code_beside_another_row_explains_no_gap():
    assert found(gapped(code(1400))) == []


def test_a_code_that_a_redaction_takes_explains_no_gap():
    assert found(gapped(code(500), redactions=[bar(200, 530, 900, 560)])) == []


def test_a_gap_where_a_column_starts_is_none():
    columns = [line("entered", RESUMES, top) for top in (1200, 1300, 1400)]
    assert found(gapped(code(500), *columns)) == []


def test_a_label_in_a_gap_makes_it_one_and_is_no_text():
    told = gapped(Line((word("(b)(6)", LEFT + 20 * LETTER),)))
    [redaction] = found(told)
    assert [each.text for each in redaction.label] == ["(b)(6)"]
    release = clean_release([told])
    assert [mark.codes for mark in release.marks] == [("(b)(6)",)]
    assert f"{BEFORE} [REDACTED (b)(6)] {AFTER}" in release.text


def test_a_code_typed_in_a_sentence_is_none():
    assert found(page(line("under exemption (b)(6) of the act it was withheld"), *PROSE)) == []


def test_a_line_read_over_the_gap_is_parted_and_no_word_is_lost():
    words = (*line(BEFORE).words, *line(AFTER, RESUMES).words)
    told = page(Line(words), *PROSE, code(500))
    placed = place_lines([told])
    _, parted = with_whited_out([told], placed)
    assert sorted(w.text for p in parted for w in p.line.words) == sorted(
        w.text for p in placed for w in p.line.words
    )
    assert f"{BEFORE} [REDACTED (b)(1)] {AFTER}" in clean_release([told]).text


PARAGRAPH = tuple(
    line("the brass lamps were cleaned in spring by two of the men", LEFT, 434 + 33 * n)
    for n in (0, 1, 3, 4)
)


def amid(*parts, redactions=()):
    """A page on which these stand in the third row of five of one paragraph."""
    return page(*PROSE, *PARAGRAPH, *parts, code(500), redactions=redactions)


def test_a_line_of_a_paragraph_that_begins_late_beside_a_code_was_whited_out():
    [redaction] = found(amid(line(AFTER, RESUMES, 500)))
    assert redaction.box.left == pytest.approx(LEFT, abs=LETTER)
    assert redaction.box.right == pytest.approx(RESUMES, abs=LETTER)
    assert redaction.certainty < 0.5


def test_a_heading_in_the_middle_is_no_gap():
    assert found(amid(line("the second visit", LEFT + 20 * LETTER, 500))) == []


def test_an_indent_is_no_gap_and_neither_is_the_last_line_of_a_paragraph():
    assert found(amid(line(AFTER, LEFT + 8 * LETTER, 500))) == []
    assert found(page(*PROSE, *PARAGRAPH[:2], line(AFTER, RESUMES, 500), code(500))) == []


def test_a_gap_behind_the_first_word_of_a_line_counts_amid_a_paragraph_only():
    parts = (line("the", LEFT, 500), line(AFTER, RESUMES, 500))
    assert len(found(amid(*parts))) == 1
    assert found(page(*PROSE, *parts, code(500))) == []


def test_a_code_is_about_the_gap_two_lines_below_as_well():
    parts = (line("the", LEFT, 566), line(AFTER, RESUMES - 5 * LETTER, 566))
    rest = (*PARAGRAPH[:3], line(AFTER, RESUMES, 500))
    assert len(found(page(*PROSE, *rest, *parts, code(500)))) == 2


def test_where_ink_was_used_a_late_beginning_is_what_the_ink_left():
    assert found(amid(line(AFTER, RESUMES, 500), redactions=[bar(200, 1200, 900, 1230)])) == []


def test_a_line_that_ends_amid_a_sentence_beside_a_code_was_whited_out():
    [redaction] = found(amid(line("and then he told", LEFT, 500)))
    assert redaction.box.left == pytest.approx(LEFT + 16 * LETTER, abs=LETTER)
    assert found(amid(line("and then he slept.", LEFT, 500))) == []


def test_an_item_of_a_list_and_the_line_before_a_heading_are_no_gap():
    assert found(amid(line("three brass lamps,", LEFT, 500))) == []
    below = line("The brass lamps were cleaned in spring by two of the men", LEFT, 533)
    rows = (*PARAGRAPH[:2], line("Lamps of brass", LEFT, 500), below)
    assert found(page(*PROSE, *rows, code(500))) == []


def rows_at(*places, first="the"):
    """Rows of a page, by their number; the first begins so, and all of them run on."""
    said = [first, *["the"] * (len(places) - 1)]
    return [
        line(f"{word} lamps of the quay were lit at nine and then put out", LEFT, 100 + 33 * n)
        for n, word in zip(places, said, strict=True)
    ]


def test_two_blank_rows_amid_a_sentence_beside_a_code_were_whited_out_and_one_was_not():
    assert found(page(*PROSE, *rows_at(0, 1, 3, 4), code(166))) == []
    [redaction] = found(page(*PROSE, *rows_at(0, 1, 4, 5), code(166)))
    assert redaction.box.top > 133
    assert redaction.box.bottom < 240


def test_blank_rows_between_sections_were_not():
    over = [*rows_at(0), line("and then put out the lamps of the whole quay.", LEFT, 133)]
    assert found(page(*PROSE, *over, *rows_at(4, 5), code(166))) == []
    begins = rows_at(4, 5, first="The")
    assert found(page(*PROSE, *rows_at(0, 1), *begins, code(166))) == []


def test_a_larger_gap_on_a_page_typed_with_double_space_was_not():
    told = page(*PROSE, *rows_at(0, 2, 4, 6, 8, 13), code(100 + 33 * 11))
    assert found(told) == []


@pytest.mark.parametrize("said", ["(b)(1)", "1.4(d)", "5.1.2e", "10.2.g"])
def test_a_code_by_itself_where_words_would_stand_makes_the_blank_about_it_one(said):
    [behind] = found(amid(line("and then he told", LEFT, 500), line(said, LEFT + 30 * LETTER, 500)))
    assert behind.certainty < 0.5
    assert [word.text for word in behind.label] == [said]
    [alone] = found(amid(line(said, LEFT + 25 * LETTER, 500)))
    assert alone.box.left == pytest.approx(LEFT, abs=LETTER)


def test_a_code_behind_words_counts_where_the_paragraph_runs_on_over_it_only():
    row = (line("and then he told", LEFT, 500), line("(b)(1)", LEFT + 30 * LETTER, 500))
    over = line("the brass lamps were cleaned in spring by two of the men", LEFT + 60, 467)
    under = line("what he had seen.", LEFT, 533)
    assert len(found(page(*PROSE, over, *row, under))) == 1
    assert found(page(*PROSE, line("the second visit then", LEFT, 467), *row, under)) == []


def numbered(said, *after, at=LEFT + 4 * LETTER):
    """A row amid a paragraph that has a number in it, and what follows it."""
    return amid(line(said, at, 500), *after)


@pytest.mark.parametrize("said", ["(b)(1)", "(k)(2)", "10(2)", "s.22"])
def test_the_number_of_a_hanging_paragraph_is_no_label_and_stays_in_the_text(said):
    told = numbered(said, line("the lamps of the quay were lit at nine", LEFT + 13 * LETTER, 500))
    pages, placed = with_whited_out([told], place_lines([told]))
    assert pages[0].redactions == ()
    told = [p for p in placed if p.line.text.startswith(said) and p.line.box.left < 1500]
    assert {p.role for p in told} == {Role.BODY}


@pytest.mark.parametrize("said", ["19(1)", "11.1", "s.22", "23.5"])
def test_the_number_of_a_section_or_a_page_by_itself_is_no_label(said):
    assert found(page(*PROSE, line(said, LEFT + 27 * LETTER, 964))) == []
    assert found(page(*PROSE[:3], *PROSE[5:], line(said, LEFT + 27 * LETTER, 799))) == []


def test_an_amount_in_a_table_and_a_reason_behind_its_heading_are_none():
    rows = (
        ("oil for lamps", "11.1", "tons of oil"),
        ("coal for ships", "7.3", "tons of coal"),
        ("rope for quays", "8.3", "tons of rope"),
    )
    table = [
        line(cell, LEFT + place * LETTER, 500 + 33 * n)
        for n, row in enumerate(rows)
        for cell, place in zip(row, (0, 22, 36), strict=True)
    ]
    assert found(page(*PROSE, *table)) == []
    reason = (line("Reason for it is", LEFT, 634), line("1.4(c)", LEFT + 30 * LETTER, 634))
    assert found(page(*PROSE, *reason)) == []
    end = (line("Reason for it is", LEFT, 964), line("1.4(c)", LEFT + 30 * LETTER, 964))
    assert found(page(*PROSE, *end, line("and nothing else", LEFT, 1030))) == []


def test_the_blank_about_a_code_by_itself_is_no_higher_than_a_few_lines():
    far = line("the brass lamps were cleaned", LEFT, 1700)
    assert found(page(*PROSE, line("(b)(1)", LEFT + 20 * LETTER, 1300), far)) == []
    near = line("the brass lamps were cleaned", LEFT, 1064)
    [redaction] = found(page(*PROSE, line("(b)(1)", LEFT + 20 * LETTER, 998), near))
    assert redaction.box.height <= 3 * 33


def test_codes_one_under_the_other_are_a_list_and_several_in_a_row_a_form():
    listed = [line("(b)(1)", LEFT + 20 * LETTER, 300 + 40 * n) for n in range(4)]
    assert found(page(*PROSE, *listed)) == []
    offered = [line("(b)(1)", LEFT + 15 * n * LETTER, 640) for n in range(1, 4)]
    assert found(page(*PROSE, *offered)) == []


def test_a_gap_is_as_high_as_a_bar_over_type():
    [redaction] = found(gapped(code(500)))
    assert redaction.box.height >= 0.65 * 33


def test_a_code_between_words_and_a_bar_is_about_the_bar():
    heading = (line("the lamps", LEFT, 500), line("(b)(1)", LEFT + 30 * LETTER, 500))
    barred = [bar(LEFT, 520, LEFT + 20 * LETTER, 548)]
    assert found(page(*PROSE, *heading, redactions=barred)) == []
