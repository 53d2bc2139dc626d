"""What stands around the text of a cable, in the form of each era.

paper      1960s: DEPARTMENT OF STATE / TELEGRAM, ACTION and INFO, page lines
aad        1973-79: page lines within the text, dash counter, E.O. 11652
separate   1980s-2000s: VZCZ envelope and trailer around every section
combined   2009-: merged by the message system, ***** START OF SECTION 2 *****
form       2010-: the labels of the message system, MRN: and Date/DTG:
"""

from collections.abc import Iterable, Sequence
from random import Random

from samples.cable_headings import (
    RUNNING,
    SPACED,
    TRAILER,
    Rows,
    combined_heading,
    heading,
    page_line,
)
from samples.cable_message import Message
from samples.cable_text import Passage
from samples.script import BODY, HEADER_AGAIN, Block, Span, Typed, line, spans

TRAILER_AGAIN, MARKER = "section-trailer", "section-marker"


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
    rows = heading(message, section, rng, first=first, corrected=corrected)
    lines = _running(message, section)
    text = _typed(message.sections[section - 1], columns, lines, rng)
    trailer = _trailer(message, section, TRAILER if last else TRAILER_AGAIN)
    return (*_blocks(rows), *text, *_blocks(trailer))


def combined(message: Message, columns: int) -> tuple[Block, ...]:
    """All sections of a merged message, the heading again before each but the first."""
    rng = Random(f"{message.post.name}-{message.number}")
    labels = rng.random() < 0.7
    blocks = list(_blocks(combined_heading(message, labels=labels)))
    for number, passages in enumerate(message.sections, start=1):
        if number > 1:
            _mark(blocks, number, columns, rng)
            blocks += _blocks([(HEADER_AGAIN, said) for said in (*message.passing, message.order)])
            blocks += _blocks([(HEADER_AGAIN, f"TAGS: {', '.join(message.tags)}")])
        text = _subject_again(blocks, message, passages, rng) if number > 1 else passages
        blocks += _typed(text, columns, (), rng)
    serial = [(TRAILER, said) for said in ("BT", f"#{message.number:04}", "NNNN")]
    return (*blocks, *_blocks([("", ""), *([(TRAILER, "ADMIN")] if labels else []), *serial]))


# --- within the text and at its end --------------------------------------------------------


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
