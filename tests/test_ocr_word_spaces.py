"""A word in which the second reader saw a space is several words, each with its own box."""

import pytest

from ocr.model import Box, Line, Word
from ocr.recognizer import Letter
from ocr.rereading import read_again
from tests.test_ocr_rereading import PAGE, Seeing

LETTER = 20  # pixels


def read(first, second, confidence=0.5):
    """The line of one word that was read as `first`, then as `second`."""
    word = Word(first, Box(200, 500, 200 + LETTER * len(second), 525), confidence)
    (line,), dirt = read_again(PAGE, (Line((word,)),), Seeing(second))
    assert dirt == ()
    return line


def test_a_word_is_parted_where_the_second_reader_saw_a_space():
    line = read("has_recently", "has recently")
    assert [word.text for word in line.words] == ["has", "recently"]
    assert [[r.text for r in word.readings] for word in line.words] == [
        ["has_recently", "has"],
        ["has_recently", "recently"],
    ]


def test_its_words_stand_side_by_side_where_it_stood():
    first, second, third = (word.box for word in read("tothe-US.", "to the US.").words)
    assert first.left == 200
    assert (first.right, second.right) == (second.left, third.left)
    assert third.right == 200 + LETTER * 10
    assert abs(first.right - (200 + 2.5 * LETTER)) <= LETTER / 2


def test_words_that_both_saw_without_a_blank_are_parted_too():
    assert read("ofthe", "of the").text == "of the"


def test_a_word_that_is_known_is_not_parted():
    assert read("thelr", "the ir").text == "their"


@pytest.mark.parametrize("seen", ["; ever,", "2020. 03", "382, 000", "o+ n+", "I I."])
def test_signs_and_the_figures_of_one_number_are_no_words(seen):
    assert len(read("x", seen).words) == 1


def test_a_word_that_keeps_its_first_reading_is_not_parted():
    """The second reading is no word that is known, and the first is."""
    assert read("government", "go vernmemt").text == "government"


def test_spaces_at_its_ends_part_nothing():
    letters = tuple(Letter(s, 0.9, (n + 0.5) / 6) for n, s in enumerate(" pier "))

    class Reader:
        def read(self, crops):
            return [letters for _ in crops]

    word = Word("pler", Box(200, 500, 280, 525), 0.5)
    (line,), _ = read_again(PAGE, (Line((word,)),), Reader())
    assert [each.text for each in line.words] == ["pier"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Pan-American", "Pan- American"),
        ("MIG-15", "MIG -15"),
        ("CIA-RDP79T00975A", "CIA-RDP79 T00975A"),
        ("10A", "10 A"),
        ("Papadopoulos", "Papado poulos"),
        ("KAVALA", "KAV ALA"),
        ("Formosa", "For mosa"),
        ("XQZRTPLMKO", "XQZRT PLMKO"),
        ("verslaggeving", "verslag geving"),
        ("and/or", "and/ or"),
    ],
)
def test_names_codes_and_compounds_are_not_parted_by_one_readers_space(first, second):
    assert read(first, second).text == first


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("XQZRT..PLMKO", "XQZRT PLMKO"),  # the first reader saw signs in the blank
        ("Kav_Ala", "Kav Ala"),
        ("ofKavala", "of Kavala"),  # a capital begins a word
        ("bythe", "by the"),  # both are known
    ],
)
def test_a_space_with_a_second_piece_of_evidence_parts_a_word(first, second):
    assert read(first, second).text == second
