"""How well cables are put together, on generated cables of all eras.

    python -m tests.assembling --count 200 --seed 1 --level clean     in memory, a minute
    python -m tests.assembling --count 200 --level bad --failures /tmp/failures.txt
    python -m tests.assembling --count 0 --scanned 10 --kept DIR      through OCR, slow

Each cable is delivered as one file, and once more as shuffled files with sections left
out, sent twice and sent corrected. Typed pages (`tests.typed_pages`) stand in for reading;
`--scanned` makes PDFs and reads them.
"""

import argparse
import hashlib
import importlib
import json
import pickle
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
from PIL import Image
from rapidfuzz import fuzz

from cleanup.documents import clean_release
from flows.convert import Converted, cleaned
from ocr.page import Page, ReadSettings
from ocr.reading import read_pages
from ocr.source import list_sheets, open_source
from samples.cable_deliveries import Delivery, File, deliver_one, deliver_shuffled
from samples.cable_scans import scans_of
from samples.copying import Level
from samples.write import write_pdf
from tests.cable_scores import (
    FIELDS,
    OTHERS,
    Facts,
    Fault,
    Found,
    best_of,
    judge,
    of_document,
    of_json,
)
from tests.typed_pages import typed_pages

Read = Callable[[File, Level], Sequence[Page]]
HALF = 55  # 0-100, of a post's letters: `PORT ELMA` has half of `TOLMARA`
AT_ONCE = 4  # pages read together, as `flows.workers` does


@dataclass
class Score:
    """What was found wrong in some cables: (cable, era, numbering, fault)."""

    cables: int = 0
    joins: int = 0
    repeated: int = 0
    withheld: int = 0
    faults: list[tuple[str, Facts, Fault]] = field(default_factory=list)

    def add(self, name: str, truth: Facts, faults: Iterable[Fault]) -> None:
        self.cables += 1
        self.joins += len(truth["sections"]["joins"])
        self.repeated += _is_repeated(truth)
        self.withheld += len(truth["withheld_paragraphs"])
        self.faults += [(name, truth, fault) for fault in faults]

    def figures(self) -> dict[str, Any]:
        wrong_joins = self._count("join")
        return {
            "cables": self.cables,
            "sections right": self._right("sections", "grouping"),
            "every join right": self._right("join", "grouping"),
            "joins right": round(1 - wrong_joins / max(self.joins, 1), 4),
            **{f"{name} exact": self._right(f"field {name}", "grouping") for name in FIELDS},
            "subject said twice exact": self._subjects_said_again(),
            "left in the text": self._count("left in the text"),
            "left in the heading": self._count("left in the heading"),
            "lost from the text": self._count("lost from the text"),
            "lost from the heading": self._count("lost from the heading"),
            "withheld right": self._right("withheld", "grouping"),
            **{f"{name} exact": self._right(f"field {name}", "grouping") for name in OTHERS},
        }

    def _subjects_said_again(self) -> float:
        """Of cables that print their subject more than once: nothing tells of a letter else."""
        wrong = {
            name
            for name, truth, fault in self.faults
            if _is_repeated(truth) and fault.cause.startswith(("field subject", "grouping"))
        }
        return round(1 - len(wrong) / max(self.repeated, 1), 4)

    def _count(self, cause: str) -> int:
        return sum(fault.cause.startswith(cause) for _, _, fault in self.faults)

    def _right(self, *causes: str) -> float:
        """Share of cables without a fault of these causes."""
        wrong = {name for name, _, fault in self.faults if fault.cause.startswith(causes)}
        return round(1 - len(wrong) / max(self.cables, 1), 4)


def _is_repeated(truth: Facts) -> bool:
    sections = truth["sections"]
    return max(len(sections["present"]), len(sections.get("sources", ()))) > 1


def measure_one(numbers: Iterable[int], seed: int, level: Level, read: Read) -> Score:
    """Cables delivered as one file each."""
    score = Score()
    for number in numbers:
        delivery = deliver_one(seed, number, level)
        (file,) = delivery.files
        documents = clean_release(read(file, level)).documents
        found = [each for each in map(of_document, documents) if each]
        surplus = len(found) - len(delivery.cables)
        _judge_all(score, f"one {number}", found, delivery, surplus)
    return score


def _judge_all(
    score: Score, name: str, found: Sequence[Found], delivery: Delivery, surplus: int = 0
) -> None:
    for n, truth in enumerate(delivery.cables):
        faults = list(judge(best_of(found, truth), truth))
        if n == 0 and surplus > 0:
            faults.append(Fault("grouping: too many", f"{surplus} more cables came of it"))
        score.add(f"{name}{'ab'[n] if len(delivery.cables) > 1 else ''}", truth, faults)


def measure_shuffled(numbers: Iterable[int], seed: int, level: Level, read: Read) -> Score | None:
    """Cables delivered section by section, all into one folder; None before it can be done."""
    try:
        file_beside = importlib.import_module("flows.cables").file_beside
    except ModuleNotFoundError:
        return None
    deliveries = {number: deliver_shuffled(seed, number, level) for number in numbers}
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for delivery in deliveries.values():
            for file in delivery.files:
                file_beside(_converted(file, read(file, level), out), out)
        found = [of_json(json.loads(p.read_text())) for p in sorted(out.rglob("cable.json"))]
        for number, delivery in deliveries.items():
            own = [f for f in found if _named(f, delivery.cables[0])]
            _judge_all(score, f"shuffled {number}", own or found, delivery, len(own) - 1)
    return score


