"""Where messages go whose number was misread or not read."""

from dataclasses import replace

from cleanup.same_cable import Identity
from cleanup.strays import homes

FIRST = Identity(
    "a",
    1996,
    "KARVALA",
    "1996-10-22T16:45:00Z",
    "FERRY BIDS BEFORE THE CABINET",
    number=2317,
    total=3,
    sections=((1, "THE HARBOR BOARD MET"),),
)
SECOND = replace(FIRST, key="b", sections=((2, "AND THE YARD WAS SHUT"),))
THIRD = replace(FIRST, key="c", sections=((3, "NOBODY SPOKE OF IT"),))


def home(*identities):
    return {key: number for key, (number, _) in homes(identities).items()}


def test_a_number_that_was_misread_is_that_of_the_other_sections():
    assert home(FIRST, replace(SECOND, number=2817), THIRD) == {"a": 2317, "b": 2317, "c": 2317}


def test_of_two_messages_the_one_read_better_has_the_number():
    worse = replace(FIRST, legibility=0.7)
    assert home(worse, replace(SECOND, number=2817)) == {"a": 2817, "b": 2817}


def test_a_number_that_was_not_read_is_that_of_the_cable_of_that_minute_and_subject():
    unread = replace(SECOND, number=None, total=0, sections=())
    assert home(FIRST, unread) == {"a": 2317, "b": 2317}


def test_a_number_and_a_post_that_were_not_read_are_told_by_minute_and_subject():
    unread = replace(SECOND, number=None, post="", total=0, sections=())
    assert home(FIRST, unread)["b"] == 2317
    assert home(FIRST, replace(unread, subject=""))["b"] is None


def test_a_figure_of_the_year_may_be_misread_as_well():
    unread = replace(SECOND, number=None, dtg="1998-10-22T16:45:00Z")
    assert home(FIRST, unread)["b"] == 2317


def test_the_certainty_is_told():
    assert 0.9 <= homes([FIRST, replace(SECOND, number=2817), THIRD])["b"][1] < 1


def test_an_envelopes_serial_bears_out_a_number_that_is_far_off():
    far = replace(SECOND, number=9817, serials=(2317,))
    assert home(FIRST, far, THIRD)["b"] == 2317


def test_a_serial_with_the_others_number_tells_also_where_the_texts_are_read_otherwise():
    again = replace(FIRST, key="b", number=902317, serials=(2317,))
    other = replace(again, key="d", sections=((1, "QUITE ANOTHER LINE WAS READ"),))
    assert home(FIRST, SECOND, other)["d"] == 2317


def test_cables_sent_in_one_minute_stay_apart():
    for other in (
        {"number": 4480},
        {"number": 2318, "subject": "VISIT OF THE TRADE MISSION"},
        {"number": 2318, "dtg": "1985-10-22T16:45:00Z"},
        {"number": 2318, "post": "TORVIK"},
        {"number": 2318, "total": 5},
        {"number": 2318, "total": 1, "sections": ()},
        {"number": 2318, "sections": ((1, "QUITE ANOTHER TEXT STANDS HERE"),)},
    ):
        assert home(FIRST, replace(SECOND, **other))["b"] == other["number"]


def test_a_copy_of_a_section_may_be_filed_with_it():
    copy = replace(FIRST, key="b", number=2817)
    assert home(FIRST, copy, THIRD)["b"] == 2317


def test_what_comes_out_does_not_depend_on_the_order():
    three = (FIRST, replace(SECOND, number=2817), replace(THIRD, number=None))
    assert home(*three) == home(*reversed(three))
