"""Redactions as software makes them on modern pages: a box on each line, in one house style.

From: [10.2.e       ]        boxes that touch and have no outline of their own are one
██████████████████████       region to any eye, ragged as it may be; boxes with an
█████████████                outline, or with paper between them, are as many as are seen
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from samples import fonts
from samples.canvas import BLACK, WHITE, Canvas, Colour, corners
from samples.modern_sheet import ModernSheet, Passage, colour_of
from samples.redaction_labels import COUNTRIES, TIGHTEST, Label
from samples.typeset import Rect, around

MODERN_KINDS = ("black", "grey", "outlined", "coloured")
HAIR = 0.011  # inches of paper that nobody sees as a gap
RED, BLUE = (200, 20, 30), (20, 40, 160)


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How one office redacts.

    fill      of its boxes
    edge      pixels of their outline, 0 for none; and its colour
    labelled  share of boxes with a label, which say one of `codes`, in `ink`
    size      of labels, as a share of a row's height
    middle    whether labels stand in the middle of a box or at its left
    repeats   whether a label is said again and again, as far as a box goes
    reach     pixels that a box reaches above and below its row; rows may touch
    pad       pixels that it reaches beyond its words
    """

    kind: str
    fill: Colour
    edge: int
    line: Colour
    labelled: float
    codes: tuple[str, ...]
    ink: Colour
    bold: bool
    size: float
    middle: bool
    repeats: bool
    reach: float
    pad: float


@dataclass(slots=True)
class Redacted:
    """A redaction as it came out: boxes that are one region, and its labels."""

    kind: str
    boxes: list[Rect]
    labels: list[Label] = field(default_factory=list)


def house_style(kind: str, sheet: ModernSheet) -> HouseStyle:
    rng = sheet.rng
    fill = _fill(kind, rng)
    pitch = sheet.size * sheet.spacing
    # A program's own black has an edge in red now and then, as it showed what was marked.
    has_edge = kind == "outlined" or rng.random() < (0.12 if kind == "black" else 0.4)
    country = COUNTRIES[int(rng.integers(0, len(COUNTRIES)))]
    codes = tuple(str(c) for c in rng.choice(country, min(3, len(country)), replace=False))
    return HouseStyle(
        kind=kind,
        fill=fill,
        edge=max(1, round(sheet.inches(0.003, 0.011))) if has_edge else 0,
        line=_line(kind, rng),
        labelled=float(rng.choice((0.0, 0.5, 1.0, 1.0))),
        codes=codes,
        ink=_ink(fill, kind, rng),
        bold=bool(rng.random() < 0.3),
        size=float(rng.uniform(0.5, 0.85)),
        middle=bool(rng.random() < 0.5),
        repeats=bool(rng.random() < 0.15),
        # A row's box is 0.82 of the pitch; from 0.09 on the boxes of rows touch.
        reach=float(rng.choice((-0.03, 0.03, 0.06, 0.12))) * pitch,
        pad=float(rng.uniform(0.0, 0.15)) * pitch,
    )


def _fill(kind: str, rng: np.random.Generator) -> Colour:
    if kind == "black":
        level = int(rng.integers(0, 45)) if rng.random() < 0.3 else 0
        return level, level, level
    if kind == "grey":
        level = round(255 * rng.uniform(0.4, 0.9))
        return level, level, level
    if kind == "coloured":
        light = rng.uniform(0.72, 0.9) if rng.random() < 0.6 else rng.uniform(0.3, 0.65)
        return colour_of(rng.random(), light, rng.uniform(0.4, 1.0))
    return WHITE


def _line(kind: str, rng: np.random.Generator) -> Colour:
    chance = rng.random()
    if kind == "black" or (kind == "outlined" and chance < 0.3):
        return RED
    if chance < 0.5:
        return BLACK
    level = int(rng.integers(60, 150))
    return level, level, level


def _ink(fill: Colour, kind: str, rng: np.random.Generator) -> Colour:
    light = sum(fill) / 3
    if light < 120:
        return RED if kind == "black" and rng.random() < 0.12 else WHITE
    return (BLACK, BLACK, RED, BLUE)[int(rng.integers(0, 4))] if light > 180 else BLACK


