"""Which scraps of the margin are exemption codes, and their one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.exemptions import as_printed, canonical, in_order, is_to_the_letter, read, read_codes
from ocr.families import FAMILIES
from ocr.families_abroad import ABROAD
from ocr.phrases import LABELS, PHRASE, SOURCES, WITHHOLDING, forms_of


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
        ("STATI NTL", "STATINTL"),
        ("1.3(a)(4)", "1.3(a)(4)"),
        ("1.5(b)", "1.5(b)"),
        ("25X1A", "25X1A"),
        ("75X", "75X"),
        ("50X2-WMD", "50X2-WMD"),
        ("3.4(b)", "3.4(b)"),
        ("(b)(3):10 USC 424", "(b)(3) 10 USC 424"),
        ("(b)(3)-P.L. 86-36", "(b)(3) P.L. 86-36"),
        ("(b)(3) CIAAct", "(b)(3) CIA Act"),
        ("(b)(3):50 USC 3024(i)", "(b)(3) 50 USC 3024(i)"),
        ("(j)(2)", "(j)(2)"),
        ("k5", "(k)(5)"),
        ("P1/b(1)", "P1"),
        ("JFK Act 5 (g)(2)(D)", "JFK 5(g)(2)(D)"),
        ("Ex. 6 - Personal Privacy", "(b)(6)"),
        ("Per CIA", "Per CIA"),
        ("N/R", "NR"),
        ("Non-Responsive", "NR"),
        ("OUTSIDE THE SCOPE", "Outside Scope"),
        ("Referral/Consult", "Referral"),
        ("Sealed by court order", "Sealed"),
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
        ("1.4(6)", "1.4(b)"),
        ("14(D)", "1.4(d)"),
        ("(6)(7)(C)", "(b)(7)(C)"),
        ("3.3(n)(2)", "3.3(h)(2)"),
        ("3.5(0)", "3.5(c)"),
        ("bi-i", "(b)(1)"),
    ],
)
def test_what_ocr_makes_of_a_code_is_still_that_code(misread, form):
    assert canonical(misread) == form


@pytest.mark.parametrize(
    "prose",
    [
        "B-52",
        "1.4 MILLION",
        "B1 BOMBER",
        "B",
        "1.4",
        "THE B1",
        "B6(E)",
        "25",
        "1.9(D)",
        "",
        "81",
        "148",
        "15 D",
        "10.2.e",
        "11.1",
        "19(1)",
        "REDACTED",
    ],
)
def test_prose_is_no_line_of_codes(prose):
    assert read_codes(prose) is None


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("10.2.e", "10.2.e"),
        ("10 2e", "10.2.e"),
        ("(10)(2e)", "10.2.e"),
        ("art. 10.2.g Wob", "10.2.g"),
        ("11.1", "11.1"),
        ("5.1.2e", "5.1.2.e"),
        ("5.1.2.i", "5.1.2.i"),
        ("5.1.1.c", "5.1.1.c"),
        ("5.2.1", "5.2.1"),
        ("s.40(2)", "s.40(2)"),
        ("S27(1)", "s.27(1)"),
        ("19(1)", "s.19(1)"),
        ("21(1)(b)", "s.21(1)(b)"),
        ("s 33(a)(iii)", "s.33(a)(iii)"),
        ("s 22", "s.22"),
        ("47F", "s.47F"),
        ("buiten verzoek", "Outside Scope"),
        ("behoort niet tot Wob verzoek", "Outside Scope"),
        ("1A", "JFK 1A"),
        ("5.1.2.E", "5.1.2.e"),
        ("5.1.5", "5.1.5"),
        ("art. 5.1, lid 5", "5.1.5"),
        ("artikel 5.1, tweede lid, aanhef en onder e Woo", "5.1.2.e"),
        ("artikel 5.2 Woo", "art. 5.2"),
        ("art. 10, lid 2, sub e", "10.2.e"),
        ("artikel 10, vierde lid, onder e", None),
        ("10.2.q", "10.2.g"),
        ("10.1.g", None),
        ("11, lid 1", "11.1"),
        ("Buiten de reikwijdte van het verzoek", "Outside Scope"),
        ("reeds openbaar", "Already Public"),
        ("S40", "s.40"),
        ("FOI s.38(1)(b)", "s.38(1)(b)"),
        ("Regulation 12(5)(e)", "reg.12(5)(e)"),
        ("ATIA - 19(1)", "s.19(1)"),
        ("s.19(1) ATIP", "s.19(1)"),
        ("s.20(1)(b.1)", "s.20(1)(b.1)"),
        ("s 9(2)(f)(iv)", "s.9(2)(f)(iv)"),
        ("s6(a)", "s.6(a)"),
        ("Article 4(1)(b)", "Art. 4(1)(b)"),
        ("§ 5 Abs. 1", "§ 5 Abs. 1"),
    ],
)
def test_codes_of_other_countries_are_believed_inside_a_box_only(printed, form):
    assert read_codes(printed, inside=True) == ((form,) if form else None)


@pytest.mark.parametrize(
    ("printed", "forms"),
    [
        ("5.1.2e 5.1.2i", ("5.1.2.e", "5.1.2.i")),
        ("5.1.2.e en i", ("5.1.2.e", "5.1.2.i")),
        ("10.2.e/g", ("10.2.e", "10.2.g")),
        ("s40(2) & (3A)(a)", ("s.40(2)", "s.40(3A)(a)")),
        ("s.21(1)(a), (b)", ("s.21(1)(a)", "s.21(1)(b)")),
        ("s 22 irrelevant", ("s.22", "Not Relevant")),
        ("Out of scope Out of scope", ("Outside Scope",)),
        ("(b)(6) - Personal Privacy", ("(b)(6)",)),
        ("(b)(5) DPP, (b)(6) per OGC", ("(b)(5)", "(b)(6)")),
    ],
)
def test_what_is_said_along_with_a_code_takes_nothing_from_it(printed, forms):
    assert read_codes(printed, inside=True) == forms


@pytest.mark.parametrize(
    "hidden",
    [
        *("John Smith", "12", "2019", "5.1.2", "11.2", "22", "Bob 6", "x", "5.2", "10.6", "6(a)"),
        *(
            "s22",
            "s12",
            "§ 13",
            "4.2",
            "PP",
            "DPP",
            "Woo",
            "art.",
            "FOIA",
            "personal",
            "10.2.e jan",
        ),
    ],
)
def test_what_is_no_code_is_none_inside_a_box_either(hidden):
    assert read(hidden, inside=True) == ()


def test_a_phrase_that_withholds_is_a_label_without_a_code():
    [code] = read("Withheld", inside=True)
    assert (code.forms, code.printed) == ((), "Withheld")


def test_a_long_phrase_may_have_a_letter_misread_and_comes_out_as_it_should_be():
    [code] = read("NON-RESPONSlVE", inside=True)
    assert (code.forms, code.printed, code.exact) == (("NR",), "NON-RESPONSIVE", False)


def test_the_printed_form_is_kept_with_its_confusions_mended():
    assert as_printed("bl-1") == "b1-1"
    assert as_printed("b7E-1, 2, 3") == "b7E-1, 2, 3"
    assert as_printed("87(E)") == "B7(E)"
    assert as_printed("THE B1") == "THE B1"


def test_codes_that_touch_are_told_apart():
    assert read_codes("(b)(6)(b)(7)(C)") == ("(b)(6)", "(b)(7)(C)")
    assert read_codes("1.4(b)(c)(d)") == ("1.4(b)", "1.4(c)", "1.4(d)")
    assert read_codes("1.4(B), (D)") == ("1.4(b)", "1.4(d)")


def test_the_order_may_be_named_beside_its_code():
    assert read_codes("25X1, E.O.13526") == ("25X1",)
    assert read_codes("EO 13526 3.3(b)(1)>25Yrs") == ("3.3(b)(1)",)


def test_every_family_and_every_phrase_names_its_source():
    assert all(family.source for family in (*FAMILIES, *ABROAD))
    assert all(SOURCES)


def test_every_phrase_of_the_lists_is_read():
    phrases = [phrase for known in LABELS.values() for phrase in known] + list(WITHHOLDING)
    assert all(read(phrase, inside=True) for phrase in phrases)


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
    [
        *("(b)(1)", "(b)(6)", "(b)(7)(E)", "(b)(3) 10 USC 424", "(j)(2)", "P5", "NR", "STAT"),
        *("1.4(d)", "1.3(a)(4)", "25X1", "50X1-HUM", "3.3(b)(1)", "3.5(c)", "JFK 5(g)(2)(D)"),
    ]
)


@given(forms)
def test_making_a_code_canonical_twice_is_doing_it_once(form):
    assert canonical(form) == form


@pytest.mark.parametrize(
    "form",
    [
        *("10.2.e", "11.1", "art. 11", "5.1.2.e", "5.1.5", "5.2.1", "art. 5.2", "s.40(3A)(a)"),
        *("s.40", "reg.13", "s.9(2)(ba)(i)", "s.6(a)", "Art. 4(3)", "Art. 4(1)(b)", "§ 5 Abs. 1"),
        *("Outside Scope", "Already Public", "Not Relevant", "s.47F", "s.20(1)(b.1)"),
    ],
)
def test_a_form_of_another_country_stands_for_itself(form):
    assert read_codes(form, inside=True) == (form,)


@given(st.lists(forms, min_size=1, unique=True))
def test_a_line_of_codes_gives_back_every_code(codes):
    assert read_codes(" ".join(codes)) == tuple(codes)


@given(st.lists(forms, min_size=1, max_size=4, unique=True))
def test_mending_what_needs_none_changes_nothing(codes):
    line = ", ".join(codes)
    assert as_printed(line) == line


@given(st.text(max_size=40), st.booleans())
def test_any_text_can_be_asked_about(text, inside):
    for code in read(text, inside=inside):
        assert read(code.printed, inside=True), code


FOLDED = str.maketrans({"I": "\u0130", "K": "\u212a"})


@pytest.mark.parametrize("phrase", [*WITHHOLDING, *(p for own in LABELS.values() for p in own)])
def test_a_phrase_in_letters_that_only_fold_to_its_own_is_not_to_the_letter(phrase):
    folded = phrase.translate(FOLDED)
    assert all(not code.exact for code in read(folded, inside=True)) or folded == phrase


@pytest.mark.parametrize("text", ["PR\u0130VACY", "DUPL\u0130CATE", "Dupl\u0130cate"])
def test_a_dotted_capital_i_in_a_phrase_ends_no_release(text):
    assert not is_to_the_letter(text)
    assert [code.exact for code in read(text, inside=True)] == [False]


@pytest.mark.parametrize("phrase", [*WITHHOLDING, *(p for own in LABELS.values() for p in own)])
def test_a_phrase_is_known_in_small_letters_too(phrase):
    found = PHRASE.fullmatch(phrase.lower())
    assert found
    assert forms_of(found.group()) == forms_of(phrase)
