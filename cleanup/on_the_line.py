"""Whether words keep to a line of type, or are off it as a hand is.

    typed    us.  They     the b of `be`, the y of `they` and a comma reach where others do not
    written  the    ok     higher than the capitals of its line, or below the feet of its letters

Boxes are as high as their letters are: three small ones without stems prove nothing of a line.
So what tells is where the letters stand, their feet, and how high the type of the page is.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median, quantiles

from ocr.model import Line, Word

# Letters and signs that reach below the feet of the others, and by how much of the type's height.
HANGING, HANGS = re.compile(r"[gjpqyçQ,;()\[\]{}|/$@_]"), 0.35
# The last words of a line by which its feet are told: a page may be tilted.
NEAR = 6
# One word in so many is of tall letters, or capitals, on any page of text.
TALL = 4
# A hand reaches so much higher than the type, or lower, as a share of its height; what was read
# as surely as print must be off by more.
ASTRAY, SURELY_ASTRAY = 0.2, 0.35
SURE = 0.9  # confidence, 0-1, from which words are taken for typed


def usual_blank(lines: Sequence[Line]) -> float:
    """The usual blank between two words, in pixels; 0 where no line has two."""
    pairs = (pair for line in lines for pair in pairwise(line.words))
    blanks = [other.box.left - one.box.right for one, other in pairs]
    return median(blanks) if blanks else 0.0


def type_height(lines: Sequence[Line]) -> float:
    """The height of a page's type in pixels, from the feet to the top of its tall letters.

    0 where there are too few words to tell.
    """
    heights = [word.box.height for word in _standing(w for line in lines for w in line.words)]
    return quantiles(heights, n=TALL)[-1] if len(heights) > TALL else 0.0


def is_off(words: Sequence[Word], line: Sequence[Word], high: float) -> bool:
    """Whether all words beside the end of a line are off it by more than type is.

    high   the height of the page's type, in pixels
    """
    near = line[-NEAR:]
    standing = _standing(near) or near
    feet = median(word.box.bottom for word in standing)
    # The second highest: one of them may have dirt above it.
    high = max(high, sorted(word.box.height for word in standing)[-2:][0])
    off = (SURELY_ASTRAY if are_sure(words) else ASTRAY) * high
    return all(
        word.box.top < feet - high - off or word.box.bottom - _hanging(word) * high > feet + off
        for word in words
    )


def is_of_the_type(words: Sequence[Word], high: float) -> bool:
    """Whether no word is higher than the type of a page, which is so many pixels high."""
    return all(word.box.height <= (1 + ASTRAY + _hanging(word)) * high for word in words)


def are_sure(words: Sequence[Word]) -> bool:
    """Whether each word was read as surely as print is."""
    return all(word.confidence >= SURE for word in words)


def _standing(words: Iterable[Word]) -> list[Word]:
    """The words of which nothing hangs below the feet of their letters."""
    return [word for word in words if not HANGING.search(word.text)]


def _hanging(word: Word) -> float:
    return HANGS if HANGING.search(word.text) else 0.0
