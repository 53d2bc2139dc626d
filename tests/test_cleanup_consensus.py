"""How one text comes of several readings of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.consensus import Said, consensus
from cleanup.spelling import as_told, grounds


def said(text, weight=1.0):
    return Said(text, (weight,) * len(text))


def of(*texts, known=None):
    return consensus([said(text) for text in texts], known or {})


def test_errors_in_different_words_are_outvoted_letter_by_letter():
    assert of("FERRY BIDS BEEORE", "FEBRY BIDS BEFORE", "FERRY BID5 BEFORE") == "FERRY BIDS BEFORE"


def test_a_word_that_one_reading_parts_is_whole():
    assert of("THE LIGHT SHIP", "THE LIGHTSHIP", "THE LIGHTSHIP") == "THE LIGHTSHIP"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MINISTER VALE ON THE PORTS ACT", "MIN ISTER VALE ON THE PORTSACT"),
        ("BILATERAL TALKS IN THE SPRING", "BILATERALTALKS IN TH E SPRING"),
    ],
)
def test_a_blank_lost_and_another_read_shift_no_words(one, other):
    for voted in (of(one, other), of(other, one)):
        assert voted.replace(" ", "") == one.replace(" ", "")
    assert of(one, other, one) == one


def test_pieces_of_a_word_are_put_together_where_one_reading_has_it_whole():
    assert of("OFFICE NAME S A HEAD", "OFFICE NAME S A HEAD", "OFFICE NAMES A HEAD") == (
        "OFFICE NAMES A HEAD"
    )


def test_two_words_of_the_text_are_no_pieces():
    parted = ["THE LIGHT SHIP"] * 2
    known = {"LIGHT": 2, "SHIP": 1}
    assert of(*parted, "THE LIGHTSHIP", known=known) == "THE LIGHT SHIP"


def test_two_words_that_most_headings_have_by_themselves_are_no_pieces():
    assert of("EC BRUSSELS", "ECBRUSSELS", "EC BRUSSELS") == "EC BRUSSELS"


def test_a_word_that_two_headings_have_whole_beats_one_that_no_two_have():
    doubtful = [said("LIGHT CONTRACT", 0.45)] * 2
    assert consensus([*doubtful, said("LIGHT COMTRACT")], {}) == "LIGHT CONTRACT"


def test_of_two_readings_the_one_that_stands_in_the_text_is_right():
    assert of("TIMBER LOAH", "TIMBER LOAN", known={"LOAN": 2}) == "TIMBER LOAN"


def test_a_word_of_the_text_needs_nearly_as_many_votes_because_it_is_misread_there_too():
    assert of("A LOAN", "A LOAN", "A LOAH", known={"LOAH": 3}) == "A LOAN"


def test_letters_that_differ_everywhere_make_a_known_word_when_readings_have_each_of_them():
    assert of("HAMES", "BAMES", "NAMES", known={"NAMES": 1}) == "NAMES"


def test_letters_that_make_no_word_give_way_to_the_word_that_a_reader_has():
    assert of("THE OFFERS", "THE OPPERS", "THE OPFERS", known={"OFFERS": 1}) == "THE OFFERS"


def test_a_word_of_the_language_needs_no_text_to_bear_it_out():
    assert of("AND ABASSADOR LOMAX", "AND AMBASSADOR LOMAX") == "AND AMBASSADOR LOMAX"


def test_no_word_of_the_language_stands_for_a_code():
    voted = consensus([said("EAIR, QE"), said("EAIR, ON"), said("EAIR, QE")], {}, codes=True)
    assert voted == "EAIR, QE"


def test_a_function_word_breaks_a_tie_with_what_it_is_misread_as():
    assert of("HEAD OP THE", "HEAD OF THE") == "HEAD OF THE"


def test_a_function_word_does_not_beat_the_majority():
    assert of(*["END OF WAR TALKS"] * 3, "END OF WAS TALKS") == "END OF WAR TALKS"


@pytest.mark.parametrize(
    ("most", "one", "known"),
    [
        ("ANC AND INKATHA", "AND AND INKATHA", {"ANC": 20}),
        ("POR LEADER HELD", "FOR LEADER HELD", {"POR": 20}),
        ("FOB PRICES", "FOR PRICES", {}),
    ],
)
def test_a_usual_word_does_not_beat_the_name_that_most_headings_have(most, one, known):
    assert of(most, most, one, known=known) == most


def test_a_function_word_does_not_beat_a_word_that_two_headings_have_whole():
    surely_wrong = said("TREATY NOT", 1.0)
    assert consensus([said("TREATY NOW", 0.8)] * 2 + [surely_wrong], {}) == "TREATY NOW"
    assert consensus([said("TREATY NOW")] * 2 + [said("TREATY NOT", 0.6)], {}) == "TREATY NOW"


def test_what_one_reader_had_beside_is_no_heading_of_its_own():
    one = said("HEAD OP THE", 0.6)
    beside = Said(one.text, (0.2,) * len(one.text), beside=True)
    assert consensus([one, beside, said("HEAD OF THE", 0.6)], {}) == "HEAD OF THE"


def test_the_surer_of_two_readings_counts():
    assert consensus([said("KARVAIA", 0.6), said("KARVALA", 0.9)], {}) == "KARVALA"


def test_nothing_read_gives_nothing():
    assert consensus([], {}) == ""


texts = st.lists(st.text("ABC ", min_size=1, max_size=8), min_size=1, max_size=5)


@given(texts, st.text("ABC", min_size=1, max_size=4))
@settings(max_examples=60)
def test_no_letter_comes_out_that_no_reading_has(many, word):
    assert set(of(*many, known={word: 2})) <= set("".join(many)) | {" "}


def told(text, *doubted, **known):
    return as_told(text, known, frozenset(doubted))


def test_a_doubtful_word_is_spelt_as_the_text_has_it():
    assert told("THE NIGHT FEKRY", "FEKRY", FERRY=2) == "THE NIGHT FERRY"


def test_a_word_read_surely_is_left_as_it_is():
    assert told("THE NIGHT FEKRY", FERRY=2) == "THE NIGHT FEKRY"


def test_a_word_that_is_like_two_of_the_text_is_left_as_it_is():
    assert told("A BOAT", "BOAT", ROAT=2, EOAT=2) == "A BOAT"


def test_figures_among_letters_are_letters_where_the_text_has_them_so():
    text = "RA1L TALK5 ON THE B0ARD"
    doubted = ("RA1L", "TALK5", "B0ARD")
    assert told(text, *doubted, RAIL=2, TALKS=1, BOARD=0) == "RAIL TALKS ON THE BOARD"
    assert told(text, *doubted) == text


@pytest.mark.parametrize("text", ["SALE OF AK47S NOW", "AID FROM ARF", "PRICES FOB PORT ELMA"])
def test_no_word_is_made_that_the_text_does_not_have(text):
    assert told(text, *text.split(), SALE=2) == text


def test_a_short_word_is_the_one_function_word_of_the_text_that_it_is_like():
    assert told("HEAD OP THE BOARD", "OP", OF=4) == "HEAD OF THE BOARD"
    assert told("HEAD OP THE BOARD", "OP", OF=4, OR=2) == "HEAD OP THE BOARD"


def test_the_evidence_of_a_word_put_right_names_it():
    text = "RA1L. TALKS ON THE FEKRY"
    right = told(text, "RA1L", "FEKRY", RAIL=2, FERRY=2)
    assert right == "RAIL TALKS ON THE FERRY"
    assert grounds(text, right) == (
        "the message has elsewhere RAIL, FERRY; a full stop at a word within it is a speck"
    )
    assert grounds("RAIL. TALKS", "RAIL TALKS") == "a full stop at a word within it is a speck"


def test_numbers_behind_a_name_stay_figures():
    assert told("SALT2 AND THE 20TH", "SALT2", "20TH") == "SALT2 AND THE 20TH"


def test_a_short_word_that_the_text_has_far_more_often_is_right_though_it_is_misread_there_too():
    known, doubted = {"THE": 12, "TNE": 2}, frozenset({"TNE"})
    assert as_told("BIDS FOR TNE FERRY", known, doubted) == "BIDS FOR THE FERRY"
    assert as_told("BIDS FOR TNE FERRY", known | {"TNE": 9}, doubted) == "BIDS FOR TNE FERRY"
