"""Signs that were typed right behind a word or a redaction, though they were read apart.

    AGENCY FILE NUMBER :        a form sets its colons off the label
    using Pathet Lao -          the hyphen of a word that goes on in the next row
    ██████████,                 what stands behind a redaction can touch nothing

A speck is read as a sign as well: a sign has its size, and its place in the row.
"""

import re
from dataclasses import dataclass

from ocr.model import Box, Line
from ocr.page import Page

# As its reader gave it: what is less sure is dirt more often than not.
READ = 0.8
# Inches behind a word or a redaction: a typewriter's letter is a tenth wide.
BEHIND_WORD, BEHIND_BAR = 0.09, 0.03


@dataclass(frozen=True, slots=True)
class Shape:
    """What a sign measures: least and most inches across and down, and where its middle is.

    middle   share of the height of what it stands behind, from the top, least and most
    """

    width: tuple[float, float]
    height: tuple[float, float]
    middle: tuple[float, float]

    def fits(self, sign: Box, before: Box, dpi: int) -> bool:
        middle = (sign.middle - before.top) / before.height
        measures = (sign.width / dpi, sign.height / dpi, middle)
        limits = (self.width, self.height, self.middle)
        return all(a <= one <= b for one, (a, b) in zip(measures, limits, strict=True))


# From pica and elite type, 10 and 12 letters to the inch, of letters .1 in high.
SHAPES = {
    ":": Shape((0.01, 0.05), (0.05, 0.1), (0.4, 0.8)),
    "-": Shape((0.03, 0.1), (0.01, 0.04), (0.35, 0.65)),
    ",": Shape((0.015, 0.06), (0.03, 0.09), (0.6, 1.1)),
    ".": Shape((0.015, 0.06), (0.015, 0.06), (0.6, 1.1)),
}
# Behind a word stops touch it, and are read with it; behind a redaction nothing else is.
AFTER_WORD, AFTER_BAR = ":-", ",."


def is_typed(line: Line, page: Page) -> bool:
    """Whether a line that holds no letter is a sign behind a word or redaction of the page."""
    if line.text not in SHAPES or line.confidence < READ:
        return False
    if line.text in AFTER_WORD:
        words = [each.box for each in page.lines if re.search(r"\w\w$", each.text)]
        return _stands_behind(line, words, BEHIND_WORD, page.dpi)
    bars = [band for redaction in page.redactions for band in redaction.bands]
    return _stands_behind(line, bars, BEHIND_BAR, page.dpi)


def _stands_behind(line: Line, others: list[Box], gap: float, dpi: int) -> bool:
    shape = SHAPES[line.text]
    return any(
        0 <= line.box.left - other.right <= gap * dpi and shape.fits(line.box, other, dpi)
        for other in others
    )
