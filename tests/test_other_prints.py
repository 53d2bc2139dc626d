"""Cables as other offices print them: page marks, bare headings, lists of references."""

import re
import time

import pytest

from cleanup.cable import read_fields
from cleanup.captions import is_caption
from cleanup.columns import find_columns
from cleanup.copies import Piece, count, likeliest_total
from cleanup.documents import clean_release
from cleanup.early_feet import with_early_feet
from cleanup.heading import kind_of
from cleanup.hyphens import NO_WORDS, join_texts, words_in
from cleanup.joints import joint_between
from cleanup.model import Placed, Role
from cleanup.mrn import Mrn
from cleanup.page_lines import with_page_lines
from cleanup.running_lines import Running, running
from cleanup.section_numbers import ClassLine, class_line, section_line
from ocr.model import Box, Line, Word
from tests.builders import PITCH, line, page
from tests.telegrams import cleaned, said

HEADING = (
    "P 071020Z SEP 73",
    "FM AMEMBASSY KARVALA",
    "TO SECSTATE WASHDC PRIORITY 1801",
    "INFO AMEMBASSY PORT ELMA 2842",
)


WORDS = ("", "ONE", "TWO")


def only(pages):
    """The one document of some pages."""
    (document,) = clean_release(pages).documents
    return document


def bare(number, *body, below=("EXDIS",)):
    """A section that repeats of the heading its envelope and classification only."""
    return (
        f"PAGE 01 KARVAL 02317 {number:02} OF 02 071025Z",
        *HEADING,
        "",
        f"C O N F I D E N T I A L SECTION {number} OF 2 KARVALA 2317",
        *below,
        "",
        *body,
        "",
        "NNNN",
    )


def whole(number, *body):
    labels = ("E.O. 11652: GDS", "TAGS: PFOR", "SUBJECT: FERRY BIDS BEFORE THE CABINET", "")
    return bare(number, *labels, *body)


FIRST = whole(1, "1. THE MINISTER SAID THAT THE CABINET", "WOULD ALSO LOOK INTO THE")
SECOND = ("BIDS FOR THE FERRY BEFORE IT MEETS.", "", "2. NO DATE IS SET.")


PASSING = ("SIPDIS", "STATE FOR EUR/NE", "DEPT PASS USTR FOR ROURKE")


@pytest.mark.parametrize("below", [("EXDIS",), ("NODIS", "NOFORN"), (), PASSING])
def test_captions_right_below_the_classification_are_heading_without_other_labels(below):
    text = said(cleaned(FIRST, bare(2, *SECOND, below=below)).text)
    assert "LOOK INTO THE BIDS FOR THE FERRY BEFORE IT MEETS." in text


def test_a_number_that_went_over_to_the_next_row_is_heading_too():
    second = bare(2, *SECOND, below=("KARVALA 2317", "EXDIS"))
    second = tuple(row.replace("SECTION 2 OF 2 KARVALA 2317", "SECTION 2 OF 2") for row in second)
    (document,) = cleaned(FIRST, second).documents
    assert "LOOK INTO THE BIDS FOR THE FERRY" in said(document.text)
    assert document.cable.fields.mrn.number == 2317


def test_a_section_that_came_alone_keeps_no_caption_in_its_text():
    (document,) = cleaned(bare(2, *SECOND, below=PASSING)).documents
    (section,) = document.cable.sections.sections
    assert next(row.typed for row in section.rows) == SECOND[0]


def test_a_row_of_text_that_ends_in_a_year_is_no_number_of_the_message():
    (document,) = cleaned(bare(2, "FISCAL YEAR 1979", "IS OVER.", below=())).documents
    (section,) = document.cable.sections.sections
    assert next(row.typed for row in section.rows) == "FISCAL YEAR 1979"


