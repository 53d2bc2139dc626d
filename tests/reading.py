"""How well pages are read, on generated typescript, of which every letter is known.

    python -m tests.reading --pages 6 --seed 1            pages of each level, in memory
    python -m tests.reading --pages 6 --level bad --json
    python -m tests.reading --blanks 20                   blank and sparse pages as well
    python -m tests.reading --pages 0 --folder FOLDER     images with their transcriptions

CER is the edit distance over all pages of a level divided by their letters, lines
in the page's own reading order. Bare Tesseract reads the page as it is, `--psm 3` at
the page's resolution. Sparse pages must not be taken for blank ones. Pages that are read
worse than by bare Tesseract are named. A FOLDER has a `.txt` beside each image; there white
space does not count, nor `[?]`, which marks what the transcriber doubted.
"""

import argparse
import json
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from operator import attrgetter
from pathlib import Path
from typing import Any

import cv2
from rapidfuzz.distance import Levenshtein

from ocr.confidence import worth
from ocr.image import grey
from ocr.lines import assemble_lines
from ocr.model import Line, Sheet, Status, Word
from ocr.page import Page, ReadSettings
from ocr.reading import Readers, read_images, readers
from ocr.source import list_sheets, open_source, rasterize
from ocr.tesseract import Tesseract
from samples.blank_pages import make_blank, make_sparse
from samples.copying import Level
from samples.made_page import MadePage
from samples.typescript_pages import make_typed

# Where each bin of confidence begins: a tenth each.
TENTHS = tuple(n / 10 for n in range(10))
# A page counts as worse when its CER is higher than bare Tesseract's by more than this.
WORSE = 0.01
PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff"}
Facts = dict[str, Any]
Judged = tuple[float, bool]  # confidence of a word, and whether it is right


@dataclass
class Reading:
    """What one reader made of some pages."""

    letters: int = 0
    errors: int = 0
    pages: int = 0
    seconds: float = 0.0
    words: list[Judged] = field(default_factory=list)
    page_cers: list[float] = field(default_factory=list)

    def add(
        self,
        truth: Facts,
        lines: Sequence[Line],
        seconds: float,
        likely: Callable[[Word], float] = attrgetter("confidence"),
    ) -> None:
        true = text_of(line["text"] for line in truth["lines"])
        self.count(true, text_of(line.text for line in lines), seconds)
        words = [word for line in lines for word in line.words]
        judged = zip(words, judge_words(truth, words), strict=True)
        self.words += [(likely(word), right) for word, right in judged]

    def count(self, true: str, said: str, seconds: float) -> None:
        errors = Levenshtein.distance(true, said)
        self.pages += 1
        self.letters += len(true)
        self.errors += errors
        self.seconds += seconds
        self.page_cers.append(round(errors / max(len(true), 1), 4))

    def figures(self) -> Facts:
        return {
            "pages": self.pages,
            "letters": self.letters,
            "cer": round(self.errors / max(self.letters, 1), 4),
            "page_cers": self.page_cers,
            "seconds_a_page": round(self.seconds / max(self.pages, 1), 2),
            "calibration_error": calibration_error(self.words),
            "reliability": reliability(self.words),
        }


def text_of(lines: Iterable[str]) -> str:
    """Lines as they are compared: white space folded, one line after the other."""
    return "\n".join(" ".join(line.split()) for line in lines)


def judge_words(truth: Facts, words: Sequence[Word]) -> list[bool]:
    """Whether each word that was read is the one in its place in the true text."""
    true = [word["text"] for line in truth["lines"] for word in line["words"]]
    read = [word.text for word in words]
    right: set[int] = set()
    for block in SequenceMatcher(None, true, read, autojunk=False).get_matching_blocks():
        right |= set(range(block.b, block.b + block.size))
    return [n in right for n in range(len(words))]


def reliability(words: Sequence[Judged], bins: Sequence[float] = TENTHS) -> list[Facts]:
    """For each bin of confidence: its mean, how often words were right, how many there are."""
    rows = []
    for n in range(len(bins)):
        own = [(c, right) for c, right in words if bisect_right(bins, c) == n + 1]
        if own:
            confidence = sum(c for c, _ in own) / len(own)
            right = sum(right for _, right in own) / len(own)
            rows.append(
                {"confidence": round(confidence, 3), "right": round(right, 3), "words": len(own)}
            )
    return rows


def calibration_error(words: Sequence[Judged]) -> float:
    """Expected calibration error: how far confidence is from the truth, the mean over words."""
    apart = sum(abs(r["confidence"] - r["right"]) * r["words"] for r in reliability(words))
    return float(round(apart / max(len(words), 1), 4))


def read(page: MadePage, reading: Readers) -> Page:
    truth = page.truth
    dpi = truth["dpi"]
    sheet = Sheet(1, truth["width"] / dpi, truth["height"] / dpi, dpi)
    return read_images([page.pixels], [sheet], reading, timeout=300)[0]


