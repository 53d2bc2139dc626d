"""Gaps in the numbers of paragraphs: what is withheld whole, and what was misread.

4. (C) ...          4. (C) ...           4. (C) ...           4. (C) ...
[REDACTED]          (C) ...              S. THE BOARD ...     6. (C) ...
6. (C) ...          6. (C) ...           6. (C) ...
5 is withheld       5 was not read       5 was misread        a warning: one was misread
"""

from collections.abc import Sequence

from cleanup.model import Block, Marked, Note, Placed
from cleanup.paragraph_marks import NUMBERED, PORTION, may_be_numbered, starts_paragraph

# Numbers that a gap may leave out: more is a misread number.
WIDEST_GAP = 6


def with_withheld(
    blocks: Sequence[Block], codes: Sequence[Placed] = ()
) -> tuple[list[Block], tuple[int, ...], list[str]]:
    """Show paragraphs that are withheld whole, from gaps in the numbering.

    A gap counts only when something is redacted in it, or a code in the margin says so;
    otherwise the number was probably misread, which is a warning and not a redaction.
    Numbers that a missing section took along are neither.
    """
    out: list[Block] = []
    withheld: list[int] = []
    warnings: list[str] = []
    last, redacted, above = 0, False, 0
    for at, block in enumerate(blocks):
        redacted = redacted or _code_between(out[-1:], block, codes)
        number = number_of(block)
        if number is not None and _goes_on(last, number, blocks[at + 1 :]):
            skipped = list(range(last + 1, number)) if last else []
            misread = _misread_numbers(out[above:], skipped)
            warnings += [f"the number of paragraph {n} was misread" for n in misread]
            skipped = [n for n in skipped if n not in misread]
            lost = _lost_numbers(out[above:], skipped)
            warnings += [f"the number of paragraph {n} was not read" for n in lost]
            skipped = [n for n in skipped if n not in lost]
            if skipped and redacted:
                notes = [Note(f"[PARAGRAPH {n} WITHHELD]") for n in skipped]
                at = len(out) - (1 if out and is_crosshead(out[-1]) else 0)
                out[at:at] = [Block(note.text, (note,)) for note in notes]
                withheld += skipped
            elif skipped:
                listed = ", ".join(str(n) for n in skipped)
                warnings.append(f"paragraph {listed} not found, and nothing is redacted there")
            last, redacted, above = number, False, len(out) + 1
        if is_note(block):
            last, redacted = 0, False
        redacted = redacted or any(isinstance(part, Marked) for part in block.parts)
        out.append(block)
    return out, tuple(withheld), warnings


def _goes_on(last: int, number: int, below: Sequence[Block]) -> bool:
    """Whether a number follows the last one: near to it, and the next is not between the two."""
    following = next((n for block in below if (n := number_of(block)) is not None), number)
    return last < number <= last + WIDEST_GAP and not 0 < last < following < number


def _misread_numbers(since: Sequence[Block], skipped: Sequence[int]) -> list[int]:
    """Of numbers that are not there, those that blocks begin with what they are misread as.

    since   the blocks between the number above and the one below
    """
    misread: list[int] = []
    for block in since:
        fits = [n for n in skipped if may_be_numbered(block.text, n) and n not in misread]
        misread += fits[:1]
    return misread


def _lost_numbers(since: Sequence[Block], skipped: Sequence[int]) -> list[int]:
    """Of numbers that are not there, those of paragraphs that are: a portion mark begins them.

    Told only where such paragraphs and blocks that are nothing but redactions are just as many.
    """
    marked = [bool(PORTION.match(block.text)) for block in since]
    whole = [all(isinstance(part, Marked) for part in block.parts) for block in since]
    kinds = [m for m, w in zip(marked, whole, strict=True) if m or w]
    if len(kinds) != len(skipped):
        return []
    return [n for n, is_there in zip(skipped, kinds, strict=True) if is_there]


def _code_between(above: Sequence[Block], below: Block, codes: Sequence[Placed]) -> bool:
    """Whether a code stands in the margin of the gap between two blocks."""
    if not above or is_note(above[0]) or is_note(below):
        return False
    start, end = _place(above[0].parts[-1]), _place(below.parts[0])
    return any(start < (code.page, code.box.top) < end for code in codes)


def _place(part: object) -> tuple[int, int]:
    return (part.page, part.box.top) if isinstance(part, Placed | Marked) else (0, 0)


def is_note(block: Block) -> bool:
    """Whether a block is a note of ours: a missing section, a withheld paragraph."""
    return all(isinstance(part, Note) for part in block.parts)


def number_of(block: Block) -> int | None:
    """The paragraph number that a block begins with."""
    found = NUMBERED.match(block.text)
    return int(found.group(1)) if found else None


def is_crosshead(block: Block) -> bool:
    """Whether a block is a line in capitals between paragraphs."""
    plain = all(isinstance(part, Placed) for part in block.parts)
    return (
        plain
        and block.text.isupper()
        and not block.text.endswith(".")
        and not starts_paragraph(block.text)
    )
