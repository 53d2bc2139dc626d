"""The headings of cables in the form of each era, row by row, before anything is typed.

A row is a role and words. `heading` and `trailer` are kept in the text; `form-title` may be
kept or not; every other role has no place in it.
"""

from random import Random

from samples.cable_message import Message
from samples.script import HEADER_AGAIN

HEADING, TITLE, RUNNING, TRAILER = "heading", "form-title", "running-line", "trailer"
ENVELOPE_AGAIN = "section-envelope"
NUMBERS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX")
SPACED = {"CONFIDENTIAL": "C O N F I D E N T I A L", "SECRET": "S E C R E T"}
Rows = list[tuple[str, str]]  # role and words; no words is a blank row


def heading(message: Message, section: int, rng: Random, *, first: bool, corrected: bool) -> Rows:
    """What stands above the text of a section that was sent by itself."""
    return _HEADINGS[message.era](message, section, rng, first, corrected)


def class_line(message: Message, section: int) -> str:
    """Classification, section and number, in the numbering style that this cable has."""
    level = {"UNCLASSIFIED": "UNCLAS"}.get(message.level, message.level)
    level = SPACED.get(level, level)
    width = {"paper": 4, "aad": 4, "separate": 6}[message.era]
    post = f"{message.post.name} {message.number:0{width}}"
    total = message.total
    style = message.number % 5
    if total == 1:
        return f"{level} {post}"
    if style == 0 and section == total:
        return f"{level} FINAL SECTION OF {total} {post}"
    if style == 1 and message.era != "separate":
        return f"{level} SECTION {NUMBERS[section - 1]} OF {NUMBERS[total - 1]} {post}"
    if style in (2, 3):
        return f"{level} SECTION {section:02} OF {total:02} {post}"
    return f"{level} SECTION {section} OF {total} {post}"


def page_line(message: Message, section: int, page: int) -> str:
    """`PAGE 01        KARVAL  01234  01 OF 03  251127Z`; the time is that of receipt."""
    of = f"  {section:02} OF {message.total:02}" if message.total > 1 else ""
    minute = (message.sent.minute + 7 * section) % 60
    received = f"{message.sent:%d%H}{minute:02}Z"
    return f"PAGE {page:02}        {message.post.short}  {message.number:05}{of}  {received}"


def _paper(message: Message, section: int, rng: Random, first: bool, corrected: bool) -> Rows:
    envelope = HEADING if first else ENVELOPE_AGAIN
    again = HEADING if first else HEADER_AGAIN
    title = TITLE if first else ENVELOPE_AGAIN
    rows: Rows = [
        (title, "DEPARTMENT OF STATE" if message.number % 2 else "INCOMING TELEGRAM"),
        (title, "TELEGRAM" if message.number % 2 else "DEPARTMENT OF STATE"),
        ("", ""),
        (title, "ACTION: EUR-10   INFO: SS, G, SP, H, CIA, NSA, RSR"),
    ]
    if message.number % 3:
        rows.append((RUNNING, page_line(message, section, 1)))
    rows += [(envelope, said) for said in _addressed(message)]
    rows += [(envelope, "BT"), ("", ""), (again, class_line(message, section))]
    rows += _cautions(message, again, corrected)
    rows += _subject(message, again, "SUBJ:" if message.number % 4 == 0 else "SUBJECT:")
    return rows + (_reference(message, HEADING) if first else [])


def _aad(message: Message, section: int, rng: Random, first: bool, corrected: bool) -> Rows:
    envelope = HEADING if first else ENVELOPE_AGAIN
    again = HEADING if first else HEADER_AGAIN
    title = TITLE if first else ENVELOPE_AGAIN
    dashes = "-" * 20 + f" {rng.randint(1000, 99999):06}"
    if message.sent.year > 1976:
        dashes = "-" * 18 + f"{message.sent:%d%H%M}Z {rng.randint(1000, 199999):06} /20"
    rows: Rows = [
        (title, message.level),
        (RUNNING, page_line(message, section, 1)),
        ("", ""),
        (title, "ACTION EUR-12"),
        ("", ""),
        (title, "INFO  OCT-01  ISO-00  SSO-00  NSCE-00  /089 W"),
        (title, dashes),
    ]
    rows += [(envelope, said) for said in _addressed(message)]
    rows += [("", ""), (again, class_line(message, section)), ("", "")]
    rows += _cautions(message, again, corrected)
    rows += [(again, message.order), (again, f"TAGS: {', '.join(message.tags)}")]
    rows += _subject(message, again, "SUBJECT:" if message.number % 4 else "SUBJ:")
    return rows + (_reference(message, HEADING) if first else [])


