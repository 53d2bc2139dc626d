"""What goes with the furniture at the ends of a page, and what only looks like it."""

import pytest

from cleanup.furniture import place_lines
from tests.builders import PITCH, line, page

TEXT = [line("THE DELEGATION LEFT KAVALA FOR THE COAST", 200, 500 + PITCH * n) for n in range(12)]
LOW, FOOT = 1660, 2050
BANNER = line("SECRET", 700, 150)


def rules(*pages):
    return {(p.page, p.text): p.rule for p in place_lines(pages)}


def form(*more, number=1, banner=BANNER):
    """A page of a form, which prints its labels beside the lower mark and under it."""
    low = [
        line("RELEASING OFFICER", 200, LOW),
        line("AUTHENTICATING OFFICER", 1100, LOW),
        line("REPRODUCTION BY OTHERS IS PROHIBITED", 400, LOW + PITCH),
    ]
    return page(*([banner] if banner else []), *TEXT, *low, *more, number=number)


def test_the_level_at_the_head_of_a_page_is_stripped_at_its_foot_among_labels_of_a_form():
    assert rules(form(line("S-E-C-R-E-T", 650, LOW)))[1, "S-E-C-R-E-T"] == "level-below"


def test_a_level_that_lost_its_upper_mark_stands_where_other_pages_have_theirs():
    mark = line("S-E-C-R-E-T", 650, LOW)
    marked = [form(mark, number=n) for n in (1, 2)]
    assert rules(*marked, form(mark, number=3, banner=None))[3, "S-E-C-R-E-T"] == "level-below"
    assert rules(form(mark, banner=None))[1, "S-E-C-R-E-T"] == "text"


@pytest.mark.parametrize(
    ("said", "left", "top"),
    [
        ("CONFIDENTIAL", 600, LOW),  # not the level of the page
        ("SECRET", 200, LOW + 2 * PITCH),  # not below the upper mark
        ("SECRET.", 650, LOW + 2 * PITCH),  # the end of a sentence
        ("SECRET", 700, 1000),  # among the text
        ("(SECRET)", 650, LOW + 2 * PITCH),  # of a paragraph
    ],
)
def test_a_level_that_is_not_the_lower_mark_is_text(said, left, top):
    assert rules(form(line(said, left, top)))[1, said] == "text"


def test_the_level_in_the_box_of_a_form_goes_with_the_one_at_its_foot():
    said = "C-O-N-F-I-D-E-N-T-I-A-L"
    box = line("NO FOREIGN DISSEM/NO DISSEM ABROAD/BACKGROUND USE ONLY/", 600, 370)
    marks = [line(said, 100, 360), line(said, 100, LOW + 2 * PITCH)]
    placed = place_lines([form(marks[0], box, marks[1], banner=None)])
    assert {p.rule for p in placed if p.text == said} == {"level-below"}
    alone = place_lines([form(*marks, banner=None)])
    assert {p.rule for p in alone if p.text == said} == {"text"}


def test_a_column_of_levels_is_text():
    column = [line("SECRET", 700, LOW - PITCH * n) for n in (1, 2, 3)]
    entries = [line("REPORT", 200, LOW - PITCH * n) for n in (1, 2, 3)]
    assert rules(page(BANNER, *TEXT, *column, *entries))[1, "SECRET"] == "text"


def test_controls_beside_the_lower_mark_are_stripped_with_it():
    row = [line("SECRET", 700, LOW + 10), line("NO FOREIGN DISSEM", 1000, LOW + 10)]
    found = rules(page(BANNER, *TEXT, *row))
    assert found[1, "NO FOREIGN DISSEM"] == "banner-continued"


def feet(*more, numbers=(1, 2, 3)):
    """Pages with a running foot, and one that `more` stand on at another height."""
    pages = [
        page(*TEXT, line("24 Jan 59", 200, FOOT), line("HARBOR BRIEF", 600, FOOT), number=n)
        for n in numbers
    ]
    return rules(*pages, page(*TEXT, *more, number=9))


@pytest.mark.parametrize(
    ("numbers", "rule"),
    [
        (("ii", "iii", "iv"), "foot-with-number"),  # numerals that go on from page to page
        (("16", "17", "18"), "rest-of-foot"),
        (("II", "I1I", "IV"), "rest-of-foot"),
    ],
)
def test_a_page_number_beside_a_running_foot_goes_with_it(numbers, rule):
    pages = [
        page(*TEXT, line("HARBOR BRIEF", 600, FOOT), line(said, 900, FOOT), number=n)
        for n, said in enumerate(numbers, 1)
    ]
    assert rules(*pages)[2, numbers[1]] == rule


def test_a_foot_of_other_pages_is_one_at_another_height_and_with_a_damaged_number():
    row = [line("24 Jan 59", 200, 1750), line("HARBOR BRIEF", 600, 1750), line("V", 900, 1750)]
    found = feet(*row)
    assert {found[9, said] for said in ("24 Jan 59", "HARBOR BRIEF", "V")} == {"rest-of-foot"}


def test_what_is_left_of_a_foot_under_a_stamp_is_told_by_its_date():
    said = "24 Jan 59 CE NITDKI WOLTSIXX"
    assert feet(line(said, 200, 1750), line("Page 7", 1300, 1750))[9, said] == "text"
    beside = line("Page 7", 1300, FOOT - 90)
    assert feet(line(said, 200, FOOT - 90), beside)[9, said] == "rest-of-foot"


@pytest.mark.parametrize(
    "row",
    [
        [line("24 Jan 59", 200, 1750)],  # the end of a text that names the date
        [line("24 Jan 59", 200, 1750), line("KAVALA", 600, 1750)],
        [line("12 Feb 59", 200, 1750), line("KAVALA 7", 600, 1750)],
    ],
)
def test_a_row_that_other_pages_do_not_have_at_their_feet_is_text(row):
    found = feet(*row)
    assert {found[9, each.text] for each in row} == {"text"}


def test_a_foot_stands_below_all_text():
    row = [line("24 Jan 59", 200, 1750), line("HARBOR BRIEF", 600, 1750)]
    below = line("THE MINISTER ANSWERED ON THE NEXT DAY", 200, 1750 + PITCH)
    assert feet(*row, below)[9, "HARBOR BRIEF"] == "text"


def test_cleaning_keeps_every_line_in_its_order():
    pages = [form(line("S-E-C-R-E-T", 650, LOW)), page(*TEXT, number=2)]
    assert len(place_lines(pages)) == sum(len(each.lines) for each in pages)
