"""The message number made to agree with the serials and running lines of its message.

KARVALA 002317                 the number's own line, in the heading of each section
KARVALA 00002317  002 OF 003   running lines, which say both as well
#2317/02, RUEHKVA2317          serials of the envelope: four places, and no post
FM AMEMBASSY KARVALA           the post without the number
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cleanup.agreement import Agreed, majority, put_right, warned
from cleanup.consensus import Said, consensus
from cleanup.envelope import Witnesses
from cleanup.fields import Reading
from cleanup.mrn import Mrn, is_cut, post_of_sender, same_post
from cleanup.rereadings import trusted
from cleanup.running_lines import Running
from cleanup.spelling import alike

TELLING = 4  # letters from which on a name is told from others though some are misread
LETTERS_TO_ONE = 3  # of which one may be


def with_number(
    told: Agreed, readings: Sequence[Reading], witnesses: Witnesses, known: Mapping[str, int]
) -> Agreed:
    """Post and number: headings and running lines name both, serials the number alone."""
    named = [(r.fields.mrn, r) for r in readings if r.fields.mrn]
    lines = [line for r in readings for line in r.running if line.number]
    own = told.fields.mrn
    numbers = [(mrn.number, r.weight) for mrn, r in named] + [(x.number, 1.0) for x in lines]
    year = int(told.fields.dtg[:4]) if told.fields.dtg else (own.year if own else None)
    if not numbers:
        return _number_from_serials(told, witnesses, year)
    number = _most_said(numbers, witnesses.serials)
    post = _post(told, readings, lines, known)
    evidence = "headings, running lines and serials of the message"
    right = Mrn(year, post, number)
    if own is None or (own.post, own.number) != (post, number):
        told = put_right(told, "mrn", right, evidence)
    else:
        told = replace(told, fields=replace(told.fields, mrn=right))
    told = _post_of_sender(told, post)
    strangers = sorted({s for s in witnesses.serials if s % 10000 != number % 10000})
    if strangers:
        listed = ", ".join(f"{serial:04}" for serial in strangers)
        told = warned(told, f"the message number is {number}, and the envelope's serial {listed}")
    return told


def _post(
    told: Agreed,
    readings: Sequence[Reading],
    lines: Sequence[Running],
    known: Mapping[str, int],
) -> str:
    """The post's name, put to the vote among headings, running lines and FM lines."""
    named = [(r.fields.mrn.post, r) for r in readings if r.fields.mrn and r.fields.mrn.post]
    posts = [post for post, _ in named]
    own = told.fields.mrn
    first = own.post if own else next(iter(posts), "")
    said = [_said(post, _trust(r, post)) for post, r in named if same_post(post, first)]
    # The page lines of the archive cut names to six letters.
    names = [line.post for line in lines if line.post and not is_cut(line.post, posts)]
    said += [_said(name, 1.0) for name in names if not first or same_post(name, first)]
    for reading in readings:
        tail = " ".join(reading.fields.sender.split()[-max(1, len(first.split())) :])
        if tail and len(tail) == len(first) and same_post(tail, first):
            said.append(_said(tail, _trust(reading, tail)))
        said += [_said(name, _trust(reading, name)) for name in _named_beside(reading, first)]
    post = consensus(said, known) or next(iter(names), "")
    sender = post_of_sender(told.fields.sender)
    return sender if sender and is_cut(post, [sender]) else post


def _named_beside(reading: Reading, post: str) -> list[str]:
    """A post's name as REF and SUBJECT spell it: posts cite themselves, and write of their city.

    Only what is the name but for letters that are misread as each other.
    """
    words = [word.strip(".,:;") for word in reading.fields.subject.upper().split()]
    many = len(post.split())
    names = [" ".join(words[n : n + many]) for n in range(len(words) - many + 1)]
    names += [cited.post.upper() for cited in reading.fields.references]
    return [name for name in names if post and is_but_misread(name, post)]


def is_but_misread(name: str, other: str) -> bool:
    """Whether two names of as many letters differ in few, and these are like each other."""
    off = [(a, b) for a, b in zip(name, other, strict=False) if a != b]
    return (
        len(name) == len(other) >= TELLING
        and len(off) <= len(name) // LETTERS_TO_ONE
        and all(alike(a, b) for a, b in off)
    )


def _trust(reading: Reading, name: str) -> float:
    """What a name counts: as much as the word of it that was read least surely."""
    return min(trusted(reading, word) for word in name.split() or [name])


def _said(name: str, weight: float) -> Said:
    # No post has a figure in its name.
    return Said(name, tuple(weight * (0.1 if letter.isdigit() else 1.0) for letter in name))


def _most_said(numbers: Sequence[tuple[int, float]], serials: Sequence[int]) -> int:
    """The number that headings and running lines say, weighed with the serials.

    A serial has four places only, and is not the number at every station: it decides
    between numbers that were read, and corrects one digit when no reading agrees with it
    and two serials do.
    """
    votes: dict[int, float] = {}
    for number, weight in numbers:
        votes[number] = votes.get(number, 0.0) + weight
    for number in votes:
        votes[number] += sum(serial % 10000 == number % 10000 for serial in serials)
    best = max(votes, key=lambda number: votes[number])
    last_four = [serial % 10000 for serial in serials]
    serial = majority(last_four)
    if serial is None or any(n % 10000 == serial for n in votes):
        return best
    told = best - best % 10000 + serial
    one_digit = sum(a != b for a, b in zip(f"{told:08}", f"{best:08}", strict=True)) == 1
    return told if one_digit and last_four.count(serial) > max(1, votes[best]) else best


def _post_of_sender(told: Agreed, post: str) -> Agreed:
    """A warning when the FM line has another name, or the same one spelt otherwise."""
    sender = told.fields.sender
    named = post_of_sender(sender) or post
    if named == post or is_cut(post, [named]):
        return told
    return warned(told, f"the number is of {post}, and the sender is {sender}")


def _number_from_serials(told: Agreed, witnesses: Witnesses, year: int | None) -> Agreed:
    """No line with the number was read: post of FM and a serial that is said twice."""
    serial = majority(witnesses.serials)
    post = post_of_sender(told.fields.sender)
    if serial is None or not post or witnesses.serials.count(serial) < 2:
        return told
    right = Mrn(year, post, serial)
    return put_right(told, "mrn", right, "post of the FM line and serials of the envelope")
