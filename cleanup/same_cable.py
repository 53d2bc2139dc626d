"""Which messages are the same cable: told by number, year, post, date and subject.

A cable's message reference number (MRN) is its post's serial in a year, but scans
misread letters of posts and digits of dates, and two cables do come under one number.
So the evidence is weighed, and what was doubted is said:

    post      year      DTG            subject              the same cable
    equal     equal     equal          any but another      yes
    equal     equal     two digits off alike                yes, the DTG was misread
    equal     equal     a digit off    unread               yes, the DTG was misread
    equal     equal     other          any                  no
    a letter  equal     equal          any but another      yes, the post was misread
    equal     unread    unread                              with the one cable it fits

All messages of one number are looked at together, and what comes out depends on them
alone: not on the order they came in. (`cleanup.one_message` asks the same of the transmissions
of one release, where also the place they stand in tells.)
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup.consensus import Said, consensus
from cleanup.heading_signs import (
    MISREAD_DIGITS,
    OTHER_SUBJECT,
    SAME_SUBJECT,
    digits_off,
    subject_likeness,
)
from cleanup.mrn import same_post

LONGEST_POST = 40  # letters of a folder's name
MISREAD_LETTERS = 5  # one letter in so many of a post's name may be misread
HALF = 50  # 0-100
SAME_OPENING = 65  # 0-100, of the first words of two copies of a section
V = TypeVar("V", int, str)
YEAR_UNREAD = "0000"
POST_UNREAD = "UNREAD"


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a message from others of the same number; empty where nothing was read.

    key          of the message, the same for the same message always
    post         as printed; of the FM line where the number was not read
    dtg          ISO 8601
    legibility   0-1, of the heading
    number       None where it was not read
    total        sections it says there are, 0 where it does not
    sections     the numbers of its sections, each with the first words of its text
    serials      of its envelope
    """

    key: str
    year: int | None
    post: str
    dtg: str
    subject: str
    legibility: float = 1.0
    number: int | None = None
    total: int = 0
    sections: tuple[tuple[int, str], ...] = ()
    serials: tuple[int, ...] = ()

    @property
    def minute(self) -> str:
        """Month, day and minute of its date-time group, `10-22T16:45`; "" without one.

        Without the year: one of its figures may be misread, and the rest is hardly ever the same.
        """
        return self.dtg[5:16]


@dataclass(frozen=True, slots=True)
class Group:
    """The messages of one cable, in order of their keys, and the folder it goes to."""

    folder: str
    year: int | None
    post: str
    members: tuple[Identity, ...]
    warnings: tuple[str, ...]


def group(number: int, identities: Iterable[Identity]) -> tuple[Group, ...]:
    """The cables that messages with this number belong to, each with a name of its own."""
    ordered = sorted(identities, key=lambda each: each.key)
    firm = [each for each in ordered if each.dtg and each.year]
    parts = _connected(firm, same, lambda each: (each.dtg, folded_post(each.post)))
    left = []
    for loose in (each for each in ordered if not (each.dtg and each.year)):
        home = _home(loose, parts, firm)
        if home is None:
            left.append(loose)
        else:
            home.append(loose)
    parts += _connected(left, _alike_but_for_the_date, lambda each: (folded_post(each.post),))
    return _named(number, parts)


@lru_cache(maxsize=4096)
def folded_post(post: str) -> str:
    """A post fit for a folder's name: A-Z, 0-9 and dashes, bounded, never empty."""
    plain = unicodedata.normalize("NFKD", post.upper()).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "-", plain)[:LONGEST_POST].strip("-") or POST_UNREAD


def folder_name(year: int | None, post: str, number: int) -> str:
    """`1985-ELMA-2317`; a year that could not be read is 0000."""
    named = YEAR_UNREAD if year is None else f"{min(max(year, 0), 9999):04}"
    return f"{named}-{folded_post(post)}-{number}"


def same(a: Identity, b: Identity) -> bool:
    """Whether two messages of one number, both with a DTG, are the same cable."""
    one, two = folded_post(a.post), folded_post(b.post)
    if one != two and not (
        a.dtg == b.dtg and (_letters_off(one, two) or same_post(a.post, b.post))
    ):
        return False
    alike = subjects_alike(a, b)
    if a.dtg == b.dtg:
        return alike is None or alike >= OTHER_SUBJECT
    misread = digits_off(a.dtg, b.dtg)
    if alike is not None and a.year == b.year:
        return alike >= SAME_SUBJECT and misread <= MISREAD_DIGITS
    # Without a subject to bear it out, or with another year, one digit is all it may be.
    return misread == 1 and (a.year == b.year or (alike is not None and alike >= SAME_SUBJECT))


def _alike_but_for_the_date(a: Identity, b: Identity) -> bool:
    """Whether two messages may be the same cable as far as post, year and subject tell."""
    one, two = folded_post(a.post), folded_post(b.post)
    if one != two and not (_somewhat_alike(one, two) and _sections_of_one(a, b)):
        return False
    years = a.year is None or b.year is None or a.year == b.year
    dates = not a.dtg or not b.dtg or a.dtg == b.dtg
    alike = subjects_alike(a, b)
    return years and dates and (alike is None or alike >= OTHER_SUBJECT)


