"""Rule sets: each rule knows its own example, and nothing that only looks like furniture."""

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.furniture import place_lines
from cleanup.model import Role
from cleanup.patterns import UnsafePattern, compile_safely, is_slow
from cleanup.rule_files import BadRule, built_in, parse_rule_set
from tests.builders import line, page, text

RULES = [rule for each in built_in().sets for rule in each.lines]
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
VALUES = [value for each in built_in().sets for value in each.values]

# What looks like furniture and is text, after CABLES.md 4.8.
KEEP = (
    "C O N F I D E N T I A L",
    "C O N F I D E N T I A L SECTION 01 OF 03 KAVALA 000123",
    "CONFIDENTIAL KAVALA 4532",
    "UNCLAS KAVALA 000777",
    "1. THIS CABLE IS CONFIDENTIAL",
    "SUBJECT: SECRET TALKS WITH THE HARBOR COMMISSION",
    "CLASSIFIED BY: JOAN EXEMPLAR, CONSUL. REASON: 1.4(B), (D)",
    "Classified By: Consul General Joan Exemplar for reasons 1.4 (b) and (d).",
    "Classified by DIRNSA/CHCSS (NSA/CSSM 123-2)",
    "Exempt from GDS, EO 11652, Cat 2",
    "Declassify Upon Notification by the Originator",
    "E.O. 13526: DECL: 2041/09/30",
    "E.O. 12958: DECL: 09/30/2031",
    "EXDIS",
    "NODIS",
    "SIPDIS",
    "SENSITIVE",
    "SUMMARY",
    "COMMENT",
    "HARBOR POLICE 101",
    "FEELEY",
    "SECRETARY",
    "SECRET SERVICE",
    "THE UNCLASSIFIED VERSION OF THE REPORT",
    "B-52",
    "B1 BOMBER",
    "1.4 MILLION",
    "7(B) OF THE TREATY",
    "(C)",
    "(S/NF)",
    "PAGE 02 KAVALA 01234 01 OF 03 121530Z",
    "FOR THE PRESIDENT ONLY",
    "Next 2 Page(s) In Document Exempt",
    "FOI/PA DELETED PAGE INFORMATION SHEET",
    "The department of state released in part the papers of 1962",
    "The case was approved by the court on the advice of counsel",
    "DATE: 12 MARCH 1961",
    "Authority for the release of funds lies with the Ministry",
    "FROM: DEPARTMENT OF STATE",
)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda each: str(each)[:40])
def test_a_rule_knows_its_example_and_no_other_role_is_asked_first(rule, example):
    rules = built_in()
    found = rules.fitting_below(rule.below, example) if rule.below else rules.fitting(example)
    assert rule.fits(example)
    assert found
    assert found.role is rule.role


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda each: str(each)[:40])
def test_an_example_at_the_edge_of_a_page_is_stripped(rule, example):
    if not rule.below:
        placed = place_lines([page(line(example, 100, 80))])
        assert Role.BODY not in {piece.role for piece in placed}


@pytest.mark.parametrize("value", VALUES, ids=lambda each: each.name)
def test_a_value_is_read_from_its_example(value):
    assert value.read(value.example) == value.gives


@pytest.mark.parametrize("said", KEEP)
def test_no_rule_knows_a_line_of_the_keep_list(said):
    assert built_in().fitting(said) is None


@pytest.mark.parametrize("rule", [r for r in RULES if not r.below], ids=lambda each: each.name)
def test_no_built_in_pattern_is_slow(rule):
    assert rule.pattern is None or not is_slow(rule.pattern, rule.examples)


def test_every_agency_that_releases_has_a_set():
    said = " ".join(each.agency for each in built_in().sets)
    for name in ("2013", "systematic", "CREST", "bulletins", "FBI", "NSA", "JFK", "Presidential"):
        assert name in said
    for name in ("OSD", "DIA", "DOE", "Courts", "Third"):
        assert name in said


def toml(**changed):
    told = {
        "name": '"harbor-case"',
        "role": '"release-header"',
        "pattern": "'Harbor Case \\d{4}'",
        "examples": '["Harbor Case 1234"]',
    } | changed
    keys = "\n".join(f"{key} = {value}" for key, value in told.items() if value)
    return f'agency = "Harbor Commission"\n\n[[line]]\n{keys}\n'


