r"""Rule sets: what each releasing agency prints on a page, as data.

    agency = "Harbor Commission"

    [[line]]                                  a line that is not the page's text
    name = "harbor-case"
    role = "release-header"
    pattern = 'Harbor Commission Case \d{4}'
    examples = ["Harbor Commission Case 1234"]

    [[value]]                                 what such a line says about the release
    name = "case_number"
    pattern = 'Case (\d{4})'
    example = "Harbor Commission Case 1234"
    gives = "1234"

A rule is words and no more: `cleanup.furniture` weighs it with where the line stands and
whether it comes again. Every rule has an example that it must match; one that does not is
refused, like any other mistake, with its line. docs/furniture.md has all the keys.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from rapidfuzz import fuzz

from cleanup.model import Role
from cleanup.patterns import UnsafePattern, compile_safely, is_slow, search

ROLES = (Role.RELEASE_HEADER, Role.STAMP, Role.BANNER, Role.PAGE_NUMBER, Role.RUNNING_HEAD)
PLACES = ("apart", "edge", "anywhere")
# Likeness (0-1) to words that are given as `like`: they were printed over other print.
LIKE = 0.8
# Letters that words given as `like` must have; fewer are like anything.
LIKE_LETTERS = 10
# How much words that fit say, when the rule does not say so itself.
WORDS = 0.9
NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


class BadRule(ValueError):
    """A rule that cannot be used: the line of its file, from 1, and what is wrong."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(line, why)
        self.line, self.why = line, why


@dataclass(frozen=True, slots=True)
class LineRule:
    """Words of a line that is no text.

    place      where the line must stand: "apart" at the edge of the page, off its
               neighbours or on three pages; "edge" only at the edge; "anywhere"
    like       letters that a damaged line is compared with; "" for none
    below      name of the rule of the line right above; "" for a line of its own
    certainty  how much the words say by themselves, 0-1
    """

    name: str
    role: Role
    pattern: re.Pattern[str] | None
    examples: tuple[str, ...]
    place: str = "apart"
    like: str = ""
    below: str = ""
    certainty: float = WORDS

    def fits(self, text: str) -> bool:
        """Whether a line has the words of this rule."""
        return self.matches(text) or (bool(self.like) and self.likeness(text) >= LIKE)

    def matches(self, text: str) -> bool:
        """Whether it has them to the letter."""
        return bool(self.pattern and search(self.pattern, text))

    def likeness(self, text: str) -> float:
        """How much a line looks like the rule's `like`, or the end of it, 0-1."""
        letters = re.sub(r"[^A-Z]", "", text.upper())
        if len(letters) < LIKE_LETTERS:
            return 0.0
        return fuzz.partial_ratio(letters[: len(self.like)], self.like) / 100


@dataclass(frozen=True, slots=True)
class ValueRule:
    """What a stripped line says about the release: the first group of `pattern`.

    Two groups named `prefix` and `number` make it a number stamped page by page.
    """

    name: str
    pattern: re.Pattern[str]
    example: str
    gives: str

    def read(self, text: str) -> str:
        """The value in a line, "" when it says nothing."""
        found = search(self.pattern, text)
        return (found.group(1) or "").strip() if found else ""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The lines and values of one releasing agency."""

    agency: str
    lines: tuple[LineRule, ...]
    values: tuple[ValueRule, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSets:
    """Rule sets in the order they are asked."""

    sets: tuple[RuleSet, ...]

    def fitting(self, text: str) -> LineRule | None:
        """The first rule whose words a line has, leaving out those for lines below others."""
        return next((rule for rule in self._lines() if not rule.below and rule.fits(text)), None)

    def fitting_below(self, above: str, text: str) -> LineRule | None:
        """The rule for a line right below one that the rule `above` is about.

        One that was made for lines there, or any other of the same agency.
        """
        own = self.of(above)
        below = (r for r in self._lines() if r.below == above and r.fits(text))
        beside = (r for r in (own.lines if own else ()) if not r.below and r.matches(text))
        return next(chain(below, beside), None)

    @property
    def names(self) -> frozenset[str]:
        """The names of all their line rules."""
        return frozenset(rule.name for rule in self._lines())

    def of(self, name: str) -> RuleSet | None:
        """The set that a rule of this name is in."""
        return next((s for s in self.sets if any(r.name == name for r in s.lines)), None)

    def with_sets(self, more: Sequence[RuleSet]) -> "RuleSets":
        """These with others, which are asked first."""
        return RuleSets((*more, *self.sets))

    def _lines(self) -> Sequence[LineRule]:
        return [rule for each in self.sets for rule in each.lines]


@cache
def built_in() -> RuleSets:
    """The sets that come with the program."""
    folder = files("cleanup") / "rules"
    texts = {entry.name: entry.read_text("utf-8") for entry in folder.iterdir()}
    names = sorted(name for name in texts if name.endswith(".toml"))
    return RuleSets(tuple(parse_rule_set(texts[name]) for name in names))


def parse_rule_set(
    text: str, *, taken: frozenset[str] = frozenset(), trusted: bool = True
) -> RuleSet:
    """A rule set from TOML; raises BadRule.

    taken     names of line rules that other sets have
    trusted   False measures whether a pattern is slow, which takes milliseconds each
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        at = re.search(r"at line (\d+)", str(reason))
        line = int(at.group(1)) if at else max(text.count("\n"), 1)
        raise BadRule(line, f"it is no TOML: {reason}") from reason
    _known_keys(told, {"agency", "line", "value"}, 1)
    agency = _text(told, "agency", 1)
    lines = tuple(_line_rule(each, at) for each, at in _tables(told, "line", text))
    values = tuple(_value_rule(each, at) for each, at in _tables(told, "value", text))
    if not lines:
        raise BadRule(1, "it has no [[line]]")
    found = RuleSet(agency, lines, values)
    _refuse_names(found, taken, _starts("line", text))
    if not trusted:
        _refuse_slow(found, text)
    return found


