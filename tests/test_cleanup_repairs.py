"""How the fields of a message are made to agree with what it says of them elsewhere."""

from dataclasses import replace

import pytest

from cleanup.cable import Mrn, read_heading
from cleanup.envelope import bear_witness
from cleanup.repairs import agree
from cleanup.running_lines import running

CLASSIFICATION = "C O N F I D E N T I A L KARVALA 002317"
CALLING = "DE RUEHKV #2317/01 2961645"
ROUTING = "OATCZYUW RUEHKVA2317 2961645-CCCC--RUEHC."
SERIAL = "#2317"


def agreed(*headings, witnesses=(), lines=(), words=(), corrected=()):
    """The fields of headings, each a tuple of rows, with other lines of their message."""
    readings = [read_heading(each, section=n) for n, each in enumerate(headings, 1)]
    told = tuple(line for said in lines if (line := running(said)))
    readings[0] = replace(readings[0], running=told)
    known = {word.upper(): 2 for word in words}
    return agree(readings, bear_witness(witnesses), known, frozenset(corrected))


def heading(
    *, dtg="O 221645Z OCT 96", line=CLASSIFICATION, subject="FERRY BIDS", tags="ELTN, PREL"
):
    return (
        dtg,
        "FM AMEMBASSY KARVALA",
        "TO RUEHC/SECSTATE WASHDC IMMEDIATE 5120",
        "BT",
        line,
        "E.O. 12958: DECL: 10/21/06",
        f"TAGS: {tags}",
        f"SUBJECT: {subject}",
    )


def repaired(told):
    return {each.field: (each.read, each.repaired) for each in told.repairs}


def test_a_message_that_agrees_with_itself_is_left_alone():
    told = agreed(heading(), heading(), witnesses=(CALLING, ROUTING, "ZNY CCCCC ZZH", SERIAL))
    assert (told.repairs, told.warnings) == ((), ())


def test_a_number_is_put_right_by_two_serials():
    wrong = heading(line="C O N F I D E N T I A L KARVALA 002817")
    told = agreed(wrong, witnesses=(CALLING, SERIAL))
    assert told.fields.mrn == Mrn(1996, "KARVALA", 2317)
    assert repaired(told) == {"mrn": ("1996 KARVALA 2817", "1996 KARVALA 2317")}


def test_the_serial_of_a_damaged_routing_line_counts_with_another_of_more_places():
    wrong = heading(line="C O N F I D E N T I A L KARVALA 018574")
    told = agreed(wrong, witnesses=("OATOZYUW RUEHKVA3574 3391046-CCCC--RUEHC.", "H13574"))
    assert told.fields.mrn == Mrn(1996, "KARVALA", 13574)


@pytest.mark.parametrize(
    "row", ["REF: A. NORTH HARLE 5149 B. STATE 162", "SUBJECT: NORTH HARLE: FERRY BIDS"]
)
def test_a_post_is_spelt_as_the_sender_and_what_it_cites_or_writes_about_spell_it(row):
    rows = ("FM AMEMBASSY NORTH HARLE", "C O N F I D E N T I A L NORTH HARLB 009271", row)
    assert agreed(rows).fields.mrn == Mrn(None, "NORTH HARLE", 9271)


def test_another_post_that_is_cited_changes_no_spelling():
    rows = ("FM AMEMBASSY VELLIN", "C O N F I D E N T I A L VELLIN 009271", "REF: VELLAN 12")
    assert agreed(
        (*rows, "SUBJECT: VELLAN: BIDS"),
    ).fields.mrn == Mrn(None, "VELLIN", 9271)


def test_a_figure_in_a_posts_name_is_the_letter_that_the_sender_has():
    rows = ("FM AMEMBASSY OSTEREN", "C O N F I D E N T I A L O5TEREN 6950")
    assert agreed(rows).fields.mrn == Mrn(None, "OSTEREN", 6950)


def test_one_serial_alone_changes_no_number_and_is_told():
    told = agreed(heading(line="C O N F I D E N T I A L KARVALA 002817"), witnesses=(SERIAL,))
    assert told.fields.mrn == Mrn(1996, "KARVALA", 2817)
    assert told.warnings == ("the message number is 2817, and the envelope's serial 2317",)


