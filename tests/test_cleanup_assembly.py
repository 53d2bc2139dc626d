"""How sections from different releases become one cable."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.assembly import assemble
from cleanup.cable import Mrn
from cleanup.documents import clean_release
from cleanup.held import message_of
from cleanup.model import Marked
from flows.holding_values import as_message, copy_as_json, message_as_json
from tests.arrivals import ONE, TEXT, TWO, laid, section
from tests.builders import PITCH, bar

MRN = Mrn(1985, "ELMA", 2317)


def message(name, *sections, **given):
    """What a release called `name` holds of a cable."""
    pages = [
        each if hasattr(each, "lines") else laid(each, n, **given)
        for n, each in enumerate(sections, 1)
    ]
    release = clean_release(pages)
    ids = {(p.page, p.line): f"p{p.page}-l{n}" for n, p in enumerate(release.lines)}
    return message_of(
        release.documents[0],
        0,
        release=name * 8,
        name=f"{name}.pdf",
        dpi={page.number: page.dpi for page in pages},
        naming=lambda part: part.id if isinstance(part, Marked) else ids[part.page, part.line],
        hidden={mark.id: 15 for mark in release.marks},
    )


def put_together(*messages):
    return assemble(MRN, messages)


def body(assembled):
    """The text from paragraph 1 on, without the trailer."""
    text = assembled.text.partition("SUBJECT: PLANS FOR THE HARBORS\n\n")[2]
    return text.partition("\nBT\n")[0]


def sources(assembled):
    return {n: each.message.name for n, each in sorted(assembled.choice.taken.items())}


def left(assembled):
    return {each.message.name: why for each, why in assembled.choice.left}


def test_sections_of_three_releases_make_one_cable():
    found = put_together(
        message("c", section(3)), message("a", section(1)), message("b", section(2))
    )
    assert body(found) == TEXT
    assert sources(found) == {1: "a.pdf", 2: "b.pdf", 3: "c.pdf"}
    assert [joint.kind for joint in found.cable.sections.joints] == ["space", "space"]
    assert (found.cable.signature, found.warnings) == ("HALE", ())


def test_the_heading_is_that_of_the_first_section_and_the_trailer_that_of_the_last():
    found = put_together(message("b", section(2, 2, TWO)), message("a", section(1, 2)))
    assert "SECTION 01 OF 02" in found.text
    assert "SECTION 02 OF 02" not in found.text
    assert found.text.endswith("BT\n#2317\nNNNN\n")
    assert found.text.count("NNNN") == 1
    assert [passage.block.text for _, passage in found.stripped] == ["BT", "#2317", "NNNN"]


def test_a_missing_section_is_named_and_nothing_is_joined_across_it():
    found = put_together(message("a", section(1)), message("c", section(3)))
    one, note, rest = body(found).split("\n\n", 2)
    assert one.endswith("COAST. HE")
    assert note == "[MISSING SECTION 2 OF 3]"
    assert rest.startswith("LOAN OF THE BANK")
    assert found.cable.sections.missing == (2,)


def test_numbers_of_paragraphs_in_a_missing_section_are_not_said_to_be_withheld_or_misread():
    five = section(3, 3, ("5. (C) HE WENT HOME.", "6. (C) SO DID WE."))
    one = laid(section(1), redactions=[bar(200, 200 + PITCH * 14, 900, 225 + PITCH * 14)])
    found = put_together(message("a", one), message("c", five))
    assert (found.cable.withheld_paragraphs, found.skipped, found.warnings) == ((), (), ())


def test_a_paragraph_withheld_at_a_join_is_shown():
    rows = section(2, 2, ("", "3. (C) HE WENT HOME."))
    two = laid(rows, redactions=[bar(200, 200 + PITCH * 12, 1500, 225 + PITCH * 12)])
    found = put_together(message("a", section(1, 2, ONE)), message("b", two))
    assert found.cable.withheld_paragraphs == (2,)
    assert "[PARAGRAPH 2 WITHHELD]" in found.text


def test_a_release_that_holds_only_section_2_is_a_cable_with_section_2():
    found = put_together(message("b", section(2)))
    assert body(found).startswith("[MISSING SECTION 1 OF 3]\n\nHOPED TO BEGIN")
    assert body(found).rstrip().endswith("[MISSING SECTION 3 OF 3]")
    assert found.cable.sections.present == (2,)


def test_a_word_cut_at_a_section_break_is_put_together_when_it_stands_elsewhere():
    one = section(1, 2, ("1. THE HARBORS OF THE NORTHERN COAST ARE THE HAR-",))
    whole, cut = (section(2, 2, (f"BORS {said}",)) for said in ("HE MEANT.", "HE MEANT."))
    assert "ARE THE HARBORS HE MEANT." in put_together(message("a", one), message("b", whole)).text
    one = section(1, 2, ("1. HE SPOKE OF THE WELL-",))
    cut = section(2, 2, ("KNOWN MEN.",))
    assert "THE WELL-KNOWN MEN." in put_together(message("a", one), message("b", cut)).text


def corrected(rows):
    at = next(n for n, said in enumerate(rows) if "SECTION" in said)
    return (*rows[: at + 1], "C O R R E C T E D C O P Y", *rows[at + 1 :])


def test_a_corrected_copy_is_read_as_one():
    assert message("a", corrected(section(1))).copies[0].corrected


def as_corrected(given):
    return replace(given, copies=tuple(replace(each, corrected=True) for each in given.copies))


def test_a_corrected_copy_is_taken_first_and_the_other_stays_on_record():
    other = as_corrected(message("b", section(1), confidence=0.5))
    found = put_together(message("a", section(1)), other)
    assert sources(found) == {1: "b.pdf"}
    assert left(found) == {"a.pdf": "another is a corrected copy"}


def test_a_copy_that_withholds_less_is_taken():
    inked = laid(section(1), redactions=[bar(700, 196 + PITCH * 12, 1000, 229 + PITCH * 12)])
    found = put_together(message("a", inked), message("b", section(1), confidence=0.5))
    assert sources(found) == {1: "b.pdf"}
    assert left(found) == {"a.pdf": "more of it is withheld"}


def test_a_copy_of_which_a_page_was_not_read_is_not_taken_though_nothing_is_redacted_in_it():
    inked = laid(section(1), redactions=[bar(700, 196 + PITCH * 12, 1000, 229 + PITCH * 12)])
    found = put_together(message("a", section(1, 3, ONE[:1])), message("b", inked))
    assert left(found) == {"a.pdf": "some of its text is missing"}


def test_of_copies_alike_the_one_that_reads_better_is_taken_and_else_always_the_same():
    worse, better = message("a", section(1), confidence=0.6), message("b", section(1))
    assert left(put_together(worse, better)) == {"a.pdf": "another reads better"}
    alike = message("c", section(1))
    for order in ((better, alike), (alike, better)):
        assert left(put_together(*order)) == {"c.pdf": "another is as good"}


def test_the_total_is_what_most_sections_say_and_a_doubt_is_said():
    found = put_together(
        message("a", section(1)), message("b", section(2, 8)), message("c", section(3))
    )
    assert found.cable.sections.total == 3
    assert "its sections say different totals: 3, 8" in found.warnings


def test_a_section_higher_than_the_total_is_kept_and_said():
    found = put_together(
        message("a", section(1, 4)), message("c", section(7, 4, ("A LATE WORD WITHOUT NUMBER.",)))
    )
    assert "section 7 is higher than the total, 4" in found.warnings
    assert found.cable.sections.present == (1, 7)
    assert "A LATE WORD" in found.text
    assert found.cable.sections.missing == (2, 3, 4)


def test_a_section_higher_than_the_total_is_the_one_that_is_missing_or_a_copy():
    late = ("7. (C) A LATE WORD.",)
    there = (message("a", section(1)), message("b", section(2)))
    missing = put_together(*there, message("c", section(8, 3, late)))
    assert missing.cable.sections.present == (1, 2, 3)
    copy = put_together(
        *there, message("c", section(3, 3, late)), message("d", section(8, 3, late))
    )
    assert copy.cable.sections.present == (1, 2, 3)
    assert "a section numbered 8 of 3 was taken for section 3" in copy.warnings


def unnamed(rows):
    return tuple(said.replace("SECTION 01 OF 03 ", "") for said in rows)


UNNAMED = unnamed(section(1, 3, (*ONE, *TWO, "LOAN OF THE BANK.")))


def test_a_release_with_the_whole_cable_in_one_piece_makes_up_for_missing_sections():
    found = put_together(message("a", section(2)), message("w", UNNAMED))
    assert sources(found) == {1: "w.pdf"}
    assert found.cable.sections.missing == ()
    assert left(found) == {"a.pdf": "another holds the whole cable in one piece"}


def test_a_copy_without_a_section_number_that_holds_no_other_is_section_1():
    found = put_together(message("a", section(2)), message("w", unnamed(section(1))))
    assert sources(found) == {1: "w.pdf", 2: "a.pdf"}
    assert "a copy that names no section was taken for section 1 of 3" in found.warnings


def test_a_copy_without_a_section_number_is_the_only_one_that_is_not_there():
    middle = tuple(said.replace("SECTION 02 OF 03 ", "") for said in section(2))
    found = put_together(message("a", section(1)), message("w", middle), message("b", section(3)))
    assert sources(found) == {1: "a.pdf", 2: "w.pdf", 3: "b.pdf"}


def test_a_field_is_what_most_messages_have():
    found = put_together(
        message("a", section(1, dtg="141536Z FEB 85")),
        message("b", section(2)),
        message("c", section(3)),
    )
    assert found.cable.fields.dtg == "1985-02-14T15:30:00Z"


INKED = laid(section(2), redactions=[bar(700, 196 + PITCH * 13, 1000, 229 + PITCH * 13)])
HELD = (
    message("a", section(1)),
    message("b", section(1), confidence=0.6),
    message("c", INKED),
    message("d", section(2), section(3)),
    message("e", UNNAMED),
    message("f", section(3, 8)),
)
some_held = st.lists(st.sampled_from(HELD), min_size=1, unique_by=lambda each: each.name)


@settings(deadline=None, max_examples=25)
@given(some_held, st.randoms())
def test_whatever_comes_in_any_order_gives_the_same_cable_and_every_word_has_its_place(
    held, random
):
    found = put_together(*held)
    assert found == put_together(*random.sample(held, len(held)))
    copies = sum(len(each.copies) for each in held)
    assert len(found.choice.taken) + len(found.choice.left) == copies
    bare = list(found.text)
    for span in found.spans:
        assert span.names
        assert not found.text[span.start : span.end].isspace()
        bare[span.start : span.end] = " " * (span.end - span.start)
    ours = "".join(bare).split()
    assert " ".join(ours).replace("[MISSING SECTION", "").replace("]", "") == " ".join(
        f" {n} OF {found.cable.sections.total}" for n in found.cable.sections.missing
    )


@pytest.mark.parametrize("held", HELD, ids=lambda held: held.name)
def test_a_message_outlives_the_ledger(held):
    copies = [copy_as_json(copy) for copy in held.copies]
    back = as_message(held.release, held.name, held.document, message_as_json(held), copies)
    assert [copy.passages for copy in back.copies] == [copy.passages for copy in held.copies]
    assert back == held
