"""Dates as typists wrote them, and the day they mean where they can mean one only.

`9/3/47` is the third of September in one office and the ninth of March in another, and
nobody wrote the century of `24 Jan 59`: such a date has its printed form alone.
"""

import re
from collections.abc import Iterable
from datetime import date

from rapidfuzz import fuzz

MONTHS = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER"),
    *("OCTOBER", "NOVEMBER", "DECEMBER"),
)
# Likeness (0-100) at which a word is the name of a month; JUNE and JULY have 50.
SAME_MONTH = 75
DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z0][A-Za-z0]{2,8})\.?,?\s+(\d{4}|\d{2})\b"
)
MONTH_FIRST = re.compile(
    r"\b([A-Z0][A-Za-z0]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s?[,.]\s*(\d{4}|\d{2})\b"
)
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
FIGURES = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b")


def find_date(texts: Iterable[str]) -> tuple[str, str] | None:
    """The first date in `texts`: (ISO 8601 or "" when it is in doubt, as printed)."""
    for text in texts:
        for shape, read_shape in (
            (ISO, _iso),
            (DAY_FIRST, _day_first),
            (MONTH_FIRST, _month_first),
            (FIGURES, _figures),
        ):
            for match in shape.finditer(text):
                iso = read_shape(match)
                if iso is not None:
                    return iso, match.group(0)
    return None


def _month(printed: str) -> int | None:
    plain = printed.upper().replace("0", "O").rstrip(".")
    names = [(month, name) for month, name in enumerate(MONTHS, 1)]
    short = [(month, name[:3]) for month, name in names] + [(9, "SEPT")]
    month, name = max([*names, *short], key=lambda each: (fuzz.ratio(each[1], plain), len(each[1])))
    # Three letters are a month to the letter, or any word.
    enough = 100 if min(len(plain), len(name)) <= 4 else SAME_MONTH
    return month if fuzz.ratio(name, plain) >= enough else None


def _certain(year: str, month: int, day: int) -> str | None:
    """ISO 8601; "" for a year of two figures, None for what is no date."""
    try:
        told = date(int(year) if len(year) == 4 else 1904, month, day)
    except ValueError:
        return None
    if len(year) == 2:
        return ""
    return told.isoformat() if 1776 <= told.year < 2100 else None


def _iso(match: re.Match[str]) -> str | None:
    return _certain(match.group(1), int(match.group(2)), int(match.group(3)))


def _day_first(match: re.Match[str]) -> str | None:
    month = _month(match.group(2))
    return _certain(match.group(3), month, int(match.group(1))) if month else None


def _month_first(match: re.Match[str]) -> str | None:
    month = _month(match.group(1))
    return _certain(match.group(3), month, int(match.group(2))) if month else None


def _figures(match: re.Match[str]) -> str | None:
    """`9/3/47` and `9/3/1947` may be either day; `9/15/1947` can be one only."""
    first, second, year = int(match.group(1)), int(match.group(2)), match.group(3)
    american, british = (
        _certain(year, first, second) if first <= 12 else None,
        (_certain(year, second, first) if second <= 12 else None),
    )
    if american is None or british is None or american == british:
        return american if american is not None else british
    return ""
