"""What is printed inside a redaction is read when it is a label, and never else."""

import string
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ocr import exemptions
from ocr.label_marks import find_label_marks
from ocr.labels import read_labels
from ocr.model import Box, Kind, Redaction
from ocr.phrases import LABELS, WITHHOLDING
from ocr.recognizer import Recognizer
from samples import fonts
from tests.builders import letters

DPI = 200
SIZE = 340, 60  # pixels of the redactions drawn here
AT = 100, 100
BLACK, WHITE, GREY, BLUE = (0, 0, 0), (255, 255, 255), (150, 150, 150), (30, 80, 170)


@dataclass
class Says:
    """A reader that reads every row as the same text."""

    said: str
    rows: list[np.ndarray] = field(default_factory=list)

    def read(self, crops):
        self.rows += crops
        return [letters(self.said)] * len(crops)


def drawn(text, fill=BLACK, ink=WHITE, font="sans", points=11.0, edge=None):
    """A page with one redaction that has `text` printed in its middle."""
    image = Image.new("RGB", (700, 300), "white")
    pen = ImageDraw.Draw(image)
    (left, top), (right, bottom) = AT, (AT[0] + SIZE[0], AT[1] + SIZE[1])
    pen.rectangle((left, top, right - 1, bottom - 1), fill=fill, outline=edge, width=2)
    pixels = points / 72 * DPI
    middle = (left + right) / 2, (top + bottom) / 2
    pen.text(middle, text, font=fonts.load(font, pixels), fill=ink, anchor="mm")
    return np.asarray(image, np.uint8)


def redaction(kind=Kind.BLACK, certainty=0.9):
    (left, top), (right, bottom) = AT, (AT[0] + SIZE[0], AT[1] + SIZE[1])
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Redaction(kind, (Box(left, top, right, bottom),), corners, certainty)


def plain(phrase):
    return phrase.upper().replace(" ", "").replace("-", "")


def labels(page, reader, **kind):
    [found] = read_labels(page, [redaction(**kind)], reader, dpi=DPI)
    return [word.text for word in found.label]


def test_a_label_is_kept_with_its_place_and_confidence():
    [found] = read_labels(drawn("(b)(6)"), [redaction()], Says("(b)(6)"), dpi=DPI)
    [word] = found.label
    assert (word.text, word.confidence, word.reader) == ("(b)(6)", 0.9, "rapidocr")
    assert found.box.left < word.box.left < word.box.right < found.box.right


@pytest.mark.parametrize("said", ["John Smith", "THE B1 BOMBER", "(b)(6) Smith", "555-1234", "11"])
def test_other_words_inside_a_box_never_come_out(said):
    sure = redaction(certainty=1.0)
    [found] = read_labels(drawn("secret"), [sure], Says(said), dpi=DPI)
    assert found.label == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(string.ascii_letters + string.digits + " .,()-/:'$¢|{}", max_size=30))
def test_whatever_is_read_only_the_vocabulary_is_kept(said):
    sure = redaction(certainty=1.0)
    [found] = read_labels(drawn("secret"), [sure], Says(said), dpi=DPI)
    for word in found.label:
        assert exemptions.read(word.text, inside=True), "no code, yet printed"


@given(st.text(string.ascii_letters + " ", min_size=3, max_size=30))
def test_words_are_no_label_unless_they_are_a_phrase_of_the_list(said):
    kept = exemptions.read(said, inside=True)
    known = {plain(p) for list_of in LABELS.values() for p in list_of} | set(
        map(plain, WITHHOLDING)
    )
    assert all(code.forms or plain(code.printed) in known for code in kept)


def test_hidden_words_are_not_logged(caplog):
    caplog.set_level(0)
    read_labels(drawn("secret"), [redaction()], Says("Rosebud"), dpi=DPI)
    assert "Rosebud" not in caplog.text


def test_an_empty_box_costs_no_reading():
    reader = Says("(b)(6)")
    assert labels(drawn(""), reader) == []
    assert reader.rows == []


def test_a_label_in_two_rows_is_read_row_by_row():
    reader = Says("(b)(6)")
    read_labels(drawn("(b)(1)\n(b)(6)", points=7), [redaction()], reader, dpi=DPI)
    assert len(reader.rows) == 2


def test_what_is_read_is_black_on_white_whatever_the_box():
    for fill, ink in ((BLACK, WHITE), (GREY, BLACK), (BLUE, WHITE), (WHITE, BLACK)):
        reader = Says("(b)(6)")
        labels(drawn("(b)(6)", fill, ink, edge=BLACK), reader)
        assert reader.rows[0].max() == 255
        assert np.median(reader.rows[0]) == 255


def test_the_line_around_a_box_is_no_mark():
    assert find_label_marks(drawn("", WHITE, BLACK, edge=BLACK), redaction(), dpi=DPI) == ()


def test_crumbs_of_the_scanner_are_no_marks():
    page = drawn("").copy()
    rng = np.random.default_rng(1)
    for x, y in rng.integers((110, 110), (430, 150), (60, 2)):
        page[y : y + 2, x : x + 2] = 255
    assert find_label_marks(page, redaction(), dpi=DPI) == ()


