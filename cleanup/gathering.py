"""Transmissions gathered into cables: those of one number and date, in the order of their first.

A section whose heading was not read goes where it stands.
"""

from collections.abc import Sequence

from cleanup.heading_signs import OTHER_SUBJECT, subject_likeness
from cleanup.one_message import Claim, identify, one_message
from cleanup.transmissions import Stretch

_Group = list[tuple[Claim, Stretch]]


def gather(parts: Sequence[Stretch]) -> tuple[tuple[Stretch, ...], ...]:
    """Transmissions of one cable together, cables in the order of their first."""
    groups: list[_Group] = []
    for part in parts:
        own = identify(part.rows)
        fitting = [g for g in groups if any(one_message(own, other) for other, _ in g)]
        fitting = fitting or [g for g in groups[-1:] if _goes_on(own, [i for i, _ in g])]
        if fitting:
            fitting[-1].append((own, part))
        else:
            groups.append([(own, part)])
    groups = with_gaps_filled(groups, parts)
    return tuple(tuple(part for _, part in group) for group in groups)


def with_gaps_filled(groups: Sequence[_Group], parts: Sequence[Stretch]) -> list[_Group]:
    """A section whose heading was not read put where it stands, if just it is not there.

    It stands between sections 2 and 4 of one message, and says of none what it is.
    """
    order = {id(part): n for n, part in enumerate(parts)}
    homes = {id(part): group for group in groups for _, part in group}
    moved: set[int] = set()
    for group in groups:
        [(own, part), *more] = group
        at = order[id(part)]
        if more or own.mrn or own.dtg or own.section or not 0 < at < len(parts) - 1:
            continue
        above, below = parts[at - 1], parts[at + 1]
        home = homes[id(above)]
        if home is not homes[id(below)] or not _leaves_room(home, above, below):
            continue
        if not _strange(own, home):
            moved.add(id(group))
            homes[id(part)] = home
            home.append((own, part))
            home.sort(key=lambda pair: order[id(pair[1])])
    return [group for group in groups if id(group) not in moved]


def _leaves_room(group: _Group, above: Stretch, below: Stretch) -> bool:
    """Whether two parts of a message have one section between them, and it is not there."""
    section = {id(part): claim.section for claim, part in group}
    before, after = section[id(above)], section[id(below)]
    return before > 0 and after == before + 2 and before + 1 not in section.values()


def _strange(own: Claim, group: _Group) -> bool:
    """Whether a part says another subject or total than the message."""
    alike = [subject_likeness(own.subject, claim.subject) for claim, _ in group]
    totals = {claim.total for claim, _ in group if claim.total}
    other = any(each is not None and each < OTHER_SUBJECT for each in alike)
    return other or bool(own.total and totals and own.total not in totals)


def _goes_on(own: Claim, group: Sequence[Claim]) -> bool:
    """A section whose heading says nothing but its number follows the one before it."""
    if own.mrn or own.dtg or own.subject:
        return False
    return own.total > 0 and any(
        other.total == own.total and other.section != own.section for other in group
    )
