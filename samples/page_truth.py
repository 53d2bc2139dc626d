"""The truth about a generated page of redactions; samples/README.md describes the fields."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PIL import Image

from samples.canvas import Point, Points
from samples.codes import ordered
from samples.damage import turned
from samples.excisions import Excision
from samples.page_plan import Plan
from samples.redaction_labels import Label
from samples.regions import Region
from samples.typed_page import Typed
from samples.typeset import Rect, around

Facts = dict[str, Any]

READABLE = 0.03  # share of a word that a redaction may touch and leave it readable


@dataclass(frozen=True, slots=True)
class Inked:
    """A redaction as it came out: edges of its ink on the image."""

    excision: Excision
    edge: tuple[Point, ...]
    region: Region


def words(plan: Plan, typed: Typed, inked: list[Inked], size: tuple[int, int]) -> list[Facts]:
    """Words that can be read, and where on the image."""
    hidden = {place for i in inked for place in i.excision.region.hidden}
    boxes = [b for i in inked for b in (_shape(i) if plan.software else [_around_points(i.edge)])]
    kept: list[Facts] = []
    for n, row in enumerate(typed.rows):
        for m, word in enumerate(row.words):
            box = turned(word.ink(typed.setting.font), plan.skew, size)
            if (n, m) not in hidden and _covered(box, boxes) <= READABLE:
                kept.append({"text": word.text, "box": clipped(box, size)})
    return kept


def _shape(inked: Inked) -> list[Rect]:
    bands = list(inked.region.bands)
    return bands if len(bands) > 1 else [_around_points(inked.edge)]


def _covered(box: Rect, others: Iterable[Rect]) -> float:
    """The greatest share of a box that one of the others takes."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return max((_shared(box, other) / area for other in others), default=0.0)


def _shared(a: Rect, b: Rect) -> float:
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return across * down if across > 0 and down > 0 else 0.0


def _around_points(points: Points) -> Rect:
    return around((x, y, x, y) for x, y in points)


def truth(
    plan: Plan,
    image: Image.Image,
    inked: list[Inked],
    labels: list[tuple[Label, bool]],
    words: list[Facts],
) -> Facts:
    size = image.size
    return {
        "width": image.width,
        "height": image.height,
        "dpi": plan.dpi,
        "sort": plan.scanner.sort.value,
        "skew": plan.skew,
        "on": "scan" if plan.software else "paper",
        "redactions": [
            {
                "box": clipped(_around_points(i.edge), size),
                "kind": i.excision.style.kind,
                "codes": ordered(i.excision.beside),
            }
            for i in inked
        ],
        "labels": [_printed(label, size) for label, inside in labels if inside],
        "codes": [_printed(label, size) for label, inside in labels if not inside],
        "words": words,
    }


def _printed(label: Label, size: tuple[int, int]) -> Facts:
    return {"text": label.text, "box": clipped(label.box, size)}


def clipped(box: Rect, size: tuple[int, int]) -> list[int]:
    """Whole pixels, and no more than lies on the page."""
    left, top, right, bottom = box
    return [
        max(0, math.floor(left)),
        max(0, math.floor(top)),
        min(size[0], math.ceil(right)),
        min(size[1], math.ceil(bottom)),
    ]
