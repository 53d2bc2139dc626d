"""Which copy of each section to take, and how many sections there are.

A corrected copy is taken before others, then one that is all there, then the one that
withholds less, then the one that reads better; of copies that are alike in all that,
always the same one, whichever came first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cleanup.copies import likeliest_total
from cleanup.held import Copy, Message
from cleanup.paragraph_marks import NUMBERED

# Letters, seen and hidden, that a copy must have of those another shows: below, some of
# its page was not read.
WHOLE = 0.8
# Hidden letters are an estimate: what differs by less than a line of type is the same.
LINE_OF_TYPE = 60
# Confidence differs by a hundredth between two scans of one page.
AS_LEGIBLE = 2  # digits
RUN = 3  # words: with one in ten misread, three runs in four are still whole
# Runs of a section that are found in a copy of the whole cable; by chance hardly any are.
HELD = 0.5
LONGER = 1.5  # times section 1: a copy that long holds more than that section

Faults = tuple[bool, bool, int, int, float]


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy and the message it came in; `taken_for` is a section it does not name itself."""

    message: Message
    copy: Copy
    taken_for: int = 0

    @property
    def number(self) -> int:
        return self.taken_for or self.copy.number

    @property
    def key(self) -> tuple[str, int]:
        return self.message.key, self.message.copies.index(self.copy)


@dataclass(frozen=True, slots=True)
class Choice:
    """The copies a cable is made of.

    taken      by section number, never empty
    left       the others, each with the reason
    in_order   the messages: those whose sections come first, first
    """

    taken: dict[int, Copied]
    left: tuple[tuple[Copied, str], ...]
    total: int
    missing: tuple[int, ...]
    in_order: tuple[Message, ...]
    warnings: tuple[str, ...]


def choose(messages: Sequence[Message]) -> Choice:
    """The best copy of each section that `messages` have."""
    every = [Copied(message, copy) for message in messages for copy in message.copies]
    every.sort(key=lambda copied: copied.key)
    used, aside, warnings = _wholes_apart(every)
    used, renumbered = _above_the_total(used)
    taken: dict[int, Copied] = {}
    left = list(aside)
    for number in sorted({copied.number for copied in used}):
        (first, _), *others = _best_first([c for c in used if c.number == number])
        taken[number] = first
        left += others
    total, doubts = _total(used)
    return Choice(
        taken=taken,
        left=tuple(sorted(left, key=lambda each: (each[0].number, each[0].key))),
        total=total,
        missing=tuple(n for n in range(1, total + 1) if n not in taken),
        in_order=tuple(sorted(messages, key=lambda message: _rank(message, taken))),
        warnings=(*warnings, *renumbered, *doubts),
    )


def _above_the_total(copies: Sequence[Copied]) -> tuple[list[Copied], list[str]]:
    """Copies numbered higher than there are sections, taken for the section they are."""
    total, _ = _total(copies)
    out = list(copies)
    warnings = []
    for copied in copies:
        if copied.number <= total:
            continue
        number = _meant(copied.copy, [c for c in out if c.number <= total], total)
        if number:
            out[out.index(copied)] = replace(copied, taken_for=number)
            warnings.append(
                f"a section numbered {copied.number} of {total} was taken for section {number}"
            )
    return out, warnings


def _rank(message: Message, taken: dict[int, Copied]) -> tuple[int, int, float, str]:
    used = [n for n, copied in taken.items() if copied.message is message]
    held = [copy.number for copy in message.copies]
    far = 1 << 30
    return min(used, default=far), min(held, default=far), -message.legibility, message.key


def _best_first(copies: Sequence[Copied]) -> list[tuple[Copied, str]]:
    """Copies of a section from the best one on, each with what it lacks beside the best."""
    # What others show, not what they hide: that is an estimate.
    fullest = max(copied.copy.visible for copied in copies)
    faults = {copied.key: _faults(copied.copy, fullest) for copied in copies}
    ordered = sorted(copies, key=lambda copied: (faults[copied.key], copied.key))
    best = faults[ordered[0].key]
    return [(copied, _why_not(faults[copied.key], best)) for copied in ordered]


def _faults(copy: Copy, fullest: int) -> Faults:
    """What speaks against a copy, the weightiest first."""
    return (
        not copy.corrected,
        copy.visible + copy.hidden < WHOLE * fullest,
        round(copy.hidden / LINE_OF_TYPE),
        copy.redactions,
        -round(copy.legibility, AS_LEGIBLE),
    )


