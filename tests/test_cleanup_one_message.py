"""Which transmissions of one release are one message."""

from dataclasses import replace

import pytest

from cleanup.heading_signs import subject_likeness
from cleanup.mrn import Mrn
from cleanup.one_message import Claim, one_message

SUBJECT = "FERRY BIDS BEFORE THE CABINET"
FIRST = Claim(Mrn(1996, "KARVALA", 2317), "1996-10-22T16:45:00Z", SUBJECT, 1, 3, frozenset({2317}))


def second(**read):
    return replace(FIRST, section=2, **read)


@pytest.mark.parametrize(
    "read",
    [
        {"dtg": "1996-10-27T16:45:00Z"},
        {"dtg": ""},
        {"subject": ""},
        {"mrn": Mrn(1996, "KARVALA", 2817), "serials": frozenset()},
        {"mrn": Mrn(None, "KA8BAIA", 2317), "dtg": "", "subject": "FERRV 8I0S BFORE C4B"},
        {"mrn": None, "dtg": "1996-10-27T16:45:00Z"},
        {"mrn": None, "dtg": "1996-10-27T16:45:00Z", "serials": frozenset()},
        {"mrn": None, "dtg": ""},
        {"mrn": None, "dtg": "", "subject": ""},
    ],
)
def test_what_was_misread_or_not_read_parts_no_message(read):
    assert one_message(FIRST, second(**read))


@pytest.mark.parametrize(
    "read",
    [
        {"mrn": Mrn(1996, "OSTEREN", 2317), "dtg": "1996-11-02T09:30:00Z"},
        {"mrn": None, "dtg": "1996-11-02T09:30:00Z"},
        {"mrn": None, "dtg": "1996-10-27T16:45:00Z", "subject": "TIMBER LOAN"},
        # The same report on the next day, and it says no section of this message.
        {"mrn": None, "dtg": "1996-10-23T16:45:00Z", "total": 0, "serials": frozenset({2318})},
        {"mrn": Mrn(1996, "KARVALA", 2318), "dtg": "1996-10-23T16:45:00Z"},
    ],
)
def test_what_contradicts_is_another_message(read):
    assert not one_message(FIRST, second(**({"serials": frozenset()} | read)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IRAN", "TALKS ON FISHERIES WITH IRAN"),
        ("A", "VISIT OF CODEL MARLOW"),
        ("IRAN", "IRAQ OIL"),
    ],
)
def test_a_short_subject_is_not_that_of_every_message_with_its_letters(one, other):
    alone = Claim(None, "", one, 0, 0)
    assert not one_message(alone, replace(alone, subject=other))
    assert not one_message(replace(alone, subject=other), alone)


def test_a_short_subject_that_ran_on_into_its_text_or_lost_its_end_contradicts_nothing():
    assert subject_likeness("HARBOR DUES", "HARBOR DUES THE FLEET SAILED AGAIN") is None
    assert subject_likeness("HARBOR DUES", "HARB0R DUES") == pytest.approx(90)
    assert subject_likeness(SUBJECT, f"{SUBJECT} THE FLEET SAILED AGAIN") == 100
