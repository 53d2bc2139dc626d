"""The heading that sections after the first repeat, taken off their text.

What repeats is told by likeness to the heading of the first section, never by shape: a
crosshead `THANKS FOR X AND Y ASSISTANCE` looks like a passing line and is text. On the
SUBJECT line the known subject's words are counted off, and what comes after them is
text that was glued on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup import heading
from cleanup.captions import is_caption
from cleanup.entries import PASSING
from cleanup.model import Marked, Part, Placed, Role, Row, words_of
from cleanup.paragraph_marks import starts_paragraph
from ocr.known_words import COMMON
from ocr.model import Line, Word

ALIKE = 80  # 0-100; a header line read twice by OCR agrees at 90 and more
# A damaged line among others that are alike; text agrees with a header at 40 and less.
DAMAGED = 55
# Letters of what is left of a row, and what its likeness counts for.
PIECE, AS_PIECE = 10, 0.9
LABEL = 60  # of a damaged `SUBJECT:` before words that are the subject's
SUBJECT_ROWS = 4  # rows a subject may take
LABELS = frozenset(("order", "tags", "subject"))
WIDE = 45  # letters: rows of text have fifty and more, passing lines hardly ever
TOGETHER = 3  # rows in which these follow each other
# The end of a sentence of some words: a caption, `SIPDIS.`, is one or two.
SENTENCE = re.compile(r"\S\s+\S+\s+\S*[A-Za-z]{2}[.!?][\"')]?$")
# What is left of an addressee ends in its number, `BY ZANDEI NDE 8715`; a year ends a sentence.
ADDRESSEE = re.compile(r"\s(?!19|20)\d{4}\W*$")
LOOK_AHEAD = 2  # damaged rows between two that are alike


@dataclass(frozen=True, slots=True)
class Parted:
    """A section's rows without its heading, the lines taken off, and the heading's rows."""

    rows: tuple[Row, ...]
    stripped: tuple[Placed, ...]
    header: tuple[Row, ...] = field(default=())


def as_role(role: Role, rule: str, rows: Sequence[Row]) -> list[Placed]:
    """The lines of rows that are stripped."""
    return [p.as_role(role, rule) for row in rows for p in row.parts if isinstance(p, Placed)]


def marks_of(rows: Sequence[Row]) -> list[Row]:
    """Redactions on rows that are stripped stay, on rows of their own."""
    return [
        Row(row.page, (part,), column=row.column)
        for row in rows
        for part in row.parts
        if isinstance(part, Marked)
    ]


def without_header(rows: Sequence[Row], template: Sequence[str], subject: str) -> Parted:
    """Take the repeated heading off the start of a section."""
    at = _labels_at(rows, template)
    taken = list(rows[:at])
    while at < len(rows):
        row = rows[at]
        if subject and _repeats_subject(rows[at : at + SUBJECT_ROWS], subject):
            return _off_subject(rows, at, taken, template, subject)
        labelled = any(heading.is_label(each.typed) for each in taken)
        if (
            heading.is_corrected(row.typed)
            or (heading.is_handling(rows, at) and not labelled)
            or _repeats_in_part(row.typed, template)
            or _damaged(rows, at, template, subject)
        ):
            taken.append(row)
        else:
            break
        at += 1
    return _parted(taken, rows[at:])


def _labels_at(rows: Sequence[Row], template: Sequence[str]) -> int:
    """Where E.O., TAGS and SUBJECT stand, two of them together, above any text; else 0.

    What stands above them is captions and passing lines, whether the first heading has them or
    not. Above other rows they are the labels of a message that is cited, and the rows are text.
    """
    kinds = [heading.kind_of(row.typed) for row in rows[: heading.LOST_LABELS]]
    for at, kind in enumerate(kinds):
        if kind in LABELS and {*kinds[at + 1 : at + 1 + TOGETHER]} & (LABELS - {kind}):
            return at
        if not (kind or _of_heading(rows[at].typed, template)):
            return 0
    return 0


def _of_heading(text: str, template: Sequence[str]) -> bool:
    """Whether a row is a caption or passing line, like one of the first heading's, or a scrap."""
    if repeats(text, template) or is_caption(text):
        return not starts_paragraph(text)
    if starts_paragraph(text) or len(text) >= WIDE or SENTENCE.search(text):
        return False
    # Scraps: what is left of an addressee, or one word that is none.
    if ADDRESSEE.search(text) or (text.isalpha() and text.lower() not in COMMON):
        return True
    return bool(PASSING.search(text)) or _likeness(text, template) >= DAMAGED


