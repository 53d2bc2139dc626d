"""Certainties that leave the finder are shares that were counted."""

from dataclasses import replace

import pytest

from ocr.calibration import COUNTED, calibrated
from ocr.model import Box, Kind, Redaction
from tests.builders import word


def redaction(kind, certainty):
    return Redaction(kind, (Box(0, 0, 9, 9),), ((0, 0), (9, 0), (9, 9), (0, 9)), certainty)


def said(one):
    return calibrated([one])[0].certainty


def test_a_make_that_was_often_wrong_is_less_sure_than_its_step():
    assert said(redaction(Kind.MARKER, 0.85)) < 0.7 < said(redaction(Kind.GREY, 0.9))


def test_a_step_that_was_counted_on_pages_of_one_kind_only_is_kept():
    assert said(redaction(Kind.BLACK, 0.9)) == 0.9


def test_a_label_that_was_read_makes_any_make_as_sure():
    labelled = replace(redaction(Kind.COLOURED, 0.95), label=(word("b1"),))
    assert said(labelled) == said(replace(labelled, kind=Kind.GREY)) > 0.97


def test_what_was_never_counted_keeps_its_step():
    assert said(redaction(Kind.WHITED_OUT, 0.45)) == 0.45


@pytest.mark.parametrize(("kind", "step"), COUNTED)
def test_every_certainty_is_a_share(kind, step):
    assert 0 < said(redaction(kind, step)) < 1
