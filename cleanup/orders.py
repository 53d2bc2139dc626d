"""The executive order a message cites, beside the year that it was sent in.

E.O. 12958 ... R 150407Z APR 66        the order is of 1995: the year is 06, or one is misread
E.O. 13526: DECL: 2021/09/30           in force still; the message is older than this date
"""

import re
from collections.abc import Sequence

from cleanup.agreement import Agreed, put_right, warned
from cleanup.fields import Reading

# Years in which each order was cited on cables, first to last; None for one still in force.
ORDERS: dict[str, tuple[int, int | None]] = {
    "10501": (1953, 1972),
    "11652": (1972, 1978),
    "12065": (1978, 1982),
    "12356": (1982, 1995),
    "12958": (1995, 2010),
    "13526": (2009, None),
}
# Years that an order may be off: posts went on with an old one, and the order may be misread.
LATE = 5
# Figures that are read as each other.
FIGURES_ALIKE = ("068", "38", "17", "56", "35", "49")
# `DECL: 10/21/26`, `DECL: 2021/09/30`.
DECLASSIFIED = re.compile(r"\b(20\d\d)\b|\b\d\d?/\d\d?/(\d\d)\b")


def year_by_order(told: Agreed, readings: Sequence[Reading]) -> Agreed:
    """A year in which the order was not in force, when one figure makes it one that was.

    Cables print two figures of it; `66` is 06 below E.O. 12958. More headings must say the order
    than the date: else it may as well be the order that was misread. Of an order that is still in
    force the date of declassification says until when: any two figures are a year to come.
    """
    whole = [r.fields for r in readings if r.is_whole]
    orders = sum(f.executive_order == told.fields.executive_order for f in whole)
    if orders < 2 or orders <= sum(f.dtg == told.fields.dtg for f in whole):
        return told
    order, dtg = told.fields.executive_order, told.fields.dtg
    first, last = ORDERS.get(order, (0, None))
    last = last or _declassified(told.fields.declassify)
    if not first or not last or not dtg or first - LATE <= int(dtg[:4]) <= last + LATE:
        return told
    like = _misread(dtg[2:4])
    fits = [year for year in range(first, last + 1) if f"{year % 100:02}" in like]
    if len(fits) != 1:
        return told
    return put_right(told, "dtg", f"{fits[0]}{dtg[4:]}", f"E.O. {order} was in force then")


def _misread(printed: str) -> set[str]:
    """What two figures may have been, if one of them was read as another that is like it."""
    return {
        printed[:n] + other + printed[n + 1 :]
        for n, figure in enumerate(printed)
        for group in FIGURES_ALIKE
        if figure in group
        for other in group
        if other != figure
    }


def _declassified(said: str) -> int | None:
    """The year in which a message is to be declassified, which is after that of the message."""
    found = DECLASSIFIED.search(said)
    if not found:
        return None
    return int(found.group(1) or 2000 + int(found.group(2)))


def in_force(told: Agreed) -> Agreed:
    """A warning where the order was not in force in the year of the message: one was misread."""
    first, last = ORDERS.get(told.fields.executive_order, (0, None))
    year = int(told.fields.dtg[:4]) if told.fields.dtg else None
    if not first or year is None or (first <= year and (last is None or year <= last)):
        return told
    order = told.fields.executive_order
    return warned(told, f"E.O. {order} was not in force in {year}, the year of the message")
