"""What a word is worth: likelier where its readers say more, and never by what it is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.confidence import Vote, share_right, vote_of, worth
from ocr.model import Reading, Word
from ocr.recognizer import NAME
from ocr.voting import vote
from tests.builders import line, word

SHARES = st.floats(0, 1)


def twice(first, second, said=0.6, other=0.9):
    """A word that both readers have read, after the vote."""
    return vote(word(first, confidence=said), Reading(second, other, NAME))


def likely(each, page=()):
    return worth([each, *page])(each)


def page_of(confidence):
    return [word("FOG", confidence=confidence)] * 50


KINDS = {
    "alone": lambda said: word("VIET", confidence=said),
    "agreed": lambda said: twice("VIET", "VIET", said),
    "agreed, second": lambda said: twice("VIET", "VIET", other=said),
    "differ": lambda said: twice("VIBT", "VIET", other=said),
    "mark": lambda said: word("-", confidence=said),
}


@pytest.mark.parametrize("kind", KINDS)
@given(one=SHARES, other=SHARES)
def test_a_word_is_never_less_likely_because_its_reader_is_surer(kind, one, other):
    low, high = sorted((one, other))
    judge = worth(page_of(0.95))
    assert 0 <= judge(KINDS[kind](low)) <= judge(KINDS[kind](high)) <= 1


def test_a_word_that_both_readers_see_is_likelier_than_one_they_see_differently():
    assert likely(twice("VIET", "VIET")) > likely(twice("VIBT", "VIET"))


def test_the_same_confidence_is_worth_less_on_a_page_that_was_read_badly():
    sure = word("VIET", confidence=0.95)
    assert likely(sure, page_of(0.95)) > likely(sure, page_of(0.5))


def test_a_sign_at_the_end_of_a_word_makes_it_less_likely():
    page = page_of(0.95)
    assert likely(word("bell.", confidence=0.93), page) < likely(
        word("bell", confidence=0.93), page
    )


def test_a_lone_mark_is_mostly_none():
    assert likely(word("-", confidence=0.5), page_of(0.7)) < 0.1


def test_a_reader_that_says_one_may_be_wrong():
    assert likely(word("VIET", confidence=1.0)) < 1


@pytest.mark.parametrize("reader", [NAME, "pdf-text"])
def test_a_word_that_was_put_to_no_vote_keeps_its_readers_confidence(reader):
    code = Word("b1", word("b1").box, 0.77, reader)
    assert vote_of(code) is None
    assert likely(code, page_of(0.5)) == 0.77


def test_a_line_is_worth_the_mean_of_its_words():
    words = line("FOG BELL").words
    judge = {words[0]: 1.0, words[1]: 0.5}.__getitem__
    assert share_right(words, judge) == 0.75


def test_nothing_is_said_of_a_page_without_words():
    assert share_right([], worth([])) is None


def test_small_letters_of_the_second_reader_on_a_line_in_capitals_agree_with_the_first():
    read = Reading("march", 0.9, NAME)
    assert vote_of(vote(word("MARCH", confidence=0.5), read, typed="MARCH")) is Vote.AGREED
    assert vote_of(vote(word("MAECH", confidence=0.5), read, typed="MARCH")) is Vote.DIFFER


def test_a_word_that_a_rule_has_mended_keeps_its_readers_confidence():
    seen = Reading("bl-1", 0.8, "tesseract")
    mended = replace(word("b1-1", confidence=0.8), readings=(seen,))
    assert worth([mended])(mended) == 0.8


def test_what_both_readers_saw_is_not_agreed_on_when_it_was_mended_since():
    seen = (Reading("bTC", 0.6, "tesseract"), Reading("bTC", 0.9, NAME))
    assert vote_of(replace(word("b7C"), reader=NAME, readings=seen)) is Vote.DIFFER
