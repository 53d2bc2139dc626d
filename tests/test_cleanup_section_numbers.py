"""How a message says which section and page a row belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.cable import read_heading
from cleanup.levels import may_be_level
from cleanup.mrn import Mrn, digits
from cleanup.running_lines import Running, running
from cleanup.section_numbers import WORDS, ClassLine, class_line, find_marker, number, section_line


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("C O N F I D E N T I A L SECTION 02 OF 03 KARVALA 000535", (2, 3)),
        ("S E C R E T SECTION TWO OF THREE KARVALA 000535", (2, 3)),
        ("C O N F I D E N T I A L SECTION O2 OF O3 KARVALA 000535", (2, 3)),
        ("C 0 N F I D E N T I A L SECTI0N 02 0F 03 KARVALA 0O0535", (2, 3)),
        ("CONF I DENTIAL SECTION 002 OF 003 KARVALA 00000535", (2, 3)),
        ("S E C R E T FINAL SECTION OF 03 KARVALA 000535", (3, 3)),
        ("R E S T R I C T E D FINAL SECTION 2 OF 2", (2, 2)),
        ("C O N F I D E N T I A L NODIS SECTION 1 OF 2 PORT ELMA 12", (1, 2)),
        ("CONFIDENTIAL SECTION 01 OF 02 PORT ELMA 1234", (1, 2)),
        ("LIMITED OFFICIAL USE SECTION 1 OF 2 PORT ELMA 0679", (1, 2)),
        ("UNCLAS SECTION 01 OF 02 KARVALA 000111", (1, 2)),
        ("S E C R E T KARVALA 000535", None),
        ("SEE SECTION 2 OF 3 OF THE REPORT", None),
    ],
)
def test_a_classification_line_may_name_its_section(said, section):
    assert section_line(said) == section


@pytest.mark.parametrize(
    "said",
    ["1. THIS CABLE IS CONFIDENTIAL", "CONFIDENTIAL", "SECRETARY OF STATE MET 1200", "THE MEN"],
)
def test_text_and_banners_are_no_classification_lines(said):
    assert class_line(said) is None


@pytest.mark.parametrize(
    ("said", "level", "post", "serial"),
    [
        ("UNCLAS KARVALA 7279", "UNCLASSIFIED", "KARVALA", 7279),
        ("T O P S E C R E T STATE 123456", "TOP SECRET", "STATE", 123456),
        ("C O N F I D E N T I A L", "CONFIDENTIAL", "", 0),
    ],
)
def test_a_classification_line_has_a_level_and_may_end_with_post_and_number(
    said, level, post, serial
):
    line = class_line(said)
    assert line is not None
    assert (line.level, line.post, line.number) == (level, post, serial)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("KARVALA 00002317 002 OF 003", ("KARVALA", 2317, 0, 2, 3)),
        ("KARVALA 00002317 001.2 OF 003", ("KARVALA", 2317, 2, 1, 3)),
        ("PAGE 01 KARVAL 02317 02 OF 03 251127Z", ("KARVAL", 2317, 1, 2, 3)),
        ("PAGE 02 KARVALA 2317", ("KARVALA", 2317, 2, 0, 0)),
        # Its PAGE 02 was read as a line of its own.
        ("KARVAL 02317 02 OF 03 251127Z", ("KARVAL", 2317, 0, 2, 3)),
        # A station and its serial are no post and number.
        ("PAGE 2 RUEHKV 115B R E S T R I C T E D", ("", 0, 2, 0, 0)),
    ],
)
def test_running_lines_and_page_lines_say_where_a_page_belongs(said, wanted):
    line = running(said)
    assert line is not None
    assert (line.post, line.number, line.page, line.section, line.total) == wanted


@pytest.mark.parametrize("said", ["PAGE 2 OF THE REPORT 1234", "IN 1974 SOME 300 OF 400 MEN"])
def test_text_that_counts_is_no_running_line(said):
    assert running(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "THE INDEX AVERAGED 104.2 OF 250.",
        "NET CATCH WEIGHED 100.5 OF 200",
        "THE INDEX AVERAGED 004.2 OF 008.",
        "THE CATCH OF 1A974 104.2 OF 250.",
        "KARVALA 0A002317 003.2 OF 002",
        "AGE: 34 WEIGHT 185 LBS",
        "AGE: 34 BORN 1929",
        "AGE 34 BORN 1929",
        "Lot 1042 12 of 15 1980002",
        "LOT 1042 12 OF 15 1980002",
        "ITEM 1042 12 of 15 1234562",
        "ledger 10452 12 of 20 1012002",
        "10452 12 OF 20 1012002",
        "LOT 1042 15 of 12 101200Z",
    ],
)
def test_a_sentence_that_ends_in_figures_is_no_running_line(said):
    assert running(said) is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("***** START OF SECTION 2 *****", 2),
        ("HE SAID ***** START OF SECTION 3 *****", 3),
        ("***** STRT OF 5ECTlON 4 *****", 4),
        ("*****START OF 5ECTION 3 *****", 3),
    ],
)
def test_a_section_marker_is_found_also_when_it_is_damaged(said, wanted):
    found = find_marker(said)
    assert found is not None
    assert found.number == wanted


def test_three_words_between_asterisks_are_not_a_marker_for_that():
    assert find_marker("***** THE END OF TALKS 2 *****") is None


@pytest.mark.parametrize(
    "said", ["***** START OF SECTION", "HE SAID *** START OF SECT", "START OF SECTION"]
)
def test_a_marker_that_breaks_off_before_its_number_is_one(said):
    found = find_marker(said)
    assert found is not None
    assert found.number == 0


def test_a_sentence_that_breaks_off_at_the_same_words_is_no_marker():
    assert find_marker("THE ROAD RUNS FROM THE START OF SECTION") is None


@given(st.integers(1, 10))
def test_a_number_in_words_is_the_number_in_digits(n):
    assert number(WORDS[n - 1]) == number(f"{n:02}") == n


@pytest.mark.parametrize(
    "row",
    [
        "PAGE 2 RUDUNM 6B C O N F I D E N T I A L",
        "PAGE Z RUZ4ND 425B C O N F I D E N T I A L",
        "PAGE 2 RUDUNM 228BCONPIDENTIAL",
    ],
)
def test_a_page_line_of_a_station_has_a_serial_of_any_length(row):
    assert running(row) is not None


@pytest.mark.parametrize(
    "row",
    [
        "PAGB 2 RUBELG 318B C O N F I D E N T I A L",
        "PAGE 0A QUENBY 04386 111854Z",
        "PAGB 04 ORSINK 0398A 0Z OF 02 110716Z",
        "LUSNAVA 00004049 002.2 OE 003",
    ],
)
def test_a_page_line_may_be_damaged_in_its_words_and_figures(row):
    assert running(row)


@pytest.mark.parametrize(
    "said",
    [
        "UNDER SECTION 4 OF THE PORTS ACT 1964",
        "SECTION 301 OF THE TRADE ACT OF 1974",
        "UNDER SECTION 301 OF THE TRADE ACT 1974",
        "SECTION 2 OF HIS REPORT TO PARLIAMENT 1964",
        "THE ELECTION OF FIVE MEMBERS IN 1964",
        "SELECTION OF 12 CANDIDATES FOR 1977",
        "SECRET SECTION 4 OF THE PORTS ACT 1964",
        "CONFIDENTIAL SECTION 301 OF TRADE ACT 1974",
    ],
)
def test_a_sentence_that_counts_sections_or_elections_is_no_classification_line(said):
    assert class_line(said) is None


@pytest.mark.parametrize("of", ["THE PORTS", "OUR PORTS", "FOR"])
def test_function_words_are_no_totals(of):
    assert section_line(f"SECRET. SECTION 2 OF {of} ACT SAYS NOTHING OF THE") is None


def test_a_sentence_that_begins_with_page_is_no_page_line():
    assert running("PAGE 2 RUSSIA 1 CONTENTS OF THE DRAFT") is None


def test_the_last_letter_of_a_level_typed_apart_may_be_misread():
    assert class_line("S E C R E I KARVALA 2317") == ClassLine("SECRET", 0, 0, "KARVALA", 2317)


def test_a_figure_of_the_number_may_be_read_as_a_letter():
    assert class_line("S E C R E T LUSHAV4 82G7") == ClassLine("SECRET", 0, 0, "LUSHAV4", 8267)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("OSTERE 08267 181457Z", Running("OSTERE", 8267, 0, 0, 0)),
        ("5ALLOW 0826G 01 OF 05 212321Z", Running("5ALLOW", 8266, 0, 1, 5)),
    ],
)
def test_a_page_line_without_its_page_may_name_no_section_and_be_misread(said, wanted):
    assert running(said) == wanted


def test_a_number_may_stand_below_its_classification_line():
    rows = ("C O N F I D E N T I A L SECTION ONE OF FIVE SALLOWHAVEN", "1981G", "EXDIS")
    assert read_heading(rows).fields.mrn == Mrn(None, "SALLOWHAVEN", 19816)


@pytest.mark.parametrize("said", ["²", "①", "1²", "٣"])
def test_raised_and_circled_figures_are_no_number(said):
    assert digits(said) is None
    assert running(f"KARVALA 0231{said} 002.1 OF 003") == Running("KARVALA", 0, 1, 2, 3)


def test_a_row_of_blanks_is_looked_at_once():
    assert running("A" + " " * 100_000) is None


@pytest.mark.parametrize(
    "said",
    [
        "SEASON",
        "STREETS",
        "STREET.",
        "REGRET",
        "SECURE",
        "ELECTED",
        "SBCRET.",
        "536887",
        "THE SECRET DRAFT WAS",
        "",
        "1. (S) YES.",
    ],
)
def test_words_of_the_text_are_no_level_that_was_misread(said):
    assert not may_be_level(said)