def measure_level(level: Level, pages: int, seed: int, reading: Readers) -> Facts:
    """Bare Tesseract and the project on pages of one level."""
    bare, ours = Reading(), Reading()
    for number in range(1, pages + 1):
        page = make_typed(seed, number, level)
        began = time.perf_counter()
        [words] = Tesseract().read_all([page.pixels], dpi=page.truth["dpi"])
        bare.add(page.truth, assemble_lines(words), time.perf_counter() - began)
        began = time.perf_counter()
        lines = read(page, reading).lines
        seconds = time.perf_counter() - began
        likely = worth([word for line in lines for word in line.words])
        ours.add(page.truth, lines, seconds, likely)
    return {"bare": bare.figures(), "ours": ours.figures()}


def measure_folder(folder: Path, reading: Readers) -> Facts:
    """Bare Tesseract and the project on images that have their transcription beside them."""
    bare, ours = Reading(), Reading()
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURES):
        true = one_line(path.with_suffix(".txt").read_text("utf-8").replace("[?]", ""))
        source = open_source(path)
        sheets = list_sheets(source, dpi=None, max_pages=1)
        [pixels] = rasterize(source, sheets, max_pixels=10**9, timeout=300)
        began = time.perf_counter()
        [words] = Tesseract().read_all([grey(pixels)], dpi=sheets[0].dpi)
        lines = assemble_lines(words)
        bare.count(true, one_line(*(line.text for line in lines)), time.perf_counter() - began)
        began = time.perf_counter()
        [page] = read_images([pixels], sheets, reading, timeout=300)
        said = one_line(*(line.text for line in page.lines))
        ours.count(true, said, time.perf_counter() - began)
    return {"bare": bare.figures(), "ours": ours.figures()}


# As typewriters have them: a transcriber may write curly quotes, and so may Tesseract.
STRAIGHT = str.maketrans("“”‘’—–", "\"\"''--")


def one_line(*texts: str) -> str:
    """Texts as one line of single spaces, with straight quotes and short dashes."""
    return " ".join(" ".join(texts).translate(STRAIGHT).split())


def worse_pages(readings: Facts) -> list[int]:
    """The pages, from 1, on which the project reads worse than bare Tesseract."""
    pairs = zip(readings["bare"]["page_cers"], readings["ours"]["page_cers"], strict=True)
    return [n for n, (bare, ours) in enumerate(pairs, start=1) if ours > bare + WORSE]


def measure_blanks(pages: int, seed: int, reading: Readers) -> Facts:
    """Words on blank pages, and sparse pages that came out blank though words were read."""
    words: dict[str, int] = {}
    lost: list[str] = []
    unread = 0
    for number in range(1, pages + 1):
        page = make_blank(seed, number)
        count = sum(len(line.words) for line in read(page, reading).lines)
        name = f"{number} {page.truth['kind']} {page.truth['level']}"
        words |= {name: count} if count else {}
        page = make_sparse(seed, number)
        seen = read(page, reading)
        if seen.dirt and not seen.lines:
            lost.append(f"{number} {page.truth['kind']} {page.truth['level']}")
        unread += seen.status is Status.BLANK
    return {
        "pages": pages,
        "words_on_blank": sum(words.values()),
        "blank_pages_with_words": words,
        "sparse_pages_emptied": lost,
        "sparse_pages_without_words": unread,
    }


def table(figures: Facts) -> str:
    """The figures for a reader."""
    lines = [f"{'level':6} {'reader':6} {'pages':>5} {'CER':>7} {'s/page':>7} {'ECE':>7}"]
    for level, readings in figures["levels"].items():
        for name, got in readings.items():
            lines.append(
                f"{level:6} {name:6} {got['pages']:5} {got['cer']:7.4f}"
                f" {got['seconds_a_page']:7.2f} {got['calibration_error']:7.4f}"
            )
    for level, readings in figures["levels"].items():
        worse = ", ".join(map(str, worse_pages(readings))) or "none"
        lines.append(f"{level}: pages read worse than by bare Tesseract: {worse}")
        for name, got in readings.items():
            lines.append(f"  {name:5}" + "".join(f" {cer:.3f}" for cer in got["page_cers"]))
    for level, readings in figures["levels"].items():
        lines += ["", f"{level}: confidence, share that is right, words"]
        lines += [
            f"  {row['confidence']:.3f}  {row['right']:.3f}  {row['words']}"
            for row in readings["ours"]["reliability"]
        ]
    if figures["blanks"]:
        lines += ["", *(f"{name}: {told}" for name, told in figures["blanks"].items())]
    return "\n".join(lines)


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=6, help="pages of each level")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--level", choices=list(Level), help="only this level")
    parser.add_argument("--blanks", type=int, default=0, help="blank and sparse pages as well")
    parser.add_argument("--folder", type=Path, help="images with transcriptions")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    reading = readers(ReadSettings())
    levels = [Level(given.level)] if given.level else list(Level)
    measured = {
        level.value: measure_level(level, given.pages, given.seed, reading)
        for level in levels
        if given.pages
    }
    if given.folder:
        measured["folder"] = measure_folder(given.folder, reading)
    figures = {
        "levels": measured,
        "blanks": measure_blanks(given.blanks, given.seed, reading) if given.blanks else None,
    }
    print(json.dumps(figures, indent=1) if given.json else table(figures))  # noqa: T201


if __name__ == "__main__":
    main()
