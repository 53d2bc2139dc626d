"""Notes written in the right margin that were read as the ends of typed lines.

    Province. Forty miles to the south, the    OK
    forces are imperilling control of the    delete          read as `... control of the delete`
    town and the roads around it. Fourteen

Cut off, each is a line of its own, which `cleanup.marginalia` knows for what it is.
"""

import re
from collections.abc import Sequence

from cleanup.on_the_line import are_sure, is_off, type_height, usual_blank
from cleanup.text_column import column_edges
from ocr.model import Line, Word
from ocr.page import Page

# A note has so many letters at most, and stands off its line by so many spaces.
NOTE, SPACES = 12, 1.4
# After the end of a sentence typists leave two spaces, and what was read surely is typed.
ENDED, SENTENCE = re.compile(r"[.:?!][\"')\]]*$"), 2.6


def cut_notes(lines: Sequence[Line], page: Page) -> list[Line]:
    """The lines, with notes beyond their right edge as lines of their own; every word is in one."""
    space, high = max(usual_blank(lines), 1), type_height(lines)
    pieces = [_parted(line.words, space, high) for line in lines]
    edges = column_edges([Line(head).box for head, _ in pieces], page)
    if edges is None:
        return list(lines)
    cut = [
        (Line(head), Line(tail)) if tail and Line(tail).box.centre > edges.right else (line,)
        for line, (head, tail) in zip(lines, pieces, strict=True)
    ]
    return [piece for own in cut for piece in own]


def _parted(
    words: Sequence[Word], space: float, high: float
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a line before what may be a note at its end, and that note."""
    found: tuple[tuple[Word, ...], tuple[Word, ...]] = (tuple(words), ())
    for at in range(len(words) - 1, 0, -1):
        head, tail = tuple(words[:at]), tuple(words[at:])
        if letters(tail) > NOTE:
            break
        if _stands_off(head, tail, space) and is_off(tail, head, high):
            found = head, tail
    return found


def letters(words: Sequence[Word]) -> int:
    """How many letters and figures words have."""
    return sum(len(re.findall(r"\w", word.text)) for word in words)


def _stands_off(head: Sequence[Word], tail: Sequence[Word], space: float) -> bool:
    """Whether there is more blank than between two words, or than between two sentences."""
    between = ENDED.search(head[-1].text) and are_sure(tail)
    blank = tail[0].box.left - head[-1].box.right
    return blank >= (SENTENCE if between else SPACES) * space
