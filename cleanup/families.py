"""Documents of a whole library that are releases of one: told without comparing all with all.

Equal message numbers and bands of MinHash signatures (`cleanup.likeness`) name the pairs that
are worth a look; what looks at them (`cleanup.pairing`) is the same as for two releases. A
family is what hangs together by such pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from cleanup.likeness import Signature, candidates, likeness
from cleanup.pairing import ALTERNATE, Mrn, Pair
from cleanup.versions import Version, Withheld

Place = tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is kept of a document while others are read.

    place      release and number of the document in it, as `Version.place`
    signature  of the words it shows
    """

    place: Place
    mrn: Mrn | None
    signature: Signature


@dataclass(frozen=True, slots=True)
class Member:
    """What is told of a release in a family; its words are let go.

    place       as `Version.place`; `name` is that of the release's file
    redactions  that stand among its words
    """

    place: Place
    name: str
    pages: tuple[int, ...]
    mrn: Mrn | None
    title: str
    redactions: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two members that are one document, and how that is known: as in `Pair`."""

    a: Member
    b: Member
    by: str
    likeness: float
    doubt: str = ""


Judge = Callable[[Place, Place, float], Tie | None]


@dataclass(frozen=True, slots=True)
class Family:
    """Releases of one document in the order of their places, and ties that join them all.

    Of n members there are n - 1 ties: what hangs together already is not looked at again.
    """

    members: tuple[Member, ...]
    ties: tuple[Tie, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(member.place for member in self.members)


@dataclass(frozen=True, slots=True)
class _Groups:
    """Places that hang together, each group under the first of them (union-find)."""

    above: dict[Place, Place] = field(default_factory=dict)

    def first(self, place: Place) -> Place:
        top = place
        while (above := self.above.get(top, top)) != top:
            top = above
        while place != top:
            self.above[place], place = top, self.above[place]
        return top

    def join(self, one: Place, other: Place) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self.above[high] = low


def tied(pair: Pair) -> Tie:
    """A pair without the words of its two releases."""
    return Tie(_member(pair.a), _member(pair.b), pair.by, pair.likeness, pair.doubt)


def _member(version: Version) -> Member:
    redactions = sum(isinstance(token, Withheld) for token in version.tokens)
    return Member(
        version.place, version.name, version.pages, version.mrn, version.title, redactions
    )


def families(known: Sequence[Known], judge: Judge) -> list[Family]:
    """Documents with more than one release, in the order of their first places.

    judge   looks at two places closely, given the likeness of their signatures: what ties
            them, or None when they are two documents
    """
    groups, ties = _Groups(), []
    for one, other, alike in worth_a_look(known):
        if groups.first(one) != groups.first(other) and (tie := judge(one, other, alike)):
            groups.join(one, other)
            ties.append(tie)
    grouped: dict[Place, list[Tie]] = defaultdict(list)
    for tie in ties:
        grouped[groups.first(tie.a.place)].append(tie)
    return [_family(grouped[first]) for first in sorted(grouped)]


def _family(ties: Sequence[Tie]) -> Family:
    members = {member.place: member for tie in ties for member in (tie.a, tie.b)}
    return Family(tuple(members[place] for place in sorted(members)), tuple(ties))


def worth_a_look(known: Sequence[Known]) -> Iterator[tuple[Place, Place, float]]:
    """Pairs of places of different releases, each once and in order, and their likeness."""
    ordered = sorted(known, key=lambda each: each.place)
    numbered = set(_of_one_number(ordered))
    for i, j in sorted({*numbered, *_alike(ordered)}):
        one, other = ordered[i], ordered[j]
        if one.place[0] == other.place[0]:
            continue
        alike = likeness(one.signature, other.signature)
        # Below, words would have to be aligned: too slow for all the pairs of one trade.
        if alike >= ALTERNATE or (i, j) in numbered:
            yield one.place, other.place, alike


def _of_one_number(known: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Rows of one post and number, whatever their years: one may not have been read."""
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row, each in enumerate(known):
        if each.mrn:
            rows[each.mrn[1:]].append(row)
    for own in rows.values():
        yield from ((i, j) for n, i in enumerate(own) for j in own[n + 1 :])


def _alike(known: Sequence[Known]) -> Iterator[tuple[int, int]]:
    if known:
        for i, j in candidates(np.stack([each.signature for each in known])):
            yield int(i), int(j)