def _parted(taken: Sequence[Row], rest: Sequence[Row]) -> Parted:
    stripped = as_role(Role.SECTION_HEADER, "repeated-header", taken)
    return Parted((*marks_of(taken), *rest), tuple(stripped), tuple(taken))


def _off_subject(
    rows: Sequence[Row], at: int, taken: Sequence[Row], template: Sequence[str], subject: str
) -> Parted:
    """The end of a heading whose subject is known; REF and CLASSIFIED BY may follow it."""
    head, rest = _count_off(rows[at : at + SUBJECT_ROWS], subject)
    before = _parted(taken, ())
    left = (*rest, *rows[at + SUBJECT_ROWS :])
    glued = any(placed.rule == "repeated-subject" for placed in head)
    after = _parted((), left) if glued else _off_references(left, template)
    said = (Row(rows[at].page, tuple(head), column=rows[at].column),) if head else ()
    return Parted(
        (*before.rows, *after.rows),
        (*before.stripped, *head, *after.stripped),
        (*before.header, *said, *after.header),
    )


def _off_references(rows: Sequence[Row], template: Sequence[str]) -> Parted:
    """Take off labelled rows of the heading below its subject, with those that go on."""
    end = 0
    while end < len(rows):
        label = heading.kind_of(rows[end].typed) in ("reference", "authority")
        if not label and (end == 0 or not _repeats_in_part(rows[end].typed, template)):
            break
        end += 1
    return _parted(rows[:end], rows[end:])


def _damaged(rows: Sequence[Row], at: int, template: Sequence[str], subject: str) -> bool:
    """Whether a row is somewhat like the heading, and the heading goes on below it.

    Above two rows that are the heading's own it need not be like it: text has none below.
    """
    text = rows[at].typed
    if starts_paragraph(text) or (SENTENCE.search(text) and not repeats(text, template)):
        return False
    below = rows[at + 1 : at + 1 + LOOK_AHEAD]
    if len(below) == LOOK_AHEAD and all(repeats(row.typed, template) for row in below):
        return True
    if _likeness(text, template) < DAMAGED:
        return False
    return any(
        repeats(row.typed, template)
        or (subject and _repeats_subject(rows[n : n + SUBJECT_ROWS], subject))
        for n, row in enumerate(rows[at + 1 : at + 1 + LOOK_AHEAD], start=at + 1)
    )


def repeats(text: str, template: Sequence[str]) -> bool:
    """Whether a row is like a whole one of the first heading's."""
    said = _folded(text)
    return bool(said) and any(fuzz.ratio(said, _folded(line)) >= ALIKE for line in template)


def _repeats_in_part(text: str, template: Sequence[str]) -> bool:
    """The same, or what is left of a row behind its label.

    Words without one may be text: a section that begins `FOREIGN MINISTER.` goes on with its
    sentence, though the subject is a meeting with one. They are the heading's only where it
    goes on below them, see `_damaged`.
    """
    whole = repeats(text, template)
    return whole or (heading.is_label(text) and _likeness(text, template) >= ALIKE)


def _likeness(text: str, template: Sequence[str]) -> float:
    said = _folded(text)
    return max((_whole_or_piece(said, _folded(line)) for line in template), default=0.0)


def _whole_or_piece(said: str, line: str) -> float:
    """Likeness of two rows, 0-100; of a row that lost its beginning or end to what is left."""
    whole = fuzz.ratio(said, line)
    if not PIECE <= len(said) < len(line):
        return whole
    return max(whole, AS_PIECE * fuzz.partial_ratio(said, line))


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text.upper())


