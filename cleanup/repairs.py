"""Fields made to agree with what the message says of them elsewhere.

Each section repeats the heading, the envelope repeats number, time and classification
in its own way, and running lines name the message on every page:

    number          serials of format lines 2, 3 and 15; running lines; other headings
    date and time   day of the year and time filed, in format lines 2 and 3
    classification  the letter of format lines 2 and 4
    all others      the headings of the other sections, letter by letter
    subject         and words of the text, where one letter of it is like another

A field is changed when more readings say so than say what it said, when it could not be
read at all, or when a word read in doubt stands elsewhere in the message but for a letter;
every change is recorded and what cannot be decided is a warning.
No list of posts is asked. Two lists are: function words (OF, THE, FROM), which may settle a
vote that is nearly a tie and are the only short words a subject is put right to; and the
codes of TAGS, for one that was read in doubt.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rapidfuzz import fuzz

from cleanup import envelope
from cleanup.agreement import Agreed, majority, put_right, warned, weightiest
from cleanup.consensus import Said, consensus
from cleanup.envelope import Witnesses
from cleanup.fields import Fields, Reading
from cleanup.numbers import with_number
from cleanup.orders import in_force, year_by_order
from cleanup.rereadings import trusted
from cleanup.sending_dates import with_date
from cleanup.spelling import SURE, as_told, bare, grounds, same_letters
from cleanup.tags import lettered, split_tags
from ocr.known_words import COMMON

# Readings less alike than this (0-100) are of different things, not of one misread.
SAME_FIELD = 60
# Fields that each section's heading says again, or the envelope does.
TEXTS = ("sender", "subject", "declassify")
NAMES = ("executive_order", "classification", "precedence")
LISTS = ("to", "info", "tags", "captions", "passing")
REPEATED = (*TEXTS, *NAMES, *LISTS, "dtg")
ROW_OF_TEXT = 40  # letters: what a subject is longer by is the next row, and no lost word
SAME_START = 80  # 0-100
LAST_WORD = 12  # letters more of which one may belong to the subject
SPECK = 0.8  # what a mark counts beside a letter or a blank


def agree(
    readings: Sequence[Reading],
    witnesses: Witnesses = Witnesses(),  # noqa: B008 - frozen
    known: Mapping[str, int] = MappingProxyType({}),
    corrected: frozenset[str] = frozenset(),
) -> Agreed:
    """One set of fields from the headings of a message, the one that is printed first.

    known      words of its text in capitals and how often (`spelling.words_told`): of two
               readings the one that stands there too is right
    corrected  words of the first heading that a person has put right
    """
    told = Agreed(readings[0].fields, corrected=corrected)
    told = _by_other_headings(told, readings, known)
    told = _as_the_text_has_it(told, readings, known)
    told = _tags(told, readings)
    told = with_date(told, readings, witnesses)
    told = year_by_order(told, readings)
    told = with_number(told, readings, witnesses, known)
    told = _classification(told, witnesses)
    told = _precedence(told, witnesses)
    return in_force(told)


def _by_other_headings(
    told: Agreed, readings: Sequence[Reading], known: Mapping[str, int]
) -> Agreed:
    for name in TEXTS:
        own = getattr(told.fields, name)
        said = [(r, getattr(r.fields, name)) for r in readings]
        said = _alike(_without_run_on([(r, text) for r, text in said if text]))
        voted = consensus([_said(r, text) for r, text in said], known) or own
        told = put_right(told, name, voted, _evidence(said, voted))
    for name in NAMES:
        own = getattr(told.fields, name)
        said = [(r, text) for r in readings if (text := getattr(r.fields, name))]
        best = weightiest((text, r.weight) for r, text in said) or own
        told = put_right(told, name, best, _evidence(said, best))
    for name in LISTS:
        told = _rows(told, name, readings, known)
    return told


def _without_run_on(said: Sequence[tuple[Reading, str]]) -> list[tuple[Reading, str]]:
    """Readings that took in the text below cut to the length of one that did not.

    What the heading of another section has as long is no text, though a third lost its end.
    """
    cut = []
    for reading, text in said:
        borne_out = any(
            r.section != reading.section and fuzz.ratio(text, other) >= SAME_START
            for r, other in said
        )
        for _, other in said if not borne_out else ():
            tail = len(text) - len(other)
            if tail > ROW_OF_TEXT and fuzz.ratio(text[: len(other)], other) >= SAME_START:
                words = text[: len(other) + LAST_WORD].split(" ")
                ends = [" ".join(words[:n]) for n in range(1, len(words) + 1)]
                text = max(ends, key=lambda end: fuzz.ratio(end, other))
        cut.append((reading, text))
    return cut


def _alike(said: Sequence[tuple[Reading, str]]) -> list[tuple[Reading, str]]:
    """Those that are like the one that most others are like: it may be the first that ran on."""
    if not said:
        return []

    def support(text: str) -> float:
        return sum(r.weight * fuzz.ratio(text, other) for r, other in said)

    middle = max((text for _, text in said), key=support)
    return [(r, text) for r, text in said if fuzz.ratio(text, middle) >= SAME_FIELD]


def _rows(told: Agreed, name: str, readings: Sequence[Reading], known: Mapping[str, int]) -> Agreed:
    """A field of several rows, put to the vote row by row among headings with as many."""
    own: tuple[str, ...] = getattr(told.fields, name)
    rows = [(r, row) for r in readings if (row := getattr(r.fields, name))]
    if name == "tags" and len({len(row) for r, row in rows if r.is_whole}) > 1:
        return _tags_at_odds(told, rows)
    # One reader's rows are no rows where it missed a label.
    count = weightiest((len(row), r.weight) for r, row in rows if r.is_whole)
    rows = [(r, row) for r, row in rows if len(row) == count]
    columns = [[(r, row[n]) for r, row in rows] for n in range(count or 0)]
    codes = name == "tags"
    voted = tuple(
        consensus([_said(r, text) for r, text in each], known, codes=codes) for each in columns
    )
    said = [(r, ", ".join(row)) for r, row in rows]
    return put_right(told, name, voted or own, _evidence(said, ", ".join(voted)))


def _tags_at_odds(told: Agreed, rows: Sequence[tuple[Reading, tuple[str, ...]]]) -> Agreed:
    """Tags of which headings have more and fewer, put to the vote as one text."""
    said = [(r, ", ".join(row)) for r, row in rows if r.is_whole]
    voted = consensus([_said(r, text) for r, text in said], {}, codes=True)
    tags = split_tags(voted)
    return put_right(told, "tags", tags, _evidence(said, voted))


def _said(reading: Reading, text: str) -> Said:
    weights: list[float] = []
    for word in text.split(" "):
        weights += [trusted(reading, word)] * (len(word) + 1)
    # Specks are read as full stops; of two readings the one without is right.
    pairs = zip(text, weights, strict=False)
    weighed = tuple(w * (SPECK if letter in ".,:;'`" else 1) for letter, w in pairs)
    return Said(text, weighed, beside=not reading.is_whole)


def _evidence(said: Sequence[tuple[Reading, str]], voted: str) -> str:
    """Which headings were put to the vote, and what those had that did not win."""
    sections = ", ".join(str(n) for n in dict.fromkeys(r.section for r, _ in said))
    lost = dict.fromkeys(text for _, text in said if text != voted)
    return f"headings of sections {sections}" + (f"; read: {' | '.join(lost)}" if lost else "")


def _as_the_text_has_it(
    told: Agreed, readings: Sequence[Reading], known: Mapping[str, int]
) -> Agreed:
    """A subject as the text of the message spells the words of it that no heading has surely.

    What several headings have in doubt and alike is left where it is a word that anyone knows.
    """
    said = [reading for reading in readings if reading.is_whole and reading.fields.subject]
    if not said:
        return told
    surely = {word for each in said for word, trust in each.trust if trust >= SURE}
    words = {bare(word) for word in told.fields.subject.split()}
    common = {word for word in words if word.lower() in COMMON} if len(said) > 1 else set()
    doubted = frozenset(words - surely - common)
    named = {word: 1 for word in _names(told.fields) if word not in doubted}
    right = as_told(told.fields.subject, {**named, **known}, doubted)
    return put_right(told, "subject", right, grounds(told.fields.subject, right))


def _names(fields: Fields) -> list[str]:
    """The posts that a heading names besides: of the sender, of the number, of what is cited."""
    posts = [each.post for each in (fields.mrn, *fields.references) if each]
    return [word for text in (fields.sender, *posts) for word in text.upper().split()]


def _tags(told: Agreed, readings: Sequence[Reading]) -> Agreed:
    whole = [dict(reading.trust) for reading in readings if reading.is_whole]
    surely = {tag for trust in whole for tag, trusts in trust.items() if trusts >= SURE}
    doubted = {tag for trust in whole for tag in trust} - surely
    tags = tuple(lettered(tag, doubted) for tag in told.fields.tags)
    return put_right(told, "tags", tags, "the one known code that is like it but for a letter")


def _classification(told: Agreed, witnesses: Witnesses) -> Agreed:
    level = majority(witnesses.levels)
    own = told.fields.classification
    if level is None or own == level:
        return told
    evidence = "classification letters of the envelope"
    if not own:
        return put_right(told, "classification", level, evidence)
    # Limited official use and the like are sent as unclassified.
    if level == "UNCLASSIFIED" and own not in envelope.LETTERS.values():
        return told
    return warned(told, f"the text is {own}, and the envelope's letters say {level}")


def _precedence(told: Agreed, witnesses: Witnesses) -> Agreed:
    names = [envelope.PRECEDENCE[p] for p in witnesses.precedence if p in envelope.PRECEDENCE]
    said = majority(names)
    own = (told.fields.precedence, told.fields.info_precedence)
    if said is None and (said := _of_addressees(told.fields, own[0])):
        return put_right(told, "precedence", said, "precedence behind the addressees")
    if said is None or said in own:
        return told
    if not own[0]:
        return put_right(told, "precedence", said, "prosign of format line 2")
    return warned(told, f"the precedence is {own[0]}, and format line 2 says {said}")


def _of_addressees(fields: Fields, own: str) -> str:
    """The precedence spelt out behind all addressees for action; "" when one says `own`."""
    action, info = (
        {name for row in rows for word in row.split() if (name := _spelt_out(word))}
        for rows in (fields.to, fields.info)
    )
    return action.pop() if own not in action | info and len(action) == 1 else ""


def _spelt_out(word: str) -> str:
    """The precedence that a word is, but for letters that are misread as its own: `PR1ORITY`."""
    names = envelope.PRECEDENCE.values()
    return next((name for name in names if same_letters(word.upper(), name.upper())), "")
