"""What a confidence is worth: the numbers of `ocr.confidence` fitted, and checked.

    python -m tests.calibrating collect FILE --pages 18 --seed 501     generated pages
    python -m tests.calibrating fit FILE...                            print the curves
    python -m tests.calibrating check FILE... --svg docs/reliability.svg

A FILE has one page a line: every word of it with what each reader saw, and whether it is
the one in its place in the true text. Collecting takes 3 seconds a page and the rest
nothing, so that curves can be tried without reading again. Never check on the pages that
were fitted on.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple
from pathlib import Path
from statistics import fmean
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.confidence import Curve, Vote, evidence, trouble_of, vote_of, worth
from ocr.model import Box, Reading, Word
from ocr.page import Page, ReadSettings
from ocr.reading import Readers, readers
from samples.copying import Level
from samples.typescript_pages import make_typed
from tests.reading import TENTHS, Judged, calibration_error, judge_words, read, reliability

Facts = dict[str, Any]
NOWHERE = Box(0, 0, 1, 1)
# Most words are in the last tenth, where a user draws the line.
BINS = (*TENTHS, 0.95, 0.98, 0.99)
# Keeps a weight near 0 for which the pages say nothing.
RIDGE = 1.0
# Which pieces of evidence a curve weighs; those of the readers may never count against a word.
PIECES = {
    Vote.ALONE: ("base", "own", "trouble", "sign"),
    Vote.AGREED: ("base", "own", "other", "sign"),
    Vote.DIFFER: ("base", "own", "sign"),
    Vote.MARK: ("base", "own", "trouble"),
}
NEVER_FALLING = ("own", "other")


class Known:
    """The words of a page, each with whether it is right."""

    def __init__(self, told: Facts) -> None:
        self.name = str(told["name"])
        self.words = [_word(word) for word in told["words"]]
        self.right = [bool(word["right"]) for word in told["words"]]


def _word(told: Facts) -> Word:
    readings = tuple(Reading(**reading) for reading in told["readings"])
    return Word(told["text"], NOWHERE, told["confidence"], told["reader"], readings)


def typed(pages: int, seed: int, reading: Readers) -> Iterator[Facts]:
    """Generated pages of every level, read and judged."""
    for number in range(1, pages + 1):
        for level in Level:
            made = make_typed(seed, number, level)
            yield judged(f"{level.value} {seed}-{number}", read(made, reading), made.truth)


def judged(name: str, page: Page, truth: Facts) -> Facts:
    """A page as a line of a file."""
    words = [word for line in page.lines for word in line.words]
    right = judge_words(truth, words)
    told = [
        {"text": word.text, "confidence": word.confidence, "reader": word.reader}
        | {"readings": [asdict(reading) for reading in word.readings], "right": is_right}
        for word, is_right in zip(words, right, strict=True)
    ]
    return {"name": name, "condition": asdict(page.condition), "words": told}


def collect(file: Path, pages: int, seed: int) -> None:
    reading = readers(ReadSettings())
    with file.open("w", encoding="utf-8") as out:
        for page in typed(pages, seed, reading):
            out.write(json.dumps(page) + "\n")
            out.flush()


def known(files: Iterable[Path]) -> list[Known]:
    return [
        Known(json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines()
    ]


def fit(pages: Sequence[Known]) -> dict[Vote, Curve]:
    """A curve for each kind of words that the pages have."""
    rows: dict[Vote, list[tuple[float, ...]]] = {vote: [] for vote in Vote}
    right: dict[Vote, list[bool]] = {vote: [] for vote in Vote}
    for page in pages:
        trouble = trouble_of(page.words)
        for word, is_right in zip(page.words, page.right, strict=True):
            vote = vote_of(word)
            if vote:
                rows[vote].append(evidence(word, vote, trouble))
                right[vote].append(is_right)
    return {
        vote: _curve(PIECES[vote], np.array(rows[vote]), np.array(right[vote], float))
        for vote in Vote
        if rows[vote]
    }


def _curve(pieces: Sequence[str], rows: NDArray[np.float64], right: NDArray[np.float64]) -> Curve:
    """The likeliest weights; a piece of evidence that would count against its word is dropped."""
    names = list(Curve.__dataclass_fields__)
    weights = _weights(rows[:, [names.index(piece) for piece in pieces]], right)
    told = dict(zip(pieces, (round(float(weight), 2) for weight in weights), strict=True))
    wrong = [piece for piece in pieces if piece in NEVER_FALLING and told[piece] < 0]
    if wrong:
        return _curve([piece for piece in pieces if piece not in wrong], rows, right)
    return Curve(**({"own": 0.0} | told))


def _weights(rows: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression with a small ridge, by Newton's steps."""
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - likely) - RIDGE * weights
        bend = (rows.T * (likely * (1 - likely))) @ rows + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def before_and_after(pages: Sequence[Known]) -> tuple[list[Judged], list[Judged]]:
    """The words of pages with what their readers said, and with what that is worth."""
    raw: list[Judged] = []
    ours: list[Judged] = []
    for page in pages:
        likely = worth(page.words)
        raw += zip((word.confidence for word in page.words), page.right, strict=True)
        ours += zip(map(likely, page.words), page.right, strict=True)
    return raw, ours


