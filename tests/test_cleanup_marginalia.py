"""Feet, notes and specks among the text of a page are not text, and stay on record."""

import pytest

from cleanup.furniture import place_lines
from cleanup.marginalia import without_marginalia
from cleanup.model import Placed, Role
from ocr.model import Box, Line, Word
from tests.builders import PITCH, bar, line, page

TEXT = [line("THE DELEGATION LEFT KAVALA FOR THE COAST", 200, 400 + PITCH * n) for n in range(12)]
FOOT = 400 + PITCH * 14


def rules(*more):
    placed = place_lines([page(*TEXT, *more)])
    return {p.text: p.rule for p in placed if p.line in more}


def test_a_running_foot_under_the_text_is_furniture():
    found = rules(
        line("24 Jan 59", 200, FOOT), line("DAILY BRIEF", 600, FOOT), line("iii", 1100, FOOT)
    )
    assert set(found.values()) == {"foot-with-number"}


def test_a_running_foot_may_stand_above_a_scrawl_and_a_list_may_not():
    scrawl = line("sommde.", 600, FOOT + 4 * PITCH)
    foot = (line("24 Jan 59", 200, FOOT), line("DAILY BRIEF", 600, FOOT), line("ii", 1100, FOOT))
    assert rules(*foot, scrawl)["DAILY BRIEF"] == "foot-with-number"
    assert rules(line("- 7 -", 600, FOOT), scrawl) == {"- 7 -": "text", "sommde.": "text"}


def test_a_page_number_between_dashes_may_stand_well_above_the_edge():
    assert rules(line("- 7 -", 700, FOOT)) == {"- 7 -": "foot-with-number"}


@pytest.mark.parametrize("said", ["1400", "in 1959", "TO KAVALA"])
def test_the_last_line_of_a_text_is_no_foot(said):
    assert rules(line(said, 200, FOOT)) == {said: "text"}


def test_a_note_beside_the_column_is_a_note_and_a_heading_is_not():
    assert rules(line("O.K.", 1300, 500))["O.K."] == "margin-note"
    assert rules(line("KAVALA", 600, FOOT))["KAVALA"] == "text"


def test_page_numbers_of_a_list_of_contents_are_no_notes():
    column = [line(n, 1300, 420 + 4 * PITCH * at) for at, n in enumerate(("7", "9", "12"))]
    found = rules(line("Page", 1280, 370), *column)
    assert set(found.values()) == {"text"}
    again = [line(n, 1300, 420 + 4 * PITCH * at) for at, n in enumerate(("7", "7", "2"))]
    assert set(rules(*again).values()) == {"margin-note"}


@pytest.mark.parametrize("left", [970, 1040])
def test_what_a_row_ends_with_behind_a_redaction_is_no_note(left):
    row = 400 + PITCH * 5
    head, end = line("THE DELEGATION", 200, row), line("HIM.", left, row)
    lines = (*TEXT[:5], head, end, *TEXT[6:])
    found = place_lines([page(*lines, redactions=[bar(500, row - 3, left - 20, row + 28)])])
    assert {p.text: p.rule for p in found}["HIM."] == "text"


def test_a_code_that_a_hand_wrote_beside_a_redaction_is_no_end_of_its_row():
    row = 400 + PITCH * 5
    code = Line((Word("b7", Box(1060, row - 20, 1110, row + 30), 0.6),))
    lines = (*TEXT[:5], line("THE DELEGATION", 200, row), code, *TEXT[6:])
    found = place_lines([page(*lines, redactions=[bar(500, row - 3, 1030, row + 28)])])
    assert {p.text: p.rule for p in found}["b7"] != "text"


@pytest.mark.parametrize("left", [920, 1030])
def test_the_last_column_of_a_table_is_no_note(left):
    """Its figures stand on rows; so does what begins before the rows' end."""
    figures = [line(n, left, 400 + PITCH * at) for at, n in enumerate(("1,400", "75", "900"), 13)]
    names = [line(n, 200, 400 + PITCH * at) for at, n in enumerate(("Elma", "Brisa", "Tarn"), 13)]
    assert set(rules(*names, *figures).values()) == {"text"}


def beside_the_text(*said, lefts=(20,)):
    """The rules of short pieces one below the other, left of the text."""
    pieces = [line(each, lefts[n % len(lefts)], 400 + 3 * PITCH * n) for n, each in enumerate(said)]
    return set(rules(*pieces).values())


