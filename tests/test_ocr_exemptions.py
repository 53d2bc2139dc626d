"""Which scraps of the margin are exemption codes, and their one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.exemptions import canonical, in_order, read_codes


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("B1", "(b)(1)"),
        ("b1-1", "(b)(1)"),
        ("(b)(1)", "(b)(1)"),
        ("(b)(3)", "(b)(3)"),
        ("B7(E)", "(b)(7)(E)"),
        ("b7E-1", "(b)(7)(E)"),
        ("1.4(D)", "1.4(d)"),
        ("1.4d", "1.4(d)"),
        ("25X1", "25X1"),
        ("50X1-HUM", "50X1-HUM"),
        ("3.3(b)(1)", "3.3(b)(1)"),
        ("3.5(c)", "3.5(c)"),
        ("STAT", "STAT"),
    ],
)
def test_a_code_has_one_form(printed, form):
    assert canonical(printed) == form


@pytest.mark.parametrize(
    ("misread", "form"),
    [
        ("Bl", "(b)(1)"),
        ("81", "(b)(1)"),
        ("BI", "(b)(1)"),
        ("87(E)", "(b)(7)(E)"),
        ("1.4(0)", "1.4(d)"),
        ("l.4(D)", "1.4(d)"),
        ("1.4(8)", "1.4(b)"),
        ("2SX1", "25X1"),
    ],
)
def test_what_ocr_makes_of_a_code_is_still_that_code(misread, form):
    assert canonical(misread) == form


@pytest.mark.parametrize(
    "prose", ["B-52", "1.4 MILLION", "B1 BOMBER", "B", "1.4", "THE B1", "B6(E)", "25", "1.9(D)", ""]
)
def test_prose_is_no_line_of_codes(prose):
    assert read_codes(prose) is None


def test_a_line_may_hold_several_codes():
    assert read_codes("B1, 1.4(D)") == ("(b)(1)", "1.4(d)")


def test_a_comma_within_a_code_is_its_full_stop():
    assert read_codes("1,4(B)") == ("1.4(b)",)
    assert read_codes("B1,1,4(B)") == ("(b)(1)", "1.4(b)")


def test_the_numbers_of_the_bureau_after_a_code_are_no_codes():
    assert read_codes("b7E-1, 2") == ("(b)(7)(E)",)


def test_a_blank_or_a_speck_inside_a_code_does_not_matter():
    assert read_codes("b6 -1") == read_codes("b6--1") == ("(b)(6)",)


def test_a_code_printed_twice_is_one():
    assert read_codes("B1 b1-1") == ("(b)(1)",)


def test_the_statute_comes_before_the_order():
    assert in_order({"3.5(c)", "25X1", "1.4(d)", "(b)(3)", "(b)(1)"}) == (
        "(b)(1)",
        "(b)(3)",
        "1.4(d)",
        "25X1",
        "3.5(c)",
    )


forms = st.sampled_from(
    ["(b)(1)", "(b)(6)", "(b)(7)(E)", "1.4(d)", "25X1", "50X1-HUM", "3.3(b)(1)", "3.5(c)", "NR"]
)


@given(forms)
def test_making_a_code_canonical_twice_is_doing_it_once(form):
    assert canonical(form) == form


@given(st.lists(forms, min_size=1, unique=True))
def test_a_line_of_codes_gives_back_every_code(codes):
    assert read_codes(" ".join(codes)) == tuple(codes)