def test_a_box_full_of_text_is_not_read():
    page = drawn("a b c d e f g", WHITE, BLACK, points=6, edge=BLACK)
    tiny = redaction(Kind.OUTLINED)
    assert len(find_label_marks(page, tiny, dpi=DPI)) <= 8


def test_the_dots_that_stand_for_grey_are_no_marks():
    page = np.full((300, 700), 255, np.uint8)
    page[100:160:4, 100:440:4] = page[101:160:4, 100:440:4] = 0
    page[100:160:4, 101:440:4] = page[101:160:4, 101:440:4] = 0
    assert find_label_marks(page, redaction(Kind.GREY), dpi=DPI) == ()


def test_a_label_that_notched_the_outline_is_still_inside():
    left, top, right, bottom = AT[0], AT[1], AT[0] + SIZE[0], AT[1] + SIZE[1]
    notch = ((250, top), (250, 140), (290, 140), (290, top))
    outline = ((left, top), *notch, (right, top), (right, bottom), (left, bottom))
    notched = Redaction(Kind.BLACK, (Box(left, top, right, bottom),), outline)
    assert len(find_label_marks(drawn("(b)(6)"), notched, dpi=DPI)) == 1


def test_words_anyone_can_read_make_a_doubtful_box_no_redaction():
    page = drawn("Kinshasa", WHITE, BLACK, edge=BLACK)
    assert read_labels(page, [redaction(Kind.OUTLINED, 0.7)], Says("Kinshasa"), dpi=DPI) == ()


class SaysInTurn:
    """A reader that reads each row, known by its shape, as the text that is its own."""

    def __init__(self, *said):
        self.said = said
        self.rows = {}

    def read(self, crops):
        return [letters(self._own(crop)) for crop in crops]

    def _own(self, crop):
        return self.said[self.rows.setdefault(crop.shape, len(self.rows))]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["(b)(6)", "Harbor"], [["(b)(6)"]]),
        (["Harbor", "(b)(6)"], [["(b)(6)"]]),
        (["(b)(6)", "Harbor", "Customs"], []),
    ],
    ids=["label first", "word first", "entries of a row"],
)
def test_a_box_with_a_label_is_a_redaction_unless_more_words_than_labels_are_read(said, expected):
    page = drawn(
        "            ".join("nnnnn"[: 2 + n] for n in range(len(said))), GREY, BLACK, points=9
    )
    found = read_labels(page, [redaction(Kind.GREY)], SaysInTurn(*said), dpi=DPI)
    assert [[word.text for word in one.label] for one in found] == expected


@pytest.mark.parametrize(("said", "kept"), [("(b)(6)", ["(b)(6)"]), ("87(C)", []), ("Rye", [])])
def test_what_passes_for_felt_tip_is_a_bar_when_a_label_is_read_on_it_to_the_letter(said, kept):
    [found] = read_labels(drawn("(b)(6)"), [redaction(Kind.MARKER)], Says(said), dpi=DPI)
    assert [word.text for word in found.label] == kept
    assert found.kind is (Kind.BLACK if kept else Kind.MARKER)


def test_letters_that_show_through_felt_tip_are_not_read():
    reader = Says("(b)(6)")
    read_labels(drawn("(b)(6)", GREY, BLACK), [redaction(Kind.MARKER)], reader, dpi=DPI)
    assert reader.rows == []


def test_a_letter_keeps_its_foot_where_the_outline_of_the_box_touches_it():
    """A g without it is an a."""
    page = drawn("10.2.g", (190, 160, 220), BLUE, points=14.0).copy()
    foot = max(np.flatnonzero((page[:, 110:430].min(axis=2) < 100).any(axis=1)))
    box = Box(AT[0], AT[1], AT[0] + SIZE[0], int(foot) + 1)
    corners = ((100, 100), (440, 100), (440, box.bottom), (100, box.bottom))
    [crop] = find_label_marks(page, Redaction(Kind.COLOURED, (box,), corners, 0.9), dpi=DPI)
    inked = np.flatnonzero((crop.image < 140).any(axis=1))
    assert crop.box.top + inked[-1] >= box.bottom - 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fill", "ink", "edge"),
    [(BLACK, WHITE, None), (GREY, BLACK, None), (BLUE, WHITE, None), (WHITE, BLACK, BLACK)],
    ids=["black", "grey", "blue", "outlined"],
)
def test_nine_labels_in_ten_are_read(fill, ink, edge):
    texts = [
        *("(b)(1)", "(b)(3)", "(b)(6)", "(b)(7)(C)", "B6", "b7E", "1.4(d)", "25X1", "50X1-HUM"),
        *("3.5(c)", "3.3(h)(2)", "10.2.e", "5.1.2.e", "11.1", "s.40(2)"),
        *("REDACTED", "WITHHELD", "NON-RESPONSIVE"),
    ]
    right = 0
    for text in texts:
        page = drawn(text, fill, ink, edge=edge)
        [found] = read_labels(page, [redaction(certainty=1.0)], Recognizer(), dpi=DPI)
        said = " ".join(word.text for word in found.label)
        right += exemptions.read(said, inside=True) == exemptions.read(text, inside=True) != ()
    assert right >= 0.9 * len(texts)
