"""Documents of a whole library that are releases of one: told without comparing all with all.

Equal message numbers and bands of MinHash signatures (`cleanup.likeness`) name the pairs that
are worth a look; what looks at them (`cleanup.pairing`) is the same as for two releases. A
family is what hangs together by such pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cleanup.likeness import Signature, candidates, likeness
from cleanup.pairing import ALTERNATE, Mrn, Pair

Place = tuple[str, int]
Judge = Callable[[Place, Place, float], Pair | None]


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
class Family:
    """Places of the releases of one document, in order, and the pairs that tie them."""

    places: tuple[Place, ...]
    pairs: tuple[Pair, ...]


def families(known: Sequence[Known], judge: Judge) -> list[Family]:
    """Documents with more than one release, in the order of their first places.

    judge   looks at two places closely, given the likeness of their signatures: their pair,
            or None when they are two documents
    """
    pairs = [pair for each in worth_a_look(known) if (pair := judge(*each))]
    groups: dict[Place, set[Place]] = {}
    for pair in pairs:
        joined = groups.get(pair.a.place, {pair.a.place}) | groups.get(pair.b.place, {pair.b.place})
        groups |= dict.fromkeys(joined, joined)
    distinct = {min(group): group for group in groups.values()}
    return [
        Family(tuple(sorted(group)), tuple(p for p in pairs if p.a.place in group))
        for _, group in sorted(distinct.items())
    ]


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
