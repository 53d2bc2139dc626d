"""Columns of text are read one after the other, and nothing else is."""

from collections import Counter
from itertools import zip_longest
from textwrap import wrap

from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.columns import find_columns
from cleanup.documents import clean_release
from cleanup.furniture import place_lines
from cleanup.model import Role
from cleanup.reading_order import in_reading_order
from cleanup.rows import lay_rows
from ocr.model import Box, Line, Word
from tests.builders import PITCH, bar, line, marked, page, placed

LEFT, RIGHT = 200, 900  # where columns of at most 31 letters begin
FIRST = (
    "Within a week after the plan was",
    "approved traders had received",
    "their instructions and were on",
    "the way to ports in the north.",
    "Nothing was heard of them until",
    "the end of March, when one wrote",
    "that trade was good and that he",
)
SECOND = (
    "would stay until the harbor was",
    "free of ice. The others may well",
    "have done the same, although the",
    "ministry denied it twice, and no",
    "ship was seen. The budget was to",
    "be voted on in April, so that an",
    "answer is expected by then.",
)
HEADING = "TRADE WITH THE PORTS OF THE NORTH IN THE LAST WINTER"


def column(said, left, top=500):
    return [line(each, left, top + PITCH * n) for n, each in enumerate(said)]


def beside(left, right, top=500, rights=RIGHT):
    return [*column(left, LEFT, top), *column(right, rights, top)]


def rows_of(*groups):
    """What stands on each row of a page, in the order that it is read in."""
    lines = [each for group in groups for each in group]
    laid = lay_rows([page(*lines)], [placed_as(each) for each in lines], [])
    return [row.text for row in laid]


def placed_as(each):
    return placed(each.text, each.box.left, each.box.top)


def cleaned(lines):
    return clean_release([page(*lines)]).text


def fused(*parts):
    return Line(tuple(word for part in parts for word in part.words))


def test_each_column_is_read_to_its_end():
    assert rows_of(beside(FIRST, SECOND)) == [*FIRST, *SECOND]
    assert "that trade was good and that he would stay until" in cleaned(beside(FIRST, SECOND))


def test_the_record_tells_lines_in_the_same_order():
    lines = [placed_as(each) for each in beside(FIRST, SECOND)]
    assert [each.text for each in in_reading_order(lines)] == [*FIRST, *SECOND]


def test_a_heading_over_both_columns_is_read_between_what_is_above_and_below_it():
    above, below = beside(FIRST, SECOND), beside(SECOND, FIRST, top=500 + 10 * PITCH)
    heading = line(HEADING, LEFT, 500 + 8 * PITCH)
    told = rows_of(above, [heading], below)
    assert told == [*FIRST, *SECOND, HEADING, *SECOND, *FIRST]


def test_a_heading_is_no_sentence_of_the_columns_around_it():
    heading = line(HEADING, LEFT, 500 - 2 * PITCH)
    assert cleaned([heading, *beside(FIRST, SECOND)]).startswith(f"{HEADING}\n\nWithin a week")


def test_a_page_partly_in_one_column_has_columns_only_where_they_are():
    whole = [f"{one} {other}" for one, other in zip(FIRST, SECOND, strict=True)]
    above = [line(said, LEFT, 500 + PITCH * n) for n, said in enumerate(whole)]
    assert rows_of(above, beside(FIRST, SECOND, top=500 + 9 * PITCH)) == [
        *whole,
        *FIRST,
        *SECOND,
    ]


def test_lines_read_across_the_blank_are_parted_and_no_word_is_lost():
    pairs = list(zip(column(FIRST, LEFT), column(SECOND, RIGHT), strict=True))
    lines = [fused(*pair) if n in (2, 3) else pair for n, pair in enumerate(pairs)]
    flat = [e for each in lines for e in (each if isinstance(each, tuple) else (each,))]
    release = clean_release([page(*flat)])
    assert [each.text for each in release.lines] == [*FIRST, *SECOND]
    assert words(release.lines) == words(flat)


