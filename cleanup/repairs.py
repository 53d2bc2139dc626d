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
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from rapidfuzz import fuzz

from cleanup import envelope
from cleanup.envelope import Witnesses
from cleanup.fields import Fields, Reading, Repair
from cleanup.mrn import Mrn, is_cut, same_post
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


@dataclass(frozen=True, slots=True)
class Agreed:
    """The fields of a message, what was repaired in them, and what contradicts itself."""

    fields: Fields
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()


def agree(
    readings: Sequence[Reading],
    witnesses: Witnesses = Witnesses(),  # noqa: B008 - frozen
    vocabulary: frozenset[str] = frozenset(),
) -> Agreed:
    """One set of fields from the headings of a message, the one that is printed first.

    vocabulary  the words of its text, lower case: of two readings the one that stands
                there too is right
    """
    told = Agreed(readings[0].fields)
    told = _by_other_headings(told, readings, vocabulary)
    told = _tags(told)
    told = _date(told, readings, witnesses)
    told = _number(told, readings, witnesses)
    told = _classification(told, witnesses)
    told = _precedence(told, witnesses)
    return _era(told)


def _put_right(told: Agreed, name: str, value: object, evidence: str) -> Agreed:
    read = getattr(told.fields, name)
    if read == value:
        return told
    repair = Repair(name, _said(read), _said(value), evidence)
    # Every field is named above by its own name; the value is of its type.
    fields = replace(told.fields, **{name: value})  # type: ignore[arg-type]
    return replace(told, fields=fields, repairs=(*told.repairs, repair))


def _warned(told: Agreed, warning: str) -> Agreed:
    return replace(told, warnings=(*told.warnings, warning))


def _said(value: object) -> str:
    if isinstance(value, Mrn):
        return " ".join(str(part) for part in (value.year or "", value.post, value.number) if part)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


Value = TypeVar("Value", bound=Hashable)


def majority(values: Sequence[Value]) -> Value | None:
    """The value that most say; the first one unless another is said more often."""
    counts = Counter(values)
    return max(values, key=lambda value: counts[value], default=None)


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
        told = _put_right(told, name, _voted(_alike(said, own), vocabulary) or own, evidence)
    for name in ("to", "info", "tags", "captions", "passing"):
        own = getattr(told.fields, name)
        rows = [getattr(reading.fields, name) for reading in readings]
        rows = [row for row in rows if row and (not own or len(row) == len(own))]
        voted = tuple(_voted(list(column), vocabulary) for column in zip(*rows, strict=False))
        told = _put_right(told, name, voted if len(set(map(len, rows))) == 1 else own, evidence)
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
    return _put_right(told, "tags", tags, "tags are letters only, and so it is one that is known")


def _date(told: Agreed, readings: Sequence[Reading], witnesses: Witnesses) -> Agreed:
    said = [reading.fields.dtg for reading in readings if reading.fields.dtg]
    own = told.fields.dtg
    best = majority(said) or ""
    told = _put_right(told, "dtg", best or own, "date-time groups of the other headings")
    year = int(best[:4]) if best else next((r.year for r in readings if r.year), None)
    filed = majority(witnesses.filed)
    if filed is None or year is None:
        return told
    by_filing = envelope.on_day(year, *filed)
    if not by_filing or by_filing == best:
        return told
    evidence = f"filed on day {filed[0]} of the year at {filed[1]}"
    outvoted = witnesses.filed.count(filed) > max(1, said.count(best))
    if not best or (outvoted and (by_filing[:10] == best[:10] or by_filing[11:] == best[11:])):
        return _put_right(told, "dtg", by_filing, evidence)
    if _days_apart(by_filing, best) > FILED_WITHIN:
        return _warned(told, f"the date-time group says {best}, and the message was {evidence}")
    return told


