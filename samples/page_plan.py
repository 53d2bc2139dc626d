"""What a generated page will be: its paper, scanner, type, redactions and temptations.

Every third page has no redaction, and most of those are full of look-alikes: a
detector that is right on redacted pages only is of no use on a release.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from samples.canvas import Sort
from samples.look_alike_marks import ON_PAGE, ON_ROWS
from samples.look_alikes import BLOCKS
from samples.looks import Wear
from samples.scanned import Scanner

KINDS = ("black", "marker", "outlined", "grey", "coloured", "hatched", "whited-out")
BANNERS = ("SECRET", "TOP SECRET", "CONFIDENTIAL", "SECRET//NOFORN")
# Pages with a marker are old photocopies: its ink was on the paper.
ON_PAPER_ONLY = frozenset({"marker"})


@dataclass(frozen=True, slots=True)
class Plan:
    """The choices for one page; lengths in inches.

    kinds     of its redactions; none on an empty page
    software  whether they were put on the scan, so that they are level and crisp
    blocks    look-alikes that stand in the text, in order
    marks     look-alikes on rows
    dirt      look-alikes elsewhere on the page
    banner    the classification at the head and the foot, or nothing; perhaps struck
    released  whether a release line runs along the top
    """

    dpi: int
    width: float
    height: float
    dutch: bool
    font: str
    size: float
    spacing: float
    scanner: Scanner
    jpeg: int
    kinds: tuple[str, ...]
    software: bool
    blocks: tuple[str, ...]
    marks: tuple[str, ...]
    dirt: tuple[str, ...]
    banner: str
    struck: bool
    released: bool

    @property
    def skew(self) -> float:
        return self.scanner.wear.skews[0]


def plan_page(number: int, rng: np.random.Generator, kind: str | None = None) -> Plan:
    """Choose a page; `number` counts from 1 and sees to it that kinds come in turn."""
    empty = number % 3 == 0 and kind is None
    kinds = () if empty else _kinds(number - 1 - (number - 1) // 3, rng, kind)
    sort = _sort(kinds, rng)
    software = _by_software(kinds, sort, rng)
    dutch = sort is not Sort.BITONAL and "marker" not in kinds and rng.random() < 0.45
    proportional = dutch or rng.random() < 0.3
    font = str(rng.choice(("sans", "serif") if proportional else ("typewriter", "courier", "mono")))
    skew = float(np.clip(rng.normal(0, 0.5), -1.5, 1.5)) * (0.6 if software else 1.0)
    many = 1 if empty else 0
    return Plan(
        dpi=int(rng.choice((200, 200, 300))),
        width=8.27 if dutch else 8.5,
        height=11.69 if dutch else 11.0,
        dutch=dutch,
        font=font,
        size=float(rng.uniform(10, 12) if proportional else rng.uniform(11, 13)),
        spacing=float(rng.uniform(1.15, 1.5)),
        scanner=Scanner(sort, _tint(rng), _wear(skew, sort, rng)),
        jpeg=int(rng.integers(35, 92)),
        kinds=kinds,
        software=software,
        blocks=_some(BLOCKS, int(rng.integers(many, 3)), rng),
        marks=_some(ON_ROWS, int(rng.integers(many, 3 + many)), rng),
        dirt=_some(ON_PAGE, int(rng.integers(0, 2 + many)), rng),
        banner=str(rng.choice(BANNERS)) if rng.random() < 0.4 and not dutch else "",
        struck=bool(rng.random() < 0.5),
        released=not dutch and rng.random() < 0.6,
    )


def _kinds(turn: int, rng: np.random.Generator, kind: str | None) -> tuple[str, ...]:
    if kind:
        return (kind,)
    first = KINDS[turn % len(KINDS)]
    if first == "marker" or rng.random() < 0.8:
        return (first,)
    other = str(rng.choice([k for k in KINDS if k not in (first, "marker")]))
    return first, other


def _sort(kinds: tuple[str, ...], rng: np.random.Generator) -> Sort:
    if "coloured" in kinds:
        return Sort.COLOUR
    # Felt-tip comes with old photocopies; thin outlines, with microfilm set to 1-bit.
    old = {"marker", "outlined"} & set(kinds)
    shares = (0.6, 0.25, 0.15) if old else (0.35, 0.3, 0.35)
    return list(Sort)[int(rng.choice(3, p=shares))]


def _by_software(kinds: tuple[str, ...], sort: Sort, rng: np.random.Generator) -> bool:
    """Fine dots do not survive a black-and-white scanner: there a grey came after it."""
    if "grey" in kinds and sort is Sort.BITONAL:
        return True
    return not ON_PAPER_ONLY & set(kinds) and bool(rng.random() < 0.6)


def _tint(rng: np.random.Generator) -> tuple[float, float, float]:
    """White, cream, yellowed or bluish paper."""
    papers = ((1.0, 1.0, 1.0), (1.0, 0.985, 0.95), (0.98, 0.94, 0.84), (0.95, 0.97, 1.0))
    return papers[int(rng.integers(0, len(papers)))]


def _wear(skew: float, sort: Sort, rng: np.random.Generator) -> Wear:
    clean = rng.random() < 0.35
    return Wear(
        skews=(round(skew, 3),),
        uneven=0.0 if clean else float(rng.uniform(0.1, 0.5)),
        specks=0 if clean else int(rng.integers(20, 300)),
        edges=not clean and rng.random() < 0.25,
        blur=float(rng.uniform(0.001, 0.005)),
        grain=float(rng.uniform(1, 9) if sort is not Sort.BITONAL else rng.uniform(5, 22)),
    )


def _some(names: Iterable[str], count: int, rng: np.random.Generator) -> tuple[str, ...]:
    known = list(names)
    return tuple(str(n) for n in rng.choice(known, min(count, len(known)), replace=False))