def test_more_references_than_three_stand_one_on_a_row_and_none_is_a_portion_mark():
    refs = ("REF: (A) STATE 12345", "(B) PORT ELMA 3411", "(C) LIMA 1234", "(D) QUITO 88")
    rows = (
        *HEADING,
        "SECRET KARVALA 2317",
        "E.O. 11652: GDS",
        "TAGS: PFOR",
        *refs,
        "(E) STATE 777",
    )
    (document,) = cleaned((*rows, "", "1. TEXT OF A CABLE THAT SAYS LITTLE.", "NNNN")).documents
    cited = [(each.post, each.number) for each in document.cable.fields.references]
    assert cited[2:] == [("LIMA", 1234), ("QUITO", 88), ("STATE", 777)]
    assert "(C)" not in document.text.split("1. TEXT")[0].split("\n\n")[-1]


def test_a_paragraph_with_a_portion_mark_is_no_reference():
    rows = (*HEADING, "SECRET KARVALA 2317", "TAGS: PFOR", "REF: STATE 12345")
    text = cleaned((*rows, "(S) LIMA IS QUIET. 14 SHIPS SAILED.", "NNNN")).text
    assert "\n\n(S) LIMA" in text


def test_what_a_form_prints_above_the_date_time_group_is_no_addressee():
    fields = read_fields(("JOINT STAFF", "INFO SERVICE CENTER", *HEADING))
    assert fields.info == ("AMEMBASSY PORT ELMA 2842",)


def test_addressees_may_stand_above_the_date_time_group():
    fields = read_fields((*HEADING[1:], "O 071020Z SEP 73", "BT"))
    assert (len(fields.to), len(fields.info)) == (1, 1)


def test_addressees_stay_where_another_date_time_group_than_their_own_was_read():
    below = ("SECRET KARVALA 2317", "SUBJECT: FERRY BIDS", "O 091020Z SEP 73")
    fields = read_fields(("P 07I0?0? SFP 73", *HEADING[1:], *below))
    assert (len(fields.to), len(fields.info)) == (1, 1)


@pytest.mark.parametrize(
    ("mark", "left"),
    [("MORE", 900), ("-- CONTINUED --", 200), ("(MORE)", 200), ("CONTINUED ON NEXT PAGE", 900)],
)
def test_a_mark_that_the_page_goes_on_is_no_text(mark, left):
    assert mark not in with_last_row(mark, left)


@pytest.mark.parametrize(
    ("word", "left"), [("MORE", 200), ("CONTINUED", 200), ("ONE MORE", 900), ("MOREOVER", 900)]
)
def test_the_same_word_in_the_column_of_text_is_text(word, left):
    assert word in with_last_row(word, left)


def with_last_row(mark, left):
    rows = ["THE CABINET MEETS AGAIN ON FRIDAY AND WILL HEAR OF IT"] * 4
    typed = [line(text, top=500 + PITCH * n) for n, text in enumerate(rows)]
    last = line(mark, left=left, top=500 + PITCH * 4)
    return clean_release([page(*typed, last)]).text


def test_a_number_of_no_paragraph_goes_on_with_the_sentence_above():
    before = ["6. THEY MEET ON DECEMBER 20 AND"]
    assert joint_between(before, ["27. THE MINISTER WILL NOT BE THERE."]) == "space"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("7. THE TEXT OF THE NOTE FOLLOWS -", "1. THE GOVERNMENT OF EXAMPLIA SENDS IT."),
        ("7. THE TEXT OF THE NOTE IS AS FOLLOWS", "1. THE GOVERNMENT OF EXAMPLIA SENDS IT."),
        ("1. (C) [REDACTED (b)(1)]", "8. THE MINISTER LEFT."),
        ("1. (C) [REDACTED (b)(1)]", "8. (C) THE MINISTER LEFT."),
        ("8. (S) HE LEFT FOR THE COAST ON THE NEXT OF HIS DAYS", "4. (S) COMMENT: HE IS TIRED."),
        ('8. (S) "WHY NOT A FERRY?" (REFTEL PARA THREE)', "3. HE LEFT."),
    ],
)
def test_a_number_that_may_begin_a_paragraph_begins_one_whatever_its_order(before, after):
    assert joint_between([before], [after]) == "paragraph"


