"""How a whole release becomes clean text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.cable import Mrn
from cleanup.documents import clean_release
from cleanup.model import Placed, Role
from tests.builders import line, page
from tests.telegrams import archived, cleaned, pages, said, sent

HEADING = ("FM AMEMBASSY ELMA", "TAGS: PREL, EWWT", "SUBJECT: PLANS FOR HARBORS")
FIRST = "1. THE MINISTER SPOKE OF HIS PLANS FOR THE HARBORS."


def section(number, text):
    return (f"***** START OF SECTION {number} *****", *HEADING[1:], text)


def text_of(*said):
    lines = [line(words, top=400 + 40 * n) for n, words in enumerate(said)]
    return " ".join(clean_release([page(*lines)]).documents[0].text.split())


def after_first(*sections):
    said = [words for number, text in sections for words in section(number, text)]
    return text_of(*HEADING, FIRST, *said).split(FIRST)[1].strip()


@pytest.mark.parametrize(
    ("sections", "wanted"),
    [
        ([(2, "2. TWO."), (4, "4. FOUR.")], "2. TWO. [MISSING SECTION 3 OF 4] 4. FOUR."),
        ([(3, "3. THREE.")], "[MISSING SECTION 2 OF 3] 3. THREE."),
        (
            [(3, "3. THREE."), (5, "5. FIVE.")],
            "[MISSING SECTION 2 OF 5] 3. THREE. [MISSING SECTION 4 OF 5] 5. FIVE.",
        ),
        ([(2, "2. TWO."), (3, "3. THREE.")], "2. TWO. 3. THREE."),
    ],
)
def test_a_missing_section_is_named_where_it_would_stand(sections, wanted):
    assert after_first(*sections) == wanted


ONE = sent(1, 2, "1. (C) THE MINISTER SAID THAT THE FERRY", "WOULD NOT SAIL BEFORE")
TWO = sent(2, 2, "THE ICE HAD GONE.", "", "2. (C) NOBODY ASKED HIM WHEN.", "", "HARGREAVE")
JOINED = "1. (C) THE MINISTER SAID THAT THE FERRY WOULD NOT SAIL BEFORE THE ICE HAD GONE."
# Another cable of the same post, of the next month.
NOVEMBER = {"serial": 2480, "day": "031000Z NOV 96", "julian": "3081000"}
ELSE = "SUBJECT: GRAIN PRICES"
GRAIN_ONE = sent(1, 2, "1. (U) GRAIN IS DEAR AND THE", "BAKERS", subject=ELSE, **NOVEMBER)
GRAIN_TWO = sent(2, 2, "HAVE SAID SO.", "", "TARRANT", subject=ELSE, **NOVEMBER)
GRAIN = "1. (U) GRAIN IS DEAR AND THE BAKERS HAVE SAID SO."


def names(release):
    return [each.cable.fields.mrn for each in release.documents if each.cable]


@pytest.mark.parametrize(
    "order",
    [
        (ONE, TWO, GRAIN_ONE, GRAIN_TWO),
        (ONE, GRAIN_ONE, TWO, GRAIN_TWO),
        (TWO, GRAIN_TWO, GRAIN_ONE, ONE),
    ],
)
def test_cables_whose_sections_lie_between_one_another_are_told_apart(order):
    release = cleaned(*order)
    assert sorted(mrn.number for mrn in names(release)) == [2317, 2480]
    texts = {each.cable.fields.mrn.number: said(each.text) for each in release.documents}
    assert JOINED in texts[2317]
    assert GRAIN in texts[2480]
    assert "GRAIN" not in texts[2317]


def test_a_section_whose_number_lost_a_figure_is_told_by_its_serial():
    damaged = [row.replace("KARVALA 002317", "KARVALA 00231") for row in TWO]
    undated = ["O 22 OCT" if row.startswith("O 22") else row for row in damaged]
    release = cleaned(ONE, tuple(undated))
    assert [each.cable.sections.present for each in release.documents] == [(1, 2)]


def test_a_section_whose_heading_was_not_read_is_the_one_that_is_not_there():
    laid = pages(
        sent(1, 3, "1. HE SAID"),
        ("E.O. 12958: DECL: 10/21/06", "TAGS: ELTN, PREL", "", "THAT THE FERRY", "", "BT", "NNNN"),
        sent(3, 3, "WOULD SAIL."),
    )
    (document,) = clean_release(laid).documents
    assert document.cable
    assert document.cable.sections.present == (1, 2, 3)
    assert "1. HE SAID THAT THE FERRY WOULD SAIL." in document.text


def test_the_last_sign_of_a_message_on_the_next_page_is_its_own():
    first = page(*(line(said, top=400 + 40 * n) for n, said in enumerate(
        (*HEADING, FIRST, "BT", "#2317")
    )))  # fmt: skip
    last = page(line("NNNN", top=400), number=2)
    found = clean_release([first, last])
    assert [document.pages for document in found.documents] == [(1, 2)]


def test_two_cables_on_one_page_are_two_documents():
    release = cleaned(
        (*sent(1, 1, "1. (C) ONE."), *sent(1, 1, "1. (U) TWO.", subject=ELSE, **NOVEMBER))
    )
    assert [each.pages for each in release.documents] == [(1, 2), (2,)] or len(names(release)) == 2


MEMO = ("MEMORANDUM FOR THE FILE", "Subject: The ferry", "The ferry is late again, and nobody")
LETTER = ("Dear Mr. Varn,", "We thank you for the letter on the ferry.", "Sincerely,")


def test_pages_that_are_of_no_cable_are_documents_of_their_own():
    release = cleaned(MEMO, ONE, TWO, LETTER)
    assert [each.cable is None for each in release.documents] == [True, False, True]
    assert [each.pages for each in release.documents] == [(1,), (2, 3), (4,)]
    assert said(release.documents[0].text) == " ".join(MEMO)


def test_a_cable_without_its_end_goes_on_until_the_next_begins():
    cut_off = sent(1, 1, "1. (C) ONE.", ending=False)
    release = cleaned((*cut_off, *sent(1, 1, "1. (U) TWO.", subject=ELSE, **NOVEMBER)))
    assert [mrn.number for mrn in names(release)] == [2317, 2480]


def test_a_telegram_cited_whole_in_another_is_its_text():
    inner = ("O 221645Z OCT 96", "FM AMEMBASSY VERSUND", "TO AMEMBASSY KARVALA", "BT")
    release = cleaned(sent(1, 1, "1. (C) WE REPEAT HIS MESSAGE. QTE", *inner, "UNQTE"))
    assert len(release.documents) == 1
    assert "FM AMEMBASSY VERSUND" in release.text


def test_pages_of_two_cables_that_were_mixed_are_told_by_their_running_lines():
    long = [f"{n}. (C) PARAGRAPH {n} OF THE FERRY." for n in range(1, 31)]
    other = [f"{n}. (U) PARAGRAPH {n} OF THE GRAIN." for n in range(1, 31)]
    ferry = sent(1, 1, *long[:20], "KARVALA 00002317 001 OF 001", *long[20:])
    grain = sent(
        1, 1, *other[:20], "KARVALA 00002480 001 OF 001", *other[20:], subject=ELSE, **NOVEMBER
    )
    cut = ferry.index("KARVALA 00002317 001 OF 001")
    release = cleaned(ferry[:cut], grain[:cut], ferry[cut:], grain[cut:])
    assert [each.pages for each in release.documents] == [(1, 3), (2, 4)]
    assert [len(each.cable.paragraphs) for each in release.documents] == [30, 30]
    assert release.warnings == ()


def test_two_cables_of_one_number_are_two_documents_and_told():
    other = sent(1, 1, "1. (U) TWO.", subject=ELSE, day="031000Z FEB 96", julian="0341000")
    release = cleaned(sent(1, 1, "1. (C) ONE."), other)
    assert len(release.documents) == 2
    assert "two cables have the number KARVALA 2317" in release.warnings


def test_a_warning_names_the_cable_where_there_are_several():
    warnings = cleaned(ONE, GRAIN_ONE, GRAIN_TWO).warnings
    assert warnings == ("KARVALA 2317: section 2 of 2 is missing",)


SMART = (
    "MRN: 11 PORT ELMA 412",
    "Date/DTG: Mar 14, 2011 / 141530Z MAR 11",
    "From: AMEMBASSY PORT ELMA",
    "Action: WASHDC, SECSTATE ROUTINE",
    "E.O.: 13526",
    "TAGS: PGOV, PREL",
    "Subject: TALKS ON THE HARBOR",
    "",
    "1. (U) The minister spoke of the harbor and of",
    "the boats in it.",
    "",
    "Signature: HOLLIN",
    "",
    "Drafted By: PORT ELMA:Ostler, Ruth",
)


def test_the_form_that_smart_prints_is_a_cable():
    found = cleaned(SMART).documents[0].cable
    assert (found.fields.mrn, found.signature) == (Mrn(2011, "PORT ELMA", 412), "HOLLIN")
    assert [each.text for each in found.paragraphs] == [
        "The minister spoke of the harbor and of the boats in it."
    ]


def test_the_same_section_twice_is_in_the_text_once():
    release = cleaned(ONE, ONE, TWO)
    assert said(release.text).count("THE MINISTER SAID") == 1
    copies = release.documents[0].cable.sections.sections
    assert [(each.number, each.chosen) for each in copies] == [(1, True), (1, False), (2, True)]


def test_a_corrected_copy_takes_the_place_of_what_it_corrects():
    notice = ("C O R R E C T E D C O P Y",)
    right = sent(1, 2, "1. (C) THE MINISTER DENIED THAT THE FERRY", "WOULD", notice=notice)
    release = cleaned(ONE, TWO, right)
    assert "DENIED THAT THE FERRY WOULD THE ICE" in said(release.text)
    assert "MINISTER SAID" not in release.text


def test_telegrams_of_the_archive_are_joined():
    release = cleaned(archived(1, 2, "1. HE SAID"), archived(2, 2, "THAT HE AGREED.", "", "VARN"))
    assert len(release.documents) == 1
    found = release.documents[0].cable
    assert found.fields.mrn == Mrn(1974, "KARVALA", 2317)
    assert "1. HE SAID THAT HE AGREED." in said(release.text)
    assert "PAGE 01" not in release.text


def test_a_heading_too_damaged_to_be_read_leaves_the_text_whole_and_is_told():
    rows = ("O 221645Z OCT 96", "XX AMXMBASXX KXRVXXX", "HE SAID THAT THE FERRY", "WOULD SAIL.")
    release = cleaned(rows)
    assert release.documents[0].cable is None
    assert "HE SAID THAT THE FERRY" in release.text
    assert release.warnings == (
        "page 1: signs of a cable (dtg), but no heading that could be read",
    )


def test_a_release_without_a_cable_is_not_warned_of():
    assert cleaned(MEMO, LETTER).warnings == ()


def test_summary_comment_crossheads_and_signature_are_found():
    body = (
        "1. (C) SUMMARY: THE FERRY OF THE ISLANDS WILL",
        "NOT SAIL. END SUMMARY.",
        "",
        "A HARD WINTER",
        "",
        "2. (C) THE ICE IS THICK THIS YEAR, AND NOBODY",
        "SAILS FROM THE HARBOR.",
        "",
        "3. (C) COMMENT: IT WAS EVER SO. END COMMENT.",
        "",
        "HARGREAVE",
    )
    found = cleaned(sent(1, 1, *body)).documents[0].cable
    assert found.summary == "THE FERRY OF THE ISLANDS WILL NOT SAIL."
    assert found.comment == "IT WAS EVER SO."
    assert (found.crossheads, found.signature) == (("A HARD WINTER",), "HARGREAVE")


def test_paragraphs_of_a_missing_section_are_not_called_misread():
    release = cleaned(ONE, sent(3, 3, "7. (C) SEVEN.", "", "HARGREAVE"))
    assert not [warning for warning in release.warnings if "not found" in warning]


@given(
    st.lists(st.sampled_from([ONE, TWO, GRAIN_ONE, GRAIN_TWO, MEMO, LETTER]), max_size=6),
    st.randoms(),
)
@settings(deadline=None, max_examples=25)
def test_every_word_is_in_a_document_or_stripped_however_pages_lie(sheets, dice):
    sheets = [tuple(row for row in sheet if dice.random() > 0.1) for sheet in sheets]
    made = pages(*sheets)
    release = clean_release(made)
    blocks = [block for document in release.documents for block in document.blocks]
    kept = [part for block in blocks for part in block.parts if isinstance(part, Placed)]
    gone = [placed for placed in release.lines if placed.role is not Role.BODY]
    words = [word for placed in (*kept, *gone) for word in placed.line.words]
    read = [word for each in made for one in each.lines for word in one.words]
    key = lambda word: (word.text, word.box.top, word.box.left)  # noqa: E731
    assert sorted(map(key, words)) == sorted(map(key, read))
