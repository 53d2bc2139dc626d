"""Rule sets: the words that each releasing agency prints on a page.

A rule is words and no more: `cleanup.furniture` weighs it with where the line stands and
whether it comes again. The sets themselves are data (`cleanup/rules/*.toml`), read by
`cleanup.rule_files`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from cleanup.model import Role
from cleanup.patterns import search
from cleanup.spelling import lettered

# Likeness (0-1) to words that are given as `like`: they were printed over other print.
LIKE = 0.8
# Letters that words given as `like` must have; fewer are like anything.
LIKE_LETTERS = 10
# How much words that fit say, when the rule does not say so itself.
WORDS = 0.9


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
        """Whether it has them to the letter, but for figures read into its words."""
        if self.pattern is None:
            return False
        plain = lettered(text)
        return bool(search(self.pattern, text) or (plain != text and search(self.pattern, plain)))

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
