"""How words in doubt are read again, and which reading is taken."""

from time import process_time

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ocr.errors import MissingModel
from ocr.model import Box, Line, Reading, Word
from ocr.pieces import WIDEST, cut
from ocr.recognizer import HEIGHT, NAME, Letter, Recognizer, model_path, scaled
from ocr.recognizer import WIDEST as WIDEST_SCALED
from ocr.rereading import read_again
from ocr.voting import AGREED, SURE, doubted_words, second_reading, vote
from tests.builders import HEIGHT as TYPE_HEIGHT
from tests.builders import LETTER, line, word

PAGE = np.full((2200, 1700), 255, np.uint8)


class Seeing:
    """A reader that sees the given texts, one a crop, its letters evenly spread."""

    def __init__(self, *texts):
        self.texts, self.crops = list(texts), []

    def read(self, crops):
        self.crops += crops
        texts, self.texts = self.texts[: len(crops)], self.texts[len(crops) :]
        return [spread(text) for text in texts]


def spread(text, confidence=0.8):
    return tuple(Letter(sign, confidence, (at + 0.5) / len(text)) for at, sign in enumerate(text))


def unsure(text, **where):
    return line(text, confidence=0.5, **where)


def doubted(word):
    return word.confidence < SURE


def of(*words):
    return Line(tuple(words))


def seen(text, confidence=0.9):
    return Reading(text, confidence, NAME)


def test_a_page_the_first_reader_is_sure_of_is_not_read_again():
    sure = (line("ALL IS CLEAR", confidence=0.95),)
    reader = Seeing()
    assert read_again(PAGE, sure, reader) == (sure, ())
    assert reader.crops == []


def test_a_doubted_word_takes_what_the_second_reader_saw():
    lines, _ = read_again(PAGE, (unsure("VIBT"),), Seeing("VIET"))
    assert [read.text for read in lines] == ["VIET"]


def test_letters_go_to_the_words_they_stand_over_and_words_keep_their_boxes():
    before = unsure("TRE CQNSUL")
    [after], _ = read_again(PAGE, (before,), Seeing("THE CONSUL"))
    assert after.text == "THE CONSUL"
    assert [w.box for w in after.words] == [w.box for w in before.words]


def test_a_space_the_second_reader_drops_is_still_between_the_words():
    [after], _ = read_again(PAGE, (unsure("DAY. HE"),), Seeing("DAY.,HE"))
    assert len(after.words) == 2


def test_only_the_doubted_words_of_a_line_are_shown():
    mixed = of(word("SURE", 200), word("DQUBT", 300, confidence=0.4), word("SURE", 420))
    reader = Seeing("DOUBT")
    [after], _ = read_again(PAGE, (mixed,), reader)
    assert after.text == "SURE DOUBT SURE"
    [crop] = reader.crops
    assert crop.shape[1] <= 5 * LETTER + 2 * LETTER


def test_the_losing_reading_is_kept_beside_the_text():
    chosen = vote(word("VIBT", confidence=0.4), seen("VIET"))
    assert chosen.readings == (Reading("VIBT", 0.4, "tesseract"), seen("VIET"))
    assert (chosen.text, chosen.reader, chosen.readings[0].confidence) == ("VIET", NAME, 0.4)


def test_readers_that_agree_make_a_word_surer_and_what_each_said_is_kept():
    chosen = vote(word("VIET", confidence=0.4), seen("VIET"))
    assert (chosen.confidence, chosen.reader) == (AGREED, "tesseract")
    assert chosen.readings == (Reading("VIET", 0.4, "tesseract"), seen("VIET"))


def test_agreement_never_makes_a_word_less_sure():
    assert vote(word("VIET", confidence=0.89), seen("VIET")).confidence == 0.89


def test_a_faint_mark_without_a_letter_is_dirt_and_not_lost():
    lines, dirt = read_again(
        PAGE, (of(word("THE"), word("~", left=300, confidence=0.5)),), Seeing()
    )
    assert [line.text for line in lines] == ["THE"]
    assert [w.text for w in dirt] == ["~"]


def test_a_sign_alone_on_its_line_is_dirt_unless_it_was_seen_surely():
    marks = (line("+", confidence=0.8), line("DORN", confidence=0.95, top=100))
    lines, dirt = read_again(PAGE, marks, Seeing())
    assert ([each.text for each in lines], [each.text for each in dirt]) == (["DORN"], ["+"])
    stop = (line(".", confidence=0.95),)
    assert read_again(PAGE, stop, Seeing()) == (stop, ())


def test_thousands_of_lone_signs_are_told_in_time_that_grows_as_they_do():
    marks = tuple(line("+", confidence=0.8, top=each) for each in range(4000))
    began = process_time()
    lines, dirt = read_again(PAGE, marks, Seeing())
    assert process_time() - began < 1  # a second of the processor; when quadratic, two
    assert (lines, len(dirt)) == ((), 4000)


def test_a_faint_dollar_or_ampersand_is_no_speck():
    _, dirt = read_again(PAGE, (of(word("&", confidence=0.5), word("$", left=300)),), Seeing())
    assert dirt == ()


def test_a_known_word_stands_against_a_reading_that_is_none():
    lines, _ = read_again(PAGE, (unsure("FROM"),), Seeing("PROM"))
    assert lines[0].text == "FROM"
    assert [r.text for r in lines[0].words[0].readings] == ["FROM", "PROM"]


def test_two_readings_that_are_not_known_are_decided_as_ever():
    assert vote(word("WIGHX", confidence=0.4), seen("WIGHT")).text == "WIGHT"


def test_a_speck_beside_a_word_is_not_taken_from_the_second_reader():
    assert vote(word("Gull", confidence=0.8), seen(".Gull.")).text == "Gull"