def test_a_post_is_put_right_by_running_lines():
    wrong = heading(line="C O N F I D E N T I A L KARVAIA 002317")
    told = agreed(wrong, lines=("KARVALA 00002317 001 OF 002", "KARVALA 00002317 002 OF 002"))
    assert told.fields.mrn == Mrn(1996, "KARVALA", 2317)


def test_names_cut_by_the_archive_change_no_post():
    told = agreed(heading(), lines=("PAGE 01 KARVAL 02317 221700Z", "PAGE 02 KARVAL 02317 221700Z"))
    assert (told.fields.mrn, told.repairs) == (Mrn(1996, "KARVALA", 2317), ())


def test_a_post_that_the_sender_has_otherwise_is_told():
    told = agreed(heading(line="C O N F I D E N T I A L KARVAIA 002317"))
    assert told.warnings == ("the number is of KARVAIA, and the sender is AMEMBASSY KARVALA",)


def test_a_number_that_was_not_read_is_that_of_two_serials():
    told = agreed(heading(line="C O N F I D E N T I A L"), witnesses=(CALLING, SERIAL))
    assert told.fields.mrn == Mrn(1996, "KARVALA", 2317)


@pytest.mark.parametrize("dtg", ["O 321645Z OCT 96", "O 221695Z OCT 96", "O 22645Z OCT 96"])
def test_a_date_that_is_none_is_that_of_filing(dtg):
    told = agreed(heading(dtg=dtg), witnesses=(CALLING,))
    assert told.fields.dtg == "1996-10-22T16:45:00Z"
    assert repaired(told)["dtg"] == ("", "1996-10-22T16:45:00Z")


def test_a_date_that_is_none_and_was_filed_nowhere_is_told():
    told = agreed(heading(dtg="O 321645Z OCT 96"))
    assert told.fields.dtg == ""
    assert told.warnings == ("the date-time group names no date: O 321645Z OCT 96",)


def test_a_date_is_put_right_when_two_lines_were_filed_on_another_day():
    told = agreed(heading(dtg="O 281645Z OCT 96"), witnesses=(CALLING, ROUTING))
    assert repaired(told) == {"dtg": ("1996-10-28T16:45:00Z", "1996-10-22T16:45:00Z")}


def test_a_date_and_one_filing_that_differ_are_told():
    told = agreed(heading(dtg="O 281645Z OCT 96"), witnesses=(CALLING,))
    assert told.fields.dtg == "1996-10-28T16:45:00Z"
    assert len(told.warnings) == 1


def test_a_message_may_be_filed_the_day_after_it_was_written():
    assert agreed(heading(), witnesses=("DE RUEHKV #2317/01 2970130",)).warnings == ()


def test_a_classification_that_was_not_read_is_that_of_the_letters():
    told = agreed(heading(line="KARVALA 002317"), witnesses=("ZNY CCCCC ZZH",))
    assert repaired(told)["classification"] == ("", "CONFIDENTIAL")


def test_letters_that_say_another_classification_are_told_and_change_nothing():
    told = agreed(heading(), witnesses=("ZNY SSSSS ZZH",))
    assert told.fields.classification == "CONFIDENTIAL"
    assert told.warnings == ("the text is CONFIDENTIAL, and the envelope's letters say SECRET",)


def test_two_of_three_headings_put_a_subject_right():
    told = agreed(heading(subject="FERRY BIOS"), heading(), heading())
    assert repaired(told) == {"subject": ("FERRY BIOS", "FERRY BIDS")}


def test_of_two_readings_of_a_word_that_of_the_text_is_right():
    told = agreed(heading(subject="FERRY BIOS"), heading(), words=("ferry", "bids"))
    assert told.fields.subject == "FERRY BIDS"


def test_a_subject_that_two_headings_have_is_not_cut_where_a_third_lost_its_end():
    long = "BOARD OFFERS TO LEASE THE CUSTOMS LAUNCH AND TELLS AMBASSADOR DORN WHY"
    told = agreed(heading(subject=long), heading(subject=long), heading(subject=long[:24]))
    assert told.fields.subject == long


