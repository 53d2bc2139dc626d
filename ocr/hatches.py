"""Hatched redactions: lines drawn evenly over a straight-edged region.

    text ╱╱╱╱╱╱╱╱╱╱ text      All along a line of hatching there is ink, all along the
    text ╱╱ (b)(1)╱ text      gap beside it there is paper, and one follows the other
    text ╱╱╱╱╱╱╱╱╱╱ text      at the same distance. Type has that in no direction.

Slanted lines are sought by their edges, which type has none of to speak of; level and
upright lines, with which type and tables are full, are followed one by one; crossed
lines are sought by the paper between them, which is all in pieces alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frame import Image
from ocr.line_patterns import is_pattern, level_lines
from ocr.model import Box, Kind, Redaction
from ocr.nets import find_nets
from ocr.paper import Paper
from ocr.regions import box_of, contour_around, grown, leans_on_the_edge, region
from ocr.screens import SEEK_DPI
from ocr.wide_hatches import DEFAULT_WIDE, Contour, Edges, find_wide, slanted_afar

CELL = 3  # pixels at SEEK_DPI: the grid on which hatching is sought, 33 to the inch
CELLS = SEEK_DPI / CELL  # to the inch
REACH = 3  # cells, either way, over which edges are counted: more than from line to line
# Cells across and down, of lines that are upright, level, slanted or crossed, that hold
# together. Edges beside type and rules are level or upright, and about two cells thin.
LEAST_UPRIGHT, LEAST_LEVEL, LEAST_FREE, LEAST_CROSSED = (4, 9), (9, 4), (5, 2), (4, 2)


@dataclass(frozen=True, slots=True)
class HatchLimits:
    """What counts as a hatched redaction; lengths in inches."""

    # Share of edges that run one way: 1 in hatching, less where letters are.
    one_way: float = 0.8
    # Lines within this of level are taken for level, and so for upright; degrees.
    level: float = 12.0
    # The least of any edges, in squared grey levels a pixel: a hair line a tenth of an inch.
    edges: float = 1200.0
    least_width: float = 0.28
    least_height: float = 0.1
    # How far beyond its cells a region may reach, for its outline and its last lines.
    beyond: float = 0.08
    # Share of its box that cells of a region fill, of which labels take some.
    filled: float = 0.4
    # Pieces of paper between crossed lines: their size, how many there are at least in a
    # square inch (type has 40 counters), and how unlike they are, as a share.
    piece: tuple[float, float] = (0.013, 0.13)
    pieces: float = 100.0
    unlike: float = 0.35
    edge: float = 0.06
    # Hatching ends where a rim of this has less than `goes_on` of its share of ink.
    rim: float = 0.04
    goes_on: float = 0.6
    # A label's patch is no wider than this, and the halves beside it as alike as this.
    label: float = 1.1
    alike: float = 0.04


DEFAULT_LIMITS = HatchLimits()


def find_hatched(
    dark: Image,
    small: Image,
    paper: Paper,
    bars: Sequence[Box] = (),
    *,
    dpi: int,
    limits: HatchLimits = DEFAULT_LIMITS,
) -> list[Redaction]:
    """Hatched redactions on a page (height, width), 0 is black, and its pieces of paper.

    small   the page at SEEK_DPI
    bars    sure black bars: crossed lines about one are the paper of the page, or a form
    """
    ink = 0.75 * float(np.percentile(small[::4, ::4], 85))
    edges = _edges(small)
    upright, level, slanted = _lined(edges, limits)
    reach = round(limits.beyond * dpi)
    found: list[Box] = []
    for box in _parts(level, LEAST_LEVEL, dark, dpi, limits):
        found += level_lines(dark, box, ink, dpi=dpi, reach=reach)
    for box in _parts(upright, LEAST_UPRIGHT, dark, dpi, limits):
        found += _upright_lines(dark, grown(box, reach, dark.shape), ink, dpi)
    for box in _parts(_netted(paper, limits), LEAST_CROSSED, dark, dpi, limits):
        found += _patterned(box, dark, ink, dpi, limits)
    nets, forms = find_nets(paper, bars)
    found = [box for box in found if not any(form.holds_middle_of(box) for form in forms)]
    for box in _parts(slanted, LEAST_FREE, dark, dpi, limits):
        found += _patterned(box, dark, ink, dpi, limits)
    # A region in steps fills little of the box of its cells.
    ragged = replace(limits, filled=DEFAULT_WIDE.filled)
    afar = _parts(_mask(slanted_afar(edges)), DEFAULT_WIDE.least, dark, dpi, ragged)
    wide = find_wide(dark, list(afar), ink, dpi=dpi)
    exact = [_exact(net, dark, ink) for net in nets]
    found += [net for net in exact if not _goes_on(net, dark, ink, dpi, limits)]
    # Strips between slanted lines look like a net, and what follows the lines is the truer box.
    known = [box_of(each) for each in wide]
    found = [box for box in found if not any(box.overlaps(other) for other in known)]
    large = [box for box in found if _is_a_redaction(box, dark, dpi, limits)]
    whole = [each for each in wide if _is_a_redaction(box_of(each), dark, dpi, limits)]
    whole += [contour_around(box) for box in _over_labels(large, dpi, limits)]
    return [region(Kind.HATCHED, each, dpi=dpi, certainty=0.85) for each in _largest(whole)]


def _largest(contours: list[Contour]) -> list[Contour]:
    """Contours without those whose middle the box of a larger one holds: pieces of it."""
    boxes = [box_of(each) for each in contours]
    return [
        each
        for n, (each, box) in enumerate(zip(contours, boxes, strict=True))
        if not any(
            (other.area, -m) > (box.area, -n) and other.holds_middle_of(box)
            for m, other in enumerate(boxes)
        )
    ]


def _is_a_redaction(box: Box, dark: Image, dpi: int, limits: HatchLimits) -> bool:
    large = box.width >= limits.least_width * dpi and box.height >= limits.least_height * dpi
    return large and not leans_on_the_edge(box, dark.shape, limits.edge * dpi)


def _upright_lines(dark: Image, box: Box, ink: float, dpi: int) -> list[Box]:
    """As level lines on a page that lies on its side."""
    piece = np.ascontiguousarray(dark[box.top : box.bottom, box.left : box.right].T)
    stood = level_lines(piece, Box(0, 0, box.height, box.width), ink, dpi=dpi)
    return [
        Box(box.left + b.top, box.top + b.left, box.left + b.bottom, box.top + b.right)
        for b in stood
    ]


def _patterned(box: Box, dark: Image, ink: float, dpi: int, limits: HatchLimits) -> list[Box]:
    """The exact box of slanted or crossed lines, when they are drawn evenly."""
    if not is_pattern(dark, box, dpi=dpi):
        return []
    exact = _exact(grown(box, round(limits.beyond * dpi), dark.shape), dark, ink)
    return [] if _goes_on(exact, dark, ink, dpi, limits) else [exact]


def _goes_on(box: Box, dark: Image, ink: float, dpi: int, limits: HatchLimits) -> bool:
    """Whether hatching has no end on two sides and more, as a piece of a border has not."""
    reach = round(limits.rim * dpi)
    held = (dark[box.top : box.bottom, box.left : box.right] < ink).mean()
    above, left = max(box.top - reach, 0), max(box.left - reach, 0)
    sides = (
        dark[above : box.top, box.left : box.right],
        dark[box.bottom : box.bottom + reach, box.left : box.right],
        dark[box.top : box.bottom, left : box.left],
        dark[box.top : box.bottom, box.right : box.right + reach],
    )
    on = [side.size > 0 and bool((side < ink).mean() >= limits.goes_on * held) for side in sides]
    return sum(on) > 1


def _over_labels(found: list[Box], dpi: int, limits: HatchLimits) -> list[Box]:
    """Halves that a white patch with a label parts, as one.

    ╱╱╱╱ (b)(1) ╱╱╱╱    the patch stands in the middle, so the halves are alike
    """
    whole: list[Box] = []
    for box in sorted(found, key=lambda b: b.left):
        half = next((other for other in whole if _are_halves(other, box, dpi, limits)), None)
        if half:
            whole.remove(half)
        whole.append(Box.around([half, box]) if half else box)
    return whole


def _are_halves(left: Box, right: Box, dpi: int, limits: HatchLimits) -> bool:
    near = limits.alike * dpi
    return (
        0 < right.left - left.right <= limits.label * dpi
        and abs(left.top - right.top) <= near
        and abs(left.bottom - right.bottom) <= near
        and abs(left.width - right.width) <= 2 * near
    )


def _edges(small: Image) -> Edges:
    """Of each cell the mean squares of its edges: across, down, and across times down."""
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0, scale=0.25)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1, scale=0.25)
    size = small.shape[1] // CELL, small.shape[0] // CELL
    cut = np.s_[: size[1] * CELL, : size[0] * CELL]
    across, down = across[cut], down[cut]
    xx, yy, xy = (
        np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.float32)
        for part in (across * across, down * down, across * down)
    )
    return xx, yy, xy


def _lined(edges: Edges, limits: HatchLimits) -> tuple[Image, Image, Image]:
    """Cells where all edges are of upright lines, of level ones and of slanted ones."""
    xx, yy, xy = (cv2.blur(part, (REACH, REACH)) for part in edges)
    strength = xx + yy
    one_way = (strength > limits.edges) & (np.hypot(xx - yy, 2 * xy) > limits.one_way * strength)
    # Twice the angle between an edge's normal and the level; few cells are worth the sum.
    turn = np.abs(np.degrees(np.arctan2(2 * xy[one_way], (xx - yy)[one_way])))
    upright, level = turn < 2 * limits.level, turn > 180 - 2 * limits.level
    return (
        _mask_of(one_way, upright),
        _mask_of(one_way, level),
        _mask_of(one_way, ~upright & ~level),
    )


def _mask_of(cells: NDArray[np.bool_], some: NDArray[np.bool_]) -> Image:
    """255 for some of the cells; `some` says of each of them, in order, whether."""
    mask = np.zeros(cells.shape, np.uint8)
    mask[cells] = np.where(some, np.uint8(255), np.uint8(0))
    return mask


def _mask(cells: NDArray[np.bool_]) -> Image:
    return np.where(cells, np.uint8(255), np.uint8(0))


def _netted(paper: Paper, limits: HatchLimits) -> Image:
    """Cells about which the pieces of paper are many, small and alike, as in a net."""
    side = paper.dpi / CELLS
    shape = tuple(int(length / side) + 1 for length in paper.ink.shape)
    left, top, wide, high = (paper.stats[:, n].astype(np.float64) for n in range(4))
    least, most = limits.piece[0] * paper.dpi, limits.piece[1] * paper.dpi
    small = (np.minimum(wide, high) >= least) & (np.maximum(wide, high) <= most)
    small &= np.maximum(wide, high) <= 1.5 * np.minimum(wide, high)
    rows = ((top + high / 2)[small] / side).astype(int)
    columns = ((left + wide / 2)[small] / side).astype(int)
    size = (wide + high)[small]
    sums = []
    for weight in (np.ones_like(size), size, size * size):
        cells = np.bincount(rows * shape[1] + columns, weight, shape[0] * shape[1])
        sums.append(cv2.blur(cells.reshape(shape), (2 * REACH + 1, 5)))
    count = np.maximum(sums[0], 1e-9)
    mean = sums[1] / count
    spread = np.sqrt(np.maximum(sums[2] / count - mean * mean, 0))
    return _mask((count * CELLS**2 >= limits.pieces) & (spread <= limits.unlike * mean))


def _parts(
    mask: Image, least: tuple[int, int], dark: Image, dpi: int, limits: HatchLimits
) -> Iterator[Box]:
    """Boxes, in pixels of the page, of cells that hold together."""
    height, width = dark.shape
    square, last = np.ones((least[1], least[0]), np.uint8), (least[0] - 1, least[1] - 1)
    # Anchored at either end, for an even length has no middle and would move the mask.
    opened = cv2.dilate(cv2.erode(mask, square, anchor=(0, 0)), square, anchor=last)
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    side = dpi / CELLS
    for contour in contours:
        box = box_of(contour)
        left, top, right, bottom = (round(edge * side) for edge in box.as_list())
        # The last cells reach beyond the page, or lie there when it ends with a cell.
        right, bottom = min(right, width), min(bottom, height)
        if right - left < 0.6 * limits.least_width * dpi or bottom <= top:
            continue
        if cv2.contourArea(contour) >= limits.filled * (box.width - 1) * (box.height - 1):
            yield Box(left, top, right, bottom)


def _exact(box: Box, dark: Image, ink: float) -> Box:
    """The ink in a box about hatching; `ink` is the lightest level that is ink."""
    inked = dark[box.top : box.bottom, box.left : box.right] < ink
    rows, columns = _core(inked.mean(axis=1)), _core(inked.mean(axis=0))
    return Box(box.left + columns[0], box.top + rows[0], box.left + columns[1], box.top + rows[1])


def _core(share: NDArray[np.float64]) -> tuple[int, int]:
    """From the middle either way to where the ink ends; all of it when the middle is bare."""
    middle = share.size // 2
    empty = np.nonzero(share < 0.03)[0]
    before, after = empty[empty < middle], empty[empty >= middle]
    start, end = int(before.max(initial=-1)) + 1, int(after.min(initial=share.size))
    return (start, end) if end - start > share.size // 3 else (0, share.size)
