"""Which copy of a section is the best, and which section a doubtful number means.

A section may be there more than once: sent again, because it came garbled, or corrected.
The corrected copy is taken, else the one that was read with more confidence; the others
are kept on record. Two texts that are not alike under one number are no copies.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from cleanup import heading
from cleanup.fields import Repair
from cleanup.model import Placed, Row
from cleanup.section_numbers import MOST
from cleanup.spelling import same_letters

# Likeness (0-100) of two copies of one text, one of them badly read; of other texts of the
# same message 40 to 50.
SAME_TEXT = 65
# Letters of a text that are compared: enough to tell, and quick on long sections.
COMPARED = 1500
# What a heading and each page line count for when they say different totals.
HEADING = 2
WITNESSES = 2  # that overrule the number on the classification line


@dataclass(frozen=True, slots=True)
class Piece:
    """One copy of one section as it was sent, with its own heading still on it.

    number, total  as its classification line says; 0 when it says none
    stroke         the number behind the stroke of format line 3; 0
    pages          (section, total) as its page lines and running lines say
    lead           rows above the text: envelope and classification line
    trailer        rows below it, from BT
    """

    number: int
    total: int
    rows: tuple[Row, ...]
    corrected: bool = False
    stroke: int = 0
    lead: tuple[Row, ...] = ()
    trailer: tuple[Row, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()

    @property
    def borne_out(self) -> int:
        """The section that two of stroke and page lines say, and none says another; else 0."""
        said = [*([self.stroke] if self.stroke else []), *(n for n, _ in self.pages if n)]
        return said[0] if len(said) >= WITNESSES and len(set(said)) == 1 else 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Pieces with the numbers they are taken for, and what was doubted."""

    pieces: tuple[Piece, ...]
    total: int
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()


def legibility(rows: Sequence[Row]) -> float:
    """Mean confidence of the words of some rows, 0-1; 0 without words."""
    words = [w for r in rows for p in r.parts if isinstance(p, Placed) for w in p.line.words]
    return sum(word.confidence for word in words) / len(words) if words else 0.0


def best_of(copies: Sequence[Piece]) -> Piece:
    """The corrected copy if there is one, else the most legible; the first of equals."""
    return max(copies, key=lambda copy: (copy.corrected, round(legibility(copy.rows), 4)))


def alike(one: Piece, other: Piece) -> bool:
    """Whether two pieces have one text, or one says that it corrects the other."""
    a, b = (_text(piece)[:COMPARED] for piece in (one, other))
    return one.corrected != other.corrected or not a or not b or fuzz.ratio(a, b) >= SAME_TEXT


def _text(piece: Piece) -> str:
    body = piece.rows[heading.end_of_heading(piece.rows) :]
    return " ".join(row.typed for row in body)


def count(pieces: Sequence[Piece]) -> Counted:
    """Give every piece its number; contradictions are settled by evidence or told."""
    told = _totals(Counted(tuple(pieces), 0))
    told = _unnumbered(told)
    told = _outvoted(_between_markers(told))
    told = _too_high(told)
    told = _not_alike(told)
    highest = max(piece.number for piece in told.pieces)
    return replace(told, total=max(told.total, highest))


def _totals(told: Counted) -> Counted:
    said = Counter[int]()
    for piece in told.pieces:
        said[piece.total] += HEADING
        said.update(total for _, total in piece.pages if total)
    del said[0]
    if not said:
        return told
    total = likeliest_total(said, max(piece.number for piece in told.pieces))
    if len(said) == 1:
        return replace(told, total=total)
    listed = " and ".join(str(each) for each in sorted(said))
    warning = f"headings say that there are {listed} sections; {total} is taken"
    return replace(told, total=total, warnings=(*told.warnings, warning))


def likeliest_total(claims: Mapping[int, int], highest: int) -> int:
    """Of different totals the one said most often, then the highest: no missing section is hidden.

    Of two said as often that look alike, 3 and 8, the lower: sections would be missing in a row.

    highest  the highest number that a section has
    """
    most = max(claims.values())
    best = sorted(total for total, count in claims.items() if count == most)
    fit = [total for total in best if total >= highest]
    low = fit[0] if fit else best[-1]
    return low if same_letters(str(low), str(best[-1])) else best[-1]


def _missing(told: Counted) -> list[int]:
    present = {piece.number for piece in told.pieces}
    return [n for n in range(1, told.total + 1) if n not in present]


def _unnumbered(told: Counted) -> Counted:
    """Pieces whose own number was not read: the stroke's, else the one after that before."""
    for at, piece in enumerate(told.pieces):
        if piece.number:
            continue
        before = told.pieces[at - 1].number if at else 0
        number = piece.stroke or (before + 1 if before + 1 in _missing(told) else before or 1)
        evidence = "format line 3" if piece.stroke else f"it stands behind section {before}"
        if len(told.pieces) > 1 and told.total > 1:
            told = _renumbered(told, at, number, evidence)
        else:
            told = _with(told, at, number)
    return told


