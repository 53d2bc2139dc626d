"""Marks of one letter that were struck out are read by all of their repeats together."""

from hypothesis import given
from hypothesis import strategies as st

from cleanup.struck_marks import with_struck_marks
from ocr.confidence import REPEATS
from ocr.model import Line, Reading, Word
from tests.builders import line, page

PROSE = "The harbour board met again"


def doubted(*said, confidence=0.5):
    """A word as two readers saw it, the second one's text taken."""
    made = line(said[-1]).words[0]
    readings = tuple(Reading(text, confidence, f"reader {n}") for n, text in enumerate(said))
    return Word(made.text, made.box, confidence, "reader", readings)


def paragraph(mark, before=()):
    return Line((*before, mark, *line(PROSE, left=400).words))


def release(*marks, a_page=4):
    lines = [paragraph(each) if isinstance(each, Word) else line(each) for each in marks]
    return [
        page(*lines[n : n + a_page], number=1 + n // a_page) for n in range(0, len(lines), a_page)
    ]


def firsts(pages):
    return [line.words[0].text for page in pages for line in page.lines]


STRUCK = [
    doubted("8)", "(8)"),
    doubted("(S)", "(8)"),
    doubted("(8)", "(S)"),
    doubted("(&)", "(§)"),
    doubted("(8)", "(S)"),
    doubted("(5)", "(5)"),
    doubted("(2)", "()"),
]


def test_marks_that_several_times_read_as_a_letter_and_else_as_its_look_alikes_are_that_letter():
    assert firsts(with_struck_marks(release(*STRUCK))) == ["(S)"] * len(STRUCK)


def test_what_was_read_stays_with_the_word():
    [word, *_] = with_struck_marks(release(*STRUCK))[0].lines[0].words
    assert word.reader == REPEATS
    assert [reading.text for reading in word.readings] == ["8)", "(8)"]
    assert word.box == STRUCK[0].box


def test_a_word_that_one_reader_saw_alone_keeps_what_it_saw():
    alone = Word("(8)", STRUCK[0].box, 0.8, "rapidocr")
    pages = with_struck_marks(release(*STRUCK, alone))
    [word] = [line.words[0] for line in pages[-1].lines][-1:]
    assert [(r.text, r.reader) for r in word.readings] == [("(8)", "rapidocr")]


def test_items_of_a_list_are_no_marks():
    items = [doubted(f"({n})", f"({n})") for n in range(1, 10)] * 3
    pages = release(*items)
    assert firsts(with_struck_marks(pages)) == firsts(pages)


def test_a_number_that_both_readers_saw_surely_stays():
    sure = doubted("(8)", "(8)", confidence=0.95)
    assert firsts(with_struck_marks(release(*STRUCK, sure)))[-1] == "(8)"


LIST = [doubted(f"({n})", f"({n})") for n in range(1, 6)]


def test_a_list_on_a_page_of_its_own_beside_struck_marks_stays():
    pages = release(*STRUCK, doubted("(S)", "(S)"), *LIST, a_page=8)
    assert firsts(with_struck_marks(pages))[8:] == [f"({n})" for n in range(1, 6)]


def test_boxes_to_tick_stay():
    ticks = [doubted("()", "()"), doubted("(X)", "(X)"), doubted("[ ]", "[]"), doubted("(", "(")]
    pages = release(*STRUCK, *ticks)
    assert firsts(with_struck_marks(pages))[len(STRUCK) :] == ["()", "(X)", "[]", "("]


def test_a_mark_that_nobody_read_as_a_letter_stays():
    pages = release(*[doubted("(8)", "(5)")] * 9)
    assert firsts(with_struck_marks(pages)) == firsts(pages)


def test_the_mark_that_a_paragraph_was_changed_to_stays():
    plain = doubted("(0)", "(U)")
    pages = with_struck_marks(release(*STRUCK, *[plain] * 9))
    assert firsts(pages)[-9:] == ["(U)"] * 9


def test_a_mark_behind_a_number_and_another_mark_is_one_too():
    behind = paragraph(STRUCK[1], before=line("2. (U)", left=20).words)
    changed = with_struck_marks([*release(*STRUCK), page(behind, number=9)])
    assert changed[-1].lines[0].words[2].text == "(S)"


def test_a_sign_in_brackets_within_a_line_is_none():
    within = Line((*line(PROSE).words, doubted("(8)", "(8)")))
    changed = with_struck_marks([*release(*STRUCK), page(within, number=9)])
    assert changed[-1].lines[0].words[-1].text == "(8)"


def test_a_mark_of_another_level_stays():
    pages = with_struck_marks(release(*STRUCK, *[doubted("(C)", "(G)")] * 9))
    assert firsts(pages) == ["(S)"] * len(STRUCK) + ["(G)"] * 9


SIGNS = st.sampled_from("S85&U1AC ")


@given(st.lists(st.tuples(SIGNS, SIGNS), max_size=30))
def test_nothing_but_the_text_of_marks_changes_and_doing_it_again_changes_nothing(said):
    marks = [doubted(*(f"({sign.strip()})" for sign in each)) for each in said]
    pages = release(*marks)
    done = with_struck_marks(pages)
    assert [[word.box for word in line.words] for page in done for line in page.lines] == [
        [word.box for word in line.words] for page in pages for line in page.lines
    ]
    assert [line.words[1:] for p in done for line in p.lines] == [
        line.words[1:] for p in pages for line in p.lines
    ]
    assert firsts(with_struck_marks(done)) == firsts(done)
