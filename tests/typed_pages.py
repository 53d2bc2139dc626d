"""Generated files as pages that were read, without a scan and without a reader.

Words lie where `samples.typeset` would put their ink; lines are assembled by the
project's own stage. The letters are misread at the rate of a level.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from random import Random

from ocr.frame import Frame
from ocr.lines import assemble_lines
from ocr.model import Box, Kind, Redaction, Status, Word
from ocr.page import Page
from samples.cable_deliveries import File
from samples.copying import Level
from samples.layout import Layout
from samples.looks import Look
from samples.misreading import RATES, misread, struck_out
from samples.script import Stamp
from samples.typeset import BAR_ABOVE, BAR_BELOW, CODE_GAP, CODE_ROW

CAPITAL, BELOW = 0.098, 0.008  # inches a letter reaches over and under its baseline
STAMP_LETTER, STAMP_SPACE = 0.62, 0.28  # of its size: mean widths of bold sans


def typed_pages(file: File, level: Level) -> tuple[Page, ...]:
    """The pages of a generated file as a reader of `level` saw them."""
    rng = Random(f"{file.name}-{level.value}")
    look = file.release.look
    sheets = zip(file.layouts, file.release.stamps, strict=True)
    return tuple(
        _page(number, layout, stamps, look, level, rng)
        for number, (layout, stamps) in enumerate(sheets, start=1)
    )


def _page(
    number: int,
    layout: Layout,
    stamps: Iterable[Stamp],
    look: Look,
    level: Level,
    rng: Random,
) -> Page:
    rate = RATES[level]
    cuts = _redactions(layout, look)
    words = [
        *_typed(layout, look, rate, rng),
        *_codes(layout, look),
        *(word for stamp in stamps for word in _stamped(stamp, look.dpi, level, rng)),
    ]
    frame = Frame(round(look.width * look.dpi), round(look.height * look.dpi))
    lines = assemble_lines(words, [band for cut in cuts for band in cut.bands])
    return Page(number, look.dpi, frame, Status.READ, lines, tuple(cuts))


def _typed(layout: Layout, look: Look, rate: float, rng: Random) -> Iterator[Word]:
    for piece in layout.pieces:
        at = piece.column
        for said in piece.text.split(" "):
            if said:
                left, baseline = look.x(at), look.baseline(piece.row)
                right = look.x(at + len(said)) - 0.1 * look.cell
                yield _word(misread(said, rate, rng), left, right, baseline, look.dpi, said)
            at += len(said) + 1


def _word(text: str, left: float, right: float, baseline: float, dpi: int, typed: str) -> Word:
    box = Box(
        round(left), round(baseline - CAPITAL * dpi), round(right), round(baseline + BELOW * dpi)
    )
    return Word(text, box, 0.95 if text == typed else 0.6)


def _codes(layout: Layout, look: Look) -> Iterator[Word]:
    left = look.x(look.columns) + CODE_GAP * look.dpi
    for group in layout.groups:
        for n, code in enumerate(group.codes):
            baseline = look.baseline(group.row) + n * CODE_ROW * look.dpi
            right = left + 0.075 * look.dpi * len(code)
            yield _word(code, left, right, baseline, look.dpi, code)


def _stamped(stamp: Stamp, dpi: int, level: Level, rng: Random) -> Iterator[Word]:
    em = stamp.size / 72 * dpi
    edges = [0.0, *accumulate(em * (STAMP_SPACE if c == " " else STAMP_LETTER) for c in stamp.text)]
    left = stamp.x * dpi - (edges[-1] / 2 if stamp.centred else 0)
    top, bottom = round(stamp.y * dpi - 0.72 * em), round(stamp.y * dpi) + 2
    for found in re.finditer(r"\S+", stamp.text):
        said = found.group()
        read = struck_out(said, level, rng) if stamp.struck else misread(said, RATES[level], rng)
        box = Box(round(left + edges[found.start()]), top, round(left + edges[found.end()]), bottom)
        yield Word(read, box, 0.9 if read == said else 0.5)


def _redactions(layout: Layout, look: Look) -> list[Redaction]:
    boxes: dict[int, list[Box]] = {}
    for strip in layout.strips:
        y = look.baseline(strip.row)
        boxes.setdefault(strip.cut, []).append(
            Box(
                round(look.x(strip.column)),
                round(y - BAR_ABOVE * look.dpi),
                round(look.x(strip.column + strip.cells)),
                round(y + BAR_BELOW * look.dpi),
            )
        )
    return [_redaction(bands) for _, bands in sorted(boxes.items())]


def _redaction(bands: list[Box]) -> Redaction:
    """Bands closed up into one region, as the finder of redactions gives them."""
    ends = [band.top for band in bands[1:]] + [bands[-1].bottom]
    closed = tuple(Box(b.left, b.top, b.right, end) for b, end in zip(bands, ends, strict=True))
    box = Box.around(closed)
    corners = (
        (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom),
    )  # fmt: skip
    return Redaction(Kind.BLACK, closed, corners)
