"""Date-time groups: when a message was sent, in the writing of ACP 127.

    O P 221645Z OCT 96                  precedence, perhaps two; day, hour and minute; month, year
    Oct 22, 1996 / 221645Z OCT 96       the form that SMART prints says the day a second time

Figures are read as letters that are like them, and the month as three letters that are like
its own. A row with three real figures among its six, Z and a month is nothing else.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rapidfuzz import fuzz

from cleanup.mrn import LOOSE, LOOSE_DIGITS, D, digits
from cleanup.spelling import alike

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
SAME_MONTH = 60  # 0-100

# Prosigns, and letters and figures that they are read as; lost, the row says nothing else.
# Without its Z the last figure must be none that a Z is read as.
PROSIGN = "[ZOPR0DQFBK2CG]"
PROSIGNS = str.maketrans("0DQCGFBK2", "OOOOOPRRZ")
SIX = rf"(?=(?:\w{{0,3}}\d){{3}})({LOOSE}{{2}})({LOOSE}{{2}})({LOOSE}{{2}})"
YEAR = rf"({D}{{4}}|{D}{{2}}|(?=\w?\d){LOOSE}{{2}})\b"
DTG = re.compile(
    rf"^\W{{0,3}}(?:({PROSIGN})(?:\W?([ZOPR]))?\W?|(?={D}{{6}}[Z2]\s+(?:{'|'.join(MONTHS)})\W+\d+\W*$))"
    rf"{SIX}(?:\s?[Z2%]\s*|(?<![Z2])\s)([A-Z0-9]{{3,4}})\W+{YEAR}"
)
# With a figure lost or too many it names no day, but still a year.
DAMAGED_DTG = re.compile(
    rf"^\W{{0,3}}([ZOPR0])\s?{D}{{4,7}}\s?[Z2]?\s+(?:{'|'.join(MONTHS)})\s+({D}{{4}}|{D}{{2}})\b"
)
# The SMART form prints it without a precedence, behind the date in plain words.
PLAIN_DTG = re.compile(rf"(?<!\w)()(){SIX}\s?[Z2]\W*([A-Z0-9]{{3,4}})\W+{YEAR}")
PLAIN_DATE = re.compile(rf"^\W*([A-Z][a-z]{{2}})\w*\W+({D}{{1,2}})\W+({D}{{4}})\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """A date-time group as read.

    iso         ISO 8601 in UTC, "" when it names no date
    year        None when not even the year could be read
    precedence  prosigns, one or two: for action and for information
    """

    iso: str
    year: int | None
    precedence: tuple[str, ...]


def read_sent(text: str, *, form: bool = False) -> Sent | None:
    """The date-time group a row begins with (anywhere in it on a form), or None.

    Two-digit years from 60 are of the last century: no cable is older than that.
    """
    found = (PLAIN_DTG.search if form else DTG.match)(text)
    if not found:
        damaged = DAMAGED_DTG.match(text)
        return Sent("", _year(damaged.group(2)), (_prosign(damaged.group(1)),)) if damaged else None
    prosigns = tuple(_prosign(p) for p in found.groups()[:2] if p)
    day, hour, minute = (int(found.group(n).translate(LOOSE_DIGITS)) for n in (3, 4, 5))
    known = _year(found.group(7))
    month = _month(found.group(6))
    if month is None or known is None:
        return Sent("", known, prosigns)
    try:
        sent = datetime(known, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return Sent("", known, prosigns)
    return Sent(in_iso(sent), known, prosigns)


def plain_date(text: str) -> date | None:
    """The day that a form's row says in plain words before the date-time group, or None."""
    found = PLAIN_DATE.match(text)
    if not found or found.group(1).upper() not in MONTHS:
        return None
    year, day = _year(found.group(3)), digits(found.group(2))
    try:
        return date(year or 0, MONTHS.index(found.group(1).upper()) + 1, day or 0)
    except ValueError:
        return None


def time_on(day: date, text: str) -> str:
    """ISO 8601 of a form's day in plain words with the time of its group; "" if that has another.

    Of the group's own day the month or year may be past reading.
    """
    found = PLAIN_DTG.search(text)
    on, hour, minute = (
        (int(found.group(n).translate(LOOSE_DIGITS)) for n in (3, 4, 5)) if found else (0, 0, 0)
    )
    if on != day.day or hour > 23 or minute > 59:
        return ""
    return in_iso(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC))


def is_month_read(text: str) -> bool:
    """Whether the month in a form's date-time group was read to the letter."""
    found = PLAIN_DTG.search(text)
    return bool(found and found.group(6) in MONTHS)


def says_otherwise(text: str, day: date) -> bool:
    """Whether the day or the month of a form's date-time group, read to the letter, is another."""
    found = PLAIN_DTG.search(text)
    if not found:
        return False
    month = found.group(6) in MONTHS and MONTHS.index(found.group(6)) + 1 != day.month
    return month or (found.group(3).isdecimal() and int(found.group(3)) != day.day)


def _month(printed: str) -> int | None:
    """The month that three letters are read from: `ARR` is APR, and as near to MAR."""

    def likeness(name: str) -> tuple[int, float]:
        pairs = zip(printed, name, strict=True) if len(printed) == len(name) else ()
        return sum(alike(read, letter) for read, letter in pairs), fuzz.ratio(name, printed)

    *_, second, best = sorted(MONTHS, key=likeness)
    if likeness(second) == likeness(best):  # `JUX` is as near to JUN as to JUL
        return None
    same, ratio = likeness(best)
    return MONTHS.index(best) + 1 if same == len(best) or ratio >= SAME_MONTH else None


def _year(printed: str) -> int | None:
    year = digits(printed.translate(LOOSE_DIGITS)) or 0
    year += 0 if year > 99 else 1900 if year >= 60 else 2000
    # Cables with a date-time group are of the last hundred years; OCR makes 0985 of 1985.
    return year if 1900 <= year < 2100 else None


def _prosign(printed: str) -> str:
    return printed.translate(PROSIGNS)


def in_iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def on_day(year: int, day: int, time: str) -> str:
    """ISO 8601 of a day of the year from 1 and a time "hhmm"; "" when there is no such day."""
    hour, minute = int(time[:2]), int(time[2:])
    last = 366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365
    if not 1 <= day <= last or hour > 23 or minute > 59:
        return ""
    return in_iso(datetime(year, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1))
