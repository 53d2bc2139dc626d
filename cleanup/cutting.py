"""Lines cut where something that is not their text was read into them.

    ended in 1951.   The new          two columns, each a line of its own
    THE SOURCE SAID SO          b1      a margin code, cut off the end
    . SECRET |                          specks, cut off both ends

Nothing is thrown away: each piece is a line of its own.
"""

import re
from dataclasses import replace

from cleanup import vocabulary
from cleanup.columns import find_columns, part_at_gutters
from cleanup.margin_notes import cut_notes
from cleanup.on_the_line import usual_blank
from ocr.exemptions import read_codes
from ocr.lines import in_reading_order
from ocr.model import Line
from ocr.page import Page

# A code stands further from the text than a space: in heights of the line, and in the
# spaces between the words of the line, which on a typewriter are as wide as a letter is high.
CODE_GAP = 0.9
CODE_SPACES = 1.8
# Words that a code follows in the text: `FOR REASONS 1.4 (B) AND (D)`.
LEADS_ON = re.compile(r"\b(?:REASONS?|SECTIONS?|SEC|E\.?O|AND|OR|OF|UNDER)\W*$", re.IGNORECASE)
# Marks of one small stroke, which a speck of dirt is read as.
SPECK = re.compile(r"^[.,:;'‘’`|_~\-]$")


def part_lines(page: Page) -> Page:
    """The page with its columns parted, and codes and specks cut off their text lines."""
    columns = find_columns(page.lines, [band for r in page.redactions for band in r.bands])
    own = [piece for line in page.lines for piece in part_at_gutters(line, columns)]
    coded = [piece for line in own for piece in _cut_code(line, page)]
    whole = coded if any(not each.aside for each in columns) else cut_notes(coded, page)
    lines = [piece for line in whole for piece in _cut_specks(line)]
    return replace(page, lines=in_reading_order(lines))


def _cut_code(line: Line, page: Page) -> list[Line]:
    words = line.words
    for count in (1, 2, 3):
        head, tail = words[:-count], words[-count:]
        if not head or tail[0].box.left < 0.7 * page.width:
            break
        gap = tail[0].box.left - head[-1].box.right
        apart = gap > max(CODE_GAP * line.box.height, CODE_SPACES * usual_blank([Line(head)]))
        led = LEADS_ON.search(head[-1].text)
        if apart and not led and read_codes(" ".join(w.text for w in tail)):
            return [Line(head), Line(tail)]
    return [line]


def _cut_specks(line: Line) -> list[Line]:
    """Specks read as punctuation, cut off both ends of a line to be noise of their own.

    Typed punctuation touches its word and is read as part of it; a dash between
    words is longer than one stroke.
    """
    words = list(line.words)
    if vocabulary.page_number(line.text):  # the dashes of "- 3 -" are typed
        return [line]
    first = next((n for n, word in enumerate(words) if not SPECK.match(word.text)), len(words))
    last = len(words) - next(
        (n for n, word in enumerate(reversed(words)) if not SPECK.match(word.text)), 0
    )
    if first >= last:
        return [line]
    pieces = (words[:first], words[first:last], words[last:])
    return [Line(tuple(piece)) for piece in pieces if piece]
