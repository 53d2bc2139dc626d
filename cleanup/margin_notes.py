"""Notes written in the right margin that were read as the ends of typed lines.

    Province. Forty miles to the south, the    OK
    forces are imperilling control of the    delete          read as `... control of the delete`
    town and the roads around it. Fourteen

Cut off, each is a line of its own, which `cleanup.marginalia` knows for what it is.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median, quantiles

from ocr.model import Box, Line, Word
from ocr.page import Page

# The column is told by this many lines that are wider than half the widest, and than this share
# of the page.
LINES, COLUMN = 8, 0.3
# The middle of a note is so far right of where nine lines in ten end, in inches.
OFF = 0.06
# A note has so many letters at most, and stands off its line by so many spaces.
NOTE, SPACES = 12, 1.4
# A hand does not keep to the line: what it wrote is so much higher than the words before it, or
# lower, as a share of their height.
ASTRAY = 0.2


def cut_notes(lines: Sequence[Line], page: Page) -> list[Line]:
    """The lines, with notes beyond their right edge as lines of their own; every word is in one."""
    space = _space(lines)
    pieces = [_parted(line.words, space) for line in lines]
    ends = _ends([head for head, _ in pieces], page)
    if ends is None:
        return list(lines)
    cut = [
        (Line(head), Line(tail)) if tail and Line(tail).box.centre > ends else (line,)
        for line, (head, tail) in zip(lines, pieces, strict=True)
    ]
    return [piece for own in cut for piece in own]


def _space(lines: Sequence[Line]) -> float:
    """The usual blank between two words of a page, in pixels; 1 at least."""
    pairs = (pair for line in lines for pair in pairwise(line.words))
    return max(median([other.box.left - one.box.right for one, other in pairs] or [1]), 1)


def _parted(words: Sequence[Word], space: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a line before what may be a note at its end, and that note."""
    for at in range(len(words) - 1, 0, -1):
        head, tail = tuple(words[:at]), tuple(words[at:])
        if sum(len(word.text) for word in tail) > NOTE:
            break
        apart = tail[0].box.left - head[-1].box.right >= SPACES * space
        if apart and _is_astray(head, tail):
            return head, tail
    return tuple(words), ()


def _is_astray(head: Sequence[Word], tail: Sequence[Word]) -> bool:
    """Whether what stands at the end of a line reaches above or below the words before it."""
    own, other = Box.around(w.box for w in head[-3:]), Box.around(w.box for w in tail)
    off = ASTRAY * own.height
    return other.top < own.top - off or other.bottom > own.bottom + off


def _ends(heads: Sequence[tuple[Word, ...]], page: Page) -> float | None:
    """Where the lines of a page end, in pixels; None where there is no column of text."""
    boxes = [Box.around(word.box for word in head) for head in heads]
    widest = max((box.width for box in boxes), default=0)
    least = max(widest / 2, COLUMN * page.width)
    rights = [box.right for box in boxes if box.width > least]
    return quantiles(rights, n=10)[-1] + OFF * page.dpi if len(rights) >= LINES else None
