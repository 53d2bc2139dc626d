"""Cables as other offices print them: page marks, bare headings, lists of references."""

import pytest

from cleanup.cable import read_fields
from cleanup.documents import clean_release
from cleanup.hyphens import NO_WORDS, join_texts
from cleanup.joints import joint_between
from tests.builders import PITCH, line, page
from tests.telegrams import cleaned, said

HEADING = (
    "P 071020Z SEP 73",
    "FM AMEMBASSY KARVALA",
    "TO SECSTATE WASHDC PRIORITY 1801",
    "INFO AMEMBASSY PORT ELMA 2842",
)


def bare(number, *body, below=("EXDIS",)):
    """A section that repeats of the heading its envelope and classification only."""
    return (
        f"PAGE 01 KARVAL 02317 {number:02} OF 02 071025Z",
        *HEADING,
        "",
        f"C O N F I D E N T I A L SECTION {number} OF 2 KARVALA 2317",
        *below,
        "",
        *body,
        "",
        "NNNN",
    )


def whole(number, *body):
    labels = ("E.O. 11652: GDS", "TAGS: PFOR", "SUBJECT: FERRY BIDS BEFORE THE CABINET", "")
    return bare(number, *labels, *body)


FIRST = whole(1, "1. THE MINISTER SAID THAT THE CABINET", "WOULD ALSO LOOK INTO THE")
SECOND = ("BIDS FOR THE FERRY BEFORE IT MEETS.", "", "2. NO DATE IS SET.")


@pytest.mark.parametrize("below", [("EXDIS",), ("NODIS", "NOFORN"), ()])
def test_captions_right_below_the_classification_are_heading_without_other_labels(below):
    text = said(cleaned(FIRST, bare(2, *SECOND, below=below)).text)
    assert "LOOK INTO THE BIDS FOR THE FERRY BEFORE IT MEETS." in text


def test_a_number_that_went_over_to_the_next_row_is_heading_too():
    second = bare(2, *SECOND, below=("KARVALA 2317", "EXDIS"))
    second = tuple(row.replace("SECTION 2 OF 2 KARVALA 2317", "SECTION 2 OF 2") for row in second)
    (document,) = cleaned(FIRST, second).documents
    assert "LOOK INTO THE BIDS FOR THE FERRY" in said(document.text)
    assert document.cable.fields.mrn.number == 2317


def test_a_section_that_came_alone_keeps_no_caption_in_its_text():
    (document,) = cleaned(bare(2, *SECOND)).documents
    (section,) = document.cable.sections.sections
    assert next(row.typed for row in section.rows) == SECOND[0]


def test_more_references_than_three_stand_one_on_a_row_and_none_is_a_portion_mark():
    refs = ("REF: (A) STATE 12345", "(B) PORT ELMA 3411", "(C) LIMA 1234", "(D) QUITO 88")
    rows = (
        *HEADING,
        "SECRET KARVALA 2317",
        "E.O. 11652: GDS",
        "TAGS: PFOR",
        *refs,
        "(E) STATE 777",
    )
    (document,) = cleaned((*rows, "", "1. TEXT OF A CABLE THAT SAYS LITTLE.", "NNNN")).documents
    cited = [(each.post, each.number) for each in document.cable.fields.references]
    assert cited[2:] == [("LIMA", 1234), ("QUITO", 88), ("STATE", 777)]
    assert "(C)" not in document.text.split("1. TEXT")[0].split("\n\n")[-1]


def test_a_paragraph_with_a_portion_mark_is_no_reference():
    rows = (*HEADING, "SECRET KARVALA 2317", "TAGS: PFOR", "REF: STATE 12345")
    text = cleaned((*rows, "(S) LIMA IS QUIET. 14 SHIPS SAILED.", "NNNN")).text
    assert "\n\n(S) LIMA" in text


def test_what_a_form_prints_above_the_date_time_group_is_no_addressee():
    fields = read_fields(("JOINT STAFF", "INFO SERVICE CENTER", *HEADING))
    assert fields.info == ("AMEMBASSY PORT ELMA 2842",)


@pytest.mark.parametrize(
    ("mark", "left"),
    [("MORE", 900), ("-- CONTINUED --", 200), ("(MORE)", 200), ("CONTINUED ON NEXT PAGE", 900)],
)
def test_a_mark_that_the_page_goes_on_is_no_text(mark, left):
    assert mark not in with_last_row(mark, left)


@pytest.mark.parametrize(
    ("word", "left"), [("MORE", 200), ("CONTINUED", 200), ("ONE MORE", 900), ("MOREOVER", 900)]
)
def test_the_same_word_in_the_column_of_text_is_text(word, left):
    assert word in with_last_row(word, left)


def with_last_row(mark, left):
    rows = ["THE CABINET MEETS AGAIN ON FRIDAY AND WILL HEAR OF IT"] * 4
    typed = [line(text, top=500 + PITCH * n) for n, text in enumerate(rows)]
    last = line(mark, left=left, top=500 + PITCH * 4)
    return clean_release([page(*typed, last)]).text


def test_a_number_of_no_paragraph_goes_on_with_the_sentence_above():
    before = ["6. THEY MEET ON DECEMBER 20 AND"]
    assert joint_between(before, ["27. THE MINISTER WILL NOT BE THERE."]) == "space"


@pytest.mark.parametrize("number", [7, 8])
def test_the_next_paragraphs_number_begins_one_though_no_sentence_has_ended(number):
    before = ["6. THEY MEET ON DECEMBER 20"]
    assert joint_between(before, [f"{number}. THE MINISTER WILL BE THERE."]) == "paragraph"


def test_a_sentence_that_ends_in_a_figure_is_no_cut_number_before_a_numbered_paragraph():
    before = ["4. (S) EACH SENDS ITS MINISTER AND 2."]
    assert joint_between(before, ["5. (S) THE COUNCIL AGREED."]) == "paragraph"


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [("IMPOR-", "TANCE", "IMPORTANCE"), ("POSSI-", "BILITY OF IT", "POSSIBILITY OF IT")],
)
def test_a_cut_word_that_everyone_knows_is_put_together(before, after, whole):
    assert join_texts(before, after, NO_WORDS) == whole


def test_a_compound_that_is_no_word_without_its_hyphen_keeps_it():
    assert join_texts("THE VICE-", "MINISTER", NO_WORDS) == "THE VICE-MINISTER"
