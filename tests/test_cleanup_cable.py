"""What the heading of a cable says."""

import pytest

from cleanup.cable import Mrn, is_cable, read_fields
from cleanup.heading import kind_of
from cleanup.references import cited
from cleanup.tags import lettered, meaning, split_tags

HEADING = (
    "P 121530Z MAR 85",
    "FM AMEMBASSY KARVALA",
    "TO SECSTATE WASHDC PRIORITY 1234",
    "INFO AMEMBASSY VERSUND",
    "AMEMBASSY PORT ELMA",
    "BT",
    "C O N F I D E N T I A L KARVALA 000535",
    "E.O. 12356: DECL: OADR",
    "TAGS: PREL, SNAR, PE",
)


def fields(*heading):
    return read_fields(heading or HEADING, "BILATERAL TALKS")


@pytest.mark.parametrize(
    "said",
    [
        "TARIFFS CUT BY 5%",
        "TARIFFS CUT BY 5 %",
        "$5 MILLION LOAN",
        "UP + 10 %",
        "A = B TALKS",
        "TRADE & AID",
        "McNAMARA",
    ],
)
def test_a_subject_keeps_its_signs_and_small_letters(said):
    assert read_fields(HEADING, said).subject == said
    assert read_fields((*HEADING, f"SUBJECT: {said}")).subject == said


@pytest.mark.parametrize("row", ["$5 MILLION", "& GRAIN", "+10 PERCENT"])
def test_a_subject_that_goes_on_with_a_sign_keeps_it(row):
    assert read_fields((*HEADING, "SUBJECT: LOAN OF", row)).subject == f"LOAN OF {row}"


def test_specks_read_as_words_or_at_the_ends_of_a_subject_are_none_of_it():
    assert read_fields((*HEADING, "' . SUBJECT: . GRAIN ~ TALKS -")).subject == "GRAIN TALKS"


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
    assert fields().mrn == Mrn(1985, "KARVALA", 535)


def test_post_and_number_on_a_line_of_their_own_are_the_message_number():
    assert fields("KARVALA 000535").mrn == Mrn(None, "KARVALA", 535)


def test_what_is_left_of_an_addressees_row_is_no_message_number():
    assert fields("BY ZANDEI NDE 8715.", "E.O. 12356: DECL: OADR", "TAGS: EAIR").mrn is None


def test_the_senders_post_and_a_number_are_the_message_number():
    rows = ("FM AMEMBASSY KARVALA", "O 121530Z MAR 85", "BT", "KARVALA 535")
    assert fields(*rows).mrn == Mrn(1985, "KARVALA", 535)


def test_post_and_number_behind_the_section_are_the_message_number():
    said = "C O N F I D E N T I A L SECTION 01 OF 03 KARVALA 000535"
    assert fields(said).mrn == Mrn(None, "KARVALA", 535)


def test_an_addressee_with_a_number_is_not_the_message_number():
    assert fields("TO SECSTATE WASHDC 1234").mrn is None


def test_addressees_run_on_to_the_next_label():
    assert fields().to == ("SECSTATE WASHDC PRIORITY 1234",)
    assert fields().info == ("AMEMBASSY VERSUND", "AMEMBASSY PORT ELMA")


def test_sender_tags_and_classification_are_read():
    read = fields()
    assert (read.sender, read.classification) == ("AMEMBASSY KARVALA", "CONFIDENTIAL")
    assert read.tags == ("PREL", "SNAR", "PE")


def test_three_different_signs_make_a_cable():
    assert is_cable(["FM AMEMBASSY KARVALA", "SUBJECT: TALKS", "NNNN"])


def test_two_signs_do_not():
    assert not is_cable(["FM AMEMBASSY KARVALA", "SUBJECT: TALKS", "SUBJECT: MORE TALKS"])


def test_a_letter_is_no_cable():
    assert not is_cable(["Dear Mr. Secretary:", "Subject: Talks", "Sincerely yours,"])


def test_a_year_misread_as_one_before_1000_does_not_stop_the_heading():
    assert fields("P 121530Z MAR 0985").precedence == "priority"


