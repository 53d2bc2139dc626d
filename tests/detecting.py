"""How well redactions are found on generated pages, of which all is known.

    python -m tests.detecting --pages 60 --seed 1        makes the pages in memory
    python -m tests.detecting --pages-in DIR             pages of `python -m samples redactions`
    python -m tests.detecting --modern                   letters, e-mails, forms and tables of today
    python -m tests.detecting --labels                   labels are read too, as in the program
    python -m tests.detecting --draw DIR                 overlays of the worst pages

A found box counts when it shares half of its union with a box of the truth (IoU 0.5),
one to one. Thresholds are fitted on these figures; look at the overlays as well.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

from ocr.labels import read_labels
from ocr.model import Redaction
from ocr.readers import CropReader
from ocr.recognizer import Recognizer
from ocr.redactions import find_redactions
from samples.made_page import MadePage
from samples.modern_pages import make_modern
from samples.redacted_pages import make_page

MATCH = 0.5  # shared part of the union from which a found box is the true one
WORST = 12  # overlays that are drawn
GREEN, RED, ORANGE = (0, 150, 0), (230, 0, 0), (255, 150, 0)

Box = list[int]
Facts = dict[str, Any]
Maker = Callable[[int, int, str | None], MadePage]


@dataclass(frozen=True)
class Judged:
    """A page, what was found on it, and pairs of (true, found) numbers."""

    name: str
    pixels: np.ndarray
    truth: Facts
    found: tuple[Redaction, ...]
    pairs: tuple[tuple[int, int], ...]
    seconds: float

    @property
    def missed(self) -> list[Facts]:
        hit = {t for t, _ in self.pairs}
        return [r for n, r in enumerate(self.truth["redactions"]) if n not in hit]

    @property
    def false(self) -> list[Redaction]:
        hit = {f for _, f in self.pairs}
        return [r for n, r in enumerate(self.found) if n not in hit]


def iou(a: Box, b: Box) -> float:
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / (area(a) + area(b) - across * down)


def area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def match(true: list[Box], found: list[Box]) -> list[tuple[int, int]]:
    """Pairs one to one, the best first."""
    scores = sorted(
        ((iou(t, f), n, m) for n, t in enumerate(true) for m, f in enumerate(found)), reverse=True
    )
    pairs: list[tuple[int, int]] = []
    for score, n, m in scores:
        if score >= MATCH and all(n != a and m != b for a, b in pairs):
            pairs.append((n, m))
    return pairs


def judge(name: str, pixels: np.ndarray, truth: Facts, reader: CropReader | None = None) -> Judged:
    began = time.process_time()
    found = find_redactions(pixels, dpi=truth["dpi"])
    if reader:
        found = read_labels(pixels, found, reader, dpi=truth["dpi"])
    seconds = time.process_time() - began
    pairs = match([r["box"] for r in truth["redactions"]], [r.box.as_list() for r in found])
    return Judged(name, pixels, truth, found, tuple(pairs), seconds)


def generated(
    pages: int,
    seed: int,
    kind: str | None,
    make: Maker = make_page,
    reader: CropReader | None = None,
) -> Iterator[Judged]:
    for number in range(1, pages + 1):
        page = make(seed, number, kind)
        yield judge(f"{seed}-{number:04}", page.pixels, page.truth, reader)


def stored(folder: Path, reader: CropReader | None = None) -> Iterator[Judged]:
    for path in sorted(folder.glob("*.png")):
        with Image.open(path) as image:
            pixels = np.asarray(image.convert("L") if image.mode == "1" else image, np.uint8)
        truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
        yield judge(path.stem, pixels, truth, reader)


class Tally:
    """Counts that add up to the figures."""

    def __init__(self) -> None:
        self.pages = self.empty = self.false_on_empty = self.empty_with_false = 0
        self.seconds = 0.0
        self.true: dict[str, Counter[str]] = defaultdict(Counter)
        self.hit: dict[str, Counter[str]] = defaultdict(Counter)
        self.made: dict[str, Counter[str]] = defaultdict(Counter)
        self.confusion: dict[str, Counter[str]] = defaultdict(Counter)
        self.look_alikes: Counter[str] = Counter()
        self.tempting: Counter[str] = Counter()
        self.certain: dict[float, Counter[bool]] = defaultdict(Counter)

    def add(self, page: Judged) -> None:
        self.pages += 1
        self.seconds += page.seconds
        true, sort = page.truth["redactions"], page.truth["sort"]
        for redaction in true:
            self._count(self.true, redaction["kind"], sort)
        for found in page.found:
            self._count(self.made, str(found.kind), sort)
        right = {f for _, f in page.pairs}
        for n, found in enumerate(page.found):
            self.certain[round(found.certainty, 2)][n in right] += 1
        for t, f in page.pairs:
            self._count(self.hit, true[t]["kind"], sort)
            self.confusion[true[t]["kind"]][str(page.found[f].kind)] += 1
        for missed in page.missed:
            self.confusion[missed["kind"]]["missed"] += 1
        if not true:
            self.empty += 1
            self.false_on_empty += len(page.found)
            self.empty_with_false += bool(page.found)
        self.tempting.update({alike["what"] for alike in page.truth["look_alikes"]})
        for false in page.false:
            self.confusion["nothing"][str(false.kind)] += 1
            self.look_alikes[under(false.box.as_list(), page.truth)] += 1

    def _count(self, counts: dict[str, Counter[str]], kind: str, sort: str) -> None:
        counts["kind"][kind] += 1
        counts["sort"][sort] += 1
        counts["all"]["all"] += 1

    def figures(self) -> Facts:
        # A false box has no true kind: precision by kind is that of what was called so.
        right = Counter({k: c[k] for k, c in self.confusion.items() if k != "nothing"})
        kinds = {}
        for kind in sorted({*self.true["kind"], *self.made["kind"]}):
            scored = score(self.hit["kind"][kind], self.true["kind"][kind], 0)
            called = self.made["kind"][kind]
            kinds[kind] = {
                "true": self.true["kind"][kind],
                "recall": scored["recall"],
                "called": called,
                "called_rightly": share(right[kind], called),
            }
        return {
            "pages": self.pages,
            "all": score(self.hit["all"]["all"], self.true["all"]["all"], self.made["all"]["all"]),
            "by_kind": kinds,
            "by_sort": {
                sort: score(
                    self.hit["sort"][sort], self.true["sort"][sort], self.made["sort"][sort]
                )
                for sort in sorted({*self.true["sort"], *self.made["sort"]})
            },
            "confusion": {kind: dict(c) for kind, c in sorted(self.confusion.items())},
            "empty_pages": {
                "pages": self.empty,
                "false_boxes": self.false_on_empty,
                "pages_with_false": self.empty_with_false,
            },
            "false_by_look_alike": {
                what: {"false_boxes": count, "on_pages": self.tempting[what]}
                for what, count in self.look_alikes.most_common()
            },
            "by_certainty": {
                f"{certainty:.2f}": {
                    "found": counts.total(),
                    "right": share(counts[True], counts.total()),
                }
                for certainty, counts in sorted(self.certain.items())
            },
            "milliseconds_a_page": round(1000 * self.seconds / max(1, self.pages), 1),
        }


def under(box: Box, truth: Facts) -> str:
    """What a false box was taken for: a look-alike, a piece of a redaction, or text."""
    for alike in truth["look_alikes"]:
        if overlap(box, alike["box"]) >= 0.5:
            return str(alike["what"])
    if any(
        overlap(box, r["box"]) >= 0.3 or overlap(r["box"], box) >= 0.3 for r in truth["redactions"]
    ):
        return "part or sum of redactions"
    return "nothing known"


def overlap(a: Box, b: Box) -> float:
    """Share of `a` that lies in `b`."""
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(0, across) * max(0, down) / area(a)


def share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def score(hit: int, true: int, made: int) -> Facts:
    return {
        "true": true,
        "found": made,
        "hit": hit,
        "precision": share(hit, made),
        "recall": share(hit, true),
        "f1": share(2 * hit, true + made),
    }


def overlay(page: Judged) -> Image.Image:
    """The page with true boxes in green, found ones in red, look-alikes in orange."""
    image = Image.fromarray(page.pixels).convert("RGB")
    draw = ImageDraw.Draw(image)
    for alike in page.truth["look_alikes"]:
        draw.rectangle(alike["box"], outline=ORANGE, width=2)
    for true in page.truth["redactions"]:
        draw.rectangle(true["box"], outline=GREEN, width=6)
    for found in page.found:
        box = found.box.as_list()
        draw.rectangle(box, outline=RED, width=3)
        draw.text((box[0], box[1] - 14), f"{found.kind} {found.certainty:.2f}", fill=RED)
    return image


def measure(pages: Iterable[Judged], draw: Path | None = None) -> Facts:
    """The figures over all pages; the worst of them drawn into a folder."""
    tally = Tally()
    worst: list[tuple[int, str]] = []
    for page in pages:
        tally.add(page)
        mistakes = len(page.missed) + len(page.false)
        if draw and mistakes:
            worst.append((mistakes, page.name))
            overlay(page).save(draw / f"{page.name}.png")
            worst.sort(reverse=True)
            for _, name in worst[WORST:]:
                (draw / f"{name}.png").unlink()
            del worst[WORST:]
    return tally.figures()


def table(figures: Facts) -> str:
    """The figures for a reader."""
    lines = [f"{figures['pages']} pages, {figures['milliseconds_a_page']} ms a page"]
    lines += [f"{'all':12} {figures['all']}"]
    lines += [f"{sort:12} {scored}" for sort, scored in figures["by_sort"].items()]
    lines += [f"{kind:12} {scored}" for kind, scored in figures["by_kind"].items()]
    lines += ["", "what the true kinds were taken for"]
    lines += [f"{kind:12} {counts}" for kind, counts in figures["confusion"].items()]
    lines += ["", "how often what is so certain is right"]
    lines += [f"{certainty:12} {counts}" for certainty, counts in figures["by_certainty"].items()]
    lines += ["", f"empty pages  {figures['empty_pages']}", "false boxes by look-alike"]
    lines += [f"  {what:28} {count}" for what, count in figures["false_by_look_alike"].items()]
    return "\n".join(lines)


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind")
    parser.add_argument("--pages-in", type=Path, help="pages and truth already written")
    parser.add_argument("--modern", action="store_true")
    parser.add_argument("--labels", action="store_true", help="read the labels as well")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--draw", type=Path, help=f"folder for overlays of the {WORST} worst pages")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    if given.draw:
        given.draw.mkdir(parents=True, exist_ok=True)
    reader = Recognizer() if given.labels else None
    make = make_modern if given.modern else make_page
    pages = (
        stored(given.pages_in, reader)
        if given.pages_in
        else generated(given.pages, given.seed, given.kind, make, reader)
    )
    figures = measure(pages, given.draw)
    print(json.dumps(figures, indent=1) if given.json else table(figures))  # noqa: T201


if __name__ == "__main__":
    main()
