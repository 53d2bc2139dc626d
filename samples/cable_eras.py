"""What stands around the text of a cable, in the form of each era.

    paper      1960s: DEPARTMENT OF STATE / TELEGRAM, ACTION and INFO, page lines
    aad        1973-79: page lines within the text, dash counter, E.O. 11652
    separate   1980s-2000s: VZCZ envelope and trailer around every section
    combined   2009-: merged by the message system, ***** START OF SECTION 2 *****
    form       2010-: the labels of the message system, MRN: and Date/DTG:

A row of a heading has a role. `heading` and `trailer` are kept in the text; `form-title`
may be kept or not; every other role has no place in it.
"""

from collections.abc import Iterable, Sequence
from random import Random

from samples.cable_message import Message, Passage
from samples.script import BODY, HEADER_AGAIN, Block, Span, Typed, line, spans

HEADING, TITLE, RUNNING, TRAILER = "heading", "form-title", "running-line", "trailer"
ENVELOPE_AGAIN, TRAILER_AGAIN, MARKER = "section-envelope", "section-trailer", "section-marker"
NUMBERS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX")
SPACED = {"CONFIDENTIAL": "C O N F I D E N T I A L", "SECRET": "S E C R E T"}
Rows = list[tuple[str, str]]  # role and words; no words is a blank row


def transmission(
    message: Message,
    section: int,
    columns: int,
    *,
    first: bool,
    last: bool,
    corrected: bool = False,
) -> tuple[Block, ...]:
    """Section `section` as it was sent, with all that stands around it.

    first  whether it opens a file, so that its heading is the cable's heading
    last   whether it closes one
    """
    rng = Random(f"{message.post.name}-{message.number}-{section}")
    rows = _HEADINGS[message.era](message, section, rng, first, corrected)
    lines = _running(message, section)
    text = _typed(message.sections[section - 1], columns, lines, rng)
    trailer = _trailer(message, section, TRAILER if last else TRAILER_AGAIN)
    return (*_blocks(rows), *text, *_blocks(trailer))


def combined(message: Message, columns: int) -> tuple[Block, ...]:
    """All sections of a merged message, the heading again before each but the first."""
    rng = Random(f"{message.post.name}-{message.number}")
    labels = rng.random() < 0.7
    blocks = list(_blocks(_combined_heading(message, labels=labels)))
    for number, passages in enumerate(message.sections, start=1):
        if number > 1:
            _mark(blocks, number, columns, rng)
            blocks += _blocks([(HEADER_AGAIN, said) for said in (*message.passing, message.order)])
            blocks += _blocks([(HEADER_AGAIN, f"TAGS: {', '.join(message.tags)}")])
        text = _subject_again(blocks, message, passages, rng) if number > 1 else passages
        blocks += _typed(text, columns, (), rng)
    serial = [(TRAILER, said) for said in ("BT", f"#{message.number:04}", "NNNN")]
    return (*blocks, *_blocks([("", ""), *([(TRAILER, "ADMIN")] if labels else []), *serial]))


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


# --- headings ----------------------------------------------------------------------------


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
        f"Action: WASHDC, SECSTATE {_PRECEDENCE[message.precedence]}",
        f"E.O.: {message.order.removeprefix('E.O. ').split(':')[0]}",
        f"TAGS: {', '.join(message.tags)}",
        *([f"Captions: {', '.join(message.captions)}"] if message.captions else []),
        *(_form_references(message)),
        *([f"Pass Line: {message.passing[0]}"] if message.passing else []),
        f"Subject: {message.subject}",
    ]
    return [(HEADING, each) for each in said]


