"""Numbers stamped page by page (Bates numbers), as ranges with their gaps.

    page      1    2    3    4    5    6
    stamped  56   57   73   59   80   81        73 is misread; 60 to 79 are not here

Pages of a release rise by one. A number that no neighbour confirms is either misread or a
lone page among gaps, and nobody can tell: it is doubtful, and makes no gap.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamped:
    """A number on a page, and what is printed before it."""

    page: int
    prefix: str
    number: int


@dataclass(frozen=True, slots=True)
class StampedRun:
    """Numbers with one prefix, from the first to the last that are confirmed.

    gaps      first and last number of each stretch that no page has
    doubtful  numbers that were read and fit nowhere
    """

    prefix: str
    first: int
    last: int
    pages: int
    gaps: tuple[tuple[int, int], ...]
    doubtful: tuple[int, ...]


def runs_of(stamped: Iterable[Stamped]) -> tuple[StampedRun, ...]:
    """A run for each prefix, in the order the prefixes come."""
    by_prefix: dict[str, dict[int, int]] = {}
    for stamp in stamped:
        by_prefix.setdefault(stamp.prefix, {}).setdefault(stamp.page, stamp.number)
    runs = (_run(prefix, numbers) for prefix, numbers in by_prefix.items())
    return tuple(run for run in runs if run)


def _run(prefix: str, numbers: dict[int, int]) -> StampedRun | None:
    """`numbers` by page; None when no two pages confirm each other."""
    sure = [page for page in sorted(numbers) if _is_confirmed(page, numbers)]
    rising = _longest_rise([(page, numbers[page]) for page in sure])
    if not rising:
        return None
    # A page between two confirmed ones whose number was not read is no gap.
    gaps = tuple(
        (low + 1, high - 1)
        for (page, low), (later, high) in zip(rising, rising[1:], strict=False)
        if high - low > later - page
    )
    kept = {number for _, number in rising}
    return StampedRun(
        prefix,
        rising[0][1],
        rising[-1][1],
        len(rising),
        gaps,
        tuple(number for _, number in sorted(numbers.items()) if number not in kept),
    )


def _is_confirmed(page: int, numbers: dict[int, int]) -> bool:
    """Whether a page up to two away has the number that it must have after this one."""
    return any(numbers.get(page + step) == numbers[page] + step for step in (-2, -1, 1, 2))


def _longest_rise(stamped: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pages whose numbers rise, by patience sorting's quadratic little brother."""
    best: list[list[tuple[int, int]]] = []
    for page, number in stamped:
        before = [run for run in best if run[-1][1] < number]
        best.append([*max(before, key=len, default=[]), (page, number)])
    return max(best, key=len, default=[])
