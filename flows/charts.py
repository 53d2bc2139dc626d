"""Charts of a library as values for drawing: bars over time, and codes by year.

Made when the page is, as SVG; every figure in them stands in a table beside.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

WIDTH = 960  # units across
# More columns than this cannot be told apart.
MOST_BINS = 48
# Years, in each of which a chart may take its bins; dates may be misread by centuries.
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
# Below so many years there is a bin for each month.
BY_MONTH = 3
BARS = 120  # units high
WIDEST = 60  # units of a bar; a single one across the whole page looks like a picture of nothing
LEFT = 44  # units for the figures at the side
MOST_CODES = 12
ROW = 30  # units for each code
RADIUS = 12  # units of the largest circle
CODES_LEFT = 130  # units for the codes at the side
RIGHT = 16  # units for half of the last year's name


@dataclass(frozen=True, slots=True)
class Column:
    """What fell into a month, a year or some years; `part` of `count` is shown apart.

    left, width    in units of the drawing; top and part_top likewise, from its top
    label          whether its name stands below it
    """

    name: str
    count: int
    part: int
    left: float
    width: float
    top: float
    part_top: float
    label: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """How often a code was used in a bin of years, as a circle."""

    name: str
    count: int
    across: float
    down: float
    radius: float


@dataclass(frozen=True, slots=True)
class CodesByYear:
    """Rows of codes, columns of years, a circle where they meet.

    bins      name and place across of each; `table` has a row of counts for each code
    undated   redactions in documents without a date, of any code
    """

    bins: tuple[tuple[str, float], ...]
    codes: tuple[tuple[str, float], ...]
    spots: tuple[Spot, ...]
    table: tuple[tuple[str, tuple[int, ...]], ...]
    height: int
    undated: int


def timeline(dates: Iterable[tuple[str, bool]]) -> tuple[Column, ...]:
    """Columns for days (ISO 8601), each with whether it counts for the part shown apart."""
    days = [(date, apart) for date, apart in dates if _year(date)]
    if not days:
        return ()
    names = _months(days) or _spans([_year(date) for date, _ in days])
    whole, part = Counter[str](), Counter[str]()
    for date, apart in days:
        name = date[:7] if "-" in names[0] and len(names[0]) == 7 else _span_of(date, names)
        whole[name] += 1
        part[name] += apart
    most = max(whole.values())
    wide = min((WIDTH - LEFT) / len(names), WIDEST)
    every = -(-len(names) // 12)
    return tuple(
        Column(
            name,
            whole[name],
            part[name],
            round(LEFT + n * wide, 1),
            round(max(wide - 2, 1), 1),
            round(BARS * (1 - whole[name] / most), 1),
            round(BARS * (1 - part[name] / most), 1),
            n % every == 0,
        )
        for n, name in enumerate(names)
    )


def codes_by_year(counted: Mapping[str, Mapping[str, int]]) -> CodesByYear | None:
    """Circles for counts by year and code; None when no redaction has a year."""
    dated = {year: codes for year, codes in counted.items() if _year(year)}
    if not dated:
        return None
    bins = _spans([_year(year) for year in dated])
    totals, cells = Counter[str](), Counter[tuple[str, str]]()
    for year, codes in dated.items():
        for code, count in codes.items():
            totals[code] += count
            cells[code, _span_of(year, bins)] += count
    codes_shown = [code for code, _ in totals.most_common(MOST_CODES)]
    wide = (WIDTH - CODES_LEFT - RIGHT) / len(bins)
    across = {name: round(CODES_LEFT + (n + 0.5) * wide, 1) for n, name in enumerate(bins)}
    down = {code: n * ROW + ROW / 2 for n, code in enumerate(codes_shown)}
    most = max(cells.values())
    largest = min(RADIUS, wide / 2)
    spots = [
        Spot(f"{code}, {name}", n, across[name], down[code], _radius(n, most, largest))
        for (code, name), n in sorted(cells.items())
        if code in down
    ]
    return CodesByYear(
        tuple(across.items()),
        tuple(down.items()),
        tuple(spots),
        tuple((code, tuple(cells[code, name] for name in bins)) for code in codes_shown),
        len(codes_shown) * ROW,
        sum(sum(codes.values()) for year, codes in counted.items() if not _year(year)),
    )


def _radius(count: int, most: int, largest: float) -> float:
    """Of a circle whose area is to the largest one's as `count` is to `most`."""
    return round(max(largest * sqrt(count / most), 1.5), 1)


def _year(date: str) -> int:
    """The year of a day; 0 when it has none."""
    return int(date[:4]) if date[:4].isascii() and date[:4].isdigit() else 0


def _months(days: Sequence[tuple[str, bool]]) -> list[str]:
    """The months from the first day to the last; none when they are too many."""
    first, last = min(days)[0], max(days)[0]
    if _year(last) - _year(first) >= BY_MONTH or not all(date[5:7].isdigit() for date, _ in days):
        return []
    start, end = (_year(date) * 12 + int(date[5:7]) - 1 for date in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


def _spans(years: Sequence[int]) -> list[str]:
    """Names of equal spans of years, from the first to the last: 1985, or 1985-1989."""
    low, high = min(years), max(years)
    step = next((s for s in STEPS if (high - low) // s < MOST_BINS), STEPS[-1])
    starts = range(low // step * step, high + 1, step)
    return [str(start) if step == 1 else f"{start}-{start + step - 1}" for start in starts]


def _span_of(date: str, names: Sequence[str]) -> str:
    """The name of the span that a day falls into."""
    starts = [int(name.partition("-")[0]) for name in names]
    year = _year(date)
    for name, (_, following) in zip(names, pairwise([*starts, 10_000]), strict=True):
        if year < following:
            return name
    return names[-1]
