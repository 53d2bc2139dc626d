"""A transmission cut into the pieces of a message that it holds.

    VZCZ... to C O N F I D E N T I A L SECTION 02 OF 03      lead
    captions, E.O., TAGS, SUBJECT, text                      rows
    BT / #2317 / NNNN                                        trailer

A combined message is one transmission and has a piece for each of its markers.
"""

from collections.abc import Sequence
from dataclasses import replace

from cleanup import envelope, heading, levels, running_lines, section_numbers
from cleanup.copies import Piece
from cleanup.joints import ENDED
from cleanup.model import Part, Placed, Role, Row, words_of
from cleanup.mrn import digits
from cleanup.one_message import section_of
from cleanup.repeated import as_role, cut_row, marks_of, repeats
from cleanup.spelling import same_letters

AGAIN = 4  # rows in which the labels of a heading follow each other
LAST_ROWS = 2  # of a section: its serial, and what is left of NNNN
DOUBTED = 0.3  # confidence (0-1) of letters read into a row of stars
STRAY_ROWS = 2  # within a heading: a banner that was not known, a speck


def without_running_lines(
    rows: Sequence[Row],
) -> tuple[list[Row], list[Placed], list[str]]:
    """Take out `POST 00001234  002 OF 003` and `PAGE 02 POST 1234`, which cut sentences.

    In the archive of 1973-79 the level stands above or below the page line. Returns the rows
    that stay, the lines taken, and their rows' texts: a page line may be two lines side by side.
    """
    pages = {n for n, r in enumerate(rows) if _is_running(r.typed)}
    beside = {m for n in pages for m in (n - 1, n + 1) if 0 <= m < len(rows)} - pages
    bare = {m for m in beside if _is_level(rows[m].typed) and not _apart(rows[m])}
    taken = pages | bare
    kept: list[Row] = []
    lines: list[Placed] = []
    for n, row in enumerate(rows):
        kept += marks_of([row]) if n in taken else [row]
        if n in taken:
            rule = "post-and-section" if n in pages else "level-at-page-line"
            lines += as_role(Role.RUNNING_LINE, rule, [row])
    return kept, lines, [rows[n].typed for n in sorted(taken)]


def _is_running(text: str) -> bool:
    return bool(running_lines.running(text) or running_lines.BARE_PAGE.match(text))


def _is_level(text: str) -> bool:
    if levels.ends_sentence(text):
        return False
    return bool(levels.level_of(text)) or levels.may_be_level(text)


def _apart(row: Row) -> bool:
    """Whether a level is typed apart, and so the first line of the text."""
    return section_numbers.class_line(row.typed) is not None


def pieces_of(rows: Sequence[Row], lines: Sequence[str]) -> tuple[list[Piece], list[Placed]]:
    """The sections of one transmission: one, or as many as it has markers and one.

    lines   the texts of its running lines
    """
    rows, markers = _parted_at_markers(rows)
    at = _text_at(rows)
    texts = [*(row.typed for row in rows[:at]), *lines]
    end = _trailer_at(rows, at, _serials(texts))
    section, total = section_of(texts)
    strokes = envelope.bear_witness(texts).sections
    corrected = any(heading.is_corrected(row.typed) for row in rows[: at + heading.ENTRY_ROWS])
    running = [said for line in lines if (said := running_lines.running(line))]
    first = Piece(
        section,
        total,
        (),
        corrected,
        strokes[0] if strokes else 0,
        tuple(rows[:at]),
        pages=tuple((line.section, line.total) for line in running),
    )
    pieces = [first]
    again = _headings_again(rows, markers)
    for n, row in enumerate(rows[at:end], start=at):
        found = section_numbers.find_marker(row.typed)
        last = pieces[-1]
        if n in again and len(last.rows) > again[n]:
            # Its marker was not read. What stands above it in the heading goes with it.
            kept = len(last.rows) - again[n]
            pieces[-1] = replace(last, number=last.number or 1, rows=last.rows[:kept])
            pieces.append(Piece(pieces[-1].number + 1, 0, (*last.rows[kept:], row)))
        elif found:
            # What a marker follows is section 1 at least, and says no total.
            pieces[-1] = last if last.number else replace(last, number=1)
            number = found.number or pieces[-1].number + 1
            pieces.append(Piece(number, 0, ()))
        elif section_numbers.STARS.match(row.typed) and len(pieces) > 1 and not last.rows:
            markers += as_role(Role.SECTION_MARKER, "start-of-section", [row])
        else:
            pieces[-1] = replace(last, rows=(*last.rows, row))
    pieces[-1] = replace(pieces[-1], trailer=tuple(rows[end:]))
    return pieces, markers


def _headings_again(rows: Sequence[Row], markers: Sequence[Placed]) -> dict[int, int]:
    """Where E.O., TAGS and SUBJECT stand again in a combined message without a marker above.

    By the row of the E.O. line, how many rows above it are of the heading too.
    """
    end = heading.end_of_heading(rows)
    notice = any(heading.COMBINED.search(row.typed) for row in rows[:end])
    if not markers and not notice:
        return {}
    kinds = [heading.kind_of(row.typed) for row in rows]
    marked = [n for n, row in enumerate(rows) if section_numbers.find_marker(row.typed)]
    template = [row.typed for row in rows[:end]]
    found = {}
    for n in range(end, len(rows)):
        below = kinds[n + 1 : n + 1 + AGAIN]
        if kinds[n] != "order" or not {"tags", "subject"} <= set(below):
            continue
        between = rows[max((m + 1 for m in marked if m < n), default=0) : n]
        strange = sum(not repeats(row.typed, template) for row in between)
        if any(m < n for m in marked) and strange <= STRAY_ROWS:
            continue
        above = 0
        while n - above - 1 >= end and repeats(rows[n - above - 1].typed, template):
            above += 1
        found[n] = above
    return found


