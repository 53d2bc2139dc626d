"""Sheets, notices and boxes that stand for pages which are not there."""

import pytest

from cleanup.model import Marked, Placed, Role
from cleanup.withheld import find_withheld, read_notice
from tests.builders import HIGH, PITCH, WIDE, bar, line, page


def on_page(*texts, top=300, step=PITCH, role=Role.BODY):
    """Lines of one page, one below the other."""
    return tuple(
        Placed(1, line(said, top=top + step * n), role) for n, said in enumerate(texts) if said
    )


def found(*texts, step=PITCH, **more):
    return find_withheld([page()], on_page(*texts, step=step, **more), ())


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("Next 1 Page(s) In Document Exempt", 1),
        ("Next l Page(s) ln Docurnent Exernpt", 1),
        ("Next 12 Page{s) In Documenl Denied", 12),
        ("Next 3 page(s) denied in full", 3),
        ("PAGE DENIED", 1),
        ("Page denied in full", 1),
        ("THIS PAGE IS WITHHELD IN ITS ENTIRETY", 1),
        ("4 Page(s) Withheld", 4),
        ("Two pages withheld in full", 2),
        ("Pages 3-7 withheld in full", 5),
        ("Page 12 withheld", 1),
        ("page(s) withheld", None),
    ],
)
def test_a_notice_says_how_many_pages_are_withheld_or_nothing(said, count):
    [notice] = found(said)
    assert (notice.count, notice.rule) == (count, "notice")


def test_a_notice_keeps_the_codes_printed_behind_it():
    [notice] = found("Next 2 Page(s) In Document Exempt (b)(1) b3")
    assert notice.codes == ("(b)(1)", "(b)(3)")


@pytest.mark.parametrize(
    "said",
    [
        "page 3 was withheld",
        "Page 3 was withheld from the committee",
        "We withheld pages 3 and 4 of the file.",
        "the next page of the document",
        "The pages are not here",
        "12 pages",
        "Entry was denied in full",
        "EXEMPT",
        "RELEASE IN PART",
        "Exempt from GDS, EO 11652, Cat 2",
    ],
)
def test_other_words_make_a_line_no_notice(said):
    assert read_notice(said) is None
    assert found(said) == ()


def test_a_line_of_a_paragraph_is_no_notice():
    prose = ("He said that of the file he saw", "page 3 withheld", "and the others there.")
    assert found(*prose) == ()
    assert len(found(*prose, step=6 * PITCH)) == 1


FBI = (
    "FEDERAL BUREAU OF INVESTIGATION",
    "FOI/PA",
    "DELETED PAGE INFORMATION SHEET",
    "FOI/PA# 0000000-0",
    "",
    "Total Deleted Page(s) ~ 12",
    "Page 3 ~ b1, b3",
    "Page 4 ~ b6; b7C",
    "Page 5 ~ Duplicate",
)


def test_a_deletion_sheet_has_its_total_and_the_codes_of_its_list():
    [sheet] = found(*FBI)
    assert (sheet.rule, sheet.count) == ("deletion-sheet", 12)
    assert sheet.codes == ("(b)(1)", "(b)(3)", "(b)(6)", "(b)(7)(C)", "Duplicate")
    assert [each.text for each in sheet.lines] == [FBI[2], *FBI[5:9]]


def test_a_deletion_sheet_is_known_although_it_reads_badly():
    damaged = ("DELETEO PAGE lNFORMATI0N SHEET", "Tota1 De1eted Page{s) ~ l2", "Page 3~bl,b3")
    [sheet] = found(*damaged)
    assert (sheet.count, sheet.codes) == (12, ("(b)(1)", "(b)(3)"))


def test_without_a_total_the_pages_of_the_list_are_counted():
    [sheet] = found(FBI[0], FBI[2], FBI[6], FBI[7])
    assert sheet.count == 2


def test_the_older_sheet_gives_its_count_and_not_the_codes_it_could_tick():
    [sheet] = found(
        "FEDERAL BUREAU OF INVESTIGATION",
        "DELETED PAGE INFORMATION SHEET",
        "4 Page(s) withheld entirely at this location in the file. One or",
        "more of the following statements explain this deletion.",
        "(b)(1) (b)(7)(A) (d)(5)",
    )
    assert (sheet.count, sheet.codes) == (4, ())


def test_a_letter_that_speaks_of_the_sheet_is_none():
    letter = (
        "The exemptions are noted beside the excision. In addition,",
        "a deleted page information sheet",
        "was inserted to indicate where pages were withheld entirely.",
    )
    assert found(*letter) == ()
    assert found("FEDERAL BUREAU OF INVESTIGATION", *letter) == ()


def test_a_withdrawal_notice_says_what_it_was_filled_in_with():
    [sheet] = found(
        "WITHDRAWAL NOTICE",
        "RG: 59",
        "Number of pages: 3",
        "Restriction: (b)(1)",
        "The item identified below has been withdrawn from this file",
    )
    assert (sheet.rule, sheet.count, sheet.codes) == ("withdrawal-sheet", 3, ("(b)(1)",))


@pytest.mark.parametrize(("said", "count"), [("L", 1), ("o3", 3), ("ı", None)])
def test_the_pages_of_a_withdrawal_sheet_may_be_misread_as_any_letters(said, count):
    [sheet] = found("WITHDRAWAL NOTICE", f"PAGES: {said}", "RESTRICTION: (b)(1)")
    assert sheet.count == count


def test_the_withdrawal_sheet_of_a_presidential_library_need_not_say_how_many_pages():
    [sheet] = found(
        "WlTHDRAWAL SHEET (PRESIDENTIAL LIBRARIES)",
        "FORM OF DOCUMENT CORRESPONDENTS OR TITLE DATE RESTRICTION",
        "memo A to B A",
    )
    assert sheet.count is None


def test_text_about_a_withdrawal_is_no_sheet():
    assert found("the withdrawal notice", "was sent to the embassy with a restriction") == ()
    assert found("WITHDRAWAL NOTICE", "The troops will leave by the end of May.") == ()


def marked(left, top, right, bottom, codes=("(b)(1)",)):
    return Marked("p1-r1", 1, bar(left, top, right, bottom), codes)


def test_a_box_over_the_whole_text_area_is_a_withheld_page():
    [whole] = find_withheld([page()], (), [marked(200, 200, WIDE - 200, HIGH - 200)])
    assert (whole.rule, whole.count, whole.codes, whole.lines) == ("full-page", 1, ("(b)(1)",), ())


def test_a_large_box_with_text_beside_it_is_a_redaction_and_no_withheld_page():
    text = on_page("There is a paragraph above the box that is quite long.", top=150)
    assert find_withheld([page()], text, [marked(200, 200, WIDE - 200, HIGH - 200)]) == ()


def test_a_half_page_box_is_no_withheld_page():
    assert find_withheld([page()], (), [marked(200, 200, WIDE - 200, HIGH // 2)]) == ()
