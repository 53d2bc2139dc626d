"""A sign that stands right behind a word or a redaction was typed; a speck was not."""

import pytest

from cleanup.furniture import place_lines
from cleanup.model import Role
from ocr.model import Box, Line, Word
from tests.builders import HEIGHT, bar, line, page

TOP = 500
LABEL = line("FILE NUMBER", 200, TOP)
END = LABEL.box.right


def sign(said, left, width, height, middle, confidence=0.9):
    """A sign of so many pixels (200 to the inch), `middle` pixels below the top of the row."""
    top = TOP + middle - height // 2
    return Line((Word(said, Box(left, top, left + width, top + height), confidence),))


def role(mark, *lines, redactions=()):
    placed = place_lines([page(*lines, mark, redactions=redactions)])
    return next(p.role for p in placed if p.line == mark)


COLON = (4, 13, 15)
HYPHEN = (14, 5, 12)
STOP = (6, 7, 22)


def test_a_colon_set_off_its_label_and_a_hyphen_behind_a_word_are_text():
    assert role(sign(":", END + 10, *COLON), LABEL) is Role.BODY
    assert role(sign("-", END + 14, *HYPHEN), LABEL) is Role.BODY


@pytest.mark.parametrize("said", [",", "."])
def test_a_stop_behind_a_redaction_is_text(said):
    covered = [bar(200, TOP, 600, TOP + HEIGHT + 5)]
    assert role(sign(said, 603, *STOP), LABEL, redactions=covered) is Role.BODY


@pytest.mark.parametrize(
    "speck",
    [
        sign(":", END + 40, *COLON),  # far off
        sign(":", END + 10, *COLON, confidence=0.6),  # faint
        sign("-", END + 14, 2, 2, 12),  # too small
        sign("-", END + 14, 14, 5, 1),  # above the row
        sign(".", END + 10, *STOP),  # off a word
    ],
)
def test_a_speck_is_no_sign(speck):
    assert role(speck, LABEL) is Role.NOISE


def test_a_sign_behind_punctuation_is_a_speck():
    label = line("FILE NUMBER.", 200, TOP)
    assert role(sign("-", label.box.right + 10, *HYPHEN), label) is Role.NOISE


def test_a_sign_is_no_speck_for_being_low():
    rows = [line("THE DELEGATION LEFT KAVALA", 200, 600 + 33 * n) for n in range(9)]
    assert role(sign("-", END + 14, *HYPHEN), LABEL, *rows) is Role.BODY