_HEADINGS = {"paper": _paper, "aad": _aad, "separate": _separate, "form": _form}
_PRECEDENCE = {"O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}


def _form_references(message: Message) -> list[str]:
    year = f"{message.sent:%y}"
    said = "  ".join(f"{let or 'A'}) {year} {p} {n}" for let, p, n in message.references)
    return [f"Reference: {said}"] if said else []


def _combined_heading(message: Message, *, labels: bool) -> Rows:
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


# --- within the text and at its end --------------------------------------------------------


def page_line(message: Message, section: int, page: int) -> str:
    """`PAGE 01        KARVAL  01234  01 OF 03  251127Z`; the time is that of receipt."""
    of = f"  {section:02} OF {message.total:02}" if message.total > 1 else ""
    minute = (message.sent.minute + 7 * section) % 60
    received = f"{message.sent:%d%H}{minute:02}Z"
    return f"PAGE {page:02}        {message.post.short}  {message.number:05}{of}  {received}"


def _running(message: Message, section: int) -> tuple[tuple[str, ...], ...]:
    """Groups of rows that are pushed into the text of a section, one group at each place."""
    pages = range(2, 5)
    if message.era == "aad":
        return tuple((message.level, "", page_line(message, section, p)) for p in pages)
    if message.era == "paper":
        level = SPACED.get(message.level, message.level)
        code = f"RU{message.post.short[:4]} {message.number % 1000}B"
        return tuple((f"PAGE {p} {code} {level}",) for p in pages)
    if message.era == "separate" and message.total > 1 and message.number % 2:
        part = f".{2}" if message.number % 4 == 1 else ""
        said = f"{message.post.name} {message.number:08}  {section:03}{part} OF {message.total:03}"
        return ((said,),)
    return ()


def _typed(
    passages: Sequence[Passage], columns: int, running: Iterable[Sequence[str]], rng: Random
) -> list[Block]:
    """Passages as blocks; lines of the printer are pushed in at ends of rows."""
    waiting: list[Sequence[str]] = list(running)
    blocks: list[Block] = []
    for passage in passages:
        at = _end_of_a_row(passage, columns, rng) if waiting and rng.random() < 0.5 else 0
        if not at:
            blocks.append(_block(passage))
            continue
        words = passage.text.split()
        blocks.append(_block(passage, " ".join(words[:at])))
        blocks += [
            line(said, RUNNING, gap=1 if not n else 0)
            for n, said in enumerate(s for s in waiting.pop(0) if s)
        ]
        blocks.append(_block(passage, " ".join(words[at:]), rest=True))
    return blocks


def _block(passage: Passage, text: str | None = None, *, rest: bool = False) -> Block:
    said = passage.text if text is None else text
    return Block(
        spans(said),
        gap=1,
        paragraph=True,
        continues=rest or passage.follows != "paragraph",
        codes=passage.codes,
        withheld=passage.withheld,
    )


def _end_of_a_row(passage: Passage, columns: int, rng: Random) -> int:
    """How many words fill some rows of it, 0 when it is short or has cuts."""
    if "{" in passage.text:
        return 0
    ends = list(row_ends(passage.text, columns))[:-1]
    return rng.choice(ends) if ends else 0


def row_ends(text: str, columns: int) -> Iterable[int]:
    """The number of words typed when each row is full, as the carriage wraps them."""
    used = 0
    words = text.split()
    for n, word in enumerate(words):
        if used and used + 1 + len(word) > columns:
            yield n
            used = 0
        used += bool(used) + len(word)
    yield len(words)


def _trailer(message: Message, section: int, role: str) -> Rows:
    if message.era == "form":
        said = (f"Signature: {message.signature}", "Drafted By: ECON:IMARLOWE")
        return [("", ""), *((role, each) for each in said)]
    if message.era == "aad":
        level = [(RUNNING, message.level)]
        end = ("NNNN", "NNN", "NNNNMAFVVZCZ", "<< END OF DOCUMENT >>")[message.number % 4]
        return [("", ""), *level, ("", ""), (role, end)]
    serial = f"#{message.number:04}" + (f"/{section:02}" if message.number % 7 == 3 else "")
    middle = [] if message.era == "paper" else [serial]
    return [(role, each) for each in ("BT", *middle, "NNNN")]


def _mark(blocks: list[Block], number: int, columns: int, rng: Random) -> None:
    """The marker on a row of its own, or at the end of a text line where it fits."""
    marker = Typed(f"***** START OF SECTION {number} *****", MARKER)
    last = blocks[-1]
    text = " ".join(s.text if isinstance(s, Typed) else "{" for s in last.spans)
    if "{" not in text and last.spans and rng.random() < 0.35 and len(last.spans) == 1:
        ends = [0, *row_ends(text, columns)]
        tail = " ".join(text.split()[ends[-2] : ends[-1]]) if len(ends) > 1 else text
        if len(tail) + 1 + len(marker.text) <= columns:
            blocks[-1] = Block(
                (*last.spans, marker), last.gap, last.paragraph, last.continues, last.codes
            )
            return
    blocks.append(Block((marker,), gap=1))


def _subject_again(
    blocks: list[Block], message: Message, passages: Sequence[Passage], rng: Random
) -> Sequence[Passage]:
    """The SUBJECT line again; text that goes on may be glued to its end."""
    subject = Typed(f"SUBJECT: {message.subject}", HEADER_AGAIN)
    first = passages[0]
    if first.follows == "paragraph" or rng.random() < 0.5:
        blocks.append(Block((subject,)))
        return passages
    glued: tuple[Span, ...] = (subject, *spans(first.text))
    blocks.append(Block(glued, paragraph=True, continues=True, codes=first.codes))
    return passages[1:]


def _blocks(rows: Iterable[tuple[str, str]]) -> list[Block]:
    """A block for each row; a row without words is the gap above the next one."""
    blocks, gap = [], 0
    for role, said in rows:
        if said:
            blocks.append(line(said, role or BODY, gap=gap))
        gap = 0 if said else 1
    return blocks
