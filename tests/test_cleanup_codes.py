"""Which codes explain which redactions."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cleanup.codes import disagreement, group_codes, mark_redactions, printed_list
from cleanup.model import Role
from tests.builders import bar, page, placed, word

MARGIN = 1500


def code(said, top, number=1):
    return placed(said, MARGIN, top, number, Role.CODE)


def codes(pages, placed_codes):
    return [mark.codes for mark in mark_redactions(pages, placed_codes)]


def with_bars(*tops, number=1):
    return page(number=number, redactions=[bar(200, top, 900, top + 30) for top in tops])


def test_a_group_beside_a_redaction_explains_it():
    assert codes([with_bars(500)], [code("B1", 500)]) == [("(b)(1)",)]


def test_codes_stacked_in_one_column_are_one_group():
    [group] = group_codes([code("B6", 500), code("1.4(D)", 533), code("B1", 566)])
    assert group.codes == ("(b)(1)", "(b)(6)", "1.4(d)")


def test_codes_far_below_one_another_are_two_groups():
    assert len(group_codes([code("B1", 500), code("B6", 900)])) == 2


def test_a_group_goes_for_the_redactions_below_until_the_next_group():
    marks = codes([with_bars(500, 700, 900)], [code("B1", 500), code("B6", 900)])
    assert marks == [("(b)(1)",), ("(b)(1)",), ("(b)(6)",)]


def pages_with_codes(number, first):
    """A page with groups beside its second bar and below its third; its first is at `first`."""
    groups = [code("B1", 500, number), code("B6", 1200, number)]
    return with_bars(first, 500, 1160, number=number), groups


def test_where_first_bars_stand_above_all_codes_a_bar_goes_with_the_group_right_below():
    pages, groups = zip(*(pages_with_codes(n, 420) for n in (1, 2, 3)), strict=True)
    marks = codes(pages, [each for group in groups for each in group])
    assert marks[:3] == [("(b)(1)",), ("(b)(1)",), ("(b)(6)",)]


def test_where_groups_stand_beside_their_first_bars_a_bar_goes_with_the_group_above():
    pages, groups = zip(*(pages_with_codes(n, 500) for n in (1, 2, 3)), strict=True)
    marks = codes(pages, [each for group in groups for each in group])
    assert set(marks) == {("(b)(1)",)}


def test_a_bar_between_two_groups_that_is_near_neither_goes_with_the_one_above():
    pages, groups = zip(*(pages_with_codes(n, 420) for n in (1, 2, 3)), strict=True)
    between = with_bars(420, 500, 900, number=4)
    more = [code("B1", 500, 4), code("B6", 1200, 4)]
    marks = codes([*pages, between], [*(each for group in groups for each in group), *more])
    assert marks[-1] == ("(b)(1)",)


def test_a_redaction_above_every_group_takes_the_nearest_below():
    assert codes([with_bars(600)], [code("B6", 900)]) == [("(b)(6)",)]


def test_a_group_at_the_top_of_a_page_goes_to_the_last_redaction_of_the_page_before():
    pages = [with_bars(2000), with_bars(900, number=2)]
    marks = codes(pages, [code("B1", 200, 2), code("B6", 900, 2)])
    assert marks == [("(b)(1)",), ("(b)(6)",)]


def test_a_group_at_the_top_that_the_page_before_does_not_need_explains_its_own_page():
    pages = [with_bars(500), with_bars(700, 900, number=2)]
    marks = codes(pages, [code("B1", 500), code("B6", 150, 2)])
    assert marks == [("(b)(1)",), ("(b)(6)",), ("(b)(6)",)]


def test_where_another_group_stands_on_the_page_it_explains_nothing():
    pages = [with_bars(500), with_bars(700, 900, number=2)]
    marks = codes(pages, [code("B1", 500), code("B6", 150, 2), code("B5", 900, 2)])
    assert marks == [("(b)(1)",), ("(b)(5)",), ("(b)(5)",)]


def test_a_redaction_without_any_code_is_marked_without_one():
    [mark] = mark_redactions([with_bars(500)], [])
    assert (mark.id, mark.text) == ("p1-r1", "[REDACTED]")


def test_the_marker_of_a_redaction_names_its_codes():
    [mark] = mark_redactions([with_bars(500)], [code("B1, 1.4(D)", 500)])
    assert mark.text == "[REDACTED (b)(1) 1.4(d)]"


def test_a_code_that_is_listed_and_not_in_the_margins_is_reported():
    said = disagreement(("(b)(1)", "(b)(6)"), mark_redactions([with_bars(500)], [code("B1", 500)]))
    assert said.endswith("listed but not found beside a redaction: (b)(6)")


def test_a_code_in_the_margins_that_is_not_listed_is_reported():
    said = disagreement(("(b)(6)",), mark_redactions([with_bars(500)], [code("B1", 500)]))
    assert "found but not listed: (b)(1)" in said


def test_a_list_that_agrees_with_the_margins_is_not_worth_a_word():
    marks = mark_redactions([with_bars(500)], [code("B1", 500)])
    assert disagreement(("(b)(1)",), marks) == disagreement((), marks) == ""


def test_the_list_of_the_release_is_read_behind_the_decision():
    assert printed_list("RELEASE IN PART B1, 1.4(D)") == ("(b)(1)", "1.4(d)")


tops = st.lists(st.integers(10, 50).map(lambda n: 40 * n), unique=True).map(sorted)


@given(tops, tops)
def test_every_redaction_is_marked_exactly_once_and_in_order(bars, groups):
    whole = with_bars(*bars)
    marks = mark_redactions([whole], [code("B1", top) for top in groups])
    assert tuple(mark.redaction for mark in marks) == whole.redactions


@given(tops, st.lists(st.integers(10, 50).map(lambda n: 40 * n), min_size=1, unique=True))
def test_where_a_page_has_a_code_no_redaction_goes_without(bars, groups):
    marks = codes([with_bars(*bars)], [code("B1", top) for top in sorted(groups)])
    assert all(marks)


def labelled(top, *said):
    words = tuple(word(each, 300, top) for each in said)
    return replace(bar(200, top, 900, top + 30), label=words)


def test_a_label_inside_a_redaction_explains_it():
    [mark] = mark_redactions([page(redactions=[labelled(500, "(b)(6)", "10.2.e")])], [])
    assert (mark.codes, mark.printed) == (("(b)(6)", "10.2.e"), ("(b)(6)", "10.2.e"))


def test_a_redaction_with_a_label_borrows_no_code_from_far_away():
    pages = [page(redactions=[bar(200, 500, 900, 530), labelled(900, "b6")])]
    assert codes(pages, [code("B1", 500)]) == [("(b)(1)",), ("(b)(6)",)]


def test_a_group_beside_a_labelled_redaction_adds_to_its_label():
    assert codes([page(redactions=[labelled(500, "b6")])], [code("B1", 500)]) == [
        ("(b)(1)", "(b)(6)")
    ]


def test_a_phrase_inside_a_redaction_is_printed_and_no_code():
    [mark] = mark_redactions([page(redactions=[labelled(500, "REDACTED")])], [])
    assert (mark.codes, mark.printed) == ((), ("REDACTED",))


def test_labels_are_compared_with_the_list_of_the_release():
    marks = mark_redactions([page(redactions=[labelled(500, "b6")])], [])
    assert disagreement(("(b)(6)",), marks) == ""
    assert "not found beside a redaction: (b)(1)" in disagreement(("(b)(1)", "(b)(6)"), marks)
