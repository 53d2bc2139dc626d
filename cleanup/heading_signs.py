"""How near two readings of a heading are in what names a message: its subject, its date.

Two places ask whether headings name one message, and both go by these figures:

    cleanup.one_message   transmissions of one release: they stand beside each other, so a
                          number that was not read need not be known
    cleanup.same_cable    messages of a whole library, filed under one number: nothing stands
                          beside anything, so what was not read is no evidence
"""

import re

from rapidfuzz import fuzz

# Two readings of one subject agree at 90 of 100 and more on bad copies.
SAME_SUBJECT = 80
# Subjects of different cables agree by chance, through a country or a word in common.
OTHER_SUBJECT = 50
START = 40  # letters of a subject that are the same where each ran on into its own text
# Letters from which on a subject is told inside a longer one: `IRAN` is in many.
TELLING = 15
# Of a DTG: a month read as another changes two. With more, a report that comes every week
# under the same subject, its number misread, would pass for the one before.
MISREAD_DIGITS = 2


def subject_likeness(one: str, other: str) -> float | None:
    """How alike two subjects are, 0-100; None where one was not read, or not enough of it.

    A subject that lost its end, or ran on into the text, is still the same subject. Where the
    two share but a word or so from their start, `FERRY`, nobody can tell.
    """
    a, b = sorted((re.sub(r"[^A-Z0-9]+", "", text.upper()) for text in (one, other)), key=len)
    if not a:
        return None
    if len(a) >= TELLING:
        return max(fuzz.partial_ratio(a, b), fuzz.ratio(a[:START], b[:START]))
    whole = fuzz.ratio(a, b)
    cut = fuzz.ratio(a, b[: len(a)]) >= SAME_SUBJECT
    return None if cut and whole < SAME_SUBJECT else whole


def digits_off(one: str, other: str) -> int:
    """In how many places two dates in ISO 8601 differ, but for the century.

    Cables print two figures of a year: where 83 is read as 33, one was misread and not three.
    """
    return sum(a != b for a, b in zip(one[2:], other[2:], strict=False))