def _named(found: Found, truth: Facts) -> bool:
    """Whether it has the number of a cable, and half of its post: two posts may have one number."""
    mrn = found.fields["mrn"] or {}
    same = mrn.get("number") == truth["mrn"]["number"]
    return bool(same and fuzz.ratio(mrn.get("post", "").upper(), truth["mrn"]["post"]) >= HALF)


def _converted(file: File, pages: Sequence[Page], out: Path) -> Converted:
    """A file as if it had been converted: an image with its name stands for its bytes."""
    path = out / f"{file.name}.png"
    Image.frombytes("L", (8, 4), hashlib.sha256(file.name.encode()).digest()).save(path)
    return cleaned(open_source(path), len(pages), pages)


def table(scores: dict[str, Score]) -> str:
    """The figures side by side."""
    columns = {name: score.figures() for name, score in scores.items()}
    lines = [f"{'':24}" + "".join(f"{name:>18}" for name in columns)]
    for row in next(iter(columns.values())):
        shown = (_shown(row, column[row]) for column in columns.values())
        lines.append(f"{row:24}" + "".join(f"{each:>18}" for each in shown))
    return "\n".join(lines)


def _shown(row: str, value: float) -> str:
    return f"{100 * value:.1f} %" if row.endswith(("right", "exact")) else f"{value}"


def failures(scores: dict[str, Score], most: int = 6) -> str:
    """Faults grouped by cause, with the eras they come in and some examples."""
    lines: list[str] = []
    for delivered, score in scores.items():
        causes: dict[str, list[tuple[str, Facts, Fault]]] = defaultdict(list)
        for fault in score.faults:
            causes[fault[2].cause].append(fault)
        lines.append(f"==== delivered as {delivered}, {score.cables} cables")
        for cause in sorted(causes, key=lambda c: -len(causes[c])):
            own = causes[cause]
            eras = Counter(f"{truth['era']}, {truth['numbering']}" for _, truth, _ in own)
            lines += ["", f"{cause}: {len(own)}"]
            lines += [f"    {count:4} {era}" for era, count in eras.most_common()]
            lines += [
                f"  {name} ({truth['era']}, {truth['numbering']}): {fault.detail[:260]}"
                for name, truth, fault in _spread(own, most)
            ]
    return "\n".join(lines) + "\n"


def _spread(own: Sequence[Any], most: int) -> Sequence[Any]:
    """Examples from all over, not the first ones of one cable."""
    step = max(1, len(own) // most)
    return own[::step][:most]


def scanned_pages(kept: Path | None) -> Read:
    """A reader that writes each file as a scanned PDF and reads that, as `convert` does.

    kept   folder where pages stay once they are read: reading takes seconds a page, and what
           is done with them is measured many times
    """

    def read(file: File, level: Level) -> Sequence[Page]:
        place = kept / f"{level.value}-{file.name}.pages" if kept else None
        if place and place.exists():
            pages: Sequence[Page] = pickle.loads(place.read_bytes())  # noqa: S301 - ours
            return pages
        pages = _through_pdf(file, level)
        if place:
            place.write_bytes(pickle.dumps(pages))
        return pages

    return read


def _through_pdf(file: File, level: Level) -> Sequence[Page]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "release.pdf"
        write_pdf(path, scans_of(file, level), file.name, file.release.look.wear.jpeg)
        source = open_source(path)
        sheets = list_sheets(source, dpi=None, max_pages=len(file.layouts))
        return [
            page
            for at in range(0, len(sheets), AT_ONCE)
            for page in read_pages(source, sheets[at : at + AT_ONCE], ReadSettings())
        ]


def _measured(
    numbers: Sequence[int], seed: int, level: Level, read: Read, kind: str
) -> dict[str, Score]:
    if not numbers:
        return {}
    scores = {f"one{kind}": measure_one(numbers, seed, level, read)}
    if shuffled := measure_shuffled(numbers, seed, level, read):
        scores[f"shuffled{kind}"] = shuffled
    return scores


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="cables, typed")
    parser.add_argument("--first", type=int, default=1, help="number of the first cable")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--level", choices=list(Level), default=Level.CLEAN)
    parser.add_argument("--failures", type=Path, help="write what is wrong, by cause, to this file")
    parser.add_argument("--scanned", type=int, default=0, help="cables to read by OCR as well")
    parser.add_argument("--kept", type=Path, help="folder where pages stay once they are read")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    level = Level(given.level)
    numbers = range(given.first, given.first + given.count)
    scores = _measured(numbers, given.seed, level, typed_pages, "")
    if given.scanned:
        cv2.setNumThreads(1)
        few = range(given.first, given.first + given.scanned)
        scores |= _measured(few, given.seed, level, scanned_pages(given.kept), " scanned")
    if given.failures:
        given.failures.write_text(failures(scores))
    figures = {name: score.figures() for name, score in scores.items()}
    print(json.dumps(figures, indent=1) if given.json else table(scores))  # noqa: T201


if __name__ == "__main__":
    main()
