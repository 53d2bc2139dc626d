"""The documents inside one release: where each begins, and of what kind it is.

    ┌ form ┐  ┌ MEMO ┐ ┌ -2- ┐  ┌ REPORT ┐ ┌ -2- ┐ ┌ -3- ┐  ┌ ZNY… ┐
    └──────┘  └──────┘ └─────┘  └────────┘ └─────┘ └─────┘  └ NNNN ┘
    cover     memorandum        report                      cable

A document begins at the top of a page, or below the NNNN that ends a telegram, and only
where signs add up: a heading or letterhead, page numbers that begin anew, another
document number in the releasing agency's lines. One sign alone that may mean something
else does not do, nor does anything on a page that says it is a second one. When in
doubt two documents stay one: its text is whole then, where a false cut would break a
sentence. Cables that follow each other are one part, as its sections may be; telling
them apart is the business of the cable's grammar.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup import cable, envelope, running_lines
from cleanup import document_kinds as kinds
from cleanup.attached_papers import is_attached, is_copy, long_rows
from cleanup.document_kinds import Sign, signs_of
from cleanup.model import Placed, Role, Row
from cleanup.page_numbering import document_numbers, page_number
from cleanup.withheld import find_withheld
from ocr.page import Page

# A document begins where the signs reach this, 0-1. A heading has it; page numbers
# that begin anew have not: chapters and annexes do the same.
BEGINS = 0.6
# A kind is told from here, 0-1.
TOLD = 0.5
# Of a document without signs of any kind: their absence says little.
UNTOLD = 0.3
# Letters in which the headings of two teletypes differ: of one that stands again one is misread.
OTHER_HEADING = 2
RESTARTED, RENUMBERED, AFTER_A_COVER = 0.45, 0.7, 0.75
COPY, ATTACHED = 0.7, 0.65
LOOK_BACK = 50  # documents of which a page may be a copy; each takes .1 ms to compare
# A page's head, as a share of its height: where letterheads and form titles stand.
HEAD = 0.35
GOES_ON = re.compile(r"^[\"'(]?[a-z]{2}")
CUT_OFF = re.compile(r"[A-Za-z]-$")
ENDS_TELEGRAM = re.compile(r"^\W*(?:BT|N{3,5}|END OF MESSAGE|[#4H]\d{3,6})\W*$")
SIGNATURE_WORDS = 3  # a signature has no more, nor have the lines of a trailer


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a release.

    rows       in order; a release's rows are each in one part
    kind       one of `document_kinds.KINDS`
    certainty  that it is of this kind and begins here, 0-1
    why        the names of the signs
    """

    rows: tuple[Row, ...]
    kind: str
    certainty: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Rows that no document is cut in: a page, or what is on it on one side of NNNN.

    long     those by which copies are told
    number   the page number printed on it; None when none was read for sure
    numbered the document number in the releasing agency's lines; "" when none was
    """

    rows: tuple[Row, ...]
    signs: tuple[Sign, ...]
    long: tuple[str, ...]
    number: int | None = None
    numbered: str = ""
    continues: bool = False


def split(
    rows: Sequence[Row], pages: Sequence[Page], placed: Sequence[Placed] = ()
) -> tuple[Part, ...]:
    """The documents in `rows`, in order; at least one part, which may be empty.

    placed   all lines of the pages: page and document numbers are among the furniture
    """
    leaves = _leaves(rows, pages, placed)
    if not leaves:
        return (Part((), kinds.OTHER, UNTOLD, ("no text",)),)
    groups: list[list[_Leaf]] = [[leaves[0]]]
    begun: list[tuple[float, tuple[str, ...]]] = [(1.0, ())]
    for at, leaf in enumerate(leaves[1:], 1):
        chance, why = _begins(groups, leaf, leaves[at - 1 : at + 2])
        if chance >= BEGINS:
            groups.append([leaf])
            begun.append((chance, why))
        else:
            groups[-1].append(leaf)
    parts = [_part(group, *start) for group, start in zip(groups, begun, strict=True)]
    return tuple(_cables_together(parts))


def _leaves(rows: Sequence[Row], pages: Sequence[Page], placed: Sequence[Placed]) -> list[_Leaf]:
    sheets = {
        each.page: each.rule
        for each in find_withheld(pages, placed, ())
        if each.rule in ("deletion-sheet", "withdrawal-sheet")
    }
    numbers = document_numbers(placed)
    heights = {page.number: page.height for page in pages}
    leaves: list[_Leaf] = []
    for page in dict.fromkeys(row.page for row in rows):
        own = [row for row in rows if row.page == page]
        lines = [line for line in placed if line.page == page]
        for at, piece in enumerate(_parted_at_end(own)):
            signs = _signs(piece, [] if at else lines, heights.get(page, 0))
            if page in sheets and not at:
                signs = (Sign(sheets[page], kinds.WITHDRAWAL, 0.9, 0.9), *signs)
            first = at == 0
            leaves.append(
                _Leaf(
                    piece,
                    signs,
                    long_rows(piece),
                    page_number([*lines, *_marginal(own)]) if first else None,
                    numbers.get(page, "") if first else "",
                    first and any(running_lines.running(row.typed) for row in piece[:3]),
                )
            )
    return leaves


def _signs(rows: Sequence[Row], lines: Sequence[Placed], height: int) -> tuple[Sign, ...]:
    """Signs among the rows and in the page's own furniture: titles of forms repeat."""
    apart = (Role.BODY, Role.NOISE, Role.CODE, Role.RELEASE_HEADER, Role.STAMP)
    own = [line for line in lines if line.role not in apart]
    head = [line.text for line in own if line.box.top < HEAD * height]
    return signs_of(rows, head, [line.text for line in own if line.box.top >= HEAD * height])


