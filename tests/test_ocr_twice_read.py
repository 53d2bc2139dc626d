"""A line that was found twice is read once, and what was read else stays on record."""

import time

from hypothesis import given
from hypothesis import strategies as st

from ocr.model import Box, Word
from ocr.twice_read import read_once
from tests.builders import word


def over(text, other, confidence, down=3):
    """A word read at the place of another, a little lower."""
    box = other.box
    return Word(text, Box(box.left + 2, box.top + down, box.right, box.bottom + down), confidence)


GOOD = word("agreement", confidence=0.95)
NEXT = word("month", 420, confidence=0.95)


def test_an_unsure_word_under_a_sure_one_is_read_twice():
    bad = over("crrmnt", GOOD, 0.2)
    assert read_once([GOOD, bad, NEXT]) == ((GOOD, NEXT), (bad,))


def test_of_two_that_say_the_same_the_surer_one_stands():
    again = over("month", NEXT, 0.81)
    assert read_once([again, NEXT]) == ((NEXT,), (again,))
    alike = over("month", NEXT, NEXT.confidence)
    assert read_once([NEXT, alike]) == ((NEXT,), (alike,))


def test_a_sure_word_under_another_stays_when_it_says_something_else():
    assert read_once([GOOD, over("burned", GOOD, 0.7)])[1] == ()


def test_words_side_by_side_or_on_lines_that_touch_stay():
    below = over("crrmnt", GOOD, 0.2, down=20)
    beside = word("crrmnt", 370, confidence=0.2)
    assert read_once([GOOD, below, beside])[1] == ()


def test_a_box_too_wide_for_its_word_says_nothing_of_what_is_under_it():
    wide = Word("NOT", Box(200, 500, 400, 525), 0.95)
    under = Word("BURRIS", Box(280, 500, 400, 525), 0.4)
    assert read_once([wide, under, NEXT])[1] == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "on", "month", "agreement"]),
            st.integers(0, 200),
            st.integers(0, 60),
            st.sampled_from([0.2, 0.6, 0.9]),
        ),
        max_size=8,
    )
)
def test_every_word_is_in_one_of_the_two(said):
    words = [word(text, left, top, confidence) for text, left, top, confidence in said]
    kept, twice = read_once(words)
    assert sorted(map(repr, (*kept, *twice))) == sorted(map(repr, words))
    assert bool(kept) == bool(words)


def test_what_two_words_cover_together_is_counted_once():
    long = Word("different", Box(200, 500, 300, 525), 0.4)
    over_it = [
        Word("this", Box(200, 500, 240, 525), 0.9),
        Word("that", Box(200, 500, 238, 525), 0.85),
    ]
    assert read_once([long, *over_it])[1] == ()


def test_a_word_that_was_read_twice_speaks_against_no_other():
    unsure = Word("Inx", Box(200, 500, 238, 525), 0.4)
    again = Word("reported", Box(200, 500, 310, 525), 0.85)
    kept = Word("reported", Box(238, 500, 310, 525), 0.9)
    assert read_once([unsure, again, kept]) == ((unsure, kept), (again,))


def test_a_rule_read_as_a_stroke_makes_nothing_slow():
    words = [
        Word(
            "may", Box(60 * (n % 25), 30 * (n // 25), 60 * (n % 25) + 40, 30 * (n // 25) + 20), 0.4
        )
        for n in range(4000)
    ]
    rule = Word("|", Box(1600, 0, 1602, 4800), 0.3)
    began = time.process_time()
    assert read_once([*words, rule])[1] == ()
    assert time.process_time() - began < 2
