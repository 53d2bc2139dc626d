"""The tool that measures the finding of redactions counts rightly."""

import numpy as np
import pytest

from ocr.model import Box, Kind, Redaction
from tests.detecting import Judged, generated, iou, match, measure, overlay, table


def truth(boxes, kind="black", alikes=()):
    return {
        "dpi": 200,
        "sort": "grey",
        "redactions": [{"box": box, "kind": kind, "codes": []} for box in boxes],
        "look_alikes": [{"box": box, "what": "masthead"} for box in alikes],
    }


def found(*boxes, kind=Kind.BLACK):
    return tuple(
        Redaction(kind, (Box(*b),), ((b[0], b[1]), (b[2], b[1]), (b[2], b[3]), (b[0], b[3])))
        for b in boxes
    )


def judged(true, made):
    pairs = match([r["box"] for r in true["redactions"]], [r.box.as_list() for r in made])
    return Judged("page", np.full((200, 300), 255, np.uint8), true, made, tuple(pairs), 0.01)


def test_boxes_that_are_the_same_share_all_and_those_apart_share_nothing():
    assert iou([0, 0, 10, 10], [0, 0, 10, 10]) == 1
    assert iou([0, 0, 10, 10], [20, 0, 30, 10]) == 0


def test_one_found_box_answers_for_one_true_box_only():
    assert match([[0, 0, 10, 10], [0, 0, 10, 9]], [[0, 0, 10, 10]]) == [(0, 0)]


def test_the_better_pair_wins():
    assert match([[0, 0, 10, 10]], [[0, 0, 10, 7], [0, 0, 10, 10]]) == [(0, 1)]


def test_hits_misses_and_false_boxes_make_precision_and_recall():
    page = judged(
        truth([[0, 0, 50, 20], [0, 100, 50, 120]]), found((0, 0, 50, 20), (200, 0, 250, 20))
    )
    figures = measure([page])
    assert (figures["all"]["precision"], figures["all"]["recall"]) == (0.5, 0.5)
    assert figures["all"]["f1"] == 0.5


def test_a_kind_taken_for_another_is_a_hit_and_shows_in_the_confusion():
    page = judged(truth([[0, 0, 50, 20]], kind="grey"), found((0, 0, 50, 20)))
    figures = measure([page])
    assert figures["all"]["recall"] == 1
    assert figures["confusion"]["grey"] == {"black": 1}
    assert figures["by_kind"]["black"]["called_rightly"] == 0


def test_a_false_box_is_put_down_to_the_look_alike_below_it():
    page = judged(truth([], alikes=[[0, 0, 100, 40]]), found((0, 0, 90, 30)))
    figures = measure([page])
    assert figures["false_by_look_alike"] == {"masthead": {"false_boxes": 1, "on_pages": 1}}
    assert figures["empty_pages"] == {"pages": 1, "false_boxes": 1, "pages_with_false": 1}


def test_the_overlay_shows_what_is_true_and_what_was_found():
    page = judged(truth([[10, 50, 60, 70]]), found((100, 100, 150, 120)))
    seen = {tuple(p) for p in np.asarray(overlay(page)).reshape(-1, 3).tolist()}
    assert {(0, 150, 0), (230, 0, 0)} <= seen


def test_the_worst_pages_are_drawn(tmp_path):
    measure([judged(truth([[10, 50, 60, 70]]), ())], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["page.png"]


@pytest.mark.slow
def test_generated_pages_give_figures_for_all_kinds_and_sorts():
    figures = measure(generated(6, 4, None))
    assert figures["pages"] == 6
    assert figures["empty_pages"]["pages"] == 2
    assert sum(s["true"] for s in figures["by_sort"].values()) == figures["all"]["true"] > 0
    assert figures["milliseconds_a_page"] > 0
    assert str(figures["all"]["true"]) in table(figures)
