"""Which lines of a page are not its text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.furniture import place_lines
from cleanup.model import Role
from tests.builders import line, page, text

BODY = text(
    "THE AMBASSADOR CALLED ON THE MINISTER AND SAID",
    "THAT THE TALKS WOULD GO ON IN THE SPRING AS",
    "BOTH SIDES HAD AGREED AT THE LAST MEETING OF",
    "THE COMMISSION, WHICH HAD MET IN THE CAPITAL",
    "AND HAD BEEN GIVEN THE REPORT OF ITS EXPERTS.",
)
TOP, MIDDLE, FOOT = 80, 1100, 2120


def roles(*pages):
    return {(p.page, p.text): p.role for p in place_lines(pages)}


def role_of(said, top, left=700):
    return roles(page(line(said, left, top), *BODY))[1, said]


def test_a_banner_at_the_edge_of_the_page_is_stripped():
    assert role_of("CONFIDENTIAL", TOP) is Role.BANNER
    assert role_of("TOP SECRET", FOOT) is Role.BANNER


@pytest.mark.parametrize("said", ["NNNN", "NNNNMAFVVZCZ", "<< END OF DOCUMENT >>"])
def test_the_last_line_of_a_message_is_no_running_head_though_each_section_has_it(said):
    pages = [page(line(said, 200, TOP), *BODY, number=n) for n in (1, 2, 3)]
    assert roles(*pages)[2, said] is Role.BODY


def test_a_struck_level_with_figures_for_letters_is_a_banner():
    assert role_of("5ECRE7", TOP) is Role.BANNER


def test_the_end_of_a_sentence_is_text_though_it_names_a_level():
    rows = ["NOTHING THAT WAS SAID IN THAT MEETING WAS", "SECRET.", "THE TALKS GO ON."]
    said = text(*rows, top=1980)
    assert roles(page(*BODY, *said))[1, "SECRET."] is Role.BODY


def test_two_rows_of_text_with_words_in_common_are_no_running_head():
    first = "SELL THE SALT WORKS THOUGH THE UNION HAS THREATENED TO"
    second = "MOLE THOUGH THE UNION HAS THREATENED TO STRIKE."
    pages = [page(line(said, 200, 150), *BODY, number=n) for n, said in ((1, first), (2, second))]
    assert set(roles(*pages).values()) == {Role.BODY}


def test_a_sentence_about_classification_is_text():
    assert role_of("THIS CABLE IS CONFIDENTIAL", MIDDLE, 200) is Role.BODY


def test_the_first_line_of_a_message_is_text_although_it_names_a_level():
    said = "C O N F I D E N T I A L SECTION 01 OF 03 MEXICO 000535"
    assert role_of(said, 200, 200) is Role.BODY


def test_a_line_at_the_edge_of_three_pages_is_a_running_head():
    pages = [page(line("Minutes of the Commission", 600, TOP), *BODY, number=n) for n in (1, 2, 3)]
    assert roles(*pages)[2, "Minutes of the Commission"] is Role.RUNNING_HEAD


def test_of_two_copies_of_a_form_what_it_prints_at_its_head_is_text():
    form = [line("THROUGH: Harbor Office", 200, TOP), *BODY]
    head = "THROUGH: Harbor Office"
    assert roles(page(*form), page(*form, number=2))[1, head] is Role.BODY
    other = text("ANOTHER PAGE OF ANOTHER TEXT THAT GOES ON HERE")
    found = roles(page(*form), page(form[0], *other, number=2))
    assert found[1, head] is Role.RUNNING_HEAD


def headed(*numbers, pages=20):
    """The role of a heading that stands at the head of some of the pages of a release."""
    heading = line("HARBOR NOTES", 200, TOP)
    seen = [
        page(*([heading] if n in numbers else []), *BODY, number=n) for n in range(1, pages + 1)
    ]
    return roles(*seen)[numbers[0], "HARBOR NOTES"]


def test_a_heading_that_comes_again_only_where_the_next_article_begins_is_text():
    assert headed(2, 9, 16) is Role.BODY
    assert headed(2, 4, 6) is Role.RUNNING_HEAD
    assert headed(1, 6, 11, pages=12) is Role.RUNNING_HEAD


def test_a_line_at_the_edge_of_one_page_of_three_is_text():
    first = page(line("Minutes of the Commission", 600, TOP), *BODY, number=1)
    found = roles(first, page(*BODY, number=2), page(*BODY, number=3))
    assert found[1, "Minutes of the Commission"] is Role.BODY


def struck_on_page_three(rubbish="CWNFLDXNTJWE", *, among_banners):
    legible = "CONFIDENTIAL" if among_banners else "An ordinary line of text"
    pages = [page(line(legible, 700, TOP), *BODY, number=n) for n in (1, 2)]
    pages.append(page(line(rubbish, 700, TOP), *BODY, number=3))
    return roles(*pages)[3, rubbish]


def test_a_struck_banner_is_stripped_where_legible_banners_stand_on_other_pages():
    assert struck_on_page_three(among_banners=True) is Role.BANNER


def test_rubbish_where_no_banner_stands_is_kept():
    assert struck_on_page_three(among_banners=False) is Role.BODY


@pytest.mark.parametrize("struck", ["CQNFLDFNTJAE", "OOHF1DENTI4L", "5EOBET", "GOMPIDEH7IAI"])
def test_a_banner_is_known_by_the_shapes_of_its_letters(struck):
    assert struck_on_page_three(struck, among_banners=False) is Role.BANNER


@pytest.mark.parametrize("text", ["SELECT", "SPORTS", "CONFERENCE", "SECTOR", "REPORT"])
def test_a_word_of_like_shape_is_no_banner(text):
    assert role_of(text, TOP) is Role.BODY


def test_captions_of_headings_at_one_place_on_three_pages_are_text():
    pages = [page(line("SENSITIVE", 200, MIDDLE - 200), *BODY, number=n) for n in (1, 2, 3)]
    assert {roles(*pages)[n, "SENSITIVE"] for n in (1, 2, 3)} == {Role.BODY}


def test_a_number_alone_at_the_foot_is_the_page_number():
    assert role_of("3", FOOT, 800) is Role.PAGE_NUMBER
    assert role_of("-3-", FOOT, 800) is Role.PAGE_NUMBER


def test_dashes_typed_apart_from_a_page_number_do_not_hide_it():
    found = roles(page(line("- 3 -", 800, FOOT), *BODY))
    assert Role.BODY not in {role for (_, said), role in found.items() if "3" in said}


def test_a_number_alone_inside_the_page_is_text():
    assert role_of("3", MIDDLE, 800) is Role.BODY


def test_a_code_in_the_margin_is_no_text():
    assert role_of("B1", 732, 1500) is Role.CODE


def test_a_code_read_into_the_end_of_a_text_line_is_cut_off():
    joined = line("THE SOURCE SAID THAT HE WAS IN THE CITY AT THE TIME OF IT B1", top=1100)
    words = joined.words
    apart = line("B1", 1450, 1100)
    whole = type(joined)((*words[:-1], *apart.words))
    assert roles(page(*BODY, whole))[1, "B1"] is Role.CODE


@pytest.mark.parametrize("end", ["REASON: 1.5(B)", "FOR REASONS 1.4(B) AND", "SAID IT WAS 1.4(D)"])
def test_a_code_at_the_end_of_a_typed_line_is_text(end):
    said = "CLASSIFIED BY THE DEPUTY CHIEF OF THE MISSION, LEWIS TARRANT. " + end
    written = line(said[-68:].lstrip(), 200, 1100)
    found = place_lines([page(written, *BODY)])
    assert {each.role for each in found} == {Role.BODY}


@pytest.mark.parametrize(
    "said",
    [
        "STATION. THE SEAMEN'S UNION IS PROUD OF THE FOG BELL, AND THE",
        "3. BEFORE THE CABINET MET, THE CENTRAL BANK SENT AN",
    ],
)
def test_prose_of_short_words_in_the_head_of_a_page_is_no_forms_box(said):
    assert role_of(said, 320, left=200) is Role.BODY


def test_marks_without_a_letter_are_noise():
    assert role_of("~=", MIDDLE) is Role.NOISE


def test_a_stamp_of_release_is_stripped_with_the_codes_below_it():
    stamp = (line("RELEASE IN PART", 1200, 80), line("B1, 1.4(D)", 1200, 113))
    found = roles(page(*stamp, *BODY))
    assert found[1, "RELEASE IN PART"] is found[1, "B1, 1.4(D)"] is Role.STAMP


anything = st.builds(
    line,
    st.sampled_from(["SECRET", "B1", "- 2 -", "HE SAID SO", "~", "Minutes of 1963", "NNNN"]),
    st.integers(0, 1200),
    st.integers(0, 2150),
)
releases = st.lists(st.lists(anything, max_size=6), min_size=1, max_size=4).map(
    lambda pages: [page(*lines, number=n) for n, lines in enumerate(pages, start=1)]
)


@settings(max_examples=60, deadline=None)
@given(releases)
def test_every_word_comes_back_exactly_once(pages):
    came = [(each.number, w) for each in pages for found in each.lines for w in found.words]
    went = [(p.page, w) for p in place_lines(pages) for w in p.line.words]
    assert sorted(went, key=repr) == sorted(came, key=repr)


@settings(max_examples=60, deadline=None)
@given(releases)
def test_the_order_of_the_pages_does_not_matter(pages):
    backwards = sorted(place_lines(pages[::-1]), key=repr)
    assert backwards == sorted(place_lines(pages), key=repr)


def test_print_of_a_forms_classification_box_is_a_banner_wherever_it_is_read_in_the_head():
    phrases = ("(When Filled In)", "BACKGROUND USE ONLY")
    cells = [line(said, 200 + 800 * n, 400) for n, said in enumerate(phrases)]
    found = roles(page(*cells, *BODY))
    assert [found[1, said] for said in phrases] == [Role.BANNER, Role.BANNER]


def test_the_same_words_in_the_middle_of_a_page_are_text():
    assert role_of("BACKGROUND USE ONLY", MIDDLE, 200) is Role.BODY


def test_a_speck_beside_a_banner_does_not_save_it():
    inside = 330  # below the edge: only a line alone on its row, here on each page, is one
    pages = [
        page(line("SECRET", 700, inside), line(".", 200, inside), *BODY, number=n)
        for n in (1, 2, 3)
    ]
    assert roles(*pages)[1, "SECRET"] is Role.BANNER


def test_a_level_alone_in_the_lower_fifth_of_a_page_is_a_banner():
    assert role_of("SECRET", 1800) is Role.BANNER


def test_a_level_alone_in_the_upper_fifth_may_be_that_of_a_message():
    assert role_of("SECRET", 400) is Role.BODY


def a_form(*, boxed_at_head):
    """A page whose classification box stands in its text, and perhaps at its head as well."""
    box = ("CLASSIFICATION - DISSEMINATION CONTROLS", "SECRET/NO FOREIGN DISSEM")
    low = [line(said, 300, 1400 + 40 * n) for n, said in enumerate(box)]
    speck = line("|", 1500, 1425)
    head = [line(box[0], 300, 400)] if boxed_at_head else []
    placed = place_lines([page(*head, *BODY, *low, speck)])
    return [p.role for p in placed if p.box.top >= 1400 and p.text in box]


def test_the_classification_box_at_the_head_of_a_form_is_one_at_its_end_too():
    assert a_form(boxed_at_head=True) == [Role.BANNER, Role.BANNER]


def test_a_classification_box_in_the_text_alone_is_text():
    assert a_form(boxed_at_head=False) == [Role.BODY, Role.BODY]
