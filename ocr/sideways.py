"""Pages that lie on their side and are read all the same.

Tesseract finds lines that run up or down the page and reads them well, so that such a page
is no badly read one. Put together as lines its words would make no sense. It is told from
their boxes, which have no room for their letters side by side:

    ┌──┐
    │EH│  THE, read on its side      ┌─────┐
    │T │                        ─►   │ THE │  turned
    └──┘                             └─────┘
"""

from collections.abc import Sequence

from ocr.model import Word

# Letters are farther apart than this share of a word's height in any type: on a typewriter
# 1, in close print .45. On pages turned by a quarter it was .07 to .36, in the middle .25.
NARROW = 0.35
# On its side a page has this share of narrow words and more (.56, .57); 70 upright pages, the
# worst copies among them, had .05 at most.
MANY = 0.3
LONG = 3  # letters of a word that tells anything
ENOUGH = 8  # words; fewer are a stamp or a margin
# Turned the right way, the page is read nearly as well at least; the wrong way, hardly.
STILL_READ = 0.6  # share of the evidence


def lies_on_its_side(words: Sequence[Word]) -> bool:
    """Whether many words of a page have boxes too narrow for their letters."""
    long = [word for word in words if sum(map(str.isalnum, word.text)) >= LONG]
    narrow = sum(w.box.width < NARROW * len(w.text) * w.box.height for w in long)
    return len(long) >= ENOUGH and narrow > MANY * len(long)


def turns_to_try(detected: int, *, on_its_side: bool) -> tuple[int, ...]:
    """Degrees clockwise to turn a page by, the likeliest first.

    detected   by Tesseract's orientation detection, which errs and often cannot tell: 0
    """
    if not on_its_side:
        return (detected,) if detected else ()
    return (detected, 360 - detected) if detected in (90, 270) else (90, 270)