def _parted_at_end(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """The rows of a page, cut below the NNNN of each telegram that more text follows."""
    pieces: list[tuple[Row, ...]] = []
    start = 0
    for index, row in enumerate(rows[:-1], 1):
        if envelope.is_end(row.typed):
            pieces.append(tuple(rows[start:index]))
            start = index
    return [*pieces, tuple(rows[start:])]


def _marginal(rows: Sequence[Row]) -> list[Placed]:
    """The first and last lines of the text: a page number may have stayed there."""
    ends = [*rows[:3], *rows[-2:]]
    return [part for row in ends for part in row.parts if isinstance(part, Placed)]


def _begins(
    groups: Sequence[Sequence[_Leaf]], leaf: _Leaf, beside: Sequence[_Leaf]
) -> tuple[float, tuple[str, ...]]:
    """How sure it is that a document begins with `leaf`, 0-1, and why.

    groups  the documents before it, the last of which may go on
    beside  the pages before and after it
    """
    before = groups[-1]
    if leaf.continues or _in_a_sentence(before, leaf):
        return 0.0, ()
    weighed = [(sign.name, sign.opens) for sign in _of_one_kind(leaf.signs, "opens")]
    last = next((each.numbered for each in reversed(before) if each.numbered), "")
    renumbered = bool(last and leaf.numbered and leaf.numbered != last)
    rows = [each.long for each in beside]
    if any(is_copy(group[0].long, leaf.long, rows) for group in groups[-LOOK_BACK:]):
        weighed.append(("copy of a first page", COPY))
    elif is_attached([row for each in before for row in each.rows], leaf.rows):
        weighed.append(("subject of what is attached", ATTACHED))
    if renumbered:
        weighed.append(("document number changes", RENUMBERED))
    elif leaf.number is not None and leaf.number >= 2:
        return 0.0, ()
    if leaf.number == 1 and (before[-1].number or 0) >= 2:
        weighed.append(("page numbers begin anew", RESTARTED))
    if _is_identification(before[-1]):
        weighed.append(("after an identification form", AFTER_A_COVER))
    if _same_heading(before, leaf) and not renumbered:
        return 0.0, ()
    return _together(chance for _, chance in weighed), tuple(n for n, c in weighed if c)


def _in_a_sentence(before: Sequence[_Leaf], leaf: _Leaf) -> bool:
    """Whether the text runs on from the page before: small letters, or a word cut in two."""
    above = next((row.typed for row in reversed(before[-1].rows) if _is_text(row)), "")
    below = next((row.typed for row in leaf.rows if _is_text(row)), "")
    if GOES_ON.match(below) or CUT_OFF.search(above):
        return True
    # A telegram has capitals only, so a line of text may look like a title.
    telegram = any(sign.kind == kinds.CABLE for leaf in before for sign in leaf.signs)
    long = len(above.split()) > SIGNATURE_WORDS and above[-1:] not in ".?!"
    # It may look like no letter: that has small letters below its head.
    letter = any(sign.kind == kinds.LETTER for sign in leaf.signs)
    return telegram and long and not letter and not _has_ended(before[-1])


def _has_ended(leaf: _Leaf) -> bool:
    """Whether nothing but a trailer stands below the last BT or NNNN of a telegram's page."""
    for row in reversed(leaf.rows):
        if ENDS_TELEGRAM.match(row.typed):
            return True
        if len(row.typed.split()) > SIGNATURE_WORDS:
            return False
    return False


def _is_text(row: Row) -> bool:
    """Whether a row is typed text: longer than what specks and stamps leave."""
    return len(re.findall(r"[A-Za-z]{2,}", row.typed)) >= 2


def _is_identification(leaf: _Leaf) -> bool:
    return any(sign.name == "identification form" for sign in leaf.signs)


def _same_heading(before: Sequence[_Leaf], leaf: _Leaf) -> bool:
    """Whether the page only repeats the heading lines of the document it follows."""
    first = [row.typed for row in before[0].rows[:8] if _is_text(row)]
    own = [row.typed for row in leaf.rows[:6] if _is_text(row)]
    alike = [any(fuzz.ratio(text, other) >= 85 for other in first) for text in own]
    numbered = leaf.number is not None or before[-1].number is not None
    return len(before) > 1 and numbered and len(own) >= 3 and all(alike)


def _of_one_kind(signs: Sequence[Sign], weight: str) -> list[Sign]:
    """The signs of the kind that most speaks for; signs of other kinds add nothing."""
    by_kind = {sign.kind for sign in signs}
    if not by_kind:
        return []

    def strength(kind: str) -> tuple[float, int]:
        own = [getattr(sign, weight) for sign in signs if sign.kind == kind]
        return _together(own), -kinds.KINDS.index(kind)

    best = max(by_kind, key=strength)
    return [sign for sign in signs if sign.kind == best]


def _together(chances: Iterable[float]) -> float:
    """Independent signs together: 1 less the chance that every one of them deceives."""
    against = 1.0
    for chance in chances:
        against *= 1 - chance
    return 1 - against


def _part(leaves: Sequence[_Leaf], begun: float, why: tuple[str, ...]) -> Part:
    """One document; its kind is told by its first page and by what stands on later ones."""
    later = [sign for leaf in leaves[1:] for sign in leaf.signs if not sign.opens]
    signs = list({sign.name: sign for sign in (*leaves[0].signs, *later)}.values())
    told = _of_one_kind(signs, "speaks")
    chance = _together(sign.speaks for sign in told)
    rows = tuple(row for leaf in leaves for row in leaf.rows)
    names = tuple(dict.fromkeys([*why, *(sign.name for sign in told)]))
    if chance < TOLD and cable.is_cable([row.typed for row in rows]):
        return Part(rows, kinds.CABLE, min(begun, TOLD), (*why, "signs of a cable"))
    if chance < TOLD:
        return Part(rows, kinds.OTHER, UNTOLD, (*names, "no sign of a kind is sure"))
    return Part(rows, told[0].kind, round(min(begun, chance), 2), names)


def _cables_together(parts: Sequence[Part]) -> list[Part]:
    """Cables that follow each other as one part: they may be sections of one.

    Teletypes have no sections: those with headings of their own stay apart.
    """
    out: list[Part] = []
    for part in parts:
        follows = out and out[-1].kind == kinds.CABLE == part.kind
        if follows and not _other_teletype(out[-1], part):
            above = out[-1]
            names = tuple(dict.fromkeys((*above.why, *part.why)))
            sure = min(above.certainty, part.certainty)
            out[-1] = replace(above, rows=above.rows + part.rows, certainty=sure, why=names)
        else:
            out.append(part)
    return out


def _other_teletype(above: Part, part: Part) -> bool:
    """Whether a teletype's heading stands at the top of a part, and not on the one above.

    Both are in none of the cables' formats. A blank alone tells nothing: each page may have one.
    """
    blank = all(name in (kinds.TELETYPE, kinds.BLANK) for name in (*above.why, *part.why))
    one, other = (kinds.teletype_heading([r.typed for r in each.rows]) for each in (above, part))
    return blank and bool(other) and Levenshtein.distance(one, other) >= OTHER_HEADING