def test_labels_of_a_form_that_stand_one_below_the_other_are_no_notes():
    assert beside_the_text("UNIT", "EXT:", "DATE:", "TO") == {"text"}
    assert beside_the_text("UNIT", "EXT:", "DATE:") == {"margin-note"}
    assert beside_the_text("UNIT", "EXT:", "DATE:", "TO", lefts=(20, 45, 60)) == {"margin-note"}
    assert beside_the_text("1", "2", "3", "4", "5") == {"margin-note"}  # a transcript's lines


def test_a_page_without_a_column_has_no_margin():
    short = [Placed(1, line("ITEM", 200, 400 + PITCH * n)) for n in range(12)]
    aside = Placed(1, line("12", 900, 400))
    assert aside in without_marginalia([*short, aside], [page()])


def test_what_a_form_prints_at_both_ends_of_a_page_is_its_title():
    head, foot = line("TELEGRAM NF ORMATION REPORT", 200, 150), 1900
    again = [
        line(word, 200 + 400 * n, foot)
        for n, word in enumerate(["TELEGRAM", "INFORMATION", "REPORT"])
    ]
    assert set(rules(head, *again).values()) == {"head-and-foot"}


def test_a_first_row_that_comes_not_again_at_the_foot_is_text():
    assert rules(line("THE DELEGATION TO KAVALA", 200, 330)) == {"THE DELEGATION TO KAVALA": "text"}
    again = line("ITEMS", 200, 1900)  # too short to tell
    assert rules(line("ITEMS", 200, 330), again) == {"ITEMS": "text"}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("TOTAL TONNAGE LANDED 1957", "TOTAL TONNAGE LANDED 1958"),
        ("SECTION 3. VESSELS INSPECTED", "SECTION 4. VESSELS INSPECTED"),
        ("THE MINISTER OF TRADE", "THE MINISTER OF STATE"),
        ("The US and UK of ABCDEFGH", "In the US the UK had ABCDEFGH"),
    ],
)
def test_rows_at_both_ends_that_differ_in_a_figure_or_a_word_are_text(first, last):
    found = rules(line(first, 200, 330), line(last, 200, 1900))
    assert found == {first: "text", last: "text"}


def test_a_mark_too_low_for_a_letter_is_a_speck():
    mark = Line((Word("1", Box(600, 380, 680, 385), 0.9),))
    assert rules(mark) == {"1": "speck"}


def test_no_line_is_lost_and_only_text_gets_a_role():
    banner = Placed(1, line("SECRET", 1300, 500), Role.BANNER, "banner")
    placed = [*(Placed(1, each) for each in TEXT), banner, Placed(1, line("no", 1350, 560))]
    found = without_marginalia(placed, [page()])
    assert [p.line for p in found] == [p.line for p in placed]
    assert banner in found
    assert without_marginalia(found, [page()]) == found


@pytest.mark.parametrize("said", ["PAGE TWO.", "P AGE TWO.", "PAGE THRE E", "PAGE 2 OF 5"])
def test_a_page_that_is_counted_in_words_is_a_page_number_beside_a_banner_too(said):
    placed = place_lines([page(line("SECRET", 200, 100), line(said, 1200, 100), *TEXT)])
    assert next(p for p in placed if p.text == said).role is Role.PAGE_NUMBER


@pytest.mark.parametrize("said", ["pproved for Release: 2020/02/21", "proved tor Release 2"])
def test_a_release_line_that_lost_its_first_letters_is_still_one(said):
    placed = place_lines([page(line(said, 500, 60), *TEXT)])
    assert placed[0].rule == "cia-approved"


def test_two_lines_of_a_forms_box_that_were_read_as_one_are_its_banner():
    said = "SECRET /NO FOREIG CLASSIFICATION SSCAT ION — DISSEMINATION OLEMINDION CONTROLS"
    placed = place_lines([page(line(said, 200, 300), *TEXT)])
    assert placed[0].rule == "form-box"


def test_a_sentence_about_classification_is_no_box():
    said = "THE SECRET CLASSIFICATION OF THE CONTROLS WAS LIFTED BY THE MINISTER ONLY IN MAY"
    placed = place_lines([page(line(said, 200, 300), *TEXT)])
    assert placed[0].role is Role.BODY
