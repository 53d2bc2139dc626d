"""How the sections of a cable become one message."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.model import Placed, Role
from cleanup.sections import join_sections, joint_kind
from tests.builders import rows

PASSING = "DEPARTMENT PASS TO TREASURY FOR SMITH"
TAGS = "TAGS: PREL, SNAR, MX"
SUBJECT = "SUBJECT: BILATERAL TALKS IN THE SPRING"
HEADING = (PASSING, TAGS, SUBJECT, "")
MARKER = "***** START OF SECTION 2 *****"


def joined(*said):
    return join_sections(rows(*said))


def kept(*said):
    return [row.text for row in joined(*said).rows]


def kinds(*said):
    return [joint.kind for joint in joined(*said).joints]


def section(n, total, *body):
    return (
        "PP RUEHC RUEHBO",
        f"C O N F I D E N T I A L SECTION {n:02} OF {total:02} MEXICO 000535",
        *HEADING,
        *body,
        "",
        "BT",
        "#0535",
        "NNNN",
    )


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("THE MINISTER SAID", "THAT HE AGREED", "space"),
        ("THE MINISTER AGREED.", "THE TALKS GO ON", "paragraph"),
        ('HE SAID "YES."', "THE TALKS GO ON", "paragraph"),
        ("ECONOMIC MATTERS", "3. THE TALKS GO ON", "paragraph"),
        ("THE MINISTER SAID", "(C) THE TALKS GO ON", "paragraph"),
        ("ABOUT", "1.4 MILLION", "space"),
    ],
)
def test_a_sentence_goes_on_over_a_section_break_and_a_paragraph_does_not(before, after, kind):
    assert joint_kind(before, after) == kind


def test_a_combined_marker_is_taken_out_and_the_sentence_goes_on():
    said = ("1. THE MINISTER SAID", MARKER, "THAT HE AGREED.")
    assert kept(*HEADING, *said)[3:] == ["1. THE MINISTER SAID", "THAT HE AGREED."]
    assert kinds(*HEADING, *said) == ["space"]


def test_a_marker_at_the_end_of_a_line_is_cut_off_the_line():
    said = (f"1. THE MINISTER SAID {MARKER}", "THAT HE AGREED.")
    assert kept(*HEADING, *said)[3:] == ["1. THE MINISTER SAID", "THAT HE AGREED."]


def test_a_row_of_stars_above_the_marker_goes_with_it():
    said = ("1. HE SAID", "*****", "START OF SECTION 2", "THAT HE AGREED.")
    assert kept(*HEADING, *said)[3:] == ["1. HE SAID", "THAT HE AGREED."]


def test_a_heading_that_is_repeated_after_a_marker_is_taken_out():
    said = (*HEADING, "1. HE SAID", MARKER, *HEADING, "THAT HE AGREED.")
    assert kept(*said)[3:] == ["1. HE SAID", "THAT HE AGREED."]


def test_a_crosshead_that_looks_like_a_passing_line_is_text():
    crosshead = "THANKS FOR TREASURY AND JUSTICE ASSISTANCE"
    assert crosshead in kept(*HEADING, "1. HE SAID.", MARKER, crosshead, "2. HE LEFT.")


def test_text_that_was_glued_to_the_repeated_subject_is_kept():
    said = (*HEADING, "1. HE SAID", MARKER, f"{SUBJECT} THAT HE AGREED", "AND LEFT.")
    assert kept(*said)[3:] == ["1. HE SAID", "THAT HE AGREED", "AND LEFT."]


def test_separate_sections_are_joined_without_trailers_and_envelopes():
    said = (*section(1, 2, "1. HE SAID"), *section(2, 2, "THAT HE AGREED."))
    assert kept(*said)[5:] == ["1. HE SAID", "THAT HE AGREED.", "BT", "#0535", "NNNN"]


def test_sections_in_the_wrong_order_are_put_right():
    said = (*section(1, 3, "1. ONE."), *section(3, 3, "3. THREE."), *section(2, 3, "2. TWO."))
    texts = [text for text in kept(*said) if text[0].isdigit()]
    assert texts == ["1. ONE.", "2. TWO.", "3. THREE."]


def test_a_section_that_is_not_there_is_reported_missing():
    found = joined(*section(1, 3, "1. ONE"), *section(3, 3, "THREE."))
    assert (found.total, found.present, found.missing) == (3, (1, 3), (2,))


def test_text_does_not_go_on_over_a_missing_section():
    assert kinds(*section(1, 3, "1. ONE"), *section(3, 3, "THREE.")) == ["paragraph"]


def test_a_cable_without_sections_is_one_section():
    found = joined(*HEADING, "1. HE SAID SO.")
    assert (found.total, found.present, found.joints, found.stripped) == (1, (1,), (), ())


def test_running_lines_that_cut_a_sentence_are_taken_out():
    said = ("1. HE SAID", "MEXICO 00000535  002 OF 003", "PAGE 02 MEXICO 0535", "THAT.")
    single = [" ".join(each.split()) for each in said]
    assert kept(*HEADING, *single)[3:] == ["1. HE SAID", "THAT."]


def test_what_is_taken_out_is_on_record():
    roles = {p.role for p in joined(*HEADING, "1. HE SAID", MARKER, TAGS, "THAT.").stripped}
    assert roles == {Role.SECTION_MARKER, Role.SECTION_HEADER}


some_rows = st.lists(
    st.sampled_from(
        [MARKER, PASSING, TAGS, SUBJECT, "1. HE SAID", "SO.", f"HE {MARKER}", f"{SUBJECT} HE"]
    ),
    min_size=1,
).map(lambda said: rows(*said))


@settings(deadline=None)
@given(some_rows)
def test_every_word_is_either_kept_or_on_record(laid):
    found = join_sections(laid)
    here = [part for row in found.rows for part in row.parts if isinstance(part, Placed)]
    words = [word for part in (*here, *found.stripped) for word in part.line.words]
    before = [w for row in laid for p in row.parts if isinstance(p, Placed) for w in p.line.words]
    assert sorted(words, key=repr) == sorted(before, key=repr)
