"""Which words of a generated page are redacted, in what style and with which codes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samples.canvas import Canvas
from samples.page_plan import Plan
from samples.redaction_labels import codes
from samples.redaction_styles import Style
from samples.regions import Aim, Place, Region
from samples.rows import Row
from samples.typed_page import Typed
from samples.typeset import Rect

TRIES = 2  # for each redaction wanted: many aims hit what is taken
# Share of a redaction that another may lie on: of its pair, and of any other.
PAIRED, TOUCHED = 0.36, 0.02
FULL_PAGE = 0.06  # share of redacted pages that are one box


@dataclass(frozen=True, slots=True)
class Excision:
    """A region to be made illegible; codes as printed.

    inside  the code printed in it, or nothing
    beside  codes printed in the margin
    """

    region: Region
    style: Style
    inside: str = ""
    beside: tuple[str, ...] = ()


# For each kind its aims, the commonest more than once.
AIMS = {
    "black": ("words", "words", "short", "part", "part", "line", "steps", "block", "neighbours"),
    "marker": ("words", "words", "words", "part", "line", "steps", "neighbours"),
    "outlined": (
        "words",
        "part",
        "part",
        "line",
        "block",
        "steps",
        "margin",
        "banner",
        "edge",
        "pair",
    ),
    "grey": ("words", "words", "words", "short", "part", "line", "block", "steps", "neighbours"),
    "coloured": (
        "words",
        "words",
        "words",
        "short",
        "part",
        "line",
        "block",
        "steps",
        "neighbours",
    ),
    "hatched": ("words", "part", "line", "block", "block", "steps"),
    "whited-out": ("gap", "gap", "gap", "part", "block"),
}


def choose(plan: Plan, typed: Typed, canvas: Canvas) -> list[Excision]:
    """The redactions of a page; none share a word, and neighbours keep apart."""
    rng = canvas.rng
    taken: set[Place] = set()
    chosen: list[Excision] = []
    if not typed.rows:
        return []
    for kind in plan.kinds:
        style = Style(kind, canvas)
        aim = Aim(typed.rows, rng, *_reach(kind, typed, rng), taken)
        labelled = float(rng.choice((0.0, 0.5, 1.0)))
        beside = float(rng.choice((0.0, 0.6, 1.0)))
        if rng.random() < FULL_PAGE and not taken:
            regions = [r for r in [aim.everything()] if r]
        else:
            regions = _regions(kind, aim, int(rng.integers(1, 13)), plan)
        chosen += [_with_codes(r, style, plan, rng, labelled, beside) for r in regions]
    return _without_covering(chosen)


def _without_covering(chosen: list[Excision]) -> list[Excision]:
    """Leave out boxes beside the text that lie on other redactions, but for pairs.

    Half of a pair may lie on a third of the other: it is the one before it.
    """
    kept: list[Excision] = []
    for n, excision in enumerate(chosen):
        others = [(m, o.region.box) for m, o in enumerate(chosen) if m != n]
        on = [
            _share(box, excision.region.box) > (PAIRED if m == n - 1 else TOUCHED)
            for m, box in others
        ]
        if excision.region.hidden or not any(on):
            kept.append(excision)
    return kept


def _share(box: Rect, other: Rect) -> float:
    """How much of a box lies below another."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return max(0.0, across) * max(0.0, down) / ((box[2] - box[0]) * (box[3] - box[1]))


def _reach(kind: str, typed: Typed, rng: np.random.Generator) -> tuple[float, float]:
    """How far a bar of this kind reaches past its words and rows, in pixels."""
    pitch = typed.setting.pitch
    pad = rng.uniform(0.05, 0.2) * pitch
    most = 0.25 if kind == "outlined" else 0.055
    return pad, rng.uniform(-0.03, most) * pitch


def _regions(kind: str, aim: Aim, count: int, plan: Plan) -> list[Region]:
    aims: dict[str, Callable[[], Region | None]] = {
        "words": aim.words,
        "short": aim.short_word,
        "part": aim.part_line,
        "line": aim.line,
        "steps": aim.steps,
        "block": aim.block,
        "gap": lambda: _gap(aim),
        "margin": lambda: _margin(aim, plan),
        "banner": lambda: _banner(aim, plan),
        "edge": lambda: _edge(aim, plan),
    }
    found: list[Region] = []
    for _ in range(TRIES * count):
        if len(found) >= count:
            break
        name = str(aim.rng.choice(AIMS[kind]))
        if name == "neighbours":
            found += aim.neighbours()
        elif name == "pair":
            found += _pair(aim)
        elif (region := aims[name]()) and not _near(region, found):
            found.append(region)
    return found