def _sections_of_one(a: Identity, b: Identity) -> bool:
    """Whether two messages of one subject have different sections of a number, or copies of one."""
    others = dict(b.sections)
    copies = all(
        fuzz.ratio(opening, others[number]) >= SAME_OPENING
        for number, opening in a.sections
        if number in others
    )
    return a.total == b.total > 1 and copies and (subjects_alike(a, b) or 0) >= SAME_SUBJECT


def _home(
    loose: Identity, parts: Sequence[list[Identity]], firm: Sequence[Identity]
) -> list[Identity] | None:
    """The cable a message without a date belongs to, if there is just one that it fits."""
    fits = [
        part
        for part in parts
        if any(each in firm and _alike_but_for_the_date(loose, each) for each in part)
    ]
    if len(fits) > 1 and loose.subject:
        fits = [
            part
            for part in fits
            if any((subjects_alike(loose, each) or 0) >= SAME_SUBJECT for each in part)
        ]
    return fits[0] if len(fits) == 1 else None


def _connected(
    identities: Sequence[Identity],
    related: Callable[[Identity, Identity], bool],
    traits: Callable[[Identity], tuple[str, ...]],
) -> list[list[Identity]]:
    """Identities parted so that no two of different parts are related.

    traits   of two that are related one is the same; spares comparing all with all
    """
    parts: dict[str, list[Identity]] = {}
    having: dict[tuple[int, str], list[Identity]] = {}
    part_of: dict[str, str] = {}
    for each in identities:
        parts[each.key] = [each]
        part_of[each.key] = each.key
        for trait in enumerate(traits(each)):
            for other in having.setdefault(trait, []):
                mine, theirs = part_of[each.key], part_of[other.key]
                if mine != theirs and related(each, other):
                    part_of |= dict.fromkeys((one.key for one in parts[mine]), theirs)
                    parts[theirs] += parts.pop(mine)
            having[trait].append(each)
    return list(parts.values())


def subjects_alike(a: Identity, b: Identity) -> float | None:
    """How alike the subjects of two messages are, 0-100; None where one was not read."""
    return subject_likeness(a.subject, b.subject)


def _letters_off(a: str, b: str) -> bool:
    """Whether two names of posts are apart by no more than misread letters."""
    allowed = max(1, max(len(a), len(b)) // MISREAD_LETTERS)
    return Levenshtein.distance(a, b) <= allowed


def _somewhat_alike(a: str, b: str) -> bool:
    """Whether half of the letters of two names agree: enough where all the rest is the same."""
    return fuzz.ratio(a, b) >= HALF


def _named(number: int, parts: Sequence[list[Identity]]) -> tuple[Group, ...]:
    """A folder for each cable; cables that come under one MRN are told apart by a suffix."""
    cables = []
    for part in parts:
        members = tuple(sorted(part, key=lambda each: each.key))
        dated = [(each.year, each.legibility) for each in members if each.year is not None]
        year = _most(dated) if dated else None
        post = _voted([(each.post, each.legibility) for each in members])
        cables.append((folder_name(year, post, number), year, post, members))
    cables.sort(key=lambda cable: (cable[0], _order(cable[3])))
    shared = Counter(folder for folder, *_ in cables)
    used: Counter[str] = Counter()
    named = []
    for folder, year, post, members in cables:
        used[folder] += 1
        suffix = f"-{used[folder]}" if used[folder] > 1 else ""
        said = [*_doubts(year, post, members)]
        if shared[folder] > 1:
            said.append(f"{shared[folder]} different cables have the number {folder}")
        named.append(Group(folder + suffix, year, post, members, tuple(said)))
    return tuple(named)


def _order(members: Sequence[Identity]) -> tuple[str, str]:
    return min(each.dtg or "~" for each in members), min(each.key for each in members)


def _most(read: Iterable[tuple[V, float]]) -> V:
    """The value read most often; of equals the more legible, then the lesser one."""
    votes: dict[V, tuple[int, float]] = {}
    for value, legibility in read:
        count, legible = votes.get(value, (0, 0.0))
        votes[value] = count + 1, legible + legibility
    return min(votes, key=lambda one: (-votes[one][0], -round(votes[one][1], 3), str(one)))


def _voted(read: Sequence[tuple[str, float]]) -> str:
    """The post's name, letter by letter where no spelling has most votes."""
    most = _most(read)
    if sum(post == most for post, _ in read) > 1:
        return most
    # The most legible is laid down; what others have is weighed by how legible they are.
    ordered = sorted(read, key=lambda each: (each[0] != most, each))
    return consensus([Said(post, (legible,) * len(post)) for post, legible in ordered], {})


def _doubts(year: int | None, post: str, members: Sequence[Identity]) -> Iterable[str]:
    if year is None:
        yield "the year could not be read"
    for other in sorted({each.post for each in members if each.post != post}):
        if folded_post(other) != folded_post(post):
            yield f"the post {post} is read {other} in some of its messages"
    dates = sorted({each.dtg for each in members if each.dtg})
    if len(dates) > 1:
        yield f"its messages have different date-time groups: {', '.join(dates)}"
    subjects = [each.subject for each in members if each.subject]
    if any(
        fuzz.partial_ratio(subjects[0].upper(), other.upper()) < SAME_SUBJECT for other in subjects
    ):
        yield "its messages have different subjects"