def test_a_number_below_a_crosshead_begins_a_paragraph_though_the_one_above_was_misread():
    before = ["8. THE ISLANDS MAY SAY SO.", "BACKGROUND"]
    assert joint_between(before, ["4. (U) BEFORE THE CABINET MET."]) == "paragraph"


@pytest.mark.parametrize(("above", "kind"), [(3, "paragraph"), (21, "space")])
def test_a_paragraph_may_begin_with_a_year_where_its_number_is_the_next(above, kind):
    before = [f"{above}. THEY MET ON DECEMBER 20."]
    assert joint_between(before, ["4. 1977 TALKS WERE SHORT.", "23. THEY ENDED."]) == kind


def test_a_subject_may_go_on_with_a_dash():
    rows = (*HEADING, "SUBJECT: COPPER PRICES AND THE BUDGET", "- A GLOOMY OUTLOOK")
    assert read_fields(rows).subject == "COPPER PRICES AND THE BUDGET - A GLOOMY OUTLOOK"


@pytest.mark.parametrize("number", [7, 8])
def test_the_next_paragraphs_number_begins_one_though_no_sentence_has_ended(number):
    before = ["6. THEY MEET ON DECEMBER 20"]
    assert joint_between(before, [f"{number}. THE MINISTER WILL BE THERE."]) == "paragraph"


def test_a_sentence_that_ends_in_a_figure_is_no_cut_number_before_a_numbered_paragraph():
    before = ["4. (S) EACH SENDS ITS MINISTER AND 2."]
    assert joint_between(before, ["5. (S) THE COUNCIL AGREED."]) == "paragraph"


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [("IMPOR-", "TANCE", "IMPORTANCE"), ("POSSI-", "BILITY OF IT", "POSSIBILITY OF IT")],
)
def test_a_cut_word_that_everyone_knows_is_put_together(before, after, whole):
    assert join_texts(before, after, NO_WORDS) == whole


def test_a_compound_that_is_no_word_without_its_hyphen_keeps_it():
    known = words_in(["THEY CAME TO THE COAST AND WENT BY SEA"])
    assert join_texts("THE AUSTRO-", "GARIAN", known) == "THE AUSTRO-GARIAN"
    assert join_texts("THE PENI-", "TENT", known) == "THE PENITENT"


def test_a_page_line_that_was_read_in_pieces_names_the_section():
    def sheet(number):
        line_in_pieces = [
            line("PAGE 01", 200, 300),
            line("KARVAL 02317", 600, 300),
            line(f"{number:02} OF 02 071025Z", 1100, 300),
        ]
        rows = [
            *HEADING,
            "",
            "SECRET",
            "",
            f"{number}. TEXT OF SECTION {WORDS[number]} BEGINS HERE.",
        ]
        typed = [line(row, top=400 + PITCH * n) for n, row in enumerate(rows) if row]
        return page(*line_in_pieces, *typed, line("NNNN", top=1200), number=number)

    document = only([sheet(1), sheet(2)])
    assert document.cable.fields.mrn.number == 2317
    assert document.cable.sections.present == (1, 2)
    assert "PAGE 01" not in document.text


def test_the_page_number_and_number_of_a_report_are_no_message_line():
    def sheet(number):
        foot = line(f"PAGE {number}", 200, 60), line("CABLE NO. 4471", 1100, 60)
        rows = [f"ON DAY {number}{n} THE SHIP TOOK ON GRAIN FOR THE COAST" for n in (3, 7)]
        typed = [line(row, top=400 + PITCH * n) for n, row in enumerate(rows)]
        return page(*foot, *typed, number=number)

    text = clean_release([sheet(number) for number in (1, 2, 3)]).text
    assert "PAGE" not in text
    assert "CABLE NO." not in text