SMART = (
    "MRN: 11 PORT ELMA 412",
    "Date/DTG: Mar 14, 2011 / 141530Z MAR 11",
    "From: AMEMBASSY PORT ELMA",
    "Action: WASHDC, SECSTATE ROUTINE",
    "E.O.: 13526",
    "TAGS: PGOV, PREL",
    "Captions: SENSITIVE, SIPDIS",
    "Reference: A) 11 PORT ELMA 400",
    "Pass Line: STATE FOR WHA",
    "Subject: TALKS ON THE HARBOR",
)


def test_the_form_that_smart_prints_gives_the_same_fields():
    read = read_fields(SMART)
    assert (read.mrn, read.dtg) == (Mrn(2011, "PORT ELMA", 412), "2011-03-14T15:30:00Z")
    assert (read.sender, read.to) == ("AMEMBASSY PORT ELMA", ("WASHDC, SECSTATE ROUTINE",))
    assert (read.tags, read.captions) == (("PGOV", "PREL"), ("SENSITIVE", "SIPDIS"))
    assert read.references == (Mrn(2011, "PORT ELMA", 400),)
    assert (read.passing, read.subject) == (("STATE FOR WHA",), "TALKS ON THE HARBOR")
    assert read.executive_order == "13526"


ARCHIVED = (
    "PAGE 01 KARVAL 02317 01 OF 03 221700Z",
    "ACTION EUR-12",
    "INFO OCT-01 ISO-00 SSO-00 /026 W",
    "DRAFTED BY EUR/NB:LTARRANT:OO",
    "--------------------- 054819",
    "P R 221645Z OCT 74",
    "FM AMEMBASSY KARVALA",
    "TO SECSTATE WASHDC PRIORITY 5120",
    "INFO AMEMBASSY PORT ELMA",
    "C O N F I D E N T I A L SECTION 1 OF 3 KARVALA 2317",
    "EXDIS",
    "E.O. 11652: XGDS1, DECLAS 12-31-84",
    "TAGS: PFOR, CVIS (VARN, LEOPOLD)",
    "SUBJECT: FERRY BIDS",
    "REF: (A) STATE 12345, (B) 73 KARVALA 99",
)


def test_a_telegram_of_the_archive_gives_its_fields():
    read = read_fields(ARCHIVED)
    assert read.mrn == Mrn(1974, "KARVALA", 2317)
    assert (read.precedence, read.info_precedence) == ("priority", "routine")
    assert read.distribution == ("ACTION EUR-12", "INFO OCT-01 ISO-00 SSO-00 /026 W")
    assert (read.executive_order, read.declassify) == ("11652", "XGDS1, DECLAS 12-31-84")
    assert read.tags == ("PFOR", "CVIS (VARN, LEOPOLD)")
    assert read.references == (Mrn(1974, "STATE", 12345), Mrn(1973, "KARVALA", 99))
    assert read.drafted_by == "EUR/NB:LTARRANT:OO"


CONTROLS = (
    "S E C R E T KARVALA 000535",
    "NODIS SIPDIS",
    "STATE FOR EUR/NB AND EB/TRA",
    "TREASURY PLEASE PASS TO SMITH",
    "E.O. 12958: DECL: 10/21/06",
    "SUBJECT: TALKS",
    "CLASSIFIED BY: ECONOMIC COUNSELOR TARRANT. REASON: 1.5(B).",
)


def test_captions_and_passing_lines_stand_between_classification_and_order():
    read = read_fields(CONTROLS)
    assert read.captions == ("NODIS SIPDIS",)
    assert read.passing == ("STATE FOR EUR/NB AND EB/TRA", "TREASURY PLEASE PASS TO SMITH")
    assert read.classified_by == "ECONOMIC COUNSELOR TARRANT. REASON: 1.5(B)."


def test_a_reviewers_stamp_is_not_the_drafters_authority():
    stamp = "Classified by Director, Acting, on 06/12/2017 ~ Class: CONFIDENTIAL"
    assert read_fields((*CONTROLS[:5], stamp)).classified_by == ""