def test_a_post_in_the_subject_is_spelt_as_the_sender_is():
    rows = list(heading(subject="KARVA1A: FERRY BIDS"))
    reading = read_heading(rows)
    reading = replace(reading, trust=(("KARVA1A", 0.6),))
    told = agree([reading], bear_witness(()), {})
    assert told.fields.subject == "KARVALA: FERRY BIDS"


def test_each_word_of_a_subject_is_voted_on():
    read = ("FEREY BIDS IN MAY", "FERRY B1DS IN MAY", "FERRY BIDS IN MAV")
    assert agreed(*(heading(subject=each) for each in read)).fields.subject == "FERRY BIDS IN MAY"


def test_a_persons_word_keeps_no_other_word_of_the_field():
    wrong = heading(subject="BIDS FOR THE FERKY")
    right = heading(subject="BIDS FOR THE FERRY")
    told = agreed(wrong, right, right, corrected=("THE",))
    assert told.fields.subject == "BIDS FOR THE FERRY"


def test_a_persons_word_is_not_outvoted():
    right = heading(subject="BIDS FOR THE FERRY")
    told = agreed(heading(subject="BIDS FOR THE FERKY"), right, right, corrected=("FERKY",))
    assert told.fields.subject == "BIDS FOR THE FERKY"
    assert any("as a person corrected it" in warning for warning in told.warnings)


def test_codes_are_put_right_by_other_headings():
    told = agreed(heading(tags="ELTN, PPEL"), heading(), heading())
    assert told.fields.tags == ("ELTN", "PREL")


def test_a_code_read_once_is_kept_as_it_was_read():
    assert agreed(heading(tags="ELTN, PPEL")).fields.tags == ("ELTN", "PPEL")


def test_a_precedence_that_was_not_read_is_that_of_the_routing_line():
    told = agreed(heading(dtg="221645Z OCT 96"), witnesses=("OO RUEHWEB",))
    assert told.fields.precedence == "immediate"


def test_a_precedence_that_no_addressee_has_is_that_of_the_addressees():
    assert agreed(heading(dtg="R 221645Z OCT 96")).fields.precedence == "immediate"


def test_a_year_is_put_right_by_an_order_that_more_headings_say():
    told = agreed(heading(dtg="O 221645Z OCT 66"), heading(dtg="O 22"), heading(dtg="O 22"))
    assert told.fields.dtg == "2006-10-22T16:45:00Z"
    assert ("dtg", "E.O. 12958 was in force then") in {(r.field, r.evidence) for r in told.repairs}
    alone = agreed(heading(dtg="O 221645Z OCT 66"))
    assert alone.fields.dtg == "1966-10-22T16:45:00Z"


@pytest.mark.parametrize(("printed", "year"), [("74", "2014"), ("71", "2011"), ("66", "1966")])
def test_a_year_is_put_right_by_the_order_that_is_still_in_force(printed, year):
    said = [heading(dtg=dtg) for dtg in (f"O 221645Z OCT {printed}", "O 22", "O 22")]
    newer = [tuple(row.replace(*order("10/21/24")) for row in rows) for rows in said]
    assert agreed(*newer).fields.dtg == f"{year}-10-22T16:45:00Z"


@pytest.mark.parametrize("until", ["10/21/12", "25X1"])
def test_no_year_is_put_right_to_one_after_the_message_was_to_be_declassified(until):
    said = [heading(dtg=dtg) for dtg in ("O 221645Z OCT 74", "O 22", "O 22")]
    newer = [tuple(row.replace(*order(until)) for row in rows) for rows in said]
    assert agreed(*newer).fields.dtg == "1974-10-22T16:45:00Z"


def order(until):
    return "12958: DECL: 10/21/06", f"13526: DECL: {until}"


def test_an_order_that_was_not_in_force_is_told():
    told = agreed(heading(dtg="O 221645Z OCT 74"))
    assert told.warnings == ("E.O. 12958 was not in force in 1974, the year of the message",)