def _between_markers(told: Counted) -> Counted:
    """A marker of a combined message between two that leave room for one number only."""
    for at in range(1, len(told.pieces) - 1):
        before, piece, after = told.pieces[at - 1 : at + 2]
        combined = not (before.total or piece.total or after.total)
        right = before.number + 1
        if combined and after.number == right + 1 and piece.number != right:
            told = _renumbered(told, at, right, f"it stands before section {after.number}")
    return _behind_markers(told)


def _behind_markers(told: Counted) -> Counted:
    """A marker read as what the next number is misread as: 8 behind section 2 is 3.

    It may be 8, and others missing: that is told. With a 9 behind it, it is 8.
    """
    for at in range(1, len(told.pieces)):
        before, piece = told.pieces[at - 1 : at + 1]
        right = before.number + 1
        combined = not (before.total or piece.total)
        borne_out = any(p.number == piece.number + 1 for p in told.pieces[at + 1 : at + 2])
        like = piece.number > right and same_letters(str(piece.number), str(right))
        if combined and like and not borne_out:
            warning = (
                f"a section numbered {piece.number} stands behind section {before.number};"
                f" {right} is taken, and sections may be missing"
            )
            told = replace(told, warnings=(*told.warnings, warning))
            told = _renumbered(told, at, right, f"it stands behind section {before.number}")
    return told


def _outvoted(told: Counted) -> Counted:
    """Pieces whose format line 3 and page lines all say another number."""
    for at, piece in enumerate(told.pieces):
        number = piece.borne_out
        if number and number != piece.number and number <= told.total:
            told = _renumbered(told, at, number, "format line 3 and page lines")
    return told


def _too_high(told: Counted) -> Counted:
    for at, piece in enumerate(told.pieces):
        if not told.total or piece.number <= told.total:
            continue
        missing = _missing(told)
        paged = {number for number, _ in piece.pages if number}
        if len(paged) == 1 and paged <= set(missing):
            told = _renumbered(told, at, paged.pop(), "its page lines")
        elif last := _last_figures(told.pieces, at, missing):
            told = _renumbered(told, at, last, f"its last figures: section {last} is not there")
        elif piece.stroke in missing:
            told = _renumbered(told, at, piece.stroke, "format line 3")
        elif len(missing) == 1 and len(told.pieces) > 1:
            evidence = f"of {told.total} sections only {missing[0]} is not there"
            told = _renumbered(told, at, missing[0], evidence)
        else:
            warning = f"a section is numbered {piece.number} of {told.total}"
            told = replace(told, warnings=(*told.warnings, warning))
    return told


def _last_figures(pieces: Sequence[Piece], at: int, missing: Sequence[int]) -> int:
    """The one section that a number is with its noughts misread, 802 is 2; else 0.

    812 may be 12 or 2: when neither is there it is the one that stands in its place.
    """
    number = pieces[at].number
    fits = {number % 100, number % 10} & set(missing) if number > MOST else set()
    if len(fits) > 1:
        fits = {each for each in fits if _stands_for(pieces, at, each)}
    return fits.pop() if len(fits) == 1 else 0


def _not_alike(told: Counted) -> Counted:
    """Different texts under one number: one of them is the section that is not there."""
    for at, piece in enumerate(told.pieces):
        same = [n for n, o in enumerate(told.pieces) if n != at and o.number == piece.number]
        if not same or any(alike(piece, told.pieces[n]) for n in same):
            continue
        missing = _missing(told)
        fits = [n for n in missing if n == piece.stroke or _stands_for(told.pieces, at, n)]
        if piece.stroke == piece.number or not fits:
            continue
        evidence = f"its text is not that of the other section {piece.number}, and it stands there"
        told = _renumbered(told, at, fits[0], evidence)
    doubled = sorted(
        {
            one.number
            for n, one in enumerate(told.pieces)
            for other in told.pieces[n + 1 :]
            if one.number == other.number and not alike(one, other)
        }
    )
    doubts = tuple(f"two different texts are numbered section {number}" for number in doubled)
    return replace(told, warnings=(*told.warnings, *doubts))


def _stands_for(pieces: Sequence[Piece], at: int, number: int) -> bool:
    """Whether a piece stands between the sections before and after a number."""
    before = [piece.number for piece in pieces[:at]]
    after = [piece.number for piece in pieces[at + 1 :]]
    return all(n < number for n in before) and all(n > number for n in after)


def _with(told: Counted, at: int, number: int) -> Counted:
    pieces = list(told.pieces)
    pieces[at] = replace(pieces[at], number=number)
    return replace(told, pieces=tuple(pieces))


def _renumbered(told: Counted, at: int, number: int, evidence: str) -> Counted:
    read = told.pieces[at].number
    repair = Repair("section", str(read or ""), str(number), evidence)
    return replace(_with(told, at, number), repairs=(*told.repairs, repair))
