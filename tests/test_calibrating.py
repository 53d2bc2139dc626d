"""The tool that fits confidences finds what words are worth, and draws it."""

from xml.etree import ElementTree

import numpy as np

from ocr.confidence import Vote
from tests.builders import line, page
from tests.calibrating import Known, curve_svg, fit, judged, report


def known(confidence, right, text="FOG", readings=()):
    return {"text": text, "confidence": confidence, "reader": "tesseract"} | {
        "readings": list(readings),
        "right": right,
    }


def made(words, name="worn 1-1"):
    return Known({"name": name, "words": words})


def three_in_four(confidence=0.9):
    return [known(confidence, n % 4 > 0) for n in range(400)]


def test_words_of_one_confidence_are_worth_how_often_they_are_right():
    curve = fit([made(three_in_four())])[Vote.ALONE]
    odds = curve.base + curve.own * np.log(9) + curve.trouble * np.log(0.01 / 0.99)
    assert round(1 / (1 + np.exp(-odds)), 2) == 0.75


def test_a_reader_that_is_surest_where_it_is_wrong_counts_for_nothing():
    backwards = [known(0.9, False), known(0.3, True)] * 200
    assert fit([made(backwards)])[Vote.ALONE].own == 0


def test_the_report_says_how_often_words_of_each_confidence_are_right():
    told = report([made(three_in_four())])
    assert "| 0.900 | 0.750 | 400 |" in told
    assert "| worn | 400 | 0.750 | 0.150 |" in told


def test_the_curve_can_be_read_by_who_cannot_see_it():
    drawn = ElementTree.fromstring(curve_svg([made(three_in_four())]))
    assert "0.75" in (drawn.findtext("{http://www.w3.org/2000/svg}desc") or "")


def test_what_is_collected_can_be_fitted():
    read = page(line("FOG BELL"))
    truth = {"lines": [{"words": [{"text": "FOG"}, {"text": "BALL"}]}]}
    kept = Known(judged("clean 1-1", read, truth))
    assert [w.text for w in kept.words] == ["FOG", "BELL"]
    assert kept.right == [True, False]
