"""The committed samples and their truth agree with each other and with their scripts."""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pdf2image import convert_from_path

from samples.codes import canonical, ordered
from samples.make import SEED, make
from samples.page_plan import KINDS
from samples.releases import RELEASES

Facts = dict[str, Any]  # an object of a truth file

SAMPLES = Path(__file__).parent.parent / "samples"
MOST_BYTES = 3_000_000
DARK = 64  # grey level; JPEG and the scanner's stray light keep black above 0
FAINT = 190  # grey level; a thin grey outline is darker, paper in the scanner's shade lighter
MARKER = re.compile(r"\[REDACTED([^\]]*)\]")
WITHHELD = re.compile(r"\[PARAGRAPH (\d+) WITHHELD\]")

each_sample = pytest.mark.parametrize("name", list(RELEASES))


@cache
def truth(name: str) -> Facts:
    facts: Facts = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    return facts


@cache
def images(name: str) -> list[NDArray[np.uint8]]:
    dpi = truth(name)["pages"][0]["dpi"]
    pages = convert_from_path(SAMPLES / f"{name}.pdf", dpi=dpi, grayscale=True)
    return [np.asarray(page) for page in pages]


def redactions(name: str) -> list[Facts]:
    return [r for page in truth(name)["pages"] for r in page["redactions"]]


def boxes(page: Facts) -> Iterator[list[int]]:
    for kind in ("body", "furniture", "codes", "redactions", "look_alikes"):
        for thing in page.get(kind, []):
            yield thing["box"]
            yield from thing.get("bands", [])


def overlap(a: list[int], b: list[int]) -> int:
    return min(a[3], b[3]) - max(a[1], b[1])


def gap(a: list[int], b: list[int]) -> int:
    """Pixels between two boxes, along the axis on which they are further apart."""
    across = max(a[0], b[0]) - min(a[2], b[2])
    down = max(a[1], b[1]) - min(a[3], b[3])
    return max(across, down)


def groups(page: Facts) -> list[list[Facts]]:
    """Codes that are stacked in the margin, as lists from top to bottom."""
    stacks: list[list[Facts]] = []
    for code in page["codes"]:
        near = stacks and code["box"][1] - stacks[-1][-1]["box"][3] < 0.1 * page["dpi"]
        if near:
            stacks[-1].append(code)
        else:
            stacks.append([code])
    return stacks


def starts_beside(stack: list[Facts], redaction: Facts) -> bool:
    return overlap(stack[0]["box"], redaction["bands"][0]) > 0


def codes_on_paper(pages: list[Facts]) -> list[list[str]]:
    """For each redaction, the codes that the rules of samples/README.md give it."""
    found: list[list[str]] = []
    for n, page in enumerate(pages):
        owned: list[str] = []
        for redaction in page["redactions"]:
            beside = [s for s in groups(page) if starts_beside(s, redaction)]
            owned = [c["text"] for c in beside[0]] if beside else owned
            found.append(ordered(owned))
        later = pages[n + 1] if n + 1 < len(pages) else None
        if later and (stack := orphan(later)):
            found[-1] = ordered(c["text"] for c in stack)
    return found


def orphan(page: Facts) -> list[Facts] | None:
    """The group at the top of a page with no redaction beside it, if there is one."""
    stacks = groups(page)
    if not stacks or any(starts_beside(stacks[0], r) for r in page["redactions"]):
        return None
    return stacks[0]


def test_the_samples_together_are_small() -> None:
    files = [*SAMPLES.glob("*.pdf"), *SAMPLES.glob("*.truth.json")]
    assert len(files) == 2 * len(RELEASES)
    assert sum(f.stat().st_size for f in files) < MOST_BYTES


@each_sample
def test_a_page_is_as_large_as_its_truth_says(name: str) -> None:
    sizes = [(p["height"], p["width"]) for p in truth(name)["pages"]]
    assert [image.shape for image in images(name)] == sizes


@each_sample
def test_every_box_lies_on_its_page_and_has_an_area(name: str) -> None:
    for page in truth(name)["pages"]:
        for left, top, right, bottom in boxes(page):
            assert 0 <= left < right <= page["width"]
            assert 0 <= top < bottom <= page["height"]


@each_sample
def test_black_redactions_are_black(name: str) -> None:
    for page, image in zip(truth(name)["pages"], images(name), strict=True):
        for redaction in page["redactions"]:
            for left, top, right, bottom in redaction["bands"]:
                black = (image[top:bottom, left:right] < DARK).mean()
                assert black >= 0.9 or redaction["kind"] != "black"


@each_sample
def test_a_redaction_that_is_not_whited_out_left_ink(name: str) -> None:
    for page, image in zip(truth(name)["pages"], images(name), strict=True):
        for redaction in page["redactions"]:
            left, top, right, bottom = redaction["box"]
            inked = (image[top:bottom, left:right] < FAINT).mean()
            # A gap may hold a speck of dirt.
            assert (inked > 0.02) == (redaction["kind"] != "whited-out")


