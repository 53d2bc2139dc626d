"""What the format lines of a message are, and what they say a second time."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.date_time_groups import MONTHS, in_iso, on_day, read_sent
from cleanup.envelope import bear_witness, kind_of_format_line
from cleanup.heading import kind_of
from cleanup.labels import form_label


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("VZCZCXRO4102", "start"),
        ("OO RUEHWEB", "called"),
        ("PATCYUW RUEHPEA0412 0731530-CCCC--RUZDTPW.", "called"),
        ("DE RUEHKV #2317/02 2961645", "calling"),
        ("ZNY CCCCC ZZH", "security"),
        ("ZNR UUUUU", "security"),
        ("O 251030Z JUN 74", "dtg"),
        ("P R 251030Z JUN 74", "dtg"),
        ("B 21Z314Z JAN 69", "dtg"),
        ("R302106Z SEP 11", "dtg"),
        ("ACTION EUR-12", "offices"),
        ("INFO OCT-01 ISO-00 SSO-00 /026 W", "offices"),
        ("INFO AMEMBASSY PORT ELMA", "info"),
        ("EM AMEMBASSY KARVALA", "from"),
        ("IO RUEHC/SECSTATE WASHDC IMMEDIATE", "to"),
        ("FH AMCONSUI PORT ELMA", "from"),
        ("EM SECSTATE WASHDC", "from"),
        ("PM USINT KARVALA", "from"),
        ("OF STATE VANCE ARRIVED TODAY", ""),
        ("AT EMBASSY PARTY", ""),
        ("--------------------- 054819", "counter"),
        ("------------------201212Z 109980 /20", "counter"),
        ("BT", "bt"),
        ("NNNN", "end"),
        ("<< END OF DOCUMENT >>", "end"),
        ("<< END OP DOGUMEHT >>", "end"),
        ("<< END OP DOGUMBNT >>", "end"),
        ("END OF DOCUMENT", "end"),
        ("END OP DOCUMENT.", "end"),
        ("END OF COMMENT.", ""),
        ("END OF ARGUMENT", ""),
        ("END OF MOVEMENT", ""),
        ("END OF DOCUMENTS", ""),
        ("AND DOCUMENT", ""),
        ("LEND DOCUMENT", ""),
        ("<< END OF COMMENT >>", ""),
        ("NNNNMAFUVZCZ", "end"),
        ("NHNN", "end"),
        ("HNNNMAFVVZCZ", "end"),
        ("PATROL REPORTS SPOKE OF A STORM", ""),
        ("1. THE MINISTER SAID", ""),
    ],
)
def test_a_format_line_is_told_by_its_shape(said, kind):
    assert kind_of_format_line(said) == kind


def test_the_routing_line_says_precedence_classification_serial_and_time_again():
    told = bear_witness(["PATCZYUW RUEHPEA0412 0731530-CCCC--RUZDTPW."])
    assert (told.serials, told.filed) == ((412,), ((73, "1530"),))
    assert (told.levels, told.precedence) == (("CONFIDENTIAL", "CONFIDENTIAL"), ("P",))


def test_a_letter_lost_from_the_content_indicator_does_no_harm():
    full, lost = "PATCZYUW RUEHPEA0412 0731530-CCCC--R", "PATCYUW RUEHPEA0412 0731530-CCCC--R"
    assert bear_witness([full]) == bear_witness([lost])


def test_the_calling_line_says_serial_section_and_time():
    told = bear_witness(["DE RUEHKV #2317/02 2961645"])
    assert (told.serials, told.sections, told.filed) == ((2317,), (2,), ((296, "1645"),))


@pytest.mark.parametrize("said", ["ZNY CCCCC ZZH", "ZNY CCGCC ZZH"])
def test_the_letter_that_most_of_the_group_repeats_is_the_classification(said):
    assert bear_witness([said]).levels == ("CONFIDENTIAL",)


def test_two_precedences_are_for_action_and_for_information():
    sent = read_sent("P R 251030Z JUN 74")
    assert sent is not None
    assert sent.precedence == ("P", "R")


def test_a_group_with_a_figure_lost_still_has_its_year():
    sent = read_sent("R 24232Z JAN 12")
    assert sent is not None
    assert (sent.iso, sent.year) == ("", 2012)


def test_a_group_that_lost_its_z_is_a_date_and_one_that_lost_a_figure_is_none():
    dates = [
        sent.iso for said in ("R 221645 OCT 96", "R 221642 OCT 96") if (sent := read_sent(said))
    ]
    assert dates == ["1996-10-22T16:45:00Z", ""]


@given(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)))
def test_every_date_and_time_survives_its_group_and_its_day_of_the_year(when):
    when = when.replace(second=0, microsecond=0)
    sent = read_sent(f"R {when:%d%H%M}Z {MONTHS[when.month - 1]} {when.year}")
    assert sent is not None
    assert sent.iso == in_iso(when) == on_day(when.year, when.timetuple().tm_yday, f"{when:%H%M}")


@pytest.mark.parametrize(("day", "time"), [(366, "1200"), (0, "1200"), (10, "2400"), (10, "1260")])
def test_there_is_no_date_on_a_day_that_is_none(day, time):
    assert on_day(1995, day, time) == ""


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Subject FERRY BIDS BEFORE THE CABINET", ("subject", "FERRY BIDS BEFORE THE CABINET")),
        ("Subject of the talks", None),
        ("SUBJECT FERRY BIDS", None),
        ("Action WASHDC, SECSTATE ROUTlNE", ("to", "WASHDC, SECSTATE ROUTlNE")),
        ("Date/DTG 05 Jan, 2012 / 051200Z", ("dtg", "05 Jan, 2012 / 051200Z")),
        ("From AMEMBASSY KARVALA", ("from", "AMEMBASSY KARVALA")),
    ],
)
def test_a_label_of_the_form_may_have_lost_its_colon_before_capitals(said, wanted):
    assert form_label(said) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "From 1979 to 1985 the harbor was closed",
        "From 1979",
        "From US ships the crew was taken off",
        "Action 5",
        "Info 12 men were",
        "Subject IS under study",
        "References III and IV are lost",
    ],
)
def test_a_sentence_that_begins_with_a_word_of_the_form_is_no_entry_of_it(said):
    assert form_label(said) is None
    assert kind_of(said) == ""
