"""Which readings are words that are known."""

from ocr.known_words import bare, known_on
from ocr.model import Reading
from ocr.recognizer import NAME
from ocr.voting import vote
from tests.builders import word


def test_case_and_signs_at_the_ends_do_not_count():
    known = known_on([])
    assert known('"From')
    assert known("OF,")
    assert not known("PROM")


def test_a_name_that_is_sure_somewhere_on_the_page_is_known_on_it():
    known = known_on([word("KARVALA,", confidence=0.96)])
    assert known("karvala")
    assert not known_on([word("KARVALA,", confidence=0.9)])("KARVALA")


def test_a_short_word_is_not_known_because_it_was_read_once():
    assert not known_on([word("OP", confidence=0.96)])("OP")


def test_a_mark_is_no_word():
    assert bare("--") == ""
    assert not known_on([word("----", confidence=0.99)])("--")


def test_a_number_that_stands_elsewhere_on_the_page_is_not_known():
    known = known_on([word("1963", confidence=0.99)])
    assert not known("1963")
    assert vote(word("1963", confidence=0.5), Reading("1968", 0.9, NAME), known).text == "1968"
