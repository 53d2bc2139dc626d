"""Messages filed under the number of their cable where their own was misread or not read.

    2317   section 1 of 3   221645Z OCT 96   FERRY BIDS BEFORE THE CABINET
    2817   section 2 of 3   221645Z OCT 96   FERRY BID5 BEFORE THE CABINET      ─► 2317
           section 3 of 3   221645Z OCT 96   FERRY BIDS BEEORE THE CABINET      ─► 2317

Posts number what they send, so a number that differs is another cable until all else says
no: the same minute, the same post, the same subject, a number that differs by a place or
two, and sections that the other number lacks. What contradicts in one of these stays apart.
All messages of one minute are looked at together, and what comes out depends on
them alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup.evidence import together
from cleanup.heading_signs import SAME_SUBJECT, digits_off
from cleanup.mrn import same_post
from cleanup.same_cable import SAME_OPENING, Identity, subjects_alike

# Chances that two messages are one cable although their numbers differ, by what agrees.
SAME_MINUTE_AND_POST, SAME_MINUTE = 0.8, 0.6
SAME_ABOUT = 0.8
FITS = 0.5  # the one has sections that the other lacks, or a serial with the other's number
CERTAIN = 0.9  # of these together, from which a message goes to another number
# Places of a number that a scan may have misread, with a subject to bear it out and without.
PLACES, PLACES_ALONE = 2, 1
YEAR_FIGURES = 1  # of a year that may be misread where the subject is the same


def homes(dated: Iterable[Identity]) -> dict[str, tuple[int | None, float]]:
    """The number each message of one minute (`Identity.minute`) is filed under, by its key.

    With the certainty that it is its own: 1 where that is the number it says.
    """
    parts: dict[int | None, list[Identity]] = defaultdict(list)
    for each in sorted(dated, key=lambda one: one.key):
        parts[each.number].append(each)
    numbered = sorted((n for n in parts if n is not None), key=lambda n: _rank(n, parts[n]))
    found = {each.key: (each.number, 1.0) for part in parts.values() for each in part}
    settled: list[int] = []
    for number in numbered:
        best, certainty = _best(parts[number], {n: parts[n] for n in settled})
        if best is None:
            settled.append(number)
            continue
        found |= {each.key: (best, certainty) for each in parts[number]}
        parts[best] += parts[number]
    for each in parts[None]:
        best, certainty = _best([each], {n: parts[n] for n in settled})
        found[each.key] = (best, certainty)
        if best is not None:
            parts[best].append(each)
    return found


def _rank(number: int, part: Sequence[Identity]) -> tuple[int, float, int]:
    """Numbers that more messages say first, then those read better, then the lesser."""
    return -len(part), -round(max(each.legibility for each in part), 3), number


def _best(part: Sequence[Identity], others: dict[int, list[Identity]]) -> tuple[int | None, float]:
    """The number whose messages these belong to, if there is just one they may belong to."""
    fits = [(n, c) for n, other in others.items() if (c := _certainty(part, other)) >= CERTAIN]
    return fits[0] if len(fits) == 1 else (None, 0.0)


def _certainty(part: Sequence[Identity], other: Sequence[Identity]) -> float:
    """How certain it is that messages of two numbers are one cable, 0 where that is denied."""
    one, two = part[0], other[0]
    posts = bool(one.post and two.post)
    alike = subjects_alike(one, two)
    # Where a number was not read, the post may not have been read either.
    if not (same_post(one.post, two.post) if posts else one.number is None and alike is not None):
        return 0.0
    if alike is not None and alike < SAME_SUBJECT:
        return 0.0
    years = digits_off(one.dtg[:4], two.dtg[:4])
    if years > (YEAR_FIGURES if alike is not None else 0):
        return 0.0
    allowed = PLACES if alike is not None else PLACES_ALONE
    if one.number is not None and _places(one, two) > allowed:
        return 0.0
    fit, borne_out = _fit(part, other), _borne_out(one, two)
    if one.number is not None and not fit and not borne_out:
        return 0.0
    signs = [SAME_MINUTE_AND_POST if posts else SAME_MINUTE]
    signs += [SAME_ABOUT] if alike is not None else []
    signs += [FITS] if fit or borne_out else []
    return together(*signs)


def _places(one: Identity, two: Identity) -> int:
    """Places in which two numbers differ; none where an envelope's serial has the other's."""
    if _borne_out(one, two):
        return 0
    a, b = one.number or 0, two.number or 0
    return Levenshtein.distance(f"{a:05}", f"{b:05}")


def _borne_out(one: Identity, two: Identity) -> bool:
    """Whether an envelope's serial has the other's number: then it is the same one."""
    numbers = [(one, two.number), (two, one.number)]
    return any(n is not None and n % 10000 in each.serials for each, n in numbers)


def _fit(part: Sequence[Identity], other: Sequence[Identity]) -> bool:
    """Whether the sections of one are not those of the other, or are copies of them."""
    totals = {each.total for each in (*part, *other) if each.total > 1}
    if len(totals) != 1 or not any(each.sections for each in part):
        return False
    there: dict[int, list[str]] = defaultdict(list)
    for each in other:
        for number, opening in each.sections:
            there[number].append(opening)
    return all(
        number <= max(totals) and (number not in there or _copy(opening, there[number]))
        for each in part
        for number, opening in each.sections
    )


def _copy(opening: str, others: Sequence[str]) -> bool:
    return any(fuzz.ratio(opening, other) >= SAME_OPENING for other in others)
