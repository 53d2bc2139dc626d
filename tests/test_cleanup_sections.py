"""How the sections of a cable become one message."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.copies import Piece, count
from cleanup.gathering import gather, with_gaps_filled
from cleanup.joints import joint_between, joint_kind
from cleanup.model import Placed, Role, Row
from cleanup.one_message import identify
from cleanup.repeated import without_header
from cleanup.section_numbers import find_marker
from cleanup.sections import join_transmissions
from cleanup.transmissions import Stretch, cut
from ocr.model import Line
from tests.builders import marked, row, rows
from tests.telegrams import archived, sent

PASSING = "DEPARTMENT PASS TO TREASURY FOR SMITH"
TAGS = "TAGS: PREL, SNAR, PE"
SUBJECT = "SUBJECT: BILATERAL TALKS IN THE SPRING"
HEADING = (PASSING, TAGS, SUBJECT, "")
MARKER = "***** START OF SECTION 2 *****"


def join_sections(laid):
    """The sections of the one cable whose rows these are; what is no transmission goes along."""
    transmissions = []
    above: tuple[Row, ...] = ()
    for part in cut(laid):
        if part.is_cable:
            transmissions.append((*above, *part.rows))
            above = ()
        elif transmissions:
            transmissions[-1] = (*transmissions[-1], *part.rows)
        else:
            above = part.rows
    return join_transmissions(transmissions or [laid])


def joined(*said):
    return join_sections(rows(*said))


def kept(*said):
    return [row.text for row in joined(*said).rows]


def kinds(*said):
    return [joint.kind for joint in joined(*said).joints]


def section(n, total, *body):
    return (
        "PP RUEHC RUEHBO",
        f"C O N F I D E N T I A L SECTION {n:02} OF {total:02} KARVALA 000535",
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


def test_a_repeated_heading_whose_marker_was_not_read_begins_a_section():
    order = "E.O. 13526: DECL: 2021/09/30"
    found = joined(
        "CONFIDENTIAL",
        "***** THIS IS A COMBINED MESSAGE *****",
        order,
        TAGS,
        SUBJECT,
        "",
        "1. THE MINISTER SPOKE OF THE",
        PASSING.replace("SMITH", "JONES"),
        order,
        TAGS,
        SUBJECT,
        "HARBORS.",
    )
    assert (found.total, [joint.kind for joint in found.joints]) == (2, ["space"])


def test_a_crosshead_that_looks_like_a_passing_line_is_text():
    crosshead = "THANKS FOR TREASURY AND JUSTICE ASSISTANCE"
    assert crosshead in kept(*HEADING, "1. HE SAID.", MARKER, crosshead, "2. HE LEFT.")


def test_text_that_was_glued_to_the_repeated_subject_is_kept():
    said = (*HEADING, "1. HE SAID", MARKER, f"{SUBJECT} THAT HE AGREED", "AND LEFT.")
    assert kept(*said)[3:] == ["1. HE SAID", "THAT HE AGREED", "AND LEFT."]


@pytest.mark.parametrize("blank", ["\u0085", "\u2003", "\u00a0"])
def test_a_word_with_a_blank_in_it_is_one_word_of_the_repeated_subject(blank):
    glued = f"SUBJECT: HARBOR DUES{blank}THE PORT"
    said = ("SUBJECT: HARBOR DUES", "1. HE SAID", MARKER, glued, "2. HE LEFT.")
    assert kept(*said)[1:] == ["1. HE SAID", "PORT", "2. HE LEFT."]
    assert kept(*said[:3], glued.removesuffix(" PORT"), said[4])[1:] == ["1. HE SAID", said[4]]


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
    said = ("1. HE SAID", "KARVALA 00000535 002 OF 003", "PAGE 02 KARVALA 0535", "THAT.")
    single = [" ".join(each.split()) for each in said]
    assert kept(*HEADING, *single)[3:] == ["1. HE SAID", "THAT."]


def test_what_is_taken_out_is_on_record():
    roles = {p.role for p in joined(*HEADING, "1. HE SAID", MARKER, TAGS, "THAT.").stripped}
    assert roles == {Role.SECTION_MARKER, Role.SECTION_HEADER}


def test_a_crosshead_above_a_withheld_paragraph_begins_anew():
    before, hidden = ["4. (C) THE BOARD MET.", "IT ROSE."], "[REDACTED (b)(1)]"
    assert joint_between(before, ["THE PRICE", hidden, "5. (C) MORE."]) == "paragraph"
    assert joint_between(before, ["THE PRICE OF ALL THAT WAS LEFT", hidden]) == "space"


def test_letters_read_into_the_stars_of_a_marker_go_with_it():
    above, text = rows("1. (C) THE PRICE IS"), rows("were START OF SECTION 2 *****", "FALLING.")
    (part,) = text[0].parts
    assert isinstance(part, Placed)
    first, *others = part.line.words
    stars = replace(part, line=Line((replace(first, confidence=0.1), *others)))
    found = join_transmissions([(*above, replace(text[0], parts=(stars,)), text[1])])
    assert [row.text for row in found.rows] == ["1. (C) THE PRICE IS", "FALLING."]


def test_text_that_goes_on_with_a_numbered_paragraph_is_the_same_paragraph():
    one, two = section(1, 2, "1. ONE.", "2. HE SAID SO."), section(2, 2, "HE LEFT.", "3. THREE.")
    assert kinds(*one, *two) == ["space"]


def test_a_crosshead_at_the_start_of_a_section_begins_anew():
    one, two = section(1, 2, "1. ONE."), section(2, 2, "NEXT STEPS FOR THE FERRY", "2. TWO.")
    assert kinds(*one, *two) == ["paragraph"]


@pytest.mark.parametrize("number", ["A.", "2. (C)", "l2. (C)"])
def test_a_crosshead_begins_anew_also_above_a_number_that_was_misread(number):
    assert joint_between(["1. ONE."], ["BACKGROUND", f"{number} THE BOARD MET."]) == "paragraph"


def test_the_level_that_the_archive_prints_below_the_text_is_of_the_trailer():
    said = archived(1, 1, "1. HE SAID SO.", "ARDWAY", "CONFIDENTIAL")
    assert body(joined(*said)) == ["1. HE SAID SO.", "ARDWAY"]


@pytest.mark.parametrize("level", ["SECKET", "C0NPIDEMT14L", "5ECBF7"])
@pytest.mark.parametrize("end", ["NNNN", "NNNNMAFUVZCZ", "<< END OP DOGUMBNT >>"])
def test_a_level_that_was_misread_above_the_end_is_of_the_trailer_too(level, end):
    said = archived(1, 1, "1. HE SAID SO.", "ARDWAY")[:-2]
    assert body(joined(*said, level, end)) == ["1. HE SAID SO.", "ARDWAY"]


def test_the_last_word_of_a_sentence_above_the_end_is_text():
    said = archived(1, 1, "1. HE SAID IT WOULD LAST ALL", "SEASON")[:-2]
    assert body(joined(*said, "NNNN")) == ["1. HE SAID IT WOULD LAST ALL", "SEASON"]


def test_a_level_that_was_misread_at_a_page_line_is_no_text():
    said = archived(1, 1, "1. HE SAID", "SBCRET", "PAGE 02 KARVAL 02317 221700Z", "SO.")
    assert body(joined(*said)) == ["1. HE SAID", "SO."]


@pytest.mark.parametrize(
    "last",
    [
        *("STREET.", "PORT", "RESTRICTION.", "REGRET.", "ELECTED", "SECURE", "FEEL", "REPLIED"),
        *("SECRETS", "SECRETS.", "SECRET.", "CONFIDENTLY.", "536887"),
    ],
)
def test_the_last_word_of_a_sentence_at_a_page_line_is_text(last):
    said = archived(1, 1, "1. HE SAID", last, "PAGE 02 KARVAL 02317 221700Z", "2. HE LEFT.")
    assert last in body(joined(*said))


@pytest.mark.parametrize("label", ["CLA5SIFIED BY", "CLASSIPIED BY", "CIASSIFIED RY"])
def test_the_drafters_line_is_of_the_heading_also_where_it_was_misread(label):
    drafter = f"{label}: DCM CLARA TARRANT. REASON: 1.5(B) AND (D)."
    one, two = section(1, 2, drafter, "", "1. HE SAID"), section(2, 2, drafter, "", "SO.")
    assert body(joined(*one, *two)) == ["1. HE SAID", "SO."]
    assert joined(*one, *two).subject == "BILATERAL TALKS IN THE SPRING"


def test_rows_above_a_sections_own_labels_are_heading_though_the_first_section_lost_them():
    lost = section(1, 2, "1. HE SAID")
    two = list(section(2, 2, "SO."))
    two[2:2] = ["SIPDIS", "USDA FOR FAS/ITP"]
    assert body(joined(*lost, *two)) == ["1. HE SAID", "SO."]


def test_text_above_the_labels_of_a_message_that_is_cited_stays():
    wide = "THE MINISTER READ FROM A TELEGRAM OF HIS OWN, WHICH SAID:"
    laid = rows(wide, "TAGS: EFIN", "SUBJECT: OIL", "THE PRICE OF OIL WOULD RISE.")
    parted = without_header(laid, [TAGS, SUBJECT], "BILATERAL TALKS IN THE SPRING")
    assert wide in [row.text for row in parted.rows]


@pytest.mark.parametrize(
    "above",
    [
        ["OLD HARBOR WILL NOT SAIL.", "SAID THE MINISTER OF PORTS"],
        ["OLD HARBOR WILL NOT SAIL."],
        ["SAID THE MINISTER OF PORTS", "THAT THE SHIPS OF THE", "CITY WERE HIS"],
    ],
)
def test_narrow_rows_above_the_labels_of_a_section_may_be_text(above):
    laid = rows(*above, "E.O. 12958: DECL: 10/21/06", TAGS, SUBJECT, "THE PRICE ROSE.")
    parted = without_header(laid, [TAGS, SUBJECT], "BILATERAL TALKS IN THE SPRING")
    kept = [row.text for row in parted.rows]
    assert kept[: len(above)] == above


def test_scraps_of_an_envelope_above_the_labels_of_a_section_are_heading():
    scraps = ["WASHDC PRIORITY 3935", "BY ZANDEI NDE 8715.", "YIRE"]
    laid = rows(*scraps, "E.O. 12958: DECL: 10/21/06", TAGS, SUBJECT, "THE PRICE ROSE.")
    parted = without_header(laid, [TAGS, SUBJECT], "BILATERAL TALKS IN THE SPRING")
    assert [row.text for row in parted.rows] == ["THE PRICE ROSE."]


def test_a_serial_alone_at_the_end_is_the_trailer():
    one = section(1, 2, "1. HE SAID")[:-3]
    assert body(joined(*one, "#0535", "NN", *section(2, 2, "SO."))) == ["1. HE SAID", "SO."]


@pytest.mark.parametrize(
    "said",
    [
        ("AID FOR N/W REGIONS WILL COME.",),
        ("STATE PASS A LAW BEFORE IT MEETS.",),
        ("DEFENSE FOR A/C PROCUREMENT AND WILL BE BOUGHT NEXT", "YEAR."),
        ("TREASURY PASS THROUGH ITS BANKS ALL THAT THE", "FERRY EARNS."),
        ("SENSITIVE", "MATTERS."),
        ("SECTOR", "OF THE PORT."),
    ],
)
def test_a_sentence_that_begins_a_section_like_a_passing_line_or_caption_is_text(said):
    one = section(1, 2, "1. HE SPOKE OF THE")
    bare = ("C O N F I D E N T I A L SECTION 02 OF 02 KARVALA 000535", *said)
    assert body(joined(*one, "PP RUEHC RUEHBO", *bare, "", "BT", "#0535", "NNNN"))[1:] == [*said]


def test_a_caption_of_ordinary_words_is_heading_above_a_blank_line():
    bare = ("C O N F I D E N T I A L SECTION 02 OF 02 KARVALA 000535", "SENSITIVE", "", "PORT.")
    said = (*section(1, 2, "1. HE SPOKE OF THE"), "PP RUEHC RUEHBO", *bare, "", "BT", "NNNN")
    assert body(joined(*said)) == ["1. HE SPOKE OF THE", "PORT."]


def test_a_section_whose_heading_was_not_read_is_put_between_its_neighbours():
    said = [rows(*sent(n, 4, f"{n}. (C) HE WENT TO PORT {n}.")) for n in (1, 2, 4)]
    said.insert(2, rows("HE WENT HOME", "AND STAYED THERE."))
    parts = [Stretch(each, is_cable=True) for each in said]
    assert gather(parts) == (tuple(parts),)
    assert len(gather(parts[:3])) == 2  # nothing below says that it is of the message


def test_the_homes_of_many_transmissions_without_a_heading_are_soon_found():
    parts = [Stretch((row("HE WENT HOME.", page=n),), is_cable=True) for n in range(3_000)]
    groups = [[(identify(part.rows), part)] for part in parts]
    assert with_gaps_filled(groups, parts) == groups


@pytest.mark.parametrize("end", [(), ("BT", "#0535", "NNNN"), ("NNNN",)])
def test_a_number_that_ends_a_section_is_no_serial_of_it(end):
    one = section(1, 2, "1. HE ASKED FOR", "4500")[:-3]
    two = section(2, 2, "PESOS A DAY.")
    assert body(joined(*one, *end, *two)) == ["1. HE ASKED FOR", "4500", "PESOS A DAY."]


def test_a_serial_whose_sign_was_misread_is_told_by_that_of_the_envelope():
    one = section(1, 2, "1. HE SAID")[:-3]
    assert body(joined(*one, "40535", *section(2, 2, "SO."))) == ["1. HE SAID", "SO."]


@pytest.mark.parametrize("marker", ["t START. OF SECTION 2", "s START OF SECTION?"])
def test_a_marker_whose_stars_were_read_as_a_letter_is_one(marker):
    assert find_marker(marker) is not None


def test_a_redaction_in_the_heading_of_a_section_parts_no_sentence():
    one, two = list(rows(*section(1, 2, "1. HE SAID"))), list(rows(*section(2, 2, "SO.")))
    at = next(n for n, row in enumerate(two) if row.typed.startswith("TAGS"))
    two[at] = replace(two[at], parts=(*two[at].parts, marked(1300, 300, 1400, 330)))
    found = join_sections([*one, *two])
    assert [row.joint for row in found.rows if row.typed == "SO."] == ["space"]


def test_a_comment_after_a_full_stop_begins_anew():
    one, two = section(1, 2, "1. ONE.", "2. HE SAID SO."), section(2, 2, "COMMENT: NO.", "3. END.")
    assert kinds(*one, *two) == ["paragraph"]


def test_a_word_cut_at_the_end_of_a_section_goes_on_without_a_space():
    assert kinds(*section(1, 2, "1. A MAN OF SOME INFLU-"), *section(2, 2, "ENCE.")) == ["hyphen"]


@pytest.mark.parametrize("cut", [("1NFLU-", "ENCE."), ("CON7-", "RACT."), ("CROSS-", "5OUND.")])
def test_a_hyphen_joins_without_a_space_also_where_a_letter_was_read_as_a_figure(cut):
    assert kinds(*section(1, 2, "1. OF SOME " + cut[0]), *section(2, 2, cut[1])) == ["hyphen"]


def test_references_that_are_repeated_below_the_subject_are_taken_out():
    head = (*HEADING[:3], "REF: KARVALA 12", "")
    said = (*head, "1. HE SAID", MARKER, *head, "THAT HE AGREED.")
    assert kept(*said)[4:] == ["1. HE SAID", "THAT HE AGREED."]


def test_a_damaged_row_among_repeated_ones_is_taken_out_with_them():
    said = (
        *HEADING,
        "1. HE SAID",
        MARKER,
        "DEPTMENT PAS O TREASRY FR SM1TH",
        TAGS,
        SUBJECT,
        "THAT.",
    )
    assert kept(*said)[3:] == ["1. HE SAID", "THAT."]


def test_a_section_may_begin_with_words_that_the_subject_holds():
    subject = "SUBJECT: MEETING WITH THE FOREIGN MINISTER OF EXAMPLIA"
    text = ["1. WE THEN CALLED ON THE", "FOREIGN MINISTER.", "2. HE WAS GLAD."]
    assert kept(subject, text[0], MARKER, *text[1:])[1:] == text


def test_a_row_that_lost_its_end_is_the_headings_when_the_heading_goes_on_below_it():
    said = (*HEADING, "1. HE SAID", MARKER, "PASS TO TREASURY", TAGS, SUBJECT, "THAT.")
    assert kept(*said)[3:] == ["1. HE SAID", "THAT."]


def test_a_row_that_is_unlike_goes_with_the_heading_that_goes_on_below_it():
    said = [*section(1, 2, "1. The end"), *section(2, 2, "of the quay.")]
    at = len(section(1, 2, "1. The end")) + 2
    said.insert(at, "009560")
    found = joined(*said)
    assert [row.text for row in found.rows if row.text in ("009560", "of the quay.")] == [
        "of the quay."
    ]
    assert "009560" in {line.text for line in found.stripped}


def test_two_page_lines_and_the_stroke_overrule_a_misread_section_number():
    first, third = list(section(1, 3, "1. One.")), list(section(8, 3, "2. Two."))
    third.insert(1, "DE RUEHKV #0535/02 2961645")
    third.insert(-4, "KARVALA 00000535 002 OF 003")
    found = joined(*first, *third)
    assert (found.present, found.total) == ((1, 2), 3)
    assert {"section"} == {repair.field for repair in found.repairs}


def test_a_section_number_of_three_places_is_its_last_figure():
    first, second = section(1, 2, "1. One."), list(section(1, 2, "2. Two."))
    second[1] = "C O N F I D E N T I A L SECTION 802 OF 002 KARVALA 000535"
    assert joined(*first, *second).present == (1, 2)


def numbered(*printed):
    """The numbers that pieces of a cable of twelve sections are taken for."""
    told = count([Piece(each, 12, ()) for each in printed])
    return [piece.number for piece in told.pieces], told.warnings


def test_of_two_sections_that_a_number_may_be_it_is_the_one_in_whose_place_it_stands():
    others = (1, *range(3, 12))
    assert numbered(*others, 812)[0] == [*others, 12]
    assert numbered(1, 812, *others[1:])[0] == [1, 2, *others[1:]]
    assert numbered(1, 3, 812, *others[2:])[1] == ("a section is numbered 812 of 12",)


def test_a_number_of_three_places_is_the_only_section_it_may_be_that_is_not_there():
    assert numbered(*range(1, 12), 812)[0][-1] == 12
    assert numbered(1, 812, *range(4, 13))[0][1] == 2


def test_a_marker_between_two_others_has_the_number_between_theirs():
    marked = [(f"***** START OF SECTION {n} *****", f"TEXT {n}") for n in (2, 8, 4)]
    said = [each for pair in marked for each in pair]
    assert joined("S E C R E T KARVALA 000535", *HEADING, "1. ONE", *said).present == (1, 2, 3, 4)


def test_page_lines_tell_a_total_that_was_misread():
    said = list(section(2, 83, "2. Two."))
    for typed in ("KARVALA 00000535 002 OF 003", "KARVALA 00000535 002.2 OF 003", "3. Three."):
        said.insert(-4, typed)
    said.insert(-4, "KARVALA 00000535 002.3 OF 003")
    found = joined(*said)
    assert found.total == 3
    assert any("3 and 83" in warning for warning in found.warnings)


def test_a_summary_or_cited_cables_below_a_subject_are_not_its_end():
    said = [
        "S E C R E T KARVALA 000535",
        "TAGS: PREL",
        "SUBJECT: BIDS FOR THE FERRY",
        "A. STATE 8388 B. ORSINKA 8104",
        "SUMMARY: NOTHING IS SOLD.",
    ]
    found = joined("PP RUEHC RUEHBO", *said)
    assert found.subject == "BIDS FOR THE FERRY"


def confident(said, confidence):
    """Rows of a section as they are read with so much confidence, 0-1."""
    out = []
    for laid in rows(*said):
        words = tuple(
            replace(word, confidence=confidence)
            for part in laid.parts
            if isinstance(part, Placed)
            for word in part.line.words
        )
        out.append(replace(laid, parts=(Placed(laid.page, Line(words)),)))
    return out


def copies(*transmissions):
    return join_transmissions(transmissions)


def body(found):
    return [row.text for row in found.rows[found.heading : len(found.rows) - found.trailer]]


CLEAR = section(2, 2, "THAT HE AGREED TO THE TALKS.")
GARBLED = section(2, 2, "TXAT HE AGRXED TO THE TXLKS.")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_of_copies_of_a_section_the_most_legible_is_taken(order):
    sent = (
        confident(section(1, 2, "1. HE SAID"), 0.9),
        confident(GARBLED, 0.5),
        confident(CLEAR, 0.9),
    )
    found = copies(*(sent[n] for n in order))
    assert body(found) == ["1. HE SAID", "THAT HE AGREED TO THE TALKS."]
    assert sorted(each.chosen for each in found.sections) == [False, True, True]
    assert {p.rule for p in found.stripped if p.role is Role.SECTION_COPY} == {"other-copy"}


@pytest.mark.parametrize("notice", ["C O R R E C T E D  C O P Y", "CORRECTED COPY (PARA 1)"])
def test_a_corrected_copy_is_taken_before_a_more_legible_one(notice):
    wrong = section(2, 2, "THAT HE REFUSED.")
    right = (*wrong[:2], " ".join(notice.split()), *section(2, 2, "THAT HE AGREED.")[2:])
    found = copies(
        confident(section(1, 2, "1. HE SAID"), 0.9), confident(wrong, 0.9), confident(right, 0.7)
    )
    assert body(found) == ["1. HE SAID", "THAT HE AGREED."]
    assert [each.corrected for each in found.sections] == [False, False, True]


def test_a_section_numbered_higher_than_the_total_is_the_one_that_is_not_there():
    found = joined(
        *section(1, 3, "1. ONE."), *section(2, 3, "2. TWO."), *section(8, 3, "3. THREE.")
    )
    assert (found.present, found.missing) == ((1, 2, 3), ())
    assert [(each.read, each.repaired) for each in found.repairs] == [("8", "3")]


def test_a_section_numbered_too_high_that_cannot_be_placed_is_kept_and_told():
    found = joined(*section(1, 3, "1. ONE."), *section(8, 3, "8. EIGHT."))
    assert found.present == (1, 8)
    assert "a section is numbered 8 of 3" in found.warnings


def test_of_two_totals_the_higher_is_taken_and_told():
    found = joined(*section(1, 2, "1. ONE."), *section(2, 3, "2. TWO."))
    assert (found.total, found.missing) == (3, (3,))
    assert found.warnings == ("headings say that there are 2 and 3 sections; 3 is taken",)


OTHER = ("2. THE GRAIN FLEET SAILED AT LAST.", "3. NOBODY KNOWS WHEN IT WILL RETURN.")
THIRD = ("4. PRICES ROSE BY HALF IN TOWN.", "5. THE MAYOR HAS RESIGNED.")


def test_two_texts_under_one_number_are_the_section_and_the_one_that_is_not_there():
    found = joined(*section(1, 3, "1. ONE."), *section(3, 3, *OTHER), *section(3, 3, *THIRD))
    assert (found.present, found.missing) == ((1, 2, 3), ())
    assert body(found) == ["1. ONE.", *OTHER, *THIRD]


def test_two_texts_under_one_number_are_both_kept_when_nothing_tells_them_apart():
    found = joined(*section(1, 2, "1. ONE."), *section(2, 2, *OTHER), *section(2, 2, *THIRD))
    assert {*OTHER, *THIRD} <= set(body(found))
    assert found.warnings == ("two different texts are numbered section 2",)


def test_page_lines_of_the_archive_begin_again_in_every_section_and_are_no_text():
    said = (*archived(1, 2, "1. HE SAID"), *archived(2, 2, "THAT HE AGREED."))
    assert body(joined(*said)) == ["1. HE SAID", "THAT HE AGREED."]


def test_a_correction_sent_after_the_text_is_told_and_not_applied():
    found = joined(*section(1, 2, "1. HE SAID")[:-1], "C PAGE 1 LINE 2 SHE SAID", "NNNN", *CLEAR)
    assert found.warnings == ("a correction was sent and is not applied: C PAGE 1 LINE 2 SHE SAID",)


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


@pytest.mark.parametrize(
    ("above", "row", "stays"),
    [
        ("THE BIDS ARE IN PARAGRAPH", "31.", True),
        ("A HEIGHT OF TWO THOUSAND", "FT", True),
        ("A MILLION DOLLARS IN", "87", True),
        ("THEY MET ON DECEMBER", "31", True),
        ("THEY MET IN DECEMBER.", "31", False),
        ("THEY MET IN", "8I", False),
    ],
)
@pytest.mark.parametrize("end", [("NNNN",), ("#0535", "NNNN")])
def test_figures_and_letters_above_the_last_line_are_text_where_they_end_a_sentence(
    above, row, stays, end
):
    first = section(1, 2, f"1. {above}", row, *end)
    # Without the BT that `section` puts below.
    found = joined(*first[:-4], *section(2, 2, "2. NO DATE IS SET."))
    assert (row in [each.text for each in found.rows]) == stays
