"""Paragraphs that open beside something are one, and addresses beside the margin are not."""

import pytest

from cleanup.insets import inset
from cleanup.measures import measure
from cleanup.model import Row
from cleanup.paragraphs import refold
from tests.builders import DPI, PITCH, marked, placed, row

IN = 600  # pixels from the left, where the rows beside something begin
OPENING = (
    "The harbor office said that",
    "all of the piers have been",
    "closed since May, and that",
)
BELOW = "ships are told to wait outside of the bay until the"


def paragraphs(*laid):
    return [block.text for block in refold(laid, {1: DPI}, stacked=True)]


def opening(beside=(), rows=OPENING):
    """Rows far in, the first of them with parts to its left, and two more at the margin."""
    inner = [row(said, at, left=IN) for at, said in enumerate(rows)]
    inner[0] = Row(1, (*beside, *inner[0].parts))
    return *inner, row(BELOW, len(rows)), row("morning.", len(rows) + 1)


ONE = " ".join((*OPENING, BELOW, "morning."))


def test_rows_beside_a_redaction_are_one_paragraph_with_those_below():
    box = marked(200, 395, 560, 400 + 3 * PITCH)
    assert paragraphs(*opening((box,))) == [f"[REDACTED] {ONE}"]


def test_rows_beside_a_label_are_one_paragraph_with_those_below():
    assert paragraphs(*opening((placed("Comment", 200, 400),))) == [f"Comment {ONE}"]


def test_rows_that_begin_far_in_by_themselves_are_one_paragraph_with_those_below():
    assert paragraphs(*opening()) == [ONE]


def test_a_signature_block_stays_lines():
    signed = ("Very truly yours,", "John Farrow", "Agent in Charge")
    rows = [row(said, at, left=IN) for at, said in enumerate(signed)]
    copy = row("Copies were sent to the offices of the harbor and the", 3)
    assert paragraphs(*rows, copy)[0] == "\n".join(signed)


NAMES = (
    "The ship Elma of Kavala, owned",
    "The ship Brisa of the islands",
    "The ship Tarn of the coast, not",
)
OFFICES = (
    "the harbor master of Kavala and",
    "the office of the islands and",
    "the owners of the ship Elma",
)


@pytest.mark.parametrize("items", [NAMES, OFFICES])
def test_a_list_that_stands_far_in_over_a_paragraph_is_no_beginning_of_it(items):
    inner = [row(said, at, left=IN) for at, said in enumerate(items)]
    below = row("They were all seen in the harbor by the guard on the", 3)
    assert len(paragraphs(*inner, below, row("third.", 4))) > 1


@pytest.mark.parametrize("beside", [(), (placed("Comment", 200, 400),)])
def test_rows_that_read_on_are_one_paragraph_with_a_sentence_that_begins_at_the_margin(beside):
    rows = (*OPENING, "ships are told to wait too.")
    *inner, _, end = opening(beside, rows)
    below = row("Those which have come from the islands wait until the", len(rows))
    assert len(paragraphs(*inner, below, end)) == 1


def test_an_entry_of_a_form_goes_on_from_nothing_beside_the_label_above():
    *inner, below, _ = opening((placed("SOURCE", 200, 400),))
    entry = row("APPR: ships are told to wait outside of the bay", 3)
    measures = {below.place: measure([*inner, below], DPI)}
    assert inset((*inner, below), measures) == {id(each) for each in (*inner[1:], below)}
    assert id(entry) not in inset((*inner, entry), measures)


def test_rows_that_end_far_in_are_one_paragraph_when_they_go_on_in_small_letters():
    inner = [row(said, at, left=IN) for at, said in enumerate(OPENING)]
    wide = row(BELOW, 6)
    assert paragraphs(*inner, wide)[0] == " ".join(OPENING)