def of_pages(pages: Sequence[Known]) -> list[tuple[float, float]]:
    """Of each page, the share of words expected to be right, and the share that is."""
    return [
        (fmean(map(worth(page.words), page.words)), fmean(page.right))
        for page in pages
        if page.words
    ]


def report(pages: Sequence[Known]) -> str:
    """How reliable confidences are, as tables in Markdown."""
    raw, ours = before_and_after(pages)
    apart = fmean(abs(said - share) for said, share in of_pages(pages))
    lines = [
        "| pages | words | right | error of the readers' | error calibrated |",
        "|---|---|---|---|---|",
        *(_errors(name, own) for name, own in _kinds(pages).items()),
        "",
        f"One page: {apart:.3f} from its share of right words, the mean of {len(pages)}.",
    ]
    for title, words in (("readers", raw), ("calibrated", ours)):
        lines += ["", f"| {title} | right | words |", "|---|---|---|"]
        lines += [
            f"| {row['confidence']:.3f} | {row['right']:.3f} | {row['words']} |"
            for row in reliability(words, BINS)
        ]
    return "\n".join(lines)


def _kinds(pages: Sequence[Known]) -> dict[str, list[Known]]:
    kinds: dict[str, list[Known]] = {}
    for page in pages:
        kinds.setdefault(page.name.split()[0], []).append(page)
    return kinds | {"all": list(pages)}


def _errors(name: str, pages: Sequence[Known]) -> str:
    raw, ours = before_and_after(pages)
    right = fmean(is_right for _, is_right in ours)
    errors = f"{calibration_error(raw):.3f} | {calibration_error(ours):.3f}"
    return f"| {name} | {len(ours)} | {right:.3f} | {errors} |"


def curve_svg(pages: Sequence[Known]) -> str:
    """The reliability curve: what was said against how often it was right."""
    raw, ours = before_and_after(pages)
    rows = reliability(ours)
    told = "; ".join(f"{row['confidence']:.2f}: {row['right']:.2f}" for row in rows)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 340" role="img" \
aria-labelledby="title desc" font-family="sans-serif" font-size="11">
<title id="title">How often words of each confidence are right</title>
<desc id="desc">Calibrated confidence and share of words that are right, by tenths: {told}.</desc>
<rect width="360" height="340" fill="#fff"/>
<path d="M50 290H340M50 290V10" stroke="#000" fill="none"/>
<path d="M50 290L330 10" stroke="#999" stroke-dasharray="4 4"/>
{_ticks()}
<text x="190" y="328" text-anchor="middle">confidence</text>
<text transform="translate(14 150) rotate(-90)" text-anchor="middle">share that is right</text>
{_drawn(reliability(raw), "#b45309", "6 3")}
{_drawn(rows, "#1d4ed8", "none")}
<text x="62" y="24" fill="#1d4ed8">calibrated</text>
<text x="62" y="40" fill="#b45309">as the readers said (dashed)</text>
</svg>
"""


def _ticks() -> str:
    return "\n".join(
        f'<text x="{50 + 280 * n / 5:.0f}" y="306" text-anchor="middle">{n / 5:.1f}</text>'
        f'<text x="44" y="{294 - 280 * n / 5:.0f}" text-anchor="end">{n / 5:.1f}</text>'
        for n in range(6)
    )


def _drawn(rows: Sequence[Facts], colour: str, dashes: str) -> str:
    """One curve; the area of a dot does not grow with its words, or few would be seen."""
    places = [(50 + 280 * row["confidence"], 290 - 280 * row["right"]) for row in rows]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3"/>' for x, y in places)
    stroke = f'stroke="{colour}" stroke-dasharray="{dashes}"'
    return f'<polyline points="{line}" fill="none" {stroke}/><g fill="{colour}">{dots}</g>'


def main() -> None:
    """Collect, fit or check from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=("collect", "fit", "check"))
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--pages", type=int, default=18, help="pages of each level")
    parser.add_argument("--seed", type=int, default=501)
    parser.add_argument("--svg", type=Path, help="where to draw the curve")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    if given.task == "collect":
        collect(given.files[0], given.pages, given.seed)
    elif given.task == "fit":
        for vote, curve in fit(known(given.files)).items():
            print(f"Vote.{vote.name}: Curve{astuple(curve)}")  # noqa: T201
    else:
        pages = known(given.files)
        print(report(pages))  # noqa: T201
        if given.svg:
            given.svg.write_text(curve_svg(pages), encoding="utf-8")


if __name__ == "__main__":
    main()
