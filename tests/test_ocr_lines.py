"""How words become lines."""

from hypothesis import given
from hypothesis import strategies as st

from ocr.lines import assemble_lines
from ocr.model import Box
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
