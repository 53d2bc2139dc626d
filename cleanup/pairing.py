"""Which documents are releases of the same one: by message number, else by likeness."""

from collections.abc import Sequence
from dataclasses import dataclass

from cleanup.alternates import matched
from cleanup.likeness import likeness, signature
from cleanup.versions import ShownWord, Version

# Likeness of texts from which two are releases of one document without a closer look, and
# from which they are worth one; docs/compare.md has the figures.
ALTERNATE = 0.2
POSSIBLE = 0.04
# Share of the shorter text's words that must be found in the other, in order.
IN_ORDER = 0.4
# With two different message numbers the texts must be this alike: then one was misread.
MISREAD = 0.5

Mrn = tuple[int | None, str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two releases of one document.

    by        "mrn" or "likeness"
    likeness  of the texts shown, 0-1
    doubt     what speaks against it; empty when nothing does
    """

    a: Version
    b: Version
    by: str
    likeness: float
    doubt: str = ""


def pair(a: Sequence[Version], b: Sequence[Version]) -> tuple[Pair, ...]:
    """Documents of two releases that belong together, one to one, in the order of `a`.

    Equal message numbers first, then the most alike.
    """
    signatures = {id(each): signature(each.text) for each in (*a, *b)}
    possible = [
        found
        for ours in a
        for theirs in b
        if (found := judged(ours, theirs, likeness(signatures[id(ours)], signatures[id(theirs)])))
    ]
    possible.sort(key=_best_first)
    taken: set[int] = set()
    pairs = []
    for each in possible:
        if id(each.a) not in taken and id(each.b) not in taken:
            taken |= {id(each.a), id(each.b)}
            pairs.append(each)
    return tuple(sorted(pairs, key=lambda each: each.a.number))


def _best_first(pair: Pair) -> tuple[bool, float, tuple[tuple[str, int], ...]]:
    # The places are sorted, so that ties do not depend on who is named first.
    return pair.by != "mrn", -pair.likeness, tuple(sorted((pair.a.place, pair.b.place)))


def judged(a: Version, b: Version, alike: float) -> Pair | None:
    """The pair that two documents are, or None; `alike` is the likeness of their signatures."""
    if a.mrn and b.mrn and _same(a.mrn, b.mrn):
        doubt = (
            "" if _one_document(a, b, alike) else "same message number, but the texts are unlike"
        )
        return Pair(a, b, "mrn", alike, doubt)
    if a.mrn and b.mrn:
        doubt = "message numbers differ; one was probably misread"
        return Pair(a, b, "likeness", alike, doubt) if alike >= MISREAD else None
    return Pair(a, b, "likeness", alike) if _one_document(a, b, alike) else None


def _one_document(a: Version, b: Version, alike: float) -> bool:
    """Likeness decides where it is clear; else the words, of which it counts few when misread."""
    if alike >= ALTERNATE:
        return True
    return alike >= POSSIBLE and words_in_order(a, b) >= IN_ORDER


def words_in_order(a: Version, b: Version) -> float:
    """Share of the shorter text's words that the other has in the same order, 0-1."""
    shorter = min(sum(isinstance(t, ShownWord) for t in each.tokens) for each in (a, b))
    return len(matched(a.tokens, b.tokens)) / shorter if shorter else 0.0


def _same(a: Mrn, b: Mrn) -> bool:
    """One cable; a year that could not be read agrees with any."""
    years = a[0] is None or b[0] is None or a[0] == b[0]
    return years and a[1:] == b[1:]