def _why_not(faults: Faults, best: Faults) -> str:
    reasons = (
        "another is a corrected copy",
        "some of its text is missing",
        "more of it is withheld",
        "more of it is withheld",
        "another reads better",
    )
    both = zip(reasons, faults, best, strict=True)
    return next((why for why, mine, other in both if mine != other), "another is as good")


def _total(copies: Iterable[Copied]) -> tuple[int, list[str]]:
    """How many sections there are: as most messages say, else the highest number."""
    copies = list(copies)
    claims = Counter(
        total for _, total in {(c.message.key, c.copy.total) for c in copies if c.copy.total > 1}
    )
    highest = max(copied.number for copied in copies)
    # A combined message does not say how many sections it has, only that it has so many.
    at_least = max([highest] + [c.message.total for c in copies if c.copy.total == 0])
    if not claims:
        return at_least, []
    total = likeliest_total(claims, min(highest, max(claims)))
    warnings = []
    if len(claims) > 1:
        said = ", ".join(str(claim) for claim in sorted(claims))
        warnings.append(f"its sections say different totals: {said}")
    for number in sorted({c.number for c in copies if c.number > total}):
        warnings.append(f"section {number} is higher than the total, {total}")
    return total, warnings


def _wholes_apart(
    copies: Sequence[Copied],
) -> tuple[list[Copied], list[tuple[Copied, str]], list[str]]:
    """Copies of a cable in one piece kept apart from copies of its sections.

    A copy that names no section is either the whole cable or a section whose label was
    not read: the whole cable holds the words of the sections. Returns the copies to
    choose from, those left with the reason, and warnings.
    """
    unnamed = [c for c in copies if c.copy.total <= 1 and c.message.total == 1]
    parts = [c for c in copies if c not in unnamed]
    if not unnamed or not parts:
        return list(copies), [], []
    wholes = [c for c in unnamed if _is_whole(c.copy, [part.copy for part in parts])]
    sections = [c for c in copies if c not in wholes]
    total, _ = _total(parts)
    warnings: list[str] = []
    if wholes and {c.number for c in sections} < set(range(1, total + 1)):
        return wholes, [(c, "another holds the whole cable in one piece") for c in sections], []
    left = [(c, "it holds the whole cable in one piece") for c in wholes]
    for copied in (c for c in unnamed if c not in wholes):
        number = _section_of(copied.copy, parts, total)
        sections[sections.index(copied)] = replace(copied, taken_for=number)
        parts = [*parts, replace(copied, taken_for=number)]
        warnings.append(f"a copy that names no section was taken for section {number} of {total}")
    return sections, left, warnings


def _section_of(copy: Copy, parts: Sequence[Copied], total: int) -> int:
    """Which section a copy is that does not say so; the first where nothing tells."""
    return _meant(copy, parts, total) or 1


def _meant(copy: Copy, parts: Sequence[Copied], total: int) -> int:
    """The section that a copy is by its words or its place; 0 where they do not tell.

    One that it has the words of; else the one whose place in the paragraph numbers it has,
    or the only one that is not there.
    """
    same = [part.number for part in parts if _holds(copy, part.copy)]
    if same:
        return same[0]
    missing = [n for n in range(1, total + 1) if n not in {part.number for part in parts}]
    fits = [n for n in missing if _stands_at(copy, n, parts)]
    found = fits if len(fits) == 1 else missing
    return found[0] if len(found) == 1 else 0


def _stands_at(copy: Copy, number: int, parts: Sequence[Copied]) -> bool:
    """Whether the paragraph numbers of a copy lie between those of the sections around."""
    own = _paragraphs(copy)
    above = [n for part in parts if part.number < number for n in _paragraphs(part.copy)]
    below = [n for part in parts if part.number > number for n in _paragraphs(part.copy)]
    return bool(own) and max(above, default=0) < own[0] and own[-1] < min(below, default=100)


def _paragraphs(copy: Copy) -> list[int]:
    found = (NUMBERED.match(passage.block.text) for passage in copy.passages)
    return [int(number.group(1)) for number in found if number]


def _is_whole(copy: Copy, parts: Sequence[Copy]) -> bool:
    later = [part for part in parts if part.number > 1]
    if later:
        return all(_holds(copy, part) for part in later)
    return all(
        _holds(copy, part) and copy.visible + copy.hidden > LONGER * (part.visible + part.hidden)
        for part in parts
    )


def _holds(whole: Copy, part: Copy) -> bool:
    wanted = _runs(part)
    return bool(wanted) and len(wanted & _runs(whole)) >= HELD * len(wanted)


def _runs(copy: Copy) -> set[tuple[str, ...]]:
    text = " ".join(passage.block.text for passage in copy.passages)
    words = re.findall(r"[A-Z0-9]+", text.upper())
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
