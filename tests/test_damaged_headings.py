"""Headings of which only a part could be read: what of a cable is told all the same."""

from dataclasses import replace

import pytest

from cleanup.cable import is_cable, read_heading
from cleanup.consensus import Said, consensus
from cleanup.date_time_groups import plain_date, read_sent
from cleanup.envelope import is_end
from cleanup.furniture import place_lines
from cleanup.heading import kind_of
from cleanup.joints import joint_between
from cleanup.labels import form_label
from cleanup.model import Role
from cleanup.repairs import agree
from cleanup.running_lines import running
from cleanup.section_numbers import class_line, find_marker, section_line
from cleanup.tags import split_tags
from cleanup.transmissions import cut
from tests.builders import line, page, rows, text
from tests.test_cleanup_sections import SUBJECT, TAGS, joined, kept, section


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("R 281G46Z DEC 11", "2011-12-28T16:46:00Z"),
        ("O 260A12Z SEP 12", "2012-09-26T04:12:00Z"),
        ("C 230810Z NOV 11", "2011-11-23T08:10:00Z"),
        ("P 041324Z ARR 76", "1976-04-04T13:24:00Z"),
        ("0 180127% JAN 66", "1966-01-18T01:27:00Z"),
    ],
)
def test_a_date_time_group_is_read_through_letters_that_look_like_its_figures(said, iso):
    sent = read_sent(said)
    assert sent is not None
    assert sent.iso == iso


@pytest.mark.parametrize("month", ["JUX", "MAX"])
def test_a_month_as_near_to_two_names_no_date(month):
    sent = read_sent(f"R 041324Z {month} 76")
    assert sent is not None
    assert (sent.iso, sent.year) == ("", 1976)


def test_letters_alone_are_no_date_time_group():
    assert read_sent("R TABLEAZ APR 76") is None


def form(dtg, number="13 KARVALA 2317"):
    heading = (f"MRN: {number}", f"Date/DTG: {dtg}", "From: AMEMBASSY KARVALA")
    return agree([read_heading(heading)])


@pytest.mark.parametrize("dtg", ["Jul 22, 2013 / 221645Z JU1 18", "Jul 22, 2013 / 221645Z JXI 13"])
def test_the_date_in_plain_words_settles_a_part_of_the_group_that_is_in_doubt(dtg):
    told = form(dtg)
    assert told.fields.dtg == "2013-07-22T16:45:00Z"
    assert not told.warnings


def test_a_plain_date_stands_for_a_group_that_names_none_and_its_other_month_is_told():
    told = form("Jul 31, 2013 / 311645Z JUN 13")
    assert told.fields.dtg == "2013-07-31T16:45:00Z"
    assert "a part is wrong" in told.warnings[0]


def test_a_plain_date_that_says_otherwise_without_a_third_witness_is_told():
    told = form("Jul 22, 2013 / 231645Z JUL 13")
    assert told.fields.dtg == "2013-07-23T16:45:00Z"
    assert "and the form's date 2013-07-22" in told.warnings[0]
    assert plain_date("XXX 22, 2013 / 231645Z JUL 13") is None


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("S E C R E T SECTION ONE OF F1VE KARVALA 000535", (1, 5)),
        ("S E C R E T SECTION FOUR OF SlX KARVALA 000535", (4, 6)),
        ("S E C R E T SECTION TW0 OF QQQW KARVALA 000535", (2, 0)),
    ],
)
def test_a_section_in_words_is_read_through_figures_among_its_letters(said, numbers):
    assert section_line(said) == numbers
    line = class_line(said)
    assert line is not None
    assert (line.post, line.number) == ("KARVALA", 535)


def test_the_end_of_a_level_is_not_the_word_final():
    line = class_line("COBP ID EN TIA L SECTION OF 4 KARVALA 4769")
    assert line is not None
    assert (line.section, line.total, line.number) == (0, 4, 4769)


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("MRax 04769 02 OF 04 241258Z", (2, 4)),
        ("04769 04 OF 04 241212Z", (4, 4)),
        ("KARVAL 04769 04 or 04 241212Z", (4, 4)),
        ("KARVAL 04769 04 0905 2412122", (4, 5)),
        ("PAGE 04 7 KARVAL 04769 02 OF 02 180505Z", (2, 2)),
    ],
)
def test_a_page_line_is_told_by_its_number_section_and_time(said, section):
    line = running(said)
    assert line is not None
    assert (line.number, line.section, line.total) == (4769, *section)


def test_a_row_of_figures_in_a_sentence_is_no_page_line():
    assert running("THE 12345 01 OF 02 123456Z WAS") is None


def test_a_section_begins_where_its_page_line_and_its_number_agree():
    first = section(1, 2, "1. THE MINISTER SAID")[:-3]
    said = (*first, "KARVAL 00535 02 OF 02 241212Z", "JL 69", "A L SECTION 2 OF 2", TAGS, SUBJECT)
    told = joined(*said, "", "THAT HE AGREED.")
    assert told.present == (1, 2)
    assert not told.missing


def test_a_page_that_goes_on_begins_no_section():
    first = section(1, 2, "1. THE MINISTER SAID")[:-3]
    assert joined(*first, "KARVAL 00535 02 OF 02 241212Z", "THAT HE AGREED.").present == (1,)


