"""What the agency printed is read from what was stripped, by majority over the pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.bates import Stamped, runs_of
from cleanup.documents import clean_release
from cleanup.furniture import place_lines
from cleanup.release import page_classifications, read_release
from flows.record import record_pages
from tests.builders import line, page, text

BODY = text("THE AMBASSADOR CALLED ON THE MINISTER AND SAID", "THAT THE TALKS WOULD GO ON.")
STATE = "UNCLASSIFIED U.S. Department of State Case No. F-2031-00417 Doc No. C09719304 Date: {}"


def stamp_of(*heads):
    """What is read from pages with one line at the head of each."""
    pages = [page(line(said, 20, 50), *BODY, number=n) for n, said in enumerate(heads, start=1)]
    return read_release(place_lines(pages))


def values(stamp):
    return {said.name: said.value for said in stamp.values}


def test_the_state_departments_line_gives_case_document_and_date():
    stamp = stamp_of(STATE.format("03/14/2032"))
    assert (stamp.case_number, stamp.document_number) == ("F-2031-00417", "C09719304")
    assert values(stamp)["release_date"] == "03/14/2032"
    assert stamp.agencies == ("State Department, FOIA since 2013",)


def test_a_misread_first_page_does_not_decide():
    misread = STATE.replace("F-2031-00417", "F-2031-00477").format("03/14/2032")
    stamp = stamp_of(misread, *[STATE.format("03/14/2032")] * 3)
    assert stamp.case_number == "F-2031-00417"
    [case] = [said for said in stamp.values if said.name == "case_number"]
    assert (case.pages, case.of) == (3, 4)


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("NW 99320 Docld:39999629 Page 12", "nw", "99320"),
        ("NW 99320 Docld:39999629 Page 12", "docid", "39999629"),
        ("199-99015-99056", "rif", "199-99015-99056"),
        (
            "Approved For Release 2031/12/13: CIA-RDP85B00999R000400090028-1",
            "cia_rdp",
            "CIA-RDP85B00999R000400090028-1",
        ),
        ("DECLASSIFIED BY 60999 UC BAW/STP ON 05-06-2031", "authority", "60999 UC BAW/STP"),
        ("DECLASSIFIED BY 60999 UC BAW/STP ON 05-06-2031", "declassified_on", "05-06-2031"),
        ("Authority NND 999032", "nnd", "999032"),
    ],
)
def test_numbers_people_and_dates_are_read(said, name, value):
    assert values(stamp_of(said))[name] == value


def test_the_text_of_a_page_gives_no_value():
    stamp = read_release(place_lines([page(*text("CASE NO. F-2031-00417 WAS CLOSED", *["X"] * 9))]))
    assert stamp.case_number == ""
    assert stamp.values == ()


def classification(*banners):
    lines = [line(said, 700, at) for said, at in zip(banners, (60, 100, 2100), strict=False)]
    return page_classifications(place_lines([page(*lines, *BODY)])).get(1)


def test_the_classification_of_a_page_is_what_its_banners_say():
    assert classification("SECRET//NOFORN", "SECRET//NOFORN") == "SECRET"
    assert classification("TOP SECRET", "T0P SECREI") == "TOP SECRET"
    assert classification() is None


def test_a_page_marked_unclassified_on_release_keeps_the_level_it_was_written_at():
    assert classification("UNCLASSIFIED", "CONFIDENTIAL") == "CONFIDENTIAL"
    assert classification("UNCLASSIFIED") == "UNCLASSIFIED"


def test_the_record_of_a_page_has_its_classification_and_the_certainty_of_its_lines():
    pages = [page(line("SECRET", 700, 60), *BODY), page(*BODY, number=2)]
    recorded = record_pages(pages, clean_release(pages))
    assert [each["classification"] for each in recorded] == ["SECRET", None]
    assert all(0 <= line["certainty"] <= 1 for each in recorded for line in each["lines"])


def run(*numbers):
    """The run of numbers on pages that follow one another; 0 is a page without one."""
    stamped = (Stamped(page, "FBI-", n) for page, n in enumerate(numbers, start=1) if n)
    return next(iter(runs_of(stamped)), None)


def test_numbers_that_rise_with_the_pages_are_a_run():
    found = run(56, 57, 58)
    assert (found.first, found.last, found.pages, found.gaps) == (56, 58, 3, ())


def test_pages_that_are_not_in_the_release_are_a_gap():
    assert run(56, 57, 60, 61).gaps == ((58, 59),)


def test_a_page_whose_number_was_not_read_is_no_gap():
    assert run(56, 57, 0, 59, 60).gaps == ()


def test_a_misread_number_makes_no_gap_and_is_doubtful():
    found = run(56, 57, 73, 59, 60)
    assert (found.gaps, found.doubtful) == ((), (73,))


def test_numbers_that_nothing_confirms_are_no_run():
    assert run(56, 900, 3) is None


def test_bates_numbers_are_read_from_the_pages():
    stamp = stamp_of(*(f"FBI(31cv01234)-{n}" for n in (56, 57, 60, 61)))
    assert [(r.prefix, r.first, r.last, r.gaps) for r in stamp.bates] == [
        ("FBI(31cv01234)-", 56, 61, ((58, 59),))
    ]


@given(st.lists(st.integers(0, 50), max_size=20))
def test_whatever_was_read_first_and_last_enclose_every_gap(numbers):
    found = run(*numbers)
    if found:
        assert all(found.first < low <= high < found.last for low, high in found.gaps)
        assert found.pages + len(found.doubtful) <= len(numbers)
