"""Generated pages of redactions: the truth is true, and the same seed makes the same page."""

import json
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from samples.__main__ import cli
from samples.made_page import MadePage
from samples.page_plan import KINDS
from samples.redacted_pages import make_page

# One whose first pages are of 200 dpi, which take a fifth of the time of those of 300.
SEED = 21
OF_MANY = 12
FEW = range(1, 5)
MANY = range(1, 43)  # every kind in turn, four times

few = pytest.mark.parametrize("number", FEW)
many = pytest.mark.parametrize("number", MANY)


@cache
def page(number: int) -> MadePage:
    return make_page(SEED, number)


def grey(made: MadePage) -> np.ndarray:
    return np.asarray(made.image.convert("L"))


def cut(pixels: np.ndarray, box: list[int], rim: int = 0) -> np.ndarray:
    left, top, right, bottom = box
    return pixels[top + rim : bottom - rim, left + rim : right - rim]


def boxes(made: MadePage) -> Iterator[list[int]]:
    for name in ("redactions", "look_alikes", "labels", "codes", "words"):
        yield from (thing["box"] for thing in made.truth[name])


def shared(a: list[int], b: list[int]) -> int:
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(0, across) * max(0, down)


def check_boxes(made: MadePage) -> None:
    for left, top, right, bottom in boxes(made):
        assert 0 <= left < right <= made.truth["width"]
        assert 0 <= top < bottom <= made.truth["height"]


def check_words(made: MadePage) -> None:
    """A word that the truth says can be read lies in no redaction of one band."""
    for word in made.truth["words"]:
        area = (word["box"][2] - word["box"][0]) * (word["box"][3] - word["box"][1])
        for redaction in made.truth["redactions"]:
            stepped = redaction["box"][3] - redaction["box"][1] > 0.3 * made.truth["dpi"]
            assert stepped or shared(word["box"], redaction["box"]) <= 0.1 * area, word


def check_ink(made: MadePage) -> None:
    """What a box holds is what its kind is made of."""
    pixels = grey(made)
    paper = np.percentile(pixels, 95)
    for redaction in made.truth["redactions"]:
        inside = cut(pixels, redaction["box"])
        dark = (inside < 0.6 * paper).mean()
        if redaction["kind"] == "black":
            assert dark >= 0.4  # a stepped region does not fill its box
        elif redaction["kind"] == "marker":
            assert dark >= 0.25
        elif redaction["kind"] in ("grey", "coloured"):
            assert np.abs(inside.astype(float) - paper).mean() > 6 or dark > 0.03
        elif redaction["kind"] in ("outlined", "hatched"):
            assert inside.min() < 0.85 * paper
        else:
            assert dark < 0.25


def check_labels(made: MadePage) -> None:
    for label in made.truth["labels"]:
        assert any(shared(label["box"], r["box"]) for r in made.truth["redactions"])


def check_gaps(made: MadePage) -> None:
    for redaction in made.truth["redactions"]:
        assert redaction["codes"] or redaction["kind"] != "whited-out"


@few
def test_a_page_and_its_truth_agree(number: int) -> None:
    made = page(number)
    assert made.image.size == (made.truth["width"], made.truth["height"])
    for check in (check_boxes, check_words, check_ink, check_labels):
        check(made)


@pytest.mark.slow
@many
def test_many_pages_and_their_truth_agree(number: int) -> None:
    made = make_page(OF_MANY, number)
    for check in (check_boxes, check_words, check_ink, check_labels):
        check(made)


def test_the_same_seed_makes_the_same_bytes() -> None:
    again = make_page(SEED, 2)
    assert again.image.tobytes() == page(2).image.tobytes()
    assert json.dumps(again.truth) == json.dumps(page(2).truth)


@pytest.mark.slow
def test_another_seed_makes_another_page() -> None:
    assert make_page(SEED + 1, 2).truth["words"] != page(2).truth["words"]


def test_every_third_page_has_no_redaction_and_something_that_looks_like_one() -> None:
    assert page(3).truth["redactions"] == []
    assert page(3).truth["look_alikes"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_is_asked_for_is_the_only_one(kind: str) -> None:
    made = [make_page(SEED, number, kind) for number in range(1, 5)]
    assert {r["kind"] for m in made for r in m.truth["redactions"]} == {kind}
    for page in made:
        check_ink(page)


@pytest.mark.parametrize("command", ["redactions", "modern"])
def test_the_command_writes_pages_with_their_truth(command: str, tmp_path) -> None:
    cli(
        [command, "--out", str(tmp_path), "--pages", "1", "--seed", str(SEED)],
        standalone_mode=False,
    )
    (image,), (truth,) = tmp_path.glob("*.png"), tmp_path.glob("*.truth.json")
    assert image.stem == truth.name.removesuffix(".truth.json")
    assert json.loads(truth.read_text())["sort"] in ("1-bit", "grey", "colour")
