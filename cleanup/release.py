"""What the releasing agency printed on a release, read from its furniture.

Every page says it again, and some are misread: the value that most pages agree on counts,
with how many said so. Nothing is corrected towards what it should be.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleanup import vocabulary
from cleanup.bates import Stamped, StampedRun, runs_of
from cleanup.codes import printed_list
from cleanup.model import Placed, Role
from cleanup.rule_files import built_in
from cleanup.rule_sets import RuleSets, ValueRule
from ocr.exemptions import in_order

# Likeness (0-1) of a banner to its level: below, a strike has left too little to tell it.
READ = 0.7
FURNITURE = (Role.STAMP, Role.RELEASE_HEADER, Role.PAGE_NUMBER, Role.BANNER, Role.RUNNING_HEAD)
# A value that is a number stamped page by page.
BATES = "bates"


@dataclass(frozen=True, slots=True)
class Said:
    """A value as most pages have it.

    pages   pages that have it so
    of      pages that have any value of this name
    """

    name: str
    value: str
    pages: int
    of: int


@dataclass(frozen=True, slots=True)
class ReleaseStamp:
    """The decision and its marks; "" or () where nothing was printed or read.

    values   everything that rule sets read, `case_number` and the like among them
    agencies the rule sets that something was stripped by, most pages first
    """

    decision: str
    codes: tuple[str, ...]
    reviewer: str
    case_number: str
    document_number: str
    values: tuple[Said, ...] = ()
    bates: tuple[StampedRun, ...] = ()
    agencies: tuple[str, ...] = ()


def read_release(placed: Sequence[Placed], rules: RuleSets | None = None) -> ReleaseStamp:
    """Decision, codes, numbers, dates and people, from what was stripped."""
    rules = rules or built_in()
    stripped = [p for p in placed if p.role in FURNITURE and rules.of(p.rule)]
    decision = Counter(_decision(p.text) for p in stripped if p.rule == "decision")
    codes = {
        c for p in stripped if p.rule in ("decision", "release-codes") for c in printed_list(p.text)
    } | {c for p in placed if p.rule == "release-codes" for c in printed_list(p.text)}
    values = tuple(_agreed(stripped, rules))
    best = {said.name: said.value for said in values}
    return ReleaseStamp(
        decision=decision.most_common(1)[0][0] if decision else "",
        codes=in_order(codes),
        reviewer=best.get("reviewer", ""),
        case_number=best.get("case_number", ""),
        document_number=_document_number(best),
        values=values,
        bates=runs_of(_stamped(stripped, rules)),
        agencies=_agencies(stripped, rules),
    )


def page_classifications(placed: Sequence[Placed]) -> dict[int, str]:
    """The classification that the banners of each page say, by page number.

    The level most banners of a page have; of as many the higher. A page that was marked
    UNCLASSIFIED when it was released still has the level that it was written at.
    """
    levels: dict[int, list[str]] = {}
    for line in placed:
        if line.role is Role.BANNER:
            level, likeness = vocabulary.level_of(line.text)
            if likeness >= READ:
                levels.setdefault(line.page, []).append(level)
    return {page: _of_page(found) for page, found in levels.items()}


def _of_page(levels: list[str]) -> str:
    original = [level for level in levels if level != "UNCLASSIFIED"] or levels
    return max(original, key=lambda level: (original.count(level), vocabulary.rank(level)))


def _decision(text: str) -> str:
    return " ".join(re.findall(r"in (?:part|full)", text.lower()))


def _document_number(best: dict[str, str]) -> str:
    names = ("document_number", "cia_rdp", "docid")
    return next((best[name] for name in names if name in best), "")


def _agreed(stripped: Sequence[Placed], rules: RuleSets) -> Iterator[Said]:
    """Each value on most pages; of two on as many, the one that comes first."""
    found: dict[str, dict[str, set[int]]] = {}
    for line, rule in _readings(stripped, rules):
        value = rule.read(line.text)
        if value and rule.name != BATES:
            found.setdefault(rule.name, {}).setdefault(value, set()).add(line.page)
    for name, values in found.items():
        value = max(values, key=lambda each: len(values[each]))
        yield Said(name, value, len(values[value]), len(set().union(*values.values())))


def _readings(stripped: Iterable[Placed], rules: RuleSets) -> Iterator[tuple[Placed, ValueRule]]:
    """Each stripped line with every value that its agency's set may read in it."""
    for line in stripped:
        own = rules.of(line.rule)
        for rule in own.values if own else ():
            yield line, rule


def _stamped(stripped: Sequence[Placed], rules: RuleSets) -> Iterator[Stamped]:
    for line, rule in _readings(stripped, rules):
        found = rule.pattern.search(line.text) if rule.name == BATES else None
        if found:
            yield Stamped(line.page, found["prefix"], int(found["number"]))


def _agencies(stripped: Sequence[Placed], rules: RuleSets) -> tuple[str, ...]:
    pages: dict[str, set[int]] = {}
    for line in stripped:
        if own := rules.of(line.rule):
            pages.setdefault(own.agency, set()).add(line.page)
    return tuple(sorted(pages, key=lambda agency: (-len(pages[agency]), agency)))