def test_a_line_in_capitals_gets_no_small_letters():
    typed = of(*line("MINISTERS ARRIVED IN", confidence=0.95).words, word("MAECH", 620, 500, 0.4))
    lines, _ = read_again(PAGE, (typed,), Seeing("march"))
    assert lines[0].text == "MINISTERS ARRIVED IN MARCH"
    assert [r.text for r in lines[0].words[-1].readings] == ["MAECH", "march"]


def test_a_name_in_mixed_letters_that_both_readers_see_stays_on_a_line_in_capitals():
    name = word("MacKenzie", 620, 500, 0.4)
    lines, _ = read_again(
        PAGE,
        (of(*line("MINISTERS ARRIVED WITH", confidence=0.95).words, name),),
        Seeing("MacKenzie"),
    )
    assert lines[0].words[-1].text == "MacKenzie"


def test_what_only_one_reader_saw_faintly_is_dirt_and_not_lost():
    lines, dirt = read_again(PAGE, (of(word("oe", confidence=0.3)),), Seeing(""))
    assert lines == ()
    assert [(w.text, w.readings[1].text) for w in dirt] == [("oe", "")]


def test_what_one_reader_saw_well_stays_when_the_other_sees_nothing():
    lines, dirt = read_again(PAGE, (of(word("July", confidence=0.8)),), Seeing(""))
    assert [read.text for read in lines] == ["July"]
    assert dirt == ()


@pytest.mark.parametrize(("first", "second"), [("small", "sma11"), ("were", "wére")])
def test_a_mistake_the_second_reader_is_known_for_is_not_taken(first, second):
    assert vote(word(first, confidence=0.5), seen(second)).text == first


def test_figures_among_capitals_are_no_mistake():
    assert vote(word("TDCSDB-3/6S7", confidence=0.5), seen("TDCSDB-3/657")).text.endswith("657")


def test_an_accent_that_both_readers_see_stays():
    assert vote(word("attaché", confidence=0.5), seen("attaché")).text == "attaché"


def test_a_word_in_other_letters_than_latin_is_never_read_again():
    russian = word("Москва", confidence=0.2)
    assert not doubted_words([russian])(russian)


def test_on_a_page_of_sure_words_only_a_very_doubtful_one_is_read_again():
    sure = [word("SURE", confidence=0.96)] * 19
    fair, poor = word("FAIR", confidence=0.85), word("POOR", confidence=0.5)
    assert [doubted_words([*sure, each])(each) for each in (fair, poor)] == [False, True]


def test_on_a_page_of_doubts_a_fairly_sure_word_is_read_again_too():
    words = [word("FAIR", confidence=0.85)] * 5
    assert doubted_words(words)(words[0])


def test_spaces_are_no_part_of_a_reading():
    assert second_reading(spread(" TO ")).text == "TO"


def test_pieces_are_no_wider_than_the_reader_takes():
    long = unsure(" ".join(["WORD"] * 14))
    pieces = list(cut(long, doubted, PAGE))
    assert len(pieces) > 1
    assert all(piece.box.width <= (WIDEST + 1) * TYPE_HEIGHT for piece in pieces)
    assert [w for piece in pieces for w in piece.words] == list(long.words)


def test_a_piece_shows_nothing_of_its_neighbours():
    close = of(word("A", 200), word("B", 224, confidence=0.1), word("C", 248))
    [piece] = cut(close, doubted, PAGE)
    assert (piece.box.left, piece.box.right) == (222, 246)


def test_a_word_that_was_given_the_width_of_the_next_is_cut_where_that_starts():
    wide = Word("ONE", Box(200, 500, 400, 525), 0.2)
    [piece] = cut(of(wide, word("TWO", 300)), doubted, PAGE)
    assert piece.box.right == 300


def test_a_word_at_the_edge_of_the_page_is_cut_out_inside_it():
    [piece] = cut(of(Word("X", Box(1690, 2190, 1700, 2200), 0.1)), doubted, PAGE)
    assert piece.crop(PAGE).size > 0


def test_a_model_that_is_missing_is_named_with_its_package():
    with pytest.raises(MissingModel, match="pip install rapidocr"):
        raise MissingModel(model_path().name, "rapidocr")


def typed(text):
    """A crop of a line set in the font Pillow carries, blurred as by a copier."""
    font = ImageFont.load_default(size=40)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    crop = Image.new("L", (right - left + 24, bottom - top + 16), 255)
    ImageDraw.Draw(crop).text((12 - left, 8 - top), text, fill=0, font=font)
    return np.asarray(crop.filter(ImageFilter.GaussianBlur(1)))


@pytest.mark.slow
def test_the_model_reads_pieces_of_any_width_in_their_order():
    texts = ["REPORTED THAT", "B14", "the consul (at)"]
    read = Recognizer().read([typed(text) for text in texts])
    assert ["".join(letter.text for letter in letters) for letters in read] == texts


@pytest.mark.slow
def test_letters_have_their_places_from_left_to_right():
    [_, letters] = Recognizer().read([typed("A WIDE PIECE OF TYPE"), typed("ABCD")])
    places = [letter.place for letter in letters]
    assert places == sorted(places)
    assert 0 < places[0] < 0.35
    assert 0.65 < places[-1] < 1


@pytest.mark.slow
def test_paper_without_letters_is_read_as_nothing():
    assert Recognizer().read([np.full((30, 200), 255, np.uint8)]) == [()]


def test_a_rule_across_the_page_is_squeezed_and_costs_no_more_than_a_piece():
    assert scaled(np.full((4, 2400), 0, np.uint8)).shape == (HEIGHT, WIDEST_SCALED)


def test_nothing_to_read_needs_no_model(tmp_path):
    assert Recognizer(tmp_path / "none.onnx").read([]) == []
