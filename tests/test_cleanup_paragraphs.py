"""How rows become paragraphs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.hyphens import NO_WORDS, join_parts, join_texts, words_in
from cleanup.model import Row
from cleanup.paragraph_marks import starts_paragraph
from cleanup.paragraphs import refold
from tests.builders import DPI, marked, placed, row, rows

FULL = "THE AMBASSADOR CALLED ON THE MINISTER THIS WEEK AND"


def paragraphs(laid):
    return [block.text for block in refold(laid, {1: DPI, 2: DPI})]


def test_full_lines_are_one_paragraph():
    assert paragraphs(rows(FULL, FULL, "LEFT.")) == [f"{FULL} {FULL} LEFT."]


def test_a_word_cut_by_a_hyphen_is_put_together_when_the_whole_word_stands_elsewhere():
    [said] = paragraphs(rows("THE COMMISSION MET TODAY, AND LATER ON THE COMMIS-", "SION LEFT."))
    assert said.endswith("ON THE COMMISSION LEFT.")


def test_without_that_evidence_the_hyphen_stays():
    [said] = paragraphs(rows("THE MINISTER MET THEM TODAY, AND LATER ON THE VICE-", "CONSUL LEFT."))
    assert said.endswith("ON THE VICE-CONSUL LEFT.")


@pytest.mark.parametrize("cut", [("SER-", "VIGE"), ("5ER-", "VICE"), ("SER~", "VICE")])
def test_a_word_that_was_cut_and_misread_is_put_together_by_the_word_that_it_is_like(cut):
    [said] = paragraphs(rows("THE SERVICE MET THEM TODAY, AND LATER ON THE " + cut[0], cut[1]))
    assert said.endswith(f"ON THE {cut[0][:-1]}{cut[1]}")


def test_a_word_whose_hyphen_no_reader_saw_is_put_together_where_it_stands_whole():
    [said] = paragraphs(rows("THE MINISTRY MET THEM TODAY, AND LATER ON THE MINI", "STRY LEFT."))
    assert said.endswith("ON THE MINISTRY LEFT.")


@pytest.mark.parametrize(("first", "rest"), [("VIO", "LENCE"), ("AP", "PARENTLY")])
def test_the_first_half_of_a_word_may_be_short(first, rest):
    said = f"THE {first}{rest} MET THEM"
    assert join_texts(f"LATER ON {first}", rest, words_in([said])) == f"LATER ON {first}{rest}"


@pytest.mark.parametrize("sign", [".", ",", ":"])
def test_a_hyphen_that_was_read_as_a_stop_goes_where_the_word_stands_whole(sign):
    words = words_in(["THE ORGANIZATION WAS TOLD", "OF THE OLD ORGANIZATION"])
    assert join_texts(f"AN ORGANI{sign}", "ZATION OF", words) == "AN ORGANIZATION OF"
    assert join_texts(f"AN ORGANI{sign}", "Zation", words) == f"AN ORGANI{sign} Zation"
    assert join_texts(f"THE ORGANI{sign}", "ZATIONAL", words) == f"THE ORGANI{sign} ZATIONAL"


def test_two_words_are_not_put_together_though_the_text_has_a_word_of_their_letters():
    [said] = paragraphs(rows("THE INFORM SERVICE MET TODAY AND LATER, AND NOT IN", "FORM."))
    assert said.endswith("NOT IN FORM.")


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("WILLIAMSON MET THEM", "THE MAN CALLED WILLIAM", "SON OF THE MAYOR"),
        ("THE PRIMARY WAS HELD", "THE MEN OF THE PRI", "MARY LEFT"),
        ("PETERSEN MET THEM", "IT WAS SIGNED BY PETER", "SEN ADAMS"),
        ("THE FORMATION MET THEM", "WITHOUT ANY FORM", "ATION"),  # a known word
        ("HARGREAVES AND HARG MET THEM", "IT WAS SIGNED BY HARG", "REAVES"),  # of the release
    ],
)
def test_words_that_stand_by_themselves_are_not_put_together(said, before, after):
    assert join_texts(before, after, words_in([said, before, after])) == f"{before} {after}"


def test_a_long_paragraph_is_joined_in_time_that_grows_with_its_rows():
    many = [placed("THE MINISTER MET THEM TODAY AND LATER ON THE HAR-")] * 10_000
    assert join_parts(many, NO_WORDS).count("HAR-THE") == 9_999


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("the port captain sent a tempo-", "rary answer", "temporary"),
        ("the port captain is about to be-", "gin again", "begin"),
        ("the port captain saw the remain-", "ing ships", "remaining"),
        ("the port captain came on a self-", "steering raft", "self-steering"),
        ("the port captain saw the tar-", "get again", "tar-get"),  # `get` is a word
        ("the port captain met Li Yuan-", "hing again", "Yuan-hing"),
        ("the port captain sent X-", "rays again", "X-rays"),
        ("THE PORT CAPTAIN MET THE ARAB-", "ISRAELI PANEL", "ARAB-ISRAELI"),
    ],
)
def test_a_hyphen_between_what_are_no_words_goes_but_not_from_names(above, below, joined):
    [said] = paragraphs(rows(f"{above}", below))
    assert joined in said


def test_a_row_that_ends_in_a_cut_word_goes_on_however_short_it_is():
    wide = [row(FULL + " " + FULL, 8 + n) for n in range(6)]
    said = paragraphs([row("Watch Committee on the Kav-"), row("alan situation.", 1), *wide])
    assert said[0] == "Watch Committee on the Kav-alan situation."


def test_a_letter_with_an_accent_is_a_letter_of_a_cut_word():
    [said] = paragraphs(rows("The communiqué was read to them, and later on the commu-", "niqué"))
    assert said.endswith("on the communiqué")


def test_a_wave_is_a_hyphen_only_where_the_word_stands_whole_elsewhere():
    [said] = paragraphs(rows("THE MINISTER MET THEM TODAY, AND LATER ON THE FLVI~", "DISC"))
    assert said.endswith("ON THE FLVI~ DISC")


@pytest.mark.parametrize(("first", "rest"), [("SER", "PENT"), ("REPORT", "INGS"), ("PRE", "PARE")])
def test_a_word_of_which_neither_half_is_one_was_cut(first, rest):
    [said] = paragraphs(rows(f"THE SERVICE MET THEM TODAY, AND LATER ON THE {first}-", rest))
    assert said.endswith(f"ON THE {first}{rest}")


@pytest.mark.parametrize(("first", "rest"), [("NON", "STARTER"), ("ZIMBABWE", "TODAY")])
def test_a_compound_of_a_word_or_of_what_compounds_begin_with_keeps_its_hyphen(first, rest):
    [said] = paragraphs(rows(f"THE SERVICE MET THEM TODAY, AND LATER ON THE {first}-", rest))
    assert said.endswith(f"ON THE {first}-{rest}")


def test_a_numbered_paragraph_starts_anew():
    assert paragraphs(rows(f"1. {FULL}", f"2. {FULL}")) == [f"1. {FULL}", f"2. {FULL}"]


def test_a_portion_mark_starts_anew():
    assert len(paragraphs(rows(f"(U) {FULL}", f"(C) {FULL}"))) == 2


@pytest.mark.parametrize("misread", ["l1. (C)", "T. (U)", "S, (S)", "I0. (SBU)"])
def test_a_number_read_as_letters_before_a_portion_mark_starts_anew(misread):
    assert len(paragraphs(rows(f"10. {FULL}", f"{misread} {FULL}"))) == 2


def test_letters_without_a_portion_mark_start_nothing():
    assert not starts_paragraph("I. BRANDT LEFT.")


def test_a_decimal_is_no_paragraph_number():
    assert not starts_paragraph("1.4 MILLION")


def test_a_blank_line_parts_paragraphs():
    assert paragraphs(rows(FULL, FULL, FULL, "", FULL)) == [f"{FULL} {FULL} {FULL}", FULL]


def test_a_double_spaced_text_under_the_single_spaced_boxes_of_a_form_is_one_paragraph():
    boxes = [
        row(said, n) for n, said in enumerate(("COUNTRY", "SUBJECT", "PLACE", "SOURCE", "DATE"))
    ]
    text = [row(FULL, 8 + 2 * n) for n in range(8)]
    assert paragraphs([*boxes, *text])[-1] == " ".join([FULL] * 8)


def test_a_blank_line_parts_paragraphs_of_a_double_spaced_text_as_well():
    text = [row(FULL, 2 * n + (3 if n >= 4 else 0)) for n in range(8)]
    assert paragraphs(text) == [" ".join([FULL] * 4)] * 2


def test_short_paragraphs_with_blank_lines_between_stay_apart():
    laid, at, said = [], 0, []
    for rows_of_it in (1, 2, 2) * 4:
        own = [FULL] * (rows_of_it - 1) + [f"{FULL} WENT."]
        laid += [row(each, at + n) for n, each in enumerate(own)]
        said.append(" ".join(own))
        at += rows_of_it + 1
    assert paragraphs(laid) == said


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("TO-", "DIRECTOR OF CENTRAL FILES"),
        ("Q-", "WHO WILL PAY FOR IT"),
        ("Lawrence K. White", "cc: Director of Security"),
        ("Very truly yours", "enclosures: two copies of the map"),
    ],
)
def test_what_only_looks_like_a_sentence_that_goes_on_stays_apart(above, below):
    text = [row(FULL + " " + FULL, n) for n in range(4)]
    laid = [*text, row(above, 6, left=900), row(below, 8), row(FULL, 12)]
    assert above in paragraphs(laid)


def test_a_paragraph_whose_margin_is_redacted_starts_anew():
    numbered = row("2. THE APPLICATION", 1, left=400)
    beside = replace(numbered, parts=(marked(60, 533, 160, 560), *numbered.parts))
    assert paragraphs([row(FULL), beside]) == [FULL, "[REDACTED] 2. THE APPLICATION"]


def test_a_number_after_a_redaction_in_a_sentence_starts_nothing():
    said = row("12. THE MINISTER", 1, left=400)
    within = replace(said, parts=(marked(200, 533, 390, 560), *said.parts))
    assert paragraphs([row(FULL), within]) == [f"{FULL} [REDACTED] 12. THE MINISTER"]


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        ("The Consul called on the port captain this week and", "left for the coast", True),
        ("The Consul called on the port captain this week.", "left for the coast", False),
        ("The Consul called on the port captain this week and", "a. the harbor", False),
        ("The Consul called on the port captain this week and", "b7 Harbor", False),
    ],
)
def test_a_row_in_the_midst_of_a_sentence_goes_on_where_only_it_is_double_spaced(above, below, one):
    noted = ["A note in single spacing stands here and has rows of it"] * 3
    laid = [row(above), row(below, 2), *(row(said, 6 + n) for n, said in enumerate(noted))]
    assert (paragraphs(laid)[0] == f"{above} {below}") == one


def test_a_line_that_ends_although_the_next_word_would_have_fitted_ends_its_paragraph():
    assert paragraphs(rows(FULL, "THEY LEFT.", FULL)) == [f"{FULL} THEY LEFT.", FULL]


def test_an_indented_line_starts_anew():
    assert len(paragraphs([row(FULL, 0), row(FULL, 1), row(FULL, 2, left=300), row(FULL, 3)])) == 2


def test_a_sentence_goes_on_over_the_end_of_the_page():
    assert paragraphs([row(FULL), row("LEFT.", page=2)]) == [f"{FULL} LEFT."]


def test_a_redaction_stands_in_its_sentence_as_a_marker():
    laid = Row(1, (placed("HE SAW", 200, 400), marked(360, 398, 500, 428), placed("IN", 520, 400)))
    assert paragraphs([laid]) == ["HE SAW [REDACTED] IN"]


def test_a_joint_that_was_decided_is_not_decided_again():
    laid = [row(FULL, 0), replace(row("2. LEFT.", 1), joint="space")]
    assert paragraphs(laid) == [f"{FULL} 2. LEFT."]


def test_a_word_that_is_written_with_its_hyphen_elsewhere_keeps_it():
    said = rows("THE VICECONSUL AND THE VICE-CONSUL LEFT, AND LATER ON THE VICE-", "CONSUL CAME.")
    assert paragraphs(said)[0].endswith("ON THE VICE-CONSUL CAME.")


def test_items_of_a_list_start_anew_and_go_on_under_their_words():
    laid = [
        row("The board asks for these things, and at once if it can be done:", 0),
        row("a. lamps for all the stations of the coast, and for the boats", 1, left=260),
        row("that go there;", 2, left=320),
        row("b. oil.", 3, left=260),
    ]
    assert paragraphs(laid)[1:] == [
        "a. lamps for all the stations of the coast, and for the boats that go there;",
        "b. oil.",
    ]


@pytest.mark.parametrize(("one", "two"), [("(1)", "(2)"), ("-", "-"), ("a)", "b)"), ("A.", "B.")])
def test_marks_of_one_series_begin_items(one, two):
    full = "lamps for all stations of the northern coast, and oil;"
    assert len(paragraphs(rows("These:", f"{one} {full}", f"{two} {full}"))) == 3


def test_a_letter_and_a_full_stop_alone_are_a_name_and_no_item():
    said = rows("The board met, and the lamps were looked at by Mr. Rose and", "A. Penn of Elma.")
    assert len(paragraphs(said)) == 1


def test_numbers_parted_by_commas_are_no_paragraph_number():
    assert not starts_paragraph("12, 14 and 25 of the note")
    assert starts_paragraph("12, The board met.")


def columns(*cells, at, lefts=(200, 700, 1000)):
    pieces = [placed(said, left, 400 + 33 * at) for said, left in zip(cells, lefts, strict=True)]
    return Row(1, tuple(pieces))


def test_rows_of_a_table_stay_rows_with_their_columns_apart():
    laid = [
        columns("ELMA", "4", "July", at=1),
        columns("BRISA", "15", "June", at=2),
        columns("TARN", "0", "May", at=3),
    ]
    assert paragraphs(laid) == ["ELMA  4  July\nBRISA  15  June\nTARN  0  May"]


def test_a_wide_gap_in_two_rows_is_no_table():
    laid = [columns("ELMA", "4", "July", at=1), columns("BRISA", "15", "June", at=2)]
    assert all("  " not in said for said in paragraphs(laid))


def stacked(laid):
    return [block.text for block in refold(laid, {1: DPI}, stacked=True)]


def test_an_address_and_a_signature_keep_their_lines():
    laid = rows("Mr. A. Penn", "12 Quay Street", "Elma", "", FULL, FULL, "", "Rose Vale", "Keeper")
    assert stacked(laid) == [
        "Mr. A. Penn\n12 Quay Street\nElma",
        f"{FULL} {FULL}",
        "Rose Vale\nKeeper",
    ]


def test_lines_of_a_list_of_names_at_the_right_keep_theirs():
    laid = [row("ADMIRAL PENN, CHIEF OF THE COAST", 0, 900), row("GENERAL VALE, OF ELMA", 1, 900)]
    laid += [row(FULL + " AND SO ON AND ON", 4), row(FULL, 5)]
    assert stacked(laid)[0] == "ADMIRAL PENN, CHIEF OF THE COAST\nGENERAL VALE, OF ELMA"


def test_in_a_cable_short_lines_stay_apart():
    assert paragraphs(rows(FULL, "LEFT.", "VALE", "BT", "#0123"))[1:] == ["VALE", "BT", "#0123"]


def test_the_typed_lines_can_be_kept():
    laid = rows(FULL, "LEFT.", "", "2. THE COMMIS-", "SION MET.")
    kept = [block.text for block in refold(laid, {1: DPI}, layout="lines")]
    assert "\n".join(kept) == f"{FULL}\nLEFT.\n2. THE COMMIS-\nSION MET."


some_rows = st.lists(
    st.sampled_from([FULL, "1. HE LEFT.", "(C) SO IT WAS", "SHORT", "THE COMMIS-", "sion", ""])
).map(lambda said: rows(*said))


@settings(deadline=None)
@given(some_rows)
def test_every_part_of_every_row_is_in_one_block_and_in_order(laid):
    for stacks in (False, True):
        blocks = refold(laid, {1: DPI}, stacked=stacks)
        parts = [part for block in blocks for part in block.parts]
        assert parts == [part for each in laid for part in each.parts]


@settings(deadline=None)
@given(some_rows, st.booleans())
def test_typed_lines_are_kept_whole(laid, stacks):
    blocks = refold(laid, {1: DPI}, layout="lines", stacked=stacks)
    assert [said for block in blocks for said in block.text.split("\n")] == [
        each.text for each in laid
    ]


@settings(deadline=None)
@given(some_rows)
def test_no_letter_is_lost_but_hyphens(laid):
    said = "".join(stacked(laid)).replace(" ", "").replace("\n", "").replace("-", "")
    assert said == "".join(each.text for each in laid).replace(" ", "").replace("-", "")


def parted(left, right, at, gap=700):
    """A row whose words stand on both sides of one blank."""
    return Row(1, (placed(left, 200, 400 + 33 * at), placed(right, gap, 400 + 33 * at)))


def test_running_text_with_words_lost_in_one_place_is_no_table():
    lost = (
        ("that the ship sailed", "the harbor office said"),
        ("was told of it", "the crew of it"),
    )
    rows = [parted(*cells, at) for at, cells in enumerate((*lost, ("again that", "to leave it")))]
    [said] = paragraphs(rows)
    assert "  " not in said
    assert "\n" not in said


@pytest.mark.parametrize(
    "cells",
    [
        (("wheat", "140 tons"), ("barley", "90"), ("oats", "12")),
        (("driver", "A. Penn"), ("cook", "J. Farrow"), ("clerk", "Maria Vos")),
        (("trigo", "cien toneladas"), ("cebada", "veinte toneladas"), ("avena", "dos toneladas")),
        (("wheat", "were all shipped"), ("barley", "was all shipped"), ("oats", "was all lost")),
        (("wheat of the coast", "all lost"), ("all of the barley", "a lot"), ("oats", "12 tons")),
    ],
)
def test_a_table_may_begin_its_rows_with_small_letters(cells):
    rows = [parted(left, right, at) for at, (left, right) in enumerate(cells)]
    assert paragraphs(rows) == ["\n".join("  ".join(each) for each in cells)]


def test_cells_of_several_words_that_end_far_from_the_margin_are_a_table():
    cells = (
        ("of the ship Elma", "is the old driver"),
        ("of the ship Tarn", "is a new cook"),
        ("of the coast", "is the old clerk"),
    )
    rows = [parted(left, right, at) for at, (left, right) in enumerate(cells)]
    full = [row("x" * 80 + " of the harbor", at + 3) for at in range(9)]
    assert paragraphs([*rows, *full])[0] == "\n".join("  ".join(each) for each in cells)


@pytest.mark.parametrize(
    ("end", "rest", "said"),
    [
        ("by the middle of mid-", "1964 it", "mid-1964 it"),
        ("offered a loan of $100-", "million", "$100-million"),
        ("the harbor master, 46-", "year-old", "46-year-old"),
        ("this long meeting--", "one of few", "meeting--one of few"),
        ("this long meeting --", "one of few", "meeting -- one of few"),
        ("in section 3 -", "4 of it", "3 - 4 of it"),
        ("in the years 1950-", "51 it", "1950-51 it"),
        ("a flight of MIG-", "15 fighters", "MIG-15 fighters"),
        ("they saw the U-", "2 above", "U-2 above"),
        # What is no compound has its blank.
        ("in the years 1950-", "The ship", "1950- The ship"),
        ("agreed to leave at 5-", "Colonel Penn", "5- Colonel Penn"),
        ("in Nos. 3-", "a. The first", "3- a. The first"),
        ("in Nos. 3-", "1. The first", "3- 1. The first"),
        ("it is told in section A-", "3 ships", "A- 3 ships"),
        ("that was not all of the MEN-", "3 ships", "MEN- 3 ships"),
        ("BY THE MIDDLE OF MID-", "1964 IT", "MID-1964 IT"),
        ("they wrote of discrim-", "1 nation", "discrim- 1 nation"),
        ("this long meeting--", "1. The first", "meeting-- 1. The first"),
    ],
)
def test_hyphens_beside_figures_and_dashes_go_on_as_they_began(end, rest, said):
    assert join_texts(end, rest, NO_WORDS).endswith(said)
