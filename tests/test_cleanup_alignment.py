import random

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanup.alignment import align, word_key
from cleanup.likeness import candidates, likeness, signature
from cleanup.pairing import pair
from tests.comparing import alternates, damaged
from tests.versions import AFTER, BEFORE, version

WORDS = st.lists(
    st.sampled_from(["the", "a", "lamp", "harbor", "harbour", "ferry", "and", "of", "12"]),
    max_size=25,
)


def keys(said: str) -> list[str]:
    return [word_key(word) for word in said.split()]


def test_misread_words_are_matched_with_what_they_are():
    a, b = keys("the harbor office wrote on Tuesday"), keys("tbe harb0r offlce wr0te on Tuesdav")
    assert align(a, b) == tuple((n, n) for n in range(6))


def test_a_word_right_behind_a_redaction_is_not_matched_inside_what_is_shown_there():
    a = keys("we met the minister of ports today")
    b = keys("we met the envoy and the minister of ports today")
    # The redaction stands between "met" and "the".
    assert (2, 5) in align(a, b, frozenset({2}))


def test_a_short_word_alone_between_redactions_is_not_matched_by_chance():
    a = keys("the office wrote on and before the ferry left")
    b = keys(
        "the office wrote on lamps of brass and ropes with sails of grey before the ferry left"
    )
    assert 4 not in dict(align(a, b, frozenset({4, 5})))


# Drawing lists is slow on a loaded machine; that says nothing about the alignment.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, WORDS, st.frozensets(st.integers(0, 24), max_size=3))
def test_alignment_ascends_and_is_the_same_from_either_side(a, b, breaks):
    of_a = frozenset(n for n in breaks if n < len(a))
    pairs = align(a, b, of_a)
    assert all(i < k and j < m for (i, j), (k, m) in zip(pairs, pairs[1:], strict=False))
    assert align(b, a, frozenset(), of_a) == tuple((j, i) for i, j in pairs)


@given(WORDS)
def test_a_text_is_aligned_with_itself_word_by_word(a):
    assert align(a, a) == tuple((n, n) for n in range(len(a)))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_lies_between_0_and_1_and_has_no_direction(a, b):
    one, other = signature(a), signature(b)
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


def test_a_text_is_like_itself_and_nothing_is_like_an_empty_one():
    assert likeness(signature(BEFORE), signature(BEFORE)) == 1
    assert likeness(signature(""), signature(" - ")) == 0


def test_case_and_blanks_make_no_difference_to_likeness():
    assert likeness(signature("AT THE OLD PIER"), signature("at theold pier")) == 1


def test_a_signature_is_the_same_in_every_run():
    assert signature("lamp keeper")[:3].tolist() == signature("LAMP KEEPER")[:3].tolist()
    assert signature("lamp keeper").dtype == np.uint32


def test_candidates_are_the_pairs_that_are_alike():
    rng = random.Random(3)
    one = [f"{BEFORE} {AFTER} and number {n * 7919}" for n in range(2)]
    noisy = " ".join(damaged(word, 0.02, rng) for word in one[0].split())
    texts = ["", one[0], "nothing of this kind stands anywhere else", noisy, "  "]
    pairs = candidates(np.stack([signature(text) for text in texts]))
    assert pairs.tolist() == [[1, 3]]
    assert len(candidates(np.empty((0, 384), dtype=np.uint32))) == 0


def test_releases_are_told_although_one_letter_in_ten_is_misread():
    [(a, b), (other, _)] = alternates(seed=7, noise=0.1, count=2)
    assert [each.by for each in pair([a], [b])] == ["likeness"]
    assert pair([other], [b]) == ()


def test_one_message_number_makes_a_pair_and_says_when_the_texts_are_unlike():
    a = version("[B1] all of it", mrn=(1976, "KELMAR", 2317))
    b = version(f"{BEFORE} {AFTER}", "b", mrn=(None, "KELMAR", 2317))
    [found] = pair([a], [b])
    assert (found.by, bool(found.doubt)) == ("mrn", True)


def test_two_message_numbers_part_texts_that_are_a_little_alike():
    a = version(f"{BEFORE} {AFTER}", mrn=(1976, "KELMAR", 2317))
    b = version(f"{BEFORE} quite another matter of lamps", "b", mrn=(1976, "KELMAR", 2318))
    assert pair([a], [b]) == ()


def test_documents_are_paired_one_to_one_with_the_most_alike():
    a = [version(f"{BEFORE} {AFTER}"), version(f"{BEFORE} {AFTER} again", number=2)]
    b = [version(f"{BEFORE} {AFTER} again", "b"), version(f"{BEFORE} {AFTER}", "b", number=2)]
    assert [(each.a.number, each.b.number) for each in pair(a, b)] == [(1, 2), (2, 1)]
