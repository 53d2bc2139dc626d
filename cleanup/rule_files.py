r"""Rule sets from TOML: what each releasing agency prints on a page, as data.

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

Every rule has an example that it must match; one that does not is refused, like any other
mistake, with its line. docs/furniture.md has all the keys.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from cleanup.model import Role
from cleanup.patterns import UnsafePattern, compile_safely, is_slow
from cleanup.rule_sets import LIKE_LETTERS, WORDS, LineRule, RuleSet, RuleSets, ValueRule

ROLES = (Role.RELEASE_HEADER, Role.STAMP, Role.BANNER, Role.PAGE_NUMBER, Role.RUNNING_HEAD)
PLACES = ("apart", "edge", "anywhere")
NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


class BadRule(ValueError):
    """A rule that cannot be used: the line of its file, from 1, and what is wrong."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(line, why)
        self.line, self.why = line, why


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