def test_a_set_from_toml_strips_its_lines_and_no_others():
    rules = built_in().with_sets([parse_rule_set(toml(), trusted=False)])
    body = text("THE TALKS WOULD GO ON IN THE SPRING", "AS BOTH SIDES HAD AGREED")
    placed = place_lines([page(line("Harbor Case 1234", 400, 80), *body)], rules)
    assert [(p.role, p.rule) for p in placed] == [
        (Role.RELEASE_HEADER, "harbor-case"),
        (Role.BODY, "text"),
        (Role.BODY, "text"),
    ]


@pytest.mark.parametrize(
    ("written", "line_number", "said"),
    [
        ("agency = ", 1, "no TOML"),
        ('agency = "A"\n\nname == 1\n', 3, "no TOML"),
        ('agency = "A"\n', 1, r"\[\[line\]\]"),
        (toml(role='"body"'), 3, "role must be one of"),
        (toml(place='"middle"'), 3, "place must be one of"),
        (toml(examples='["Port Case 1"]'), 3, "does not match its example"),
        (toml(examples=""), 3, "examples"),
        (toml(pattern=""), 3, "needs a pattern"),
        (toml(pattern="'Case ('"), 3, "cannot be used"),
        (toml(pattern="'(a+)+b'"), 3, "repeat"),
        (toml(certainty="2"), 3, "from 0 to 1"),
        (toml(colour='"red"'), 3, "no key 'colour'"),
        (toml(name='"Harbor Case"'), 3, "small letters"),
        (toml(below='"nothing"'), 3, "below names"),
        (toml() + toml().partition("\n\n")[2], 8, "already"),
        (toml() + "[[value]]\nname = 'x'\npattern = 'y'\nexample = 'y'\ngives = 'y'", 8, "group"),
    ],
)
def test_a_mistake_is_told_with_its_line(written, line_number, said):
    with pytest.raises(BadRule, match=said) as caught:
        parse_rule_set(written)
    assert caught.value.line == line_number


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(?:a|aa)*b",
        "(a*)*",
        "(?:x{2,}y?)+",
        "(?=a)b",
        "(?<!a)b",
        r"(a)\1",
        "(?P<x>a)(?P=x)",
        "(?i)a",
        "a*" * 13,
        "a{99999999999999999999}",
        "a" * 501,
    ],
)
def test_a_pattern_that_could_run_for_ever_is_refused(pattern):
    with pytest.raises(UnsafePattern):
        compile_safely(pattern)


@pytest.mark.parametrize(
    "pattern", [r"^\W*Case \d{1,3}\b", "[()|*+]+x", r"\(\d+\)+", "(?:ab)+", "(?P<n>a+)?", "[]a]+"]
)
def test_a_pattern_of_simple_repeats_is_taken(pattern):
    assert compile_safely(pattern).pattern == pattern


def test_a_pattern_that_grows_with_a_high_power_of_the_length_is_slow():
    pattern = compile_safely("a*" * 8 + "b")
    assert is_slow(pattern, ("b",))


@settings(max_examples=60, deadline=None)
@given(st.text("ab()[]{}*+?|\\^$.,0129:P<>=!- \n", max_size=30))
def test_any_text_is_a_pattern_or_is_refused(pattern):
    with contextlib.suppress(UnsafePattern):
        assert isinstance(compile_safely(pattern), re.Pattern)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_rule_set_or_a_mistake_with_a_line(written):
    with pytest.raises(BadRule) as caught:
        parse_rule_set(written)
    assert caught.value.line >= 1


@pytest.mark.parametrize(
    "said",
    ["REVIEW AU7HORITY: Joan Exemplar", "KELEASF IN PART", "DECLAS5IFIED", "RELEASE IN FULI"],
)
def test_words_of_a_stamp_are_known_by_the_shapes_of_their_letters(said):
    assert any(rule.matches(said) for rule in RULES)


@pytest.mark.parametrize("said", ["for Release: 2019/04/02", "Authority NND 999032", "RELEASED"])
def test_other_words_are_no_stamp_of_a_decision_or_reviewer(said):
    assert not any(rule.fits(said) for rule in RULES if rule.name in ("decision", "reviewer"))
