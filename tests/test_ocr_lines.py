"""How words become lines."""

from hypothesis import given
from hypothesis import strategies as st

from ocr.lines import assemble_lines
from ocr.model import Box, Word
from tests.builders import word


def texts(words, redacted=()):
    return [line.text for line in assemble_lines(words, redacted)]


def test_words_side_by_side_are_one_line_read_left_to_right():
    assert texts([word("SECRET", 90, 10), word("TOP", 0, 10)]) == ["TOP SECRET"]


def test_words_below_one_another_are_two_lines():
    assert texts([word("FROM", 0, 10), word("TO", 0, 60)]) == ["FROM", "TO"]


def test_a_code_in_the_margin_is_a_line_of_its_own():
    assert texts([word("SOURCE", 0, 10), word("B1", 400, 12)]) == ["SOURCE", "B1"]


def test_a_redaction_parts_the_words_on_either_side():
    words = [word("SOURCE", 0, 10), word("SAID", 150, 10)]
    assert texts(words, [Box(122, 5, 148, 45)]) == ["SOURCE", "SAID"]


def test_a_line_that_climbs_across_a_skewed_page_stays_whole():
    words = [word(str(n % 10), 30 * n, 200 - 3 * n) for n in range(30)]
    assert len(assemble_lines(words)) == 1


def test_a_stroke_past_two_lines_is_no_word_of_either_and_does_not_put_them_out_of_order():
    above, below = word("ASKED", 0, 100), word("LATER", 0, 133)
    stroke = Word("1", Box(110, 60, 130, 160), 0.4)
    assert {"ASKED", "LATER", "1"} == set(texts([above, below, stroke]))
    assert texts([above, below]) == ["ASKED", "LATER"]


def test_a_dash_stays_between_the_words_of_its_line():
    dash = Word("-", Box(130, 22, 145, 25), 0.9)
    assert texts([word("SECRET", 0, 10), dash, word("NOFORN", 160, 10)]) == ["SECRET - NOFORN"]


def test_a_dash_stays_in_a_headline_that_is_much_larger_than_the_text():
    high = [Word("TOP", Box(0, 0, 300, 100), 0.9), Word("SECRET", Box(400, 0, 900, 100), 0.9)]
    dash = Word("-", Box(330, 45, 370, 55), 0.9)
    text = [word("typed", 0, 300 + 40 * n) for n in range(8)]
    assert texts([*high, dash, *text])[0] == "TOP - SECRET"


def test_no_words_make_no_lines():
    assert assemble_lines([]) == ()


words_anywhere = st.lists(
    st.builds(
        word, st.text("ABC", min_size=1, max_size=9), st.integers(0, 2000), st.integers(0, 3000)
    ),
    max_size=30,
)


@given(words_anywhere, st.randoms())
def test_the_order_the_engine_reports_words_in_does_not_matter(words, random):
    assert assemble_lines(random.sample(words, len(words))) == assemble_lines(words)


@given(words_anywhere)
def test_every_word_ends_up_on_exactly_one_line(words):
    placed = [word for line in assemble_lines(words) for word in line.words]
    assert sorted(placed, key=repr) == sorted(words, key=repr)