def _separate(message: Message, section: int, rng: Random, first: bool, corrected: bool) -> Rows:
    envelope = HEADING if first else ENVELOPE_AGAIN
    again = HEADING if first else HEADER_AGAIN
    serial = f"#{message.number:04}" + (f"/{section:02}" if message.total > 1 else "")
    letter = message.level[0]
    rows: Rows = [
        (envelope, f"VZCZCXRO{rng.randint(1000, 9999)}"),
        (envelope, f"{message.precedence * 2} RUEHWEB"),
        (envelope, f"DE {message.post.routing} {serial} {message.julian}"),
        (envelope, f"ZN{'R' if letter == 'U' else 'Y'} {letter * 5} ZZH"),
    ]
    rows += [(envelope, said) for said in _addressed(message)]
    rows += [(envelope, "BT"), (again, class_line(message, section))]
    rows += _cautions(message, again, corrected)
    rows += [(again, said) for said in message.passing]
    rows += [("", ""), (again, message.order), (again, f"TAGS: {', '.join(message.tags)}")]
    rows += _subject(message, again)
    if first or message.number % 3 == 0:
        rows += _reference(message, again)
    if first and message.classified_by:
        rows += [("", ""), (HEADING, message.classified_by)]
    return rows


def _form(message: Message, section: int, rng: Random, first: bool, corrected: bool) -> Rows:
    sent, post = message.sent, message.post.name
    said = [
        f"MRN: {sent:%y} {post} {message.number}",
        f"Date/DTG: {sent:%b %d, %Y} / {message.date_time}",
        f"From: {message.from_line}",
        f"Action: {message.action[0]}",
        f"E.O.: {message.order.removeprefix('E.O. ').split(':')[0]}",
        f"TAGS: {', '.join(message.tags)}",
        *([f"Captions: {', '.join(message.captions)}"] if message.captions else []),
        *(_form_references(message)),
        *([f"Pass Line: {message.passing[0]}"] if message.passing else []),
        f"Subject: {message.subject}",
    ]
    return [(HEADING, each) for each in said]


_HEADINGS = {"paper": _paper, "aad": _aad, "separate": _separate, "form": _form}


def _form_references(message: Message) -> list[str]:
    year = f"{message.sent:%y}"
    said = "  ".join(f"{let or 'A'}) {year} {p} {n}" for let, p, n in message.references)
    return [f"Reference: {said}"] if said else []


def combined_heading(message: Message, *, labels: bool) -> Rows:
    letter = message.level[0]
    label = [(HEADING, "ENVELOPE")] if labels else []
    line_two = (
        f"{message.precedence}AT{letter}ZYUW {message.post.routing}A"
        f"{message.number % 10000:04} {message.julian}-{letter * 4}--RUZDTPW."
    )
    rows: Rows = [*label, (HEADING, line_two), (HEADING, f"ZNY {letter * 5} ZZH")]
    rows += [("", ""), (HEADING, "HEADER")] if labels else []
    rows += [(HEADING, said) for said in _addressed(message)]
    rows += [(HEADING, "BT"), ("", "")]
    rows += [(HEADING, "CONTROLS")] if labels else []
    level = {"UNCLASSIFIED": "UNCLAS"}.get(message.level, message.level)
    rows += [(HEADING, SPACED.get(level, level)), ("", "")]
    rows += [(HEADING, f"{message.post.name} {message.number:06}"), ("", "")]
    rows += [(HEADING, said) for said in (*message.captions, *message.passing)]
    rows += [(TITLE, "***** THIS IS A COMBINED MESSAGE *****")] if message.total > 1 else []
    rows += [("", ""), *([(HEADING, "BODY")] if labels else []), (HEADING, message.order)]
    rows += [(HEADING, f"TAGS: {', '.join(message.tags)}"), *_subject(message, HEADING)]
    rows += _reference(message, HEADING)
    return rows + ([(HEADING, message.classified_by)] if message.classified_by else [])


def _addressed(message: Message) -> list[str]:
    close = message.era == "combined" and message.number % 2
    sent = f"{message.precedence}{'' if close else ' '}{message.date_time}"
    info = [f"INFO {said}" if not n else said for n, said in enumerate(message.info)]
    to = [f"TO {said}" if not n else said for n, said in enumerate(message.action)]
    return [sent, f"FM {message.from_line}", *to, *info]


def _cautions(message: Message, role: str, corrected: bool) -> Rows:
    rows = [(role, said) for said in message.captions]
    copy = "C O R R E C T E D  C O P Y" if message.number % 2 else "CORRECTED COPY (PARA 2)"
    return [*rows, (TITLE if role == HEADING else role, copy)] if corrected else rows


def _subject(message: Message, role: str, label: str = "SUBJECT:") -> Rows:
    return [(role, f"{label} {message.subject}")]


def _reference(message: Message, role: str) -> Rows:
    cited = message.references
    if not cited:
        return []
    if len(cited) == 1:
        return [("", ""), (role, f"REF: {cited[0][1]} {cited[0][2]}")]
    said = "  ".join(f"{letter}. {post} {number}" for letter, post, number in cited)
    return [("", ""), (role, f"REF: {said}")]
