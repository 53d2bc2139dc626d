"""What the headings of memos, letters and e-mails say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.correspondence import labels_of, read
from cleanup.dates import find_date
from tests.builders import row, rows

PROSE = "The keeper said that the lamps had been changed."


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("4 March 1961", "1961-03-04"),
        ("March 4, 1961", "1961-03-04"),
        ("14 0CT 1963", "1963-10-14"),
        ("September 2lst, 1961", None),
        ("30 Septenber 1974", "1974-09-30"),
        ("1st June 1950", "1950-06-01"),
        ("2002-03-04", "2002-03-04"),
        ("9/15/1947", "1947-09-15"),
        ("15/9/1947", "1947-09-15"),
        ("9/3/1947", ""),
        ("9/15/47", ""),
        ("24 Jan 59", ""),
        ("31 February 1961", None),
        ("12 Lamps 1961", None),
        ("June 1961", None),
    ],
)
def test_a_date_is_told_where_it_can_mean_one_day(printed, iso):
    found = find_date([f"Elma, {printed}"])
    assert found == (None if iso is None else (iso, printed))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_written_out_is_told(day):
    printed = day.strftime("%-d %B %Y")
    assert find_date([printed]) == (day.isoformat(), printed)


def test_the_heading_of_a_memo():
    said = read(
        rows(
            *("12 June 1964", "", "MEMORANDUM FOR: Chief, Surveys", "FROM: Office of Tides"),
            *("SUBJECT: The bar at Elma", "", PROSE),
        ),
        "memorandum",
    )
    assert said is not None
    assert (said.date, said.printed) == ("1964-06-12", "12 June 1964")
    assert said.to == ("Chief, Surveys",)
    assert said.sender == "Office of Tides"
    assert said.subject == "The bar at Elma"


def test_a_memo_for_several_people_names_them_all():
    laid = [
        row("MEMORANDUM FOR: Chief, Surveys", 0),
        row("Chief, Harbors", 1, left=520),
        row("Chief, Tides", 2, left=520),
        row("SUBJECT: The bar at Elma, which has", 4),
        row("moved again", 5, left=380),
        row(PROSE, 8, left=300),
    ]
    said = read(laid, "memorandum")
    assert said is not None
    assert said.to == ("Chief, Surveys", "Chief, Harbors", "Chief, Tides")
    assert said.subject == "The bar at Elma, which has moved again"


@pytest.mark.parametrize("label", ["SUBJECT", "SUBJEGT", "SUBECT", "Subject", "SUBJ", "RE"])
def test_a_label_is_known_with_a_letter_wrong(label):
    [found] = labels_of(rows(f"{label}: Lamps"))
    assert (found.field, found.value) == ("subject", "Lamps")


@pytest.mark.parametrize(
    "sentence",
    ["To the north of it lies Elma.", "From March on he was ill.", "Subject did not appear.",
     "FROM CLASSIFIED INCLOSURES", "Memorandum for the file was not made."],
)  # fmt: skip
def test_a_sentence_that_begins_like_a_label_is_none(sentence):
    assert labels_of(rows(sentence, PROSE)) == ()


def test_labels_without_colons_are_known_below_each_other():
    found = labels_of(rows("FROM Office of Tides", "SUBJECT The bar at Elma"))
    assert [each.field for each in found] == ["from", "subject"]


def test_a_letter_names_whom_it_is_to_and_who_signed():
    said = read(
        rows(
            *("Port Elma, March 4, 1961", "", "Mr. A. Penn", "12 Quay Street", "Elma", ""),
            *("Dear Mr. Penn:", PROSE, "", "Very truly yours,", "", "Rose Vale", "Keeper"),
        ),
        "letter",
    )
    assert said is not None
    assert said.to == ("Mr. A. Penn", "12 Quay Street", "Elma")
    assert (said.sender, said.date) == ("Rose Vale", "1961-03-04")


def test_a_letter_without_an_address_is_to_whom_it_greets():
    said = read(rows("4 March 1961", "", "", "", "", "", "Dear Mr. Penn:", PROSE), "letter")
    assert said is not None
    assert said.to == ("Mr. Penn",)


def test_an_e_mail():
    said = read(
        rows("From: A. Penn", "Sent: Monday, 4 March 2002", "To: R. Vale", "Subject: Lamps", PROSE),
        "e-mail",
    )
    assert said is not None
    assert (said.sender, said.date, said.to, said.subject) == (
        "A. Penn",
        "2002-03-04",
        ("R. Vale",),
        "Lamps",
    )


def test_what_is_not_there_is_empty_and_never_guessed():
    said = read(rows(PROSE), "memorandum")
    assert said is not None
    assert (said.date, said.printed, said.sender, said.to, said.subject) == ("", "", "", (), "")


def test_other_kinds_have_no_correspondence():
    assert read(rows("TO: The Chief"), "report") is None


@given(st.lists(st.text("TOFRMSUBJECDA:. 0123aelr", max_size=20), max_size=8))
def test_what_is_told_stands_on_the_page(texts):
    laid = rows(*(" ".join(each.split()) for each in texts))
    said = read(laid, "memorandum")
    assert said is not None
    page = " ".join(each.typed for each in laid)
    assert said.printed in page
    assert all(each in page for each in (*said.to, said.sender))
