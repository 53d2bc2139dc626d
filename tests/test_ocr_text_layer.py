"""A page that was born digital gives its own words where its image bears them out."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ocr import image
from ocr.frame import Frame
from ocr.model import Box, Sheet, Word
from ocr.poppler_text import text_layer
from ocr.redactions import cover, find_redactions
from ocr.source import list_sheets, open_source, rasterize
from ocr.text_layer import Doubted, read_layers, visible_words
from tests.typeset_pdfs import (
    HIDDEN,
    PROSE,
    SIZE,
    bar,
    behind_picture,
    blank,
    born_digital,
    misnamed,
    over,
    scan_with_layer,
    typed,
)

DPI = 150
WORDS = " ".join(PROSE).split()


class Reads:
    """A reader that sees the same lines in any image."""

    def __init__(self, *lines):
        self._words = [
            Word(line, Box(0, 40 * n, 500, 40 * n + 30), 0.9) for n, line in enumerate(lines)
        ]

    def read_all(self, pages, *, dpi):
        return [tuple(self._words) for _ in pages]


# The six lines of eight that are read to see whether the layer tells the truth.
SAMPLED = Reads(*(PROSE[n] for n in (0, 1, 2, 4, 5, 7)))
# And those of a page on which the name is covered, which are more pieces.
VISIBLE = (*PROSE[:2], PROSE[3], PROSE[4].partition(HIDDEN)[0], PROSE[5], PROSE[7])


class Opened:
    """A PDF of one page, its image and its text layer."""

    def __init__(self, tmp_path, content, *, use=True):
        path = tmp_path / "page.pdf"
        path.write_bytes(content)
        self.source = open_source(path)
        self.sheets = list_sheets(self.source, dpi=DPI, max_pages=1)
        [self.layer] = read_layers(self.source, self.sheets, use=use, timeout=20)
        [page] = rasterize(self.source, self.sheets, max_pixels=10**8, timeout=20)
        self.page = image.grey(page)

    def words(self, reader=SAMPLED):
        redactions = find_redactions(self.page, dpi=DPI)
        legible = image.flatten(cover(self.page, redactions, dpi=DPI), dpi=DPI)
        frame = Frame(self.page.shape[1], self.page.shape[0])
        found = visible_words(self.layer.words, redactions, frame, legible, reader, dpi=DPI)
        return [word.text for word in found]

    def doubted(self, why, reader=SAMPLED):
        with pytest.raises(Doubted, match=why):
            self.words(reader)


@pytest.fixture
def opened(tmp_path):
    return lambda content, **how: Opened(tmp_path, content, **how)


def test_the_words_of_a_page_that_was_born_digital_are_its_own(opened):
    assert opened(born_digital(typed())).words() == WORDS


def test_they_say_that_they_come_from_the_file_and_stand_where_their_ink_is(opened):
    page = opened(born_digital(typed()))
    frame = Frame(page.page.shape[1], page.page.shape[0])
    [word, *_] = visible_words(page.layer.words, (), frame, page.page, SAMPLED, dpi=DPI)
    box = word.box
    dark = np.argwhere(page.page[:, : box.right + 5][: box.bottom + 5] < image.INK)
    assert (word.text, word.reader, word.confidence) == ("The", "pdf-text", 1.0)
    assert [box.top, box.left] == dark.min(axis=0).tolist()
    assert [box.bottom, box.right] == (dark.max(axis=0) + 1).tolist()


@pytest.mark.parametrize(
    ("page", "box", "turn", "top"),
    [
        ("/Rotate 90", "/MediaBox[0 0 612 792]", "q 0 1 -1 0 612 0 cm {} Q", 500),
        ("/Rotate 180", "/MediaBox[0 0 612 792]", "q -1 0 0 -1 612 792 cm {} Q", 700),
        ("", "/MediaBox[-50 -60 650 792]", "{}", 700),
        ("", "/MediaBox[0 0 900 900]/CropBox[50 400 700 760]", "{}", 700),
    ],
)
def test_turned_shifted_and_cropped_pages_give_them_too(opened, page, box, turn, top):
    assert opened(born_digital(turn.format(typed(top=top)), page=page, box=box)).words() == WORDS


def test_what_was_cut_away_by_a_crop_box_is_neither_rendered_nor_read(opened):
    box = "/MediaBox[0 0 612 792]/CropBox[0 600 612 792]"
    page = opened(born_digital(typed(), box=box))
    assert page.page.shape[0] == round(192 / 72 * DPI)
    assert all(word.box.top < page.page.shape[0] for word in page.layer.words)


def test_no_page_is_read_from_its_text_unless_asked_to(opened):
    layer = opened(born_digital(typed()), use=False).layer
    assert (len(layer.words), layer.typeset) == (len(WORDS), False)


def test_an_agencys_ocr_over_a_scan_is_not_used(opened):
    layer = opened(scan_with_layer(blank(), typed(mode=3))).layer
    assert (len(layer.words), layer.typeset) == (len(WORDS), False)


def test_a_file_without_fonts_is_not_asked_for_words(opened):
    page = opened(born_digital("0 g 10 10 100 100 re f").replace(b"/Font", b"/None"))
    assert not page.sheets[0].lettered
    assert not page.layer.words


def test_words_that_cannot_be_seen_are_left_out(opened):
    unseen = (
        "1 g " + typed(["WHITE"], top=400) + "0 g ",
        typed(["NEITHER FILLED NOR STROKED"], mode=3, top=370),
        typed(["A PATH FOR CLIPPING"], mode=7, top=340),
        "q 0 0 1 1 re W n " + typed(["CLIPPED AWAY"], top=310) + "Q ",
        typed(["TINY"], top=280).replace(f"/F {SIZE} ", "/F 0.01 "),
        typed(["COVERED LATER"], top=250) + "1 g 0 230 612 40 re f ",
    )
    assert opened(born_digital(typed() + "".join(unseen))).words() == WORDS


def test_words_behind_a_picture_are_left_out(opened):
    said = opened(behind_picture(typed(), HIDDEN)).words(Reads(*VISIBLE))
    assert not set(HIDDEN.split()) & set(said)
    assert " ".join(said).startswith("The committee met")


def test_words_outside_the_page_are_left_out(opened):
    assert opened(born_digital(typed() + typed(["FAR AWAY"], left=2000))).words() == WORDS


def test_a_page_of_which_nothing_can_be_seen_is_doubted(opened):
    opened(born_digital(typed(mode=3))).doubted("nothing of it can be seen")


def test_text_that_was_clipped_is_doubted(opened):
    opened(born_digital(f"q 0 0 300 792 re W n {typed()} Q")).doubted("in part")


def test_no_word_under_a_redaction_is_given(opened):
    said = " ".join(opened(born_digital(typed() + bar(HIDDEN))).words(Reads(*VISIBLE)))
    assert not any(word in said for word in HIDDEN.split())
    assert "given as at the gate" in said


def test_a_redaction_that_covers_a_word_in_part_is_doubted(opened):
    opened(born_digital(typed() + bar("HARB"))).doubted("covers a word in part")


def test_a_word_that_something_is_drawn_over_is_doubted(opened):
    left, bottom, width, _ = over(HIDDEN)
    scribble = " ".join(
        f"{left + n} {bottom + 12 * (n // 4 % 2)} l" for n in range(0, int(width), 4)
    )
    drawn = f"0 G 1.5 w {left} {bottom} m {scribble} S"
    with pytest.raises(Doubted):
        opened(born_digital(typed() + drawn)).words()


def test_a_stamp_that_is_in_no_word_is_doubted(opened):
    page = opened(born_digital(typed()))
    page.page = page.page.copy()
    cv2.putText(page.page, "RECEIVED", (300, 1200), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 3)
    page.doubted("letters that it does not have")


def test_letters_that_go_by_other_names_are_doubted(opened):
    page = opened(misnamed(typed(), first=0x22))
    assert "".join(w.text for w in page.layer.words)[:3] == "Uif"
    page.doubted("reads differently")


def test_letters_without_names_are_doubted(opened):
    opened(misnamed(typed(), first=0xE020)).doubted("have no names")


def test_ligatures_and_marks_that_nobody_sees_become_plain_letters(opened):
    page = opened(born_digital(typed()))
    [first, *rest] = page.layer.words
    page.layer = replace(page.layer, words=(replace(first, text="ﬁ\u200bve\u00ad"), *rest))
    assert page.words()[0] == "five-"


@pytest.mark.slow
def test_a_layer_beyond_all_measure_counts_as_none(tmp_path):
    rows = "".join(
        f"1 0 0 1 {28 * (n % 120)} {6 * (n // 120)} Tm (w{n:07}) Tj\n" for n in range(60_000)
    )
    path = tmp_path / "full.pdf"
    path.write_bytes(born_digital(f"BT /F 5.5 Tf {rows} ET", box="/MediaBox[0 0 3400 3010]"))
    assert text_layer(path, [Sheet(1, 47.2, 41.8, 72, lettered=True)], timeout=60) == [()]


def test_a_layer_that_takes_too_long_counts_as_none(tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(born_digital(typed()))
    assert text_layer(path, [Sheet(1, 8.5, 11, 72, lettered=True)], timeout=0.001) == [()]
