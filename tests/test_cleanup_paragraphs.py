"""How rows become paragraphs."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.model import Row
from cleanup.paragraphs import refold, starts_paragraph
from tests.builders import DPI, marked, placed, row, rows

FULL = "THE AMBASSADOR CALLED ON THE MINISTER THIS WEEK AND"


def paragraphs(laid):
    return [block.text for block in refold(laid, {1: DPI, 2: DPI})]


def test_full_lines_are_one_paragraph():
    assert paragraphs(rows(FULL, FULL, "LEFT.")) == [f"{FULL} {FULL} LEFT."]


def test_a_word_cut_by_a_hyphen_is_put_together_when_the_whole_word_stands_elsewhere():
    [said] = paragraphs(rows("THE COMMISSION MET TODAY, AND LATER ON THE COMMIS-", "SION LEFT."))
    assert said.endswith("ON THE COMMISSION LEFT.")


def test_without_that_evidence_the_hyphen_stays():
    [said] = paragraphs(rows("THE MINISTER MET THEM TODAY, AND LATER ON THE VICE-", "CONSUL LEFT."))
    assert said.endswith("ON THE VICE-CONSUL LEFT.")


def test_a_numbered_paragraph_starts_anew():
    assert paragraphs(rows(f"1. {FULL}", f"2. {FULL}")) == [f"1. {FULL}", f"2. {FULL}"]


def test_a_portion_mark_starts_anew():
    assert len(paragraphs(rows(f"(U) {FULL}", f"(C) {FULL}"))) == 2


def test_a_decimal_is_no_paragraph_number():
    assert not starts_paragraph("1.4 MILLION")


def test_a_blank_line_parts_paragraphs():
    assert paragraphs(rows(FULL, FULL, FULL, "", FULL)) == [f"{FULL} {FULL} {FULL}", FULL]


def test_a_line_that_ends_although_the_next_word_would_have_fitted_ends_its_paragraph():
    assert paragraphs(rows(FULL, "THEY LEFT.", FULL)) == [f"{FULL} THEY LEFT.", FULL]


def test_an_indented_line_starts_anew():
    assert len(paragraphs([row(FULL, 0), row(FULL, 1), row(FULL, 2, left=300), row(FULL, 3)])) == 2


def test_a_sentence_goes_on_over_the_end_of_the_page():
    assert paragraphs([row(FULL), row("LEFT.", page=2)]) == [f"{FULL} LEFT."]


def test_a_redaction_stands_in_its_sentence_as_a_marker():
    laid = Row(1, (placed("HE SAW", 200, 400), marked(360, 398, 500, 428), placed("IN", 520, 400)))
    assert paragraphs([laid]) == ["HE SAW [REDACTED] IN"]


def test_a_joint_that_was_decided_is_not_decided_again():
    laid = [row(FULL, 0), replace(row("2. LEFT.", 1), joint="space")]
    assert paragraphs(laid) == [f"{FULL} 2. LEFT."]


some_rows = st.lists(
    st.sampled_from([FULL, "1. HE LEFT.", "(C) SO IT WAS", "SHORT", "THE COMMIS-", "sion", ""])
).map(lambda said: rows(*said))


@settings(deadline=None)
@given(some_rows)
def test_every_part_of_every_row_is_in_one_block_and_in_order(laid):
    parts = [part for block in refold(laid, {1: DPI}) for part in block.parts]
    assert parts == [part for each in laid for part in each.parts]


@settings(deadline=None)
@given(some_rows)
def test_no_letter_is_lost_but_hyphens(laid):
    said = "".join(paragraphs(laid)).replace(" ", "").replace("-", "")
    assert said == "".join(each.text for each in laid).replace(" ", "").replace("-", "")