def test_dirt_that_was_read_in_the_blank_parts_nothing():
    pairs = list(zip(column(FIRST, LEFT), column(SECOND, RIGHT), strict=True))
    dirty = fused(pairs[3][0], line("-- |", 805, 500 + 3 * PITCH), pairs[3][1])
    flat = [e for n, pair in enumerate(pairs) for e in ((dirty,) if n == 3 else pair)]
    release = clean_release([page(*flat)])
    assert words(release.lines) == words(flat)
    told = release.text
    assert told.index("the end of March") < told.index("would stay until")


def test_three_columns_are_read_one_after_the_other():
    cut = wrap(" ".join(FIRST), 20)
    lines = [each for left in (150, 650, 1150) for each in column(cut, left)]
    [found] = find_columns(lines)
    assert len(found.gutters) == 2
    assert rows_of(lines) == [*cut, *cut, *cut]


def test_a_form_is_read_row_by_row():
    labels = ("SOURCE", "PLACE", "DATE OF INFORMATION", "SUBJECT", "REPORT NUMBER", "EVALUATION")
    entries = (
        "a merchant of good standing",
        "Karvala",
        "14 March 2031",
        "trade with the ports",
        "KV-17",
        "probably true",
    )
    assert rows_of(beside(labels, entries)) == [
        f"{one} {other}" for one, other in zip(labels, entries, strict=True)
    ]


def test_a_table_of_long_entries_is_read_row_by_row():
    names = ("A. Penn, driver", "B. Quill of the harbor office", "C. Rook", "D. Sand, clerk")
    duties = ("brings the mail to the consul", "pays", "keeps the keys of the yard", "writes")
    left, right = 2 * names, 2 * duties
    assert rows_of(beside(left, right)) == [
        f"{one} {other}" for one, other in zip(left, right, strict=True)
    ]


def test_an_address_beside_what_was_stamped_is_read_row_by_row():
    assert rows_of(beside(FIRST[:4], SECOND[:4])) == [
        f"{one} {other}" for one, other in zip(FIRST[:4], SECOND[:4], strict=True)
    ]


def contents(entries, left):
    """Entries of a table of contents with their page numbers at the edge of its column."""
    rows = enumerate(entries)
    return [
        each
        for n, (title, number) in rows
        for each in (
            line(title, left, 500 + PITCH * n),
            line(number, left + 560, 500 + PITCH * n),
        )
    ]


TITLES = (
    "Trade with the north",
    "The new harbor",
    "Ice in March and April",
    "The vote on the budget",
    "Ships of the coast",
    "Mail to the islands",
)


def test_a_table_of_contents_keeps_its_page_numbers_beside_the_titles():
    entries = [(title, str(n)) for n, title in enumerate(TITLES, 3)]
    assert rows_of(contents(entries, LEFT)) == [" ".join(entry) for entry in entries]


def test_a_table_of_contents_in_two_columns_is_read_column_by_column():
    one = [(title, str(n)) for n, title in enumerate(TITLES, 3)]
    other = [(title, str(n)) for n, title in enumerate(TITLES[::-1], 30)]
    told = rows_of(contents(one, LEFT), contents(other, RIGHT))
    assert told == [" ".join(entry) for entry in (*one, *other)]


def test_a_redaction_stays_in_its_column():
    lines = beside(FIRST, SECOND)
    bar = marked(LEFT, 500 + 3 * PITCH, 800, 525 + 3 * PITCH)
    kept = [each for each in lines if each.text != FIRST[3]]
    rows = lay_rows([page(*kept)], [placed_as(each) for each in kept], [bar])
    assert [row.text for row in rows].index("[REDACTED]") == 3


def test_text_on_both_sides_of_a_redaction_is_read_row_by_row():
    lines = beside(FIRST, SECOND)
    block = bar(860, 495, 890, 500 + 7 * PITCH)
    assert find_columns(lines)
    assert not find_columns(lines, block.bands)
    whole = clean_release([page(*lines, redactions=[block])])
    assert [each.text for each in whole.lines[:3]] == [FIRST[0], SECOND[0], FIRST[1]]


