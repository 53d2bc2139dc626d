"""Generated cables: the same seed gives the same ones, and their truth is true."""

import json
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples.__main__ import cli
from samples.cable_deliveries import Delivery, deliver_one, deliver_shuffled
from samples.cable_eras import row_ends
from samples.cable_message import ERAS, draw
from samples.copying import Level
from samples.layout import lay_out
from samples.script import BODY, Typed
from tests.cable_scores import NOTE, Found, judge
from tests.typed_pages import typed_pages

SEED = 3


@cache
def one(number: int) -> Delivery:
    return deliver_one(SEED, number, Level.CLEAN)


@cache
def shuffled(number: int) -> Delivery:
    return deliver_shuffled(SEED, number, Level.CLEAN)


def ideal(truth) -> Found:
    """What a reader would make who gets everything right."""
    heading = "\n".join(truth["heading"])
    return Found(truth, f"{heading}\n\n{truth['text']}")


def test_eras_come_in_turn():
    assert [draw(SEED, n).era for n in range(1, 6)] == list(ERAS)


def test_the_same_seed_makes_the_same_cable_and_another_one_does_not():
    assert draw(SEED, 3) == draw(SEED, 3)
    assert draw(SEED, 3).subject != draw(SEED + 1, 3).subject


@given(st.integers(1, 400))
@settings(max_examples=25, deadline=None)
def test_whoever_gets_everything_right_has_no_fault(number):
    for truth in (*one(number).cables, *shuffled(number).cables):
        assert list(judge(ideal(truth), truth)) == []


@given(st.integers(1, 400))
@settings(max_examples=25, deadline=None)
def test_every_word_of_the_truth_was_typed(number):
    delivery = one(number)
    (file,) = delivery.files
    typed = Counter(
        word
        for block, *_ in file.owned
        for span in block.spans
        if isinstance(span, Typed) and span.role == BODY
        for word in span.text.replace("-", " ").split()
    )
    for truth in delivery.cables:
        text = NOTE.sub(" ", truth["text"]).replace("-", " ")
        assert not Counter(w for w in text.split() if w not in parted(truth)) - typed


def parted(truth):
    """Words that a section break cut in two, put together."""
    ends = [(j["before_text"].split()[-1], j["after_text"]) for j in truth["sections"]["joins"]]
    return {before.removesuffix("-") + after.split()[0] for before, after in ends}


@given(st.integers(1, 400))
@settings(max_examples=25, deadline=None)
def test_present_and_missing_sections_are_all_sections(number):
    sections = shuffled(number).cables[0]["sections"]
    assert sorted(sections["present"] + sections["missing"]) == list(
        range(1, sections["total"] + 1)
    )


def test_all_kinds_of_joins_gaps_and_copies_come_in_a_hundred_cables():
    truths = [shuffled(n).cables[0] for n in range(1, 101)]
    kinds = Counter(join["kind"] for t in truths for join in t["sections"]["joins"])
    assert set(kinds) == {"space", "paragraph", "hyphen"}
    assert sum(bool(t["sections"]["missing"]) for t in truths) > 10
    sources = [source for t in truths for source in t["sections"]["sources"]]
    assert sum(source["corrected"] for source in sources) > 5
    assert sum(len(t["sections"]["sources"]) > len(t["sections"]["present"]) for t in truths) > 10


def test_pages_of_a_file_are_those_its_blocks_are_laid_out_on():
    (file,) = one(2).files
    assert tuple(lay_out(file.release)) == file.layouts
    assert max(held.pages[1] for held in file.holds) == len(file.layouts)


def test_typed_pages_hold_every_piece_of_type_and_the_stamps():
    (file,) = one(4).files
    pages = typed_pages(file, Level.CLEAN)
    read = Counter(w.text for page in pages for line in page.lines for w in line.words)
    typed = Counter(w for lay in file.layouts for piece in lay.pieces for w in piece.text.split())
    stamped = Counter(
        w for page in file.release.stamps for stamp in page for w in stamp.text.split()
    )
    codes = Counter(c for lay in file.layouts for group in lay.groups for c in group.codes)
    assert read == typed + stamped + codes


def test_worse_levels_misread_more_letters():
    (file,) = one(3).files
    said = {
        level: [w.text for p in typed_pages(file, level) for line in p.lines for w in line.words]
        for level in (Level.CLEAN, Level.BAD)
    }
    assert set(said[Level.CLEAN]) != set(said[Level.BAD])
    assert typed_pages(file, Level.BAD) == typed_pages(file, Level.BAD)


def test_rows_end_where_the_carriage_returns():
    assert list(row_ends("ONE TWO THREE FOUR", 9)) == [2, 3, 4]


@pytest.mark.slow
def test_the_command_writes_pdfs_and_their_truth(tmp_path):
    given = ["cables", "--out", str(tmp_path), "--count", "1", "--seed", "3", "--as", "shuffled"]
    cli(given, standalone_mode=False)
    (truth,) = tmp_path.glob("*.truth.json")
    facts = json.loads(truth.read_text())
    assert {path.name for path in tmp_path.glob("*.pdf")} == set(facts["files"])
