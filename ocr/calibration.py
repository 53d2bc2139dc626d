"""Certainties as shares: how often a redaction of a make and a step was right.

    step set by hand ─► share of generated pages on which such a box was a redaction

The steps of `ocr.certainties` say which evidence beats which, and are what rules compare.
What leaves the finder is a share. It was counted on four sets of generated pages
(docs/redactions.md says which, and how it held on others); a count is smoothed by four
boxes for which the step is taken at its word, so that what was seen twice says little.
"""

from collections.abc import Sequence
from dataclasses import replace

from ocr.model import Kind, Redaction

# Right, of so many found, by kind and step, of boxes in which no label was read; what was found
# fewer than eight times keeps its step, and so do black bars with marks in them that are no
# label: one of nine was right on modern pages, and nearly all are on old ones, which had no
# part in the count.
COUNTED = {
    (Kind.BLACK, 0.98): (93, 98),
    (Kind.GREY, 0.9): (76, 84),
    (Kind.GREY, 0.3): (6, 9),
    (Kind.COLOURED, 0.9): (31, 42),
    (Kind.MARKER, 0.85): (5, 9),
    (Kind.OUTLINED, 0.95): (80, 82),
    (Kind.OUTLINED, 0.75): (21, 23),
}
# The same of those with a label, whatever their step.
LABELLED = (349, 355)
SMOOTHED_BY = 4


def calibrated(redactions: Sequence[Redaction]) -> tuple[Redaction, ...]:
    """The redactions, with the share (0-1) of boxes like each that were right."""
    return tuple(replace(r, certainty=_share(r)) for r in redactions)


def _share(redaction: Redaction) -> float:
    step = redaction.certainty
    right, found = COUNTED.get((redaction.kind, round(step, 2)), (0, 0))
    if redaction.label:
        right, found = LABELLED
    return round((right + SMOOTHED_BY * step) / (found + SMOOTHED_BY), 3)