def test_a_row_of_a_table_is_no_message_line():
    placed = [Placed(1, line("AGE 14", 200)), Placed(1, line("BOYS 1200", 900))]
    assert with_page_lines(placed) == tuple(placed)


def test_the_archives_line_counts_its_pages_as_well():
    text = "PAGE 01 OF 02 KARVAL 02317 01 OF 03 071025Z C25 15 061705"
    assert running(text) == Running("KARVAL", 2317, 1, 1, 3)


def test_the_archives_line_is_known_without_its_page_and_with_a_printers_mark():
    text = "USUNN 06980 01 OF 03 010632Z C20 00 048860"
    assert running(text) == Running("USUNN", 6980, 0, 1, 3)


def test_a_date_time_group_alone_on_its_row_needs_no_prosign():
    fields = read_fields(("141450Z JUN 97", *HEADING[1:]))
    assert fields.dtg == "1997-06-14T14:50:00Z"


def test_a_date_time_group_within_a_row_of_text_is_none():
    assert kind_of("141450Z JUN 97 WAS THE LAST") == ""


@pytest.mark.parametrize("said", ["SECTION THREE CF FOUR", "SECTION 03 OF 0A", "SECTION 3 GF 4"])
def test_letters_of_a_sections_number_may_be_misread(said):
    assert section_line(f"C O N F I D E N T I A L {said} KARVALA 2317") == (3, 4)


def test_a_number_above_the_total_gives_way_to_what_the_page_line_says():
    second = tuple(row.replace("SECTION 2 OF 2", "SECTION 8 OF 2") for row in bare(2, *SECOND))
    (document,) = cleaned(second).documents
    assert document.cable.sections.present == (2,)


@pytest.mark.parametrize(
    ("claims", "highest", "total"),
    [({3: 1, 8: 1}, 2, 3), ({3: 1, 8: 1}, 4, 8), ({2: 1, 3: 1}, 2, 3), ({3: 2, 8: 1}, 2, 3)],
)
def test_of_totals_said_as_often_the_higher_is_taken_unless_they_look_alike(claims, highest, total):
    assert likeliest_total(claims, highest) == total


def test_a_section_whose_number_was_not_read_is_not_the_last_one():
    said = class_line("C O N F I D ENT I AL SECTION or OF 03 KARVALA 7972")
    assert said is None or said.section == 0


def test_a_page_line_and_a_classification_line_of_one_number_are_signs_enough():
    second = (
        "PAGE 01 KARVAL 02317 02 OF 02 071025Z",
        "",
        "X IDEETIA SECTION 02 OF 02 KARVALA 2317",
    )
    (document,) = cleaned((*second, "", *SECOND, "SO FAR, AND MORE WILL BE SAID.")).documents
    assert document.cable.sections.present == (2,)


def test_a_marker_that_looks_like_the_next_number_is_that():
    counted = count([Piece(1, 0, ()), Piece(2, 0, ()), Piece(8, 0, ())])
    assert [piece.number for piece in counted.pieces] == [1, 2, 3]


@pytest.mark.parametrize("read", [(1, 7), (1, 2, 8)])
def test_a_marker_taken_for_the_next_number_is_told_as_others_may_be_missing(read):
    counted = count([Piece(number, 0, ()) for number in read])
    assert [piece.number for piece in counted.pieces] == [*range(1, len(read) + 1)]
    (warning,) = counted.warnings
    assert f"numbered {read[-1]}" in warning
    assert "may be missing" in warning


def test_a_marker_that_the_next_one_follows_stays_though_it_looks_like_another():
    counted = count([Piece(number, 0, ()) for number in (1, 2, 8, 9)])
    assert [piece.number for piece in counted.pieces] == [1, 2, 8, 9]


def test_a_marker_that_does_not_look_like_it_stays():
    counted = count([Piece(1, 0, ()), Piece(2, 0, ()), Piece(4, 0, ())])
    assert [piece.number for piece in counted.pieces] == [1, 2, 4]