def test_a_stack_of_redactions_in_one_of_two_columns_parts_it_no_further():
    lines, bars = [], []
    for n in range(14):
        top = 500 + PITCH * n
        lines += [
            line(f"first half {n:02} of it", 40, top),
            line(f"second half {n:02} of", 480, top),
        ]
        lines.append(line(f"then right {n:02} column goes on", 880, top))
        bars.append(bar(420, top, 470, top + 25))
    [found] = find_columns(lines, [band for each in bars for band in each.bands])
    assert len(found.gutters) == 1
    told = clean_release([page(*lines, redactions=bars)]).text
    assert "first half 00 of it [REDACTED] second half 00 of first half 01" in " ".join(
        told.split()
    )


def test_the_short_lines_of_a_narrow_column_are_no_margin_notes():
    narrow = ["old house." if n % 6 == 5 else "the old port was quiet" for n in range(30)]
    wide = ["so they say." if n % 7 == 6 else "grain came by ship and by river" for n in range(30)]
    lines = beside(narrow, [f"{each} in that whole year" for each in wide], rights=760)
    note = line("O.K.", 20, 700)
    placed = place_lines([page(*lines, note)])
    assert {each.text for each in placed if each.role is not Role.BODY} == {"O.K."}


def test_half_lines_beside_redactions_in_a_column_are_no_margin_notes():
    lines, bars = [], []
    for n in range(14):
        top = 500 + PITCH * n
        lines += [line("the port was", 60, top), line("closed today", 460, top)]
        lines.append(line("grain came by ship and by river", 820, top))
        bars.append(bar(350, top, 450, top + 25))
    placed = place_lines([page(*lines, redactions=bars)])
    assert {each.rule for each in placed} == {"text"}


def test_rows_know_their_column():
    lines = beside(FIRST, SECOND)
    rows = lay_rows([page(*lines)], [placed_as(each) for each in lines], [])
    assert [row.column for row in rows] == [1] * 7 + [2] * 7


def words(lines):
    return Counter(said for each in lines for said in each.text.split())


SAID = st.lists(st.sampled_from(["", "so", *FIRST, *SECOND, HEADING]), max_size=12)


@settings(max_examples=50)
@given(SAID, SAID, st.integers(700, 1000), st.lists(st.booleans(), min_size=12, max_size=12))
def test_every_word_is_kept_in_columns_and_out_of_them(left, right, at, whole):
    lines: list[Line] = []
    for n, (one, other) in enumerate(zip_longest(left, right, fillvalue="")):
        pair = [line(said, x, 500 + PITCH * n) for said, x in ((one, LEFT), (other, at)) if said]
        lines += [fused(*pair)] if whole[n] and pair else pair
    release = clean_release([page(*lines)])
    assert words(release.lines) == words(lines)


def typed(said, left, top):
    """A row of a typewriter: its blanks are as wide as its letters are high."""
    words = []
    for word in said.split():
        words.append(Word(word, Box(left, top, left + 20 * len(word) - 2, top + 22), 0.9))
        left += 20 * (len(word) + 1)
    return Line(tuple(words))


def test_a_blank_of_the_typewriter_below_the_wide_ones_of_page_lines_parts_no_text():
    said = (
        "ABC DEFGHIKLM FGHI KLMNOP RST UVWXYZ ABO CDEFGH",
        "ABCDEF IKLM FGHI KLMNOP RSTUVW YZ AB CDEFGH",
    )
    prose = [typed(said[n % 2], LEFT, 500 + 70 * n) for n in range(12)]
    start = prose[0].words[4].box.left
    tops = [535 + 140 * n for n in range(6)]
    pieces = [
        each
        for top in tops
        for each in (typed("ELMA 1828", LEFT, top), typed("03 OF 05 160418Z", start, top))
    ]
    assert not find_columns([*prose, *pieces])