def _tables(told: Mapping[str, Any], key: str, text: str) -> list[tuple[dict[str, Any], int]]:
    """The tables under `key`, each with the line of the file where it starts."""
    tables = told.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise BadRule(1, f"{key!r} must be written as [[{key}]]")
    starts = _starts(key, text)
    return [(each, starts[n] if len(starts) == len(tables) else 1) for n, each in enumerate(tables)]


def _starts(key: str, text: str) -> list[int]:
    heading = re.compile(rf"\s*\[\[\s*{key}\s*\]\]")
    return [n for n, row in enumerate(text.splitlines(), start=1) if heading.match(row)]


def _line_rule(told: dict[str, Any], at: int) -> LineRule:
    keys = {"name", "role", "pattern", "ignore_case", "examples", "place", "like", "below"}
    _known_keys(told, keys | {"certainty"}, at)
    examples = told.get("examples")
    if not isinstance(examples, list) or not examples or not all(map(_is_text, examples)):
        raise BadRule(at, "examples must be a list with a line that the rule is for")
    rule = LineRule(
        _name(told, at),
        Role(_one_of(told, "role", [str(role) for role in ROLES], at)),
        _pattern(told, at) if "pattern" in told else None,
        tuple(examples),
        _one_of(told, "place", PLACES, at, default="apart"),
        re.sub(r"[^A-Z]", "", _text(told, "like", at, default="").upper()),
        _text(told, "below", at, default=""),
        _share(told, "certainty", at),
    )
    if not rule.pattern and len(rule.like) < LIKE_LETTERS:
        raise BadRule(at, f"it needs a pattern, or `like` with {LIKE_LETTERS} letters or more")
    for example in rule.examples:
        if not rule.fits(example):
            raise BadRule(at, f"{rule.name} does not match its example {example!r}")
    return rule


def _value_rule(told: dict[str, Any], at: int) -> ValueRule:
    _known_keys(told, {"name", "pattern", "ignore_case", "example", "gives"}, at)
    pattern = _pattern(told, at)
    if not pattern.groups:
        raise BadRule(at, "the pattern of a value needs a group: (...)")
    rule = ValueRule(_name(told, at), pattern, _text(told, "example", at), _text(told, "gives", at))
    if rule.read(rule.example) != rule.gives:
        raise BadRule(
            at,
            f"{rule.name} reads {rule.read(rule.example)!r} in its example, not {rule.gives!r}",
        )
    return rule


def _refuse_names(found: RuleSet, taken: frozenset[str], starts: Sequence[int]) -> None:
    known = set(taken)
    everyone = known | {rule.name for rule in found.lines}
    for n, rule in enumerate(found.lines):
        at = starts[n] if n < len(starts) else 1
        if rule.name in known:
            raise BadRule(at, f"there is a rule {rule.name} already; give it another name")
        if rule.below and rule.below not in everyone:
            raise BadRule(at, f"below names a rule {rule.below!r} that there is not")
        known.add(rule.name)


def _refuse_slow(found: RuleSet, text: str) -> None:
    asked = [
        *zip(_starts("line", text), ((r.pattern, r.examples) for r in found.lines), strict=False),
        *zip(
            _starts("value", text), ((r.pattern, (r.example,)) for r in found.values), strict=False
        ),
    ]
    for at, (pattern, examples) in asked:
        if pattern and is_slow(pattern, examples):
            raise BadRule(at, "its pattern takes too long on a line made to be hard")


def _known_keys(told: Mapping[str, Any], known: set[str], at: int) -> None:
    if unknown := sorted(set(told) - known):
        raise BadRule(at, f"there is no key {unknown[0]!r}; there are {', '.join(sorted(known))}")


def _pattern(told: dict[str, Any], at: int) -> re.Pattern[str]:
    ignore_case = told.get("ignore_case", False)
    if not isinstance(ignore_case, bool):
        raise BadRule(at, "ignore_case must be true or false")
    try:
        return compile_safely(_text(told, "pattern", at), ignore_case=ignore_case)
    except UnsafePattern as reason:
        raise BadRule(at, f"its pattern cannot be used: {reason}") from reason


def _name(told: dict[str, Any], at: int) -> str:
    name = _text(told, "name", at)
    if not NAME.fullmatch(name):
        raise BadRule(at, f"the name {name!r} must be small letters, digits, - and _")
    return name


def _text(told: Mapping[str, Any], key: str, at: int, *, default: str | None = None) -> str:
    value = told.get(key, default)
    if value is None or not _is_text(value) or (default is None and not value):
        raise BadRule(at, f"{key} must be given, as text in quotes")
    return str(value)


def _one_of(
    told: Mapping[str, Any], key: str, choices: Sequence[str], at: int, *, default: str = ""
) -> str:
    value = told.get(key, default)
    if value not in choices:
        raise BadRule(at, f"{key} must be one of {', '.join(choices)}")
    return str(value)


def _share(told: Mapping[str, Any], key: str, at: int) -> float:
    value = told.get(key, WORDS)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadRule(at, f"{key} must be a number from 0 to 1")
    return float(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)