def test_a_whole_classification_line_and_one_more_sign_are_a_cable():
    line = "S ECR ET SECTION PIVE OF FIVE KARVALA 8891"
    assert is_cable([line, "REF: STATE 12"])
    assert not is_cable([line, "THE KEEPER SAID SO."])
    [part] = cut(rows(line, "REF: STATE 12", "", "10. THE LAMPS."))
    assert part.is_cable


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("T4G5: PREL, PE", "tags"),
        ("SUBJE", "subject"),
        ("CLASSIF EDBY: A. VALE", "authority"),
        ("BEG: LAMPS", ""),
    ],
)
def test_labels_are_told_though_two_of_their_letters_were_misread_or_not_read(said, kind):
    assert kind_of(said) == kind


def headed(*said):
    """The roles of lines at the head of three pages."""
    prose = text("THE KEEPER CAME AGAIN AND SAID SO TO ALL OF US", "THAT NOBODY WAS THERE")
    pages = []
    for n in (2, 3, 4):
        top = [line(each.format(n), 200, 60 + 40 * at) for at, each in enumerate(said)]
        pages.append(page(*top, *prose, number=n))
    return {each.role for each in place_lines(pages) if each.box.top < 60 + 40 * len(said)}


@pytest.mark.parametrize(
    "said", [("***** START OF SECTION {} *****",), ("E.O. 13526: DECL: 2022/08/26", TAGS)]
)
def test_what_begins_a_section_on_three_pages_is_no_running_head(said):
    assert headed(*said) == {Role.BODY}


@pytest.mark.parametrize("said", ["E.O. 13526, SEC. 3.5", "EO 12958 3.4(b)(1)>25Yrs"])
def test_the_order_that_a_review_stamps_on_each_page_is_a_running_head(said):
    assert Role.BODY not in headed(said)


def _number_of(read):
    marker = find_marker(f"***** START OF SECTION {read} *****")
    return marker.number if marker else None


def test_a_marker_whose_figure_was_read_as_a_letter_has_its_number():
    assert [_number_of(n) for n in "2AS"] == [2, 4, 5]


def test_a_forms_number_is_told_by_what_stands_behind_its_damaged_label():
    assert form_label("MBM: 16 KARVALA 7146") == ("mrn", "16 KARVALA 7146")
    assert form_label("MBM: LAMPS") is None


@pytest.mark.parametrize(
    "said",
    [
        "MFR: 24 JUNE 1975",
        "MFN: 24 JUNE 1975",
        "MFR. 12 MAY 1964.",
        "NRN: 24 JUNE 1975",
        "HRH. THE KING 5",
        "HRH: THE KING 500",
        "MBM. 16 KARVALA 7146",
        "XYZ: 24 KARVALA 2317",
    ],
)
def test_a_date_or_a_title_behind_letters_like_mrn_is_no_number(said):
    assert form_label(said) is None


def test_of_two_spellings_of_a_post_the_one_that_was_read_surely_counts():
    rows_ = ("R 281646Z DEC 11", "FM AMEMBASSY SAN ELMA", "BT", "S E C R E T", "SAN ELNA 000535")
    reading = replace(read_heading(rows_), trust=(("ELMA", 0.95), ("ELNA", 0.6), ("SAN", 0.95)))
    told = agree([reading]).fields.mrn
    assert told is not None
    assert told.post == "SAN ELMA"


def test_a_small_l_in_a_code_is_a_capital_i():
    assert split_tags("PREL, Ql") == ("PREL", "QI")


def test_the_end_of_a_record_is_told_where_its_v_and_v_were_read_as_w():
    assert is_end("NNNNMAFWVZCZ")


@pytest.mark.parametrize("above", ["HE WAS TOLD SO.", "WHO PAYS FOR IT"])
def test_a_number_read_as_a_letter_begins_the_next_paragraph(above):
    before = ["3. THE MINISTER AGREED.", above]
    assert joint_between(before, ["A. MR. VALE TOOK US THERE"]) == "paragraph"
    assert joint_between(["2. THE MINISTER MET"], ["A. MR. VALE TOOK US THERE"]) == "space"


def test_a_precedence_behind_the_addressee_is_told_through_a_misread_letter():
    told = agree([read_heading(("MRN: 13 KARVALA 2317", "Action: WASHDC, SECSTATE PR1ORITY"))])
    assert told.fields.precedence == "priority"


def of(*texts, **known):
    return consensus([Said(text, (1.0,) * len(text)) for text in texts], known)


def test_letters_misread_next_to_each_other_are_voted_on_one_by_one():
    assert of("IT TEILS WHY", "IT TELIS WHY", "IT TELLS WHY") == "IT TELLS WHY"


def test_a_word_misread_twice_alike_with_a_figure_is_no_word():
    twice = "THE AMBAS5ADOR WENT"
    assert of(twice, twice, "THE AMBASSADOR WENT") == "THE AMBASSADOR WENT"


def test_a_word_that_two_headings_have_is_no_function_word_that_a_third_has():
    assert of("THE WAR OF OIL", "THE WAR OF OIL", "THE WAS OF OIL") == "THE WAR OF OIL"


def test_the_last_word_of_a_repeated_subject_goes_with_it_though_it_was_misread():
    long = "SUBJECT: THE KEEPER OF ELMA TELLS AMBASSADOR ILLISEN WHY"
    heading = ("S E C R E T KARVALA 000535", TAGS, long, "")
    again = ("***** START OF SECTION 2 *****", TAGS, long.replace("N WHY", "H WHV"))
    told = kept(*heading, "1. THE MINISTER SAID", *again, "THAT HE AGREED.")
    assert told[-2:] == ["1. THE MINISTER SAID", "THAT HE AGREED."]
    assert not any("WHV" in text for text in told)