def test_one_sample_shows_every_kind() -> None:
    assert {r["kind"] for r in redactions("redaction-styles")} == set(KINDS)


@each_sample
def test_what_is_typed_or_stamped_left_ink_in_its_box(name: str) -> None:
    for page, image in zip(truth(name)["pages"], images(name), strict=True):
        for thing in [*page["body"], *page["furniture"], *page["codes"]]:
            left, top, right, bottom = thing["box"]
            assert (image[top:bottom, left:right] < 160).any(), thing["text"]


@each_sample
def test_a_redaction_is_one_region_and_touches_no_other(name: str) -> None:
    for page in truth(name)["pages"]:
        for n, redaction in enumerate(page["redactions"]):
            bands = redaction["bands"]
            assert all(gap(a, b) <= 0 for a, b in pairwise(bands))
            for other in page["redactions"][n + 1 :]:
                assert all(gap(a, b) >= 4 for a in bands for b in other["bands"])


@each_sample
def test_a_redaction_is_at_least_as_high_as_a_line_of_type(name: str) -> None:
    for page in truth(name)["pages"]:
        for redaction in page["redactions"]:
            assert all(b[3] - b[1] >= 0.13 * page["dpi"] for b in redaction["bands"])


@each_sample
def test_markers_in_the_text_are_the_redactions_on_the_pages_in_order(name: str) -> None:
    marked = [codes.split() for codes in MARKER.findall(truth(name)["text"])]
    assert marked == [r["codes"] for r in redactions(name)]


@each_sample
def test_the_page_alone_tells_which_codes_explain_a_redaction(name: str) -> None:
    assert codes_on_paper(truth(name)["pages"]) == [r["codes"] for r in redactions(name)]


@each_sample
def test_codes_on_the_pages_are_those_of_the_whole_document(name: str) -> None:
    printed = {canonical(c["text"]) for p in truth(name)["pages"] for c in p["codes"]}
    listed = truth(name)["release"]["codes"]
    assert not listed or set(listed) == printed


@each_sample
def test_the_text_is_the_kept_words_of_the_pages_in_order(name: str) -> None:
    kept = [w for p in truth(name)["pages"] for b in p["body"] for w in b["text"].split()]
    assert WITHHELD.sub("", MARKER.sub("", truth(name)["text"])).split() == kept


@each_sample
def test_withheld_paragraphs_are_marked_in_the_text(name: str) -> None:
    marked = [int(n) for n in WITHHELD.findall(truth(name)["text"])]
    assert marked == truth(name)["withheld_paragraphs"]


def test_the_combined_cable_has_the_form_of_such_cables() -> None:
    """Seven pages, five sections, a join at a crosshead and three in mid-sentence; one group of
    codes for several redactions; paragraphs 13 and 15 withheld. That all of it is read from the
    scan is asked in test_convert.
    """
    told = truth("combined-cable")
    assert [join["kind"] for join in told["sections"]["joins"]] == ["paragraph", *["space"] * 3]
    assert (len(told["pages"]), told["sections"]["total"]) == (7, 5)
    assert told["withheld_paragraphs"] == [13, 15]
    groups = {tuple(cut["codes"]) for page in told["pages"] for cut in page["redactions"]}
    assert groups == {
        ("(b)(1)", "1.4(b)", "1.4(d)"),
        ("(b)(1)", "(b)(7)(E)", "1.4(d)"),
        ("(b)(7)(E)",),
    }


@pytest.mark.parametrize("name", ["combined-cable", "section-cable"])
def test_the_words_on_both_sides_of_a_join_stand_side_by_side(name: str) -> None:
    folded = " ".join(truth(name)["text"].split())
    for join in truth(name)["sections"]["joins"]:
        assert f"{join['before_text']} {join['after_text']}" in folded


def test_codes_of_all_agencies_come_in_one_form_and_order() -> None:
    printed = ["25X1", "1.4(D)", "b7E -1, 2", "1.4(B)", "B1", "b6 -1", "B7(C)"]
    assert ordered(printed) == [
        "(b)(1)",
        "(b)(6)",
        "(b)(7)(C)",
        "(b)(7)(E)",
        "1.4(b)",
        "1.4(d)",
        "25X1",
    ]


@pytest.mark.slow
@each_sample
def test_the_same_seed_makes_the_committed_bytes(name: str, tmp_path: Path) -> None:
    # Pillow brings FreeType, libjpeg and libtiff along. Should another version of
    # it draw or pack a page differently, remake the samples with the locked one.
    sample = make(RELEASES[name], tmp_path, SEED)
    for made in (sample.pdf, sample.truth):
        assert made.read_bytes() == (SAMPLES / made.name).read_bytes()
