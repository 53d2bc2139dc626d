"""What stands below the feet of pages, and what only seems to."""

from cleanup.furniture import place_lines
from tests.builders import PITCH, line, page

FOOT = 1900
TEXT = [line("THE DELEGATION LEFT KAVALA FOR THE COAST", 200, 500 + PITCH * n) for n in range(12)]


def leaf(*more, number, foot=FOOT):
    marks = [line("SECRET", 700, 150), line("SECRET", 700, foot)]
    return page(*TEXT, *marks, *more, number=number)


def rule_of(said, *pages):
    return next(p.rule for p in place_lines(pages) if p.text == said)


def test_a_number_stamped_below_the_foot_of_the_pages_is_a_stamp():
    stamped = leaf(line("2060375", 180, FOOT + 60), number=1)
    assert rule_of("2060375", stamped, leaf(number=2), leaf(number=3)) == "below-the-foot"


def test_below_a_mark_that_no_other_page_has_there_stands_text():
    noted = leaf(line("MOSS", 180, FOOT + 60), number=1)
    others = [leaf(number=n, foot=FOOT + 150) for n in (2, 3)]
    assert rule_of("MOSS", noted, *others) == "text"


def test_where_a_sentence_goes_on_below_the_mark_nothing_there_is_a_stamp():
    more = [line("ENDED.", 200, FOOT + 40), line("A SECOND PAPER FOLLOWED IT", 200, FOOT + 80)]
    others = [leaf(number=n) for n in (2, 3)]
    assert rule_of("ENDED.", leaf(*more, number=1), *others) == "text"


def test_what_is_typed_surely_below_the_foot_is_text():
    listed = leaf(line("cc: AmEmb", 180, FOOT + 60), number=1)
    others = [leaf(number=n) for n in (2, 3)]
    assert rule_of("cc: AmEmb", listed, *others) == "text"


def test_a_column_of_figures_that_goes_on_below_the_foot_is_text():
    figures = [line(f"12345{n}", 180, FOOT + 40 * n) for n in (1, 2, 3)]
    others = [leaf(number=n) for n in (2, 3)]
    assert rule_of("123451", leaf(*figures, number=1), *others) == "text"
