"""The message number made to agree with the serials and running lines of its message.

KARVALA 002317                 the number's own line, in the heading of each section
KARVALA 00002317  002 OF 003   running lines, which say both as well
#2317/02, RUEHKVA2317          serials of the envelope: four places, and no post
FM AMEMBASSY KARVALA           the post without the number
"""

from collections.abc import Sequence
from dataclasses import replace

from cleanup.agreement import Agreed, majority, put_right, warned
from cleanup.envelope import Witnesses
from cleanup.fields import Reading
from cleanup.mrn import Mrn, is_cut, same_post


def with_number(told: Agreed, readings: Sequence[Reading], witnesses: Witnesses) -> Agreed:
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
        told = put_right(told, "mrn", right, evidence)
    else:
        told = replace(told, fields=replace(told.fields, mrn=right))
    told = _post_of_sender(told, post)
    strangers = sorted({s for s in witnesses.serials if s % 10000 != number % 10000})
    if strangers:
        listed = ", ".join(f"{serial:04}" for serial in strangers)
        told = warned(told, f"the message number is {number}, and the envelope's serial {listed}")
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
    # No post has a figure in its name.
    figures = any(letter.isdigit() for letter in post) and tail.replace(" ", "").isalpha()
    return tail if alike and (figures or said > posts.count(post)) else post


def _post_of_sender(told: Agreed, post: str) -> Agreed:
    """A warning when the FM line has another name, or the same one spelt otherwise."""
    sender = told.fields.sender
    named = next((sender.removeprefix(s) for s in SENDERS if sender.startswith(s)), post)
    if named == post or is_cut(post, [named]):
        return told
    return warned(told, f"the number is of {post}, and the sender is {sender}")


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
    return put_right(told, "mrn", right, "post of the FM line and serials of the envelope")
