"""A label beside a paragraph is read before it; tables and headings are read across."""

import pytest

from cleanup.asides import find_asides
from cleanup.documents import clean_release
from tests.builders import PITCH, line, page, text

LABEL = ("Office Kavala", "30 Apr 51", "SECRET")
BESIDE = (
    "The harbor office said that the railroad from",
    "the coast to the hills has been completed by",
    "rails that were taken out of another line and",
)
BELOW = (
    "from the stores of the port. The source alleges that the line is",
    "as narrow as the one that is used on the coast.",
)
IN = 560  # pixels from the left, where the text beside the label begins


def laid(label=LABEL, beside=BESIDE, below=BELOW, *, gap=0, apart=True):
    """The lines of a page; `apart`, label and text of the first row were read as one line."""
    lines = []
    for at in range(max(len(label), len(beside))):
        top = 500 + PITCH * at
        lines += [line(label[at], 200, top)] if at < len(label) else []
        lines += [line(beside[at], IN, top)] if at < len(beside) else []
    lines += text(*below, top=500 + PITCH * (len(beside) + gap))
    if not apart:
        first = type(lines[0])((*lines[0].words, *lines[1].words))
        lines = [first, *lines[2:]]
    return lines


@pytest.mark.parametrize("apart", [True, False])
def test_a_label_is_read_before_the_paragraph_it_stands_beside(apart):
    release = clean_release([page(*laid(apart=apart))])
    assert release.text.split("\n\n") == [
        " ".join(LABEL),
        " ".join((*BESIDE, *BELOW)) + "\n",
    ]


def test_a_paragraph_may_end_beside_the_margin():
    beside = (*BESIDE, "of the rails of the port.")
    assert len(find_asides(laid(beside=beside, gap=3))) == 1


@pytest.mark.parametrize(
    "lines",
    [
        laid(("TO:", "FROM:", "SUBJECT:")),  # a heading
        laid(beside=("140 tons", "90 tons", "12 tons")),  # a table
        laid(("said that", "the ships", "were there")),  # words lost in running text
        laid(LABEL[:1]),
        laid(gap=3),  # nothing tells that it is a paragraph's beginning
        [*text(BELOW[0], top=500 - PITCH), *laid()],  # text goes on above it
    ],
)
def test_other_rows_with_a_blank_are_read_across(lines):
    assert find_asides(lines) == []


def test_a_page_without_lines_has_none():
    assert find_asides([]) == []
    assert find_asides([line("HARBOR")]) == []
