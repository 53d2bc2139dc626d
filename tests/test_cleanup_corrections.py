"""What people say a word is, in the place of what the readers saw."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.corrections import Correction, correct
from cleanup.documents import clean_release
from ocr.confidence import PERSON_IS_RIGHT, worth
from ocr.frame import Frame
from ocr.model import Box, Change
from tests.arrivals import laid, section
from tests.builders import DPI, bar, line, page, text

TYPED = page(*text("THE N1GHT FERRY", "Me mphis IS FAR"))


def change(before, after, *, by="A", at="2026-01-02T03:04:05Z"):
    return Change(before, after, by, at)


def of(sheet, before, after, **told):
    """A correction of the first word that reads `before`, or stands where `at_word` does."""
    seen = told.pop("seen", before)
    words = [word for line in sheet.lines for word in line.words]
    place = sheet.frame.box_to_rendered(next(w.box for w in words if w.text == seen))
    return Correction(sheet.number, DPI, "p1-l1", 0, place, change(before, after, **told))


def texts(corrected):
    return [line.text for line in corrected.pages[0].lines]


def test_a_corrected_word_stands_in_its_line_and_keeps_what_was_read():
    done = correct([TYPED], [of(TYPED, "N1GHT", "NIGHT")])
    assert texts(done) == ["THE NIGHT FERRY", "Me mphis IS FAR"]
    word = done.pages[0].lines[0].words[1]
    assert (word.reader, [r.text for r in word.readings]) == ("person", ["N1GHT"])
    assert word.changes == (change("N1GHT", "NIGHT"),)
    assert done.unapplied == ()


def test_without_corrections_pages_are_what_they_were():
    assert correct([TYPED], []).pages == (TYPED,)


def test_the_text_follows():
    done = correct([TYPED], [of(TYPED, "N1GHT", "NIGHT")])
    assert clean_release(done.pages).text.startswith("THE NIGHT FERRY")


def cable_of(sheets):
    cable = clean_release(sheets).documents[0].cable
    assert cable
    return cable


def test_other_headings_do_not_outvote_a_person():
    told = {"subject": "PLANS FOR THE HARDORS"}
    sheets = [laid(section(n, 3, **told), n) for n in (1, 2, 3)]
    assert cable_of(sheets).fields.subject == "PLANS FOR THE HARDORS"
    found = next(w for line in sheets[0].lines for w in line.words if w.text == "HARDORS")
    asked = Correction(1, DPI, "p1-l1", 0, found.box, change("HARDORS", "HARBORS"))
    cable = cable_of(correct(sheets, [asked]).pages)
    assert cable.fields.subject == "PLANS FOR THE HARBORS"
    assert any("as a person corrected it" in warning for warning in cable.warnings)


def test_a_persons_word_is_worth_what_a_persons_word_is_worth_and_others_keep_theirs():
    done = correct([TYPED], [of(TYPED, "N1GHT", "NIGHT")]).pages[0]
    words, before = done.lines[0].words, TYPED.lines[0].words
    likely = worth([w for line in done.lines for w in line.words])
    likely_before = worth([w for line in TYPED.lines for w in line.words])
    assert likely(words[1]) == PERSON_IS_RIGHT
    assert likely(words[0]) == likely_before(before[0])


def test_one_word_can_become_two_that_share_its_box():
    done = correct([TYPED], [of(TYPED, "FERRY", "FER RY")])
    one, two = done.pages[0].lines[0].words[2:]
    whole = TYPED.lines[0].words[2].box
    assert (one.text, two.text) == ("FER", "RY")
    assert (one.box.left, one.box.right, two.box.right) == (whole.left, two.box.left, whole.right)


def test_a_word_that_is_not_on_the_page_goes_to_the_dirt_with_who_said_so():
    both = [of(TYPED, "Me", "Memphis"), of(TYPED, "mphis", "")]
    done = correct([TYPED], both)
    assert texts(done)[1] == "Memphis IS FAR"
    assert [(w.text, w.changes[0].after) for w in done.pages[0].dirt] == [("mphis", "")]


def test_of_two_corrections_of_a_word_the_last_holds_and_both_are_kept():
    both = [of(TYPED, "N1GHT", "NICHT", by="A"), of(TYPED, "N1GHT", "NIGHT", by="B")]
    done = correct([TYPED], both)
    assert texts(done)[0] == "THE NIGHT FERRY"
    assert [c.by for c in done.pages[0].lines[0].words[1].changes] == ["A", "B"]
    assert done.unapplied == ()


def test_a_correction_of_a_correction_is_one_of_the_same_word():
    first = of(TYPED, "N1GHT", "LATE NIGHT")
    between = correct([TYPED], [first]).pages[0]
    second = of(between, "NIGHT", "KNIGHT")
    assert texts(correct([TYPED], [first, second]))[0] == "THE LATE KNIGHT FERRY"


def test_a_correction_survives_a_conversion_that_sees_the_word_a_little_elsewhere():
    asked = of(TYPED, "N1GHT", "NIGHT")
    moved = page(line("THE N1GHT FERRY", left=203, top=702))
    assert texts(correct([moved], [asked])) == ["THE NIGHT FERRY"]


def test_a_correction_survives_a_conversion_at_another_resolution():
    asked = of(TYPED, "N1GHT", "NIGHT")
    halved = replace(asked, dpi=DPI * 2, box=Box(*(2 * edge for edge in asked.box.as_list())))
    assert texts(correct([TYPED], [halved]))[0] == "THE NIGHT FERRY"


def test_a_correction_survives_on_a_page_that_was_turned_and_levelled():
    turned = replace(TYPED, frame=Frame(2200, 1700, 90, 0.8))
    done = correct([turned], [of(turned, "N1GHT", "NIGHT")])
    assert texts(done)[0] == "THE NIGHT FERRY"


def why(sheets, asked):
    done = correct(sheets, [asked])
    assert done.pages == tuple(sheets)
    return [left.why for left in done.unapplied]


def test_a_correction_that_finds_no_word_is_left_out_with_the_reason():
    asked = of(TYPED, "N1GHT", "NIGHT")
    assert why([page(*text("SOMETHING ELSE ALTOGETHER"))], asked) == ["another word is read there"]
    assert why([page(*text("THE NIGHT FERRY"))], asked) == ["it is read so by now"]
    assert why([page(*text("THE"))], asked) == ["no word stands there"]
    assert why([page(number=2)], asked) == ["its page was not read"]


def test_nothing_is_put_where_a_redaction_lies():
    asked = of(TYPED, "N1GHT", "NIGHT")
    box = TYPED.lines[0].box
    barred = replace(TYPED, redactions=(bar(box.left, box.top, box.right, box.bottom),))
    assert why([barred], asked) == ["a redaction lies there"]


words = st.sampled_from(["N1GHT", "FERRY", "Me", "mphis", "FAR"])
after = st.text("AB ", max_size=6).map(lambda text: " ".join(text.split()))


@settings(max_examples=30)
@given(st.lists(st.tuples(words, after), max_size=8))
def test_whatever_is_asked_every_reading_is_still_on_the_page(asked):
    done = correct([TYPED], [of(TYPED, *each) for each in asked])
    sheet = done.pages[0]
    kept = [w for line in sheet.lines for w in line.words] + list(sheet.dirt)
    known = {w.text for w in kept} | {r.text for w in kept for r in w.readings}
    assert known >= {w.text for line in TYPED.lines for w in line.words}
    assert done.unapplied == ()


def test_a_correction_undone_after_it_was_saved_leaves_the_word_as_it_was_read():
    for after in ("NIGHT", "NI GHT", ""):
        asked = [of(TYPED, "N1GHT", after), of(TYPED, "N1GHT", "N1GHT", at="2026-01-02T03:05:00Z")]
        done = correct([TYPED], asked)
        assert texts(done) == ["THE N1GHT FERRY", "Me mphis IS FAR"]
        assert done.unapplied == ()
