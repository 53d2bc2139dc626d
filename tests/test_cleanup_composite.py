from hypothesis import given
from hypothesis import strategies as st

from cleanup.alternates import Differences, differences
from cleanup.composite import composite
from tests.versions import AFTER, BEFORE, version

PIECES = st.sampled_from(["the", "lamp", "harbor", "ferry", "Tuesday", "[B1]", "[]", "/", "old"])
SAID = st.lists(PIECES, max_size=25).map(" ".join)
NAMES = {name: f"{name}.pdf" for name in "abc"}


def texts(blocks):
    return [block.text(NAMES) for block in blocks]


def test_what_one_withholds_and_the_other_shows_is_told_with_its_place_and_codes():
    a = version(f"{BEFORE} [B1,1.4(D)] {AFTER}", characters=15)
    b = version(f"{BEFORE} the lamp keeper {AFTER}", "b")
    [found] = differences(a, b).by_a
    assert (found.text, found.anchors, found.certainty) == ("the lamp keeper", (8, 8), 1.0)
    assert [word.line for word in found.words] == ["p1-l11", "p1-l12", "p1-l13"]
    assert found.redactions[0].codes == ("B1", "1.4(D)")
    assert differences(a, b).by_b == ()


def test_without_anchors_on_both_sides_nothing_is_offered():
    a, b = version(f"{BEFORE} [B1]"), version(f"{BEFORE} the lamp keeper", "b")
    [found] = differences(a, b).by_a
    assert (found.aligned, found.text, found.certainty) == (False, "", 0.0)


def test_a_word_read_differently_beside_a_redaction_is_not_withheld():
    a = version(f"{BEFORE} xxyyzz [B1] {AFTER}", characters=15)
    b = version(f"{BEFORE} Captain the lamp keeper {AFTER}", "b")
    [found] = differences(a, b).by_a
    assert (found.text, found.certainty) == ("the lamp keeper", 0.8)


def test_text_much_shorter_than_the_redaction_is_less_certain():
    a = version(f"{BEFORE} [B1] {AFTER}", characters=150)
    b = version(f"{BEFORE} the lamp keeper {AFTER}", "b")
    assert differences(a, b).by_a[0].certainty == 0.2


def test_what_both_withhold_is_told_apart():
    a, b = version(f"{BEFORE} [B1] {AFTER}"), version(f"{BEFORE} [B6] {AFTER}", "b")
    found = differences(a, b)
    assert (found.by_a, found.by_b, len(found.both)) == ((), (), 1)


def test_a_redaction_that_the_other_has_only_in_part_shows_the_rest():
    a = version(f"{BEFORE} [B1] {AFTER}", characters=30)
    b = version(f"{BEFORE} the keeper [B6] {AFTER}", "b", characters=18)
    found = differences(a, b)
    assert [each.text for each in found.by_a] == ["the keeper [REDACTED B6]"]
    assert (found.by_b, len(found.both)) == ((), 1)


def test_text_of_one_release_alone_is_no_withheld_text():
    a = version(f"{BEFORE} {AFTER}")
    b = version(f"{BEFORE} six lamps and nine green buoys {AFTER}", "b")
    found = differences(a, b)
    assert (found.by_a, len(found.only_b), found.only_a) == ((), 1, ())


def test_a_redaction_outside_all_paragraphs_is_not_aligned():
    a = version(f"{BEFORE} [B1] {AFTER}")
    lost = type(a)(**{**vars(a), "tokens": a.tokens[:3], "unplaced": (a.tokens[10],)})
    assert [each.aligned for each in differences(lost, a).by_a] == [False]


@given(SAID, SAID)
def test_a_comparison_turned_round_is_mirrored(a, b):
    one, other = version(a), version(b, "b")
    assert differences(other, one) == differences(one, other).mirrored


@given(SAID)
def test_a_release_has_nothing_to_show_itself(said):
    a = version(said)
    found = differences(a, a)
    assert not any(each.words for each in (*found.by_a, *found.by_b))
    assert (found.only_a, found.only_b) == ((), ())


@given(SAID, SAID)
def test_every_word_shown_is_a_word_of_the_other_release(a, b):
    one, other = version(a), version(b, "b")
    found = differences(one, other)
    assert all(word in other.tokens for each in found.by_a for word in each.words)


@given(SAID, SAID)
def test_no_redaction_is_left_out_of_a_comparison(a, b):
    one, other = version(a), version(b, "b")
    found = differences(one, other)
    told = {cut.id for each in found.by_a for cut in each.redactions}
    told |= {cut.id for each in found.both for cut in each.a}
    assert told == {t.id for t in one.tokens if t.text.startswith("[RED")}


def test_identical_releases_have_no_differences_but_what_both_withhold():
    a = version(f"{BEFORE} lamps {AFTER}")
    assert differences(a, a) == Differences()


def test_the_composite_takes_shown_text_from_the_release_that_has_it():
    a = version(f"{BEFORE} [B1] {AFTER} / six more lamps and nine buoys", characters=15)
    b = version(f"{BEFORE} the lamp keeper {AFTER}", "b")
    assert texts(composite([a, b])) == [
        f"{BEFORE} [SHOWN IN b.pdf: the lamp keeper] {AFTER}",
        "six more lamps and nine buoys",
    ]
    [taken] = {s.release for block in composite([a, b]) for s in block.spans if s.taken}
    assert taken == "b"


def test_three_releases_fill_what_each_of_them_shows():
    long = "/ six more lamps and nine buoys of green glass were sold"
    a = version(f"{BEFORE} [B1] {AFTER} and then [B6] {BEFORE} {long}", characters=15)
    b = version(f"{BEFORE} the lamp keeper {AFTER} and then [B6] {BEFORE}", "b", characters=15)
    c = version(f"{BEFORE} [B1] {AFTER} and then paid the pilot {BEFORE}", "c", characters=15)
    [first, _] = texts(composite([a, b, c]))
    assert "[SHOWN IN b.pdf: the lamp keeper]" in first
    assert "[SHOWN IN c.pdf: paid the pilot]" in first


def test_a_doubtful_filling_is_left_out():
    a = version(f"{BEFORE} [B1] {AFTER} / six more lamps and nine buoys", characters=400)
    b = version(f"{BEFORE} the lamp keeper {AFTER}", "b")
    assert "[REDACTED B1]" in texts(composite([a, b]))[0]


@given(SAID, SAID, SAID)
def test_the_composite_does_not_depend_on_the_order_of_releases(a, b, c):
    one, two, three = version(a), version(b, "b"), version(c, "c")
    assert composite([one, two, three]) == composite([three, one, two])


@given(SAID)
def test_the_composite_of_one_release_is_its_text(said):
    a = version(said)
    joined = " ".join(texts(composite([a])))
    assert joined.split() == " ".join(token.text for token in a.tokens).split()