def test_words_about_a_section_are_no_number():
    assert section_line("SECRET SECTION 2 OF THE PORTS ACT") is None


@pytest.mark.parametrize("said", ["STAD1S", "LIMDI5", "N0DIS"])
def test_a_caption_with_a_figure_in_it_is_one(said):
    assert is_caption(said)


def test_a_figure_of_the_year_may_be_read_as_a_letter():
    assert read_fields(("P 071538Z JUN g5", *HEADING[1:])).dtg == "1995-06-07T15:38:00Z"


@pytest.mark.parametrize("mark", ["B7", "BI", "3T"])
def test_bt_may_be_misread_above_the_last_line_of_a_section(mark):
    first = (*FIRST[:-1], mark, "NNNN")
    assert "LOOK INTO THE BIDS" in said(cleaned(first, bare(2, *SECOND)).text)


def test_a_figure_in_a_level_is_a_letter():
    found = class_line("LIMITED OFFICI4L USE KARVALA 990")
    assert found == ClassLine("LIMITED OFFICIAL USE", 0, 0, "KARVALA", 990)


@pytest.mark.parametrize("rest", ["CONPIDEMTIAL", " COBP IDEETIAL Mons"])
def test_a_stations_page_line_is_known_by_what_is_left_of_the_level(rest):
    assert running(f"PAGE 2 RUMARS 972B{rest}") == Running("", 0, 2, 0, 0)


def test_noughts_read_as_signs_are_noughts_in_a_running_line():
    assert running("KARVALA @@001123 002.2 OF 002") == Running("KARVALA", 1123, 2, 2, 2)


@pytest.mark.parametrize(
    "row",
    [
        "SECRET SECTION 03OF 04 PORT ELMA 003221",
        "SECRET SECTION 03 OF04PORT ELMA 003221",
        "SECRET SECTION 03OF04 PORT ELMA 003221",
    ],
)
def test_a_section_number_is_read_where_its_blanks_are_lost(row):
    assert class_line(row) == ClassLine("SECRET", 3, 4, "PORT ELMA", 3221)


def test_a_bare_level_closes_the_addressees_where_bt_was_not_read():
    below = ("UNCLAS", "KARVALA 000176", "SIPDIS", "DEPT PASS USTR FOR ROURKE", "E.O. 12356: N/A")
    fields = read_fields((*HEADING, *below))
    assert fields.info == ("AMEMBASSY PORT ELMA 2842",)
    assert (fields.mrn, fields.captions) == (Mrn(1973, "KARVALA", 176), ("SIPDIS",))


def test_a_banner_between_addressees_is_no_level_of_the_message():
    below = ("CONFIDENTIAL", "AMEMBASSY LIMA 1234", "BT", "CONFIDENTIAL KARVALA 000176")
    assert read_fields((*HEADING, *below)).mrn == Mrn(1973, "KARVALA", 176)


def test_references_are_read_behind_a_speck_at_their_label():
    assert read_fields((*HEADING, "SECRET KARVALA 17", "REF.: LIMA 23367")).references


def short_page(*foot, last="NNNN", gap=4):
    """Two pages with a level at their edges, the second one ending early."""

    def edges(at):
        return [line("CONFIDENTIAL", 730, 60), line("CONFIDENTIAL", 730, at)]

    text = ["THE CABINET MEETS AGAIN ON FRIDAY AND WILL HEAR OF IT"] * 30
    first = [line(row, top=300 + PITCH * n) for n, row in enumerate(text)]
    rows = [line(row, top=300 + PITCH * n) for n, row in enumerate((*text[:4], last))]
    ending = [line(row, 730, 300 + PITCH * (4 + gap + n)) for n, row in enumerate(foot)]
    pages = [page(*edges(2100), *first), page(edges(0)[0], *rows, *ending, number=2)]
    return clean_release(pages).text


