"""A stop that was read as a letter or a comma is looked at again, and only its sign may change."""

import numpy as np
import pytest

from ocr.model import Box, Line, Word
from ocr.recognizer import Letter
from ocr.rereading import read_again

TOP, HIGH, WIDE, PITCH = 100, 24, 14, 20  # pixels; of small letters
# Left and top, right and bottom of signs, from where a letter's left upper corner would be.
STOP, FAT_STOP = (2, 15, 12, 25), (0, 9, 16, 25)
COMMA, LOW_COMMA = (2, 14, 11, 31), (0, 9, 13, 25)
LETTER = (0, 0, WIDE, HIGH)


class Sees:
    """A second reader that sees such a text in every piece it is shown."""

    def __init__(self, *texts, confidence=1.0):
        self.texts, self.asked, self.confidence = texts, 0, confidence

    def read(self, crops):
        self.asked += len(crops)
        return [
            tuple(
                Letter(sign, self.confidence, (at + 0.5) / len(text))
                for at, sign in enumerate(text)
            )
            for text, _ in zip(self.texts, crops, strict=True)
        ]


def typed(*words):
    """A page and its one line: for each word what was read, and the shape of its last mark.

    Its letters are blocks, as high as small ones.
    """
    page = np.full((200, 900), 255, np.uint8)
    placed, left = [], 40
    for text, last in words:
        for shape in [LETTER] * (len(text) - 1) + [last]:
            a, b, c, d = shape
            page[TOP + b : TOP + d, left + a : left + c] = 0
            left += PITCH
        box = Box(left - PITCH * len(text), TOP, left - PITCH + WIDE + 3, TOP + HIGH + 8)
        placed.append(Word(text, box, 0.96))
        left += PITCH
    return page, (Line(tuple(placed)),)


def read(reader, *words):
    page, lines = typed(*words)
    (line,), dirt = read_again(page, lines, reader)
    assert dirt == ()
    return line


@pytest.mark.parametrize("stop", [STOP, FAT_STOP])
def test_a_stop_read_as_a_letter_is_one_when_the_second_reader_sees_it(stop):
    [word] = read(Sees("harbors."), ("harborse", stop)).words
    assert (word.text, word.reader) == ("harbors.", "rapidocr")
    assert [reading.text for reading in word.readings] == ["harborse", "harbors."]


def test_a_stop_read_as_a_comma_is_one_when_the_second_reader_sees_it():
    line = read(Sees("piers."), ("piers,", STOP), ("The", LETTER))
    assert line.text == "piers. The"


def test_nobody_looks_at_words_that_end_as_they_were_read():
    reader = Sees()
    line = read(reader, ("piers", LETTER), ("sank,", COMMA), ("all.", STOP), ("of,", LOW_COMMA))
    assert (line.text, reader.asked) == ("piers sank, all. of,", 0)


@pytest.mark.parametrize("seen", ["harborse", "barbors.", "harbors", ""])
def test_the_word_stays_when_the_second_reader_sees_no_stop_or_other_letters(seen):
    assert read(Sees(seen), ("harborse", STOP)).text == "harborse"


def test_a_word_that_was_read_surely_stays_when_the_second_reader_is_in_doubt():
    assert read(Sees("harbors.", confidence=0.8), ("harborse", STOP)).text == "harborse"


@pytest.mark.parametrize(
    ("word", "following"),
    [
        ("addition,", "we"),
        ("28,", "1923"),
        ("August,", "1951"),
        ("Mao,", "and"),
        ("Lee,", "who"),
        ("But,", "as"),
        ("Yet,", "the"),
    ],
)
def test_a_comma_before_small_letters_or_a_year_stays(word, following):
    line = read(Sees(f"{word[:-1]}."), (word, STOP), (following, LETTER))
    assert line.text == f"{word} {following}"


@pytest.mark.parametrize(
    ("word", "following"), [("Co,", "is"), ("Mr,", "d'Or"), ("Aug,", "1951"), ("GEN,", "de")]
)
def test_an_abbreviation_has_its_stop_before_small_letters(word, following):
    line = read(Sees(f"{word[:-1]}."), (word, STOP), (following, LETTER))
    assert line.text == f"{word[:-1]}. {following}"
