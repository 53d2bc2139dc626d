"""Which documents a release holds, and of what kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.document_kinds import KINDS
from cleanup.model import Placed, Role
from cleanup.splitting import BEGINS, split
from tests.builders import line, page, placed, row, rows, text

PROSE = ("The keeper said that the lamps had been changed.", "Nobody had asked him about it.")
MEMO = ("MEMORANDUM FOR: The Director of Tides", "SUBJECT: The bar at Elma", *PROSE)
LETTER = ("Port Elma, 4 March 1961", "Mr. A. Penn", "12 Quay Street", "Dear Mr. Penn:", *PROSE)
CABLE = ("ZNY CCCCC ZZH", "R 121530Z MAR 85", "FM AMEMBASSY ELMA", "TO SECSTATE WASHDC", "BT")
IDENTIFICATION = (
    *("Identification Form", "AGENCY : TIDES", "RECORD NUMBER : 999-10001-10001"),
    *("ORIGINATOR : TIDES", "DOCUMENT TYPE : PAPER", "CURRENT STATUS : OPEN"),
)
REPORT = ("REPORT OF THE HARBOR BOARD", "ON THE LAMPS OF THE NORTHERN COAST", *PROSE)
BLANK_FORM = ("COUNTRY ELMA REPORT NO. 12", "SUBJECT LAMPS DATE DISTR. 4 MAY", "APPRAISAL NONE")
EMAIL = ("From: A. Penn", "Sent: Monday, 4 March 2002", "To: R. Vale", "Subject: Lamps", *PROSE)
TELEGRAM = ("INCOMING TELEGRAM", "THE LAMPS OF ELMA ARE OUT.")


def leaf(number, said):
    return [row(each, at, page=number) for at, each in enumerate(said)]


def release(*leaves, furniture=()):
    """Parts of a release whose pages say what is given, and its furniture if any."""
    laid = [each for number, said in enumerate(leaves, 1) for each in leaf(number, said)]
    pages = [page(*text(*said), number=number) for number, said in enumerate(leaves, 1)]
    return split(laid, pages, furniture)


def told(*leaves, furniture=()):
    """(kind, first page) of each document."""
    parts = release(*leaves, furniture=furniture)
    return [(part.kind, part.rows[0].page) for part in parts]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (MEMO, "memorandum"),
        (LETTER, "letter"),
        (CABLE, "cable"),
        (TELEGRAM, "cable"),
        (IDENTIFICATION, "cover sheet"),
        (("ROUTING AND RECORD SHEET", *PROSE), "cover sheet"),
        (REPORT, "report"),
        (BLANK_FORM, "report"),
        (EMAIL, "e-mail"),
        (("MARKED FOR INDEXING", "ACTION REQUIRED", "DATE RECEIVED", "ROOM NO"), "form"),
        (("WITHDRAWAL SHEET", "Withdrawn from this file", "National Archives"), "withdrawal sheet"),
        (PROSE, "other"),
        (("TO: The Chief", "FROM: The Keeper", "SUBJECT: Oil", *PROSE), "memorandum"),
        (("MEM0RANDUM F0R THE REC0RD", *PROSE), "memorandum"),
    ],
)
def test_a_document_is_told_by_its_first_page(said, kind):
    lines = [placed(each, top=700 + 40 * at) for at, each in enumerate(said)]
    [part] = release(said, furniture=lines)
    assert part.kind == kind
    assert 0 < part.certainty <= 1
    assert part.why


OATH = (
    "STATE OF ELMA )",
    "COUNTY OF TIDES )",
    "A. PENN, being first duly sworn, deposes and says:",
)
STATED = ("March 4, 1961", "I, A. PENN, make the following voluntary statement to", *PROSE)
WIRE = ("FBI PORT ELMA 3-4-61 7-13 PM", "DIRECTOR, FBI URGENT", *PROSE)


@pytest.mark.parametrize(
    ("said", "kind"), [((*OATH, *PROSE), "other"), (STATED, "other"), (WIRE, "cable")]
)
def test_a_statement_and_a_teletype_begin_a_new_document(said, kind):
    assert told(MEMO, said) == [("memorandum", 1), (kind, 2)]


ROOM = ("FEDERAL BUREAU OF TIDES", "COMM UNICATIONS SECTION", *PROSE)
NUMBERED = ("FD-86", "FEDERAL BUREAU OF TIDES", *PROSE)


@pytest.mark.parametrize(("said", "kind"), [(ROOM, "cable"), (NUMBERED, "form")])
def test_a_blank_of_an_office_begins_a_new_document(said, kind):
    assert told(MEMO, said) == [("memorandum", 1), (kind, 2)]


@pytest.mark.parametrize(
    "said",
    [
        ("FD-302a", "FEDERAL BUREAU OF TIDES", *PROSE),  # a sheet that goes on
        ("FD-86", *PROSE),
        ("SEND IT TO THE COMMUNICATIONS SECTION", "FEDERAL BUREAU OF TIDES", *PROSE),
    ],
)
def test_a_number_or_a_room_that_does_not_head_a_blank_begins_nothing(said):
    assert len(told(MEMO, said)) == 1


def test_a_letter_below_a_teletype_that_breaks_off_begins_a_new_document():
    broken = ("FBI PORT ELMA 3-4-61 7-13 PM", "THE LAMPS OF THE NORTHERN COAST WERE SEEN BY THE")
    assert told(broken, LETTER) == [("cable", 1), ("letter", 2)]


def test_an_oath_that_is_told_of_begins_nothing():
    assert len(told(MEMO, (*PROSE, "He was duly sworn in the State of Elma."))) == 1


def test_a_heading_begins_a_new_document():
    assert told(MEMO, PROSE, LETTER) == [("memorandum", 1), ("letter", 3)]


DISPATCH = (
    *("MARKED FOR INDEXING ACTION REQUIRED", "DATE RECEIVED", "Please send the attached memo on"),
    *("which is in answer to your letter of March.", "Attachment: memo on the bar of Elma"),
)
BARE_MEMO = (
    *("SUBJECT: The bar of Elma", "Nobody has been seen on the bar of Elma to"),
    *(
        "this date, nor has the board heard of a boat.",
        "Word that comes to us will be sent on at once.",
    ),
)


def test_a_subject_begins_a_paper_that_the_one_before_says_is_attached():
    assert [first for _, first in told(DISPATCH, BARE_MEMO)] == [1, 2]
    assert [first for _, first in told(MEMO, BARE_MEMO)] == [1]


def test_a_subject_that_the_paper_has_already_heads_its_second_page():
    second = ("SUBJECT: The bar at Elma", *PROSE)
    assert told((*MEMO, "Attachment: chart"), second) == [("memorandum", 1)]


LONG_SUBJECT = ("SUBJECT: Report on the state of the lights along", "the coast of Elma")
OPEN = ("Attachment: chart", "1. The keeper was told of the attached memo before he had")
ASKED = ("QUESTION: Where were you in March?", "SUBJECT: I was attached to the consulate at Elma.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            (MEMO[0], *LONG_SUBJECT, *OPEN[:1], PROSE[0]),
            (" ".join(LONG_SUBJECT), "It was so in May."),
        ),
        ((*MEMO[:1], *OPEN), ("SUBJECT: Lights", "gone to the bar with his crew.")),
        ((*MEMO[:1], *OPEN), ("SUBJECT: Lights", "PENN to the bar with his crew.")),
        ((*MEMO[:1], *OPEN[:1], *PROSE), ("SUBJECT: Lights (Cont'd)", *PROSE)),
        ((*MEMO[:1], "Re: The bar at Elma", *OPEN[:1], *PROSE), MEMO[1:]),
        ((*MEMO[:1], "Subject: The bar at Elma", *OPEN[:1], *PROSE), MEMO[1:]),
        ((*ASKED, "QUESTION: And then?"), ("SUBJECT: Nothing was said to me.", *ASKED[:1])),
        ((*MEMO[:1], "He was attached to the consulate."), ("SUBJECT: Lights", *PROSE)),
    ],
)
def test_a_subject_that_a_paper_goes_on_with_begins_none(first, second):
    assert [page for _, page in told(first, second)] == [1]


def test_a_first_page_that_comes_once_more_is_a_copy_and_begins_a_document():
    damaged = [each.replace("e", "c", 1) for each in BARE_MEMO[1:]]
    assert [first for _, first in told(DISPATCH, BARE_MEMO, damaged)] == [1, 2, 3]


def test_print_that_each_sheet_of_a_form_has_makes_no_copies_of_them():
    print_ = (
        "TIMES OF HIGH AND LOW WATER AT THE BAR",
        "THE KEEPER SIGNS FOR EVERY DAY OF THE WEEK",
    )
    first = [*print_, *(f"{n} MARCH THE SEA STOOD AT {n * 7} FEET AND FELL" for n in range(1, 6))]
    second = [*print_, *(f"WIND FROM THE NORTH FOR {n} HOURS, LAMP {n} OUT" for n in range(6, 12))]
    assert [page for _, page in told(first, second)] == [1]


SHEET = (
    *("APPLICATION FOR A PLACE ON THE BOARD OF LAMPS", "ANSWER EVERY QUESTION IN INK AND CAPITALS"),
    *("LIST ALL PLACES WHERE YOU HAVE LIVED SINCE 1940", "FROM MONTH AND YEAR TO MONTH AND YEAR"),
    *("NAME OF THE KEEPER WHO KNEW YOU IN THAT PLACE", "REASON FOR LEAVING THAT PLACE AND LAMP"),
)


def sheet(number):
    return (*SHEET, f"MARCH 194{number} TO JUNE 195{number} {number * 7} QUAY STREET")


def test_sheets_of_a_form_that_is_mostly_print_are_no_copies():
    assert [page for _, page in told(*map(sheet, range(1, 5)))] == [1]


def test_a_page_that_says_it_is_a_second_one_is_no_copy():
    second = (*SHEET, "PAGE 2 OF 3")
    numbers = [placed("PAGE 2 OF 3", page=2, role=Role.PAGE_NUMBER)]
    assert [page for _, page in told(SHEET, second, furniture=numbers)] == [1]


def test_a_paper_that_comes_a_third_time_elsewhere_is_a_copy_each_time():
    said = told(BARE_MEMO, LETTER, BARE_MEMO, REPORT, BARE_MEMO)
    assert [page for _, page in said] == [1, 2, 3, 4, 5]


def test_a_form_says_what_to_do_with_it():
    said = ("REQUEST FOR A NEW LAMP", "SUBMIT THIS FORM IN DUPLICATE", *PROSE)
    assert told(MEMO, said) == [("memorandum", 1), ("form", 2)]


@pytest.mark.parametrize(
    ("first", "row"),
    [
        (MEMO, "3. Keepers must RETURN THIS FORM by March to the board."),
        (MEMO, "RETURN THIS FORM BY MARCH"),
        (CABLE, "2. POSTS SHOULD COMPLETE THIS FORM FOR EACH APPLICANT"),
        (CABLE, "COMPLETE THIS FORM FOR EACH APPLICANT"),
    ],
)
def test_a_sentence_about_a_form_begins_none(first, row):
    assert [page for _, page in told((*first, "ALL IS SAID."), (row, *PROSE))] == [1]


def test_teletypes_that_follow_each_other_are_told_apart():
    other = "FBI PORT ELMA 3-4-61 9-46 PM"
    assert told(WIRE, (other, "THE LAMPS BURN.")) == [("cable", 1), ("cable", 2)]
    assert told(TELEGRAM, WIRE) == [("cable", 1), ("cable", 2)]
    assert told(WIRE, TELEGRAM) == [("cable", 1)]
    assert told(WIRE, (WIRE[0].replace("13", "18"), "THE LAMPS BURN.")) == [("cable", 1)]


TELEGRAM_HEAD = ("INCOMING TELEGRAM", "FROM: ELMA", "TO: Secretary of State")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            ("CLASSIFIED MESSAGE", "SECRET", "1. THE KEEPER MET US AT THE BAR AND SAID SO."),
            ("CLASSIFIED MESSAGE", "SECRET", "3. THE KEEPER WILL COME AGAIN IN MARCH."),
        ),
        (
            (*TELEGRAM_HEAD, "NO: 123, June 3, 5 p.m. (SECTION ONE OF TWO)", "HE WAS TOLD."),
            (*TELEGRAM_HEAD, "NO: 123, June 3, 5 p.m. (SECTION TWO OF TWO)", "HE HAD NOT ASKED."),
        ),
    ],
)
def test_pages_of_one_telegram_on_blanks_stay_together(first, second):
    assert told(first, second) == [("cable", 1)]


def test_a_report_is_told_by_its_title_page_with_stamps_above_it():
    said = ("ASG CONTROL", "Copies, Series A", "GROUP ONE", "No. 4 of 9 copies", REPORT[0])
    assert told(MEMO, said) == [("memorandum", 1), ("report", 2)]


@pytest.mark.parametrize(
    "above",
    [
        ("Very truly yours,", "A. Penn", "Enclosures:"),
        ("A. Penn", "Keeper of Lamps", "Enclosures:"),
        ("I hope that you will come in March.",),
    ],
)
def test_a_title_below_the_end_of_a_letter_begins_no_report(above):
    listed = ("STUDY OF THE BAR OF ELMA", "SURVEY OF LAMPS")
    assert told(LETTER, (*above, *listed)) == [("letter", 1)]


def test_involuntary_statements_begin_none():
    said = ("On March 4, 1961 PENN was shown", "the following involuntary statements of the crew.")
    assert [page for _, page in told((*MEMO, "He was met at Elma."), said)] == [1]
    damaged = ("March 4, 1961", "I, A. PENN, make the following foluntary st tement to", *PROSE)
    assert [page for _, page in told(MEMO, damaged)] == [1, 2]


def test_a_summary_is_a_part_of_the_report_it_is_in():
    report = ("INTELLIGENCE BULLETIN", "4 March 1961", "OFFICE OF TIDES")
    assert told(report, ("SUMMARY", "1. Lamps out at Elma (page 3).")) == [("report", 1)]


def test_a_sheet_before_a_document_is_one_of_its_own():
    assert told(IDENTIFICATION, PROSE, PROSE) == [("cover sheet", 1), ("other", 2)]


def test_pages_without_a_heading_belong_to_the_document_before():
    assert told(REPORT, PROSE, PROSE) == [("report", 1)]


def test_a_page_that_is_counted_as_a_second_one_begins_nothing():
    counted = [Placed(2, line("-2-", top=100), Role.PAGE_NUMBER, "page-number")]
    assert told(MEMO, LETTER, furniture=counted) == [("memorandum", 1)]


def test_page_numbers_alone_that_begin_anew_do_not_cut_a_report_from_its_annex():
    counted = [Placed(n, line(f"Page {m}", top=100), Role.PAGE_NUMBER) for n, m in ((2, 2), (3, 1))]
    assert told(REPORT, PROSE, PROSE, furniture=counted) == [("report", 1)]


def test_page_numbers_that_begin_anew_help_a_weak_heading():
    weak = ("TO: The Chief", "FROM: The Keeper", "DATE: 4 March 1961", *PROSE)
    counted = [Placed(n, line(f"Page {m}", top=100), Role.PAGE_NUMBER) for n, m in ((2, 2), (3, 1))]
    assert told(REPORT, PROSE, weak) == [("report", 1)]
    assert told(REPORT, PROSE, weak, furniture=counted) == [("report", 1), ("memorandum", 3)]


def agency_lines(*numbers):
    said = [(page, f"UNCLASSIFIED Doc No. {number}") for page, number in enumerate(numbers, 1)]
    return [
        Placed(n, line(each, top=top), Role.RELEASE_HEADER, "state-case")
        for n, each in said
        for top in (60, 2100)
    ]


def test_another_document_number_begins_a_new_document():
    lines = agency_lines("C05550001", "C05550001", "C05550002")
    assert told(PROSE, PROSE, PROSE, furniture=lines) == [("other", 1), ("other", 3)]


def test_a_document_number_read_but_once_may_be_a_misread_one():
    lines = agency_lines("C05550001", "C05550001", "C05550007")[:-1]
    assert told(PROSE, PROSE, PROSE, furniture=lines) == [("other", 1)]


def test_a_telegram_that_ends_on_a_page_is_cut_from_the_memo_below():
    mixed = (*CABLE, "THE LAMPS ARE OUT.", "NNNN", *MEMO)
    assert told(mixed) == [("cable", 1), ("memorandum", 1)]


def test_what_stands_below_a_telegram_without_a_heading_stays_with_it():
    assert told((*CABLE, "THE LAMPS ARE OUT.", "NNNN", "Received 1600")) == [("cable", 1)]


def test_the_next_page_of_a_telegram_stays_with_it():
    goes_on = ("PAGE 02 ELMA 00123 121600Z", "ZNY CCCCC", "R 121530Z MAR 85", "FM AMEMBASSY ELMA")
    assert told(CABLE, (*goes_on, *MEMO)) == [("cable", 1)]


def test_cables_one_after_the_other_are_one_part_for_they_may_be_sections():
    assert told(CABLE, CABLE, MEMO) == [("cable", 1), ("memorandum", 3)]


def test_a_sentence_that_runs_on_is_not_cut_whatever_the_numbers_say():
    lines = agency_lines("C05550001", "C05550002")
    assert told(("He said that the",), ("lamps were out.",), furniture=lines) == [("other", 1)]
    assert told(("He met the commis-",), ("Sion.",), furniture=lines) == [("other", 1)]


def test_a_line_of_a_telegram_is_no_title():
    goes_on = ("REPORT ON THE LAMPS", "OF THE NORTHERN COAST, AND ON OIL.")
    assert told((*CABLE, "THE MINISTER ASKED FOR HIS"), goes_on) == [("cable", 1)]
    assert told((*CABLE, "HE ASKED FOR IT.", "BT"), goes_on) == [("cable", 1), ("report", 2)]


def test_the_caption_of_a_court_begins_a_paper_of_no_kind_in_the_list():
    order = ("STATE OF ELMA", "HARBOR COURT", *PROSE)
    assert told(PROSE, order, PROSE) == [("other", 1), ("other", 2)]


def test_a_release_without_text_is_one_empty_document():
    [part] = split((), ())
    assert (part.rows, part.kind) == ((), "other")


def test_a_title_of_a_form_that_was_taken_for_furniture_is_a_sign_too():
    taken = [Placed(2, line("INCOMING TELEGRAM", top=200), Role.BANNER, "banner")]
    assert told(PROSE, PROSE, furniture=taken) == [("other", 1), ("cable", 2)]


some_leaves = st.lists(
    st.sampled_from([MEMO, LETTER, CABLE, (*CABLE, "NNNN", *MEMO), PROSE, REPORT, ("goes on",)]),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=30)
@given(some_leaves)
def test_every_row_is_in_one_document_and_in_order(leaves):
    laid = [each for number, said in enumerate(leaves, 1) for each in leaf(number, said)]
    parts = release(*leaves)
    assert [each for part in parts for each in part.rows] == laid
    assert all(part.kind in KINDS and 0 <= part.certainty <= 1 for part in parts)


@settings(deadline=None, max_examples=30)
@given(some_leaves)
def test_documents_begin_at_the_top_of_a_page_or_below_the_end_of_a_telegram(leaves):
    parts = release(*leaves)
    for above, below in zip(parts, parts[1:], strict=False):
        last, first = above.rows[-1], below.rows[0]
        assert last.page != first.page or last.typed == "NNNN"
        assert not first.typed[:1].islower()


def test_a_heading_is_enough_and_a_salutation_alone_is_not():
    [_, second] = release(PROSE, MEMO)
    assert second.certainty >= BEGINS
    assert second.why == ("MEMORANDUM FOR",)
    assert len(release(PROSE, ("Dear Mr. Penn:", *PROSE))) == 1


def test_a_memo_in_the_middle_of_a_page_is_not_cut_off():
    assert len(split(rows(*PROSE, *MEMO), [page()])) == 1
