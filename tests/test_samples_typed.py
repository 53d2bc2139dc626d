"""Generated typescript: the truth is true, and the same seed makes the same page."""

import json
from functools import cache

import numpy as np
import pytest

from samples.__main__ import cli
from samples.blank_pages import make_blank, make_sparse
from samples.copying import Level
from samples.made_page import MadePage
from samples.typescript_pages import make_typed

SEED = 5


@cache
def page(number: int) -> MadePage:
    return make_typed(SEED, number)


def dark(made: MadePage, box: list[int]) -> float:
    """How much darker the darkest tenth of a box is than the page's paper, 0-255."""
    grey = np.asarray(made.image.convert("L"), np.float64)
    left, top, right, bottom = box
    return float(np.median(grey) - np.percentile(grey[top:bottom, left:right], 10))


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.slow
def test_every_word_left_ink_in_its_box(number: int) -> None:
    made = page(number)
    words = [word for line in made.truth["lines"] for word in line["words"]]
    assert np.mean([dark(made, word["box"]) > 30 for word in words]) > 0.97


def test_lines_are_their_words_from_top_to_bottom() -> None:
    lines = page(1).truth["lines"]
    assert all(line["text"] == " ".join(w["text"] for w in line["words"]) for line in lines)
    tops = [line["box"][1] for line in lines]
    assert tops == sorted(tops)


def test_the_levels_come_in_turn() -> None:
    assert [page(n).truth["level"] for n in (1, 2)] == ["clean", "worn"]


def test_the_same_seed_makes_the_same_bytes() -> None:
    again = make_typed(SEED, 2)
    assert again.image.tobytes() == page(2).image.tobytes()
    assert json.dumps(again.truth) == json.dumps(page(2).truth)


@pytest.mark.slow
def test_blank_pages_have_no_lines_and_sparse_ones_have_one() -> None:
    assert make_blank(SEED, 2, Level.CLEAN).truth["lines"] == []
    assert len(make_sparse(SEED, 2, Level.CLEAN).truth["lines"]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("flag", ["--blank", "--sparse"])
def test_the_command_writes_pages_with_their_truth(flag: str, tmp_path) -> None:
    given = ["typed", "--out", str(tmp_path), "--pages", "1", "--level", "clean", flag]
    cli(given, standalone_mode=False)
    (image,), (truth,) = tmp_path.glob("*.png"), tmp_path.glob("*.truth.json")
    assert image.stem == truth.name.removesuffix(".truth.json")
    assert json.loads(truth.read_text())["level"] == "clean"
