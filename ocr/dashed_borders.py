"""Borders of black blocks: bars alike in size that stand in one row at one distance.

██  ██  ██  ██  ██      No five words in a row are as long as each other and as far apart,
                        nor are the first words of five rows.
"""

from collections.abc import Sequence

from ocr.model import Kind, Redaction

# Sizes that are meant to be the same, and places in a row; a row of a tilted scan climbs.
ALIKE = 0.03  # inches
CLIMBS = 0.015  # to the inch
# Distances that are meant to be the same, as a share of their usual one.
EVEN = 0.12
BLOCKS = 5
# A border lies within this of the edge of the page that it runs along.
MARGIN = 0.6  # inches
INKED = frozenset((Kind.BLACK, Kind.MARKER))


def without_dashed_borders(
    found: Sequence[Redaction], page: tuple[int, ...], dpi: int
) -> list[Redaction]:
    """Redactions that are no blocks of a border along an edge of the page (height, width)."""
    return [one for one in found if one.kind not in INKED or not _is_a_block(one, found, page, dpi)]


def _is_a_block(
    one: Redaction, found: Sequence[Redaction], page: tuple[int, ...], dpi: int
) -> bool:
    near = ALIKE * dpi
    alike = [
        other.box
        for other in found
        if other.kind in INKED
        and abs(other.box.width - one.box.width) <= near
        and abs(other.box.height - one.box.height) <= near
    ]
    if len(alike) < BLOCKS:
        return False
    box = one.box
    level = [
        b.left for b in alike if abs(b.top - box.top) <= near + CLIMBS * abs(b.left - box.left)
    ]
    upright = [
        b.top for b in alike if abs(b.left - box.left) <= near + CLIMBS * abs(b.top - box.top)
    ]
    height, width = page
    margin = MARGIN * dpi
    return (
        (box.bottom <= margin or box.top >= height - margin) and _stands_in_a_row(box.left, level)
    ) or (
        (box.right <= margin or box.left >= width - margin) and _stands_in_a_row(box.top, upright)
    )


def _stands_in_a_row(place: int, places: Sequence[int]) -> bool:
    """Whether `place` is one of so many at one distance from each other."""
    row = sorted(places)
    at = row.index(place)
    for first in range(max(0, at - BLOCKS + 1), min(at, len(row) - BLOCKS) + 1):
        part = row[first : first + BLOCKS]
        steps = [after - before for before, after in zip(part, part[1:], strict=False)]
        usual = sorted(steps)[len(steps) // 2]
        if all(abs(step - usual) <= EVEN * usual for step in steps):
            return True
    return False
