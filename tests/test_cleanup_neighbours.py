"""Lines that only the furniture around them, or on other pages, gives away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.furniture import place_lines
from cleanup.model import Role
from tests.builders import line, page, text

HEADER = "Approved For Release 2031/12/13: CIA-RDP85B00999R000400090028-1"
BODY = text(
    "THE AMBASSADOR CALLED ON THE MINISTER AND SAID",
    "THAT THE TALKS WOULD GO ON IN THE SPRING AS THE",
    "COMMISSION HAD AGREED AT ITS MEETING IN KAVALA.",
    "THE MINISTER SAID THAT THE COMMISSION HAD TALKS",
)
TOP, FOOT = 50, 2150

# Damage like that of the reading room's worst lines: letters lost, run together, misread.
DAMAGED = (
    "Approved For Release 2031/O W1 I- 09976t8P OB 0 1 0",
    "WEived For Release 2031/09/14: CIA-RDP854 lu Ce",
    "1Ap oV*bdM1o?OFte a 331M%7/27 : CIA-RDP85-00999R000200100033-6100,; ,,,.61..3",
    "SBATI NFL REFERENCE Release 2031/02/14: ciA-RDP850160StR000100170009-7",
    "lAp rV*bdM1o?OFte a 331M%7/27",
    "WEivd Fr Rls 2031/09/14: CA-RP854 lu Ce",
    "O W1 I- 09976t8P OB 0 1 0",
)


def on_page_four(said, *, left=250, top=TOP, others=HEADER, other_pages=(1, 2, 3, 5)):
    """What becomes of a line on page 4 when other pages have `others` at its place."""
    pages = [page(line(others, 250, TOP), *BODY, number=n) for n in other_pages]
    pages.append(page(line(said, left, top), *BODY, number=4))
    [found] = [p for p in place_lines(pages) if p.page == 4 and p.text == said]
    return found


@pytest.mark.parametrize("said", DAMAGED)
def test_a_release_line_damaged_beyond_reading_is_told_by_its_place_and_the_other_pages(said):
    found = on_page_four(said)
    assert found.role in (Role.RELEASE_HEADER, Role.RUNNING_HEAD)


@pytest.mark.parametrize("said", DAMAGED[4:])
def test_the_same_rubbish_where_no_furniture_stands_is_kept(said):
    assert on_page_four(said, top=500).role is Role.BODY
    assert on_page_four(said, other_pages=(1,)).role is Role.BODY


@pytest.mark.parametrize(
    "said",
    ["The Minister", "COMMISSION TALKS", "17 February 1961", "MEMORANDUM FOR THE RECORD", "(C)"],
)
@pytest.mark.parametrize("others", [HEADER, "TOP SECRET"])
def test_words_of_the_text_at_the_place_of_furniture_are_kept(said, others):
    assert on_page_four(said, others=others).role is Role.BODY


def test_a_legible_line_is_surer_to_be_furniture_than_a_damaged_one():
    assert on_page_four(HEADER).certainty > on_page_four(DAMAGED[4]).certainty > 0.5


@pytest.mark.parametrize("said", ["C", "w", "TOP", "RET"])
def test_scraps_of_a_banner_that_is_struck_through_are_no_text(said):
    assert on_page_four(said, left=300, others="TOP SECRET").role is not Role.BODY


def test_a_scrap_among_the_text_is_text():
    assert on_page_four("C", top=1100, others="TOP SECRET").role is Role.BODY


def dated(*heads):
    """What becomes of dates at the heads of pages that follow one another."""
    pages = [page(line(said, 500, 240), *BODY, number=n) for n, said in enumerate(heads, start=1)]
    far = [page(*BODY, number=n) for n in range(10, 20)]
    return [p.role for p in place_lines([*pages, *far]) if p.page < 10 and p.box.top == 240]


def test_the_date_of_a_letter_at_the_head_of_its_second_page_is_furniture():
    assert dated("March 4, 1951", "March 4, 1951") == [Role.BODY, Role.RUNNING_HEAD]


def test_another_date_at_the_head_of_a_page_is_text():
    assert dated("March 4, 1951", "June 11, 1951") == [Role.BODY, Role.BODY]


def test_the_lines_below_the_first_line_of_a_stamp_belong_to_it():
    stamp = ("ALL INFORMATION CONTAINED", "HEREIN IS UNCLASSIFIED EXCEPT", "WHERE SHOWN OTHERWISE")
    lines = [line(said, 900, 1700 + 33 * n) for n, said in enumerate(stamp)]
    found = {p.text: p.role for p in place_lines([page(*BODY, *lines)])}
    assert [found[said] for said in stamp] == [Role.STAMP] * 3
    assert {found[each.text] for each in BODY} == {Role.BODY}


def test_a_level_between_dashes_is_a_banner_well_inside_the_page():
    found = place_lines([page(*BODY, line("-SECRET-", 700, 1800))])
    assert found[-1].role is Role.BANNER


said = st.sampled_from([*DAMAGED, HEADER, "SECRET", "C", "-2-", "The Minister", "MARCH 4, 1951"])
lines = st.builds(line, said, st.integers(0, 900), st.sampled_from([50, 80, 240, 500, 2150]))
releases = st.lists(st.lists(lines, max_size=3), min_size=1, max_size=5).map(
    lambda pages: [page(*each, *BODY, number=n) for n, each in enumerate(pages, start=1)]
)


@settings(max_examples=40, deadline=None)
@given(releases)
def test_every_certainty_is_a_share_and_no_line_of_the_column_is_touched(pages):
    placed = place_lines(pages)
    assert all(0 <= line.certainty <= 1 for line in placed)
    assert sum(p.text in {b.text for b in BODY} for p in placed if p.role is Role.BODY) == len(
        BODY
    ) * len(pages)


@settings(max_examples=40, deadline=None)
@given(releases)
def test_the_order_of_the_pages_does_not_matter(pages):
    backwards = sorted(place_lines(pages[::-1]), key=repr)
    assert backwards == sorted(place_lines(pages), key=repr)