def _text_at(rows: Sequence[Row]) -> int:
    """The first row below the envelope and the classification line."""
    end = heading.end_of_heading(rows)
    kinds = [heading.kind_of(row.typed) for row in rows[:end]]
    for kind in ("classification", "bt"):
        if kind in kinds:
            return kinds.index(kind) + 1
    upper = [n for n, k in enumerate(kinds) if k in envelope.KINDS]
    return upper[-1] + 1 if upper else 0


def _serials(texts: Sequence[str]) -> frozenset[int]:
    """The numbers that the rows above a text, and its running lines, give their message."""
    headed = (section_numbers.class_line(text) for text in texts)
    running = (running_lines.running(text) for text in texts)
    numbers = (said.number for said in (*headed, *running) if said)
    return frozenset((*envelope.bear_witness(texts).serials, *(n for n in numbers if n)))


def _is_serial(text: str, serials: frozenset[int]) -> bool:
    """Whether a row is a serial: `#2317`; without its sign, `42317`, only a known one.

    Other figures that begin with a 4 are the end of a sentence: `HAVE ASKED FOR` `4500`.
    """
    found = envelope.SERIAL.match(text)
    if found is None:
        return False
    return text.startswith("#") or (digits(found.group(1)) or 0) in serials


def _trailer_at(rows: Sequence[Row], start: int, serials: frozenset[int]) -> int:
    """Where the trailer begins: at the last BT, or at what follows one where it was lost."""
    texts = [row.typed for row in rows]
    below = range(heading.end_of_heading(rows), len(rows))
    for is_last in (envelope.BT.match, envelope.is_end, heading.FORM_END.match):
        found = [n for n in below if n >= start and is_last(texts[n])]
        if found:
            at = found[0] if is_last == heading.FORM_END.match else found[-1]
            while at > start and (
                _of_trailer(texts[at - 1], serials)
                or (is_last is envelope.is_end and levels.may_be_level(texts[at - 1]))
            ):
                at -= 1
            return at - (is_last is envelope.is_end and at > start and _may_be_bt(texts[start:at]))
    # BT lost, NNNN past reading: the serial alone, where it stands at the very end.
    last = range(max(start, len(rows) - LAST_ROWS), len(rows))
    return next((n for n in last if _is_serial(texts[n], serials)), len(rows))


def _may_be_bt(texts: Sequence[str]) -> bool:
    """Whether the last row above NNNN, or its serial, is what BT is misread as: `B7`, `31`, `8I`.

    With a full stop, `31.`, it ends a sentence. So do a number and letters that may be short for
    something, `87` and `FT`, unless a sentence has ended above them.
    """
    last = texts[-1].strip().upper()
    if not same_letters(last, "BT"):
        return False
    plain = last.isdecimal() or (last.isalpha() and not last.startswith("B"))
    return not plain or any(ENDED.search(text) for text in texts[-2:-1])


def _of_trailer(text: str, serials: frozenset[int]) -> bool:
    """A serial, the label of the part, or the level that the archive prints once more."""
    level = levels.level_of(text) and not section_numbers.class_line(text)
    level = level and not levels.ends_sentence(text)
    return bool(level or _is_serial(text, serials) or text.strip() == "ADMIN")


def _parted_at_markers(rows: Sequence[Row]) -> tuple[list[Row], list[Placed]]:
    """Put every section marker on a row of its own, also from the end of a text line."""
    parted: list[Row] = []
    markers: list[Placed] = []
    for row in rows:
        found = section_numbers.find_marker(row.text)
        if not found:
            parted.append(row)
            continue
        if parted and not row.text[: found.start].strip():
            parted, stars = _without_last_stars(parted)
            markers += stars
        before, marker, after = cut_row(row, found.start, found.end)
        if _are_stars(before):
            before, marker = (), (*before, *marker)
        parted += [replace(row, parts=parts) for parts in (before, marker, after) if parts]
        markers += as_role(Role.SECTION_MARKER, "start-of-section", [replace(row, parts=marker)])
    return parted, markers


def _are_stars(parts: Sequence[Part]) -> bool:
    """Whether what stands before a marker on its row is one word that no reader believed in."""
    words = words_of(parts)
    return len(words) == len(parts) == 1 and words[0].confidence < DOUBTED


def _without_last_stars(rows: list[Row]) -> tuple[list[Row], list[Placed]]:
    """Take off the stars of a marker that goes on over the next row."""
    last = rows[-1]
    if section_numbers.find_marker(last.text):
        return rows, []
    if section_numbers.STARS.match(last.typed):
        return rows[:-1], as_role(Role.SECTION_MARKER, "start-of-section", [last])
    found = section_numbers.LAST_STARS.search(last.text)
    if not found:
        return rows, []
    before, stars, after = cut_row(last, found.start(), found.end())
    kept = replace(last, parts=(*before, *after))
    taken = replace(last, parts=stars)
    return [*rows[:-1], kept], as_role(Role.SECTION_MARKER, "start-of-section", [taken])