def _repeats_subject(rows: Sequence[Row], subject: str) -> bool:
    """Whether rows begin with SUBJECT, or with what reads like it and the known subject."""
    if heading.kind_of(rows[0].typed) == "subject":
        return True
    words = " ".join(row.typed for row in rows).split()[: len(subject.split()) + 1]
    said, wanted = _folded(" ".join(words)), _folded(f"SUBJECT:{subject}")
    return bool(words) and _like_label(words[0]) and fuzz.ratio(said, wanted) >= ALIKE


def _like_label(word: str) -> bool:
    return fuzz.ratio(re.sub(r"\W", "", word).upper(), "SUBJECT") >= LABEL


def _count_off(rows: Sequence[Row], subject: str) -> tuple[list[Placed], tuple[Row, ...]]:
    """Split rows after the known subject's last word.

    OCR may have parted or joined a word, so the cut that agrees best with the
    subject wins, a few words either side of the expected one.
    """
    words = [word.text for row in rows for word in words_of(row.parts)]
    known = len(subject.split())
    label = len(_unlabelled(words[0] + " ").split()) == 0
    lead = 1 if label else 0

    def said(count: int) -> str:
        return _folded(_unlabelled(" ".join(words[:count])))

    # A letter misread is one letter off here, and two in `fuzz.ratio`: `ILLISEH WHV`, read for
    # `ILLISEN WHY`, would lose its last word.
    def off(count: int) -> tuple[int, int]:
        distance = Levenshtein.distance(said(count), _folded(subject))
        return distance, abs(count - lead - known)

    counts = range(max(1, known + lead - 3), min(len(words), known + lead + 3) + 1)
    best = min(counts, key=off, default=0)
    if not best or fuzz.ratio(said(best), _folded(subject)) < ALIKE:
        return as_role(Role.SECTION_HEADER, "repeated-header", rows[:1]), tuple(rows[1:])
    return _split_after(rows, best)


def _unlabelled(text: str) -> str:
    found = heading.SUBJECT.match(text)
    if found:
        return found.group(1)
    first, _, rest = text.partition(" ")
    return rest if _like_label(first) else text


def _split_after(rows: Sequence[Row], count: int) -> tuple[list[Placed], tuple[Row, ...]]:
    """The first `count` words as header, the rest of the rows as text."""
    stripped: list[Placed] = []
    kept: list[Row] = []
    for row in rows:
        words = len(words_of(row.parts))
        if count <= 0:
            kept.append(row)
        elif words <= count:
            stripped += as_role(Role.SECTION_HEADER, "repeated-header", [row])
            kept += marks_of([row])
        else:
            head, tail = _after_word(row, count)
            taken = replace(row, parts=head)
            stripped += as_role(Role.SECTION_HEADER, "repeated-subject", [taken])
            kept += [*marks_of([taken]), replace(row, parts=tail)]
        count -= words
    return stripped, tuple(kept)


def _after_word(row: Row, count: int) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a row up to its typed word `count`, and those after it."""
    head: list[Part] = []
    tail: list[Part] = []
    for part in row.parts:
        if isinstance(part, Marked):
            (head if count > 0 and not tail else tail).append(part)
            continue
        words = part.line.words
        for some, place in ((words[: max(count, 0)], head), (words[max(count, 0) :], tail)):
            if some:
                place.append(replace(part, line=Line(some)))
        count -= len(words)
    return tuple(head), tuple(tail)


def cut_row(
    row: Row, start: int, end: int
) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a row before, inside and after the letters start-end of its text."""
    before: list[Part] = []
    inside: list[Part] = []
    after: list[Part] = []
    at = 0
    for part in row.parts:
        if isinstance(part, Marked):
            (before if at < start else after).append(part)
            at += len(part.text) + 1
            continue
        groups: tuple[list[Word], list[Word], list[Word]] = ([], [], [])
        for word in part.line.words:
            middle = at + len(word.text) / 2
            groups[0 if middle < start else 1 if middle < end else 2].append(word)
            at += len(word.text) + 1
        for words, place in zip(groups, (before, inside, after), strict=True):
            if words:
                place.append(replace(part, line=Line(tuple(words))))
    return tuple(before), tuple(inside), tuple(after)