def redact(sheet: ModernSheet, style: HouseStyle, wanted: int) -> list[Redacted]:
    """Redact up to so many places of a sheet; yields what can be seen of them."""
    rng = sheet.rng
    passages = [p for p in sheet.passages if p.what in ("paragraph", "field", "cell")]
    order = rng.permutation(len(passages)).tolist()
    boxes: list[Rect] = []
    for n in order:
        if len(boxes) >= 3 * wanted or wanted <= 0:
            break
        for group in _aims(passages[n], sheet, style):
            if not any(_touch(box, other) for box in group for other in boxes):
                boxes += group
                wanted -= 1
    if not boxes:
        return []
    whole = [tuple(float(round(edge)) for edge in box) for box in boxes]
    placed: list[Rect] = [(a, b, c, d) for a, b, c, d in whole]
    labels = [_paint(sheet.canvas, box, style) for box in placed]
    return list(_regions(placed, labels, style, HAIR * sheet.dpi))


def _aims(passage: Passage, sheet: ModernSheet, style: HouseStyle) -> Iterable[list[Rect]]:
    """Boxes over parts of a passage, in groups that were aimed at together."""
    rng, rows = sheet.rng, passage.rows
    if passage.what == "cell" and rng.random() < 0.25:
        left, _, right, _ = passage.column
        yield [(left, rows[0].top - style.reach, right, rows[-1].bottom + style.reach)]
        return
    if passage.what != "paragraph" or len(rows) < 2:
        spans = [(n, 0, len(row.words)) for n, row in enumerate(rows)]
        yield _over(passage, spans, style, full=False)
        return
    chance = rng.random()
    if chance < 0.5:
        for n in rng.permutation(len(rows))[: int(rng.integers(1, 4))].tolist():
            count = len(rows[n].words)
            first = int(rng.integers(0, count))
            end = count if rng.random() < 0.3 else min(count, first + int(rng.integers(1, 5)))
            yield _over(passage, [(n, first, end)], style, full=False)
        return
    start, stop = 0, len(rows)
    if chance > 0.75:
        start = int(rng.integers(0, len(rows) - 1))
        stop = int(rng.integers(start + 1, len(rows) + 1))
    if rng.random() < 0.3:  # one box over all of it
        left, _, right, _ = passage.column
        yield [(left - style.pad, rows[start].top, right, rows[stop - 1].bottom)]
        return
    first = int(rng.integers(0, len(rows[start].words))) if chance > 0.75 else 0
    spans = [(n, first if n == start else 0, len(rows[n].words)) for n in range(start, stop)]
    yield _over(passage, spans, style, full=bool(rng.random() < 0.3))


def _over(
    passage: Passage, spans: list[tuple[int, int, int]], style: HouseStyle, *, full: bool
) -> list[Rect]:
    boxes: list[Rect] = []
    for n, first, end in spans:
        row = passage.rows[n]
        right = passage.column[2] if full else row.words[end - 1].right
        boxes.append(
            (
                row.words[first].left - style.pad,
                row.top - style.reach,
                right + style.pad,
                row.bottom + style.reach,
            )
        )
    return boxes


def _touch(a: Rect, b: Rect, near: float = 4.0) -> bool:
    return a[0] < b[2] + near and b[0] < a[2] + near and a[1] < b[3] + near and b[1] < a[3] + near


def _paint(canvas: Canvas, box: Rect, style: HouseStyle) -> Label | None:
    canvas.fill(corners(box), style.fill)
    if style.edge:
        canvas.frame(box, style.edge, style.line)
    if canvas.rng.random() >= style.labelled:
        return None
    left, top, right, bottom = box
    text = str(canvas.rng.choice(style.codes))
    em = style.size * min(bottom - top, 0.2 * canvas.dpi)
    font = fonts.load("sans-bold" if style.bold else "sans", max(1.0, em))
    if em < TIGHTEST * canvas.dpi or font.getlength(text) > 0.94 * (right - left):
        return None
    said = text
    if style.repeats:
        times = int(0.94 * (right - left) / font.getlength(text + "  "))
        said = "  ".join([text] * max(1, times))
    y = (top + bottom) / 2 if bottom - top < 0.45 * canvas.dpi or style.middle else top + em
    x, anchor = ((left + right) / 2, "mm") if style.middle else (left + 0.25 * em, "lm")
    inked = canvas.text(said, (x, y), font, style.ink, anchor)
    return Label(text, inked, style.ink)


def _regions(
    boxes: list[Rect], labels: list[Label | None], style: HouseStyle, hair: float
) -> Iterable[Redacted]:
    """Boxes with no line and no more than a `hair` of paper between them, as one."""
    left = list(range(len(boxes)))
    while left:
        own = [left.pop(0)]
        for n in own:
            near = [m for m in left if not style.edge and _touch(boxes[n], boxes[m], hair)]
            own += near
            left = [m for m in left if m not in near]
        held = [label for n in own if (label := labels[n])]
        yield Redacted(style.kind, [boxes[n] for n in own], held)


def box_of(redacted: Redacted) -> Rect:
    return around(redacted.boxes)
