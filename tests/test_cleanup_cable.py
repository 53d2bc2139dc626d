"""What the heading of a cable says."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.cable import Mrn, is_cable, read_fields
from cleanup.envelope import MONTHS
from cleanup.numbering import WORDS, number, section_line

HEADING = (
    "P 121530Z MAR 85",
    "FM AMEMBASSY MEXICO",
    "TO SECSTATE WASHDC PRIORITY 1234",
    "INFO AMEMBASSY BOGOTA",
    "AMEMBASSY LIMA",
    "BT",
    "C O N F I D E N T I A L MEXICO 000535",
    "E.O. 12356: DECL: OADR",
    "TAGS: PREL, SNAR, MX",
)


def fields(*heading):
    return read_fields(heading or HEADING, "BILATERAL TALKS")


def sent(dtg):
    return fields(dtg).dtg


@pytest.mark.parametrize(
    ("dtg", "iso"),
    [
        ("P 121530Z MAR 85", "1985-03-12T15:30:00Z"),
        ("O 010001Z JAN 05", "2005-01-01T00:01:00Z"),
        ("R 311200Z DEC 1963", "1963-12-31T12:00:00Z"),
        ("R 1212002 M4R 85", "1985-03-12T12:00:00Z"),
    ],
)
def test_the_date_time_group_becomes_iso_8601(dtg, iso):
    assert sent(dtg) == iso


@pytest.mark.parametrize("dtg", ["P 321530Z MAR 85", "P 122560Z MAR 85", "P 121530Z QQQ 85"])
def test_a_group_that_names_no_date_is_no_date(dtg):
    assert sent(dtg) == ""


def test_the_letter_before_the_date_is_the_precedence():
    assert fields("O 121530Z MAR 85").precedence == "immediate"


def test_a_zero_for_the_letter_o_is_immediate():
    assert fields("0 121530Z MAR 85").precedence == "immediate"


def test_post_and_number_behind_the_classification_are_the_message_number():
    assert fields().mrn == Mrn(1985, "MEXICO", 535)


def test_post_and_number_on_a_line_of_their_own_are_the_message_number():
    assert fields("MEXICO 000535").mrn == Mrn(None, "MEXICO", 535)


def test_post_and_number_behind_the_section_are_the_message_number():
    said = "C O N F I D E N T I A L SECTION 01 OF 03 MEXICO 000535"
    assert fields(said).mrn == Mrn(None, "MEXICO", 535)


def test_an_addressee_with_a_number_is_not_the_message_number():
    assert fields("TO SECSTATE WASHDC 1234").mrn is None


def test_addressees_run_on_to_the_next_label():
    assert fields().to == ("SECSTATE WASHDC PRIORITY 1234",)
    assert fields().info == ("AMEMBASSY BOGOTA", "AMEMBASSY LIMA")


def test_sender_tags_and_classification_are_read():
    read = fields()
    assert (read.sender, read.classification) == ("AMEMBASSY MEXICO", "CONFIDENTIAL")
    assert read.tags == ("PREL", "SNAR", "MX")


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("C O N F I D E N T I A L SECTION 02 OF 03 MEXICO 000535", (2, 3)),
        ("S E C R E T SECTION TWO OF THREE MEXICO 000535", (2, 3)),
        ("C O N F I D E N T I A L SECTION O2 OF O3 MEXICO 000535", (2, 3)),
        ("S E C R E T FINAL SECTION OF 03 MEXICO 000535", (3, 3)),
        ("CONFIDENTIAL SECTION 01 OF 02 LIMA 1234", (1, 2)),
        ("S E C R E T MEXICO 000535", None),
        ("SEE SECTION 2 OF 3 OF THE REPORT", None),
    ],
)
def test_a_classification_line_may_name_its_section(said, section):
    assert section_line(said) == section


def test_three_different_signs_make_a_cable():
    assert is_cable(["FM AMEMBASSY MEXICO", "SUBJECT: TALKS", "NNNN"])


def test_two_signs_do_not():
    assert not is_cable(["FM AMEMBASSY MEXICO", "SUBJECT: TALKS", "SUBJECT: MORE TALKS"])


def test_a_letter_is_no_cable():
    assert not is_cable(["Dear Mr. Secretary:", "Subject: Talks", "Sincerely yours,"])


@given(st.integers(1, 10))
def test_a_number_in_words_is_the_number_in_digits(n):
    assert number(WORDS[n - 1]) == number(f"{n:02}") == n


def test_a_year_misread_as_one_before_1000_does_not_stop_the_heading():
    assert fields("P 121530Z MAR 0985").precedence == "priority"


@given(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)))
def test_every_date_and_time_survives_its_group(when):
    when = when.replace(second=0, microsecond=0)
    assert sent(f"R {when:%d%H%M}Z {MONTHS[when.month - 1]} {when.year}") == f"{when.isoformat()}Z"
