"""Rows of text that are like signs of a cable or of a beginning, and are none.

Each was taken for one once: the text lost a row, or a document was torn in two.
"""

import pytest

from cleanup.cable import is_cable
from cleanup.joints import joint_between
from cleanup.labels import authority
from cleanup.tags import split_tags
from tests.telegrams import archived, cleaned, sent


def with_row(row):
    """What is made of a cable of one section that has `row` in its text."""
    return cleaned(sent(1, 1, "1. THE KEEPER HAS THIS:", row, "AND WAS PAID."))


def flowing(text):
    return " ".join(text.split())


@pytest.mark.parametrize(
    "row",
    [
        "UNDER SECTION 4 OF THE PORTS ACT 1964",
        "SECTION 301 OF THE TRADE ACT OF 1974",
        "THE ELECTION OF FIVE MEMBERS IN 1964",
        "MFR: 24 JUNE 1975",
        "MBM: 16 KARVALA 7146",
        "AGE: 34 WEIGHT 185 LBS",
        "AGE: 34 BORN 1929",
        "Lot 1042 12 of 15 1980002",
        "LOT 1042 12 OF 15 1980002",
    ],
)
def test_a_sentence_in_a_cable_is_none_of_its_lines(row):
    (document,) = with_row(row).documents
    assert document.cable.fields.mrn.number == 2317
    assert document.cable.warnings == ()
    assert f"HAS THIS: {row} AND WAS PAID." in flowing(document.text)
    assert "MISSING SECTION" not in document.text


@pytest.mark.parametrize("row", ["AGE: 34 BORN 1929", "Lot 1042 12 of 15 1980002"])
def test_a_row_that_counts_stays_in_the_text_of_a_page(row):
    said = ("Stores of the board, by lot, count and cost:", row, "Nobody had asked about it.")
    assert row in flowing(cleaned(said).text)


@pytest.mark.parametrize(
    "label", ["DECLASSIFIED BY:", "DE CLASSIFIED BY:", "ECLASSIFIED BY:", "Reclassified by:"]
)
def test_who_declassified_a_cable_is_not_who_classified_it(label):
    assert authority(f"{label} NARA, 12 MAY 1998") is None
    (document,) = cleaned((f"{label} NARA, 12 MAY 1998", *sent(1, 1, "1. SEE."))).documents
    assert document.cable.fields.classified_by == ""
    assert document.text.startswith(f"{label} NARA, 12 MAY 1998\n")


CITED = "CONFIDENTIAL SECTION 1 OF 2 KARVALA 8891"


def test_a_memo_that_cites_a_classification_line_is_no_cable():
    memo = ("TO: The Director of Tides", "FROM: The Keeper", "SUBJECT: The bar at Elma")
    assert not is_cable((*memo, "The board has seen what came in March as", CITED, "and no more."))


def test_a_subject_right_below_a_whole_classification_line_is_a_cables():
    assert is_cable((CITED, "SUBJECT: THE BAR AT ELMA", "1. THE LAMPS ARE OUT."))


@pytest.mark.parametrize(
    ("read", "tags"),
    [
        ("PREL| PGOV, |ELTN", ("PREL", "PGOV", "ELTN")),
        ("PREL|PGOV|SNAR", ("PREL", "PGOV", "SNAR")),
        ("PREL, P|NR, Ql", ("PREL", "PINR", "QI")),
    ],
)
def test_a_stroke_among_tags_is_an_i_only_where_that_makes_a_code(read, tags):
    assert split_tags(read) == tags


@pytest.mark.parametrize("before", ["HE WAS MET BY MR.", "HE WAS MET BY", "HE SAW THE BOARD OF"])
def test_initials_behind_an_open_phrase_begin_no_paragraph(before):
    above = ["3. THE MINISTER AGREED.", before]
    assert joint_between(above, ["A. PENN AT THE DOOR AND WENT IN."]) == "space"


def archived_at(post, *body, serial=535, told=("SUBJECT: FERRY BIDS", "221645Z")):
    """A section of the archive with its post, subject and time."""
    subject, time = told
    rows = [each.replace("KARVAL", post[:-1]) for each in archived(1, 1, *body, serial=serial)]
    rows = [subject if each.startswith("SUBJECT") else each for each in rows]
    return [each.replace("221645Z", time) for each in rows]


def test_a_page_goes_back_to_the_message_of_its_own_post():
    grain = ("SUBJECT: GRAIN FOR THE NORTH", "030900Z")
    other = archived_at("TOLMARA", "1. FIRST OF TOLMARA AND", told=grain)[:-2]
    own = archived_at("KARVALA", "1. FIRST OF KARVALA.", "2. MORE OF IT.")
    between = archived_at("KARVALA", "1. FIRST OF KARVALA AND", serial=777)[:-2]
    page = ("PAGE 02 TOLMAR 00535 01 OF 01 221700Z", "2. A SECOND PAGE.", "BT", "NNNN")
    found = cleaned(other, own, between, page).documents
    (holder,) = (each for each in found if "A SECOND PAGE" in each.text)
    assert holder.cable.fields.mrn.post == "TOLMARA"
