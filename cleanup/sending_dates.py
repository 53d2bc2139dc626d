"""The date of a message made to agree with what it says of that elsewhere.

O 221645Z OCT 96                        the date-time group, in the heading of each section
DE RUEHKV #2317/02 2961645              day of the year and time filed, in format lines 2 and 3
Oct 22, 1996 / 221645Z OCT 96           a form says the day in plain words as well
"""

from collections.abc import Sequence
from datetime import date

from cleanup.agreement import Agreed, majority, put_right, warned, weightiest
from cleanup.date_time_groups import is_month_read, on_day, plain_date, says_otherwise, time_on
from cleanup.envelope import Witnesses
from cleanup.fields import Reading

FILED_WITHIN = 2  # days from writing to filing a message


def with_date(told: Agreed, readings: Sequence[Reading], witnesses: Witnesses) -> Agreed:
    """The date-time group: that of most headings, unless the form's or the filing say otherwise."""
    said = [r.fields.dtg for r in readings if r.fields.dtg and r.is_whole]
    own = told.fields.dtg
    best = weightiest((r.fields.dtg, r.weight) for r in readings if r.fields.dtg) or ""
    told = put_right(told, "dtg", best or own, "date-time groups of the other headings")
    told = _as_in_plain_words(told, readings)
    best = told.fields.dtg
    year = int(best[:4]) if best else next((r.year for r in readings if r.year), None)
    filed = majority(witnesses.filed)
    by_filing = on_day(year, *filed) if filed and year else ""
    if not best and not by_filing:
        return _without_date(told, readings)
    if not filed or not by_filing or by_filing == best:
        return told
    evidence = f"filed on day {filed[0]} of the year at {filed[1]}"
    outvoted = witnesses.filed.count(filed) > max(1, said.count(best))
    if not best or (outvoted and (by_filing[:10] == best[:10] or by_filing[11:] == best[11:])):
        return put_right(told, "dtg", by_filing, evidence)
    if _days_apart(by_filing, best) > FILED_WITHIN:
        return warned(told, f"the date-time group says {best}, and the message was {evidence}")
    return told


def _as_in_plain_words(told: Agreed, readings: Sequence[Reading]) -> Agreed:
    """The day as a form says it before the date-time group, where one part of that is in doubt.

    The year is, when the message number has that of the plain date; the month, when its letters
    are none.
    """
    said = ((r, day) for r in readings if r.is_whole and (day := plain_date(r.sent)))
    reading, day = next(said, (None, None))
    if reading is None or day is None:
        return told
    evidence = f"the date in plain words: {day.isoformat()}"
    if not told.fields.dtg:
        told = put_right(told, "dtg", time_on(day, reading.sent), evidence)
        odd = told.fields.dtg and says_otherwise(reading.sent, day)
        return warned(told, f"of the form's date {reading.sent} a part is wrong") if odd else told
    other, time = told.fields.dtg.split("T")
    parts = zip(day.isoformat().split("-"), other.split("-"), strict=True)
    off = [n for n, (a, b) in enumerate(parts) if a != b]
    if not off:
        return told
    mrn = reading.fields.mrn
    year = off == [0] and mrn is not None and mrn.year == day.year
    if year or (off == [1] and not is_month_read(reading.sent)):
        right = f"{day.isoformat()}T{time}"
        return put_right(told, "dtg", right, evidence)
    return warned(told, f"the date-time group says {other}, and the form's date {day.isoformat()}")


def _without_date(told: Agreed, readings: Sequence[Reading]) -> Agreed:
    read = next((reading.sent for reading in readings if reading.sent), "")
    return warned(told, f"the date-time group names no date: {read}") if read else told


def _days_apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
