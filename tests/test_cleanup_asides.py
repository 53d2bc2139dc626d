"""A label beside a paragraph is read before it; tables and headings are read across."""

import pytest

from cleanup.asides import find_asides
from cleanup.columns import find_columns
from cleanup.documents import clean_release
from ocr.model import Line
from tests.builders import LETTER, PITCH, bar, line, page, text

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
        first = Line((*lines[0].words, *lines[1].words))
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
        laid(LABEL[:2]),
        laid(LABEL[1:]),
        laid(("30 Apr 51", "Office Kavala", "SECRET")),
        laid(("1.", "2.", "3.")),
        laid(("(S)", "(C)", "(U)")),
        laid(("Q.", "A.", "Q.")),
        laid(("10:15", "10:40", "11:20")),
        laid(("I.", "II.", "III.")),
        laid(("--", "--", "--")),
        laid(("3 May 51", "4 May 51", "5 May 51")),
        laid(("A. Penn", "J. Farrow", "L. Ortiz")),
        laid(("140 tons", "90 tons", "12 tons")),
        laid(gap=3),  # nothing tells that it is a paragraph's beginning
        [*text(BELOW[0], top=500 - PITCH), *laid()],  # text goes on above it
    ],
)
def test_other_rows_with_a_blank_are_read_across(lines):
    assert find_asides(lines) == []


ITEMS = (
    "The ship Elma left the pier with all of her crew.",
    "The ship Brisa was seen beside the lighthouse on.",
    "The ship Tarn came back to harbor for the doctor.",
    "The ship Orla will stay in the harbor until there",
)


@pytest.mark.parametrize(
    "marks",
    [
        ("1.", "2.", "3.", "4."),
        ("(S)", "(C)", "(U)", "(S)"),
        ("Q.", "A.", "Q.", "A."),
        ("10:15", "10:40", "11:20", "12:00"),
        ("--", "--", "--", "--"),
        ("I.", "II.", "III.", "IV."),
    ],
)
def test_each_item_of_a_list_keeps_its_mark_before_it(marks):
    lines = [*text("The ships are told one after another below, with the day", "of each.")]
    edge = 255 + LETTER * max(map(len, marks))
    for at, (mark, said) in enumerate(zip(marks, ITEMS, strict=True), 3):
        beside = line(mark, 200, 700 + PITCH * at), line(said, edge, 700 + PITCH * at)
        lines.append(Line(tuple(word for each in beside for word in each.words)))
    lines.append(line("is a new crew for her.", edge, 700 + PITCH * 7))
    told = clean_release([page(*lines)]).text
    for mark, said in zip(marks, ITEMS, strict=True):
        assert f"{mark}  {said}" in told


def test_the_row_below_a_label_is_no_part_of_it_though_a_word_begins_where_the_text_does():
    below = (
        "Kavala as one men of that were told of it by the source all say",
        "it is as narrow as the one that is used on the coast.",
    )
    assert clean_release([page(*laid(below=below))]).text.split("\n\n") == [
        " ".join(LABEL),
        " ".join((*BESIDE, *below)) + "\n",
    ]


def test_a_redaction_between_label_and_text_makes_them_one_line():
    lines = laid()
    across = [bar(470, 495, 555, 500 + 3 * PITCH)]
    assert find_columns(lines)
    assert not find_columns(lines, [band for each in across for band in each.bands])
    told = clean_release([page(*lines, redactions=across)]).text
    assert told.startswith("Office Kavala [REDACTED] The harbor office")


def test_a_page_without_lines_has_none():
    assert find_asides([]) == []
    assert find_asides([line("HARBOR")]) == []