def _days_apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _number(told: Agreed, readings: Sequence[Reading], witnesses: Witnesses) -> Agreed:
    """Post and number: headings and running lines name both, serials the number alone."""
    named = [r.fields.mrn for r in readings if r.fields.mrn]
    lines = [line for r in readings for line in r.running if line.number]
    own = told.fields.mrn
    posts = [mrn.post for mrn in named]
    # The page lines of the archive cut names to six letters.
    posts += [line.post for line in lines if line.post and not is_cut(line.post, posts)]
    numbers = [mrn.number for mrn in named] + [line.number for line in lines]
    year = int(told.fields.dtg[:4]) if told.fields.dtg else (own.year if own else None)
    if not numbers:
        return _number_from_serials(told, witnesses, year)
    number = _most_said(numbers, witnesses.serials)
    post = majority([p for p in posts if not own or same_post(p, own.post)] or posts) or ""
    post = _as_the_sender_has_it(post, posts, told.fields.sender, readings)
    evidence = "headings, running lines and serials of the message"
    right = Mrn(year, post, number)
    if own is None or (own.post, own.number) != (post, number):
        told = _put_right(told, "mrn", right, evidence)
    else:
        told = replace(told, fields=replace(told.fields, mrn=right))
    strangers = sorted({s for s in witnesses.serials if s % 10000 != number % 10000})
    if strangers:
        listed = ", ".join(f"{serial:04}" for serial in strangers)
        told = _warned(told, f"the message number is {number}, and the envelope's serial {listed}")
    return told


def _most_said(numbers: Sequence[int], serials: Sequence[int]) -> int:
    """The number that headings and running lines say, weighed with the serials.

    A serial has four places only, and is not the number at every station: it decides
    between numbers that were read, and corrects one digit when no reading agrees with it
    and two serials do.
    """
    votes = {n: numbers.count(n) + sum(s % 10000 == n % 10000 for s in serials) for n in numbers}
    best = max(numbers, key=lambda n: votes[n])
    serial = majority(serials)
    if serial is None or any(n % 10000 == serial % 10000 for n in numbers):
        return best
    told = best - best % 10000 + serial % 10000
    one_digit = sum(a != b for a, b in zip(f"{told:08}", f"{best:08}", strict=True)) == 1
    return told if one_digit and serials.count(serial) > max(1, votes[best]) else best


def _as_the_sender_has_it(
    post: str, posts: Sequence[str], sender: str, readings: Sequence[Reading]
) -> str:
    """The post as FM has it, when more headings have it so than the number's own line."""
    words = post.split()
    tails = [" ".join(r.fields.sender.split()[-len(words) :]) for r in readings if r.fields.sender]
    tail = " ".join(sender.split()[-len(words) :])
    said = tails.count(tail) + posts.count(tail)
    alike = len(tail) == len(post) and same_post(tail, post)
    return tail if alike and said > posts.count(post) else post


SENDERS = ("AMEMBASSY ", "AMCONSUL ", "AMCONGEN ", "USMISSION ", "USINT ", "AMLEGATION ")


def _number_from_serials(told: Agreed, witnesses: Witnesses, year: int | None) -> Agreed:
    """No line with the number was read: post of FM and a serial that is said twice."""
    serial = majority(witnesses.serials)
    sender = told.fields.sender
    post = next((sender.removeprefix(s) for s in SENDERS if sender.startswith(s)), "")
    post = "STATE" if sender.startswith("SECSTATE") else post
    if serial is None or not post or witnesses.serials.count(serial) < 2:
        return told
    right = Mrn(year, post, serial)
    return _put_right(told, "mrn", right, "post of the FM line and serials of the envelope")


def _classification(told: Agreed, witnesses: Witnesses) -> Agreed:
    level = majority(witnesses.levels)
    own = told.fields.classification
    if level is None or own == level:
        return told
    evidence = "classification letters of the envelope"
    if not own:
        return _put_right(told, "classification", level, evidence)
    # Limited official use and the like are sent as unclassified.
    if level == "UNCLASSIFIED" and own not in envelope.LETTERS.values():
        return told
    return _warned(told, f"the text is {own}, and the envelope's letters say {level}")


def _precedence(told: Agreed, witnesses: Witnesses) -> Agreed:
    names = [envelope.PRECEDENCE[p] for p in witnesses.precedence if p in envelope.PRECEDENCE]
    said = majority(names)
    own = (told.fields.precedence, told.fields.info_precedence)
    if said is None and (said := _of_addressees(told.fields, own[0])):
        return _put_right(told, "precedence", said, "precedence behind the addressees")
    if said is None or said in own:
        return told
    if not own[0]:
        return _put_right(told, "precedence", said, "prosign of format line 2")
    return _warned(told, f"the precedence is {own[0]}, and format line 2 says {said}")


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
    return _warned(told, f"E.O. {order} was not in force in {year}, the year of the message")