def test_a_message_sent_on_is_dated_by_its_own_heading_the_lower_one():
    twice = ("R 231200Z OCT 96", "FM SECSTATE WASHDC", "TO AMEMBASSY VERSUND", *HEADING)
    assert read_fields(twice).dtg == "1985-03-12T15:30:00Z"


def test_a_subject_may_go_on_with_a_row_that_begins_like_an_address():
    said = ("C O N F I D E N T I A L KARVALA 12345", "SUBJECT: MINISTER ASKS", "TO MEET AGAIN")
    assert read_fields(said).subject == "MINISTER ASKS TO MEET AGAIN"


@pytest.mark.parametrize("label", ["SUBJFCT:", "SUBECT:", "5UBJECT:", "SUBJ:", "SUBJECT;"])
def test_a_label_with_a_letter_misread_is_a_label(label):
    assert read_fields((f"{label} TALKS",)).subject == "TALKS"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "A. KARVALA 2290 B. STATE 198431 (NOTAL)",
            [(1996, "KARVALA", 2290), (1996, "STATE", 198431)],
        ),
        ("(A) 95 PORT ELMA 1234", [(1995, "PORT ELMA", 1234)]),
        ("99 KARVALA 12", [(None, "KARVALA", 12)]),
        ("KARVALA 100 DATED 3 MAY 1984, PARA 3", [(1996, "KARVALA", 100)]),
        ("MARSHKENT 8508", [(1996, "MARSHKENT", 8508)]),
        ("OUR TELEGRAM OF LAST WEEK", []),
    ],
)
def test_cables_cited_are_named_with_their_year(said, wanted):
    assert cited(said, 1996) == tuple(Mrn(*each) for each in wanted)


def test_a_code_that_is_not_in_the_table_is_kept():
    assert split_tags("PREL, KXYZ, PE (VARN, LEO)") == ("PREL", "KXYZ", "PE (VARN, LEO)")
    assert (meaning("KXYZ"), meaning("PE (VARN, LEO)")) == ("", "Peru")


def test_a_figure_in_a_code_is_a_letter_when_that_makes_a_known_code():
    assert (lettered("PG0V"), lettered("5NAR"), lettered("QQ0V")) == ("PGOV", "SNAR", "QQ0V")


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("SUBJI HARBOR BOARD NAMES NEW HEAD", "subject"),
        ("5UBJEC1: HARBOR BOARD", "subject"),
        ("' SUBJECT: HARBOR BOARD", "subject"),
        ("SUBJECT TO APPROVAL BY THE BOARD", ""),
        ("PM AMCOMSUL KARVALA", "from"),
        ("T0 RUEHC/SBCSTATE WASHDC", "to"),
        ("IMPO AMEMBASSY PORT ELMA", "info"),
        ("INTO THE HARBOR", ""),
        ("Date/DTG. Nov 14, 2012 / 141242Z NOV 12", "dtg"),
        ("HRN: 12 KARVALA 2317", "mrn"),
        ("MR. HOLLIN HAS AGREED", ""),
        ("CTION 05 OF 06 KARVALA 002317", "classification"),
    ],
)
def test_rows_of_a_heading_are_known_when_they_are_damaged(row, kind):
    assert kind_of(row) == kind


def test_specks_in_a_field_are_no_words_of_it():
    fields = read_fields(("FM AMEMBASSY KARVALA =.) \u00b0", "SUBJECT: FERRY \u00bb BIDS -"))
    assert (fields.sender, fields.subject) == ("AMEMBASSY KARVALA", "FERRY BIDS")


def test_a_place_before_a_subject_is_no_label():
    assert read_fields(("SUBJBCT: KARVALA: FERRY BIDS",)).subject == "KARVALA: FERRY BIDS"


def test_captions_below_tags_are_no_tags():
    assert read_fields(("TAGS: ELTN, PREL", "SIPDIS")).tags == ("ELTN", "PREL")
