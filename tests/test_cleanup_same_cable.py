"""Which messages of one number are the same cable."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.same_cable import Identity, folder_name, group

SENT = "1985-02-14T15:30:00Z"
ABOUT = "PLANS FOR THE HARBORS"


def told(key, *, year=1985, post="ELMA", dtg=SENT, subject=ABOUT, legibility=0.9):
    return Identity(key, year, post, dtg, subject, legibility)


def cables(*identities):
    return [
        (each.folder, "".join(one.key for one in each.members)) for each in group(2317, identities)
    ]


def warnings(*identities):
    return " ".join(said for each in group(2317, identities) for said in each.warnings)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"subject": "PLANS FOB THE HARB0RS"},
        {"subject": ""},
        {"dtg": "1985-02-14T15:36:00Z"},
        {"dtg": "1985-02-14T15:36:00Z", "subject": ""},
        {"dtg": "1985-02-11T15:36:00Z"},
        {"dtg": "1935-02-14T15:30:00Z", "year": 1935},
        {"dtg": "2035-02-14T15:30:00Z", "year": 2035},
        {"post": "ELNA"},
        {"post": "Elma."},
        {"dtg": "", "year": None},
        {"dtg": "", "year": None, "subject": ""},
    ],
    ids=str,
)
def test_what_differs_by_what_scans_misread_is_the_same_cable(other):
    assert len(cables(told("a"), told("b"), told("c", **other))) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"dtg": "1985-03-20T09:11:00Z", "subject": "VISIT OF THE TRADE MISSION"},
        {"dtg": "1985-02-14T15:36:00Z", "subject": "VISIT OF THE TRADE MISSION"},
        {"dtg": "1985-03-20T09:11:00Z", "subject": ""},
        {"subject": "VISIT OF THE TRADE MISSION"},
        {"dtg": "1985-02-21T16:36:00Z"},
        {"dtg": "1986-02-14T15:30:00Z", "year": 1986, "subject": "ELECTIONS IN MAY"},
        {"dtg": "1986-05-11T11:31:00Z", "year": 1986},
        {"post": "TORVIK"},
        {"post": "ELNA", "dtg": "1985-03-20T09:11:00Z"},
        {"post": "ELNA", "year": None, "dtg": ""},
    ],
    ids=str,
)
def test_what_differs_otherwise_is_another_cable(other):
    assert len(cables(told("a"), told("b", **other))) == 2


def test_two_cables_with_one_number_are_kept_apart_and_that_is_said():
    other = {"dtg": "1985-03-20T09:11:00Z", "subject": "VISIT OF THE TRADE MISSION"}
    found = (told("b"), told("a", **other))
    assert cables(*found) == [("1985-ELMA-2317", "b"), ("1985-ELMA-2317-2", "a")]
    assert "2 different cables have the number 1985-ELMA-2317" in warnings(*found)


def test_the_spelling_that_most_messages_have_names_the_folder():
    found = (told("a", post="ELNA"), told("b"), told("c"))
    assert cables(*found) == [("1985-ELMA-2317", "abc")]
    assert "the post ELMA is read ELNA" in warnings(*found)


def test_of_two_spellings_the_more_legible_one_counts():
    assert cables(told("a", post="ELNA", legibility=0.6), told("b"))[0][0] == "1985-ELMA-2317"


def test_a_message_without_a_date_that_fits_two_cables_stays_by_itself():
    found = (
        told("a"),
        told("b", dtg="1986-05-11T11:31:00Z", year=1986),
        told("c", dtg="", year=None, subject=""),
    )
    assert ("0000-ELMA-2317", "c") in cables(*found)
    assert "the year could not be read" in warnings(*found)


def test_a_message_without_a_date_goes_to_the_one_cable_with_its_subject():
    other = {"dtg": "1986-05-11T11:31:00Z", "year": 1986, "subject": "ELECTIONS IN MAY"}
    found = (told("a"), told("b", **other), told("c", dtg="", year=None))
    assert cables(*found) == [("1985-ELMA-2317", "ac"), ("1986-ELMA-2317", "b")]


@pytest.mark.parametrize(
    ("post", "name"),
    [
        ("NEW ELMA", "1985-NEW-ELMA-2317"),
        ("Élma", "1985-ELMA-2317"),
        ("../../etc/passwd", "1985-ETC-PASSWD-2317"),
        ("A" * 500, f"1985-{'A' * 40}-2317"),
        ("\x00\x1b[2J", "1985-2J-2317"),
        ("…", "1985-UNREAD-2317"),
    ],
)
def test_a_folder_is_named_with_plain_letters_only(post, name):
    assert folder_name(1985, post, 2317) == name


some_messages = st.lists(
    st.builds(
        Identity,
        st.integers(0, 10**6).map(str),
        st.sampled_from([None, 1985, 1986]),
        st.sampled_from(["ELMA", "ELNA", "TORVIK"]),
        st.sampled_from(["", SENT, "1985-02-14T15:36:00Z", "1986-05-11T11:31:00Z"]),
        st.sampled_from(["", ABOUT, "PLANS FOB THE HARB0RS", "ELECTIONS IN MAY"]),
        st.sampled_from([0.5, 0.9]),
    ),
    max_size=8,
    unique_by=lambda each: each.key,
)


@settings(max_examples=40)
@given(some_messages, st.randoms())
def test_the_order_of_arrival_does_not_matter_and_nobody_is_lost(messages, random):
    shuffled = random.sample(messages, len(messages))
    found = group(2317, messages)
    assert found == group(2317, shuffled)
    assert sorted(one.key for each in found for one in each.members) == sorted(
        each.key for each in messages
    )
    assert len({each.folder for each in found}) == len(found)


def test_a_section_is_of_its_cable_though_half_of_the_posts_letters_were_misread():
    of_two = {"total": 2, "dtg": "", "year": None, "number": 2317}
    one = replace(told("a"), total=2, sections=((1, "THE BOARD MET"),), number=2317)
    other = replace(told("b", post="E1NA"), sections=((2, "AND LEFT."),), **of_two)
    assert len(cables(one, other)) == 1
    copy = replace(told("c", post="E1NA"), sections=((1, "THE B0ARD MEI"),), **of_two)
    assert len(cables(one, copy)) == 1
    text = replace(told("d", post="E1NA"), sections=((1, "A SHIP WENT DOWN"),), **of_two)
    assert len(cables(one, text)) == 2