@pytest.mark.parametrize("last", ["NNNN", "ROURKE"])
def test_the_foot_of_a_page_that_ends_early_is_no_text(last):
    assert "CONFIDENTIAL" not in short_page("CONFIDENTIAL", last=last)


def test_a_level_right_below_a_line_of_text_stays():
    assert "CONFIDENTIAL" in short_page("CONFIDENTIAL", last="THE PAPER WAS", gap=1)


def test_a_page_with_a_banner_below_its_text_has_its_foot_and_ends_in_text():
    text = ["THE CABINET MEETS AGAIN ON FRIDAY AND CALLS WHAT IT HEARD"] * 4
    rows = [line(row, top=300 + PITCH * n) for n, row in enumerate(text)]
    edges = line("CONFIDENTIAL", 730, 60), line("CONFIDENTIAL", 730, 2100)
    last = line("CONFIDENTIAL", 730, 300 + PITCH * 8)
    laid = [*rows, last]
    placed = [
        *(Placed(n, edge, Role.BANNER) for n in (1, 2) for edge in edges),
        *(Placed(2, row) for row in laid),
    ]
    assert rules_of(placed, below=True) == []
    assert rules_of(placed, below=False) == ["CONFIDENTIAL"]


def rules_of(placed, *, below):
    """What is taken for an early foot on two pages, with the second one's lowest banner or not."""
    left = [p for n, p in enumerate(placed) if below or n != 3]
    found = with_early_feet(left, [page(), page(number=2)])
    return [p.text for p in found if p.rule == "early-foot"]


def test_a_level_right_below_a_table_is_text():
    """Its cells stand on one row, so that most lines are no distance from the one before."""
    cells = [
        Placed(2, line("GRAIN", left, 300 + PITCH * n))
        for n in range(4)
        for left in (200, 600, 990)
    ]
    level = Placed(2, line("CONFIDENTIAL", 730, 300 + PITCH * 4))
    banner = Placed(1, line("CONFIDENTIAL", 730, 60), Role.BANNER)
    found = with_early_feet([banner, *cells, level], [page(), page(number=2)])
    assert [p.rule for p in found if p.rule == "early-foot"] == []


def test_a_level_on_one_row_with_all_the_text_of_its_page_is_text():
    banner = Placed(1, line("CONFIDENTIAL", 730, 60), Role.BANNER)
    row = [Placed(2, line("GRAIN", 200, 300)), Placed(2, line("CONFIDENTIAL", 730, 300))]
    found = with_early_feet([banner, *row], [page(), page(number=2)])
    assert [p.rule for p in found if p.rule == "early-foot"] == []


def test_the_early_feet_of_many_pages_are_soon_found():
    banners = [Placed(n, line("CONFIDENTIAL", 730, 60), Role.BANNER) for n in range(1, 401)]
    # The level in another place than on any other page.
    aside = [Placed(n, line("CONFIDENTIAL", 1100, 900)) for n in range(1, 401)]
    both = [line for pair in zip(banners, aside, strict=True) for line in pair]
    pages = [page(number=n) for n in range(1, 401)]
    started = time.process_time()
    assert with_early_feet(both, pages) == tuple(both)
    assert time.process_time() - started < 1.0


def test_rows_of_a_wide_face_are_no_columns():
    """Its blanks are wider than its letters are high, and stand below each other by chance."""
    text = "UNDER CAREFUL REVIEW ON AN URGENT BASIS IN AID AND THE STATE"
    laid = [Line(tuple(wide(found, n) for found in re.finditer(r"\S+", text))) for n in range(6)]
    assert find_columns(laid) == ()


def wide(found, row):
    """A word of a face with ten letters in 300 pixels, 34 high; N leaves more paper behind it."""
    top, ends = 500 + PITCH * row, 30 * found.end() - (6 if found.group() == "AN" else 0)
    return Word(found.group(), Box(30 * found.start() + 2, top, ends, top + 34), 0.9)