def _near(region: Region, others: list[Region]) -> bool:
    """Whether margin and banner boxes would lie on what is there already."""
    if region.hidden:
        return False
    left, top, right, bottom = region.box
    return any(
        left < o.box[2] and o.box[0] < right and top < o.box[3] and o.box[1] < bottom
        for o in others
    )


def _gap(aim: Aim) -> Region | None:
    """Words in the middle of a row: the line stops and resumes."""
    for _ in range(6):
        row = aim.rows[int(aim.rng.integers(0, len(aim.rows)))]
        number = list(aim.rows).index(row)
        if len(row.words) < 5:
            continue
        first = int(aim.rng.integers(1, len(row.words) - 3))
        end = min(len(row.words) - 1, first + int(aim.rng.integers(2, 5)))
        return aim.span(number, first, end)
    return None


def _margin(aim: Aim, plan: Plan) -> Region:
    """A box in the margin beside a row, as over a reviewer's or a file's mark."""
    row = aim.rows[int(aim.rng.integers(0, len(aim.rows)))]
    wide, high = aim.rng.uniform(0.35, 0.7) * plan.dpi, aim.rng.uniform(0.2, 0.5) * plan.dpi
    left = aim.rng.uniform(0.08, 0.15) * plan.dpi
    return Region(((left, row.top, left + wide, row.top + high),))


def _banner(aim: Aim, plan: Plan) -> Region:
    """A box at the head or foot of the page, where a banner stands."""
    dpi = plan.dpi
    wide, high = aim.rng.uniform(0.6, 2.0) * dpi, aim.rng.uniform(0.22, 0.4) * dpi
    top = float(aim.rng.choice((0.15, plan.height - 0.65))) * dpi
    left = aim.rng.uniform(0.38, 0.55) * plan.width * dpi
    return Region(((left, top, left + wide, top + high),))


def _edge(aim: Aim, plan: Plan) -> Region:
    """A box that runs off the page."""
    row = aim.rows[int(aim.rng.integers(0, len(aim.rows)))]
    wide, high = aim.rng.uniform(0.3, 0.6) * plan.dpi, aim.rng.uniform(0.25, 1.2) * plan.dpi
    page = plan.width * plan.dpi
    right_side = aim.rng.random() < 0.5
    left, right = (page - wide, page + 9.0) if right_side else (-9.0, wide)
    return Region(((left, row.top, right, row.top + high),))


def _pair(aim: Aim) -> list[Region]:
    """Two boxes that touch or overlap: one over the rows, one over what follows them."""
    first = aim.block(4)
    if first is None:
        return []
    left, _, right, bottom = first.box
    over = float(aim.rng.choice((0.0, 1.0, 0.35 * (bottom - first.box[1]))))
    width = (right - left) * aim.rng.uniform(0.2, 0.9)
    height = aim.rng.uniform(0.8, 1.2) * (aim.rows[0].bottom - aim.rows[0].top) + over
    start = left + aim.rng.uniform(0, 1) * (right - left - width)
    return [first, Region(((start, bottom - over, start + width, bottom - over + height),))]


def _with_codes(
    region: Region,
    style: Style,
    plan: Plan,
    rng: np.random.Generator,
    labelled: float,
    beside: float,
) -> Excision:
    inside = codes(rng, plan.dutch, most=1)[0] if rng.random() < labelled else ""
    margin = codes(rng, plan.dutch) if rng.random() < beside and not inside else ()
    if style.kind == "marker":
        inside = ""
    if style.kind == "whited-out" and not inside and not margin:
        inside = codes(rng, plan.dutch, most=1)[0]
    if not region.hidden:
        margin = ()
    return Excision(region, style, inside, margin)


def free_rows(rows: list[Row], excisions: list[Excision]) -> list[Row]:
    """Rows that no redaction touches, for marks that are none."""
    boxes = [e.region.box for e in excisions]
    return [r for r in rows if all(r.bottom + 6 < b[1] or b[3] < r.top - 6 for b in boxes)]
