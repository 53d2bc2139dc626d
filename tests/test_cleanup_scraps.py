"""Letters read into what is none go; those that were typed stay."""

import pytest

from cleanup.furniture import place_lines
from ocr.model import Box, Line, Word
from tests.builders import PITCH, line, page, text

TEXT = [line("THE DELEGATION LEFT KAVALA FOR THE COAST", 200, 500 + PITCH * n) for n in range(12)]


def rules(*pages):
    return {(p.page, p.text): p.rule for p in place_lines(pages)}


def mark(said, left, top, confidence=0.5):
    """What a reader was not sure of."""
    return line(said, left, top, confidence)


def holes(*letters, top=110, left=900, confidence=0.5):
    """The text of pages, each with a letter at the same place."""
    pages = [
        page(mark(said, left, top, confidence), *TEXT, number=n)
        for n, said in enumerate(letters, 1)
    ]
    return {said for each, said in rules(*pages).items() if each[1] in letters}


def test_punch_holes_above_the_text_of_three_pages_are_no_letters():
    assert holes("C", "J", "wi") == {"punch-hole"}


@pytest.mark.parametrize("letters", [("C", "J"), ("(C)", "(S)", "(C)"), ("1", "2", "3")])
def test_holes_are_told_by_three_pages_and_are_neither_portion_marks_nor_figures(letters):
    assert "punch-hole" not in holes(*letters)


def test_a_letter_that_was_read_surely_is_no_hole():
    assert "punch-hole" not in holes("A", "B", "C", confidence=0.97)


def test_a_letter_on_a_row_of_text_or_below_its_first_line_is_no_hole():
    beside = [
        page(mark("C", 900, 110), line(said, 300, 110), *TEXT, number=n)
        for n, said in enumerate(("LIST OF SHIPS", "HARBOR DUES", "CREWS ASHORE"), 1)
    ]
    assert rules(*beside)[1, "C"] == "text"
    above = line("THE HARBOR OF KAVALA IN THE YEAR 1957", 200, 60)
    others = [page(mark("J", 900, 110), *TEXT, number=n) for n in (2, 3)]
    assert rules(page(above, mark("C", 900, 110), *TEXT), *others)[1, "C"] == "text"


def ruled(*letters, confidence=0.5):
    """A page with pieces of a ruled line at its left, two of which nobody could read."""
    pieces = [mark(said, 120, 520 + 4 * PITCH * n, confidence) for n, said in enumerate(letters)]
    few = TEXT[:3]  # too few for a column
    unread = [mark("l", 120, 1500, 0.1), mark("I", 120, 1600, 0.1)]
    return rules(page(*few, *pieces, *unread))


def test_pieces_of_a_ruled_line_are_no_letters():
    found = ruled("1", "i", "P")
    assert {found[1, said] for said in ("1", "i", "P")} == {"ruled-line"}


def test_the_figures_of_a_list_are_no_ruled_line():
    found = ruled("1", "2", "3", confidence=0.95)
    assert {found[1, said] for said in ("1", "2", "3")} == {"text"}


def test_what_a_pen_wrote_in_the_margin_of_ragged_rows_is_no_text():
    wide = [line("THE MINISTER OF THE HARBOR OF KAVALA ANSWERED AND", 200, 1500 + PITCH * n)
            for n in range(8)]  # fmt: skip
    found = rules(page(*TEXT, *wide, mark("L0", 1100, 640), mark("12", 1100, 700)))
    assert found[1, "L0"] == "margin-scrap"


@pytest.mark.parametrize("said", ["12", "(C)"])
def test_figures_and_marks_beside_the_rows_are_text(said):
    short = text(*["THE SHIPS AT KAVALA"] * 12, top=500)
    found = rules(page(*short, mark(said, 1100, 640), line("AND IN THE ROADS OF TALOS", 900, 1500)))
    assert found[1, said] == "text"


def test_dirt_along_the_edge_of_three_pages_is_no_text():
    dirty = [page(*TEXT, mark("rye T 72 SS", 300, 2165, 0.33), number=n) for n in (1, 2, 3)]
    assert rules(*dirty)[2, "rye T 72 SS"] != "text"
    rows = ("rye T 72 SS", "swoze of aag", "F Ra 9 hte")
    unlike = [page(*TEXT, mark(s, 300, 2165, 0.36), number=n) for n, s in enumerate(rows, 1)]
    assert {rules(*unlike)[n, s] for n, s in enumerate(rows, 1)} == {"edge-dirt"}


def test_words_of_the_text_at_the_edge_are_no_dirt():
    said = "DELEGATION KAVALA"
    pages = [page(*TEXT, mark(f"rye T {n}", 300, 2165, 0.36), number=n) for n in (1, 2, 3)]
    found = rules(*pages, page(*TEXT, mark(said, 200, 2150, 0.6), number=4))
    assert found[4, said] == "text"


def test_specks_are_measured_by_the_type_though_there_are_more_of_them():
    dirt = [
        Line((Word("1", Box(300 + 50 * n, 1000 + 40 * n, 306 + 50 * n, 1008 + 40 * n), 0.6),))
        for n in range(14)
    ]
    found = rules(page(*TEXT, *dirt))
    assert {rule for (_, said), rule in found.items() if said == "1"} == {"speck"}


RELEASED = "Approved for Release: 2031/08/11 C09000123"


def under_release_lines(said, *, pages=3, top=95, confidence=0.8, number=1, last=TEXT[-1]):
    """The rule of a line under a release line where other pages have a banner."""
    rests = {n: said if n == number else "TOP SECRET" for n in range(1, pages + 1)}
    laid = [
        page(
            line(RELEASED, 600, 60),
            line(rest, 700, top, confidence if n == number else 0.8),
            *TEXT[:-1],
            last,
            number=n,
        )
        for n, rest in rests.items()
    ]
    return rules(*laid)[number, said]


@pytest.mark.parametrize("said", ["NHVIUT", "3770", "V L U IL", "-.08/11"])
def test_what_is_left_of_a_banner_under_a_release_line_is_no_text(said):
    assert under_release_lines(said) == "beside-release-line"


@pytest.mark.parametrize(
    ("said", "laid"),
    [
        ("KAVALA", {}),  # a word of the text
        ("(C)", {}),
        ("A HARBOR CLOSES", {}),  # too long
        ("NHVIUT", {"pages": 1}),
        ("NHVIUT", {"top": 200}),  # not beside it
    ],
)
def test_what_may_be_text_under_a_release_line_stays(said, laid):
    assert under_release_lines(said, **laid) == "text"


@pytest.mark.parametrize(
    "said", ["ANNEX C", "TAB B", "PART II", "Table 3", "ANEXO II", "Geheim", "C. ORTIZ", "1961"]
)
def test_what_was_read_surely_under_a_release_line_is_text(said):
    assert under_release_lines(said, confidence=0.97) == "text"


@pytest.mark.parametrize("said", ["TOP", "0123", "-.08/11"])
def test_a_piece_of_furniture_is_none_however_surely_it_was_read(said):
    assert under_release_lines(said, confidence=0.97) != "text"


def test_the_rest_of_a_word_that_the_page_before_cut_is_text():
    cut = line("THE DELEGATION LEFT FOR THE ORGANI-", 200, TEXT[-1].box.top)
    assert under_release_lines("zation.", number=2, last=cut) == "text"
    assert under_release_lines("zation.", number=2) == "beside-release-line"
