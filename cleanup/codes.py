"""Margin codes and the redactions they explain.

Codes are printed in stacks beside the first redaction they are about:

    text ████████████   b1-1     a group: codes stacked in one column
    ██████████ text     b3-1
    text ██████                  the same codes go for the redactions below,
    ██████████████████  b6-1     until the next group

A group is given to the redactions it stands beside; a redaction with none takes
the nearest group above it on its page, else the nearest below. A group above the
first redaction of its page, touching none, belongs to the last redaction of the
page before: the box was at the foot of the page and the stamp went over.

Some offices set a group at the middle of the block of redactions it is about. Then the
first bars of a page stand above all codes, which happens nowhere else, and a bar right
above a group is of its block, though another group stands far above:

    ██████████████████
    ██████████████████  b1-1
    ██████████████████
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cleanup.model import Marked, Placed, Role
from ocr.exemptions import in_order, read_codes
from ocr.model import Box, Redaction
from ocr.page import Page

# The rule of a code printed where text was whited out: it is about that gap alone.
LABEL_IN_GAP = "label-in-gap"
# Pages whose first bar stands above all codes, and their share of the pages with codes, from
# which groups are taken to be set at the middle of blocks: 30 of 81 and 9 of 14 on two releases
# that have it so, and single pages of others.
PAGES_SO, SHARE_SO = 3, 0.2
# Inches of a bar; what is narrower is a mark in the margin.
BAR = 0.5
# Inches from a bar to the group below that it goes with: more than a row of double space; and
# how many times as far the group above must be.
NEAR, AS_FAR = 0.5, 3


@dataclass(frozen=True, slots=True)
class Group:
    """Codes stacked in the margin of one page."""

    page: int
    lines: tuple[Placed, ...]
    box: Box = field(init=False, compare=False, repr=False)
    codes: tuple[str, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Found once, because every redaction of the page asks for them.
        object.__setattr__(self, "box", Box.around(line.box for line in self.lines))
        codes = {code for line in self.lines for code in read_codes(line.text) or ()}
        object.__setattr__(self, "codes", in_order(codes))


def group_codes(placed: Sequence[Placed]) -> tuple[Group, ...]:
    """Margin codes as groups: lines of one column with no more than a line between."""
    groups: list[list[Placed]] = []
    by_page: dict[int, list[list[Placed]]] = {}
    for line in (p for p in placed if p.role is Role.CODE and p.rule != LABEL_IN_GAP):
        own = by_page.setdefault(line.page, [])
        above = [group for group in own if _stacked(group[-1], line)]
        if above:
            above[-1].append(line)
        else:
            own.append([line])
            groups.append(own[-1])
    return tuple(Group(group[0].page, tuple(group)) for group in groups)


def mark_redactions(pages: Sequence[Page], placed: Sequence[Placed]) -> tuple[Marked, ...]:
    """Every redaction with an id and its codes, in page order."""
    groups = group_codes(placed)
    middle = _at_the_middle(pages, groups)
    marks: list[Marked] = []
    for page in pages:
        here = [group for group in groups if group.page == page.number]
        own = [
            Marked(f"p{page.number}-r{n}", page.number, r)
            for n, r in enumerate(page.redactions, start=1)
        ]
        carried = [group for group in here if _carried_over(group, own, page)]
        taken = _give_to_last(marks, carried) if carried and marks else marks
        # What the page before does not need, and nothing else here explains, is about this page.
        at_home = not marks or (taken is marks and len(carried) == len(here))
        marks = taken
        remaining = here if at_home else [g for g in here if g not in carried]
        near = NEAR * page.dpi if middle else 0.0
        marks += [_with_group(mark, remaining, near) for mark in own]
    return tuple(marks)


def _at_the_middle(pages: Sequence[Page], groups: Sequence[Group]) -> bool:
    """Whether a release sets its groups at the middle of blocks, not beside their first bars."""
    coded = so = 0
    for page in pages:
        tops = [group.box.top for group in groups if group.page == page.number]
        bars = [r.box for r in page.redactions if r.box.width > BAR * page.dpi]
        if tops and bars:
            coded += 1
            so += min(bars, key=lambda bar: bar.top).bottom <= min(tops)
    return so >= max(PAGES_SO, SHARE_SO * coded)


def _stacked(above: Placed, below: Placed) -> bool:
    """Whether a line of a page stands close below another of it."""
    gap = below.box.top - above.box.bottom
    close = gap <= 1.2 * max(above.box.height, below.box.height)
    return close and above.box.columns_shared(below.box) > 0


def _carried_over(group: Group, own: Sequence[Marked], page: Page) -> bool:
    """Above everything on its page: no redaction beside it or before it.

    Only near the top, within a quarter of the page.
    """
    first = min((mark.box.top for mark in own), default=page.height)
    return group.box.bottom <= first and group.box.top < 0.25 * page.height


def _give_to_last(marks: list[Marked], groups: Sequence[Group]) -> list[Marked]:
    """Groups carried over go to the last redaction of the page before, if it has none."""
    last = marks[-1]
    if last.codes or last.page != groups[0].page - 1:
        return marks
    return [*marks[:-1], _explained(last, groups)]


def _with_group(mark: Marked, groups: Sequence[Group], near: float) -> Marked:
    """The redaction with its codes; `near` are pixels to a group below, 0 where it has none."""
    whole = mark.redaction.box
    if labelled := label_codes(mark.redaction):
        # What says itself why it is there borrows nothing from far away.
        beside = [group for group in groups if group.box.rows_shared(whole) > 0]
        explained = _explained(mark, beside)
        return replace(explained, codes=in_order({*labelled, *explained.codes}))
    # Two groups beside one tall region both explain it.
    if beside := [group for group in groups if group.box.rows_shared(whole) > 0]:
        return _explained(mark, beside)
    below = sorted((g for g in groups if g.box.top > whole.top), key=lambda group: group.box.top)
    if above := [group for group in groups if group.box.top <= whole.top]:
        last = max(above, key=lambda group: group.box.top)
        return _explained(mark, [below[0] if _goes_with(whole, last, below, near) else last])
    return _explained(mark, below[:1])


def _goes_with(bar: Box, above: Group, below: Sequence[Group], near: float) -> bool:
    """Whether a bar is of the block of the group right below, and far off the one above."""
    gap = below[0].box.top - bar.bottom if below else near
    return gap < near and bar.top - above.box.bottom > AS_FAR * gap


def label_codes(redaction: Redaction) -> tuple[str, ...]:
    """Canonical codes printed inside a redaction."""
    return tuple(
        code for word in redaction.label for code in read_codes(word.text, inside=True) or ()
    )


def _explained(mark: Marked, groups: Sequence[Group]) -> Marked:
    """The redaction with the codes of `groups`, which may be none."""
    codes = in_order({code for group in groups for code in group.codes})
    return replace(mark, codes=codes, sources=tuple(n for g in groups for n in g.lines))


def disagreement(listed: Sequence[str], marks: Sequence[Marked]) -> str:
    """What the release's own list of codes and the margins do not share, as a sentence.

    Empty when they agree or when there is nothing to compare.
    """
    found = {code for mark in marks for code in mark.codes}
    if not listed or not found or set(listed) == found:
        return ""
    missing, extra = set(listed) - found, found - set(listed)
    parts = [
        f"listed but not found beside a redaction: {' '.join(in_order(missing))}"
        if missing
        else "",
        f"found but not listed: {' '.join(in_order(extra))}" if extra else "",
    ]
    return "the release's list of codes and its margins differ; " + "; ".join(filter(None, parts))


def printed_list(text: str) -> tuple[str, ...]:
    """Canonical codes of `RELEASE IN PART B1, 1.4(D)` or of the line below it."""
    rest = re.sub(r"^RELEASED?\s+IN\s+(PART|FULL)", "", text, flags=re.IGNORECASE)
    return read_codes(rest.strip()) or ()
