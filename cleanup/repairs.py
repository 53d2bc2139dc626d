"""Fields made to agree with what the message says of them elsewhere.

Each section repeats the heading, the envelope repeats number, time and classification
in its own way, and running lines name the message on every page:

    number          serials of format lines 2, 3 and 15; running lines; other headings
    date and time   day of the year and time filed, in format lines 2 and 3
    classification  the letter of format lines 2 and 4
    all others      the headings of the other sections, word by word

A field is changed only when more readings say so than say what it said, or when it could
not be read at all; every change is recorded and what cannot be decided is a warning.
No list of posts or of likely words is asked.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz

from cleanup import envelope
from cleanup.agreement import Agreed, majority, put_right, warned
from cleanup.envelope import Witnesses
from cleanup.fields import Fields, Reading
from cleanup.numbers import with_number
from cleanup.tags import lettered

# Readings less alike than this (0-100) are of different things, not of one misread.
SAME_FIELD = 60
# Years in which each order was cited on cables, first to last.
ORDERS = {
    "10501": (1953, 1972),
    "11652": (1972, 1978),
    "12065": (1978, 1982),
    "12356": (1982, 1995),
    "12958": (1995, 2010),
    "13526": (2009, 2100),
}
FILED_WITHIN = 2  # days from writing to filing a message


def agree(
    readings: Sequence[Reading],
    witnesses: Witnesses = Witnesses(),  # noqa: B008 - frozen
    vocabulary: frozenset[str] = frozenset(),
    corrected: frozenset[str] = frozenset(),
) -> Agreed:
    """One set of fields from the headings of a message, the one that is printed first.

    vocabulary  the words of its text, lower case: of two readings the one that stands
                there too is right
    corrected   words of the first heading that a person has put right
    """
    told = Agreed(readings[0].fields, corrected=corrected)
    told = _by_other_headings(told, readings, vocabulary)
    told = _tags(told)
    told = _date(told, readings, witnesses)
    told = with_number(told, readings, witnesses)
    told = _classification(told, witnesses)
    told = _precedence(told, witnesses)
    return _era(told)


def _by_other_headings(
    told: Agreed, readings: Sequence[Reading], vocabulary: frozenset[str]
) -> Agreed:
    others = ", ".join(str(reading.section) for reading in readings[1:])
    evidence = f"headings of sections {others}"
    for name in (
        *("sender", "subject", "declassify", "executive_order", "classification"),
        "precedence",
    ):
        own = getattr(told.fields, name)
        said = [getattr(reading.fields, name) for reading in readings]
        told = put_right(told, name, _voted(_alike(said, own), vocabulary) or own, evidence)
    for name in ("to", "info", "tags", "captions", "passing"):
        own = getattr(told.fields, name)
        rows = [getattr(reading.fields, name) for reading in readings]
        rows = [row for row in rows if row and (not own or len(row) == len(own))]
        voted = tuple(_voted(list(column), vocabulary) for column in zip(*rows, strict=False))
        told = put_right(told, name, voted if len(set(map(len, rows))) == 1 else own, evidence)
    return told


def _alike(said: Sequence[str], own: str) -> list[str]:
    return [text for text in said if text and (not own or fuzz.ratio(text, own) >= SAME_FIELD)]


def _voted(said: Sequence[str], vocabulary: frozenset[str]) -> str:
    """The reading that most headings share, word by word where they have as many words."""
    whole = majority(said) or ""
    same = [text.split() for text in said if len(text.split()) == len(whole.split())]
    if said.count(whole) > len(said) / 2 or len(same) < 2:
        return whole
    return " ".join(_word(column, vocabulary) for column in zip(*same, strict=True))


def _word(said: Sequence[str], vocabulary: frozenset[str]) -> str:
    counts = Counter(said)
    known = [word for word in said if word.strip(".,:;").lower() in vocabulary]
    best = majority(said) or ""
    if known and best not in known and counts[best] == 1:
        return known[0]
    return best


def _tags(told: Agreed) -> Agreed:
    tags = tuple(lettered(tag) for tag in told.fields.tags)
    return put_right(told, "tags", tags, "tags are letters only, and so it is one that is known")


def _date(told: Agreed, readings: Sequence[Reading], witnesses: Witnesses) -> Agreed:
    said = [reading.fields.dtg for reading in readings if reading.fields.dtg]
    own = told.fields.dtg
    best = majority(said) or ""
    told = put_right(told, "dtg", best or own, "date-time groups of the other headings")
    year = int(best[:4]) if best else next((r.year for r in readings if r.year), None)
    filed = majority(witnesses.filed)
    by_filing = envelope.on_day(year, *filed) if filed and year else ""
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


def _without_date(told: Agreed, readings: Sequence[Reading]) -> Agreed:
    read = next((reading.sent for reading in readings if reading.sent), "")
    return warned(told, f"the date-time group names no date: {read}") if read else told


def _days_apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _classification(told: Agreed, witnesses: Witnesses) -> Agreed:
    level = majority(witnesses.levels)
    own = told.fields.classification
    if level is None or own == level:
        return told
    evidence = "classification letters of the envelope"
    if not own:
        return put_right(told, "classification", level, evidence)
    # Limited official use and the like are sent as unclassified.
    if level == "UNCLASSIFIED" and own not in envelope.LETTERS.values():
        return told
    return warned(told, f"the text is {own}, and the envelope's letters say {level}")


def _precedence(told: Agreed, witnesses: Witnesses) -> Agreed:
    names = [envelope.PRECEDENCE[p] for p in witnesses.precedence if p in envelope.PRECEDENCE]
    said = majority(names)
    own = (told.fields.precedence, told.fields.info_precedence)
    if said is None and (said := _of_addressees(told.fields, own[0])):
        return put_right(told, "precedence", said, "precedence behind the addressees")
    if said is None or said in own:
        return told
    if not own[0]:
        return put_right(told, "precedence", said, "prosign of format line 2")
    return warned(told, f"the precedence is {own[0]}, and format line 2 says {said}")


def _of_addressees(fields: Fields, own: str) -> str:
    """The precedence spelt out behind all addressees for action; "" when one says `own`."""
    words = [word.lower() for row in (*fields.to, *fields.info) for word in row.split()]
    named = [word for word in words if word in envelope.PRECEDENCE.values()]
    action = {word.lower() for row in fields.to for word in row.split()} & set(named)
    return action.pop() if own not in named and len(action) == 1 else ""


def _era(told: Agreed) -> Agreed:
    """An order that was not in force in the year of the message: one of them was misread."""
    years = ORDERS.get(told.fields.executive_order)
    year = int(told.fields.dtg[:4]) if told.fields.dtg else None
    if not years or year is None or years[0] <= year <= years[1]:
        return told
    order = told.fields.executive_order
    return warned(told, f"E.O. {order} was not in force in {year}, the year of the message")
